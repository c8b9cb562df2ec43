package foresight

import (
	"fmt"
	"strings"
	"testing"

	"lupa.example/access/filter"
)

type item struct {
	A, B string
	On   bool
	List []string
	Subs []string
}

var items = filter.Declare("",
	filter.Text("a", func(i item) string { return i.A }),
	filter.Text("b", func(i item) string { return i.B }),
	filter.Flag("on", func(i item) (bool, bool) { return i.On, true }),
	filter.List("list", func(i item) []string { return i.List }),
	filter.Objects("subs", "s", func(i item) []string { return i.Subs }, filter.Text("s", func(s string) string { return s })),
)

func TestAtoms(t *testing.T) {
	a, b, on := filter.In("a", "1"), filter.In("b", "1"), filter.Is("on", true)
	sub := filter.Some("subs", filter.In("s", "x"))
	for _, test := range []struct {
		c                filter.Condition
		row              item
		lacking, holding string
	}{
		{filter.Everything(), item{}, "{}", "{}"},
		{filter.Nothing(), item{}, "", ""},
		{a, item{}, `{a in ("1")}`, ""},
		{a, item{A: "1"}, "{}", `{a in ("1")}`},
		{filter.AllOf(a, filter.AnyOf(b, on)), item{A: "1"}, `{b in ("1")} {on is true}`, ""},
		{filter.AllOf(a, filter.AnyOf(b, on)), item{A: "1", B: "1", On: true}, "{}", `{a in ("1"), b in ("1")} {a in ("1"), on is true}`},
		{filter.AnyOf(filter.AllOf(a, b), filter.AllOf(a, b, on), filter.AllOf(b, a)), item{}, `{a in ("1"), b in ("1")}`, ""},
		{filter.AnyOf(filter.AllOf(a, b), filter.AllOf(a, on)), item{A: "2", B: "1"}, `{a in ("1")}`, ""},
		{filter.AllOf(filter.AnyOf(a, b), filter.AnyOf(a, on)), item{}, `{a in ("1")} {b in ("1"), on is true}`, ""},
		{filter.Present("a", "b"), item{}, "{present (a), present (b)}", ""},
		{filter.Present("a", "b"), item{A: "1"}, "{present (b)}", ""},
		{filter.Present("a", "b"), item{A: "1", B: "1"}, "{}", "{present (a), present (b)}"},
		{filter.AllOf(filter.Differs("a", "1"), filter.Has("list", "x"), sub), item{A: "2"}, `{list has ("x"), some subs (s in ("x"))}`, ""},
		{filter.AllOf(filter.Differs("a", "1"), filter.Has("list", "x"), sub), item{A: "2", List: []string{"x"}, Subs: []string{"x"}}, "{}", `{a differs from "1", list has ("x"), some subs (s in ("x"))}`},
		{filter.Lacks("subs", filter.In("s", "x")), item{Subs: []string{"x"}}, `{no subs (s in ("x"))}`, ""},
	} {
		if got := shown(lacking(test.c, items.Row(test.row))); got != test.lacking {
			t.Errorf("%v lacks %s of %+v, want %s", test.c, got, test.row, test.lacking)
		}
		if got := shown(holding(test.c, items.Row(test.row))); got != test.holding {
			t.Errorf("%v holds by %s of %+v, want %s", test.c, got, test.row, test.holding)
		}
	}
}

func shown(all sets) string {
	var words []string
	for _, set := range all {
		var atoms []string
		for _, c := range set {
			atoms = append(atoms, c.String())
		}
		words = append(words, "{"+strings.Join(atoms, ", ")+"}")
	}
	return strings.Join(words, " ")
}

// Alternatives within alternatives are bounded: their number doubles with each.
func TestSetsAreBounded(t *testing.T) {
	var parts []filter.Condition
	for i := range 40 {
		parts = append(parts, filter.AnyOf(filter.In("a", fmt.Sprint("x", i)), filter.In("b", fmt.Sprint("x", i))))
	}
	if n := len(lacking(filter.AllOf(parts...), items.Row(item{}))); n == 0 || n > MaxRepairs {
		t.Errorf("%d sets", n)
	}
}
