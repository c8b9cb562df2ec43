package console

import (
	"cmp"
	"fmt"
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

// A line is an arrow's path.
type line struct {
	Path   string
	Both   bool
	Label  string
	LX, LY int

	straight       bool
	x1, y1, x2, y2 int // if it is straight
}

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

func (g graph) lines(d *drawing) {
	for _, a := range g.Arcs {
		from, to := d.Boxes[a.From], d.Boxes[a.To]
		l := between(from, to)
		if l.straight && !from.ring && d.blocked(l, a) {
			l = around(from, to)
		}
		l.Both, l.Label = a.Both, a.Label
		d.Lines = append(d.Lines, l)
	}
}

// between returns the path from one box to another: in a bow from column to column, and
// straight within one and in a ring.
func between(from, to box) line {
	// Arrows between columns go to the right, by how the columns are made.
	if !from.ring && from.X+from.W+columnGap/2 <= to.X {
		return beside(from.Right()+2, from.Y+from.H/2, to.X-3, to.Y+to.H/2)
	}
	x1, y1 := edge(from, to)
	x2, y2 := edge(to, from)
	return line{
		Path: fmt.Sprintf("M%d %dL%d %d", x1, y1, x2, y2), LX: (x1 + x2) / 2, LY: (y1+y2)/2 + 4,
		straight: true, x1: x1, y1: y1, x2: x2, y2: y2,
	}
}

// blocked reports whether the straight arrow would run through a box.
func (d *drawing) blocked(l line, a arc) bool {
	const points = 24
	for i, b := range d.Boxes {
		if i == a.From || i == a.To {
			continue
		}
		for p := range points {
			x, y := l.x1+(l.x2-l.x1)*p/points, l.y1+(l.y2-l.y1)*p/points
			if x > b.X-3 && x < b.X+b.W+3 && y > b.Y-3 && y < b.Y+b.H+3 {
				return true
			}
		}
	}
	return false
}

// around returns the path between two boxes past what stands between them.
func around(from, to box) line {
	x1, y1, x2, y2 := from.Right()+2, from.Y+from.H/2, to.Right()+3, to.Y+to.H/2
	out := max(x1, x2) + 24 + abs(y2-y1)/8
	return line{Path: fmt.Sprintf("M%d %dC%d %d %d %d %d %d", x1, y1, out, y1, out, y2, x2, y2), LX: out, LY: (y1+y2)/2 + 4}
}

func abs(n int) int { return max(n, -n) }

func beside(x1, y1, x2, y2 int) line {
	bend := (x2 - x1) / 2
	l := line{Path: fmt.Sprintf("M%d %dC%d %d %d %d %d %d", x1, y1, x1+bend, y1, x2-bend, y2, x2, y2)}
	// The label stands in the first gap between columns: behind it may be boxes.
	gap := float64(columnGap/2) / math.Abs(float64(x2-x1))
	low, high := 0.0, 1.0
	for range 20 {
		t := (low + high) / 2
		if along := 1.5*(1-t)*t + t*t*t; along < gap {
			low = t
		} else {
			high = t
		}
	}
	l.LX = x1 + int(float64(x2-x1)*gap)
	l.LY = y1 + int(float64(y2-y1)*low*low*(3-2*low)) + 4
	return l
}

// edge returns where the straight way from a box's middle to another's leaves the box.
func edge(b, other box) (x, y int) {
	cx, cy := float64(b.X)+float64(b.W)/2, float64(b.Y)+float64(b.H)/2
	dx, dy := float64(other.X)+float64(other.W)/2-cx, float64(other.Y)+float64(other.H)/2-cy
	part := min(float64(b.W/2+3)/max(math.Abs(dx), 1e-9), float64(b.H/2+3)/max(math.Abs(dy), 1e-9))
	return int(math.Round(cx + dx*part)), int(math.Round(cy + dy*part))
}

// loop returns the path of the arrow that stays within the box: around the corner of it
// that is farthest from the middle of the drawing.
func (b box) loop(midX, midY int) string {
	if !b.Within {
		return ""
	}
	x, y, outX, outY := b.X+b.W, b.Y, 1, -1
	if b.MidX() < midX {
		x, outX = b.X, -1
	}
	if b.Y+b.H/2 > midY {
		y, outY = b.Y+b.H, 1
	}
	return fmt.Sprintf("M%d %dC%d %d %d %d %d %d",
		x-30*outX, y+3*outY, x-30*outX, y+24*outY, x+24*outX, y+20*outY, x+3*outX, y-14*outY)
}
