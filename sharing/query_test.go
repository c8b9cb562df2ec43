package sharing

import (
	"iter"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestQueriesNameOneselfAndThenEntriesInTheOrderOfTheRules(t *testing.T) {
	rs := mustRules(t,
		rule("a", "20410-02 20410-01", "20410-03"),
		rule("b", "20411*", "20410* 20410-03"),
		rule("c", "20410-01", "20410-03 20412-01"),
	)
	for _, c := range []struct {
		name string
		got  []Party
		want string
	}{
		{"seen by", slices.Collect(rs.SeenBy(MustParseAccount("20410-03"))), "20410-03 20410-02 20410-01 20411*"},
		{"sees", slices.Collect(rs.Sees(MustParseAccount("20410-01"))), "20410-01 20410-03 20412-01"},
		{"member sees", slices.Collect(rs.Sees(MustParseAccount("20411-44"))), "20411-44 20410* 20410-03"},
		{"alone", slices.Collect(rs.SeenBy(MustParseAccount("20999-01"))), "20999-01"},
		{"nobody", slices.Collect(rs.Sees(Account{})), ""},
		{"seen by nobody", slices.Collect(rs.SeenBy(Account{})), ""},
		{"never built", slices.Collect(new(Rules).Sees(MustParseAccount("20410-01"))), ""},
		{"no rules", slices.Collect((*Rules)(nil).SeenBy(MustParseAccount("20410-01"))), ""},
	} {
		if want := parties(c.want); !slices.Equal(c.got, want) {
			t.Errorf("%s: got %v, want %v", c.name, c.got, want)
		}
	}
	for range rs.SeenBy(MustParseAccount("20410-03")) {
		break // stops where the caller does
	}
	for p := range rs.SeenBy(MustParseAccount("20410-03")) {
		if p.IsGroup() {
			break
		}
	}
}

func TestWhoSeesThemselvesByARuleIsToldOnce(t *testing.T) {
	rs := mustRules(t, rule("r", "00001-01 00002-01", "00001-01 00002-01"))
	for name, seen := range map[string]iter.Seq[Party]{"sees": rs.Sees(MustParseAccount("00001-01")), "is seen by": rs.SeenBy(MustParseAccount("00001-01"))} {
		if got := slices.Collect(seen); !slices.Equal(got, parties("00001-01 00002-01")) {
			t.Errorf("%s %v", name, got)
		}
	}
}

func TestQueriesAndDecisionsAgreeInBothDirections(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rs := mustDraw(t, drawRules(t))
		covers := func(list []Party, a Account) bool {
			return slices.ContainsFunc(list, func(p Party) bool { return p.Covers(a) })
		}
		for _, one := range everyone {
			seenBy, sees := slices.Collect(rs.SeenBy(one)), slices.Collect(rs.Sees(one))
			for _, other := range everyone {
				in := rs.Check(anna(&User{Account: other}), ActionView, &Result{Owner: one}).Allowed
				out := rs.Check(anna(&User{Account: one}), ActionView, &Result{Owner: other}).Allowed
				if covers(seenBy, other) != in || covers(sees, other) != out {
					t.Fatalf("%v and %v: seen by %v, sees %v; decisions %v, %v", one, other, seenBy, sees, in, out)
				}
			}
		}
	})
}
