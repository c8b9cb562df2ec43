package roles

import (
	"lupa.example/access"
	"lupa.example/access/wire"
)

// Area reads and writes catalogues, members and the portal's resources, in the
// section and under the facts "roles"; and records of the kinds that the policy's
// catalogue defines:
//
//	section             {"catalog": "portal", "approverSignsIn": false, "samePersonSignedIn": false,
//	                     "define": [{"name": "editor", "signIn": true, "grants": [
//	                       {"kind": "news", "actions": ["publish"], "over": "org"}],
//	                       "assigns": ["editor"]}]}
//	facts               [{"org": "A", "roles": ["orderer"], "assignments": ["g1"]}]
//	roles.organisation  {"org": "A"}, or nothing if its id is that
//	roles.order         {"org": "A", "createdBy": "olof"}
//	roles.application   {"agent": "A", "assignment": "g1", "customer": "B"}
//	roles.agreement     {"org": "A"}
//	roles.case          {"org": "A", "createdBy": "olof"}
//	a defined kind      {"org": "A", "owner": "olof"}
//
// Without "catalog" there are only the defined roles, and without "assigns" a role's
// holders give and take every role. A further switch, "fourEyes", is written only where
// it is on. Customer and owner may be left out.
type Area struct{}

var (
	_ wire.Area          = Area{}
	_ wire.RequestWriter = Area{}
)

// Name returns "roles".
func (Area) Name() string { return "roles" }

// ReadSection reads a [Config], whose Portal is written "catalog": "portal", into a
// [*Catalog].
func (Area) ReadSection(d *wire.Decoder) (access.Authority, error) {
	var c Config
	d.Object(c.fields()...)
	return NewCatalog(c)
}

// WriteSection writes a [*Catalog].
func (Area) WriteSection(e *wire.Encoder, a access.Authority) bool {
	c, ok := a.(*Catalog)
	if !ok {
		return false
	}
	if !c.built() {
		e.Fail("the catalogue of roles was never built")
		return true
	}
	e.Object(c.config.fields()...)
	return true
}

func (c *Config) fields() []wire.Field {
	readCatalog := func(d *wire.Decoder) {
		if name := d.String(); name != "portal" {
			d.Fail("is %q; want \"portal\", or nothing", name)
		}
		c.Portal = true
	}
	writeCatalog := func(e *wire.Encoder) { e.String("portal") }
	return []wire.Field{
		wire.Func("catalog", readCatalog, writeCatalog).OmitIf(!c.Portal),
		wire.Bool("approverSignsIn", &c.ApproverSignsIn),
		wire.Bool("samePersonSignedIn", &c.SamePersonSignedIn),
		wire.Bool("fourEyes", &c.FourEyes).OmitIf(!c.FourEyes),
		wire.Objects("define", &c.Define, (*Role).fields),
	}
}

func (r *Role) fields() []wire.Field {
	readAssigns := func(d *wire.Decoder) {
		r.Assigns = []string{} // a list without a role is not the same as none
		d.Array(func() { r.Assigns = append(r.Assigns, d.String()) })
	}
	writeAssigns := func(e *wire.Encoder) {
		e.Array(func() {
			for _, name := range r.Assigns {
				e.String(name)
			}
		})
	}
	return []wire.Field{
		wire.Text("name", &r.Name).Required(),
		wire.Bool("signIn", &r.SignIn),
		wire.Objects("grants", &r.Grants, (*Grant).fields),
		wire.Func("assigns", readAssigns, writeAssigns).OmitIf(r.Assigns == nil),
	}
}

func (g *Grant) fields() []wire.Field {
	return []wire.Field{
		wire.Text("kind", &g.Kind).Required(),
		wire.Texts("actions", &g.Actions).Required(),
		wire.Parsed("over", &g.Over).Required(),
	}
}

// ReadFacts reads [{"org": …, "roles": […], "assignments": […]}] into a [*Member]
// each.
func (Area) ReadFacts(d *wire.Decoder) []access.Fact {
	var facts []access.Fact
	d.Array(func() {
		m := new(Member)
		d.Object(m.fields()...)
		facts = append(facts, m)
	})
	return facts
}

// WriteFacts writes each [*Member] of the facts.
func (Area) WriteFacts(e *wire.Encoder, s access.Subject) bool {
	all := members(s)
	if len(all) == 0 {
		return false
	}
	e.Array(func() {
		for _, m := range all {
			e.Object(m.fields()...)
		}
	})
	return true
}

func (m *Member) fields() []wire.Field {
	return []wire.Field{
		wire.Text("org", &m.Org).Optional(),
		wire.Texts("roles", &m.Roles).Optional(),
		wire.Texts("assignments", &m.Assignments).Optional(),
	}
}

// ReadResource reads one of the portal's resources, or a [*Record] if the policy's
// catalogue decides about its kind.
func (Area) ReadResource(d *wire.Decoder, a access.Authority, kind access.Kind, id string) (access.Resource, bool) {
	switch kind {
	case KindOrganisation:
		o := &Organisation{ID: id}
		d.Object(wire.Text("org", &o.ID))
		return o, true
	case KindOrder:
		o := &Order{ID: id}
		d.Object(o.fields()...)
		return o, true
	case KindApplication:
		p := &Application{ID: id}
		d.Object(p.fields()...)
		return p, true
	case KindAgreement:
		g := &Agreement{ID: id}
		d.Object(g.fields()...)
		return g, true
	case KindCase:
		c := &Case{ID: id}
		d.Object(c.fields()...)
		return c, true
	}
	if _, defined := a.(*Catalog); !defined {
		return nil, false
	}
	r := &Record{Type: kind, ID: id}
	d.Object(r.fields()...)
	return r, true
}

// WriteResource writes one of the portal's resources or a [*Record].
func (Area) WriteResource(e *wire.Encoder, r access.Resource) (id string, ok bool) {
	switch r := r.(type) {
	case *Organisation:
		e.Object()
		return r.ID, true
	case *Order:
		e.Object(r.fields()...)
		return r.ID, true
	case *Application:
		e.Object(r.fields()...)
		return r.ID, true
	case *Agreement:
		e.Object(r.fields()...)
		return r.ID, true
	case *Case:
		e.Object(r.fields()...)
		return r.ID, true
	case *Record:
		if _, ours := portalKind(r.Type); ours {
			e.Fail("a record of the portal's kind %q is no record, and could not be read", r.Type)
		}
		e.Object(r.fields()...)
		return r.ID, true
	default:
		return "", false
	}
}

func (o *Order) fields() []wire.Field { return createdFields(&o.Org, &o.CreatedBy) }
func (c *Case) fields() []wire.Field  { return createdFields(&c.Org, &c.CreatedBy) }

func createdFields(org, by *string) []wire.Field {
	return []wire.Field{wire.Text("org", org).Required(), wire.Text("createdBy", by).Required()}
}

func (p *Application) fields() []wire.Field {
	return []wire.Field{
		wire.Text("agent", &p.Agent).Required(),
		wire.Text("assignment", &p.Assignment).Required(),
		wire.Text("customer", &p.Customer).Optional(),
	}
}

func (g *Agreement) fields() []wire.Field {
	return []wire.Field{wire.Text("org", &g.Org).Required()}
}

func (r *Record) fields() []wire.Field {
	return []wire.Field{wire.Text("org", &r.Org).Required(), wire.Text("owner", &r.Owner).Optional()}
}
