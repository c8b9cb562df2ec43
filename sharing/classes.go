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
// each viewer with its gifts; for that a part of the sharers is made anew for each viewer,
// and none is kept. What is kept and told is in proportion to the lists.

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

// An insight makes the part of the sharers that each viewer is given. It uses the same
// memory each time.
type insight struct {
	*given
	group   code
	ofGroup part
	memory  [2]part
}

// of returns the part of a viewer. The viewers have to come in their order.
func (s *insight) of(viewer int) part {
	atom := s.viewers.atoms[viewer]
	if atom.group() != s.group {
		s.group = atom.group()
		s.ofGroup = s.collect(&s.memory[0], part{}, s.standing[s.group])
	}
	gifts := s.standing[atom]
	if atom.isGroup() || len(gifts) == 0 {
		return s.ofGroup
	}
	return s.collect(&s.memory[1], s.ofGroup, gifts)
}

// collect returns the part and the gifts together, in the memory given.
func (s *insight) collect(memory *part, some part, gifts []int) part {
	spans := len(some.spans)
	for _, i := range gifts {
		spans += len(s.gifts[i].sharers)
	}
	places := len(s.sharers.atoms)
	if some.row == nil && spans <= sparse(places) {
		memory.spans = append(memory.spans[:0], some.spans...)
		for _, i := range gifts {
			memory.spans = append(memory.spans, s.gifts[i].sharers...)
		}
		return part{spans: joined(memory.spans)}
	}
	if memory.row == nil {
		memory.row = newRow(places)
	}
	clear(memory.row)
	some.putInto(memory.row)
	for _, i := range gifts {
		s.gifts[i].putInto(memory.row)
	}
	return part{row: memory.row}
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
