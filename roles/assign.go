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
// nobody belong there, which [Catalog.CreateUser] does. Administrators may assign
// roles to themselves.
//
// It takes what ActionManageRoles on the organisation takes; the error is then an
// [access.ErrDenied]. Not valid are a person who does not belong to the organisation,
// no role at all, one that the catalogue lacks, and an agent's role where the place is
// no agent. Roles held already are unchanged. The items are the roles in the order
// given, each once.
func (c *Catalog) AssignRoles(actor access.Subject, target User, at Place, names ...string) (User, report.Report, error) {
	r := plan("roles.assign-roles", actor.User, target.ID, report.Gains, at.Org, distinct(names)...)
	d := c.Check(actor, ActionManageRoles, at.organisation())
	if !d.Allowed {
		r, err := refuse(r, d, "assign roles to user %s in %s", target.ID, at.Org)
		return User{}, r, err
	}
	bad := invalid.In("roles")
	belonging(bad, target, at)
	if len(names) == 0 {
		bad.Add("names", "is empty; want one or more roles")
	}
	c.fitting(bad, "names", names, at)
	if err := bad.Err(); err != nil {
		return User{}, report.Report{}, err
	}

	next, r := target.Clone(), decide(r, d)
	for i, item := range r.Items {
		if next.holdsRole(at.Org, item.What) {
			r.Items[i].Outcome = report.Unchanged
			continue
		}
		m := next.memberOf(at.Org)
		m.Roles = append(m.Roles, item.What)
	}
	return next, r, nil
}

// WithdrawRoles takes roles from a person in an organisation, and leaves them
// belonging there. The members are the users of that organisation, the person among
// them; others do not matter. They are run through once, and belong to the transaction
// that keeps the result: two administrators may withdraw each other's role at a time.
//
// It takes what ActionManageRoles on the organisation takes; the error is then an
// [access.ErrDenied]. Not valid are a person who is not among the members or does not
// belong to the organisation, no role at all, and one that neither the catalogue has
// nor the person. Nor may the organisation lose its last administrator: where the
// person could manage roles and after the act nobody could, signed in, the act is not
// valid. Roles not held are unchanged. The items are the roles in the order given,
// each once.
func (c *Catalog) WithdrawRoles(actor access.Subject, members iter.Seq[User], target string, at Place, names ...string) (User, report.Report, error) {
	r := plan("roles.withdraw-roles", actor.User, target, report.Loses, at.Org, distinct(names)...)
	d := c.Check(actor, ActionManageRoles, at.organisation())
	if !d.Allowed {
		r, err := refuse(r, d, "withdraw roles from user %s in %s", target, at.Org)
		return User{}, r, err
	}

	user, another := c.among(members, target, at)
	bad := invalid.In("roles")
	if members == nil {
		bad.Add("members", "is nil; want the users of %s", invalid.Quote(at.Org))
	} else {
		belonging(bad, user, at)
	}
	if len(names) == 0 {
		bad.Add("names", "is empty; want one or more roles")
	}
	for i, name := range names {
		if !c.knows(name) && !user.holdsRole(at.Org, name) {
			bad.Add(fmt.Sprintf("names[%d]", i), "%s is no role of the catalogue, nor held", invalid.Quote(name))
		}
	}
	next := user.Clone()
	for i := range next.Members {
		if m := &next.Members[i]; m.Org == at.Org {
			m.Roles = slices.DeleteFunc(m.Roles, func(held string) bool { return slices.Contains(names, held) })
		}
	}
	if c.mayManageRoles(user, at.organisation()) && !c.mayManageRoles(next, at.organisation()) && !another {
		bad.Add("names", "would leave nobody who may manage roles in %s; want another administrator there first", invalid.Quote(at.Org))
	}
	if err := bad.Err(); err != nil {
		return User{}, report.Report{}, err
	}

	r = decide(r, d)
	for i, item := range r.Items {
		if !user.holdsRole(at.Org, item.What) {
			r.Items[i].Outcome = report.Unchanged
		}
	}
	return next, r, nil
}

// among returns the member with the ID, from all their rows, and whether anybody
// else could manage roles in the organisation.
func (c *Catalog) among(members iter.Seq[User], id string, at Place) (target User, another bool) {
	var found []User
	for u := range eachUser(members) {
		if u.ID == id {
			found = unite(found, u)
		} else if !another {
			another = c.mayManageRoles(u, at.organisation())
		}
	}
	if len(found) == 0 {
		return User{ID: id}, another
	}
	return found[0], another
}

// belonging reports a person who cannot hold anything in the organisation yet.
func belonging(bad *invalid.List, u User, at Place) {
	if u.ID == "" {
		bad.Add("target", "has no ID; want a user")
	} else if !u.belongsTo(at.Org) {
		bad.Add("target", "%s does not belong to %s; want a user who is registered there", invalid.Quote(u.ID), invalid.Quote(at.Org))
	}
}
