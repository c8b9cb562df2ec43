package sharing

import "iter"

// SeenBy yields the entries that see the results of the customer number: first the
// number itself, then the viewers of the rules that share it, in the order of the
// rules and of their entries, each once. A group stands for all its numbers. The
// zero account is seen by nobody. It may be ranged over again, stopped anywhere, and
// reads the rules that share the number, as far as it is ranged over, and no others.
func (rs *Rules) SeenBy(owner Account) iter.Seq[Party] {
	if !rs.built() || owner.IsZero() {
		return none
	}
	return rs.index.seenBy(owner)
}

// Sees yields the entries whose results the customer number sees: first the number
// itself, then the sharers of the rules that let it, in the order of the rules and
// of their entries, each once. A group stands for all its numbers. The zero account
// sees nothing. It may be ranged over again, stopped anywhere, and reads the rules that
// let the number see, as far as it is ranged over, and no others.
func (rs *Rules) Sees(viewer Account) iter.Seq[Party] {
	if !rs.built() || viewer.IsZero() {
		return none
	}
	return rs.index.sees(viewer)
}

// none yields nothing.
func none(func(Party) bool) {}

func (ix *index) seenBy(owner Account) iter.Seq[Party] {
	return others(owner, ix.withSharer(owner.Party().entries()), (*storedRule).viewers)
}

func (ix *index) sees(viewer Account) iter.Seq[Party] {
	return others(viewer, ix.withViewer(viewer.Party().entries()), (*storedRule).sharers)
}

// others yields the number itself and then one side of the rules, each entry once.
func others(a Account, rules iter.Seq[*storedRule], side func(*storedRule) []Party) iter.Seq[Party] {
	return func(yield func(Party) bool) {
		if !yield(a.Party()) {
			return
		}
		done := map[Party]bool{a.Party(): true}
		for r := range rules {
			for _, p := range side(r) {
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
