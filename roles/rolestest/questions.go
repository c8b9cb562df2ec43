package rolestest

import (
	"slices"

	"pgregory.net/rapid"

	"lupa.example/access"
	"lupa.example/access/accesstest"
	"lupa.example/roles"
)

// Members draws what is known about persons in an organisation: up to three of the
// catalogue's roles, or names that are none.
func Members(c *roles.Catalog) *rapid.Generator[*roles.Member] {
	names := []string{"ghost"}
	for _, r := range rolesOf(c) {
		names = append(names, r.Name)
	}
	role := rapid.OneOf(rapid.SampledFrom(names), rapid.SampledFrom(names), rapid.SampledFrom(names), accesstest.Identifiers())
	return rapid.Custom(func(t *rapid.T) *roles.Member {
		return &roles.Member{
			Org:         accesstest.Identifiers().Draw(t, "org"),
			Roles:       rapid.SliceOfN(role, 0, 3).Draw(t, "roles"),
			Assignments: rapid.SliceOfN(accesstest.Identifiers(), 0, 2).Draw(t, "assignments"),
		}
	})
}

// Questions draws questions about all kinds of resource that the catalogue decides
// about, of which about half are allowed: often the person holds a role that grants
// what they ask for. Some of the questions lack what they need.
func Questions(c *roles.Catalog) *rapid.Generator[access.Question] {
	qs := questions{
		kinds:   c.Kinds(),
		rights:  rightsIn(c),
		members: Members(c),
	}
	for _, r := range rolesOf(c) {
		rights := rightsOf(r)
		if r.SignIn {
			rights = append(rights, signIn)
		}
		qs.roles = append(qs.roles, role{r.Name, r.SignIn, rights})
	}
	return rapid.Custom(qs.draw)
}

// rolesOf returns the catalogue's roles.
func rolesOf(c *roles.Catalog) []roles.Role {
	config := c.Config()
	if config.Portal {
		return slices.Concat(roles.Portal(), config.Define)
	}
	return config.Define
}

type questions struct {
	kinds   []access.Kind
	rights  []right
	roles   []role
	members *rapid.Generator[*roles.Member]
}

// A role is one of the catalogue's, with all that it gives.
type role struct {
	name      string
	inSession bool
	rights    []right
}

func (qs questions) draw(t *rapid.T) access.Question {
	ids := accesstest.Identifiers()
	row := row{id: ids.Draw(t, "id"), org: ids.Draw(t, "org"), owner: ids.Draw(t, "owner"), assignment: ids.Draw(t, "assignment")}
	q := access.Question{Subject: access.Subject{
		User:   ids.Draw(t, "user"),
		SignIn: access.SignIn(rapid.IntRange(0, 2).Draw(t, "signIn")),
	}}
	if rapid.IntRange(0, 3).Draw(t, "own") != 1 {
		row.owner = q.Subject.User
	}
	for range rapid.SampledFrom([]int{0, 1, 0, 2}).Draw(t, "others") {
		q.Subject.Facts = append(q.Subject.Facts, qs.members.Draw(t, "member"))
	}
	var asked right
	if len(qs.roles) > 0 && rapid.IntRange(0, 3).Draw(t, "granted") != 1 {
		asked = qs.granted(t, &q.Subject, row)
	} else {
		asked = qs.any(t, &q.Subject, row)
	}
	q.Action = asked.action
	if rapid.IntRange(0, 19).Draw(t, "odd action") == 18 {
		q.Action = access.Action(ids.Draw(t, "action"))
	}
	q.Resource = row.resource(asked.kind)
	return q
}

// granted draws a right of a role that the person is given where the row is, mostly
// with what else the right needs.
func (qs questions) granted(t *rapid.T, s *access.Subject, row row) right {
	asked := signIn
	r := rapid.SampledFrom(qs.roles).Draw(t, "role")
	if len(r.rights) > 0 {
		asked = rapid.SampledFrom(r.rights).Draw(t, "right")
	}
	second := qs.roles
	if rapid.IntRange(0, 4).Draw(t, "gated") == 1 {
		gated := rapid.SampledFrom(gatedRights).Draw(t, "gated right")
		if holders := qs.granting(gated); len(holders) > 0 {
			asked, r = gated, rapid.SampledFrom(holders).Draw(t, "holder")
		}
		if ordering := qs.granting(createOrder); len(ordering) > 0 {
			second = ordering
		}
	}
	m := &roles.Member{Org: row.org, Roles: []string{r.name}}
	if rapid.IntRange(0, 2).Draw(t, "two") == 1 {
		m.Roles = append(m.Roles, rapid.SampledFrom(second).Draw(t, "second").name)
	}
	if rapid.IntRange(0, 3).Draw(t, "assigned") != 1 {
		m.Assignments = []string{row.assignment}
	}
	if rapid.IntRange(0, 2).Draw(t, "session") != 1 {
		s.SignIn = access.SignedOut // as approving may need
		if r.inSession {
			s.SignIn = access.SignedIn
		}
	}
	s.Facts = append(s.Facts, m)
	return asked
}

// Rights that no role gives by itself, and the one that shuts the gate before some
// of them.
var (
	gatedRights = []right{
		{roles.KindOrder, roles.ActionApprove},
		{roles.KindApplication, roles.ActionHandle},
		{roles.KindApplication, roles.ActionApprove},
	}
	createOrder = right{roles.KindOrder, roles.ActionCreate}
)

// granting returns the roles that give the right.
func (qs questions) granting(asked right) []role {
	var holders []role
	for _, r := range qs.roles {
		if slices.Contains(r.rights, asked) {
			holders = append(holders, r)
		}
	}
	return holders
}

// any draws any right, or an action on a kind that has none such, and mostly some
// roles where the row is.
func (qs questions) any(t *rapid.T, s *access.Subject, row row) right {
	asked := rapid.SampledFrom(qs.rights).Draw(t, "right")
	if rapid.IntRange(0, 3).Draw(t, "other kind") == 1 {
		asked.kind = rapid.SampledFrom(qs.kinds).Draw(t, "kind")
	}
	if rapid.IntRange(0, 3).Draw(t, "here") != 1 {
		m := qs.members.Draw(t, "here")
		m.Org = row.org
		s.Facts = append(s.Facts, m)
	}
	return asked
}

// A row is what a resource of any kind may say.
type row struct{ id, org, owner, assignment string }

func (r row) resource(kind access.Kind) access.Resource {
	switch kind {
	case roles.KindOrganisation:
		return &roles.Organisation{ID: r.org}
	case roles.KindOrder:
		return &roles.Order{ID: r.id, Org: r.org, CreatedBy: r.owner}
	case roles.KindApplication:
		return &roles.Application{ID: r.id, Agent: r.org, Assignment: r.assignment, Customer: r.owner}
	case roles.KindAgreement:
		return &roles.Agreement{ID: r.id, Org: r.org}
	case roles.KindCase:
		return &roles.Case{ID: r.id, Org: r.org, CreatedBy: r.owner}
	default:
		return &roles.Record{Type: kind, ID: r.id, Org: r.org, Owner: r.owner}
	}
}
