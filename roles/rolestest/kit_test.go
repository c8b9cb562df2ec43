package rolestest_test

import (
	"fmt"
	"slices"
	"testing"

	"lupa.example/access"
	"lupa.example/access/accesstest"
	"lupa.example/roles"
	"lupa.example/roles/rolestest"
)

func TestCatalogsKeepTheLaws(t *testing.T) {
	for seed := range 8 {
		catalog := rolestest.Catalogs().Example(seed)
		questions := rolestest.Questions(catalog)
		t.Run(fmt.Sprintf("seed %d", seed), func(t *testing.T) {
			accesstest.Laws(t, catalog, questions)
			accesstest.Allocs(t, catalog, questions)
			accesstest.Filters(t, catalog, questions)
		})
	}
}

func TestThePortalKeepsTheLawsInAPolicy(t *testing.T) {
	catalog, err := roles.NewCatalog(roles.Config{Portal: true})
	if err != nil {
		t.Fatal(err)
	}
	policy, err := access.NewPolicy(catalog)
	if err != nil {
		t.Fatal(err)
	}
	questions := rolestest.Questions(catalog)
	accesstest.Laws(t, policy, questions)
	accesstest.Allocs(t, policy, questions)
	accesstest.Filters(t, policy, questions)
}

// Lists are under each combination of the switches.
func TestListsOfThePortalWithEverySwitch(t *testing.T) {
	for switches := range 8 {
		config := roles.Config{
			Portal: true, ApproverSignsIn: switches&1 != 0, SamePersonSignedIn: switches&2 != 0, FourEyes: switches&4 != 0,
			Define: []roles.Role{{Name: "trader", Grants: []roles.Grant{
				{Kind: roles.KindOrder, Actions: []access.Action{roles.ActionCreate, roles.ActionApprove}, Over: roles.OverOwn},
				{Kind: "news", Actions: []access.Action{"publish"}, Over: roles.OverOwn},
			}}},
		}
		catalog, err := roles.NewCatalog(config)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(fmt.Sprintf("%+v", config), func(t *testing.T) {
			accesstest.Filters(t, catalog, rolestest.Questions(catalog))
		})
	}
}

func TestQuestionsHitTheRoles(t *testing.T) {
	const catalogs, each = 20, 300
	reasons := make(map[access.Reason]int)
	allowed := 0
	for n := range catalogs {
		catalog := rolestest.Catalogs().Example(n)
		questions := rolestest.Questions(catalog)
		kinds := make(map[access.Kind]bool)
		for seed := range each {
			q := questions.Example(n*each + seed)
			kinds[q.Resource.Kind()] = true
			d := catalog.Check(q.Subject, q.Action, q.Resource)
			reasons[d.Reason]++
			if d.Allowed {
				allowed++
			}
		}
		for _, k := range catalog.Kinds() {
			if !kinds[k] {
				t.Errorf("catalogue %d: no question is about %q", n, k)
			}
		}
	}
	if share := float64(allowed) / (catalogs * each); share < .4 || share > .6 {
		t.Errorf("%.0f%% are allowed, want about half", 100*share)
	}
	for _, r := range []access.Reason{
		roles.ReasonGranted, roles.ReasonNotMember, roles.ReasonNoRole, roles.ReasonUnknownRole, roles.ReasonNotGranted,
		roles.ReasonNoSignIn, roles.ReasonNotSignedIn, roles.ReasonNotOwn, roles.ReasonNotAssigned, roles.ReasonNotSignedOut, roles.ReasonOwnOrder,
		access.ReasonNoUser, access.ReasonUnknownAction, access.ReasonIncomplete, access.ReasonNoFact,
	} {
		if reasons[r] == 0 {
			t.Errorf("no question is decided by %s: %v", r, reasons)
		}
	}
}

func TestConfigsDefineRolesOnKindsOfTheirOwn(t *testing.T) {
	own := 0
	for seed := range 50 {
		own += len(rolestest.Catalogs().Example(seed).Kinds()) - len(new(roles.Catalog).Kinds())
	}
	if own == 0 {
		t.Error("none does")
	}
}

// A catalogue without roles is asked about all the same.
func TestQuestionsAboutNoRoles(t *testing.T) {
	catalog, err := roles.NewCatalog(roles.Config{})
	if err != nil {
		t.Fatal(err)
	}
	q := rolestest.Questions(catalog).Example(0)
	if d := catalog.Check(q.Subject, q.Action, q.Resource); d.Allowed || !slices.Contains(catalog.Kinds(), q.Resource.Kind()) {
		t.Errorf("%v\n%v", q, d)
	}
}
