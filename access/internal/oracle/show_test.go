package oracle_test

import (
	"cmp"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

func sortedKeys[K cmp.Ordered, V any](m map[K]V) []K { return slices.Sorted(maps.Keys(m)) }

// show writes a value for people: fields that say something only, and long texts cut.
func show(v any) string {
	var b strings.Builder
	showValue(&b, reflect.ValueOf(v), "\n")
	return b.String()
}

func showValue(b *strings.Builder, v reflect.Value, line string) {
	switch v.Kind() {
	case reflect.Pointer:
		showValue(b, v.Elem(), line)
	case reflect.String:
		s := v.String()
		if len(s) > 300 {
			fmt.Fprintf(b, "%q… (%d bytes, the last %q)", s[:4], len(s), s[len(s)-1:])
			return
		}
		b.WriteString(strconv.QuoteToASCII(s))
	case reflect.Struct:
		for i := range v.NumField() {
			if !v.Field(i).IsZero() {
				b.WriteString(line + v.Type().Field(i).Name + ": ")
				showValue(b, v.Field(i), line+"  ")
			}
		}
	case reflect.Slice:
		if v.Len() == 0 {
			b.WriteString("[]")
		}
		for i := range v.Len() {
			if v.Index(i).Kind() == reflect.Struct {
				b.WriteString(line + "- ")
				showValue(b, v.Index(i), line+"  ")
				continue
			}
			b.WriteString(" ")
			showValue(b, v.Index(i), line)
		}
	case reflect.Map:
		for _, name := range sortedNames(v) {
			b.WriteString(line)
			showValue(b, name, line)
			b.WriteString(": ")
			showValue(b, v.MapIndex(name), line+"  ")
		}
	default:
		fmt.Fprint(b, v.Interface())
	}
}

// sortedNames returns the names of a map in their order.
func sortedNames(v reflect.Value) []reflect.Value {
	return slices.SortedFunc(slices.Values(v.MapKeys()), func(a, b reflect.Value) int { return cmp.Compare(a.String(), b.String()) })
}
