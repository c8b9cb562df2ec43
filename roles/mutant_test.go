package roles_test

import (
	"slices"
	"strings"
	"testing"

	"lupa.example/access"
	"lupa.example/access/digest"
	"lupa.example/access/report"
	"lupa.example/access/wire"
	"lupa.example/roles"
)

// Orders, applications and approvals are stored by the caller; a later version has to
// find them valid still.
func TestWhatWasApprovedLongAgoIsValid(t *testing.T) {
	placed := approvedByPetra(t)
	equal(t, "content of the order", placed.Content.String(), "99252e6660361ab2c74670ac85c2ce58da8b116fe069f0dcc352bc18d33914a8")
	equal(t, "approval", placed.Approval.Digest.String(), "4ccfe08189e5f49d52e5b0e1f12d972298c6c5235852f16b8b8393fe98a2d116")
	equal(t, "content of the application", submitted(t).Content.String(), "b3c46c8921fa2f1eb62b5adebe700858c20554a68d0d6da15a7c57814f1cdea9")
}

func TestAnApplicationThatLacksSomethingIsNeverValid(t *testing.T) {
	approved := func(a roles.Application, content string) roles.SubmittedApplication {
		s := roles.SubmittedApplication{Application: a, Content: digest.Of("roles.application", a.Key, a.Agent, a.Assignment, a.Customer, content)}
		s.Approval = roles.Approval{By: "gro", Digest: digest.Of("roles.approval", "gro", string(s.Content[:]))}
		return s
	}
	if !approved(toJoin, wish).Valid(wish) {
		t.Fatal("not valid as it is")
	}
	if approved(toJoin, "").Valid("") {
		t.Error("valid without content")
	}
	for name, lack := range map[string]func(*roles.Application){
		"key":        func(a *roles.Application) { a.Key = "" },
		"agent":      func(a *roles.Application) { a.Agent = "" },
		"assignment": func(a *roles.Application) { a.Assignment = "" },
		"customer":   func(a *roles.Application) { a.Customer = "" },
		"all but the key": func(a *roles.Application) {
			*a = roles.Application{Key: a.Key}
		},
		"all but the agent": func(a *roles.Application) {
			*a = roles.Application{Agent: a.Agent}
		},
		"all but the assignment": func(a *roles.Application) {
			*a = roles.Application{Assignment: a.Assignment}
		},
		"all but the customer": func(a *roles.Application) {
			*a = roles.Application{Customer: a.Customer}
		},
		"everything": func(a *roles.Application) { *a = roles.Application{} },
	} {
		a := toJoin
		lack(&a)
		if approved(a, wish).Valid(wish) {
			t.Errorf("valid without %s", name)
		}
	}
}

func TestARefusalNamesTheActWhoAndWhere(t *testing.T) {
	c := thePortal(t)
	kim, olga := signedIn("kim"), named("olga")
	errOf := func(_ any, _ report.Report, err error) error { return err }
	for want, err := range map[string]error{
		`assign roles to user "olga" in "G"`:                  errOf(c.AssignRoles(kim, olga, atG, "contact")),
		`withdraw roles from user "olga" in "G"`:              errOf(c.WithdrawRoles(kim, everybody(), "olga", atG, "contact")),
		`give user "olga" permission within "g1" in "G"`:      errOf(c.GivePermission(kim, olga, atG, "g1")),
		`take permission within "g1" in "G" from user "olga"`: errOf(c.TakePermission(kim, olga, atG, "g1")),
		`create user "lena" in "A"`:                           errOf(c.CreateUser(kim, roles.Person{ID: "lena"}, atA, nil, register())),
		`create order "o1" in "A"`:                            errOf(c.CreateOrder(signedIn("petra"), roles.Order{Key: "o1", Org: "A", CreatedBy: "petra"}, basket, everybody())),
		`approve order "o1" in "A"`:                           errOf(c.ApproveOrder(kim, placedByKim(t), basket)),
		`approve application "p1" at "G"`:                     errOf(c.ApproveApplication(kim, submitted(t), wish)),
		`sign up "lena" in "A"`:                               errOf((*roles.Catalog)(nil).SignUp(roles.Person{ID: "lena"}, atA, nil, register())),
		`pick roles for user "lena" in "A"`:                   errOf(registrars(t).CreateUser(person("rita", "A registrar").Subject(access.SignedIn), roles.Person{ID: "lena"}, atA, []string{"orderer"}, register())),
	} {
		if err == nil || !strings.HasPrefix(err.Error(), "roles: "+want+": access: denied") {
			t.Errorf("got %v, want %s denied", err, want)
		}
	}
}

