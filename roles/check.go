package roles

import "lupa.example/access"

// Check decides about the portal's resources and records of defined kinds. The
// roles that the person holds in the resource's organisation add up; then two gates
// stand that no role opens: the personal permission for handling an application, and
// being signed out for approving what one has ordered or might have, or, where four
// eyes are wanted, being somebody else. It allocates nothing.
func (c *Catalog) Check(s access.Subject, a access.Action, r access.Resource) access.Decision {
	if refused := access.Preamble(c.built(), s.User, r); refused != "" {
		return access.Deny(refused, "")
	}
	switch r := r.(type) {
	case *Organisation:
		return c.checkOrganisation(s, a, r.ID)
	case *Order:
		return c.checkOrder(s, a, r)
	case *Application:
		return c.checkApplication(s, a, r)
	case *Agreement:
		return c.checkAgreement(s, a, r)
	case *Case:
		return c.checkCase(s, a, r)
	case *Record:
		return c.checkRecord(s, a, r)
	default:
		return access.Deny(access.ReasonUnknownKind, "")
	}
}

// may decides whether somebody may take an action on an organisation. It is for acts,
// which have no row of it.
func (c *Catalog) may(s access.Subject, a access.Action, org string) access.Decision {
	if refused := access.ActorPreamble(c.built(), s.User); refused != "" {
		return access.Deny(refused, "")
	}
	return c.checkOrganisation(s, a, org)
}

func (c *Catalog) checkOrganisation(s access.Subject, a access.Action, org string) access.Decision {
	if refused := access.Applicable(a, organisationActions, org != ""); refused != "" {
		return access.Deny(refused, "")
	}
	right := c.right(s, c.kinds[organisations].number(a), org)
	return c.decide(right.on(false))
}

func (c *Catalog) checkOrder(s access.Subject, a access.Action, o *Order) access.Decision {
	if refused := access.Applicable(a, orderActions, o.Org != "" && o.CreatedBy != ""); refused != "" {
		return access.Deny(refused, "")
	}
	right := c.right(s, c.kinds[orders].number(a), o.Org)
	own := o.CreatedBy == s.User
	role, refused := right.on(own)
	if refused == "" && a == ActionApprove {
		refused = c.approving(s, right, own)
	}
	return c.decide(role, refused)
}

func (c *Catalog) checkApplication(s access.Subject, a access.Action, p *Application) access.Decision {
	if refused := access.Applicable(a, applicationActions, p.Agent != "" && p.Assignment != ""); refused != "" {
		return access.Deny(refused, "")
	}
	right := c.right(s, c.kinds[applications].number(a), p.Agent)
	role, refused := right.on(false)
	if refused == "" && a == ActionHandle {
		refused = handling(s, p.Agent, p.Assignment)
	}
	if refused == "" && a == ActionApprove {
		refused = c.approving(s, right, false)
	}
	return c.decide(role, refused)
}

func (c *Catalog) checkAgreement(s access.Subject, a access.Action, g *Agreement) access.Decision {
	if refused := access.Applicable(a, agreementActions, g.Org != ""); refused != "" {
		return access.Deny(refused, "")
	}
	right := c.right(s, c.kinds[agreements].number(a), g.Org)
	return c.decide(right.on(false))
}

func (c *Catalog) checkCase(s access.Subject, a access.Action, r *Case) access.Decision {
	if refused := access.Applicable(a, caseActions, r.Org != "" && r.CreatedBy != ""); refused != "" {
		return access.Deny(refused, "")
	}
	right := c.right(s, c.kinds[cases].number(a), r.Org)
	return c.decide(right.on(r.CreatedBy == s.User))
}

func (c *Catalog) checkRecord(s access.Subject, a access.Action, r *Record) access.Decision {
	if kind, known := c.byKind[r.Type]; !known || kind < definedKinds {
		// A record lacks what the gates of the portal's kinds look at.
		return access.Deny(access.ReasonUnknownKind, "")
	}
	asked, known := c.rights[right{r.Type, a}] // there may be more actions than one looks through
	switch {
	case !known:
		return access.Deny(access.ReasonUnknownAction, "")
	case r.Org == "":
		return access.Deny(access.ReasonIncomplete, "")
	}
	right := c.right(s, asked, r.Org)
	return c.decide(right.on(r.Owner == s.User))
}

// decide makes the decision: denied if something is refused, by the role at the place,
// if it is one.
func (c *Catalog) decide(role int, refused access.Reason) access.Decision {
	by := ""
	if role != none {
		by = c.roles[role].name
	}
	if refused != "" {
		return access.Deny(refused, by)
	}
	return access.Allow(ReasonGranted, by)
}
