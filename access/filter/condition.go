package filter

import "slices"

// A Condition says for which rows something holds. It is immutable and always in a
// normal form: conditions within one of the same sort are merged into it, values are
// sorted, without repetition and never empty, and what cannot hold, or always holds,
// is worked out. The zero value holds for nothing.
type Condition struct {
	n *node // nil: nothing
}

type node struct {
	op     op
	name   string      // of the property; "" for all, any and present
	values []string    // sorted; of present the properties, of differs the one value
	want   bool        // of is
	parts  []Condition // of all and any; the one condition of some and lacks
}

type op uint8

const (
	opAll op = iota
	opAny
	opIn
	opPresent
	opIs
	opHas
	opSome
	opDiffers
	opLacks
)

// In holds where the text property is one of the values. Empty values are dropped: they
// equal nothing.
func In(property string, values ...string) Condition { return oneOf(opIn, property, values) }

// Has holds where the list has one of the values. Of a list of objects it asks for the
// property that its [Property] names in Has. Empty values are dropped.
func Has(list string, values ...string) Condition { return oneOf(opHas, list, values) }

func oneOf(op op, name string, values []string) Condition {
	values = distinct(values)
	if name == "" || len(values) == 0 {
		return Condition{}
	}
	return Condition{&node{op: op, name: name, values: values}}
}

// Present holds where every one of the text properties is there and not empty.
func Present(properties ...string) Condition {
	if slices.Contains(properties, "") {
		return Condition{} // no row has a property without a name
	}
	if len(properties) == 0 {
		return Everything()
	}
	return Condition{&node{op: opPresent, values: distinct(properties)}}
}

// Is holds where the flag is known, and is as wanted.
func Is(flag string, want bool) Condition {
	if flag == "" {
		return Condition{}
	}
	return Condition{&node{op: opIs, name: flag, want: want}}
}

// Some holds where the list has an object for which the condition holds.
func Some(list string, each Condition) Condition {
	if list == "" || each.n == nil {
		return Condition{}
	}
	return Condition{&node{op: opSome, name: list, parts: []Condition{each}}}
}

// Differs holds where the text property is there, not empty, and not the value. What
// is absent does not differ.
func Differs(property, value string) Condition {
	if property == "" || value == "" {
		return Present(property)
	}
	return Condition{&node{op: opDiffers, name: property, values: []string{value}}}
}

// Lacks holds where the list has no object for which the condition holds. It is for
// conditions on persons only; [Rows] never returns one, since a list that was not
// brought lacks everything.
func Lacks(list string, each Condition) Condition {
	if list == "" {
		return Condition{}
	}
	if each.n == nil {
		return Everything()
	}
	return Condition{&node{op: opLacks, name: list, parts: []Condition{each}}}
}

// Everything returns the condition that always holds.
func Everything() Condition { return Condition{everything} }

var everything = &node{op: opAll}

// Nothing returns the condition that never holds, the zero value.
func Nothing() Condition { return Condition{} }

// AllOf holds where all of the conditions hold; without any, always.
func AllOf(conditions ...Condition) Condition {
	all := flat(conditions, opAll)
	parts := all[:0]
	var present []string
	at := -1 // where the one condition stands that asks for what is present
	for _, c := range all {
		if c.n == nil {
			return Condition{}
		}
		if c.n.op == opPresent {
			present = append(present, c.n.values...)
			if at >= 0 {
				continue
			}
			at = len(parts)
		}
		parts = append(parts, c)
	}
	if at >= 0 {
		if present = without(distinct(present), parts); len(present) > 0 {
			parts[at] = Present(present...)
		} else {
			parts = slices.Delete(parts, at, at+1)
		}
	}
	return joined(opAll, parts)
}

// flat returns the conditions as a slice of its own, with those that are of the sort
// themselves replaced by what they are made of, which is flat already.
func flat(conditions []Condition, op op) []Condition {
	all := make([]Condition, 0, len(conditions))
	for _, c := range conditions {
		if c.n != nil && c.n.op == op {
			all = append(all, c.n.parts...)
		} else {
			all = append(all, c)
		}
	}
	return all
}

