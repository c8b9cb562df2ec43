package wire_test

import (
	"errors"
	"strings"
	"testing"

	"lupa.example/access"
	"lupa.example/access/wire"
	"lupa.example/casework"
	"lupa.example/profile"
	"lupa.example/roles"
	"lupa.example/sharing"
)

// readProbe lets f read the section of a document, and returns the error.
func readProbe(section string, f func(*wire.Decoder)) error {
	_, err := probes(one(func(*probe) wire.Field { return wire.Func("f", f, nil) })).DecodePolicy([]byte(`{"version":1,"probe":{"f":` + section + `}}`))
	return err
}

func TestNothingIsReadFromAValueOfAnotherType(t *testing.T) {
	for _, value := range []string{"1", "9", "-9", `"text"`, "true", "null", "[true]", `{"a":true}`, "tru", "[", "{"} {
		var truth bool
		var text string
		for name, read := range map[string]func(*wire.Decoder){
			"true or false": func(d *wire.Decoder) { truth = d.Bool() },
			"text":          func(d *wire.Decoder) { text = d.String() },
			"array":         func(d *wire.Decoder) { d.Array(func() { text = "element"; d.Fail("is read") }) },
			"object":        func(d *wire.Decoder) { d.Map(func(string) { text = "entry"; d.Fail("is read") }) },
		} {
			truth, text = false, ""
			err := readProbe(value, read)
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

func TestNothingIsReadAfterAFailure(t *testing.T) {
	for _, value := range []string{"true", `"text"`, "[true,true]", `{"a":true,"b":true}`} {
		err := readProbe(value, func(d *wire.Decoder) {
			d.Fail("is refused")
			if d.Bool() || d.String() != "" {
				t.Errorf("%s is read", value)
			}
			d.Array(func() { t.Errorf("an element of %s is read", value) })
			d.Map(func(string) { t.Errorf("an entry of %s is read", value) })
		})
		wantFault(t, err, "probe.f", "is refused")
	}
}

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
	} {
		n := 0
		err := readProbe(test.value, func(d *wire.Decoder) { d.Array(func() { n++; d.Bool() }) })
		if n != test.want || (err == nil) != (test.words == "") || err != nil && !strings.Contains(err.Error(), test.words) {
			t.Errorf("%s: %d elements, error %v; want %d and one with %q", test.value, n, err, test.want, test.words)
		}
	}
	n := 0
	_ = readProbe(`{"a":1,"b":2}`, func(d *wire.Decoder) { d.Map(func(string) { n++; d.Fail("is refused") }) })
	if n != 1 {
		t.Errorf("%d entries are read, want one", n)
	}
}

func TestCharactersAreReadWhole(t *testing.T) {
	read := func(value string) (text string, err error) {
		err = readProbe(value, func(d *wire.Decoder) { text = d.String() })
		return text, err
	}
	for value, want := range map[string]string{`"\u00A9\u00AF\u00Fa"`: "©¯ú", `"\uD83D\uDE00"`: "😀"} {
		if got, err := read(value); got != want || err != nil {
			t.Errorf("%s is read as %q, %v", value, got, err)
		}
	}
	for _, value := range []string{"\"\x80\"", "\"a\x80b\"", `"\ud83dxude00"`, `"\ud83d\ude0"`, `"\ud83d\xde00"`} {
		if got, err := read(value); err == nil {
			t.Errorf("%q is read as %q", value, got)
		}
	}
	_, err := codec.DecodePolicy([]byte(`{"version":1,"casework":{"package":["\u0041`))
	wantFault(t, err, "casework.package[0]", "the text has no end")
}

func TestFaultsAreToldInFull(t *testing.T) {
	for text, want := range map[string]string{
		`{"version":1.}`: "wire: version: is a number that has no end; want a number",
		`{"version":1e}`: "wire: version: is a number that has no end; want a number",
		`{"version":9}`:  "wire: version: is 9; want 1",
		`{"version":1,"sharing":{"rules":[{"id":"r","viewers":["1"],"sharers":["00001"]}]}}`: `wire: sharing.rules[0].viewers[0]: "1" is neither a customer number nor a group; want nnnnn-nn, nnnnn or nnnnn*`,
		`{"version":1,"casework":{"package":9}}`:                                             "wire: casework.package: is a number; want an array",
	} {
		if err := policyError(t, text); err == nil || err.Error() != want {
			t.Errorf("%s:\n\t%v, want\n\t%s", text, err, want)
		}
	}
}

// picky is a form that refuses every text with an error of its own.
type picky struct{}

func (picky) MarshalText() ([]byte, error) { return nil, errors.New("cannot be written") }
func (*picky) UnmarshalText([]byte) error  { return errors.New("is not to my taste") }

func TestAFormsOwnErrorIsAFault(t *testing.T) {
	wantFault(t, readProbe(`"a"`, func(d *wire.Decoder) { d.Parse(new(picky)) }), "probe.f", "is not to my taste")
}

func TestListsAreReadInThePlaceOfWhatWasThere(t *testing.T) {
	parties := []sharing.Party{sharing.MustParseParty("00001")}
	items := []item{{name: "old", flag: true}}
	texts := []string{"old"}
	for _, field := range []wire.Field{
		wire.ParsedList("f", &parties), wire.Objects("f", &items, (*item).fields), wire.Texts("f", &texts),
	} {
		if _, err := probes(func(*probe) []wire.Field { return []wire.Field{field} }).DecodePolicy([]byte(`{"version":1,"probe":{"f":[]}}`)); err != nil {
			t.Fatal(err)
		}
	}
	if len(parties)+len(items)+len(texts) != 0 {
		t.Errorf("empty lists are read as %v, %v and %v", parties, items, texts)
	}
}

// A kind of one's own may have a point in it, as long as no area has the name before
// the point, whatever the number of areas.
func TestAKindOfNoAreaIsOnesOwn(t *testing.T) {
	const text = `{"version":1,"roles":{"define":[{"name":"editor","grants":[{"kind":"own.todo","actions":["read"],"over":"org"}]}]}}`
	p := decodePolicy(t, text)
	member := &roles.Member{Org: "A", Roles: []string{"editor"}}
	if d := p.Check(access.Subject{User: "anna", Facts: []access.Fact{member}}, "read", &roles.Record{Type: "own.todo", Key: "1", Org: "A"}); !d.Allowed {
		t.Errorf("got %v", d)
	}
	if _, err := codec.EncodePolicy(p); err != nil {
		t.Error(err)
	}
	two := wire.Codec{roles.Area{}, sharing.Area{}}
	if _, err := two.DecodePolicy([]byte(text)); err != nil {
		t.Error(err)
	}
}

func TestAnAreasRefusalToWriteIsToldInItsWords(t *testing.T) {
	for want, a := range map[string]access.Authority{
		"wire: the sharing rules were never built":       new(sharing.Rules),
		"wire: the catalogue of roles was never built":   new(roles.Catalog),
		"wire: the site of the profiles was never built": new(profile.Site),
		"wire: the practice was never built":             new(casework.Practice),
	} {
		p, err := access.NewPolicy(a)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := codec.EncodePolicy(p); err == nil || err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}
