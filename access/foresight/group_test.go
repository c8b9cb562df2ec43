package foresight_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lupa.example/access"
	"lupa.example/access/foresight"
	"lupa.example/access/report"
)

func TestGroup(t *testing.T) {
	thing := func(kind, id string) report.Thing { return report.Thing{Kind: access.Kind(kind), ID: id} }
	change := func(effect report.Effect, who, action, form, scope string, without ...report.Thing) foresight.Change {
		return foresight.Change{
			Effect: effect, Who: foresight.Class{Of: []report.Thing{thing("profile", who)}}, Kind: "case", Actions: []access.Action{access.Action(action)},
			Which: foresight.Class{Of: []report.Thing{thing("scope", scope), thing("form", form)}, Without: without},
		}
	}
	given := []foresight.Change{
		change(report.Gain, "b", "read", "F2", "all"),
		change(report.Gain, "b", "read", "F1", "all"),
		change(report.Gain, "b", "change", "F1", "all"),
		change(report.Gain, "b", "change", "F2", "all"),
		change(report.Gain, "b", "change", "F2", "all"),
		change(report.Gain, "a", "change", "F2", "all"),
		change(report.Loss, "a", "change", "F2", "own"),
		change(report.Gain, "c", "read", "F1", "all", thing("form", "F9")),
		change(report.Gain, "a", "read", "F2", "all"),
		change(report.Gain, "a", "read", "F1", "all"),
		change(report.Gain, "a", "change", "F1", "all"),
		{Kind: "case", Actions: []access.Action{"read"}},
		{Kind: "case", Actions: []access.Action{"read", "change"}},
		{Kind: "form", Actions: []access.Action{"read"}},
		{Kind: "form", Actions: []access.Action{"read"}, Effect: report.Loss},
		{Kind: "form", Actions: []access.Action{"read"}, Who: foresight.Class{Of: []report.Thing{thing("profile", "a")}}},
	}
	before := foresight.Difference{Changes: given}.String()
	want := `profile a or b gains read, change of case (form F1 or F2; scope all)
profile a loses change of case (form F2; scope own)
profile c gains read of case (form F1; scope all; without form F9)
everybody gains read, change of case
everybody gains read of form
everybody loses read of form
profile a gains read of form
`
	if diff := cmp.Diff(want, foresight.Difference{Changes: foresight.Group(given)}.String()); diff != "" {
		t.Errorf("- want, + got:\n%s", diff)
	}
	if after := (foresight.Difference{Changes: given}).String(); after != before {
		t.Errorf("what was given is now\n%s", after)
	}
	if got := foresight.Group(nil); len(got) != 0 {
		t.Errorf("of nothing: %v", got)
	}
	// Names that look alike when they are put together are not.
	one, other := change(report.Gain, "a", "read", "F", "x"), change(report.Gain, "a", "read", "F", "x")
	one.Which.Without, other.Which.Without = []report.Thing{thing("k", "ab"), thing("k", "c")}, []report.Thing{thing("k", "a"), thing("k", "bc")}
	if got := foresight.Group([]foresight.Change{one, other}); len(got) != 2 {
		t.Errorf("%v", got)
	}
	one.Which.Without, other.Which.Without = []report.Thing{thing("k", "a")}, nil
	one.Which.With, other.Which.With = nil, []report.Thing{thing("k", "a")}
	if got := foresight.Group([]foresight.Change{one, other}); len(got) != 2 {
		t.Errorf("with and without are one: %v", got)
	}
	other = one
	other.Which.Without = []report.Thing{thing("l", "a")}
	if got := foresight.Group([]foresight.Change{one, other}); len(got) != 2 {
		t.Errorf("two kinds are one: %v", got)
	}
	// Things stand by their kinds, and then by name.
	other = one
	one.Who.Of, other.Who.Of = []report.Thing{thing("role", "a"), thing("person", "z")}, []report.Thing{thing("person", "y"), thing("role", "a")}
	if got := foresight.Group([]foresight.Change{one, other}); len(got) != 1 || !slices.Equal(got[0].Who.Of, []report.Thing{thing("person", "y"), thing("person", "z"), thing("role", "a")}) {
		t.Errorf("%v", got)
	}
	// Neither are those that mean other questions.
	other = one
	other.Except = []foresight.Except{{Who: one.Who, Which: one.Which}}
	if got := foresight.Group([]foresight.Change{one, other, other}); len(got) != 2 {
		t.Errorf("%v", got)
	}
}

func TestClassesHold(t *testing.T) {
	thing := func(kind, id string) report.Thing { return report.Thing{Kind: access.Kind(kind), ID: id} }
	c := foresight.Class{
		Of:      []report.Thing{thing("form", "F1"), thing("form", "F2"), thing("scope", "own")},
		With:    []report.Thing{thing("open", ""), thing("public", "")},
		Without: []report.Thing{thing("form", "F9"), thing("scope", "all")},
	}
	for _, test := range []struct {
		is   []report.Thing
		want bool
	}{
		{nil, false},
		{[]report.Thing{thing("form", "F1"), thing("scope", "own"), thing("open", ""), thing("public", "")}, true},
		{[]report.Thing{thing("form", "F2"), thing("scope", "own"), thing("open", ""), thing("public", "")}, true},
		{[]report.Thing{thing("form", "F2"), thing("form", "F9"), thing("scope", "own"), thing("open", ""), thing("public", "")}, false},
		{[]report.Thing{thing("form", "F2"), thing("scope", "own"), thing("public", "")}, false},
		{[]report.Thing{thing("form", "F2"), thing("open", ""), thing("public", "")}, false},
		{[]report.Thing{thing("form", "F3"), thing("scope", "own"), thing("open", ""), thing("public", "")}, false},
	} {
		if got := c.Holds(func(t report.Thing) bool { return slices.Contains(test.is, t) }); got != test.want {
			t.Errorf("%v: %v", test.is, got)
		}
	}
	if !(foresight.Class{}).Holds(func(report.Thing) bool { return false }) {
		t.Error("the class of all leaves something out")
	}
}
