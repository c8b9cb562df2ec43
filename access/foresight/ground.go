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
// Where a condition has alternatives within alternatives, [MaxRepairs] of what these come
// to are told, so that the cost is in proportion to the conditions.
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
	found := holding(c, row)
	if len(found.sets) == 0 {
		return
	}
	unsaid := func(n int) bool { // that somebody asks goes without saying
		return part == Person && found.atoms[n].Equal(filter.Present("user"))
	}
	in := make([]int, len(found.atoms)) // how many grounds have the atom
	for i, set := range found.sets {
		set = slices.DeleteFunc(set, unsaid)
		found.sets[i] = set
		for _, n := range set {
			in[n]++
		}
		g.All = append(g.All, Ground{part, found.conditions(set)})
	}
	for _, n := range found.sets[0] {
		if in[n] == len(found.sets) {
			g.Ends = append(g.Ends, Ground{part, found.conditions([]int{n})})
		}
	}
}
