package roles

import (
	"strings"
	"testing"

	"lupa.example/access"
)

// What each of the portal's roles gives by itself. The columns are the roles in the
// order of the catalogue; the marks are
//
//	.  not granted
//	o  granted in a session over one's own
//	s  granted in a session
//	+  granted, with a session or without
var matrix = []struct {
	kind   access.Kind
	action access.Action
	marks  string // ad ap or ao co si of cn oc de
}{
	{KindOrganisation, ActionSignIn, "         + . + + + . + + + +"},
	{KindOrganisation, ActionView, "           s . . . s . s . . ."},
	{KindOrganisation, ActionManage, "         s . . . . . . . . ."},
	{KindOrganisation, ActionViewUsers, "      s . . . s . s . . ."},
	{KindOrganisation, ActionManageUsers, "    s . . . . . . . . ."},
	{KindOrganisation, ActionViewRoles, "      s . . . s . . . . ."},
	{KindOrganisation, ActionManageRoles, "    s . . . . . . . . ."},
	{KindOrganisation, ActionViewInvoicing, "  s . . . s . . . . ."},
	{KindOrganisation, ActionManageInvoicing, "s . . . . . . . . ."},
	{KindOrder, ActionCreate, "                . . o o . . . o . ."},
	{KindOrder, ActionView, "                  . . o o s . . o . ."},
	{KindOrder, ActionApprove, "               . + . . . . . . . ."},
	{KindApplication, ActionView, "            . . . . . . s . . ."},
	{KindApplication, ActionHandle, "          . . . . . . s . . ."},
	{KindApplication, ActionApprove, "         . + . . . . . . . ."},
	{KindAgreement, ActionView, "              . . . . s . . . . ."},
	{KindAgreement, ActionApprove, "           . . . . . + . . . ."},
	{KindAgreement, ActionSign, "              . . . . . + . . . ."},
	{KindCase, ActionCreate, "                 . . . . . . . . o ."},
	{KindCase, ActionFollow, "                 . . . . . . . . o ."},
}

var portalRoles = []string{
	"administrator", "approver", "orderer", "agent-orderer", "contact",
	"signatory", "agent-officer", "connection-officer", "own-cases-officer", "default",
}

// rows returns one's own and another's resource of a kind; they are the same where
// nobody owns one.
func rows(k access.Kind) (own, others access.Resource) {
	switch k {
	case KindOrganisation:
		return organisation, organisation
	case KindOrder:
		return order, othersOrder
	case KindApplication:
		return application, application
	case KindAgreement:
		return agreement, agreement
	default:
		return supportCase, othersCase
	}
}

func TestEachPortalRoleGivesExactlyWhatTheMatrixSays(t *testing.T) {
	catalog := portal(t)
	for column, role := range portalRoles {
		t.Run(role, func(t *testing.T) {
			m := in("A", role)
			m.Assignments = []string{"g1"}
			for _, line := range matrix {
				mark := strings.Fields(line.marks)[column]
				own, others := rows(line.kind)
				for _, signIn := range sessions {
					for _, r := range []access.Resource{own, others} {
						want := marked(mark, role, line.action, signIn, r == own)
						if line.kind == KindOrder && line.action == ActionApprove && r == own && want.Allowed && signIn != access.SignedOut {
							want = access.Deny(ReasonNotSignedOut, role) // whoever created it
						}
						got := catalog.Check(anna(signIn, m), line.action, r)
						if got != want {
							t.Errorf("%s %s %s, %v: got %v, want %v", line.action, r.Kind(), catalog.ID(r), signIn, got, want)
						}
					}
				}
			}
		})
	}
}

func marked(mark, role string, a access.Action, signIn access.SignIn, own bool) access.Decision {
	switch {
	case mark == "." && a == ActionSignIn:
		return access.Deny(ReasonNoSignIn, "")
	case mark == ".":
		return access.Deny(ReasonNotGranted, "")
	case mark != "+" && signIn != access.SignedIn:
		return access.Deny(ReasonNotSignedIn, role)
	case mark == "o" && !own:
		return access.Deny(ReasonNotOwn, role)
	default:
		return granted(role)
	}
}

type kindAction struct {
	kind   access.Kind
	action access.Action
}

func TestTheMatrixLeavesNothingOut(t *testing.T) {
	lines := make(map[kindAction]bool)
	for _, line := range matrix {
		lines[kindAction{line.kind, line.action}] = true
		if n := len(strings.Fields(line.marks)); n != len(portalRoles) {
			t.Errorf("%s %s: %d marks", line.kind, line.action, n)
		}
	}
	for _, info := range portalKinds() {
		for _, a := range info.actions {
			if !lines[kindAction{info.kind, a}] {
				t.Errorf("no line for %s %s", info.kind, a)
			}
		}
	}
	for i, r := range Portal() {
		if i >= len(portalRoles) || r.Name != portalRoles[i] {
			t.Errorf("role %d is %s", i, r.Name)
		}
	}
}

func TestActionsOfOneKindAreUnknownOnAnother(t *testing.T) {
	catalog := portal(t)
	known := make(map[kindAction]bool)
	for _, line := range matrix {
		known[kindAction{line.kind, line.action}] = true
	}
	all := in("A", strings.Join(portalRoles, " "))
	for _, kind := range []access.Kind{KindOrganisation, KindOrder, KindApplication, KindAgreement, KindCase} {
		own, _ := rows(kind)
		for _, line := range matrix {
			if !known[kindAction{kind, line.action}] {
				wantDecision(t, catalog.Check(anna(access.SignedIn, all), line.action, own), unknownAction)
			}
		}
		for _, a := range []access.Action{"", "delete", "change", "View", "sign in"} {
			wantDecision(t, catalog.Check(anna(access.SignedIn, all), a, own), unknownAction)
		}
	}
}
