package sharing

import (
	"cmp"
	"math/bits"
	"slices"
)

// A span is the places from one up to another, which is not in it.
type span struct{ from, to int }

// joined returns the places of the spans as few spans, ascending. It reorders them.
func joined(spans []span) []span {
	slices.SortFunc(spans, func(a, b span) int { return cmp.Compare(a.from, b.from) })
	list := spans[:0]
	for _, s := range spans {
		if last := len(list) - 1; last >= 0 && s.from <= list[last].to {
			list[last].to = max(list[last].to, s.to)
		} else {
			list = append(list, s)
		}
	}
	return list
}

// A row is a set of places, a bit for each.
type row []uint64

const wordBits = 64

func newRow(places int) row { return make(row, (places+wordBits-1)/wordBits) }

func (w row) has(i int) bool { return w[i/wordBits]>>(i%wordBits)&1 != 0 }

// set puts the place in or takes it out.
func (w row) set(i int, in bool) {
	w[i/wordBits] &^= 1 << (i % wordBits)
	if in {
		w[i/wordBits] |= 1 << (i % wordBits)
	}
}

// fill puts the places of the span in.
func (w row) fill(s span) {
	for i := s.from; i < s.to; {
		end := min(s.to, (i/wordBits+1)*wordBits)
		w[i/wordBits] |= (1<<(end-i) - 1) << (i % wordBits)
		i = end
	}
}

// empty takes the places of the span out.
func (w row) empty(s span) {
	for i := s.from; i < s.to; {
		end := min(s.to, (i/wordBits+1)*wordBits)
		w[i/wordBits] &^= (1<<(end-i) - 1) << (i % wordBits)
		i = end
	}
}

// count returns how many places are in the row.
func (w row) count() int {
	n := 0
	for _, word := range w {
		n += bits.OnesCount64(word)
	}
	return n
}

// from returns the first of so many places from i on that is in the row, or is not; where
// there is none, it returns how many they are.
func (w row) from(i, places int, in bool) int {
	for i < places {
		word := w[i/wordBits]
		if !in {
			word = ^word
		}
		if word >>= i % wordBits; word != 0 {
			return min(i+bits.TrailingZeros64(word), places)
		}
		i = (i/wordBits + 1) * wordBits
	}
	return places
}

// spans returns those of so many places that are in the row.
func (w row) spans(places int) []span { return w.meet([]span{{0, places}}) }

// meet returns those of the places that are in the row.
func (w row) meet(spans []span) []span {
	var list []span
	for _, s := range spans {
		for i := w.from(s.from, s.to, true); i < s.to; i = w.from(i, s.to, true) {
			end := w.from(i, s.to, false)
			list = append(list, span{i, end})
			i = end
		}
	}
	return list
}

// covers reports whether all of the places are in the row.
func (w row) covers(spans []span) bool {
	for _, s := range spans {
		if w.from(s.from, s.to, false) < s.to {
			return false
		}
	}
	return true
}

// is reports whether the row has the spans and nothing else.
func (w row) is(spans []span) bool {
	i, places := 0, len(w)*wordBits
	for _, s := range spans {
		if w.from(i, places, true) != s.from || w.from(s.from, places, false) != s.to {
			return false
		}
		i = s.to
	}
	return w.from(i, places, true) == places
}

// gaps returns those of so many places that are not in the spans.
func gaps(spans []span, places int) []span {
	var list []span
	from := 0
	for _, s := range append(spans[:len(spans):len(spans)], span{places, places}) {
		if from < s.from {
			list = append(list, span{from, s.from})
		}
		from = s.to
	}
	return list
}

// hash returns what a [hasher] returns for the row.
func (w row) hash() uint64 {
	var h uint64
	for i, word := range w {
		h ^= wordHash(i, word)
	}
	return h
}
