package casework

import (
	"slices"

	"lupa.example/access"
	"lupa.example/access/report"
)

// Give returns the client list with the selected consultants given access to the
// selected clients, and assigned the selected programs there. With no program
// selected it gives access only. What is not selected is not taken from anybody.
//
// What the actor may not do at a client is refused there and the rest is done:
// whoever may give access may not for that reason assign every program. Whether the
// actor may is asked first, so that what is held already is unchanged to whoever
// might have given it, and refused to others. A program is given only to those who
// have access, or get it.
//
// The list returned has the same clients in the same order; those that changed are
// new values that share no memory with those given, and the others are the ones
// given. A refusal is no error, not even if everything was refused. A selection
// that is not valid is, without a list or a report: see [Selection]. To an actor who
// has no right to the act at any client of the list everything is refused instead,
// whatever the selection; if it selects nothing that is an [access.DeniedError].
//
// The report has an item for each combination: client by client and consultant by
// consultant in the order selected, first the access and then the programs in the
// order selected.
func (p *Practice) Give(actor access.Subject, s Selection) ([]*Engagement, report.Report, error) {
	b := give.on(s)
	positions, err := p.positions(s, b)
	if err != nil {
		return p.notValid(actor, b, err)
	}
	b.items = make([]report.Item, 0, b.size())
	next := slices.Clone(s.List)
	held := b.newHoldings()
	askedAccess, askedProgram := new(Access), new(Program)
	assign := make([]access.Decision, len(b.programs))
	var gained []string

	for _, at := range positions {
		before := s.List[at]
		// Neither answer depends on who the consultant is.
		askedAccess.Consultant, askedAccess.Engagement = b.consultants[0], before
		mayGive := p.Check(actor, ActionGive, askedAccess)
		for i, program := range b.programs {
			askedProgram.Name, askedProgram.Engagement = program, before
			assign[i] = p.Check(actor, ActionAssign, askedProgram)
		}
		for _, user := range b.consultants {
			programs, hasAccess := before.Consultants[user]
			held.read(programs)
			gained = gained[:0]

			b.add(outcome(mayGive, hasAccess), user, whatAccess, before.ID, mayGive)
			for i, program := range b.programs {
				d := assign[i] // whoever may assign a program may give access too
				o := outcome(d, held.has(i))
				if o == report.Done {
					gained = append(gained, program)
				}
				b.add(o, user, program, before.ID, d)
			}

			if len(gained) > 0 || !hasAccess && mayGive.Allowed {
				if next[at] == before {
					next[at] = before.clone()
				}
				all := make([]string, 0, len(programs)+len(gained)) // not nil: access without a program is access
				next[at].Consultants[user] = append(append(all, programs...), gained...)
			}
		}
	}
	return next, b.report(actor), nil
}

// outcome is what the decision makes of something, which may be so already.
func outcome(d access.Decision, already bool) report.Outcome {
	switch {
	case !d.Allowed:
		return report.Refused
	case already:
		return report.Unchanged
	default:
		return report.Done
	}
}
