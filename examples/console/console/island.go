package console

import (
	"cmp"
	"fmt"
	"slices"

	"lupa.example/sharing"
)

// Bounds of what is looked at for one drawing.
const (
	maxPairs = 200_000 // pairs of sharers and viewers
	maxRules = 20_000  // rules; an island of more is told by a chart
)

// An island is groups that rules hold together, and the rules. What is on it has nothing
// to do with any other.
type island struct {
	Groups []sharing.Party // sorted
	Rules  []sharing.Rule
}

// islands returns what the rules make of the groups, in the order of the groups. It
// takes time in proportion to the rules' entries.
func islands(rules *sharing.Rules) []island {
	u := union{}
	var all []sharing.Rule
	for r := range rules.All() {
		all = append(all, r)
		first := groupOf(r.Viewers[0])
		for _, entries := range [][]sharing.Party{r.Viewers, r.Sharers} {
			for _, p := range entries {
				u.join(first, groupOf(p))
			}
		}
	}
	byRoot := make(map[sharing.Party]*island)
	for g := range u {
		root := u.find(g)
		if byRoot[root] == nil {
			byRoot[root] = &island{}
		}
		byRoot[root].Groups = append(byRoot[root].Groups, g)
	}
	for _, r := range all {
		i := byRoot[u.find(groupOf(r.Viewers[0]))]
		i.Rules = append(i.Rules, r)
	}
	list := make([]island, 0, len(byRoot))
	for _, i := range byRoot {
		slices.SortFunc(i.Groups, compareParties)
		list = append(list, *i)
	}
	slices.SortFunc(list, func(a, b island) int { return compareParties(a.Groups[0], b.Groups[0]) })
	return list
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

// graph returns the island as it is drawn, with no more vertices apart than given.
func (i island) graph(known map[sharing.Party][]sharing.Account, most int, open sharing.Party) graph {
	list := apart(i.crowds(known), most, open)
	g := graph{}
	for _, c := range list {
		v := c.vertex()
		v.Own = !open.IsZero() && c.Group == open
		if len(c.Sides) == 0 {
			v.Sub = "not affected"
		}
		if len(i.Groups) > 1 && !c.Group.IsZero() && c.Group != open {
			v.Href = openLink("sharing", c.Group.String())
		}
		g.Vertices = append(g.Vertices, v)
	}
	g.connectAll(list, i.Rules)
	return g
}

// connectAll adds the arrows between the crowds, which are the graph's vertices: from all
// on one side of each rule to all on the other.
func (g *graph) connectAll(list []crowd, rules []sharing.Rule) {
	on := make([][2][]int, len(rules)) // the crowds on each side of each rule
	for n, c := range list {
		for _, s := range c.Sides {
			on[s/2][s%2] = append(on[s/2][s%2], n)
		}
	}
	pairs := 0
	for r, rule := range rules {
		for _, from := range on[r][sharerSide] {
			for _, to := range on[r][viewerSide] {
				if pairs++; pairs > maxPairs {
					g.Missing++
				} else {
					g.see(list, from, to, rule.ID)
				}
			}
		}
	}
}

// see adds that a crowd's results are seen by another, or within it. A single number
// sees its own anyhow.
func (g *graph) see(list []crowd, from, to int, rule string) {
	switch {
	case from != to:
		g.connect(from, to, "", rule)
	case len(list[from].Known) > 1 || len(list[from].ToCome) > 0:
		g.Vertices[from].Within = true
	}
}

// A union tells which groups hold together: each leads to another, and in the end to
// the one that stands for all.
type union map[sharing.Party]sharing.Party

func (u union) find(g sharing.Party) sharing.Party {
	if _, ok := u[g]; !ok {
		u[g] = g
	}
	for u[g] != g {
		u[g] = u[u[g]] // so that ways stay short
		g = u[g]
	}
	return g
}

func (u union) join(a, b sharing.Party) { u[u.find(b)] = u.find(a) }

// groupOf returns the group of an entry: itself, or that of the number.
func groupOf(p sharing.Party) sharing.Party {
	if p.IsGroup() {
		return p
	}
	a, err := sharing.ParseAccount(p.String())
	if err != nil {
		return sharing.Party{}
	}
	return a.Group()
}

func compareParties(a, b sharing.Party) int { return cmp.Compare(a.String(), b.String()) }

func compareAccounts(a, b sharing.Account) int { return cmp.Compare(a.String(), b.String()) }
