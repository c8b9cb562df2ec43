// Package sqlwhere writes a condition of package filter as SQL: the text that stands
// after WHERE, and its arguments. It opens no database and runs no statement.
//
//	schema, err := filter.SchemaOf(policy, profile.KindCase)
//	cases, err := sqlwhere.NewMapping(schema, "c", sqlwhere.Columns{
//		"form":         sqlwhere.Text("form"),
//		"registeredBy": sqlwhere.Text("registered_by"),
//		"workspace":    sqlwhere.Text("workspace"),
//		"closed":       sqlwhere.Flag("closed"),
//		"users":        sqlwhere.Child("case_users", "case_id", "id", "user_name"),
//		"groups":       sqlwhere.Child("case_groups", "case_id", "id", "group_name"),
//	})
//	condition, err := filter.Rows(policy, subject, profile.ActionRead, profile.KindCase)
//	where, err := cases.Where(condition, sqlwhere.PostgreSQL, 3) // its first parameter is $3
//	rows, err := db.Query("SELECT … FROM cases c WHERE c.site = $1 AND c.id > $2 AND "+where.SQL+
//		" ORDER BY c.id LIMIT 50", append([]any{site, after}, where.Args...)...)
//
// The same fragment serves the page and the count. Page by key, not by offset.
//
// # What a mapping says
//
// A [Mapping] says in which column each property is. It is made once and checked then: a
// property without a column is an error, and so is a name that is no plain identifier.
// Names are quoted as they are, so on PostgreSQL they are written as the catalogue has
// them, in lower case if they were created without quotes. What a table does not have
// is mapped to [True], [False] or [Unknown].
//
// # What the text is like
//
// Values are parameters, always. A list is one parameter however long it is, so the text
// does not depend on how many forms, groups or organisations there are, and neither does
// the plan; [Column.One] is the exception that is asked for. A condition that holds for
// nothing is written out, as FALSE or 1=0. Every AND and OR stands in parentheses, so the
// text may follow AND as it is.
//
// A row opens only by what it has: NULL makes no condition true, and neither does the
// empty text. Values that a column cannot hold are left out, since no row has them:
// bytes that are no UTF-8 and NUL in texts, and for [Int] and [UUID] whatever is not in
// the one form in which the database writes such a value ("042" is not 42).
//
// # What the columns are like
//
// Texts are compared byte by byte, as Check compares them. On SQLite the fragment sees
// to it. On PostgreSQL it is so for the types text and varchar under any deterministic
// collation, which all are unless created otherwise; it is not so for char(n), which
// ignores spaces at the end, for citext, and for nondeterministic collations: do not map
// such columns. An array is of the type text[]; on SQLite it is a text with a JSON array.
//
// On SQLite the type of each value counts, whatever the column's: what is mapped as Text
// is found where it is stored as text, and what is mapped as Int where it is stored as an
// integer. A flag is 1 or 0. Bytes in a text that are no UTF-8, or NUL, are found by nobody
// who asks for them.
//
// Keys of child tables are compared as the database compares the two columns. Where it
// takes keys for equal that are not, as under NOCASE, children are those of both rows.
//
// # Indexes
//
// The fragment leaves it to the planner in which order it looks. It can use
//
//   - an index on each column that mostly decides alone, with the key by which pages are
//     sorted behind it: (registered_by, id), (org, id);
//   - on child tables one on the value and the key of the parent, (user_name, case_id),
//     to begin with the value, and one on (case_id, user_name) to look at one parent;
//   - on arrays of PostgreSQL a GIN index.
package sqlwhere
