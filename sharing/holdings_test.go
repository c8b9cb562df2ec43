package sharing

import (
	"iter"
	"slices"
	"testing"

	"lupa.example/access/report"
)

func TestHoldingsAreWhereANumberStandsByItself(t *testing.T) {
	leaver := MustParseAccount("20410-01")
	rs := mustRules(t,
		rule("z", "20410-01 20410-02", "20410-01 20410-01"),
		rule("of the group", "20410*", "20410*"),
		rule("of others", "20410-02", "20411-01"),
		rule("a", "20411*", "20410-02 20410-01"),
		rule("b", "20410-01", "20411*"),
	)
	want := []string{"rule z, viewers 20410-01", "rule b, viewers 20410-01", "rule z, sharers 20410-01", "rule a, sharers 20410-01"}
	all := rs.Holdings(leaver)
	for most := 1; most <= len(want)+1; most++ { // it can be stopped anywhere, and read again
		var got []string
		for what, where := range all {
			if got = append(got, what.String()+", "+where.String()); len(got) == most {
				break
			}
		}
		if !slices.Equal(got, want[:min(most, len(want))]) {
			t.Errorf("got %q, want the first %d of %q", got, most, want)
		}
	}
	for name, none := range map[string]iter.Seq2[report.Thing, report.Thing]{
		"nobody":      rs.Holdings(Account{}),
		"a stranger":  rs.Holdings(MustParseAccount("20410-77")),
		"never built": new(Rules).Holdings(leaver),
		"no rules":    (*Rules)(nil).Holdings(leaver),
	} {
		for what := range none {
			t.Errorf("%s holds %v", name, what)
		}
	}
}
