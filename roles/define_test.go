package roles

import (
	"testing"

	"lupa.example/access"
)

const kindTodo access.Kind = "todo"

// editor creates todos for everybody, and updates and deletes their own.
var editor = Role{Name: "editor", SignIn: true, Grants: []Grant{
	grant(OverOrg, kindTodo, "create"),
	grant(OverOwn, kindTodo, "update", "delete"),
}}

func todo(owner string) *Record { return &Record{Type: kindTodo, ID: "t1", Org: "A", Owner: owner} }

func TestDefinedRolesOnKindsOfTheirOwn(t *testing.T) {
	reader := Role{Name: "reader", Grants: []Grant{grant(OverOrg, kindTodo, "read")}}
	elsewhere := todo("anna")
	elsewhere.Org = "B"
	tests := []struct {
		name     string
		roles    string
		signIn   access.SignIn
		action   access.Action
		resource access.Resource
		want     access.Decision
	}{
		{"a grant over the organisation holds for anybody's", "editor", inside, "create", todo("bert"), granted("editor")},
		{"and for nobody's", "editor", inside, "create", todo(""), granted("editor")},
		{"a grant over one's own holds for one's own", "editor", inside, "update", todo("anna"), granted("editor")},
		{"not for others'", "editor", inside, "update", todo("bert"), access.Deny(ReasonNotOwn, "editor")},
		{"nor for nobody's", "editor", inside, "update", todo(""), access.Deny(ReasonNotOwn, "editor")},
		{"being the owner is no right without the role", "reader", inside, "update", todo("anna"), notGranted},
		{"being the owner is no right in another organisation", "editor", inside, "update", elsewhere, access.Deny(ReasonNotMember, "")},
		{"a role that gives sign-in needs the session", "editor", unknown, "create", todo("anna"), access.Deny(ReasonNotSignedIn, "editor")},
		{"and gives it", "editor", unknown, ActionSignIn, organisation, granted("editor")},
		{"a role that gives no sign-in needs none", "reader", outside, "read", todo("bert"), granted("reader")},
		{"and gives none", "reader", outside, ActionSignIn, organisation, access.Deny(ReasonNoSignIn, "")},
		{"what no role grants is an unknown action", "editor", inside, "archive", todo("anna"), unknownAction},
		{"a kind that no role grants on is unknown", "editor", inside, "create", &Record{Type: "note", Org: "A"}, access.Deny(access.ReasonUnknownKind, "")},
		{"the portal's roles give nothing on it", "administrator", inside, "create", todo("anna"), notGranted},
		{"defined roles give nothing on the portal's kinds", "editor", inside, ActionCreate, order, notGranted},
		{"defined roles add up", "reader editor", inside, "read", todo("bert"), granted("reader")},
	}
	catalog := portal(t, editor, reader)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			wantDecision(t, catalog.Check(anna(tt.signIn, in("A", tt.roles)), tt.action, tt.resource), tt.want)
		})
	}
}

func TestDefinedRolesOnThePortalsKinds(t *testing.T) {
	catalog := portal(t,
		Role{Name: "auditor", Grants: []Grant{grant(OverOrg, KindOrder, ActionView), grant(OverOrg, KindOrganisation, ActionManage)}},
		Role{Name: "closer", Grants: []Grant{grant(OverOwn, KindCase, ActionFollow), grant(OverOwn, KindAgreement, ActionSign)}},
		Role{Name: "clerk", SignIn: true, Grants: []Grant{grant(OverOrg, KindApplication, ActionHandle)}},
	)
	wantDecision(t, catalog.Check(anna(unknown, in("A", "auditor")), ActionView, othersOrder), granted("auditor"))
	wantDecision(t, catalog.Check(anna(inside, in("A", "auditor orderer")), ActionView, order), granted("orderer"))
	wantDecision(t, catalog.Check(anna(unknown, in("A", "closer")), ActionFollow, supportCase), granted("closer"))
	wantDecision(t, catalog.Check(anna(unknown, in("A", "closer")), ActionFollow, othersCase), access.Deny(ReasonNotOwn, "closer"))
	wantDecision(t, catalog.Check(anna(unknown, in("A", "closer")), ActionSign, agreement), access.Deny(ReasonNotOwn, "closer")) // nobody owns one
	wantDecision(t, catalog.Check(anna(inside, in("A", "clerk")), ActionHandle, application), access.Deny(ReasonNotAssigned, "clerk"))
	wantDecision(t, catalog.Check(anna(inside, in("A", "clerk"), &Member{Org: "A", Assignments: []string{"g1"}}), ActionHandle, application), granted("clerk"))
}

