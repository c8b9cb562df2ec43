package foresight_test

import (
	"slices"
	"testing"

	"lupa.example/access"
	"lupa.example/access/filter"
	"lupa.example/access/foresight"
)

// A door is opened by those who have a key, which may be unlabelled. For lists it is a desk.
type door struct{ *desk }

const kindRoom access.Kind = "door.room"

type room struct{ Number string }

func (*room) Kind() access.Kind { return kindRoom }

type key struct{ Label string }

func (*key) Fact() string { return "door.key" }

func (*door) Kinds() []access.Kind { return []access.Kind{kindRoom} }

func (*door) check(s access.Subject, a access.Action) access.Reason {
	k, missing := access.Single(s, func(a, b *key) bool { return *a == *b })
	switch {
	case a == "knock":
		return "door/unheard"
	case a != "open" && a != "unlock":
		return access.ReasonUnknownAction
	case missing == "" && k.Label == "":
		return access.ReasonIncomplete
	default:
		return missing
	}
}

func (d *door) Check(s access.Subject, a access.Action, r access.Resource) access.Decision {
	switch refused := d.check(s, a); {
	case (a == "open" || a == "unlock") && r.(*room).Number == "":
		return access.Deny(access.ReasonIncomplete, "")
	case refused != "":
		return access.Deny(refused, "")
	default:
		return access.Allow("door/key", "")
	}
}

// People is of a row that all may open who have a labelled key.
func (*door) People(_ access.Action, r access.Resource) (filter.Condition, error) {
	switch r.(*room).Number {
	case "":
		return filter.Nothing(), access.Deny(access.ReasonIncomplete, "").Err()
	case "walled up":
		return filter.Nothing(), access.Deny("door/walled-up", "").Err()
	default:
		return filter.Everything(), nil
	}
}

// A gate is a door of which no lists are made.
type gate struct{ door *door }

func (g *gate) Kinds() []access.Kind                                  { return g.door.Kinds() }
func (g *gate) Gates(k access.Kind, a access.Action) []foresight.Gate { return g.door.Gates(k, a) }
func (g *gate) Check(s access.Subject, a access.Action, r access.Resource) access.Decision {
	return g.door.Check(s, a, r)
}

func (*door) Gates(k access.Kind, a access.Action) []foresight.Gate {
	gates := []foresight.Gate{
		{LooksAt: "the handle"},
		{LooksAt: "the key", Denies: []access.Reason{access.ReasonNoFact, access.ReasonIncomplete}},
		{LooksAt: "the lock", Allows: []access.Reason{"door/key"}},
	}
	switch {
	case k == kindRoom && a == "open":
		return gates
	case k == kindRoom && a == "unlock":
		return gates[1:]
	default:
		return nil
	}
}

func TestGates(t *testing.T) {
	policy := policyOf(t, &door{&desk{}}, &desk{})
	with := func(k *key) access.Subject { return access.Subject{User: "anna", Facts: []access.Fact{k}} }
	const before = 6 // gates of every question
	for _, test := range []struct {
		name string
		p    *access.Policy
		s    access.Subject
		a    access.Action
		r    access.Resource
		at   int
		want string
		all  int
	}{
		{"allowed", policy, with(&key{"12"}), "open", &room{"12"}, before + 2, "the lock: allowed (door/key)", before + 3},
		{"no key", policy, access.Subject{User: "anna"}, "open", &room{"12"}, before + 1, "the key: denied (access/no-fact)", before + 3},
		{"the key says nothing", policy, with(&key{}), "open", &room{"12"}, before + 1, "the key: denied (access/incomplete)", before + 3},
		{"the row says nothing", policy, with(&key{"12"}), "open", &room{}, before - 1, "whether the resource says what every question needs: denied (access/incomplete)", before + 3},
		{"the key says nothing, at once", policy, with(&key{}), "unlock", &room{"12"}, before, "the key: denied (access/incomplete)", before + 2},
		{"neither says anything", policy, with(&key{}), "open", &room{}, before - 1, "whether the resource says what every question needs: denied (access/incomplete)", before + 3},
		{"the key says nothing, and nobody opens it anyway", policy, with(&key{}), "open", &room{"walled up"}, before + 1, "the key: denied (access/incomplete)", before + 3},
		{"the key says nothing, and who opens it is not told", policyOf(t, &gate{&door{}}), with(&key{}), "open", &room{"12"}, before - 1, "whether the resource says what every question needs: denied (access/incomplete)", before + 3},
		{"the row says nothing, and there is no key", policy, access.Subject{User: "anna"}, "open", &room{}, before - 1, "whether the resource says what every question needs: denied (access/incomplete)", before + 3},
		{"no such action", policy, with(&key{"12"}), "close", &room{"12"}, before - 2, "the action: denied (access/unknown-action)", before},
		{"an action that is not told", policy, with(&key{"12"}), "knock", &room{"12"}, before, "the rules: denied (door/unheard)", before + 1},
		{"an authority that tells nothing", policy, with(&key{"12"}), "read", &paper{Title: "t"}, before, "the rules: denied (desk/may-not)", before + 1},
		{"no such kind", policyOf(t), with(&key{"12"}), "open", &room{"12"}, before - 3, "the resource's kind: denied (access/unknown-kind)", before},
		{"no resource", policy, with(&key{"12"}), "open", (*room)(nil), before - 4, "whether there is a resource: denied (access/no-resource)", before},
		{"nobody", policy, access.Subject{}, "open", &room{"12"}, before - 5, "who asks: denied (access/no-user)", before},
		{"no policy", nil, with(&key{"12"}), "open", &room{"12"}, 0, "whether there is a policy: denied (access/no-policy)", before},
	} {
		got := foresight.Gates(test.p, test.s, test.a, test.r)
		if len(got) != test.all || got[test.at].String() != test.want {
			t.Errorf("%s: %v, want %q at %d of %d", test.name, got, test.want, test.at, test.all)
			continue
		}
		passed := func(p foresight.Passage) bool { return p.Ending == foresight.Passed && p.Reason == "" }
		reached := func(p foresight.Passage) bool { return p.Ending != foresight.NotReached || p.Reason != "" }
		if !slices.ContainsFunc(got[test.at:], passed) && !slices.ContainsFunc(got[test.at+1:], reached) &&
			!slices.ContainsFunc(got[:test.at], func(p foresight.Passage) bool { return !passed(p) }) {
			continue
		}
		t.Errorf("%s: before it the others are to be passed, and behind it not reached: %v", test.name, got)
	}
}
