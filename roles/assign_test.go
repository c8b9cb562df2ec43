package roles

import (
	"slices"
	"testing"

	"lupa.example/access"
)

func TestAnAdministratorAssignsRoles(t *testing.T) {
	c := portal(t)
	kim := named("kim")
	next, r, err := c.AssignRoles(signedIn("anna"), kim, atA, []string{"approver", "orderer", "approver", "contact"})
	wantDone(t, err)
	wantEqual(t, "next", next, person("kim", "A orderer default approver contact"))
	wantEqual(t, "items", outcomes(r), []string{
		"kim gains role approver (organisation A)",
		"kim gains role orderer (organisation A): unchanged",
		"kim gains role contact (organisation A)",
	})
	next.Members[0].Roles[0] = "x"
	wantEqual(t, "input", kim, named("kim"))

	next, r, err = c.AssignRoles(signedIn("anna"), kim, atA, []string{"orderer"})
	wantDone(t, err)
	wantEqual(t, "next", next, kim)
	wantEqual(t, "items", outcomes(r), []string{"kim gains role orderer (organisation A): unchanged"})
}

func TestAdministratorsAssignRolesToThemselves(t *testing.T) {
	c := portal(t)
	next, _, err := c.AssignRoles(signedIn("anna"), named("anna"), atA, []string{"orderer"})
	wantDone(t, err)
	wantEqual(t, "next", next, person("anna", "A administrator default orderer"))
}

func TestARoleGivenInOneOrganisationStaysThere(t *testing.T) {
	c := portal(t)
	next, _, err := c.AssignRoles(signedIn("bea"), named("petra"), Place{Org: "B"}, []string{"orderer"})
	wantDone(t, err)
	wantEqual(t, "next", next, person("petra", "A approver", "B contact orderer"))
}

func TestRolesAreAssignedByTheRightAndNotByTheRole(t *testing.T) {
	c := portal(t, Role{Name: "keeper", Grants: []Grant{
		{Kind: KindOrganisation, Actions: []access.Action{ActionManageRoles}, Over: OverOrg},
	}})
	_, r, err := c.AssignRoles(person("kai", "A keeper").Subject(access.SignedOut), named("kim"), atA, []string{"contact"})
	wantDone(t, err)
	wantEqual(t, "by", r.Items[0].By, "keeper")
}

func TestWhatIsNotAssigned(t *testing.T) {
	c := portal(t)
	anna := signedIn("anna")
	next, r, err := c.AssignRoles(anna, named("bea"), atA, []string{"chief", "agent-orderer"})
	wantInvalid(t, next, r, err,
		`target: "bea" does not belong to "A"; want somebody who is registered there`,
		`names[0]: "chief" is no role of the catalogue`+oneOfPortal,
		`names[1]: "agent-orderer" is held at an agent only, and "A" is none`,
	)
	next, r, err = c.AssignRoles(anna, Registrant{}, atA, nil)
	wantInvalid(t, next, r, err, "target: has no ID; want a registrant", "names: is empty; want one or more roles")

	_, _, err = c.AssignRoles(signedIn("gina"), named("olga"), atG, []string{"agent-orderer"})
	wantDone(t, err)
}

func TestWhoMayNotManageRolesNeitherAssignsNorWithdraws(t *testing.T) {
	c := portal(t)
	for reason, actor := range map[access.Reason]access.Subject{
		ReasonNotSignedIn:   signedOut("anna"),
		ReasonNotGranted:    signedIn("kim"),
		ReasonNotMember:     signedIn("bea"),
		access.ReasonNoUser: {},
	} {
		next, r, err := c.AssignRoles(actor, Registrant{}, atA, []string{"chief"})
		wantDenied(t, next, r, err, reason)
		next, r, err = c.WithdrawRoles(actor, Registrant{}, atA, []string{"chief"}, nil)
		wantDenied(t, next, r, err, reason)
	}
}

func TestAnAdministratorWithdrawsRoles(t *testing.T) {
	c := portal(t)
	kim := person("kim", "A orderer default", "B orderer", "A orderer")
	rows := append(people(), person("kim", "A orderer")) // a second row of kim's
	next, r, err := c.WithdrawRoles(signedIn("anna"), kim, atA, []string{"orderer", "contact", "orderer"}, slices.Values(rows))
	wantDone(t, err)
	wantEqual(t, "next", next, Registrant{ID: "kim", Email: "kim@mail.example", Members: []Member{
		{Org: "A", Roles: []string{"default"}}, {Org: "B", Roles: []string{"orderer"}}, {Org: "A", Roles: []string{}},
	}})
	wantEqual(t, "items", outcomes(r), []string{
		"kim loses role orderer (organisation A)",
		"kim loses role contact (organisation A): unchanged",
	})
	wantEqual(t, "input", kim, person("kim", "A orderer default", "B orderer", "A orderer"))
}

