package filter

import "iter"

// A Field declares one property of values of type T: its name and how it is read. It
// comes from the functions of this file; the zero value is no property.
type Field[T any] struct {
	property Property
	text     func(T) string
	flag     func(T) (value, known bool)
	list     func(T) []string
	objects  objects[T]
}

// Text declares a text. The function returns "" for what is absent.
func Text[T any](name string, get func(T) string) Field[T] {
	return Field[T]{property: Property{Name: name, Type: TypeText}, text: get}
}

// Derived declares a text that follows from another property, as the department does
// that is the first part of an employee's number. Expand returns all values of the
// other from which the given one follows; so databases need no column for it.
func Derived[T any](name, from string, get func(T) string, expand func(value string) []string) Field[T] {
	f := Text(name, get)
	f.property.From, f.property.Expand = from, expand
	return f
}

// Flag declares what is true, false or unknown.
func Flag[T any](name string, get func(T) (value, known bool)) Field[T] {
	return Field[T]{property: Property{Name: name, Type: TypeFlag}, flag: get}
}

// List declares a list of texts, which nobody changes.
func List[T any](name string, get func(T) []string) Field[T] {
	return Field[T]{property: Property{Name: name, Type: TypeList}, list: get}
}

// Objects declares a list of objects with fields of their own, which nobody changes.
// What [Has] asks for is one of their texts, "" if none stands for the whole.
func Objects[T, E any](name, has string, get func(T) []E, fields ...Field[E]) Field[T] {
	of := Declare("", fields...)
	return objectsField(name, has, of.schema, elements[T, E]{get, of})
}

// Map declares a map of lists as a list of objects: one for each value of each list,
// with the name of the list as the text key and the value as the text each, and one
// without a value for an empty list. What [Has] asks for is one of the two.
func Map[T any](name, has, key, each string, get func(T) map[string][]string) Field[T] {
	of := Declare("",
		Text(key, func(e entry) string { return e.key }),
		Text(each, func(e entry) string { return e.value }),
	)
	return objectsField(name, has, of.schema, entries[T]{get, of})
}

func objectsField[T any](name, has string, of Schema, objects objects[T]) Field[T] {
	if p, _ := of.Property(has); has != "" && p.Type != TypeText {
		panic("filter: the objects of " + name + " have no text " + has)
	}
	return Field[T]{
		property: Property{Name: name, Type: TypeObjects, Properties: of.Properties, Has: has},
		objects:  objects,
	}
}

// objects reads a list of objects.
type objects[T any] interface {
	has(row T, property string, values []string) bool
	some(row T, each *node) bool
	rows(row T) iter.Seq[Row]
}

// elements are the objects of a slice.
type elements[T, E any] struct {
	get func(T) []E
	of  *Declaration[E]
}

func (l elements[T, E]) has(row T, property string, values []string) bool {
	for _, e := range l.get(row) {
		if !l.of.absent(e) && contains(values, l.of.text(e, property)) {
			return true
		}
	}
	return false
}

func (l elements[T, E]) some(row T, each *node) bool {
	for _, e := range l.get(row) {
		if l.of.Match(Condition{each}, e) {
			return true
		}
	}
	return false
}

func (l elements[T, E]) rows(row T) iter.Seq[Row] {
	return func(yield func(Row) bool) {
		for _, e := range l.get(row) {
			if r := l.of.Row(e); r != nil && !yield(r) {
				return
			}
		}
	}
}

// entries are the objects of a map of lists.
type entries[T any] struct {
	get func(T) map[string][]string
	of  *Declaration[entry]
}

type entry struct{ key, value string }

func (l entries[T]) has(row T, property string, values []string) bool {
	for key, list := range l.get(row) {
		if contains(values, l.of.text(entry{key: key}, property)) {
			return true
		}
		for _, value := range list {
			if contains(values, l.of.text(entry{key, value}, property)) {
				return true
			}
		}
	}
	return false
}

func (l entries[T]) some(row T, each *node) bool {
	for key, values := range l.get(row) {
		if len(values) == 0 && holds[entry](l.of, each, entry{key: key}) {
			return true
		}
		for _, value := range values {
			if holds[entry](l.of, each, entry{key, value}) {
				return true
			}
		}
	}
	return false
}

func (l entries[T]) rows(row T) iter.Seq[Row] {
	return func(yield func(Row) bool) {
		for key, values := range l.get(row) {
			if len(values) == 0 && !yield(l.of.Row(entry{key: key})) {
				return
			}
			for _, value := range values {
				if !yield(l.of.Row(entry{key, value})) {
					return
				}
			}
		}
	}
}
