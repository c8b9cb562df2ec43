package foresight

import (
	"slices"

	"lupa.example/access/filter"
)

// lacking returns the smallest sets of atoms that would have to hold of the row besides
// those that do, for the condition to hold: one empty set if it does.
func lacking(c filter.Condition, row filter.Row) [][]filter.Condition {
	return smallest(filter.Visit(c, atoms{row, false, c}))
}

// holding returns the smallest sets of atoms that hold of the row and make the condition
// hold; none if it does not.
func holding(c filter.Condition, row filter.Row) [][]filter.Condition {
	return smallest(filter.Visit(c, atoms{row, true, c}))
}

// Atoms visits a condition and collects sets of its atoms.
type atoms struct {
	row   filter.Row
	hold  bool // those that hold; otherwise those that do not
	which filter.Condition
}

type sets = [][]filter.Condition

func (a atoms) visit(c filter.Condition) sets { return filter.Visit(c, atoms{a.row, a.hold, c}) }

// atom returns the set of the atom that is visited.
func (a atoms) atom() sets {
	holds := filter.Match(a.which, a.row)
	switch {
	case holds && !a.hold:
		return sets{{}}
	case !holds && a.hold:
		return nil
	default:
		return sets{{a.which}}
	}
}

func (a atoms) All(parts []filter.Condition) sets {
	all := sets{{}}
	for _, part := range parts {
		var next sets
		for _, one := range a.visit(part) {
			for _, set := range all {
				if len(next) < MaxRepairs {
					next = append(next, union(set, one))
				}
			}
		}
		all = next
	}
	return all
}

func (a atoms) Any(parts []filter.Condition) sets {
	var all sets
	for _, part := range parts {
		all = append(all, a.visit(part)...)
	}
	return all
}

func (a atoms) In(string, []string) sets            { return a.atom() }
func (a atoms) Present(properties []string) sets    { return a.each(properties) }
func (a atoms) Is(string, bool) sets                { return a.atom() }
func (a atoms) Has(string, []string) sets           { return a.atom() }
func (a atoms) Some(string, filter.Condition) sets  { return a.atom() }
func (a atoms) Differs(string, string) sets         { return a.atom() }
func (a atoms) Lacks(string, filter.Condition) sets { return a.atom() }

// each visits that a property is present one by one.
func (a atoms) each(properties []string) sets {
	if len(properties) == 1 {
		return a.atom()
	}
	parts := make([]filter.Condition, len(properties))
	for i, p := range properties {
		parts[i] = filter.Present(p)
	}
	return a.All(parts)
}

func union(a, b []filter.Condition) []filter.Condition {
	all := slices.Clone(a)
	for _, c := range b {
		if !slices.ContainsFunc(all, c.Equal) {
			all = append(all, c)
		}
	}
	return all
}

// smallest returns the sets that contain no other, each once.
func smallest(all sets) sets {
	var kept sets
	for i, set := range all {
		larger := func(j int, other []filter.Condition) bool {
			return i != j && contains(set, other) && (len(other) < len(set) || j < i)
		}
		some := false
		for j, other := range all {
			some = some || larger(j, other)
		}
		if !some {
			kept = append(kept, set)
		}
	}
	return kept
}

func contains(set, other []filter.Condition) bool {
	return !slices.ContainsFunc(other, func(c filter.Condition) bool { return !slices.ContainsFunc(set, c.Equal) })
}
