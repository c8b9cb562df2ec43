package casework_test

import (
	"testing"

	"lupa.example/access"
	"lupa.example/casework"
)

func TestAnEngagementIsSeenByItsAdministratorsAndConsultants(t *testing.T) {
	tests := []struct {
		name string
		of   *casework.Engagement
		want access.Decision
	}{
		{"nobody", engagementThat(), noAccess},
		{"system administrator", engagementThat(annaSystemAdministrator), asSystemAdministrator},
		{"administrator of a program", engagementThat(annaAdministers("bookkeeping")), asProgramAdministrator},
		{"administrator of a program outside the package", engagementThat(annaAdministers("archive")), asProgramAdministrator},
		{"consultant", engagementThat(holding("anna", "bookkeeping")), asConsultant},
		{"consultant without programs", engagementThat(holding("anna")), asConsultant},
		{"all at once: the first that allows", engagementThat(annaSystemAdministrator, annaAdministers("bookkeeping"), holding("anna")), asSystemAdministrator},
		{"administrator of a program and consultant", engagementThat(annaAdministers("bookkeeping"), holding("anna")), asProgramAdministrator},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			wantDecision(t, agency(), anna(), casework.ActionView, tt.of, tt.want)
		})
	}
}

func TestGivingAccessTakesAnAdministratorThere(t *testing.T) {
	tests := []struct {
		name string
		of   *casework.Engagement
		want access.Decision
	}{
		{"nobody", engagementThat(), notAdministrator},
		{"consultant", engagementThat(holding("anna", "bookkeeping")), notAdministrator},
		{"system administrator", engagementThat(annaSystemAdministrator), asSystemAdministrator},
		{"administrator of a package program", engagementThat(annaAdministers("invoicing")), asProgramAdministrator},
		{"administrator of a program outside the package", engagementThat(annaAdministers("archive")), notAdministrator},
		{"administrator of both", engagementThat(annaAdministers("archive", "invoicing")), asProgramAdministrator},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, consultant := range []string{"cia", "new", "anna", "sam"} {
				wantDecision(t, agency(), anna(), casework.ActionGive, accessOf(consultant, tt.of), tt.want)
			}
		})
	}
}

func TestTheSystemAdministratorGivesAccessWhateverThePackage(t *testing.T) {
	wantDecision(t, casework.Config{}, anna(), casework.ActionGive, accessOf("cia", engagementThat(annaSystemAdministrator)), asSystemAdministrator)
	wantDecision(t, casework.Config{}, anna(), casework.ActionGive, accessOf("cia", engagementThat(annaAdministers("bookkeeping"))), notAdministrator)
}

