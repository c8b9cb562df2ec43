package authzen_test

import (
	"cmp"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"lupa.example/access"
	"lupa.example/access/authzen"
	"lupa.example/access/filter"
	"lupa.example/access/wire"
	"lupa.example/casework"
	"lupa.example/roles"
)

var codec = wire.Codec{roles.Area{}, casework.Area{}, gateArea{}}

// Gates are resources of an authority that offers no conditions: whoever has the gate's
// colour passes, and some types of subjects.
type gate struct{ ID, Colour string }

func (*gate) Kind() access.Kind { return "gate" }

type pass struct{ Colours []string }

func (*pass) Fact() string { return "gate" }

type gates struct{}

func (gates) Kinds() []access.Kind { return []access.Kind{"gate"} }

func (gates) Actions(access.Kind) []access.Action {
	return []access.Action{"approach", "pass", "repaint", "return"}
}
func (gates) Explain(access.Reason) string { return "" }
func (gates) ID(r access.Resource) string  { return r.(*gate).ID }

func (gates) Check(s access.Subject, a access.Action, r access.Resource) access.Decision {
	at := r.(*gate)
	for _, f := range s.Facts {
		if p, ok := f.(*pass); ok && a != "repaint" && slices.Contains(p.Colours, at.Colour) {
			return access.Allow("gate/colour", at.Colour)
		}
	}
	return access.Deny("gate/no-colour", at.Colour)
}

type gateArea struct{}

func (gateArea) Name() string { return "gate" }
func (gateArea) ReadSubjectType(name string) ([]access.Fact, bool) {
	return nil, name == "user" || name == "robot"
}
func (gateArea) ReadSection(d *wire.Decoder) (access.Authority, error) {
	d.Object()
	return gates{}, nil
}
func (gateArea) WriteSection(e *wire.Encoder, a access.Authority) bool {
	_, ours := a.(gates)
	if ours {
		e.Object()
	}
	return ours
}

func readPass(d *wire.Decoder, name string) []access.Fact {
	p := new(pass)
	d.Object(wire.Texts(name, &p.Colours))
	return []access.Fact{p}
}
func (gateArea) ReadFacts(d *wire.Decoder) []access.Fact   { return readPass(d, "colours") }
func (gateArea) ReadAction(d *wire.Decoder) []access.Fact  { return readPass(d, "shown") }
func (gateArea) ReadContext(d *wire.Decoder) []access.Fact { return readPass(d, "today") }
func (gateArea) ReadResource(d *wire.Decoder, _ access.Authority, k access.Kind, id string) (access.Resource, bool) {
	if k != "gate" {
		return nil, false
	}
	g := &gate{ID: id}
	d.Object(wire.Text("colour", &g.Colour).Required())
	return g, true
}

const document = `{"version":1,"roles":{"catalog":"portal"},"casework":{"package":["a"],"sharedMayShare":false},"gate":{}}`

