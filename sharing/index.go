package sharing

import (
	"cmp"
	"iter"
	"slices"
)

// An index is a set of rules, arranged so that the first one that lets one customer
// number see another's results is found without reading the rules. It is immutable;
// a change returns the next index, which shares most of its memory with the old.
//
// A short rule is expanded: each pair of a viewer entry and a sharer entry leads to
// the first rule that has it. The four pairs that answer a question, with either side
// as itself or as its group, are of one pair of groups and stand side by side: a
// question is one search and a look at its neighbours, however many rules there are
// and however many of them either stands in. A long rule would expand into the
// product of its lists; it is listed under each of its entries instead, on the side
// where the entry stands, and a question intersects the lists of the two sides.
// Groups are never expanded into members, so that future members are covered like
// present ones.
//
// Short rules are listed as well, for those who ask what somebody sees.
type index struct {
	keys     set               // hashes of keys with the numbers of their rules
	byNumber trie[*storedRule] // in the order of the rules

	firsts  trie[*storedRule] // by pair, the first short rule that has it
	repeats trie[set]         // by pair that several short rules have, all of them

	short, long postings
}

// newIndex returns the index of the rules, which have ascending numbers, and those
// whose key an earlier one has, with the first such one.
func newIndex(rules []*storedRule) (ix *index, repeated map[*storedRule]*storedRule) {
	ix = new(index)
	keys := make([]uint64, len(rules))
	byNumber := make([]entry[*storedRule], len(rules))
	var pairs []entry[*storedRule]
	var short, long [2][]uint64
	for i, r := range rules {
		keys[i] = keyHash(r.key) | uint64(r.number)
		byNumber[i] = entry[*storedRule]{r, numberHash(r.number)}
		lists := &short
		if r.long() {
			lists = &long
		} else {
			r.pairs(func(hash uint64) { pairs = append(pairs, entry[*storedRule]{r, hash}) })
		}
		for _, p := range r.viewers() {
			lists[0] = append(lists[0], posting(p.code, r.number))
		}
		for _, p := range r.sharers() {
			lists[1] = append(lists[1], posting(p.code, r.number))
		}
	}
	inOrder := sorted(keys)
	ix.keys = build(inOrder)
	ix.byNumber = build(byNumber)
	ix.short = postings{build(sorted(short[0])), build(sorted(short[1]))}
	ix.long = postings{build(sorted(long[0])), build(sorted(long[1]))}

	sortByHash(pairs)
	repeats := make(map[uint64][]uint64)
	firsts := pairs[:0]
	for _, p := range pairs {
		if last := len(firsts) - 1; last >= 0 && firsts[last].hash == p.hash {
			if repeats[p.hash] == nil {
				repeats[p.hash] = []uint64{numberHash(firsts[last].value.number)}
			}
			repeats[p.hash] = append(repeats[p.hash], numberHash(p.value.number))
		} else {
			firsts = append(firsts, p)
		}
	}
	ix.firsts = build(firsts)
	several := make([]entry[set], 0, len(repeats))
	for hash, numbers := range repeats {
		several = append(several, entry[set]{build(sorted(numbers)), hash})
	}
	sortByHash(several)
	ix.repeats = build(several)
	return ix, ix.sameKeys(inOrder)
}

// sameKeys returns the rules whose key an earlier one has, with the first such one,
// given all the keys in order.
func (ix *index) sameKeys(keys []entry[struct{}]) map[*storedRule]*storedRule {
	repeated := make(map[*storedRule]*storedRule)
	for i := 1; i < len(keys); i++ {
		for j := i - 1; j >= 0 && keys[j].hash&^math32 == keys[i].hash&^math32; j-- {
			before, _ := ix.byNumber.get(keys[j].hash << 32)
			r, _ := ix.byNumber.get(keys[i].hash << 32)
			if before.key != r.key {
				continue // a collision, which is rare
			}
			if first, again := repeated[before]; again {
				before = first
			}
			repeated[r] = before
			break
		}
	}
	return repeated
}

// with returns the index with the rule, whose key and number are not in it yet.
func (ix *index) with(r *storedRule) *index {
	next := *ix
	next.keys = ix.keys.with(entry[struct{}]{hash: keyHash(r.key) | uint64(r.number)})
	next.byNumber = ix.byNumber.with(entry[*storedRule]{r, numberHash(r.number)})
	if r.long() {
		next.long = ix.long.with(r)
		return &next
	}
	next.short = ix.short.with(r)
	var firsts []entry[*storedRule]
	var repeats []entry[set]
	r.pairs(func(hash uint64) {
		first, taken := ix.firsts.get(hash)
		if !taken || r.number < first.number {
			firsts = append(firsts, entry[*storedRule]{r, hash})
		}
		if taken {
			all, several := ix.repeats.get(hash)
			if !several {
				all = all.with(entry[struct{}]{hash: numberHash(first.number)})
			}
			repeats = append(repeats, entry[set]{all.with(entry[struct{}]{hash: numberHash(r.number)}), hash})
		}
	})
	sortByHash(firsts)
	sortByHash(repeats)
	next.firsts = ix.firsts.with(firsts...)
	next.repeats = ix.repeats.with(repeats...)
	return &next
}

