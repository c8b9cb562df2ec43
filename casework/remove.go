package casework

import (
	"slices"

	"lupa.example/access"
	"lupa.example/access/report"
)

// RemoveAccess returns the client list with the selected consultants gone from the
// selected client companies: their access, every program that they had there, of the
// package or not, and the roles as administrator that they had there. Selected programs
// make no difference, valid or not.
//
// What the actor may not do at a client company is refused there and the rest is removed.
// Somebody who is nothing at a client company is unchanged, to an actor who might have
// removed them.
//
// Whether the actor may is judged on each client company as it was before the act, so
// that to remove oneself along with others, in whatever order, takes nothing from the
// right to remove the others. This is where the act differs from removing the same
// consultants one after another, where whoever removed themselves is refused the rest.
// But a client company is not left without a system administrator: consultants go in the
// order selected, and one who is by then the only system administrator is refused for
// that reason. So where all of them are selected, the last one stays.
//
// The list returned, refusals and errors are as with [Practice.Give]. The report has an
// item for the access of each consultant at each client company, company by company and
// consultant by consultant in the order selected. If they go, it is followed
// by what they had there: the programs in their order, the role as system administrator,
// and those as administrator of programs, sorted. Who was an administrator without access
// has an unchanged access and loses the roles.
//
// The cost is in proportion to the items, and to the entries of the selected client
// companies.
func (p *Practice) RemoveAccess(actor access.Subject, s Selection) ([]*Engagement, report.Report, error) {
	return p.bulk(removeAccess, actor, s)
}

func (b *bulk) removeAccess() {
	b.roomForAll()
	gone := make(map[string]bool, len(b.consultants))
	told := make(map[string]int) // by program, the last removal that has an item for it

	for _, at := range b.positions {
		before := b.list[at]
		there := roster{before, b.roles}
		b.roles.read(before)
		clear(gone)
		for _, user := range b.consultants {
			d := decide(b.right.remove(b.actor.User, user, there))
			hasAccess := before.consultant(user)
			b.add(d, !hasAccess, user, accessThing, before.thing())
			if had := b.roles.of(user); d.Allowed && (hasAccess || had.any()) {
				gone[user] = true
				b.roles.remove(user)
				b.addLost(d, user, had, before, told)
			}
		}
		if len(gone) > 0 {
			b.next[at] = before.without(gone)
		}
	}
}

// addLost appends an item for each thing that the consultant had there, besides the
// access. A program that is listed twice is told once.
func (b *bulk) addLost(d access.Decision, user string, had role, before *Engagement, told map[string]int) {
	where, removal := before.thing(), len(b.items)
	for _, program := range before.Consultants[user] {
		if program != "" && told[program] != removal {
			told[program] = removal
			b.add(d, false, user, programThing(program), where)
		}
	}
	if had.system {
		b.add(d, false, user, systemAdministratorThing, where)
	}
	for _, program := range had.programs {
		b.add(d, false, user, programAdministratorThing(program), where)
	}
}

// roomForAll makes room for the items of removing everybody selected, but for roles,
// which few have.
func (b *bulk) roomForAll() {
	n := 0
	for _, at := range b.positions {
		for _, user := range b.consultants {
			n += 1 + len(b.list[at].Consultants[user])
		}
	}
	b.items = make([]report.Item, 0, n)
}

// RemovePrograms returns the client list with the selected programs taken from the
// selected consultants at the selected client companies, and nothing else: the other
// programs stay, and so does the access, even where the last program goes. At least one
// program has to be selected, and none outside the package can be.
//
// What the actor may not do at a client company is refused there and the rest is removed.
// A program that the consultant does not have there, with access or without, is
// unchanged, to an actor who might have removed it.
//
// The list returned, refusals and errors are as with [Practice.Give]. The report has an
// item for each combination: company by company, consultant by consultant
// and program by program in the order selected.
func (p *Practice) RemovePrograms(actor access.Subject, s Selection) ([]*Engagement, report.Report, error) {
	return p.bulk(removePrograms, actor, s)
}

func (b *bulk) removePrograms() {
	b.room()
	held := b.newHeld()
	remove := make([]access.Decision, len(b.programs))

	for _, at := range b.positions {
		before := b.list[at]
		b.roles.read(before)
		for i, program := range b.programs { // whoever the consultant is
			remove[i] = decide(b.right.assign(b.actor.User, program, roster{before, b.roles}))
		}
		for _, user := range b.consultants {
			held.read(before.Consultants[user])
			changed := false
			for i, program := range b.programs {
				if b.add(remove[i], !held.has(i), user, programThing(program), before.thing()) == report.Change {
					changed = true
				}
			}
			if !changed {
				continue
			}
			if b.next[at] == before {
				b.next[at] = before.clone()
			}
			left := b.next[at].Consultants
			left[user] = slices.DeleteFunc(left[user], func(program string) bool {
				i, selected := held.index[program]
				return selected && remove[i].Allowed
			})
		}
	}
}
