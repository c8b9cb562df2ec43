package console

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"lupa.example/access"
	"lupa.example/access/wire"
)

// MaxRows is how many people, and how many rows, data may have.
const MaxRows = 200_000

// Data is the people and rows that the pages are about, in the order in which they are
// shown. The zero value is none.
type Data struct {
	People []access.Subject
	Rows   []Row
}

// A Row is a resource and the id by which it is known.
type Row struct {
	ID       string
	Resource access.Resource
}

// maxFindings is how many findings about one document are told.
const maxFindings = 100

// ReadData reads data as the documentation of the package has it, strictly. Rows whose
// kind the policy does not know are findings too: nobody could do anything to them. The
// error names every place that is wrong, up to a hundred, as access.InvalidError, and the
// data is none then.
func ReadData(c wire.Codec, p *access.Policy, text []byte) (Data, error) {
	var doc struct {
		People []json.RawMessage `json:"people"`
		Rows   []json.RawMessage `json:"rows"`
	}
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&doc); err != nil {
		path, problem := unreadable(text, err)
		return Data{}, invalid(path, `%s; want {"people": […], "rows": […]}`, problem)
	}
	if _, err := dec.Token(); err != io.EOF {
		return Data{}, invalid("", "has text after its end")
	}
	for name, n := range map[string]int{"people": len(doc.People), "rows": len(doc.Rows)} {
		if n > MaxRows {
			return Data{}, invalid(name, "are %d; want at most %d", n, MaxRows)
		}
	}
	r := dataReader{codec: c, policy: p, seen: make(map[[2]string]bool)}
	for i, raw := range doc.People {
		r.person(fmt.Sprintf("people[%d]", i), raw)
	}
	for i, raw := range doc.Rows {
		r.row(fmt.Sprintf("rows[%d]", i), raw)
	}
	if len(r.errs) > 0 {
		return Data{}, errors.Join(r.errs...)
	}
	return r.data, nil
}

// unreadable says why a text cannot be read, and where.
func unreadable(text []byte, err error) (path, problem string) {
	var syntax *json.SyntaxError
	var other *json.UnmarshalTypeError
	line := func(end int64) string { return fmt.Sprintf(" in line %d", 1+bytes.Count(text[:end], []byte("\n"))) }
	switch problem = strings.TrimPrefix(err.Error(), "json: "); {
	case len(bytes.TrimSpace(text)) == 0:
		return "", "is empty"
	case bytes.HasPrefix(text, []byte("\xef\xbb\xbf")):
		return "", "begins with a byte order mark"
	case errors.Is(err, io.ErrUnexpectedEOF):
		return "", "ends too early" + line(int64(len(text)))
	case errors.As(err, &syntax):
		return "", problem + line(syntax.Offset)
	case errors.As(err, &other):
		return other.Field, "is of the type " + other.Value + line(other.Offset)
	default:
		return "", problem
	}
}

// A dataReader collects what it reads and everything that is wrong with it.
type dataReader struct {
	codec  wire.Codec
	policy *access.Policy
	seen   map[[2]string]bool // of kind, "" of people, and id
	data   Data
	errs   []error
}

// A request is put together around what is read: the wire format has no subject or
// resource by itself.
type request struct {
	Subject  any `json:"subject"`
	Action   any `json:"action"`
	Resource any `json:"resource"`
}

// An entity is a subject or a resource.
type entity struct {
	Type       string          `json:"type"`
	ID         string          `json:"id"`
	Properties json.RawMessage `json:"properties,omitempty"`
}

func (r *dataReader) person(at string, raw json.RawMessage) {
	e, ok := r.entity(at, raw, "user")
	if !ok || !r.first(at, "", e.ID) {
		return
	}
	if e.Type != "user" {
		r.fail(at+".type", "is %q; want user, or nothing", e.Type)
		return
	}
	// The facts of every area are read strictly where the resource is of none.
	q, ok := r.decode(at, request{e, named("look"), entity{Type: "console.nothing", ID: "nothing"}})
	if ok {
		r.data.People = append(r.data.People, q.Subject)
	}
}

func (r *dataReader) row(at string, raw json.RawMessage) {
	e, ok := r.entity(at, raw, "")
	if !ok || !r.first(at, e.Type, e.ID) {
		return
	}
	if _, known := r.policy.Authority(access.Kind(e.Type)); !known {
		r.fail(at+".type", "is %q, about which the policy does not decide", e.Type)
		return
	}
	q, ok := r.decode(at, request{entity{Type: "user", ID: "nobody"}, named("look"), e})
	if ok {
		r.data.Rows = append(r.data.Rows, Row{e.ID, q.Resource})
	}
}

func named(action string) any { return map[string]string{"name": action} }

func (r *dataReader) entity(at string, raw json.RawMessage, kind string) (entity, bool) {
	e := entity{Type: kind}
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&e); err != nil {
		r.fail(at, "is not an object of type, id and properties: %v", err)
		return e, false
	}
	if e.ID == "" {
		r.fail(at+".id", "is empty; want what identifies it")
	}
	return e, e.ID != ""
}

// first reports whether nothing of the kind had the id before.
func (r *dataReader) first(at, kind, id string) bool {
	key := [2]string{kind, id}
	if r.seen[key] {
		r.fail(at+".id", "is %q again; want one of each", id)
		return false
	}
	r.seen[key] = true
	return true
}

func (r *dataReader) decode(at string, q request) (access.Question, bool) {
	text, err := json.Marshal(q)
	if err != nil {
		r.fail(at, "cannot be read: %v", err)
		return access.Question{}, false
	}
	question, err := r.codec.DecodeRequestStrict(r.policy, text)
	for _, f := range access.Findings(err) { // of the subject or the resource that stands here
		r.fail(at+strings.TrimPrefix(strings.TrimPrefix(f.Path, "subject"), "resource"), "%s", f.Problem)
	}
	return question, err == nil
}

func (r *dataReader) fail(at, format string, args ...any) {
	if len(r.errs) < maxFindings {
		r.errs = append(r.errs, invalid(at, format, args...))
	}
}

func invalid(at, format string, args ...any) error {
	return &access.InvalidError{Package: "console", Path: at, Problem: fmt.Sprintf(format, args...)}
}

func (d Data) person(id string) (access.Subject, bool) {
	for _, s := range d.People {
		if s.User == id {
			return s, true
		}
	}
	return access.Subject{}, false
}

func (d Data) row(kind access.Kind, id string) (access.Resource, bool) {
	for _, r := range d.Rows {
		if r.ID == id && r.Resource.Kind() == kind {
			return r.Resource, true
		}
	}
	return nil, false
}
