package filter_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"lupa.example/access/filter"
)

func TestNormalForms(t *testing.T) {
	a, b := filter.In("a", "1"), filter.Is("b", true)
	for _, test := range []struct{ got, want filter.Condition }{
		{filter.Condition{}, filter.Nothing()},
		{filter.AllOf(), filter.Everything()},
		{filter.AnyOf(), filter.Nothing()},
		{filter.AllOf(a), a},
		{filter.AnyOf(a), a},
		{filter.AllOf(a, filter.Nothing()), filter.Nothing()},
		{filter.AllOf(filter.Present("x"), filter.Present("y"), a, b), filter.AllOf(filter.Present("x", "y"), a, b)},
		{filter.AllOf(a, filter.Everything()), a},
		{filter.AnyOf(a, filter.Nothing()), a},
		{filter.AnyOf(a, filter.Everything()), filter.Everything()},
		{filter.AllOf(a, filter.AllOf(b, filter.Present("c"))), filter.AllOf(a, b, filter.Present("c"))},
		{filter.AnyOf(a, filter.AnyOf(b, filter.Present("c"))), filter.AnyOf(a, b, filter.Present("c"))},
		{filter.AnyOf(filter.In("p", "2"), b, filter.In("p", "1", "2")), filter.AnyOf(filter.In("p", "1", "2"), b)},
		{filter.AnyOf(filter.Has("p", "2"), filter.In("p", "1")), filter.AnyOf(filter.Has("p", "2"), filter.In("p", "1"))},
		{filter.AnyOf(filter.Has("p", "2"), filter.Has("p", "1")), filter.Has("p", "1", "2")},
		{filter.In("p"), filter.Nothing()},
		{filter.In("p", "", ""), filter.Nothing()},
		{filter.In("p", "b", "", "a", "b"), filter.In("p", "a", "b")},
		{filter.Has("p", ""), filter.Nothing()},
		{filter.Present(), filter.Everything()},
		{filter.Present("b", "a", "b"), filter.AllOf(filter.Present("a"), filter.Present("b"))},
		{filter.AllOf(filter.Present("p"), filter.In("p", "x")), filter.In("p", "x")},
		{filter.AllOf(filter.Differs("p", "x"), filter.Present("q", "p")), filter.AllOf(filter.Differs("p", "x"), filter.Present("q"))},
		{filter.Some("l", filter.Nothing()), filter.Nothing()},
		{filter.Lacks("l", filter.Nothing()), filter.Everything()},
		{filter.Differs("p", ""), filter.Present("p")},
		{filter.In("", "x"), filter.Nothing()},
		{filter.Present("a", ""), filter.Nothing()},
		{filter.Is("", false), filter.Nothing()},
		{filter.Some("", a), filter.Nothing()},
		{filter.Differs("", "x"), filter.Nothing()},
		{filter.Lacks("", a), filter.Nothing()},
		{filter.Lacks("", filter.Nothing()), filter.Nothing()},
	} {
		if !test.got.Equal(test.want) || test.got.String() != test.want.String() {
			t.Errorf("got %v, want %v", test.got, test.want)
		}
	}
}

func TestConditionsThatDiffer(t *testing.T) {
	all := []filter.Condition{
		filter.Nothing(), filter.Everything(), filter.In("a", "x"), filter.In("b", "x"), filter.In("a", "x", "y"), filter.Has("a", "x"),
		filter.Present("a"), filter.Is("a", true), filter.Is("a", false), filter.Differs("a", "x"), filter.Differs("a", "y"),
		filter.Some("a", filter.Everything()), filter.Some("a", filter.Present("a")), filter.Lacks("a", filter.Present("a")),
		filter.AllOf(filter.In("a", "x"), filter.Is("a", true)), filter.AnyOf(filter.In("a", "x"), filter.Is("a", true)),
	}
	for i, c := range all {
		for j, d := range all {
			if c.Equal(d) != (i == j) || (c.String() == d.String()) != (i == j) {
				t.Errorf("%v and %v: equal %v", c, d, c.Equal(d))
			}
		}
	}
}

