package roles_test

import (
	"maps"
	"slices"
	"strings"

	"lupa.example/access"
	"lupa.example/roles"
)

// A belonging is what a person has in one organisation, by the rules.
type belonging struct {
	roles       map[string]bool
	assignments map[string]bool
}

func (b belonging) has(names ...string) bool {
	return slices.ContainsFunc(names, func(name string) bool { return b.roles[name] })
}

// orders reports whether some role creates orders.
func (b belonging) orders() bool { return b.has("orderer", "agent-orderer", "connection-officer") }

func (b belonging) clone() belonging {
	return belonging{maps.Clone(b.roles), maps.Clone(b.assignments)}
}

// A modelledUser is a person by the rules: an address, and what they have where they
// belong.
type modelledUser struct {
	email string
	in    map[string]belonging
}

func (u modelledUser) clone() modelledUser {
	next := modelledUser{u.email, make(map[string]belonging)}
	for org, b := range u.in {
		next.in[org] = b.clone()
	}
	return next
}

// A portalProbe is a question about an organisation, and who may, by the rules.
type portalProbe struct {
	name string
	ask  func(c *roles.Catalog, s access.Subject, org string) bool
	may  func(b belonging, signedIn, signedOut bool) bool
}

// portalProbes tell what somebody may do in an organisation: at least one for each
// thing that a role gives.
var portalProbes = []portalProbe{
	probe("sign in", roles.ActionSignIn, organisationOf, func(b belonging, _, _ bool) bool {
		return len(b.roles) > 0 && b.has("administrator", "orderer", "agent-orderer", "contact", "agent-officer", "connection-officer", "own-cases-officer", "default")
	}),
	probe("manage roles", roles.ActionManageRoles, organisationOf, func(b belonging, in, _ bool) bool { return in && b.has("administrator") }),
	probe("view users", roles.ActionViewUsers, organisationOf, func(b belonging, in, _ bool) bool {
		return in && b.has("administrator", "contact", "agent-officer")
	}),
	probe("view agreement", roles.ActionView, agreementOf, func(b belonging, in, _ bool) bool { return in && b.has("contact") }),
	probe("sign agreement", roles.ActionSign, agreementOf, func(b belonging, _, _ bool) bool { return b.has("signatory") }),
	probe("create order", roles.ActionCreate, orderOf, func(b belonging, in, _ bool) bool { return in && b.orders() }),
	probe("approve order", roles.ActionApprove, orderOf, mayApprove),
	probe("approve application", roles.ActionApprove, applicationTo, mayApprove),
	probe("handle application", roles.ActionHandle, applicationTo, func(b belonging, in, _ bool) bool {
		return in && b.has("agent-officer") && b.assignments["g1"]
	}),
	probe("follow case", roles.ActionFollow, caseOf, func(b belonging, in, _ bool) bool { return in && b.has("own-cases-officer") }),
}

func mayApprove(b belonging, _, signedOut bool) bool {
	return b.has("approver") && (!b.orders() || signedOut)
}

// probe returns the question about the user's own resource.
func probe(name string, a access.Action, of func(user, org string) access.Resource, may func(b belonging, signedIn, signedOut bool) bool) portalProbe {
	ask := func(c *roles.Catalog, s access.Subject, org string) bool {
		return c.Check(s, a, of(s.User, org)).Allowed
	}
	return portalProbe{name, ask, may}
}

func organisationOf(_, org string) access.Resource { return &roles.Organisation{ID: org} }
func agreementOf(_, org string) access.Resource    { return &roles.Agreement{ID: "g", Org: org} }
func orderOf(user, org string) access.Resource {
	return &roles.Order{ID: "o", Org: org, CreatedBy: user}
}
func applicationTo(_, org string) access.Resource {
	return &roles.Application{ID: "p", Agent: org, Assignment: "g1"}
}
func caseOf(user, org string) access.Resource {
	return &roles.Case{ID: "c", Org: org, CreatedBy: user}
}

// modelled returns what a stored user is by the rules.
func modelled(u roles.User) modelledUser {
	m := modelledUser{email: u.Email, in: make(map[string]belonging)}
	for _, fact := range u.Members {
		b, known := m.in[fact.Org]
		if !known {
			b = belonging{make(map[string]bool), make(map[string]bool)}
		}
		for _, name := range fact.Roles {
			b.roles[name] = true
		}
		for _, name := range fact.Assignments {
			b.assignments[name] = true
		}
		m.in[fact.Org] = b
	}
	return m
}

func (u modelledUser) String() string {
	var list []string
	for _, org := range slices.Sorted(maps.Keys(u.in)) {
		list = append(list, org+":")
		list = append(list, slices.Sorted(maps.Keys(u.in[org].roles))...)
		list = append(list, slices.Sorted(maps.Keys(u.in[org].assignments))...)
	}
	return u.email + " " + strings.Join(list, " ")
}
