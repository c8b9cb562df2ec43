package sharing

import (
	"cmp"
	"encoding/binary"
	"slices"
)

// How consequences are computed. The lists of the rule are taken apart into atoms, which
// no rule tells apart any further: each customer number that some rule names, and for a
// group the rest of it. For each viewer it is collected which other rules it stands in;
// viewers who stand in the same ones see the same already, so that what these rules
// share is put together once for all of them. What is told grows with the classes and
// what each of them is told of: little where viewers are alike, and up to half of viewers
// times sharers where each of many viewers sees other ones of many sharers already.

// A side is a list of a rule, taken apart.
type side struct {
	atoms   []code         // ascending: numbers, and groups that stand for their rest
	place   map[code]int   // of each atom
	byGroup map[code][]int // places of the atoms of a group
	groups  []code         // those that were entered, ascending
	all     []Members      // what whole returns, once it was asked
}

// newSide takes a list apart. Of each group in it named has the numbers that are named.
func newSide(entries []Party, named map[code][]code) *side {
	s := &side{place: make(map[code]int), byGroup: make(map[code][]int)}
	for _, p := range once(entries) {
		if !p.IsGroup() {
			s.atoms = append(s.atoms, p.code)
			continue
		}
		s.groups = append(s.groups, p.code)
		s.atoms = append(s.atoms, named[p.code]...)
		if rest, some := restOf(p.code, named[p.code]); some {
			s.atoms = append(s.atoms, rest)
		}
	}
	slices.Sort(s.atoms)
	s.atoms = slices.Compact(s.atoms)
	for i, a := range s.atoms {
		s.place[a] = i
		s.byGroup[a.group()] = append(s.byGroup[a.group()], i)
	}
	return s
}

// once returns the entries in ascending order, each once: a group that is repeated would
// cost a hundred numbers each time.
func once(entries []Party) []Party {
	list := slices.Clone(entries)
	slices.SortFunc(list, func(a, b Party) int { return cmp.Compare(a.code, b.code) })
	return slices.Compact(list)
}

// numbersInGroup is how many customer numbers a group can have: 00 to 99.
const numbersInGroup = 100

// restOf returns the atom of those numbers of a group that are not named: the group; or
// the number, where one is left, since it does not gain sight of itself. Where all are
// named there is none. The named ones are ascending, each once.
func restOf(group code, named []code) (rest code, some bool) {
	switch len(named) {
	case numbersInGroup:
		return 0, false
	case numbersInGroup - 1:
		first := group &^ wholeGroup // the code before that of number 00
		for i, n := range named {
			if n != first+code(i)+1 {
				return first + code(i) + 1, true
			}
		}
		return first + numbersInGroup, true
	default:
		return group, true
	}
}

// covered returns the places of the atoms that the entries cover, ascending, each once.
func (s *side) covered(entries []Party) []int {
	var places []int
	for _, p := range once(entries) {
		if p.IsGroup() {
			places = append(places, s.byGroup[p.code]...)
		} else if i, ok := s.place[p.code]; ok {
			places = append(places, i)
		}
	}
	slices.Sort(places)
	return slices.Compact(places)
}

// whole returns all atoms as they are told. The list is made once.
func (s *side) whole() []Members {
	if s.all == nil {
		places := make([]int, len(s.atoms))
		for i := range places {
			places[i] = i
		}
		s.all = s.members(places)
	}
	return s.all
}

// members returns the atoms at the places, ascending, as they are told: a group that was
// entered stands for its atoms unless its rest comes out otherwise.
func (s *side) members(places []int) []Members {
	var list []Members
	for len(places) > 0 {
		g := s.atoms[places[0]].group()
		n := 1 // of the places that are in the group; its atoms stand beside each other
		for n < len(places) && s.atoms[places[n]].group() == g {
			n++
		}
		all := s.byGroup[g]
		_, entered := slices.BinarySearch(s.groups, g)
		switch {
		case entered && n == len(all):
			list = append(list, Members{Party: Party{g}})
		case entered && s.atoms[places[n-1]] == g:
			list = append(list, Members{Party: Party{g}, But: s.missing(all, places[:n])})
		default:
			for _, i := range places[:n] {
				list = append(list, Members{Party: Party{s.atoms[i]}})
			}
		}
		places = places[n:]
	}
	return list
}

