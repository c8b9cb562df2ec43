package caseworktest_test

import (
	"fmt"
	"testing"

	"lupa.example/access"
	"lupa.example/access/accesstest"
	"lupa.example/casework"
	"lupa.example/casework/caseworktest"
)

func TestPracticesKeepTheLaws(t *testing.T) {
	for seed := range 8 {
		practice := caseworktest.Practices().Example(seed)
		questions := caseworktest.Questions(practice)
		t.Run(fmt.Sprintf("seed %d", seed), func(t *testing.T) {
			accesstest.Laws(t, practice, questions)
			accesstest.Allocs(t, practice, questions)
			accesstest.Filters(t, practice, questions)
		})
	}
}

func TestAPracticeKeepsTheLawsInAPolicy(t *testing.T) {
	practice := caseworktest.Practices().Example(100)
	policy, err := access.NewPolicy(practice)
	if err != nil {
		t.Fatal(err)
	}
	questions := caseworktest.Questions(practice)
	accesstest.Laws(t, policy, questions)
	accesstest.Allocs(t, policy, questions)
	accesstest.Filters(t, policy, questions)
}

func TestQuestionsHitThePractice(t *testing.T) {
	const practices, each = 20, 400
	reasons := make(map[access.Reason]int)
	allowed := 0
	for n := range practices {
		practice := caseworktest.Practices().Example(n)
		questions := caseworktest.Questions(practice)
		for seed := range each {
			q := questions.Example(n*each + seed)
			d := practice.Check(q.Subject, q.Action, q.Resource)
			reasons[d.Reason]++
			if d.Allowed {
				allowed++
			}
		}
	}
	if share := float64(allowed) / (practices * each); share < .4 || share > .6 {
		t.Errorf("%.0f%% are allowed, want about half", 100*share)
	}
	for _, r := range []access.Reason{
		casework.ReasonResponsible, casework.ReasonShared, casework.ReasonSystemAdministrator, casework.ReasonProgramAdministrator,
		casework.ReasonConsultant, casework.ReasonSteward, casework.ReasonNoStewards, casework.ReasonNotSteward, casework.ReasonOtherOrganisation, casework.ReasonNoAccess, casework.ReasonResponsibleOnly,
		casework.ReasonOutsidePackage, casework.ReasonNotAssigned, casework.ReasonNotAdministrator, casework.ReasonHoldsOtherPrograms,
		casework.ReasonSystemAdministratorOnly, casework.ReasonLastSystemAdministrator,
		access.ReasonNoUser, access.ReasonUnknownAction, access.ReasonIncomplete, access.ReasonNoFact, access.ReasonAmbiguousFact,
	} {
		if reasons[r] == 0 {
			t.Errorf("no question is decided by %s: %v", r, reasons)
		}
	}
}
