package rolesoracle

import "testing"

func TestTraps(t *testing.T) {
	portal := Policy{Portal: true}
	lift := Policy{Portal: true, SamePersonSignedIn: true}
	eyes := Policy{Portal: true, SamePersonSignedIn: true, FourEyes: true}
	signs := Policy{Portal: true, ApproverSignsIn: true}
	boss := Policy{Portal: true, Define: []Role{
		{"buyer", false, []Grant{{"roles.order", []string{"create"}, "own"}}},
		{"editor", true, []Grant{{"todo", []string{"create"}, "org"}, {"todo", []string{"update"}, "own"}}},
		{"handler", false, []Grant{{"roles.application", []string{"handle"}, "org"}}},
	}}
	m := func(org string, roles ...string) Member { return Member{org, roles, nil} }
	s := func(ses Session, f ...Member) Subject { return Subject{"anna", ses, f} }
	org := Resource{Kind: "roles.organisation", Org: "A"}
	mine := Resource{Kind: "roles.order", Org: "A", Owner: "anna"}
	theirs := Resource{Kind: "roles.order", Org: "A", Owner: "bo"}
	app := Resource{Kind: "roles.application", Org: "A", Assignment: "g1"}
	agr := Resource{Kind: "roles.agreement", Org: "A"}
	kase := Resource{Kind: "roles.case", Org: "A", Owner: "anna"}
	kase2 := Resource{Kind: "roles.case", Org: "A", Owner: "bo"}
	todo := Resource{Kind: "todo", Org: "A", Owner: "anna"}
	todo2 := Resource{Kind: "todo", Org: "A", Owner: "bo"}
	for _, c := range []struct {
		name string
		p    Policy
		s    Subject
		a    string
		r    Resource
		want bool
	}{
		{"administrator manages", portal, s(SignedIn, m("A", "administrator")), "manage", org, true},
		{"only signed in", portal, s(SignedOut, m("A", "administrator")), "manage", org, false},
		{"unknown session", portal, s(0, m("A", "administrator")), "manage", org, false},
		{"administrator views", portal, s(SignedIn, m("A", "administrator")), "view-invoicing", org, true},
		{"other organisation", portal, s(SignedIn, m("B", "administrator")), "manage", org, false},
		{"several organisations", portal, s(SignedIn, m("B", "administrator"), m("A", "administrator")), "manage", org, true},
		{"administrator no orders", portal, s(SignedIn, m("A", "administrator")), "view", theirs, false},
		{"administrator no cases", portal, s(SignedIn, m("A", "administrator")), "follow", kase, false},
		{"approver without session", portal, s(0, m("A", "approver")), "approve", theirs, true},
		{"approver sees nothing", portal, s(SignedIn, m("A", "approver")), "view", theirs, false},
		{"approver's sign-in", portal, s(SignedIn, m("A", "approver")), "sign-in", org, false},
		{"approver's sign-in, switch", signs, s(0, m("A", "approver")), "sign-in", org, true},
		{"switch needs no session", signs, s(0, m("A", "approver")), "approve", theirs, true},
		{"both, in", portal, s(SignedIn, m("A", "approver", "orderer")), "approve", mine, false},
		{"both, unknown", portal, s(0, m("A", "approver", "orderer")), "approve", mine, false},
		{"both, out, own", portal, s(SignedOut, m("A", "approver", "orderer")), "approve", mine, true},
		{"both, in, others' order", portal, s(SignedIn, m("A", "approver", "connection-officer")), "approve", theirs, false},
		{"both in two facts", portal, s(SignedIn, m("A", "approver"), m("A", "orderer")), "approve", mine, false},
		{"orderer elsewhere", portal, s(SignedIn, m("A", "approver"), m("B", "orderer")), "approve", theirs, true},
		{"created it, and orders no more", portal, s(SignedIn, m("A", "approver")), "approve", mine, false},
		{"created it, unknown", portal, s(0, m("A", "approver")), "approve", mine, false},
		{"created it, out", portal, s(SignedOut, m("A", "approver")), "approve", mine, true},
		{"created it, switch", lift, s(SignedIn, m("A", "approver")), "approve", mine, true},
		{"four eyes, out", eyes, s(SignedOut, m("A", "approver")), "approve", mine, false},
		{"four eyes, switch", eyes, s(SignedIn, m("A", "approver", "orderer")), "approve", mine, false},
		{"four eyes, others' order", eyes, s(SignedIn, m("A", "approver", "orderer")), "approve", theirs, true},
		{"four eyes, application", eyes, s(SignedIn, m("A", "approver", "orderer")), "approve", Resource{Kind: "roles.application", Org: "A", Owner: "anna", Assignment: "g1"}, true},
		{"four eyes, creating", eyes, s(SignedIn, m("A", "orderer")), "create", mine, true},
		{"both, switch", lift, s(SignedIn, m("A", "approver", "orderer")), "approve", mine, true},
		{"both by defined role", boss, s(SignedIn, m("A", "approver", "buyer")), "approve", mine, false},
		{"both by defined role, out", boss, s(SignedOut, m("A", "approver", "buyer")), "approve", mine, true},
		{"both, application", portal, s(SignedIn, m("A", "approver", "agent-orderer")), "approve", app, false},
		{"administrator and approver", portal, s(SignedIn, m("A", "approver", "administrator")), "approve", theirs, true},
		{"orderer creates", portal, s(SignedIn, m("A", "orderer")), "create", mine, true},
		{"in their own name", portal, s(SignedIn, m("A", "orderer")), "create", theirs, false},
		{"orderer sees own", portal, s(SignedIn, m("A", "orderer")), "view", theirs, false},
		{"contact sees orders", portal, s(SignedIn, m("A", "contact")), "view", theirs, true},
		{"contact sees agreements", portal, s(SignedIn, m("A", "contact")), "view", agr, true},
		{"contact no cases", portal, s(SignedIn, m("A", "contact")), "follow", kase2, false},
		{"contact changes nothing", portal, s(SignedIn, m("A", "contact")), "manage", org, false},
		{"signatory signs", portal, s(0, m("A", "signatory")), "sign", agr, true},
		{"signatory approves agreements", portal, s(0, m("A", "signatory")), "approve", agr, true},
		{"signatory approves no order", portal, s(0, m("A", "signatory")), "approve", theirs, false},
		{"approver no agreement", portal, s(0, m("A", "approver")), "approve", agr, false},
		{"signatory sign-in", portal, s(SignedIn, m("A", "signatory")), "sign-in", org, false},
		{"officer views", portal, s(SignedIn, m("A", "agent-officer")), "view", app, true},
		{"officer without permission", portal, s(SignedIn, m("A", "agent-officer")), "handle", app, false},
		{"officer with permission", portal, s(SignedIn, Member{"A", []string{"agent-officer"}, []string{"g1"}}), "handle", app, true},
		{"permission in another fact", portal, s(SignedIn, m("A", "agent-officer"), Member{"A", nil, []string{"g1"}}), "handle", app, true},
		{"permission in another organisation", portal, s(SignedIn, m("A", "agent-officer"), Member{"B", nil, []string{"g1"}}), "handle", app, false},
		{"officer does not approve", portal, s(SignedIn, Member{"A", []string{"agent-officer"}, []string{"g1"}}), "approve", app, false},
		{"officer views roles", portal, s(SignedIn, m("A", "agent-officer")), "view-roles", org, false},
		{"defined handler needs permission", boss, s(0, m("A", "handler")), "handle", app, false},
		{"own cases", portal, s(SignedIn, m("A", "own-cases-officer")), "follow", kase, true},
		{"others' cases", portal, s(SignedIn, m("A", "own-cases-officer")), "follow", kase2, false},
		{"default", portal, s(SignedIn, m("A", "default")), "view", org, false},
		{"default sign-in", portal, s(SignedOut, m("A", "default")), "sign-in", org, true},
		{"no catalogue", Policy{}, s(SignedIn, m("A", "administrator")), "manage", org, false},
		{"editor", boss, s(SignedIn, m("A", "editor")), "create", todo2, true},
		{"editor own", boss, s(SignedIn, m("A", "editor")), "update", todo, true},
		{"editor not own", boss, s(SignedIn, m("A", "editor")), "update", todo2, false},
		{"editor signed out", boss, s(SignedOut, m("A", "editor")), "update", todo, false},
		{"an order that nobody created", portal, s(0, m("A", "approver")), "approve", Resource{Kind: "roles.order", Org: "A"}, false},
		{"an application without assignment", portal, s(0, m("A", "approver")), "approve", Resource{Kind: "roles.application", Org: "A"}, false},
		{"empty organisation", portal, s(SignedIn, m("", "administrator")), "manage", Resource{Kind: "roles.organisation"}, false},
	} {
		if got := Check(c.p, c.s, c.a, c.r); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}
