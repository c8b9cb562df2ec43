package sharing

import (
	"iter"
	"slices"
)

// SeenBy yields the entries that see the results of the customer number: first the
// number itself, then the viewers of the rules that share it, in the order of the
// rules and of their entries, each once. A group stands for all its numbers. The
// zero account is seen by nobody. It reads all the rules.
func (rs *Rules) SeenBy(owner Account) iter.Seq[Party] {
	return rs.others(owner, func(r *storedRule) (mine, theirs []Party) { return r.sharers(), r.viewers() })
}

// Sees yields the entries whose results the customer number sees: first the number
// itself, then the sharers of the rules that let it, in the order of the rules and
// of their entries, each once. A group stands for all its numbers. The zero account
// sees nothing. It reads all the rules.
func (rs *Rules) Sees(viewer Account) iter.Seq[Party] {
	return rs.others(viewer, func(r *storedRule) (mine, theirs []Party) { return r.viewers(), r.sharers() })
}

func (rs *Rules) others(a Account, sides func(*storedRule) (mine, theirs []Party)) iter.Seq[Party] {
	return func(yield func(Party) bool) {
		if !rs.built() || a.IsZero() || !yield(a.Party()) {
			return
		}
		covers := func(p Party) bool { return p.Covers(a) }
		done := map[Party]bool{a.Party(): true}
		for r := range rs.index.byNumber.all() {
			mine, theirs := sides(r)
			if !slices.ContainsFunc(mine, covers) {
				continue
			}
			for _, p := range theirs {
				if done[p] {
					continue
				}
				done[p] = true
				if !yield(p) {
					return
				}
			}
		}
	}
}
