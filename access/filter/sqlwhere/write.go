package sqlwhere

import (
	"strconv"
	"strings"

	"lupa.example/access/filter"
)

// A writer numbers and collects the arguments of one fragment.
type writer struct {
	dialect Dialect
	first   int
	args    []any
}

func (w *writer) parameter(arg any) string {
	w.args = append(w.args, arg)
	if w.dialect == SQLite {
		return "?"
	}
	return "$" + strconv.Itoa(w.first+len(w.args)-1)
}

// rows writes conditions on the rows of one table. Every column is qualified by the
// alias: a child's column of the same name would be taken for the row's, and SQLite
// takes a name in quotes for a text if it stands alone and there is no such column.
type rows struct {
	*writer
	columns Columns
	alias   string
	root    string // the alias of the outermost table, from which those of children are made
	depth   int

	lacking bool // within Lacks what holds shuts instead of opening

	// semijoin says that the condition stands alone or within AND only, so that
	// the database can begin with it.
	semijoin bool
}

func quote(name string) string { return `"` + name + `"` }

func (r *rows) at(column string) string { return quote(r.alias) + "." + quote(column) }

func (r *rows) All(parts []filter.Condition) string {
	if len(parts) == 0 {
		return r.dialect.truth(true)
	}
	return r.joined(" AND ", parts, r)
}

func (r *rows) Any(parts []filter.Condition) string {
	if len(parts) == 0 {
		return r.dialect.truth(false)
	}
	if children := (childrenOf{r}).Any(parts); r.semijoin && children != nil {
		return r.keyIn(children...)
	}
	either := *r
	either.semijoin = false
	return r.joined(" OR ", parts, &either)
}

func (r *rows) joined(by string, parts []filter.Condition, each *rows) string {
	texts := make([]string, len(parts))
	for i, c := range parts {
		texts[i] = filter.Visit(c, each)
	}
	return "(" + strings.Join(texts, by) + ")"
}

func (r *rows) In(name string, values []string) string {
	return r.oneOf(r.columns[name], values)
}

// oneOf compares a column with values.
func (r *rows) oneOf(c Column, values []string) string {
	column := r.at(c.name)
	single := c.one && len(values) == 1
	if r.dialect == PostgreSQL {
		if single {
			return column + " = " + r.parameter(one(c.holds, values[0])) + "::" + castOf(c.holds)
		}
		return column + " = ANY(" + r.array(c.holds, values) + ")"
	}
	kind, column := stored(c.holds, column)
	if single {
		return "(" + kind + " AND " + column + " = " + r.parameter(one(c.holds, values[0])) + ")"
	}
	return "(" + kind + " AND " + column + " IN " + r.jsonValues(c.holds, values) + ")"
}

func (r *rows) array(h holds, values []string) string {
	return r.parameter(r.dialect.list(h, values)) + "::" + castOf(h) + "[]"
}

func (r *rows) jsonValues(h holds, values []string) string {
	return "(SELECT value FROM json_each(" + r.parameter(r.dialect.list(h, values)) + "))"
}

// stored returns what SQLite shall ask before it compares a column, and how the column
// is compared. Without the first, the integer 42 would equal the text '042'; without the
// second, a column declared so would equate 'anna' and 'Anna', and spaces and nothing. An
// index serves all the same.
func stored(h holds, column string) (kind, compared string) {
	if h == holdsInt {
		return "typeof(" + column + ") = 'integer'", column
	}
	return "typeof(" + column + ") = 'text'", column + " COLLATE BINARY"
}

func (r *rows) Present(names []string) string {
	var texts []string
	for _, name := range names {
		texts = append(texts, r.present(r.columns[name])...)
	}
	if len(texts) == 1 {
		return texts[0]
	}
	return "(" + strings.Join(texts, " AND ") + ")"
}

// present returns what all must hold for a column to be there and not empty.
func (r *rows) present(c Column) []string {
	column := r.at(c.name)
	switch {
	case r.dialect == SQLite && c.holds == holdsInt:
		kind, _ := stored(c.holds, column)
		return []string{kind}
	case r.dialect == SQLite:
		kind, compared := stored(c.holds, column)
		return []string{kind, compared + " <> ''"}
	case c.holds != holdsText:
		return []string{column + " IS NOT NULL"}
	default:
		return []string{column + " <> ''"}
	}
}

func (r *rows) Differs(name, value string) string {
	c := r.columns[name]
	texts := r.present(c)
	column, parameter := r.at(c.name), r.parameter(one(c.holds, value))
	if r.dialect == SQLite {
		_, column = stored(c.holds, column)
	} else {
		parameter += "::" + castOf(c.holds)
	}
	return "(" + strings.Join(append(texts, column+" <> "+parameter), " AND ") + ")"
}

// Is compares with what is wanted: NULL is neither. IS FALSE would not do on SQLite,
// where it holds for the text 'true'.
func (r *rows) Is(name string, want bool) string {
	value := strconv.FormatBool(want)
	if r.dialect == SQLite {
		value = map[bool]string{true: "1", false: "0"}[want]
	}
	return r.at(r.columns[name].name) + " = " + value
}

func (r *rows) Has(name string, values []string) string {
	c := r.columns[name]
	switch c.form {
	case formScalar: // of objects, with one row for each value
		return r.oneOf(c, values)
	case formChild:
		return r.child(c, filter.In(childValue, values...))
	}
	if r.dialect == PostgreSQL {
		// Not = ANY(column), which no index serves.
		return r.at(c.name) + " && " + r.array(c.holds, values)
	}
	return r.inArray(c, values)
}

