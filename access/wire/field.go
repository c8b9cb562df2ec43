package wire

import (
	"encoding"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// A Field ties a member of an object to the variable that holds its value, so that
// a property is declared once, for reading and for writing. The functions that
// return fields take the member's name and a pointer to the variable.
type Field struct {
	name     string
	value    value
	required bool
	omitted  bool
	optional bool
}

// A value reads itself from JSON and writes itself as it.
type value interface {
	read(*Decoder)
	write(*Encoder)
	empty() bool // a text or list without anything in it
}

// Required returns the field as one that has to be there and not be empty.
func (f Field) Required() Field {
	f.required = true
	return f
}

// Optional returns the field as one that is left out in writing if it is empty: a text
// or list without anything in it.
func (f Field) Optional() Field {
	f.optional = true
	return f
}

// OmitIf returns the field as one that is left out in writing if absent is true.
func (f Field) OmitIf(absent bool) Field {
	f.omitted = absent
	return f
}

func (f Field) read(d *Decoder) {
	f.value.read(d)
	if f.required && f.value.empty() {
		d.Fail(isEmpty)
	}
}

func fieldNames(fields []Field) string {
	if len(fields) == 0 {
		return "none"
	}
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = strconv.Quote(f.name)
	}
	return strings.Join(names, ", ")
}

// Text is a field that holds a text of at most 256 bytes.
func Text[S ~string](name string, v *S) Field { return Field{name: name, value: text[S]{v}} }

// Bool is a field that holds true or false.
func Bool(name string, v *bool) Field { return Field{name: name, value: boolean{v}} }

// A Form is a value that is written as a text of a form of its own.
type Form interface {
	encoding.TextMarshaler
	encoding.TextUnmarshaler
}

// Parsed is a field that holds the text of a form, such as a customer number.
func Parsed(name string, v Form) Field { return Field{name: name, value: parsed{v}} }

// Texts is a field that holds a list of texts.
func Texts[S ~string](name string, v *[]S) Field {
	return Field{name: name, value: texts[S]{v}}
}

// ParsedList is a field that holds a list of texts of a form.
func ParsedList[T any, P interface {
	*T
	Form
}](name string, v *[]T) Field {
	return Field{name: name, value: parsedList[T, P]{v}}
}

// Object is a field that holds an object of the given fields.
func Object(name string, fields ...Field) Field {
	return Field{name: name, value: object(fields)}
}

// Objects is a field that holds a list of objects.
func Objects[T any](name string, v *[]T, fields func(*T) []Field) Field {
	return Field{name: name, value: objects[T]{v, fields}}
}

// ObjectMap is a field that holds an object whose names are data and whose values
// are objects. It is written in the order of the names.
func ObjectMap[T any](name string, v *map[string]T, fields func(*T) []Field) Field {
	return Field{name: name, value: mapping[T]{v, func(t *T) value { return object(fields(t)) }}}
}

// TextsMap is a field that holds an object whose names are data and whose values
// are lists of texts. It is written in the order of the names.
func TextsMap(name string, v *map[string][]string) Field {
	return Field{name: name, value: mapping[[]string]{v, func(t *[]string) value { return texts[string]{t} }}}
}

// Func is a field that reads and writes itself. Exactly one value has to be read
// and written. Write may be nil for what is only read.
func Func(name string, read func(*Decoder), write func(*Encoder)) Field {
	return Field{name: name, value: function{read, write}}
}

type text[S ~string] struct{ v *S }

func (t text[S]) read(d *Decoder)  { *t.v = S(d.String()) }
func (t text[S]) write(e *Encoder) { e.String(string(*t.v)) }
func (t text[S]) empty() bool      { return *t.v == "" }

type boolean struct{ v *bool }

func (b boolean) read(d *Decoder)  { *b.v = d.Bool() }
func (b boolean) write(e *Encoder) { e.Bool(*b.v) }
func (b boolean) empty() bool      { return false }

type parsed struct{ v Form }

func (p parsed) read(d *Decoder)  { d.Parse(p.v) }
func (p parsed) write(e *Encoder) { e.Format(p.v) }
func (p parsed) empty() bool      { return false } // no form has the empty text

type texts[S ~string] struct{ v *[]S }

func (t texts[S]) read(d *Decoder) {
	*t.v = nil
	for range d.elements {
		*t.v = append(*t.v, S(d.String()))
	}
}

func (t texts[S]) write(e *Encoder) {
	e.Array(func() {
		for _, s := range *t.v {
			e.String(string(s))
		}
	})
}

func (t texts[S]) empty() bool { return len(*t.v) == 0 }

type parsedList[T any, P interface {
	*T
	Form
}] struct{ v *[]T }

func (p parsedList[T, P]) read(d *Decoder) {
	*p.v = nil
	for i := range d.elements {
		var t T
		*p.v = append(*p.v, t)
		d.Parse(P(&(*p.v)[i]))
	}
}

func (p parsedList[T, P]) write(e *Encoder) {
	e.Array(func() {
		for i := range *p.v {
			e.Format(P(&(*p.v)[i]))
		}
	})
}

func (p parsedList[T, P]) empty() bool { return len(*p.v) == 0 }

type objects[T any] struct {
	v      *[]T
	fields func(*T) []Field
}

func (o objects[T]) read(d *Decoder) {
	*o.v = nil
	for i := range d.elements {
		var t T
		*o.v = append(*o.v, t)
		d.Object(o.fields(&(*o.v)[i])...)
	}
}

func (o objects[T]) write(e *Encoder) {
	e.Array(func() {
		for i := range *o.v {
			e.Object(o.fields(&(*o.v)[i])...)
		}
	})
}

func (o objects[T]) empty() bool { return len(*o.v) == 0 }

type object []Field

func (o object) read(d *Decoder)  { d.Object(o...) }
func (o object) write(e *Encoder) { e.Object(o...) }
func (o object) empty() bool      { return false }

type mapping[T any] struct {
	v  *map[string]T
	of func(*T) value
}

func (m mapping[T]) read(d *Decoder) {
	*m.v = make(map[string]T)
	d.Map(func(name string) {
		var t T
		m.of(&t).read(d)
		(*m.v)[name] = t
	})
}

func (m mapping[T]) write(e *Encoder) {
	e.Map(func(member func(name string)) {
		for _, name := range slices.Sorted(maps.Keys(*m.v)) {
			t := (*m.v)[name]
			member(name)
			m.of(&t).write(e)
		}
	})
}

func (m mapping[T]) empty() bool { return len(*m.v) == 0 }

type function struct {
	in  func(*Decoder)
	out func(*Encoder)
}

func (f function) read(d *Decoder)  { f.in(d) }
func (f function) write(e *Encoder) { f.out(e) }
func (f function) empty() bool      { return false }
