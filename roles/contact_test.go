package roles_test

import (
	"slices"
	"testing"

	"lupa.example/access"
	"lupa.example/roles"
)

// contacts are people of A in no order of their names, and some who are not.
func contacts() []roles.User {
	return []roles.User{
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
	c := thePortal(t)
	all := slices.Values(contacts())
	told := c.AgreementRecipients("A", all)
	equal(t, "told", ids(told), []string{"tor", "cia"})
	equal(t, "told, asked again", ids(told), []string{"tor", "cia"})
	equal(t, "told in B", ids(c.AgreementRecipients("B", all)), []string{"cia", "bo"})
	equal(t, "told nowhere", ids(c.AgreementRecipients("", all)), []string(nil))
	equal(t, "told of nobody", ids(c.AgreementRecipients("A", nil)), []string(nil))
	for u := range told {
		equal(t, "first", u, person("tor", "A contact"))
		break
	}
}

func TestSomebodyElseThanTheOrdererIsTheContactForTheConnection(t *testing.T) {
	c := thePortal(t)
	all := slices.Values(contacts())
	equal(t, "contacts", ids(c.ConnectionContacts(roles.Order{Org: "A", CreatedBy: "kim"}, all)), []string{"cia", "tor"})
	equal(t, "contacts", ids(c.ConnectionContacts(roles.Order{Org: "A", CreatedBy: "ann"}, all)), []string{"cia", "kim", "tor"})
	equal(t, "contacts", ids(c.ConnectionContacts(roles.Order{Org: "A"}, all)), []string{"cia", "kim", "tor"})
	equal(t, "contacts", ids(c.ConnectionContacts(roles.Order{}, all)), []string(nil))
}

func TestWhoIsListedIsACopy(t *testing.T) {
	c := thePortal(t)
	all := contacts()
	for u := range c.AgreementRecipients("A", slices.Values(all)) {
		u.Members[0].Roles[0] = "x"
	}
	equal(t, "users", all, contacts())
}

func TestACatalogueWithoutThePortalsRolesHasNoContacts(t *testing.T) {
	empty, err := roles.NewCatalog(roles.Config{})
	done(t, err)
	for _, c := range []*roles.Catalog{nil, {}, empty} {
		equal(t, "told", ids(c.AgreementRecipients("A", slices.Values(contacts()))), []string(nil))
		equal(t, "contacts", ids(c.ConnectionContacts(roles.Order{Org: "A"}, slices.Values(contacts()))), []string(nil))
		equal(t, "administered", slices.Collect(c.AdministeredBy("anna@mail.example", everybody())), []string(nil))
	}
}

func TestOneAddressAdministersEveryOrganisationWhereItsBearersDo(t *testing.T) {
	overseer := roles.Role{Name: "overseer", SignIn: true, Grants: []roles.Grant{
		{Kind: roles.KindOrganisation, Actions: []access.Action{roles.ActionManage}, Over: roles.OverOrg},
	}}
	c := thePortal(t, overseer)
	users := []roles.User{
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
	equal(t, "administered", slices.Collect(administered), []string{"C", "A", "E"})
	equal(t, "administered, asked again", slices.Collect(administered), []string{"C", "A", "E"})
	for org := range administered {
		equal(t, "first", org, "C")
		break
	}
	equal(t, "by no user's", slices.Collect(c.AdministeredBy("x@mail.example", all)), []string(nil))
	equal(t, "among none", slices.Collect(c.AdministeredBy("anna@mail.example", nil)), []string(nil))

	for i := range users {
		users[i].Email = " "
	}
	for _, empty := range []string{"", " "} {
		equal(t, "by none", slices.Collect(c.AdministeredBy(empty, all)), []string(nil))
	}
}
