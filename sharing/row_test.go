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
		without, with := w.hashes(place)
		for _, yes := range []bool{true, false} {
			other := slices.Clone(w)
			other.set(place, yes)
			if want := map[bool]uint64{true: with, false: without}[yes]; other.hash() != want {
				t.Fatalf("%v with %d (%v) has another hash", list, place, yes)
			}
			if other.is(list) != (in[place] == yes) {
				t.Fatalf("%v with %d (%v) is the same: %v", list, place, yes, other.is(list))
			}
		}
	}
}

// Viewers whose rows have one hash by chance do not gain the same.
func TestGiftsAreComparedInFull(t *testing.T) {
	for _, one := range []gift{{sharers: []span{{0, 1}, {65, 66}}}, {dense: row{1, 2}}} {
		if !one.is(row{1, 2}) || one.is(row{1, 3}) || one.is(row{3, 2}) {
			t.Errorf("%v is another, or not itself", one)
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
