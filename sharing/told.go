package sharing

import "slices"

// How places of a side are told as groups and numbers.

// parts yields the groups in which the places are, with those of their places; but what
// a span has of wholly covered groups it yields at once, with no places.
func (s *side) parts(spans []span, yield func(groups span, places []span)) {
	var places []span // of a group
	var g span
	for _, next := range spans {
		for next.from < next.to {
			if next.from >= g.to {
				if len(places) > 0 {
					yield(g, places)
				}
				places = places[:0]
				g = s.group(s.atoms[next.from])
			}
			if next.from == g.from && next.to >= g.to {
				whole := next
				if whole.to < len(s.atoms) {
					whole.to = s.group(s.atoms[whole.to]).from
				}
				yield(whole, nil)
				next.from, g.to = whole.to, whole.to
				continue
			}
			end := min(next.to, g.to)
			places = append(places, span{next.from, end})
			next.from = end
		}
	}
	if len(places) > 0 {
		yield(g, places)
	}
}

// told returns how many parties it takes to tell the places. Its cost is in proportion to
// the spans.
func (s *side) told(spans []span) int {
	n := 0
	s.parts(spans, func(groups span, places []span) {
		if places == nil {
			n += s.parties[groups.to] - s.parties[groups.from]
			return
		}
		numbers := s.numbersIn(places...)
		if s.enters(groups) && numbers > numbersInGroup/2 {
			numbers = 1 + numbersInGroup - numbers
		}
		n += numbers
	})
	return n
}

// members returns the places as they are told, in ascending order: a group that was
// entered stands for its numbers where more than half of them are meant, but for those
// that are not.
func (s *side) members(spans []span) []Members {
	list := s.buffer[:0]
	s.parts(spans, func(groups span, places []span) {
		if places != nil {
			list = s.part(list, groups, places)
			return
		}
		for i := groups.from; i < groups.to; {
			g := s.group(s.atoms[i])
			if s.enters(g) {
				list = append(list, Members{Party: Party{s.atoms[i].group()}})
			} else {
				for _, a := range s.atoms[g.from:g.to] {
					list = append(list, Members{Party: Party{a}})
				}
			}
			i = g.to
		}
	})
	s.buffer = list
	return slices.Clone(list)
}

// part adds to the list a part of a group.
func (s *side) part(list []Members, g span, places []span) []Members {
	if !s.enters(g) { // which is then numbers only
		for _, part := range places {
			for _, a := range s.atoms[part.from:part.to] {
				list = append(list, Members{Party: Party{a}})
			}
		}
		return list
	}
	group := s.atoms[g.from].group()
	const some, none = 1, 2         // of what is named
	var is [numbersInGroup + 1]byte // by number, the rest of the group behind
	at := func(atom code) *byte { return &is[min(int(atom&wholeGroup)-1, numbersInGroup)] }
	for _, a := range s.atoms[g.from:g.to] {
		*at(a) = none
	}
	for _, part := range places {
		for _, a := range s.atoms[part.from:part.to] {
			*at(a) = some
		}
	}
	var memory [2][numbersInGroup]Party
	here, missing := memory[0][:0], memory[1][:0]
	for n := range code(numbersInGroup) {
		number := group&^wholeGroup | (n + 1)
		if is[n] == some || is[n] == 0 && is[numbersInGroup] == some {
			here = append(here, Party{number})
		} else {
			missing = append(missing, Party{number})
		}
	}
	if len(here) > numbersInGroup/2 {
		return append(list, Members{Party: Party{group}, But: slices.Clone(missing)})
	}
	for _, p := range here {
		list = append(list, Members{Party: p})
	}
	return list
}

// within returns those of the places that are among some as they are told among these:
// a group stands for all of its numbers that are there.
func (s *side) within(some row, spans []span) []Members {
	var list []Members
	s.parts(spans, func(groups span, places []span) {
		for i := groups.from; i < groups.to; {
			g := s.group(s.atoms[i])
			i = g.to
			if places == nil {
				list = s.partWithin(list, some, g, []span{g})
			} else {
				list = s.partWithin(list, some, g, places)
			}
		}
	})
	return list
}

// partWithin adds to the list those of the places that are in one group.
func (s *side) partWithin(list []Members, some row, g span, places []span) []Members {
	here, all := some.meet(places), some.meet([]span{g})
	if n := s.numbersIn(here...); n > 1 && n == s.numbersIn(all...) {
		return append(list, Members{Party: Party{s.atoms[g.from].group()}})
	}
	return s.part(list, g, here)
}
