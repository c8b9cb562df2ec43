package casework_test

import (
	"os"
	"regexp"
	"slices"
	"testing"

	"lupa.example/access"
	"lupa.example/casework"
)

// A question is everything that a decision depends on, so that a test can change
// one thing of it.
type question struct {
	practice *casework.Practice
	subject  access.Subject
	action   access.Action
	resource access.Resource
}

func (q question) check() access.Decision { return q.practice.Check(q.subject, q.action, q.resource) }

func (q question) client() *casework.Client { return q.resource.(*casework.Client) }

// engagement returns the one that the question is about.
func (q question) engagement() *casework.Engagement {
	switch r := q.resource.(type) {
	case *casework.Access:
		return r.Engagement
	case *casework.Program:
		return r.Engagement
	default:
		return r.(*casework.Engagement)
	}
}

// A gate is a reason to deny, with a question that is allowed and one change to it
// after which the gate denies.
type gate struct {
	reason access.Reason
	action access.Action
	of     access.Resource
	change func(*question)
}

func gates() []gate {
	view, give, remove := casework.ActionView, casework.ActionGive, casework.ActionRemove
	own := clientThat(annaResponsible)
	return []gate{
		{access.ReasonNoPolicy, view, own, func(q *question) { q.practice = new(casework.Practice) }},
		{access.ReasonNoResource, view, own, func(q *question) { q.resource = nil }},
		{access.ReasonNoUser, view, own, func(q *question) { q.subject.User = "" }},
		{access.ReasonUnknownKind, view, own, func(q *question) { q.resource = new(foreign) }},
		{access.ReasonUnknownAction, view, own, func(q *question) { q.action = "delete" }},
		{access.ReasonIncomplete, view, clientThat(annaResponsible), func(q *question) { q.client().Org = "" }},
		{access.ReasonNoFact, view, own, func(q *question) { q.subject.Facts = nil }},
		{access.ReasonAmbiguousFact, view, own,
			func(q *question) { q.subject.Facts = append(q.subject.Facts, &casework.User{Org: "O2", Steward: true}) }},

		{casework.ReasonOtherOrganisation, view, own,
			func(q *question) { q.subject.Facts[0].(*casework.User).Org = "O2" }},
		{casework.ReasonNoAccess, view, clientThat(annaResponsible), func(q *question) { q.client().Responsible = "bo" }},
		{casework.ReasonResponsibleOnly, view, clientThat(sharedWithAnna),
			func(q *question) { q.action = casework.ActionTransfer }},

		{casework.ReasonNoStewards, casework.ActionHandOn, bosClient(), func(q *question) { q.practice, _ = casework.NewPractice(agency()) }},
		{casework.ReasonNotSteward, casework.ActionHandOn, bosClient(), func(q *question) { q.subject = anna() }},

		{casework.ReasonOutsidePackage, casework.ActionAssign, program("bookkeeping", engagementThat(annaSystemAdministrator)),
			func(q *question) { q.resource.(*casework.Program).ID = "archive" }},
		{casework.ReasonNotAssigned, casework.ActionUse, program("bookkeeping", engagementThat(holding("anna", "bookkeeping"))),
			func(q *question) { q.resource.(*casework.Program).ID = "invoicing" }},
		{casework.ReasonNotAdministrator, give, accessOf("cia", engagementThat(annaSystemAdministrator)),
			func(q *question) { q.engagement().SystemAdministrators = []string{"sam"} }},
		{casework.ReasonHoldsOtherPrograms, remove, accessOf("cia", engagementThat(annaAdministers("bookkeeping"))),
			func(q *question) { holding("cia", "bookkeeping", "archive")(q.engagement()) }},
		{casework.ReasonSystemAdministratorOnly, remove, accessOf("cia", engagementThat(annaAdministers("bookkeeping"))),
			func(q *question) { q.engagement().ProgramAdministrators["archive"] = []string{"cia"} }},
		{casework.ReasonLastSystemAdministrator, remove, accessOf("anna", engagementThat(annaSystemAdministrator)),
			func(q *question) { q.engagement().SystemAdministrators = []string{"anna"} }},
	}
}

