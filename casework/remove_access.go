package casework

import (
	"slices"

	"lupa.example/access"
	"lupa.example/access/report"
)

// RemoveAccess returns the client list with the selected consultants gone from the
// selected clients: their access, every program that they had there, of the package
// or not, and the roles as administrator that they had there. Selected programs
// make no difference, valid or not.
//
// What the actor may not do at a client is refused there and the rest is done.
// Somebody who is nothing at a client is unchanged, to an actor who might have
// removed them.
//
// Whether the actor may is judged on each client as it was before the act, so that
// to remove oneself along with others, in whatever order, takes nothing from the
// right to remove the others. This is where the act differs from removing the same
// consultants one after another, where whoever removed themselves is refused the
// rest. But a client is not left without a system administrator: consultants go in
// the order selected, and one who is by then the only system administrator is
// refused for that reason. So where all of them are selected, the last one stays.
//
// The list returned, refusals and errors are as with [Practice.Give]. The report
// has an item for each consultant at each client, client by client and consultant
// by consultant in the order selected; and in the same order a warning for each
// role as administrator that ends.
func (p *Practice) RemoveAccess(actor access.Subject, s Selection) ([]*Engagement, report.Report, error) {
	b := removeAccess.on(s)
	positions, err := p.positions(s, b)
	if err != nil {
		return p.notValid(actor, b, err)
	}
	b.items = make([]report.Item, 0, b.size())
	next := slices.Clone(s.List)
	var warnings []string
	roles := b.newRoles()
	asked := new(Access)
	gone := make(map[string]bool, len(b.consultants))

	for _, at := range positions {
		before := s.List[at]
		roles.read(before)
		remaining := p.newRemaining(before)
		clear(gone)
		for i, user := range b.consultants {
			asked.Consultant, asked.Engagement = user, before
			d := p.Check(actor, ActionRemove, asked)
			if d.Allowed {
				d = remaining.allow(d, user)
			}
			_, hasAccess := before.Consultants[user]
			o := outcome(d, !hasAccess && !roles.any(i))
			b.add(o, user, whatAccess, before.ID, d)
			if o != report.Done {
				continue
			}
			gone[user] = true
			if roles.any(i) {
				remaining.remove(user)
				warnings = append(warnings, roles.ended(i, before.ID)...)
			}
		}
		if len(gone) > 0 {
			next[at] = before.without(gone)
		}
	}
	result := b.report(actor)
	result.Warnings = warnings
	return next, result, nil
}

// A remaining is an engagement while its consultants go one after another.
type remaining struct {
	practice *Practice
	reached  Engagement // with the system administrators who are still there
	removed  bool       // one has gone
}

func (p *Practice) newRemaining(before *Engagement) remaining {
	return remaining{practice: p, reached: *before}
}

// allow returns the decision that the actor, who was allowed to remove the user
// before anybody had gone, gets now: the same, but for the only system
// administrator left. The actor may have gone too, so that it is the user's own
// question: nobody removes the only system administrator, not even they.
func (r *remaining) allow(d access.Decision, user string) access.Decision {
	if !r.removed {
		return d
	}
	self := access.Subject{User: user, Facts: []access.Fact{&Worker{Org: r.reached.Org}}}
	own := r.practice.Check(self, ActionRemove, &Access{Consultant: user, Engagement: &r.reached})
	if own.Reason == ReasonLastSystemAdministrator {
		return own
	}
	return d
}

// remove takes the user, an administrator, from the system administrators.
func (r *remaining) remove(user string) {
	if r.reached.systemAdministrator(user) {
		others := slices.Clone(r.reached.SystemAdministrators)
		r.reached.SystemAdministrators = slices.DeleteFunc(others, func(u string) bool { return u == user })
		r.removed = true
	}
}
