package casework

import (
	"iter"
	"maps"
	"slices"

	"lupa.example/access/report"
)

// Rows are a service's rows in which a person may stand, as far as they are to be looked
// through. A nil sequence is none.
type Rows struct {
	Clients     iter.Seq[*Client]
	Engagements iter.Seq[*Engagement]
}

// Holdings yields everything that a user holds in the rows given, and where: what has to
// be taken or handed on when they leave. It asks for nobody's right and is for the
// service's own use. Whoever holds nothing in a row may do nothing there, but hand the
// client on as a steward.
//
// The clients come first and then the engagements, each in their order. At a client it
// is the responsibility for it, or else the work with it if it is shared with the
// user. At an engagement it is the access, the programs in their order, the role as
// system administrator, and the roles as administrator of programs, sorted.
//
// Nothing is yielded twice for one row, and nothing for an empty name. Rows that are nil
// hold nothing. It can be restarted if the sequences can.
func Holdings(user string, rows Rows) iter.Seq2[report.Thing, report.Thing] {
	return func(yield func(what, where report.Thing) bool) {
		if user == "" {
			return
		}
		if rows.Clients != nil {
			for c := range rows.Clients {
				if what, holds := c.heldBy(user); holds && !yield(what, c.thing()) {
					return
				}
			}
		}
		if rows.Engagements == nil {
			return
		}
		for e := range rows.Engagements {
			if e == nil {
				continue
			}
			for _, what := range e.heldBy(user) {
				if !yield(what, e.thing()) {
					return
				}
			}
		}
	}
}

// heldBy returns what the user holds there, if anything.
func (c *Client) heldBy(user string) (what report.Thing, holds bool) {
	switch {
	case c == nil:
		return report.Thing{}, false
	case c.Responsible == user:
		return responsibilityThing, true
	default:
		return clientWorkThing, slices.Contains(c.Shared, user)
	}
}

// heldBy returns what the user holds there, in the order of [Holdings].
func (e *Engagement) heldBy(user string) []report.Thing {
	var held []report.Thing
	if e.consultant(user) {
		held = append(held, accessThing)
	}
	for _, program := range distinct(e.Consultants[user]) {
		if program != "" {
			held = append(held, programThing(program))
		}
	}
	if e.systemAdministrator(user) {
		held = append(held, systemAdministratorThing)
	}
	for _, program := range slices.Sorted(maps.Keys(e.ProgramAdministrators)) {
		if e.administers(user, program) {
			held = append(held, programAdministratorThing(program))
		}
	}
	return held
}
