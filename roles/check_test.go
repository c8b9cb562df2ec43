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

func TestPortalRoles(t *testing.T) {
	elsewhere := &Order{Org: "B", CreatedBy: "anna"}
	tests := []struct {
		name     string
		roles    string // held in A
		signIn   access.SignIn
		action   access.Action
		resource access.Resource
		want     access.Decision
	}{
		{"the administrator manages users", "administrator", inside, ActionManageUsers, organisation, granted("administrator")},
		{"the administrator manages roles, their own among them", "administrator", inside, ActionManageRoles, organisation, granted("administrator")},
		{"managing includes viewing", "administrator", inside, ActionViewInvoicing, organisation, granted("administrator")},
		{"the administrator does not order", "administrator", inside, ActionCreate, order, notGranted},
		{"the administrator does not sign agreements", "administrator", inside, ActionSign, agreement, notGranted},
		{"the administrator does not see orders", "administrator", inside, ActionView, order, notGranted},
		{"the administrator does not follow cases", "administrator", inside, ActionFollow, supportCase, notGranted},

		{"the approver approves what an orderer created", "approver", unknown, ActionApprove, othersOrder, granted("approver")},
		{"the approver needs no session", "approver", outside, ActionApprove, othersOrder, granted("approver")},
		{"the approver may be signed in elsewhere", "approver", inside, ActionApprove, othersOrder, granted("approver")},
		{"the approver does not approve for another organisation", "approver", unknown, ActionApprove, elsewhere, access.Deny(ReasonNotMember, "")},
		{"the approver does not sign in", "approver", inside, ActionSignIn, organisation, access.Deny(ReasonNoSignIn, "")},
		{"the approver does not order", "approver", inside, ActionCreate, order, notGranted},
		{"the approver does not view", "approver", inside, ActionView, order, notGranted},
		{"the approver does not approve agreements", "approver", unknown, ActionApprove, agreement, notGranted},
		{"an approver at the agent approves applications", "approver", unknown, ActionApprove, application, granted("approver")},
		{"an approver at the customer does not approve applications", "approver", unknown, ActionApprove, &Application{Agent: "B", Assignment: "g1", Customer: "A"}, access.Deny(ReasonNotMember, "")},

		{"the orderer orders in their own name", "orderer", inside, ActionCreate, order, granted("orderer")},
		{"the orderer does not order in another's name", "orderer", inside, ActionCreate, othersOrder, access.Deny(ReasonNotOwn, "orderer")},
		{"the orderer sees their own orders", "orderer", inside, ActionView, order, granted("orderer")},
		{"the orderer does not see others' orders", "orderer", inside, ActionView, othersOrder, access.Deny(ReasonNotOwn, "orderer")},
		{"the orderer does not order without a session", "orderer", outside, ActionCreate, order, access.Deny(ReasonNotSignedIn, "orderer")},
		{"the orderer does not approve", "orderer", outside, ActionApprove, order, notGranted},
		{"the agent orderer orders as the orderer does", "agent-orderer", inside, ActionCreate, order, granted("agent-orderer")},
		{"the agent orderer does not approve", "agent-orderer", outside, ActionApprove, order, notGranted},
		{"the connection officer orders as the orderer does", "connection-officer", inside, ActionCreate, order, granted("connection-officer")},
		{"the connection officer is limited as the orderer is", "connection-officer", inside, ActionView, othersOrder, access.Deny(ReasonNotOwn, "connection-officer")},

		{"the contact sees everybody's orders", "contact", inside, ActionView, othersOrder, granted("contact")},
		{"the contact sees agreements", "contact", inside, ActionView, agreement, granted("contact")},
		{"the contact changes nothing", "contact", inside, ActionManage, organisation, notGranted},
		{"the contact does not see others' cases", "contact", inside, ActionFollow, othersCase, notGranted},
		{"the contact sees nothing without a session", "contact", outside, ActionView, agreement, access.Deny(ReasonNotSignedIn, "contact")},

		{"the signatory signs agreements", "signatory", unknown, ActionSign, agreement, granted("signatory")},
		{"the signatory approves agreements", "signatory", outside, ActionApprove, agreement, granted("signatory")},
		{"the signatory does not sign in", "signatory", outside, ActionSignIn, organisation, access.Deny(ReasonNoSignIn, "")},
		{"the signatory does not approve orders", "signatory", unknown, ActionApprove, othersOrder, notGranted},
		{"the signatory does not view agreements", "signatory", inside, ActionView, agreement, notGranted},
		{"the signatory is not limited in what other roles give", "signatory orderer", inside, ActionCreate, order, granted("orderer")},

		{"the agent officer sees users", "agent-officer", inside, ActionViewUsers, organisation, granted("agent-officer")},
		{"the agent officer changes no users", "agent-officer", inside, ActionManageUsers, organisation, notGranted},
		{"the agent officer sees applications without a permission", "agent-officer", inside, ActionView, application, granted("agent-officer")},
		{"the agent officer handles none without a permission", "agent-officer", inside, ActionHandle, application, access.Deny(ReasonNotAssigned, "agent-officer")},
		{"the agent officer does not approve applications", "agent-officer", inside, ActionApprove, application, notGranted},

		{"the own-cases officer creates own cases", "own-cases-officer", inside, ActionCreate, supportCase, granted("own-cases-officer")},
		{"the own-cases officer follows own cases", "own-cases-officer", inside, ActionFollow, supportCase, granted("own-cases-officer")},
		{"the own-cases officer does not follow others' cases", "own-cases-officer", inside, ActionFollow, othersCase, access.Deny(ReasonNotOwn, "own-cases-officer")},
		{"the own-cases officer creates none for others", "own-cases-officer", inside, ActionCreate, othersCase, access.Deny(ReasonNotOwn, "own-cases-officer")},
		{"the own-cases officer needs a session", "own-cases-officer", unknown, ActionFollow, supportCase, access.Deny(ReasonNotSignedIn, "own-cases-officer")},

		{"the default role gives sign-in", "default", unknown, ActionSignIn, organisation, granted("default")},
		{"the default role gives nothing else", "default", inside, ActionView, organisation, notGranted},

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
			expect(t, catalog.Check(anna(tt.signIn, in("A", tt.roles)), tt.action, tt.resource), tt.want)
		})
	}
}