// told returns how many parties it takes to tell the sharers that are left beside those
// at the places, and to tell those. It depends on what comes out otherwise and not on
// which numbers rules name, since that is nobody's to learn.
func (s *side) told(places []int) (left, except int) {
	left = len(s.whole())
	for len(places) > 0 {
		g := s.atoms[places[0]].group()
		n := 1
		for n < len(places) && s.atoms[places[n]].group() == g {
			n++
		}
		all := s.byGroup[g]
		_, entered := slices.BinarySearch(s.groups, g)
		switch {
		case entered && n == len(all):
			left, except = left-1, except+1
		case entered && s.atoms[places[n-1]] == g:
			left, except = left-1+len(all)-n, except+1+len(all)-n
		case entered:
			left, except = left+n, except+n // the group but for these
		default:
			left, except = left-n, except+n
		}
		places = places[n:]
	}
	return left, except
}

// missing returns the atoms at those of all places that are not among some of them.
func (s *side) missing(all, some []int) []Party {
	var list []Party
	for _, i := range all {
		if _, there := slices.BinarySearch(some, i); !there {
			list = append(list, Party{s.atoms[i]})
		}
	}
	return list
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

// A given is what other rules give of what a rule gives.
type given struct {
	viewers, sharers *side
	standing         [][]int // by viewer, numbers of what it is given
	gifts            [][]int // by number, places of sharers
	numbers          map[string]int
}

// add adds a rule that gives something of it, if it does. Rules that give the same
// sharers count as one.
func (g *given) add(viewers, sharers []Party) {
	seeing := g.viewers.covered(viewers)
	if len(seeing) == 0 {
		return
	}
	seen := g.sharers.covered(sharers)
	if len(seen) == 0 {
		return
	}
	key := string(appendAll(nil, seen))
	gift, known := g.numbers[key]
	if !known {
		gift = len(g.gifts)
		g.numbers[key] = gift
		g.gifts = append(g.gifts, seen)
	}
	for _, v := range seeing {
		if at, there := slices.BinarySearch(g.standing[v], gift); !there {
			g.standing[v] = slices.Insert(g.standing[v], at, gift)
		}
	}
}

// together returns the places of the sharers in some of the gifts, ascending. It goes
// through each gift once, and no further when all sharers are given.
func (g *given) together(gifts []int) []int {
	var seen []int
	in := make([]bool, len(g.sharers.atoms))
	for _, gift := range gifts {
		for _, i := range g.gifts[gift] {
			if !in[i] {
				in[i] = true
				seen = append(seen, i)
			}
		}
		if len(seen) == len(in) {
			break
		}
	}
	slices.Sort(seen)
	return seen
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

// classes returns what the rule gives that neither the set nor the other rule does.
// Either rule may be nil.
func (rs *Rules) classes(r, other *Rule, named map[code][]code) []Class {
	if r == nil || !r.complete() {
		return nil
	}
	g := &given{viewers: newSide(r.Viewers, named), sharers: newSide(r.Sharers, named), numbers: make(map[string]int)}
	g.standing = make([][]int, len(g.viewers.atoms))
	for _, stored := range rs.index.touching(g.viewers) {
		g.add(stored.viewers(), stored.sharers())
	}
	if other != nil && other.complete() {
		g.add(other.Viewers, other.Sharers)
	}
	return g.classes()
}

// A seeing is viewers who see the same sharers already.
type seeing struct {
	viewers []int
	sharers []int
}

// classes puts viewers together: first those who are given the same, then those to whom
// it comes to the same.
func (g *given) classes() []Class {
	byGifts := grouped(len(g.standing), func(v int) []int { return g.standing[v] })
	seen := make([][]int, len(byGifts))
	for i, viewers := range byGifts {
		seen[i] = g.together(g.standing[viewers[0]])
		if len(viewers) == 1 {
			seen[i] = g.withoutOwn(viewers[0], seen[i])
		}
	}
	var classes []Class
	for _, alike := range grouped(len(seen), func(i int) []int { return seen[i] }) {
		same := seeing{sharers: seen[alike[0]]}
		for _, i := range alike {
			same.viewers = append(same.viewers, byGifts[i]...)
		}
		slices.Sort(same.viewers)
		if class, some := g.class(same); some {
			classes = append(classes, class)
		}
	}
	slices.SortFunc(classes, func(a, b Class) int {
		return int(a.Viewers[0].Party.code) - int(b.Viewers[0].Party.code)
	})
	return classes
}

// withoutOwn returns the sharers without the viewer itself: that a rule shows somebody
// their own results sets nobody apart.
func (g *given) withoutOwn(viewer int, sharers []int) []int {
	own, both := g.sharers.place[g.viewers.atoms[viewer]]
	if !both || g.viewers.atoms[viewer].isGroup() {
		return sharers
	}
	return slices.DeleteFunc(sharers, func(i int) bool { return i == own })
}

// class returns the class of viewers who see the same sharers already, and whether there
// is anything that they gain. What takes fewer parties is told, the sharers that are left
// or the ones that are seen already.
func (g *given) class(same seeing) (c Class, some bool) {
	atoms, seen := len(g.sharers.atoms), len(same.sharers)
	if left, except := g.sharers.told(same.sharers); except < left && g.severalLeft(same.sharers) {
		c.Viewers = g.viewers.members(same.viewers)
		c.Sharers = g.sharers.whole()
		c.Except = g.sharers.members(same.sharers)
		return c, true
	}
	left := make([]int, 0, atoms-seen)
	next := same.sharers
	for i := range atoms {
		if len(next) > 0 && next[0] == i {
			next = next[1:]
		} else {
			left = append(left, i)
		}
	}
	same.viewers = slices.DeleteFunc(same.viewers, func(v int) bool { return g.onlyOwn(v, left) })
	if len(same.viewers) == 0 {
		return Class{}, false
	}
	c.Viewers = g.viewers.members(same.viewers)
	c.Sharers = g.sharers.members(left)
	return c, true
}

// severalLeft reports whether several numbers are left beside those seen: two atoms, or
// the rest of a group, which is several by itself.
func (g *given) severalLeft(seen []int) bool {
	if n := len(g.sharers.atoms) - len(seen); n != 1 {
		return n > 1
	}
	left := 0
	for left < len(seen) && seen[left] == left {
		left++
	}
	return g.sharers.atoms[left].isGroup()
}

// onlyOwn reports whether the sharers are nobody but the viewer itself. The rest of a
// group is two numbers or more, which gain sight of each other.
func (g *given) onlyOwn(viewer int, sharers []int) bool {
	atom := g.viewers.atoms[viewer]
	return len(sharers) == 0 || len(sharers) == 1 && !atom.isGroup() && g.sharers.atoms[sharers[0]] == atom
}

// grouped puts the numbers below n together that have equal lists, in the order in which
// the first of each comes.
func grouped(n int, list func(int) []int) [][]int {
	var groups [][]int
	place := make(map[string]int)
	var key []byte
	for i := range n {
		key = appendAll(key[:0], list(i))
		at, known := place[string(key)]
		if !known {
			at = len(groups)
			place[string(key)] = at
			groups = append(groups, nil)
		}
		groups[at] = append(groups[at], i)
	}
	return groups
}

// appendAll appends the numbers so that different lists are different bytes.
func appendAll(key []byte, list []int) []byte {
	for _, x := range list {
		key = binary.AppendUvarint(key, uint64(x))
	}
	return key
}
