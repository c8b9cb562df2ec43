package sharing

import (
	"slices"

	"lupa.example/access"
	"lupa.example/access/report"
)

// The kinds about which [Rules] decides.
const (
	KindResult access.Kind = "sharing.result" // of [Result]
	KindRule   access.Kind = "sharing.rule"   // of [Rule]
)

// The kinds of what reports name besides. They are no resources.
const (
	KindViewers   access.Kind = "sharing.viewers"   // customer numbers that see results, in words
	KindSharers   access.Kind = "sharing.sharers"   // customer numbers whose results are seen, in words
	KindSight     access.Kind = "sharing.sight"     // of results
	KindAuthority access.Kind = "sharing.authority" // over what is shared, in words
)

// The kinds of what differences of rules name besides. They are no resources.
const (
	KindCustomers access.Kind = "sharing.customers" // a customer number, or a group: all its numbers
	KindOwn       access.Kind = "sharing.own"       // the results of one's own number
	KindStaff     access.Kind = "sharing.staff"     // the laboratory's
)

// The kinds of what repairs name besides. They are no resources.
const (
	KindAccount access.Kind = "sharing.account" // the number for which somebody acts; or a group: one of its numbers
)

// The actions. Results are looked at and nothing else. To configure a rule is to
// create, change or remove it.
const (
	ActionView      access.Action = "view"      // a result
	ActionRequest   access.Action = "request"   // a rule
	ActionConfigure access.Action = "configure" // a rule
)

var (
	resultActions = []access.Action{ActionView}
	ruleActions   = []access.Action{ActionRequest, ActionConfigure}
)

var _ access.Describer = (*Rules)(nil)

// Kinds returns [KindResult] and [KindRule].
func (*Rules) Kinds() []access.Kind { return []access.Kind{KindResult, KindRule} }

// Actions returns the actions of a kind in the order of the package documentation;
// nil for a kind about which rules do not decide.
func (*Rules) Actions(k access.Kind) []access.Action { return slices.Clone(actionsOf(k)) }

// actionsOf returns the actions that Check applies to the kind, nil for a kind about
// which it does not decide.
func actionsOf(k access.Kind) []access.Action {
	switch k {
	case KindResult:
		return resultActions
	case KindRule:
		return ruleActions
	default:
		return nil
	}
}

// ID returns the ID of the row; "" for nil, and for a resource that is none of the
// area's own.
func (*Rules) ID(r access.Resource) string {
	switch r := r.(type) {
	case *Result:
		if r != nil {
			return r.ID
		}
	case *Rule:
		if r != nil {
			return r.ID
		}
	}
	return ""
}

// Things as reports name them.

func ruleThing(id string) report.Thing         { return report.Thing{Kind: KindRule, ID: id} }
func viewersThing(words string) report.Thing   { return report.Thing{Kind: KindViewers, ID: words} }
func sharersThing(words string) report.Thing   { return report.Thing{Kind: KindSharers, ID: words} }
func customersThing(party string) report.Thing { return report.Thing{Kind: KindCustomers, ID: party} }
