package console

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"lupa.example/access"
)

// A gate is one step of a decision, in the order in which it is taken: the one that gives
// the reason of a denial is the first that does not let the question through.
type gate struct {
	State  string
	Text   string
	Looked string // what was looked at
}

// The states of a gate.
const (
	passed     = "passed"
	stopped    = "stopped"
	notReached = "not reached"
)

// A step is a gate that every area has, with the reason that it gives.
type step struct {
	reason       access.Reason
	text, looked string
}

// gates returns the steps of the decision. That they come in this order is what package
// access says; which one stopped the question is its reason.
func (s *server) gates(q access.Question, d access.Decision) []gate {
	kind := q.Resource.Kind()
	authority, _ := s.Policy.Authority(kind)
	actions := s.Policy.Actions(kind)
	steps := []step{
		{access.ReasonNoPolicy, "There is a policy", fmt.Sprintf("%d kinds", len(s.Policy.Kinds()))},
		{access.ReasonNoUser, "The question names a user", q.Subject.User},
		{access.ReasonNoResource, "It is about something", s.Policy.ID(q.Resource)},
		{access.ReasonUnknownKind, "The policy decides about this kind", string(kind)},
		{access.ReasonUnknownAction, "The kind has the action", fmt.Sprintf("%s, of %s", q.Action, listed(actions))},
		{access.ReasonIncomplete, "What the question needs is there", ""},
		{access.ReasonNoFact, "Something is known of the person in this area", factNames(q.Subject)},
		{access.ReasonAmbiguousFact, "It does not contradict itself", ""},
	}
	if authority == nil { // nobody else is asked
		steps = steps[:4]
	}
	at := slices.IndexFunc(steps, func(s step) bool { return s.reason == d.Reason })
	var list []gate
	for i, step := range steps {
		g := gate{passed, step.text, step.looked}
		switch {
		case i == at:
			g.State = stopped
		case at >= 0 && i > at:
			g.State, g.Looked = notReached, ""
		}
		list = append(list, g)
	}
	return append(list, areaGate(d, at >= 0))
}

// areaGate is what the area's own rules make of the question.
func areaGate(d access.Decision, before bool) gate {
	g := gate{State: passed, Text: "The area’s own rules", Looked: string(d.Reason)}
	if d.By != "" {
		g.Looked += ", by " + d.By
	}
	switch {
	case before:
		g.State, g.Looked = notReached, ""
	case !d.Allowed:
		g.State = stopped
	}
	return g
}

func factNames(s access.Subject) string {
	var names []string
	for _, f := range s.Facts {
		names = append(names, f.Fact())
	}
	return listed(names)
}

func listed[S ~string](list []S) string {
	var parts []string
	for _, s := range list {
		parts = append(parts, string(s))
	}
	return cmp.Or(strings.Join(parts, ", "), "nothing")
}
