package casework

import (
	"slices"

	"lupa.example/access"
)

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
