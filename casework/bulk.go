package casework

import (
	"fmt"
	"slices"

	"lupa.example/access"
	"lupa.example/access/invalid"
	"lupa.example/access/report"
)

// A Selection is what a bulk act works on: every selected consultant at every
// selected client company, with every selected program. To select something twice
// is to select it. The zero value selects nothing.
//
// A selection is invalid, and refuses the whole act, unless it names client companies
// that are on the list, at least one; consultants of the organisation whose list it
// is, at least one; and programs of the practice's package only. The list has to be
// one organisation's, with an id of its own for every engagement, and none nil.
//
// An act has an item for every combination, and costs in proportion to them. So a
// selection is invalid too if it comes to more than two million.
type Selection struct {
	List        []*Engagement // the agency's client list
	Clients     []string      // ids of those selected on it
	Consultants []Employee
	Programs    []string // nil selects none; [Practice.Preselected] is what to start from
}

// Preselected returns the programs that are selected until the actor unselects
// them: the practice's whole package, as a copy.
func (p *Practice) Preselected() []string { return p.Config().Package }

// A bulkAct is one of the three acts on a selection.
type bulkAct struct {
	name         string
	effect       report.Effect
	ofAccess     bool // each consultant has an item for their access
	withPrograms bool // and one for each program
	right        func(agencyRight, string, *Engagement) (access.Reason, bool)
	do           func(*bulk)
}

// The right of each act is that over some consultant there, whoever it is: who has it
// at no client company of the list is an outsider.
var (
	give           = bulkAct{"casework.give", report.Gain, true, true, agencyRight.give, (*bulk).give}
	removeAccess   = bulkAct{"casework.remove-access", report.Loss, true, false, agencyRight.removeSome, (*bulk).removeAccess}
	removePrograms = bulkAct{"casework.remove-programs", report.Loss, false, true, agencyRight.give, (*bulk).removePrograms}
)

// bulk does the act on the selection.
func (p *Practice) bulk(act bulkAct, actor access.Subject, s Selection) ([]*Engagement, report.Report, error) {
	b, goOn, err := p.start(act, actor, s)
	if goOn {
		act.do(b)
	}
	return b.end(err)
}

// A bulk is an act on a selection under way.
type bulk struct {
	act         bulkAct
	actor       access.Subject
	right       agencyRight
	positions   []int         // of the selected client companies on the list, each once, in the order selected
	list        []*Engagement // as given
	next        []*Engagement // as it will be
	clients     []string      // each once, as what follows
	consultants []string
	programs    []string
	roles       *roles // of those about whom the act asks
	items       []report.Item
}

// start returns the act on the selection, and whether to go on. If it does not, what
// the act comes to is said already: it is the error of an invalid selection; but to
// an actor who has no right to the act at any client company of the list, the same as
// if the selection were valid, every item refused. So nobody finds out what is on a list
// by selecting it. With nothing selected there is no item that could be refused, and the
// error says that the actor may not.
func (p *Practice) start(act bulkAct, actor access.Subject, s Selection) (b *bulk, goOn bool, err error) {
	users := make([]string, len(s.Consultants))
	for i, consultant := range s.Consultants {
		users[i] = consultant.User
	}
	b = &bulk{act: act, actor: actor, list: s.List, next: slices.Clone(s.List), clients: distinct(s.Clients), consultants: distinct(users)}
	if act.withPrograms {
		b.programs = distinct(s.Programs)
	}
	b.roles = newRoles(b.consultants, actor.User)
	u, refused := p.actor(actor)
	if refused != "" {
		return b, false, b.refuse(refused)
	}
	b.right = p.agencyRight(u)
	b.positions, err = p.positions(act, s, b.tooMany())
	if err == nil {
		return b, true, nil
	}
	if refused, outsider := b.outsider(); outsider {
		return b, false, b.refuse(refused)
	}
	return nil, false, err
}

// end returns what the act comes to.
func (b *bulk) end(err error) ([]*Engagement, report.Report, error) {
	switch {
	case b == nil:
		return nil, report.Report{}, err
	case err != nil:
		return nil, b.report(), err
	default:
		return b.next, b.report(), nil
	}
}

func (b *bulk) report() report.Report {
	return report.New(b.act.name, b.actor.User, b.items...)
}

// outsider reports whether the actor has no right to the act at any client company of
// the list, and why not at the first. An empty list keeps nothing from anybody.
func (b *bulk) outsider() (refused access.Reason, outsider bool) {
	for _, e := range b.list {
		if e == nil {
			continue
		}
		reason, allowed := b.act.right(b.right, b.actor.User, e)
		if allowed {
			return "", false
		}
		if !outsider {
			refused, outsider = reason, true
		}
	}
	return refused, outsider
}

// refuse adds every item of the selection, refused. If there is none, or there are too
// many to add, it returns an error.
func (b *bulk) refuse(refused access.Reason) error {
	d := decide(refused, false)
	if b.tooMany() {
		_, err := b.report().Refuse(d)
		return err
	}
	for _, client := range b.clients {
		where := report.Thing{Kind: KindEngagement, ID: client}
		for _, user := range b.consultants {
			if b.act.ofAccess {
				b.add(d, false, user, accessThing, where)
			}
			for _, program := range b.programs {
				b.add(d, false, user, programThing(program), where)
			}
		}
	}
	if len(b.items) == 0 {
		_, err := b.report().Refuse(d)
		return err
	}
	return nil
}

