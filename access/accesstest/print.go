package accesstest

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// A printer writes values with the names of their fields. The same value always
// gives the same text.
type printer struct {
	// raw leaves nothing out, so that two texts are equal only where the values
	// are: no String method speaks for a value, nil is told from empty, and slices
	// are shown up to their capacity.
	raw bool
}

func (p printer) print(x any) string {
	var b strings.Builder
	p.value(&b, reflect.ValueOf(x), nil, true)
	return b.String()
}

// value writes v. The pointers on the way to it are in above, since rows may point
// at each other; named says whether its type is to be told.
func (p printer) value(b *strings.Builder, v reflect.Value, above []uintptr, named bool) {
	if !v.IsValid() {
		b.WriteString("nil")
		return
	}
	if text, ok := p.spoken(v); ok {
		b.WriteString(text)
		return
	}
	switch v.Kind() {
	case reflect.String:
		b.WriteString(strconv.QuoteToASCII(v.String()))
	case reflect.Pointer:
		p.pointer(b, v, above, named)
	case reflect.Interface:
		p.value(b, v.Elem(), above, true)
	case reflect.Struct:
		if named {
			b.WriteString(v.Type().String())
		}
		p.list(b, "{}", v.NumField(), func(i int) {
			b.WriteString(v.Type().Field(i).Name + ": ")
			p.value(b, v.Field(i), above, false)
		})
	case reflect.Slice, reflect.Array:
		p.slice(b, v, above)
	case reflect.Map:
		p.mapping(b, v, above)
	case reflect.Func, reflect.Chan, reflect.UnsafePointer:
		fmt.Fprintf(b, "%v(%#x)", v.Type(), v.Pointer())
	default:
		b.WriteString(basic(v))
	}
}

// basic returns a number or a truth value without asking its methods, which those
// of an unexported field cannot be.
func basic(v reflect.Value) string {
	switch {
	case v.CanInt():
		return strconv.FormatInt(v.Int(), 10)
	case v.CanUint():
		return strconv.FormatUint(v.Uint(), 10)
	case v.CanFloat():
		return fmt.Sprint(v.Float())
	case v.CanComplex():
		return fmt.Sprint(v.Complex())
	default:
		return strconv.FormatBool(v.Bool())
	}
}

// spoken returns what a value's own String method says of it.
func (p printer) spoken(v reflect.Value) (string, bool) {
	if p.raw || !v.CanInterface() || v.Kind() == reflect.Pointer || v.Kind() == reflect.Interface {
		return "", false
	}
	s, ok := v.Interface().(fmt.Stringer)
	if !ok {
		return "", false
	}
	return fmt.Sprint(s), true // and no panic of the method's
}

func (p printer) pointer(b *strings.Builder, v reflect.Value, above []uintptr, named bool) {
	switch {
	case v.IsNil() && named:
		fmt.Fprintf(b, "(%v)(nil)", v.Type())
	case v.IsNil():
		b.WriteString("nil")
	case slices.Contains(above, v.Pointer()):
		b.WriteString("(itself)")
	default:
		b.WriteString("&")
		p.value(b, v.Elem(), append(above, v.Pointer()), named)
	}
}

func (p printer) slice(b *strings.Builder, v reflect.Value, above []uintptr) {
	visible := v.Len()
	if p.raw && v.Kind() == reflect.Slice {
		if v.IsNil() {
			b.WriteString("nil")
			return
		}
		v = v.Slice(0, v.Cap())
	}
	p.list(b, "[]", v.Len(), func(i int) {
		if i == visible {
			b.WriteString("and beyond the end: ")
		}
		p.value(b, v.Index(i), above, false)
	})
}

func (p printer) mapping(b *strings.Builder, v reflect.Value, above []uintptr) {
	if p.raw && v.IsNil() {
		b.WriteString("nil")
		return
	}
	entries := make([]string, 0, v.Len())
	for _, key := range v.MapKeys() {
		var entry strings.Builder
		p.value(&entry, key, above, false)
		entry.WriteString(": ")
		p.value(&entry, v.MapIndex(key), above, false)
		entries = append(entries, entry.String())
	}
	slices.Sort(entries)
	p.list(b, "{}", len(entries), func(i int) { b.WriteString(entries[i]) })
}

// list writes n elements between the two brackets.
func (p printer) list(b *strings.Builder, brackets string, n int, element func(int)) {
	b.WriteString(brackets[:1])
	for i := range n {
		if i > 0 {
			b.WriteString(", ")
		}
		element(i)
	}
	b.WriteString(brackets[1:])
}
