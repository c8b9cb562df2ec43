package sharing

import (
	"cmp"
	"slices"
)

// whole returns one class of all who gain anything, with what single ones of them see
// already as exceptions. These take no more room than the rules by which they see it.
func (g *gain) whole() Class {
	g.arrange()
	viewers := g.gaining.spans(len(g.viewers.atoms))
	sharers := g.gained.spans(len(g.sharers.atoms))
	c := Class{Viewers: g.viewers.members(viewers), Sharers: g.sharers.members(sharers)}
	var blocks []block
	for i, viewers := range g.needed() {
		blocks = append(blocks, g.block(g.viewers.coveredBy(nil, viewers), g.gifts[i].sharers))
	}
	// A rule that is split, by either list or by both, is put together again.
	blocks = g.together(blocks, func(b block) string { return inWords(b.told.Viewers) })
	blocks = g.together(blocks, func(b block) string { return inWords(b.told.Sharers) })
	for _, b := range blocks {
		c.Except = append(c.Except, b.told)
	}
	return c
}

// needed returns for each gift the entries of the viewers to whom it gives something that
// larger ones do not, nor any that their groups have: only these are to be told.
func (g *gain) needed() [][]Party {
	needed := make([][]Party, len(g.gifts))
	add := func(seen row, stands []stand) {
		for _, has := range stands {
			if gift := &g.gifts[has.gift()]; !gift.isIn(seen) {
				needed[has.gift()] = append(needed[has.gift()], Party{has.entry()})
				gift.putInto(seen)
			}
		}
	}
	ofGroup, ofBoth := slices.Clone(g.gained), slices.Clone(g.gained)
	w := walk{standing: g.standing}
	for _, atom := range g.viewers.atoms {
		if w.to(atom) {
			for i, word := range g.gained { // what nobody gains need not be told
				ofGroup[i] = ^word
			}
			add(ofGroup, w.ofGroup)
		}
		stands := w.own(atom)
		if len(stands) == 0 {
			continue
		}
		copy(ofBoth, ofGroup)
		if own := g.sharers.place(atom); own >= 0 {
			ofBoth.set(own, true)
		}
		add(ofBoth, stands)
	}
	return needed
}

// A block is an exception and what it was made of.
type block struct {
	viewers, sharers []span
	told             Exception
}

func (g *gain) block(viewers, sharers []span) block {
	return block{viewers, sharers, Exception{
		Viewers: g.viewers.within(g.gaining, viewers),
		Sharers: g.sharers.within(g.gained, sharers),
	}}
}

// together makes one of those blocks which have the same on one side, and drops those
// that say nothing. It returns them in the order of what they say.
func (g *gain) together(blocks []block, side func(block) string) []block {
	same := make(map[string][]block)
	for _, b := range blocks {
		if len(b.told.Viewers) > 0 { // and some sharers, since all blocks have some
			same[side(b)] = append(same[side(b)], b)
		}
	}
	list := make([]block, 0, len(same))
	for _, several := range same {
		one := several[0]
		if len(several) > 1 {
			var viewers, sharers []span
			for _, b := range several {
				viewers, sharers = append(viewers, b.viewers...), append(sharers, b.sharers...)
			}
			one = g.block(joined(viewers), joined(sharers))
		}
		list = append(list, one)
	}
	slices.SortFunc(list, func(a, b block) int {
		return cmp.Or(
			slices.CompareFunc(a.told.Viewers, b.told.Viewers, Members.compare),
			slices.CompareFunc(a.told.Sharers, b.told.Sharers, Members.compare))
	})
	return list
}

func (m Members) compare(other Members) int {
	return cmp.Or(cmp.Compare(m.Party.code, other.Party.code),
		slices.CompareFunc(m.But, other.But, func(a, b Party) int { return cmp.Compare(a.code, b.code) }))
}