func TestString(t *testing.T) {
	for _, test := range []struct {
		condition filter.Condition
		want      string
	}{
		{filter.Condition{}, "nothing"},
		{filter.Everything(), "everything"},
		{filter.Some("l", filter.Everything()), "some l (everything)"},
		{filter.AllOf(filter.Present("b", "a"), filter.AnyOf(filter.In("form", "F2", "F1"), filter.Has("users", `an"na`)), filter.Is("closed", false)),
			`present (a, b) and (form in ("F1", "F2") or users has ("an\"na")) and closed is false`},
		{filter.AnyOf(filter.Differs("p", "x"), filter.AllOf(filter.Lacks("roles", filter.AnyOf(filter.In("org", "A"), filter.Is("f", true))), filter.In("a", "b"))),
			`p differs from "x" or (no roles (org in ("A") or f is true) and a in ("b"))`},
		{filter.AllOf(filter.Present("client.org", "a, b"), filter.In("p in (\"x\")\nor q", "y")), `present ("a, b", client.org) and "p in (\"x\")\nor q" in ("y")`},
	} {
		if got := test.condition.String(); got != test.want {
			t.Errorf("got %s, want %s", got, test.want)
		}
	}
}

// What the normal form holds for is what was asked for, word for word.
func TestConditionsMeanWhatTheySay(t *testing.T) {
	held := 0
	rapid.Check(t, func(t *rapid.T) {
		e := exprs(3).Draw(t, "condition")
		for _, one := range rapid.SliceOfN(thingsOf(2), 1, 6).Draw(t, "things") {
			want := e.holds(byHand{one})
			if want {
				held++
			}
			if got := filter.Match(e.built, byHand{one}); got != want {
				t.Fatalf("%v: got %v, want %v for %+v", e.built, got, want, one)
			}
			if got, want := filter.Match(e.built, things.Row(one)), e.holds(things.Row(one)); got != want {
				t.Fatalf("%v: declared, got %v, want %v for %+v", e.built, got, want, one)
			}
			if got := things.Match(e.built, one); got != filter.Match(e.built, things.Row(one)) {
				t.Fatalf("%v: got %v of the value and another of its row", e.built, got)
			}
		}
	})
	if held == 0 {
		t.Error("no condition held for anything")
	}
}

// Nothing that is added to a disjunction takes away, and nothing added to a conjunction
// gives.
func TestMoreConditions(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, d := exprs(2).Draw(t, "one").built, exprs(2).Draw(t, "other").built
		row := byHand{thingsOf(2).Draw(t, "thing")}
		x, y := filter.Match(c, row), filter.Match(d, row)
		if filter.Match(filter.AllOf(c, d), row) != (x && y) || filter.Match(filter.AnyOf(c, d), row) != (x || y) {
			t.Fatalf("%v, %v", c, d)
		}
		if !filter.AllOf(c, filter.AllOf(d, c)).Equal(filter.AllOf(filter.AllOf(c, d), c)) || !filter.AnyOf(c, filter.AnyOf(d, c)).Equal(filter.AnyOf(filter.AnyOf(c, d), c)) {
			t.Fatalf("how %v and %v are grouped makes a difference", c, d)
		}
	})
}

