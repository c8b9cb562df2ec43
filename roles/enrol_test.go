package roles

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"lupa.example/access"
)

var lena = NewAccount{ID: "lena", Email: "lena@mail.example"}

func TestWhomAnAdministratorCreatesGetsTheDefaultRoleAndThosePicked(t *testing.T) {
	c := portal(t)
	for _, test := range []struct{ pick, want []string }{
		{nil, []string{"default"}},
		{[]string{"orderer", "contact"}, []string{"default", "orderer", "contact"}},
		{[]string{"orderer", "default", "orderer"}, []string{"default", "orderer"}},
	} {
		next, r, err := c.CreateRegistrant(signedIn("anna"), lena, atA, test.pick, register())
		wantDone(t, err)
		wantEqual(t, "next", next, Registrant{ID: "lena", Email: "lena@mail.example", Members: []Member{{Org: "A", Roles: test.want}}})
		want := []string{"lena gains membership (organisation A)", "lena gains email lena@mail.example"}
		for _, name := range test.want {
			want = append(want, "lena gains role "+name+" (organisation A)")
		}
		wantEqual(t, "items", outcomes(r), want)
		wantEqual(t, "warnings", len(r.Warnings), 0)
		for _, item := range r.Items {
			wantEqual(t, "by", item.By, "administrator")
		}
	}
}

func TestACatalogueWithoutADefaultRoleAddsNone(t *testing.T) {
	keeper := Role{Name: "keeper", SignIn: true, Grants: []Grant{
		{Kind: KindOrganisation, Actions: []access.Action{ActionManageUsers}, Over: OverOrg},
	}}
	c, err := NewCatalog(Config{Define: []Role{keeper}})
	wantDone(t, err)
	next, _, err := c.CreateRegistrant(person("kai", "A keeper").Subject(access.SignedIn), lena, atA, nil, register())
	wantDone(t, err)
	wantEqual(t, "next", next.Members, []Member{{Org: "A"}})
}

func TestPickingRolesTakesTheRightToManageThem(t *testing.T) {
	c := portal(t, managing()...)
	registrar := person("rita", "A registrar").Subject(access.SignedIn)

	_, r, err := c.CreateRegistrant(registrar, lena, atA, []string{"default"}, register())
	wantDone(t, err)
	wantEqual(t, "items", outcomes(r), []string{
		"lena gains membership (organisation A)", "lena gains email lena@mail.example", "lena gains role default (organisation A)",
	})

	next, r, err := c.CreateRegistrant(registrar, lena, atA, []string{"orderer"}, register())
	wantDenied(t, next, r, err, ReasonNotGranted)
	wantEqual(t, "items", outcomes(r), []string{
		"lena gains membership (organisation A): refused",
		"lena gains email lena@mail.example: refused",
		"lena gains role default (organisation A): refused",
		"lena gains role orderer (organisation A): refused, roles/not-granted",
	})
}

func TestEachRoleOfANewUserIsDecidedByTheRightThatItTakes(t *testing.T) {
	_, r, err := portal(t, managing()...).CreateRegistrant(person("rita", "A registrar keeper").Subject(access.SignedIn), NewAccount{ID: "lena"}, atA, []string{"orderer"}, register())
	wantDone(t, err)
	by := make(map[string]string)
	for _, i := range r.Items {
		by[i.What.String()] = i.By
	}
	wantEqual(t, "who decided", by, map[string]string{"membership": "registrar", "role default": "registrar", "role orderer": "keeper"})
}

func TestWhoMayNotCreateRegistrantsLearnsNothingElse(t *testing.T) {
	c := portal(t)
	wrong := NewAccount{ID: "", Email: "info@mail.example"}
	for reason, actor := range map[access.Reason]access.Subject{
		ReasonNotSignedIn:   signedOut("anna"),
		ReasonNotGranted:    signedIn("kim"),
		ReasonNotMember:     signedIn("bea"),
		access.ReasonNoUser: {},
		access.ReasonNoFact: {User: "anna", SignIn: access.SignedIn},
	} {
		next, r, err := c.CreateRegistrant(actor, wrong, atA, []string{"no such role"}, Register{})
		wantDenied(t, next, r, err, reason)
	}
	next, r, err := c.CreateRegistrant(signedIn("anna"), lena, Place{}, nil, register())
	wantDenied(t, next, r, err, access.ReasonIncomplete)
}

