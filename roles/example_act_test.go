package roles_test

import (
	"errors"
	"fmt"
	"slices"

	"lupa.example/access"
	"lupa.example/roles"
)

// members is what the portal's register says, for the examples of acts.
var members = []roles.Registrant{
	{ID: "anna", Email: "anna@north.example", Members: []roles.Member{{Org: "north", Roles: []string{roles.RoleAdministrator}}}},
	{ID: "kim", Email: "kim@north.example", Members: []roles.Member{{Org: "north", Roles: []string{roles.RoleOrderer}}}},
	{ID: "petra", Email: "petra@north.example", Members: []roles.Member{
		{Org: "north", Roles: []string{roles.RoleApprover, roles.RoleContact}},
		{Org: "south", Roles: []string{roles.RoleAdministrator}},
	}},
}

// An act is its own preview: nothing has happened until the caller keeps the registrant.
func ExampleCatalog_CreateRegistrant() {
	catalog, _ := roles.NewCatalog(roles.Config{Portal: true})
	anna := members[0].Subject(access.SignedIn)
	north := roles.Place{Org: "north"}
	register := roles.Register{Registrants: slices.Values(members)}

	lena := roles.NewAccount{ID: "lena", Email: "info@north.example"}
	registrant, report, err := catalog.CreateRegistrant(anna, lena, north, []string{roles.RoleOrderer}, register)
	fmt.Println(registrant.Members[0].Roles, err)
	fmt.Println(report)
	// Output:
	// [default orderer] <nil>
	// roles.create-registrant by anna: 4 changes, 0 unchanged, 0 refused, 1 to look at
	//   lena gains membership (organisation north)
	//   lena gains email info@north.example
	//   lena gains role default (organisation north)
	//   lena gains role orderer (organisation north)
	//   note: "info@north.example" is the address of a function, "info"; want a personal one
}

func ExampleCatalog_SignUp() {
	catalog, _ := roles.NewCatalog(roles.Config{Portal: true})
	register := roles.Register{Registrants: slices.Values(members)}

	ida := roles.NewAccount{ID: "ida", Email: "ida@mail.example"}
	registrant, _, err := catalog.SignUp(ida, roles.Place{Org: "north"}, nil, register)
	fmt.Println(registrant.Members[0].Roles, err)
	// Output:
	// [own-cases-officer] <nil>
}

// Petra administers south, and in north she does not.
func ExampleCatalog_AssignRoles() {
	catalog, _ := roles.NewCatalog(roles.Config{Portal: true})
	anna, kim, petra := members[0], members[1], members[2]
	north := roles.Place{Org: "north"}

	next, report, _ := catalog.AssignRoles(anna.Subject(access.SignedIn), kim, north, []string{roles.RoleApprover})
	fmt.Println(report)
	fmt.Println(next.Members[0].Roles)

	_, report, err := catalog.AssignRoles(petra.Subject(access.SignedIn), kim, north, []string{roles.RoleApprover})
	fmt.Println(report.Notice())
	fmt.Println(errors.Is(err, access.ErrDenied), err)
	// Output:
	// roles.assign-roles by anna: 1 change, 0 unchanged, 0 refused, 1 to look at
	//   kim gains role approver (organisation north)
	//   note: "kim" may both create orders and approve in "north", and has to be signed out to approve
	// [orderer approver]
	// roles.assign-roles by petra: 0 changes, 0 unchanged, 1 refused
	// true roles: assign roles, organisation north: access: denied: roles/not-granted
}

func ExampleCatalog_WithdrawRoles() {
	catalog, _ := roles.NewCatalog(roles.Config{Portal: true})
	anna := members[0].Subject(access.SignedIn)

	_, _, err := catalog.WithdrawRoles(anna, members[0], roles.Place{Org: "north"}, []string{roles.RoleAdministrator}, slices.Values(members))
	fmt.Println(err)
	// Output:
	// roles: names: would leave nobody who may manage roles in "north"; want another administrator there first
}

