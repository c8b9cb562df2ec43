package sharing

import (
	"iter"

	"lupa.example/access"
	"lupa.example/access/foresight"
	"lupa.example/access/report"
)

var _ foresight.Differ = (*Rules)(nil)

// Since yields what changes from the old rules to these: see [foresight.Diff], and the
// package documentation for what the things in it mean. Where one set was made from the
// other by changes, it takes time in proportion to the rules that differ.
func (rs *Rules) Since(old access.Authority) (iter.Seq[foresight.Change], bool) {
	before, ok := old.(*Rules)
	if old != nil && !ok {
		return nil, false
	}
	return func(yield func(foresight.Change) bool) {
		for _, c := range always(before, rs) {
			if !yield(c) {
				return
			}
		}
		for effect, classes := range differences(before, rs) {
			for _, c := range classes {
				if !yield(c.change(effect)) {
					return
				}
			}
		}
	}, true
}

// always returns what comes or goes with the first rules, or the last: what is allowed
// whatever they say.
func always(old, new *Rules) []foresight.Change {
	effect := report.Gain
	switch {
	case old.built() == new.built():
		return nil
	case old.built():
		effect = report.Loss
	}
	of := func(k access.Kind) foresight.Class { return foresight.Class{Of: []report.Thing{{Kind: k}}} }
	return []foresight.Change{
		{Effect: effect, Who: of(KindCustomers), Actions: []access.Action{ActionView}, Kind: KindResult, Which: of(KindOwn)},
		{Effect: effect, Who: of(KindCustomers), Actions: []access.Action{ActionRequest}, Kind: KindRule},
		{Effect: effect, Who: of(KindStaff), Actions: []access.Action{ActionConfigure}, Kind: KindRule},
	}
}

// change returns what the class gains or loses.
func (c Class) change(effect report.Effect) foresight.Change {
	change := foresight.Change{
		Effect: effect, Who: customers(c.Viewers), Actions: []access.Action{ActionView}, Kind: KindResult, Which: customers(c.Sharers),
	}
	for _, e := range c.Except {
		change.Except = append(change.Except, foresight.Except{Who: customers(e.Viewers), Which: customers(e.Sharers)})
	}
	return change
}

// customers returns the members as a class. A number that is left out of its group is not
// listed by itself.
func customers(members []Members) (c foresight.Class) {
	c.Of = make([]report.Thing, 0, len(members))
	for _, m := range members {
		c.Of = append(c.Of, customersThing(m.Party.String()))
		for _, p := range m.But {
			c.Without = append(c.Without, customersThing(p.String()))
		}
	}
	return c
}
