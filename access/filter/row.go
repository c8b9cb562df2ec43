package filter

import (
	"iter"
	"slices"
)

// A Row is what a condition is matched against: the properties of a resource, or of a
// person, by their names. A property that the row does not have is absent. [Declare]
// makes rows; to write them by hand is for callers who have no Go type for them.
type Row interface {
	// Text returns a text property, "" if it is absent.
	Text(property string) string

	// Bool returns a flag, and whether it is known.
	Bool(property string) (value, known bool)

	// List returns the values of a list, and of a list of objects those that [Has]
	// asks for. They are not changed.
	List(property string) []string

	// Rows yields the objects of a list of objects; nil yields none.
	Rows(property string) iter.Seq[Row]
}

// Match reports whether the condition holds for the row. Nothing holds for a nil row.
// It allocates nothing if the row is one that was declared, or else what its methods do.
//
// Each part of the condition goes through the list that it asks for. Conditions of the
// library ask for each list once or twice; of one that anybody wrote and of long lists the
// cost is the product: thousands of parts on a list of objects and thousands of objects
// are millions of steps.
func Match(c Condition, row Row) bool {
	switch row := row.(type) {
	case nil:
		return false
	case interface{ match(*node) bool }:
		return row.match(c.n)
	default:
		return holds[Row](anyRow{}, c.n, row)
	}
}

// A source reads rows of type T. Conditions are matched by one function over sources,
// so that rows need not be turned into interfaces, which would allocate.
type source[T any] interface {
	text(row T, property string) string
	flag(row T, property string) (value, known bool)
	has(row T, list string, values []string) bool
	some(row T, list string, each *node) bool
}

// holds is the meaning of conditions.
func holds[T any](s source[T], n *node, row T) bool {
	if n == nil {
		return false
	}
	switch n.op {
	case opAll:
		for _, c := range n.parts {
			if !holds(s, c.n, row) {
				return false
			}
		}
		return true
	case opAny:
		for _, c := range n.parts {
			if holds(s, c.n, row) {
				return true
			}
		}
		return false
	case opIn:
		return contains(n.values, s.text(row, n.name))
	case opPresent:
		for _, property := range n.values {
			if s.text(row, property) == "" {
				return false
			}
		}
		return true
	case opIs:
		value, known := s.flag(row, n.name)
		return known && value == n.want
	case opHas:
		return s.has(row, n.name, n.values)
	case opSome:
		return s.some(row, n.name, n.parts[0].n)
	case opLacks:
		return !s.some(row, n.name, n.parts[0].n)
	default: // opDiffers
		text := s.text(row, n.name)
		return text != "" && text != n.values[0]
	}
}

// contains reports whether the text is one of the sorted values, none of which is
// empty.
func contains(values []string, text string) bool {
	_, found := slices.BinarySearch(values, text)
	return found
}

func containsAny(values, list []string) bool {
	for _, text := range list {
		if contains(values, text) {
			return true
		}
	}
	return false
}

// anyRow reads rows that may be of any type.
type anyRow struct{}

func (anyRow) text(r Row, property string) string          { return r.Text(property) }
func (anyRow) flag(r Row, property string) (v, known bool) { return r.Bool(property) }
func (anyRow) has(r Row, list string, values []string) bool {
	return containsAny(values, r.List(list))
}

func (anyRow) some(r Row, list string, each *node) bool {
	rows := r.Rows(list)
	if rows == nil {
		return false
	}
	for one := range rows {
		if Match(Condition{each}, one) {
			return true
		}
	}
	return false
}
