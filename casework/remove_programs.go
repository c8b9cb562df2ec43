package casework

import (
	"slices"

	"lupa.example/access"
	"lupa.example/access/report"
)

// RemovePrograms returns the client list with the selected programs taken from the
// selected consultants at the selected clients, and nothing else: the other
// programs stay, and so does the access, even where the last program goes. At least
// one program has to be selected, and none outside the package can be.
//
// What the actor may not do at a client is refused there and the rest is done. A
// program that the consultant does not have there, with access or without, is
// unchanged, to an actor who might have removed it.
//
// The list returned, refusals and errors are as with [Practice.Give]. The report
// has an item for each combination: client by client, consultant by consultant and
// program by program in the order selected.
func (p *Practice) RemovePrograms(actor access.Subject, s Selection) ([]*Engagement, report.Report, error) {
	b := removePrograms.on(s)
	positions, err := p.positions(s, b)
	if err != nil {
		return p.notValid(actor, b, err)
	}
	b.items = make([]report.Item, 0, b.size())
	next := slices.Clone(s.List)
	held := b.newHoldings()
	asked := new(Program)
	remove := make([]access.Decision, len(b.programs))

	for _, at := range positions {
		before := s.List[at]
		for i, program := range b.programs { // whoever the consultant is
			asked.Name, asked.Engagement = program, before
			remove[i] = p.Check(actor, ActionRemove, asked)
		}
		for _, user := range b.consultants {
			programs := before.Consultants[user]
			held.read(programs)
			removed := 0
			for i, program := range b.programs {
				o := outcome(remove[i], !held.has(i))
				if o == report.Done {
					removed++
				}
				b.add(o, user, program, before.ID, remove[i])
			}
			if removed == 0 {
				continue
			}
			if next[at] == before {
				next[at] = before.clone()
			}
			left := next[at].Consultants
			left[user] = slices.DeleteFunc(left[user], func(program string) bool {
				i, selected := held.index[program]
				return selected && remove[i].Allowed
			})
		}
	}
	return next, b.report(actor), nil
}
