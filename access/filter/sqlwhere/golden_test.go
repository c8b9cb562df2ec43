package sqlwhere_test

import (
	"reflect"
	"testing"

	"lupa.example/access/filter"
	"lupa.example/access/filter/sqlwhere"
)

// A golden is what becomes of a condition.
type golden struct {
	condition    filter.Condition
	postgres     string
	postgresArgs []any
	sqlite       string
	sqliteArgs   []any
}

type args = []any

func checkGolden(t *testing.T, m *sqlwhere.Mapping, all []golden) {
	t.Helper()
	for _, g := range all {
		for _, d := range []struct {
			sqlwhere.Dialect
			want sqlwhere.Where
		}{
			{sqlwhere.PostgreSQL, sqlwhere.Where{SQL: g.postgres, Args: g.postgresArgs}},
			{sqlwhere.SQLite, sqlwhere.Where{SQL: g.sqlite, Args: g.sqliteArgs}},
		} {
			got, err := m.Where(g.condition, d.Dialect, 3)
			if err != nil || got.SQL != d.want.SQL || !reflect.DeepEqual(got.Args, d.want.Args) {
				t.Errorf("%v on %v\ngot   %s\nand   %#v, error %v\nwant  %s\nand   %#v", g.condition, d.Dialect, got.SQL, got.Args, err, d.want.SQL, d.want.Args)
			}
		}
	}
}

