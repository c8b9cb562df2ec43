package wiretest

import (
	"slices"
	"strings"
	"testing"

	"lupa.example/access"
	"lupa.example/access/wire"
)

// An archive is the authority of an area of a service's own: members of one of its
// circles read its papers, secret ones if they have a key.
type archive struct {
	circles map[string][]string
	strict  bool
}

const kindPaper access.Kind = "archive.paper"

func (*archive) Kinds() []access.Kind { return []access.Kind{kindPaper} }

func (a *archive) Check(s access.Subject, action access.Action, r access.Resource) access.Decision {
	p, ok := r.(*paper)
	c, missing := access.Single(s, sameCards)
	switch {
	case !ok:
		return access.Deny(access.ReasonUnknownKind, "")
	case action != "read":
		return access.Deny(access.ReasonUnknownAction, "")
	case missing != "":
		return access.Deny(missing, "")
	case p.secret && a.strict && !c.key:
		return access.Deny("archive/secret", "")
	case !slices.ContainsFunc(c.circles, func(circle string) bool { return slices.Contains(a.circles[circle], p.shelf) }):
		return access.Deny("archive/other-circle", "")
	default:
		return access.Allow("archive/circle", "")
	}
}

type paper struct {
	id     string
	shelf  string
	secret bool
}

func (*paper) Kind() access.Kind { return kindPaper }

type card struct {
	circles []string
	key     bool
}

func (*card) Fact() string { return "archive.card" }

type archiveArea struct{}

func (archiveArea) Name() string { return "archive" }

func (a *archive) fields() []wire.Field {
	return []wire.Field{wire.TextsMap("circles", &a.circles), wire.Bool("strict", &a.strict)}
}

func (archiveArea) ReadSection(d *wire.Decoder) (access.Authority, error) {
	a := new(archive)
	d.Object(a.fields()...)
	return a, nil
}

func (archiveArea) WriteSection(e *wire.Encoder, authority access.Authority) bool {
	a, ok := authority.(*archive)
	if ok {
		e.Object(a.fields()...)
	}
	return ok
}

func (archiveArea) ReadFacts(d *wire.Decoder) []access.Fact {
	c := new(card)
	d.Object(wire.Texts("circles", &c.circles), wire.Bool("key", &c.key))
	return []access.Fact{c}
}

func (archiveArea) ReadResource(d *wire.Decoder, _ access.Authority, kind access.Kind, id string) (access.Resource, bool) {
	if kind != kindPaper {
		return nil, false
	}
	p := &paper{id: id}
	d.Object(wire.Text("shelf", &p.shelf).Required(), wire.Bool("secret", &p.secret))
	return p, true
}

var papers = &archive{circles: map[string][]string{"board": {"minutes", "plans"}, "press": {"news"}}, strict: true}

// requests about papers, of which the first is allowed.
var requests = []string{
	`{"subject":{"type":"user","id":"anna","properties":{"archive":{"circles":["board"],"key":true}}},"action":{"name":"read"},"resource":{"type":"archive.paper","id":"p1","properties":{"shelf":"plans","secret":true}}}`,
	`{"resource" : {"properties": {"secret": true, "shelf": "news"}, "id": "p\"2", "type": "archive.paper"}, "action": {"name": "read"}, "subject": {"type": "user", "id": "bo", "properties": { "archive" : {"circles": ["press"]}}}}`,
	`{"subject":{"type":"user","id":"bo"},"action":{"name":"read"},"resource":{"type":"archive.paper","id":"p1","properties":{"shelf":"plans"}}}`,
}

func TestAnAreaThatKeepsTheLaws(t *testing.T) { Laws(t, archiveArea{}, papers, requests...) }

// Each kind of fault is found, by the law that is about it.

type writesLess struct{ archiveArea }

func (writesLess) WriteSection(e *wire.Encoder, a access.Authority) bool {
	if p, ok := a.(*archive); ok {
		return archiveArea{}.WriteSection(e, &archive{circles: p.circles})
	}
	return false
}

type writesAnything struct{ archiveArea }

func (writesAnything) WriteSection(e *wire.Encoder, a access.Authority) bool {
	p, ok := a.(*archive)
	if !ok {
		p = new(archive)
	}
	return archiveArea{}.WriteSection(e, p)
}

type writesInAnyOrder struct {
	archiveArea
	turn *int
}

func (w writesInAnyOrder) WriteSection(e *wire.Encoder, a access.Authority) bool {
	p, ok := a.(*archive)
	if ok {
		fields := p.fields()
		if *w.turn++; *w.turn%2 == 0 {
			slices.Reverse(fields)
		}
		e.Object(fields...)
	}
	return ok
}

type writesWhatItDoesNotRead struct{ archiveArea }

func (writesWhatItDoesNotRead) WriteSection(e *wire.Encoder, a access.Authority) bool {
	p, ok := a.(*archive)
	if ok {
		e.Object(append(p.fields(), wire.Bool("more", new(bool)))...)
	}
	return ok
}

type readsAnotherKind struct{ archiveArea }