func newPolicy(t testing.TB, text string) *access.Policy {
	t.Helper()
	p, err := codec.DecodePolicy([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// A town is a directory in memory, by type.
type town map[string][]wire.Entity

func (t town) find(_ context.Context, e wire.Entity) ([]byte, error) {
	for _, known := range t[e.Type] {
		if known.ID == e.ID {
			return known.Properties, nil
		}
	}
	return nil, nil
}

func (t town) list(_ context.Context, which authzen.Listing) ([]wire.Entity, error) {
	var listed []wire.Entity
	for _, e := range t[which.Type] {
		if e.ID > which.After && len(listed) < which.Limit {
			listed = append(listed, e)
		}
	}
	return listed, nil
}

func entities(properties map[string]string) []wire.Entity {
	var all []wire.Entity
	for id, text := range properties {
		all = append(all, wire.Entity{ID: id, Properties: []byte(text)})
	}
	slices.SortFunc(all, func(a, b wire.Entity) int { return cmp.Compare(a.ID, b.ID) })
	return all
}

var people = town{
	"user": entities(map[string]string{
		"anna": `{"casework":{"org":"O1"},"gate":{"colours":["red"]}}`,
		"bo":   `{"casework":{"org":"O1"},"gate":{"colours":["blue","red"]}}`,
		"cia":  `{"casework":{"org":"O2"}}`,
		"odd":  `{"casework":7,"gate":{"colours":7}}`,
	}),
	"robot": entities(map[string]string{"r2": `{"gate":{"colours":["blue"]}}`}),
}

var things = town{
	"casework.client": entities(map[string]string{
		"C1": `{"org":"O1","responsible":"anna"}`,
		"C2": `{"org":"O1","responsible":"bo","shared":["anna"]}`,
		"C3": `{"org":"O2","responsible":"cia"}`,
		"C4": `{"org":"O1","responsible":"anna"}`,
		"C5": `{"org":"O1","responsible":"anna"}`,
	}),
	"gate": entities(map[string]string{
		"east": `{"colour":"red"}`, "north": `{"colour":"blue"}`, "odd": `{"colour":7}`, "south": `{"colour":"red"}`, "void": `{}`, "west": `{"colour":"green"}`,
	}),
}

func directory() *authzen.Directory {
	return &authzen.Directory{Subject: people.find, Resource: things.find, Subjects: people.list, Resources: things.list}
}

// config is what most tests ask; they change what they are about.
func config(t testing.TB) authzen.Config {
	p := newPolicy(t, document)
	return authzen.Config{
		Policy:    func() *access.Policy { return p },
		Codec:     codec,
		Directory: directory(),
		Base:      "https://pdp.example.com",
		TokenKey:  []byte("sixteen bytes or more"),
	}
}

func newHandler(t testing.TB, c authzen.Config) *authzen.Handler {
	t.Helper()
	h, err := authzen.NewHandler(c)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

const (
	evaluation  = "/access/v1/evaluation"
	evaluations = "/access/v1/evaluations"
	subjects    = "/access/v1/search/subject"
	resources   = "/access/v1/search/resource"
	actions     = "/access/v1/search/action"
	metadata    = "/.well-known/authzen-configuration"
)

func post(h http.Handler, path, body string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// want fails unless the response to the body has the status and is exactly the text.
func want(t *testing.T, h http.Handler, path, body string, status int, text string) {
	t.Helper()
	w := post(h, path, body)
	if w.Code != status || w.Body.String() != text {
		t.Errorf("%s %s\ngot  %d %s\nwant %d %s", path, body, w.Code, w.Body, status, text)
	}
	if got := w.Header().Get("Content-Type"); got != "application/json" {
		t.Errorf("%s %s: the content type is %q", path, body, got)
	}
}

const (
	anna = `"subject":{"type":"user","id":"anna"}`
	view = `"action":{"name":"view"}`
	c1   = `"resource":{"type":"casework.client","id":"C1"}`
	c3   = `"resource":{"type":"casework.client","id":"C3"}`
	east = `"resource":{"type":"gate","id":"east"}`
)

func object(members ...string) string { return "{" + strings.Join(members, ",") + "}" }

// A page is what a search finds.
type page struct {
	Page struct {
		Next  string `json:"next_token"`
		Count int    `json:"count"`
	} `json:"page"`
	Results []struct{ Type, ID, Name string } `json:"results"`
}

func search(t testing.TB, h http.Handler, path, body string) (p page) {
	t.Helper()
	w := post(h, path, body)
	if err := json.NewDecoder(io.LimitReader(w.Body, 1<<20)).Decode(&p); err != nil || w.Code != http.StatusOK {
		t.Fatalf("%s %s: status %d, %v", path, body, w.Code, err)
	}
	if p.Page.Count != len(p.Results) {
		t.Errorf("%s %s: the count is %d of %d", path, body, p.Page.Count, len(p.Results))
	}
	return p
}

func (p page) ids() []string {
	ids := []string{}
	for _, r := range p.Results {
		ids = append(ids, r.ID+r.Name)
	}
	return ids
}

var _ filter.Lister = (*casework.Practice)(nil)

// decode reads a response, whatever runs the test.
func decode(t interface{ Fatalf(string, ...any) }, w *httptest.ResponseRecorder, into any) {
	if err := json.Unmarshal(w.Body.Bytes(), into); err != nil || w.Code != http.StatusOK {
		t.Fatalf("status %d, %v", w.Code, err)
	}
}

func newRapidPolicy(t interface{ Fatalf(string, ...any) }) *access.Policy {
	p, err := codec.DecodePolicy([]byte(document))
	if err != nil {
		t.Fatalf("%v", err)
	}
	return p
}
