package console

import (
	"cmp"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"lupa.example/access"
	"lupa.example/casework"
	"lupa.example/sharing"
)

// Bounds of a page of drawings.
const (
	maxCards = 24 // drawings of a page; those that look the same are one
	maxAlike = 60 // names beside one drawing; any can be asked for
)

type picturePage struct {
	Of, Open string
	Choices  []choice
	Problem  *problem
	Absent   string // why there is nothing to draw
	Summary  string
	Cards    []card
	First    int // number of the page's first card, from 1
	Total    int // cards of all pages

	Prev, Next string
	Numbers    []numberRow // of the group that is opened
	More       int         // numbers that are not listed
}

// A card is one drawing with what it is of, and the same as a table.
type card struct {
	Title, Href string
	N           int      // on its page
	By          []string // the rules
	ByMore      int
	Drawing     drawing
	Chart       *chartDrawing // in place of the drawing
	Rows        []arrowRow
	Quiet       []string // names without an arrow
	Missing     int
	Others      []link // what else looks the same, or is on the drawing
	OthersTotal int
	Alike       bool // the others are drawings of their own that look the same

	graph graph
	chart *chart // in place of the graph, which has too many vertices
}

// OthersMore is how many others are not named.
func (c card) OthersMore() int { return c.OthersTotal - len(c.Others) }

type link struct{ Text, Href string }

type arrowRow struct {
	From, To, Way, By string
}

// A numberRow says of one customer number whose results it sees, and who sees its own.
type numberRow struct {
	Number             string
	Sees, Seen         []string
	SeesMore, SeenMore int // that are not listed
}

// Pictures are the drawings by the names under which the page has them.
var pictures = []choice{
	{Name: "sharing", Title: "Who sees whose results"},
	{Name: "clients", Title: "Clients between counsellors"},
}

func openLink(of, what string) string {
	return "picture?" + url.Values{"of": {of}, "open": {what}}.Encode()
}

func (s *server) picture(w http.ResponseWriter, r *http.Request) {
	v := r.URL.Query()
	page := picturePage{Of: cmp.Or(v.Get("of"), pictures[0].Name), Open: strings.TrimSpace(v.Get("open"))}
	known := false
	for _, c := range pictures {
		c.Here = c.Name == page.Of
		known = known || c.Here
		page.Choices = append(page.Choices, c)
	}
	number, err := pageNumber(r)
	switch {
	case !known:
		s.wrong(w, http.StatusNotFound, fmt.Sprintf("There is no picture %q.", shortened(page.Of)), nil)
		return
	case err != nil:
		s.wrong(w, http.StatusBadRequest, err.Error(), nil)
		return
	case page.Of == "sharing":
		s.pictureOfSharing(&page)
	default:
		s.pictureOfClients(&page)
	}
	status := http.StatusOK
	if page.Problem != nil {
		status = http.StatusNotFound
	}
	page.cut(number)
	s.show(w, status, "picture", "Picture", page)
}

// cut keeps the drawings of the page of the number.
func (p *picturePage) cut(number int) {
	p.Total = len(p.Cards)
	from := min((number-1)*maxCards, p.Total)
	to := min(from+maxCards, p.Total)
	p.First, p.Cards = from+1, p.Cards[from:to]
	for n := range p.Cards {
		p.Cards[n].N = n
		p.Cards[n].draw()
	}
	at := func(n int) string {
		return "picture?" + url.Values{"of": {p.Of}, "open": {p.Open}, "page": {fmt.Sprint(n)}}.Encode()
	}
	if number > 1 {
		p.Prev = at(number - 1)
	}
	if to < p.Total {
		p.Next = at(number + 1)
	}
}

// Last is the number of the page's last card.
func (p picturePage) Last() int { return p.First + len(p.Cards) - 1 }

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
		c := card{Title: i.name(), graph: i.graph(known, maxApart, sharing.Party{}).short()}
		if len(c.graph.Vertices) > maxDrawn || c.graph.ringed() > maxRing {
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

// name returns the heading of the island's drawing.
func (i island) name() string {
	switch n := len(i.Groups); n {
	case 1:
		return i.Groups[0].String()
	case 2:
		return fmt.Sprintf("%s and %s", i.Groups[0], i.Groups[1])
	default:
		return fmt.Sprintf("%s and %s more groups", i.Groups[0], thousands(n-1))
	}
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

// by names the first of the rules.
func (c *card) by(rules []sharing.Rule) {
	const most = 3
	for _, r := range rules[:min(len(rules), most)] {
		c.By = append(c.By, r.ID)
	}
	c.ByMore = len(rules) - len(c.By)
}

func (c *card) add(l link) {
	if c.OthersTotal++; len(c.Others) < maxAlike {
		c.Others = append(c.Others, l)
	}
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
	list := known[group]
	if !p.IsGroup() {
		list = slices.DeleteFunc(slices.Clone(list), func(a sharing.Account) bool { return a.Party() != p })
	}
	page.More = max(0, len(list)-perPage)
	for _, a := range list[:min(len(list), perPage)] {
		page.Numbers = append(page.Numbers, rowOf(rules, a))
	}
}

// touching returns the rules in which the group or a number of it stands.
func touching(rules *sharing.Rules, group sharing.Party) (i island) {
	groups := map[sharing.Party]bool{group: true}
	for r := range rules.All() {
		entries := slices.Concat(r.Viewers, r.Sharers)
		if !slices.ContainsFunc(entries, func(p sharing.Party) bool { return groupOf(p) == group }) {
			continue
		}
		i.Rules = append(i.Rules, r)
		for _, p := range entries {
			groups[groupOf(p)] = true
		}
	}
	for g := range groups {
		i.Groups = append(i.Groups, g)
	}
	slices.SortFunc(i.Groups, compareParties)
	return i
}

// maxEntries is how many entries are listed beside one number.
const maxEntries = 8

func rowOf(rules *sharing.Rules, a sharing.Account) numberRow {
	row := numberRow{Number: a.String()}
	for p := range rules.Sees(a) {
		if p == a.Party() {
			continue
		}
		if len(row.Sees) == maxEntries {
			row.SeesMore++
			continue
		}
		row.Sees = append(row.Sees, p.String())
	}
	for p := range rules.SeenBy(a) {
		if p == a.Party() {
			continue
		}
		if len(row.Seen) == maxEntries {
			row.SeenMore++
			continue
		}
		row.Seen = append(row.Seen, p.String())
	}
	return row
}

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

// Span is the style sheet's class for how much of a row the card takes.
func (c card) Span() string {
	switch {
	case c.Chart != nil || len(c.Others) > maxApart || c.Drawing.Width > 720:
		return "whole-row"
	case c.Drawing.Width > 350:
		return "two-columns"
	}
	return "one-column"
}

// draw lays out what the card is of, and writes it as a table.
func (c *card) draw() {
	g := c.graph
	if c.Missing = g.Missing; c.chart != nil {
		c.Chart = c.chart.draw()
		return
	}
	c.Drawing = g.draw()
	degree := g.degree()
	for i, v := range g.Vertices {
		switch {
		case v.Within:
			c.Rows = append(c.Rows, arrowRow{From: v.Name(), To: v.Name(), Way: "among themselves"})
		case degree[i] == 0:
			c.Quiet = append(c.Quiet, v.Name())
		}
	}
	for _, a := range g.Arcs {
		way := "one way"
		if a.Both {
			way = "both ways"
		}
		c.Rows = append(c.Rows, arrowRow{g.Vertices[a.From].Name(), g.Vertices[a.To].Name(), way, a.By})
	}
}
