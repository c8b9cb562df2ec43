package casework

import (
	"slices"

	"lupa.example/access"
	"lupa.example/access/filter"
)

// A rule is written three times here, side by side, so that whoever changes one sees
// the others: the test on one row, the condition on all rows, and the condition on all
// persons who may do it to a row. Tests hold them together.

// A clientRight is what a person may do, before any client or session is looked at:
// the action in question with those clients of the organisation for which they are
// responsible, and with those shared with them if that is enough for it; or, as a
// steward, with all of them.
type clientRight struct {
	org, user string
	forShared bool
	asSteward bool
}

func (p *Practice) clientRight(s access.Subject, a access.Action) (clientRight, access.Reason) {
	u, refused := userOf(s)
	if a == ActionHandOn && refused == "" {
		return clientRight{org: u.Org, user: s.User, asSteward: true}, p.stewardGate(u)
	}
	return clientRight{org: u.Org, user: s.User, forShared: p.forShared(a)}, refused
}

// stewardGate returns why the user does nothing as a steward, "" if they may.
func (p *Practice) stewardGate(u User) access.Reason {
	switch {
	case !p.config.Stewards:
		return ReasonNoStewards
	case !u.Steward:
		return ReasonNotSteward
	default:
		return ""
	}
}

// forShared reports whether it is enough for the action that a client is shared with
// the user.
func (p *Practice) forShared(a access.Action) bool {
	switch a {
	case ActionView, ActionEdit, ActionAddSession:
		return true
	case ActionShare:
		return p.config.SharedMayShare
	default:
		return false
	}
}

func (r clientRight) on(c *Client) (reason access.Reason, allowed bool) {
	switch {
	case c.Org != r.org:
		return ReasonOtherOrganisation, false
	case r.asSteward: // that some clients are their own is for the act to refuse
		return ReasonSteward, true
	case c.Responsible == r.user:
		return ReasonResponsible, true
	case !slices.Contains(c.Shared, r.user):
		return ReasonNoAccess, false
	case !r.forShared:
		return ReasonResponsibleOnly, false
	default:
		return ReasonShared, true
	}
}

// over says of all clients at once what on says of one. Their properties bear their
// names behind the prefix.
func (r clientRight) over(prefix string) filter.Condition {
	complete := filter.AllOf(filter.In(prefix+"org", r.org), filter.Present(prefix+"responsible"))
	if r.asSteward {
		return complete
	}
	works := filter.In(prefix+"responsible", r.user)
	if r.forShared {
		works = filter.AnyOf(works, filter.Has(prefix+"shared", r.user))
	}
	return filter.AllOf(complete, works)
}

// clientPeople says of all persons who of them may do it with the client.
func (p *Practice) clientPeople(a access.Action, c *Client) filter.Condition {
	if a == ActionHandOn {
		if !p.config.Stewards {
			return filter.Nothing()
		}
		return actingFor(c.Org, filter.Is("casework.steward", true))
	}
	users := []string{c.Responsible}
	if p.forShared(a) {
		users = append(users, c.Shared...)
	}
	return actingFor(c.Org, among(users))
}

// actingFor asks for some of the conditions, of who acts for the organisation.
func actingFor(org string, some ...filter.Condition) filter.Condition {
	return filter.AllOf(filter.In("casework.org", org), filter.AnyOf(some...))
}

func among(users []string) filter.Condition { return filter.In("user", users...) }

// An engagementRight is what a person may view, before any engagement is looked at:
// those of their agency where they are something.
type engagementRight struct{ org, user string }

func (p *Practice) engagementRight(s access.Subject) (engagementRight, access.Reason) {
	u, refused := userOf(s)
	return engagementRight{u.Org, s.User}, refused
}

func (r engagementRight) on(e *Engagement) (reason access.Reason, allowed bool) {
	switch {
	case e.Org != r.org:
		return ReasonOtherOrganisation, false
	case e.systemAdministrator(r.user):
		return ReasonSystemAdministrator, true
	case e.administersOne(r.user):
		return ReasonProgramAdministrator, true
	case e.consultant(r.user):
		return ReasonConsultant, true
	default:
		return ReasonNoAccess, false
	}
}

// over says of all engagements at once what on says of one.
func (r engagementRight) over() filter.Condition {
	return filter.AllOf(filter.In("org", r.org), filter.AnyOf(
		filter.Has("systemAdministrators", r.user),
		filter.Some("programAdministrators", filter.AllOf(filter.Present("program"), filter.In("user", r.user))),
		filter.Has("consultants", r.user),
	))
}

func engagementPeople(e *Engagement) filter.Condition {
	return actingFor(e.Org, among(e.SystemAdministrators), among(e.administrators(always)), among(e.consultants(always)))
}

// An agencyRight is what a person may do with access and programs at client
// companies, before any of these is looked at. That is little more than for whom they
// act: what they are at a client stands on the client's row.
type agencyRight struct {
	org, user string
	inPackage map[string]bool
}

