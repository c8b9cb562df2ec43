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

var _ wire.Area = Area{}

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
	d.Object(
		wire.Text("profile", &u.Profile),
		wire.Text("workspace", &u.Workspace),
		wire.Texts("groups", &u.Groups),
	)
	return []access.Fact{u}
}

// ReadResource reads a [*Case], a [*Form] or a [*Search].
func (Area) ReadResource(d *wire.Decoder, _ access.Authority, kind access.Kind, id string) (access.Resource, bool) {
	switch kind {
	case KindCase:
		c := &Case{ID: id}
		d.Object(
			wire.Text("form", &c.Form).Required(),
			wire.Text("registeredBy", &c.RegisteredBy),
			wire.Text("workspace", &c.Workspace),
			wire.Texts("users", &c.Users),
			wire.Texts("groups", &c.Groups),
			wire.Func("closed", func(d *wire.Decoder) { c.Status = readStatus(d) }, nil),
		)
		return c, true
	case KindForm:
		d.Object()
		return &Form{ID: id}, true
	case KindSearch:
		s := &Search{ID: id}
		d.Object(wire.Texts("forms", &s.Forms), wire.Text("savedBy", &s.SavedBy))
		return s, true
	default:
		return nil, false
	}
}

func readStatus(d *wire.Decoder) Status {
	if d.Bool() {
		return StatusClosed
	}
	return StatusOpen
}
