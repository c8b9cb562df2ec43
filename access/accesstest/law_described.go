package accesstest

import (
	"fmt"
	"slices"

	"pgregory.net/rapid"

	"lupa.example/access"
	"lupa.example/access/foresight"
)

// An authority that describes nothing is under no law here.
func described(t *rapid.T, c Checker, questions *rapid.Generator[access.Question]) error {
	describer, ok := c.(access.Describer)
	if !ok {
		return nil
	}
	q := questions.Draw(t, "question")
	kind := kindOf(q)
	actions := describer.Actions(kind)
	for i, a := range actions {
		if a == "" || slices.Contains(actions[:i], a) {
			return fmt.Errorf("kind %q has an action that is empty or named twice: %q", kind, actions)
		}
	}
	if again := describer.Actions(kind); !slices.Equal(actions, again) {
		return fmt.Errorf("the actions of kind %q change from %q to %q", kind, actions, again)
	}
	d, err := ask(c, q)
	if err != nil {
		return err
	}
	named := slices.Contains(actions, q.Action)
	switch {
	case d.Allowed && !named:
		return fmt.Errorf("an action that is not described is allowed: kind %q has %q\n%s", kind, actions, answered(q, d))
	case d.Reason == access.ReasonUnknownAction && named:
		return fmt.Errorf("an action that is described is unknown: kind %q has %q\n%s", kind, actions, answered(q, d))
	case describer.Explain(d.Reason) == "" && !slices.Contains(kernelReasons, d.Reason):
		return fmt.Errorf("the reason is not explained\n%s", answered(q, d))
	}
	if err := gated(describer, q, d); err != nil {
		return err
	}
	return describesOwn(describer)
}

// Gated returns an error unless the decision about a question ends at one of the gates
// that its authority tells, see [foresight.Gatekeeper], or before them. It is for who
// asks every question of a table; [Laws] asks it of drawn ones.
func Gated(p *access.Policy, q access.Question) error {
	authority, _ := p.Authority(kindOf(q))
	return gated(authority, q, p.Check(q.Subject, q.Action, q.Resource))
}

func gated(c any, q access.Question, d access.Decision) error {
	keeper, ok := c.(foresight.Gatekeeper)
	if !ok {
		return nil
	}
	if gates := keeper.Gates(foreignKind, q.Action); gates != nil {
		return fmt.Errorf("a kind that is not its own has the gates %v", gates)
	}
	gates := keeper.Gates(kindOf(q), q.Action)
	ends := slices.ContainsFunc(gates, func(g foresight.Gate) bool {
		if d.Allowed {
			return slices.Contains(g.Allows, d.Reason)
		}
		return slices.Contains(g.Denies, d.Reason)
	})
	if ends || !d.Allowed && slices.Contains(generalReasons, d.Reason) {
		return nil
	}
	return fmt.Errorf("no gate gives the reason, of %v\n%s", gates, answered(q, d))
}

// generalReasons are those of the gates before an authority's own.
var generalReasons = []access.Reason{
	access.ReasonNoPolicy, access.ReasonNoUser, access.ReasonNoResource, access.ReasonUnknownKind, access.ReasonUnknownAction, access.ReasonIncomplete,
}

// describesOwn reports a describer that describes what nobody knows.
func describesOwn(d access.Describer) error {
	if actions := d.Actions(foreignKind); actions != nil {
		return fmt.Errorf("a kind that is not its own has the actions %q", actions)
	}
	if words := d.Explain(foreignReason); words != "" {
		return fmt.Errorf("a reason that is not its own is explained as %q", words)
	}
	for _, r := range []access.Resource{nil, (*foreignResource)(nil), &foreignResource{foreignKind}} {
		if id := d.ID(r); id != "" {
			return fmt.Errorf("a resource that is not its own has the id %q", id)
		}
	}
	return nil
}
