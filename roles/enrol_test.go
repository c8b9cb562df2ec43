package roles_test

import (
	"slices"
	"testing"

	"lupa.example/access"
	"lupa.example/roles"
)

var lena = roles.Person{ID: "lena", Email: "lena@mail.example"}

func TestWhomAnAdministratorCreatesGetsTheDefaultRoleAndThosePicked(t *testing.T) {
	c := thePortal(t)
	for _, test := range []struct{ pick, want []string }{
		{nil, []string{"default"}},
		{[]string{"orderer", "contact"}, []string{"default", "orderer", "contact"}},
		{[]string{"orderer", "default", "orderer"}, []string{"default", "orderer"}},
	} {
		next, r, err := c.CreateUser(signedIn("anna"), lena, atA, test.pick, register())
		done(t, err)
		equal(t, "next", next, roles.User{ID: "lena", Email: "lena@mail.example", Members: []roles.Member{{Org: "A", Roles: test.want}}})
		if r.Count(2) != len(test.want) || len(r.Warnings) != 0 {
			t.Errorf("got %v", r)
		}
		for i, item := range r.Items {
			equal(t, "item", []string{item.Who, item.What, item.Where, item.By}, []string{"lena", test.want[i], "A", "administrator"})
		}
	}
}

func TestACatalogueWithoutADefaultRoleAddsNone(t *testing.T) {
	keeper := roles.Role{Name: "keeper", SignIn: true, Grants: []roles.Grant{
		{Kind: roles.KindOrganisation, Actions: []access.Action{roles.ActionManageUsers}, Over: roles.OverOrg},
	}}
	c, err := roles.NewCatalog(roles.Config{Define: []roles.Role{keeper}})
	done(t, err)
	next, _, err := c.CreateUser(person("kai", "A keeper").Subject(access.SignedIn), lena, atA, nil, register())
	done(t, err)
	equal(t, "next", next.Members, []roles.Member{{Org: "A"}})
}

func TestPickingRolesTakesTheRightToManageThem(t *testing.T) {
	c := thePortal(t, managing()...)
	registrar := person("rita", "A registrar").Subject(access.SignedIn)

	_, r, err := c.CreateUser(registrar, lena, atA, []string{"default"}, register())
	done(t, err)
	equal(t, "items", outcomes(r), []string{"lena gains default (A): done"})

	next, r, err := c.CreateUser(registrar, lena, atA, []string{"orderer"}, register())
	isRefused(t, next, r, err, roles.ReasonNotGranted)
	equal(t, "items", outcomes(r), []string{
		"lena gains default (A): refused, roles/not-granted",
		"lena gains orderer (A): refused, roles/not-granted",
	})
}

func TestEachRoleOfANewUserIsDecidedByTheRightThatItTakes(t *testing.T) {
	_, r, err := thePortal(t, managing()...).CreateUser(person("rita", "A registrar keeper").Subject(access.SignedIn), roles.Person{ID: "lena"}, atA, []string{"orderer"}, register())
	done(t, err)
	by := make(map[string]string)
	for _, i := range r.Items {
		by[i.What] = i.By
	}
	equal(t, "who decided", by, map[string]string{"default": "registrar", "orderer": "keeper"})
}

func TestWhoMayNotCreateUsersLearnsNothingElse(t *testing.T) {
	c := thePortal(t)
	wrong := roles.Person{ID: "", Email: "info@mail.example"}
	for reason, actor := range map[access.Reason]access.Subject{
		roles.ReasonNotSignedIn: signedOut("anna"),
		roles.ReasonNotGranted:  signedIn("kim"),
		roles.ReasonNotMember:   signedIn("bea"),
		access.ReasonNoUser:     {},
		access.ReasonNoFact:     {User: "anna", SignIn: access.SignedIn},
	} {
		next, r, err := c.CreateUser(actor, wrong, atA, []string{"no such role"}, roles.Register{})
		isRefused(t, next, r, err, reason)
	}
	next, r, err := c.CreateUser(signedIn("anna"), lena, roles.Place{}, nil, register())
	isRefused(t, next, r, err, access.ReasonIncomplete)
}

func TestEverythingWrongWithANewUserIsReportedAtOnce(t *testing.T) {
	c := thePortal(t)
	next, r, err := c.CreateUser(signedIn("anna"), roles.Person{}, atA, []string{"chief", "agent-officer"}, roles.Register{})
	isNotValid(t, next, r, err,
		"person.id: is empty; want an identifier",
		"register.users: is nil; want everybody who is registered, an empty sequence if nobody is",
		`pick[0]: "chief" is no role of the catalogue`,
		`pick[1]: "agent-officer" is held at an agent only, and "A" is none`,
	)
	next, r, err = c.SignUp(roles.Person{}, roles.Place{}, []string{"chief", "administrator", "agent-orderer"}, roles.Register{})
	isNotValid(t, next, r, err,
		"at.org: is empty; want an identifier",
		"person.id: is empty; want an identifier",
		"register.users: is nil; want everybody who is registered, an empty sequence if nobody is",
		`roles[0]: "chief" is no role of the catalogue`,
		`roles[2]: "agent-orderer" is held at an agent only, and "" is none`,
	)
}

