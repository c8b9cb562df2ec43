package sharing

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestNumbersAreASetAndLeaveOldOnesAlone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		base := uint32(rapid.SampledFrom([]int{0, 3 * maxChunk}).Draw(t, "base"))
		var set numbers
		for n := range base {
			set = set.append(n * 2)
			set = set.append(n * 2) // again
		}
		var want []uint32
		for n := range base {
			want = append(want, n*2)
		}
		before, kept := set, slices.Concat(set...)
		for range rapid.IntRange(0, 50).Draw(t, "changes") {
			n := rapid.Uint32Range(0, 2*base+20).Draw(t, "n")
			at, found := slices.BinarySearch(want, n)
			if rapid.Bool().Draw(t, "remove") {
				set = set.remove(n)
				if found {
					want = slices.Delete(want, at, at+1)
				}
			} else {
				set = set.add(n)
				if !found {
					want = slices.Insert(want, at, n)
				}
			}
		}
		if got := slices.Concat(set...); !slices.Equal(got, want) {
			t.Fatalf("got %v, want %v", got, want)
		}
		if set.single() != (len(want) == 1) {
			t.Fatalf("single of %d numbers is %v", len(want), set.single())
		}
		for _, chunk := range set {
			if len(chunk) == 0 || len(chunk) > maxChunk {
				t.Fatalf("a chunk of %d numbers", len(chunk))
			}
		}
		if !slices.Equal(slices.Concat(before...), kept) {
			t.Fatal("a change reached the old set")
		}
		n := rapid.Uint32Range(0, 2*base+30).Draw(t, "from")
		at, _ := slices.BinarySearch(want, n)
		if got, ok := set.ceiling(n); ok != (at < len(want)) || ok && got != want[at] {
			t.Fatalf("ceiling of %d is %d %v", n, got, ok)
		}
	})
}

func TestFullChunksAreLeftBehindWhenNumbersAscend(t *testing.T) {
	var set numbers
	for n := range uint32(10 * maxChunk) {
		set = set.add(n)
	}
	if len(set) != 10 {
		t.Errorf("%d chunks, want 10 full ones", len(set))
	}
}

func TestAFullChunkIsCutWhereverANumberGoesIn(t *testing.T) {
	for _, n := range []uint32{1, 3, 501, 1023, 1025} {
		var s numbers
		for i := range uint32(maxChunk) {
			s = s.append(2*i + 2)
		}
		want := append(slices.Clone(s[0]), n)
		slices.Sort(want)
		s = s.add(n)
		if got := slices.Concat(s...); !slices.Equal(got, want) || len(s) != 2 || len(s[0]) == 0 || len(s[1]) == 0 {
			t.Errorf("with %d: %d chunks, %v", n, len(s), got)
		}
		if got, ok := s.ceiling(n); !ok || got != n {
			t.Errorf("with %d: found %d, %v", n, got, ok)
		}
	}
}

func TestFirstCommonIsTheSmallestInBoth(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list := rapid.SliceOfDistinct(rapid.Uint32Range(0, 40), rapid.ID[uint32])
		a, b := list.Draw(t, "a"), list.Draw(t, "b")
		slices.Sort(a)
		want := slices.IndexFunc(a, func(n uint32) bool { return slices.Contains(b, n) })
		got, ok := firstCommon(setOf(a), setOf(b))
		if ok != (want >= 0) || ok && got != a[want] {
			t.Fatalf("got %d %v of %v and %v", got, ok, a, b)
		}
	})
}

// The larger set is leapt through, not read.
func setOf(list []uint32) numbers {
	var set numbers
	for _, n := range list {
		set = set.add(n)
	}
	return set
}
