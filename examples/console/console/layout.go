package console

import (
	"math"
	"slices"
	"unicode"
)

// Measures of a drawing, in pixels at the size at which it is laid out.
const (
	boxHeight  = 32 // of a vertex with one line
	boxTall    = 46 // of one with two
	columnGap  = 74 // between columns: room for arrows
	rowGap     = 18
	partGap    = 40 // between parts that have nothing to do with each other
	margin     = 18 // around: room for arrows that return
	widest     = 620
	maxLetters = 22 // of a label
)

// A drawing is a graph with places.
type drawing struct {
	Width, Height int
	Boxes         []box
	Lines         []line
}

// A box is a vertex at its place.
type box struct {
	vertex
	X, Y, W, H int // of its upper left corner, and its size
	Text       string
	Small      string // the second line
	Quiet      bool   // no arrow touches it
	Loop       string // the path of the arrow within it, "" for none
	ring       bool   // it stands in a ring
}

// Of the box: where its texts stand.
func (b box) MidX() int { return b.X + b.W/2 }

func (b box) Base() int {
	if b.Small != "" {
		return b.Y + 20
	}
	return b.Y + b.H/2 + 5
}

func (b box) SmallBase() int { return b.Y + 36 }

// Behind is where the box stands that shows that there are more.
func (b box) BehindX() int { return b.X + 5 }

func (b box) BehindY() int { return b.Y + 5 }

// Right is where arrows touch the right side.
func (b box) Right() int {
	if b.Several() {
		return b.BehindX() + b.W
	}
	return b.X + b.W
}

func (b box) Several() bool { return b.Sort == sortWhole || b.Sort == sortSeveral }

// draw lays the graph out: parts side by side, and those without any arrow below. It is
// the same for the same graph.
func (g graph) draw() drawing {
	d := drawing{Boxes: make([]box, len(g.Vertices))}
	degree := g.degree()
	for i, v := range g.Vertices {
		d.Boxes[i] = boxOf(v)
		d.Boxes[i].Quiet = degree[i] == 0 && !v.Within
	}
	var quiet []int
	x, y, tall := margin, margin, 0
	for _, part := range g.parts() {
		if len(part) == 1 && d.Boxes[part[0]].Quiet {
			quiet = append(quiet, part[0])
			continue
		}
		w, h := g.place(&d, part)
		if x > margin && x+w > widest {
			x, y, tall = margin, y+tall+partGap, 0
		}
		d.move(part, x, y)
		x, tall = x+w+partGap, max(tall, h)
	}
	if tall > 0 {
		y += tall + partGap*2/3
	}
	d.row(quiet, y)
	for _, b := range d.Boxes {
		d.Width, d.Height = max(d.Width, b.X+b.W+margin+5), max(d.Height, b.Y+b.H+margin)
	}
	for i := range d.Boxes {
		d.Boxes[i].Loop = d.Boxes[i].loop(d.Width/2, d.Height/2)
	}
	g.lines(&d)
	return d
}

func boxOf(v vertex) box {
	b := box{vertex: v, Text: clipped(v.Label, maxLetters), Small: clipped(v.Sub, maxLetters+8), H: boxHeight}
	b.W = max(84, int(lettersWide(b.Text, 8.3)), int(lettersWide(b.Small, 6.6))) + 20
	if b.Small != "" {
		b.H = boxTall
	}
	return b
}

// clipped returns the beginning of a text that is too long for a box.
func clipped(s string, letters int) string {
	runes := []rune(s)
	if len(runes) <= letters {
		return s
	}
	return string(runes[:letters-1]) + "…"
}

// lettersWide estimates how wide a text is: nothing here can measure it.
func lettersWide(s string, each float64) (wide float64) {
	for _, r := range s {
		if r >= 0x1100 && !unicode.Is(unicode.Arabic, r) {
			wide += each * 1.8
			continue
		}
		wide += each
	}
	return wide
}

// row puts boxes beside each other in their order, in as many rows as it takes.
func (d *drawing) row(boxes []int, y int) {
	x := margin
	for _, i := range boxes {
		b := &d.Boxes[i]
		if x > margin && x+b.W > widest {
			x, y = margin, y+boxTall+rowGap
		}
		b.X, b.Y = x, y
		x += b.W + rowGap
	}
}

