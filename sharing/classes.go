package sharing

import (
	"cmp"
	"encoding/binary"
	"slices"
)

// How consequences are computed. The lists of the rule are taken apart into atoms. Of
// each other rule in which its viewers stand there remains what it gives of what the rule
// gives: a gift, which is kept once however many rules give it, with the entries of those
// who have it. So a group's gifts are put together once for all its numbers.
//
// Whether a viewer sees all sharers already, with what many rules give, takes a look at
// each viewer with all sharers; for that a row of bits is made anew for each viewer, and
// none is kept. What is kept and told is in proportion to the lists.

// A given is what some rules give of what some viewers could see of some sharers.
type given struct {
	viewers, sharers *side
	gifts            []gift
	places           map[string]int // of the gifts, by their sharers
	standing         map[code][]int // by entry among the viewers, places of its gifts
}

func newGiven(viewers, sharers *side) *given {
	return &given{viewers: viewers, sharers: sharers, places: make(map[string]int), standing: make(map[code][]int)}
}

// A gift is sharers, and the entries of those who see them.
type gift struct {
	viewers []Party
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

// is reports whether the sharers are those in a row.
func (g *gift) is(some row) bool {
	if g.dense == nil {
		return some.is(g.sharers)
	}
	return slices.Equal(g.dense, some)
}

// add adds a rule that gives something of it, if it does.
func (g *given) add(viewers, sharers []Party) {
	seen := g.sharers.coveredBy(sharers)
	if len(seen) == 0 {
		return
	}
	var key []byte
	for _, s := range seen {
		key = binary.AppendUvarint(binary.AppendUvarint(key, uint64(s.from)), uint64(s.to))
	}
	at, known := g.places[string(key)]
	if !known {
		at = len(g.gifts)
		g.places[string(key)] = at
		g.gifts = append(g.gifts, g.gift(seen))
	}
	for _, p := range viewers {
		if c := g.viewers.covered(p); c.from < c.to {
			g.gifts[at].viewers = append(g.gifts[at].viewers, p)
		}
	}
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

// gather puts the gifts in order, the largest first, when all rules are added.
func (g *given) gather() {
	slices.SortFunc(g.gifts, func(a, b gift) int {
		return cmp.Or(
			cmp.Compare(g.sharers.numbersIn(b.sharers...), g.sharers.numbersIn(a.sharers...)),
			slices.CompareFunc(a.sharers, b.sharers, func(a, b span) int {
				return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to))
			}))
	})
	for i := range g.gifts {
		g.gifts[i].viewers = once(g.gifts[i].viewers)
		for _, p := range g.gifts[i].viewers {
			g.standing[p.code] = append(g.standing[p.code], i)
		}
	}
}

// A rows makes the row of sharers that each viewer is given. It uses the same memory each
// time.
type rows struct {
	*given
	group           code
	ofGroup, ofBoth row
}

func (g *given) rows() *rows {
	places := len(g.sharers.atoms)
	return &rows{g, 0, newRow(places), newRow(places)}
}

// of returns the row of a viewer. The viewers have to come in their order.
func (r *rows) of(viewer int) row {
	atom := r.viewers.atoms[viewer]
	if atom.group() != r.group {
		r.group = atom.group()
		clear(r.ofGroup)
		r.fill(r.ofGroup, r.standing[r.group])
	}
	gifts := r.standing[atom]
	if atom.isGroup() || len(gifts) == 0 {
		return r.ofGroup
	}
	copy(r.ofBoth, r.ofGroup)
	r.fill(r.ofBoth, gifts)
	return r.ofBoth
}

func (g *given) fill(seen row, gifts []int) {
	for _, i := range gifts {
		g.gifts[i].putInto(seen)
	}
}

// touching returns the rules in which some of the viewers stand, as themselves or as one
// of their group, each once. It looks up each viewer and each group once.
func (ix *index) touching(viewers *side) []*storedRule {
	var rules []*storedRule
	met := make(map[uint32]bool)
	for _, entry := range viewers.entries() {
		for r := range ix.withViewer([2]code{entry, entry}) {
			if !met[r.number] {
				met[r.number] = true
				rules = append(rules, r)
			}
		}
	}
	return rules
}

