package sharing

import (
	"iter"
	"math"
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

// Postings list under each entry of some rules, on either side, the numbers of the rules
// in which it stands. An element of their sets is the hash of an entry with the number
// below it. So what is listed under an entry stands together and in the order of the
// rules, and so do the entries of a group.
type postings struct{ viewers, sharers set }

const numberShift = 64 - groupBits - withinBits - 32

// posting returns what lists a rule under an entry.
func posting(c code, number uint32) uint64 {
	return partyHash(c) | uint64(number)<<numberShift
}

// postingsOf returns what lists a rule under the entries.
func postingsOf(entries []Party, number uint32) []uint64 {
	list := make([]uint64, len(entries))
	for i, p := range entries {
		list[i] = posting(p.code, number)
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// with returns the postings with the rule.
func (ps postings) with(r *storedRule) postings {
	return postings{
		viewers: ps.viewers.with(sorted(postingsOf(r.viewers(), r.number))...),
		sharers: ps.sharers.with(sorted(postingsOf(r.sharers(), r.number))...),
	}
}

// without returns the postings without the rule.
func (ps postings) without(r *storedRule) postings {
	return postings{
		viewers: ps.viewers.without(postingsOf(r.viewers(), r.number)...),
		sharers: ps.sharers.without(postingsOf(r.sharers(), r.number)...),
	}
}

// next returns the first number from the given one on that one side of the
// postings lists under the entry.
func next(side *set, c code, from uint32) (number uint32, ok bool) {
	e, ok := side.ceiling(posting(c, from))
	return uint32(e.hash >> numberShift), ok && e.hash>>(numberShift+32) == partyHash(c)>>(numberShift+32)
}

// firstCommon returns the first number that is listed under the viewer and under the
// sharer. It leaps from list to list, so that the shorter one bounds the number of
// leaps.
func (ps *postings) firstCommon(viewer, sharer code) (number uint32, ok bool) {
	for {
		if number, ok = next(&ps.viewers, viewer, number); !ok {
			return 0, false
		}
		other, ok := next(&ps.sharers, sharer, number)
		if !ok || other == number {
			return number, ok
		}
		number = other
	}
}

// membersAmong adds to the list the customer numbers of the group under which one side of
// the postings lists a rule. It leaps over the rules of each.
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

// A cursor goes through the numbers that one side of the postings lists under an entry.
type cursor struct {
	side *set
	end  uint64            // the greatest element that there can be
	rest []entry[struct{}] // of a leaf, from where the cursor is
}

// newCursor returns a cursor at the first number, and whether there is one.
func newCursor(side *set, c code) (cu *cursor, ok bool) {
	cu = &cursor{side: side, end: posting(c, math.MaxUint32)}
	return cu, cu.find(posting(c, 0))
}

func (cu *cursor) number() uint32 { return uint32(cu.rest[0].hash >> numberShift) }

// next goes to the next number, if there is one. Mostly it stands beside the last.
func (cu *cursor) next() bool {
	if len(cu.rest) == 1 {
		return cu.find(cu.rest[0].hash + 1)
	}
	cu.rest = cu.rest[1:]
	return cu.rest[0].hash <= cu.end
}

// find goes to the first number that is not before the element, if there is one.
func (cu *cursor) find(from uint64) bool {
	cu.rest = cu.side.from(from)
	return len(cu.rest) > 0 && cu.rest[0].hash <= cu.end
}

// listed yields the numbers that any of the sides lists under either entry, in
// order, each once. It goes through the lists as far as it is asked to.
func listed(sides [2]*set, entries [2]code) iter.Seq[uint32] {
	return func(yield func(uint32) bool) {
		var lists []*cursor
		for _, side := range sides {
			for _, c := range entries {
				if cu, ok := newCursor(side, c); ok {
					lists = append(lists, cu)
				}
			}
		}
		for len(lists) > 0 {
			number := lists[0].number()
			for _, cu := range lists {
				number = min(number, cu.number())
			}
			if !yield(number) {
				return
			}
			lists = slices.DeleteFunc(lists, func(cu *cursor) bool { return cu.number() == number && !cu.next() })
		}
	}
}
