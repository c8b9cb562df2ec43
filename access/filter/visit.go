package filter

import "slices"

// A Visitor makes something of a condition, such as a text in another language. It has
// a method for each sort of condition, so that no renderer can pass over one that it
// does not know: it would not compile. A method is handed its parts unvisited, and calls
// [Visit] on them. Everything is an All without parts, nothing an Any without parts.
type Visitor[R any] interface {
	All(parts []Condition) R
	Any(parts []Condition) R
	In(property string, values []string) R
	Present(properties []string) R
	Is(flag string, want bool) R
	Has(list string, values []string) R
	Some(list string, each Condition) R
	Differs(property, value string) R
	Lacks(list string, each Condition) R
}

// Visit calls the visitor's method for the condition and returns its result. The slices
// that the method gets are its own.
func Visit[R any](c Condition, v Visitor[R]) R {
	n := c.n
	if n == nil {
		return v.Any(nil)
	}
	switch n.op {
	case opAll:
		return v.All(slices.Clone(n.parts))
	case opAny:
		return v.Any(slices.Clone(n.parts))
	case opIn:
		return v.In(n.name, slices.Clone(n.values))
	case opPresent:
		return v.Present(slices.Clone(n.values))
	case opIs:
		return v.Is(n.name, n.want)
	case opHas:
		return v.Has(n.name, slices.Clone(n.values))
	case opSome:
		return v.Some(n.name, n.parts[0])
	case opDiffers:
		return v.Differs(n.name, n.values[0])
	default:
		return v.Lacks(n.name, n.parts[0])
	}
}
