package sharing

import (
	"iter"
	"math/bits"
	"slices"
	"sort"
)

// A trie is an immutable map from 64-bit hashes to values, ordered by hash. A
// change returns a new trie that shares all but a few paths with the old one, which
// stays as it was. The zero value is empty. A trie of struct{} is a [set].
//
// # Shape
//
// A node is a leaf, which holds entries, or a branch, which holds 2, 4, 8, 16 or 32
// nodes. A branch goes by the next bits of the hash, most significant first: the
// bits are the index of the child. Children stand side by side in the branch
// itself, so that a step down reads one place in memory.
//
// Hashes are made so that they are spread evenly. So the place of an entry in its
// leaf is nearly told by its hash, and a search begins there; and the leaves of a
// branch fill up together, so that a branch doubles when one of them is full and
// leaves stay between a third and wholly full. Nothing goes wrong where hashes are
// not even: leaves are less full, paths are longer, though never longer than the
// hash, and a search ends as a binary one.
//
// # Invariants
//
//   - A leaf's entries ascend by hash, and have all the bits that lead to it.
//   - A leaf has at most maxLeaf entries.
//   - A branch has 2, 4, 8, 16 or 32 children, and not only leaves with few entries,
//     so that removals leave no skeleton.
//   - Nobody writes to a node or to its entries once it is made.
//
// # Costs
//
// With n entries, to find one takes a step for each five bits of n/maxLeaf, and two
// or three comparisons in one place of a leaf. A change copies these steps, at most
// 1.5 KB each, and a leaf; several changes at once copy what their paths have in
// common once. An entry takes its own 16 bytes, 8 in a set, and about one of
// structure.
type trie[V any] struct{ root node[V] }

// A node is a branch if it has children, and otherwise a leaf.
type node[V any] struct {
	leaf   []entry[V]
	branch []node[V]
}

type entry[V any] struct {
	value V // first, because a value without size takes memory if it is last
	hash  uint64
}

const (
	maxLeaf  = 256
	maxWidth = 32
	hashBits = 64
)

// A place is where a hash lies among those that have the same first bits: the hash
// without these bits, moved up.
type place uint64

// in returns the index of the child, among as many as there are, and the place in
// it.
func (p place) in(children int) (int, place) {
	step := bits.TrailingZeros(uint(children))
	return int(p >> (hashBits - step)), p << step
}

// build returns the trie of the entries, which have to ascend by hash. It keeps no
// reference to them.
func build[V any](entries []entry[V]) trie[V] {
	return trie[V]{newNode(entries, 0)}
}

// newNode returns the node of the entries, which share the first bits of their
// hashes, as many as depth says.
func newNode[V any](entries []entry[V], depth int) node[V] {
	if len(entries) <= maxLeaf {
		return node[V]{leaf: append([]entry[V](nil), entries...)}
	}
	const full = maxLeaf * 3 / 4 // of uneven leaves none shall overflow at once
	width := 2
	for width < maxWidth && len(entries) > width*full {
		width *= 2
	}
	return cut(entries, width, depth)
}

// cut returns a branch of the width with the entries.
func cut[V any](entries []entry[V], width, depth int) node[V] {
	branch := make([]node[V], width)
	for i := range branch {
		var part []entry[V]
		part, entries = split(entries, i, width, depth)
		branch[i] = newNode(part, depth+bits.TrailingZeros(uint(width)))
	}
	return node[V]{branch: branch}
}

// split cuts the entries, none of which belongs before child i, after those that
// belong in it.
func split[V any](entries []entry[V], i, width, depth int) (here, after []entry[V]) {
	at := sort.Search(len(entries), func(j int) bool {
		child, _ := place(entries[j].hash << depth).in(width)
		return child > i
	})
	return entries[:at], entries[at:]
}

func (t *trie[V]) empty() bool { return len(t.root.leaf)+len(t.root.branch) == 0 }

// get returns the value with the hash.
func (t *trie[V]) get(hash uint64) (v V, ok bool) {
	leaf, at, _ := t.find(hash)
	if at == len(leaf) || leaf[at].hash != hash {
		return v, false
	}
	return leaf[at].value, true
}

// find returns the leaf where the hash belongs, where in it, and how many bits of
// the hash lead to the leaf.
func (t *trie[V]) find(hash uint64) (leaf []entry[V], at, depth int) {
	n, rest := &t.root, hash
	for len(n.branch) > 0 {
		step := bits.TrailingZeros(uint(len(n.branch)))
		n = &n.branch[rest>>((hashBits-step)&63)]
		rest <<= step & 63
		depth += step
	}
	return n.leaf, search(n.leaf, hash, place(rest)), depth
}

// search returns the index of the first entry of the leaf whose hash is not smaller.
func search[V any](leaf []entry[V], hash uint64, p place) int {
	// If hashes are spread evenly, entries are as far along in the leaf as their
	// hashes are in what the leaf could hold.
	guess, _ := bits.Mul64(uint64(p), uint64(len(leaf)))
	at := int(guess)
	const near = 16
	if at < len(leaf) && leaf[at].hash < hash {
		end := min(at+near, len(leaf))
		for at++; at < end && leaf[at].hash < hash; at++ {
		}
		if at < end || at == len(leaf) {
			return at
		}
		return at + bisect(leaf[at:], hash)
	}
	end := max(at-near, 0)
	for at > end && leaf[at-1].hash >= hash {
		at--
	}
	if at > end || at == 0 {
		return at
	}
	return bisect(leaf[:at], hash)
}

func bisect[V any](leaf []entry[V], hash uint64) int {
	return sort.Search(len(leaf), func(i int) bool { return leaf[i].hash >= hash })
}