func (d *drawing) move(boxes []int, x, y int) {
	for _, i := range boxes {
		d.Boxes[i].X += x
		d.Boxes[i].Y += y
	}
}

// place lays out one part from the point 0, 0 and returns its size: in columns along the
// arrows, or in a ring where everybody sees everybody's in the end.
func (g graph) place(d *drawing, part []int) (w, h int) {
	columns := g.columns(part)
	if len(part) > 2 && (len(columns) == 1 || slices.ContainsFunc(columns, g.tangled)) {
		return d.ring(part)
	}
	if len(columns) == 1 && len(part) == 2 {
		columns = [][]int{part[:1], part[1:]}
	}
	return g.stack(d, columns)
}

// tangled reports whether there are so many boxes in a column, and arrows between them,
// that the arrows would run past each other.
func (g graph) tangled(column []int) bool { return len(column) > 3 && g.gap(column) != rowGap }

// stack puts the columns beside each other, each centred.
func (g graph) stack(d *drawing, columns [][]int) (w, h int) {
	heights, gaps := make([]int, len(columns)), make([]int, len(columns))
	for c, column := range columns {
		gaps[c] = g.gap(column)
		for _, i := range column {
			heights[c] += d.Boxes[i].H + gaps[c]
		}
		heights[c] -= gaps[c]
		h = max(h, heights[c])
	}
	for c, column := range columns {
		wide, y := 0, (h-heights[c])/2
		for _, i := range column {
			d.Boxes[i].X, d.Boxes[i].Y = w, y
			y += d.Boxes[i].H + gaps[c]
			wide = max(wide, d.Boxes[i].W)
		}
		for _, i := range column {
			d.Boxes[i].X += (wide - d.Boxes[i].W) / 2
		}
		w += wide + columnGap
	}
	return w - columnGap, h
}

// gap returns how far a column's boxes are apart: more where arrows run between them.
func (g graph) gap(column []int) int {
	for _, a := range g.Arcs {
		if slices.Contains(column, a.From) && slices.Contains(column, a.To) {
			return 2 * boxHeight
		}
	}
	return rowGap
}

// ring puts boxes around a middle.
func (d *drawing) ring(part []int) (w, h int) {
	wide, tall := 0, 0
	for _, i := range part {
		wide, tall = max(wide, d.Boxes[i].W), max(tall, d.Boxes[i].H)
	}
	n := float64(len(part))
	// Far enough from each other beside and above.
	rx := max(float64(wide+columnGap)/math.Sqrt2, n*float64(wide)/5.6)
	ry := max(float64(tall+columnGap*2/3)/math.Sqrt2, n*float64(tall+rowGap)/5.2)
	turn := -math.Pi / 2
	switch len(part) {
	case 3:
		rx = float64(wide+columnGap*3/4) / math.Sqrt(3)
	case 4:
		turn = -math.Pi * 3 / 4
	}
	for place, i := range part {
		b := &d.Boxes[i]
		b.ring = true
		angle := turn + 2*math.Pi*float64(place)/n
		b.X = int(math.Round(rx + rx*math.Cos(angle) + float64(wide-b.W)/2))
		b.Y = int(math.Round(ry + ry*math.Sin(angle) + float64(tall-b.H)/2))
	}
	left, top := math.MaxInt, math.MaxInt
	for _, i := range part {
		left, top = min(left, d.Boxes[i].X), min(top, d.Boxes[i].Y)
	}
	d.move(part, -left, -top)
	for _, i := range part {
		w, h = max(w, d.Boxes[i].X+d.Boxes[i].W), max(h, d.Boxes[i].Y+d.Boxes[i].H)
	}
	return w, h
}

// ringed returns how many vertices the largest ring of the drawing would have.
func (g graph) ringed() (n int) {
	for _, part := range g.parts() {
		columns := g.columns(part)
		if len(columns) == 1 || slices.ContainsFunc(columns, g.tangled) {
			n = max(n, len(part))
		}
	}
	return n
}
