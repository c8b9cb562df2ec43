package roles

import (
	"slices"
	"strings"
	"testing"

	"lupa.example/access"
)

func TestAddressesAreOneWhenTrimmedAndLowerCasedInASCII(t *testing.T) {
	tests := []struct {
		a, b string
		same bool
	}{
		{"anna@mail.example", "anna@mail.example", true},
		{" Anna@MAIL.example\t", "anna@mail.example", true},
		{"anna@mail.example", "anne@mail.example", false},
		{"Åsa@mail.example", "åsa@mail.example", false},      // no rule of a language
		{"\u212aim@mail.example", "kim@mail.example", false}, // the Kelvin sign is no k
		{"\xff@mail.example", "\xfe@mail.example", false},
		{"", "", false},
		{" ", "\t", false},
	}
	c := portal(t)
	for _, test := range tests {
		u := person("anna", "A administrator")
		u.Email = test.a
		got := slices.Collect(c.AdministeredBy(test.b, slices.Values([]Registrant{u})))
		if same := len(got) == 1; same != test.same {
			t.Errorf("%q and %q: one is %v, want %v", test.a, test.b, same, test.same)
		}
	}
}

func TestFunctionNamesAreANewSliceEachTime(t *testing.T) {
	FunctionNames()[0] = "changed"
	if FunctionNames()[0] == "changed" {
		t.Error("the list changed")
	}
	for _, name := range []string{"info", "support"} {
		if !slices.Contains(FunctionNames(), name) {
			t.Errorf("lacks %q", name)
		}
	}
}

func TestAnAddressIsChanged(t *testing.T) {
	c := portal(t)
	for _, test := range []struct{ before, after, items string }{
		{"kim@mail.example", "k@mail.example", "kim loses email kim@mail.example; kim gains email k@mail.example"},
		{"kim@mail.example", "Kim@mail.example", "kim loses email kim@mail.example; kim gains email Kim@mail.example"},
		{"", "k@mail.example", "kim gains email k@mail.example"},
		{"kim@mail.example", "", "kim loses email kim@mail.example"},
		{"kim@mail.example", "kim@mail.example", "kim gains email kim@mail.example: unchanged"},
		{"", "", "kim gains email: unchanged"},
	} {
		kim := named("kim")
		kim.Email = test.before
		next, r, err := c.ChangeEmail(signedIn("anna"), kim, test.after, Register{Registrants: slices.Values([]Registrant{kim, named("anna")})})
		wantDone(t, err)
		want := named("kim")
		want.Email = test.after
		wantEqual(t, "next", next, want)
		wantReported(t, kim, next, r)
		wantEqual(t, "items", strings.Join(outcomes(r), "; "), test.items)
		wantEqual(t, "warnings", len(r.Warnings), 0)
		next.Members[0].Roles[0] = "x"
		wantEqual(t, "input", kim.Members[0].Roles[0], "orderer")
	}
	_, r, err := c.ChangeEmail(signedIn("anna"), named("kim"), " Support@mail.example", Register{Registrants: everybody()})
	wantDone(t, err)
	wantEqual(t, "warnings", r.Warnings, []string{`" Support@mail.example" is the address of a function, "support"; want a personal one`})
	_, r, err = c.ChangeEmail(signedIn("anna"), named("kim"), "petra@mail.example", Register{Registrants: everybody()})
	wantDone(t, err)
	wantEqual(t, "warnings", r.Warnings, []string{`"petra@mail.example" is also the address of somebody else; want a personal one`})

	// A value that is not as the register has it would make a change look like none.
	stale := named("kim")
	stale.Email = "attacker@mail.example"
	next, r, err := c.ChangeEmail(signedIn("anna"), stale, "attacker@mail.example", register())
	wantInvalid(t, next, r, err, "target.email: is not the address in the register; want the person as they are there")

	nobody := person("nobody", "A default")
	next, r, err = c.ChangeEmail(signedIn("anna"), nobody, "n@mail.example", register())
	wantInvalid(t, next, r, err, `target: "nobody" is not in the register; want somebody who is`)
	next, r, err = c.ChangeEmail(signedIn("anna"), nobody, "n@mail.example", Register{})
	wantInvalid(t, next, r, err, "register.registrants: is nil; want everybody who is registered")
}

