package wire_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"lupa.example/access"
	"lupa.example/access/invalid/invalidtest"
	"lupa.example/access/wire"
)

// A library is the authority of a service's own area: documents that everybody on
// a list may read.
type library struct {
	readers []string
	kinds   []access.Kind // nil: "library.document"
}

func (l *library) Kinds() []access.Kind {
	if l.kinds != nil {
		return l.kinds
	}
	return []access.Kind{"library.document"}
}

func (l *library) Check(s access.Subject, a access.Action, r access.Resource) access.Decision {
	doc, ok := r.(*paper)
	card, missing := access.Single(s, func(a, b *card) bool { return *a == *b })
	switch {
	case !ok:
		return access.Deny(access.ReasonUnknownKind, "")
	case a != "read":
		return access.Deny(access.ReasonUnknownAction, "")
	case missing != "":
		return access.Deny(missing, "")
	case doc.secret || !card.valid:
		return access.Deny("library/closed", "")
	case !slices.Contains(l.readers, s.User):
		return access.Deny("library/no-reader", "")
	default:
		return access.Allow("library/reader", "reader")
	}
}

// newLibrary returns a nil pointer with its error, as constructors do.
func newLibrary(readers []string) (*library, error) {
	if slices.Contains(readers, "") {
		return nil, errors.Join(
			&access.InvalidError{Package: "library", Path: "readers", Problem: "has an empty name"},
			errors.New("a name is not given"),
		)
	}
	return &library{readers: readers}, nil
}

type paper struct {
	id     string
	secret bool
}

func (*paper) Kind() access.Kind { return "library.document" }

type card struct{ valid bool }

func (*card) Fact() string { return "library.card" }

// libraryArea is the area in which the service reads and writes them.
type libraryArea struct{}

func (libraryArea) Name() string { return "library" }

func (a libraryArea) ReadSection(d *wire.Decoder) (access.Authority, error) {
	var readers []string
	d.Object(wire.Texts("readers", &readers))
	return newLibrary(readers)
}

func (libraryArea) WriteSection(e *wire.Encoder, a access.Authority) bool {
	l, ok := a.(*library)
	if ok {
		e.Object(wire.Texts("readers", &l.readers))
	}
	return ok
}

func (libraryArea) ReadFacts(d *wire.Decoder) []access.Fact {
	c := new(card)
	d.Object(wire.Bool("valid", &c.valid).Required())
	return []access.Fact{c}
}

func (libraryArea) ReadResource(d *wire.Decoder, _ access.Authority, kind access.Kind, id string) (access.Resource, bool) {
	if kind != "library.document" {
		return nil, false
	}
	p := &paper{id: id}
	d.Object(wire.Bool("secret", &p.secret))
	return p, true
}

var ownCodec = append(slices.Clone(codec), libraryArea{})

