package roles

import (
	"fmt"
	"iter"
	"slices"

	"lupa.example/access"
	"lupa.example/access/invalid"
	"lupa.example/access/report"
)

// CreateRegistrant registers a person in an organisation, with the role [RoleDefault]
// and the roles picked, in the name of the actor. A person who is registered elsewhere
// keeps what they have there; the next registrant holds all of it.
//
// The actor needs [ActionManageUsers] on the organisation and, to pick other roles than
// the default one, [ActionManageRoles] as well; and roles that give these and assign all
// that the person is to have. Otherwise the error is [access.ErrDenied]. It is an error
// if the ID cannot identify anybody, if the person belongs to the organisation already,
// if the address is another than the one with which the person is registered elsewhere,
// if the catalogue lacks a role, if a role is an agent's and the place is no agent, or if
// the register has no sequence. A catalogue without the portal's roles has no default
// role to add.
//
// The items are the membership, the address if there is one, which is unchanged where
// the person is registered already, and the roles: the default one first and then as
// picked.
//
// An address that is not personal is a warning in the report: one that somebody else
// bears, and one with the name of a function before the @. An administrator may
// have an account in each of several organisations, all with one address, and gives
// no warning; so that nobody has proven that the address is the person's, which
// [Catalog.AdministeredBy] depends on. No address gives no warning.
func (c *Catalog) CreateRegistrant(actor access.Subject, account NewAccount, at Place, pick []string, register Register) (Registrant, report.Report, error) {
	names := distinct(pick)
	picked := slices.DeleteFunc(slices.Clone(names), func(name string) bool { return name == RoleDefault })
	if c.knows(RoleDefault) {
		names = append([]string{RoleDefault}, picked...)
	}
	r := report.New("roles.create-registrant", actor.User, enrolling(account, at, names)...)

	mandates := c.mandates(actor, at.Org)
	r, err := decided(r, mandates.users.action, mandates.overItem)
	if err != nil {
		return Registrant{}, r, err
	}

	bad := invalid.In("roles")
	f := register.find(account)
	register.admissible(bad, account, at, f)
	c.fitting(bad, "pick", pick, at)
	if err := bad.Err(); err != nil {
		return Registrant{}, report.Report{}, err
	}
	next, r := c.enrol(f, at, names, register, r)
	return next, r, nil
}

// RemoveRegistrant ends what a person has in an organisation: the membership, all roles
// and all permissions. What they have elsewhere stays, and so does their account; who
// was removed can be registered again. The members are the registrants of that
// organisation, the person among them; they are run through once, and belong to the
// transaction that keeps the result.
//
// The actor needs [ActionManageUsers] on the organisation and, where the person has more
// there than the default role, [ActionManageRoles] as well; and roles that give these and
// assign all of the person's roles. Otherwise the error is [access.ErrDenied]. It is an
// error if the person does not belong to the organisation, or holds more or less there by
// the members than by the value given. It is an error too if nobody would be left who may
// manage users there, or nobody who may manage roles, or give every one.
//
// The items are the membership, the roles and the permissions, each once, in the order
// in which the person has them. A warning says what nobody is left for: approving
// orders, signing agreements, being told of changes to them.
func (c *Catalog) RemoveRegistrant(actor access.Subject, target Registrant, at Place, members iter.Seq[Registrant]) (Registrant, report.Report, error) {
	r := report.New("roles.remove-registrant", actor.User, leaving(target, at)...)
	mandates := c.mandates(actor, at.Org)
	r, err := decided(r, mandates.users.action, mandates.overItem)
	if err != nil {
		return Registrant{}, r, err
	}

	next := target.Clone()
	next.Members = slices.DeleteFunc(next.Members, func(m Member) bool { return m.Org == at.Org })
	bad := invalid.In("roles")
	belonging(bad, target, at)
	was, left := c.staffing(target, at.Org), c.others(bad, target, at, members)
	if was.users && !left.users {
		bad.Add("target", "would leave nobody who may manage users in %s; want another administrator there first", invalid.Quote(at.Org))
	}
	lastRoles(bad, "target", was, left, at)
	if err := bad.Err(); err != nil {
		return Registrant{}, report.Report{}, err
	}
	r.Warnings = vacancies(was, left, at)
	return next, r, nil
}

// leaving returns the items of ending what somebody has in an organisation.
func leaving(target Registrant, at Place) []report.Item {
	who := report.Person(target.ID)
	var roles, assignments []string
	for _, m := range target.Members {
		if m.Org == at.Org {
			roles, assignments = append(roles, m.Roles...), append(assignments, m.Assignments...)
		}
	}
	items := []report.Item{report.Loses(who, membershipThing, at.thing())}
	items = append(items, roleItems(report.Loses, target.ID, at, roles)...)
	for _, name := range distinct(assignments) {
		items = append(items, report.Loses(who, permissionThing(name), at.thing()))
	}
	return items
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
// same reason it is an error if with one of them a person could manage, approve or sign
// anything, be it an order of their own or a record of a defined kind, where these
// actions are taken to mean the same. A new organisation's first administrator is
// registered by the service itself. It is an error too if the person belongs to the
// organisation, and for the reasons that [Catalog.CreateRegistrant] has; its warnings
// are given here as well. The catalogue must have been built; otherwise the error is
// [access.ErrDenied].
//
// The service must know that the person is who they say, and that the address is
// theirs. The report's actor is the person; its items are as with
// [Catalog.CreateRegistrant].
func (c *Catalog) SignUp(account NewAccount, at Place, roles []string, register Register) (Registrant, report.Report, error) {
	if roles == nil {
		roles = DefaultSignUpRoles()
	}
	names := distinct(roles)
	r := report.New("roles.sign-up", account.ID, enrolling(account, at, names)...)
	if !c.built() {
		r, err := r.Refuse(access.Deny(access.ReasonNoPolicy, ""))
		return Registrant{}, r, err
	}

	bad := invalid.In("roles")
	if problem := invalid.Identifier(at.Org); problem != "" {
		bad.Add("at.org", "%s", problem)
	}
	f := register.find(account)
	register.admissible(bad, account, at, f)
	c.fitting(bad, "roles", roles, at)
	for i, name := range roles {
		if role, known := c.role(name); known && role.binds {
			bad.Add(fmt.Sprintf("roles[%d]", i), "%q manages or binds the organisation; want roles that anybody may have", name)
		}
	}
	if err := bad.Err(); err != nil {
		return Registrant{}, report.Report{}, err
	}
	next, r := c.enrol(f, at, names, register, r.With(report.Change))
	return next, r, nil
}

// enrolling returns the items of registering somebody.
func enrolling(account NewAccount, at Place, names []string) []report.Item {
	who := report.Person(account.ID)
	items := []report.Item{report.Gains(who, membershipThing, at.thing())}
	if account.Email != "" {
		items = append(items, report.Gains(who, emailThing(account.Email), report.Thing{}))
	}
	return append(items, roleItems(report.Gains, account.ID, at, names)...)
}

// enrol returns the person with the membership, and the report with what is to be said
// of their address.
func (c *Catalog) enrol(f found, at Place, names []string, register Register, r report.Report) (Registrant, report.Report) {
	next := f.person
	next.Members = append(next.Members, Member{Org: at.Org, Roles: slices.Clone(names)})
	for i, item := range r.Items {
		if f.known && item.What.Kind == KindEmail {
			r.Items[i].What = emailThing(next.Email) // as it stands in the register
			r.Items[i].Outcome = report.Unchanged
		}
	}
	r.Warnings = append(c.consequences(f.person, next, at), c.warnings(register, next, f.sharers)...)
	return next, r
}
