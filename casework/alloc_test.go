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

func TestCheckThroughAPolicyAllocatesNothingForReusedRows(t *testing.T) {
	policy := mustPolicy(t, agency())
	subject := anna()
	for _, q := range append(everything(),
		ask{casework.ActionView, clientThat()},
		ask{casework.ActionUse, program("invoicing", engagementThat(holding("anna", "bookkeeping")))},
		ask{casework.ActionView, (*casework.Client)(nil)},
	) {
		wantNoAllocs(t, string(q.action)+" "+string(q.resource.Kind()), func() { policy.Check(subject, q.action, q.resource) })
	}
}

// A row that is made for one question stays where it was made, as long as it is
// the practice itself that is asked.
func TestCheckAllocatesNothingForRowsBuiltForOneQuestion(t *testing.T) {
	practice := mustPractice(t, agency())
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
