package casework_test

import (
	"testing"

	"lupa.example/access"
	"lupa.example/casework"
)

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
