package roles

import (
	"slices"
	"testing"

	"lupa.example/access"
)

// contacts are people of A in no order of their names, and some who are not.
func contacts() []Registrant {
	return []Registrant{
		person("tor", "A contact"),
		person("cia", "B contact", "A orderer contact connection-officer"),
		person("", "A contact connection-officer"),
		person("bo", "B contact connection-officer", " contact connection-officer"), // in no organisation
		person("ann", "A administrator orderer default"),
		person("kim", "A connection-officer orderer"),
		person("tor", "A connection-officer"), // a second row
		person("cia", "A contact connection-officer"),
	}
}

func TestContactPersonsAreToldOfChangesToTheAgreement(t *testing.T) {
	c := portal(t)
	all := slices.Values(contacts())
	told := c.AgreementRecipients("A", all)
	wantEqual(t, "told", ids(told), []string{"tor", "cia"})
	wantEqual(t, "told, asked again", ids(told), []string{"tor", "cia"})
	wantEqual(t, "told in B", ids(c.AgreementRecipients("B", all)), []string{"cia", "bo"})
	wantEqual(t, "told nowhere", ids(c.AgreementRecipients("", all)), []string(nil))
	wantEqual(t, "told of nobody", ids(c.AgreementRecipients("A", nil)), []string(nil))
	for u := range told {
		wantEqual(t, "first", u, person("tor", "A contact"))
		break
	}
}

func TestSomebodyElseThanTheOrdererIsTheContactForTheConnection(t *testing.T) {
	c := portal(t)
	all := slices.Values(contacts())
	wantEqual(t, "contacts", ids(c.ConnectionContacts(Order{Org: "A", CreatedBy: "kim"}, all)), []string{"cia", "tor"})
	wantEqual(t, "contacts", ids(c.ConnectionContacts(Order{Org: "A", CreatedBy: "ann"}, all)), []string{"cia", "kim", "tor"})
	wantEqual(t, "contacts", ids(c.ConnectionContacts(Order{Org: "A"}, all)), []string{"cia", "kim", "tor"})
	wantEqual(t, "contacts", ids(c.ConnectionContacts(Order{}, all)), []string(nil))
}

func TestWhoIsListedIsACopy(t *testing.T) {
	c := portal(t)
	all := contacts()
	for u := range c.AgreementRecipients("A", slices.Values(all)) {
		u.Members[0].Roles[0] = "x"
	}
	wantEqual(t, "users", all, contacts())
}

func TestACatalogueWithoutThePortalsRolesHasNoContacts(t *testing.T) {
	empty, err := NewCatalog(Config{})
	wantDone(t, err)
	for _, c := range []*Catalog{nil, {}, empty} {
		wantEqual(t, "told", ids(c.AgreementRecipients("A", slices.Values(contacts()))), []string(nil))
		wantEqual(t, "contacts", ids(c.ConnectionContacts(Order{Org: "A"}, slices.Values(contacts()))), []string(nil))
		wantEqual(t, "administered", slices.Collect(c.AdministeredBy("anna@mail.example", everybody())), []string(nil))
	}
}

func TestOneAddressAdministersEveryOrganisationWhereItsBearersDo(t *testing.T) {
	overseer := Role{Name: "overseer", SignIn: true, Grants: []Grant{
		{Kind: KindOrganisation, Actions: []access.Action{ActionManage}, Over: OverOrg},
	}}
	c := portal(t, overseer)
	users := []Registrant{
		person("anna", "C administrator", "B orderer contact", "A administrator default"),
		person("bea", "D administrator"),
		person("anna-2", "A administrator", "E overseer", " administrator", "F administratoR"),
		person("anna", "C administrator", "A administrator"), // a second row
		person("", "G administrator"),
	}
	users[2].Email = " Anna@MAIL.example "
	users[4].Email = "anna@mail.example"
	all := slices.Values(users)
	administered := c.AdministeredBy("ANNA@mail.example", all)
	wantEqual(t, "administered", slices.Collect(administered), []string{"C", "A", "E"})
	wantEqual(t, "administered, asked again", slices.Collect(administered), []string{"C", "A", "E"})
	for org := range administered {
		wantEqual(t, "first", org, "C")
		break
	}
	wantEqual(t, "by no user's", slices.Collect(c.AdministeredBy("x@mail.example", all)), []string(nil))
	wantEqual(t, "among none", slices.Collect(c.AdministeredBy("anna@mail.example", nil)), []string(nil))

	for i := range users {
		users[i].Email = " "
	}
	for _, empty := range []string{"", " "} {
		wantEqual(t, "by none", slices.Collect(c.AdministeredBy(empty, all)), []string(nil))
	}
}

func TestAContactForTheConnectionIsNamedOnAnOrder(t *testing.T) {
	c := portal(t)
	members := slices.Values(contacts())
	kims := approvedByPetra(t)
	next, r, err := c.NameConnectionContact(signedIn("kim"), kims, "cia", members)
	wantDone(t, err)
	want := kims
	want.ConnectionContact = "cia"
	wantEqual(t, "next", next, want)
	wantEqual(t, "items", outcomes(r), []string{"cia gains connection contact (order o1)"})
	if !next.Valid(basket) {
		t.Error("the approval does not stand any more")
	}

	again, r, err := c.NameConnectionContact(signedIn("kim"), next, "cia", members)
	wantDone(t, err)
	wantEqual(t, "again", again, next)
	wantEqual(t, "items", outcomes(r), []string{"cia gains connection contact (order o1): unchanged"})

	other, r, err := c.NameConnectionContact(signedIn("kim"), next, "tor", members)
	wantDone(t, err)
	wantEqual(t, "contact", other.ConnectionContact, "tor")
	wantEqual(t, "items", outcomes(r), []string{"cia loses connection contact (order o1)", "tor gains connection contact (order o1)"})

	nobody, r, err := c.NameConnectionContact(signedIn("kim"), next, "", nil)
	wantDone(t, err)
	wantEqual(t, "nobody", nobody, kims)
	wantEqual(t, "items", outcomes(r), []string{"cia loses connection contact (order o1)"})
	_, r, err = c.NameConnectionContact(signedIn("kim"), kims, "", nil)
	wantDone(t, err)
	wantEqual(t, "items", outcomes(r), []string{"kim gains connection contact (order o1): unchanged"})
}

func TestWhoIsNotNamedAsContact(t *testing.T) {
	c := portal(t)
	kims := placedByKim(t)
	for _, id := range []string{"kim", "ann", "bo", "nobody"} {
		next, r, err := c.NameConnectionContact(signedIn("kim"), kims, id, slices.Values(contacts()))
		wantInvalid(t, next, r, err, `contact: "`+id+`" cannot be named for "A"; want a member of it who holds "connection-officer", and who did not create the order`)
	}
	for reason, actor := range map[access.Reason]access.Subject{
		ReasonNotSignedIn: signedOut("kim"),
		ReasonNotGranted:  signedIn("petra"),
		ReasonNotOwn:      person("cia", "A orderer").Subject(access.SignedIn),
	} {
		next, r, err := c.NameConnectionContact(actor, kims, "nobody", nil)
		wantDenied(t, next, r, err, reason)
	}
}
