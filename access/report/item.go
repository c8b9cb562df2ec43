package report

import (
	"strings"

	"lupa.example/access"
)

// An Item is one thing that somebody gains or loses, or would have. The zero value is
// refused.
type Item struct {
	Outcome Outcome       `json:"outcome"`
	Who     Thing         `json:"who"` // whose right it is: a person, a customer number, a profile
	Effect  Effect        `json:"effect"`
	What    Thing         `json:"what"`             // the right: the access, a program, a role
	Where   Thing         `json:"where,omitzero"`   // over what: a client, an organisation, a form
	Reason  access.Reason `json:"reason,omitempty"` // of the decision, where one was asked
	By      string        `json:"by,omitempty"`     // of the decision
}

// Gains returns the item of somebody who gets something, refused until it is decided.
func Gains(who, what, where Thing) Item {
	return Item{Who: who, Effect: Gain, What: what, Where: where}
}

// Loses returns the item of somebody from whom something is taken, refused until it is
// decided.
func Loses(who, what, where Thing) Item {
	return Item{Who: who, Effect: Loss, What: what, Where: where}
}

// Decided returns the item with the outcome that the decision makes for it: a change
// or refused, with the decision's reason.
func (i Item) Decided(d access.Decision) Item {
	i.Outcome = Refused
	if d.Allowed {
		i.Outcome = Change
	}
	i.Reason, i.By = d.Reason, d.By
	return i
}

// about returns what names the item in few words: where it is, or else what it is, or
// whose if that has no name of its own.
func (i Item) about() Thing {
	switch {
	case i.Where != (Thing{}):
		return i.Where
	case i.What.ID != "":
		return i.What
	default:
		return i.Who
	}
}

// String returns the item as a phrase: "kaj gains program payroll (engagement bakery):
// refused, casework/not-administrator". A change says no more than what changes, since
// it may not have happened yet.
func (i Item) String() string {
	var b strings.Builder
	b.WriteString(i.Who.String() + " " + i.Effect.String() + " " + i.What.String())
	if i.Where != (Thing{}) {
		b.WriteString(" (" + i.Where.String() + ")")
	}
	if i.Outcome != Change {
		b.WriteString(": " + i.Outcome.String())
	}
	if i.Outcome == Refused && i.Reason != "" {
		b.WriteString(", " + string(i.Reason))
	}
	return b.String()
}
