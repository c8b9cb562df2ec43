package wire

import (
	"encoding"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"lupa.example/access/invalid"
)

// An Encoder writes one JSON value without spaces, in the order in which it is
// told, so that equal values give equal bytes. The first failure stays. An Encoder
// is used by one goroutine.
type Encoder struct {
	buf   []byte
	empty bool    // no comma is wanted: nothing stands yet in what is open, or a name does
	html  bool    // what HTML or JavaScript would take for its own is escaped
	path  []step  // where the value to be written stands
	steps [4]step // the room of a path that is no longer, as that of an answer
	err   error
}

// encoderAt returns an encoder of a value that stands at the path.
func encoderAt(names ...string) *Encoder {
	e := &Encoder{empty: true}
	for _, name := range names {
		e.path = append(e.path, step{name: name, member: true})
	}
	return e
}

// Object writes an object of the given fields, in their order. It fails if a required
// one is empty, which could not be read.
func (e *Encoder) Object(fields ...Field) {
	e.Map(func(member func(name string)) {
		for _, f := range fields {
			empty := f.value.empty()
			if f.omitted || f.optional && empty {
				continue
			}
			member(f.name)
			if f.required && empty {
				e.Fail("is empty and could not be read")
			}
			f.value.write(e)
		}
	})
}

// Map writes an object whose names are data. The function calls member with each
// name and writes the value after it.
func (e *Encoder) Map(entries func(member func(name string))) {
	e.enclose('{', '}', step{member: true}, func() { entries(e.member) })
}

// Array writes an array of the values that the function writes.
func (e *Encoder) Array(elements func()) { e.enclose('[', ']', step{index: -1}, elements) }

// enclose writes what stands between two brackets. The last step of the path leads to
// each value there in turn; before the first it is the one given.
func (e *Encoder) enclose(open, end byte, before step, inside func()) {
	e.separate()
	e.buf = append(e.buf, open)
	e.empty = true
	if e.path == nil {
		e.path = e.steps[:0]
	}
	e.path = append(e.path, before)
	inside()
	e.path = e.path[:len(e.path)-1]
	e.buf = append(e.buf, end)
	e.empty = false
}

func (e *Encoder) member(name string) {
	e.path[len(e.path)-1].name = name
	e.String(name)
	e.buf = append(e.buf, ':')
	e.empty = true
}

// String writes a text. One that could not be read, since it is not valid UTF-8 or longer
// than 256 bytes, is an error.
func (e *Encoder) String(s string) {
	e.separate()
	e.text(s)
}

func (e *Encoder) text(s string) {
	switch {
	case !utf8.ValidString(s):
		e.Fail("%s is not valid UTF-8 and cannot be written", invalid.Quote(s))
	case len(s) > invalid.MaxIdentifier:
		e.Fail("is %d bytes long (%s) and could not be read; want at most %d", len(s), invalid.Quote(s), invalid.MaxIdentifier)
	}
	e.buf = appendText(e.buf, s, e.html)
}

// Format writes the text that the value's MarshalText returns. No form has the empty
// text, so that a value which comes to that cannot be written.
func (e *Encoder) Format(v encoding.TextMarshaler) {
	e.separate()
	text, err := v.MarshalText()
	if err != nil {
		e.Fail("%s", err)
	} else if len(text) == 0 {
		e.Fail("a %T has no value that could be written", v)
	}
	e.text(string(text))
}

// Bool writes true or false.
func (e *Encoder) Bool(b bool) {
	e.separate()
	if b {
		e.buf = append(e.buf, "true"...)
	} else {
		e.buf = append(e.buf, "false"...)
	}
}

// Fail reports why the value that is being written cannot be, with its path. Only the
// first failure counts.
func (e *Encoder) Fail(format string, args ...any) {
	if e.err != nil {
		return
	}
	text := "wire: "
	if at := pathText(e.path); at != "" {
		text += at + ": "
	}
	e.err = errors.New(text + fmt.Sprintf(format, args...))
}

// separate writes the comma before a value that is not the first of its object or
// array and does not follow its member's name, and goes to the next element of an array.
func (e *Encoder) separate() {
	if n := len(e.path); n > 0 && !e.path[n-1].member {
		e.path[n-1].index++
	}
	if !e.empty {
		e.buf = append(e.buf, ',')
	}
	e.empty = false
}

// appendText appends s in quotes, with escapes for what JSON wants escaped and
// U+FFFD for bytes that are not UTF-8.
func appendText(b []byte, s string, html bool) []byte {
	const hex = "0123456789abcdef"
	b = append(b, '"')
	for _, r := range s {
		switch {
		case html && strings.ContainsRune("<>&\u2028\u2029", r):
			b = fmt.Appendf(b, `\u%04x`, r)
		case r == '"' || r == '\\':
			b = append(b, '\\', byte(r))
		case r == '\n':
			b = append(b, '\\', 'n')
		case r == '\r':
			b = append(b, '\\', 'r')
		case r == '\t':
			b = append(b, '\\', 't')
		case r < ' ':
			b = append(b, '\\', 'u', '0', '0', hex[r>>4], hex[r&0xF])
		default:
			b = utf8.AppendRune(b, r)
		}
	}
	return append(b, '"')
}

// raw writes a value that is JSON already.
func (e *Encoder) raw(value []byte) {
	e.separate()
	e.buf = append(e.buf, value...)
}
