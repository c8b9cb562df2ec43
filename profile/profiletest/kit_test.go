package profiletest_test

import (
	"fmt"
	"testing"

	"lupa.example/access"
	"lupa.example/access/accesstest"
	"lupa.example/profile"
	"lupa.example/profile/profiletest"
)

func TestSitesKeepTheLaws(t *testing.T) {
	for seed := range 8 {
		site := profiletest.Sites().Example(seed)
		questions := profiletest.Questions(site)
		t.Run(fmt.Sprintf("seed %d", seed), func(t *testing.T) {
			accesstest.Laws(t, site, questions)
			accesstest.Allocs(t, site, questions)
			accesstest.Filters(t, site, questions)
		})
	}
}

func TestASiteKeepsTheLawsInAPolicy(t *testing.T) {
	site := profiletest.Sites().Example(100)
	policy, err := access.NewPolicy(site)
	if err != nil {
		t.Fatal(err)
	}
	questions := profiletest.Questions(site)
	accesstest.Laws(t, policy, questions)
	accesstest.Allocs(t, policy, questions)
	accesstest.Filters(t, policy, questions)
}

func TestQuestionsHitTheProfiles(t *testing.T) {
	const sites, each = 50, 200
	reasons := make(map[access.Reason]int)
	allowed := 0
	for n := range sites {
		site := profiletest.Sites().Example(n)
		questions := profiletest.Questions(site)
		here := 0
		for seed := range each {
			q := questions.Example(n*each + seed)
			d := site.Check(q.Subject, q.Action, q.Resource)
			reasons[d.Reason]++
			if d.Allowed {
				here++
			}
		}
		if here == 0 || here == each {
			t.Errorf("site %d: %d of %d are allowed", n, here, each)
		}
		allowed += here
	}
	if share := float64(allowed) / (sites * each); share < .35 || share > .65 {
		t.Errorf("%.0f%% are allowed, want about half", 100*share)
	}
	for _, r := range []access.Reason{
		profile.ReasonAdministrator, profile.ReasonAll, profile.ReasonWorkspace, profile.ReasonInvolved, profile.ReasonRegistered,
		profile.ReasonGranted, profile.ReasonUnknownProfile, profile.ReasonModuleOff, profile.ReasonUnknownForm, profile.ReasonNoScope,
		profile.ReasonOtherWorkspace, profile.ReasonNotInvolved, profile.ReasonNotRegistrant, profile.ReasonClosed,
		profile.ReasonNotSwitchedOn, profile.ReasonNotAdministrator, profile.ReasonNoFreeText, profile.ReasonNoQueryBuilder,
		profile.ReasonNothingToSearch, profile.ReasonFormNotAccessible, profile.ReasonNotOneForm, profile.ReasonNotSaver,
		access.ReasonNoUser, access.ReasonUnknownAction, access.ReasonIncomplete, access.ReasonNoFact, access.ReasonAmbiguousFact,
	} {
		if reasons[r] == 0 {
			t.Errorf("no question is decided by %s: %v", r, reasons)
		}
	}
}

// A site without forms or profiles is asked about all the same.
func TestQuestionsAboutNoProfiles(t *testing.T) {
	site, err := profile.NewSite(profile.Config{})
	if err != nil {
		t.Fatal(err)
	}
	q := profiletest.Questions(site).Example(0)
	if d := site.Check(q.Subject, q.Action, q.Resource); d.Allowed {
		t.Errorf("%v\n%v", q, d)
	}
}
