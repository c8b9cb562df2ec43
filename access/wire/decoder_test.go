package wire

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"lupa.example/access"
)

// readF lets f read the member f of an object, and returns the error.
func readF(value string, f func(*Decoder)) error {
	d := newDecoder([]byte(`{"f":` + value + `}`))
	d.Object(Func("f", f, nil))
	return d.Err()
}

func TestNothingIsReadFromAValueOfAnotherType(t *testing.T) {
	for _, value := range []string{"1", "9", "-9", `"text"`, "true", "null", "[true]", `[1,"a"]`, `{"a":true}`, "tru", "[", "{"} {
		var truth bool
		var text string
		for name, read := range map[string]func(*Decoder){
			"true or false": func(d *Decoder) { truth = d.Bool() },
			"text":          func(d *Decoder) { text = d.String() },
			"array":         func(d *Decoder) { d.Array(func() { text = "element"; d.Fail("is read") }) },
			"object":        func(d *Decoder) { d.Map(func(string) { text = "entry"; d.Fail("is read") }) },
		} {
			truth, text = false, ""
			err := readF(value, read)
			right := name == "true or false" && value == "true" || name == "text" && value[0] == '"' || name == "array" && value[0] == '[' || name == "object" && value[0] == '{'
			if right {
				continue
			}
			if err == nil || truth || text != "" {
				t.Errorf("%s as %s: read %v and %q, error %v", value, name, truth, text, err)
			}
		}
	}
}

// After a failure a decoder yields zero values and calls nothing, so that code
// which reads needs no checks between.
func TestNothingIsReadAfterAFailure(t *testing.T) {
	read := ""
	methods := map[string]func(*Decoder){
		"String": func(d *Decoder) { read += d.String() },
		"Bool": func(d *Decoder) {
			if d.Bool() {
				read += "true"
			}
		},
		"Parse":  func(d *Decoder) { d.Parse(anything{&read}) },
		"Array":  func(d *Decoder) { d.Array(func() { read += "element" }) },
		"Map":    func(d *Decoder) { d.Map(func(string) { read += "entry" }) },
		"Object": func(d *Decoder) { d.Object(Func("a", func(*Decoder) { read += "field" }, nil)) },
		"Fail":   func(d *Decoder) { d.Fail("is the second") },
	}
	for _, value := range []string{"true", `"text"`, "[true,true]", `[{"a":1}],"g":1`, `{"a":true,"b":true}`} {
		for name, method := range methods {
			read = ""
			err := readF(value, func(d *Decoder) {
				d.Fail("is the %s", "first")
				method(d)
			})
			if err == nil || err.Error() != "wire: f: is the first" {
				t.Errorf("%s: the error is %v", value, err)
			}
			if read != "" {
				t.Errorf("%s read %q of %s after the failure", name, read, value)
			}
		}
	}
}

// Anything is a form that every text has.
type anything struct{ called *string }

func (a anything) UnmarshalText([]byte) error { *a.called += "form "; return nil }

// What follows a fault is not looked at, whether it is a fault of the text or of what
// the text says.
func TestReadingEndsWithTheFirstFault(t *testing.T) {
	for _, test := range []struct {
		value string
		want  int
		words string
	}{
		{"[true,false,true]", 3, ""},
		{"[true true]", 1, "want a comma"},
		{"[true,]", 1, "after the comma"},
		{"[true, \n]", 1, "after the comma"},
		{"[true,1,true]", 2, "is a number"},
		{"[true,false,true]", 1, "is refused"},
	} {
		n := 0
		err := readF(test.value, func(d *Decoder) {
			d.Array(func() {
				n++
				if d.Bool(); test.words == "is refused" {
					d.Fail("is refused")
				}
			})
		})
		if n != test.want || (err == nil) != (test.words == "") || err != nil && !strings.Contains(err.Error(), test.words) {
			t.Errorf("%s: %d elements, error %v; want %d and one with %q", test.value, n, err, test.want, test.words)
		}
	}
	n := 0
	_ = readF(`{"a":1,"b":2}`, func(d *Decoder) { d.Map(func(string) { n++; d.Fail("is refused") }) })
	if n != 1 {
		t.Errorf("%d entries are read, want one", n)
	}
}

func TestWhoStopsReadingReadsNoMore(t *testing.T) {
	d := newDecoder([]byte(`[true,true]`))
	for i := range d.elements {
		if i > 0 || !d.Bool() {
			t.Fatalf("read element %d: %v", i, d.Err())
		}
		break
	}
	d = newDecoder([]byte(`{"a":true,"b":true}`))
	for name := range d.members {
		if string(name) != "a" || !d.Bool() {
			t.Fatalf("read member %s: %v", name, d.Err())
		}
		break
	}
	if d.Err() != nil {
		t.Error(d.Err())
	}
}

// picky is a form that refuses every text with an error of its own.
type picky struct{}

func (*picky) UnmarshalText([]byte) error { return errors.New("is not to my taste") }

func TestAFormsOwnErrorIsAFault(t *testing.T) {
	err := readF(`"a"`, func(d *Decoder) { d.Parse(new(picky)) })
	if err == nil || err.Error() != "wire: f: is not to my taste" {
		t.Errorf("got %v", err)
	}
}

// Endless yields zeros for ever, and counts them.
type endless struct{ read int }

func (e *endless) Read(p []byte) (int, error) {
	clear(p)
	e.read += len(p)
	return len(p), nil
}

func TestADocumentIsReadUpToItsLimit(t *testing.T) {
	const most = 3 << 20
	for name, read := range map[string]func(io.Reader) ([]byte, error){
		"exported": ReadDocument,
		"bounded":  func(r io.Reader) ([]byte, error) { return readAtMost(r, most) },
	} {
		if text, err := read(strings.NewReader("{}")); string(text) != "{}" || err != nil {
			t.Errorf("%s: %q, %v", name, text, err)
		}
		if text, err := read(io.LimitReader(new(endless), most)); len(text) != most || err != nil {
			t.Errorf("%s: %d bytes, %v", name, len(text), err)
		}
		broken := errors.New("broken")
		if text, err := read(io.MultiReader(strings.NewReader("{"), iotest.ErrReader(broken))); text != nil || !errors.Is(err, broken) {
			t.Errorf("%s: %q, %v", name, text, err)
		}
	}
	var zero endless
	text, err := readAtMost(&zero, most)
	if findings := access.Findings(err); text != nil || len(findings) != 1 || findings[0].Problem != "the document is longer than 3 MiB" {
		t.Errorf("%d bytes, %v", len(text), err)
	}
	if zero.read > most+1 {
		t.Errorf("%d bytes were read of what has no end", zero.read)
	}
}
