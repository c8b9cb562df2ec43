package console

import (
	"fmt"
	"strings"

	"lupa.example/sharing"
)

// Measures of a chart.
const (
	maxSquares = 220 // in a row; more groups than that stand together
	chartSide  = 780 // at most about as wide, in pixels
	chartHead  = 92  // room for labels
	labelEvery = 17  // pixels from one label to the next
)

// A chart tells of an island by its groups, where there is too much for arrows: whose
// results are seen, by row, by whom, in columns.
type chart struct {
	Labels []string
	Cells  map[[2]int]share // of row and column
	Step   int              // how many groups one row is of
}

// A share says how much of one group is seen by how much of another. The zero value is
// nothing.
type share uint8

const (
	shareSome  share = iota + 1 // by some number, or of some
	shareWhole                  // all of the one by all of the other
)

// chart returns the island by groups, or by several of them if they are too many.
func (i island) chart() *chart {
	c := &chart{Cells: make(map[[2]int]share), Step: (len(i.Groups) + maxSquares - 1) / maxSquares}
	at := make(map[sharing.Party]int)
	for n, g := range i.Groups {
		at[g] = n / c.Step
		if n%c.Step == 0 {
			c.Labels = append(c.Labels, g.String())
		}
	}
	pairs := 0
	for _, r := range i.Rules {
		for _, sharer := range r.Sharers {
			for _, viewer := range r.Viewers {
				if pairs++; pairs > maxPairs || viewer == sharer && !viewer.IsGroup() {
					continue
				}
				key := [2]int{at[groupOf(sharer)], at[groupOf(viewer)]}
				how := shareSome
				if viewer.IsGroup() && sharer.IsGroup() && c.Step == 1 {
					how = shareWhole
				}
				c.Cells[key] = max(c.Cells[key], how)
			}
		}
	}
	return c
}

// A chartDrawing is a chart with places: squares of one sort are one path.
type chartDrawing struct {
	X, Y, Side, Width, Height, Squares     int
	Grid, Some, Whole, SomeBoth, WholeBoth string
	Labels                                 []chartLabel
}

type chartLabel struct {
	Text   string
	X, Y   int
	Class  string
	Turned bool
}

// A look is how a square is drawn. The zero value is none.
type look struct {
	how  share
	both bool // there is one the other way too
}

func (c *chart) look(row, column int) look {
	how := c.Cells[[2]int{row, column}]
	return look{how, how != 0 && c.Cells[[2]int{column, row}] != 0}
}

// side returns how large the square is, where each has a cell.
func (l look) side(cell int) int {
	switch {
	case cell <= 4:
		return cell
	case l.how == shareWhole:
		return cell - 1
	}
	return cell * 2 / 3
}

func (c *chart) draw() *chartDrawing {
	n := len(c.Labels)
	cell := max(3, min(18, chartSide/n))
	d := &chartDrawing{X: chartHead, Y: chartHead, Side: n * cell, Squares: len(c.Cells)}
	d.Width, d.Height = chartHead+d.Side+margin, chartHead+d.Side+margin/2
	paths := make(map[look]*strings.Builder)
	for row := range n {
		for column := 0; column < n; {
			l := c.look(row, column)
			wide := 1
			for side := l.side(cell); side == cell && column+wide < n && c.look(row, column+wide) == l; {
				wide++ // squares that touch are one
			}
			if l != (look{}) {
				if paths[l] == nil {
					paths[l] = new(strings.Builder)
				}
				in := (cell - l.side(cell)) / 2
				across := (wide-1)*cell + l.side(cell)
				fmt.Fprintf(paths[l], "M%d %dh%dv%dh-%dz", d.X+column*cell+in, d.Y+row*cell+in, across, l.side(cell), across)
			}
			column += wide
		}
	}
	text := func(l look) string {
		if b := paths[l]; b != nil {
			return b.String()
		}
		return ""
	}
	d.Some, d.SomeBoth = text(look{shareSome, false}), text(look{shareSome, true})
	d.Whole, d.WholeBoth = text(look{shareWhole, false}), text(look{shareWhole, true})
	d.label(c, cell)
	return d
}

// label writes the names of the groups at the sides, as many as there is room for.
func (d *chartDrawing) label(c *chart, cell int) {
	var grid strings.Builder
	d.Labels = []chartLabel{{Text: "whose results ↓", X: d.X - 14, Y: d.Y - 26, Class: "row"}, {Text: "seen by →", X: d.X - 14, Y: d.Y - 10, Class: "row"}}
	every := max(1, (labelEvery+cell-1)/cell)
	for n := 0; n < len(c.Labels); n += every {
		at := n * cell
		d.Labels = append(d.Labels,
			chartLabel{Text: c.Labels[n], X: d.X - 6, Y: d.Y + at + min(cell, 11), Class: "row"},
			chartLabel{Text: c.Labels[n], X: d.X + at + min(cell, 11), Y: d.Y - 6, Class: "column", Turned: true})
		fmt.Fprintf(&grid, "M%d %dh%dM%d %dv%d", d.X-3, d.Y+at, d.Side+3, d.X+at, d.Y-3, d.Side+3)
	}
	d.Grid = grid.String()
}