const oneOfPortal = `; want one of "administrator", "approver", "orderer", "agent-orderer", "contact", "signatory", "agent-officer", "connection-officer", "own-cases-officer", "default"`

func TestEverythingWrongWithANewUserIsReportedAtOnce(t *testing.T) {
	c := portal(t)
	next, r, err := c.CreateRegistrant(signedIn("anna"), NewAccount{}, atA, []string{"chief", "agent-officer"}, Register{})
	wantInvalid(t, next, r, err,
		"account.id: is empty; want an identifier",
		"register.registrants: is nil; want everybody who is registered, an empty sequence if nobody is",
		`pick[0]: "chief" is no role of the catalogue`+oneOfPortal,
		`pick[1]: "agent-officer" is held at an agent only, and "A" is none`,
	)
	next, r, err = c.SignUp(NewAccount{}, Place{}, []string{"chief", "administrator", "agent-orderer"}, Register{})
	wantInvalid(t, next, r, err,
		"at.org: is empty; want an identifier",
		"account.id: is empty; want an identifier",
		"register.registrants: is nil; want everybody who is registered, an empty sequence if nobody is",
		`roles[0]: "chief" is no role of the catalogue`+oneOfPortal,
		`roles[2]: "agent-orderer" is held at an agent only, and "" is none`,
		`roles[1]: "administrator" manages or binds the organisation; want roles that anybody may have`,
	)
}

func TestWhoBelongsAlreadyIsNotRegisteredAgain(t *testing.T) {
	c := portal(t)
	kim := NewAccount{ID: "kim", Email: "kim@mail.example"}
	next, r, err := c.CreateRegistrant(signedIn("anna"), kim, atA, []string{"approver"}, register())
	wantInvalid(t, next, r, err, `account.id: "kim" belongs to "A" already; roles are assigned to them there`)
	next, r, err = c.SignUp(kim, atA, nil, register())
	wantInvalid(t, next, r, err, `account.id: "kim" belongs to "A" already; roles are assigned to them there`)
}

func TestWhoIsRegisteredElsewhereKeepsWhatTheyHave(t *testing.T) {
	c := portal(t)
	rows := append(people(), person("bea", "D signatory")) // a second row of hers
	bea := NewAccount{ID: "bea", Email: " BEA@mail.example"}
	next, r, err := c.CreateRegistrant(signedIn("anna"), bea, atA, nil, Register{Registrants: slices.Values(rows)})
	wantDone(t, err)
	want := person("bea", "B administrator default", "D signatory", "A default")
	wantEqual(t, "next", next, want)
	wantEqual(t, "items", outcomes(r), []string{
		"bea gains membership (organisation A)", "bea gains email bea@mail.example: unchanged", "bea gains role default (organisation A)",
	})

	next.Members[0].Roles[0], next.Members[1].Roles[0] = "x", "x"
	wantEqual(t, "register", rows, append(people(), person("bea", "D signatory")))
}

