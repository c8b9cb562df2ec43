package filter_test

import (
	"iter"
	"slices"
	"testing"

	"lupa.example/access"
	"lupa.example/access/filter"
)

// A flat row has no lists of objects.
type flat struct{ link }

func (flat) Rows(string) iter.Seq[filter.Row] { return nil }

func TestNothingHoldsForNoRow(t *testing.T) {
	for _, row := range []filter.Row{nil, things.Row(nil)} {
		if filter.Match(filter.Everything(), row) {
			t.Error("everything holds for a nil row")
		}
	}
	if things.Match(filter.Everything(), nil) {
		t.Error("everything holds for a nil value")
	}
	if filter.Match(filter.Some("l", filter.Everything()), flat{}) {
		t.Error("something is in a list that is nil")
	}
	holed := &thing{Pieces: []*thing{nil}}
	for _, c := range []filter.Condition{filter.Some("pieces", filter.Everything()), filter.Has("pieces", "x")} {
		if things.Match(c, holed) {
			t.Errorf("%v holds of a nil object", c)
		}
	}
}

// What a condition asks that no row can answer holds for none.
func TestPropertiesThatAreNot(t *testing.T) {
	one := &thing{A: "x", F: yes(), L: []string{"x"}, Pieces: []*thing{{A: "x"}}}
	for _, c := range []filter.Condition{
		filter.In("none", "x"), filter.Present("none"), filter.Is("none", false), filter.Has("none", "x"), filter.Some("none", filter.Everything()), filter.Differs("none", "x"),
		filter.In("l", "x"), filter.Present("f"), filter.Is("a", true), filter.Has("a", "x"), filter.Some("l", filter.Everything()), filter.Differs("pieces", "y"),
	} {
		if things.Match(c, one) || filter.Match(c, byHand{one}) {
			t.Errorf("%v holds", c)
		}
	}
}

func TestRowOfADeclaration(t *testing.T) {
	row := things.Row(&thing{A: "x", F: yes(), L: []string{"l"}, Pieces: []*thing{{A: "p"}, nil, {B: "q"}}, Links: map[string][]string{"u": {"v", "w"}, "z": nil}})
	if f, known := row.Bool("f"); row.Text("a") != "x" || row.Text("f") != "" || !f || !known {
		t.Errorf("got %q and %v, %v", row.Text("a"), f, known)
	}
	for _, test := range []struct {
		list string
		want []string
	}{
		{"l", []string{"l"}}, {"pieces", []string{"", "p"}}, {"links", []string{"u", "u", "z"}}, {"a", nil}, {"none", nil},
	} {
		got := slices.Sorted(slices.Values(row.List(test.list)))
		if !slices.Equal(got, test.want) {
			t.Errorf("%s: got %q, want %q", test.list, got, test.want)
		}
	}
	for _, test := range []struct {
		list string
		want int
	}{{"pieces", 2}, {"links", 3}, {"l", 0}, {"none", 0}} {
		n := 0
		for range row.Rows(test.list) {
			n++
		}
		for stop := range n {
			seen := 0
			for range row.Rows(test.list) {
				if seen++; seen > stop {
					break
				}
			}
		}
		if n != test.want {
			t.Errorf("%s: got %d objects, want %d", test.list, n, test.want)
		}
	}
}

func TestHasAsksForTheWholeOfObjects(t *testing.T) {
	one := &thing{Pieces: []*thing{{A: "p"}, {A: "q", B: "b"}}, Links: map[string][]string{"u": {"v"}, "z": nil}}
	for _, test := range []struct {
		condition filter.Condition
		want      bool
	}{
		{filter.Has("pieces", "q"), true}, {filter.Has("pieces", "b"), false},
		{filter.Has("links", "u"), true}, {filter.Has("links", "z"), true}, {filter.Has("links", "v"), false},
		{filter.Some("links", filter.In("from", "z")), true}, {filter.Some("links", filter.AllOf(filter.In("from", "z"), filter.Present("to"))), false},
	} {
		if got := things.Match(test.condition, one); got != test.want {
			t.Errorf("%v: got %v", test.condition, got)
		}
	}
	reviewed := filter.Declare("x", filter.Map("links", "to", "from", "to", func(t *thing) map[string][]string { return t.Links }), filter.Objects("pieces", "", func(t *thing) []*thing { return t.Pieces }))
	if !reviewed.Match(filter.Has("links", "v"), one) || reviewed.Match(filter.Has("links", "u"), one) || reviewed.Match(filter.Has("pieces", "p"), one) {
		t.Error("Has asks for another property than the one that stands for the whole")
	}
}

func TestDerived(t *testing.T) {
	numbers := filter.Declare("x",
		filter.Text("number", func(s string) string { return s }),
		filter.Derived("group", "number", func(s string) string { return s[:1] }, func(g string) []string { return []string{g + "0", g + "1"} }),
	)
	p, _ := numbers.Schema().Property("group")
	if p.From != "number" || !slices.Equal(p.Expand("a"), []string{"a0", "a1"}) || !numbers.Match(filter.In("group", "a"), "a1") {
		t.Errorf("got %+v", p)
	}
}

