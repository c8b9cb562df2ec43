package sqlwhere_test

import (
	"math"
	"slices"
	"strings"
	"testing"

	"lupa.example/access"
	"lupa.example/access/filter"
	"lupa.example/access/filter/sqlwhere"
)

func TestMappingsThatAreRefused(t *testing.T) {
	without := func(name string) sqlwhere.Columns {
		all := columns()
		delete(all, name)
		return all
	}
	objects := func(name string, c sqlwhere.Column) sqlwhere.Columns {
		within := sqlwhere.Columns{"user": sqlwhere.Text("user"), "page": sqlwhere.Text("page"), "done": sqlwhere.True, "roles": sqlwhere.Unknown, "marks": sqlwhere.Unknown}
		within[name] = c
		return with("parts", sqlwhere.Objects("parts", "file_id", "id", within))
	}
	long := strings.Repeat("a", 64)
	for _, test := range []struct {
		alias   string
		columns sqlwhere.Columns
		want    []string
	}{
		{"f", without("owner"), []string{
			"sqlwhere: owner: has no column; want one, or True, False or Unknown",
			"sqlwhere: ownerGroup: has no column; want one, or True, False or Unknown",
		}},
		{"f", without("closed"), []string{"sqlwhere: closed: has no column; want one, or True, False or Unknown"}},
		{"f", with("owner", sqlwhere.Column{}), []string{`sqlwhere: owner: is mapped to no column, and is of the type text`}},
		{"f", with("owned", sqlwhere.Text("a")), []string{`sqlwhere: owned: is mapped, and is no property here; want one of "owner", "folder.name", "size", "key", "closed", "users", "groups", "tags", "parts", "ownerGroup"`}},
		{"f", with("owner", sqlwhere.Flag("a")), []string{`sqlwhere: owner: is mapped to Flag("a"), and is of the type text`}},
		{"f", with("owner", sqlwhere.True), []string{`sqlwhere: owner: is mapped to True, and is of the type text`}},
		{"f", with("owner", sqlwhere.False), []string{`sqlwhere: owner: is mapped to False, and is of the type text`}},
		{"f", with("owner", sqlwhere.Array("a")), []string{`sqlwhere: owner: is mapped to Array("a"), and is of the type text`}},
		{"f", with("owner", sqlwhere.Child("a", "b", "c", "d")), []string{`sqlwhere: owner: is mapped to Child("a", …), and is of the type text`}},
		{"f", with("owner", sqlwhere.Objects("a", "b", "c", nil)), []string{`sqlwhere: owner: is mapped to Objects("a", …), and is of the type text`}},
		{"f", with("closed", sqlwhere.Int("a")), []string{`sqlwhere: closed: is mapped to Int("a"), and is of the type flag`}},
		{"f", with("tags", sqlwhere.UUID("a")), []string{`sqlwhere: tags: is mapped to UUID("a"), and is of the type list`}},
		{"f", with("parts", sqlwhere.Child("a", "b", "c", "d")), []string{`sqlwhere: parts: is mapped to Child("a", …), and is of the type objects`}},
		{"f", with("parts", sqlwhere.Objects("parts", "file_id", "id", nil)), []string{
			"sqlwhere: parts.user: has no column; want one, or True, False or Unknown",
			"sqlwhere: parts.page: has no column; want one, or True, False or Unknown",
			"sqlwhere: parts.done: has no column; want one, or True, False or Unknown",
			"sqlwhere: parts.roles: has no column; want one, or True, False or Unknown",
			"sqlwhere: parts.marks: has no column; want one, or True, False or Unknown",
		}},
		{"f", objects("user", sqlwhere.Text("a b")), []string{`sqlwhere: parts.user: the column "a b" is no plain identifier; want letters, digits and _`}},
		{"f", objects("x", sqlwhere.Text("a")), []string{`sqlwhere: parts.x: is mapped, and is no property here; want one of "user", "page", "done", "roles", "marks"`}},
		{"f", with("owner", sqlwhere.Text("")), []string{`sqlwhere: owner: the column has no name`}},
		{"f", with("owner", sqlwhere.Text(`a"b`)), []string{`sqlwhere: owner: the column "a\"b" is no plain identifier; want letters, digits and _`}},
		{"f", with("owner", sqlwhere.Text("1a")), []string{`sqlwhere: owner: the column "1a" is no plain identifier; want letters, digits and _`}},
		{"f", with("owner", sqlwhere.Text("f.owner")), []string{`sqlwhere: owner: the column "f.owner" is no plain identifier; want letters, digits and _`}},
		{"f", with("owner", sqlwhere.Text("ä")), []string{`sqlwhere: owner: the column "ä" is no plain identifier; want letters, digits and _`}},
		{"f", with("owner", sqlwhere.Text("a@")), []string{`sqlwhere: owner: the column "a@" is no plain identifier; want letters, digits and _`}},
		{"f", with("owner", sqlwhere.Text(long)), []string{`sqlwhere: owner: the column "` + long + `" is 64 bytes long; want at most 63`}},
		{"f", with("users", sqlwhere.Child("a;b", "c d", "e-f", "g\x00")), []string{
			`sqlwhere: users: the column "g\x00" is no plain identifier; want letters, digits and _`,
			`sqlwhere: users: the column "c d" is no plain identifier; want letters, digits and _`,
			`sqlwhere: users: the column "e-f" is no plain identifier; want letters, digits and _`,
			`sqlwhere: users: the table "a;b" is no plain identifier; want letters, digits and _`,
		}},
		{"f", with("users", sqlwhere.Child("a.b.c", "x", "y", "z")), []string{`sqlwhere: users: the table "b.c" is no plain identifier; want letters, digits and _`}},
		{"f", with("users", sqlwhere.Child("a.", "x", "y", "z")), []string{`sqlwhere: users: the table has no name`}},
		{"", columns(), []string{"sqlwhere: the alias has no name"}},
		{"f f", columns(), []string{`sqlwhere: the alias "f f" is no plain identifier; want letters, digits and _`}},
		{long[:41], columns(), []string{`sqlwhere: the alias "` + long[:41] + `" is 41 bytes long; want at most 40`}},
	} {
		m, err := sqlwhere.NewMapping(schema, test.alias, test.columns)
		var got []string
		for _, f := range access.Findings(err) {
			got = append(got, f.Error())
		}
		if m != nil || !slices.Equal(got, test.want) {
			t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(test.want, "\n"))
		}
	}
	if _, err := sqlwhere.NewMapping(filter.Schema{Kind: "x"}, "x", nil); err == nil {
		t.Error("a schema without properties was mapped")
	}
	odd := filter.Schema{Kind: "x", Properties: []filter.Property{{Name: "a", Type: "number"}}}
	if _, err := sqlwhere.NewMapping(odd, "x", sqlwhere.Columns{"a": sqlwhere.Unknown}); err == nil || err.Error() != "sqlwhere: a: is mapped to Unknown, and is of the type number" {
		t.Errorf("got the error %v of a property of no type", err)
	}
}

