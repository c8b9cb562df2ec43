package console

import (
	"cmp"
	"math"
	"slices"
)

// parts returns the vertices that arrows hold together, in their order.
func (g graph) parts() (parts [][]int) {
	root := make([]int, len(g.Vertices))
	for i := range root {
		root[i] = i
	}
	find := func(i int) int {
		for root[i] != i {
			i = root[i]
		}
		return i
	}
	for _, a := range g.Arcs {
		from, to := find(a.From), find(a.To)
		root[max(from, to)] = min(from, to)
	}
	at := make(map[int]int)
	for i := range root {
		r := find(i)
		if _, ok := at[r]; !ok {
			at[r] = len(parts)
			parts = append(parts, nil)
		}
		parts[at[r]] = append(parts[at[r]], i)
	}
	return parts
}

// columns returns the part's vertices by how many steps of arrows lead to them. Those
// from which arrows lead around and back stand in one column.
func (g graph) columns(part []int) (columns [][]int) {
	reach := g.reach()
	rank := make(map[int]int)
	// A longest path: as many rounds as it can have steps.
	for range part {
		for _, a := range g.Arcs {
			from, to := a.From, a.To
			if !reach[to][from] {
				rank[to] = max(rank[to], rank[from]+1)
			}
		}
		for _, i := range part {
			for _, j := range part {
				if reach[i][j] && reach[j][i] {
					rank[i] = max(rank[i], rank[j])
				}
			}
		}
	}
	for _, i := range part {
		for rank[i] >= len(columns) {
			columns = append(columns, nil)
		}
		columns[rank[i]] = append(columns[rank[i]], i)
	}
	for c := 1; c < len(columns); c++ {
		g.order(columns[c-1], columns[c])
	}
	return columns
}

// reach returns from where arrows lead where.
func (g graph) reach() [][]bool {
	n := len(g.Vertices)
	reach := make([][]bool, n)
	for i := range reach {
		reach[i] = make([]bool, n)
	}
	for _, a := range g.Arcs {
		reach[a.From][a.To] = true
		if a.Both {
			reach[a.To][a.From] = true
		}
	}
	for k := range n {
		for i := range n {
			for j := range n {
				reach[i][j] = reach[i][j] || reach[i][k] && reach[k][j]
			}
		}
	}
	return reach
}

// order sorts a column so that arrows from the one before it cross little.
func (g graph) order(before, column []int) {
	middle := make(map[int]float64)
	for _, i := range column {
		sum, n := 0, 0
		for _, a := range g.Arcs {
			if at := slices.Index(before, a.From); a.To == i && at >= 0 {
				sum, n = sum+at, n+1
			}
		}
		middle[i] = math.MaxFloat64
		if n > 0 {
			middle[i] = float64(sum) / float64(n)
		}
	}
	slices.SortStableFunc(column, func(a, b int) int { return cmp.Compare(middle[a], middle[b]) })
}
