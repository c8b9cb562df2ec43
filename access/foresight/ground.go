package foresight

import (
	"slices"

	"lupa.example/access"
	"lupa.example/access/filter"
)

// A Ground is atoms of a condition by which a question is allowed: all of them hold, and
// together they are enough.
type Ground struct {
	Part  Part               `json:"part"`
	Holds []filter.Condition `json:"holds"`
}

// String returns the ground in words.
func (g Ground) String() string {
	return g.Part.String() + ": " + filter.AllOf(g.Holds...).String()
}

// Grounds are why a question is allowed.
type Grounds struct {
	All []Ground `json:"grounds"` // of the person, and of the row

	// Ends are the atoms without which nothing would be left: in every ground of their
	// part. If one of them ceases to hold, the question is denied.
	Ends []Ground `json:"ends"`
}

// GroundsOf returns all grounds on which a question is allowed, as far as the kind's
// authority offers conditions: see [filter.Lister]. A question that is denied has none.
func GroundsOf(p *access.Policy, s access.Subject, a access.Action, r access.Resource) Grounds {
	g := Grounds{All: []Ground{}, Ends: []Ground{}}
	if !p.Check(s, a, r).Allowed {
		return g
	}
	authority, _ := p.Authority(r.Kind())
	lister, ok := authority.(filter.Lister)
	if !ok {
		return g
	}
	if c, err := filter.People(p, a, r); err == nil {
		g.add(Person, c, lister.Person(s))
	}
	if c, err := filter.Rows(p, s, a, r.Kind()); err == nil {
		g.add(Row, c, lister.Row(r))
	}
	return g
}

func (g *Grounds) add(part Part, c filter.Condition, row filter.Row) {
	sets := holding(c, row)
	for i, atoms := range sets {
		if part == Person { // that somebody asks goes without saying
			sets[i] = slices.DeleteFunc(atoms, filter.Present("user").Equal)
		}
		g.All = append(g.All, Ground{part, sets[i]})
	}
	if len(sets) == 0 {
		return
	}
	for _, atom := range sets[0] {
		everywhere := !slices.ContainsFunc(sets, func(set []filter.Condition) bool { return !slices.ContainsFunc(set, atom.Equal) })
		if everywhere {
			g.Ends = append(g.Ends, Ground{part, []filter.Condition{atom}})
		}
	}
}
