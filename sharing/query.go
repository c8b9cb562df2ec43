package sharing

import "iter"

// SeenBy yields the entries that see the results of the customer number: first the
// number itself, then the viewers of the rules that share it, in the order of the
// rules and of their entries, each once. A group stands for all its numbers. The
// zero account is seen by nobody. It reads the rules that share it and no others.
func (rs *Rules) SeenBy(owner Account) iter.Seq[Party] {
	return func(yield func(Party) bool) {
		if rs.built() && !owner.IsZero() {
			others(owner, rs.index.withSharer(owner.Party().entries()), (*storedRule).viewers, yield)
		}
	}
}

// Sees yields the entries whose results the customer number sees: first the number
// itself, then the sharers of the rules that let it, in the order of the rules and
// of their entries, each once. A group stands for all its numbers. The zero account
// sees nothing. It reads the rules that let it and no others.
func (rs *Rules) Sees(viewer Account) iter.Seq[Party] {
	return func(yield func(Party) bool) {
		if rs.built() && !viewer.IsZero() {
			others(viewer, rs.index.withViewer(viewer.Party().entries()), (*storedRule).sharers, yield)
		}
	}
}

// others yields the number itself and then one side of the rules, each entry once.
func others(a Account, rules iter.Seq[*storedRule], side func(*storedRule) []Party, yield func(Party) bool) {
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
