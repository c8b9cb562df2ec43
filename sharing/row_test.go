package sharing

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// Rows do what lists of places do.
func TestRowsAreSetsOfPlaces(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for range 2000 {
		n := 1 + random.IntN(200)
		var spans []span
		in := make([]bool, n)
		for range random.IntN(6) {
			s := span{random.IntN(n), 0}
			s.to = s.from + 1 + random.IntN(n-s.from)
			spans = append(spans, s)
			for i := s.from; i < s.to; i++ {
				in[i] = true
			}
		}
		w := newRow(n)
		for _, s := range spans {
			w.fill(s)
		}
		list := joined(slices.Clone(spans))
		if got := w.spans(n); !slices.Equal(got, list) || !w.is(list) {
			t.Fatalf("%v are %v, joined %v", spans, got, list)
		}
		if w.count() != n-placesIn(gaps(list, n)) || w.count() != placesIn(list) {
			t.Fatalf("%v are %d of %d", list, w.count(), n)
		}
		place := random.IntN(n)
		if w.has(place) != in[place] {
			t.Fatalf("%v has %d: %v", list, place, w.has(place))
		}
		if w.covers([]span{{place, n}}) != !slices.Contains(in[place:], false) {
			t.Fatalf("%v covers all from %d: %v", list, place, w.covers([]span{{place, n}}))
		}
		for _, yes := range []bool{true, false} {
			other := slices.Clone(w)
			other.set(place, yes)
			if other.is(list) != (in[place] == yes) {
				t.Fatalf("%v with %d (%v) is the same: %v", list, place, yes, other.is(list))
			}
		}
	}
}

// Parts are the same in either form, and so are their hashes.
func TestPartsHaveTwoForms(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	some := func(n int) [2]part {
		var spans []span
		w := newRow(n)
		for range random.IntN(6) {
			s := span{random.IntN(n), 0}
			s.to = s.from + 1 + random.IntN(n-s.from)
			spans = append(spans, s)
			w.fill(s)
		}
		return [2]part{{spans: joined(spans)}, {row: w}}
	}
	for range 3000 {
		n := 1 + random.IntN(500)
		h := newHasher(n)
		ps, qs, place := some(n), some(n), random.IntN(n)
		var in, with, less [2][]span
		for i, p := range ps {
			without, hash := h.hashes(p, place)
			in[0], in[1] = p.all(n), qs[i].all(n)
			if !p.equal(ps[1-i]) {
				t.Fatalf("%v is not equal in its other form", in[0])
			}
			for _, q := range qs {
				if p.equal(q) != slices.Equal(in[0], in[1]) {
					t.Fatalf("%v is equal to %v: %v", in[0], in[1], p.equal(q))
				}
			}
			var memory [2]part
			less[i] = p.beyond(qs[1-i], place, n, &memory).all(n)
			w := newRow(n)
			p.beyond(qs[i], -1, n, &memory).putInto(w)
			w.set(place, false)
			if !w.is(less[i]) {
				t.Fatalf("%v beyond %v is %v, without %d %v", in[0], in[1], w.spans(n), place, less[i])
			}
			if all, same := h.hashes(p, -1); all != same || all != ps[1].row.hash() {
				t.Fatalf("%v has several hashes", in[0])
			}
			w = slices.Clone(ps[1].row)
			with[i] = part{slices.Clone(p.spans), slices.Clone(p.row)}.with(place).all(n)
			w.set(place, true)
			if !w.is(with[i]) || hash != w.hash() {
				t.Fatalf("%v with %d is %v, hash %x", in[0], place, with[i], hash)
			}
			if w.set(place, false); without != w.hash() || w.is(nil) != (part{row: w}).isEmpty() {
				t.Fatalf("%v without %d has the hash %x", in[0], place, without)
			}
			if less := (part{spans: w.spans(n)}); less.isEmpty() != w.is(nil) {
				t.Fatalf("%v is empty: %v", less, less.isEmpty())
			}
		}
	}
}

// Parts that have the same words in other places have other hashes.
func TestPlacesOfWordsAreHashed(t *testing.T) {
	words := []uint64{1, 2, 1 << 63, ^uint64(0)}
	seen := make(map[uint64]bool)
	for i := range 1000 {
		for _, word := range words {
			seen[wordHash(i, word)] = true
		}
	}
	if len(seen) != 1000*len(words) {
		t.Errorf("%d hashes of %d words", len(seen), 1000*len(words))
	}
	for i := range 100 {
		if one, other := wordHash(i, 1)^wordHash(i+1, 2), wordHash(i, 2)^wordHash(i+1, 1); one == other {
			t.Errorf("words %d and %d may be exchanged", i, i+1)
		}
	}
}

// Viewers whose rows have one hash by chance do not gain the same.
func TestGiftsAreComparedInFull(t *testing.T) {
	spans := []span{{0, 1}, {65, 66}}
	for _, one := range []gift{{sharers: spans}, {sharers: spans, dense: row{1, 2}}} {
		for _, other := range []part{{row: row{1, 3}}, {row: row{3, 2}}, {spans: spans[:1]}, {spans: []span{{0, 1}, {65, 67}}}, {}} {
			if one.is(other) {
				t.Errorf("%v is %v", one, other)
			}
		}
		if !one.is(part{row: row{1, 2}}) || !one.is(part{spans: spans}) {
			t.Errorf("%v is not itself", one)
		}
	}
}

func placesIn(spans []span) int {
	n := 0
	for _, s := range spans {
		n += s.to - s.from
	}
	return n
}