func TestWhoBelongsAlreadyIsNotRegisteredAgain(t *testing.T) {
	c := thePortal(t)
	kim := roles.Person{ID: "kim", Email: "kim@mail.example"}
	next, r, err := c.CreateUser(signedIn("anna"), kim, atA, []string{"approver"}, register())
	isNotValid(t, next, r, err, `person.id: "kim" belongs to "A" already; roles are assigned to them there`)
	next, r, err = c.SignUp(kim, atA, nil, register())
	isNotValid(t, next, r, err, `person.id: "kim" belongs to "A" already; roles are assigned to them there`)
}

func TestWhoIsRegisteredElsewhereKeepsWhatTheyHave(t *testing.T) {
	c := thePortal(t)
	rows := append(people(), person("bea", "D signatory")) // a second row of hers
	bea := roles.Person{ID: "bea", Email: " BEA@mail.example"}
	next, r, err := c.CreateUser(signedIn("anna"), bea, atA, nil, roles.Register{Users: slices.Values(rows)})
	done(t, err)
	want := person("bea", "B administrator default", "D signatory", "A default")
	equal(t, "next", next, want)
	equal(t, "items", outcomes(r), []string{"bea gains default (A): done"})

	next.Members[0].Roles[0], next.Members[1].Roles[0] = "x", "x"
	equal(t, "register", rows, append(people(), person("bea", "D signatory")))
}

// Whoever bears an administrator's address manages what they do, so that nobody else
// may give a registered person an address, be it in place of none.
func TestARegisteredPersonsAddressIsNotReplaced(t *testing.T) {
	c := thePortal(t)
	unaddressed := named("bea")
	unaddressed.Email = ""
	const want = `person.email: is not the address with which "bea" is registered; want that one`
	for _, test := range []struct {
		users []roles.User
		email string
	}{
		{people(), "anna@mail.example"},
		{people(), ""},
		{[]roles.User{unaddressed}, "anna@mail.example"},
		{[]roles.User{unaddressed, named("bea")}, "bea@mail.example"},
	} {
		bea := roles.Person{ID: "bea", Email: test.email}
		r := roles.Register{Users: slices.Values(test.users)}
		next, rep, err := c.CreateUser(signedIn("anna"), bea, atA, nil, r)
		isNotValid(t, next, rep, err, want)
		next, rep, err = c.SignUp(bea, atA, nil, r)
		isNotValid(t, next, rep, err, want)
	}
	next, _, err := c.SignUp(roles.Person{ID: "bea"}, atA, nil, roles.Register{Users: slices.Values([]roles.User{unaddressed})})
	done(t, err)
	equal(t, "address", next.Email, "")
}

func TestARegisteredAddressStaysAsItIsWritten(t *testing.T) {
	kim := func(email string) roles.User {
		u := person("kim", "B orderer")
		u.Email = email
		return u
	}
	users := []roles.User{kim("Kim@Mail.example"), kim("KIM@mail.example")}
	next, _, err := thePortal(t).CreateUser(signedIn("anna"), roles.Person{ID: "kim", Email: "kim@mail.example"}, atA, nil, roles.Register{Users: slices.Values(users)})
	done(t, err)
	equal(t, "address", next.Email, "Kim@Mail.example")
}

func TestAnAddressThatIsNotPersonalIsAWarningAndNoRefusal(t *testing.T) {
	shared := func(email string) string {
		return `"` + email + `" is also the address of somebody else; want a personal one`
	}
	function := func(email, name string) string {
		return `"` + email + `" is the address of a function, "` + name + `"; want a personal one`
	}
	tests := []struct {
		name  string
		email string
		names []string // function names; nil are the default ones
		want  []string
	}{
		{"of one's own", "lena@mail.example", nil, nil},
		{"none", "", nil, nil},
		{"somebody else's", " KIM@mail.example", nil, []string{shared(" KIM@mail.example")}},
		{"a function's", "Info@mail.example", nil, []string{function("Info@mail.example", "info")}},
		{"only begins so", "informer@mail.example", nil, nil},
		{"a name of one letter", "I@mail.example", []string{"i", ""}, []string{function("I@mail.example", "i")}},
		{"nothing before the @", "@mail.example", []string{"", "i"}, nil},
		{"no @ at all", "info", nil, nil},
		{"one letter and no @", "i", []string{"i", ""}, nil},
		{"on another list", "desk@mail.example", []string{"", "Desk "}, []string{function("desk@mail.example", "desk")}},
		{"not on another list", "info@mail.example", []string{"desk"}, nil},
		{"an empty list", "info@mail.example", []string{}, nil},
		{"both", "office@mail.example", nil, []string{shared("office@mail.example"), function("office@mail.example", "office")}},
	}
	c := thePortal(t)
	other := person("odd", "B contact")
	other.Email = "OFFICE@mail.example"
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			lena := roles.Person{ID: "lena", Email: test.email}
			reg := roles.Register{Users: slices.Values(append(people(), other)), FunctionNames: test.names}
			next, r, err := c.CreateUser(signedIn("anna"), lena, atA, nil, reg)
			done(t, err)
			equal(t, "warnings", r.Warnings, test.want)
			equal(t, "address", next.Email, test.email)
			_, r, err = c.SignUp(lena, atA, nil, reg)
			done(t, err)
			equal(t, "warnings", r.Warnings, test.want)
		})
	}
}

