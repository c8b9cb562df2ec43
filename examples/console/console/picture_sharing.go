package console

import (
	"fmt"
	"iter"
	"maps"
	"slices"

	"lupa.example/access"
	"lupa.example/sharing"
)

func (s *server) pictureOfSharing(page *picturePage) {
	rules, ok := access.Of[*sharing.Rules](s.Policy)
	if !ok {
		page.Absent = "The policy has no rules of sharing."
		return
	}
	known := s.Data.numbers()
	if page.Open != "" {
		s.openGroup(page, rules, known)
		return
	}
	all := islands(rules)
	page.Summary = sharingSummary(rules, all, known)
	for _, i := range all {
		c := card{Title: i.name()}
		if len(i.Rules) <= maxRules {
			c.graph = i.graph(known, maxApart, sharing.Party{}).short()
		}
		if len(i.Rules) > maxRules || len(c.graph.Vertices) > maxDrawn || c.graph.ringed() > maxRing {
			c.chart = i.chart()
		}
		c.by(i.Rules)
		c.Href = openLink("sharing", i.Groups[0].String())
		if len(i.Groups) > 1 {
			c.others(i.Groups)
		}
		page.Cards = append(page.Cards, c)
	}
	if len(page.Cards) > maxApart {
		page.Cards = together(page.Cards)
	}
	if len(all) == 0 {
		page.Absent = "There is no rule: everybody sees their own results and no others."
	}
}

func sharingSummary(rules *sharing.Rules, all []island, known map[sharing.Party][]sharing.Account) string {
	groups, numbers := 0, 0
	shared := make(map[sharing.Party]bool)
	for _, i := range all {
		groups += len(i.Groups)
		for _, g := range i.Groups {
			shared[g] = true
		}
	}
	alone := 0
	for g, list := range known {
		numbers += len(list)
		if !shared[g] {
			alone++
		}
	}
	text := fmt.Sprintf("%s rules about %s groups; %s numbers in the data.", thousands(rules.Len()), thousands(groups), thousands(numbers))
	if alone > 0 {
		text += fmt.Sprintf(" %s groups of the data have no rule and are not drawn.", thousands(alone))
	}
	return text
}

// by names the first of the rules.
func (c *card) by(rules []sharing.Rule) {
	const most = 3
	for _, r := range rules[:min(len(rules), most)] {
		c.By = append(c.By, r.ID)
	}
	c.ByMore = len(rules) - len(c.By)
}

func (c *card) others(groups []sharing.Party) {
	c.OthersTotal = len(groups)
	for _, g := range groups[:min(len(groups), maxAlike)] {
		c.Others = append(c.Others, link{g.String(), openLink("sharing", g.String())})
	}
}

// together puts cards that look the same into one, with links to each.
func together(cards []card) (list []card) {
	at := make(map[string]int)
	for _, c := range cards {
		key := c.graph.shape()
		if c.Others != nil || c.chart != nil { // it is of several groups already
			list = append(list, c)
			continue
		}
		n, ok := at[key]
		if !ok {
			at[key] = len(list)
			list = append(list, c)
			continue
		}
		first := &list[n]
		if !first.Alike {
			first.Alike = true
			first.add(link{first.Title, first.Href})
		}
		first.add(link{c.Title, c.Href})
	}
	for n := range list {
		if c := &list[n]; c.Alike {
			c.Title, c.Href = fmt.Sprintf("%s groups like %s", thousands(c.OthersTotal), c.Title), ""
			c.By, c.ByMore = nil, 0
		}
	}
	return list
}

// openGroup draws the rules that touch one group, and lists its numbers.
func (s *server) openGroup(page *picturePage, rules *sharing.Rules, known map[sharing.Party][]sharing.Account) {
	p, err := sharing.ParseParty(page.Open)
	if err != nil {
		page.Problem = &problem{fmt.Sprintf("%q is no group and no customer number.", shortened(page.Open)), findings(err)}
		return
	}
	group := groupOf(p)
	page.Open = group.String()
	near := touching(rules, group)
	if len(near.Rules) == 0 {
		page.Absent = fmt.Sprintf("No rule is about %s: its numbers see their own results and no others.", group)
	} else {
		c := card{Title: "Around " + group.String(), graph: near.graph(known, maxDrawn, group).folded()}
		c.by(near.Rules)
		if len(near.Groups) > 1 {
			c.others(near.Groups)
		}
		page.Cards = []card{c}
	}
	list := near.numbers(near.sides(), known)[group]
	if !p.IsGroup() {
		list = slices.DeleteFunc(list, func(a sharing.Account) bool { return a.Party() != p })
	}
	page.More = max(0, len(list)-perPage)
	for _, a := range list[:min(len(list), perPage)] {
		page.Numbers = append(page.Numbers, rowOf(rules, a))
	}
}

// A numberRow says of one customer number whose results it sees, and who sees its own.
type numberRow struct {
	Number             string
	Sees, Seen         []string
	SeesMore, SeenMore int // that are not listed
}

// maxEntries is how many entries are listed beside one number.
const maxEntries = 8

func rowOf(rules *sharing.Rules, a sharing.Account) numberRow {
	row := numberRow{Number: a.String()}
	row.Sees, row.SeesMore = firstOf(rules.Sees(a), a)
	row.Seen, row.SeenMore = firstOf(rules.SeenBy(a), a)
	return row
}

// firstOf returns the first entries besides the number itself, and how many there are more.
func firstOf(entries iter.Seq[sharing.Party], a sharing.Account) (first []string, more int) {
	for p := range entries {
		switch {
		case p == a.Party():
		case len(first) == maxEntries:
			more++
		default:
			first = append(first, p.String())
		}
	}
	return first, more
}

// numbers returns the numbers that the data has, by their groups, each once and sorted.
func (d Data) numbers() map[sharing.Party][]sharing.Account {
	seen := make(map[sharing.Account]bool)
	for _, p := range d.People {
		for _, f := range p.Facts {
			if u, ok := f.(*sharing.User); ok && !u.Account.IsZero() {
				seen[u.Account] = true
			}
		}
	}
	for _, r := range d.Rows {
		if result, ok := r.Resource.(*sharing.Result); ok {
			seen[result.Owner] = !result.Owner.IsZero()
		}
	}
	byGroup := make(map[sharing.Party][]sharing.Account)
	for _, a := range slices.SortedFunc(maps.Keys(seen), compareAccounts) {
		byGroup[a.Group()] = append(byGroup[a.Group()], a)
	}
	return byGroup
}
