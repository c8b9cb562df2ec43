package main

import (
	"lupa.example/access"
	"lupa.example/access/filter"
)

// Documents can be listed: the authority also says which rows, and which persons, its
// Check allows, as conditions that a database can evaluate. The test holds them to it.

var _ filter.Lister = documents{}

var (
	rows = filter.Declare(kindDocument,
		filter.Text("author", func(d *document) string { return d.Author }),
		filter.List("readers", func(d *document) []string { return d.Readers }),
	)
	persons = filter.DeclarePerson()
)

func (documents) Rows(s access.Subject, a access.Action, _ access.Kind) (filter.Condition, error) {
	wrote := filter.In("author", s.User)
	if a == actionChange {
		return wrote, nil
	}
	return filter.AllOf(filter.Present("author"), filter.AnyOf(wrote, filter.Has("readers", s.User))), nil
}

func (documents) People(a access.Action, r access.Resource) (filter.Condition, error) {
	d, ok := r.(*document)
	if !ok || d.Author == "" { // there is nobody who may
		return filter.Nothing(), access.Deny(access.ReasonIncomplete, "").Err()
	}
	wrote := filter.In("user", d.Author)
	if a == actionChange {
		return wrote, nil
	}
	return filter.AnyOf(wrote, filter.In("user", d.Readers...)), nil
}

func (documents) Schema(k access.Kind) filter.Schema {
	switch k {
	case kindDocument:
		return rows.Schema()
	case "":
		return persons.Schema()
	default:
		return filter.Schema{}
	}
}

func (documents) Row(r access.Resource) filter.Row {
	if d, ok := r.(*document); ok {
		return rows.Row(d)
	}
	return nil
}

func (documents) Person(s access.Subject) filter.Row { return persons.Row(s) }