// ceiling returns the first entry whose hash is not smaller, and whether there is
// one.
func (t *trie[V]) ceiling(hash uint64) (e entry[V], ok bool) {
	if rest := t.from(hash); len(rest) > 0 {
		return rest[0], true
	}
	return e, false
}

// from returns the first entry whose hash is not smaller, with those that follow it in
// its leaf; none if there is none.
func (t *trie[V]) from(hash uint64) []entry[V] { return t.root.from(hash, place(hash)) }

func (n *node[V]) from(hash uint64, p place) []entry[V] {
	if len(n.branch) == 0 {
		return n.leaf[search(n.leaf, hash, p):]
	}
	i, p := p.in(len(n.branch))
	for ; i < len(n.branch); i, p = i+1, 0 {
		if rest := n.branch[i].from(hash, p); len(rest) > 0 {
			return rest
		}
	}
	return nil
}

// with returns the trie with the entries, which have to ascend by hash, each in the
// place of the one with its hash or as a new one.
func (t trie[V]) with(entries ...entry[V]) trie[V] {
	if len(entries) == 0 {
		return t
	}
	return trie[V]{t.root.with(entries, 0)}
}

func (n *node[V]) with(entries []entry[V], depth int) node[V] {
	if len(n.branch) == 0 {
		merged := merge(n.leaf, entries)
		if len(merged) <= maxLeaf {
			return node[V]{leaf: merged}
		}
		return newNode(merged, depth)
	}
	branch := slices.Clone(n.branch)
	step := bits.TrailingZeros(uint(len(branch)))
	overflow := false
	for len(entries) > 0 {
		i, _ := place(entries[0].hash << depth).in(len(branch))
		var part []entry[V]
		part, entries = split(entries, i, len(branch), depth)
		leaf := len(branch[i].branch) == 0
		branch[i] = branch[i].with(part, depth+step)
		overflow = overflow || leaf && len(branch[i].branch) > 0
	}
	if overflow && len(branch) < maxWidth {
		return double(branch, depth)
	}
	return node[V]{branch: branch}
}

// double returns the branch with each child cut in two.
func double[V any](branch []node[V], depth int) node[V] {
	next := make([]node[V], 0, 2*len(branch))
	step := bits.TrailingZeros(uint(len(branch)))
	for _, child := range branch {
		switch half := len(child.branch) / 2; half {
		case 0:
			next = append(next, cut(child.leaf, 2, depth+step).branch...)
		case 1:
			next = append(next, child.branch...)
		default:
			next = append(next, node[V]{branch: child.branch[:half]}, node[V]{branch: child.branch[half:]})
		}
	}
	return node[V]{branch: next}
}

// merge returns the entries of both lists, of two with one hash the second list's.
func merge[V any](old, more []entry[V]) []entry[V] {
	merged := make([]entry[V], 0, len(old)+len(more))
	for _, e := range more {
		at := sort.Search(len(old), func(i int) bool { return old[i].hash >= e.hash })
		merged = append(append(merged, old[:at]...), e)
		if at < len(old) && old[at].hash == e.hash {
			at++
		}
		old = old[at:]
	}
	return append(merged, old...)
}

// without returns the trie without the entries of the hashes, which have to ascend.
func (t trie[V]) without(hashes ...uint64) trie[V] {
	if len(hashes) == 0 {
		return t
	}
	return trie[V]{t.root.without(hashes, 0)}
}

func (n *node[V]) without(hashes []uint64, depth int) node[V] {
	if len(n.branch) == 0 {
		return node[V]{leaf: subtract(n.leaf, hashes)}
	}
	branch := slices.Clone(n.branch)
	step := bits.TrailingZeros(uint(len(branch)))
	for len(hashes) > 0 {
		i, _ := place(hashes[0] << depth).in(len(branch))
		end := 1
		for ; end < len(hashes); end++ {
			if j, _ := place(hashes[end] << depth).in(len(branch)); j != i {
				break
			}
		}
		branch[i] = branch[i].without(hashes[:end], depth+step)
		hashes = hashes[end:]
	}
	if few(branch) {
		return newNode(gather(branch), depth)
	}
	return node[V]{branch: branch}
}

// subtract returns the entries that have none of the hashes.
func subtract[V any](old []entry[V], hashes []uint64) []entry[V] {
	rest := make([]entry[V], 0, len(old))
	for _, e := range old {
		for len(hashes) > 0 && hashes[0] < e.hash {
			hashes = hashes[1:]
		}
		if len(hashes) == 0 || hashes[0] != e.hash {
			rest = append(rest, e)
		}
	}
	return rest
}

// few reports whether a branch has only leaves, and fewer entries in them than pay
// for its width.
func few[V any](branch []node[V]) bool {
	total := 0
	for i := range branch {
		if len(branch[i].branch) > 0 {
			return false
		}
		total += len(branch[i].leaf)
	}
	return total <= len(branch)*maxLeaf/8
}

func gather[V any](leaves []node[V]) []entry[V] {
	var all []entry[V]
	for i := range leaves {
		all = append(all, leaves[i].leaf...)
	}
	return all
}

// all yields the values in the order of their hashes.
func (t trie[V]) all() iter.Seq[V] {
	return func(yield func(V) bool) { t.root.all(yield) }
}

func (n *node[V]) all(yield func(V) bool) bool {
	for i := range n.leaf {
		if !yield(n.leaf[i].value) {
			return false
		}
	}
	for i := range n.branch {
		if !n.branch[i].all(yield) {
			return false
		}
	}
	return true
}