// What a caller does to its slices afterwards changes no condition.
func TestConditionsKeepTheirValues(t *testing.T) {
	values := []string{"a", "b"}
	parts := []filter.Condition{filter.In("p", values...), filter.Has("l", values...)}
	c := filter.AllOf(append(parts, filter.Present(values...))...)
	want := c.String()
	values[0] = "z"
	parts[0] = filter.Nothing()
	filter.Visit(c, spoiler{})
	if got := c.String(); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// A spoiler overwrites all that it is given.
type spoiler struct{}

func (v spoiler) All(parts []filter.Condition) int {
	for _, c := range parts {
		filter.Visit(c, v)
	}
	clear(parts)
	return 0
}
func (v spoiler) Any(parts []filter.Condition) int          { return v.All(parts) }
func (spoiler) In(_ string, values []string) int            { clear(values); return 0 }
func (spoiler) Present(properties []string) int             { clear(properties); return 0 }
func (spoiler) Is(string, bool) int                         { return 0 }
func (spoiler) Has(_ string, values []string) int           { clear(values); return 0 }
func (v spoiler) Some(_ string, each filter.Condition) int  { return filter.Visit(each, v) }
func (spoiler) Differs(_, _ string) int                     { return 0 }
func (v spoiler) Lacks(_ string, each filter.Condition) int { return filter.Visit(each, v) }

// An echo builds the condition that it visits again.
type echo struct{}

func (v echo) each(parts []filter.Condition) (all []filter.Condition) {
	for _, c := range parts {
		all = append(all, filter.Visit(c, v))
	}
	return all
}
func (v echo) All(parts []filter.Condition) filter.Condition { return filter.AllOf(v.each(parts)...) }
func (v echo) Any(parts []filter.Condition) filter.Condition { return filter.AnyOf(v.each(parts)...) }
func (echo) In(p string, values []string) filter.Condition   { return filter.In(p, values...) }
func (echo) Present(ps []string) filter.Condition            { return filter.Present(ps...) }
func (echo) Is(p string, want bool) filter.Condition         { return filter.Is(p, want) }
func (echo) Has(p string, values []string) filter.Condition  { return filter.Has(p, values...) }
func (v echo) Some(p string, c filter.Condition) filter.Condition {
	return filter.Some(p, filter.Visit(c, v))
}
func (echo) Differs(p, value string) filter.Condition { return filter.Differs(p, value) }
func (v echo) Lacks(p string, c filter.Condition) filter.Condition {
	return filter.Lacks(p, filter.Visit(c, v))
}

func TestVisitShowsAll(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := exprs(3).Draw(t, "condition").built
		if got := filter.Visit(c, echo{}); !got.Equal(c) {
			t.Fatalf("got %v, want %v", got, c)
		}
	})
}

// Many properties are told apart as few are.
func TestAlternativesOfManyProperties(t *testing.T) {
	for _, n := range []int{1, 15, 16, 17, 40} {
		var once, twice []filter.Condition
		for _, value := range []string{"x", "y"} {
			for i := range n {
				name := "p" + string(rune('A'+i))
				twice = append(twice, filter.In(name, value), filter.Has(name, value))
				if value == "y" {
					once = append(once, filter.In(name, "x", "y"), filter.Has(name, "y", "x"))
				}
			}
		}
		if got, want := filter.AnyOf(twice...), filter.AnyOf(once...); !got.Equal(want) {
			t.Errorf("of %d: got %v, want %v", n, got, want)
		} else if lists := strings.Count(got.String(), `("x", "y")`); lists != 2*n {
			t.Errorf("of %d: %d lists in %v", n, lists, got)
		}
	}
}

func TestManyValues(t *testing.T) {
	var values []string
	var parts []filter.Condition
	for i := range 70_000 {
		v := string([]byte{'a' + byte(i%7), byte(i), byte(i >> 8), byte(i >> 16)})
		values = append(values, v)
		parts = append(parts, filter.In("p", v))
	}
	c := filter.In("p", values...)
	if !filter.AnyOf(parts...).Equal(c) {
		t.Error("the union of single values is another condition than all values")
	}
	slices.Reverse(values)
	if !filter.In("p", values...).Equal(c) {
		t.Error("the order of values makes a difference")
	}
}

// A name is shown as it is if nothing in it could be taken for something else.
func TestNamesAreShownPlainly(t *testing.T) {
	for c := range byte(0x80) {
		name := "a" + string(rune(c)) + "b"
		plain := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte(".-_", c) >= 0
		if got := filter.In(name, "x").String(); strings.HasPrefix(got, name+" ") != plain {
			t.Errorf("%q is shown as %s", name, got)
		}
	}
}
