package sharing

import (
	"fmt"
	"testing"
)

// wide returns n rules, of which the last thousand let one number see one each.
func wide(n int) []Rule {
	rules := ordinary(n)
	for i := range 1000 {
		rules[i*(n/1000)] = Rule{
			ID:      fmt.Sprintf("w%d", i),
			Viewers: []Party{MustParseParty("99999-01")},
			Sharers: []Party{{code(i*97)<<withinBits | code(1+i%100)}},
		}
	}
	return rules
}

func BenchmarkSees(b *testing.B) {
	rs := mustRules(b, wide(1_000_000)...)
	b.Run("sharing/seen=1000/n=1000000", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			n := 0
			for range rs.Sees(MustParseAccount("99999-01")) {
				n++
			}
			if n != 1001 {
				b.Fatal(n)
			}
		}
	})
}
