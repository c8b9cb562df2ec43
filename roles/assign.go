package roles

import (
	"fmt"
	"iter"
	"slices"

	"lupa.example/access"
	"lupa.example/access/invalid"
	"lupa.example/access/report"
)

// AssignRoles gives a person roles in an organisation to which they belong; it makes
// nobody belong there, which [Catalog.CreateRegistrant] does. Administrators may assign
// roles to themselves.
//
// The actor needs ActionManageRoles on the organisation; otherwise the error is
// [access.ErrDenied]. It is an error if the person does not belong to the organisation,
// if there is no role to give, if the catalogue lacks one, or if it is an agent's and
// the place is no agent. Roles held already are unchanged. The items are the roles in
// the order given, each once.
func (c *Catalog) AssignRoles(actor access.Subject, target Registrant, at Place, names []string) (Registrant, report.Report, error) {
	r := report.New("roles.assign-roles", actor.User, roleItems(report.Gains, target.ID, at, names)...)
	d := c.may(actor, ActionManageRoles, at.Org)
	if !d.Allowed {
		r, err := r.Refuse(d)
		return Registrant{}, r, err
	}
	bad := invalid.In("roles")
	belonging(bad, target, at)
	if len(names) == 0 {
		bad.Add("names", "is empty; want one or more roles")
	}
	c.fitting(bad, "names", names, at)
	if err := bad.Err(); err != nil {
		return Registrant{}, report.Report{}, err
	}

	next, r := target.Clone(), r.Decided(d)
	held, _ := target.holdings(at.Org)
	m := next.memberOf(at.Org)
	for i, item := range r.Items {
		if held[item.What.ID] {
			r.Items[i].Outcome = report.Unchanged
			continue
		}
		m.Roles = append(m.Roles, item.What.ID)
	}
	return next, r, nil
}

// WithdrawRoles takes roles from a person in an organisation, and leaves them
// belonging there. The members are the registrants of that organisation, the person
// among them; others do not matter. They are run through once, and belong to the
// transaction that keeps the result: two administrators may withdraw each other's role
// at a time.
//
// The actor needs ActionManageRoles on the organisation; otherwise the error is
// [access.ErrDenied]. It is an error if the person does not belong to the organisation,
// or holds more there by the members than by the value given; if there is no role to
// take, or one that neither the catalogue has nor the person. It is an error too if the
// organisation would lose its last administrator: the person could manage roles there,
// and after the act nobody could, signed in. Roles not held are unchanged. The items
// are the roles in the order given, each once.
func (c *Catalog) WithdrawRoles(actor access.Subject, target Registrant, at Place, names []string, members iter.Seq[Registrant]) (Registrant, report.Report, error) {
	r := report.New("roles.withdraw-roles", actor.User, roleItems(report.Loses, target.ID, at, names)...)
	d := c.may(actor, ActionManageRoles, at.Org)
	if !d.Allowed {
		r, err := r.Refuse(d)
		return Registrant{}, r, err
	}

	next, taken := target.Clone(), make(map[string]bool)
	for _, name := range names {
		taken[name] = true
	}
	for i := range next.Members {
		if m := &next.Members[i]; m.Org == at.Org {
			m.Roles = slices.DeleteFunc(m.Roles, func(held string) bool { return taken[held] })
		}
	}
	held, _ := target.holdings(at.Org)
	bad := invalid.In("roles")
	belonging(bad, target, at)
	if len(names) == 0 {
		bad.Add("names", "is empty; want one or more roles")
	}
	for i, name := range names {
		if !c.knows(name) && !held[name] {
			bad.Add(fmt.Sprintf("names[%d]", i), "%s is no role of the catalogue, nor held", invalid.Quote(name))
		}
	}
	if another := c.others(bad, target, at, members); c.administersRoles(target, at) && !c.administersRoles(next, at) && !another {
		bad.Add("names", "would leave nobody who may manage roles in %s; want another administrator there first", invalid.Quote(at.Org))
	}
	if err := bad.Err(); err != nil {
		return Registrant{}, report.Report{}, err
	}

	r = r.Decided(d)
	for i, item := range r.Items {
		if !held[item.What.ID] {
			r.Items[i].Outcome = report.Unchanged
		}
	}
	return next, r, nil
}

// others reports whether anybody among the members but the person could manage roles in
// the organisation, were they signed in. It reports rows of the person's that hold more
// than the value given: something of it would be left, or be lost.
func (c *Catalog) others(bad *invalid.List, target Registrant, at Place, members iter.Seq[Registrant]) (another bool) {
	if members == nil {
		bad.Add("members", "is nil; want the registrants of %s", invalid.Quote(at.Org))
	}
	roles, assignments := target.holdings(at.Org)
	more := false
	for g := range identified(members) {
		if g.ID != target.ID {
			another = another || c.administersRoles(g, at)
			continue
		}
		moreRoles, moreAssignments := g.holdings(at.Org)
		for name := range moreRoles {
			more = more || !roles[name]
		}
		for name := range moreAssignments {
			more = more || !assignments[name]
		}
	}
	if more {
		bad.Add("target", "holds more in %s by the members than by the value given; want all rows of %s in one, as they are now", invalid.Quote(at.Org), invalid.Quote(target.ID))
	}
	return another
}

// administersRoles asks whether the person could give and take roles in the
// organisation, were they signed in.
func (c *Catalog) administersRoles(g Registrant, at Place) bool {
	return c.may(g.subject(access.SignedIn), ActionManageRoles, at.Org).Allowed
}

// roleItems returns an item for each of the roles, in their order, each once.
func roleItems(effect func(who, what, where report.Thing) report.Item, who string, at Place, names []string) []report.Item {
	items := make([]report.Item, 0, len(names))
	for _, name := range distinct(names) {
		items = append(items, effect(report.Person(who), roleThing(name), at.thing()))
	}
	return items
}

// distinct returns the names in their order, each once.
func distinct(names []string) []string {
	var each []string
	seen := make(map[string]bool, len(names))
	for _, name := range names {
		if !seen[name] {
			seen[name] = true
			each = append(each, name)
		}
	}
	return each
}

// fitting reports the names of which nobody can hold a role in the place: those that
// the catalogue lacks, and an agent's where the organisation is none.
func (c *Catalog) fitting(bad *invalid.List, path string, names []string, at Place) {
	for i, name := range names {
		where := fmt.Sprintf("%s[%d]", path, i)
		if !c.knows(name) {
			bad.Add(where, "%s is no role of the catalogue", invalid.Quote(name))
		} else if !at.Agent && (name == RoleAgentOrderer || name == RoleAgentOfficer) {
			bad.Add(where, "%q is held at an agent only, and %s is none", name, invalid.Quote(at.Org))
		}
	}
}
