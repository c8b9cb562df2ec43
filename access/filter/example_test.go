package filter_test

import (
	"encoding/json"
	"fmt"

	"lupa.example/access"
	"lupa.example/access/filter"
)

// A note is read by its author and its readers.
type note struct {
	Author  string
	Readers []string
}

func (*note) Kind() access.Kind { return "note" }

var notes = filter.Declare("note",
	filter.Text("author", func(n *note) string { return n.Author }),
	filter.List("readers", func(n *note) []string { return n.Readers }),
)

var readers = filter.DeclarePerson()

// Notebook is an authority, and a Lister.
type notebook struct{}

func (notebook) Kinds() []access.Kind { return []access.Kind{"note"} }

func (notebook) Check(s access.Subject, a access.Action, r access.Resource) access.Decision {
	n, ok := r.(*note)
	switch {
	case !ok:
		return access.Deny(access.ReasonUnknownKind, "")
	case a != "read":
		return access.Deny(access.ReasonUnknownAction, "")
	}
	for _, user := range append([]string{n.Author}, n.Readers...) {
		if user == s.User {
			return access.Allow("note/reader", "")
		}
	}
	return access.Deny("note/no-reader", "")
}

func (notebook) Rows(s access.Subject, a access.Action, k access.Kind) (filter.Condition, error) {
	if a != "read" {
		return filter.Nothing(), access.Deny(access.ReasonUnknownAction, "").Err()
	}
	return filter.AnyOf(filter.In("author", s.User), filter.Has("readers", s.User)), nil
}

func (notebook) People(a access.Action, r access.Resource) (filter.Condition, error) {
	n, ok := r.(*note)
	if !ok || a != "read" {
		return filter.Nothing(), access.Deny(access.ReasonUnknownAction, "").Err()
	}
	return filter.In("user", append([]string{n.Author}, n.Readers...)...), nil
}

func (notebook) Schema(k access.Kind) filter.Schema {
	if k == "" {
		return readers.Schema()
	}
	return notes.Schema()
}

func (notebook) Row(r access.Resource) filter.Row {
	n, _ := r.(*note)
	return notes.Row(n)
}

func (notebook) Person(s access.Subject) filter.Row { return readers.Row(s) }

func Example() {
	policy, err := access.NewPolicy(notebook{})
	if err != nil {
		panic(err)
	}
	mine, err := filter.Rows(policy, access.Subject{User: "anna"}, "read", "note")
	fmt.Println(mine, err)

	text, err := json.Marshal(filter.AllOf(mine, filter.In("author", "bo", "cia")))
	fmt.Println(string(text), err)

	row := &note{Author: "bo", Readers: []string{"anna"}}
	fmt.Println(filter.Match(mine, notes.Row(row)))

	who, err := filter.People(policy, "read", row)
	fmt.Println(who, err)

	_, err = filter.Rows(policy, access.Subject{}, "read", "note")
	fmt.Println(err)
	// Output:
	// author in ("anna") or readers has ("anna") <nil>
	// {"all":[{"any":[{"in":["author","anna"]},{"has":["readers","anna"]}]},{"in":["author","bo","cia"]}]} <nil>
	// true
	// user in ("anna", "bo") <nil>
	// access: denied: access/no-user
}
