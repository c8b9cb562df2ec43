package roles

import (
	"iter"
	"maps"
	"slices"

	"lupa.example/access"
	"lupa.example/access/invalid"
	"lupa.example/access/report"
)

// A Registrant is a person as the portal's register has them: the facts about them in
// every organisation where they belong. Acts on people take a registrant and return the
// next one, which the caller writes back; the two share no memory.
//
// The zero value is nobody, and may nothing. A register may have a person in
// several rows, one for each organisation; rows of one ID are one person.
type Registrant struct {
	ID      string
	Email   string   // "" is no address, and is the same as nobody else's
	Members []Member // where the person belongs, and with which roles
}

// Subject returns the registrant as who asks, with copies of all that is known of them.
func (g Registrant) Subject(signIn access.SignIn) access.Subject {
	return g.Clone().subject(signIn)
}

// subject is Subject for a question that keeps nothing: it shares memory with g.
func (g Registrant) subject(signIn access.SignIn) access.Subject {
	s := access.Subject{User: g.ID, SignIn: signIn}
	for i := range g.Members {
		s.Facts = append(s.Facts, &g.Members[i])
	}
	return s
}

// Clone returns a registrant that shares no memory with g.
func (g Registrant) Clone() Registrant {
	g.Members = slices.Clone(g.Members)
	for i := range g.Members {
		m := &g.Members[i]
		m.Roles = slices.Clone(m.Roles)
		m.Assignments = slices.Clone(m.Assignments)
	}
	return g
}

// belongsTo reports whether the register has the person in the organisation, be it
// without any role.
func (g Registrant) belongsTo(org string) bool {
	return slices.ContainsFunc(g.Members, func(m Member) bool { return m.Org == org })
}

// at returns the names of the roles and the agent assignments that the person
// has in the organisation.
func (g Registrant) at(org string) (roles, assignments map[string]bool) {
	roles, assignments = make(map[string]bool), make(map[string]bool)
	for _, m := range g.Members {
		if m.Org == org {
			for _, name := range m.Roles {
				roles[name] = true
			}
			for _, name := range m.Assignments {
				assignments[name] = true
			}
		}
	}
	return roles, assignments
}

// lacks reports whether the person lacks some role or permission in the organisation that
// the other has.
func (g Registrant) lacks(other Registrant, org string) bool {
	roles, assignments := g.at(org)
	otherRoles, otherAssignments := other.at(org)
	maps.DeleteFunc(otherRoles, func(name string, _ bool) bool { return roles[name] })
	maps.DeleteFunc(otherAssignments, func(name string, _ bool) bool { return assignments[name] })
	return len(otherRoles)+len(otherAssignments) > 0
}

// memberOf returns the first of the person's facts about the organisation, to be
// changed in a clone. The person must belong there.
func (g Registrant) memberOf(org string) *Member {
	i := slices.IndexFunc(g.Members, func(m Member) bool { return m.Org == org })
	return &g.Members[i]
}

// united returns what each of the registrants is in the organisation, by all their rows
// and in the order of the first: one row may tell that somebody approves, and another
// that they order and have to be signed out for it. What it returns shares memory with
// the registrants and is for reading.
func united(all iter.Seq[Registrant], org string) []Registrant {
	var each []Registrant
	place := make(map[string]int)
	for g := range identified(all) {
		at, known := place[g.ID]
		if !known {
			at = len(each)
			place[g.ID] = at
			each = append(each, Registrant{ID: g.ID, Email: g.Email})
		}
		for _, m := range g.Members {
			if m.Org == org {
				each[at].Members = append(each[at].Members, m)
			}
		}
	}
	return each
}

// identified yields the registrants that have an identifier. A nil sequence has none.
func identified(all iter.Seq[Registrant]) iter.Seq[Registrant] {
	return func(yield func(Registrant) bool) {
		if all == nil {
			return
		}
		for g := range all {
			if g.ID != "" && !yield(g) {
				return
			}
		}
	}
}

// A Place is the organisation where an act is to give or take rights, with what the
// caller's row says of it. The zero value is no organisation.
type Place struct {
	Org   string // identifies the organisation
	Agent bool   // whether it is an agent: only there is anybody given an agent's roles and permissions
}

func (p Place) thing() report.Thing { return organisationThing(p.Org) }

// belonging reports a person who cannot hold anything in the organisation yet.
func belonging(bad *invalid.List, g Registrant, at Place) {
	if g.ID == "" {
		bad.Add("target", "has no ID; want a registrant")
	} else if !g.belongsTo(at.Org) {
		bad.Add("target", "%s does not belong to %s; want somebody who is registered there", invalid.Quote(g.ID), invalid.Quote(at.Org))
	}
}
