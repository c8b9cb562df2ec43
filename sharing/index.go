package sharing

// An index is a set of rules, arranged so that the first one that lets one customer
// number see another's results is found without reading the rules. It is immutable;
// a change returns the next index, which shares most of its memory with the old.
//
// A short rule is expanded: each pair of a viewer entry and a sharer entry leads to
// the first rule that has it. A question is four probes, with either side as itself
// or as its group, however many rules there are and however many of them either
// stands in. A long rule would expand into the product of its lists; it is listed
// under each of its entries instead, on the side where the entry stands, and a
// question intersects the lists of the two sides. Groups are never expanded into
// members, so that future members are covered like present ones.
type index struct {
	byKey    trie[*storedRule]
	byNumber trie[*storedRule] // in the order of the rules

	firsts  trie[*storedRule] // by pair, the first short rule that has it
	repeats trie[numbers]     // by pair that several short rules have, all of them

	viewers trie[numbers] // by viewer entry, the long rules with it
	sharers trie[numbers] // by sharer entry, the long rules with it
}

// newIndex returns the index of the rules, which have ascending numbers, and those
// whose key an earlier one has, with the first such one.
func newIndex(rules []*storedRule) (ix *index, repeated map[*storedRule]*storedRule) {
	ix = new(index)
	byKey := make([]entry[*storedRule], len(rules))
	byNumber := make([]entry[*storedRule], len(rules))
	var pairs []entry[*storedRule]
	viewers, sharers := make(map[uint64]numbers), make(map[uint64]numbers)
	for i, r := range rules {
		byKey[i] = entry[*storedRule]{keyHash(r.key), r}
		byNumber[i] = entry[*storedRule]{numberHash(r.number), r}
		if r.long() {
			list(viewers, r.viewers(), r.number)
			list(sharers, r.sharers(), r.number)
		} else {
			r.pairs(func(hash uint64) { pairs = append(pairs, entry[*storedRule]{hash, r}) })
		}
	}
	sortByHash(byKey)
	repeated = sameKeys(byKey)
	sortByHash(pairs)
	ix.byKey = build(byKey)
	ix.byNumber = build(byNumber)
	ix.viewers = buildLists(viewers)
	ix.sharers = buildLists(sharers)

	repeats := make(map[uint64]numbers)
	firsts := pairs[:0]
	for _, p := range pairs {
		if last := len(firsts) - 1; last >= 0 && firsts[last].hash == p.hash {
			if repeats[p.hash] == nil {
				repeats[p.hash] = numbers{{firsts[last].value.number}}
			}
			repeats[p.hash] = repeats[p.hash].append(p.value.number)
		} else {
			firsts = append(firsts, p)
		}
	}
	ix.firsts = build(firsts)
	ix.repeats = buildLists(repeats)
	return ix, repeated
}

// sameKeys returns the rules whose key an earlier one has, with the first such one.
// Of the entries, which are sorted by hash, those with one hash come in their order.
func sameKeys(byKey []entry[*storedRule]) map[*storedRule]*storedRule {
	repeated := make(map[*storedRule]*storedRule)
	for i := range byKey {
		for j := i - 1; j >= 0 && byKey[j].hash == byKey[i].hash; j-- {
			before := byKey[j].value
			if before.key != byKey[i].value.key {
				continue // a collision, which is rare
			}
			if first, again := repeated[before]; again {
				before = first
			}
			repeated[byKey[i].value] = before
			break
		}
	}
	return repeated
}

// list adds a long rule to the list of each of its entries, once.
func list(lists map[uint64]numbers, entries []Party, n uint32) {
	for _, p := range entries {
		h := partyHash(p.code)
		lists[h] = lists[h].append(n)
	}
}

func buildLists(lists map[uint64]numbers) trie[numbers] {
	entries := make([]entry[numbers], 0, len(lists))
	for h, l := range lists {
		entries = append(entries, entry[numbers]{h, l})
	}
	sortByHash(entries)
	return build(entries)
}

