package roles

import (
	"slices"

	"lupa.example/access"
	"lupa.example/access/invalid"
	"lupa.example/access/report"
)

// GivePermission lets a person who belongs to an agent handle applications within one
// agent assignment, as far as a role lets them handle any; where none does, a warning
// says so.
//
// The actor needs [ActionManageRoles] on the organisation, and a role that gives it and
// assigns some role that handles applications; otherwise the error is [access.ErrDenied].
// It is an error if the person does not belong to the organisation, if the assignment
// cannot identify one, or if the place is no agent. A permission held already is
// unchanged. The one item is the permission.
func (c *Catalog) GivePermission(actor access.Subject, target Registrant, at Place, assignment string) (Registrant, report.Report, error) {
	r := report.New("roles.give-permission", actor.User,
		report.Gains(report.Person(target.ID), permissionThing(assignment), at.thing()))
	mandate := c.mandate(actor, ActionManageRoles, at.Org)
	r, err := decided(r, mandate.action, mandate.overItem)
	if err != nil {
		return Registrant{}, r, err
	}
	bad := invalid.In("roles")
	belonging(bad, target, at)
	if problem := invalid.Identifier(assignment); problem != "" {
		bad.Add("assignment", "%s", problem)
	}
	if !at.Agent {
		bad.Add("at", "%s is no agent, and only agents have assignments", invalid.Quote(at.Org))
	}
	if err := bad.Err(); err != nil {
		return Registrant{}, report.Report{}, err
	}

	next := target.Clone()
	if _, held := target.at(at.Org); held[assignment] {
		r.Items[0].Outcome = report.Unchanged
	} else {
		m := next.memberOf(at.Org)
		m.Assignments = append(m.Assignments, assignment)
	}
	if !c.handles(next, at.Org) {
		r.Warnings = []string{"no role lets " + invalid.Quote(target.ID) + " handle applications; the permission gives nothing by itself"}
	}
	return next, r, nil
}

// TakePermission takes back what [Catalog.GivePermission] gave.
//
// The actor needs [ActionManageRoles] on the organisation, and a role that gives it and
// assigns some role that handles applications; otherwise the error is [access.ErrDenied].
// It is an error if the person does not belong to the organisation, or if the assignment
// cannot identify one. A permission that the person does not hold is unchanged. The one
// item is the permission.
func (c *Catalog) TakePermission(actor access.Subject, target Registrant, at Place, assignment string) (Registrant, report.Report, error) {
	r := report.New("roles.take-permission", actor.User,
		report.Loses(report.Person(target.ID), permissionThing(assignment), at.thing()))
	mandate := c.mandate(actor, ActionManageRoles, at.Org)
	r, err := decided(r, mandate.action, mandate.overItem)
	if err != nil {
		return Registrant{}, r, err
	}
	bad := invalid.In("roles")
	belonging(bad, target, at)
	if problem := invalid.Identifier(assignment); problem != "" {
		bad.Add("assignment", "%s", problem)
	}
	if err := bad.Err(); err != nil {
		return Registrant{}, report.Report{}, err
	}

	next := target.Clone()
	if _, held := target.at(at.Org); !held[assignment] {
		r.Items[0].Outcome = report.Unchanged
	}
	for i := range next.Members {
		if m := &next.Members[i]; m.Org == at.Org {
			m.Assignments = slices.DeleteFunc(m.Assignments, func(held string) bool { return held == assignment })
		}
	}
	r.Warnings = c.consequences(target, next, at)
	return next, r, nil
}
