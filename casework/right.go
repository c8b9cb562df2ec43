package casework

import (
	"slices"

	"lupa.example/access"
	"lupa.example/access/filter"
)

// A rule is written three times here, side by side, so that whoever changes one sees
// the others: the test on one row, the condition on all rows, and the condition on all
// persons who may do it to a row. Tests hold them together.

// A reach says with which of the clients of their organisation a person may do something.
type reach uint8

const (
	reachNone   reach = iota // with none: it is nothing that is done with clients
	reachOwn                 // those for whom they are responsible
	reachShared              // and those shared with them
	reachAll                 // as a steward, with all of them
)

// reach returns with which clients the action is done.
func (p *Practice) reach(a access.Action) reach {
	switch a {
	case ActionView, ActionEdit, ActionAddSession:
		return reachShared
	case ActionShare:
		if p.config.SharedMayShare {
			return reachShared
		}
		return reachOwn
	case ActionUnshare, ActionTransfer:
		return reachOwn
	case ActionHandOn:
		return reachAll
	default:
		return reachNone
	}
}

// A clientRight is what a person may do, before any client or session is looked at:
// the action in question with those clients of the organisation that are in reach.
type clientRight struct {
	org   string
	reach reach
}

func (p *Practice) clientRight(u *User, reach reach) (right clientRight, refused access.Reason) {
	if reach == reachAll {
		refused = p.stewardGate(u)
	}
	return clientRight{u.Org, reach}, refused
}

// stewardGate returns why the user does nothing as a steward, "" if they may.
func (p *Practice) stewardGate(u *User) access.Reason {
	switch {
	case !p.config.Stewards:
		return ReasonNoStewards
	case !u.Steward:
		return ReasonNotSteward
	default:
		return ""
	}
}

func (r clientRight) on(user string, c *Client) (reason access.Reason, allowed bool) {
	switch {
	case c.Org != r.org:
		return ReasonOtherOrganisation, false
	case r.reach == reachAll: // that some clients are their own is for the act to refuse
		return ReasonSteward, true
	case c.Responsible == user:
		return ReasonResponsible, true
	case !slices.Contains(c.Shared, user):
		return ReasonNoAccess, false
	case r.reach != reachShared:
		return ReasonResponsibleOnly, false
	default:
		return ReasonShared, true
	}
}

// over says of all clients at once what on says of one. Their properties bear their
// names behind the prefix.
func (r clientRight) over(user, prefix string) filter.Condition {
	complete := filter.AllOf(filter.In(prefix+"org", r.org), filter.Present(prefix+"responsible"))
	if r.reach == reachAll {
		return complete
	}
	works := filter.In(prefix+"responsible", user)
	if r.reach == reachShared {
		works = filter.AnyOf(works, filter.Has(prefix+"shared", user))
	}
	return filter.AllOf(complete, works)
}

// clientPeople says of all persons who of them may do it with the client.
func (p *Practice) clientPeople(a access.Action, c *Client) filter.Condition {
	users := []string{c.Responsible}
	switch p.reach(a) {
	case reachAll:
		if !p.config.Stewards {
			return filter.Nothing()
		}
		return actingFor(c.Org, filter.Is("casework.steward", true))
	case reachShared:
		users = append(users, c.Shared...)
	}
	return actingFor(c.Org, among(users))
}

// actingFor asks for some of the conditions, of who acts for the organisation.
func actingFor(org string, some ...filter.Condition) filter.Condition {
	return filter.AllOf(filter.In("casework.org", org), filter.AnyOf(some...))
}

func among(users []string) filter.Condition { return filter.In("user", users...) }

// An agencyRight is what a person may do with engagements, and with access and programs
// there, before any of these is looked at. That is little more than for whom they act:
// what they are at a client company stands on its row.
type agencyRight struct {
	org       string
	inPackage map[string]bool
}

func (p *Practice) agencyRight(u *User) agencyRight { return agencyRight{u.Org, p.inPackage} }

// view decides about viewing the engagement.
func (r agencyRight) view(user string, e *Engagement) (reason access.Reason, allowed bool) {
	switch {
	case e.Org != r.org:
		return ReasonOtherOrganisation, false
	case e.systemAdministrator(user):
		return ReasonSystemAdministrator, true
	case e.administersOne(user):
		return ReasonProgramAdministrator, true
	case e.consultant(user):
		return ReasonConsultant, true
	default:
		return ReasonNoAccess, false
	}
}

// viewOver says of all engagements at once what view says of one.
func (r agencyRight) viewOver(user string) filter.Condition {
	return filter.AllOf(filter.In("org", r.org), filter.AnyOf(
		filter.Has("systemAdministrators", user),
		filter.Some("programAdministrators", filter.AllOf(filter.Present("program"), filter.In("user", user))),
		filter.Has("consultants", user),
	))
}

func viewPeople(e *Engagement) filter.Condition {
	return actingFor(e.Org, among(e.SystemAdministrators), among(e.administrators(always)), among(e.consultants(always)))
}

// give decides about giving access there, to anyone.
func (r agencyRight) give(user string, e *Engagement) (reason access.Reason, allowed bool) {
	if e.Org != r.org {
		return ReasonOtherOrganisation, false
	}
	if e.systemAdministrator(user) {
		return ReasonSystemAdministrator, true
	}
	for program := range e.ProgramAdministrators {
		if r.inPackage[program] && e.administers(user, program) {
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
func (r agencyRight) remove(user, consultant string, at roster) (reason access.Reason, allowed bool) {
	if at.Org != r.org {
		return ReasonOtherOrganisation, false
	}
	system := at.systemAdministrator(user)
	switch {
	case !system && !at.administersOne(user):
		return ReasonNotAdministrator, false
	case !system && (at.systemAdministrator(consultant) || at.administersOne(consultant)):
		return ReasonSystemAdministratorOnly, false
	case !system && !at.administersAll(user, at.Consultants[consultant]):
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
	for _, program := range distinct(e.Consultants[consultant]) {
		all = append(all, among(e.administratorsOf(program)))
	}
	return actingFor(e.Org, system, filter.AllOf(all...))
}

// removeSome decides about removing anybody at all there, whoever that may be.
func (r agencyRight) removeSome(user string, e *Engagement) (reason access.Reason, allowed bool) {
	switch {
	case e.Org != r.org:
		return ReasonOtherOrganisation, false
	case e.systemAdministrator(user):
		return ReasonSystemAdministrator, true
	case e.administersOne(user):
		return ReasonProgramAdministrator, true
	default:
		return ReasonNotAdministrator, false
	}
}

// assign decides about giving and taking the program there.
func (r agencyRight) assign(user, program string, at roster) (reason access.Reason, allowed bool) {
	switch {
	case at.Org != r.org:
		return ReasonOtherOrganisation, false
	case !r.inPackage[program]:
		return ReasonOutsidePackage, false
	case at.systemAdministrator(user):
		return ReasonSystemAdministrator, true
	case at.administers(user, program):
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
func (r agencyRight) use(user, program string, e *Engagement) (reason access.Reason, allowed bool) {
	if e.Org != r.org {
		return ReasonOtherOrganisation, false
	}
	programs, hasAccess := e.Consultants[user]
	switch {
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
