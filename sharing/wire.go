package sharing

import (
	"slices"

	"lupa.example/access"
	"lupa.example/access/wire"
)

// Area reads and writes sharing rules, users, results and rules as resources, in
// the section and under the facts "sharing":
//
//	section         {"rules": [{"id": "r1", "viewers": ["20410-01"], "sharers": ["20410*"]}]}
//	facts           {"account": "20410-01", "staff": false}
//	sharing.result  {"owner": "20410-02"}
//	sharing.rule    {"viewers": ["20410-01"], "sharers": ["20410*"]}
//
// Of the resources' properties all are required.
type Area struct{}

var (
	_ wire.Area          = Area{}
	_ wire.RequestWriter = Area{}
)

// Name returns "sharing".
func (Area) Name() string { return "sharing" }

// ReadSection reads {"rules": [{"id": …, "viewers": […], "sharers": […]}]} into
// [*Rules].
func (Area) ReadSection(d *wire.Decoder) (access.Authority, error) {
	var rules []Rule
	d.Object(sectionFields(&rules)...)
	return NewRules(rules...)
}

// WriteSection writes [*Rules].
func (Area) WriteSection(e *wire.Encoder, a access.Authority) bool {
	rs, ok := a.(*Rules)
	if !ok {
		return false
	}
	if !rs.built() {
		e.Fail("the sharing rules were never built")
		return true
	}
	rules := slices.Collect(rs.All())
	e.Object(sectionFields(&rules)...)
	return true
}

func sectionFields(rules *[]Rule) []wire.Field {
	return []wire.Field{wire.Objects("rules", rules, (*Rule).fields)}
}

func (r *Rule) fields() []wire.Field {
	return []wire.Field{
		wire.Text("id", &r.ID).Required(),
		wire.ParsedList("viewers", &r.Viewers).Required(),
		wire.ParsedList("sharers", &r.Sharers).Required(),
	}
}

// ReadFacts reads {"account": …, "staff": …} into a [*User].
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
		wire.Parsed("account", &u.Account).OmitIf(u.Account.IsZero()),
		wire.Bool("staff", &u.Staff).OmitIf(!u.Staff),
	}
}

// ReadResource reads a [*Result] or a [*Rule].
func (Area) ReadResource(d *wire.Decoder, _ access.Authority, kind access.Kind, id string) (access.Resource, bool) {
	switch kind {
	case KindResult:
		r := &Result{ID: id}
		d.Object(r.fields()...)
		return r, true
	case KindRule:
		r := &Rule{ID: id}
		d.Object(r.properties()...)
		return r, true
	default:
		return nil, false
	}
}

// WriteResource writes a [*Result] or a [*Rule].
func (Area) WriteResource(e *wire.Encoder, r access.Resource) (id string, ok bool) {
	switch r := r.(type) {
	case *Result:
		e.Object(r.fields()...)
		return r.ID, true
	case *Rule:
		e.Object(r.properties()...)
		return r.ID, true
	default:
		return "", false
	}
}

func (r *Result) fields() []wire.Field {
	return []wire.Field{wire.Parsed("owner", &r.Owner).Required()}
}

// properties are the fields of a rule that is asked about, whose id stands elsewhere.
func (r *Rule) properties() []wire.Field { return r.fields()[1:] }
