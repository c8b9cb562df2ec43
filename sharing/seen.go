package sharing

import "slices"

// Which rules of a set matter to a rule, and what they give of it.

// touching returns rules among which are all those that give some of the viewers some of the
// sharers, each once. They are those in which viewers stand, or those in which sharers do,
// whichever are fewer: it looks at some of the ones, then of the others, then at more of
// both, until it has seen all of either.
func (ix *index) touching(viewers, sharers *side) []*storedRule {
	ofViewers, ofSharers := viewers.entries(), sharers.entries()
	for most := 1 << 8; ; most *= 4 {
		numbers, all := standing([2]*set{&ix.short.viewers, &ix.long.viewers}, ofViewers, most)
		if !all {
			numbers, all = standing([2]*set{&ix.short.sharers, &ix.long.sharers}, ofSharers, most)
		}
		if all {
			return slices.Collect(ix.numbered(slices.Values(numbers)))
		}
	}
}

// standing returns the numbers of the rules in which some of the entries stand, each once,
// and whether the sides list them so many times at most.
func standing(sides [2]*set, entries []code, most int) (numbers []uint32, all bool) {
	for _, entry := range entries {
		for _, side := range sides {
			for cu, some := newCursor(side, entry); some; some = cu.next() {
				if len(numbers) == most {
					return nil, false
				}
				numbers = append(numbers, cu.number())
			}
		}
	}
	slices.Sort(numbers)
	return slices.Compact(numbers), true
}

// entries returns the entries that cover atoms of the side: the numbers, and the groups
// in which these or other atoms lie, each once.
func (s *side) entries() []code {
	var list []code
	for _, a := range s.atoms {
		list = append(list, a, a.group())
	}
	return sortedOnce(list)
}

// named returns, for each group in the rules, the numbers of it that any rule of the set
// or one of these names, ascending.
func (rs *Rules) named(rules ...*Rule) map[code][]code {
	var groups, numbers []code
	for _, r := range rules {
		for _, list := range r.lists() {
			for _, p := range list {
				if p.IsGroup() {
					groups = append(groups, p.code)
				} else if !p.IsZero() {
					numbers = append(numbers, p.code)
				}
			}
		}
	}
	groups = sortedOnce(groups)
	for _, g := range groups {
		for _, p := range rs.index.named(Party{g}) {
			numbers = append(numbers, p.code)
		}
	}
	if len(groups) == 0 {
		return nil
	}
	numbers = sortedOnce(numbers)
	named := make(map[code][]code, len(groups))
	for _, g := range groups {
		from, _ := slices.BinarySearch(numbers, g&^wholeGroup)
		to, _ := slices.BinarySearch(numbers, g)
		named[g] = numbers[from:to:to]
	}
	return named
}

// sortedOnce sorts the codes and leaves each once.
func sortedOnce(codes []code) []code {
	slices.Sort(codes)
	return slices.Compact(codes)
}

// lists returns the viewers and the sharers; none of nil.
func (r *Rule) lists() (lists [2][]Party) {
	if r != nil {
		lists = [2][]Party{r.Viewers, r.Sharers}
	}
	return lists
}

// beyond returns what the rule gives that neither the set nor the other rule does.
// Either rule may be nil.
func (rs *Rules) beyond(r, other *Rule, named map[code][]code) *gain {
	if r == nil || !r.complete() {
		return nil
	}
	viewers, sharers := newSide(r.Viewers, named), newSide(r.Sharers, named)
	seen := rs.seen(viewers, sharers)
	if other != nil {
		seen.add(other.Viewers, other.Sharers)
	}
	return newGain(nil, seen)
}

// seen returns what the set gives of what the viewers could see of the sharers.
func (rs *Rules) seen(viewers, sharers *side) *given {
	// To look an entry up takes about as long as to read some rules.
	if min(len(viewers.atoms), len(sharers.atoms)) > rs.count/8 {
		g := newGiven(viewers, sharers, rs.count, 2*rs.count)
		for stored := range rs.index.byNumber.all() {
			g.add(stored.viewers(), stored.sharers())
		}
		return g
	}
	touching := rs.index.touching(viewers, sharers)
	g := newGiven(viewers, sharers, len(touching), len(touching))
	for _, stored := range touching {
		g.add(stored.viewers(), stored.sharers())
	}
	return g
}
