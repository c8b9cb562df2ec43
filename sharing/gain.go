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
		seen, gives, newRow(len(seen.viewers.atoms)), newRow(len(seen.sharers.atoms)),
		newHasher(len(seen.sharers.atoms)), make(map[uint64]int),
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
	seen, gives := &insight{given: g.given}, &insight{given: g.gives}
	var memory part
	for v, atom := range g.viewers.atoms {
		given := part{spans: g.sharers.whole()}
		if g.gives != nil {
			given = gives.of(v)
		}
		own := g.sharers.place(atom)
		left := given.beyond(seen.of(v), own, len(g.sharers.atoms), &memory)
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
	if classes, few := g.bySight(len(g.sharers.all) + outright); few {
		return classes
	}
	return []Class{g.whole()}
}

// A likeness is viewers who gain sight of the same sharers.
type likeness struct {
	viewers []span
	gains   gift
}

// bySight puts viewers together to whom it comes to the same, unless it takes more room to
// tell, in parties.
func (g *gain) bySight(room int) (classes []Class, few bool) {
	var list []likeness
	byHash := make(map[uint64][]int) // places in the list
	g.each(func(v, own int, left part) bool {
		// Whether it is said to gain sight of its own results, which means nothing, sets
		// nobody apart: such a number stands with the many.
		hash, with := g.hashes(left, own)
		if own >= 0 && g.alike[with] >= g.alike[hash] {
			hash = with
			left = left.with(own)
		}
		for _, i := range byHash[hash] {
			if list[i].gains.is(left) {
				list[i].viewers = append(list[i].viewers, span{v, v + 1})
				return true
			}
		}
		byHash[hash] = append(byHash[hash], len(list))
		gains := g.gift(left.all(len(g.sharers.atoms)))
		room -= g.room(gains.sharers)
		list = append(list, likeness{[]span{{v, v + 1}}, gains})
		return room >= 0
	})
	if room < 0 {
		return nil, false
	}
	for _, same := range list {
		classes = append(classes, g.class(same))
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
		return len(g.sharers.all) + g.sharers.told(gaps(sharers, len(g.sharers.atoms)))
	}
	return g.sharers.told(sharers)
}

// class returns the class of viewers who gain the same sharers.
func (g *gain) class(same likeness) Class {
	c := Class{Viewers: g.viewers.members(joined(same.viewers))}
	if !g.excepts(same.gains.sharers) {
		c.Sharers = g.sharers.members(same.gains.sharers)
		return c
	}
	c.Sharers = g.sharers.all
	if seen := gaps(same.gains.sharers, len(g.sharers.atoms)); len(seen) > 0 {
		c.Except = []Exception{{Viewers: c.Viewers, Sharers: g.sharers.members(seen)}}
	}
	return c
}

func (c Class) compare(other Class) int {
	return cmp.Or(
		slices.CompareFunc(c.Viewers, other.Viewers, Members.compare),
		slices.CompareFunc(c.Sharers, other.Sharers, Members.compare))
}
