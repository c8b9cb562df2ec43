package wire

import (
	"bytes"
	"encoding"
	"errors"
	"strconv"

	"lupa.example/access"
	"lupa.example/access/invalid"
)

// A Decoder reads one JSON value strictly from a text in memory. A failure stays: from
// then on every method returns a zero value and calls nothing, so that code which reads
// needs no checks between. In a document it stays to the end of the innermost member or
// element that it is about, so that those after it are read as well; what is read beside
// a failure is of no use. A Decoder is used by one goroutine.
type Decoder struct {
	scanner
	bad     *invalid.List // the failures of members that were passed over; nil: none is
	whole   string        // what the value without a path is called, "" for nothing
	lenient bool          // unknown members are ignored
	path    []step        // where the value to be read stands
	seen    []bool        // which fields have been read, for all open objects
	err     error
	failed  int // where the failure stands
}

// newDecoder returns a decoder of the text, which has failed already if the text is
// not in UTF-8 by its first bytes.
func newDecoder(data []byte) *Decoder {
	d := &Decoder{scanner: scanner{data: data, depth: maxDepth}}
	if encoding := marked(data); encoding != "" {
		d.Fail("the text begins with %s; want UTF-8 without a byte order mark", encoding)
	}
	return d
}

// marked returns what the first bytes show a text to be in, if it is not UTF-8 without
// a mark.
func marked(data []byte) string {
	switch {
	case bytes.HasPrefix(data, []byte("\xef\xbb\xbf")):
		return "a byte order mark"
	case bytes.HasPrefix(data, []byte("\xff\xfe")), bytes.HasPrefix(data, []byte("\xfe\xff")):
		return "a byte order mark of UTF-16"
	case len(data) > 1 && (data[0] == 0) != (data[1] == 0):
		return "a zero byte, as UTF-16 does"
	default:
		return ""
	}
}

// Object reads an object of the given fields, in any order. A field that is given
// twice, a required one that is missing or empty, and a member that is no field
// are errors.
func (d *Decoder) Object(fields ...Field) {
	open := len(d.seen)
	for range fields {
		d.seen = append(d.seen, false)
	}
	for name := range d.members {
		i, from := indexOf(fields, name), d.pos
		if i < 0 {
			d.unknown(name, fields)
			continue
		}
		d.push(step{name: fields[i].name, member: true})
		if d.seen[open+i] {
			d.Fail("is given twice")
		}
		d.seen[open+i] = true
		if d.err == nil {
			fields[i].read(d)
		}
		d.passOver(from)
		d.pop()
	}
	for i, f := range fields {
		if f.required && !d.seen[open+i] && d.err == nil {
			d.push(step{name: f.name, member: true})
			d.Fail(isMissing)
			d.note()
			d.pop()
		}
	}
	d.seen = d.seen[:open]
}

// What is said of a required field that is not there, or has nothing in it.
const (
	isMissing = "is missing"
	isEmpty   = "is empty"
)

func indexOf(fields []Field, name []byte) int {
	for i := range fields {
		if fields[i].name == string(name) {
			return i
		}
	}
	return -1
}

// unknown passes over a member that is no field, or reports it.
func (d *Decoder) unknown(name []byte, fields []Field) {
	from := d.pos
	d.push(step{name: string(name), member: true})
	if d.lenient {
		d.skip()
	} else {
		d.Fail("is no member here; want %s", fieldNames(fields))
	}
	d.passOver(from)
	d.pop()
}

// Map reads an object whose names are data, such as the forms of a profile, and
// calls entry for each name to read its value. A repeated name is an error, and
// so is one that is longer than a text may be.
func (d *Decoder) Map(entry func(name string)) {
	seen := make(map[string]bool)
	for key := range d.members {
		name, from := string(key), d.pos
		d.push(step{name: name, member: true})
		switch {
		case seen[name]:
			d.Fail("is given twice")
		case len(name) > invalid.MaxIdentifier:
			d.Fail("has a name of %d bytes; want at most %d", len(name), invalid.MaxIdentifier)
		default:
			seen[name] = true
			entry(name)
		}
		d.passOver(from)
		d.pop()
	}
}

// members yields the name of each member of an object, standing at its value. The
// name is valid until the next text is read.
func (d *Decoder) members(yield func(name []byte) bool) {
	if !d.enter('{', "an object") {
		return
	}
	for first := true; d.more('}', first); first = false {
		name, problem := d.key()
		if problem != "" {
			d.syntax(problem)
			return
		}
		if !yield(name) {
			return
		}
	}
}