func TestRemovingAccess(t *testing.T) {
	tests := []struct {
		name       string
		consultant string
		of         *casework.Engagement
		want       access.Decision
	}{
		{"nobody removes nobody", "cia", engagementThat(), notAdministrator},
		{"a consultant removes no other", "cia", engagementThat(holding("anna", "bookkeeping")), notAdministrator},
		{"a consultant does not remove themselves", "anna", engagementThat(holding("anna", "bookkeeping")), notAdministrator},
		{"the system administrator removes whatever is held", "cia",
			engagementThat(annaSystemAdministrator, holding("cia", "bookkeeping", "archive")), asSystemAdministrator},
		{"the administrator of all that is held", "cia",
			engagementThat(annaAdministers("bookkeeping", "archive"), holding("cia", "bookkeeping", "archive")), asProgramAdministrator},
		{"the administrator of some that is held", "cia",
			engagementThat(annaAdministers("bookkeeping"), holding("cia", "bookkeeping", "archive")), holdsOthers},
		{"the administrator of others", "cia",
			engagementThat(annaAdministers("invoicing")), holdsOthers},
		{"the administrator of a program outside the package, which is all that is held", "cia",
			engagementThat(annaAdministers("archive"), holding("cia", "archive")), asProgramAdministrator},
		{"any administrator of a program, where none is held", "cia",
			engagementThat(annaAdministers("archive"), holding("cia")), asProgramAdministrator},
		{"any administrator of a program, where there is no access", "new",
			engagementThat(annaAdministers("archive")), asProgramAdministrator},
		{"a consultant who is administrator of a program", "pia",
			engagementThat(annaAdministers("bookkeeping")), systemOnly},
		{"a consultant who is administrator of a program that nobody holds", "max",
			engagementThat(annaAdministers("bookkeeping"), func(e *casework.Engagement) { e.ProgramAdministrators["archive"] = []string{"max"} }), systemOnly},
		{"a consultant who is system administrator", "sam",
			engagementThat(annaAdministers("bookkeeping")), systemOnly},
		{"an administrator of a program, themselves", "anna",
			engagementThat(annaAdministers("bookkeeping"), holding("anna", "bookkeeping")), systemOnly},
		{"the system administrator removes an administrator of a program", "pia",
			engagementThat(annaSystemAdministrator), asSystemAdministrator},
		{"a system administrator removes another", "sam",
			engagementThat(annaSystemAdministrator), asSystemAdministrator},
		{"a system administrator of two, themselves", "anna",
			engagementThat(annaSystemAdministrator), asSystemAdministrator},
		{"both roles: the system administrator's is the wider", "cia",
			engagementThat(annaSystemAdministrator, annaAdministers("invoicing")), asSystemAdministrator},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			wantDecision(t, agency(), anna(), casework.ActionRemove, accessOf(tt.consultant, tt.of), tt.want)
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
			wantDecision(t, agency(), anna(), casework.ActionRemove, accessOf("anna", e), lastSystem)
			wantDecision(t, agency(), anna(), casework.ActionRemove, accessOf("cia", e), asSystemAdministrator)
			wantDecision(t, agency(), acting("pia", "O1"), casework.ActionRemove, accessOf("anna", e), systemOnly)
		})
	}
}

func TestRemovingDoesNotDependOnThePackage(t *testing.T) {
	e := engagementThat(annaAdministers("bookkeeping"))
	for _, c := range []casework.Config{agency(), {}, {Package: []string{"invoicing"}}} {
		wantDecision(t, c, anna(), casework.ActionRemove, accessOf("cia", e), asProgramAdministrator)
	}
}

func TestRolesAreJudgedPerClient(t *testing.T) {
	here, elsewhere := engagementThat(), engagementThat(annaSystemAdministrator, annaAdministers("bookkeeping"), holding("anna", "bookkeeping"))
	wantDecision(t, agency(), anna(), casework.ActionView, elsewhere, asSystemAdministrator)
	wantDecision(t, agency(), anna(), casework.ActionView, here, noAccess)
	wantDecision(t, agency(), anna(), casework.ActionGive, accessOf("cia", here), notAdministrator)
	wantDecision(t, agency(), anna(), casework.ActionRemove, accessOf("cia", here), notAdministrator)
	wantDecision(t, agency(), anna(), casework.ActionAssign, program("bookkeeping", here), notAdministrator)
	wantDecision(t, agency(), anna(), casework.ActionUse, program("bookkeeping", here), noAccess)
}

func TestWhoeverActsForAnotherAgencyHasNothingThere(t *testing.T) {
	e := engagementThat(annaSystemAdministrator, annaAdministers("bookkeeping"), holding("anna", "bookkeeping"), func(e *casework.Engagement) { e.Org = "O2" })
	wantDecision(t, agency(), anna(), casework.ActionView, e, otherOrganisation)
	for _, a := range []access.Action{casework.ActionGive, casework.ActionRemove} {
		wantDecision(t, agency(), anna(), a, accessOf("cia", e), otherOrganisation)
	}
	for _, a := range []access.Action{casework.ActionUse, casework.ActionAssign, casework.ActionRemove} {
		wantDecision(t, agency(), anna(), a, program("bookkeeping", e), otherOrganisation)
	}
}

func TestActionsBelongToTheirKind(t *testing.T) {
	e := engagementThat(annaSystemAdministrator, holding("anna", "bookkeeping"))
	unknown := access.Deny(access.ReasonUnknownAction, "")
	for _, a := range []access.Action{"edit", "give", "remove", "use", "assign", "share", ""} {
		wantDecision(t, agency(), anna(), a, e, unknown)
	}
	for _, a := range []access.Action{"view", "edit", "use", "assign", "share", ""} {
		wantDecision(t, agency(), anna(), a, accessOf("cia", e), unknown)
	}
	for _, a := range []access.Action{"view", "edit", "give", "share", ""} {
		wantDecision(t, agency(), anna(), a, program("bookkeeping", e), unknown)
	}
}

