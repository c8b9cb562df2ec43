package filter_test

import (
	"testing"

	"lupa.example/access/filter"
)

func TestSchemaChecksConditions(t *testing.T) {
	persons := things.Schema()
	persons.Kind = ""
	persons.Properties = append(persons.Properties, filter.Property{Name: "whole", Type: filter.TypeObjects, Properties: []filter.Property{{Name: "inner", Type: filter.TypeObjects}}})
	rows := persons
	rows.Kind = "thing"
	everything := filter.Everything()
	const oneOf, oneOfAll = `; want one of "a", "b", "f", "l", "links"`, `; want one of "a", "b", "f", "l", "links", "pieces", "whole"`
	for _, test := range []struct {
		condition filter.Condition
		want      string // of a schema of persons
		rows      string // of one of rows, where another
	}{
		{filter.Nothing(), "", ""},
		{everything, "", ""},
		{filter.AllOf(filter.In("a", "x"), filter.Present("b"), filter.Is("f", true), filter.Has("l", "x"), filter.Has("pieces", "x")), "", ""},
		{filter.AnyOf(filter.Differs("a", "x"), filter.Some("pieces", filter.Some("links", filter.In("to", "x")))), "", ""},
		{filter.Lacks("pieces", filter.Present("a")), "", "filter: pieces: is asked for what it lacks, which a condition on rows may not"},
		{filter.Some("pieces", filter.Lacks("links", everything)), "", "filter: pieces.links: is asked for what it lacks, which a condition on rows may not"},
		{filter.In("x", "x"), "filter: x: is no property here" + oneOfAll, ""},
		{filter.In("x.y", "x"), "filter: x.y: is no property here" + oneOfAll, ""},
		{filter.Some("pieces", filter.In("links", "x")), "filter: pieces.links: is asked for as text, and is of the type objects", ""},
		{filter.Some("pieces", filter.Some("links", filter.In("x", "x"))), "filter: pieces.links.x: is no property here; want one of \"from\", \"to\"", ""},
		{filter.In("x\ny", "x"), `filter: ["x\ny"]: is no property here` + oneOfAll, ""},
		{filter.In("l", "x"), "filter: l: is asked for as text, and is of the type list", ""},
		{filter.Present("a", "f"), "filter: f: is asked for as text, and is of the type flag", ""},
		{filter.Differs("pieces", "x"), "filter: pieces: is asked for as text, and is of the type objects", ""},
		{filter.Is("a", true), "filter: a: is asked for as flag, and is of the type text", ""},
		{filter.Has("a", "x"), "filter: a: is asked for as list, and is of the type text", ""},
		{filter.Has("whole", "x"), "filter: whole: is a list of objects, of which no property stands for the whole", ""},
		{filter.Some("whole", filter.Has("inner", "x")), "filter: whole.inner: is a list of objects, of which no property stands for the whole", ""},
		{filter.Some("l", everything), "filter: l: is asked for as objects, and is of the type list", ""},
		{filter.AllOf(filter.Some("pieces", filter.In("pieces", "x")), filter.In("y", "x")), "filter: pieces.pieces: is no property here" + oneOf + "\nfilter: y: is no property here" + oneOfAll, ""},
	} {
		for kind, want := range map[string]string{"": test.want, "thing": test.want + test.rows} {
			s := persons
			if kind != "" {
				s = rows
			}
			got := ""
			if err := s.Check(test.condition); err != nil {
				got = err.Error()
			}
			if got != want {
				t.Errorf("%v of kind %q: got %q, want %q", test.condition, kind, got, want)
			}
		}
	}
}
