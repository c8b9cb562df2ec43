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

func (q question) decide() access.Decision { return q.practice.Check(q.subject, q.action, q.resource) }

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
	by     string
	action access.Action
	of     access.Resource
	change func(*question)
}

func gates() []gate {
	view, give, remove := casework.ActionView, casework.ActionGive, casework.ActionRemove
	own := clientThat(annaResponsible)
	return []gate{
		{access.ReasonNoPolicy, "", view, own, func(q *question) { q.practice = new(casework.Practice) }},
		{access.ReasonNoResource, "", view, own, func(q *question) { q.resource = nil }},
		{access.ReasonNoUser, "", view, own, func(q *question) { q.subject.User = "" }},
		{access.ReasonUnknownKind, "", view, own, func(q *question) { q.resource = new(foreign) }},
		{access.ReasonUnknownAction, "", view, own, func(q *question) { q.action = "delete" }},
		{access.ReasonIncomplete, "", view, clientThat(annaResponsible), func(q *question) { q.client().Org = "" }},
		{access.ReasonNoFact, "", view, own, func(q *question) { q.subject.Facts = nil }},
		{access.ReasonAmbiguousFact, "", view, own,
			func(q *question) { q.subject.Facts = append(q.subject.Facts, &casework.Worker{Org: "O2"}) }},

		{casework.ReasonOtherOrganisation, "", view, own,
			func(q *question) { q.subject.Facts[0].(*casework.Worker).Org = "O2" }},
		{casework.ReasonNoAccess, "", view, clientThat(annaResponsible), func(q *question) { q.client().Responsible = "bo" }},
		{casework.ReasonResponsibleOnly, "shared", view, clientThat(sharedWithAnna),
			func(q *question) { q.action = casework.ActionTransfer }},

		{casework.ReasonOutsidePackage, "", casework.ActionAssign, program("bookkeeping", engagementThat(annaSystemAdministrator)),
			func(q *question) { q.resource.(*casework.Program).Name = "archive" }},
		{casework.ReasonNotAssigned, "consultant", casework.ActionUse, program("bookkeeping", engagementThat(holding("anna", "bookkeeping"))),
			func(q *question) { q.resource.(*casework.Program).Name = "invoicing" }},
		{casework.ReasonNotAdministrator, "", give, accessOf("cia", engagementThat(annaSystemAdministrator)),
			func(q *question) { q.engagement().SystemAdministrators = []string{"sam"} }},
		{casework.ReasonHoldsOtherPrograms, "program-administrator", remove, accessOf("cia", engagementThat(annaAdministers("bookkeeping"))),
			func(q *question) { holding("cia", "bookkeeping", "archive")(q.engagement()) }},
		{casework.ReasonSystemAdministratorOnly, "program-administrator", remove, accessOf("cia", engagementThat(annaAdministers("bookkeeping"))),
			func(q *question) { q.engagement().ProgramAdministrators["archive"] = []string{"cia"} }},
		{casework.ReasonLastSystemAdministrator, "system-administrator", remove, accessOf("anna", engagementThat(annaSystemAdministrator)),
			func(q *question) { q.engagement().SystemAdministrators = []string{"anna"} }},
	}
}

func TestOneFactTurnsAnAllowedQuestionIntoEachDenial(t *testing.T) {
	for _, g := range gates() {
		t.Run(string(g.reason), func(t *testing.T) {
			q := question{newPractice(t, agency()), anna(), g.action, g.of}
			if d := q.decide(); !d.Allowed {
				t.Fatalf("the question to start from: got %v, want it allowed", d)
			}
			g.change(&q)
			if got, want := q.decide(), access.Deny(g.reason, g.by); got != want {
				t.Errorf("got %v, want %v", got, want)
			}
		})
	}
}

// The reasons of the area that allow. Every other one denies, and so do those of
// package access.
var allowing = []access.Reason{
	casework.ReasonResponsible, casework.ReasonShared, casework.ReasonSystemAdministrator,
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
