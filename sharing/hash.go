package sharing

import (
	"cmp"
	"hash/maphash"
	"math/bits"
	"slices"
)

// The hashes here are one to one, except that of keys, which come from outside: it is
// seeded, and half as long.

var keySeed = maphash.MakeSeed()

// keyHash returns where the rules with the key stand in the set of keys: with the
// upper half of the hash, and the number of the rule below.
func keyHash(key string) uint64 { return maphash.String(keySeed, key) &^ math32 }

const math32 = 1<<32 - 1

// numberHash keeps the order of numbers.
func numberHash(n uint32) uint64 { return uint64(n) << 32 }

const (
	groupBits = 17 // of a code without its number within the group
	pairBits  = 2 * groupBits
)

// pairHash spreads pairs by their groups, and keeps those of one pair of groups side
// by side, in the order of the viewer's number within its group and then of the
// sharer's.
func pairHash(viewer, sharer code) uint64 {
	groups := uint64(viewer>>withinBits)<<groupBits | uint64(sharer>>withinBits)
	members := uint64(viewer&wholeGroup)<<withinBits | uint64(sharer&wholeGroup)
	return spread(groups, pairBits) | members<<(64-pairBits-2*withinBits)
}

// partyHash spreads parties by their groups, and keeps those of one group side by
// side and in order. It leaves the lower 40 bits to the number of a rule.
func partyHash(c code) uint64 {
	return spread(uint64(c>>withinBits), groupBits) | uint64(c&wholeGroup)<<(64-groupBits-withinBits)
}

// spread spreads numbers of so many bits over the upper bits of 64, one to one: it
// multiplies by odd numbers and folds the upper half of the bits into the lower.
func spread(n uint64, width int) uint64 {
	low := 64 - width
	x := n << low * 0x9E3779B97F4A7C15
	x ^= x >> (width / 2) >> low << low
	return x * 0xD6E8FEB86659FD93
}

// sortByHash sorts entries by their hashes, and leaves the order of equal ones. It
// deals many out by their top bits first, which leaves little to compare.
func sortByHash[V any](entries []entry[V]) {
	const few, run = 1 << 8, 8
	if len(entries) < few {
		slices.SortStableFunc(entries, byHash[V])
		return
	}
	shift := 64 - bits.Len(uint(len(entries)/run))
	ends := make([]int, 1<<(64-shift))
	for _, e := range entries {
		ends[e.hash>>shift]++
	}
	total := 0
	for i, n := range ends {
		ends[i] = total
		total += n
	}
	dealt := slices.Clone(entries)
	for _, e := range dealt {
		i := e.hash >> shift
		entries[ends[i]] = e
		ends[i]++
	}
	start := 0
	for _, end := range ends {
		slices.SortStableFunc(entries[start:end], byHash[V])
		start = end
	}
}

func byHash[V any](a, b entry[V]) int { return cmp.Compare(a.hash, b.hash) }
