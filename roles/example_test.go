package roles_test

import (
	"fmt"

	"lupa.example/access"
	"lupa.example/roles"
)

// Anna orders and approves for one organisation. She approves signed out only.
func Example() {
	catalog, err := roles.NewCatalog(roles.Config{Portal: true})
	if err != nil {
		fmt.Println(err)
		return
	}
	anna := access.Subject{User: "anna", SignIn: access.SignedIn, Facts: []access.Fact{
		&roles.Member{Org: "A", Roles: []string{roles.RoleOrderer, roles.RoleApprover}},
	}}
	order := &roles.Order{ID: "order-1", Org: "A", CreatedBy: "anna"}

	fmt.Println(catalog.Check(anna, roles.ActionCreate, order))
	fmt.Println(catalog.Check(anna, roles.ActionApprove, order))
	anna.SignIn = access.SignedOut
	fmt.Println(catalog.Check(anna, roles.ActionApprove, order))
	// Output:
	// allowed: roles/granted by "orderer"
	// denied: roles/not-signed-out by "approver"
	// allowed: roles/granted by "approver"
}

// A service defines roles on kinds of resource of its own.
func ExampleRecord() {
	catalog, err := roles.NewCatalog(roles.Config{Define: []roles.Role{{
		Name: "editor",
		Grants: []roles.Grant{
			{Kind: "todo", Actions: []access.Action{"read"}, Over: roles.OverOrg},
			{Kind: "todo", Actions: []access.Action{"update"}, Over: roles.OverOwn},
		},
	}}})
	if err != nil {
		fmt.Println(err)
		return
	}
	anna := access.Subject{User: "anna", Facts: []access.Fact{
		&roles.Member{Org: "A", Roles: []string{"editor"}},
	}}
	bertsTodo := &roles.Record{Type: "todo", ID: "todo-1", Org: "A", Owner: "bert"}
	fmt.Println(catalog.Check(anna, "read", bertsTodo))
	fmt.Println(catalog.Check(anna, "update", bertsTodo))
	// Output:
	// allowed: roles/granted by "editor"
	// denied: roles/not-own by "editor"
}
