package roles

import (
	"slices"
	"strings"

	"lupa.example/access"
	"lupa.example/access/filter"
)

var _ filter.Lister = (*Catalog)(nil)

// Rows returns the condition that holds for exactly those rows of the kind on which
// Check allows the subject the action, see [filter.Rows]. It grows with what the person
// holds and not with what the catalogue has.
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

// People returns the condition on those whom Check allows the action on the resource,
// see [filter.People]. What several facts say of one organisation is united, as Check
// does.
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

// noCondition is nothing, for a question that is denied whatever the row or person is.
func noCondition(refused access.Reason) (filter.Condition, error) {
	return filter.Nothing(), access.Deny(refused, "").Err()
}

// What there is to say of rows and of persons.
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

// Schema returns the properties of a kind's rows, and for "" those of persons.
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
// as a row; nil for anything else.
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

// defines reports whether roles define the kind.
func (c *Catalog) defines(k access.Kind) bool {
	return c.built() && c.byKind[k] >= definedKinds
}

// members returns the subject's facts about organisations.
func members(s access.Subject) []*Member {
	all := make([]*Member, 0, len(s.Facts))
	for _, f := range s.Facts {
		if m, ok := f.(*Member); ok && m != nil {
			all = append(all, m)
		}
	}
	return all
}

// A membership is all that a person's facts say of one organisation, one fact at least.
type membership []*Member

// cutMembership cuts the first membership off facts that are sorted by organisation.
func cutMembership(facts []*Member) (first membership, rest []*Member) {
	return cut(facts, func(a, b *Member) bool { return a.Org == b.Org })
}

// cut cuts off what is the same as the first in the list, nothing if that is empty.
func cut[T any](list []T, same func(a, b T) bool) (first, rest []T) {
	n := 0
	for n < len(list) && same(list[0], list[n]) {
		n++
	}
	return list[:n], list[n:]
}

func (m membership) org() string { return m[0].Org }

// held is what the facts come to for the right.
func (m membership) held(r *right, signIn access.SignIn) held {
	h := nothingHeld
	for _, fact := range m {
		h = h.and(r, fact, signIn)
	}
	return h
}

// give asks whether some role in the facts gives the right, in a session or not.
func (m membership) give(r *right) bool { return slices.ContainsFunc(m, r.givenBy) }

// assignments returns those of all facts, sorted and each once.
func (m membership) assignments() []string {
	var all []string
	for _, fact := range m {
		all = append(all, fact.Assignments...)
	}
	slices.Sort(all)
	all = slices.Compact(all)
	if len(all) > 0 && all[0] == "" {
		return all[1:] // no application is within it
	}
	return all
}
