package sharing

import "slices"

// A part is some places of a side: as spans, or as a row where there are many.
type part struct {
	spans []span // ascending, with places between them
	row   row    // nil if the spans are the part
}

// sparse is how many spans, of so many places, are less to look at than a row.
func sparse(places int) int { return 2 + places/wordBits/8 }

func (p part) isEmpty() bool {
	if p.row == nil {
		return len(p.spans) == 0
	}
	return p.row.from(0, len(p.row)*wordBits, true) == len(p.row)*wordBits
}

// equal reports whether two parts are the same places.
func (p part) equal(other part) bool {
	switch {
	case p.row == nil && other.row == nil:
		return slices.Equal(p.spans, other.spans)
	case p.row == nil:
		return other.row.is(p.spans)
	case other.row == nil:
		return p.row.is(other.spans)
	default:
		return slices.Equal(p.row, other.row)
	}
}

func (p part) putInto(some row) {
	for _, s := range p.spans {
		some.fill(s)
	}
	for i, word := range p.row {
		some[i] |= word
	}
}

// all returns the places as spans, in memory of their own.
func (p part) all(places int) []span {
	if p.row == nil {
		return slices.Clone(p.spans)
	}
	return p.row.spans(places)
}

// with returns the part with one more place. It may write to the part's memory.
func (p part) with(place int) part {
	if p.row == nil {
		return part{spans: joined(append(p.spans, span{place, place + 1}))}
	}
	p.row.set(place, true)
	return p
}

// beyond returns the places of the part that are not in the other, nor own, where -1 is
// none of so many, in the memory given.
func (p part) beyond(other part, own, places int, memory *[2]part) part {
	if p.row == nil && other.row == nil {
		left := leftOf(memory[0].spans[:0], p.spans, other.spans)
		memory[0].spans = left
		if own >= 0 {
			left = leftOf(memory[1].spans[:0], left, []span{{own, own + 1}})
			memory[1].spans = left
		}
		return part{spans: left}
	}
	if memory[0].row == nil {
		memory[0].row = newRow(places)
	}
	left := memory[0].row
	clear(left)
	p.putInto(left)
	for _, s := range other.spans {
		left.empty(s)
	}
	for i, word := range other.row {
		left[i] &^= word
	}
	if own >= 0 {
		left.set(own, false)
	}
	return part{row: left}
}

// leftOf adds to the list the places of some spans that are not in the others. All are
// ascending.
func leftOf(list, some, others []span) []span {
	for _, s := range some {
		for len(others) > 0 && others[0].to <= s.from {
			others = others[1:]
		}
		for _, o := range others {
			if o.from >= s.to {
				break
			}
			if s.from < o.from {
				list = append(list, span{s.from, o.from})
			}
			s.from = max(s.from, o.to)
		}
		if s.from < s.to {
			list = append(list, s)
		}
	}
	return list
}

// A hasher returns the same number for the same places, in either form, and hardly ever
// for others: what wordHash returns for each word, put together. It has, by word, what the
// words before it come to if they are full.
type hasher []uint64

func newHasher(places int) hasher {
	h := make(hasher, 1, 1+len(newRow(places)))
	for i := range cap(h) - 1 {
		h = append(h, h[i]^wordHash(i, ^uint64(0)))
	}
	return h
}

// hashes returns the hash of a part without the place and with it. Where there is no such
// place they are the same.
func (h hasher) hashes(p part, place int) (without, with uint64) {
	word := uint64(0) // in which the place is
	if p.row != nil {
		without = p.row.hash()
		if place >= 0 {
			word = p.row[place/wordBits]
		}
	} else {
		without, word = h.ofSpans(p.spans, place/wordBits)
	}
	if place < 0 {
		return without, without
	}
	i, bit := place/wordBits, uint64(1)<<(place%wordBits)
	without ^= wordHash(i, word)
	return without ^ wordHash(i, word&^bit), without ^ wordHash(i, word|bit)
}

// ofSpans returns the hash of the spans, and one of the words of the row that they are.
func (h hasher) ofSpans(spans []span, at int) (hash, word uint64) {
	i, bits := 0, uint64(0) // a word that is not yet complete
	next := func(to int) {
		hash ^= wordHash(i, bits)
		if i == at {
			word = bits
		}
		i, bits = to, 0
	}
	for _, s := range spans {
		first, last := s.from/wordBits, (s.to-1)/wordBits
		if first > i {
			next(first)
		}
		low, high := ^uint64(0)<<(s.from%wordBits), ^uint64(0)>>((wordBits-s.to%wordBits)%wordBits)
		if first == last {
			bits |= low & high
			continue
		}
		bits |= low
		next(last)
		hash ^= h[first+1] ^ h[last]
		if first < at && at < last {
			word = ^uint64(0)
		}
		bits = high
	}
	next(i)
	return hash, word
}

func wordHash(i int, word uint64) uint64 {
	if word == 0 {
		return 0
	}
	h := word*0x9E3779B97F4A7C15 ^ uint64(i+1)*0xD6E8FEB86659FD93
	h ^= h >> 32
	h *= 0xD6E8FEB86659FD93
	return h ^ h>>29
}
