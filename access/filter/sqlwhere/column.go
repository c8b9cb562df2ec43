package sqlwhere

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Columns says for each property of a schema, by its name, where it is in the database.
type Columns map[string]Column

// A Column is where one property is. It comes from the functions and variables of this
// file, and the zero value is none.
type Column struct {
	form    form
	holds   holds
	name    string  // of the column with the value
	one     bool    // mostly one value is asked for
	table   string  // of children and objects
	parent  string  // the column in it that holds the key of the parent
	key     string  // the parent's column with that key
	columns Columns // of objects
}

// A form is how a property stands in the database.
type form uint8

const (
	formNone form = iota
	formScalar
	formFlag
	formArray
	formChild
	formObjects
	formTrue
	formFalse
	formUnknown
)

// holds is what the values of a column are.
type holds uint8

const (
	holdsText holds = iota
	holdsInt
	holdsUUID
)

// Text is a text in a column of the type text or varchar; within [Objects] also a list
// of texts, of which each row of their table has one.
func Text(column string) Column { return Column{form: formScalar, name: column} }

// Int is a text that a column holds as a number, of the type smallint, integer or
// bigint: "42", never "042" or "+42".
func Int(column string) Column { return Column{form: formScalar, name: column, holds: holdsInt} }

// UUID is a text that a column of the type uuid holds, on SQLite one of the type text:
// in lower case with four hyphens.
func UUID(column string) Column { return Column{form: formScalar, name: column, holds: holdsUUID} }

// Group is a text that follows from another property and has a column all the same, as
// the main number of a customer's number. Without a column, such a property is told by
// the values from which it may follow, which is exact and slow once there are many.
func Group(column string) Column { return Text(column) }

// Flag is a boolean column; what is NULL is unknown.
func Flag(column string) Column { return Column{form: formFlag, name: column} }

// Array is a list in one column: of the type text[], on SQLite a JSON array in a text.
func Array(column string) Column { return Column{form: formArray, name: column} }

// Child is a list of which each value is a row of another table, in the column. The
// table's column parent holds what the row's own column key does.
func Child(table, parent, key, column string) Column {
	return Column{form: formChild, table: table, parent: parent, key: key, name: column}
}

// Objects is a list of objects of which each is a row of another table, with columns of
// its own. The table's column parent holds what the row's own column key does. A list
// within the objects may be a column too, with one row of the table for each value; then
// two conditions on that list are about one row only if they are one condition.
func Objects(table, parent, key string, columns Columns) Column {
	return Column{form: formObjects, table: table, parent: parent, key: key, columns: columns}
}

// Columns for what the database does not have, since it is the same for every row or
// known of none. An Unknown property is absent, and of an unknown list it is neither
// known what it has nor what it lacks.
var (
	True    = Column{form: formTrue}
	False   = Column{form: formFalse}
	Unknown = Column{form: formUnknown}
)

// Ints returns the column of which the values are numbers as those of [Int] are: those of
// a child, or of an array of the type bigint[].
func (c Column) Ints() Column { c.holds = holdsInt; return c }

// UUIDs returns the column of which the values are those of [UUID].
func (c Column) UUIDs() Column { c.holds = holdsUUID; return c }

// One returns the column as one of which conditions mostly ask for a single value, such
// as who registered a row. A single value is then compared by =, so that an index on the
// column and the key of the pages yields them in order; several are compared as they
// always are. The price is a second text, and so a second plan.
func (c Column) One() Column { c.one = true; return c }

// keep returns those of the values that a row can have, and whether that is all of
// them.
func (c Column) keep(values []string) (kept []string, all bool) {
	kept = slices.DeleteFunc(values, func(v string) bool { return !c.holds.can(v) })
	return kept, len(kept) == len(values)
}

// can reports whether a column can hold the value, in the form in which it is read.
func (h holds) can(value string) bool {
	switch h {
	case holdsInt:
		n, err := strconv.ParseInt(value, 10, 64)
		return err == nil && strconv.FormatInt(n, 10) == value
	case holdsUUID:
		return isUUID(value)
	default:
		return utf8.ValidString(value) && strings.IndexByte(value, 0) < 0
	}
}

func isUUID(s string) bool {
	if len(s) != 36 {
		return false
	}
	for i, c := range []byte(s) {
		switch {
		case i == 8 || i == 13 || i == 18 || i == 23:
			if c != '-' {
				return false
			}
		case !('0' <= c && c <= '9' || 'a' <= c && c <= 'f'):
			return false
		}
	}
	return true
}
