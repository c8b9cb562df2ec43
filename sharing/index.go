package sharing

import "slices"

// An index finds the first rule that lets one customer number see another's
// results, without reading the rules.
//
// A short rule is expanded: each pair of a viewer entry and a sharer entry names
// the first rule that has it, so a question is four probes, with either side as
// itself or as its group. A long rule would expand into the product of its lists;
// it is listed under each of its entries instead, on the side where the entry
// stands, and a question intersects the lists of the two sides. Groups are never
// expanded into members, so that future members are covered like present ones.
type index struct {
	pairs   map[pair]int   // the first short rule with this pair of entries
	viewers map[code][]int // long rules with this viewer entry, ascending
	sharers map[code][]int // long rules with this sharer entry, ascending
}

type pair struct{ viewer, sharer code }

// maxPairs is how many pairs a rule may expand into before it counts as long. A
// pair costs some 20 bytes and a listing 8, so that longer rules are cheaper
// listed; the ordinary rule with a few entries stays below.
const maxPairs = 16

func newIndex(rules []Rule) *index {
	ix := &index{
		pairs:   make(map[pair]int, len(rules)),
		viewers: make(map[code][]int),
		sharers: make(map[code][]int),
	}
	for n, r := range rules {
		if len(r.Viewers)*len(r.Sharers) > maxPairs {
			list(ix.viewers, r.Viewers, n)
			list(ix.sharers, r.Sharers, n)
			continue
		}
		for _, v := range r.Viewers {
			for _, s := range r.Sharers {
				p := pair{v.code, s.code}
				if _, earlier := ix.pairs[p]; !earlier {
					ix.pairs[p] = n
				}
			}
		}
	}
	return ix
}

// list adds rule n under each of its entries, once.
func list(under map[code][]int, entries []Party, n int) {
	for _, p := range entries {
		numbers := under[p.code]
		if len(numbers) == 0 || numbers[len(numbers)-1] != n {
			under[p.code] = append(numbers, n)
		}
	}
}

// none is a rule number that is no rule's; every rule's is smaller.
const none = int(^uint(0) >> 1)

// first returns the number of the first rule by which viewer sees the results of
// sharer, or none.
func (ix *index) first(viewer, sharer Account) int {
	n := none
	viewers := [2]code{viewer.code, viewer.code.group()}
	sharers := [2]code{sharer.code, sharer.code.group()}
	for _, v := range viewers {
		for _, s := range sharers {
			if short, ok := ix.pairs[pair{v, s}]; ok {
				n = min(n, short)
			}
			if long := ix.viewers[v]; len(long) > 0 {
				n = min(n, firstCommon(long, ix.sharers[s]))
			}
		}
	}
	return n
}

// firstCommon returns the smallest number in both ascending lists, or none. The
// smaller list is looked up in the larger.
func firstCommon(a, b []int) int {
	if len(a) > len(b) {
		a, b = b, a
	}
	for _, n := range a {
		i, found := slices.BinarySearch(b, n)
		if found {
			return n
		}
		b = b[i:]
	}
	return none
}
