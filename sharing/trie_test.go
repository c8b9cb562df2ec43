package sharing

import (
	"maps"
	"math/bits"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// checkShape fails if the trie breaks one of its invariants.
func checkShape[V any](t rapid.TB, tr trie[V]) {
	t.Helper()
	checkNode(t, &tr.root, 0, 0)
}

// checkNode checks a node whose hashes have to begin with so many bits of first.
func checkNode[V any](t rapid.TB, n *node[V], depth int, first uint64) {
	t.Helper()
	if len(n.branch) == 0 {
		if len(n.leaf) > maxLeaf {
			t.Fatalf("a leaf of %d entries", len(n.leaf))
		}
		for i, e := range n.leaf {
			if (e.hash^first)>>(hashBits-depth) != 0 || i > 0 && e.hash <= n.leaf[i-1].hash {
				t.Fatalf("hash %x is out of place", e.hash)
			}
		}
		return
	}
	width := len(n.branch)
	if width < 2 || width > maxWidth || width&(width-1) != 0 || len(n.leaf) > 0 {
		t.Fatalf("a branch of %d children and %d entries", width, len(n.leaf))
	}
	step := bits.TrailingZeros(uint(width))
	for i := range n.branch {
		checkNode(t, &n.branch[i], depth+step, first|uint64(i)<<(hashBits-depth-step))
	}
}

// Hashes that agree in many leading bits beside such that do not.
var someHash = rapid.Custom(func(t *rapid.T) uint64 {
	h := rapid.Uint64Range(0, 2000).Draw(t, "hash")
	return h << rapid.SampledFrom([]int{0, 4, 30, 55}).Draw(t, "shift")
})

func TestATrieIsAMapAndLeavesOldOnesAlone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var tr trie[int]
		want := make(map[uint64]int)
		var tries []trie[int]
		var wants []map[uint64]int
		for i := range rapid.IntRange(0, 20).Draw(t, "changes") {
			tries, wants = append(tries, tr), append(wants, maps.Clone(want))
			hashes := rapid.SliceOfN(someHash, 0, 200).Draw(t, "hashes")
			slices.Sort(hashes)
			hashes = slices.Compact(hashes)
			if rapid.IntRange(0, 3).Draw(t, "remove") == 0 {
				tr = tr.without(hashes...)
				for _, h := range hashes {
					delete(want, h)
				}
			} else {
				entries := make([]entry[int], len(hashes))
				for j, h := range hashes {
					entries[j], want[h] = entry[int]{i, h}, i
				}
				tr = tr.with(entries...)
			}
		}
		checkShape(t, tr)
		expectMap(t, tr, want)
		for i := range tries {
			expectMap(t, tries[i], wants[i])
		}
		for i, h := range slices.Collect(maps.Keys(want)) {
			tr = tr.without(h)
			if i%16 == 0 {
				checkShape(t, tr)
			}
		}
		if !tr.empty() {
			t.Fatal("something is left of an empty trie")
		}
	})
}

func expectMap(t rapid.TB, tr trie[int], want map[uint64]int) {
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
	keys := slices.Sorted(maps.Keys(want))
	for _, h := range []uint64{0, 1, 1000, 1 << 40, 1<<58 + 1, ^uint64(0)} {
		at, _ := slices.BinarySearch(keys, h)
		if e, ok := tr.ceiling(h); ok != (at < len(keys)) || ok && e.hash != keys[at] {
			t.Fatalf("the next from %x is %x %v", h, e.hash, ok)
		}
	}
	if _, ok := tr.get(^uint64(0)); ok {
		t.Fatal("found a hash that nobody set")
	}
}

func TestWhoStopsGoingThroughATrieGetsNoMore(t *testing.T) {
	const n = 10_000 // on several levels
	tr := build(evenly(n))
	for stop := 0; stop < n; stop += 1 + stop/3 {
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
			entries = append(entries, entry[int]{i, h})
		}
		sortByHash(entries)
		tr := build(entries)
		checkShape(t, tr)
		expectMap(t, tr, want)
	})
}

// evenly returns entries whose hashes are spread evenly, in order.
func evenly(n int) []entry[int] {
	entries := make([]entry[int], n)
	for i := range entries {
		entries[i] = entry[int]{i, spread(uint64(i), pairBits)}
	}
	sortByHash(entries)
	return entries
}

