package foresight

import (
	"iter"

	"lupa.example/access"
)

// A Differ is an [access.Authority] that can say what it decides otherwise than an
// earlier one. It is optional. Like Check, its method is pure and may be called from any
// number of goroutines.
type Differ interface {
	// Since yields what changes from the old authority to this one, in a fixed order:
	// each question that is decided otherwise is in some change that has its kind, its
	// action and its effect, and no other question is in any. Old is nil where there
	// was none, and everything was denied. It reports false if it cannot be compared
	// with the old one, such as one of another type.
	//
	// Going from this authority to the old one yields the same with the effects
	// exchanged.
	Since(old access.Authority) (changes iter.Seq[Change], ok bool)
}