func (p *Practice) agencyRight(s access.Subject) (agencyRight, access.Reason) {
	u, refused := userOf(s)
	return agencyRight{u.Org, s.User, p.inPackage}, refused
}

// give decides about giving access there, to anyone.
func (r agencyRight) give(e *Engagement) (reason access.Reason, allowed bool) {
	if e.Org != r.org {
		return ReasonOtherOrganisation, false
	}
	if e.systemAdministrator(r.user) {
		return ReasonSystemAdministrator, true
	}
	for program := range e.ProgramAdministrators {
		if r.inPackage[program] && e.administers(r.user, program) {
			return ReasonProgramAdministrator, true
		}
	}
	return ReasonNotAdministrator, false
}

func (p *Practice) givePeople(e *Engagement) filter.Condition {
	return actingFor(e.Org, among(e.SystemAdministrators), among(e.administrators(p.offers)))
}

// accessPeople says of all persons who of them may do it with the access.
func (p *Practice) accessPeople(a access.Action, ac *Access) filter.Condition {
	if a == ActionGive {
		return p.givePeople(ac.Engagement)
	}
	return removePeople(ac.Consultant, ac.Engagement)
}

// remove decides about ending all that the consultant has and is there.
func (r agencyRight) remove(consultant string, at roster) (reason access.Reason, allowed bool) {
	if at.Org != r.org {
		return ReasonOtherOrganisation, false
	}
	system := at.systemAdministrator(r.user)
	switch {
	case !system && !at.administersOne(r.user):
		return ReasonNotAdministrator, false
	case !system && (at.systemAdministrator(consultant) || at.administersOne(consultant)):
		return ReasonSystemAdministratorOnly, false
	case !system && !at.administersAll(r.user, at.Consultants[consultant]):
		return ReasonHoldsOtherPrograms, false
	case !system:
		return ReasonProgramAdministrator, true
	case at.onlySystemAdministrator(consultant):
		return ReasonLastSystemAdministrator, false
	default:
		return ReasonSystemAdministrator, true
	}
}

func removePeople(consultant string, e *Engagement) filter.Condition {
	system := among(e.SystemAdministrators)
	switch {
	case e.onlySystemAdministrator(consultant):
		return filter.Nothing()
	case e.systemAdministrator(consultant) || e.administersOne(consultant):
		return actingFor(e.Org, system)
	}
	all := []filter.Condition{among(e.administrators(always))}
	for _, program := range once(e.Consultants[consultant]) {
		all = append(all, among(e.administratorsOf(program)))
	}
	return actingFor(e.Org, system, filter.AllOf(all...))
}

// removeSome decides about removing anybody at all there, whoever that may be.
func (r agencyRight) removeSome(e *Engagement) (reason access.Reason, allowed bool) {
	switch {
	case e.Org != r.org:
		return ReasonOtherOrganisation, false
	case e.systemAdministrator(r.user):
		return ReasonSystemAdministrator, true
	case e.administersOne(r.user):
		return ReasonProgramAdministrator, true
	default:
		return ReasonNotAdministrator, false
	}
}

// assign decides about giving and taking the program there.
func (r agencyRight) assign(program string, at roster) (reason access.Reason, allowed bool) {
	switch {
	case at.Org != r.org:
		return ReasonOtherOrganisation, false
	case !r.inPackage[program]:
		return ReasonOutsidePackage, false
	case at.systemAdministrator(r.user):
		return ReasonSystemAdministrator, true
	case at.administers(r.user, program):
		return ReasonProgramAdministrator, true
	default:
		return ReasonNotAdministrator, false
	}
}

func (p *Practice) assignPeople(program string, e *Engagement) filter.Condition {
	if !p.offers(program) {
		return filter.Nothing()
	}
	return actingFor(e.Org, among(e.SystemAdministrators), among(e.administratorsOf(program)))
}

// use decides about using the program there. It need not be of the package any more.
func (r agencyRight) use(program string, e *Engagement) (reason access.Reason, allowed bool) {
	programs, hasAccess := e.Consultants[r.user]
	switch {
	case e.Org != r.org:
		return ReasonOtherOrganisation, false
	case !hasAccess:
		return ReasonNoAccess, false
	case !slices.Contains(programs, program):
		return ReasonNotAssigned, false
	default:
		return ReasonConsultant, true
	}
}

// programPeople says of all persons who of them may do it with the program.
func (p *Practice) programPeople(a access.Action, pr *Program) filter.Condition {
	if a == ActionUse {
		return usePeople(pr.ID, pr.Engagement)
	}
	return p.assignPeople(pr.ID, pr.Engagement)
}

func usePeople(program string, e *Engagement) filter.Condition {
	has := func(programs []string) bool { return slices.Contains(programs, program) }
	return actingFor(e.Org, among(e.consultants(has)))
}