func ExampleCatalog_ApproveOrder() {
	catalog, _ := roles.NewCatalog(roles.Config{Portal: true})
	kim, petra := members[1].Subject(access.SignedIn), members[2].Subject(access.SignedOut)
	order := roles.Order{ID: "order-1", Org: "north", CreatedBy: "kim"}
	content := `{"product": "broadband", "quantity": 2}`

	placed, _, _ := catalog.CreateOrder(kim, order, content, slices.Values(members))
	fmt.Println("created: valid", placed.Valid(content))
	placed, _, _ = catalog.ApproveOrder(petra, placed, content)
	fmt.Println("approved by", placed.Approval.By+": valid", placed.Valid(content))
	fmt.Println("changed: valid", placed.Valid(`{"product": "broadband", "quantity": 3}`))
	// Output:
	// created: valid false
	// approved by petra: valid true
	// changed: valid false
}

func ExampleCatalog_AdministeredBy() {
	catalog, _ := roles.NewCatalog(roles.Config{Portal: true})
	for org := range catalog.AdministeredBy("Petra@north.example", slices.Values(members)) {
		fmt.Println(org)
	}
	// Output:
	// south
}

// Who leaves is told first what they have, and loses all that they have in the
// organisation at once.
func ExampleCatalog_RemoveRegistrant() {
	catalog, _ := roles.NewCatalog(roles.Config{Portal: true})
	anna, petra := members[0].Subject(access.SignedIn), members[2]

	for what, where := range roles.Holdings("petra", roles.Rows{Registrants: slices.Values(members)}) {
		fmt.Printf("%q: %v\n", where.ID, what)
	}
	next, report, _ := catalog.RemoveRegistrant(anna, petra, roles.Place{Org: "north"}, slices.Values(members))
	fmt.Println(report)
	fmt.Println(next.Members)
	// Output:
	// "": email petra@north.example
	// "north": membership
	// "north": role approver
	// "north": role contact
	// "south": membership
	// "south": role administrator
	// roles.remove-registrant by anna: 3 changes, 0 unchanged, 0 refused, 2 to look at
	//   petra loses membership (organisation north)
	//   petra loses role approver (organisation north)
	//   petra loses role contact (organisation north)
	//   note: nobody is left who approves orders of "north"
	//   note: nobody is left who is told of changes to the agreement of "north"
	// [{south [administrator] []}]
}

// A team's lead takes on editors, and nobody else.
func ExampleRole() {
	catalog, _ := roles.NewCatalog(roles.Config{Portal: true, Define: []roles.Role{
		{Name: "editor", SignIn: true, Grants: []roles.Grant{{Kind: "news", Actions: []access.Action{"publish"}, Over: roles.OverOrg}}},
		{Name: "lead", SignIn: true, Assigns: []string{"editor"}, Grants: []roles.Grant{
			{Kind: roles.KindOrganisation, Actions: []access.Action{roles.ActionManageRoles}, Over: roles.OverOrg},
		}},
	}})
	lea := roles.Registrant{ID: "lea", Members: []roles.Member{{Org: "north", Roles: []string{"lead"}}}}
	for _, role := range []string{"editor", roles.RoleApprover} {
		_, report, _ := catalog.AssignRoles(lea.Subject(access.SignedIn), members[1], roles.Place{Org: "north"}, []string{role})
		fmt.Println(report.Items[0])
	}
	// Output:
	// kim gains role editor (organisation north)
	// kim gains role approver (organisation north): refused, roles/not-assignable
}

func ExampleCatalog_Lint() {
	catalog, _ := roles.NewCatalog(roles.Config{Define: []roles.Role{
		{Name: "buyer", SignIn: true, Grants: []roles.Grant{{Kind: roles.KindOrder, Actions: []access.Action{roles.ActionCreate}, Over: roles.OverOwn}}},
		{Name: "guest"},
	}})
	for finding := range catalog.Lint() {
		fmt.Println(finding)
	}
	// Output:
	// the catalogue: some role creates orders, and no role can approve any, so that none becomes valid (orders-that-nobody-approves)
	// "guest": it gives its holders nothing (gives-nothing)
}
