package console

import (
	"cmp"
	"fmt"
	"net/http"
	"net/url"
	"strings"
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

// Pictures are the drawings by the names under which the page has them.
var pictures = []choice{
	{Name: "sharing", Title: "Who sees whose results"},
	{Name: "clients", Title: "Clients between counsellors"},
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

func (c *card) add(l link) {
	if c.OthersTotal++; len(c.Others) < maxAlike {
		c.Others = append(c.Others, l)
	}
}

func openLink(of, what string) string {
	return "picture?" + url.Values{"of": {of}, "open": {what}}.Encode()
}

// thousands returns the number as people read it.
func thousands(n int) string {
	if n < 1000 {
		return fmt.Sprint(n)
	}
	return fmt.Sprintf("%s,%03d", thousands(n/1000), n%1000)
}
