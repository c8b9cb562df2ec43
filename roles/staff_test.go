package roles

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"lupa.example/access"
	"lupa.example/access/report"
)

// head approves orders in a session, self only one's own and without; handler handles
// applications without one.
var (
	self    = Role{Name: "self", Grants: []Grant{grant(OverOwn, KindOrder, ActionApprove)}}
	head    = Role{Name: "head", SignIn: true, Grants: []Grant{grant(OverOrg, KindOrder, ActionApprove)}}
	handler = Role{Name: "handler", Grants: []Grant{grant(OverOrg, KindApplication, ActionHandle)}}
)

func TestGivingAndTakingRolesTellsWhatElseChanges(t *testing.T) {
	const (
		both    = `"kim" may both create orders and approve in "G", and has to be signed out to approve`
		neither = `"kim" may both create orders and approve in "G", and cannot approve: it takes a session, and being signed out`
		free    = `"kim" creates no more orders in "G", and need not be signed out to approve those of others`
		left    = `"kim" keeps the permission within "g1", "g2", which gives nothing without a role that handles applications, and counts again with one`
		revives = `"kim" has the permission within "g1", "g2", which counts with the role`
		idle    = `"kim" handles no applications without a permission within an agent assignment`
	)
	for _, test := range []struct {
		has, within string
		assign      bool
		names       string
		want        []string
	}{
		{"approver", "", true, "orderer", []string{both}},
		{"orderer", "", true, "approver", []string{both}},
		{"", "", true, "orderer approver", []string{both}},
		{"orderer approver", "", true, "connection-officer", nil}, // as before
		{"orderer", "", true, "contact", nil},
		{"approver", "", true, "administrator", nil},
		{"orderer", "", true, "head", []string{neither}},
		{"orderer head", "", true, "approver", nil},
		{"orderer", "", true, "self", []string{both}},
		{"orderer self", "", false, "orderer", nil}, // those of others were never approved
		{"orderer approver", "", false, "orderer", []string{free}},
		{"orderer connection-officer approver", "", false, "orderer", nil},
		{"orderer approver", "", false, "approver", nil},
		{"orderer approver", "", false, "orderer approver", nil},
		{"agent-officer", "g1 g2 g1", false, "agent-officer", []string{left}},
		{"agent-officer handler", "g1", false, "agent-officer", nil},
		{"agent-officer", "", false, "agent-officer", nil},
		{"contact", "g1 g2", true, "agent-officer", []string{revives}},
		{"", "", true, "agent-officer", []string{idle}},
		{"agent-officer", "", true, "agent-officer", nil},
		{"", "", true, "handler", []string{idle}},
		{"agent-officer", "", true, "contact", nil},
		{"contact", "g1 g2", true, "connection-officer", nil},
		{"agent-officer", "g1", true, "handler", nil},
		{"approver", "g1 g2", true, "orderer agent-officer", []string{both, revives}},
	} {
		t.Run(test.has+" "+test.names, func(t *testing.T) {
			c := portal(t, head, handler, self)
			within := strings.Fields(test.within)
			first := min(1, len(within))
			kim := Registrant{ID: "kim", Members: []Member{
				{Org: "A", Roles: []string{"approver", "orderer", "agent-officer"}, Assignments: []string{"g9"}}, // of no concern
				{Org: "G", Roles: strings.Fields(test.has), Assignments: within[:first]},
				{Org: "G", Assignments: within[first:]},
			}}
			others := slices.Values([]Registrant{kim, person("gina", "G administrator approver contact signatory")})
			next, r, err := c.AssignRoles(signedIn("gina"), kim, atG, strings.Fields(test.names))
			if !test.assign {
				next, r, err = c.WithdrawRoles(signedIn("gina"), kim, atG, strings.Fields(test.names), others)
			}
			wantDone(t, err)
			wantReported(t, kim, next, r)
			wantEqual(t, "warnings", r.Warnings, test.want)

			four := mustCatalog(t, Config{Portal: true, FourEyes: true, Define: []Role{head, handler, self}})
			if test.assign {
				_, r, err = four.AssignRoles(signedIn("gina"), kim, atG, strings.Fields(test.names))
				wantDone(t, err)
				want := test.want
				if test.names == "self" { // which then approves nothing, whoever orders
					want = nil
				}
				wantEqual(t, "warnings with four eyes", r.Warnings, want)
			}

			lifted := mustCatalog(t, Config{Portal: true, SamePersonSignedIn: true, Define: []Role{head, handler, self}})
			_, r, err = lifted.AssignRoles(signedIn("gina"), kim, atG, strings.Fields(test.names))
			wantDone(t, err)
			for _, w := range r.Warnings {
				if w == both || w == neither {
					t.Errorf("got %q with the switch", w)
				}
			}
		})
	}
}

