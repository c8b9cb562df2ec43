package sharing

import (
	"slices"
	"sort"
)

// Numbers is an immutable ascending set of rule numbers. It is held in chunks of
// at most maxChunk, so that a change copies one chunk and the list of chunks, not
// the whole set. The nil set is empty.
type numbers [][]uint32

const maxChunk = 512

// chunk returns the index of the first chunk whose last number is not smaller
// than n.
func (s numbers) chunk(n uint32) int {
	return sort.Search(len(s), func(i int) bool { return s[i][len(s[i])-1] >= n })
}

// ceiling returns the smallest number in the set that is not smaller than n.
func (s numbers) ceiling(n uint32) (uint32, bool) {
	c := s.chunk(n)
	if c == len(s) {
		return 0, false
	}
	i, _ := slices.BinarySearch(s[c], n)
	return s[c][i], true
}

// add returns the set with n.
func (s numbers) add(n uint32) numbers {
	if len(s) == 0 {
		return numbers{{n}}
	}
	c := min(s.chunk(n), len(s)-1)
	at, found := slices.BinarySearch(s[c], n)
	if found {
		return s
	}
	chunk := slices.Insert(slices.Clone(s[c]), at, n)
	if len(chunk) <= maxChunk {
		next := slices.Clone(s)
		next[c] = chunk
		return next
	}
	middle := len(chunk) / 2
	if c == len(s)-1 && at == len(chunk)-1 {
		middle = at // numbers come in ascending order: leave full chunks behind
	}
	next := slices.Insert(slices.Clone(s), c+1, slices.Clone(chunk[middle:]))
	next[c] = slices.Clone(chunk[:middle])
	return next
}

// append adds n, which is not smaller than any number in the set, to a set that is
// being made and that nobody else has seen.
func (s numbers) append(n uint32) numbers {
	last := len(s) - 1
	switch {
	case last < 0 || len(s[last]) == maxChunk && s[last][maxChunk-1] != n:
		return append(s, []uint32{n})
	case s[last][len(s[last])-1] != n:
		s[last] = append(s[last], n)
	}
	return s
}

// single reports whether the set has one number.
func (s numbers) single() bool { return len(s) == 1 && len(s[0]) == 1 }

// remove returns the set without n.
func (s numbers) remove(n uint32) numbers {
	c := s.chunk(n)
	if c == len(s) {
		return s
	}
	at, found := slices.BinarySearch(s[c], n)
	if !found {
		return s
	}
	next := slices.Clone(s)
	if len(s[c]) == 1 {
		return slices.Delete(next, c, c+1)
	}
	next[c] = slices.Concat(s[c][:at], s[c][at+1:])
	return next
}

// firstCommon returns the smallest number that is in both sets. It leaps from set
// to set, so that the smaller one bounds the number of leaps.
func firstCommon(a, b numbers) (uint32, bool) {
	n, ok := a.ceiling(0)
	for ok {
		other, found := b.ceiling(n)
		if !found || other == n {
			return n, found
		}
		a, b, n = b, a, other
		// n is in what is now a; look for it in what is now b.
	}
	return 0, false
}
