package sharing

import (
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// checkShape fails if the trie breaks one of its invariants.
func checkShape[V any](t *rapid.T, tr trie[V]) {
	t.Helper()
	if tr.root != nil {
		checkNode(t, tr.root, topShift, 0, ^uint64(0))
	}
}

// checkNode checks a node whose hashes have to lie between lo and hi.
func checkNode[V any](t *rapid.T, n *node[V], shift int, lo, hi uint64) {
	t.Helper()
	if n.branch == nil {
		if len(n.leaf) > maxLeaf && shift >= 0 {
			t.Fatalf("a leaf of %d entries", len(n.leaf))
		}
		for i, e := range n.leaf {
			if e.hash < lo || e.hash > hi || i > 0 && e.hash < n.leaf[i-1].hash {
				t.Fatalf("hash %x is out of place", e.hash)
			}
		}
		return
	}
	for i := 0; i < slots; {
		from, to := n.run(i)
		size := to - from
		if from != i || size&(size-1) != 0 || from%size != 0 {
			t.Fatalf("a run from slot %d to %d", from, to)
		}
		child := n.branch[i]
		if child.branch != nil && size != 1 {
			t.Fatalf("a branch stands in %d slots", size)
		}
		if child.branch == nil && size == slots {
			t.Fatal("a branch with one leaf")
		}
		first := lo + uint64(from)<<shift
		checkNode(t, child, shift-slotBits, first, first+uint64(size)<<shift-1)
		i = to
	}
}

// Hashes that agree in many leading bits beside such that do not.
var someHash = rapid.Custom(func(t *rapid.T) uint64 {
	h := rapid.Uint64Range(0, 300).Draw(t, "hash")
	return h << rapid.SampledFrom([]int{0, 4, 30, 55}).Draw(t, "shift")
})

func TestATrieIsAMapAndLeavesOldOnesAlone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var tr trie[int]
		want := make(map[uint64]int)
		var tries []trie[int]
		var wants []map[uint64]int
		for i := range rapid.IntRange(0, 300).Draw(t, "changes") {
			if i%40 == 0 {
				tries, wants = append(tries, tr), append(wants, maps.Clone(want))
			}
			h := someHash.Draw(t, "h")
			if rapid.IntRange(0, 3).Draw(t, "remove") == 0 {
				tr = tr.remove(h, only)
				delete(want, h)
			} else {
				tr = tr.set(h, i, only)
				want[h] = i
			}
		}
		checkShape(t, tr)
		expectMap(t, tr, want)
		for i := range tries {
			expectMap(t, tries[i], wants[i])
		}
		for h := range want {
			tr = tr.remove(h, only)
			checkShape(t, tr)
		}
		if tr.root != nil {
			t.Fatal("an empty trie has a root")
		}
	})
}

func expectMap(t *rapid.T, tr trie[int], want map[uint64]int) {
	t.Helper()
	var inOrder []int
	for _, h := range slices.Sorted(maps.Keys(want)) {
		inOrder = append(inOrder, want[h])
		if got, ok := tr.get(h); !ok || got != want[h] {
			t.Fatalf("%x leads to %d %v, want %d", h, got, ok, want[h])
		}
	}
	if all := slices.Collect(tr.all()); !slices.Equal(all, inOrder) {
		t.Fatalf("got %v, want %v", all, inOrder)
	}
	if _, ok := tr.get(^uint64(0)); ok {
		t.Fatal("found a hash that nobody set")
	}
}

func TestWhoStopsGoingThroughATrieGetsNoMore(t *testing.T) {
	var tr trie[int]
	const n = 1000 // on several levels
	for i := range n {
		tr = tr.set(mix(uint64(i)), i, func(int) bool { return false })
	}
	for stop := range n {
		seen := 0
		for range tr.all() {
			if seen++; seen > stop {
				break
			}
		}
		if seen != stop+1 {
			t.Fatalf("got %d values, and stopped at %d", seen, stop+1)
		}
	}
}

func TestATrieBuiltAtOnceIsLikeOneBuiltByChanges(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := make(map[uint64]int)
		var entries []entry[int]
		for i, h := range rapid.SliceOfDistinct(someHash, rapid.ID[uint64]).Draw(t, "hashes") {
			want[h] = i
			entries = append(entries, entry[int]{h, i})
		}
		sortByHash(entries)
		tr := build(entries)
		checkShape(t, tr)
		expectMap(t, tr, want)
	})
}

func TestATrieOfNothingIsTheZeroValue(t *testing.T) {
	if build[int](nil).root != nil {
		t.Error("it has a root")
	}
}

// Keys with one hash are told apart by the predicate.
func TestATrieKeepsValuesWithOneHashApart(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var tr trie[string]
		want := make(map[string]bool)
		key := rapid.StringMatching(`[a-z]{1,2}`)
		for range rapid.IntRange(0, 200).Draw(t, "changes") {
			k := key.Draw(t, "key")
			h := uint64(k[0] % 2)
			same := func(other string) bool { return other == k }
			if rapid.IntRange(0, 2).Draw(t, "remove") == 0 {
				tr = tr.remove(h, same)
				delete(want, k)
			} else {
				tr = tr.set(h, k, same)
				want[k] = true
			}
			if got, ok := tr.match(h, same); ok != want[k] || ok && got != k {
				t.Fatalf("%q leads to %q %v, want %v", k, got, ok, want[k])
			}
		}
		if all := slices.Sorted(tr.all()); !slices.Equal(all, slices.Sorted(maps.Keys(want))) {
			t.Fatalf("got %v, want the keys of %v", all, want)
		}
	})
}

// Above a number of entries sorting takes another way.
func TestSortingByHashIsStable(t *testing.T) {
	for _, n := range []int{10, 1 << 17} {
		entries := make([]entry[int], n)
		for i := range entries {
			entries[i] = entry[int]{mix(uint64(i / 3)), i}
		}
		sortByHash(entries)
		if !slices.IsSortedFunc(entries, func(a, b entry[int]) int {
			if c := byHash(a, b); c != 0 {
				return c
			}
			return a.value - b.value
		}) {
			t.Errorf("%d entries are not sorted, or equal ones not in their order", n)
		}
	}
}
