package roles

import (
	"slices"

	"lupa.example/access"
)

// An orgRight is what the roles that a person holds in one organisation come to for one
// action on one kind, before any row is looked at. Roles are told by their places in
// the catalogue, and of several the first is named.
type orgRight struct {
	refused access.Reason // whatever the row is; "" if some row may be allowed

	org  int // the first role that gives it over all rows of the organisation, or none
	own  int // … over the user's own, or none
	shut int // … behind a session that there is not, or none

	createsOrders bool // some role held there gives creating orders, in a session or not
}

// none is no role's place; every role's is smaller.
const none = int(^uint(0) >> 1)

// A standing says how far it goes with a person in an organisation, and what is refused
// where it goes no further.
type standing int

const (
	factless standing = iota
	elsewhere
	roleless
	unknownRole
	holding
)

var refusals = [...]access.Reason{
	factless:    access.ReasonNoFact,
	elsewhere:   ReasonNotMember,
	roleless:    ReasonNoRole,
	unknownRole: ReasonUnknownRole,
	holding:     "",
}

// right returns what the subject's facts come to in the organisation, for the right of
// the number.
func (c *Catalog) right(s access.Subject, asked int, org string) orgRight {
	r := orgRight{org: none, own: none, shut: none}
	session := s.SignIn == access.SignedIn || asked == c.signIn // signing in needs none
	at := factless
	for _, f := range s.Facts {
		m, ok := f.(*Member)
		if !ok || m == nil {
			continue
		}
		if m.Org != org {
			at = max(at, elsewhere)
			continue
		}
		at = max(at, roleless)
		for _, name := range m.Roles {
			place, known := c.byName[name]
			if !known {
				at = max(at, unknownRole)
				continue
			}
			at = holding
			role := &c.roles[place]
			r.createsOrders = r.createsOrders || role.createsOrders
			switch over := role.over(asked); {
			case over == OverNothing:
			case role.inSession && !session:
				r.shut = min(r.shut, place)
			case over == OverOrg:
				r.org = min(r.org, place)
			default:
				r.own = min(r.own, place)
			}
		}
	}
	r.refused = refusals[at]
	if at == holding && min(r.org, r.own, r.shut) == none {
		r.refused = ReasonNotGranted
		if asked == c.signIn {
			r.refused = ReasonNoSignIn
		}
	}
	return r
}

// on decides about a row of the organisation, the user's own or not: the role that
// allows it, or the one that would but for what refuses it.
func (r *orgRight) on(own bool) (role int, refused access.Reason) {
	if r.refused != "" {
		return none, r.refused
	}
	allows, others := r.org, r.own
	if own {
		allows, others = min(r.org, r.own), none
	}
	switch {
	case allows != none:
		return allows, ""
	case r.shut < others:
		return r.shut, ReasonNotSignedIn
	default:
		return others, ReasonNotOwn
	}
}

// The gates that no role opens say what they refuse, "" if nothing.

// handling is the gate before handling an application: the personal permission within
// its agent assignment.
func handling(s access.Subject, agent, assignment string) access.Reason {
	for _, f := range s.Facts {
		m, ok := f.(*Member)
		if ok && m != nil && m.Org == agent && slices.Contains(m.Assignments, assignment) {
			return ""
		}
	}
	return ReasonNotAssigned
}

// approving is the gate before approving an order or an application: who may create
// orders there, or has created this very one, has to be signed out; and where four eyes
// are wanted, one's own order is for somebody else. An application is nobody's own.
func (c *Catalog) approving(s access.Subject, r orgRight, own bool) access.Reason {
	switch {
	case own && c.config.FourEyes:
		return ReasonOwnOrder
	case c.config.SamePersonSignedIn || s.SignIn == access.SignedOut:
		// Not "!= SignedIn": there may be a session that nobody told us of.
		return ""
	case r.createsOrders || own: // whatever whoever created it holds by now
		return ReasonNotSignedOut
	default:
		return ""
	}
}
