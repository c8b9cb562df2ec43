package casework

import (
	"fmt"

	"lupa.example/access/invalid"
	"lupa.example/access/report"
)

// positions returns where on the list the selected clients stand, each once and in
// the order in which they were selected, or everything that is not valid about the
// selection.
func (p *Practice) positions(s Selection, b *bulk) ([]int, error) {
	bad := invalid.In("casework")
	on, org := s.listed(bad)
	positions := make([]int, 0, len(b.clients))
	selected := make(map[int]bool, len(b.clients))
	for i, key := range s.Clients {
		position, found := on[key]
		if !found {
			bad.Add(element("clients", i, ""), "%s is not on the client list", invalid.Quote(key))
		} else if !selected[position] {
			selected[position] = true
			positions = append(positions, position)
		}
	}
	if len(s.Clients) == 0 {
		bad.Add("clients", "are none; want at least one of the client list")
	}
	for i, person := range s.Consultants {
		person.atAgency(bad, i, org, b.act.effect == report.Gains)
	}
	if len(s.Consultants) == 0 {
		bad.Add("consultants", "are none; want at least one")
	}
	if b.act.withPrograms {
		p.offered(bad, s.Programs)
		if !b.act.ofAccess && len(s.Programs) == 0 {
			bad.Add("programs", "are none; want at least one of the package")
		}
	}
	if err := bad.Err(); err != nil {
		return nil, err
	}
	return positions, nil
}

// listed returns where on the list each client stands, and whose list it is, and
// adds what is wrong with the list.
func (s Selection) listed(bad *invalid.List) (on map[string]int, org string) {
	on = make(map[string]int, len(s.List))
	for i, e := range s.List {
		if e == nil {
			bad.Add(element("list", i, ""), "is nil; want an engagement")
			continue
		}
		if earlier, taken := on[e.ID]; taken {
			bad.Add(element("list", i, ".key"), "%s is list[%d] already", invalid.Quote(e.ID), earlier)
		} else if e.ID == "" {
			bad.Add(element("list", i, ".key"), "is empty; want the client's identifier")
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
func (p Person) atAgency(bad *invalid.List, i int, org string, gains bool) {
	if problem := invalid.Identifier(p.User); problem != "" && (gains || p.User == "") {
		bad.Add(element("consultants", i, ".user"), "%s", problem)
	}
	switch {
	case p.Org == "":
		bad.Add(element("consultants", i, ".org"), "is empty; want an identifier")
	case org != "" && p.Org != org:
		bad.Add(element("consultants", i, ".org"), "is %s; want the organisation whose list it is, %s", invalid.Quote(p.Org), invalid.Quote(org))
	}
}

// offered adds those of the programs that are not of the package.
func (p *Practice) offered(bad *invalid.List, programs []string) {
	offered := make(map[string]bool)
	for _, program := range p.Preselected() {
		offered[program] = true
	}
	for i, program := range programs {
		if !offered[program] {
			bad.Add(element("programs", i, ""), "%s is not a program of the package", invalid.Quote(program))
		}
	}
}

// element returns the path of an element of a list, or of its member.
func element(list string, i int, member string) string {
	return fmt.Sprintf("%s[%d]%s", list, i, member)
}
