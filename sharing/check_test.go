package sharing

import (
	"fmt"
	"testing"

	"lupa.example/access"
)

func TestWithoutRulesOnlyOwnResultsAreSeen(t *testing.T) {
	expectSights(t, mustRules(t),
		sight{"40100-01", "40100-01", "own"},
		sight{"40100-01", "40100-02", ""}, // a group in common gives nothing
		sight{"40100-01", "50200-01", ""},
	)
}

func TestNoRuleTakesOwnResultsAway(t *testing.T) {
	expectSights(t, mustRules(t, rule("r", "40100-01", "40100-01 40100*"), rule("s", "50200*", "40100-02")),
		sight{"40100-01", "40100-01", "own"},
		sight{"40100-02", "40100-02", "own"},
	)
}

func TestEveryViewerSeesEverySharer(t *testing.T) {
	rs := mustRules(t, rule("r", "40100-01 50200* 60300-07", "70400-01 80500* 90600-99"))
	for _, viewer := range []string{"40100-01", "50200-00", "50200-99", "60300-07"} {
		for _, owner := range []string{"70400-01", "80500-00", "80500-99", "90600-99"} {
			expectSights(t, rs, sight{viewer, owner, "r"})
		}
	}
}

func TestSharingIsOneWay(t *testing.T) {
	expectSights(t, mustRules(t, rule("r", "40100-01", "50200-01")),
		sight{"40100-01", "50200-01", "r"},
		sight{"50200-01", "40100-01", ""},
	)
}

func TestMutualSharingIsStandingInBothLists(t *testing.T) {
	expectSights(t, mustRules(t, rule("r", "40100-01 50200-01", "40100-01 50200-01 60300-01")),
		sight{"40100-01", "50200-01", "r"},
		sight{"50200-01", "40100-01", "r"},
		sight{"40100-01", "60300-01", "r"},
		sight{"60300-01", "40100-01", ""},
	)
}

func TestViewersSeeNothingOfEachOtherNorSharersOfEachOther(t *testing.T) {
	expectSights(t, mustRules(t, rule("r", "40100-01 40100-02", "50200-01 50200-02")),
		sight{"40100-01", "40100-02", ""},
		sight{"50200-01", "50200-02", ""},
	)
}

func TestAGroupIsEveryNumberInItPresentAndFuture(t *testing.T) {
	rs := mustRules(t, rule("r", "40100*", "50200"))
	for within := range 100 {
		expectSights(t, rs, sight{fmt.Sprintf("40100-%02d", within), fmt.Sprintf("50200-%02d", 99-within), "r"})
	}
}

func TestAGroupCountsOnlyOnTheSideWhereItStands(t *testing.T) {
	expectSights(t, mustRules(t, rule("see", "40100*", "50200-01"), rule("share", "60300-01", "70400*")),
		sight{"40100-05", "50200-01", "see"},
		sight{"50200-01", "40100-05", ""},
		sight{"40100-05", "40100-06", ""},
		sight{"60300-01", "70400-05", "share"},
		sight{"70400-05", "60300-01", ""},
		sight{"70400-05", "70400-06", ""},
	)
}

func TestAGroupIsTheWholeMainNumberNotAPrefix(t *testing.T) {
	rs := mustRules(t, rule("r", "40100*", "50200-01"), rule("s", "50200-01", "40100*"))
	for _, other := range []string{"40101-00", "40109-00", "40110-00", "04010-00", "41000-00", "00100-00", "00000-00", "99999-99"} {
		expectSights(t, rs, sight{other, "50200-01", ""}, sight{"50200-01", other, ""})
	}
}

func TestNumbersThatNoEntryCoversAreNotAffected(t *testing.T) {
	expectSights(t, mustRules(t, rule("r", "40100-01", "50200-01")),
		sight{"40100-02", "50200-01", ""}, // beside a viewer
		sight{"40100-01", "50200-02", ""}, // beside a sharer
		sight{"40100-02", "40100-01", ""},
	)
}

func TestSharingIsNotTransitive(t *testing.T) {
	expectSights(t, mustRules(t, rule("r", "40100-01", "50200-01"), rule("s", "50200-01", "60300-01")),
		sight{"40100-01", "50200-01", "r"},
		sight{"50200-01", "60300-01", "s"},
		sight{"40100-01", "60300-01", ""},
	)
}

func TestRulesAddUp(t *testing.T) {
	one, two := rule("one", "40100-01", "50200-01"), rule("two", "40100-01", "60300-01")
	expectSights(t, mustRules(t, one, two),
		sight{"40100-01", "50200-01", "one"},
		sight{"40100-01", "60300-01", "two"},
	)
	expectSights(t, mustRules(t, two),
		sight{"40100-01", "50200-01", ""},
		sight{"40100-01", "60300-01", "two"},
	)
}

func TestTwoRulesDoNotMix(t *testing.T) {
	expectSights(t, mustRules(t, rule("one", "40100-01", "50200-01"), rule("two", "60300-01", "70400-01")),
		sight{"40100-01", "70400-01", ""},
		sight{"60300-01", "50200-01", ""},
	)
}

