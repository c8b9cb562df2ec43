package sharing

import (
	"cmp"
	"slices"
)

// How consequences are computed. The lists of the rule are taken apart into atoms. Of
// each other rule in which its viewers stand there remains what it gives of what the rule
// gives: a gift, which is kept once however many rules give it, with the entries of those
// who have it. So a group's gifts are put together once for all its numbers.
//
// Whether a viewer sees all sharers already, with what many rules give, takes a look at
// each viewer with its gifts; for that a part of the sharers is made anew for each viewer,
// and none is kept. What is kept and told is in proportion to the lists.

// A given is what some rules give of what some viewers could see of some sharers.
type given struct {
	viewers, sharers *side
	gifts            []gift
	standing         []stand // by entry, once gathered
	spans            []span  // memory of gifts to come
}

// newGiven returns what no rule gives yet, with room for some rules and their viewers.
func newGiven(viewers, sharers *side, rules, entries int) *given {
	return &given{viewers: viewers, sharers: sharers, gifts: make([]gift, 0, rules), standing: make([]stand, 0, entries)}
}

// A stand is an entry among the viewers and the place of a gift that it has, below it.
type stand uint64

const giftBits = 32

func newStand(c code, gift int) stand { return stand(c)<<giftBits | stand(gift) }

func (s stand) entry() code { return code(s >> giftBits) }
func (s stand) gift() int   { return int(s & (1<<giftBits - 1)) }

// A gift is sharers whom some of the viewers see.
type gift struct {
	sharers []span
	dense   row // the sharers too, where they are more spans than words
}

// putInto puts the sharers into a row.
func (g *gift) putInto(seen row) {
	if g.dense == nil {
		for _, s := range g.sharers {
			seen.fill(s)
		}
		return
	}
	for i, word := range g.dense {
		seen[i] |= word
	}
}

// isIn reports whether all sharers are in a row.
func (g *gift) isIn(seen row) bool {
	if g.dense == nil {
		return seen.covers(g.sharers)
	}
	for i, word := range g.dense {
		if word&^seen[i] != 0 {
			return false
		}
	}
	return true
}

// is reports whether the sharers are those of a part.
func (g *gift) is(some part) bool {
	switch {
	case some.row == nil:
		return slices.Equal(g.sharers, some.spans)
	case g.dense == nil:
		return some.row.is(g.sharers)
	default:
		return slices.Equal(g.dense, some.row)
	}
}

// add adds a rule, if it gives something of it to somebody.
func (g *given) add(viewers, sharers []Party) {
	before := len(g.standing)
	for _, p := range viewers {
		if c := g.viewers.covered(p); c.from < c.to {
			g.standing = append(g.standing, newStand(p.code, len(g.gifts)))
		}
	}
	if len(g.standing) == before {
		return
	}
	if cap(g.spans) < len(sharers) { // many gifts are in one piece of memory
		const most = 1 << 12
		g.spans = make([]span, 0, max(len(sharers), min(2*len(g.gifts), most)))
	}
	seen := g.sharers.coveredBy(g.spans, sharers)
	if len(seen) == 0 {
		g.standing = g.standing[:before]
		return
	}
	g.spans = g.spans[len(seen):len(seen):cap(g.spans)]
	g.gifts = append(g.gifts, g.gift(seen[:len(seen):len(seen)]))
}

func (g *given) gift(sharers []span) gift {
	one := gift{sharers: sharers}
	if len(sharers) > len(g.sharers.atoms)/wordBits {
		dense := newRow(len(g.sharers.atoms))
		one.putInto(dense)
		one.dense = dense
	}
	return one
}

// gather puts what the viewers have in their order, when all rules are added.
func (g *given) gather() {
	slices.Sort(g.standing)
	g.standing = slices.Compact(g.standing)
}

// arrange puts the gifts in order, the largest first, and makes one of those that are the
// same, so that it does not matter how many rules give them.
func (g *given) arrange() {
	places := make([]int, len(g.gifts)) // of gifts, in the order that they shall have
	for i := range places {
		places[i] = i
	}
	slices.SortFunc(places, func(a, b int) int {
		return cmp.Or(
			cmp.Compare(g.sharers.numbersIn(g.gifts[b].sharers...), g.sharers.numbersIn(g.gifts[a].sharers...)),
			slices.CompareFunc(g.gifts[a].sharers, g.gifts[b].sharers, func(a, b span) int {
				return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to))
			}))
	})
	var gifts []gift
	place := make([]int, len(g.gifts)) // where a gift is then
	for _, i := range places {
		if last := len(gifts) - 1; last < 0 || !slices.Equal(gifts[last].sharers, g.gifts[i].sharers) {
			gifts = append(gifts, g.gifts[i])
		}
		place[i] = len(gifts) - 1
	}
	g.gifts = gifts
	for i, s := range g.standing {
		g.standing[i] = newStand(s.entry(), place[s.gift()])
	}
	g.gather()
}

// A walk goes through the viewers in their order and finds what each has.
type walk struct {
	standing []stand // of the viewers' groups to come
	group    code
	ofGroup  []stand // of the group itself
	numbers  []stand // of those numbers of the group that are not passed
}

// to goes to a viewer, and reports whether it is the first of its group.
func (w *walk) to(atom code) (first bool) {
	if atom.group() == w.group {
		return false
	}
	w.group = atom.group()
	upTo := func(c code) (stands []stand) {
		n := 0
		for n < len(w.standing) && w.standing[n].entry() < c {
			n++
		}
		stands, w.standing = w.standing[:n], w.standing[n:]
		return stands
	}
	w.numbers, w.ofGroup = upTo(w.group), upTo(w.group+1)
	return true
}

// own returns what the viewer has by itself, and not as one of its group.
func (w *walk) own(atom code) []stand {
	for len(w.numbers) > 0 && w.numbers[0].entry() < atom {
		w.numbers = w.numbers[1:]
	}
	n := 0
	for n < len(w.numbers) && w.numbers[n].entry() == atom {
		n++
	}
	return w.numbers[:n]
}

// An insight makes the part of the sharers that each viewer is given. It uses the same
// memory each time.
type insight struct {
	*given
	walk    walk
	ofGroup part
	memory  [2]part
}

func newInsight(g *given) *insight { return &insight{given: g, walk: walk{standing: g.standing}} }

// of returns the part of a viewer. The viewers have to come in their order.
func (s *insight) of(viewer int) part {
	atom := s.viewers.atoms[viewer]
	if s.walk.to(atom) {
		s.ofGroup = s.collect(&s.memory[0], part{}, s.walk.ofGroup)
	}
	own := s.walk.own(atom)
	if len(own) == 0 {
		return s.ofGroup
	}
	return s.collect(&s.memory[1], s.ofGroup, own)
}

// collect returns the part and the gifts together, in the memory given.
func (s *insight) collect(memory *part, some part, gifts []stand) part {
	spans := len(some.spans)
	for _, has := range gifts {
		spans += len(s.gifts[has.gift()].sharers)
	}
	places := len(s.sharers.atoms)
	if some.row == nil && spans <= sparse(places) {
		memory.spans = append(memory.spans[:0], some.spans...)
		for _, has := range gifts {
			memory.spans = append(memory.spans, s.gifts[has.gift()].sharers...)
		}
		return part{spans: joined(memory.spans)}
	}
	if memory.row == nil {
		memory.row = newRow(places)
	}
	clear(memory.row)
	some.putInto(memory.row)
	for _, has := range gifts {
		s.gifts[has.gift()].putInto(memory.row)
	}
	return part{row: memory.row}
}