func TestOwnArea(t *testing.T) {
	text := strings.TrimSuffix(document, "}") + `,"library":{"readers":["anna","bo"]}}`
	p, err := ownCodec.DecodePolicy([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	if got, err := ownCodec.EncodePolicy(p); err != nil || string(got) != text {
		t.Errorf("written as\n%s, %v\nwant\n%s", got, err, text)
	}
	ask := place{text: `{"subject":{"type":"user","id":"anna"@},"action":{"name":"read"},"resource":{"type":"library.document","id":"d1"}}`}
	for properties, want := range map[string]access.Decision{
		``: access.Deny(access.ReasonNoFact, ""),
		`,"properties":{"library":{"valid":true}}`:                  access.Allow("library/reader", "reader"),
		`,"properties":{"library":{"valid":false}}`:                 access.Deny("library/closed", ""),
		`,"properties":{"casework":{"org":"O1"},"signedIn":true}`:   access.Deny(access.ReasonNoFact, ""),
		`,"properties":{"library":{"valid":true,"since":[1,null]}}`: access.Allow("library/reader", "reader"),
	} {
		r, err := ownCodec.DecodeRequest(p, []byte(ask.with(properties)))
		if err != nil {
			t.Errorf("%s: %v", properties, err)
			continue
		}
		if got := p.Check(r.Subject, r.Action, r.Resource); got != want {
			t.Errorf("%s: decided %v, want %v", properties, got, want)
		}
	}
	_, err = ownCodec.DecodeRequest(p, []byte(ask.with(`,"properties":{"library":{}}`)))
	wantFault(t, err, "subject.properties.library.valid", "is missing")
}

// The codec that does not list the area can write no such policy, and does not
// take its resources for unknown ones either: that would hide the mistake behind
// a denial.
func TestAreaThatIsNotListed(t *testing.T) {
	p, err := ownCodec.DecodePolicy([]byte(`{"version":1,"library":{"readers":["anna"]}}`))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := codec.EncodePolicy(p); err == nil || err.Error() != "wire: no area can write the authority *wire_test.library" {
		t.Errorf("EncodePolicy: %v", err)
	}
	for _, properties := range []string{``, `,"properties":{"secret":true}`} {
		_, err = codec.DecodeRequest(p, []byte(`{"subject":{"type":"user","id":"a"},"action":{"name":"read"},"resource":{"type":"library.document","id":"d1"`+properties+`}}`))
		wantFault(t, err, "resource.properties", `belong to the kind "library.document"`)
	}
	wantFault(t, policyError(t, `{"version":1,"library":{}}`), "library", `is no member here; want "version", "sharing", "roles", "profile", "casework"`)
}

// A section that was refused has no authority that could be asked anything.
func TestOwnSectionThatIsRefused(t *testing.T) {
	var err error
	orderly(t, func() {
		_, err = ownCodec.DecodePolicy([]byte(`{"version":1,"library":{"readers":["","anna"]}}`))
	})
	if err == nil {
		t.Fatal("no error")
	}
	found := invalidtest.Findings(t, err, "wire")
	if len(found) != 2 ||
		found[0].Path != "library.readers" || found[0].Problem != "has an empty name" ||
		found[1].Path != "library" || found[1].Problem != "a name is not given" {
		t.Errorf("the error is %v", err)
	}
}

// The path of a finding is written in one way, whoever found it.
func TestPathsOfFindingsOfOwnSections(t *testing.T) {
	for found, want := range map[string]string{
		"":                 `["my area"]`,
		"readers":          `["my area"].readers`,
		"[0].name":         `["my area"][0].name`,
		`["odd name"].f`:   `["my area"]["odd name"].f`,
		`a["odd name"][0]`: `["my area"].a["odd name"][0]`,
	} {
		c := wire.Codec{refusing{stub{name: "my area"}, &access.InvalidError{Package: "mine", Path: found, Problem: "is odd"}}}
		_, err := c.DecodePolicy([]byte(`{"version":1,"my area":{}}`))
		wantFault(t, err, want, "is odd")
	}
}

// A refusing area reads its section and refuses what it says.
type refusing struct {
	stub
	err error
}

func (r refusing) ReadSection(d *wire.Decoder) (access.Authority, error) {
	d.Object()
	return nil, r.err
}

// nilLibrary is an area that reads a library which cannot even say what it decides about.
type nilLibrary struct {
	libraryArea
	name string
}

func (n nilLibrary) Name() string { return n.name }

func (nilLibrary) ReadSection(d *wire.Decoder) (access.Authority, error) {
	d.Object()
	return (*library)(nil), nil
}

func TestSectionsThatAreReadAsNilPointersAreRefused(t *testing.T) {
	_, err := wire.Codec{nilLibrary{name: "a"}, nilLibrary{name: "b"}}.DecodePolicy([]byte(`{"version":1,"b":{},"a":{}}`))
	invalidtest.ExpectAt(t, err, "wire", "a", "b")
}

// A machine is what is known of a subject that is no person, of an action and of the
// circumstances.
type machine struct{ what, value string }

func (*machine) Fact() string { return "library.machine" }

// machineArea knows persons and machines, and reads all that a request can say.
type machineArea struct{ libraryArea }

func (machineArea) ReadSubjectType(name string) ([]access.Fact, bool) {
	switch name {
	case "user":
		return nil, true
	case "machine":
		return []access.Fact{&machine{"type", name}}, true
	default:
		return nil, false
	}
}

func (machineArea) ReadAction(d *wire.Decoder) []access.Fact {
	m := &machine{what: "soft"}
	d.Object(wire.Text("soft", &m.value))
	return []access.Fact{m}
}

func (machineArea) ReadContext(d *wire.Decoder) []access.Fact {
	m := &machine{what: "time"}
	d.Object(wire.Text("time", &m.value).Required())
	return []access.Fact{m}
}

func TestAnOwnAreaReadsTypesActionsAndContext(t *testing.T) {
	c := append(slices.Clone(codec), machineArea{})
	p, err := c.DecodePolicy([]byte(`{"version":1,"roles":{},"library":{}}`))
	if err != nil {
		t.Fatal(err)
	}
	const (
		paperType = `"resource":{"type":"library.document","id":"d1"}`
		orgType   = `"resource":{"type":"roles.organisation","id":"A"}`
	)
	for _, test := range []struct {
		text  string
		user  string
		facts []machine
	}{
		{`{"subject":{"type":"machine","id":"m"},"action":{"name":"read"},` + paperType + `}`, "m", []machine{{"type", "machine"}}},
		{`{"context":{"time":"noon","x":1},"subject":{"type":"machine","id":"m"},"action":{"properties":{"soft":"yes","x":null},"name":"read"},` + paperType + `}`,
			"m", []machine{{"type", "machine"}, {"soft", "yes"}, {"time", "noon"}}},
		{`{"context":{"time":"noon"},"subject":{"type":"user","id":"m"},"action":{"name":"read"},` + paperType + `}`, "m", []machine{{"time", "noon"}}},
		// About another area's resource a machine is nobody, and nobody reads the rest.
		{`{"context":7,"subject":{"type":"machine","id":"m"},"action":{"name":"view","properties":[]},` + orgType + `}`, "", nil},
		{`{"context":7,"subject":{"type":"user","id":"m"},"action":{"name":"view","properties":[]},` + orgType + `}`, "m", nil},
		{`{"context":7,"subject":{"type":"robot","id":"m"},"action":{"name":"read","properties":[]},` + paperType + `}`, "", nil},
		// Of an unknown kind whoever somebody knows may ask.
		{`{"subject":{"type":"machine","id":"m"},"action":{"name":"read"},"resource":{"type":"x","id":"1"}}`, "m", []machine{{"type", "machine"}}},
	} {
		r, err := c.DecodeRequest(p, []byte(test.text))
		var facts []machine
		for _, f := range r.Subject.Facts {
			facts = append(facts, *f.(*machine))
		}
		if err != nil || r.Subject.User != test.user || !slices.Equal(facts, test.facts) {
			t.Errorf("%s\nis read as %v, %v", test.text, r.Subject, err)
		}
	}
	for path, text := range map[string]string{
		"context.time":           `{"context":{},"subject":{"type":"user","id":"m"},"action":{"name":"read"},` + paperType + `}`,
		"context":                `{"context":[],"subject":{"type":"user","id":"m"},"action":{"name":"read"},` + paperType + `}`,
		"action.properties.soft": `{"subject":{"type":"user","id":"m"},"action":{"name":"read","properties":{"soft":1}},` + paperType + `}`,
	} {
		_, err := c.DecodeRequest(p, []byte(text))
		invalidtest.ExpectAt(t, err, "wire", path)
	}
	_, err = c.DecodeRequestStrict(p, []byte(`{"context":{"time":"noon","tame":1},"subject":{"type":"user","id":"m"},"action":{"name":"read"},`+paperType+`}`))
	wantFault(t, err, "context.tame", "is no member here")
}