func TestWhere(t *testing.T) {
	const (
		k1 = "00000000-0000-0000-0000-000000000001"
		k2 = "abcdef01-2345-6789-abcd-ef0123456789"
	)
	checkGolden(t, mapping(t, schema, columns()), []golden{
		{filter.Nothing(), `FALSE`, nil, `1=0`, nil},
		{filter.Everything(), `TRUE`, nil, `1=1`, nil},
		{filter.In("owner", "b", "a"),
			`"f"."owner" = ANY($3::text[])`, args{`{"a","b"}`},
			`(typeof("f"."owner") = 'text' AND "f"."owner" COLLATE BINARY IN (SELECT value FROM json_each(?)))`, args{`["a","b"]`}},
		{filter.In("size", "7", "42"),
			`"f"."size" = ANY($3::bigint[])`, args{`{42,7}`},
			`(typeof("f"."size") = 'integer' AND "f"."size" IN (SELECT value FROM json_each(?)))`, args{`[42,7]`}},
		{filter.In("key", k1, k2),
			`"f"."key" = ANY($3::uuid[])`, args{`{` + k1 + `,` + k2 + `}`},
			`(typeof("f"."key") = 'text' AND "f"."key" COLLATE BINARY IN (SELECT value FROM json_each(?)))`, args{`["` + k1 + `","` + k2 + `"]`}},
		{filter.Present("owner"),
			`"f"."owner" <> ''`, nil,
			`(typeof("f"."owner") = 'text' AND "f"."owner" COLLATE BINARY <> '')`, nil},
		{filter.Present("owner", "size", "key"),
			`("f"."key" IS NOT NULL AND "f"."owner" <> '' AND "f"."size" IS NOT NULL)`, nil,
			`(typeof("f"."key") = 'text' AND "f"."key" COLLATE BINARY <> '' AND typeof("f"."owner") = 'text' AND "f"."owner" COLLATE BINARY <> '' AND typeof("f"."size") = 'integer')`, nil},
		{filter.Is("closed", false), `"f"."closed" = false`, nil, `"f"."closed" = 0`, nil},
		{filter.Is("closed", true), `"f"."closed" = true`, nil, `"f"."closed" = 1`, nil},
		{filter.Differs("owner", "a"),
			`("f"."owner" <> '' AND "f"."owner" <> $3::text)`, args{"a"},
			`(typeof("f"."owner") = 'text' AND "f"."owner" COLLATE BINARY <> '' AND "f"."owner" COLLATE BINARY <> ?)`, args{"a"}},
		{filter.Differs("size", "7"),
			`("f"."size" IS NOT NULL AND "f"."size" <> $3::bigint)`, args{int64(7)},
			`(typeof("f"."size") = 'integer' AND "f"."size" <> ?)`, args{int64(7)}},
		{filter.Differs("key", k1),
			`("f"."key" IS NOT NULL AND "f"."key" <> $3::uuid)`, args{k1},
			`(typeof("f"."key") = 'text' AND "f"."key" COLLATE BINARY <> '' AND "f"."key" COLLATE BINARY <> ?)`, args{k1}},
		{filter.Has("tags", "a", "b"),
			`"f"."tags" && $3::text[]`, args{`{"a","b"}`},
			`EXISTS (SELECT 1 FROM json_each(CASE WHEN json_valid("f"."tags") THEN "f"."tags" END) AS "f_1" WHERE typeof("f_1"."key") = 'integer' AND "f_1"."type" = 'text' AND "f_1"."value" IN (SELECT value FROM json_each(?)) AND (instr(replace("f"."tags", '\\', ''), '\u0000') = 0 OR instr(replace("f"."tags" -> "f_1"."fullkey", '\\', ''), '\u0000') = 0))`, args{`["a","b"]`}},
		{filter.Has("users", "a"),
			`"f"."id" IN (SELECT "f_1"."file_id" FROM "file_users" AS "f_1" WHERE "f_1"."user_name" = ANY($3::text[]))`, args{`{"a"}`},
			`"f"."id" IN (SELECT "f_1"."file_id" FROM "file_users" AS "f_1" WHERE (typeof("f_1"."user_name") = 'text' AND "f_1"."user_name" COLLATE BINARY IN (SELECT value FROM json_each(?))))`, args{`["a"]`}},
		{filter.Some("parts", filter.Everything()),
			`"f"."id" IN (SELECT "f_1"."file_id" FROM "parts" AS "f_1")`, nil,
			`"f"."id" IN (SELECT "f_1"."file_id" FROM "parts" AS "f_1")`, nil},
		{filter.AnyOf(filter.Is("closed", false), filter.Some("parts", filter.Everything())),
			`("f"."closed" = false OR EXISTS (SELECT 1 FROM "parts" AS "f_1" WHERE "f_1"."file_id" = "f"."id"))`, nil,
			`("f"."closed" = 0 OR EXISTS (SELECT 1 FROM "parts" AS "f_1" WHERE "f_1"."file_id" = "f"."id"))`, nil},
		// A list within objects is a column of them or a child of the child.
		{filter.Some("parts", filter.AllOf(filter.In("page", "1"), filter.Has("roles", "r"), filter.Has("marks", "m"))),
			`"f"."id" IN (SELECT "f_1"."file_id" FROM "parts" AS "f_1" WHERE ("f_1"."page" = ANY($3::bigint[]) AND "f_1"."role" = ANY($4::text[]) AND EXISTS (SELECT 1 FROM "marks" AS "f_2" WHERE "f_2"."part_id" = "f_1"."part" AND "f_2"."mark" = ANY($5::text[]))))`,
			args{`{1}`, `{"r"}`, `{"m"}`},
			`"f"."id" IN (SELECT "f_1"."file_id" FROM "parts" AS "f_1" WHERE ((typeof("f_1"."page") = 'integer' AND "f_1"."page" IN (SELECT value FROM json_each(?))) AND (typeof("f_1"."role") = 'text' AND "f_1"."role" COLLATE BINARY IN (SELECT value FROM json_each(?))) AND EXISTS (SELECT 1 FROM "marks" AS "f_2" WHERE "f_2"."part_id" = "f_1"."part" AND (typeof("f_2"."mark") = 'text' AND "f_2"."mark" COLLATE BINARY IN (SELECT value FROM json_each(?))))))`,
			args{`[1]`, `["r"]`, `["m"]`}},
		// Every AND and OR has its parentheses.
		{filter.AllOf(filter.In("owner", "a"), filter.AnyOf(filter.Is("closed", false), filter.AllOf(filter.Is("closed", true), filter.In("size", "1")))),
			`("f"."owner" = ANY($3::text[]) AND ("f"."closed" = false OR ("f"."closed" = true AND "f"."size" = ANY($4::bigint[]))))`, args{`{"a"}`, `{1}`},
			`((typeof("f"."owner") = 'text' AND "f"."owner" COLLATE BINARY IN (SELECT value FROM json_each(?))) AND ("f"."closed" = 0 OR ("f"."closed" = 1 AND (typeof("f"."size") = 'integer' AND "f"."size" IN (SELECT value FROM json_each(?))))))`, args{`["a"]`, `[1]`}},
	})
}

