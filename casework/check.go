package casework

import "lupa.example/access"

// Check decides about clients and sessions, and about engagements with the access
// and programs that consultants have there. It allocates nothing, unless a consultant
// whose access is to be removed has more than a hundred programs there.
func (p *Practice) Check(s access.Subject, a access.Action, r access.Resource) access.Decision {
	if refused := access.Preamble(p.built(), s.User, r); refused != "" {
		return access.Deny(refused, "")
	}
	switch r := r.(type) {
	case *Client:
		return decide(p.checkClient(s, a, r))
	case *Session:
		return decide(p.checkSession(s, a, r))
	case *Engagement:
		return decide(p.checkEngagement(s, a, r))
	case *Access:
		return decide(p.checkAccess(s, a, r))
	case *Program:
		return decide(p.checkProgram(s, a, r))
	default:
		return access.Deny(access.ReasonUnknownKind, "")
	}
}

// decide returns the decision of a gate or a rule. No part of a practice has a name
// that By could bear.
func decide(reason access.Reason, allowed bool) access.Decision {
	return access.Decision{Allowed: allowed, Reason: reason}
}

// In each of the following the order of the gates is that of package access: whether
// the question makes sense comes before what is known of the user, and that before
// the row. To look at the row first would tell strangers what stands on it.

func (p *Practice) checkClient(s access.Subject, a access.Action, c *Client) (reason access.Reason, allowed bool) {
	if refused := access.Applicable(a, clientActions, c.complete()); refused != "" {
		return refused, false
	}
	right, refused := p.clientRight(s, a)
	if refused != "" {
		return refused, false
	}
	return right.on(c)
}

func (p *Practice) checkSession(s access.Subject, a access.Action, n *Session) (reason access.Reason, allowed bool) {
	if refused := access.Applicable(a, sessionActions, n.complete()); refused != "" {
		return refused, false
	}
	right, refused := p.clientRight(s, a)
	if refused != "" {
		return refused, false
	}
	return right.on(n.Client)
}

func (p *Practice) checkEngagement(s access.Subject, a access.Action, e *Engagement) (reason access.Reason, allowed bool) {
	if refused := access.Applicable(a, engagementActions, e.complete()); refused != "" {
		return refused, false
	}
	right, refused := p.engagementRight(s)
	if refused != "" {
		return refused, false
	}
	return right.on(e)
}

func (p *Practice) checkAccess(s access.Subject, a access.Action, ac *Access) (reason access.Reason, allowed bool) {
	if refused := access.Applicable(a, accessActions, ac.complete()); refused != "" {
		return refused, false
	}
	right, refused := p.agencyRight(s)
	if refused != "" {
		return refused, false
	}
	if a == ActionGive {
		return right.give(ac.Engagement)
	}
	return right.remove(ac.Consultant, roster{Engagement: ac.Engagement})
}

func (p *Practice) checkProgram(s access.Subject, a access.Action, pr *Program) (reason access.Reason, allowed bool) {
	if refused := access.Applicable(a, programActions, pr.complete()); refused != "" {
		return refused, false
	}
	right, refused := p.agencyRight(s)
	if refused != "" {
		return refused, false
	}
	if a == ActionUse {
		return right.use(pr.ID, pr.Engagement)
	}
	return right.assign(pr.ID, roster{Engagement: pr.Engagement})
}
