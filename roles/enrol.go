package roles

import (
	"fmt"
	"slices"

	"lupa.example/access"
	"lupa.example/access/invalid"
	"lupa.example/access/report"
)

// CreateUser registers a person in an organisation, with the role [RoleDefault] and
// the roles picked, in the name of the actor. A person who is registered elsewhere
// keeps what they have there; the returned user holds all of it.
//
// It takes what ActionManageUsers on the organisation takes and, to pick other roles
// than the default one, what ActionManageRoles takes as well; the error is then an
// [access.ErrDenied]. Not valid are an ID that cannot identify, a person who belongs
// to the organisation already, an address other than the one with which the person is
// registered elsewhere, a role that the catalogue lacks, an agent's role where the
// place is no agent, and a register without users. A catalogue without the portal's
// roles has no default role to add.
//
// An address that is not personal is a warning in the report: one that somebody else
// bears, and one with the name of a function before the @. An administrator may
// have an account in each of several organisations, all with one address, and gives
// no warning; so that nobody has proven that the address is the person's, which
// [Catalog.AdministeredBy] depends on. No address gives no warning.
//
// The items are the roles gained, the default one first and then as picked.
func (c *Catalog) CreateUser(actor access.Subject, person Person, at Place, pick []string, register Register) (User, report.Report, error) {
	names := distinct(pick)
	picked := slices.DeleteFunc(slices.Clone(names), func(name string) bool { return name == RoleDefault })
	if c.knows(RoleDefault) {
		names = append([]string{RoleDefault}, picked...)
	}
	r := plan("roles.create-user", actor.User, person.ID, report.Gains, at.Org, names...)

	users := c.Check(actor, ActionManageUsers, at.organisation())
	if !users.Allowed {
		r, err := refuse(r, users, "create user %s in %s", person.ID, at.Org)
		return User{}, r, err
	}
	roles := users
	if len(picked) > 0 {
		roles = c.Check(actor, ActionManageRoles, at.organisation())
	}
	if !roles.Allowed {
		r, err := refuse(r, roles, "pick roles for user %s in %s", person.ID, at.Org)
		return User{}, r, err
	}

	bad := invalid.In("roles")
	found := register.find(person)
	register.admissible(bad, person, at, found)
	c.fitting(bad, "pick", pick, at)
	if err := bad.Err(); err != nil {
		return User{}, report.Report{}, err
	}
	next := found.user
	next.Members = append(next.Members, Member{Org: at.Org, Roles: slices.Clone(names)})
	for i, item := range r.Items {
		if item.What == RoleDefault {
			r.Items[i] = item.Decided(users)
		} else {
			r.Items[i] = item.Decided(roles)
		}
	}
	r.Warnings = c.warnings(register, next, found.sharers)
	return next, r, nil
}

// DefaultSignUpRoles returns the roles that people get who register on their own, as
// a new slice: [RoleOwnCasesOfficer].
func DefaultSignUpRoles() []string { return []string{RoleOwnCasesOfficer} }

// SignUp registers a person in an organisation at their own wish, with the roles
// given; nil is [DefaultSignUpRoles]. They do not get the default role of those whom
// an administrator creates.
//
// Nobody's right is asked, so everybody gets these roles in any organisation that they
// name: roles must be the service's own list, and never what the browser sent. For the
// same reason a list with which a person could manage anything about the organisation,
// or approve or sign in its name, is not valid; a new organisation's first administrator is registered by
// the service itself. Nor does whoever belongs to the organisation get anything: that
// is not valid either. What else is not valid, and the warnings, are as with
// [Catalog.CreateUser]. A nil or zero catalogue denies.
//
// The service must know that the person is who they say, and that the address is
// theirs. The report's actor is the person; its items are the roles, in their order.
func (c *Catalog) SignUp(person Person, at Place, roles []string, register Register) (User, report.Report, error) {
	if roles == nil {
		roles = DefaultSignUpRoles()
	}
	names := distinct(roles)
	r := plan("roles.sign-up", person.ID, person.ID, report.Gains, at.Org, names...)
	if c == nil || c.byName == nil {
		r, err := refuse(r, access.Deny(access.ReasonNoPolicy, ""), "sign up %s in %s", person.ID, at.Org)
		return User{}, r, err
	}

	bad := invalid.In("roles")
	if problem := invalid.Identifier(at.Org); problem != "" {
		bad.Add("at.org", "%s", problem)
	}
	found := register.find(person)
	register.admissible(bad, person, at, found)
	c.fitting(bad, "roles", roles, at)
	for i, name := range roles {
		if c.manages(name, at) {
			bad.Add(fmt.Sprintf("roles[%d]", i), "%q manages or binds the organisation; want roles that anybody may have", name)
		}
	}
	if err := bad.Err(); err != nil {
		return User{}, report.Report{}, err
	}
	next := found.user
	next.Members = append(next.Members, Member{Org: at.Org, Roles: slices.Clone(names)})
	for i := range r.Items {
		r.Items[i].Outcome = report.Done
	}
	r.Warnings = c.warnings(register, next, found.sharers)
	return next, r, nil
}

// manages asks whether somebody with the one role could manage anything about the
// organisation, or approve or sign in its name.
func (c *Catalog) manages(role string, at Place) bool {
	holder := User{ID: "holder", Members: []Member{{Org: at.Org, Roles: []string{role}}}}
	organisation := at.organisation()
	order := &Order{Org: at.Org, CreatedBy: "somebody else"}
	application := &Application{Agent: at.Org, Assignment: "any"}
	agreement := &Agreement{Org: at.Org}
	for _, q := range []struct {
		action   access.Action
		resource access.Resource
	}{
		{ActionManage, organisation}, {ActionManageUsers, organisation},
		{ActionManageRoles, organisation}, {ActionManageInvoicing, organisation},
		{ActionApprove, order}, {ActionApprove, application},
		{ActionApprove, agreement}, {ActionSign, agreement},
	} {
		for _, session := range []access.SignIn{access.SignedIn, access.SignedOut} {
			if c.Check(holder.Subject(session), q.action, q.resource).Allowed {
				return true
			}
		}
	}
	return false
}