func TestWhereOfPersons(t *testing.T) {
	checkGolden(t, mapping(t, persons, columns()), []golden{
		{filter.Lacks("parts", filter.AllOf(filter.In("user", "a"), filter.Is("done", true))),
			`NOT EXISTS (SELECT 1 FROM "parts" AS "f_1" WHERE "f_1"."file_id" = "f"."id" AND ("f_1"."user" = ANY($3::text[]) AND "f_1"."done" = true))`, args{`{"a"}`},
			`NOT EXISTS (SELECT 1 FROM "parts" AS "f_1" WHERE "f_1"."file_id" = "f"."id" AND ((typeof("f_1"."user") = 'text' AND "f_1"."user" COLLATE BINARY IN (SELECT value FROM json_each(?))) AND "f_1"."done" = 1))`, args{`["a"]`}},
		{filter.Lacks("parts", filter.Everything()),
			`NOT EXISTS (SELECT 1 FROM "parts" AS "f_1" WHERE "f_1"."file_id" = "f"."id")`, nil,
			`NOT EXISTS (SELECT 1 FROM "parts" AS "f_1" WHERE "f_1"."file_id" = "f"."id")`, nil},
		{filter.Lacks("parts", filter.Nothing()), `TRUE`, nil, `1=1`, nil},
	})
}

// A text that is no array has every value where that shuts.
func TestArraysWithinLacks(t *testing.T) {
	parts := sqlwhere.Objects("parts", "file_id", "id", sqlwhere.Columns{
		"user": sqlwhere.Unknown, "page": sqlwhere.Unknown, "done": sqlwhere.Unknown,
		"roles": sqlwhere.Array("roles").Ints(), "marks": sqlwhere.Unknown,
	})
	const some = `EXISTS (SELECT 1 FROM json_each(CASE WHEN json_valid("f_1"."roles") THEN "f_1"."roles" END) AS "f_2" WHERE typeof("f_2"."key") = 'integer' AND "f_2"."type" = 'integer' AND "f_2"."value" IN (SELECT value FROM json_each(?)))`
	has := filter.Has("roles", "7")
	checkGolden(t, mapping(t, persons, with("parts", parts)), []golden{
		{filter.Some("parts", has),
			`"f"."id" IN (SELECT "f_1"."file_id" FROM "parts" AS "f_1" WHERE "f_1"."roles" && $3::bigint[])`, args{`{7}`},
			`"f"."id" IN (SELECT "f_1"."file_id" FROM "parts" AS "f_1" WHERE ` + some + `)`, args{`[7]`}},
		{filter.Lacks("parts", has),
			`NOT EXISTS (SELECT 1 FROM "parts" AS "f_1" WHERE "f_1"."file_id" = "f"."id" AND "f_1"."roles" && $3::bigint[])`, args{`{7}`},
			`NOT EXISTS (SELECT 1 FROM "parts" AS "f_1" WHERE "f_1"."file_id" = "f"."id" AND ` +
				`(coalesce(json_type(CASE WHEN json_valid("f_1"."roles") THEN "f_1"."roles" END), '') NOT IN ('array', 'null') AND "f_1"."roles" IS NOT NULL OR ` + some + `))`, args{`[7]`}},
	})
}

