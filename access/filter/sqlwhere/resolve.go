package sqlwhere

import (
	"lupa.example/access/filter"
	"lupa.example/access/invalid"
)

// A resolver makes of a condition one that has a column for each property that it
// speaks of, and only values that a column can hold. What is the same for every row is
// worked out on the way.
type resolver struct {
	properties []filter.Property
	columns    Columns
	dialect    Dialect
	bad        *invalid.List

	// Within Lacks what holds shuts instead of opening, so what is not known counts
	// as holding there.
	lacking bool
}

func (r *resolver) unknown() filter.Condition {
	if r.lacking {
		return filter.Everything()
	}
	return filter.Nothing()
}

func (r *resolver) each(parts []filter.Condition) []filter.Condition {
	for i, c := range parts {
		parts[i] = filter.Visit(c, r)
	}
	return parts
}

func (r *resolver) All(parts []filter.Condition) filter.Condition {
	return filter.AllOf(r.each(parts)...)
}

func (r *resolver) Any(parts []filter.Condition) filter.Condition {
	return filter.AnyOf(r.each(parts)...)
}

func (r *resolver) property(name string) filter.Property {
	p, _ := filter.Schema{Properties: r.properties}.Property(name)
	return p
}

func (r *resolver) In(name string, values []string) filter.Condition {
	c, mapped := r.columns[name]
	if !mapped {
		p := r.property(name)
		var from []string
		for _, v := range values {
			from = append(from, p.Expand(v)...)
		}
		return filter.Visit(filter.In(p.From, from...), r)
	}
	return r.oneOf(filter.In, name, c, values)
}

// oneOf returns the condition of the values that a row can have.
func (r *resolver) oneOf(of func(string, ...string) filter.Condition, name string, c Column, values []string) filter.Condition {
	if c.form == formUnknown {
		return r.unknown()
	}
	kept, all := c.keep(values)
	if !all && r.lacking && r.dialect == SQLite && c.holds != holdsInt {
		// A text there may be anything, and one that cannot be asked for must not be
		// taken for lacking.
		return r.unknown()
	}
	return of(name, kept...)
}

func (r *resolver) Present(names []string) filter.Condition {
	var parts []filter.Condition
	for _, name := range names {
		switch c, mapped := r.columns[name]; {
		case !mapped:
			r.columnless(name)
		case c.form == formUnknown:
			parts = append(parts, r.unknown())
		default:
			parts = append(parts, filter.Present(name))
		}
	}
	return filter.AllOf(parts...)
}

// columnless reports a property that can only be asked for values.
func (r *resolver) columnless(name string) {
	r.bad.Add(name, "has no column of its own, and is asked for more than its values; want one, such as Group")
}

func (r *resolver) Is(name string, want bool) filter.Condition {
	switch c := r.columns[name]; c.form {
	case formUnknown:
		return r.unknown()
	case formTrue, formFalse:
		if want == (c.form == formTrue) {
			return filter.Everything()
		}
		return filter.Nothing()
	default:
		return filter.Is(name, want)
	}
}

func (r *resolver) Has(name string, values []string) filter.Condition {
	if p := r.property(name); p.Type == filter.TypeObjects {
		return r.Some(name, filter.In(p.Has, values...))
	}
	return r.oneOf(filter.Has, name, r.columns[name], values)
}

func (r *resolver) Some(name string, each filter.Condition) filter.Condition {
	c := r.columns[name]
	if c.form == formUnknown {
		return r.unknown()
	}
	return filter.Some(name, filter.Visit(each, r.within(name, c, r.lacking)))
}

func (r *resolver) Lacks(name string, each filter.Condition) filter.Condition {
	c := r.columns[name]
	if c.form == formUnknown {
		return r.unknown()
	}
	return filter.Lacks(name, filter.Visit(each, r.within(name, c, !r.lacking)))
}

// within returns the resolver of the objects of a list.
func (r *resolver) within(name string, c Column, lacking bool) *resolver {
	return &resolver{r.property(name).Properties, c.columns, r.dialect, r.bad, lacking}
}

func (r *resolver) Differs(name, value string) filter.Condition {
	c, mapped := r.columns[name]
	switch {
	case !mapped:
		r.columnless(name)
		return filter.Nothing()
	case c.form == formUnknown:
		return r.unknown()
	case !c.holds.can(value) && (r.dialect == PostgreSQL || c.holds == holdsInt):
		return filter.Present(name) // whatever is there is another
	default:
		return filter.Differs(name, value)
	}
}
