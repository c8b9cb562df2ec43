package roles

import (
	"slices"

	"lupa.example/access"
)

// Check decides about the portal's resources and records of defined kinds. The
// roles that the person holds in the resource's organisation add up; then three
// gates stand that no role opens: a session where the role gives its rights in one
// only, the personal permission for handling an application, and being signed out
// for approving what one might have ordered.
func (c *Catalog) Check(s access.Subject, a access.Action, r access.Resource) access.Decision {
	if c == nil || c.byName == nil {
		return access.Deny(access.ReasonNoPolicy, "")
	}
	if s.User == "" {
		return access.Deny(access.ReasonNoUser, "")
	}
	row, fault := rowOf(r)
	if fault != "" {
		return access.Deny(fault, "")
	}
	asked, known := c.rights[right{row.kind, a}]
	if !known {
		if !c.known[row.kind] {
			return access.Deny(access.ReasonUnknownKind, "")
		}
		return access.Deny(access.ReasonUnknownAction, "")
	}
	if row.incomplete {
		return access.Deny(access.ReasonIncomplete, "")
	}
	h := c.hold(s, row, asked)
	d := h.decide(c, asked)
	if !d.Allowed {
		return d
	}
	if row.kind == KindApplication && a == ActionHandle && !permitted(s, row.org, row.assignment) {
		return access.Deny(ReasonNotAssigned, d.By)
	}
	approving := a == ActionApprove && (row.kind == KindOrder || row.kind == KindApplication)
	if approving && h.createsOrders && !c.config.SamePersonSignedIn && s.SignIn != access.SignedOut {
		// Not "== SignedIn": there may be a session that nobody told us of.
		return access.Deny(ReasonNotSignedOut, d.By)
	}
	return d
}

// A row is what a resource says that matters here.
type row struct {
	kind       access.Kind
	org        string
	owner      string // "" where the kind has none
	assignment string // of applications
	incomplete bool   // something is empty that every question about the kind needs
}

func rowOf(r access.Resource) (row, access.Reason) {
	switch r := r.(type) {
	case *Organisation:
		if r != nil {
			return row{kind: KindOrganisation, org: r.Org, incomplete: r.Org == ""}, ""
		}
	case *Order:
		if r != nil {
			return row{kind: KindOrder, org: r.Org, owner: r.CreatedBy, incomplete: r.Org == "" || r.CreatedBy == ""}, ""
		}
	case *Application:
		if r != nil {
			return row{kind: KindApplication, org: r.Agent, assignment: r.Assignment, incomplete: r.Agent == "" || r.Assignment == ""}, ""
		}
	case *Agreement:
		if r != nil {
			return row{kind: KindAgreement, org: r.Org, incomplete: r.Org == ""}, ""
		}
	case *Case:
		if r != nil {
			return row{kind: KindCase, org: r.Org, owner: r.CreatedBy, incomplete: r.Org == "" || r.CreatedBy == ""}, ""
		}
	case *Record:
		if r != nil {
			if isPortalKind(r.Type) {
				// A record lacks what those kinds' gates look at.
				return row{}, access.ReasonUnknownKind
			}
			return row{kind: r.Type, org: r.Org, owner: r.Owner, incomplete: r.Org == ""}, ""
		}
	case nil:
	default:
		return row{}, access.ReasonUnknownKind
	}
	return row{}, access.ReasonNoResource
}

// A holding is what the roles that a person holds in one organisation come to for
// one right.
type holding struct {
	anyFact, member, anyRole, knownRole bool

	allows        int // the first role that allows it, or none
	refuses       int // the first role that grants it behind a gate that is shut, or none
	gate          access.Reason
	createsOrders bool // some role grants creating orders, whether in a session or not
}

// none is no role's index; every role's is smaller.
const none = int(^uint(0) >> 1)

func (c *Catalog) hold(s access.Subject, row row, asked int) holding {
	h := holding{allows: none, refuses: none}
	for _, f := range s.Facts {
		m, ok := f.(*Member)
		if !ok || m == nil {
			continue
		}
		h.anyFact = true
		if m.Org != row.org {
			continue
		}
		h.member = true
		for _, name := range m.Roles {
			h.anyRole = true
			i, known := c.byName[name]
			if !known {
				continue
			}
			h.knownRole = true
			role := &c.roles[i]
			h.createsOrders = h.createsOrders || role.over(c.createOrder) != OverNothing
			gate, granted := c.grants(role, asked, s, row)
			if granted && gate == "" {
				h.allows = min(h.allows, i)
			} else if granted && i < h.refuses {
				h.refuses, h.gate = i, gate
			}
		}
	}
	return h
}

// grants reports whether the role grants the right at all, and the gate that is
// shut before it, if any.
func (c *Catalog) grants(role *compiled, asked int, s access.Subject, row row) (gate access.Reason, granted bool) {
	if asked == c.signIn {
		return "", role.givesSignIn
	}
	over := role.over(asked)
	switch {
	case over == OverNothing:
		return "", false
	case role.inSession && s.SignIn != access.SignedIn:
		return ReasonNotSignedIn, true
	case over == OverOwn && row.owner != s.User:
		return ReasonNotOwn, true
	default:
		return "", true
	}
}

func (h *holding) decide(c *Catalog, asked int) access.Decision {
	switch {
	case !h.anyFact:
		return access.Deny(access.ReasonNoFact, "")
	case !h.member:
		return access.Deny(ReasonNotMember, "")
	case !h.anyRole:
		return access.Deny(ReasonNoRole, "")
	case !h.knownRole:
		return access.Deny(ReasonUnknownRole, "")
	case h.allows != none:
		return access.Allow(ReasonGranted, c.roles[h.allows].name)
	case h.refuses != none:
		return access.Deny(h.gate, c.roles[h.refuses].name)
	case asked == c.signIn:
		return access.Deny(ReasonNoSignIn, "")
	default:
		return access.Deny(ReasonNotGranted, "")
	}
}

// permitted reports whether the person may handle applications within the agent
// assignment.
func permitted(s access.Subject, org, assignment string) bool {
	for _, f := range s.Facts {
		m, ok := f.(*Member)
		if ok && m != nil && m.Org == org && slices.Contains(m.Assignments, assignment) {
			return true
		}
	}
	return false
}
