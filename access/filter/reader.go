package filter

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"lupa.example/access"
	"lupa.example/access/invalid"
)

// A reader reads conditions. Its first failure stays, and from then on it reads nothing and
// fails no more.
type reader struct {
	data []byte
	dec  *json.Decoder
	err  error
}

func (r *reader) fail(path, format string, args ...any) {
	if r.err == nil {
		r.err = &access.InvalidError{Package: "filter", Path: path, Problem: fmt.Sprintf(format, args...)}
	}
}

// token returns the next token, nil after a failure; raw is how it is written.
func (r *reader) token(path string) (token json.Token, raw []byte) {
	if r.err != nil {
		return nil, nil
	}
	start := r.dec.InputOffset()
	token, err := r.dec.Token()
	if err != nil {
		r.fail(path, "is %s after byte %d", what(nil, err), r.dec.InputOffset())
		return nil, nil
	}
	return token, r.data[start:r.dec.InputOffset()]
}

// delimiter reads a bracket.
func (r *reader) delimiter(path string, want json.Delim) bool {
	token, _ := r.token(path)
	if token != want {
		r.fail(path, "is %s; want %s", what(token, nil), what(want, nil))
	}
	return r.err == nil
}

// condition reads an object of one member.
func (r *reader) condition(path string, depth int) (c Condition) {
	if !r.delimiter(path, '{') {
		return c
	}
	if depth > maxDepth {
		r.fail(path, "is nested deeper than %d", maxDepth)
		return c
	}
	if !r.dec.More() {
		r.fail(path, "has no member; want one of %s", strings.Join(names[:], ", "))
		return c
	}
	name := r.text(path, whole)
	path = invalid.At(path, name)
	if !r.delimiter(path, '[') {
		return c
	}
	c = r.arguments(path, name, depth)
	if r.dec.More() {
		r.fail(path, "has a value too many")
	}
	if !r.delimiter(path, ']') {
		return c
	}
	if second, _ := r.token(path); second != json.Delim('}') {
		r.fail(path, "is followed by %s; want no other member", what(second, nil))
	}
	return c
}

// arguments reads what stands in the array of a member.
func (r *reader) arguments(path, name string, depth int) Condition {
	switch name {
	case names[opAll]:
		return AllOf(r.conditions(path, depth)...)
	case names[opAny]:
		return AnyOf(r.conditions(path, depth)...)
	case names[opPresent]:
		return Present(r.properties(path)...)
	case names[opIn]:
		return In(r.property(path, 0), r.values(path)...)
	case names[opHas]:
		return Has(r.property(path, 0), r.values(path)...)
	case names[opDiffers]:
		return Differs(r.property(path, 0), r.text(path, 1))
	case names[opIs]:
		return Is(r.property(path, 0), r.bool(path+"[1]"))
	case names[opSome]:
		return Some(r.property(path, 0), r.condition(path+"[1]", depth+1))
	case names[opLacks]:
		return Lacks(r.property(path, 0), r.condition(path+"[1]", depth+1))
	default:
		r.fail(path, "is no condition; want one of %s", strings.Join(names[:], ", "))
		return Condition{}
	}
}

func (r *reader) conditions(path string, depth int) (all []Condition) {
	for i := 0; r.err == nil && r.dec.More(); i++ {
		all = append(all, r.condition(at(path, i), depth+1))
	}
	return all
}

func (r *reader) property(path string, i int) string {
	name := r.text(path, i)
	if name == "" {
		r.fail(at(path, i), "is empty; want the name of a property")
	}
	return name
}

// properties reads the names that are left of an array.
func (r *reader) properties(path string) (all []string) {
	for r.err == nil && r.dec.More() {
		all = append(all, r.property(path, len(all)))
	}
	return all
}

// values reads what is left of an array after its first text.
func (r *reader) values(path string) (all []string) {
	for r.err == nil && r.dec.More() {
		all = append(all, r.text(path, 1+len(all)))
	}
	return all
}

// whole stands for the value at a path itself, in the place of an index.
const whole = -1

// at returns the path of an element. There may be many, so it is made for errors only.
func at(path string, i int) string {
	if i == whole {
		return path
	}
	return path + "[" + strconv.Itoa(i) + "]"
}

// text reads the text that is the element of the array at the path.
func (r *reader) text(path string, i int) string {
	token, raw := r.token(path)
	text, ok := token.(string)
	if !ok {
		r.fail(at(path, i), "is %s; want a text", what(token, nil))
	}
	// The decoder puts U+FFFD where there is no character.
	if strings.ContainsRune(text, utf8.RuneError) && !unbroken(raw) {
		r.fail(at(path, i), "the text %s holds invalid UTF-8 or half of a surrogate pair", invalid.Quote(text))
	}
	return text
}

func (r *reader) bool(path string) bool {
	token, _ := r.token(path)
	value, ok := token.(bool)
	if !ok {
		r.fail(path, "is %s; want true or false", what(token, nil))
	}
	return value
}

// unbroken reports whether every character of a text, as it is written, is there: bytes
// are UTF-8, and each escaped half of a surrogate pair is with the other.
func unbroken(raw []byte) bool {
	if !utf8.Valid(raw) {
		return false
	}
	unit := func(i int) uint64 {
		if raw[i] != '\\' || raw[i+1] != 'u' { // before the closing quote, so that there is more
			return 0
		}
		n, _ := strconv.ParseUint(string(raw[i+2:i+6]), 16, 16)
		return n
	}
	for i := 0; i < len(raw); i++ {
		if raw[i] != '\\' {
			continue
		}
		switch n := unit(i); n >> 10 {
		case 0xD800 >> 10:
			if unit(i+6)>>10 != 0xDC00>>10 {
				return false
			}
			i += 11
		case 0xDC00 >> 10:
			return false
		default:
			i++ // past what is escaped, which may be a backslash
		}
	}
	return true
}

// what names a token, or why there is none, for an error.
func what(token json.Token, err error) string {
	switch {
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return "the end of the text"
	case err != nil:
		return "no JSON (" + err.Error() + ")"
	}
	switch token := token.(type) {
	case json.Delim:
		return map[json.Delim]string{'{': "an object", '[': "an array", '}': "the end of an object", ']': "the end of an array"}[token]
	case string:
		return "the text " + invalid.Quote(token)
	case bool:
		return "true or false"
	case nil:
		return "null, which is never a value here"
	default:
		return "a number"
	}
}
