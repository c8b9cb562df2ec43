package export

import (
	"fmt"

	"lupa.example/access"
	"lupa.example/casework"
	"lupa.example/profile"
)

// A LeftOut says of which questions no counterpart is asked of OpenFGA, and why. The zero
// Kind is every kind, and the zero Action every action.
type LeftOut struct {
	Kind         access.Kind
	Action       access.Action
	Circumstance Circumstance
	Why          string

	// Reason is why the library denies each of these questions; "" where it allows some.
	Reason access.Reason
}

// A Circumstance is in what case a question is left out.
type Circumstance string

// The circumstances. Always is in every case.
const (
	Always        Circumstance = "always"
	NoUser        Circumstance = "nobody asks"
	NoResource    Circumstance = "nothing is asked about"
	UnknownKind   Circumstance = "the policy does not decide about the kind, or not by one of the four areas"
	Unbuilt       Circumstance = "the authority was never built"
	UnknownAction Circumstance = "the kind has no such action"
	Incomplete    Circumstance = "the row lacks an identifier that every question about it needs"
	Ambiguous     Circumstance = "the person has two facts that differ where one is wanted"
	TooMany       Circumstance = "person and row are not in the store, and more tuples than a question may bring say what they are"
)

var leftOut = []LeftOut{
	{Circumstance: NoUser, Reason: access.ReasonNoUser, Why: "a check is about a user"},
	{Circumstance: NoResource, Reason: access.ReasonNoResource, Why: "a check is about an object"},
	{Circumstance: UnknownKind, Why: "the model has no type for it; a service's own authority is Go code"},
	{Circumstance: Unbuilt, Reason: access.ReasonNoPolicy, Why: "it denies everything, and there is no model without what does not depend on rules"},
	{Circumstance: UnknownAction, Reason: access.ReasonUnknownAction, Why: "the model has no relation for it: OpenFGA answers with an error, and not with a denial"},
	{Circumstance: Incomplete, Reason: access.ReasonIncomplete, Why: "there is no object without a name; nothing is stored of such a row"},
	{Circumstance: Ambiguous, Reason: access.ReasonAmbiguousFact, Why: "tuples add up: with both facts there the person would have the rights of either; nothing is stored of them"},
	{Circumstance: TooMany, Why: "OpenFGA takes a hundred; in the store there may be any number"},
	{Kind: profile.KindSearch, Circumstance: Always, Why: "a search is over all of its forms or over exactly one, and relations neither ask for all nor count"},
	{Kind: casework.KindAccess, Action: casework.ActionRemove, Circumstance: Always, Why: "it takes administering every program that the consultant holds, and more than one system administrator: relations neither ask for all nor count"},
}

// TableOfLeftOut returns which questions are left out, as a new slice. Beyond questions,
// reasons and what exactly a change does to whom are not exported: OpenFGA answers yes or
// no.
func TableOfLeftOut() []LeftOut { return append([]LeftOut(nil), leftOut...) }

// Names reports whether the entry is about questions of the kind and action.
func (l LeftOut) Names(k access.Kind, a access.Action) bool {
	return (l.Kind == "" || l.Kind == k) && (l.Action == "" || l.Action == a)
}

// A LeftOutError is the error of a question that is left out.
type LeftOutError struct{ LeftOut }

// Error says which question is left out, and why.
func (e *LeftOutError) Error() string {
	what := "the question"
	if e.Kind != "" {
		what = string(e.Kind)
		if e.Action != "" {
			what += " " + string(e.Action)
		}
	}
	return fmt.Sprintf("export: %s has no counterpart (%s): %s", what, e.Circumstance, e.Why)
}

// missing returns the error for a question of the kind in the circumstance.
func missing(k access.Kind, a access.Action, c Circumstance) error {
	for _, l := range leftOut {
		if l.Circumstance == c && l.Names(k, a) {
			return &LeftOutError{l}
		}
	}
	return nil
}
