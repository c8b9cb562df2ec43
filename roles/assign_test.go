package roles_test

import (
	"slices"
	"testing"

	"lupa.example/access"
	"lupa.example/roles"
)

func TestAnAdministratorAssignsRoles(t *testing.T) {
	c := thePortal(t)
	kim := named("kim")
	next, r, err := c.AssignRoles(signedIn("anna"), kim, atA, "approver", "orderer", "approver", "contact")
	done(t, err)
	equal(t, "next", next, person("kim", "A orderer default approver contact"))
	equal(t, "items", outcomes(r), []string{
		"kim gains approver (A): done",
		"kim gains orderer (A): unchanged",
		"kim gains contact (A): done",
	})
	next.Members[0].Roles[0] = "x"
	equal(t, "input", kim, named("kim"))

	next, r, err = c.AssignRoles(signedIn("anna"), kim, atA, "orderer")
	done(t, err)
	equal(t, "next", next, kim)
	equal(t, "items", outcomes(r), []string{"kim gains orderer (A): unchanged"})
}

func TestAdministratorsAssignRolesToThemselves(t *testing.T) {
	c := thePortal(t)
	next, _, err := c.AssignRoles(signedIn("anna"), named("anna"), atA, "orderer")
	done(t, err)
	equal(t, "next", next, person("anna", "A administrator default orderer"))
}

func TestARoleGivenInOneOrganisationStaysThere(t *testing.T) {
	c := thePortal(t)
	next, _, err := c.AssignRoles(signedIn("bea"), named("petra"), roles.Place{Org: "B"}, "orderer")
	done(t, err)
	equal(t, "next", next, person("petra", "A approver", "B contact orderer"))
}

func TestRolesAreAssignedByTheRightAndNotByTheRole(t *testing.T) {
	c := thePortal(t, roles.Role{Name: "keeper", Grants: []roles.Grant{
		{Kind: roles.KindOrganisation, Actions: []access.Action{roles.ActionManageRoles}, Over: roles.OverOrg},
	}})
	_, r, err := c.AssignRoles(person("kai", "A keeper").Subject(access.SignedOut), named("kim"), atA, "contact")
	done(t, err)
	equal(t, "by", r.Items[0].By, "keeper")
}

func TestWhatIsNotAssigned(t *testing.T) {
	c := thePortal(t)
	anna := signedIn("anna")
	next, r, err := c.AssignRoles(anna, named("bea"), atA, "chief", "agent-orderer")
	isNotValid(t, next, r, err,
		`target: "bea" does not belong to "A"; want a user who is registered there`,
		`names[0]: "chief" is no role of the catalogue`,
		`names[1]: "agent-orderer" is held at an agent only, and "A" is none`,
	)
	next, r, err = c.AssignRoles(anna, roles.User{}, atA)
	isNotValid(t, next, r, err, "target: has no ID; want a user", "names: is empty; want one or more roles")

	_, _, err = c.AssignRoles(signedIn("gina"), named("olga"), atG, "agent-orderer")
	done(t, err)
}

func TestWhoMayNotManageRolesNeitherAssignsNorWithdraws(t *testing.T) {
	c := thePortal(t)
	for reason, actor := range map[access.Reason]access.Subject{
		roles.ReasonNotSignedIn: signedOut("anna"),
		roles.ReasonNotGranted:  signedIn("kim"),
		roles.ReasonNotMember:   signedIn("bea"),
		access.ReasonNoUser:     {},
	} {
		next, r, err := c.AssignRoles(actor, roles.User{}, atA, "chief")
		isRefused(t, next, r, err, reason)
		next, r, err = c.WithdrawRoles(actor, nil, "", atA, "chief")
		isRefused(t, next, r, err, reason)
	}
}

func TestAnAdministratorWithdrawsRoles(t *testing.T) {
	c := thePortal(t)
	rows := append(people(), person("kim", "B orderer", "A orderer")) // a second row of kim's
	next, r, err := c.WithdrawRoles(signedIn("anna"), slices.Values(rows), "kim", atA, "orderer", "contact", "orderer")
	done(t, err)
	equal(t, "next", next, roles.User{ID: "kim", Email: "kim@mail.example", Members: []roles.Member{
		{Org: "A", Roles: []string{"default"}}, {Org: "B", Roles: []string{"orderer"}}, {Org: "A", Roles: []string{}},
	}})
	equal(t, "items", outcomes(r), []string{
		"kim loses orderer (A): done",
		"kim loses contact (A): unchanged",
	})
	equal(t, "input", rows, append(people(), person("kim", "B orderer", "A orderer")))
}

func TestARoleThatTheCatalogueNoLongerHasCanBeWithdrawn(t *testing.T) {
	c := thePortal(t)
	old := slices.Values([]roles.User{person("kim", "A bygone orderer")})
	next, _, err := c.WithdrawRoles(signedIn("anna"), old, "kim", atA, "bygone")
	done(t, err)
	equal(t, "next", next, person("kim", "A orderer"))
}

func TestWhatIsNotWithdrawn(t *testing.T) {
	c := thePortal(t)
	anna := signedIn("anna")
	next, r, err := c.WithdrawRoles(anna, everybody(), "bea", atA, "chief")
	isNotValid(t, next, r, err,
		`target: "bea" does not belong to "A"; want a user who is registered there`,
		`names[0]: "chief" is no role of the catalogue, nor held`,
	)
	next, r, err = c.WithdrawRoles(anna, nil, "", atA)
	isNotValid(t, next, r, err, `members: is nil; want the users of "A"`, "names: is empty; want one or more roles")
	next, r, err = c.WithdrawRoles(anna, everybody(), "", atA, "orderer")
	isNotValid(t, next, r, err, "target: has no ID; want a user")
	next, r, err = c.WithdrawRoles(anna, everybody(), "nobody", atA, "orderer")
	isNotValid(t, next, r, err, `target: "nobody" does not belong to "A"; want a user who is registered there`)
}

func TestTheLastAdministratorIsKept(t *testing.T) {
	keeper := roles.Role{Name: "keeper", SignIn: true, Grants: []roles.Grant{
		{Kind: roles.KindOrganisation, Actions: []access.Action{roles.ActionManageRoles}, Over: roles.OverOrg},
	}}
	c := thePortal(t, keeper)
	const kept = `names: would leave nobody who may manage roles in "A"; want another administrator there first`
	tests := []struct {
		name    string
		members []roles.User
		kept    bool
	}{
		{"alone", []roles.User{person("anna", "A administrator")}, true},
		{"among others", people(), true},
		{"in two rows", []roles.User{person("anna", "A administrator"), person("anna", "A administrator")}, true},
		{"an administrator elsewhere", []roles.User{person("anna", "A administrator"), person("ada", "B administrator", "A orderer")}, true},
		{"another without an identifier", []roles.User{person("anna", "A administrator"), person("", "A administrator")}, true},
		{"another", []roles.User{person("anna", "A administrator"), person("ada", "A administrator"), person("kim", "A orderer")}, false},
		{"another with the right by another role", []roles.User{person("kai", "A keeper"), person("anna", "A administrator")}, false},
		{"the right by another role of theirs", []roles.User{person("anna", "A administrator keeper")}, false},
		{"none before", []roles.User{person("anna", "A orderer")}, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			next, r, err := c.WithdrawRoles(signedIn("anna"), slices.Values(test.members), "anna", atA, "administrator")
			if test.kept {
				isNotValid(t, next, r, err, kept)
			} else {
				done(t, err)
			}
		})
	}
}
