package sharing

import (
	"fmt"
	"testing"

	"lupa.example/access"
)

func TestAGroupIsEveryNumberInItPresentAndFuture(t *testing.T) {
	rs := mustRules(t, rule("r", "40100*", "50200"))
	for within := range 100 {
		wantSights(t, rs, sight{fmt.Sprintf("40100-%02d", within), fmt.Sprintf("50200-%02d", 99-within), "r"})
	}
}

func TestAGroupIsTheWholeMainNumberNotAPrefix(t *testing.T) {
	rs := mustRules(t, rule("r", "40100*", "50200-01"), rule("s", "50200-01", "40100*"))
	for _, other := range []string{"40101-00", "40109-00", "40110-00", "04010-00", "41000-00", "00100-00", "00000-00", "99999-99"} {
		wantSights(t, rs, sight{other, "50200-01", ""}, sight{"50200-01", other, ""})
	}
}

func TestTheFirstRuleThatSharesIsNamed(t *testing.T) {
	narrow, wide := rule("narrow", "40100-01", "50200-01"), rule("wide", "40100*", "50200*")
	long := rule("long", "40100-01 40101* 40102* 40103* 40104*", "50200-01 50201* 50202* 50203*")
	for _, order := range [][]Rule{{narrow, wide, long}, {wide, long, narrow}, {long, narrow, wide}} {
		wantSights(t, mustRules(t, order...), sight{"40100-01", "50200-01", order[0].ID})
	}
}

func TestWorkedExamples(t *testing.T) {
	const one, two, three, later, other = "40100-01", "40100-02", "40100-03", "40100-77", "50200-01"
	numbers := []string{one, two, three, later, other}
	type pair struct{ viewer, owner string }
	tests := []struct {
		name             string
		viewers, sharers string
		seen             []pair // beside everybody's own
	}{
		{
			"two share mutually and a third is not affected",
			one + " " + two, one + " " + two,
			[]pair{{one, two}, {two, one}},
		},
		{
			"two share mutually and see a third that sees nobody",
			one + " " + two, one + " " + two + " " + three,
			[]pair{{one, two}, {one, three}, {two, one}, {two, three}},
		},
		{
			"one sees the whole group and the group does not see it",
			two, "40100*",
			[]pair{{two, one}, {two, three}, {two, later}},
		},
		{
			"the whole group sees one",
			"40100*", one,
			[]pair{{two, one}, {three, one}, {later, one}},
		},
		{
			"the whole group sees the whole group",
			"40100*", "40100*",
			[]pair{
				{one, two}, {one, three}, {one, later}, {two, one}, {two, three}, {two, later},
				{three, one}, {three, two}, {three, later}, {later, one}, {later, two}, {later, three},
			},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			rs := mustRules(t, rule("r", tt.viewers, tt.sharers))
			seen := make(map[pair]bool)
			for _, p := range tt.seen {
				seen[p] = true
			}
			for _, viewer := range numbers {
				for _, owner := range numbers {
					want := sight{viewer: viewer, owner: owner}
					if viewer == owner {
						want.by = "own"
					} else if seen[pair{viewer, owner}] {
						want.by = "r"
					}
					wantSights(t, rs, want)
				}
			}
		})
	}
}

func TestSeeingIsAllThatARuleGives(t *testing.T) {
	rs := mustRules(t, rule("r", "40100*", "50200*"))
	for _, action := range []access.Action{"change", "delete", "order", "share", ActionRequest, ActionConfigure, "View", ""} {
		for _, owner := range []string{"40100-01", "50200-01"} {
			wantDecision(t, rs.Check(anna(customer("40100-01")), action, resultOf(owner)), access.Deny(access.ReasonUnknownAction, ""))
		}
	}
}

func TestSessionsAndFactsOfOtherAreasAreIgnored(t *testing.T) {
	rs := mustRules(t, rule("r", "40100-01", "50200-01"))
	for _, signIn := range []access.SignIn{access.SignInUnknown, access.SignedIn, access.SignedOut} {
		s := access.Subject{User: "anna", SignIn: signIn, Facts: []access.Fact{foreignFact{}, customer("40100-01"), foreignFact{}}}
		wantDecision(t, rs.Check(s, ActionView, resultOf("50200-01")), access.Allow(ReasonRule, "r"))
		wantDecision(t, rs.Check(s, ActionView, resultOf("50200-02")), access.Deny(ReasonNotShared, ""))
	}
}

type foreignFact struct{}

func (foreignFact) Fact() string { return "elsewhere.user" }

func TestTheStaffSeeNoResultsByThat(t *testing.T) {
	rs := mustRules(t, rule("r", "40100-01", "50200-01"))
	member := customer("40100-02")
	member.Staff = true
	wantDecision(t, rs.Check(anna(member), ActionView, resultOf("50200-01")), access.Deny(ReasonNotShared, ""))
	wantDecision(t, rs.Check(anna(&User{Staff: true}), ActionView, resultOf("50200-01")), access.Deny(ReasonNoAccount, ""))
}