// inArray asks for a value in an array of SQLite, where any text may stand. What is no
// array is no error: it has no values, and within Lacks, where that would open, all. The
// JSON null is an empty one.
//
// Older SQLites, such as 3.40, end a value at an escaped NUL: "a\u0000" would be "a". So
// of a text that has one each value is looked at as it is written. An escaped backslash
// before u0000 makes no NUL.
func (r *rows) inArray(c Column, values []string) string {
	column, element := r.at(c.name), quote(r.below().alias)
	array, kind, whole := "CASE WHEN json_valid("+column+") THEN "+column+" END", "integer", ""
	if c.holds != holdsInt {
		noNUL := func(text string) string { return "instr(replace(" + text + `, '\\', ''), '\u0000') = 0` }
		kind, whole = "text", " AND ("+noNUL(column)+" OR "+noNUL(column+" -> "+element+`."fullkey"`)+")"
	}
	found := "EXISTS (SELECT 1 FROM json_each(" + array + ") AS " + element +
		" WHERE typeof(" + element + `."key") = 'integer' AND ` + element + `."type" = '` + kind + "' AND " +
		element + `."value" IN ` + r.jsonValues(c.holds, values) + whole + ")"
	if r.lacking {
		return "(coalesce(json_type(" + array + "), '') NOT IN ('array', 'null') AND " + column + " IS NOT NULL OR " + found + ")"
	}
	return found
}

func (r *rows) Some(name string, each filter.Condition) string {
	return r.child(r.columns[name], each)
}

// child asks for a row of a child table.
func (r *rows) child(c Column, each filter.Condition) string {
	if r.semijoin {
		return r.keyIn(childPart{c, each})
	}
	return r.exists(c, each)
}

// Lacks is true or false, never NULL, whatever the rows of the other table hold.
func (r *rows) Lacks(name string, each filter.Condition) string {
	inverse := *r
	inverse.lacking = !r.lacking
	return "NOT " + inverse.exists(r.columns[name], each)
}

// childValue names the one property of a child, a list's value.
const childValue = "value"

// below returns the writer of rows of a child table. Each level has an alias of its own,
// which its conditions, and those of the next as the parent, are qualified by.
func (r *rows) below() *rows {
	depth := r.depth + 1
	return &rows{writer: r.writer, alias: r.root + "_" + strconv.Itoa(depth), root: r.root, depth: depth, lacking: r.lacking}
}

// of returns the writer of the rows of a child or of objects.
func (r *rows) of(c Column) *rows {
	inner := r.below()
	inner.columns = c.columns
	if c.form == formChild {
		inner.columns = Columns{childValue: {form: formScalar, holds: c.holds, name: c.name, one: c.one}}
	}
	return inner
}

// exists asks for a row of a child table that belongs to the row. It is no join, which
// would double rows, and what it asks stands in one subquery, so that it is about one
// row of the child.
func (r *rows) exists(c Column, each filter.Condition) string {
	inner := r.of(c)
	return "EXISTS (SELECT 1 FROM " + inner.from(c) +
		" WHERE " + inner.at(c.parent) + " = " + r.at(c.key) + inner.and(each) + ")"
}

func (r *rows) from(c Column) string {
	schema, table, dotted := strings.Cut(c.table, ".")
	text := quote(schema)
	if dotted {
		text += "." + quote(table)
	}
	return text + " AS " + quote(r.alias)
}

func (r *rows) and(c filter.Condition) string {
	if c.Equal(filter.Everything()) {
		return ""
	}
	return " AND " + filter.Visit(c, r)
}

// keyIn asks for the row's key among those of children. It says what EXISTS says, of any
// of the children, and lets the database begin with the few rows of one person, where for
// two EXISTS with OR between, and on SQLite for one, it would look at every row. It is
// for where nothing else opens the row: there the database would collect all keys before
// the first row.
func (r *rows) keyIn(children ...childPart) string {
	var selects []string
	for _, part := range children {
		inner := r.of(part.column)
		text := "SELECT " + inner.at(part.column.parent) + " FROM " + inner.from(part.column)
		if !part.each.Equal(filter.Everything()) {
			text += " WHERE " + filter.Visit(part.each, inner)
		}
		selects = append(selects, text)
	}
	return r.at(children[0].column.key) + " IN (" + strings.Join(selects, " UNION ALL ") + ")"
}

// A childPart is a condition that asks for a row of a child table.
type childPart struct {
	column Column
	each   filter.Condition
}

// childrenOf finds the children that a condition asks for, none if it asks for anything
// else too or they belong to the row by different keys.
type childrenOf struct{ *rows }

func (v childrenOf) Any(parts []filter.Condition) (all []childPart) {
	for _, c := range parts {
		found := filter.Visit(c, v)
		if found == nil || all != nil && all[0].column.key != found[0].column.key {
			return nil
		}
		all = append(all, found...)
	}
	return all
}

func (v childrenOf) Has(name string, values []string) []childPart {
	if c := v.columns[name]; c.form == formChild {
		return []childPart{{c, filter.In(childValue, values...)}}
	}
	return nil
}

func (v childrenOf) Some(name string, each filter.Condition) []childPart {
	return []childPart{{v.columns[name], each}}
}

func (childrenOf) All([]filter.Condition) []childPart         { return nil }
func (childrenOf) In(string, []string) []childPart            { return nil }
func (childrenOf) Present([]string) []childPart               { return nil }
func (childrenOf) Is(string, bool) []childPart                { return nil }
func (childrenOf) Differs(string, string) []childPart         { return nil }
func (childrenOf) Lacks(string, filter.Condition) []childPart { return nil }
