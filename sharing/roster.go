package sharing

import (
	"iter"
	"slices"
)

// A set is a trie that has hashes and no values.
type set = trie[struct{}]

// sorted returns the elements as entries of a set.
func sorted(hashes []uint64) []entry[struct{}] {
	entries := make([]entry[struct{}], len(hashes))
	for i, h := range hashes {
		entries[i].hash = h
	}
	sortByHash(entries)
	return slices.Compact(entries)
}

// A roster lists under each entry of some rules, on either side, the numbers of the
// rules in which it stands. An element of its sets is the hash of an entry with the
// number below it. So what is listed under an entry stands together and in the order
// of the rules, and so do the entries of a group.
type roster struct{ viewers, sharers set }

const numberShift = 64 - groupBits - withinBits - 32

func listing(c code, number uint32) uint64 {
	return partyHash(c) | uint64(number)<<numberShift
}

// listings returns what lists a rule under the entries.
func listings(entries []Party, number uint32) []uint64 {
	list := make([]uint64, len(entries))
	for i, p := range entries {
		list[i] = listing(p.code, number)
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// with returns the roster with the rule.
func (ro roster) with(r *storedRule) roster {
	return roster{
		viewers: ro.viewers.with(sorted(listings(r.viewers(), r.number))...),
		sharers: ro.sharers.with(sorted(listings(r.sharers(), r.number))...),
	}
}

// without returns the roster without the rule.
func (ro roster) without(r *storedRule) roster {
	return roster{
		viewers: ro.viewers.without(listings(r.viewers(), r.number)...),
		sharers: ro.sharers.without(listings(r.sharers(), r.number)...),
	}
}

// next returns the first number from the given one on that one side of a roster
// lists under the entry.
func next(side *set, c code, from uint32) (number uint32, ok bool) {
	e, ok := side.ceiling(listing(c, from))
	return uint32(e.hash >> numberShift), ok && e.hash>>(numberShift+32) == partyHash(c)>>(numberShift+32)
}

// firstCommon returns the first number that is listed under the viewer and under the
// sharer. It leaps from list to list, so that the shorter one bounds the number of
// leaps.
func (ro *roster) firstCommon(viewer, sharer code) (number uint32, ok bool) {
	for {
		if number, ok = next(&ro.viewers, viewer, number); !ok {
			return 0, false
		}
		other, ok := next(&ro.sharers, sharer, number)
		if !ok || other == number {
			return number, ok
		}
		number = other
	}
}

// membersAmong adds to the list the customer numbers of the group under which one side of
// a roster lists a rule. It leaps over the rules of each.
func membersAmong(list []Party, side *set, group code) []Party {
	from := group &^ wholeGroup
	for from < group {
		e, ok := side.ceiling(partyHash(from))
		if !ok || e.hash>>(64-groupBits) != partyHash(from)>>(64-groupBits) {
			break
		}
		c := group&^wholeGroup | code(e.hash>>(numberShift+32))&wholeGroup
		if c == group {
			break
		}
		list = append(list, Party{c})
		from = c + 1
	}
	return list
}

// listed yields the numbers that any of the sides lists under either entry, in
// order, each once.
func listed(sides [2]*set, entries [2]code) iter.Seq[uint32] {
	return func(yield func(uint32) bool) {
		type list struct {
			side *set
			code code
			next uint32
		}
		var lists []list
		for _, side := range sides {
			for _, c := range entries {
				if n, ok := next(side, c, 0); ok {
					lists = append(lists, list{side, c, n})
				}
			}
		}
		for len(lists) > 0 {
			number := lists[0].next
			for _, l := range lists {
				number = min(number, l.next)
			}
			if !yield(number) {
				return
			}
			for i := 0; i < len(lists); {
				l := &lists[i]
				if l.next == number {
					n, ok := next(l.side, l.code, number+1)
					if !ok {
						lists = slices.Delete(lists, i, i+1)
						continue
					}
					l.next = n
				}
				i++
			}
		}
	}
}
