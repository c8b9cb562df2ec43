package sharing

import (
	"iter"
	"slices"
	"sort"
)

// A trie is an immutable map from 64-bit hashes to values, ordered by hash. A
// change returns a new trie that shares all but one path with the old one, which
// stays as it was. The zero value is empty.
//
// Where two keys may have one hash, a predicate tells their values apart; where
// they may not, the predicate is [only].
//
// # Shape
//
// A node is a leaf, which holds entries, or a branch, which has 16 slots, one for
// each value of the next four bits of the hash, most significant first. A leaf may
// stand in several slots of its branch: in an aligned run of 1, 2, 4, 8 or all 16.
// So a leaf that grows too large is cut in halves by a single bit, and leaves are
// between half and wholly full at any number of entries. (Cut into 16 at once they
// would be left with two entries each, and an entry's memory would swing with the
// number of entries.)
//
// # Invariants
//
//   - A leaf's entries are sorted by hash, and have all the bits that lead to it.
//   - A leaf has at most maxLeaf entries, unless no bit is left to cut it by.
//   - Two leaves that are halves of a run have more than maxLeaf/2 together, so that
//     removals leave no skeleton.
//   - Entries with one hash stand beside each other, first added first.
//
// # Costs
//
// With n entries, to find one takes a step for each four bits of n/maxLeaf, and a
// binary search in a leaf. A change copies these steps, 128 bytes each, and a leaf.
// An entry takes its own 16 bytes and about three of structure.
type trie[V any] struct{ root *node[V] }

type node[V any] struct {
	branch *[slots]*node[V] // nil in a leaf
	leaf   []entry[V]
}

type entry[V any] struct {
	hash  uint64
	value V
}

const (
	maxLeaf  = 32
	slotBits = 4
	slots    = 1 << slotBits
	topShift = 64 - slotBits // the root goes by the hash's top bits
)

// only is the predicate where a hash has one value.
func only[V any](V) bool { return true }

// slot returns where the hash belongs in a branch that goes by the bits at shift.
func slot(hash uint64, shift int) int { return int(hash>>shift) % slots }

// build returns the trie of the entries, which have to be sorted by hash. It keeps
// no reference to them.
func build[V any](entries []entry[V]) trie[V] {
	if len(entries) == 0 {
		return trie[V]{}
	}
	return trie[V]{newNode(entries, topShift)}
}

func newNode[V any](entries []entry[V], shift int) *node[V] {
	if len(entries) <= maxLeaf || shift < 0 {
		return &node[V]{leaf: slices.Clone(entries)}
	}
	n := &node[V]{branch: new([slots]*node[V])}
	n.spread(entries, 0, slots, shift)
	return n
}

// spread fills the slots from lo to hi, an aligned run, with the entries, which
// all belong there.
func (n *node[V]) spread(entries []entry[V], lo, hi, shift int) {
	switch {
	case len(entries) <= maxLeaf:
		leaf := &node[V]{leaf: slices.Clone(entries)}
		for i := lo; i < hi; i++ {
			n.branch[i] = leaf
		}
	case hi-lo == 1:
		n.branch[lo] = newNode(entries, shift-slotBits)
	default:
		middle := (lo + hi) / 2
		at := sort.Search(len(entries), func(i int) bool { return slot(entries[i].hash, shift) >= middle })
		n.spread(entries[:at], lo, middle, shift)
		n.spread(entries[at:], middle, hi, shift)
	}
}

// get returns the first value with the hash.
func (t trie[V]) get(hash uint64) (v V, ok bool) {
	leaf, at := t.find(hash)
	if at == len(leaf) || leaf[at].hash != hash {
		return v, false
	}
	return leaf[at].value, true
}

// match returns the first value with the hash that same accepts.
func (t trie[V]) match(hash uint64, same func(V) bool) (v V, ok bool) {
	leaf, at := t.find(hash)
	for ; at < len(leaf) && leaf[at].hash == hash; at++ {
		if same(leaf[at].value) {
			return leaf[at].value, true
		}
	}
	return v, false
}

// find returns the leaf where the hash belongs, and where in it.
func (t trie[V]) find(hash uint64) (leaf []entry[V], at int) {
	n := t.root
	if n == nil {
		return nil, 0
	}
	for shift := topShift; n.branch != nil; shift -= slotBits {
		n = n.branch[slot(hash, shift)]
	}
	return n.leaf, search(n.leaf, hash)
}

