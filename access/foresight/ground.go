package foresight

import (
	"maps"
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

	// Ends are the atoms without which nothing would be left, of all grounds of their
	// part, also of those that are not told. If one of them ceases to hold, the question
	// is denied.
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
	unsaid := func(n int) bool { // that somebody asks goes without saying
		return part == Person && found.atoms[n].Equal(filter.Present("user"))
	}
	for _, set := range found.sets {
		g.All = append(g.All, Ground{part, found.conditions(slices.DeleteFunc(set, unsaid))})
	}
	for _, n := range filter.Visit(c, ends{row, &found, c}).atoms {
		if !unsaid(n) {
			g.Ends = append(g.Ends, Ground{part, found.conditions([]int{n})})
		}
	}
}

// Ends visits a condition and finds the atoms each of which it takes to hold.
type ends struct {
	row   filter.Row
	found *collected // whose numbers the atoms have
	which filter.Condition
}

// A needed is whether a condition holds, and the numbers of the atoms that this takes, in
// ascending order and each once.
type needed struct {
	holds bool
	atoms []int
}

func (e ends) visit(c filter.Condition) needed {
	return filter.Visit(c, ends{e.row, e.found, c})
}

func (e ends) atom() needed {
	if !filter.Match(e.which, e.row) {
		return needed{}
	}
	return needed{true, []int{e.found.number(e.which)}}
}

// All takes what any of its parts does.
func (e ends) All(parts []filter.Condition) needed {
	all := needed{holds: true}
	for _, part := range parts {
		one := e.visit(part)
		if !one.holds {
			return needed{}
		}
		all.atoms = append(all.atoms, one.atoms...)
	}
	slices.Sort(all.atoms)
	all.atoms = slices.Compact(all.atoms)
	return all
}

// Any takes what all of its parts do that hold.
func (e ends) Any(parts []filter.Condition) needed {
	times, holding := make(map[int]int), 0
	for _, part := range parts {
		one := e.visit(part)
		if one.holds {
			holding++
		}
		for _, n := range one.atoms {
			times[n]++
		}
	}
	maps.DeleteFunc(times, func(_, n int) bool { return n < holding })
	return needed{holding > 0, slices.Sorted(maps.Keys(times))}
}

func (e ends) In(string, []string) needed            { return e.atom() }
func (e ends) Is(string, bool) needed                { return e.atom() }
func (e ends) Has(string, []string) needed           { return e.atom() }
func (e ends) Some(string, filter.Condition) needed  { return e.atom() }
func (e ends) Differs(string, string) needed         { return e.atom() }
func (e ends) Lacks(string, filter.Condition) needed { return e.atom() }

func (e ends) Present(properties []string) needed {
	if len(properties) == 1 {
		return e.atom()
	}
	return e.All(eachPresent(properties))
}