func TestDeclarationsThatCannotBe(t *testing.T) {
	text := filter.Text("a", func(*thing) string { return "" })
	for name, declare := range map[string]func(){
		"no name":   func() { filter.Declare("x", filter.Text("", func(*thing) string { return "" })) },
		"no field":  func() { filter.Declare("x", filter.Field[*thing]{}) },
		"one twice": func() { filter.Declare("x", text, text) },
		"a person's user": func() {
			filter.DeclarePerson(filter.Text("user", func(access.Subject) string { return "" }))
		},
		"a whole that is none": func() {
			filter.Objects("x", "b", func(*thing) []*thing { return nil }, text)
		},
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: declared", name)
				}
			}()
			declare()
		}()
	}
}

func TestMatchingAllocatesNothing(t *testing.T) {
	p := policyOf(t, desk{})
	row := &paper{Org: "A", Author: "bo", Readers: []string{"cia"}, Open: yes(), Reviews: map[string][]string{"1": {"anna"}, "2": nil}}
	rows, err := filter.Rows(p, anna, actionRead, kindPaper)
	if err != nil || !papers.Match(rows, row) {
		t.Fatal(rows, err)
	}
	persons, err := filter.People(p, actionFile, row)
	if err != nil {
		t.Fatal(err)
	}
	bo := access.Subject{User: "bo", SignIn: access.SignedIn, Facts: []access.Fact{&staff{Org: "A", Posts: []post{{"x", []string{"sweep"}}}}}}
	links := filter.Some("links", filter.AllOf(filter.In("from", "a"), filter.In("to", "b")))
	pieces := filter.AnyOf(filter.Has("pieces", "z"), filter.Some("pieces", filter.AllOf(filter.Present("a"), filter.Has("l", "l"))))
	one := &thing{Links: map[string][]string{"a": {"b"}}, Pieces: []*thing{{A: "x", L: []string{"l"}}}}
	ready, person, thingRow := papers.Row(row), people.Row(bo), things.Row(one)
	for name, match := range map[string]func() bool{
		"a row":             func() bool { return filter.Match(rows, ready) },
		"a value":           func() bool { return papers.Match(rows, row) },
		"a person":          func() bool { return filter.Match(persons, person) },
		"a subject":         func() bool { return people.Match(persons, bo) },
		"a map of lists":    func() bool { return filter.Match(links, thingRow) },
		"a list of objects": func() bool { return things.Match(pieces, one) },
	} {
		if !match() {
			t.Errorf("%s: does not match", name)
		}
		if n := testing.AllocsPerRun(100, func() { match() }); n > 0 {
			t.Errorf("%s: %v allocations", name, n)
		}
	}
	var hand filter.Row = byHandPaper{ready}
	if n := testing.AllocsPerRun(100, func() { filter.Match(rows, hand) }); n > 0 {
		t.Errorf("a row by hand: %v allocations", n)
	}
}

// byHandPaper hides that a row was declared.
type byHandPaper struct{ filter.Row }

var reviewers = []string{"anna"}

func (r byHandPaper) List(property string) []string {
	if property == "reviews" {
		return reviewers
	}
	return r.Row.List(property)
}

func BenchmarkMatch(b *testing.B) {
	p, err := access.NewPolicy(desk{})
	if err != nil {
		b.Fatal(err)
	}
	c, err := filter.Rows(p, anna, actionRead, kindPaper)
	if err != nil {
		b.Fatal(err)
	}
	row := &paper{Org: "A", Author: "bo", Readers: []string{"cia", "anna"}}
	b.Run("condition", func(b *testing.B) {
		for b.Loop() {
			papers.Match(c, row)
		}
	})
	b.Run("check", func(b *testing.B) {
		for b.Loop() {
			p.Check(anna, actionRead, row)
		}
	})
}

func BenchmarkRows(b *testing.B) {
	p, err := access.NewPolicy(desk{})
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		filter.Rows(p, anna, actionRead, kindPaper)
	}
}

func BenchmarkIn(b *testing.B) {
	var forms []string
	for i := range 1000 {
		forms = append(forms, "form "+string(rune('a'+i/100))+string(rune('a'+i%100/10))+string(rune('a'+i%10)))
	}
	b.ReportAllocs()
	for b.Loop() {
		filter.In("form", forms...)
	}
}

// A row that was not declared is read through its methods.
func TestARowOfOnesOwnIsMatchedThroughItsMethods(t *testing.T) {
	row := byHand{&thing{A: "x", F: yes(), L: []string{"x"}, Pieces: []*thing{{A: "y"}, {A: "z"}}}}
	for _, test := range []struct {
		c    filter.Condition
		want bool
	}{
		{filter.In("a", "x"), true}, {filter.In("a", "y"), false},
		{filter.Some("pieces", filter.In("a", "z")), true}, {filter.Some("pieces", filter.In("a", "x")), false},
	} {
		if got := filter.Match(test.c, row); got != test.want {
			t.Errorf("%v: %v, want %v", test.c, got, test.want)
		}
	}
}
