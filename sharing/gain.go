package sharing

import (
	"cmp"
	"slices"
)

// A gain is what viewers are given that they do not see already: who gains anything, and
// whose results anybody gains sight of.
type gain struct {
	*given                 // what they see already
	gives   *given         // what they are given; nil is everything
	gaining row            // viewers
	less    row            // viewers who do not gain all that they are given
	gained  row            // sharers
	hasher                 // of parts of the sharers
	alike   map[uint64]int // by hash of what is gained, how many numbers gain that
}

// newGain goes through all viewers once.
func newGain(gives, seen *given) *gain {
	seen.gather()
	if gives != nil {
		gives.gather()
	}
	g := &gain{
		seen, gives, newRow(len(seen.viewers.atoms)), newRow(len(seen.viewers.atoms)), newRow(len(seen.sharers.atoms)),
		newHasher(len(seen.sharers.atoms)), make(map[uint64]int, 2*len(seen.viewers.atoms)),
	}
	g.each(func(v, own int, left part) bool {
		without, with := g.hashes(left, own)
		numbers := g.viewers.numbersIn(span{v, v + 1})
		g.alike[without] += numbers
		if with != without {
			g.alike[with] += numbers
		}
		g.gaining.set(v, true)
		left.putInto(g.gained)
		return true
	})
	return g
}

// each calls f with the viewers who gain anything, until it returns false: with what they
// gain, beside their own results, and where they are among the sharers, -1 if nowhere. The
// part is f's during the call.
func (g *gain) each(f func(viewer, own int, left part) bool) {
	seen := newInsight(g.given)
	var gives *insight
	if g.gives != nil {
		gives = newInsight(g.gives)
	}
	var memory [2]part
	for v, atom := range g.viewers.atoms {
		given := part{spans: g.sharers.whole()}
		if gives != nil {
			given = gives.of(v)
		}
		own := g.sharers.place(atom)
		left := given.beyond(seen.of(v), own, len(g.sharers.atoms), &memory)
		g.less.set(v, !left.equal(given))
		if !left.isEmpty() && !f(v, own, left) {
			return
		}
	}
}

// outright is how many parties may be told of sharers beyond each of them once, to tell
// for each viewer what it gains. Beyond that it is told as the rules have it, which takes
// no more room than the rules do. It depends on nothing that strangers have.
const outright = 1 << 12

// classes returns the classes of those who gain.
func (g *gain) classes() []Class {
	if g == nil || g.gaining.count() == 0 {
		return nil
	}
	if classes, few := g.bySight(g.sharers.told(g.sharers.whole()) + outright); few {
		return classes
	}
	return []Class{g.whole()}
}

// A likeness is viewers who gain sight of the same sharers.
type likeness struct {
	gains       gift
	first, last int // of the viewers
	other       int // the place of another whose hash is the same, -1 if there is none
}

// likenesses are viewers put together by what they gain.
type likenesses struct {
	list   []likeness
	next   []int          // by viewer, the next one who gains the same, 0 if there is none
	byHash map[uint64]int // the place of the last one with the hash
}

// add adds a viewer who gains what the part says, of which this is the hash, and reports
// whether nobody gained the same before.
func (l *likenesses) add(v int, left part, hash uint64) (isNew bool) {
	other, found := l.byHash[hash]
	if !found {
		other = -1
	}
	for i := other; i >= 0; i = l.list[i].other {
		if one := &l.list[i]; one.gains.is(left) {
			l.next[one.last], one.last = v, v
			return false
		}
	}
	l.byHash[hash] = len(l.list)
	l.list = append(l.list, likeness{first: v, last: v, other: other})
	return true
}

// viewers returns the viewers, in the memory given.
func (l *likenesses) viewers(one *likeness, memory []span) []span {
	for v := one.first; ; v = l.next[v] {
		if last := len(memory) - 1; last >= 0 && memory[last].to == v {
			memory[last].to++
		} else {
			memory = append(memory, span{v, v + 1})
		}
		if v == one.last {
			return memory
		}
	}
}

// bySight puts viewers together to whom it comes to the same, unless it takes more room to
// tell, in parties.
func (g *gain) bySight(room int) (classes []Class, few bool) {
	gaining := g.gaining.count()
	most := min(gaining, room+1) // since each takes one party or more
	alike := likenesses{make([]likeness, 0, most), make([]int, len(g.viewers.atoms)), make(map[uint64]int, most)}
	g.each(func(v, own int, left part) bool {
		// Whether it is said to gain sight of its own results, which means nothing, sets
		// nobody apart: such a number stands with the many.
		hash, with := g.hashes(left, own)
		if own >= 0 && g.alike[with] >= g.alike[hash] {
			hash = with
			left = left.with(own)
		}
		if alike.add(v, left, hash) {
			gains := g.gift(left.all(len(g.sharers.atoms)))
			room -= g.room(gains.sharers)
			alike.list[len(alike.list)-1].gains = gains
		}
		return room >= 0
	})
	if room < 0 {
		return nil, false
	}
	classes = make([]Class, 0, len(alike.list))
	var viewers []span
	for i := range alike.list {
		viewers = alike.viewers(&alike.list[i], viewers[:0])
		classes = append(classes, g.class(viewers, alike.list[i].gains.sharers))
	}
	slices.SortFunc(classes, Class.compare)
	return classes, true
}

// excepts reports whether it takes fewer parties to tell the sharers that are not gained,
// of those that are given to everybody.
func (g *gain) excepts(sharers []span) bool {
	return g.gives == nil && g.sharers.told(gaps(sharers, len(g.sharers.atoms))) < g.sharers.told(sharers)
}

// room returns how many parties the sharers take in the class of those who gain them.
func (g *gain) room(sharers []span) int {
	if g.excepts(sharers) {
		return g.sharers.told(g.sharers.whole()) + g.sharers.told(gaps(sharers, len(g.sharers.atoms)))
	}
	return g.sharers.told(sharers)
}

// class returns the class of viewers who gain the same sharers.
func (g *gain) class(viewers, sharers []span) Class {
	c := Class{Viewers: g.viewers.members(viewers)}
	if !g.excepts(sharers) {
		c.Sharers = g.sharers.members(sharers)
		return c
	}
	c.Sharers = g.sharers.everybody()
	if seen := gaps(sharers, len(g.sharers.atoms)); len(seen) > 0 {
		c.Except = []Exception{{Viewers: c.Viewers, Sharers: g.sharers.members(seen)}}
	}
	return c
}

func (c Class) compare(other Class) int {
	return cmp.Or(
		slices.CompareFunc(c.Viewers, other.Viewers, Members.compare),
		slices.CompareFunc(c.Sharers, other.Sharers, Members.compare))
}
