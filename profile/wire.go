package profile

import (
	"lupa.example/access"
	"lupa.example/access/wire"
)

// Area reads and writes sites, users, cases, forms and searches, in the section and
// under the facts "profile":
//
//	section         {"forms": ["F1"], "profiles": [{"name": "officer", "cases": true,
//	                 "administrator": false, "freeText": true, "queryBuilder": false,
//	                 "forms": {"F1": {"read": "workspace", "change": "registered", "delete": "none",
//	                 "register": true, "changeForm": false, "sharePublicly": false, "changeClosed": false}}}]}
//	facts           {"profile": "officer", "workspace": "W1", "groups": ["night shift"]}
//	profile.case    {"form": "F1", "registeredBy": "anna", "workspace": "W1", "users": ["cia"],
//	                 "groups": [], "closed": false}
//	profile.form    nothing; its id is the form
//	profile.search  {"forms": ["F1"], "savedBy": "anna"}
//
// Of a case, everything but the form may be left out: without registeredBy or workspace,
// or with an empty one, nobody is known to have registered it or it is of no workspace,
// and without closed it counts as closed. Of a search, both may be left out.
type Area struct{}

var (
	_ wire.Area          = Area{}
	_ wire.RequestWriter = Area{}
)

// Name returns "profile".
func (Area) Name() string { return "profile" }

// ReadSection reads a [Config] into a [*Site]. What is left out is off.
func (Area) ReadSection(d *wire.Decoder) (access.Authority, error) {
	var c Config
	d.Object(c.fields()...)
	return NewSite(c)
}

// WriteSection writes a [*Site].
func (Area) WriteSection(e *wire.Encoder, a access.Authority) bool {
	s, ok := a.(*Site)
	if !ok {
		return false
	}
	if !s.built() {
		e.Fail("the site of the profiles was never built")
		return true
	}
	e.Object(s.config.fields()...)
	return true
}

func (c *Config) fields() []wire.Field {
	return []wire.Field{
		wire.Texts("forms", &c.Forms),
		wire.Objects("profiles", &c.Profiles, (*Profile).fields),
	}
}

func (p *Profile) fields() []wire.Field {
	return []wire.Field{
		wire.Text("name", &p.Name).Required(),
		wire.Bool("cases", &p.Cases),
		wire.Bool("administrator", &p.Administrator),
		wire.Bool("freeText", &p.FreeText),
		wire.Bool("queryBuilder", &p.QueryBuilder),
		wire.ObjectMap("forms", &p.Forms, (*FormRights).fields),
	}
}

func (r *FormRights) fields() []wire.Field {
	return []wire.Field{
		wire.Parsed("read", &r.Read),
		wire.Parsed("change", &r.Change),
		wire.Parsed("delete", &r.Delete),
		wire.Bool("register", &r.Register),
		wire.Bool("changeForm", &r.ChangeForm),
		wire.Bool("sharePublicly", &r.SharePublicly),
		wire.Bool("changeClosed", &r.ChangeClosed),
	}
}

// ReadFacts reads {"profile": …, "workspace": …, "groups": […]} into a [*User].
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
		wire.Text("profile", &u.Profile).Optional(),
		wire.Text("workspace", &u.Workspace).Optional(),
		wire.Texts("groups", &u.Groups).Optional(),
	}
}

// ReadResource reads a [*Case], a [*Form] or a [*Search].
func (Area) ReadResource(d *wire.Decoder, _ access.Authority, kind access.Kind, id string) (access.Resource, bool) {
	switch kind {
	case KindCase:
		c := &Case{ID: id}
		d.Object(c.fields()...)
		return c, true
	case KindForm:
		d.Object()
		return &Form{ID: id}, true
	case KindSearch:
		s := &Search{ID: id}
		d.Object(s.fields()...)
		return s, true
	default:
		return nil, false
	}
}

// WriteResource writes a [*Case], a [*Form] or a [*Search].
func (Area) WriteResource(e *wire.Encoder, r access.Resource) (id string, ok bool) {
	switch r := r.(type) {
	case *Case:
		e.Object(r.fields()...)
		return r.ID, true
	case *Form:
		e.Object()
		return r.ID, true
	case *Search:
		e.Object(r.fields()...)
		return r.ID, true
	default:
		return "", false
	}
}

func (c *Case) fields() []wire.Field {
	readClosed := func(d *wire.Decoder) {
		c.Status = StatusOpen
		if d.Bool() {
			c.Status = StatusClosed
		}
	}
	writeClosed := func(e *wire.Encoder) { e.Bool(c.Status == StatusClosed) }
	known := c.Status == StatusOpen || c.Status == StatusClosed
	return []wire.Field{
		wire.Text("form", &c.Form).Required(),
		wire.Text("registeredBy", &c.RegisteredBy).Optional(),
		wire.Text("workspace", &c.Workspace).Optional(),
		wire.Texts("users", &c.Users).Optional(),
		wire.Texts("groups", &c.Groups).Optional(),
		wire.Func("closed", readClosed, writeClosed).OmitIf(!known),
	}
}

func (s *Search) fields() []wire.Field {
	return []wire.Field{
		wire.Texts("forms", &s.Forms).Optional(),
		wire.Text("savedBy", &s.SavedBy).Optional(),
	}
}