// Of several roles that approve one is enough that does so signed out.
func TestOneWayToApproveIsEnough(t *testing.T) {
	desk := Role{Name: "desk", SignIn: true, Grants: []Grant{grant(OverOrg, KindApplication, ActionApprove)}}
	_, r, err := portal(t, self, desk).AssignRoles(signedIn("gina"), person("kim", "G"), atG, []string{"orderer", "self", "desk"})
	wantDone(t, err)
	wantEqual(t, "warnings", r.Warnings, []string{`"kim" may both create orders and approve in "G", and has to be signed out to approve`})
}

// A permission within an assignment without a name counts for nothing.
func TestAPermissionWithinNothingIsNone(t *testing.T) {
	kim := permitted(person("kim", "G contact"), "")
	_, r, err := portal(t).AssignRoles(signedIn("gina"), kim, atG, []string{"agent-officer"})
	wantDone(t, err)
	wantEqual(t, "warnings", r.Warnings, []string{`"kim" handles no applications without a permission within an agent assignment`})
}

func TestRegisteringTellsWhatTheRolesComeTo(t *testing.T) {
	_, r, err := portal(t).CreateRegistrant(signedIn("gina"), lena, atG, []string{"orderer", "approver", "agent-officer"}, register())
	wantDone(t, err)
	wantEqual(t, "warnings", r.Warnings, []string{
		`"lena" may both create orders and approve in "G", and has to be signed out to approve`,
		`"lena" handles no applications without a permission within an agent assignment`,
	})
}

func TestTakingTheLastPermissionIsAWarning(t *testing.T) {
	olga := permitted(named("olga"), "g1", "g2")
	next, r, err := portal(t).TakePermission(signedIn("gina"), olga, atG, "g1")
	wantDone(t, err)
	wantEqual(t, "warnings", len(r.Warnings), 0)
	_, r, err = portal(t).TakePermission(signedIn("gina"), next, atG, "g2")
	wantDone(t, err)
	wantEqual(t, "warnings", r.Warnings, []string{`"olga" handles no applications without a permission within an agent assignment`})
}

func TestAnOrganisationThatIsLeftWithoutSomebodyIsAWarning(t *testing.T) {
	const (
		approver  = `nobody is left who approves orders of "A"`
		signatory = `nobody is left who signs agreements of "A"`
		contact   = `nobody is left who is told of changes to the agreement of "A"`
	)
	sole := person("kim", "A approver signatory contact")
	for _, test := range []struct {
		name   string
		others []Registrant
		want   []string
	}{
		{"alone", nil, []string{approver, signatory, contact}},
		{"among others elsewhere", []Registrant{person("bo", "B approver signatory contact")}, []string{approver, signatory, contact}},
		{"with an approver", []Registrant{person("bo", "A approver")}, []string{signatory, contact}},
		{"with one who has to be signed out", []Registrant{person("bo", "A approver orderer")}, []string{signatory, contact}},
		{"with one in a session", []Registrant{person("bo", "A head")}, []string{signatory, contact}},
		{"with one who cannot", []Registrant{person("bo", "A head"), person("bo", "A orderer")}, []string{approver, signatory, contact}},
		{"with a signatory and a contact", []Registrant{person("bo", "A signatory"), person("cia", "A contact")}, []string{approver}},
		{"with all", []Registrant{person("bo", "A signatory"), person("cia", "A contact", "A approver")}, nil},
	} {
		for _, fourEyes := range []bool{false, true} {
			t.Run(fmt.Sprint(test.name, fourEyes), func(t *testing.T) {
				c := mustCatalog(t, Config{Portal: true, FourEyes: fourEyes, Define: []Role{head}})
				members := append([]Registrant{named("anna"), sole}, test.others...)
				_, withdrawn, err := c.WithdrawRoles(signedIn("anna"), sole, atA, []string{"approver", "signatory", "contact"}, slices.Values(members))
				wantDone(t, err)
				wantEqual(t, "withdrawing", withdrawn.Warnings, test.want)
				_, removed, err := c.RemoveRegistrant(signedIn("anna"), sole, atA, slices.Values(members))
				wantDone(t, err)
				wantEqual(t, "removing", removed.Warnings, test.want)
			})
		}
	}
	// Where there is no portal, its contact is no office.
	chief := Role{Name: "chief", Grants: []Grant{grant(OverOrg, KindOrganisation, ActionManageUsers, ActionManageRoles)}}
	boss := person("boss", "A chief")
	_, own, err := mustCatalog(t, Config{Define: []Role{chief}}).RemoveRegistrant(boss.Subject(access.SignedIn), sole, atA, slices.Values([]Registrant{boss, sole}))
	wantDone(t, err)
	wantEqual(t, "warnings without a portal", len(own.Warnings), 0)
	// Who was none before leaves nothing.
	_, r, err := portal(t).RemoveRegistrant(signedIn("anna"), named("kim"), atA, slices.Values([]Registrant{named("kim"), named("anna")}))
	wantDone(t, err)
	wantEqual(t, "warnings", len(r.Warnings), 0)
}

