package casework

import "lupa.example/access"

// Check decides about clients and sessions, and about engagements with the access
// and programs that consultants have there. It allocates nothing, unless a consultant
// whose access is to be removed has more than a hundred programs there.
func (p *Practice) Check(s access.Subject, a access.Action, r access.Resource) (d access.Decision) {
	if refused := access.ActorPreamble(p.built(), s.User); refused != "" {
		return access.Deny(refused, "")
	}
	switch r := r.(type) {
	case *Client:
		if r != nil {
			d.Reason, d.Allowed = p.checkClient(s.User, s.Facts, a, r)
			return
		}
	case *Session:
		if r != nil {
			d.Reason, d.Allowed = p.checkSession(s.User, s.Facts, a, r)
			return
		}
	case *Engagement:
		if r != nil {
			d.Reason, d.Allowed = p.checkEngagement(s.User, s.Facts, a, r)
			return
		}
	case *Access:
		if r != nil {
			d.Reason, d.Allowed = p.checkAccess(s.User, s.Facts, a, r)
			return
		}
	case *Program:
		if r != nil {
			d.Reason, d.Allowed = p.checkProgram(s.User, s.Facts, a, r)
			return
		}
	}
	if refused := access.Preamble(true, s.User, r); refused != "" {
		return access.Deny(refused, "")
	}
	return access.Deny(access.ReasonUnknownKind, "")
}

// decide returns the decision of a gate or a rule. No part of a practice has a name
// that By could bear.
func decide(reason access.Reason, allowed bool) access.Decision {
	return access.Decision{Allowed: allowed, Reason: reason}
}

// In each of the following the order of the gates is that of package access: whether
// the question makes sense comes before what is known of the user, and that before
// the row. To look at the row first would tell strangers what stands on it.
//
// They take the parts of a subject and return those of a decision, for which a call has
// registers. Passed whole, either would be copied, and that takes longer than deciding.

func (p *Practice) checkClient(user string, facts []access.Fact, a access.Action, c *Client) (reason access.Reason, allowed bool) {
	reach := p.reach(a)
	switch {
	case reach == reachNone:
		return access.ReasonUnknownAction, false
	case !c.complete():
		return access.ReasonIncomplete, false
	}
	u, missing := actingUser(facts)
	if missing != "" {
		return missing, false
	}
	right, refused := p.clientRight(u, reach)
	if refused != "" {
		return refused, false
	}
	return right.on(user, c)
}

func (p *Practice) checkSession(user string, facts []access.Fact, a access.Action, n *Session) (reason access.Reason, allowed bool) {
	if refused := access.Applicable(a, sessionActions, n.complete()); refused != "" {
		return refused, false
	}
	return p.checkClient(user, facts, a, n.Client) // what is done with a session is done with clients too
}

func (p *Practice) checkEngagement(user string, facts []access.Fact, a access.Action, e *Engagement) (reason access.Reason, allowed bool) {
	if refused := access.Applicable(a, engagementActions, e.complete()); refused != "" {
		return refused, false
	}
	u, missing := actingUser(facts)
	if missing != "" {
		return missing, false
	}
	return p.agencyRight(u).view(user, e)
}

func (p *Practice) checkAccess(user string, facts []access.Fact, a access.Action, ac *Access) (reason access.Reason, allowed bool) {
	if refused := access.Applicable(a, accessActions, ac.complete()); refused != "" {
		return refused, false
	}
	u, missing := actingUser(facts)
	if missing != "" {
		return missing, false
	}
	right := p.agencyRight(u)
	if a == ActionGive {
		return right.give(user, ac.Engagement)
	}
	return right.remove(user, ac.Consultant, roster{Engagement: ac.Engagement})
}

func (p *Practice) checkProgram(user string, facts []access.Fact, a access.Action, pr *Program) (reason access.Reason, allowed bool) {
	if refused := access.Applicable(a, programActions, pr.complete()); refused != "" {
		return refused, false
	}
	u, missing := actingUser(facts)
	if missing != "" {
		return missing, false
	}
	right := p.agencyRight(u)
	if a == ActionUse {
		return right.use(user, pr.ID, pr.Engagement)
	}
	return right.assign(user, pr.ID, roster{Engagement: pr.Engagement})
}

// may decides whether somebody may take the action on clients at all. On which and for
// what reason, a client tells. It is for acts, which tell who may not before they tell
// what is wrong with a client.
func (p *Practice) may(s access.Subject, a access.Action) access.Decision {
	u, refused := p.actor(s)
	if refused == "" {
		_, refused = p.clientRight(u, p.reach(a))
	}
	return decide(refused, refused == "")
}

// actor returns what is known of whoever does something, or why they may do nothing.
func (p *Practice) actor(s access.Subject) (u *User, refused access.Reason) {
	if refused = access.ActorPreamble(p.built(), s.User); refused != "" {
		return nil, refused
	}
	return actingUser(s.Facts)
}
