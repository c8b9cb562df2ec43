package sharing

import (
	"iter"

	"lupa.example/access/report"
)

// Holdings yields the rules in which a customer number stands by itself, not as one of a
// group, and where: what has to be looked at when a customer leaves. It asks for nobody's
// right and is for the service's own use.
//
// For each rule, in their order, it yields the rule and [KindViewers] if the number stands
// among the viewers; and then, likewise, the rule and [KindSharers] for those where it
// stands among the sharers.
//
// The zero account holds nothing. Its cost is in proportion to what it yields. It can be
// restarted.
func (rs *Rules) Holdings(a Account) iter.Seq2[report.Thing, report.Thing] {
	return func(yield func(what, where report.Thing) bool) {
		if !rs.built() {
			return
		}
		itself := [2]code{a.number, a.number}
		for _, list := range []struct {
			where report.Thing
			rules iter.Seq[*storedRule]
		}{
			{viewersThing(a.String()), rs.index.withViewer(itself)},
			{sharersThing(a.String()), rs.index.withSharer(itself)},
		} {
			for r := range list.rules {
				if !yield(ruleThing(r.key), list.where) {
					return
				}
			}
		}
	}
}
