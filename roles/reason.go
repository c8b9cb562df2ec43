package roles

import "lupa.example/access"

// The area's reasons.
const (
	ReasonGranted      access.Reason = "roles/granted"
	ReasonNotMember    access.Reason = "roles/not-member"
	ReasonNoRole       access.Reason = "roles/no-role"
	ReasonUnknownRole  access.Reason = "roles/unknown-role"
	ReasonNotGranted   access.Reason = "roles/not-granted"
	ReasonNoSignIn     access.Reason = "roles/no-sign-in"
	ReasonNotSignedIn  access.Reason = "roles/not-signed-in"
	ReasonNotOwn       access.Reason = "roles/not-own"
	ReasonNotAssigned  access.Reason = "roles/not-assigned"
	ReasonNotSignedOut access.Reason = "roles/not-signed-out"
	ReasonOwnOrder     access.Reason = "roles/own-order"

	ReasonNotAssignable access.Reason = "roles/not-assignable" // of acts; Check does not give it
)

// Explain says what a reason means; "" for a reason of another area.
func (*Catalog) Explain(r access.Reason) string {
	switch r {
	case ReasonGranted:
		return "the role grants it"
	case ReasonNotMember:
		return "holds nothing in this organisation"
	case ReasonNoRole:
		return "belongs to the organisation, without any role"
	case ReasonUnknownRole:
		return "none of the roles held is in the catalogue"
	case ReasonNotGranted:
		return "no role held grants it"
	case ReasonNoSignIn:
		return "no role held gives sign-in"
	case ReasonNotSignedIn:
		return "the role gives it in a session only"
	case ReasonNotOwn:
		return "the role gives it over one's own only"
	case ReasonNotAssigned:
		return "not permitted within this agent assignment"
	case ReasonNotSignedOut:
		return "may create orders or created this one, and is not known to be signed out"
	case ReasonOwnOrder:
		return "approving takes somebody else than who created the order"
	case ReasonNotAssignable:
		return "the role is not among those that its holder gives and takes"
	default:
		return ""
	}
}