func TestConditionsThatAreRefused(t *testing.T) {
	m := mapping(t, schema, columns())
	for _, test := range []struct {
		m         *sqlwhere.Mapping
		condition filter.Condition
		dialect   sqlwhere.Dialect
		first     int
		want      string
	}{
		{nil, filter.Nothing(), sqlwhere.SQLite, 1, "sqlwhere: the mapping was never made; want one of NewMapping"},
		{new(sqlwhere.Mapping), filter.Everything(), sqlwhere.SQLite, 1, "sqlwhere: the mapping was never made; want one of NewMapping"},
		{m, filter.Nothing(), 0, 1, "sqlwhere: Dialect(0) is no dialect; want PostgreSQL or SQLite"},
		{m, filter.Nothing(), 3, 1, "sqlwhere: Dialect(3) is no dialect; want PostgreSQL or SQLite"},
		{m, filter.Nothing(), sqlwhere.PostgreSQL, 0, "sqlwhere: the first parameter cannot be $0; want a number from 1 to 65535"},
		{m, filter.Nothing(), sqlwhere.PostgreSQL, 65536, "sqlwhere: the first parameter cannot be $65536; want a number from 1 to 65535"},
		{m, filter.Nothing(), sqlwhere.PostgreSQL, math.MaxInt, "sqlwhere: the first parameter cannot be $9223372036854775807; want a number from 1 to 65535"},
		{m, filter.AllOf(filter.In("owner", "a"), filter.Has("tags", "b")), sqlwhere.PostgreSQL, 65535, "sqlwhere: the last parameter cannot be $65536; want 65535 at most, with a lower first one"},
		{m, filter.In("other", "a"), sqlwhere.PostgreSQL, 1, `filter: other: is no property here; want one of "owner", "folder.name", "size", "key", "closed", "users", "groups", "tags", "parts", "ownerGroup"`},
		{m, filter.In("tags", "a"), sqlwhere.PostgreSQL, 1, "filter: tags: is asked for as text, and is of the type list"},
		{m, filter.Lacks("parts", filter.In("user", "a")), sqlwhere.SQLite, 1, "filter: parts: is asked for what it lacks, which a condition on rows may not"},
		{m, filter.Present("ownerGroup"), sqlwhere.SQLite, 1, "sqlwhere: ownerGroup: has no column of its own, and is asked for more than its values; want one, such as Group"},
		{m, filter.Differs("ownerGroup", "a"), sqlwhere.SQLite, 1, "sqlwhere: ownerGroup: has no column of its own, and is asked for more than its values; want one, such as Group"},
	} {
		if got, err := test.m.Where(test.condition, test.dialect, test.first); err == nil || err.Error() != test.want || got.SQL != "" || got.Args != nil {
			t.Errorf("%v: got %v and the error %v, want %s", test.condition, got, err, test.want)
		}
	}
	for _, first := range []int{0, 70000} {
		if _, err := m.Where(filter.In("owner", "a"), sqlwhere.SQLite, first); err != nil {
			t.Errorf("where parameters have no numbers, got the error %v for the first", err)
		}
	}
	if w, err := m.Where(filter.In("owner", "a"), sqlwhere.PostgreSQL, 65535); err != nil || !strings.Contains(w.SQL, "$65535") {
		t.Errorf("the last parameter that there is: %v, error %v", w, err)
	}
}

