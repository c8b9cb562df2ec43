package wire

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"unicode/utf8"

	"lupa.example/access"
	"lupa.example/access/invalid"
)

// How a decoder tells what is wrong, and where.

// A step leads from a value to one in it: to a member by its name, or to an
// element by its index.
type step struct {
	name   string
	index  int
	member bool
}

// Fail reports what is wrong with the value that is being read. Only the first
// failure of a value counts.
func (d *Decoder) Fail(format string, args ...any) {
	if d.err == nil {
		d.failed = d.pos
		d.err = &access.InvalidError{
			Package: "wire",
			Path:    pathText(d.path),
			Problem: fmt.Sprintf(format, args...),
		}
	}
}

// Err returns the failures so far, nil if there was none.
func (d *Decoder) Err() error {
	if d.bad == nil {
		return d.err
	}
	return errors.Join(d.bad.Err(), d.err)
}

// syntax reports text that is not JSON, with the place: the offset in bytes, and as
// editors count, from 1 and in characters, the column and, of several lines, the line.
func (d *Decoder) syntax(problem string) {
	before := d.data[:min(d.pos, len(d.data))]
	column := 1 + utf8.RuneCount(before[bytes.LastIndexByte(before, '\n')+1:])
	if !bytes.ContainsRune(d.data, '\n') {
		d.Fail("%s at byte %d (column %d)", problem, d.pos, column)
		return
	}
	line := 1 + bytes.Count(before, []byte("\n"))
	d.Fail("%s at byte %d (line %d, column %d)", problem, d.pos, line, column)
}

// wrongType reports what stands where something else was wanted. Where the text ends
// too early it tells the place, as for all that is not JSON; what has no path is named.
func (d *Decoder) wrongType(want string) {
	switch found := d.what(); {
	case d.pos >= len(d.data):
		d.syntax("want " + want + ", not " + found + ",")
	case len(d.path) == 0 && d.whole != "":
		d.Fail("%s is %s; want %s", d.whole, found, want)
	case found == "null" && len(d.path) > 0 && d.path[len(d.path)-1].member:
		d.Fail("is null, which is never a value here (leave the member out); want %s", want)
	default:
		d.Fail("is %s; want %s", found, want)
	}
}

// passOver notes a failure of the member or element that began at a position, and goes
// past it, if the text is JSON up to its end. Then the next one can be read.
func (d *Decoder) passOver(from int) {
	if d.err == nil || d.bad == nil {
		return
	}
	at := d.pos
	d.pos = from
	if d.value(len(d.path)) == "" && d.ended() {
		d.note()
		return
	}
	d.pos = at // whatever follows is not known
}

// note keeps a failure among those of members that were passed over.
func (d *Decoder) note() {
	for _, f := range access.Findings(d.err) {
		if d.bad != nil {
			d.bad.Add(f.Path, "%s", f.Problem)
			d.err = nil
		}
	}
}

// pathText writes a path as "profiles[0].forms.F1".
func pathText(path []step) string {
	text := ""
	for _, s := range path {
		if s.member {
			text = invalid.At(text, s.name)
		} else {
			text += "[" + strconv.Itoa(s.index) + "]"
		}
	}
	return text
}
