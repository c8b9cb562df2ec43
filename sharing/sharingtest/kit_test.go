package sharingtest_test

import (
	"fmt"
	"testing"

	"lupa.example/access"
	"lupa.example/access/accesstest"
	"lupa.example/sharing"
	"lupa.example/sharing/sharingtest"
)

func TestRulesKeepTheLaws(t *testing.T) {
	for seed := range 8 {
		rules := sharingtest.Rules().Example(seed)
		questions := sharingtest.Questions(rules)
		t.Run(fmt.Sprintf("%d rules of seed %d", rules.Len(), seed), func(t *testing.T) {
			accesstest.Laws(t, rules, questions)
			accesstest.Filters(t, rules, questions)
			accesstest.Allocs(t, rules, questions)
		})
	}
}

// A set that is not drawn is asked about just as well.
func TestOtherRulesKeepTheLaws(t *testing.T) {
	rules, err := sharing.NewRules(sharing.Rule{
		ID:      "head office sees the group",
		Viewers: []sharing.Party{sharing.MustParseParty("31200-01")},
		Sharers: []sharing.Party{sharing.MustParseParty("31200*")},
	})
	if err != nil {
		t.Fatal(err)
	}
	policy, err := access.NewPolicy(rules)
	if err != nil {
		t.Fatal(err)
	}
	accesstest.Laws(t, policy, sharingtest.Questions(rules))
	accesstest.Filters(t, policy, sharingtest.Questions(rules))
	accesstest.Allocs(t, policy, sharingtest.Questions(rules))
}

func TestQuestionsHitTheRules(t *testing.T) {
	const sets, each = 20, 200
	reasons := make(map[access.Reason]int)
	allowed := 0
	for set := range sets {
		rules := sharingtest.Rules().Example(set)
		questions := sharingtest.Questions(rules)
		for seed := range each {
			q := questions.Example(set*each + seed)
			d := rules.Check(q.Subject, q.Action, q.Resource)
			reasons[d.Reason]++
			if d.Allowed {
				allowed++
			}
		}
	}
	if share := float64(allowed) / (sets * each); share < .4 || share > .6 {
		t.Errorf("%.0f%% are allowed, want about half", 100*share)
	}
	for _, r := range []access.Reason{
		sharing.ReasonOwn, sharing.ReasonRule, sharing.ReasonCustomer, sharing.ReasonStaff,
		sharing.ReasonNotShared, sharing.ReasonNoAccount, sharing.ReasonNotStaff,
		access.ReasonNoUser, access.ReasonUnknownAction, access.ReasonIncomplete, access.ReasonNoFact, access.ReasonAmbiguousFact,
	} {
		if reasons[r] == 0 {
			t.Errorf("no question is decided by %s: %v", r, reasons)
		}
	}
}
