package wiretest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
)

// An object is where an object stands in a JSON text.
type object struct {
	path    string // "/resource/properties"; an element of an array has its path and "/"
	open    int    // behind the brace
	members []member
}

// A member is where a member stands: its name begins at start, its value at value.
type member struct {
	path              string
	start, value, end int
}

// objects returns all objects of a valid JSON text.
func objects(text []byte) []*object {
	w := &walker{text: text, tokens: json.NewDecoder(bytes.NewReader(text))}
	w.value("")
	return w.found
}

type walker struct {
	text   []byte
	tokens *json.Decoder
	found  []*object
}

// value walks over the next value, and stops behind it.
func (w *walker) value(path string) {
	switch w.token() {
	case json.Delim('{'):
		o := &object{path: path, open: w.offset()}
		w.found = append(w.found, o)
		for w.tokens.More() {
			m := member{start: w.offset() + bytes.IndexByte(w.text[w.offset():], '"')}
			m.path = fmt.Sprintf("%s/%v", path, w.token())
			m.value = w.offset() + bytes.IndexByte(w.text[w.offset():], ':') + 1
			w.value(m.path)
			m.end = w.offset()
			o.members = append(o.members, m)
		}
		w.token()
	case json.Delim('['):
		for w.tokens.More() {
			w.value(path + "/")
		}
		w.token()
	}
}

// token returns the next token; nil where the text is not valid after all.
func (w *walker) token() json.Token {
	token, _ := w.tokens.Token()
	return token
}

func (w *walker) offset() int { return int(w.tokens.InputOffset()) }

// A variant is a text that differs in one place from another.
type variant struct{ how, text string }

func (v variant) String() string { return v.how + "\n" + v.text }

// spliced returns the text with other text from start to end.
func spliced(text []byte, start, end int, with string) string {
	return string(text[:start]) + with + string(text[end:])
}

// with returns the text with one more member in the object.
func (o *object) with(text []byte, name, value string) variant {
	more := fmt.Sprintf("%q:%s", name, value)
	if len(o.members) > 0 {
		more += ","
	}
	return variant{"with one more member in " + o.path, spliced(text, o.open, o.open, more)}
}

// without returns the text without one of the object's members.
func (o *object) without(text []byte, i int) variant {
	var rest []string
	for j, m := range o.members {
		if j != i {
			rest = append(rest, string(text[m.start:m.end]))
		}
	}
	end := o.members[len(o.members)-1].end
	return variant{"without " + o.members[i].path, spliced(text, o.open, end, strings.Join(rest, ","))}
}

// twice returns the text with the member repeated.
func (m member) twice(text []byte) variant {
	return variant{"with twice " + m.path, spliced(text, m.start, m.start, string(text[m.start:m.end])+",")}
}

// null returns the text with null for the member's value.
func (m member) null(text []byte) variant {
	return variant{"with null for " + m.path, spliced(text, m.value, m.end, "null")}
}
