package accesstest

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"pgregory.net/rapid"

	"lupa.example/access"
)

// samples is how many questions a tally counts. They are the same in every run, so
// that it does not come out now like this and now like that.
const samples = 400

// A tally is how often a decision of each outcome and reason occurs.
type tally map[outcome]int

type outcome struct {
	allowed bool
	reason  access.Reason
}

func count(c Checker, questions *rapid.Generator[access.Question]) tally {
	n := make(tally)
	for seed := range samples {
		d, err := ask(c, questions.Example(seed))
		if err != nil {
			d = access.Deny("(panics)", "")
		}
		n[outcome{d.Allowed, d.Reason}]++
	}
	return n
}

func (n tally) allowed() int {
	sum := 0
	for o, times := range n {
		if o.allowed {
			sum += times
		}
	}
	return sum
}

// oneSided returns an error if no question was allowed, or none denied.
func (n tally) oneSided() error {
	which := ""
	switch n.allowed() {
	case 0:
		which = "allowed"
	case samples:
		which = "denied"
	default:
		return nil
	}
	return fmt.Errorf("none of %d questions is %s, so the laws say little; let the generator draw some that are\n%v", samples, which, n)
}

// String returns a table, the most frequent first.
func (n tally) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "of %d questions, %d are allowed:", samples, n.allowed())
	for _, o := range slices.SortedFunc(maps.Keys(n), func(x, y outcome) int {
		return cmp.Or(cmp.Compare(n[y], n[x]), cmp.Compare(x.reason, y.reason), strings.Compare(verb(x), verb(y)))
	}) {
		fmt.Fprintf(&b, "\n%6d  %-7s  %s", n[o], verb(o), o.reason)
	}
	return b.String()
}

func verb(o outcome) string {
	if o.allowed {
		return "allowed"
	}
	return "denied"
}
