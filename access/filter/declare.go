package filter

import (
	"fmt"
	"iter"
	"reflect"
	"slices"

	"lupa.example/access"
)

// A Declaration says once what properties rows of a Go type have and how each is read.
// From it come the [Schema] and a [Row] for every value:
//
//	var documents = filter.Declare("document",
//		filter.Text("author", func(d *Document) string { return d.Author }),
//		filter.List("readers", func(d *Document) []string { return d.Readers }),
//	)
//
// It comes from [Declare] or [DeclarePerson] and is safe for concurrent use if the
// functions in it are.
type Declaration[T any] struct {
	schema  Schema
	fields  []Field[T]
	pointer bool // T is a pointer, and may be nil
}

// Declare returns the declaration of a kind whose rows have the fields. It panics if a
// field has no name or another's, since declarations are written, not read.
func Declare[T any](kind access.Kind, fields ...Field[T]) *Declaration[T] {
	d := &Declaration[T]{
		schema:  Schema{Kind: kind},
		fields:  slices.Clone(fields),
		pointer: reflect.TypeFor[T]().Kind() == reflect.Pointer,
	}
	taken := map[string]bool{"": true}
	for _, f := range fields {
		if taken[f.property.Name] {
			panic(fmt.Sprintf("filter: the kind %q has a property that has no name of its own: %q", kind, f.property.Name))
		}
		taken[f.property.Name] = true
		d.schema.Properties = append(d.schema.Properties, f.property)
	}
	return d
}

// DeclarePerson returns the declaration of persons, who have their user as "user", as
// "signedIn" whether they are signed in, unknown if that is not known, and the fields,
// which read the facts of an area.
func DeclarePerson(fields ...Field[access.Subject]) *Declaration[access.Subject] {
	return Declare("", append([]Field[access.Subject]{
		Text("user", func(s access.Subject) string { return s.User }),
		Flag("signedIn", func(s access.Subject) (in, known bool) {
			return s.SignIn == access.SignedIn, s.SignIn == access.SignedIn || s.SignIn == access.SignedOut
		}),
	}, fields...)...)
}

// Schema returns the properties in the order in which they were declared. It is the
// same for all who ask, so nobody changes it.
func (d *Declaration[T]) Schema() Schema { return d.schema }

// Row returns the value as a row, nil for a nil pointer.
func (d *Declaration[T]) Row(value T) Row {
	if d.absent(value) {
		return nil
	}
	return &record[T]{d, value}
}

// absent reports whether the value is a nil pointer, which is no row.
func (d *Declaration[T]) absent(value T) bool { return d.pointer && reflect.ValueOf(value).IsNil() }

// Match reports whether the condition holds for the value, as [Match] does for its Row,
// and makes none.
func (d *Declaration[T]) Match(c Condition, value T) bool {
	return !d.absent(value) && holds[T](d, c.n, value)
}

func (d *Declaration[T]) field(name string) *Field[T] {
	for i := range d.fields {
		if d.fields[i].property.Name == name {
			return &d.fields[i]
		}
	}
	return nil
}

func (d *Declaration[T]) text(row T, name string) string {
	if f := d.field(name); f != nil && f.text != nil {
		return f.text(row)
	}
	return ""
}

func (d *Declaration[T]) flag(row T, name string) (value, known bool) {
	if f := d.field(name); f != nil && f.flag != nil {
		return f.flag(row)
	}
	return false, false
}

func (d *Declaration[T]) has(row T, name string, values []string) bool {
	f := d.field(name)
	switch {
	case f == nil:
		return false
	case f.list != nil:
		return containsAny(values, f.list(row))
	case f.property.Has != "": // of objects
		return f.objects.has(row, f.property.Has, values)
	default:
		return false
	}
}

func (d *Declaration[T]) some(row T, name string, each *node) bool {
	f := d.field(name)
	return f != nil && f.objects != nil && f.objects.some(row, each)
}

// A record is a value with the declaration by which it is read.
type record[T any] struct {
	of    *Declaration[T]
	value T
}

func (r *record[T]) match(n *node) bool               { return holds[T](r.of, n, r.value) }
func (r *record[T]) Text(name string) string          { return r.of.text(r.value, name) }
func (r *record[T]) Bool(name string) (v, known bool) { return r.of.flag(r.value, name) }

func (r *record[T]) List(name string) []string {
	f := r.of.field(name)
	switch {
	case f == nil:
		return nil
	case f.list != nil:
		return f.list(r.value)
	case f.property.Has == "": // of other objects, or no list
		return nil
	}
	var values []string
	for one := range f.objects.rows(r.value) {
		values = append(values, one.Text(f.property.Has))
	}
	return values
}

func (r *record[T]) Rows(name string) iter.Seq[Row] {
	if f := r.of.field(name); f != nil && f.objects != nil {
		return f.objects.rows(r.value)
	}
	return func(func(Row) bool) {}
}
