package casework_test

import (
	"fmt"

	"lupa.example/access"
	"lupa.example/access/foresight"
	"lupa.example/casework"
)

func ExamplePractice_Share() {
	practice, err := casework.NewPractice(casework.Config{})
	if err != nil {
		fmt.Println(err)
		return
	}
	row := &casework.Client{ID: "42", Org: "harbour", Responsible: "greta"}
	greta := access.Subject{User: "greta", Facts: []access.Fact{&casework.User{Org: "harbour"}}}
	ivar := casework.Employee{User: "ivar", Org: "harbour"}

	// Before greta is sure, the act says what it comes to.
	_, preview, err := practice.Share(greta, row, ivar, casework.ShareConfirmation{})
	fmt.Println(preview)
	fmt.Println(err)

	next, report, err := practice.Share(greta, row, ivar, casework.ShareConfirmation{Sure: true})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(report.Notice())
	fmt.Println(row.Shared, next.Shared) // nothing has happened until next is saved
	// Output:
	// casework.share by greta: 1 change, 0 unchanged, 0 refused
	//   ivar gains client work (client 42)
	// casework: confirmation.sure: is false; want the actor to be sure of sharing the client
	// casework.share by greta: 1 change, 0 unchanged, 0 refused
	// [] [ivar]
}

func ExamplePractice_Transfer() {
	practice, err := casework.NewPractice(casework.Config{})
	if err != nil {
		fmt.Println(err)
		return
	}
	row := &casework.Client{ID: "42", Org: "harbour", Responsible: "greta", Shared: []string{"ivar", "siri"}}
	greta := access.Subject{User: "greta", Facts: []access.Fact{&casework.User{Org: "harbour"}}}
	tuva := casework.Employee{User: "tuva", Org: "hillside"}

	// Before anything is confirmed, the act says who loses the client. Its digest is what
	// greta confirms.
	_, preview, _ := practice.Transfer(greta, row, tuva, casework.TransferConfirmation{})
	fmt.Println(preview)
	next, _, err := practice.Transfer(greta, row, tuva, casework.TransferConfirmation{Sure: true, Loss: preview.Digest()})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%+v\n", *next)

	// A share that is added meanwhile is not confirmed unseen.
	row.Shared = append(row.Shared, "odd")
	_, _, err = practice.Transfer(greta, row, tuva, casework.TransferConfirmation{Sure: true, Loss: preview.Digest()})
	fmt.Println(err)
	// Output:
	// casework.transfer by greta: 8 changes, 0 unchanged, 0 refused
	//   tuva gains client work (client 42)
	//   tuva gains responsibility (client 42)
	//   greta loses responsibility (client 42)
	//   greta loses client work (client 42)
	//   ivar loses client work (client 42)
	//   siri loses client work (client 42)
	//   organisation harbour loses ownership (client 42)
	//   organisation hillside gains ownership (client 42)
	// {ID:42 Org:hillside Responsible:tuva Shared:[]}
	// casework: confirmation.loss: is of another report; want the digest of what the transfer comes to now, shown to this actor
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
	ulla := access.Subject{User: "ulla", Facts: []access.Fact{&casework.User{Org: "ledgers & co"}}}

	next, report, err := practice.Give(ulla, casework.Selection{
		List:        list,
		Clients:     []string{"bakery", "garage"},
		Consultants: []casework.Employee{{User: "nils", Org: "ledgers & co"}},
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
	// casework.give by ulla: 2 changes, 0 unchanged, 4 refused
	//   nils gains access (engagement bakery)
	//   nils gains program payroll (engagement bakery)
	//   nils gains program ledger (engagement bakery): refused, casework/not-administrator
	//   nils gains access (engagement garage): refused, casework/not-administrator
	//   nils gains program payroll (engagement garage): refused, casework/not-administrator
	//   nils gains program ledger (engagement garage): refused, casework/not-administrator
	// bakery: save true, map[nils:[payroll]]
	// garage: save false, map[]
}

// What would have to become so for a denial is for whoever sees the row. The counsellor
// who was denied is told what they may know of it.
func ExamplePractice_Mend() {
	practice, err := casework.NewPractice(casework.Config{})
	if err != nil {
		fmt.Println(err)
		return
	}
	policy, err := access.NewPolicy(practice)
	if err != nil {
		fmt.Println(err)
		return
	}
	row := &casework.Client{ID: "42", Org: "harbour", Responsible: "greta"}
	ivar := access.Subject{User: "ivar", Facts: []access.Fact{&casework.User{Org: "harbour"}}}

	d := policy.Check(ivar, casework.ActionView, row)
	fmt.Println(foresight.Hint(policy, row.Kind(), d))
	repairs, err := foresight.Repairs(policy, ivar, casework.ActionView, row)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, repair := range repairs {
		fmt.Println(" -", repair)
	}
	// Output:
	// denied: the user has no access to the client; ask whoever is responsible for the client, or an administrator there, to give you access
	//  - ivar gains client work (client 42), by casework.share (takes a confirmation)
	//  - ivar gains responsibility (client 42), by casework.transfer (takes a confirmation, consent to who loses the client)
}