var programActions = []access.Action{casework.ActionAssign, casework.ActionRemove}

func TestOnlyProgramsOfThePackageAreAssignedAndRemoved(t *testing.T) {
	e := engagementThat(annaSystemAdministrator, annaAdministers("archive"))
	for _, a := range programActions {
		wantDecision(t, agency(), anna(), a, program("archive", e), outsidePackage)
		wantDecision(t, agency(), anna(), a, program("Bookkeeping", e), outsidePackage)
		wantDecision(t, casework.Config{}, anna(), a, program("bookkeeping", e), outsidePackage)
	}
}

func TestThePackageChangesOverTime(t *testing.T) {
	e := engagementThat(annaSystemAdministrator)
	later := casework.Config{Package: []string{"archive"}}
	for _, a := range programActions {
		wantDecision(t, later, anna(), a, program("archive", e), asSystemAdministrator)
		wantDecision(t, later, anna(), a, program("bookkeeping", e), outsidePackage)
	}
}

func TestProgramsAreAssignedAndRemovedByTheirAdministratorsThere(t *testing.T) {
	tests := []struct {
		name string
		of   *casework.Engagement
		want access.Decision
	}{
		{"nobody", engagementThat(), notAdministrator},
		{"system administrator", engagementThat(annaSystemAdministrator), asSystemAdministrator},
		{"administrator of that program", engagementThat(annaAdministers("bookkeeping")), asProgramAdministrator},
		{"administrator of another program", engagementThat(annaAdministers("invoicing")), notAdministrator},
		{"both", engagementThat(annaAdministers("bookkeeping"), annaSystemAdministrator), asSystemAdministrator},
		{"system administrator and administrator of another", engagementThat(annaAdministers("invoicing"), annaSystemAdministrator), asSystemAdministrator},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, a := range programActions {
				wantDecision(t, agency(), anna(), a, program("bookkeeping", tt.of), tt.want)
			}
		})
	}
}

func TestAssignedProgramsMakeNobodyAnAdministrator(t *testing.T) {
	e := engagementThat(holding("anna", "bookkeeping", "invoicing"))
	for _, a := range programActions {
		wantDecision(t, agency(), anna(), a, program("bookkeeping", e), notAdministrator)
	}
	wantDecision(t, agency(), anna(), casework.ActionGive, accessOf("cia", e), notAdministrator)
	wantDecision(t, agency(), anna(), casework.ActionRemove, accessOf("cia", e), notAdministrator)
}

func TestUsingAProgramTakesAccessAndThatProgram(t *testing.T) {
	tests := []struct {
		name string
		of   *casework.Engagement
		want access.Decision
	}{
		{"neither", engagementThat(), noAccess},
		{"access without programs", engagementThat(holding("anna")), notAssigned},
		{"another program", engagementThat(holding("anna", "invoicing")), notAssigned},
		{"that program", engagementThat(holding("anna", "invoicing", "bookkeeping")), asConsultant},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			wantDecision(t, agency(), anna(), casework.ActionUse, program("bookkeeping", tt.of), tt.want)
		})
	}
}

func TestAdministeringAProgramIsNotUsingIt(t *testing.T) {
	administrator := engagementThat(annaSystemAdministrator, annaAdministers("bookkeeping"))
	wantDecision(t, agency(), anna(), casework.ActionUse, program("bookkeeping", administrator), noAccess)
	holding("anna")(administrator)
	wantDecision(t, agency(), anna(), casework.ActionUse, program("bookkeeping", administrator), notAssigned)
}

func TestAProgramThatLeftThePackageIsStillUsed(t *testing.T) {
	e := engagementThat(holding("anna", "archive"))
	wantDecision(t, agency(), anna(), casework.ActionUse, program("archive", e), asConsultant)
	wantDecision(t, casework.Config{}, anna(), casework.ActionUse, program("archive", e), asConsultant)
}
