package casework_test

import (
	"testing"

	"lupa.example/access"
	"lupa.example/casework"
)

func wantNoAllocs(t *testing.T, what string, ask func()) {
	t.Helper()
	if got := testing.AllocsPerRun(100, ask); got != 0 {
		t.Errorf("%s: %v allocations, want none", what, got)
	}
}

func TestAskingAPolicyAllocatesNothing(t *testing.T) {
	policy := newPolicy(t, agency())
	subject := anna()
	e := engagementThat(annaAdministers("bookkeeping"), holding("anna", "invoicing"))
	tests := []struct {
		name     string
		action   access.Action
		resource access.Resource
		allowed  bool
	}{
		{"client, allowed", casework.ActionView, clientThat(sharedWithAnna), true},
		{"client, denied", casework.ActionView, bosClient(), false},
		{"incomplete client", casework.ActionView, new(casework.Client), false},
		{"session, allowed", casework.ActionEdit, session(clientThat(annaResponsible)), true},
		{"session, denied", casework.ActionEdit, session(bosClient()), false},
		{"engagement, allowed", casework.ActionView, e, true},
		{"engagement, denied", casework.ActionView, engagementThat(), false},
		{"access, allowed", casework.ActionRemove, accessOf("cia", e), true},
		{"access, denied", casework.ActionRemove, accessOf("sam", e), false},
		{"program, allowed", casework.ActionUse, program("invoicing", e), true},
		{"program, denied", casework.ActionAssign, program("invoicing", e), false},
		{"nil pointer", casework.ActionView, (*casework.Client)(nil), false},
	}
	for _, tt := range tests {
		if got := policy.Check(subject, tt.action, tt.resource); got.Allowed != tt.allowed {
			t.Errorf("%s: got %v", tt.name, got)
		}
		wantNoAllocs(t, tt.name, func() { policy.Check(subject, tt.action, tt.resource) })
	}
}

func TestFactsGivenTwiceAllocateNothing(t *testing.T) {
	policy := newPolicy(t, agency())
	row := clientThat(annaResponsible)
	same := access.Subject{User: "anna", Facts: []access.Fact{&casework.User{Org: "O1"}, new(foreign), &casework.User{Org: "O1"}}}
	differ := access.Subject{User: "anna", Facts: []access.Fact{&casework.User{Org: "O1"}, &casework.User{Org: "O2"}}}
	wantNoAllocs(t, "the same", func() { policy.Check(same, casework.ActionView, row) })
	wantNoAllocs(t, "two that differ", func() { policy.Check(differ, casework.ActionView, row) })
}

// A row that is made for one question stays where it was made, as long as it is
// the practice itself that is asked.
func TestRowsMadeForOneQuestionAllocateNothing(t *testing.T) {
	practice := newPractice(t, agency())
	subject := anna()
	shared := []string{"cia"}
	e := engagementThat(annaAdministers("bookkeeping"), holding("anna", "invoicing"))
	for _, responsible := range []string{"anna", "bo"} {
		wantNoAllocs(t, "client of "+responsible, func() {
			practice.Check(subject, casework.ActionView, &casework.Client{Org: "O1", Responsible: responsible, Shared: shared})
		})
		wantNoAllocs(t, "session with a client of "+responsible, func() {
			practice.Check(subject, casework.ActionView, &casework.Session{
				Client: &casework.Client{Org: "O1", Responsible: responsible, Shared: shared},
			})
		})
	}
	for _, org := range []string{"O1", "O2"} {
		wantNoAllocs(t, "engagement of "+org, func() {
			practice.Check(subject, casework.ActionView, &casework.Engagement{
				Org: org, SystemAdministrators: e.SystemAdministrators,
				ProgramAdministrators: e.ProgramAdministrators, Consultants: e.Consultants,
			})
		})
	}
	for _, consultant := range []string{"cia", "sam"} {
		for _, a := range []access.Action{casework.ActionGive, casework.ActionRemove} {
			wantNoAllocs(t, string(a)+" access of "+consultant, func() {
				practice.Check(subject, a, &casework.Access{Consultant: consultant, Engagement: e})
			})
		}
	}
	for _, a := range []access.Action{casework.ActionUse, casework.ActionAssign} {
		wantNoAllocs(t, string(a)+" a program", func() {
			practice.Check(subject, a, &casework.Program{ID: "invoicing", Engagement: e})
		})
	}
}
