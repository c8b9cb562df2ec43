package sqlwhere

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
)

// A Dialect is the SQL of one database. The zero value is none.
type Dialect uint8

const (
	PostgreSQL Dialect = 1 // 12 or newer
	SQLite     Dialect = 2 // 3.38 or newer, which has JSON
)

// String returns the database's name.
func (d Dialect) String() string {
	switch d {
	case PostgreSQL:
		return "PostgreSQL"
	case SQLite:
		return "SQLite"
	default:
		return fmt.Sprintf("Dialect(%d)", uint8(d))
	}
}

// truth writes a constant.
func (d Dialect) truth(b bool) string {
	switch {
	case d == SQLite && b:
		return "1=1"
	case d == SQLite:
		return "1=0"
	case b:
		return "TRUE"
	default:
		return "FALSE"
	}
}

// castOf is the type of PostgreSQL that holds such values.
func castOf(h holds) string { return [...]string{"text", "bigint", "uuid"}[h] }

// list returns the values as one argument: an array's text for PostgreSQL, which every
// driver can send, and JSON for SQLite.
func (d Dialect) list(h holds, values []string) string {
	if d == SQLite {
		if h == holdsInt {
			return "[" + strings.Join(values, ",") + "]"
		}
		text, _ := json.Marshal(values) // texts do not fail
		return string(text)
	}
	size := len("{}")
	for _, v := range values {
		size += len(v) + len(`"",`)
	}
	b := make([]byte, 0, size) // a little more if values have quotes
	b = append(b, '{')
	for i, v := range values {
		if i > 0 {
			b = append(b, ',')
		}
		if h != holdsText {
			b = append(b, v...)
			continue
		}
		// In quotes, NULL is a text and a brace a brace.
		b = append(b, '"')
		from := 0
		for at := range len(v) {
			if v[at] == '"' || v[at] == '\\' {
				b = append(append(b, v[from:at]...), '\\')
				from = at
			}
		}
		b = append(append(b, v[from:]...), '"')
	}
	return string(append(b, '}'))
}

// one returns a value as an argument.
func one(h holds, value string) any {
	if h == holdsInt {
		n, _ := strconv.ParseInt(value, 10, 64) // it was found to be one
		return n
	}
	return value
}
