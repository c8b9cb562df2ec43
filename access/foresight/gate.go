package foresight

import (
	"errors"
	"slices"

	"lupa.example/access"
	"lupa.example/access/filter"
)

// A Gate is one thing that is looked at on the way to a decision, and the reasons with
// which the way may end there.
type Gate struct {
	LooksAt string // in words: "the organisation of the client"
	Allows  []access.Reason
	Denies  []access.Reason
}

// A Gatekeeper is an authority that tells its gates. It is optional.
type Gatekeeper interface {
	access.Authority

	// Gates returns what is looked at for the action on a resource of the kind, in
	// order, behind what is looked at for all: that there are a policy, a user, a
	// resource, an authority, such an action, and all that a question needs. Each
	// decision of the authority ends at one of them. It returns nil for a kind or an
	// action that is not its own.
	Gates(access.Kind, access.Action) []Gate
}

// A Passage is a gate as one question found it.
type Passage struct {
	LooksAt string        `json:"looksAt"`
	Ending  Ending        `json:"ending"`
	Reason  access.Reason `json:"reason,omitempty"` // if the way ended here
}

// An Ending is how a question fared at a gate.
type Ending string

const (
	Passed     Ending = "passed"
	Allowed    Ending = "allowed"
	Denied     Ending = "denied"
	NotReached Ending = "not reached" // since the way had ended before
)

// String returns the passage as a phrase: "the organisation of the client: denied
// (casework/other-organisation)".
func (p Passage) String() string {
	text := p.LooksAt + ": " + string(p.Ending)
	if p.Reason != "" {
		text += " (" + string(p.Reason) + ")"
	}
	return text
}

// general are the gates of every question.
var general = []Gate{
	{LooksAt: "whether there is a policy", Denies: []access.Reason{access.ReasonNoPolicy}},
	{LooksAt: "who asks", Denies: []access.Reason{access.ReasonNoUser}},
	{LooksAt: "whether there is a resource", Denies: []access.Reason{access.ReasonNoResource}},
	{LooksAt: "the resource's kind", Denies: []access.Reason{access.ReasonUnknownKind}},
	{LooksAt: "the action", Denies: []access.Reason{access.ReasonUnknownAction}},
	{LooksAt: "whether the resource says what every question needs", Denies: []access.Reason{access.ReasonIncomplete}},
}

// Gates returns what was looked at to decide the question, in order, with where the way
// ended. Exactly one gate allowed or denied it. An authority that is no [Gatekeeper] is
// one gate.
func Gates(p *access.Policy, s access.Subject, a access.Action, r access.Resource) []Passage {
	d := p.Check(s, a, r)
	gates := slices.Clone(general)
	if access.Preamble(p != nil, s.User, r) == "" {
		gates = append(gates, gatesOf(p, a, r.Kind())...)
	}
	end := endOf(gates, d, func() bool {
		_, err := filter.People(p, a, r)
		var denied *access.DeniedError
		return err == nil || errors.As(err, &denied) && denied.Decision.Reason != d.Reason
	})
	if end < 0 { // it is no gate's, as far as the authority told
		end = len(gates)
		gates = append(gates, Gate{LooksAt: "the rules"})
	}
	passages := make([]Passage, len(gates))
	for i, g := range gates {
		passages[i] = Passage{LooksAt: g.LooksAt, Ending: Passed}
		switch {
		case i > end:
			passages[i].Ending = NotReached
		case i < end:
		case d.Allowed:
			passages[i].Ending, passages[i].Reason = Allowed, d.Reason
		default:
			passages[i].Ending, passages[i].Reason = Denied, d.Reason
		}
	}
	return passages
}

func gatesOf(p *access.Policy, a access.Action, k access.Kind) []Gate {
	authority, _ := p.Authority(k)
	if keeper, ok := authority.(Gatekeeper); ok {
		return keeper.Gates(k, a)
	}
	return nil
}

// endOf returns at which gate the decision was made, -1 if at none. Where two of them
// deny for one reason, it is the later one if not everybody would be denied for it.
func endOf(gates []Gate, d access.Decision, ofPerson func() bool) int {
	at := func(g Gate) bool {
		if d.Allowed {
			return slices.Contains(g.Allows, d.Reason)
		}
		return slices.Contains(g.Denies, d.Reason)
	}
	first := slices.IndexFunc(gates, at)
	if first < 0 {
		return first
	}
	later := slices.IndexFunc(gates[first+1:], at)
	if later < 0 || !ofPerson() {
		return first
	}
	return first + 1 + later
}
