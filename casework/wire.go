package casework

import (
	"lupa.example/access"
	"lupa.example/access/wire"
)

// Area reads and writes practices, users, clients, sessions and engagements, in
// the section and under the facts "casework":
//
//	section              {"package": ["bookkeeping"], "sharedMayShare": false, "stewards": true}
//	facts                {"org": "O1", "steward": false}
//	casework.client      {"org": "O1", "responsible": "liisa", "shared": ["matti"]}
//	casework.session     {"client": {"id": "C1", "org": "O1", "responsible": "liisa"}, "writtenBy": "matti"}
//	casework.engagement  {"org": "O1", "systemAdministrators": ["sara"],
//	                      "programAdministrators": {"bookkeeping": ["per"]}, "consultants": {"kaj": ["bookkeeping"]}}
//	casework.access      {"consultant": "kaj", "engagement": {"id": "E1", "org": "O1"}}
//	casework.program     {"engagement": {"id": "E1", "org": "O1"}}; its id is the program
//
// Lists that are left out are empty and switches false, and writtenBy may be left out.
// "stewards" is written only when on. A client or an engagement within another resource
// has all its members there, and its id.
type Area struct{}

var (
	_ wire.Area          = Area{}
	_ wire.RequestWriter = Area{}
)

// Name returns "casework".
func (Area) Name() string { return "casework" }

// ReadSection reads a [Config] into a [*Practice].
func (Area) ReadSection(d *wire.Decoder) (access.Authority, error) {
	var c Config
	d.Object(c.fields()...)
	return NewPractice(c)
}

// WriteSection writes a [*Practice].
func (Area) WriteSection(e *wire.Encoder, a access.Authority) bool {
	p, ok := a.(*Practice)
	if !ok {
		return false
	}
	if !p.built() {
		e.Fail("the practice was never built")
		return true
	}
	e.Object(p.config.fields()...)
	return true
}

func (c *Config) fields() []wire.Field {
	return []wire.Field{
		wire.Texts("package", &c.Package),
		wire.Bool("sharedMayShare", &c.SharedMayShare),
		wire.Bool("stewards", &c.Stewards).OmitIf(!c.Stewards),
	}
}

// ReadFacts reads {"org": …, "steward": …} into a [*User].
func (Area) ReadFacts(d *wire.Decoder) []access.Fact {
	u := new(User)
	d.Object(u.fields()...)
	return []access.Fact{u}
}

// WriteFacts writes a [*User].
func (Area) WriteFacts(e *wire.Encoder, s access.Subject) bool {
	return wire.WriteSingle(e, s, sameUser, (*User).fields)
}

func (u *User) fields() []wire.Field {
	return []wire.Field{
		wire.Text("org", &u.Org).Optional(),
		wire.Bool("steward", &u.Steward).OmitIf(!u.Steward),
	}
}

// ReadResource reads a [*Client], [*Session], [*Engagement], [*Access] or
// [*Program].
func (Area) ReadResource(d *wire.Decoder, _ access.Authority, kind access.Kind, id string) (access.Resource, bool) {
	switch kind {
	case KindClient:
		c := &Client{ID: id}
		d.Object(c.fields()...)
		return c, true
	case KindSession:
		s := &Session{ID: id, Client: new(Client)}
		d.Object(s.fields()...)
		return s, true
	case KindEngagement:
		e := &Engagement{ID: id}
		d.Object(e.fields()...)
		return e, true
	case KindAccess:
		a := &Access{ID: id, Engagement: new(Engagement)}
		d.Object(a.fields()...)
		return a, true
	case KindProgram:
		p := &Program{ID: id, Engagement: new(Engagement)}
		d.Object(p.fields()...)
		return p, true
	default:
		return nil, false
	}
}

// WriteResource writes a [*Client], [*Session], [*Engagement], [*Access] or [*Program].
// One that lacks the client or the engagement that it is of cannot be written.
func (Area) WriteResource(e *wire.Encoder, r access.Resource) (id string, ok bool) {
	switch r := r.(type) {
	case *Client:
		e.Object(r.fields()...)
		return r.ID, true
	case *Session:
		writeWithin(e, r.Client != nil, "client", r.fields)
		return r.ID, true
	case *Engagement:
		e.Object(r.fields()...)
		return r.ID, true
	case *Access:
		writeWithin(e, r.Engagement != nil, "engagement", r.fields)
		return r.ID, true
	case *Program:
		writeWithin(e, r.Engagement != nil, "engagement", r.fields)
		return r.ID, true
	default:
		return "", false
	}
}

// writeWithin writes a resource that stands within another, if that is there.
func writeWithin(e *wire.Encoder, there bool, other string, fields func() []wire.Field) {
	if !there {
		e.Object(wire.Func(other, nil, func(e *wire.Encoder) { e.Fail("is missing and could not be read") }))
		return
	}
	e.Object(fields()...)
}

func (s *Session) fields() []wire.Field {
	return []wire.Field{
		nested("client", &s.Client.ID, s.Client.fields()),
		wire.Text("writtenBy", &s.WrittenBy).Optional(),
	}
}

func (a *Access) fields() []wire.Field {
	return []wire.Field{
		wire.Text("consultant", &a.Consultant).Required(),
		nested("engagement", &a.Engagement.ID, a.Engagement.fields()),
	}
}

func (p *Program) fields() []wire.Field {
	return []wire.Field{nested("engagement", &p.Engagement.ID, p.Engagement.fields())}
}

func (c *Client) fields() []wire.Field {
	return []wire.Field{
		wire.Text("org", &c.Org).Required(),
		wire.Text("responsible", &c.Responsible).Required(),
		wire.Texts("shared", &c.Shared).Optional(),
	}
}

func (e *Engagement) fields() []wire.Field {
	return []wire.Field{
		wire.Text("org", &e.Org).Required(),
		wire.Texts("systemAdministrators", &e.SystemAdministrators).Optional(),
		wire.TextsMap("programAdministrators", &e.ProgramAdministrators).Optional(),
		wire.TextsMap("consultants", &e.Consultants).Optional(),
	}
}

// nested is the field of a resource within another, where its id is a member.
func nested(name string, id *string, fields []wire.Field) wire.Field {
	return wire.Object(name, append(fields, wire.Text("id", id).Required())...).Required()
}