func TestOneAddressOfManyIsOneWarning(t *testing.T) {
	one, other := person("ada", "B orderer"), person("bo", "G orderer")
	one.Email, other.Email = "zo@z.example", " ZO@Z.example"
	_, r, err := thePortal(t).CreateUser(signedIn("anna"), roles.Person{ID: "lena", Email: "Zo@z.example"}, atA, nil, roles.Register{Users: slices.Values([]roles.User{one, other})})
	done(t, err)
	equal(t, "warnings", r.Warnings, []string{`"Zo@z.example" is also the address of somebody else; want a personal one`})
}

func TestOneAdministratorOfSeveralOrganisationsGivesNoWarning(t *testing.T) {
	c := thePortal(t)
	tests := []struct {
		name string
		id   string
		pick []string
		rows []roles.User
		warn bool
	}{
		{"the same person", "bea", nil, nil, false},
		{"an account in each", "bea-a", []string{"administrator"}, nil, false},
		{"an account in each, one split in two rows", "bea-a", []string{"administrator"}, []roles.User{person("bea", "D contact")}, false},
		{"no administrator here", "bea-a", []string{"orderer"}, nil, true},
		{"no administrator there", "kim-a", []string{"administrator"}, []roles.User{person("kim-b", "B orderer")}, true},
		{"two in one organisation", "bea-a", []string{"administrator"}, []roles.User{person("bea", "A contact")}, true},
		{"a third person", "bea-a", []string{"administrator"}, []roles.User{person("zoe", "C contact")}, true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			email := test.id[:3] + "@mail.example"
			rows := append([]roles.User{named("bea"), named("anna")}, test.rows...)
			for i := range rows {
				if rows[i].ID != "anna" {
					rows[i].Email = email
				}
			}
			_, r, err := c.CreateUser(signedIn("anna"), roles.Person{ID: test.id, Email: email}, atA, test.pick, roles.Register{Users: slices.Values(rows)})
			done(t, err)
			if warned := len(r.Warnings) == 1; warned != test.warn {
				t.Errorf("got %q, want a warning: %v", r.Warnings, test.warn)
			}
		})
	}
}

func TestWhoSignsUpFollowsTheirOwnCasesAndNothingElse(t *testing.T) {
	c := thePortal(t)
	for _, org := range []string{"A", "brand new"} {
		next, r, err := c.SignUp(lena, roles.Place{Org: org}, nil, register())
		done(t, err)
		equal(t, "next", next, roles.User{ID: "lena", Email: "lena@mail.example", Members: []roles.Member{
			{Org: org, Roles: []string{"own-cases-officer"}},
		}})
		equal(t, "report", r.String(), "roles.sign-up by lena: 1 done, 0 unchanged, 0 refused\n"+
			"  lena gains own-cases-officer ("+org+"): done")
	}
}

func TestTheRolesOfThoseWhoSignUpCanBeReplaced(t *testing.T) {
	c := thePortal(t)
	list := []string{"orderer", "own-cases-officer", "orderer"}
	next, _, err := c.SignUp(lena, atA, list, register())
	done(t, err)
	equal(t, "roles", next.Members[0].Roles, []string{"orderer", "own-cases-officer"})
	next.Members[0].Roles[0] = "x"
	equal(t, "list", list, []string{"orderer", "own-cases-officer", "orderer"})

	next, r, err := c.SignUp(lena, atA, []string{}, register())
	done(t, err)
	equal(t, "members", next.Members, []roles.Member{{Org: "A"}})
	equal(t, "items", len(r.Items), 0)

	roles.DefaultSignUpRoles()[0] = "x"
	equal(t, "default", roles.DefaultSignUpRoles(), []string{"own-cases-officer"})
}

func TestNobodySignsUpAsAManager(t *testing.T) {
	var define []roles.Role
	for _, a := range []access.Action{roles.ActionManage, roles.ActionManageUsers, roles.ActionManageRoles, roles.ActionManageInvoicing} {
		define = append(define, roles.Role{Name: string(a), Grants: []roles.Grant{
			{Kind: roles.KindOrganisation, Actions: []access.Action{a}, Over: roles.OverOrg},
		}})
	}
	c := thePortal(t, define...)
	for _, name := range []string{"administrator", "approver", "signatory", "manage", "manage-users", "manage-roles", "manage-invoicing"} {
		next, r, err := c.SignUp(lena, atA, []string{"orderer", name}, register())
		isNotValid(t, next, r, err, `roles[1]: "`+name+`" manages or binds the organisation; want roles that anybody may have`)
	}
}
