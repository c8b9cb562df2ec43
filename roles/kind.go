package roles

import (
	"slices"

	"lupa.example/access"
	"lupa.example/access/report"
)

// The kinds about which a [Catalog] decides: those of the portal. Besides, it decides
// about the kinds that its defined roles add, of [Record].
const (
	KindOrganisation access.Kind = "roles.organisation" // of [Organisation]
	KindOrder        access.Kind = "roles.order"        // of [Order]
	KindApplication  access.Kind = "roles.application"  // of [Application]
	KindAgreement    access.Kind = "roles.agreement"    // of [Agreement]
	KindCase         access.Kind = "roles.case"         // of [Case]
)

// The kinds of what reports name besides. They are no resources.
const (
	KindMembership access.Kind = "roles.membership" // belonging to the organisation, be it without any role
	KindRole       access.Kind = "roles.role"       // the role of that name
	KindPermission access.Kind = "roles.permission" // to handle applications within the agent assignment of that name
	KindEmail      access.Kind = "roles.email"      // the e-mail address under which a person is registered
	KindApproval   access.Kind = "roles.approval"   // of the order or application

	KindConnectionContact access.Kind = "roles.connection-contact" // being named as that on the order
)

// The kinds of what differences of catalogues name besides. They are no resources.
const (
	KindOwn               access.Kind = "roles.own"                       // a row that is the person's own
	KindSignedIn          access.Kind = "roles.signed-in"                 // whoever is known to be
	KindSignedOut         access.Kind = "roles.signed-out"                // likewise
	KindCreating          access.Kind = "roles.creating-orders"           // a role that gives it, by the catalogue that allows what changes
	KindCreatingOtherwise access.Kind = "roles.creating-orders-otherwise" // … by the other catalogue
)

// The kinds of what repairs name besides. They are no resources.
const (
	KindCatalog access.Kind = "roles.catalog"
	KindSwitch  access.Kind = "roles.switch" // approverSignsIn, samePersonSignedIn or fourEyes, of the catalogue
	KindGrant   access.Kind = "roles.grant"  // of a role: the action and its reach, "publish over own"
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

// What can be done to each of the portal's kinds.
var (
	organisationActions = []access.Action{
		ActionSignIn, ActionView, ActionManage, ActionViewUsers, ActionManageUsers,
		ActionViewRoles, ActionManageRoles, ActionViewInvoicing, ActionManageInvoicing,
	}
	orderActions       = []access.Action{ActionCreate, ActionView, ActionApprove}
	applicationActions = []access.Action{ActionView, ActionHandle, ActionApprove}
	agreementActions   = []access.Action{ActionView, ActionApprove, ActionSign}
	caseActions        = []access.Action{ActionCreate, ActionFollow}
)

// Places of the portal's kinds in a catalogue. Those of defined kinds follow.
const (
	organisations = iota
	orders
	applications
	agreements
	cases
	definedKinds
)

// A kindInfo is a kind with its actions, and what its rows are called to say.
type kindInfo struct {
	kind    access.Kind
	actions []access.Action
	rights  table[right] // to take each; empty where no catalogue was built

	org   string   // the property that is the organisation, without which no question is complete
	owner string   // … whose the row is; "" if it is nobody's
	also  []string // those without which no question is complete either
}

// right returns the right to take the action, nil if the kind has none such.
func (k *kindInfo) right(a access.Action) *right { return k.rights.find(string(a)) }

// portalKinds returns the portal's kinds, each at its place.
func portalKinds() []kindInfo {
	return []kindInfo{
		organisations: {kind: KindOrganisation, actions: organisationActions, org: "org"},
		orders:        {kind: KindOrder, actions: orderActions, org: "org", owner: "createdBy", also: []string{"createdBy"}},
		applications:  {kind: KindApplication, actions: applicationActions, org: "agent", also: []string{"assignment"}},
		agreements:    {kind: KindAgreement, actions: agreementActions, org: "org"},
		cases:         {kind: KindCase, actions: caseActions, org: "org", owner: "createdBy", also: []string{"createdBy"}},
	}
}

// definedKind returns a kind that only defined roles grant on.
func definedKind(k access.Kind) kindInfo {
	return kindInfo{kind: k, org: "org", owner: "owner"}
}

// portalKind returns what is known of one of the portal's kinds.
func portalKind(k access.Kind) (kindInfo, bool) {
	kinds := portalKinds()
	i := slices.IndexFunc(kinds, func(info kindInfo) bool { return info.kind == k })
	if i < 0 {
		return kindInfo{}, false
	}
	return kinds[i], true
}

var _ access.Describer = (*Catalog)(nil)

// Kinds returns the portal's kinds and after them those that roles define, in the
// order in which they first appear. The catalogue decides about the portal's
// kinds also where it has none of the portal's roles.
func (c *Catalog) Kinds() []access.Kind {
	var kinds []access.Kind
	infos := portalKinds()
	if c.built() {
		infos = c.kinds
	}
	for _, info := range infos {
		kinds = append(kinds, info.kind)
	}
	return kinds
}

// Actions returns the actions of a kind, as a new slice; nil for a kind that the
// catalogue does not decide about. Those of a defined kind are the ones that some role
// grants on it, in the order in which they first appear.
func (c *Catalog) Actions(k access.Kind) []access.Action {
	if !c.built() {
		info, _ := portalKind(k)
		return slices.Clone(info.actions)
	}
	place, known := c.byKind[k]
	if !known {
		return nil
	}
	return slices.Clone(c.kinds[place].actions)
}

// ID returns the ID of the row; "" for nil, and for a resource that is none of the
// area's own. That of an organisation is what identifies it.
func (*Catalog) ID(r access.Resource) string {
	switch r := r.(type) {
	case *Organisation:
		if r != nil {
			return r.ID
		}
	case *Order:
		if r != nil {
			return r.ID
		}
	case *Application:
		if r != nil {
			return r.ID
		}
	case *Agreement:
		if r != nil {
			return r.ID
		}
	case *Case:
		if r != nil {
			return r.ID
		}
	case *Record:
		if r != nil {
			return r.ID
		}
	}
	return ""
}

// Things as reports name them.

var (
	membershipThing = report.Thing{Kind: KindMembership}
	approvalThing   = report.Thing{Kind: KindApproval}

	connectionContactThing = report.Thing{Kind: KindConnectionContact}
)

func organisationThing(org string) report.Thing { return report.Thing{Kind: KindOrganisation, ID: org} }
func roleThing(name string) report.Thing        { return report.Thing{Kind: KindRole, ID: name} }
func permissionThing(assignment string) report.Thing {
	return report.Thing{Kind: KindPermission, ID: assignment}
}
func emailThing(address string) report.Thing { return report.Thing{Kind: KindEmail, ID: address} }

func (o Order) thing() report.Thing       { return report.Thing{Kind: KindOrder, ID: o.ID} }
func (a Application) thing() report.Thing { return report.Thing{Kind: KindApplication, ID: a.ID} }
