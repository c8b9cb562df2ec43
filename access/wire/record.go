package wire

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"slices"

	"lupa.example/access"
)

// EncodeRequest writes a question as a request, on one line and without a newline,
// that [Codec.DecodeRequest] reads as one that is decided alike. Of the facts it writes
// those of the codec's areas. What a request cannot say is an error: an empty user,
// action or id, a property that is required and lacking, facts of one area that
// contradict each other, text that is not UTF-8 or too long, a resource of which no
// area of the codec is a [RequestWriter], and one of a kind that another area reads.
func (c Codec) EncodeRequest(q access.Question) ([]byte, error) {
	if err := c.check(); err != nil {
		return nil, err
	}
	if noResource(q.Resource) {
		return nil, errors.New("wire: the question is about no resource")
	}
	resource, err := c.encodeResource(q.Resource, "resource", "properties")
	if err != nil {
		return nil, err
	}
	subject, err := c.encodeSubject(q.Subject, "subject", "properties")
	if err != nil {
		return nil, err
	}
	e := &Encoder{empty: true}
	e.Object(
		Object("subject", subject.fields()...),
		Object("action", Text("name", &q.Action).Required()),
		Object("resource", resource.fields()...),
	)
	if e.err != nil {
		return nil, e.err
	}
	return e.buf, nil
}

func (e *Entity) fields() []Field {
	return []Field{
		Text("type", &e.Type).Required(),
		Text("id", &e.ID).Required(),
		Func("properties", nil, func(w *Encoder) { w.raw(e.Properties) }),
	}
}

// EncodeSubject writes what is known of a person, as a directory returns it: the sign-in,
// and the facts of the codec's areas. What facts cannot be written is an error, as in
// [Codec.EncodeRequest]; the id is the user, whatever that is.
func (c Codec) EncodeSubject(s access.Subject) (Entity, error) {
	if err := c.check(); err != nil {
		return Entity{}, err
	}
	return c.encodeSubject(s, "properties")
}

func (c Codec) encodeSubject(s access.Subject, path ...string) (Entity, error) {
	e := encoderAt(path...)
	c.writeFacts(e, s)
	if e.err != nil {
		return Entity{}, e.err
	}
	return Entity{Type: "user", ID: s.User, Properties: e.buf}, nil
}

// EncodeResource writes a row, as a directory returns it. What properties cannot be
// written is an error, as in [Codec.EncodeRequest]; the type and the id are the row's,
// whatever they are.
func (c Codec) EncodeResource(r access.Resource) (Entity, error) {
	if err := c.check(); err != nil {
		return Entity{}, err
	}
	if noResource(r) {
		return Entity{}, errors.New("wire: there is no resource to write")
	}
	return c.encodeResource(r, "properties")
}

// noResource reports whether the resource is nil, or a nil pointer, whoever asks.
func noResource(r access.Resource) bool { return access.Preamble(true, "somebody", r) != "" }

func (c Codec) encodeResource(r access.Resource, path ...string) (Entity, error) {
	properties, id, err := c.resource(r, path)
	if err != nil {
		return Entity{}, err
	}
	return Entity{Type: string(r.Kind()), ID: id, Properties: properties}, nil
}

// resource writes the properties of a resource with the area that knows it. A resource
// whose kind is data, as that of a record, may name another area's, which would read it
// as something else.
func (c Codec) resource(r access.Resource, path []string) (properties []byte, id string, err error) {
	for i, area := range c {
		w, ok := area.(RequestWriter)
		if !ok {
			continue
		}
		e := encoderAt(path...)
		if id, ok := w.WriteResource(e, r); ok {
			if reader := c.readerOf(r.Kind()); reader >= 0 && reader != i {
				e.Fail("the resource %T is of the kind %q, which the area %q would read otherwise", r, r.Kind(), c[reader].Name())
			}
			return e.buf, id, e.err
		}
	}
	return nil, "", fmt.Errorf("wire: no area can write the resource %T", r)
}

// readerOf returns the number of the area that reads resources of the kind whatever the
// policy is, or -1.
func (c Codec) readerOf(kind access.Kind) int {
	d := &Decoder{err: errNoRow} // only to learn whose the kind is
	for i, area := range c {
		if _, ok := area.ReadResource(d, nil, kind, ""); ok {
			return i
		}
	}
	return -1
}

func (c Codec) writeFacts(e *Encoder, s access.Subject) {
	e.Map(func(member func(name string)) {
		if s.SignIn == access.SignedIn || s.SignIn == access.SignedOut {
			member("signedIn")
			e.Bool(s.SignIn == access.SignedIn)
		}
		for _, area := range c {
			w, ok := area.(RequestWriter)
			if !ok {
				continue
			}
			facts := &Encoder{empty: true, path: slices.Clone(e.path)}
			facts.path[len(e.path)-1].name = area.Name()
			if !w.WriteFacts(facts, s) {
				continue
			}
			e.err = cmp.Or(e.err, facts.err)
			member(area.Name())
			e.raw(facts.buf)
		}
	})
}

// WriteSingle writes the one fact of type T that the subject has, as [access.Single]
// finds it. It reports false, having written nothing, if there is none, and fails if
// there are several that differ: no request says that.
func WriteSingle[T any, P interface {
	*T
	access.Fact
}](e *Encoder, s access.Subject, same func(a, b P) bool, fields func(P) []Field) bool {
	fact, missing := access.Single(s, same)
	switch missing {
	case "":
		e.Object(fields(fact)...)
	case access.ReasonAmbiguousFact:
		e.Fail("there are facts %q that differ, which no request can say", P(nil).Fact())
	default:
		return false
	}
	return true
}

// A Record is a question as a log keeps it, with the answer that was given: whoever
// reads it can ask again.
type Record struct {
	Revision string // of the policy that decided, from [Codec.Revision]; "" if unknown
	Question access.Question
	Decision access.Decision
}

// EncodeRecord writes a record as an object on one line, without a newline:
//
//	{"revision": "…", "request": {…}, "answer": {"decision": true, "context": {…}}}
//
// A question that cannot be written is an error, as in [Codec.EncodeRequest].
func (c Codec) EncodeRecord(r Record) ([]byte, error) {
	request, err := c.EncodeRequest(r.Question)
	if err != nil {
		return nil, err
	}
	e := &Encoder{empty: true}
	e.Object(
		Text("revision", &r.Revision).Optional(),
		Func("request", nil, func(e *Encoder) { e.raw(request) }),
		Func("answer", nil, func(e *Encoder) { e.raw(EncodeAnswer(r.Decision)) }),
	)
	return e.buf, e.err
}

// DecodeRecord reads the question of a line of a log: the "request" of an object, which
// may have any other members, or a request by itself. Its errors are those of
// [Codec.DecodeRequest].
func (c Codec) DecodeRecord(p *access.Policy, line []byte) (access.Question, error) {
	request, err := RequestIn(line)
	if err != nil {
		return access.Question{}, err
	}
	return c.DecodeRequest(p, request)
}

// RequestIn returns the request within a line of a log, as it stands there: the "request"
// of an object, or the whole line if it has none. So what reads requests reads records
// too. It looks at the text of the line no further than that takes; what it cannot read
// is an error of the type [access.InvalidError].
func RequestIn(line []byte) ([]byte, error) {
	if !bytes.Contains(line, []byte(`"request"`)) {
		return line, nil // what would be found, sooner
	}
	d := newDecoder(line)
	d.lenient = true
	request := line
	d.Object(Func("request", func(d *Decoder) {
		from := d.skip()
		request = d.data[from:d.pos]
	}, nil))
	return request, d.finish()
}