// registrars is the portal with a role that only manages users and one that only
// manages roles.
func registrars(t *testing.T) *roles.Catalog {
	t.Helper()
	manages := func(name string, a access.Action) roles.Role {
		return roles.Role{Name: name, SignIn: true, Grants: []roles.Grant{{Kind: roles.KindOrganisation, Actions: []access.Action{a}, Over: roles.OverOrg}}}
	}
	return thePortal(t, manages("registrar", roles.ActionManageUsers), manages("keeper", roles.ActionManageRoles))
}

func TestEachRoleOfANewUserIsDecidedByTheRightThatItTakes(t *testing.T) {
	_, r, err := registrars(t).CreateUser(person("rita", "A registrar keeper").Subject(access.SignedIn), roles.Person{ID: "lena"}, atA, []string{"orderer"}, register())
	done(t, err)
	by := make(map[string]string)
	for _, i := range r.Items {
		by[i.What] = i.By
	}
	equal(t, "who decided", by, map[string]string{"default": "registrar", "orderer": "keeper"})
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

func TestOneAddressOfManyIsOneWarning(t *testing.T) {
	one, other := person("ada", "B orderer"), person("bo", "G orderer")
	one.Email, other.Email = "zo@z.example", " ZO@Z.example"
	_, r, err := thePortal(t).CreateUser(signedIn("anna"), roles.Person{ID: "lena", Email: "Zo@z.example"}, atA, nil, roles.Register{Users: slices.Values([]roles.User{one, other})})
	done(t, err)
	equal(t, "warnings", r.Warnings, []string{`"Zo@z.example" is also the address of somebody else; want a personal one`})
}

func TestAFunctionMayHaveANameOfOneLetter(t *testing.T) {
	for email, want := range map[string][]string{
		"I@mail.example": {`"I@mail.example" is the address of a function, "i"; want a personal one`},
		"@mail.example":  nil,
		"i":              nil,
	} {
		_, r, err := thePortal(t).CreateUser(signedIn("anna"), roles.Person{ID: "lena", Email: email}, atA, nil, roles.Register{Users: everybody(), FunctionNames: []string{"i", ""}})
		done(t, err)
		equal(t, "warnings of "+email, r.Warnings, want)
	}
}

func TestAPermissionIsTakenAtOneAgentOnly(t *testing.T) {
	olga := person("olga", "G agent-officer", "H agent-officer", "G agent-officer")
	for i := range olga.Members {
		olga.Members[i].Assignments = []string{"g1", "g2"}
	}
	next, _, err := thePortal(t).TakePermission(signedIn("gina"), olga, atG, "g1")
	done(t, err)
	var left [][]string
	for _, m := range next.Members {
		left = append(left, m.Assignments)
	}
	equal(t, "what is left", left, [][]string{{"g2"}, {"g1", "g2"}, {"g2"}})
}

func TestWhatCannotBeWrittenIsToldInWords(t *testing.T) {
	if _, err := roles.OverNothing.MarshalText(); err == nil || err.Error() != "roles: a grant over nothing cannot be written" {
		t.Errorf("got %v", err)
	}
	p, err := access.NewPolicy(new(roles.Catalog))
	done(t, err)
	if _, err := (wire.Codec{roles.Area{}}).EncodePolicy(p); err == nil || err.Error() != "wire: the catalogue of roles was never built" {
		t.Errorf("got %v", err)
	}
}

func TestAPermissionHeldAtAnotherAgentIsGivenHere(t *testing.T) {
	olga := person("olga", "G agent-officer", "H agent-officer")
	olga.Members[1].Assignments = []string{"g1"}
	next, r, err := thePortal(t).GivePermission(signedIn("gina"), olga, atG, "g1")
	done(t, err)
	equal(t, "items", outcomes(r), []string{"olga gains handling within g1 (G): done"})
	equal(t, "assignments", next.Members[0].Assignments, []string{"g1"})
	taken, r, err := thePortal(t).TakePermission(signedIn("gina"), olga, atG, "g1")
	done(t, err)
	equal(t, "items", outcomes(r), []string{"olga loses handling within g1 (G): unchanged"})
	equal(t, "who loses nothing", taken, olga)
}
