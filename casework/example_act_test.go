package casework_test

import (
	"fmt"

	"lupa.example/access"
	"lupa.example/casework"
)

func ExamplePractice_Share() {
	practice, err := casework.NewPractice(casework.Config{})
	if err != nil {
		fmt.Println(err)
		return
	}
	row := &casework.Client{ID: "42", Org: "harbour", Responsible: "greta"}
	greta := access.Subject{User: "greta", Facts: []access.Fact{&casework.Worker{Org: "harbour"}}}
	ivar := casework.Person{User: "ivar", Org: "harbour"}

	// Before greta is sure, the act says what is missing.
	_, _, err = practice.Share(greta, row, ivar, casework.ShareConfirmation{})
	fmt.Println(err)

	next, report, err := practice.Share(greta, row, ivar, casework.ShareConfirmation{Sure: true})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(report)
	fmt.Println(row.Shared, next.Shared) // nothing has happened until next is saved
	// Output:
	// casework: confirmation.sure: is false; want the actor to be sure of sharing the client
	// casework.share by greta: 1 done, 0 unchanged, 0 refused
	//   ivar gains client (42): done
	// [] [ivar]
}

func ExamplePractice_Transfer() {
	practice, err := casework.NewPractice(casework.Config{})
	if err != nil {
		fmt.Println(err)
		return
	}
	row := &casework.Client{ID: "42", Org: "harbour", Responsible: "greta", Shared: []string{"ivar", "siri"}}
	greta := access.Subject{User: "greta", Facts: []access.Fact{&casework.Worker{Org: "harbour"}}}

	// First the organisation, then a counsellor of it.
	next, report, err := practice.Transfer(greta, row, "hillside", casework.Person{User: "tuva", Org: "hillside"},
		casework.TransferConfirmation{Sure: true, AwareOfLoss: true})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(report)
	fmt.Printf("%+v\n", *next)
	// Output:
	// casework.transfer by greta: 6 done, 0 unchanged, 0 refused
	//   tuva gains client (42): done
	//   tuva gains responsibility (42): done
	//   greta loses responsibility (42): done
	//   greta loses client (42): done
	//   ivar loses client (42): done
	//   siri loses client (42): done
	// {ID:42 Org:hillside Responsible:tuva Shared:[]}
}

func ExamplePractice_Give() {
	practice, err := casework.NewPractice(casework.Config{Package: []string{"payroll", "ledger"}})
	if err != nil {
		fmt.Println(err)
		return
	}
	list := []*casework.Engagement{
		{ID: "bakery", Org: "ledgers & co", ProgramAdministrators: map[string][]string{"payroll": {"ulla"}}},
		{ID: "garage", Org: "ledgers & co", SystemAdministrators: []string{"rolf"}},
	}
	ulla := access.Subject{User: "ulla", Facts: []access.Fact{&casework.Worker{Org: "ledgers & co"}}}

	next, report, err := practice.Give(ulla, casework.Selection{
		List:        list,
		Clients:     []string{"bakery", "garage"},
		Consultants: []casework.Person{{User: "nils", Org: "ledgers & co"}},
		Programs:    practice.Preselected(),
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(report)
	for i, e := range next {
		fmt.Printf("%s: save %v, %v\n", e.ID, e != list[i], e.Consultants)
	}
	// Output:
	// casework.give by ulla: 2 done, 0 unchanged, 4 refused
	//   nils gains access (bakery): done
	//   nils gains payroll (bakery): done
	//   nils gains ledger (bakery): refused, casework/not-administrator
	//   nils gains access (garage): refused, casework/not-administrator
	//   nils gains payroll (garage): refused, casework/not-administrator
	//   nils gains ledger (garage): refused, casework/not-administrator
	// bakery: save true, map[nils:[payroll]]
	// garage: save false, map[]
}
