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
// It takes what ActionManageRoles on the organisation takes; the error is then an
// [access.ErrDenied]. Not valid are a person who does not belong to the organisation,
// an assignment that is empty, and a place that is no agent. A permission held already
// is unchanged.
func (c *Catalog) GivePermission(actor access.Subject, target User, at Place, assignment string) (User, report.Report, error) {
	r := plan("roles.give-permission", actor.User, target.ID, report.Gains, at.Org, handling(assignment))
	d := c.Check(actor, ActionManageRoles, at.organisation())
	if !d.Allowed {
		r, err := refuse(r, d, "give user %s permission within %s in %s", target.ID, assignment, at.Org)
		return User{}, r, err
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
		return User{}, report.Report{}, err
	}

	next, r := target.Clone(), decide(r, d)
	if next.holdsAssignment(at.Org, assignment) {
		r.Items[0].Outcome = report.Unchanged
	} else {
		m := next.memberOf(at.Org)
		m.Assignments = append(m.Assignments, assignment)
	}
	application := &Application{Agent: at.Org, Assignment: assignment}
	if !c.Check(next.Subject(access.SignedIn), ActionHandle, application).Allowed {
		r.Warnings = []string{"no role lets " + invalid.Quote(target.ID) + " handle applications; the permission gives nothing by itself"}
	}
	return next, r, nil
}

// TakePermission takes back what [Catalog.GivePermission] gave. It takes the same
// right; not valid are a person who does not belong to the organisation and an
// assignment that is empty. A permission that the person does not hold is unchanged.
func (c *Catalog) TakePermission(actor access.Subject, target User, at Place, assignment string) (User, report.Report, error) {
	r := plan("roles.take-permission", actor.User, target.ID, report.Loses, at.Org, handling(assignment))
	d := c.Check(actor, ActionManageRoles, at.organisation())
	if !d.Allowed {
		r, err := refuse(r, d, "take permission within %s in %s from user %s", assignment, at.Org, target.ID)
		return User{}, r, err
	}
	bad := invalid.In("roles")
	belonging(bad, target, at)
	if problem := invalid.Identifier(assignment); problem != "" {
		bad.Add("assignment", "%s", problem)
	}
	if err := bad.Err(); err != nil {
		return User{}, report.Report{}, err
	}

	next, r := target.Clone(), decide(r, d)
	if !next.holdsAssignment(at.Org, assignment) {
		r.Items[0].Outcome = report.Unchanged
	}
	for i := range next.Members {
		if m := &next.Members[i]; m.Org == at.Org {
			m.Assignments = slices.DeleteFunc(m.Assignments, func(held string) bool { return held == assignment })
		}
	}
	return next, r, nil
}

// handling names the permission in a report.
func handling(assignment string) string { return "handling within " + assignment }
