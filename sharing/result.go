package sharing

import "lupa.example/access"

// KindResult is the kind of [Result], with its one action: results are looked at
// and nothing else.
const (
	KindResult access.Kind   = "sharing.result"
	ActionView access.Action = "view"
)

// A Result is an analysis result, seen by the customer number that ordered it and
// by those whom a rule lets see that number's results. It makes no difference
// whether the result is older than the rule.
type Result struct {
	ID    string  // identifies the result, for audit
	Owner Account // who ordered the analysis
}

// Kind returns [KindResult].
func (*Result) Kind() access.Kind { return KindResult }
