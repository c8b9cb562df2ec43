package sharing

import (
	"cmp"
	"slices"
)

// A side is a list of a rule, taken apart into atoms, which no rule tells apart any
// further: each customer number that some rule names, and for a group the rest of it. The
// atoms of a group stand beside each other, its rest at the end.
//
// What is told of a side depends on which customer numbers are meant, and not on which of
// them rules name, since that is nobody's to learn.
type side struct {
	atoms   []code    // ascending: numbers, and groups that stand for their rest
	entered []code    // groups, ascending
	parties []int     // by place where a group begins: how many tell the groups before it
	numbers []int     // by place: how many customer numbers the atoms before it stand for
	begins  []int32   // by group from that of the first atom on: the place where it begins or would
	all     []Members // all atoms as they are told, once that was asked for
	buffer  []Members // memory of what is told
}

// newSide takes a list apart, which has some entries. Of each group in it named has the
// numbers that are named.
func newSide(entries []Party, named map[code][]code) *side {
	s := &side{atoms: make([]code, 0, len(entries))}
	for _, p := range once(entries) {
		if !p.IsGroup() {
			s.atoms = append(s.atoms, p.code)
			continue
		}
		s.entered = append(s.entered, p.code)
		s.atoms = append(s.atoms, named[p.code]...)
		if rest, some := restOf(p.code, named[p.code]); some {
			s.atoms = append(s.atoms, rest)
		}
	}
	s.atoms = sortedOnce(s.atoms)
	s.begin()
	s.count()
	return s
}

// begin makes the table by which groups are found at once, unless there would be much more
// of it than of the atoms.
func (s *side) begin() {
	first, last := s.atoms[0]>>withinBits, s.atoms[len(s.atoms)-1]>>withinBits
	if int(last-first) > 4*len(s.atoms) {
		return
	}
	s.begins = make([]int32, 0, last-first+2)
	for i, a := range s.atoms {
		for code(len(s.begins)) <= a>>withinBits-first {
			s.begins = append(s.begins, int32(i))
		}
	}
	s.begins = append(s.begins, int32(len(s.atoms)))
}

// count counts parties and numbers.
func (s *side) count() {
	s.parties = make([]int, len(s.atoms)+1)
	s.numbers = make([]int, len(s.atoms)+1)
	for i := 0; i < len(s.atoms); {
		g := s.group(s.atoms[i])
		n := 1
		if !s.enters(g) {
			n = g.to - g.from
		}
		s.parties[g.to] = s.parties[i] + n
		for ; i < g.to; i++ {
			n = 1
			if s.atoms[i].isGroup() {
				n = numbersInGroup - (i - g.from)
			}
			s.numbers[i+1] = s.numbers[i] + n
		}
	}
}

// numbersIn returns for how many customer numbers the places stand.
func (s *side) numbersIn(spans ...span) int {
	n := 0
	for _, part := range spans {
		n += s.numbers[part.to] - s.numbers[part.from]
	}
	return n
}

// once returns the entries in ascending order, each once: a group that is repeated would
// cost a hundred numbers each time. Entries that are so already are returned as they are.
func once(entries []Party) []Party {
	for i := 1; i < len(entries); i++ {
		if entries[i-1].code >= entries[i].code {
			list := slices.Clone(entries)
			slices.SortFunc(list, func(a, b Party) int { return cmp.Compare(a.code, b.code) })
			return slices.Compact(list)
		}
	}
	return entries
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

// whole returns the places of all atoms.
func (s *side) whole() []span { return []span{{0, len(s.atoms)}} }

// everybody returns all atoms as they are told.
func (s *side) everybody() []Members {
	if s.all == nil {
		s.all = s.members(s.whole())
	}
	return s.all
}

// enters reports whether the group whose places these are is itself in the list.
func (s *side) enters(g span) bool {
	if s.atoms[g.to-1].isGroup() {
		return true
	}
	if g.to-g.from < numbersInGroup {
		return false // there would be a rest
	}
	_, entered := slices.BinarySearch(s.entered, s.atoms[g.from].group())
	return entered
}

// place returns where the number is, -1 if nowhere.
func (s *side) place(number code) int {
	if number.isGroup() {
		return -1
	}
	g := s.group(number)
	i, ok := slices.BinarySearch(s.atoms[g.from:g.to], number)
	if !ok {
		return -1
	}
	return g.from + i
}

// group returns the places of the atoms of the group in which c lies.
func (s *side) group(c code) span {
	if s.begins == nil {
		from, _ := slices.BinarySearch(s.atoms, c&^wholeGroup)
		to, _ := slices.BinarySearch(s.atoms, c.group()+1)
		return span{from, to}
	}
	i := int(c>>withinBits) - int(s.atoms[0]>>withinBits)
	if i < 0 || i >= len(s.begins)-1 {
		return span{}
	}
	return span{int(s.begins[i]), int(s.begins[i+1])}
}

// covered returns the places of the atoms that the entry covers.
func (s *side) covered(p Party) span {
	if p.IsGroup() {
		return s.group(p.code)
	}
	if i := s.place(p.code); i >= 0 {
		return span{i, i + 1}
	}
	return span{}
}

// coveredBy returns the places of the atoms that the entries cover, in the memory given if
// there is room.
func (s *side) coveredBy(spans []span, entries []Party) []span {
	for _, p := range entries {
		if c := s.covered(p); c.from < c.to {
			spans = append(spans, c)
		}
	}
	return joined(spans)
}