// Who can give somebody an address can be taken for them, wherever they are somebody.
func TestAnAddressIsChangedByWhoManagesAllThatItsBearerHas(t *testing.T) {
	users := Role{Name: "users", SignIn: true, Grants: []Grant{grant(OverOrg, KindOrganisation, ActionManageUsers)}}
	c := portal(t, users)
	anna, rita := signedIn("anna"), person("rita", "A users", "B users").Subject(access.SignedIn)
	both := person("ada", "A administrator", "B administrator").Subject(access.SignedIn)
	petra := named("petra") // an approver in A and the contact in B
	for _, test := range []struct {
		actor  access.Subject
		target Registrant
		rows   []Registrant
		want   access.Reason // "" if it is allowed
	}{
		{anna, named("kim"), people(), ""},
		{anna, petra, people(), ReasonNotMember},
		{anna, person("petra", "A approver"), people(), ReasonNotMember}, // the register tells the rest
		{anna, petra, []Registrant{person("petra", "A approver")}, ReasonNotMember},
		{anna, person("petra", "B contact", "A approver"), nil, ReasonNotMember},
		{both, petra, people(), ""},
		{anna, named("bea"), people(), ReasonNotMember},
		{signedOut("anna"), named("kim"), people(), ReasonNotSignedIn},
		{signedIn("kim"), named("kim"), people(), ReasonNotGranted},
		{rita, named("dora"), people(), ""},
		{rita, named("kim"), people(), ReasonNotGranted},
		{rita, permitted(named("dora"), "g1"), people(), ReasonNotGranted},
		{anna, Registrant{ID: "kim"}, []Registrant{}, ReasonNotMember}, // who belongs nowhere
		{access.Subject{SignIn: access.SignedIn}, named("kim"), people(), access.ReasonNoUser},
		{access.Subject{SignIn: access.SignedIn}, Registrant{ID: "kim"}, []Registrant{}, access.ReasonNoUser},
		{access.Subject{User: "x"}, named("kim"), people(), access.ReasonNoFact},
		{access.Subject{User: "x", Facts: []access.Fact{(*Member)(nil), foreignFact{}}}, named("kim"), people(), access.ReasonNoFact},
	} {
		next, r, err := c.ChangeEmail(test.actor, test.target, "new@mail.example", Register{Registrants: slices.Values(test.rows)})
		if test.want == "" {
			wantDone(t, err)
		} else {
			wantDenied(t, next, r, err, test.want)
		}
	}
}

// Rows of one person may bear several addresses, of which a change tells each.
func TestAnAddressChangesInAllRows(t *testing.T) {
	c, anna := portal(t), signedIn("anna")
	row := func(email string, belongings ...string) Registrant {
		g := person("kim", belongings...)
		g.Email = email
		return g
	}
	rows := []Registrant{row("kim@x", "A orderer"), row("boss@x", "A contact"), row("kim@x", "A default")}
	for _, test := range []struct {
		given, email string
		want         []string
	}{
		{"kim@x", "new@x", []string{"kim loses email kim@x", "kim loses email boss@x", "kim gains email new@x"}},
		{"boss@x", "new@x", []string{"kim loses email kim@x", "kim loses email boss@x", "kim gains email new@x"}},
		{"KIM@x ", "kim@x", []string{"kim loses email boss@x", "kim gains email kim@x: unchanged"}},
		{"boss@x", "", []string{"kim loses email kim@x", "kim loses email boss@x"}},
	} {
		_, r, err := c.ChangeEmail(anna, row(test.given, "A orderer contact default"), test.email, Register{Registrants: slices.Values(rows)})
		wantDone(t, err)
		var got []string
		for _, item := range r.Items {
			got = append(got, item.String())
		}
		wantEqual(t, test.given+" to "+test.email, got, test.want)
	}
	// A row that has no address already loses none; the others do.
	some := []Registrant{row("", "A orderer"), row("kim@x", "A contact")}
	_, r, err := c.ChangeEmail(anna, row("kim@x", "A orderer contact"), "", Register{Registrants: slices.Values(some)})
	wantDone(t, err)
	wantEqual(t, "items", strings.Join(outcomes(r), "; "), "kim loses email kim@x")
	next, r, err := c.ChangeEmail(anna, row("other@x", "A orderer"), "new@x", Register{Registrants: slices.Values(rows)})
	wantInvalid(t, next, r, err, "target.email: is not the address in the register; want the person as they are there")
	// Whoever may not change it learns nothing of the register.
	next, r, err = c.ChangeEmail(signedIn("petra"), row("kim@x", "A orderer"), "new@x", Register{Registrants: slices.Values(rows)})
	wantDenied(t, next, r, err, ReasonNotGranted)
	wantEqual(t, "items", strings.Join(outcomes(r), "; "), "kim loses email kim@x: refused, roles/not-granted; kim gains email new@x: refused, roles/not-granted")
}

// Where they belong is what the register says, also for whether an address is personal.
func TestAnAddressIsJudgedByAllRows(t *testing.T) {
	tom := func(belongings ...string) Registrant { return person("tom", belongings...) }
	register := Register{Registrants: slices.Values([]Registrant{tom("A administrator"), tom("B orderer"), person("sue", "B administrator")})}
	actor := person("bo", "A administrator", "B administrator").Subject(access.SignedIn)
	for _, target := range []Registrant{tom("A administrator"), tom("B orderer"), tom("A administrator", "B orderer")} {
		_, r, err := portal(t).ChangeEmail(actor, target, "sue@mail.example", register)
		wantDone(t, err)
		wantEqual(t, "warnings", r.Warnings, []string{`"sue@mail.example" is also the address of somebody else; want a personal one`})
	}
}

func TestAddressesAreText(t *testing.T) {
	c, anna := portal(t), signedIn("anna")
	next, r, err := c.ChangeEmail(anna, named("kim"), "\xff@x", register())
	wantInvalid(t, next, r, err, `email: "\xff@x" is not valid UTF-8`)
	next, r, err = c.CreateRegistrant(anna, NewAccount{ID: "new", Email: "\xff@x"}, atA, nil, register())
	wantInvalid(t, next, r, err, `account.email: "\xff@x" is not valid UTF-8`)
	next, r, err = c.SignUp(NewAccount{ID: "new", Email: "\xff@x"}, atA, nil, register())
	wantInvalid(t, next, r, err, `account.email: "\xff@x" is not valid UTF-8`)
}