// add appends the item of one combination, which may be as the act would have it
// already, and returns its outcome.
func (b *bulk) add(d access.Decision, already bool, user string, what, where report.Thing) report.Outcome {
	i := report.Item{Outcome: outcome(d, already), Who: report.Person(user), Effect: b.act.effect, What: what, Where: where, Reason: d.Reason, By: d.By}
	b.items = append(b.items, i)
	return i.Outcome
}

// outcome is what the decision makes of something, which may be so already.
func outcome(d access.Decision, already bool) report.Outcome {
	switch {
	case !d.Allowed:
		return report.Refused
	case already:
		return report.Unchanged
	default:
		return report.Change
	}
}

// distinct returns the names in their order, each once.
func distinct(names []string) []string {
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

// maxCombinations bounds what a selection of a megabyte comes to: some hundred
// megabytes of items.
const maxCombinations = 2_000_000

// combinations returns how many items the selection comes to: for every consultant at
// every client company the access and each program. It stops counting beyond the bound.
func (b *bulk) combinations() int {
	n := int64(1) // also where an int has 32 bits
	for _, factor := range []int{len(b.clients), len(b.consultants), 1 + len(b.programs)} {
		if n *= int64(factor); n > maxCombinations {
			return maxCombinations + 1 // the product of three may be more than it holds
		}
	}
	return int(n)
}

// tooMany reports whether the selection comes to more items than the bound.
func (b *bulk) tooMany() bool { return b.combinations() > maxCombinations }

// room makes room for all items.
func (b *bulk) room() { b.items = make([]report.Item, 0, b.combinations()) }

// positions returns where on the list the selected client companies stand, or
// everything that is invalid about the selection.
func (p *Practice) positions(act bulkAct, s Selection, tooMany bool) ([]int, error) {
	bad := invalid.In("casework")
	on, org := s.listed(bad)
	positions := make([]int, 0, len(s.Clients))
	selected := make(map[int]bool, len(s.Clients))
	for i, id := range s.Clients {
		position, found := on[id]
		if !found {
			bad.Add(element("clients", i, ""), "%s is not on the client list", invalid.Quote(id))
		} else if !selected[position] {
			selected[position] = true
			positions = append(positions, position)
		}
	}
	if len(s.Clients) == 0 {
		bad.Add("clients", "is empty; want one or more of the client list")
	}
	for i, consultant := range s.Consultants {
		consultant.atAgency(bad, i, org, act.effect == report.Gain)
	}
	if len(s.Consultants) == 0 {
		bad.Add("consultants", "is empty; want one or more consultants")
	}
	if act.withPrograms {
		p.offered(bad, s.Programs)
		if !act.ofAccess && len(s.Programs) == 0 {
			bad.Add("programs", "is empty; want one or more of the package")
		}
	}
	if tooMany {
		bad.Add("", "comes to more than %d items; want fewer client companies, consultants or programs at a time", maxCombinations)
	}
	if err := bad.Err(); err != nil {
		return nil, err
	}
	return positions, nil
}

// listed returns where on the list each client company stands, and whose list it is,
// and adds what is wrong with the list.
func (s Selection) listed(bad *invalid.List) (on map[string]int, org string) {
	on = make(map[string]int, len(s.List))
	for i, e := range s.List {
		if e == nil {
			bad.Add(element("list", i, ""), "is nil; want an engagement")
			continue
		}
		if earlier, taken := on[e.ID]; taken {
			bad.Add(element("list", i, ".id"), "%s is list[%d] already", invalid.Quote(e.ID), earlier)
		} else if e.ID == "" {
			bad.Add(element("list", i, ".id"), "is empty; want the client company's identifier")
		} else {
			on[e.ID] = i
		}
		switch {
		case e.Org == "":
			bad.Add(element("list", i, ".org"), "is empty; want the organisation whose list it is")
		case org == "":
			org = e.Org
		case e.Org != org:
			bad.Add(element("list", i, ".org"), "is %s; want the organisation of those before it, %s", invalid.Quote(e.Org), invalid.Quote(org))
		}
	}
	return on, org
}

// atAgency adds what keeps the consultant at the index from being one of the
// organisation whose list it is, if there is one. A name that is put into the list
// has to be an identifier; any can be taken out of it.
func (e Employee) atAgency(bad *invalid.List, i int, org string, gains bool) {
	if problem := invalid.Identifier(e.User); problem != "" && (gains || e.User == "") {
		bad.Add(element("consultants", i, ".user"), "%s", problem)
	}
	switch {
	case e.Org == "":
		bad.Add(element("consultants", i, ".org"), "is empty; want an identifier")
	case org != "" && e.Org != org:
		bad.Add(element("consultants", i, ".org"), "is %s; want the organisation whose list it is, %s", invalid.Quote(e.Org), invalid.Quote(org))
	}
}

// offered adds those of the programs that are not of the package.
func (p *Practice) offered(bad *invalid.List, programs []string) {
	for i, program := range programs {
		if !p.inPackage[program] {
			bad.Add(element("programs", i, ""), "%s is not a program of the package; %s", invalid.Quote(program), invalid.OneOf(p.config.Package))
		}
	}
}

// element returns the path of an element of a list, or of its member.
func element(list string, i int, member string) string {
	return fmt.Sprintf("%s[%d]%s", list, i, member)
}
