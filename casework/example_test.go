package casework_test

import (
	"fmt"

	"lupa.example/access"
	"lupa.example/casework"
)

func Example() {
	practice, err := casework.NewPractice(casework.Config{})
	if err != nil {
		fmt.Println(err)
		return
	}
	row := &casework.Client{ID: "42", Org: "harbour", Responsible: "greta", Shared: []string{"ivar"}}

	ivar := access.Subject{User: "ivar", Facts: []access.Fact{&casework.User{Org: "harbour"}}}
	fmt.Println(practice.Check(ivar, casework.ActionEdit, row))
	fmt.Println(practice.Check(ivar, casework.ActionUnshare, row))

	siri := access.Subject{User: "siri", Facts: []access.Fact{&casework.User{Org: "harbour"}}}
	fmt.Println(practice.Check(siri, casework.ActionView, row))
	// Output:
	// allowed: casework/shared
	// denied: casework/responsible-only
	// denied: casework/no-access
}

// What may be assigned at a client company is decided for that company alone.
func Example_agency() {
	practice, err := casework.NewPractice(casework.Config{Package: []string{"payroll", "ledger"}})
	if err != nil {
		fmt.Println(err)
		return
	}
	bakery := &casework.Engagement{
		ID: "bakery", Org: "ledgers & co",
		ProgramAdministrators: map[string][]string{"payroll": {"ulla"}},
		Consultants:           map[string][]string{"nils": {"ledger"}},
	}
	ulla := access.Subject{User: "ulla", Facts: []access.Fact{&casework.User{Org: "ledgers & co"}}}
	fmt.Println(practice.Check(ulla, casework.ActionAssign, &casework.Program{ID: "payroll", Engagement: bakery}))
	fmt.Println(practice.Check(ulla, casework.ActionAssign, &casework.Program{ID: "ledger", Engagement: bakery}))
	fmt.Println(practice.Check(ulla, casework.ActionRemove, &casework.Access{Consultant: "nils", Engagement: bakery}))
	// Output:
	// allowed: casework/program-administrator
	// denied: casework/not-administrator
	// denied: casework/holds-other-programs
}