func TestWithoutOneRuleTheOthersGiveWhatTheyGave(t *testing.T) {
	group, member := rule("group", "40100*", "50200*"), rule("member", "40100-01", "50200-01")
	expectSights(t, mustRules(t, group, member), sight{"40100-01", "50200-01", "group"}, sight{"40100-02", "50200-01", "group"})
	expectSights(t, mustRules(t, member), sight{"40100-01", "50200-01", "member"}, sight{"40100-02", "50200-01", ""})
}

func TestRepeatedAndOverlappingEntriesAreHarmless(t *testing.T) {
	expectSights(t, mustRules(t, rule("r", "40100-01 40100* 40100 40100-01", "50200-01 50200-01 50200*")),
		sight{"40100-01", "50200-01", "r"},
		sight{"40100-02", "50200-02", "r"},
		sight{"50200-01", "40100-01", ""},
	)
}

func TestTheFirstRuleThatSharesIsNamed(t *testing.T) {
	narrow, wide := rule("narrow", "40100-01", "50200-01"), rule("wide", "40100*", "50200*")
	long := rule("long", "40100-01 40101* 40102* 40103* 40104*", "50200-01 50201* 50202* 50203*")
	for _, order := range [][]Rule{{narrow, wide, long}, {wide, long, narrow}, {long, narrow, wide}} {
		expectSights(t, mustRules(t, order...), sight{"40100-01", "50200-01", order[0].ID})
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
					expectSights(t, rs, want)
				}
			}
		})
	}
}

func TestSeeingIsAllThatARuleGives(t *testing.T) {
	rs := mustRules(t, rule("r", "40100*", "50200*"))
	for _, action := range []access.Action{"change", "delete", "order", "share", ActionRequest, ActionConfigure, "View", ""} {
		for _, owner := range []string{"40100-01", "50200-01"} {
			expect(t, rs.Check(anna(customer("40100-01")), action, resultOf(owner)), access.Deny(access.ReasonUnknownAction, ""))
		}
	}
}

func TestSessionsAndFactsOfOtherAreasAreIgnored(t *testing.T) {
	rs := mustRules(t, rule("r", "40100-01", "50200-01"))
	for _, signIn := range []access.SignIn{access.SignInUnknown, access.SignedIn, access.SignedOut} {
		s := access.Subject{User: "anna", SignIn: signIn, Facts: []access.Fact{foreignFact{}, customer("40100-01"), foreignFact{}}}
		expect(t, rs.Check(s, ActionView, resultOf("50200-01")), access.Allow(ReasonRule, "r"))
		expect(t, rs.Check(s, ActionView, resultOf("50200-02")), access.Deny(ReasonNotShared, ""))
	}
}

type foreignFact struct{}

func (foreignFact) Fact() string { return "elsewhere.user" }

func TestStaffConfigureRulesAndCustomersRequestThem(t *testing.T) {
	r := rule("", "40100-01", "50200*") // a rule that is asked for has no key yet
	account := MustParseAccount("40100-01")
	tests := []struct {
		name   string
		user   User
		action access.Action
		want   access.Decision
	}{
		{"a customer requests", User{Account: account}, ActionRequest, access.Allow(ReasonCustomer, "customer")},
		{"a customer that the rule does not name requests", User{Account: MustParseAccount("99999-99")}, ActionRequest, access.Allow(ReasonCustomer, "customer")},
		{"a customer does not configure", User{Account: account}, ActionConfigure, access.Deny(ReasonNotStaff, "")},
		{"the staff configure", User{Staff: true}, ActionConfigure, access.Allow(ReasonStaff, "staff")},
		{"the staff do not request for nobody", User{Staff: true}, ActionRequest, access.Deny(ReasonNoAccount, "")},
		{"staff with a customer number configure", User{Account: account, Staff: true}, ActionConfigure, access.Allow(ReasonStaff, "staff")},
		{"staff with a customer number request", User{Account: account, Staff: true}, ActionRequest, access.Allow(ReasonCustomer, "customer")},
		{"who is neither does not request", User{}, ActionRequest, access.Deny(ReasonNoAccount, "")},
		{"who is neither does not configure", User{}, ActionConfigure, access.Deny(ReasonNotStaff, "")},
		{"rules are not viewed like results", User{Account: account, Staff: true}, ActionView, access.Deny(access.ReasonUnknownAction, "")},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			expect(t, mustRules(t).Check(anna(&tt.user), tt.action, &r), tt.want)
		})
	}
}

func TestTheStaffSeeNoResultsByThat(t *testing.T) {
	rs := mustRules(t, rule("r", "40100-01", "50200-01"))
	member := customer("40100-02")
	member.Staff = true
	expect(t, rs.Check(anna(member), ActionView, resultOf("50200-01")), access.Deny(ReasonNotShared, ""))
	expect(t, rs.Check(anna(&User{Staff: true}), ActionView, resultOf("50200-01")), access.Deny(ReasonNoAccount, ""))
}
