package casework

import (
	"lupa.example/access"
	"lupa.example/access/report"
)

// Give returns the client list with the selected consultants given access to the selected
// client companies, and assigned the selected programs there. With no program selected it
// gives access only. What is not selected is not taken from anybody.
//
// What the actor may not do at a client company is refused there and the rest is given:
// whoever may give access may not for that reason assign every program. Whether the actor
// may is asked first, so that what is held already is unchanged to whoever might have
// given it, and refused to others. A program is given only to those who have access, or
// get it.
//
// The list returned has the same client companies in the same order; those that changed
// are new values that share no memory with those given, and the others are the ones
// given. A refusal is no error, not even if everything is refused. It is an error if the
// selection is invalid: see [Selection]. To an actor who has no right to the act at any
// client company of the list everything is refused instead, whatever the selection; if
// that selects nothing, or comes to more than it may, the error is [access.ErrDenied].
//
// The report has an item for each combination: company by company and
// consultant by consultant in the order selected, first the access and then the programs
// in the order selected.
//
// The cost is in proportion to the items, and to the entries of the selected client
// companies.
func (p *Practice) Give(actor access.Subject, s Selection) ([]*Engagement, report.Report, error) {
	return p.bulk(give, actor, s)
}

func (b *bulk) give() {
	b.room()
	held := b.newHeld()
	assign := make([]access.Decision, len(b.programs))
	var gained []string

	for _, at := range b.positions {
		before := b.list[at]
		where := before.thing()
		// Neither answer depends on who the consultant is.
		mayGive := decide(b.right.give(b.actor.User, before))
		b.roles.read(before)
		for i, program := range b.programs {
			assign[i] = decide(b.right.assign(b.actor.User, program, roster{before, b.roles}))
		}
		for _, user := range b.consultants {
			programs, hasAccess := before.Consultants[user]
			held.read(programs)
			gained = gained[:0]

			b.add(mayGive, hasAccess, user, accessThing, where)
			for i, program := range b.programs {
				// Whoever may assign a program may give access too, so that nobody is
				// assigned a program without access.
				if b.add(assign[i], held.has(i), user, programThing(program), where) == report.Change {
					gained = append(gained, program)
				}
			}

			if len(gained) > 0 || !hasAccess && mayGive.Allowed {
				if b.next[at] == before {
					b.next[at] = before.clone()
				}
				all := make([]string, 0, len(programs)+len(gained)) // not nil: access without a program is access
				b.next[at].Consultants[user] = append(append(all, programs...), gained...)
			}
		}
	}
}
