package casework

import (
	"fmt"
	"testing"

	"lupa.example/access"
)

// Long lists of programs are gone through in another way than short ones, with the
// same outcome.
func TestLongListsOfProgramsAreJudgedLikeShortOnes(t *testing.T) {
	p, err := NewPractice(Config{})
	if err != nil {
		t.Fatal(err)
	}
	anna := access.Subject{User: "anna", Facts: []access.Fact{&User{Org: "agency"}}}
	for _, n := range []int{1, 2 * manyPrograms} {
		e := &Engagement{Org: "agency", ProgramAdministrators: map[string][]string{}, Consultants: map[string][]string{}}
		for i := range n {
			program := fmt.Sprint("program ", i)
			e.ProgramAdministrators[program] = []string{"bo", "anna"}
			e.Consultants["cia"] = append(e.Consultants["cia"], program, program)
		}
		remove := &Access{Consultant: "cia", Engagement: e}
		if d := p.Check(anna, ActionRemove, remove); d.Reason != ReasonProgramAdministrator {
			t.Errorf("%d programs, all administered: %v", n, d)
		}
		e.Consultants["cia"] = append(e.Consultants["cia"], "payroll")
		if d := p.Check(anna, ActionRemove, remove); d.Reason != ReasonHoldsOtherPrograms {
			t.Errorf("%d programs and another: %v", n, d)
		}
	}
}
