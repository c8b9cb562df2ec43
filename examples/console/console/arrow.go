package console

import (
	"fmt"
	"math"
)

// A line is an arrow's path.
type line struct {
	Path   string
	Both   bool
	Label  string
	LX, LY int

	straight       bool
	x1, y1, x2, y2 int // if it is straight
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