// What a caller does to its columns afterwards changes no mapping.
func TestMappingsKeepTheirColumns(t *testing.T) {
	all := columns()
	within := sqlwhere.Columns{"user": sqlwhere.Text("user"), "page": sqlwhere.Unknown, "done": sqlwhere.Unknown, "roles": sqlwhere.Unknown, "marks": sqlwhere.Unknown}
	all["parts"] = sqlwhere.Objects("parts", "file_id", "id", within)
	m := mapping(t, schema, all)
	c := filter.AllOf(filter.In("owner", "a"), filter.Has("parts", "a"))
	before, err := m.Where(c, sqlwhere.PostgreSQL, 1)
	if err != nil {
		t.Fatal(err)
	}
	all["owner"], within["user"] = sqlwhere.Text("other"), sqlwhere.Text("other")
	if after, err := m.Where(c, sqlwhere.PostgreSQL, 1); err != nil || after.SQL != before.SQL {
		t.Errorf("got %s and the error %v, want %s", after.SQL, err, before.SQL)
	}
}

func TestDialectString(t *testing.T) {
	if got := sqlwhere.PostgreSQL.String() + sqlwhere.SQLite.String() + sqlwhere.Dialect(9).String(); got != "PostgreSQLSQLiteDialect(9)" {
		t.Errorf("got %s", got)
	}
}
