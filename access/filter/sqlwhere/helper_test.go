package sqlwhere_test

import (
	"testing"

	"lupa.example/access/filter"
	"lupa.example/access/filter/sqlwhere"
)

// A file has a property of each type.
var schema = filter.Schema{Kind: "file", Properties: []filter.Property{
	{Name: "owner", Type: filter.TypeText},
	{Name: "folder.name", Type: filter.TypeText},
	{Name: "size", Type: filter.TypeText},
	{Name: "key", Type: filter.TypeText},
	{Name: "closed", Type: filter.TypeFlag},
	{Name: "users", Type: filter.TypeList},
	{Name: "groups", Type: filter.TypeList},
	{Name: "tags", Type: filter.TypeList},
	{Name: "parts", Type: filter.TypeObjects, Has: "user", Properties: []filter.Property{
		{Name: "user", Type: filter.TypeText},
		{Name: "page", Type: filter.TypeText},
		{Name: "done", Type: filter.TypeFlag},
		{Name: "roles", Type: filter.TypeList},
		{Name: "marks", Type: filter.TypeList},
	}},
	{Name: "ownerGroup", Type: filter.TypeText, From: "owner", Expand: func(group string) []string {
		if len(group) != 1 {
			return nil
		}
		return []string{group + "-0", group + "-1"}
	}},
}}

// persons are like files, of whom may be asked what they lack.
var persons = filter.Schema{Properties: schema.Properties}

func columns() sqlwhere.Columns {
	return sqlwhere.Columns{
		"owner":       sqlwhere.Text("owner"),
		"folder.name": sqlwhere.Text("folder"),
		"size":        sqlwhere.Int("size"),
		"key":         sqlwhere.UUID("key"),
		"closed":      sqlwhere.Flag("closed"),
		"users":       sqlwhere.Child("file_users", "file_id", "id", "user_name"),
		"groups":      sqlwhere.Child("docs.file_groups", "file_id", "id", "group_no").Ints(),
		"tags":        sqlwhere.Array("tags"),
		"parts": sqlwhere.Objects("parts", "file_id", "id", sqlwhere.Columns{
			"user":  sqlwhere.Text("user"),
			"page":  sqlwhere.Int("page"),
			"done":  sqlwhere.Flag("done"),
			"roles": sqlwhere.Text("role"),
			"marks": sqlwhere.Child("marks", "part_id", "part", "mark"),
		}),
	}
}

// with returns the columns with one of them replaced.
func with(name string, c sqlwhere.Column) sqlwhere.Columns {
	all := columns()
	all[name] = c
	return all
}

func mapping(t *testing.T, s filter.Schema, c sqlwhere.Columns) *sqlwhere.Mapping {
	t.Helper()
	m, err := sqlwhere.NewMapping(s, "f", c)
	if err != nil {
		t.Fatal(err)
	}
	return m
}
