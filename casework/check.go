package casework

import (
	"slices"

	"lupa.example/access"
)

// Check decides about clients and sessions, and about engagements with the access
// and programs that consultants have there.
func (p *Practice) Check(s access.Subject, a access.Action, r access.Resource) access.Decision {
	if !p.built() {
		return access.Deny(access.ReasonNoPolicy, "")
	}
	if s.User == "" {
		return access.Deny(access.ReasonNoUser, "")
	}
	switch r := r.(type) {
	case nil:
		return access.Deny(access.ReasonNoResource, "")
	case *Client:
		return p.checkClient(s, a, r)
	case *Session:
		return p.checkSession(s, a, r)
	case *Engagement:
		return checkEngagement(s, a, r)
	case *Access:
		return p.checkAccess(s, a, r)
	case *Program:
		return p.checkProgram(s, a, r)
	default:
		return access.Deny(access.ReasonUnknownKind, "")
	}
}

// gate returns why the question gets no further, whatever the resource says of the
// user: it makes no sense, or the user does not act for the organisation whose
// resource it is. It returns "" if neither.
func gate(s access.Subject, known, complete bool, org string) access.Reason {
	if !known {
		return access.ReasonUnknownAction
	}
	if !complete || org == "" {
		return access.ReasonIncomplete
	}
	worker, missing := access.Single(s, sameWorker)
	switch {
	case missing != "":
		return missing
	case worker.Org == "":
		return access.ReasonIncomplete
	case worker.Org != org:
		return ReasonOtherOrganisation
	default:
		return ""
	}
}

func (p *Practice) checkClient(s access.Subject, a access.Action, c *Client) access.Decision {
	if c == nil {
		return access.Deny(access.ReasonNoResource, "")
	}
	known := false
	switch a {
	case ActionView, ActionEdit, ActionAddSession, ActionShare, ActionUnshare, ActionTransfer:
		known = true
	}
	if shut := gate(s, known, c.Responsible != "", c.Org); shut != "" {
		return access.Deny(shut, "")
	}
	return p.relation(s.User, a, c)
}

func (p *Practice) checkSession(s access.Subject, a access.Action, n *Session) access.Decision {
	if n == nil {
		return access.Deny(access.ReasonNoResource, "")
	}
	known := a == ActionView || a == ActionEdit
	complete := n.Client != nil && n.Client.Responsible != ""
	if shut := gate(s, known, complete, n.Client.org()); shut != "" {
		return access.Deny(shut, "")
	}
	return p.relation(s.User, a, n.Client)
}

// relation decides by what the user is to the client.
func (p *Practice) relation(user string, a access.Action, c *Client) access.Decision {
	if user == c.Responsible {
		return access.Allow(ReasonResponsible, "responsible")
	}
	if !slices.Contains(c.Shared, user) {
		return access.Deny(ReasonNoAccess, "")
	}
	switch a {
	case ActionView, ActionEdit, ActionAddSession:
		return access.Allow(ReasonShared, "shared")
	case ActionShare:
		if p.config.SharedMayShare {
			return access.Allow(ReasonShared, "shared")
		}
	}
	return access.Deny(ReasonResponsibleOnly, "shared")
}

func checkEngagement(s access.Subject, a access.Action, e *Engagement) access.Decision {
	if e == nil {
		return access.Deny(access.ReasonNoResource, "")
	}
	if shut := gate(s, a == ActionView, true, e.org()); shut != "" {
		return access.Deny(shut, "")
	}
	if e.systemAdministrator(s.User) {
		return allowSystemAdministrator()
	}
	if e.administersOne(s.User) {
		return allowProgramAdministrator()
	}
	if _, hasAccess := e.Consultants[s.User]; hasAccess {
		return access.Allow(ReasonConsultant, "consultant")
	}
	return access.Deny(ReasonNoAccess, "")
}

func (p *Practice) checkAccess(s access.Subject, a access.Action, ac *Access) access.Decision {
	if ac == nil {
		return access.Deny(access.ReasonNoResource, "")
	}
	known := a == ActionGive || a == ActionRemove
	if shut := gate(s, known, ac.Consultant != "", ac.Engagement.org()); shut != "" {
		return access.Deny(shut, "")
	}
	if a == ActionGive {
		return p.give(s.User, ac.Engagement)
	}
	return remove(s.User, ac.Consultant, ac.Engagement)
}

// give decides whether the user may give access at the client, to anyone.
func (p *Practice) give(user string, e *Engagement) access.Decision {
	if e.systemAdministrator(user) {
		return allowSystemAdministrator()
	}
	for program := range e.ProgramAdministrators {
		if p.inPackage[program] && e.administers(user, program) {
			return allowProgramAdministrator()
		}
	}
	return access.Deny(ReasonNotAdministrator, "")
}

// remove decides whether the user may end all that the consultant has and is at
// the client.
func remove(user, consultant string, e *Engagement) access.Decision {
	system := e.systemAdministrator(user)
	switch {
	case !system && !e.administersOne(user):
		return access.Deny(ReasonNotAdministrator, "")
	case !system && (e.systemAdministrator(consultant) || e.administersOne(consultant)):
		return access.Deny(ReasonSystemAdministratorOnly, "program-administrator")
	case !system && !e.administersAll(user, e.Consultants[consultant]):
		return access.Deny(ReasonHoldsOtherPrograms, "program-administrator")
	case !system:
		return allowProgramAdministrator()
	case e.onlySystemAdministrator(consultant):
		return access.Deny(ReasonLastSystemAdministrator, "system-administrator")
	default:
		return allowSystemAdministrator()
	}
}

func (p *Practice) checkProgram(s access.Subject, a access.Action, pr *Program) access.Decision {
	if pr == nil {
		return access.Deny(access.ReasonNoResource, "")
	}
	known := a == ActionUse || a == ActionAssign || a == ActionRemove
	if shut := gate(s, known, pr.Name != "", pr.Engagement.org()); shut != "" {
		return access.Deny(shut, "")
	}
	if a == ActionUse {
		return use(s.User, pr.Name, pr.Engagement)
	}
	switch {
	case !p.inPackage[pr.Name]:
		return access.Deny(ReasonOutsidePackage, "")
	case pr.Engagement.systemAdministrator(s.User):
		return allowSystemAdministrator()
	case pr.Engagement.administers(s.User, pr.Name):
		return allowProgramAdministrator()
	default:
		return access.Deny(ReasonNotAdministrator, "")
	}
}

// use decides whether the user may use the program at the client. It need not be
// of the package any more.
func use(user, program string, e *Engagement) access.Decision {
	programs, hasAccess := e.Consultants[user]
	switch {
	case !hasAccess:
		return access.Deny(ReasonNoAccess, "")
	case !slices.Contains(programs, program):
		return access.Deny(ReasonNotAssigned, "consultant")
	default:
		return access.Allow(ReasonConsultant, "consultant")
	}
}

func allowSystemAdministrator() access.Decision {
	return access.Allow(ReasonSystemAdministrator, "system-administrator")
}

func allowProgramAdministrator() access.Decision {
	return access.Allow(ReasonProgramAdministrator, "program-administrator")
}
