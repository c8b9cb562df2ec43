package roles

import (
	"slices"
	"strings"

	"lupa.example/access"
	"lupa.example/access/filter"
)

var _ filter.Lister = (*Catalog)(nil)

// What conditions on rows and persons speak of. The properties bear the names of the wire
// format.
var (
	organisationRows = filter.Declare(KindOrganisation,
		filter.Text("org", func(o *Organisation) string { return o.ID }),
	)
	orderRows = filter.Declare(KindOrder,
		filter.Text("org", func(o *Order) string { return o.Org }),
		filter.Text("createdBy", func(o *Order) string { return o.CreatedBy }),
	)
	applicationRows = filter.Declare(KindApplication,
		filter.Text("agent", func(p *Application) string { return p.Agent }),
		filter.Text("assignment", func(p *Application) string { return p.Assignment }),
	)
	agreementRows = filter.Declare(KindAgreement,
		filter.Text("org", func(g *Agreement) string { return g.Org }),
	)
	caseRows = filter.Declare(KindCase,
		filter.Text("org", func(r *Case) string { return r.Org }),
		filter.Text("createdBy", func(r *Case) string { return r.CreatedBy }),
	)
	recordRows = filter.Declare("", // of whichever kind a role defines
		filter.Text("org", func(r *Record) string { return r.Org }),
		filter.Text("owner", func(r *Record) string { return r.Owner }),
	)
	persons = filter.DeclarePerson(
		filter.Objects("roles", "", members,
			filter.Text("org", func(m *Member) string { return m.Org }),
			filter.List("roles", func(m *Member) []string { return m.Roles }),
			filter.List("assignments", func(m *Member) []string { return m.Assignments }),
		),
	)
)

// Rows returns the condition on the rows of the kind on which Check allows the subject the
// action: see [filter.Rows]. It grows with what the person holds and not with what the
// catalogue has.
func (c *Catalog) Rows(s access.Subject, a access.Action, k access.Kind) (filter.Condition, error) {
	if refused := access.ActorPreamble(c.built(), s.User); refused != "" {
		return noCondition(refused)
	}
	place, known := c.byKind[k]
	if !known {
		return noCondition(access.ReasonUnknownKind)
	}
	kind := &c.kinds[place]
	asked := kind.right(a)
	if asked == nil {
		return noCondition(access.ReasonUnknownAction)
	}
	facts := members(s)
	if len(facts) == 0 {
		return noCondition(access.ReasonNoFact)
	}
	slices.SortFunc(facts, func(a, b *Member) int { return strings.Compare(a.Org, b.Org) })
	return c.over(&s, kind, asked, facts), nil
}

// noCondition is nothing, for a question that is denied whatever the row or person is.
func noCondition(refused access.Reason) (filter.Condition, error) {
	return filter.Nothing(), access.Deny(refused, "").Err()
}

// People returns the condition, on "user", "signedIn" and "roles", on those whom Check
// allows the action on the resource: see [filter.People]. What several facts say of one
// organisation is united, as Check does.
func (c *Catalog) People(a access.Action, r access.Resource) (filter.Condition, error) {
	if refused := access.Preamble(c.built(), anybody, r); refused != "" {
		return noCondition(refused)
	}
	var row row
	asked, refused := c.asked(a, r, &row)
	if refused != "" {
		return noCondition(refused)
	}
	return c.people(asked, &row), nil
}

// anybody is a user for whom nothing is denied that is not denied everyone.
const anybody = "anybody"

// defines reports whether roles define the kind.
func (c *Catalog) defines(k access.Kind) bool {
	return c.built() && c.byKind[k] >= definedKinds
}

// Schema returns the properties of the kind's rows, and for the kind "" those of persons.
func (c *Catalog) Schema(k access.Kind) filter.Schema {
	switch k {
	case "":
		return persons.Schema()
	case KindOrganisation:
		return organisationRows.Schema()
	case KindOrder:
		return orderRows.Schema()
	case KindApplication:
		return applicationRows.Schema()
	case KindAgreement:
		return agreementRows.Schema()
	case KindCase:
		return caseRows.Schema()
	}
	if !c.defines(k) {
		return filter.Schema{Kind: k}
	}
	schema := recordRows.Schema()
	schema.Kind = k
	return schema
}

// Row returns one of the portal's resources, or a record of a kind that a role defines,
// as a row; nil for nil, and for any other resource.
func (c *Catalog) Row(r access.Resource) filter.Row {
	switch r := r.(type) {
	case *Organisation:
		return organisationRows.Row(r)
	case *Order:
		return orderRows.Row(r)
	case *Application:
		return applicationRows.Row(r)
	case *Agreement:
		return agreementRows.Row(r)
	case *Case:
		return caseRows.Row(r)
	case *Record:
		if c.defines(r.Kind()) {
			return recordRows.Row(r)
		}
	}
	return nil
}

// Person returns the subject as a row.
func (*Catalog) Person(s access.Subject) filter.Row { return persons.Row(s) }
