package roles

import (
	"testing"

	"lupa.example/access"
)

const (
	unknown = access.SignInUnknown
	inside  = access.SignedIn
	outside = access.SignedOut
)

func TestRolesOfOnePersonAddUp(t *testing.T) {
	elsewhere := &Order{Org: "B", CreatedBy: "anna"}
	tests := []struct {
		name     string
		roles    string // held in A
		signIn   access.SignIn
		action   access.Action
		resource access.Resource
		want     access.Decision
	}{
		{"roles add up", "default orderer approver contact", inside, ActionView, agreement, granted("contact")},
		{"who has no role has no right", "", inside, ActionSignIn, organisation, access.Deny(ReasonNoRole, "")},
		{"an unknown role gives nothing", "Administrator root", inside, ActionSignIn, organisation, access.Deny(ReasonUnknownRole, "")},
		{"an unknown role takes nothing away", "root administrator", inside, ActionManage, organisation, granted("administrator")},
		{"no role crosses organisations", "administrator contact orderer", inside, ActionView, elsewhere, access.Deny(ReasonNotMember, "")},
		{"signing in needs one role that gives it", "approver signatory default", unknown, ActionSignIn, organisation, granted("default")},
		{"an administrator who approves may be signed in", "administrator approver", inside, ActionApprove, othersOrder, granted("approver")},

		{"of several roles the first in the catalogue is named", "connection-officer contact agent-orderer orderer", inside, ActionView, order, granted("orderer")},
		{"the first role that allows is named, not the first", "contact orderer", inside, ActionView, othersOrder, granted("contact")},
		{"of several shut gates the first role's is named", "connection-officer orderer", outside, ActionView, othersOrder, access.Deny(ReasonNotSignedIn, "orderer")},
	}
	catalog := portal(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			wantDecision(t, catalog.Check(anna(tt.signIn, in("A", tt.roles)), tt.action, tt.resource), tt.want)
		})
	}
}

func TestOrdererAndApproverInOneApprovesOnlySignedOut(t *testing.T) {
	catalog := portal(t)
	for _, ordering := range []string{"orderer", "agent-orderer", "connection-officer"} {
		both := in("A", ordering+" approver")
		for _, r := range []access.Resource{order, othersOrder, application} {
			wantDecision(t, catalog.Check(anna(inside, both), ActionApprove, r), access.Deny(ReasonNotSignedOut, "approver"))
			wantDecision(t, catalog.Check(anna(unknown, both), ActionApprove, r), access.Deny(ReasonNotSignedOut, "approver"))
			wantDecision(t, catalog.Check(anna(access.SignIn(9), both), ActionApprove, r), access.Deny(ReasonNotSignedOut, "approver"))
			wantDecision(t, catalog.Check(anna(outside, both), ActionApprove, r), granted("approver"))
		}
	}
}

func TestWhoCreatedAnOrderApprovesItOnlySignedOutWhateverTheyHoldNow(t *testing.T) {
	one := Role{Name: "one", SignIn: true, Grants: []Grant{grant(OverOwn, KindOrder, ActionApprove)}}
	for _, test := range []struct {
		config Config
		signIn access.SignIn
		order  *Order
		want   access.Decision
	}{
		{Config{}, inside, order, access.Deny(ReasonNotSignedOut, "approver")},
		{Config{}, unknown, order, access.Deny(ReasonNotSignedOut, "approver")},
		{Config{}, access.SignIn(9), order, access.Deny(ReasonNotSignedOut, "approver")},
		{Config{}, outside, order, granted("approver")},
		{Config{}, inside, othersOrder, granted("approver")},
		{Config{SamePersonSignedIn: true}, inside, order, granted("approver")},
		{Config{SamePersonSignedIn: true}, unknown, order, granted("approver")},
		{Config{FourEyes: true}, outside, order, access.Deny(ReasonOwnOrder, "approver")},
		{Config{FourEyes: true}, inside, order, access.Deny(ReasonOwnOrder, "approver")},
		{Config{FourEyes: true}, inside, othersOrder, granted("approver")},
		{Config{FourEyes: true, SamePersonSignedIn: true}, inside, order, access.Deny(ReasonOwnOrder, "approver")},
	} {
		test.config.Portal, test.config.Define = true, []Role{one}
		c := mustCatalog(t, test.config)
		wantDecision(t, c.Check(anna(test.signIn, in("A", "approver")), ActionApprove, test.order), test.want)
		// An application is nobody's own, nor is any other kind concerned.
		wantDecision(t, c.Check(anna(test.signIn, in("A", "approver")), ActionApprove, &Application{Agent: "A", Assignment: "g1", Customer: "anna"}), granted("approver"))
		wantDecision(t, c.Check(anna(inside, in("A", "orderer")), ActionCreate, order), granted("orderer"))
	}
	// The role's own gates come first.
	c := portal(t, one)
	wantDecision(t, c.Check(anna(outside, in("A", "one")), ActionApprove, order), access.Deny(ReasonNotSignedIn, "one"))
	wantDecision(t, c.Check(anna(inside, in("A", "one")), ActionApprove, order), access.Deny(ReasonNotSignedOut, "one"))
}

