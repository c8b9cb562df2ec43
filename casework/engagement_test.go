package casework_test

import (
	"testing"

	"lupa.example/access"
	"lupa.example/casework"
)

// What somebody is at an engagement decides there, and nowhere else. The table of
// engagements has every combination over two programs.
func TestARoleAtAnEngagementDecides(t *testing.T) {
	const view, give, remove, use, assign = casework.ActionView, casework.ActionGive, casework.ActionRemove, casework.ActionUse, casework.ActionAssign
	system := engagementThat(annaSystemAdministrator, annaAdministers("invoicing"))
	of := func(programs ...string) *casework.Engagement { return engagementThat(annaAdministers(programs...)) }
	user := engagementThat(holding("anna", "bookkeeping", "archive"))
	for _, test := range []struct {
		name   string
		action access.Action
		on     access.Resource
		want   access.Decision
	}{
		{"nobody views", view, engagementThat(), noAccess},
		{"the system administrator views", view, system, asSystemAdministrator},
		{"an administrator outside the package views", view, of("archive"), asProgramAdministrator},
		{"a consultant without programs views", view, engagementThat(holding("anna")), asConsultant},
		{"nobody gives", give, accessOf("new", engagementThat()), notAdministrator},
		{"a consultant does not give", give, accessOf("new", user), notAdministrator},
		{"the system administrator gives", give, accessOf("new", system), asSystemAdministrator},
		{"a program administrator gives", give, accessOf("new", of("archive", "invoicing")), asProgramAdministrator},
		{"an administrator outside the package does not give", give, accessOf("new", of("archive")), notAdministrator},
		{"nobody removes nobody", remove, accessOf("new", engagementThat()), notAdministrator},
		{"a consultant does not remove themselves", remove, accessOf("anna", user), notAdministrator},
		{"the system administrator removes an administrator", remove, accessOf("pia", system), asSystemAdministrator},
		{"a system administrator of two removes themselves", remove, accessOf("anna", system), asSystemAdministrator},
		{"the administrator of all that is held removes", remove, accessOf("cia", of("bookkeeping")), asProgramAdministrator},
		{"where nothing is held, any administrator does", remove, accessOf("new", of("archive")), asProgramAdministrator},
		{"not where more is held", remove, accessOf("cia", of("invoicing")), holdsOthers},
		{"nor another administrator", remove, accessOf("pia", of("bookkeeping")), systemOnly},
		{"nor themselves", remove, accessOf("anna", of("bookkeeping")), systemOnly},
		{"a consultant uses what they have", use, program("archive", user), asConsultant},
		{"and nothing else", use, program("invoicing", user), notAssigned},
		{"to administer is not to use", use, program("invoicing", system), noAccess},
		{"to use is not to administer", assign, program("bookkeeping", user), notAdministrator},
		{"the system administrator assigns every program", assign, program("bookkeeping", system), asSystemAdministrator},
		{"a program administrator that program", remove, program("bookkeeping", of("bookkeeping")), asProgramAdministrator},
		{"and no other", assign, program("invoicing", of("bookkeeping")), notAdministrator},
		{"nobody what is outside the package", remove, program("archive", of("archive")), outsidePackage},
	} {
		t.Run(test.name, func(t *testing.T) {
			wantCheck(t, agency(), anna(), test.action, test.on, test.want)
		})
	}
}

func TestTheOnlySystemAdministratorStays(t *testing.T) {
	for name, administrators := range map[string][]string{
		"alone":                   {"anna"},
		"listed twice":            {"anna", "anna"},
		"beside an empty name":    {"", "anna", ""},
		"beside an administrator": {"anna"}, // pia, of a program
	} {
		e := engagementThat(holding("anna", "bookkeeping"), func(e *casework.Engagement) { e.SystemAdministrators = administrators })
		t.Run(name, func(t *testing.T) {
			wantCheck(t, agency(), anna(), casework.ActionRemove, accessOf("anna", e), lastSystem)
			wantCheck(t, agency(), anna(), casework.ActionRemove, accessOf("cia", e), asSystemAdministrator)
			wantCheck(t, agency(), acting("pia", "O1"), casework.ActionRemove, accessOf("anna", e), systemOnly)
		})
	}
}
