package casework

import (
	"fmt"

	"lupa.example/access"
	"lupa.example/access/report"
)

// A Selection is what a bulk act works on: every selected consultant at every
// selected client company, with every selected program. To select something twice
// is to select it. The zero value selects nothing.
//
// A selection that is not valid refuses the whole act. It has to name clients that
// are on the list, at least one; consultants of the organisation whose list it is,
// at least one; and programs only of the practice's package. The list has to be
// one organisation's, with a key of its own for every engagement, and none nil.
// Everything that is wrong is an [access.InvalidError], and all are joined.
type Selection struct {
	List        []*Engagement // the agency's client list
	Clients     []string      // keys of those selected on it
	Consultants []Person
	Programs    []string // nil selects none; [Practice.Preselected] is what to start from
}

// Preselected returns the programs that are selected until the actor unselects
// them: the practice's whole package, as a copy.
func (p *Practice) Preselected() []string { return p.Config().Package }

// A bulkAct is one of the three acts on a selection.
type bulkAct struct {
	name         string // "give"
	effect       report.Effect
	ofAccess     bool // each consultant has an item for their access
	withPrograms bool // and one for each program
}

var (
	give           = bulkAct{"give", report.Gains, true, true}
	removeAccess   = bulkAct{"remove-access", report.Loses, true, false}
	removePrograms = bulkAct{"remove-programs", report.Loses, false, true}
)

// A bulk is an act on a selection under way.
type bulk struct {
	act         bulkAct
	list        []*Engagement // as given
	clients     []string      // each once, as what follows
	consultants []string
	programs    []string
	items       []report.Item
}

// on returns the act on the selection, valid or not.
func (act bulkAct) on(s Selection) *bulk {
	users := make([]string, len(s.Consultants))
	for i, person := range s.Consultants {
		users[i] = person.User
	}
	b := &bulk{act: act, list: s.List, clients: once(s.Clients), consultants: once(users)}
	if act.withPrograms {
		b.programs = once(s.Programs)
	}
	return b
}

// once returns the names in their order, each once.
func once(names []string) []string {
	seen := make(map[string]bool, len(names))
	list := make([]string, 0, len(names))
	for _, name := range names {
		if !seen[name] {
			seen[name] = true
			list = append(list, name)
		}
	}
	return list
}

// size is how many items the act will have.
func (b *bulk) size() int {
	each := len(b.programs)
	if b.act.ofAccess {
		each++
	}
	return len(b.clients) * len(b.consultants) * each
}

// add appends the item of one combination.
func (b *bulk) add(o report.Outcome, user, what, client string, d access.Decision) {
	b.items = append(b.items, report.Item{
		Outcome: o, Who: user, Effect: b.act.effect, What: what, Where: client, Reason: d.Reason, By: d.By,
	})
}

// report returns the report of the act.
func (b *bulk) report(actor access.Subject) report.Report {
	return report.Report{Act: "casework." + b.act.name, Actor: actor.User, Items: b.items}
}

// notValid returns what the act comes to with a selection that is not valid: the
// error; but to an actor who has no right to the act at any client of the list, the
// same as if the selection were valid, every item refused. So nobody finds out what
// is on a list by selecting it. With nothing selected there is no item that could
// be refused, and the error says that the actor may not.
func (p *Practice) notValid(actor access.Subject, b *bulk, err error) ([]*Engagement, report.Report, error) {
	d, insider := p.standing(actor, b)
	if insider {
		return nil, report.Report{}, err
	}
	for _, client := range b.clients {
		for _, user := range b.consultants {
			if b.act.ofAccess {
				b.add(report.Refused, user, whatAccess, client, d)
			}
			for _, program := range b.programs {
				b.add(report.Refused, user, program, client, d)
			}
		}
	}
	if len(b.items) == 0 {
		return nil, b.report(actor), fmt.Errorf("casework: %s: %w", b.act.name, d.Err())
	}
	return append([]*Engagement(nil), b.list...), b.report(actor), nil
}

// standing reports whether the actor has some right to the act at some client of
// the list, and if not why. A list without clients keeps nothing from anybody who
// could be answered at all.
func (p *Practice) standing(actor access.Subject, b *bulk) (d access.Decision, insider bool) {
	d = p.Check(actor, ActionGive, (*Access)(nil))
	insider = d.Reason == access.ReasonNoResource
	asked := new(Access)
	first := true
	for _, e := range b.list {
		if e == nil {
			continue
		}
		asked.Engagement, asked.Consultant = e, actor.User
		given := p.Check(actor, ActionGive, asked)
		if given.Allowed {
			return given, true
		}
		if b.act == removeAccess {
			// An administrator of programs outside the package gives nothing, but
			// removes who holds nothing else.
			for _, asked.Consultant = range b.consultants {
				if removed := p.Check(actor, ActionRemove, asked); removed.Allowed {
					return removed, true
				}
			}
		}
		if first {
			d, insider, first = given, false, false
		}
	}
	return d, insider
}
