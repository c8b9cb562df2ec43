package roles

import (
	"slices"

	"lupa.example/access"
	"lupa.example/access/filter"
)

// A rule is written three times here, side by side, so that whoever changes one sees
// the others: the test on one row, the condition on all rows, and the condition on all
// persons who may do it to a row. Tests hold them together.

// A right is to take an action on resources of a kind.
type right struct {
	givers    table[giver] // the roles that give it
	gate      gate
	ungranted access.Reason // why somebody is denied whose roles do not give it
}

// rightOf returns the right, nil if the catalogue has none such or was never built.
func (c *Catalog) rightOf(k access.Kind, a access.Action) *right {
	if !c.built() {
		return nil
	}
	place, known := c.byKind[k]
	if !known {
		return nil
	}
	return c.kinds[place].right(a)
}

// A giver is how a role gives a right.
type giver struct {
	place     int  // the role's in the catalogue
	over      Over // of several grants the wider
	inSession bool // in no other state than signed in
}

// What is held is what the roles that a person holds in one organisation come to for a
// right, before any row is looked at. Roles are told by their places in the catalogue,
// and of several the first is named.
type held struct {
	org  int // the first role that gives it over all rows of the organisation, or none
	own  int // … over the user's own, or none
	shut int // … behind a session that there is not, or none
}

// none is no role's place; every role's is smaller.
const none = int(^uint(0) >> 1)

var nothingHeld = held{none, none, none}

// held returns what the subject's facts come to in the organisation.
func (r *right) held(s *access.Subject, org string) held {
	h := nothingHeld
	for _, f := range s.Facts {
		if m := memberAt(f, org); m != nil {
			h = h.and(r, m, s.SignIn)
		}
	}
	return h
}

// and adds what the fact says.
func (h held) and(r *right, m *Member, signIn access.SignIn) held {
	for _, name := range m.Roles {
		role := r.givers.find(name)
		switch {
		case role == nil:
		case role.inSession && signIn != access.SignedIn:
			h.shut = min(h.shut, role.place)
		case role.over == OverOrg:
			h.org = min(h.org, role.place)
		default:
			h.own = min(h.own, role.place)
		}
	}
	return h
}

// on decides about a row of the organisation, the user's own or not: the role that
// allows it, or the one that would but for what refuses it, or none.
func (h held) on(own bool) (role int, refused access.Reason) {
	allows, others := h.org, h.own
	if own {
		allows, others = min(h.org, h.own), none
	}
	switch {
	case allows != none:
		return allows, ""
	case h.shut < others:
		return h.shut, ReasonNotSignedIn
	case others != none:
		return others, ReasonNotOwn
	default:
		return none, ReasonNotGranted
	}
}

// on decides about a row: the role that allows it, or the one that would but for what
// refuses it, or none.
func (c *Catalog) on(s *access.Subject, r *right, row *row) (role int, refused access.Reason) {
	own := row.owner == s.User
	role, refused = r.held(s, row.org).on(own)
	switch {
	case role == none:
		refused = c.lacking(s.Facts, r, row.org)
	case refused != "": // before any gate
	case r.gate == handlingGate:
		refused = handling(s.Facts, row.org, row.assignment)
	case r.gate == approvingGate:
		refused = c.approving(s.SignIn, c.creates(s.Facts, row.org), own)
	}
	return role, refused
}

// over is on for all rows of the kind. The organisations of the person, whose all facts
// these are, are told apart by over what the right is held there and not one by one.
func (c *Catalog) over(s *access.Subject, k *kindInfo, r *right, facts []*Member) filter.Condition {
	if r.gate == handlingGate {
		return handlingOver(s, k, r, facts)
	}
	org, own := make([]string, 0, len(facts)), make([]string, 0, len(facts))
	othersOnly := r.gate == approvingGate && c.approving(s.SignIn, false, true) != ""
	for m, rest := cutMembership(facts); len(m) > 0; m, rest = cutMembership(rest) {
		h := m.held(r, s.SignIn)
		switch {
		case r.gate == approvingGate && c.approving(s.SignIn, m.give(c.creating), false) != "":
		case h.org != none:
			org = append(org, m.org())
		case h.own != none && !othersOnly:
			own = append(own, m.org())
		}
	}
	condition := filter.AllOf(filter.Present(k.also...), filter.AnyOf(
		filter.In(k.org, org...),
		filter.AllOf(filter.In(k.org, own...), filter.In(k.owner, s.User)),
	))
	if othersOnly && k.owner != "" {
		return filter.AllOf(condition, filter.Differs(k.owner, s.User))
	}
	return condition
}

// people are those who may do it to the row.
func (c *Catalog) people(r *right, row *row) filter.Condition {
	switch r.gate {
	case handlingGate:
		return filter.AllOf(r.givenOver(OverOrg, row.org), handlingPeople(row))
	case approvingGate:
		return c.approvingPeople(r, row)
	default:
		return r.givenTo(filter.In("user", row.owner), row.org)
	}
}

// givenTo are those who hold a role in the organisation that gives the right over all
// rows, and of the row's owner those whose role gives it over their own.
func (r *right) givenTo(owner filter.Condition, org string) filter.Condition {
	return filter.AnyOf(r.givenOver(OverOrg, org), filter.AllOf(owner, r.givenOver(OverOwn, org)))
}

// givenOver are those who hold a role in the organisation that gives the right over so
// much.
func (r *right) givenOver(over Over, org string) filter.Condition {
	held := func(inSession bool) filter.Condition {
		return knownOf(org, "roles", r.named(func(_ string, g *giver) bool { return g.over == over && g.inSession == inSession })...)
	}
	return filter.AnyOf(held(false), filter.AllOf(filter.Is("signedIn", true), held(true)))
}

// named returns the names of the givers that are meant.
func (r *right) named(meant func(name string, g *giver) bool) []string {
	var names []string
	for i, name := range r.givers.names {
		if meant(name, &r.givers.values[i]) {
			names = append(names, name)
		}
	}
	return names
}

// knownOf are those of whom some fact about the organisation has one of the names in the
// list.
func knownOf(org, list string, names ...string) filter.Condition {
	return filter.Some("roles", factOf(org, list, names...))
}

func factOf(org, list string, names ...string) filter.Condition {
	return filter.AllOf(filter.In("org", org), filter.Has(list, names...))
}

// givenBy asks whether some role in the fact gives the right, in a session or not.
func (r *right) givenBy(m *Member) bool { return slices.ContainsFunc(m.Roles, r.gives) }

// gives asks whether the role of the name gives the right, over whatever.
func (r *right) gives(name string) bool { return r.givers.find(name) != nil }

// lacking says why somebody is denied of whose roles there none gives the right.
func (c *Catalog) lacking(facts []access.Fact, r *right, org string) access.Reason {
	at := factless
	for _, f := range facts {
		m, ok := f.(*Member)
		switch {
		case !ok || m == nil:
		case m.Org != org:
			at = max(at, elsewhere)
		case len(m.Roles) == 0:
			at = max(at, roleless)
		case !slices.ContainsFunc(m.Roles, c.knows):
			at = max(at, unknownRole)
		default:
			return r.ungranted
		}
	}
	return refusals[at]
}

// A standing says how far it goes with a person in an organisation, and what is refused
// where it goes no further.
type standing int

const (
	factless standing = iota
	elsewhere
	roleless
	unknownRole
)

var refusals = [...]access.Reason{
	factless:    access.ReasonNoFact,
	elsewhere:   ReasonNotMember,
	roleless:    ReasonNoRole,
	unknownRole: ReasonUnknownRole,
}