// A trie of many entries keeps its shape while they come and go, few at a time and many,
// with even hashes and among them others that agree in their first bits.
func TestATrieOfManyKeepsItsShape(t *testing.T) {
	for name, test := range map[string]struct {
		uneven int
		most   int // levels of branches
	}{"even": {0, 2}, "uneven": {3000, hashBits}} {
		random := rand.New(rand.NewPCG(9, 10))
		var tr trie[int]
		want := make(map[uint64]int)
		all := evenly(20_000)
		for i := range test.uneven {
			all = append(all, entry[int]{i, uint64(random.IntN(1<<14)) << []int{0, 4, 30}[i%3]})
		}
		random.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		check := func() {
			checkShape(t, tr)
			if test.uneven == 0 {
				checkFull(t, &tr.root)
			}
			if n := levels(&tr.root); n > test.most {
				t.Fatalf("%s: %d levels of branches for %d entries", name, n, len(want))
			}
			expectMap(t, tr, want)
		}
		for rest := all; len(rest) > 0; {
			n := min(len(rest), 1+random.IntN(1+random.IntN(700)))
			batch := slices.Clone(rest[:n])
			rest = rest[n:]
			sortByHash(batch)
			batch = slices.CompactFunc(batch, func(a, b entry[int]) bool { return a.hash == b.hash })
			before, old := tr, len(slices.Collect(tr.all()))
			tr = tr.with(batch...)
			for _, e := range batch {
				want[e.hash] = e.value
			}
			if got := len(slices.Collect(before.all())); got != old {
				t.Fatalf("%s: a trie of %d entries has %d after a change of another", name, old, got)
			}
			if random.IntN(8) == 0 {
				check()
			}
		}
		check()
		for rest := all; len(rest) > 0; {
			n := min(len(rest), 1+random.IntN(1+random.IntN(700)))
			var hashes []uint64
			for _, e := range rest[:n] {
				hashes = append(hashes, e.hash)
				delete(want, e.hash)
			}
			rest = rest[n:]
			slices.Sort(hashes)
			tr = tr.without(slices.Compact(hashes)...)
			if random.IntN(8) == 0 {
				check()
			}
		}
		if !tr.empty() {
			t.Errorf("%s: something is left of an empty trie", name)
		}
	}
}

// levels returns how many branches there are at most between the root and a leaf.
func levels[V any](n *node[V]) (most int) {
	for i := range n.branch {
		most = max(most, 1+levels(&n.branch[i]))
	}
	return most
}

// Where hashes are even a trie is no larger than it needs to be, and it keeps nothing of
// the list that it is made of.
func TestATrieIsBuiltToTheSizeOfItsEntries(t *testing.T) {
	for _, n := range []int{1, maxLeaf, maxLeaf + 1, 1000, 3000, 10_000, 100_000} {
		entries := evenly(n)
		tr := build(entries)
		checkShape(t, tr)
		if leaf := len(tr.root.branch) == 0; leaf != (n <= maxLeaf) {
			t.Errorf("%d entries are one leaf: %v", n, leaf)
		}
		checkFull(t, &tr.root)
		one := entries[n/2]
		entries[n/2].value = -1
		if got, ok := tr.get(one.hash); !ok || got != one.value {
			t.Errorf("of %d entries %d became %d", n, one.value, got)
		}
	}
}

// checkFull fails if a branch has so few entries that it would be none after a removal.
func checkFull[V any](t rapid.TB, n *node[V]) {
	t.Helper()
	if len(n.branch) > 0 && few(n.branch) {
		t.Errorf("a branch of %d children has %d entries", len(n.branch), len(gather(n.branch)))
	}
	for i := range n.branch {
		checkFull(t, &n.branch[i])
	}
}

func TestATrieOfNothingIsTheZeroValue(t *testing.T) {
	if tr := build[int](nil); !tr.empty() {
		t.Error("it is not empty")
	}
}

// Above a number of entries sorting takes another way.
func TestSortingByHashIsStable(t *testing.T) {
	for _, n := range []int{10, 1 << 17} {
		entries := make([]entry[int], n)
		for i := range entries {
			entries[i] = entry[int]{i, spread(uint64(i/3), pairBits)}
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

// A branch whose children have many children has twice as many that have half as many; of
// a leaf, and of a child that has two, the halves are the children.
func TestDoublingCutsEachChildInTwo(t *testing.T) {
	leaf := func(h uint64) node[int] { return node[int]{leaf: []entry[int]{{value: int(h), hash: h}}} }
	child := func(from uint64) node[int] {
		return node[int]{branch: []node[int]{leaf(from), leaf(from + 1), leaf(from + 2), leaf(from + 3)}}
	}
	got := double([]node[int]{child(0), child(4)}, 0)
	if len(got.branch) != 4 {
		t.Fatalf("got %d children", len(got.branch))
	}
	for i, n := range got.branch {
		if len(n.branch) != 2 || n.branch[0].leaf[0].value != 2*i || n.branch[1].leaf[0].value != 2*i+1 {
			t.Errorf("child %d is %v", i, n)
		}
	}
	const top = 1 << (hashBits - 3) // the third bit, by which children of four have their own
	full := node[int]{leaf: []entry[int]{{0, 0}, {1, top}}}
	two := node[int]{branch: []node[int]{{leaf: []entry[int]{{2, 2 * top}}}, {leaf: []entry[int]{{3, 3 * top}}}}}
	last := node[int]{leaf: []entry[int]{{4, 4 * top}, {5, 5 * top}}}
	again := node[int]{branch: []node[int]{{leaf: []entry[int]{{6, 6 * top}}}, {leaf: []entry[int]{{7, 7 * top}}}}}
	mixed := trie[int]{double([]node[int]{full, two, last, again}, 0)}
	checkShape(t, mixed)
	if got := slices.Collect(mixed.all()); !slices.Equal(got, []int{0, 1, 2, 3, 4, 5, 6, 7}) || len(mixed.root.branch) != 8 {
		t.Errorf("got %v in %d children", got, len(mixed.root.branch))
	}
}