// Whoever bears an administrator's address manages what they do, so that nobody else
// may give a registered person an address, be it in place of none.
func TestARegisteredPersonsAddressIsNotReplaced(t *testing.T) {
	c := portal(t)
	unaddressed := named("bea")
	unaddressed.Email = ""
	const want = `account.email: is not the address with which "bea" is registered; want that one`
	for _, test := range []struct {
		users []Registrant
		email string
	}{
		{people(), "anna@mail.example"},
		{people(), ""},
		{[]Registrant{unaddressed}, "anna@mail.example"},
		{[]Registrant{unaddressed, named("bea")}, "bea@mail.example"},
	} {
		bea := NewAccount{ID: "bea", Email: test.email}
		r := Register{Registrants: slices.Values(test.users)}
		next, rep, err := c.CreateRegistrant(signedIn("anna"), bea, atA, nil, r)
		wantInvalid(t, next, rep, err, want)
		next, rep, err = c.SignUp(bea, atA, nil, r)
		wantInvalid(t, next, rep, err, want)
	}
	next, _, err := c.SignUp(NewAccount{ID: "bea"}, atA, nil, Register{Registrants: slices.Values([]Registrant{unaddressed})})
	wantDone(t, err)
	wantEqual(t, "address", next.Email, "")
}

func TestARegisteredAddressStaysAsItIsWritten(t *testing.T) {
	kim := func(email string) Registrant {
		u := person("kim", "B orderer")
		u.Email = email
		return u
	}
	users := []Registrant{kim("Kim@Mail.example"), kim("KIM@mail.example")}
	next, _, err := portal(t).CreateRegistrant(signedIn("anna"), NewAccount{ID: "kim", Email: "kim@mail.example"}, atA, nil, Register{Registrants: slices.Values(users)})
	wantDone(t, err)
	wantEqual(t, "address", next.Email, "Kim@Mail.example")
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
	c := portal(t)
	other := person("odd", "B contact")
	other.Email = "OFFICE@mail.example"
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			lena := NewAccount{ID: "lena", Email: test.email}
			reg := Register{Registrants: slices.Values(append(people(), other)), FunctionNames: test.names}
			next, r, err := c.CreateRegistrant(signedIn("anna"), lena, atA, nil, reg)
			wantDone(t, err)
			wantEqual(t, "warnings", r.Warnings, test.want)
			wantEqual(t, "address", next.Email, test.email)
			_, r, err = c.SignUp(lena, atA, nil, reg)
			wantDone(t, err)
			wantEqual(t, "warnings", r.Warnings, test.want)
		})
	}
}

func TestOneAddressOfManyIsOneWarning(t *testing.T) {
	one, other := person("ada", "B orderer"), person("bo", "G orderer")
	one.Email, other.Email = "zo@z.example", " ZO@Z.example"
	_, r, err := portal(t).CreateRegistrant(signedIn("anna"), NewAccount{ID: "lena", Email: "Zo@z.example"}, atA, nil, Register{Registrants: slices.Values([]Registrant{one, other})})
	wantDone(t, err)
	wantEqual(t, "warnings", r.Warnings, []string{`"Zo@z.example" is also the address of somebody else; want a personal one`})
}

func TestOneAdministratorOfSeveralOrganisationsGivesNoWarning(t *testing.T) {
	c := portal(t)
	tests := []struct {
		name string
		id   string
		pick []string
		rows []Registrant
		warn bool
	}{
		{"the same person", "bea", nil, nil, false},
		{"an account in each", "bea-a", []string{"administrator"}, nil, false},
		{"an account in each, one split in two rows", "bea-a", []string{"administrator"}, []Registrant{person("bea", "D contact")}, false},
		{"no administrator here", "bea-a", []string{"orderer"}, nil, true},
		{"no administrator there", "kim-a", []string{"administrator"}, []Registrant{person("kim-b", "B orderer")}, true},
		{"two in one organisation", "bea-a", []string{"administrator"}, []Registrant{person("bea", "A contact")}, true},
		{"a third person", "bea-a", []string{"administrator"}, []Registrant{person("zoe", "C contact")}, true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			email := test.id[:3] + "@mail.example"
			rows := append([]Registrant{named("bea"), named("anna")}, test.rows...)
			for i := range rows {
				if rows[i].ID != "anna" {
					rows[i].Email = email
				}
			}
			_, r, err := c.CreateRegistrant(signedIn("anna"), NewAccount{ID: test.id, Email: email}, atA, test.pick, Register{Registrants: slices.Values(rows)})
			wantDone(t, err)
			if warned := len(r.Warnings) == 1; warned != test.warn {
				t.Errorf("got %q, want a warning: %v", r.Warnings, test.warn)
			}
		})
	}
}