func TestEachGateDeniesByItself(t *testing.T) {
	for _, g := range gates() {
		t.Run(string(g.reason), func(t *testing.T) {
			config := agency()
			config.Stewards = true
			q := question{mustPractice(t, config), stewardAnna(), g.action, g.of}
			if d := q.check(); !d.Allowed {
				t.Fatalf("the question to start from: got %v, want it allowed", d)
			}
			g.change(&q)
			if got, want := q.check(), access.Deny(g.reason, ""); got != want {
				t.Errorf("got %v, want %v", got, want)
			}
		})
	}
}

// The reasons of the area that allow. Every other one denies, and so do those of
// package access.
var allowing = []access.Reason{
	casework.ReasonResponsible, casework.ReasonShared, casework.ReasonSteward, casework.ReasonSystemAdministrator,
	casework.ReasonProgramAdministrator, casework.ReasonConsultant,
}

func TestEveryReasonThatDeniesHasAGate(t *testing.T) {
	for _, file := range []string{"reason.go", "../access/reason.go"} {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		reasons := regexp.MustCompile(`= "([a-z]+/[a-z-]+)"`).FindAllSubmatch(source, -1)
		if len(reasons) == 0 {
			t.Errorf("%s: found no reason", file)
		}
		for _, found := range reasons {
			reason := access.Reason(found[1])
			tested := slices.ContainsFunc(gates(), func(g gate) bool { return g.reason == reason })
			if tested == slices.Contains(allowing, reason) {
				t.Errorf("%s: want either a gate that denies or a place among those that allow", reason)
			}
		}
	}
}

// Of two faults in one question the reason is that of the first, in the order in
// which package access lists them; the area's own come last.
func TestTheFirstOfSeveralFaultsIsTheReason(t *testing.T) {
	faults := []struct {
		reason access.Reason
		cause  func(*question)
	}{
		{access.ReasonNoPolicy, func(q *question) { q.practice = nil }},
		{access.ReasonNoUser, func(q *question) { q.subject.User = "" }},
		{access.ReasonNoResource, func(q *question) { q.resource = (*casework.Session)(nil) }},
		{access.ReasonUnknownKind, func(q *question) { q.resource = new(foreign) }},
		{access.ReasonUnknownAction, func(q *question) { q.action = "delete" }},
		{access.ReasonIncomplete, func(q *question) {
			if s, ok := q.resource.(*casework.Session); ok && s != nil {
				s.Client = nil
			}
		}},
		{access.ReasonNoFact, func(q *question) { q.subject.Facts = nil }},
		{access.ReasonAmbiguousFact, func(q *question) {
			if q.subject.Facts != nil {
				q.subject.Facts = append(q.subject.Facts, &casework.User{Org: "O2", Steward: true})
			}
		}},
		{casework.ReasonOtherOrganisation, func(*question) {}}, // as it is for this question anyway
	}
	for i, first := range faults {
		for _, second := range faults[i:] {
			q := question{mustPractice(t, agency()), acting("anna", "O3"), casework.ActionView, session(clientThat(annaResponsible))}
			// The later one first, so that it cannot undo the earlier.
			second.cause(&q)
			first.cause(&q)
			if got := q.check(); got.Allowed || got.Reason != first.reason {
				t.Errorf("%s and %s: got %v", first.reason, second.reason, got)
			}
			if got := policyOf(t, q.practice).Check(q.subject, q.action, q.resource); got.Allowed || got.Reason != first.reason {
				t.Errorf("%s and %s, through a policy: got %v", first.reason, second.reason, got)
			}
		}
	}
}

// policyOf returns the policy of the practice, and none of none.
func policyOf(t *testing.T, practice *casework.Practice) *access.Policy {
	t.Helper()
	if practice == nil {
		return nil
	}
	policy, err := access.NewPolicy(practice)
	if err != nil {
		t.Fatal(err)
	}
	return policy
}

// An organisation's own are judged before anything else that the area knows, so
// that a denial tells nobody at another one what stands on a row.
func TestAnotherOrganisationIsDeniedBeforeAnythingElse(t *testing.T) {
	stranger := acting("anna", "O2")
	e := engagementThat(annaSystemAdministrator, holding("anna"))
	for _, q := range []struct {
		action   access.Action
		resource access.Resource
	}{
		{casework.ActionTransfer, clientThat(sharedWithAnna)},
		{casework.ActionAssign, program("archive", e)},
		{casework.ActionUse, program("bookkeeping", e)},
		{casework.ActionRemove, accessOf("sam", e)},
	} {
		wantCheck(t, agency(), stranger, q.action, q.resource, otherOrganisation)
	}
}