// without returns the index without the rule, which is in it.
func (ix *index) without(r *storedRule) *index {
	next := *ix
	next.keys = ix.keys.without(keyHash(r.key) | uint64(r.number))
	next.byNumber = ix.byNumber.without(numberHash(r.number))
	if r.long() {
		next.long = ix.long.without(r)
		return &next
	}
	next.short = ix.short.without(r)
	var left, single []uint64       // pairs that no other rule has, and that one other has
	var firsts []entry[*storedRule] // the first of the others
	var repeats []entry[set]
	r.pairs(func(hash uint64) {
		all, several := ix.repeats.get(hash)
		if !several {
			left = append(left, hash)
			return
		}
		all = all.without(numberHash(r.number))
		e, _ := all.ceiling(0)
		first, _ := ix.byNumber.get(e.hash)
		firsts = append(firsts, entry[*storedRule]{first, hash})
		if _, more := all.ceiling(e.hash + 1); more {
			repeats = append(repeats, entry[set]{all, hash})
		} else {
			single = append(single, hash)
		}
	})
	slices.Sort(left)
	slices.Sort(single)
	sortByHash(firsts)
	sortByHash(repeats)
	next.firsts = ix.firsts.without(left...).with(firsts...)
	next.repeats = ix.repeats.without(single...).with(repeats...)
	return &next
}

// first returns the first rule by which viewer sees the results of sharer, nil if
// none does. Neither account may be zero.
func (ix *index) first(viewer, sharer Account) *storedRule {
	return ix.firstFor(viewer.number, sharer.number)
}

// firstFor returns the first rule that has an entry that covers the viewer and one
// that covers the sharer, nil if none has.
func (ix *index) firstFor(viewer, sharer code) *storedRule {
	found := ix.firstShort(pairHash(viewer, sharer), pairHash(viewer, sharer.group()),
		pairHash(viewer.group(), sharer), pairHash(viewer.group(), sharer.group()))
	if ix.long.viewers.empty() {
		return found
	}
	return ix.firstLong(viewer, sharer, found)
}

// firstShort returns the first short rule that has one of the pairs. These are of one
// pair of groups; their hashes ascend, because a group stands behind its numbers.
func (ix *index) firstShort(a, b, c, d uint64) *storedRule {
	leaf, at, depth := ix.firsts.find(a)
	// One search leads to all four, unless so many members of the two groups stand in
	// rules that the pairs are in several leaves, or too many to be looked through.
	const many = 32
	var found *storedRule
	end := min(at+many, len(leaf))
	for ; at < end && leaf[at].hash <= d; at++ {
		if h := leaf[at].hash; h == a || h == b || h == c || h == d {
			found = earlier(found, leaf[at].value)
		}
	}
	if depth > pairBits || at == end && end < len(leaf) {
		for _, h := range [...]uint64{b, c, d} {
			if r, ok := ix.firsts.get(h); ok {
				found = earlier(found, r)
			}
		}
	}
	return found
}

// firstLong returns the first of the rule, which may be nil, and the long rules that
// have an entry that covers the viewer and one that covers the sharer.
func (ix *index) firstLong(viewer, sharer code, found *storedRule) *storedRule {
	for _, v := range [...]code{viewer, viewer.group()} {
		if _, stands := next(&ix.long.viewers, v, 0); !stands {
			continue
		}
		for _, s := range [...]code{sharer, sharer.group()} {
			if n, ok := ix.long.firstCommon(v, s); ok && (found == nil || n < found.number) {
				found, _ = ix.byNumber.get(numberHash(n))
			}
		}
	}
	return found
}

// earlier returns the earlier of two rules, of which one may be nil.
func earlier(one, other *storedRule) *storedRule {
	if one == nil || other.number < one.number {
		return other
	}
	return one
}

// withKey returns the rule with the key.
func (ix *index) withKey(key string) (*storedRule, bool) {
	hash := keyHash(key)
	for from := hash; ; {
		e, ok := ix.keys.ceiling(from)
		if !ok || e.hash&^math32 != hash {
			return nil, false
		}
		if r, _ := ix.byNumber.get(e.hash << 32); r.key == key {
			return r, true
		}
		from = e.hash + 1
	}
}

// withViewer yields the rules that have one of the entries among their viewers, in
// their order, each once.
func (ix *index) withViewer(entries [2]code) iter.Seq[*storedRule] {
	return ix.numbered(listed([2]*set{&ix.short.viewers, &ix.long.viewers}, entries))
}

// withSharer yields the rules that have one of the entries among their sharers, in
// their order, each once.
func (ix *index) withSharer(entries [2]code) iter.Seq[*storedRule] {
	return ix.numbered(listed([2]*set{&ix.short.sharers, &ix.long.sharers}, entries))
}

func (ix *index) numbered(numbers iter.Seq[uint32]) iter.Seq[*storedRule] {
	return func(yield func(*storedRule) bool) {
		for n := range numbers {
			if r, _ := ix.byNumber.get(numberHash(n)); !yield(r) {
				return
			}
		}
	}
}

// named returns the customer numbers of the group that stand in any rule, on either
// side, in order.
func (ix *index) named(group Party) []Party {
	var list []Party
	for _, side := range []*set{&ix.short.viewers, &ix.short.sharers, &ix.long.viewers, &ix.long.sharers} {
		list = membersAmong(list, side, group.code)
	}
	slices.SortFunc(list, func(a, b Party) int { return cmp.Compare(a.code, b.code) })
	return slices.Compact(list)
}