func TestWhoSignsUpFollowsTheirOwnCasesAndNothingElse(t *testing.T) {
	c := portal(t)
	for _, org := range []string{"A", "brand new"} {
		next, r, err := c.SignUp(lena, Place{Org: org}, nil, register())
		wantDone(t, err)
		wantEqual(t, "next", next, Registrant{ID: "lena", Email: "lena@mail.example", Members: []Member{
			{Org: org, Roles: []string{"own-cases-officer"}},
		}})
		wantEqual(t, "report", r.String(), "roles.sign-up by lena: 3 changes, 0 unchanged, 0 refused\n"+
			"  lena gains membership (organisation "+org+")\n"+
			"  lena gains email lena@mail.example\n"+
			"  lena gains role own-cases-officer (organisation "+org+")")
	}
}

func TestTheRolesOfThoseWhoSignUpCanBeReplaced(t *testing.T) {
	c := portal(t)
	list := []string{"orderer", "own-cases-officer", "orderer"}
	next, _, err := c.SignUp(lena, atA, list, register())
	wantDone(t, err)
	wantEqual(t, "roles", next.Members[0].Roles, []string{"orderer", "own-cases-officer"})
	next.Members[0].Roles[0] = "x"
	wantEqual(t, "list", list, []string{"orderer", "own-cases-officer", "orderer"})

	next, r, err := c.SignUp(lena, atA, []string{}, register())
	wantDone(t, err)
	wantEqual(t, "members", next.Members, []Member{{Org: "A"}})
	wantEqual(t, "items", outcomes(r), []string{"lena gains membership (organisation A)", "lena gains email lena@mail.example"})

	DefaultSignUpRoles()[0] = "x"
	wantEqual(t, "default", DefaultSignUpRoles(), []string{"own-cases-officer"})
}

// Whatever a role manages, approves or signs, be it an order of one's own or a record of
// a kind of one's own.
func TestNobodySignsUpWithWhatBindsTheOrganisation(t *testing.T) {
	var define []Role
	kinds := new(Catalog).Kinds()
	actions := map[access.Kind][]access.Action{"contract": {ActionManageUsers, ActionApprove, ActionSign, "read"}}
	for _, kind := range kinds {
		actions[kind] = new(Catalog).Actions(kind)
	}
	for _, kind := range append(kinds, "contract") {
		for _, a := range actions[kind] {
			if a == ActionSignIn {
				continue
			}
			for _, over := range []Over{OverOwn, OverOrg} {
				define = append(define, Role{Name: fmt.Sprint(kind, " ", a, " ", over), SignIn: over == OverOwn, Grants: []Grant{grant(over, kind, a)}})
			}
		}
	}
	define = append(define, // what follows does not matter
		Role{Name: "first of a grant", Grants: []Grant{grant(OverOrg, "contract", ActionApprove, "read")}},
		Role{Name: "first grant", Grants: []Grant{grant(OverOwn, KindOrder, ActionApprove), grant(OverOrg, "contract", "read")}})
	c := portal(t, define...)
	refused := 0
	for _, role := range append(Portal(), define...) {
		binds := false
		for _, g := range role.Grants {
			for _, a := range g.Actions {
				binds = binds || strings.HasPrefix(string(a), "manage") || a == ActionApprove || a == ActionSign
			}
		}
		next, r, err := c.SignUp(lena, atG, []string{"orderer", role.Name}, register())
		if !binds {
			wantDone(t, err)
			continue
		}
		refused++
		wantInvalid(t, next, r, err, `roles[1]: "`+role.Name+`" manages or binds the organisation; want roles that anybody may have`)
	}
	wantEqual(t, "refused", refused, 3+2*(4+1+1+2+3)+2)
}