func (readsAnotherKind) ReadResource(d *wire.Decoder, a access.Authority, kind access.Kind, id string) (access.Resource, bool) {
	r, ok := archiveArea{}.ReadResource(d, a, kind, id)
	return book{r}, ok
}

type book struct{ access.Resource }

func (book) Kind() access.Kind { return "archive.book" }

type readsNoFact struct{ archiveArea }

func (readsNoFact) ReadFacts(d *wire.Decoder) []access.Fact {
	return append(archiveArea{}.ReadFacts(d), nil)
}

type readsNilPointers struct{ archiveArea }

func (readsNilPointers) ReadFacts(d *wire.Decoder) []access.Fact {
	archiveArea{}.ReadFacts(d)
	return []access.Fact{(*card)(nil)}
}

type readsIntoOneFact struct {
	archiveArea
	one *card
}

func (r readsIntoOneFact) ReadFacts(d *wire.Decoder) []access.Fact {
	*r.one = card{}
	d.Object(wire.Texts("circles", &r.one.circles), wire.Bool("key", &r.one.key))
	return []access.Fact{r.one}
}

type readsStrictFacts struct{ archiveArea }

func (readsStrictFacts) ReadFacts(d *wire.Decoder) []access.Fact {
	c := new(card)
	d.Map(func(name string) {
		switch name {
		case "key":
			c.key = d.Bool()
		case "circles":
			d.Array(func() { c.circles = append(c.circles, d.String()) })
		default:
			d.Fail("is unknown")
		}
	})
	return []access.Fact{c}
}

type readsNoPropertiesOfPlainPapers struct{ archiveArea }

func (readsNoPropertiesOfPlainPapers) ReadResource(d *wire.Decoder, a access.Authority, kind access.Kind, id string) (access.Resource, bool) {
	if kind == kindPaper && id == "p1" {
		return &paper{id: id, shelf: "plans", secret: true}, true
	}
	return archiveArea{}.ReadResource(d, a, kind, id)
}

type readsPartOfFacts struct{ archiveArea }

func (readsPartOfFacts) ReadFacts(d *wire.Decoder) []access.Fact {
	c := new(card)
	d.Object(wire.Texts("circles", &c.circles)) // and takes the key for unknown
	return []access.Fact{c}
}

type readsAnyKind struct{ archiveArea }

func (readsAnyKind) ReadResource(d *wire.Decoder, a access.Authority, _ access.Kind, id string) (access.Resource, bool) {
	p := &paper{id: id}
	d.Object(wire.Text("shelf", &p.shelf), wire.Bool("secret", &p.secret))
	return p, true
}

type needsAnAuthority struct{ archiveArea }

func (needsAnAuthority) ReadResource(d *wire.Decoder, a access.Authority, kind access.Kind, id string) (access.Resource, bool) {
	if kind == kindPaper && len(a.(*archive).circles) == 0 {
		return nil, false
	}
	return archiveArea{}.ReadResource(d, a, kind, id)
}

type needsAProperty struct{ archiveArea }

func (needsAProperty) ReadResource(d *wire.Decoder, a access.Authority, kind access.Kind, id string) (access.Resource, bool) {
	r, ok := archiveArea{}.ReadResource(d, a, kind, id)
	if ok && d.Err() != nil {
		panic("no shelf")
	}
	return r, ok
}

// A recordingArea writes requests as well.
type recordingArea struct{ archiveArea }

func (recordingArea) WriteFacts(e *wire.Encoder, s access.Subject) bool {
	return wire.WriteSingle(e, s, sameCards, func(c *card) []wire.Field {
		return []wire.Field{wire.Texts("circles", &c.circles).Optional(), wire.Bool("key", &c.key).Optional()}
	})
}

func sameCards(a, b *card) bool { return a.key == b.key && slices.Equal(a.circles, b.circles) }

func (recordingArea) WriteResource(e *wire.Encoder, r access.Resource) (id string, ok bool) {
	p, ok := r.(*paper)
	if !ok {
		return "", false
	}
	e.Object(wire.Text("shelf", &p.shelf).Required(), wire.Bool("secret", &p.secret).Optional())
	return p.id, true
}

func TestAnAreaThatWritesRequestsKeepsTheLaws(t *testing.T) {
	Laws(t, recordingArea{}, papers, requests...)
}

type writesNoResources struct{ recordingArea }

func (writesNoResources) WriteResource(*wire.Encoder, access.Resource) (id string, ok bool) {
	return "", false
}

type writesNoFacts struct{ recordingArea }

func (writesNoFacts) WriteFacts(*wire.Encoder, access.Subject) bool { return false }

type writesAnotherShelf struct{ recordingArea }

type writesNilPointers struct{ recordingArea }

func (w writesNilPointers) WriteFacts(e *wire.Encoder, s access.Subject) bool {
	if slices.Contains(s.Facts, access.Fact((*card)(nil))) {
		s.Facts = []access.Fact{&card{key: true}}
	}
	return w.recordingArea.WriteFacts(e, s)
}

type writesAnyFacts struct{ recordingArea }

func (w writesAnyFacts) WriteFacts(e *wire.Encoder, s access.Subject) bool {
	if !w.recordingArea.WriteFacts(e, s) {
		e.Object()
	}
	return true
}

