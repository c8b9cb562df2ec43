package sharing

import (
	"strings"
	"testing"
)

// What is read as an entry is printed in one form, which is read as the same entry.
func FuzzParseParty(f *testing.F) {
	for _, s := range []string{"00000-00", "99999-99", "20410", "20410*", "", "0000*", "000001-01", "00000-1", "20410-*", "٠٠٠٠٠", "20410-01\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		p, err := ParseParty(s)
		a, errA := ParseAccount(s)
		if (errA == nil) != (err == nil && !p.IsGroup()) || errA == nil && a.Party() != p {
			t.Fatalf("%q is the entry %v (%v) and the account %v (%v)", s, p, err, a, errA)
		}
		if err != nil {
			if !p.IsZero() {
				t.Fatalf("%q is refused as %v", s, p)
			}
			return
		}
		if again, err := ParseParty(p.String()); err != nil || again != p {
			t.Fatalf("%q is printed as %v, which is read as %v, %v", s, p, again, err)
		}
		if want := strings.TrimSuffix(s, "*"); strings.TrimSuffix(p.String(), "*") != want {
			t.Fatalf("%q is printed as %v", s, p)
		}
	})
}

// Boxes are taken whole or not at all, and every line that counts is an entry.
func FuzzParseBoxes(f *testing.F) {
	f.Add("20410-01\n20410*", " 20410-02 \r\n\n")
	f.Add("", "x\ny")
	f.Add("20410-01 20410-02", "00000")
	f.Fuzz(func(t *testing.T, viewers, sharers string) {
		r, err := ParseBoxes(viewers, sharers)
		if err != nil {
			if r.Viewers != nil || r.Sharers != nil {
				t.Fatalf("%q, %q: %v and %v", viewers, sharers, r, err)
			}
			return
		}
		if !r.complete() || len(r.Viewers) != entriesIn(viewers) || len(r.Sharers) != entriesIn(sharers) {
			t.Fatalf("%q, %q: %v", viewers, sharers, r)
		}
	})
}

func entriesIn(box string) (n int) {
	for _, line := range strings.Split(box, "\n") {
		if strings.TrimSpace(line) != "" {
			n++
		}
	}
	return n
}