// Conditions about children alone begin with the children. Where something else opens the
// row too, the database may look at the row first.
func TestChildrenOfOneRow(t *testing.T) {
	involved := filter.AnyOf(filter.Has("users", "a"), filter.Has("groups", "7"))
	union := func(first string) string {
		return `"f"."id" IN (SELECT "f_1"."file_id" FROM "file_users" AS "f_1" WHERE "f_1"."user_name" = ANY($` + first + `::text[]) UNION ALL SELECT "f_1"."file_id" FROM "docs"."file_groups" AS "f_1" WHERE "f_1"."group_no" = ANY($4::bigint[]))`
	}
	const user = `EXISTS (SELECT 1 FROM "file_users" AS "f_1" WHERE "f_1"."file_id" = "f"."id" AND "f_1"."user_name" = ANY($3::text[]))`
	const group = `EXISTS (SELECT 1 FROM "docs"."file_groups" AS "f_1" WHERE "f_1"."file_id" = "f"."id" AND "f_1"."group_no" = ANY($4::bigint[]))`
	m := mapping(t, schema, columns())
	other := mapping(t, schema, with("groups", sqlwhere.Child("file_groups", "file_key", "key", "group_no")))
	for _, test := range []struct {
		m         *sqlwhere.Mapping
		condition filter.Condition
		want      string
	}{
		{m, involved, union("3")},
		{m, filter.AllOf(involved, filter.Is("closed", false)), `(` + union("3") + ` AND "f"."closed" = false)`},
		{m, filter.AnyOf(involved, filter.Is("closed", false)), `(` + user + ` OR ` + group + ` OR "f"."closed" = false)`},
		{m, filter.AnyOf(filter.AllOf(involved, filter.Is("closed", true)), filter.Is("closed", false)), `(((` + user + ` OR ` + group + `) AND "f"."closed" = true) OR "f"."closed" = false)`},
		{m, filter.AnyOf(filter.Has("users", "a"), filter.Has("parts", "a"), filter.Some("parts", filter.Present("page"))),
			`"f"."id" IN (SELECT "f_1"."file_id" FROM "file_users" AS "f_1" WHERE "f_1"."user_name" = ANY($3::text[]) UNION ALL SELECT "f_1"."file_id" FROM "parts" AS "f_1" WHERE "f_1"."user" = ANY($4::text[]) UNION ALL SELECT "f_1"."file_id" FROM "parts" AS "f_1" WHERE "f_1"."page" IS NOT NULL)`},
		{other, involved, `(` + user + ` OR EXISTS (SELECT 1 FROM "file_groups" AS "f_1" WHERE "f_1"."file_key" = "f"."key" AND "f_1"."group_no" = ANY($4::text[])))`},
	} {
		got, err := test.m.Where(test.condition, sqlwhere.PostgreSQL, 3)
		if err != nil || got.SQL != test.want {
			t.Errorf("%v\ngot  %s, error %v\nwant %s", test.condition, got.SQL, err, test.want)
		}
	}
}

