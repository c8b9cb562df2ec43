package oracle_test

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"unicode/utf16"
)

// A tree is a JSON object in order, with room for duplicates.
type tree struct{ members []pair }

type pair struct {
	name  string
	value any // *tree, []any, string, bool, nil, raw
}

// raw is text that is written as it is.
type raw string

// object returns the tree of names and values in turns.
func object(pairs ...any) *tree {
	t := &tree{}
	for i := 0; i < len(pairs); i += 2 {
		t.add(pairs[i].(string), pairs[i+1])
	}
	return t
}

func (t *tree) add(name string, value any) { t.members = append(t.members, pair{name, value}) }

// addIf adds a member that may be left out.
func (t *tree) addIf(there bool, name string, value any) {
	if there {
		t.add(name, value)
	}
}

func array(list []string) []any {
	out := []any{}
	for _, x := range list {
		out = append(out, x)
	}
	return out
}

// clone returns a copy that shares nothing.
func clone(v any) any {
	switch v := v.(type) {
	case *tree:
		c := &tree{}
		for _, p := range v.members {
			c.add(p.name, clone(p.value))
		}
		return c
	case []any:
		c := []any{}
		for _, x := range v {
			c = append(c, clone(x))
		}
		return c
	}
	return v
}

// encode writes a value. With r, now and then it escapes a character that need not be
// escaped, and adds white space.
func encode(v any, r *rand.Rand) string {
	var b strings.Builder
	write(&b, v, r)
	return b.String()
}

func write(b *strings.Builder, v any, r *rand.Rand) {
	gap := func() {
		if r != nil && r.IntN(60) == 0 {
			b.WriteString([]string{" ", "\t", "\r", "\n "}[r.IntN(4)])
		}
	}
	switch v := v.(type) {
	case *tree:
		b.WriteByte('{')
		for i, p := range v.members {
			if i > 0 {
				b.WriteByte(',')
			}
			gap()
			quote(b, p.name, r)
			gap()
			b.WriteByte(':')
			gap()
			write(b, p.value, r)
			gap()
		}
		b.WriteByte('}')
	case []any:
		b.WriteByte('[')
		for i, x := range v {
			if i > 0 {
				b.WriteByte(',')
			}
			gap()
			write(b, x, r)
		}
		gap()
		b.WriteByte(']')
	case string:
		quote(b, v, r)
	case bool:
		b.WriteString(strconv.FormatBool(v))
	case raw:
		b.WriteString(string(v))
	case nil:
		b.WriteString("null")
	default:
		panic(fmt.Sprintf("%T", v))
	}
}

func quote(b *strings.Builder, s string, r *rand.Rand) {
	b.WriteByte('"')
	for _, c := range s {
		switch {
		case c == '"' || c == '\\':
			b.WriteByte('\\')
			b.WriteRune(c)
		case c < 0x20 || r != nil && r.IntN(150) == 0 || r != nil && c > 126 && r.IntN(2) == 0:
			for _, u := range utf16.Encode([]rune{c}) {
				fmt.Fprintf(b, `\u%04x`, u)
			}
		default:
			b.WriteRune(c)
		}
	}
	b.WriteByte('"')
}

// A slot is one place in a tree: a member or an item.
type slot struct {
	parent *tree
	items  []any // where it is an item
	i      int
	path   string
}

func (s slot) value() any {
	if s.parent != nil {
		return s.parent.members[s.i].value
	}
	return s.items[s.i]
}

func (s slot) set(v any) {
	if s.parent != nil {
		s.parent.members[s.i].value = v
	} else {
		s.items[s.i] = v
	}
}

// slots are all places below a value.
func slots(v any, path string) []slot {
	var out []slot
	switch v := v.(type) {
	case *tree:
		for i := range v.members {
			p := path + "." + v.members[i].name
			out = append(out, slot{parent: v, i: i, path: p})
			out = append(out, slots(v.members[i].value, p)...)
		}
	case []any:
		for i := range v {
			out = append(out, slot{items: v, i: i, path: path + "[]"})
			out = append(out, slots(v[i], path+"[]")...)
		}
	}
	return out
}