func TestWhoMayCreateAndApproveByDefinedRolesApprovesOnlySignedOut(t *testing.T) {
	catalog := portal(t,
		Role{Name: "buyer", Grants: []Grant{grant(OverOwn, KindOrder, ActionCreate)}},
		Role{Name: "head", Grants: []Grant{grant(OverOrg, KindOrder, ActionApprove)}},
		Role{Name: "gatekeeper", Grants: []Grant{grant(OverOrg, KindApplication, ActionApprove)}},
		Role{Name: "sole-trader", Grants: []Grant{grant(OverOrg, KindOrder, ActionCreate, ActionApprove)}},
	)
	tests := []struct {
		roles, by string
		resource  access.Resource
	}{
		{"buyer head", "head", othersOrder},
		{"buyer approver", "approver", othersOrder},
		{"orderer head", "head", othersOrder},
		{"orderer gatekeeper", "gatekeeper", application},
		{"buyer gatekeeper", "gatekeeper", application},
		{"sole-trader", "sole-trader", order},
	}
	for _, tt := range tests {
		t.Run(tt.roles, func(t *testing.T) {
			for _, signIn := range []access.SignIn{inside, unknown} {
				wantDecision(t, catalog.Check(anna(signIn, in("A", tt.roles)), ActionApprove, tt.resource), access.Deny(ReasonNotSignedOut, tt.by))
			}
			wantDecision(t, catalog.Check(anna(outside, in("A", tt.roles)), ActionApprove, tt.resource), granted(tt.by))
		})
	}
	wantDecision(t, catalog.Check(anna(inside, in("A", "head")), ActionApprove, othersOrder), granted("head"))
}

// The rule is about orders and applications; a kind of one's own may well have the
// same action.
func TestApprovingOtherKindsIsNotRestricted(t *testing.T) {
	catalog := portal(t, Role{Name: "head", Grants: []Grant{grant(OverOrg, kindTodo, ActionCreate, ActionApprove, ActionHandle)}})
	m := in("A", "orderer head")
	wantDecision(t, catalog.Check(anna(inside, m), ActionApprove, todo("bert")), granted("head"))
	wantDecision(t, catalog.Check(anna(inside, m), ActionHandle, todo("bert")), granted("head"))
}

func TestTheWiderOfTwoGrantsHolds(t *testing.T) {
	own, all := grant(OverOwn, kindTodo, "read"), grant(OverOrg, kindTodo, "read")
	for _, grants := range [][]Grant{{own, all}, {all, own}} {
		catalog := portal(t, Role{Name: "reader", Grants: grants})
		wantDecision(t, catalog.Check(anna(unknown, in("A", "reader")), "read", todo("bert")), granted("reader"))
	}
}

func TestRecordsOfThePortalsKindsAreDenied(t *testing.T) {
	catalog := portal(t, Role{Name: "root", Grants: []Grant{grant(OverOrg, KindOrder, ActionCreate, ActionView, ActionApprove)}})
	all := in("A", "root approver administrator contact")
	for _, line := range matrix {
		r := &Record{Type: line.kind, ID: "x", Org: "A", Owner: "anna"}
		wantDecision(t, catalog.Check(anna(outside, all), line.action, r), access.Deny(access.ReasonUnknownKind, ""))
	}
}

func TestWithoutThePortalItsRolesAreUnknownAndItsKindsAreNot(t *testing.T) {
	catalog := mustCatalog(t, Config{Define: []Role{editor}})
	wantDecision(t, catalog.Check(anna(inside, in("A", "administrator")), ActionManage, organisation), access.Deny(ReasonUnknownRole, ""))
	wantDecision(t, catalog.Check(anna(inside, in("A", "editor")), ActionManage, organisation), notGranted)
	wantDecision(t, catalog.Check(anna(inside, in("A", "editor")), "create", todo("anna")), granted("editor"))
}

func TestThePortalsRolesCanBeWrittenAsDefinedOnes(t *testing.T) {
	define := Portal()
	for i := range define {
		define[i].Name = "my-" + define[i].Name
	}
	defined, shipped := mustCatalog(t, Config{Define: define}), portal(t)
	for _, role := range portalRoles {
		for _, line := range matrix {
			_, others := rows(line.kind)
			for _, signIn := range sessions {
				want := shipped.Check(anna(signIn, in("A", role)), line.action, others)
				if want.By != "" {
					want.By = "my-" + want.By
				}
				wantDecision(t, defined.Check(anna(signIn, in("A", "my-"+role)), line.action, others), want)
			}
		}
	}
}
