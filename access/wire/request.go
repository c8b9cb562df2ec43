package wire

import (
	"lupa.example/access"
	"lupa.example/access/invalid"
)

// DecodeRequest reads an AuthZEN access evaluation about something that the policy
// decides. A required member that is missing or empty, a subject that is not of
// the type "user", and an identifier that is malformed are errors, of the type
// [access.InvalidError]. A type of resource that nobody knows, or an action, is
// none: the policy denies it. A member that nobody knows is ignored.
func (c Codec) DecodeRequest(p *access.Policy, data []byte) (access.Question, error) {
	return c.decodeRequest(p, data, true)
}

// DecodeRequestStrict is DecodeRequest for who writes the requests too, where a
// member that nobody knows is a misspelt one: it is an error. What the standard has
// and no area reads is ignored, "context" and an action's "properties", and so are
// the properties of a type of resource that nobody knows. Names that are data, such
// as the users and programs of an engagement, cannot be told from misspelt ones.
func (c Codec) DecodeRequestStrict(p *access.Policy, data []byte) (access.Question, error) {
	return c.decodeRequest(p, data, false)
}

func (c Codec) decodeRequest(p *access.Policy, data []byte, lenient bool) (access.Question, error) {
	if err := c.check(); err != nil {
		return access.Question{}, err
	}
	d := newDecoder(data)
	d.lenient = lenient
	var q access.Question
	action := []Field{Text("name", &q.Action).Required()}
	request := []Field{
		Func("subject", func(d *Decoder) { q.Subject = c.subject(d) }, nil).Required(),
		Func("action", func(d *Decoder) { d.Object(action...) }, nil).Required(),
		Func("resource", func(d *Decoder) { q.Resource = c.resource(d, p) }, nil).Required(),
	}
	if !lenient {
		action = append(action, ignored("properties"))
		request = append(request, ignored("context"))
	}
	d.Object(request...)
	if err := d.finish(); err != nil {
		return access.Question{}, err
	}
	return q, nil
}

// ignored is a member that may hold anything.
func ignored(name string) Field { return Func(name, func(d *Decoder) { d.skip() }, nil) }

func (c Codec) subject(d *Decoder) access.Subject {
	var s access.Subject
	properties := []Field{Func("signedIn", func(d *Decoder) { s.SignIn = signIn(d) }, nil)}
	for _, area := range c {
		properties = append(properties, Func(area.Name(), func(d *Decoder) {
			s.Facts = append(s.Facts, area.ReadFacts(d)...)
		}, nil))
	}
	d.Object(
		Func("type", func(d *Decoder) {
			if t := d.String(); t != "user" {
				d.Fail("is %s; want \"user\"", invalid.Quote(t))
			}
		}, nil).Required(),
		Text("id", &s.User).Required(),
		Object("properties", properties...),
	)
	return s
}

func signIn(d *Decoder) access.SignIn {
	if d.Bool() {
		return access.SignedIn
	}
	return access.SignedOut
}

func (c Codec) resource(d *Decoder, p *access.Policy) access.Resource {
	var kind access.Kind
	var id string
	properties := -1
	d.Object(
		Text("type", &kind).Required(),
		Text("id", &id).Required(),
		Func("properties", func(d *Decoder) {
			// Whose they are is known when the type is, which may come later.
			if d.want('{', "an object") {
				properties = d.skip()
			}
		}, nil),
	)
	if d.err != nil {
		return nil // no area is asked about what was not read whole
	}
	var r access.Resource
	read := func() { r = c.ofKind(d, p, kind, id) }
	d.push(step{name: "properties", member: true})
	if properties < 0 {
		d.without(read)
	} else {
		d.again(properties, read)
	}
	d.pop()
	return r
}

// ofKind reads the properties of a resource with the area that knows its kind.
func (c Codec) ofKind(d *Decoder, p *access.Policy, kind access.Kind, id string) access.Resource {
	authority, decided := p.Authority(kind)
	for _, area := range c {
		if r, ok := area.ReadResource(d, authority, kind, id); ok {
			return r
		}
	}
	if decided {
		d.Fail("belong to the kind %q, which the policy decides about but no area of this codec can read", kind)
	}
	return unknown(kind)
}

// unknown is a resource that no area reads; no policy decides about its kind.
type unknown access.Kind

func (u unknown) Kind() access.Kind { return access.Kind(u) }

// EncodeAnswer writes a decision as the response to an access evaluation, on one
// line and without a line's end. Bytes in By that are not UTF-8 become U+FFFD.
func EncodeAnswer(d access.Decision) []byte {
	e := &Encoder{empty: true}
	e.Object(
		Bool("decision", &d.Allowed),
		Object("context", Text("reason", &d.Reason), Text("by", &d.By)),
	)
	return e.buf
}