func TestOrdererAndApproverInOneApprovesOnlySignedOut(t *testing.T) {
	catalog := portal(t)
	for _, ordering := range []string{"orderer", "agent-orderer", "connection-officer"} {
		both := in("A", ordering+" approver")
		for _, r := range []access.Resource{order, othersOrder, application} {
			expect(t, catalog.Check(anna(inside, both), ActionApprove, r), access.Deny(ReasonNotSignedOut, "approver"))
			expect(t, catalog.Check(anna(unknown, both), ActionApprove, r), access.Deny(ReasonNotSignedOut, "approver"))
			expect(t, catalog.Check(anna(access.SignIn(9), both), ActionApprove, r), access.Deny(ReasonNotSignedOut, "approver"))
			expect(t, catalog.Check(anna(outside, both), ActionApprove, r), granted("approver"))
		}
	}
}

func TestOrdererAndSignatoryInOneNeedNotSignOut(t *testing.T) {
	both := in("A", "orderer approver signatory")
	expect(t, portal(t).Check(anna(inside, both), ActionApprove, agreement), granted("signatory"))
}

func TestOrderingElsewhereDoesNotKeepFromApproving(t *testing.T) {
	s := anna(inside, in("A", "approver"), in("B", "orderer"))
	expect(t, portal(t).Check(s, ActionApprove, order), granted("approver"))
}

func TestAdministratorManagesSeveralOrganisationsInOneSession(t *testing.T) {
	facts := []access.Fact{in("A", "administrator"), in("B", "administrator"), in("C", "default")}
	for _, org := range []string{"A", "B"} {
		expect(t, portal(t).Check(anna(inside, facts...), ActionManage, &Organisation{ID: org}), granted("administrator"))
		expect(t, portal(t).Check(anna(outside, facts...), ActionManage, &Organisation{ID: org}), access.Deny(ReasonNotSignedIn, "administrator"))
	}
	expect(t, portal(t).Check(anna(inside, facts...), ActionManage, &Organisation{ID: "C"}), notGranted)
}

func TestASessionCountsOnlyWhereARoleGivesIt(t *testing.T) {
	s := anna(inside, in("A", "signatory"), in("B", "contact"))
	expect(t, portal(t).Check(s, ActionView, agreement), notGranted)
	expect(t, portal(t).Check(s, ActionView, &Agreement{Org: "B"}), granted("contact"))
}

func TestRolesOfSeveralFactsForOneOrganisationAddUp(t *testing.T) {
	catalog := portal(t)
	apart := []access.Fact{in("A", "approver"), in("B", "contact"), in("A", "orderer")}
	expect(t, catalog.Check(anna(inside, apart...), ActionCreate, order), granted("orderer"))
	expect(t, catalog.Check(anna(inside, apart...), ActionApprove, order), access.Deny(ReasonNotSignedOut, "approver"))
	expect(t, catalog.Check(anna(outside, apart...), ActionApprove, order), granted("approver"))
	expect(t, catalog.Check(anna(inside, apart...), ActionView, agreement), notGranted)
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
			expect(t, portal(t).Check(anna(inside, tt.facts...), ActionHandle, application), tt.want)
		})
	}
	t.Run("without a session", func(t *testing.T) {
		s := anna(unknown, officer, permission("A", "g1"))
		expect(t, portal(t).Check(s, ActionHandle, application), access.Deny(ReasonNotSignedIn, "agent-officer"))
	})
}