func TestWhoIsRemovedHasNothingThereAndCanComeBack(t *testing.T) {
	c := portal(t)
	olga := person("olga", "G agent-officer orderer agent-officer bygone", "B contact", "G default")
	olga.Members[0].Assignments = []string{"g1", "g2", "g1"}
	olga.Members[2].Assignments = []string{"g0"}
	input := olga.Clone()
	members := []Registrant{named("gina"), olga}
	next, r, err := c.RemoveRegistrant(signedIn("gina"), olga, atG, slices.Values(members))
	wantDone(t, err)
	wantEqual(t, "next", next, person("olga", "B contact"))
	wantEqual(t, "input", olga, input)
	wantReported(t, olga, next, r)
	wantEqual(t, "items", outcomes(r), []string{
		"olga loses membership (organisation G)",
		"olga loses role agent-officer (organisation G)",
		"olga loses role orderer (organisation G)",
		"olga loses role bygone (organisation G)",
		"olga loses role default (organisation G)",
		"olga loses permission g1 (organisation G)",
		"olga loses permission g2 (organisation G)",
		"olga loses permission g0 (organisation G)",
	})
	if left := everything(c, next, "G"); left != nil {
		t.Errorf("still allowed: %q", left)
	}

	again, r, err := c.CreateRegistrant(signedIn("gina"), NewAccount{ID: "olga", Email: "olga@mail.example"}, atG, nil, Register{Registrants: slices.Values([]Registrant{named("gina"), next})})
	wantDone(t, err)
	wantEqual(t, "again", again, person("olga", "B contact", "G default"))
	wantReported(t, next, again, r)
}

func TestWhoIsNotRemoved(t *testing.T) {
	users := Role{Name: "users", SignIn: true, Grants: []Grant{grant(OverOrg, KindOrganisation, ActionManageUsers)}}
	keys := Role{Name: "keys", Grants: []Grant{grant(OverOrg, KindOrganisation, ActionManageRoles)}}
	c := portal(t, users, keys)
	all := func(others ...Registrant) []Registrant {
		return append([]Registrant{named("anna"), named("kim")}, others...)
	}
	const (
		less    = `target: holds less in "A" by the members than by the value given; want all rows of "kim" in one, as they are now`
		noUsers = `target: would leave nobody who may manage users in "A"; want another administrator there first`
		noRoles = `target: would leave nobody who may manage roles in "A"; want another administrator there first`
	)
	for _, test := range []struct {
		target  Registrant
		members []Registrant
		want    []string
	}{
		{named("anna"), all(), []string{noUsers, noRoles}},
		{named("anna"), all(person("bea", "A users")), []string{noRoles}},
		{named("anna"), all(person("bea", "A keys")), []string{noUsers}},
		{named("anna"), all(person("bea", "A keys", "A users")), nil},
		{named("anna"), all(person("bea", "B administrator")), []string{noUsers, noRoles}},
		{named("kim"), all(), nil},
		{named("bea"), all(), []string{`target: "bea" does not belong to "A"; want somebody who is registered there`}},
		{Registrant{}, all(), []string{"target: has no ID; want a registrant"}},
		{permitted(named("kim"), "g1"), all(permitted(person("kim", "A approver"), "g1")), []string{`target: holds more in "A" by the members than by the value given; want all rows of "kim" in one, as they are now`}},
		{permitted(named("kim"), "g1"), all(), []string{less}},
		{named("kim"), all(person("kim", "A approver")), []string{`target: holds more in "A" by the members than by the value given; want all rows of "kim" in one, as they are now`}},
	} {
		next, r, err := c.RemoveRegistrant(signedIn("anna"), test.target, atA, slices.Values(test.members))
		if test.want == nil {
			wantDone(t, err)
			continue
		}
		wantInvalid(t, next, r, err, test.want...)
	}
	next, r, err := c.RemoveRegistrant(signedIn("anna"), named("kim"), atA, nil)
	wantInvalid(t, next, r, err, `members: is nil; want the registrants of "A"`)

	// Taking more than the default role takes managing roles.
	rita := person("rita", "A users").Subject(access.SignedIn)
	_, _, err = c.RemoveRegistrant(rita, named("dora"), atA, slices.Values([]Registrant{named("dora")}))
	wantDone(t, err)
	next, r, err = c.RemoveRegistrant(rita, named("kim"), atA, slices.Values(all()))
	wantDenied(t, next, r, err, ReasonNotGranted)
	wantEqual(t, "items", outcomes(r), []string{
		"kim loses membership (organisation A): refused",
		"kim loses role orderer (organisation A): refused, roles/not-granted",
		"kim loses role default (organisation A): refused",
	})
	next, r, err = c.RemoveRegistrant(rita, permitted(named("dora"), "g1"), atA, slices.Values(all()))
	wantDenied(t, next, r, err, ReasonNotGranted)
	wantEqual(t, "refused", r.Count(report.Refused), 3)
}