func TestOrdererAndSignatoryInOneNeedNotSignOut(t *testing.T) {
	both := in("A", "orderer approver signatory")
	wantDecision(t, portal(t).Check(anna(inside, both), ActionApprove, agreement), granted("signatory"))
}

func TestOrderingElsewhereDoesNotKeepFromApproving(t *testing.T) {
	s := anna(inside, in("A", "approver"), in("B", "orderer"))
	wantDecision(t, portal(t).Check(s, ActionApprove, othersOrder), granted("approver"))
}

func TestAdministratorManagesSeveralOrganisationsInOneSession(t *testing.T) {
	facts := []access.Fact{in("A", "administrator"), in("B", "administrator"), in("C", "default")}
	for _, org := range []string{"A", "B"} {
		wantDecision(t, portal(t).Check(anna(inside, facts...), ActionManage, &Organisation{ID: org}), granted("administrator"))
		wantDecision(t, portal(t).Check(anna(outside, facts...), ActionManage, &Organisation{ID: org}), access.Deny(ReasonNotSignedIn, "administrator"))
	}
	wantDecision(t, portal(t).Check(anna(inside, facts...), ActionManage, &Organisation{ID: "C"}), notGranted)
}

func TestASessionCountsOnlyWhereARoleGivesIt(t *testing.T) {
	s := anna(inside, in("A", "signatory"), in("B", "contact"))
	wantDecision(t, portal(t).Check(s, ActionView, agreement), notGranted)
	wantDecision(t, portal(t).Check(s, ActionView, &Agreement{Org: "B"}), granted("contact"))
}

func TestRolesOfSeveralFactsForOneOrganisationAddUp(t *testing.T) {
	catalog := portal(t)
	apart := []access.Fact{in("A", "approver"), in("B", "contact"), in("A", "orderer")}
	wantDecision(t, catalog.Check(anna(inside, apart...), ActionCreate, order), granted("orderer"))
	wantDecision(t, catalog.Check(anna(inside, apart...), ActionApprove, order), access.Deny(ReasonNotSignedOut, "approver"))
	wantDecision(t, catalog.Check(anna(outside, apart...), ActionApprove, order), granted("approver"))
	wantDecision(t, catalog.Check(anna(inside, apart...), ActionView, agreement), notGranted)
}

func TestHandlingApplicationsNeedsRoleAndPermissionInTheAssignment(t *testing.T) {
	permission := func(org string, assignments ...string) *Member {
		return &Member{Org: org, Assignments: assignments}
	}
	officer := in("A", "agent-officer")
	tests := []struct {
		name  string
		facts []access.Fact
		want  access.Decision
	}{
		{"both in one fact", []access.Fact{&Member{"A", officer.Roles, []string{"g0", "g1"}}}, granted("agent-officer")},
		{"both in two facts", []access.Fact{permission("A", "g1"), officer}, granted("agent-officer")},
		{"permission in another assignment", []access.Fact{officer, permission("A", "g2")}, access.Deny(ReasonNotAssigned, "agent-officer")},
		{"permission at another organisation", []access.Fact{officer, permission("B", "g1")}, access.Deny(ReasonNotAssigned, "agent-officer")},
		{"permission without the role", []access.Fact{permission("A", "g1")}, access.Deny(ReasonNoRole, "")},
		{"permission with another role", []access.Fact{&Member{"A", []string{"approver"}, []string{"g1"}}}, notGranted},
		{"the role at another organisation", []access.Fact{in("B", "agent-officer"), permission("A", "g1")}, access.Deny(ReasonNoRole, "")},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			wantDecision(t, portal(t).Check(anna(inside, tt.facts...), ActionHandle, application), tt.want)
		})
	}
	t.Run("without a session", func(t *testing.T) {
		s := anna(unknown, officer, permission("A", "g1"))
		wantDecision(t, portal(t).Check(s, ActionHandle, application), access.Deny(ReasonNotSignedIn, "agent-officer"))
	})
}
