package roles

import "lupa.example/access"

// The kinds of resource of a customer portal. A catalogue decides about these and
// about the kinds that its defined roles add.
const (
	KindOrganisation access.Kind = "roles.organisation"
	KindOrder        access.Kind = "roles.order"
	KindApplication  access.Kind = "roles.application"
	KindAgreement    access.Kind = "roles.agreement"
	KindCase         access.Kind = "roles.case"
)

// Actions on an organisation.
const (
	ActionSignIn          access.Action = "sign-in" // given by a role's SignIn, not by a grant
	ActionView            access.Action = "view"    // also of orders, applications and agreements
	ActionManage          access.Action = "manage"
	ActionViewUsers       access.Action = "view-users"
	ActionManageUsers     access.Action = "manage-users"
	ActionViewRoles       access.Action = "view-roles"
	ActionManageRoles     access.Action = "manage-roles"
	ActionViewInvoicing   access.Action = "view-invoicing"
	ActionManageInvoicing access.Action = "manage-invoicing"
)

// Actions on the other kinds.
const (
	ActionCreate  access.Action = "create"  // an order, a case
	ActionApprove access.Action = "approve" // an order, an application, an agreement
	ActionHandle  access.Action = "handle"  // an application
	ActionSign    access.Action = "sign"    // an agreement
	ActionFollow  access.Action = "follow"  // a case: to read how it goes
)

// A kindInfo says what can be done to a kind.
type kindInfo struct {
	kind    access.Kind
	actions []access.Action
}

func portalKinds() []kindInfo {
	return []kindInfo{
		{KindOrganisation, []access.Action{
			ActionSignIn, ActionView, ActionManage, ActionViewUsers, ActionManageUsers,
			ActionViewRoles, ActionManageRoles, ActionViewInvoicing, ActionManageInvoicing,
		}},
		{KindOrder, []access.Action{ActionCreate, ActionView, ActionApprove}},
		{KindApplication, []access.Action{ActionView, ActionHandle, ActionApprove}},
		{KindAgreement, []access.Action{ActionView, ActionApprove, ActionSign}},
		{KindCase, []access.Action{ActionCreate, ActionFollow}},
	}
}

// portalKind returns what is known of one of the portal's kinds.
func portalKind(k access.Kind) (kindInfo, bool) {
	for _, info := range portalKinds() {
		if info.kind == k {
			return info, true
		}
	}
	return kindInfo{}, false
}

// isPortalKind is portalKind for Check, which allocates nothing.
func isPortalKind(k access.Kind) bool {
	switch k {
	case KindOrganisation, KindOrder, KindApplication, KindAgreement, KindCase:
		return true
	default:
		return false
	}
}
