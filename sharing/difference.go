package sharing

import (
	"cmp"
	"iter"
	"math/bits"
	"slices"

	"lupa.example/access/report"
)

// differences yields who gains and who loses sight of whose results where the new rules
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
// is not looked at. What is lost is found when what is gained has been told, so that both
// are not in memory at once.
func differences(old, new *Rules) iter.Seq2[report.Effect, []Class] {
	return func(yield func(report.Effect, []Class) bool) {
		old, new := old.orNone(), new.orNone()
		gone, come := differing(old.index, new.index)
		_ = yield(report.Gain, old.newly(come)) && yield(report.Loss, new.newly(gone))
	}
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
	room := 0
	for _, r := range rules {
		room += len(r.Viewers) + len(r.Sharers)
	}
	named := rs.named(rules...)
	g := rs.beyondAll(rules, room, named)
	if classes, few := g.bySight(2*room + outright); few {
		return classes
	}
	classes := make([]Class, 0, len(rules))
	for _, r := range rules {
		if g.wholly(r) {
			classes = append(classes, Class{Viewers: inFull(r.Viewers), Sharers: inFull(r.Sharers)})
		} else if one := rs.beyond(r, nil, named); one.gaining.count() > 0 {
			classes = append(classes, one.whole())
		}
	}
	slices.SortStableFunc(classes, Class.compare)
	return classes
}

// beyondAll returns what the rules, with so many entries, give together and the set does not.
func (rs *Rules) beyondAll(rules []*Rule, entries int, named map[code][]code) *gain {
	all := Rule{Viewers: make([]Party, 0, entries), Sharers: make([]Party, 0, entries)}
	for _, r := range rules {
		all.Viewers = append(all.Viewers, r.Viewers...)
		all.Sharers = append(all.Sharers, r.Sharers...)
	}
	viewers, sharers := newSide(all.Viewers, named), newSide(all.Sharers, named)
	gives := newGiven(viewers, sharers, len(rules), len(all.Viewers))
	for _, r := range rules {
		gives.add(r.Viewers, r.Sharers)
	}
	return newGain(gives, rs.seen(viewers, sharers))
}

// wholly reports whether the viewers of a rule gain all that they are given. Of most rules of
// sets that have nothing to do with each other that is all there is to say.
func (g *gain) wholly(r *Rule) bool {
	for _, p := range r.Viewers {
		if places := g.viewers.covered(p); g.less.from(places.from, places.to, true) < places.to {
			return false
		}
	}
	return true
}

// inFull returns the entries, which are in order, as they are told where all of them are
// meant: a group stands for its numbers.
func inFull(entries []Party) []Members {
	list := make([]Members, len(entries))
	from := len(list)
	for _, p := range slices.Backward(entries) {
		if from == len(list) || list[from].Party.code != p.code.group() {
			from--
			list[from].Party = p
		}
	}
	return list[from:]
}

// A statement is what a rule says, whatever its name: its entries in ascending order, each
// once.
type statement struct {
	first uint64 // viewer and sharer, which mostly tell it from others
	rule  *Rule
}

func newStatement(r *storedRule) statement {
	says := &Rule{Viewers: once(r.viewers()), Sharers: once(r.sharers())}
	return statement{uint64(says.Viewers[0].code)<<32 | uint64(says.Sharers[0].code), says}
}

func (s statement) compare(other statement) int {
	if s.first != other.first {
		return cmp.Compare(s.first, other.first)
	}
	byCode := func(a, b Party) int { return cmp.Compare(a.code, b.code) }
	if c := slices.CompareFunc(s.rule.Viewers, other.rule.Viewers, byCode); c != 0 {
		return c
	}
	return slices.CompareFunc(s.rule.Sharers, other.rule.Sharers, byCode)
}

// differing returns the rules that only the old index has and those that only the new one
// has, by their entries and in the order of these. Of those that have the same entries it
// returns one.
func differing(old, new *index) (gone, come []*Rule) {
	var were, are []statement
	apart(&old.byNumber.root, &new.byNumber.root, 0, func(a, b *node[*storedRule]) {
		before, after := a.values(), b.values()
		for len(before)+len(after) > 0 {
			switch {
			case len(before) > 0 && len(after) > 0 && before[0] == after[0]:
				before, after = before[1:], after[1:]
			case len(after) == 0 || len(before) > 0 && before[0].number < after[0].number:
				were, before = append(were, newStatement(before[0])), before[1:]
			default:
				are, after = append(are, newStatement(after[0])), after[1:]
			}
		}
	})
	slices.SortFunc(were, statement.compare)
	slices.SortFunc(are, statement.compare)
	return missing(are, were), missing(were, are)
}

// missing returns the rules that say what none of the others says, of those that say the
// same one. Both are in order.
func missing(others, statements []statement) []*Rule {
	rules := make([]*Rule, 0, len(statements))
	for i, s := range statements {
		for len(others) > 0 && others[0].compare(s) < 0 {
			others = others[1:]
		}
		said := i > 0 && statements[i-1].compare(s) == 0 || len(others) > 0 && others[0].compare(s) == 0
		if !said {
			rules = append(rules, s.rule)
		}
	}
	return rules
}

// values returns the values of a node in their order.
func (n *node[V]) values() (list []V) {
	n.all(func(v V) bool { list = append(list, v); return true })
	return list
}

// apart calls f with nodes of two trees that have the same place in them and other
// entries; depth is how many bits lead to it. It passes over nodes that are the same
// memory. Where one tree's branch has doubled since, the other's is doubled to compare
// them.
func apart[V any](a, b *node[V], depth int, f func(a, b *node[V])) {
	switch {
	case sameNode(a, b):
		return
	case len(a.branch) == 0 || len(b.branch) == 0:
		f(a, b)
		return
	}
	left, right := a.branch, b.branch
	for len(left) < len(right) {
		left = double(left, depth).branch
	}
	for len(right) < len(left) {
		right = double(right, depth).branch
	}
	step := bits.TrailingZeros(uint(len(left)))
	for i := range left {
		apart(&left[i], &right[i], depth+step, f)
	}
}

// sameNode reports whether two nodes are the same memory, or both are empty.
func sameNode[V any](a, b *node[V]) bool {
	if len(a.leaf) != len(b.leaf) || len(a.branch) != len(b.branch) {
		return false
	}
	return (len(a.leaf) == 0 || &a.leaf[0] == &b.leaf[0]) && (len(a.branch) == 0 || &a.branch[0] == &b.branch[0])
}
