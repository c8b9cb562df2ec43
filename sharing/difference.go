package sharing

import (
	"encoding/binary"
	"maps"
	"slices"
)

// differences returns who gains and who loses sight of whose results where the new rules
// come in the place of the old ones: exactly, whatever numbers there are or will be, and
// none if and only if every number sees the same by both. How rules are named, ordered
// and split makes no difference. A set that was never built counts as one without rules.
//
// Viewers who gain the same make a class. Where that would take more than twice the room of
// the rules, each rule that only one set has makes a class; a viewer may be in several then,
// and gains sight of what any of them tells.
//
// The cost is in proportion to the rules that differ, as for the consequences of each.
// Sets of which one was made from the other by changes share memory, and what they share
// is not looked at.
func differences(old, new *Rules) Consequences {
	old, new = old.orNone(), new.orNone()
	gone, come := differing(old.index, new.index)
	return Consequences{Gains: old.newly(come), Loses: new.newly(gone)}
}

// orNone returns the set, or one without rules if it was never built.
func (rs *Rules) orNone() *Rules {
	if rs.built() {
		return rs
	}
	return &Rules{index: new(index)}
}

// newly returns what the rules give and the set does not.
func (rs *Rules) newly(rules []*Rule) []Class {
	if len(rules) == 0 {
		return nil
	}
	named := rs.named(rules...)
	var entries Rule
	for _, r := range rules {
		entries.Viewers = append(entries.Viewers, r.Viewers...)
		entries.Sharers = append(entries.Sharers, r.Sharers...)
	}
	viewers, sharers := newSide(entries.Viewers, named), newSide(entries.Sharers, named)
	gives := newGiven(viewers, sharers)
	for _, r := range rules {
		gives.add(r.Viewers, r.Sharers)
	}
	g := newGain(gives, rs.seen(viewers, sharers))
	classes, few := g.bySight(2*(len(entries.Viewers)+len(entries.Sharers)) + outright)
	if few {
		return classes
	}
	for _, r := range rules {
		if one := rs.beyond(r, nil, named); one.gaining.count() > 0 {
			classes = append(classes, one.whole())
		}
	}
	slices.SortStableFunc(classes, Class.compare)
	return classes
}

// differing returns the rules that only the old index has and those that only the new one
// has, by their entries, in an order of their own. Of those that have the same entries it
// returns one.
func differing(old, new *index) (gone, come []*Rule) {
	byEntries := [2]map[string]*Rule{make(map[string]*Rule), make(map[string]*Rule)}
	apart(&old.byNumber.root, &new.byNumber.root, func(a, b *node[*storedRule]) {
		in := [2]map[*storedRule]bool{make(map[*storedRule]bool), make(map[*storedRule]bool)}
		for i, n := range [2]*node[*storedRule]{a, b} {
			n.all(func(r *storedRule) bool { in[i][r] = true; return true })
		}
		for i, rules := range in {
			for r := range rules {
				if !in[1-i][r] {
					byEntries[i][r.given()] = &Rule{Viewers: r.viewers(), Sharers: r.sharers()}
				}
			}
		}
	})
	var only [2][]*Rule
	for i, rules := range byEntries {
		for _, given := range slices.Sorted(maps.Keys(rules)) {
			if byEntries[1-i][given] == nil {
				only[i] = append(only[i], rules[given])
			}
		}
	}
	return only[0], only[1]
}

// given returns the same text for rules that have the same entries.
func (r *storedRule) given() string {
	viewers, sharers := once(r.viewers()), once(r.sharers())
	text := binary.AppendUvarint(nil, uint64(len(viewers)))
	for _, p := range append(viewers, sharers...) {
		text = binary.AppendUvarint(text, uint64(p.code))
	}
	return string(text)
}

// apart calls f with nodes of two trees that have the same place in them and other
// entries. It passes over nodes that are the same memory.
func apart[V any](a, b *node[V], f func(a, b *node[V])) {
	switch {
	case sameNode(a, b):
	case len(a.branch) > 0 && len(a.branch) == len(b.branch):
		for i := range a.branch {
			apart(&a.branch[i], &b.branch[i], f)
		}
	default:
		f(a, b)
	}
}

// sameNode reports whether two nodes are the same memory, or both are empty.
func sameNode[V any](a, b *node[V]) bool {
	if len(a.leaf) != len(b.leaf) || len(a.branch) != len(b.branch) {
		return false
	}
	return (len(a.leaf) == 0 || &a.leaf[0] == &b.leaf[0]) && (len(a.branch) == 0 || &a.branch[0] == &b.branch[0])
}
