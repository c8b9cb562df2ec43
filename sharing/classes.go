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

// A given is what other rules give of what a rule gives.
type given struct {
	viewers, sharers *side
	gifts            []gift
	places           map[string]int // of the gifts, by their sharers
	standing         map[code][]int // by entry among the viewers, places of its gifts
}

// A gift is sharers, and the entries of those who see them already.
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

// rows calls f with each viewer, and the sharers that it sees already by the gifts. The
// row is f's during the call, and has to be as it was after it.
func (g *given) rows(f func(viewer int, seen row)) {
	places := len(g.sharers.atoms)
	ofGroup, ofBoth := newRow(places), newRow(places)
	group := code(0)
	for v, atom := range g.viewers.atoms {
		if atom.group() != group {
			group = atom.group()
			clear(ofGroup)
			g.fill(ofGroup, g.standing[group])
		}
		gifts := g.standing[atom]
		if atom.isGroup() || len(gifts) == 0 {
			f(v, ofGroup)
			continue
		}
		copy(ofBoth, ofGroup)
		g.fill(ofBoth, gifts)
		f(v, ofBoth)
	}
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
	g := &given{
		viewers: newSide(r.Viewers, named), sharers: newSide(r.Sharers, named),
		places: make(map[string]int), standing: make(map[code][]int),
	}
	for _, stored := range rs.index.touching(g.viewers) {
		g.add(stored.viewers(), stored.sharers())
	}
	if other != nil && other.complete() {
		g.add(other.Viewers, other.Sharers)
	}
	g.gather()
	return g.gain()
}

// A gain is who gains anything, and whose results anybody gains sight of.
type gain struct {
	*given
	gaining row            // viewers
	gained  row            // sharers
	alike   map[uint64]int // by hash of what is seen already, how many numbers see that
}

// gain goes through all viewers once.
func (g *given) gain() *gain {
	n := len(g.sharers.atoms)
	all := &gain{g, newRow(len(g.viewers.atoms)), newRow(n), make(map[uint64]int)}
	g.rows(func(v int, seen row) {
		own := g.sharers.place(g.viewers.atoms[v])
		left := n - seen.count()
		if own >= 0 && !seen.has(own) {
			left--
		}
		if left == 0 {
			return
		}
		all.gaining.set(v, true)
		others := own >= 0 && all.gained.has(own)
		for i, word := range seen {
			all.gained[i] |= ^word
		}
		if own >= 0 {
			all.gained.set(own, others)
		}
		numbers := g.viewers.numbersIn(span{v, v + 1})
		without, with := seen.hashes(own)
		all.alike[without] += numbers
		if with != without {
			all.alike[with] += numbers
		}
	})
	return all
}

// outright is how many parties may be told of sharers beyond those of the rule itself, to
// tell for each viewer what it gains. Beyond that exceptions are told as the rules have
// them, which takes no more room than the rules do. It depends on nothing that strangers
// have.
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

// A seeing is viewers who see the same sharers already.
type seeing struct {
	viewers []span
	sharers []span
}

// bySight puts viewers together to whom it comes to the same, unless it takes too much
// to tell.
func (g *gain) bySight() (classes []Class, few bool) {
	var list []seeing
	byHash := make(map[uint64][]int) // places in the list
	n := len(g.sharers.atoms)
	room := len(g.sharers.all) + outright
	g.rows(func(v int, seen row) {
		if room < 0 || !g.gaining.has(v) {
			return
		}
		// That a rule shows somebody their own results sets nobody apart: such a number
		// stands with the many.
		own := g.sharers.place(g.viewers.atoms[v])
		hash, with := seen.hashes(own)
		if own >= 0 {
			was := seen.has(own)
			defer seen.set(own, was)
			seen.set(own, g.alike[with] > g.alike[hash])
			if g.alike[with] > g.alike[hash] {
				hash = with
			}
		}
		for _, i := range byHash[hash] {
			if seen.is(list[i].sharers, n) {
				list[i].viewers = append(list[i].viewers, span{v, v + 1})
				return
			}
		}
		byHash[hash] = append(byHash[hash], len(list))
		same := seeing{[]span{{v, v + 1}}, seen.spans(n)}
		room -= g.room(same.sharers)
		list = append(list, same)
	})
	if room < 0 {
		return nil, false
	}
	for _, same := range list {
		classes = append(classes, g.class(same))
	}
	slices.SortFunc(classes, func(a, b Class) int {
		return int(a.Viewers[0].Party.code) - int(b.Viewers[0].Party.code)
	})
	return classes, true
}

// room returns how many parties the sharers take in the class of those who see some.
func (g *given) room(seen []span) int {
	left, except := g.sharers.told(gaps(seen, len(g.sharers.atoms))), g.sharers.told(seen)
	if except < left {
		return len(g.sharers.all) + except
	}
	return left
}

// class returns the class of viewers who see the same sharers already. What takes fewer
// parties is told, the sharers that are left or the ones that are seen already.
func (g *given) class(same seeing) Class {
	left := gaps(same.sharers, len(g.sharers.atoms))
	c := Class{Viewers: g.viewers.members(joined(same.viewers))}
	if g.sharers.told(same.sharers) >= g.sharers.told(left) {
		c.Sharers = g.sharers.members(left)
		return c
	}
	c.Sharers = g.sharers.all
	if len(same.sharers) > 0 {
		c.Except = []Exception{{Viewers: c.Viewers, Sharers: g.sharers.members(same.sharers)}}
	}
	return c
}
