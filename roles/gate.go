package roles

import (
	"slices"

	"lupa.example/access"
	"lupa.example/access/filter"
)

// A gate is what stands before a row that no role opens. Like rights, each is written
// three times.
type gate uint8

const (
	noGate gate = iota
	handlingGate
	approvingGate
)

// handling is the gate before handling an application: the personal permission within
// its agent assignment.
func handling(facts []access.Fact, agent, assignment string) access.Reason {
	for _, f := range facts {
		if m := memberAt(f, agent); m != nil && slices.Contains(m.Assignments, assignment) {
			return ""
		}
	}
	return ReasonNotAssigned
}

// handlingOver is on for all applications, with one alternative for those agents where
// the person's permissions are the same.
func handlingOver(s *access.Subject, k *kindInfo, r *right, facts []*Member) filter.Condition {
	type permission struct {
		agent  string
		within []string
	}
	var all []permission
	for m, rest := cutMembership(facts); len(m) > 0; m, rest = cutMembership(rest) {
		if m.held(r, s.SignIn).org != none {
			all = append(all, permission{m.org(), m.assignments()})
		}
	}
	slices.SortStableFunc(all, func(a, b permission) int { return slices.Compare(a.within, b.within) })
	var alternatives []filter.Condition
	for len(all) > 0 {
		var same []permission
		same, all = cut(all, func(a, b permission) bool { return slices.Equal(a.within, b.within) })
		agents := make([]string, len(same))
		for i, p := range same {
			agents[i] = p.agent
		}
		alternatives = append(alternatives, filter.AllOf(filter.In(k.org, agents...), filter.In("assignment", same[0].within...)))
	}
	return filter.AnyOf(alternatives...)
}

// handlingPeople is handling for all persons. The permission may stand in another fact
// than the role.
func handlingPeople(row *row) filter.Condition {
	return knownOf(row.org, "assignments", row.assignment)
}

// approving is the gate before approving an order or an application: who may create
// orders there, or has created this very one, has to be signed out; and where four eyes
// are wanted, one's own order is for somebody else. An application is nobody's own.
func (c *Catalog) approving(signIn access.SignIn, creates, own bool) access.Reason {
	switch {
	case own && c.config.FourEyes:
		return ReasonOwnOrder
	case c.config.SamePersonSignedIn || signIn == access.SignedOut:
		// Not "!= SignedIn": there may be a session that nobody told us of.
		return ""
	case creates || own: // whatever whoever created it holds by now
		return ReasonNotSignedOut
	default:
		return ""
	}
}

// approvingPeople is approving for all persons, and over what their roles give it. It
// takes all facts of a person about the organisation to know that none lets them create
// orders.
//
// Each alternative is one that there can be, so that nobody is told to become what shuts
// them out: who approves by a role that takes a session must create no orders, and who
// approves by one that lets them create orders must be signed out.
func (c *Catalog) approvingPeople(r *right, row *row) filter.Condition {
	always, others, owner := filter.Everything(), filter.Everything(), filter.In("user", row.owner)
	if row.owner != "" {
		others = filter.Differs("user", row.owner)
	}
	if c.config.FourEyes {
		always, others, owner = others, filter.Everything(), filter.Nothing()
	}
	if c.config.SamePersonSignedIn {
		return filter.AllOf(r.givenTo(owner, row.org), always)
	}
	given := func(over Over, inSession, creating bool) filter.Condition {
		return knownOf(row.org, "roles", r.named(func(name string, g *giver) bool {
			return g.over == over && g.inSession == inSession && c.creating.gives(name) == creating
		})...)
	}
	to := func(inSession, creating bool) filter.Condition {
		return filter.AnyOf(given(OverOrg, inSession, creating), filter.AllOf(owner, given(OverOwn, inSession, creating)))
	}
	signedOut := filter.Is("signedIn", false)
	noCreator := filter.Lacks("roles", factOf(row.org, "roles", c.creating.givers.names...))
	return filter.AnyOf(
		filter.AllOf(to(false, false), always, filter.AnyOf(signedOut, filter.AllOf(others, noCreator))),
		filter.AllOf(to(false, true), always, signedOut),
		filter.AllOf(to(true, false), always, filter.Is("signedIn", true), others, noCreator),
	)
}

// creates asks whether some role that the person holds there gives creating orders, in
// a session or not.
func (c *Catalog) creates(facts []access.Fact, org string) bool {
	for _, f := range facts {
		if m := memberAt(f, org); m != nil && c.creating.givenBy(m) {
			return true
		}
	}
	return false
}
