package sharing

import (
	"fmt"
	"iter"
	"slices"
	"testing"

	"lupa.example/access/filter"
)

// wide returns n rules, of which a thousand let one number see one each, and a thousand
// let one each see another number.
func wide(n int) (rules []Rule, viewer, owner Account) {
	viewer, owner = MustParseAccount("99999-01"), MustParseAccount("99999-02")
	rules = ordinary(n)
	for i := range 1000 {
		other := []Party{{code(i*97)<<withinBits | code(1+i%100)}}
		at := i * (n / 1000)
		rules[at] = Rule{ID: fmt.Sprintf("viewer%d", i), Viewers: []Party{viewer.Party()}, Sharers: other}
		rules[at+1] = Rule{ID: fmt.Sprintf("owner%d", i), Viewers: other, Sharers: []Party{owner.Party()}}
	}
	return rules, viewer, owner
}

// BenchmarkList tells of a thousand that are seen, or see, by a million rules.
func BenchmarkList(b *testing.B) {
	rules, viewer, owner := wide(1_000_000)
	rs := mustRules(b, rules...)
	policy := mustPolicy(b, rs)
	for name, seen := range map[string]iter.Seq[Party]{"sees": rs.Sees(viewer), "seen-by": rs.SeenBy(owner)} {
		b.Run("sharing/"+name+"/n=1000000", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				n := 0
				for range seen {
					n++
				}
				if n != 1001 {
					b.Fatalf("%d entries", n)
				}
			}
		})
	}
	known := filter.Nothing()
	b.Run("sharing/rows/n=1000000", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			var err error
			if known, err = filter.Rows(policy, anna(&User{Account: viewer}), ActionView, KindResult); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("sharing/people/n=1000000", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := filter.People(policy, ActionView, &Result{Owner: owner}); err != nil {
				b.Fatal(err)
			}
		}
	})
	if !filter.Match(known, rs.Row(&Result{Owner: Account{rules[0].Sharers[0].code}})) {
		b.Error("the condition is not that of the rules")
	}
}

// A list reads the rules that it tells of. The others are taken away here, so that there
// is nothing to read.
func TestAListReadsNoOtherRules(t *testing.T) {
	rules, viewer, owner := wide(20_000)
	rs := mustRules(t, rules...)
	for name, list := range map[string]struct {
		of   func(*index) iter.Seq[Party]
		read func(Rule) bool
	}{
		"sees":    {func(ix *index) iter.Seq[Party] { return ix.sees(viewer) }, func(r Rule) bool { return r.Viewers[0].Covers(viewer) }},
		"seen by": {func(ix *index) iter.Seq[Party] { return ix.seenBy(owner) }, func(r Rule) bool { return r.Sharers[0].Covers(owner) }},
	} {
		var few []entry[*storedRule]
		for i, r := range rules {
			if list.read(r) {
				few = append(few, entry[*storedRule]{newStoredRule(r, uint32(i)), numberHash(uint32(i))})
			}
		}
		bare := *rs.index
		bare.byNumber = build(few)
		if got, want := slices.Collect(list.of(&bare)), slices.Collect(list.of(rs.index)); !slices.Equal(got, want) || len(got) != 1001 || len(few) != 1000 {
			t.Errorf("%s: %d entries of %d rules, want %d", name, len(got), len(few), len(want))
		}
	}
}

// A list of numbers is gone through from one to the next: of a thousand nearly all are
// found without going down the trie.
func TestAListIsGoneThroughInPlace(t *testing.T) {
	rules, viewer, _ := wide(20_000)
	side := &mustRules(t, rules...).index.short.viewers
	steps, descents := 0, 1
	cu, ok := newCursor(side, viewer.number)
	for ; ok; steps++ {
		cu.side = nil // nothing to go down, but at the end of a leaf
		if len(cu.rest) == 1 {
			cu.side = side
			descents++
		}
		ok = cu.next()
	}
	if steps != 1000 || descents > 1000/(maxLeaf/8) {
		t.Errorf("%d steps, of which %d go down the trie", steps, descents)
	}
}

// Lists may be ranged over again, and stopped and begun anew.
func TestListsBeginAnew(t *testing.T) {
	rules, viewer, owner := wide(2_000)
	rs := mustRules(t, rules...)
	for _, list := range []iter.Seq[Party]{rs.Sees(viewer), rs.SeenBy(owner)} {
		first := slices.Collect(list)
		for n := range 10 {
			var some []Party
			for p := range list {
				if len(some) == n {
					break
				}
				some = append(some, p)
			}
			if !slices.Equal(some, first[:n]) {
				t.Errorf("the first %d are %v", n, some)
			}
		}
		if again := slices.Collect(list); !slices.Equal(again, first) || len(first) != 1001 {
			t.Errorf("of %d there are %d when asked again", len(first), len(again))
		}
	}
}
