package roles

import (
	"fmt"
	"iter"
	"maps"
	"slices"

	"lupa.example/access"
	"lupa.example/access/invalid"
	"lupa.example/access/report"
)

// AssignRoles gives a person roles in an organisation to which they belong; it makes
// nobody belong there, which [Catalog.CreateRegistrant] does. Administrators may assign
// roles to themselves.
//
// The actor needs [ActionManageRoles] on the organisation, and roles that give it and
// assign all of these; otherwise the error is [access.ErrDenied]. It is an error if the
// person does not belong to the organisation, if there is no role to give, if the
// catalogue lacks one, or if it is an agent's and the place is no agent. Roles held
// already are unchanged. The items are the roles in the order given, each once.
//
// What else changes is a warning: who may create orders and approve as well has to be
// signed out to approve; a permission within an agent assignment that was left from
// before counts again; who handles applications has no such permission.
func (c *Catalog) AssignRoles(actor access.Subject, target Registrant, at Place, names []string) (Registrant, report.Report, error) {
	r := report.New("roles.assign-roles", actor.User, roleItems(report.Gains, target.ID, at, names)...)
	mandate := c.mandate(actor, ActionManageRoles, at.Org)
	r, err := decided(r, mandate.action, mandate.overItem)
	if err != nil {
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

	next := target.Clone()
	held, _ := target.at(at.Org)
	m := next.memberOf(at.Org)
	for i, item := range r.Items {
		if held[item.What.ID] {
			r.Items[i].Outcome = report.Unchanged
			continue
		}
		m.Roles = append(m.Roles, item.What.ID)
	}
	r.Warnings = c.consequences(target, next, at)
	return next, r, nil
}

// WithdrawRoles takes roles from a person in an organisation, and leaves them
// belonging there. The members are the registrants of that organisation, the person
// among them; others do not matter. They are run through once, and belong to the
// transaction that keeps the result: two administrators may withdraw each other's role
// at a time.
//
// The actor needs [ActionManageRoles] on the organisation, and roles that give it and
// assign all of these; otherwise the error is [access.ErrDenied]. It is an error if the
// person does not belong to the organisation, or holds more or less there by the members
// than by the value given; if there is no role to take, or one that neither the catalogue
// has nor the person. It is an error too if the organisation would lose its last
// administrator: the person could manage roles there, or give every one, and after the
// act nobody could. Roles not held are unchanged. The items are the roles in the order
// given, each once.
//
// What else changes is a warning: permissions within agent assignments stay and give
// nothing without the role; nobody is left who approves orders, who signs agreements or
// who is told of changes to them; who orders no more need not be signed out to approve.
func (c *Catalog) WithdrawRoles(actor access.Subject, target Registrant, at Place, names []string, members iter.Seq[Registrant]) (Registrant, report.Report, error) {
	r := report.New("roles.withdraw-roles", actor.User, roleItems(report.Loses, target.ID, at, names)...)
	mandate := c.mandate(actor, ActionManageRoles, at.Org)
	r, err := decided(r, mandate.action, mandate.overItem)
	if err != nil {
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
	held, _ := target.at(at.Org)
	bad := invalid.In("roles")
	belonging(bad, target, at)
	if len(names) == 0 {
		bad.Add("names", "is empty; want one or more roles")
	}
	there := "" // once, as there may be many of both
	for i, name := range names {
		if !c.knows(name) && !held[name] {
			if there == "" {
				there = invalid.OneOf(slices.Sorted(maps.Keys(held)))
			}
			bad.Add(fmt.Sprintf("names[%d]", i), "%s is no role of the catalogue, nor held; %s", invalid.Quote(name), there)
		}
	}
	was, left := c.staffing(target, at.Org), c.others(bad, target, at, members)
	left.add(c.staffing(next, at.Org))
	lastRoles(bad, "names", was, left, at)
	if err := bad.Err(); err != nil {
		return Registrant{}, report.Report{}, err
	}

	for i, item := range r.Items {
		if !held[item.What.ID] {
			r.Items[i].Outcome = report.Unchanged
		}
	}
	r.Warnings = append(c.consequences(target, next, at), vacancies(was, left, at)...)
	return next, r, nil
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
			bad.Add(where, "%s is no role of the catalogue; %s", invalid.Quote(name), invalid.OneOf(c.roles.names))
		} else if !at.Agent && ofAgents(name) {
			bad.Add(where, "%q is held at an agent only, and %s is none", name, invalid.Quote(at.Org))
		}
	}
}

// ofAgents reports whether the role is held at agents only.
func ofAgents(name string) bool { return name == RoleAgentOrderer || name == RoleAgentOfficer }
