package console

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"lupa.example/access"
	"lupa.example/casework"
)

func (s *server) pictureOfClients(page *picturePage) {
	if _, ok := access.Of[*casework.Practice](s.Policy); !ok {
		page.Absent = "The policy has no casework."
		return
	}
	all := s.caseloads(s.Policy, s.Data)
	clients := 0
	for _, c := range all {
		clients += len(c.Clients)
		title := "Clients of " + c.Org
		each := page.Open != ""
		if each {
			c = c.of(page.Open)
			title = page.Open + " at " + c.Org
		}
		if len(c.Clients) == 0 {
			continue
		}
		page.Cards = append(page.Cards, card{Title: title, graph: c.graph(each, page.Open).folded()})
	}
	page.Summary = fmt.Sprintf("%s clients of %s organisations.", thousands(clients), thousands(len(all)))
	switch {
	case clients == 0:
		page.Absent = "The data has no clients."
	case len(page.Cards) == 0:
		page.Problem = &problem{Sentence: fmt.Sprintf("Nobody called %q has a client in the data.", shortened(page.Open))}
	}
}

// A caseload is the clients of one organisation, by the counsellors who have them.
type caseload struct {
	Org     string
	Clients []held
}

// A held is a client, and with whom of those named in its row it is shared: whom the
// policy lets view it.
type held struct {
	ID, Responsible string
	Shared          []string
}

// caseloads returns the clients of the data, by organisation in the order of the names.
// Who is not among the people of the data is taken to act for the client's organisation.
func (s *server) caseloads(p *access.Policy, d Data) []caseload {
	people := make(map[string]access.Subject)
	for _, person := range d.People {
		people[person.User] = person
	}
	byOrg := make(map[string]*caseload)
	for _, row := range d.Rows {
		c, ok := row.Resource.(*casework.Client)
		if !ok || c.Responsible == "" {
			continue
		}
		if byOrg[c.Org] == nil {
			byOrg[c.Org] = &caseload{Org: c.Org}
		}
		h := held{ID: c.ID, Responsible: c.Responsible, Shared: sharedWith(p, people, c)}
		byOrg[c.Org].Clients = append(byOrg[c.Org].Clients, h)
	}
	var list []caseload
	for _, org := range slices.Sorted(maps.Keys(byOrg)) {
		list = append(list, *byOrg[org])
	}
	return list
}

// sharedWith returns those of the client's row, besides who is responsible, whom the policy
// lets view it.
func sharedWith(p *access.Policy, people map[string]access.Subject, c *casework.Client) (users []string) {
	for _, user := range c.Shared {
		if user == c.Responsible || slices.Contains(users, user) {
			continue
		}
		person, known := people[user]
		if !known {
			person = access.Subject{User: user, Facts: []access.Fact{&casework.User{Org: c.Org}}}
		}
		if p.Check(person, casework.ActionView, c).Allowed {
			users = append(users, user)
		}
	}
	return users
}

// of returns the clients that somebody has.
func (c caseload) of(user string) caseload {
	own := caseload{Org: c.Org}
	for _, h := range c.Clients {
		if h.Responsible == user || slices.Contains(h.Shared, user) {
			own.Clients = append(own.Clients, h)
		}
	}
	return own
}

// graph returns the caseload as it is drawn: with its clients if these are few, or
// asked for, and else by counsellors.
func (c caseload) graph(each bool, open string) graph {
	people := make(map[string]int) // of how many clients each is responsible
	for _, h := range c.Clients {
		people[h.Responsible]++
		for _, user := range h.Shared {
			people[user] += 0
		}
	}
	if each || len(people)+len(c.Clients) <= maxApart {
		return c.eachClient(open)
	}
	return c.byCounsellor(people)
}

// eachClient draws an arrow from who is responsible to each client, and on to those with
// whom it is shared. Who is both, of different clients, stands on both sides.
func (c caseload) eachClient(open string) (g graph) {
	at := make(map[[2]string]int) // by side and name
	person := func(side, user string) int {
		key := [2]string{side, user}
		if _, ok := at[key]; !ok {
			v := vertex{Label: user}
			if user != open {
				v.Href = openLink("clients", user)
			}
			at[key] = len(g.Vertices)
			g.Vertices = append(g.Vertices, v)
		}
		return at[key]
	}
	for _, h := range c.Clients {
		from := person("responsible", h.Responsible)
		client := len(g.Vertices)
		g.Vertices = append(g.Vertices, vertex{Sort: sortThing, Label: h.ID})
		g.connect(from, client, "", "responsible")
		for _, user := range h.Shared {
			g.connect(client, person("shared", user), "", "shared")
		}
	}
	return g
}

// byCounsellor draws an arrow from each counsellor to those with whom they share clients,
// with how many.
func (c caseload) byCounsellor(people map[string]int) (g graph) {
	at := make(map[string]int)
	for _, user := range slices.Sorted(maps.Keys(people)) {
		at[user] = len(g.Vertices)
		sub := "responsible for none"
		if n := people[user]; n > 0 {
			sub = "responsible for " + thousands(n)
		}
		g.Vertices = append(g.Vertices, vertex{Label: user, Sub: sub, Href: openLink("clients", user)})
	}
	shares := make(map[[2]int]int)
	for _, h := range c.Clients {
		for _, user := range h.Shared {
			shares[[2]int{at[h.Responsible], at[user]}]++
		}
	}
	for _, pair := range slices.SortedFunc(maps.Keys(shares), func(a, b [2]int) int {
		return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1]))
	}) {
		n := thousands(shares[pair])
		label := n
		if n == "1" {
			label = "" // as an arrow says it
		}
		g.connect(pair[0], pair[1], label, n+" shared")
	}
	return g
}