type writesAnyResource struct{ recordingArea }

func (w writesAnyResource) WriteResource(e *wire.Encoder, r access.Resource) (id string, ok bool) {
	if id, ok = w.recordingArea.WriteResource(e, r); !ok {
		e.Object()
	}
	return id, true
}

func (writesAnotherShelf) WriteResource(e *wire.Encoder, r access.Resource) (id string, ok bool) {
	e.Object()
	return r.(*paper).id, true
}

func TestEveryFaultIsFound(t *testing.T) {
	const (
		equal, given, itself, known = 0, 1, 2, 3
		unknown, lacking, without   = 4, 5, 6
		foe, written                = 7, 8
	)
	for name, fault := range map[string]struct {
		area wire.Area
		laws []int
	}{
		"loses a switch":                {writesLess{}, []int{equal}},
		"writes in any order":           {writesInAnyOrder{turn: new(int)}, []int{equal}},
		"does not read what it writes":  {writesWhatItDoesNotRead{}, []int{equal}},
		"writes authorities of others":  {writesAnything{}, []int{foe}},
		"reads another kind":            {readsAnotherKind{}, []int{given}},
		"reads a nil fact":              {readsNoFact{}, []int{given}},
		"reads a nil pointer as a fact": {readsNilPointers{}, []int{given}},
		"reads all facts into one":      {readsIntoOneFact{one: new(card)}, []int{itself}},
		"refuses unknown members":       {readsStrictFacts{}, []int{unknown}},
		"passes over all properties":    {readsNoPropertiesOfPlainPapers{}, []int{unknown}},
		"takes known ones for unknown":  {readsPartOfFacts{}, []int{known}},
		"reads other kinds":             {readsAnyKind{}, []int{foe}},
		"cannot be without a section":   {needsAnAuthority{}, []int{without}},
		"cannot be without a property":  {needsAProperty{}, []int{lacking}},
		"does not write its resources":  {writesNoResources{}, []int{written}},
		"does not write its facts":      {writesNoFacts{}, []int{written}},
		"writes what it cannot read":    {writesAnotherShelf{}, []int{written}},
		"writes facts that are none":    {writesNilPointers{}, []int{written}},
		"always writes some facts":      {writesAnyFacts{}, []int{written}},
		"writes resources of others":    {writesAnyResource{}, []int{written}},
		"has no name":                   {nameless{}, []int{equal, given, itself, known, unknown, lacking, without, foe}},
	} {
		for i, law := range laws {
			err := law.of(fault.area, papers, requests)
			if want := slices.Contains(fault.laws, i); want && err == nil {
				t.Errorf("%s: %s: no error", name, law.name)
			}
		}
	}
}

type nameless struct{ archiveArea }

func (nameless) Name() string { return "" }

func TestTheSampleHasToSaySomething(t *testing.T) {
	for name, err := range map[string]error{
		"no requests":      laws[0].of(archiveArea{}, papers, nil),
		"only denied ones": laws[0].of(archiveArea{}, papers, requests[1:]),
		"only allowed":     laws[0].of(archiveArea{}, papers, requests[:1]),
		"no authority":     laws[0].of(archiveArea{}, nil, requests),
		"a kind left out":  laws[1].of(archiveArea{}, twoKinds{papers}, requests),
		"no request":       laws[1].of(archiveArea{}, papers, []string{"{}"}),
		"none to write":    laws[8].of(recordingArea{}, papers, []string{"{}"}),
	} {
		if err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestPlacesOfMembers(t *testing.T) {
	text := []byte(` { "a" : [ {"b":1} , {} ] ,"c\"d": null}`)
	var got []string
	for _, o := range objects(text) {
		got = append(got, o.with(text, "x", "0").text)
		for i, m := range o.members {
			got = append(got, o.without(text, i).text, m.twice(text).text, m.null(text).text)
		}
	}
	want := []string{
		` {"x":0, "a" : [ {"b":1} , {} ] ,"c\"d": null}`,
		` {"c\"d": null}`, ` { "a" : [ {"b":1} , {} ],"a" : [ {"b":1} , {} ] ,"c\"d": null}`, ` { "a" :null ,"c\"d": null}`,
		` {"a" : [ {"b":1} , {} ]}`, ` { "a" : [ {"b":1} , {} ] ,"c\"d": null,"c\"d": null}`, ` { "a" : [ {"b":1} , {} ] ,"c\"d":null}`,
		` { "a" : [ {"x":0,"b":1} , {} ] ,"c\"d": null}`,
		` { "a" : [ {} , {} ] ,"c\"d": null}`, ` { "a" : [ {"b":1,"b":1} , {} ] ,"c\"d": null}`, ` { "a" : [ {"b":null} , {} ] ,"c\"d": null}`,
		` { "a" : [ {"b":1} , {"x":0} ] ,"c\"d": null}`,
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// twoKinds is an authority that decides about one kind more.
type twoKinds struct{ *archive }

func (twoKinds) Kinds() []access.Kind { return []access.Kind{kindPaper, "archive.shelf"} }
