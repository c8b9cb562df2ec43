package foresight

import (
	"slices"

	"lupa.example/access/filter"
)

// lacking returns the smallest sets of atoms that would have to hold of the row besides
// those that do, for the condition to hold: one empty set if it does.
func lacking(c filter.Condition, row filter.Row) collected { return collect(c, row, false) }

// holding returns the smallest sets of atoms that hold of the row and make the condition
// hold; none if it does not.
func holding(c filter.Condition, row filter.Row) collected { return collect(c, row, true) }

func collect(c filter.Condition, row filter.Row, hold bool) collected {
	found := collected{places: make(map[string]int)}
	found.sets = filter.Visit(c, atoms{row, hold, &found, c})
	found.keepSmallest()
	return found
}

// Collected are sets of atoms, each of which has a number. Conditions may have as many
// atoms as fit into a request, so that sets are made, and compared, by numbers.
type collected struct {
	atoms  []filter.Condition // by number, in the order in which they stand in the condition
	places map[string]int     // the numbers, by what the atoms say
	sets   sets
	work   int // how often two sets were compared; a test bounds it
}

// Sets are of the numbers of atoms, in ascending order and each once.
type sets = [][]int

func (c *collected) number(atom filter.Condition) int {
	text := atom.String()
	n, known := c.places[text]
	if !known {
		n = len(c.atoms)
		c.places[text] = n
		c.atoms = append(c.atoms, atom)
	}
	return n
}

// conditions returns the atoms of a set.
func (c *collected) conditions(set []int) []filter.Condition {
	all := make([]filter.Condition, len(set))
	for i, n := range set {
		all[i] = c.atoms[n]
	}
	return all
}

// Atoms visits a condition and collects sets of its atoms.
type atoms struct {
	row   filter.Row
	hold  bool // those that hold; otherwise those that do not
	found *collected
	which filter.Condition
}

func (a atoms) visit(c filter.Condition) sets {
	return filter.Visit(c, atoms{a.row, a.hold, a.found, c})
}

// atom returns the set of the atom that is visited.
func (a atoms) atom() sets {
	holds := filter.Match(a.which, a.row)
	switch {
	case holds && !a.hold:
		return sets{{}}
	case !holds && a.hold:
		return nil
	default:
		return sets{{a.found.number(a.which)}}
	}
}

func (a atoms) All(parts []filter.Condition) sets {
	all := sets{{}}
	for _, part := range parts {
		all = combined(all, a.visit(part))
	}
	for i, set := range all {
		slices.Sort(set)
		all[i] = slices.Compact(set)
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
func (a atoms) Is(string, bool) sets                { return a.atom() }
func (a atoms) Has(string, []string) sets           { return a.atom() }
func (a atoms) Some(string, filter.Condition) sets  { return a.atom() }
func (a atoms) Differs(string, string) sets         { return a.atom() }
func (a atoms) Lacks(string, filter.Condition) sets { return a.atom() }

func (a atoms) Present(properties []string) sets {
	if len(properties) == 1 {
		return a.atom()
	}
	return a.All(eachPresent(properties))
}

// eachPresent returns that each property is present, one by one.
func eachPresent(properties []string) []filter.Condition {
	parts := make([]filter.Condition, len(properties))
	for i, p := range properties {
		parts[i] = filter.Present(p)
	}
	return parts
}

// combined returns each of the lists with each of the others behind it, as many as are
// told. It takes the lists over, and copies them for alternatives only: of those there
// are a few before there are as many as are told, and of lists without there may be
// thousands to go through.
func combined[T any](lists, others [][]T) [][]T {
	if len(others) == 0 {
		return nil
	}
	next := lists[:min(len(lists), MaxRepairs)]
	taken := next
	for _, other := range others[1:] {
		for _, list := range taken {
			if len(next) < MaxRepairs {
				next = append(next, slices.Concat(list, other))
			}
		}
	}
	for i := range taken {
		next[i] = append(next[i], others[0]...)
	}
	return next
}

// keepSmallest keeps the sets that contain no other, each once, in their order. A set is
// compared only with those smaller ones of which it has the atom that the fewest have.
func (c *collected) keepSmallest() {
	if i := slices.IndexFunc(c.sets, func(set []int) bool { return len(set) == 0 }); i >= 0 {
		c.sets = c.sets[i : i+1] // it is within every other
		return
	}
	in := make([]int, len(c.atoms)) // how many sets have the atom
	order := make([]int, len(c.sets))
	for i, set := range c.sets {
		order[i] = i
		for _, n := range set {
			in[n]++
		}
	}
	slices.SortStableFunc(order, func(i, j int) int { return len(c.sets[i]) - len(c.sets[j]) })
	byRarest := make([][]int, len(c.atoms)) // the places of those kept
	larger := make([]bool, len(c.sets))
	for _, i := range order {
		set := c.sets[i]
		larger[i] = slices.ContainsFunc(set, func(n int) bool {
			return slices.ContainsFunc(byRarest[n], func(j int) bool { return c.contains(set, c.sets[j]) })
		})
		if !larger[i] {
			rarest := slices.MinFunc(set, func(a, b int) int { return in[a] - in[b] })
			byRarest[rarest] = append(byRarest[rarest], i)
		}
	}
	var kept sets
	for i, set := range c.sets {
		if !larger[i] {
			kept = append(kept, set)
		}
	}
	c.sets = kept
}

func (c *collected) contains(set, other []int) bool {
	c.work++
	for _, n := range other {
		i, found := slices.BinarySearch(set, n)
		if !found {
			return false
		}
		set = set[i+1:]
	}
	return true
}