// without returns the properties that no part asks for anyway: what is one of some
// values, or differs from one, is present.
func without(present []string, parts []Condition) []string {
	for _, c := range parts {
		if c.n.op == opIn || c.n.op == opDiffers {
			if i, found := slices.BinarySearch(present, c.n.name); found {
				present = slices.Delete(present, i, i+1)
			}
		}
	}
	return present
}

// AnyOf holds where some of the conditions holds; without any, never.
func AnyOf(conditions ...Condition) Condition {
	all := flat(conditions, opAny)
	parts := all[:0]
	var lists lists
	for _, c := range all {
		switch {
		case c.n == nil:
			continue
		case c.n == everything:
			return Everything()
		case c.n.op == opIn || c.n.op == opHas:
			if !lists.first(c.n, len(parts)) {
				continue // it goes into the one before
			}
		}
		parts = append(parts, c)
	}
	for _, l := range lists.all {
		if l.merged {
			parts[l.part] = oneOf(l.op, l.name, l.values)
		}
	}
	return joined(opAny, parts)
}

// lists are the parts of a disjunction that ask for one of several values. Those that
// ask the same property become one part.
type lists struct {
	all   []list
	index map[asked]int // of all, once they are many
}

type list struct {
	asked
	part   int // where it stands in the disjunction
	values []string
	merged bool // the values are of several
}

type asked struct {
	op   op
	name string
}

// first reports whether the node, which would be the given part, is the first that asks
// its property. If not, its values are put with those of the first.
func (l *lists) first(n *node, part int) bool {
	const many = 16
	key := asked{n.op, n.name}
	if i := l.find(key); i >= 0 {
		one := &l.all[i]
		if !one.merged {
			one.values, one.merged = slices.Clone(one.values), true
		}
		one.values = append(one.values, n.values...)
		return false
	}
	if l.index != nil {
		l.index[key] = len(l.all)
	}
	l.all = append(l.all, list{asked: key, part: part, values: n.values})
	if l.index == nil && len(l.all) == many {
		l.index = make(map[asked]int)
		for i, one := range l.all {
			l.index[one.asked] = i
		}
	}
	return true
}

func (l *lists) find(key asked) int {
	if l.index != nil {
		if i, found := l.index[key]; found {
			return i
		}
		return -1
	}
	return slices.IndexFunc(l.all, func(one list) bool { return one.asked == key })
}

func joined(op op, parts []Condition) Condition {
	switch {
	case len(parts) == 1:
		return parts[0]
	case len(parts) > 1:
		return Condition{&node{op: op, parts: parts}}
	case op == opAll:
		return Everything()
	default:
		return Condition{}
	}
}

// distinct returns the texts sorted, each once, without the empty one, as a slice of
// its own.
func distinct(texts []string) []string {
	own := slices.Clone(texts)
	if ascending(own) { // as whoever keeps them sorted gives them: the rest would take thrice as long
		return own
	}
	slices.Sort(own)
	own = slices.Compact(own)
	if own[0] == "" {
		own = own[1:]
	}
	return own
}

// ascending reports whether each text is greater than the one before, and the first
// than the empty one.
func ascending(texts []string) bool {
	last := ""
	for _, text := range texts {
		if text <= last {
			return false
		}
		last = text
	}
	return true
}

// Equal reports whether two conditions are the same in their normal form, in which
// those of AllOf and AnyOf keep their order. Others may hold for the same rows.
func (c Condition) Equal(d Condition) bool {
	if c.n == d.n {
		return true
	}
	if c.n == nil || d.n == nil {
		return false
	}
	return c.n.op == d.n.op && c.n.name == d.n.name && c.n.want == d.n.want &&
		slices.Equal(c.n.values, d.n.values) && slices.EqualFunc(c.n.parts, d.n.parts, Condition.Equal)
}