// search returns the index of the first entry whose hash is not smaller.
func search[V any](leaf []entry[V], hash uint64) int {
	lo, hi := 0, len(leaf)
	for lo < hi {
		middle := int(uint(lo+hi) / 2)
		if leaf[middle].hash < hash {
			lo = middle + 1
		} else {
			hi = middle
		}
	}
	return lo
}

// set returns the trie with the value in the place of the first with the hash that
// same accepts, or after those with the hash if there is none.
func (t trie[V]) set(hash uint64, v V, same func(V) bool) trie[V] {
	e := entry[V]{hash, v}
	if t.root == nil {
		return build([]entry[V]{e})
	}
	return trie[V]{t.root.set(e, same, topShift)}
}

func (n *node[V]) set(e entry[V], same func(V) bool, shift int) *node[V] {
	if n.branch == nil {
		return newNode(with(n.leaf, e, same), shift)
	}
	next := n.copy()
	i := slot(e.hash, shift)
	if child := n.branch[i]; child.branch != nil {
		next.branch[i] = child.set(e, same, shift-slotBits)
	} else {
		lo, hi := n.run(i)
		next.spread(with(child.leaf, e, same), lo, hi, shift)
	}
	return next
}

// with returns a copy of the leaf with e in its place.
func with[V any](leaf []entry[V], e entry[V], same func(V) bool) []entry[V] {
	at := search(leaf, e.hash)
	for ; at < len(leaf) && leaf[at].hash == e.hash; at++ {
		if same(leaf[at].value) {
			next := slices.Clone(leaf)
			next[at] = e
			return next
		}
	}
	next := make([]entry[V], 0, len(leaf)+1)
	next = append(next, leaf[:at]...)
	next = append(next, e)
	return append(next, leaf[at:]...)
}

// remove returns the trie without the first entry with the hash that same
// accepts; the same trie if there is none.
func (t trie[V]) remove(hash uint64, same func(V) bool) trie[V] {
	if _, found := t.match(hash, same); !found {
		return t
	}
	root := t.root.remove(hash, same, topShift)
	if root.branch == nil && len(root.leaf) == 0 {
		root = nil
	}
	return trie[V]{root}
}

// remove is for an entry that is there.
func (n *node[V]) remove(hash uint64, same func(V) bool, shift int) *node[V] {
	if n.branch == nil {
		at := search(n.leaf, hash)
		for !same(n.leaf[at].value) {
			at++
		}
		return &node[V]{leaf: slices.Concat(n.leaf[:at], n.leaf[at+1:])}
	}
	i := slot(hash, shift)
	lo, hi := n.run(i)
	child := n.branch[i].remove(hash, same, shift-slotBits)
	for child.branch == nil && hi-lo < slots {
		other, ok := n.half(lo, hi)
		if !ok || len(child.leaf)+len(other.leaf) > maxLeaf/2 {
			break
		}
		if size := hi - lo; lo&size == 0 {
			child, hi = &node[V]{leaf: slices.Concat(child.leaf, other.leaf)}, hi+size
		} else {
			child, lo = &node[V]{leaf: slices.Concat(other.leaf, child.leaf)}, lo-size
		}
	}
	if hi-lo == slots { // a leaf: a branch has one slot
		return child
	}
	next := n.copy()
	for i := lo; i < hi; i++ {
		next.branch[i] = child
	}
	return next
}

// run returns the slots that hold the same node as slot i.
func (n *node[V]) run(i int) (lo, hi int) {
	lo, hi = i, i+1
	for lo > 0 && n.branch[lo-1] == n.branch[i] {
		lo--
	}
	for hi < slots && n.branch[hi] == n.branch[i] {
		hi++
	}
	return lo, hi
}

// half returns the leaf that makes up the other half of the run that is twice as
// long as the one from lo to hi.
func (n *node[V]) half(lo, hi int) (*node[V], bool) {
	size := hi - lo
	from, to := n.run(lo ^ size)
	other := n.branch[from]
	return other, other.branch == nil && to-from == size
}

func (n *node[V]) copy() *node[V] {
	branch := *n.branch
	return &node[V]{branch: &branch}
}

// all yields the values in the order of their hashes.
func (t trie[V]) all() iter.Seq[V] {
	return func(yield func(V) bool) {
		if t.root != nil {
			t.root.all(yield)
		}
	}
}

func (n *node[V]) all(yield func(V) bool) bool {
	for _, e := range n.leaf {
		if !yield(e.value) {
			return false
		}
	}
	if n.branch == nil {
		return true
	}
	for i, child := range n.branch {
		if i > 0 && child == n.branch[i-1] {
			continue
		}
		if !child.all(yield) {
			return false
		}
	}
	return true
}