// entries returns the entries that cover atoms of the side: the numbers, and the groups
// in which these or other atoms lie, each once.
func (s *side) entries() []code {
	var list []code
	for _, a := range s.atoms {
		list = append(list, a, a.group())
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// named returns, for each group in the rules, the numbers of it that any rule of the set
// or one of these names, ascending.
func (rs *Rules) named(rules ...*Rule) map[code][]code {
	named := make(map[code][]code)
	for _, r := range rules {
		for _, p := range r.entries() {
			if p.IsGroup() {
				named[p.code] = nil
			}
		}
	}
	if len(named) == 0 {
		return named
	}
	add := func(p Party) {
		if p.IsGroup() || p.IsZero() {
			return
		}
		if numbers, asked := named[p.code.group()]; asked {
			named[p.code.group()] = append(numbers, p.code)
		}
	}
	for g := range named {
		for _, p := range rs.index.named(Party{g}) {
			add(p)
		}
	}
	for _, r := range rules {
		for _, p := range r.entries() {
			add(p)
		}
	}
	for g, numbers := range named {
		slices.Sort(numbers)
		named[g] = slices.Compact(numbers)
	}
	return named
}

// entries returns the viewers and then the sharers; none of nil.
func (r *Rule) entries() []Party {
	if r == nil {
		return nil
	}
	return slices.Concat(r.Viewers, r.Sharers)
}

// beyond returns what the rule gives that neither the set nor the other rule does.
// Either rule may be nil.
func (rs *Rules) beyond(r, other *Rule, named map[code][]code) *gain {
	if r == nil || !r.complete() {
		return nil
	}
	viewers, sharers := newSide(r.Viewers, named), newSide(r.Sharers, named)
	seen := rs.seen(viewers, sharers)
	if other != nil && other.complete() {
		seen.add(other.Viewers, other.Sharers)
	}
	return newGain(nil, seen)
}

// seen returns what the set gives of what the viewers could see of the sharers.
func (rs *Rules) seen(viewers, sharers *side) *given {
	g := newGiven(viewers, sharers)
	for _, stored := range rs.index.touching(viewers) {
		g.add(stored.viewers(), stored.sharers())
	}
	return g
}

// A gain is what viewers are given that they do not see already: who gains anything, and
// whose results anybody gains sight of.
type gain struct {
	*given                 // what they see already
	gives   *given         // what they are given; nil is everything
	gaining row            // viewers
	gained  row            // sharers
	alike   map[uint64]int // by hash of what is gained, how many numbers gain that
}

// newGain goes through all viewers once.
func newGain(gives, seen *given) *gain {
	seen.gather()
	if gives != nil {
		gives.gather()
	}
	g := &gain{seen, gives, newRow(len(seen.viewers.atoms)), newRow(len(seen.sharers.atoms)), make(map[uint64]int)}
	g.each(func(v, own int, left row) {
		without, with := left.hashes(own)
		numbers := g.viewers.numbersIn(span{v, v + 1})
		g.alike[without] += numbers
		if with != without {
			g.alike[with] += numbers
		}
		g.gaining.set(v, true)
		for i, word := range left {
			g.gained[i] |= word
		}
	})
	return g
}

// each calls f with the viewers who gain anything: with what they gain, beside their own
// results, and where they are among the sharers, -1 if nowhere. The row is f's during the
// call.
func (g *gain) each(f func(viewer, own int, left row)) {
	all := newRow(len(g.sharers.atoms))
	all.fill(g.sharers.whole()[0])
	left := newRow(len(g.sharers.atoms))
	seen := g.rows()
	var gives *rows
	if g.gives != nil {
		gives = g.gives.rows()
	}
	for v, atom := range g.viewers.atoms {
		given := all
		if gives != nil {
			given = gives.of(v)
		}
		some := uint64(0)
		own := g.sharers.place(atom)
		already := seen.of(v)
		copy(left, given)
		if own >= 0 {
			left.set(own, false)
		}
		for i := range left {
			left[i] &^= already[i]
			some |= left[i]
		}
		if some != 0 {
			f(v, own, left)
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
	if classes, few := g.bySight(); few {
		return classes
	}
	return []Class{g.whole()}
}

// A likeness is viewers who gain sight of the same sharers.
type likeness struct {
	viewers []span
	gains   gift
}

// bySight puts viewers together to whom it comes to the same, unless it takes too much
// to tell.
func (g *gain) bySight() (classes []Class, few bool) {
	var list []likeness
	byHash := make(map[uint64][]int) // places in the list
	room := len(g.sharers.all) + outright
	g.each(func(v, own int, left row) {
		if room < 0 {
			return
		}
		// Whether it is said to gain sight of its own results, which means nothing, sets
		// nobody apart: such a number stands with the many.
		without, hash := left.hashes(own)
		if own >= 0 {
			with := g.alike[hash] >= g.alike[without]
			left.set(own, with)
			if !with {
				hash = without
			}
		}
		for _, i := range byHash[hash] {
			if list[i].gains.is(left) {
				list[i].viewers = append(list[i].viewers, span{v, v + 1})
				return
			}
		}
		byHash[hash] = append(byHash[hash], len(list))
		gains := g.gift(left.spans(len(g.sharers.atoms)))
		room -= g.room(gains.sharers)
		list = append(list, likeness{[]span{{v, v + 1}}, gains})
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