// with returns the index with the rule, whose key and number are not in it yet.
func (ix *index) with(r *storedRule) *index {
	next := *ix
	next.byKey = ix.byKey.set(keyHash(r.key), r, r.sameKey)
	next.byNumber = ix.byNumber.set(numberHash(r.number), r, only)
	if r.long() {
		next.viewers = enlisted(ix.viewers, r.viewers(), r.number)
		next.sharers = enlisted(ix.sharers, r.sharers(), r.number)
		return &next
	}
	r.pairs(func(hash uint64) {
		first, taken := next.firsts.get(hash)
		if !taken {
			next.firsts = next.firsts.set(hash, r, only)
			return
		}
		all, several := next.repeats.get(hash)
		if !several {
			all = numbers{{first.number}}
		}
		next.repeats = next.repeats.set(hash, all.add(r.number), only)
		if r.number < first.number {
			next.firsts = next.firsts.set(hash, r, only)
		}
	})
	return &next
}

// without returns the index without the rule, which is in it.
func (ix *index) without(r *storedRule) *index {
	next := *ix
	next.byKey = ix.byKey.remove(keyHash(r.key), r.sameKey)
	next.byNumber = ix.byNumber.remove(numberHash(r.number), only)
	if r.long() {
		next.viewers = delisted(ix.viewers, r.viewers(), r.number)
		next.sharers = delisted(ix.sharers, r.sharers(), r.number)
		return &next
	}
	r.pairs(func(hash uint64) {
		all, several := next.repeats.get(hash)
		if !several {
			next.firsts = next.firsts.remove(hash, only)
			return
		}
		all = all.remove(r.number)
		first, _ := next.byNumber.get(numberHash(all[0][0]))
		next.firsts = next.firsts.set(hash, first, only)
		if all.single() {
			next.repeats = next.repeats.remove(hash, only)
		} else {
			next.repeats = next.repeats.set(hash, all, only)
		}
	})
	return &next
}

func enlisted(lists trie[numbers], entries []Party, n uint32) trie[numbers] {
	for _, p := range entries {
		h := partyHash(p.code)
		l, _ := lists.get(h)
		lists = lists.set(h, l.add(n), only)
	}
	return lists
}

func delisted(lists trie[numbers], entries []Party, n uint32) trie[numbers] {
	for _, p := range entries {
		h := partyHash(p.code)
		l, ok := lists.get(h)
		if l = l.remove(n); len(l) > 0 {
			lists = lists.set(h, l, only)
		} else if ok {
			lists = lists.remove(h, only)
		}
	}
	return lists
}

// first returns the first rule by which viewer sees the results of sharer, nil if
// none does. Neither account may be zero.
func (ix *index) first(viewer, sharer Account) *storedRule {
	return ix.firstOf(viewer.Party().entries(), sharer.Party().entries())
}

// firstOf returns the first rule that has one of the viewer entries and one of the
// sharer entries, nil if none has.
func (ix *index) firstOf(viewers, sharers [2]code) *storedRule {
	var found *storedRule
	for _, v := range viewers {
		for _, s := range sharers {
			if r, ok := ix.firsts.get(pairHash(v, s)); ok && (found == nil || r.number < found.number) {
				found = r
			}
		}
	}
	if ix.viewers.root == nil {
		return found
	}
	for _, v := range viewers {
		seeing, ok := ix.viewers.get(partyHash(v))
		if !ok {
			continue
		}
		for _, s := range sharers {
			seen, _ := ix.sharers.get(partyHash(s))
			if n, ok := firstCommon(seeing, seen); ok && (found == nil || n < found.number) {
				found, _ = ix.byNumber.get(numberHash(n))
			}
		}
	}
	return found
}

// withKey returns the rule with the key.
func (ix *index) withKey(key string) (*storedRule, bool) {
	return ix.byKey.match(keyHash(key), func(r *storedRule) bool { return r.key == key })
}