func TestARoleThatTheCatalogueNoLongerHasCanBeWithdrawn(t *testing.T) {
	c := portal(t)
	kim := person("kim", "A bygone orderer")
	next, _, err := c.WithdrawRoles(signedIn("anna"), kim, atA, []string{"bygone"}, slices.Values([]Registrant{kim}))
	wantDone(t, err)
	wantEqual(t, "next", next, person("kim", "A orderer"))
}

func TestWhatIsNotWithdrawn(t *testing.T) {
	c := portal(t)
	anna := signedIn("anna")
	next, r, err := c.WithdrawRoles(anna, named("bea"), atA, []string{"chief"}, everybody())
	wantInvalid(t, next, r, err,
		`target: "bea" does not belong to "A"; want somebody who is registered there`,
		`names[0]: "chief" is no role of the catalogue, nor held; there is none`,
	)
	next, r, err = c.WithdrawRoles(anna, person("kim", "A orderer approver bygone"), atA, []string{"cheif", "bygone", "chief"}, slices.Values([]Registrant{person("kim", "A orderer approver bygone")}))
	wantInvalid(t, next, r, err,
		`names[0]: "cheif" is no role of the catalogue, nor held; want one of "approver", "bygone", "orderer"`,
		`names[2]: "chief" is no role of the catalogue, nor held; want one of "approver", "bygone", "orderer"`,
	)
	next, r, err = c.WithdrawRoles(anna, Registrant{}, atA, nil, nil)
	wantInvalid(t, next, r, err, "target: has no ID; want a registrant", "names: is empty; want one or more roles", `members: is nil; want the registrants of "A"`)
	next, r, err = c.WithdrawRoles(anna, Registrant{}, atA, []string{"orderer"}, everybody())
	wantInvalid(t, next, r, err, "target: has no ID; want a registrant")

	// The value given is out of date, or one row of several.
	const more = `target: holds more in "A" by the members than by the value given; want all rows of "kim" in one, as they are now`
	next, r, err = c.WithdrawRoles(anna, person("kim", "A orderer"), atA, []string{"orderer"}, everybody())
	wantInvalid(t, next, r, err, more)
	permitted := named("kim")
	permitted.Members[0].Assignments = []string{"g1"}
	next, r, err = c.WithdrawRoles(anna, named("kim"), atA, []string{"orderer"}, slices.Values([]Registrant{permitted}))
	wantInvalid(t, next, r, err, more)
	const less = `target: holds less in "A" by the members than by the value given; want all rows of "kim" in one, as they are now`
	for _, members := range [][]Registrant{
		{person("kim", "A orderer default")}, // what another took meanwhile would be given anew
		{person("kim", "B orderer approver default")},
		{person("anna", "A administrator")},
	} {
		next, r, err = c.WithdrawRoles(anna, person("kim", "A orderer approver default"), atA, []string{"orderer"}, slices.Values(members))
		wantInvalid(t, next, r, err, less)
	}
	next, r, err = c.WithdrawRoles(anna, permitted, atA, []string{"orderer"}, slices.Values([]Registrant{named("kim")}))
	wantInvalid(t, next, r, err, less)
	next, r, err = c.WithdrawRoles(anna, person("kim", "A"), atA, []string{"orderer"}, slices.Values([]Registrant{person("kim", "B")}))
	wantInvalid(t, next, r, err, less)
	elsewhere := person("kim", "A orderer default", "B administrator")
	_, _, err = c.WithdrawRoles(anna, named("kim"), atA, []string{"orderer"}, slices.Values([]Registrant{elsewhere}))
	wantDone(t, err)
}

func TestTheLastAdministratorIsKept(t *testing.T) {
	keeper := Role{Name: "keeper", SignIn: true, Grants: []Grant{
		{Kind: KindOrganisation, Actions: []access.Action{ActionManageRoles}, Over: OverOrg},
	}}
	c := portal(t, keeper)
	const kept = `names: would leave nobody who may manage roles in "A"; want another administrator there first`
	tests := []struct {
		name    string
		members []Registrant
		kept    bool
	}{
		{"alone", []Registrant{person("anna", "A administrator")}, true},
		{"among others", people(), true},
		{"in two rows", []Registrant{person("anna", "A administrator"), person("anna", "A administrator", "B administrator")}, true},
		{"an administrator elsewhere", []Registrant{person("anna", "A administrator"), person("ada", "B administrator", "A orderer")}, true},
		{"another without an identifier", []Registrant{person("anna", "A administrator"), person("", "A administrator")}, true},
		{"another", []Registrant{person("anna", "A administrator"), person("ada", "A administrator"), person("kim", "A orderer")}, false},
		{"another with the right by another role", []Registrant{person("anna", "A administrator"), person("kai", "A keeper")}, false},
		{"the right by another role of theirs", []Registrant{person("anna", "A administrator keeper")}, false},
		{"none before", []Registrant{person("anna", "A orderer")}, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			next, r, err := c.WithdrawRoles(signedIn("anna"), test.members[0], atA, []string{"administrator"}, slices.Values(test.members))
			if test.kept {
				wantInvalid(t, next, r, err, kept)
			} else {
				wantDone(t, err)
			}
		})
	}
}