// A disjunction is about children alone only if all of it is.
func TestOtherAlternativesThanChildren(t *testing.T) {
	m := mapping(t, persons, columns())
	const user = `EXISTS (SELECT 1 FROM "file_users" AS "f_1" WHERE "f_1"."file_id" = "f"."id" AND "f_1"."user_name" = ANY($3::text[]))`
	for _, test := range []struct {
		other filter.Condition
		want  string
	}{
		{filter.AllOf(filter.Has("tags", "a"), filter.Has("groups", "7")), `("f"."tags" && $4::text[] AND EXISTS (SELECT 1 FROM "docs"."file_groups" AS "f_1" WHERE "f_1"."file_id" = "f"."id" AND "f_1"."group_no" = ANY($5::bigint[])))`},
		{filter.In("owner", "a"), `"f"."owner" = ANY($4::text[])`},
		{filter.Present("owner"), `"f"."owner" <> ''`},
		{filter.Differs("owner", "a"), `("f"."owner" <> '' AND "f"."owner" <> $4::text)`},
		{filter.Is("closed", true), `"f"."closed" = true`},
		{filter.Has("tags", "a"), `"f"."tags" && $4::text[]`},
		{filter.Lacks("parts", filter.Everything()), `NOT EXISTS (SELECT 1 FROM "parts" AS "f_1" WHERE "f_1"."file_id" = "f"."id")`},
	} {
		got, err := m.Where(filter.AnyOf(filter.Has("users", "a"), test.other), sqlwhere.PostgreSQL, 3)
		if want := "(" + user + " OR " + test.want + ")"; err != nil || got.SQL != want {
			t.Errorf("%v\ngot  %s, error %v\nwant %s", test.other, got.SQL, err, want)
		}
	}
}

// A list's values may be of any type that a column may.
func TestListsOfNumbersAndUUIDs(t *testing.T) {
	const key = "abcdef01-2345-6789-abcd-ef0123456789"
	c := with("tags", sqlwhere.Array("tags").Ints())
	c["users"] = sqlwhere.Child("file_users", "file_id", "id", "user_id").UUIDs()
	checkGolden(t, mapping(t, schema, c), []golden{
		{filter.Has("tags", "7", "07"), `"f"."tags" && $3::bigint[]`, args{`{7}`},
			`EXISTS (SELECT 1 FROM json_each(CASE WHEN json_valid("f"."tags") THEN "f"."tags" END) AS "f_1" WHERE typeof("f_1"."key") = 'integer' AND "f_1"."type" = 'integer' AND "f_1"."value" IN (SELECT value FROM json_each(?)))`, args{`[7]`}},
		{filter.Has("users", key, "anna"), `"f"."id" IN (SELECT "f_1"."file_id" FROM "file_users" AS "f_1" WHERE "f_1"."user_id" = ANY($3::uuid[]))`, args{`{` + key + `}`},
			`"f"."id" IN (SELECT "f_1"."file_id" FROM "file_users" AS "f_1" WHERE (typeof("f_1"."user_id") = 'text' AND "f_1"."user_id" COLLATE BINARY IN (SELECT value FROM json_each(?))))`, args{`["` + key + `"]`}},
	})
}

func TestPropertiesWithoutAColumn(t *testing.T) {
	constants := columns()
	constants["owner"], constants["closed"], constants["tags"], constants["parts"] = sqlwhere.Unknown, sqlwhere.True, sqlwhere.Unknown, sqlwhere.Unknown
	m := mapping(t, persons, constants)
	for _, c := range []filter.Condition{
		filter.In("owner", "a"), filter.Present("owner"), filter.Present("size", "owner"), filter.Differs("owner", "a"), filter.In("ownerGroup", "a"),
		filter.Is("closed", false), filter.Has("tags", "a"), filter.Has("parts", "a"), filter.Some("parts", filter.Everything()),
		filter.Lacks("parts", filter.In("user", "a")), // nor is known what it lacks
	} {
		checkGolden(t, m, []golden{{c, `FALSE`, nil, `1=0`, nil}})
	}
	checkGolden(t, m, []golden{{filter.Is("closed", true), `TRUE`, nil, `1=1`, nil}})
	checkGolden(t, mapping(t, persons, with("closed", sqlwhere.False)), []golden{{filter.Is("closed", false), `TRUE`, nil, `1=1`, nil}, {filter.Is("closed", true), `FALSE`, nil, `1=0`, nil}})
	checkGolden(t, mapping(t, persons, with("closed", sqlwhere.Unknown)), []golden{{filter.Is("closed", false), `FALSE`, nil, `1=0`, nil}, {filter.Is("closed", true), `FALSE`, nil, `1=0`, nil}})

	// What is not known of an object does not make it one that is lacking.
	unknown := sqlwhere.Columns{"user": sqlwhere.Unknown, "page": sqlwhere.Unknown, "done": sqlwhere.Unknown, "roles": sqlwhere.Unknown, "marks": sqlwhere.Text("mark")}
	m = mapping(t, persons, with("parts", sqlwhere.Objects("parts", "file_id", "id", unknown)))
	const none = `NOT EXISTS (SELECT 1 FROM "parts" AS "f_1" WHERE "f_1"."file_id" = "f"."id")`
	for _, c := range []filter.Condition{
		filter.In("user", "a"), filter.Present("page"), filter.Differs("user", "a"), filter.Is("done", true), filter.Has("roles", "a"),
		filter.AnyOf(filter.Has("marks", "a"), filter.Has("roles", "b")),
	} {
		checkGolden(t, m, []golden{{filter.Lacks("parts", c), none, nil, none, nil}})
	}
}

