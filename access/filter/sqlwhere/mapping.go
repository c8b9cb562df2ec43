package sqlwhere

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"lupa.example/access/filter"
	"lupa.example/access/invalid"
)

// A Mapping says where the properties of a kind, or of persons, are in the database. It
// is immutable and safe for concurrent use. The zero value, and nil, map nothing, and
// their Where is an error.
type Mapping struct {
	schema  filter.Schema
	alias   string
	columns Columns
}

// NewMapping returns the mapping of a schema to the table that the statement calls by
// the alias.
//
// A property without a column, a column without a property, one that cannot hold what
// the property does, and a name that is no plain identifier are errors, and all are
// reported together, of the type [access.InvalidError]. Properties that follow from
// another one need no column if that has one. An identifier has letters, digits and _,
// does not begin with a digit, and is at most 63 bytes long, an alias 40; a table may have
// the name of its schema before a dot.
func NewMapping(schema filter.Schema, alias string, columns Columns) (*Mapping, error) {
	bad := invalid.In("sqlwhere")
	if problem := identifier(alias, maxAlias); problem != "" {
		bad.Add("", "the alias %s", problem)
	}
	if len(schema.Properties) == 0 {
		bad.Add("", "the schema has no properties; want one that filter.SchemaOf returns")
	}
	own := checkColumns(bad, "", schema.Properties, columns, false)
	if err := bad.Err(); err != nil {
		return nil, err
	}
	return &Mapping{schema, alias, own}, nil
}

// checkColumns reports what is wrong with the columns of the properties, and returns a
// copy. Within objects a list may be a column.
func checkColumns(bad *invalid.List, path string, properties []filter.Property, columns Columns, within bool) Columns {
	own := make(Columns, len(columns))
	var names []string
	for _, p := range properties {
		names = append(names, p.Name)
		at := invalid.Below(path, p.Name)
		c, mapped := columns[p.Name]
		if !mapped {
			if _, other := columns[p.From]; !other || p.Expand == nil {
				bad.Add(at, "has no column; want one, or True, False or Unknown")
			}
			continue
		}
		if !fits(p.Type, c, within) {
			bad.Add(at, "is mapped to %s, and is of the type %s", c, p.Type)
			continue
		}
		own[p.Name] = checkColumn(bad, at, p, c)
	}
	for _, name := range slices.Sorted(maps.Keys(columns)) {
		if !slices.Contains(names, name) {
			bad.Add(invalid.Below(path, name), "is mapped, and is no property here; %s", invalid.OneOf(names))
		}
	}
	return own
}

func checkColumn(bad *invalid.List, path string, p filter.Property, c Column) Column {
	named := func(what, name string) {
		if problem := identifier(name, maxIdentifier); problem != "" {
			bad.Add(path, "the %s %s", what, problem)
		}
	}
	switch c.form {
	case formScalar, formFlag, formArray, formChild:
		named("column", c.name)
	}
	switch c.form {
	case formChild, formObjects:
		named("column", c.parent)
		named("column", c.key)
		schema, table, dotted := strings.Cut(c.table, ".")
		named("table", schema)
		if dotted {
			named("table", table)
		}
	}
	if c.form == formObjects {
		c.columns = checkColumns(bad, path, p.Properties, c.columns, true)
	}
	return c
}

// fits reports whether a property of the type can be where the column says.
func fits(t filter.Type, c Column, within bool) bool {
	switch c.form {
	case formUnknown:
		return t == filter.TypeText || t == filter.TypeFlag || t == filter.TypeList || t == filter.TypeObjects
	case formScalar:
		return t == filter.TypeText || t == filter.TypeList && within
	case formFlag, formTrue, formFalse:
		return t == filter.TypeFlag
	case formArray, formChild:
		return t == filter.TypeList
	case formObjects:
		return t == filter.TypeObjects
	default:
		return false
	}
}

// String names what the column is for, as in an error.
func (c Column) String() string {
	switch c.form {
	case formScalar:
		return [...]string{"Text", "Int", "UUID"}[c.holds] + "(" + invalid.Quote(c.name) + ")"
	case formFlag:
		return "Flag(" + invalid.Quote(c.name) + ")"
	case formArray:
		return "Array(" + invalid.Quote(c.name) + ")"
	case formChild:
		return "Child(" + invalid.Quote(c.table) + ", …)"
	case formObjects:
		return "Objects(" + invalid.Quote(c.table) + ", …)"
	case formTrue:
		return "True"
	case formFalse:
		return "False"
	case formUnknown:
		return "Unknown"
	default:
		return "no column"
	}
}

const (
	// maxIdentifier is where PostgreSQL cuts names off, so that two would become one.
	maxIdentifier = 63

	// maxAlias leaves room for what is appended to name the children's rows.
	maxAlias = 40
)

// identifier returns what keeps a name from being a plain identifier, "" if nothing
// does.
func identifier(name string, most int) string {
	for i, c := range []byte(name) {
		letter := 'a' <= c|0x20 && c|0x20 <= 'z' || c == '_'
		digit := '0' <= c && c <= '9'
		if !letter && (!digit || i == 0) {
			return fmt.Sprintf("%s is no plain identifier; want letters, digits and _", invalid.Quote(name))
		}
	}
	switch {
	case name == "":
		return "has no name"
	case len(name) > most:
		return fmt.Sprintf("%s is %d bytes long; want at most %d", invalid.Quote(name), len(name), most)
	}
	return ""
}

// A Where is what stands after WHERE: an expression that may follow AND, and the
// arguments of its parameters in order.
type Where struct {
	SQL  string
	Args []any
}

// Where writes the condition for the mapping's table. The number of its first parameter
// is given for PostgreSQL, where parameters are numbered from 1 to 65535, and a condition
// whose last one would be beyond that is an error; on SQLite each is a ?, and the
// arguments go where the text goes.
//
// A condition that is none on the mapping's rows is an error, as is one that asks
// something other than [filter.In] of a property without a column of its own; so are an
// unknown dialect and a mapping that was never made.
func (m *Mapping) Where(c filter.Condition, d Dialect, first int) (Where, error) {
	switch {
	case m == nil || m.alias == "":
		return Where{}, errors.New("sqlwhere: the mapping was never made; want one of NewMapping")
	case d != PostgreSQL && d != SQLite:
		return Where{}, fmt.Errorf("sqlwhere: %v is no dialect; want PostgreSQL or SQLite", d)
	case d == PostgreSQL && (first < 1 || first > maxParameter):
		return Where{}, fmt.Errorf("sqlwhere: the first parameter cannot be $%d; want a number from 1 to %d", first, maxParameter)
	}
	if err := m.schema.Check(c); err != nil {
		return Where{}, err
	}
	plain := &resolver{properties: m.schema.Properties, columns: m.columns, dialect: d, bad: invalid.In("sqlwhere")}
	c = filter.Visit(c, plain)
	if err := plain.bad.Err(); err != nil {
		return Where{}, err
	}
	w := &writer{dialect: d, first: first}
	text := filter.Visit(c, &rows{writer: w, columns: m.columns, alias: m.alias, root: m.alias, semijoin: true})
	if last := first + len(w.args) - 1; d == PostgreSQL && last > maxParameter {
		return Where{}, fmt.Errorf("sqlwhere: the last parameter cannot be $%d; want %d at most, with a lower first one", last, maxParameter)
	}
	return Where{SQL: text, Args: w.args}, nil
}

// maxParameter is the highest number of a parameter that PostgreSQL's protocol can send.
const maxParameter = 65535
