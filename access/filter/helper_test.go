package filter_test

import (
	"flag"
	"iter"
	"os"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"lupa.example/access/filter"
)

// What rapid finds is shown; files of it are not kept.
func TestMain(m *testing.M) {
	flag.Parse()
	if err := flag.Set("rapid.nofailfile", "true"); err != nil {
		panic(err)
	}
	os.Exit(m.Run())
}

// A thing has a property of each type, and pieces that have them in turn.
type thing struct {
	A, B   string
	F      *bool
	L      []string
	Pieces []*thing
	Links  map[string][]string
}

var things = filter.Declare("thing", append(thingFields(), filter.Objects("pieces", "a", func(t *thing) []*thing { return t.Pieces }, thingFields()...))...)

func thingFields() []filter.Field[*thing] {
	return []filter.Field[*thing]{
		filter.Text("a", func(t *thing) string { return t.A }),
		filter.Text("b", func(t *thing) string { return t.B }),
		filter.Flag("f", func(t *thing) (bool, bool) { return t.F != nil && *t.F, t.F != nil }),
		filter.List("l", func(t *thing) []string { return t.L }),
		filter.Map("links", "from", "from", "to", func(t *thing) map[string][]string { return t.Links }),
	}
}

// byHand is a row without a declaration.
type byHand struct{ *thing }

func (r byHand) Text(p string) string {
	switch p {
	case "a":
		return r.A
	case "b":
		return r.B
	}
	return ""
}

func (r byHand) Bool(p string) (value, known bool) {
	if p != "f" || r.F == nil {
		return false, false
	}
	return *r.F, true
}

func (r byHand) List(p string) (list []string) {
	switch p {
	case "l":
		return r.L
	case "pieces":
		for _, one := range r.Pieces {
			list = append(list, one.A)
		}
	case "links":
		for from := range r.Links {
			list = append(list, from)
		}
	}
	return list
}

func (r byHand) Rows(p string) iter.Seq[filter.Row] {
	return func(yield func(filter.Row) bool) {
		switch p {
		case "pieces":
			for _, one := range r.Pieces {
				if !yield(byHand{one}) {
					return
				}
			}
		case "links":
			for _, l := range links(r.thing) {
				if !yield(l) {
					return
				}
			}
		}
	}
}

// A link is one object of a map of lists.
type link struct{ from, to string }

func (l link) Text(p string) string {
	switch p {
	case "from":
		return l.from
	case "to":
		return l.to
	}
	return ""
}
func (link) Bool(string) (value, known bool)  { return false, false }
func (link) List(string) []string             { return nil }
func (link) Rows(string) iter.Seq[filter.Row] { return func(func(filter.Row) bool) {} }

func links(t *thing) (all []link) {
	for from, tos := range t.Links {
		if len(tos) == 0 {
			all = append(all, link{from, ""})
		}
		for _, to := range tos {
			all = append(all, link{from, to})
		}
	}
	return all
}

// An expr is a condition as it is built, and what it says, word for word.
type expr struct {
	built filter.Condition
	holds func(filter.Row) bool
}

var texts = rapid.SampledFrom([]string{"", "x", "y", "X", "x ", "null", "{}", `a"b`, `a\b`, "\u202ex", "ﬀ", "\x00", "\xff", "%"})

// exprs draws conditions on things, also such as make no sense for them.
func exprs(depth int) *rapid.Generator[expr] {
	names := []string{"a", "b", "f", "l", "pieces", "links", "from", "to", ""}
	name := rapid.SampledFrom(names)
	values := rapid.SliceOfN(texts, 0, 4)
	return rapid.Custom(func(t *rapid.T) expr {
		most := 4
		if depth > 0 {
			most = 8
		}
		switch rapid.IntRange(0, most).Draw(t, "sort") {
		case 0:
			p, vs := name.Draw(t, "property"), values.Draw(t, "values")
			return expr{filter.In(p, vs...), func(r filter.Row) bool { return r.Text(p) != "" && slices.Contains(vs, r.Text(p)) }}
		case 1:
			ps := rapid.SliceOfN(name, 0, 3).Draw(t, "properties")
			return expr{filter.Present(ps...), func(r filter.Row) bool {
				return !slices.ContainsFunc(ps, func(p string) bool { return r.Text(p) == "" })
			}}
		case 2:
			p, want := name.Draw(t, "property"), rapid.Bool().Draw(t, "want")
			return expr{filter.Is(p, want), func(r filter.Row) bool { v, known := r.Bool(p); return known && v == want }}
		case 3:
			p, vs := name.Draw(t, "property"), values.Draw(t, "values")
			return expr{filter.Has(p, vs...), func(r filter.Row) bool {
				return slices.ContainsFunc(r.List(p), func(s string) bool { return s != "" && slices.Contains(vs, s) })
			}}
		case 4:
			p, v := name.Draw(t, "property"), texts.Draw(t, "value")
			return expr{filter.Differs(p, v), func(r filter.Row) bool { return r.Text(p) != "" && r.Text(p) != v }}
		case 5:
			p, each := name.Draw(t, "property"), exprs(depth-1).Draw(t, "each")
			return expr{filter.Some(p, each.built), func(r filter.Row) bool { return some(r, p, each) }}
		case 6:
			p, each := rapid.SampledFrom(names[:8]).Draw(t, "property"), exprs(depth-1).Draw(t, "each")
			return expr{filter.Lacks(p, each.built), func(r filter.Row) bool { return !some(r, p, each) }}
		case 7:
			parts := rapid.SliceOfN(exprs(depth-1), 0, 4).Draw(t, "all")
			return expr{filter.AllOf(built(parts)...), func(r filter.Row) bool {
				return !slices.ContainsFunc(parts, func(e expr) bool { return !e.holds(r) })
			}}
		default:
			parts := rapid.SliceOfN(exprs(depth-1), 0, 4).Draw(t, "any")
			return expr{filter.AnyOf(built(parts)...), func(r filter.Row) bool {
				return slices.ContainsFunc(parts, func(e expr) bool { return e.holds(r) })
			}}
		}
	})
}

func some(r filter.Row, list string, each expr) bool {
	for one := range r.Rows(list) {
		if each.holds(one) {
			return true
		}
	}
	return false
}

func built(parts []expr) (conditions []filter.Condition) {
	for _, e := range parts {
		conditions = append(conditions, e.built)
	}
	return conditions
}

// thingsOf draws things whose pieces go so deep.
func thingsOf(depth int) *rapid.Generator[*thing] {
	return rapid.Custom(func(t *rapid.T) *thing {
		one := &thing{
			A: texts.Draw(t, "a"), B: texts.Draw(t, "b"),
			F:     rapid.SampledFrom([]*bool{nil, new(bool), yes()}).Draw(t, "f"),
			L:     rapid.SliceOfN(texts, 0, 3).Draw(t, "l"),
			Links: rapid.MapOfN(texts, rapid.SliceOfN(texts, 0, 2), 0, 2).Draw(t, "links"),
		}
		if depth > 0 {
			one.Pieces = rapid.SliceOfN(thingsOf(depth-1), 0, 2).Draw(t, "pieces")
		}
		return one
	})
}

func yes() *bool { b := true; return &b }