// Without a column, the group of an owner is told by all owners that may be in it.
func TestDerivedProperties(t *testing.T) {
	seen := filter.AnyOf(filter.In("owner", "a-1", "c-9"), filter.In("ownerGroup", "a", "b", "odd"))
	checkGolden(t, mapping(t, schema, columns()), []golden{
		{seen, `"f"."owner" = ANY($3::text[])`, args{`{"a-0","a-1","b-0","b-1","c-9"}`},
			`(typeof("f"."owner") = 'text' AND "f"."owner" COLLATE BINARY IN (SELECT value FROM json_each(?)))`, args{`["a-0","a-1","b-0","b-1","c-9"]`}},
		{filter.In("ownerGroup", "odd"), `FALSE`, nil, `1=0`, nil},
	})
	m := mapping(t, schema, with("ownerGroup", sqlwhere.Group("main_number")))
	got, err := m.Where(filter.AllOf(seen, filter.Differs("ownerGroup", "z")), sqlwhere.PostgreSQL, 1)
	if want := `(("f"."owner" = ANY($1::text[]) OR "f"."main_number" = ANY($2::text[])) AND ("f"."main_number" <> '' AND "f"."main_number" <> $3::text))`; err != nil || got.SQL != want {
		t.Errorf("got %s and the error %v, want %s", got.SQL, err, want)
	}
}

// A single value can be compared by =, so that an index yields rows in order.
func TestOne(t *testing.T) {
	c := with("owner", sqlwhere.Text("owner").One())
	c["size"], c["users"] = sqlwhere.Int("size").One(), sqlwhere.Child("file_users", "file_id", "id", "user_name").One()
	checkGolden(t, mapping(t, schema, c), []golden{
		{filter.In("owner", "a"), `"f"."owner" = $3::text`, args{"a"}, `(typeof("f"."owner") = 'text' AND "f"."owner" COLLATE BINARY = ?)`, args{"a"}},
		{filter.In("size", "7"), `"f"."size" = $3::bigint`, args{int64(7)}, `(typeof("f"."size") = 'integer' AND "f"."size" = ?)`, args{int64(7)}},
		{filter.In("owner", "a", "b"), `"f"."owner" = ANY($3::text[])`, args{`{"a","b"}`},
			`(typeof("f"."owner") = 'text' AND "f"."owner" COLLATE BINARY IN (SELECT value FROM json_each(?)))`, args{`["a","b"]`}},
		{filter.Has("users", "a"), `"f"."id" IN (SELECT "f_1"."file_id" FROM "file_users" AS "f_1" WHERE "f_1"."user_name" = $3::text)`, args{"a"},
			`"f"."id" IN (SELECT "f_1"."file_id" FROM "file_users" AS "f_1" WHERE (typeof("f_1"."user_name") = 'text' AND "f_1"."user_name" COLLATE BINARY = ?))`, args{"a"}},
	})
}
