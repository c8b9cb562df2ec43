package foresight

import (
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"lupa.example/access"
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

// Without decides a condition as if one of its atoms did not hold.
type without struct {
	row   filter.Row
	atom  string
	which filter.Condition
}

func (w without) holds(c filter.Condition) bool {
	return filter.Visit(c, without{w.row, w.atom, c})
}

func (w without) All(parts []filter.Condition) bool {
	return !slices.ContainsFunc(parts, func(c filter.Condition) bool { return !w.holds(c) })
}
func (w without) Any(parts []filter.Condition) bool   { return slices.ContainsFunc(parts, w.holds) }
func (w without) In(string, []string) bool            { return w.left() }
func (w without) Is(string, bool) bool                { return w.left() }
func (w without) Has(string, []string) bool           { return w.left() }
func (w without) Some(string, filter.Condition) bool  { return w.left() }
func (w without) Differs(string, string) bool         { return w.left() }
func (w without) Lacks(string, filter.Condition) bool { return w.left() }
func (w without) left() bool {
	return w.which.String() != w.atom && filter.Match(w.which, w.row)
}

func (w without) Present(properties []string) bool {
	return !slices.ContainsFunc(properties, func(p string) bool {
		return filter.Present(p).String() == w.atom || !filter.Match(filter.Present(p), w.row)
	})
}

// What ends the right is what it takes to hold, whichever way the condition is made up.
func TestEndsAreWhatItTakes(t *testing.T) {
	row := items.Row(item{A: "1", B: "1", On: true, List: []string{"x"}, Subs: []string{"x"}})
	leaves := []filter.Condition{
		filter.In("a", "1"), filter.In("b", "1"), filter.Is("on", true), filter.Has("list", "x"), filter.Some("subs", filter.In("s", "x")),
		filter.Differs("a", "2"), filter.Lacks("subs", filter.In("s", "y")), filter.Present("a", "b"), filter.Present("b"),
		filter.In("a", "2"), filter.Is("on", false), filter.Has("list", "y"), filter.Differs("b", "1"), // which do not hold
	}
	var draw func(t *rapid.T, depth int) filter.Condition
	draw = func(t *rapid.T, depth int) filter.Condition {
		kind := 0
		if depth > 0 {
			kind = rapid.IntRange(0, 2).Draw(t, "kind")
		}
		if kind == 0 {
			return rapid.SampledFrom(leaves).Draw(t, "leaf")
		}
		var parts []filter.Condition
		for range rapid.IntRange(1, 4).Draw(t, "parts") {
			parts = append(parts, draw(t, depth-1))
		}
		if kind == 1 {
			return filter.AllOf(parts...)
		}
		return filter.AnyOf(parts...)
	}
	some := 0
	rapid.Check(t, func(t *rapid.T) {
		c := draw(t, 3)
		g := Grounds{}
		g.add(Row, c, row)
		var got, want []string
		for _, end := range g.Ends {
			got = append(got, end.Holds[0].String())
		}
		if filter.Match(c, row) {
			for _, atom := range holding(c, row).atoms {
				if text := atom.String(); !(without{row: row, atom: text}).holds(c) {
					want = append(want, text)
				}
			}
		}
		if some += len(want); !slices.Equal(got, want) {
			t.Fatalf("%v ends with %q, want %q", c, got, want)
		}
	})
	if some == 0 {
		t.Error("nothing was needed")
	}
}

// What does not hold takes nothing to hold, within another condition too.
func TestNothingEndsWhatDoesNotHold(t *testing.T) {
	on, b := filter.Is("on", true), filter.In("b", "1")
	neither := filter.AllOf(on, filter.AnyOf(filter.In("a", "2"), filter.Has("list", "y")))
	for want, c := range map[string]filter.Condition{"": neither, `b in ("1")`: filter.AnyOf(neither, b)} {
		g := Grounds{}
		g.add(Row, c, items.Row(item{B: "1", On: true}))
		got := ""
		for _, end := range g.Ends {
			got += end.Holds[0].String()
		}
		if got != want {
			t.Errorf("%v ends with %q, want %q", c, got, want)
		}
	}
}

// Where alternatives come to more than are told, those that are told are not all.
func TestEndsOfMuch(t *testing.T) {
	on, list := filter.Is("on", true), filter.Has("list", "x")
	parts := []filter.Condition{on}
	for i := range 9 {
		parts = append(parts, filter.AnyOf(filter.Differs("a", fmt.Sprint(i)), filter.Differs("b", fmt.Sprint(i)), list))
	}
	for want, row := range map[string]item{"[on is true]": {A: "x", B: "x", On: true}, `[on is true list has ("x")]`: {On: true, List: []string{"x"}}} {
		g := Grounds{}
		g.add(Row, filter.AllOf(parts...), items.Row(row))
		var got []filter.Condition
		for _, end := range g.Ends {
			got = append(got, end.Holds...)
		}
		if fmt.Sprint(got) != want {
			t.Errorf("%v, want %s", got, want)
		}
	}
}

func shown(all collected) string {
	var words []string
	for _, set := range all.sets {
		var atoms []string
		for _, c := range all.conditions(set) {
			atoms = append(atoms, c.String())
		}
		words = append(words, "{"+strings.Join(atoms, ", ")+"}")
	}
	return strings.Join(words, " ")
}

// Alternatives within alternatives are bounded: their number doubles with each.
// Sets that have another within them go, wherever they stand; the others stay as they stood.
func TestTheSmallestSetsAreKept(t *testing.T) {
	for _, test := range []struct{ given, want sets }{
		{nil, nil},
		{sets{{0, 1}}, sets{{0, 1}}},
		{sets{{0, 1}, {0}}, sets{{0}}},
		{sets{{0}, {0, 1}}, sets{{0}}},
		{sets{{0, 1}, {0, 2}}, sets{{0, 1}, {0, 2}}},
		{sets{{0, 1}, {0, 2}, {1, 2}, {0, 1, 2}}, sets{{0, 1}, {0, 2}, {1, 2}}},
		{sets{{0, 1, 2, 3}, {0, 3}, {1, 2, 3}, {1, 3}, {2}}, sets{{0, 3}, {1, 3}, {2}}},
		{sets{{0, 1}, {}, {2}}, sets{{}}},
	} {
		c := collected{atoms: make([]filter.Condition, 4), sets: test.given}
		c.keepSmallest()
		if fmt.Sprint(c.sets) != fmt.Sprint(test.want) {
			t.Errorf("of %v there are kept %v, want %v", test.given, c.sets, test.want)
		}
	}
}

func TestSetsAreBounded(t *testing.T) {
	var parts []filter.Condition
	for i := range 40 {
		parts = append(parts, filter.AnyOf(filter.In("a", fmt.Sprint("x", i)), filter.In("b", fmt.Sprint("x", i))))
	}
	if n := len(lacking(filter.AllOf(parts...), items.Row(item{})).sets); n == 0 || n > MaxRepairs {
		t.Errorf("%d sets", n)
	}
}

// What it takes to find sets is in proportion to the condition, however it is made up:
// sets are not copied for each atom, and few are compared.
func TestSetsTakeWhatTheConditionHas(t *testing.T) {
	a := func(i int) filter.Condition { return filter.Has("list", fmt.Sprint("a", i)) }
	b := func(i int) filter.Condition { return filter.In("b", fmt.Sprint("b", i)) }
	on := filter.Is("on", true)
	each := func(n int, part func(i int) filter.Condition) []filter.Condition {
		parts := make([]filter.Condition, n)
		for i := range parts {
			parts[i] = part(i)
		}
		return parts
	}
	for name, made := range map[string]func(n int) filter.Condition{
		"all of many": func(n int) filter.Condition { return filter.AllOf(each(n, a)...) },
		"all of properties": func(n int) filter.Condition {
			names := make([]string, n)
			for i := range names {
				names[i] = fmt.Sprint("p", i)
			}
			return filter.Present(names...)
		},
		"any of many": func(n int) filter.Condition {
			return filter.AnyOf(each(n, func(i int) filter.Condition { return filter.AllOf(on, b(i), a(i)) })...)
		},
		"all of pairs": func(n int) filter.Condition {
			return filter.AllOf(each(n, func(i int) filter.Condition { return filter.AnyOf(a(i), b(i)) })...)
		},
	} {
		const n = 1000
		taken := func(n int) (bytes uint64, work int) {
			c, row := made(n), items.Row(item{})
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			found := lacking(c, row)
			runtime.ReadMemStats(&after)
			return after.TotalAlloc - before.TotalAlloc, found.work
		}
		few, _ := taken(n)
		many, work := taken(2 * n)
		if many > 3*few {
			t.Errorf("%s: %d bytes for %d, %d for %d", name, few, n, many, 2*n)
		}
		if most := 20 * n; work > most {
			t.Errorf("%s: %d sets were compared, want at most %d", name, work, most)
		}
	}
}

// oneWay is a mender that knows one step for each atom.
type oneWay struct{ Mender }

func (oneWay) Mend(access.Question, Part, filter.Condition) []Step { return []Step{{Act: "mend"}} }

// A repair of many steps is written once, and not again for each step.
func TestLongRepairsTakeWhatTheyHold(t *testing.T) {
	taken := func(n int) uint64 {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		changes := mended(oneWay{}, access.Question{}, Person, make([]filter.Condition, n))
		runtime.ReadMemStats(&after)
		if len(changes) != 1 || len(changes[0]) != n {
			t.Fatalf("%d atoms: %d changes", n, len(changes))
		}
		return after.TotalAlloc - before.TotalAlloc
	}
	const n = 1000
	if few, many := taken(n), taken(2*n); many > 3*few {
		t.Errorf("%d bytes for %d steps, %d for %d", few, n, many, 2*n)
	}
}
