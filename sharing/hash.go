package sharing

import (
	"cmp"
	"hash/maphash"
	"math/bits"
	"slices"
)

// Keys come from outside, so that their hash is seeded; they may collide. The other
// hashes are one to one.

var keySeed = maphash.MakeSeed()

func keyHash(key string) uint64           { return maphash.String(keySeed, key) }
func numberHash(n uint32) uint64          { return uint64(n) << 32 } // in order
func partyHash(c code) uint64             { return mix(uint64(c)) }
func pairHash(viewer, sharer code) uint64 { return mix(uint64(viewer)<<24 | uint64(sharer)) }

// mix spreads x over all 64 bits, one to one: it multiplies by odd numbers and
// folds the upper half into the lower.
func mix(x uint64) uint64 {
	x *= 0x9E3779B97F4A7C15
	x ^= x >> 32
	x *= 0xD6E8FEB86659FD93
	return x
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
