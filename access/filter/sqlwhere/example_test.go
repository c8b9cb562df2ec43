package sqlwhere_test

import (
	"fmt"

	"lupa.example/access/filter"
	"lupa.example/access/filter/sqlwhere"
)

// Who is involved in a case, by themselves or by a group, reads it.
func Example() {
	// What filter.SchemaOf returns for a kind.
	schema := filter.Schema{Kind: "case", Properties: []filter.Property{
		{Name: "form", Type: filter.TypeText},
		{Name: "registeredBy", Type: filter.TypeText},
		{Name: "users", Type: filter.TypeList},
	}}
	cases, err := sqlwhere.NewMapping(schema, "c", sqlwhere.Columns{
		"form":         sqlwhere.Text("form"),
		"registeredBy": sqlwhere.Text("registered_by").One(),
		"users":        sqlwhere.Child("case_users", "case_id", "id", "user_name"),
	})
	if err != nil {
		panic(err)
	}
	// What filter.Rows returns for a person.
	condition := filter.AllOf(filter.In("form", "F1", "F2"), filter.AnyOf(filter.In("registeredBy", "anna"), filter.Has("users", "anna")))

	where, err := cases.Where(condition, sqlwhere.PostgreSQL, 2)
	fmt.Println("SELECT c.id FROM cases c WHERE c.id > $1 AND " + where.SQL + " ORDER BY c.id LIMIT 50")
	fmt.Println(where.Args, err)
	// Output:
	// SELECT c.id FROM cases c WHERE c.id > $1 AND ("c"."form" = ANY($2::text[]) AND ("c"."registered_by" = $3::text OR EXISTS (SELECT 1 FROM "case_users" AS "c_1" WHERE "c_1"."case_id" = "c"."id" AND "c_1"."user_name" = ANY($4::text[])))) ORDER BY c.id LIMIT 50
	// [{"F1","F2"} anna {"anna"}] <nil>
}
