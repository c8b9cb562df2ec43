package filter

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"unicode/utf8"

	"lupa.example/access/invalid"
)

// maxDepth is how many conditions may stand within each other in JSON, the whole
// among them.
const maxDepth = 16

// names are the members by which each sort of condition is written.
var names = [...]string{
	opAll:     "all",
	opAny:     "any",
	opIn:      "in",
	opPresent: "present",
	opIs:      "is",
	opHas:     "has",
	opSome:    "some",
	opDiffers: "differs",
	opLacks:   "lacks",
}

// MarshalJSON writes the condition as an object of one member:
//
//	{"all": [{"in": ["form", "F1", "F2"]}, {"is": ["closed", false]}]}
//
// The others are "any", {"present": ["form"]}, {"has": ["users", "anna"]},
// {"some": ["roles", {…}]}, {"differs": ["createdBy", "anna"]} and
// {"lacks": ["roles", {…}]}. Everything is {"all": []} and nothing {"any": []}. Text
// that is not UTF-8 cannot be written and is an error, and so are more than 16
// conditions within each other.
func (c Condition) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	err := c.write(&b, 1)
	return b.Bytes(), err
}

func (c Condition) write(b *bytes.Buffer, depth int) error {
	if depth > maxDepth {
		return fmt.Errorf("filter: the condition is nested deeper than %d and cannot be written", maxDepth)
	}
	n := c.n
	if n == nil {
		n = &node{op: opAny}
	}
	b.WriteString(`{"` + names[n.op] + `":[`)
	first := true
	comma := func() {
		if !first {
			b.WriteByte(',')
		}
		first = false
	}
	for _, text := range append([]string{n.name}, n.values...) {
		if text == "" { // what has no name
			continue
		}
		if !utf8.ValidString(text) {
			return fmt.Errorf("filter: the text %s is not valid UTF-8 and cannot be written", invalid.Quote(text))
		}
		comma()
		quoted, _ := json.Marshal(text) // a text does not fail
		b.Write(quoted)
	}
	if n.op == opIs {
		comma()
		b.WriteString(strconv.FormatBool(n.want))
	}
	for _, part := range n.parts {
		comma()
		if err := part.write(b, depth+1); err != nil {
			return err
		}
	}
	b.WriteString("]}")
	return nil
}

// UnmarshalJSON reads what MarshalJSON writes as an equal condition, and any other text
// of that form as the condition that the functions of this package make of it. What
// could be read in two ways is not read: an unknown or a second member, a value of
// another type, null, text that is not UTF-8, half of a surrogate pair, more than 16
// conditions within each other and text after the end are errors that name the path,
// of the type [access.InvalidError]. After an error the condition is as it was. The cost
// is in proportion to the text, times how deep it is nested.
func (c *Condition) UnmarshalJSON(data []byte) error {
	r := &reader{data: data, dec: json.NewDecoder(bytes.NewReader(data))}
	r.dec.UseNumber() // one that no float64 holds would be told in full
	read := r.condition("", 1)
	if r.err == nil {
		if token, err := r.dec.Token(); err != io.EOF {
			r.fail("", "is followed by %s; want nothing after its end", what(token, err))
		}
	}
	if r.err != nil {
		return r.err
	}
	*c = read
	return nil
}