// Array reads an array, and calls element to read each of its values.
func (d *Decoder) Array(element func()) {
	for range d.elements {
		element()
	}
}

// elements yields the index of each element of an array, standing at it.
func (d *Decoder) elements(yield func(int) bool) {
	if !d.enter('[', "an array") {
		return
	}
	for i := 0; d.more(']', i == 0); i++ {
		from := d.pos
		d.push(step{index: i})
		more := yield(i)
		d.passOver(from)
		d.pop()
		if !more {
			return
		}
	}
}

// String reads a text of at most 256 bytes, which may be empty.
func (d *Decoder) String() string {
	return string(d.text())
}

// text is String without a copy, valid until the next text is read.
func (d *Decoder) text() []byte { return d.textUpTo(invalid.MaxIdentifier) }

func (d *Decoder) textUpTo(most int) []byte {
	if !d.want('"', "a text") {
		return nil
	}
	text, problem := d.scanner.text()
	if problem != "" {
		d.syntax(problem)
		return nil
	}
	if len(text) > most {
		d.Fail("is %d bytes long (%s); want at most %d", len(text), invalid.Quote(string(text)), most)
		return nil
	}
	return text
}

// Parse reads a text into a value that has a form of its own, such as a customer
// number. What UnmarshalText refuses is an error at this path.
func (d *Decoder) Parse(into encoding.TextUnmarshaler) {
	text := d.text()
	if d.err != nil {
		return
	}
	err := into.UnmarshalText(text)
	var inner *access.InvalidError
	if errors.As(err, &inner) {
		d.Fail("%s", inner.Problem)
	} else if err != nil {
		d.Fail("%s", err)
	}
}

// Bool reads true or false.
func (d *Decoder) Bool() bool {
	if d.err != nil {
		return false
	}
	d.space()
	switch {
	case d.literal("true"):
		return true
	case d.literal("false"):
		return false
	}
	d.wrongType("true or false")
	return false
}

// integer reads a number that is written in digits only.
func (d *Decoder) integer() int {
	d.space()
	start := d.pos
	if !d.number() {
		d.wrongType("a number")
		return 0
	}
	if c := d.peek(); '0' <= c && c <= '9' { // number stops after a leading zero
		d.Fail("begins with a zero, which a number does not; want it without")
		return 0
	}
	n, err := strconv.Atoi(string(d.data[start:d.pos]))
	if err != nil {
		d.Fail("is %s; want a whole number", invalid.Quote(string(d.data[start:d.pos])))
	}
	return n
}

func (d *Decoder) push(s step) { d.path = append(d.path, s) }
func (d *Decoder) pop()        { d.path = d.path[:len(d.path)-1] }

// want goes to the next value, which has to begin with the given byte.
func (d *Decoder) want(begin byte, what string) bool {
	if d.err != nil {
		return false
	}
	d.space()
	if d.peek() != begin {
		d.wrongType(what)
		return false
	}
	return true
}

// enter goes into an object or an array.
func (d *Decoder) enter(open byte, what string) bool {
	if !d.want(open, what) {
		return false
	}
	if len(d.path) >= d.depth {
		d.Fail("is nested deeper than %d", d.depth)
		return false
	}
	d.pos++
	return true
}

// more reports whether another member or element follows, and goes there.
func (d *Decoder) more(end byte, first bool) bool {
	if d.err != nil {
		return false
	}
	another, problem := d.next(end, first)
	if problem != "" {
		d.syntax(problem)
	}
	return another
}

// skip passes over a value that nobody reads yet, and returns where it began.
func (d *Decoder) skip() int {
	start := d.pos
	if problem := d.value(len(d.path)); problem != "" {
		d.syntax(problem)
	}
	return start
}

// again runs f with the decoder back at a value that was skipped.
func (d *Decoder) again(start int, f func()) {
	end := d.pos
	d.pos = start
	f()
	d.pos = end
}

// without runs f with the decoder at an object without members, in the place of
// one that was left out.
func (d *Decoder) without(f func()) {
	data, end := d.data, d.pos
	d.data, d.pos = []byte("{}"), 0
	f()
	d.data, d.pos = data, end
}

// finish reports the failures, or that something follows the value.
func (d *Decoder) finish() error {
	if d.err == nil {
		d.space()
		if d.pos < len(d.data) {
			d.syntax("unexpected " + d.what() + " after the end")
		}
	}
	return d.Err()
}
