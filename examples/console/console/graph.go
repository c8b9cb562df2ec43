package console

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
)

// Bounds of one drawing. What is beyond them is put together, so that a drawing can be
// read however much it is of.
const (
	maxApart = 10 // vertices up to which nothing is put together
	maxDrawn = 24 // vertices of a drawing
	maxRing  = 12 // vertices in a ring; more are told by a chart
)

// A graph is what one drawing is of. Arrows go from whose the rows are to who sees them.
type graph struct {
	Vertices []vertex
	Arcs     []arc
	Missing  int // arrows that were not looked at, as there are too many

	at map[[2]int]int // where in Arcs the arrow between two vertices is, the smaller first
}

// A sort says how a vertex is drawn. The zero value is one that exists.
type sort uint8

const (
	sortOne     sort = iota // one number, one person
	sortToCome              // a group's numbers that are not known yet
	sortWhole               // several of one group, and those to come
	sortSeveral             // several that are alike
	sortThing               // no person: a client
)

// String returns the name of the class in the style sheet.
func (s sort) String() string {
	return [...]string{"one", "to-come", "whole", "several", "thing"}[s]
}

// A vertex is one number, person or client, or several that come to the same.
type vertex struct {
	Sort   sort
	Label  string
	Sub    string // a second, smaller line
	Full   string // the label at length, "" if it is all there
	Href   string
	Within bool // those that it stands for see each other's
	Own    bool // of the group that is opened
}

// Name returns what the vertex is called beside the drawing.
func (v vertex) Name() string {
	name := cmp.Or(v.Full, v.Label)
	if v.Sort == sortToCome {
		return name + " to come"
	}
	return name
}

// An arc is an arrow.
type arc struct {
	From, To int
	Both     bool   // there is one back as well, and this is both
	Label    string // "" for none
	By       string // by which part of the policy or the data
}

// connect adds the arrow, or makes the one that is there go both ways.
func (g *graph) connect(from, to int, label, by string) {
	if g.at == nil {
		g.at = make(map[[2]int]int)
	}
	key := [2]int{min(from, to), max(from, to)}
	n, ok := g.at[key]
	if !ok {
		g.at[key] = len(g.Arcs)
		g.Arcs = append(g.Arcs, arc{From: from, To: to, Label: label, By: by})
		return
	}
	if a := &g.Arcs[n]; a.From == to && !a.Both {
		a.Both = true
		a.By = joinedBy(a.By, by)
		a.Label = joinedLabel(a.Label, label)
	}
}

func joinedBy(a, b string) string {
	if a == b || b == "" {
		return a
	}
	if a == "" {
		return b
	}
	return a + "; " + b
}

func joinedLabel(there, back string) string {
	if there == "" || back == "" {
		return there + back
	}
	return there + " / " + back
}

// degree returns how many arrows touch each vertex.
func (g graph) degree() []int {
	n := make([]int, len(g.Vertices))
	for _, a := range g.Arcs {
		n[a.From]++
		n[a.To]++
	}
	return n
}

// folded returns the graph with at most maxDrawn vertices. Those of one sort that have
// the same arrows become one; if that is not enough, those with the fewest arrows do.
func (g graph) folded() graph {
	if g = g.short(); len(g.Vertices) <= maxDrawn {
		return g
	}
	degree := g.degree()
	order := make([]int, len(g.Vertices))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(degree[b], degree[a]) })
	into := make([]int, len(g.Vertices))
	rest := slices.Min(order[maxDrawn-1:])
	for place, v := range order {
		into[v] = v
		if place >= maxDrawn-1 {
			into[v] = rest
		}
	}
	return g.merged(into, theRest)
}

// short returns the graph in which those of one sort that have the same arrows are one,
// unless they are few.
func (g graph) short() graph {
	if len(g.Vertices) <= maxApart || g.Missing > 0 { // whose arrows are not all known are not alike
		return g
	}
	return g.merged(g.alike(), likeFirst)
}

// likeFirst is the vertex of some that are like the first.
func likeFirst(first vertex, n int) vertex {
	v := vertex{Sort: sortSeveral, Within: first.Within, Own: first.Own, Label: fmt.Sprintf("%s alike", thousands(n)), Sub: "as " + first.Label}
	if first.Sort == sortToCome || first.Sort == sortWhole {
		v.Sort = sortWhole
	}
	v.Full = v.Label + ", as " + first.Name()
	return v
}

// theRest is the vertex of what has too few arrows to stand apart.
func theRest(_ vertex, n int) vertex {
	return vertex{Sort: sortSeveral, Label: thousands(n) + " more", Sub: "with the fewest arrows"}
}

// alike returns for each vertex the first that has its arrows and its sort.
func (g graph) alike() []int {
	keys := make([][]string, len(g.Vertices))
	for _, a := range g.Arcs {
		mark := ">"
		if a.Both {
			mark = "="
		}
		keys[a.From] = append(keys[a.From], fmt.Sprint(mark, a.To, " ", a.Label))
		keys[a.To] = append(keys[a.To], fmt.Sprint(strings.Replace(mark, ">", "<", 1), a.From, " ", a.Label))
	}
	first := make(map[string]int)
	into := make([]int, len(g.Vertices))
	for i, v := range g.Vertices {
		slices.Sort(keys[i])
		key := fmt.Sprint(v.Sort, v.Within, v.Own, keys[i])
		if _, seen := first[key]; !seen {
			first[key] = i
		}
		into[i] = first[key]
	}
	return into
}

// merged returns the graph in which each vertex stands in the one that is named for it.
func (g graph) merged(into []int, join func(first vertex, n int) vertex) graph {
	members := make([]int, len(g.Vertices))
	for _, v := range into {
		members[v]++
	}
	next := graph{Missing: g.Missing}
	at := make([]int, len(g.Vertices))
	for i, v := range g.Vertices {
		if into[i] != i {
			continue
		}
		at[i] = len(next.Vertices)
		if members[i] > 1 {
			v = join(v, members[i])
		}
		next.Vertices = append(next.Vertices, v)
	}
	for _, a := range g.Arcs {
		from, to := at[into[a.From]], at[into[a.To]]
		if from == to {
			next.Vertices[from].Within = true
			continue
		}
		next.connect(from, to, a.Label, a.By)
		if a.Both {
			next.connect(to, from, "", "")
		}
	}
	return next
}

// shape returns what two graphs that look the same have in common.
func (g graph) shape() string {
	var b []byte
	for _, v := range g.Vertices {
		b = append(b, byte(v.Sort))
		if v.Within {
			b = append(b, 'w')
		}
	}
	for _, a := range g.Arcs {
		b = binary.AppendUvarint(b, uint64(a.From))
		b = binary.AppendUvarint(b, uint64(a.To))
		if a.Both {
			b = append(b, 'b')
		}
	}
	return fmt.Sprint(len(g.Vertices), " ", string(b))
}
