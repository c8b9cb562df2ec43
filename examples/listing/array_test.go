package main

import (
	"encoding/json"
	"slices"
	"testing"

	"lupa.example/access/filter"
	"lupa.example/access/filter/sqlwhere"
)

// Arrays in a text of SQLite have exactly the values that they have, however these are
// written, and what is no array has none. Within Lacks it has all, so that nobody passes
// for lacking what cannot be read.
func TestArraysOfSQLite(t *testing.T) {
	s, err := openStore(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	defer s.close()
	tx, err := s.db.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback()
	must(t, s, tx, "CREATE TABLE owners (id integer PRIMARY KEY)")
	must(t, s, tx, "CREATE TABLE parts (owner integer, tags text)")
	schema := filter.Schema{Properties: []filter.Property{
		{Name: "parts", Type: filter.TypeObjects, Has: "tags", Properties: []filter.Property{{Name: "tags", Type: filter.TypeList}}},
	}}
	m, err := sqlwhere.NewMapping(schema, "o", sqlwhere.Columns{
		"parts": sqlwhere.Objects("parts", "owner", "id", sqlwhere.Columns{"tags": sqlwhere.Array("tags")}),
	})
	if err != nil {
		t.Fatal(err)
	}
	holds := func(c filter.Condition) bool {
		where, err := m.Where(c, s.dialect, 1)
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		if err := tx.QueryRow("SELECT count(*) FROM owners AS o WHERE "+where.SQL, where.Args...).Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n == 1
	}
	must(t, s, tx, "INSERT INTO owners (id) VALUES (1)")
	anna := filter.Has("tags", "anna")
	for _, stored := range []any{
		`["anna","b"]`, `["b"]`, `[]`, `null`, nil, `["ann\u0061"]`,
		`["anna","b\\u0000"]`, `["anna\\u0000"]`, `["anna","x\u0000"]`, `["anna\u0000","x"]`, `["anna","y\\\u0000"]`, `["anna\\\u0000"]`,
		`{"a":"anna"}`, `"anna"`, `[["anna"]]`, `["anna"`, `anna`, ``, `['anna']`, 7,
	} {
		must(t, s, tx, "DELETE FROM parts")
		must(t, s, tx, "INSERT INTO parts (owner, tags) VALUES (1, ?)", stored)
		var tags []string
		text, _ := stored.(string)
		readable := stored == nil || json.Unmarshal([]byte(text), &tags) == nil
		has := readable && slices.Contains(tags, "anna")
		if got := holds(filter.Some("parts", anna)); got != has {
			t.Errorf("%q has it: %v, want %v", stored, got, has)
		}
		lacks := holds(filter.Lacks("parts", anna))
		if lacks && has || readable && lacks == has {
			t.Errorf("%q lacks it: %v", stored, lacks)
		}
		if nested := stored == `[["anna"]]`; !readable && !nested && lacks {
			t.Errorf("%q cannot be read, and lacks it", stored)
		}
	}
}
