package accesstest

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"lupa.example/access"
	"lupa.example/access/foresight"
	"lupa.example/access/report"
)

// Differences runs a subtest for each law that holds between the decisions of two
// policies and what [foresight.Diff] tells of them:
//
//   - A policy does not differ from itself, and everything was compared.
//   - Going back, what was gained is lost and the reverse; nothing else changes.
//   - A question that the policies decide otherwise is told of: some change has its
//     kind, its action and its effect.
//
// That nothing is told of which does not change is for a test that knows what the
// classes of its changes mean: see [Tell].
func Differences(t *testing.T, before, after *access.Policy, questions *rapid.Generator[access.Question]) {
	t.Helper()
	for _, p := range []*access.Policy{before, after} {
		if d, err := foresight.Diff(p, p); err != nil || !d.IsEmpty() {
			t.Fatalf("a policy differs from itself: %v\n%v", err, d)
		}
	}
	there, err := foresight.Diff(before, after)
	if err != nil {
		t.Fatal(err)
	}
	back, err := foresight.Diff(after, before)
	if err != nil {
		t.Fatal(err)
	}
	if err := mirrored(there, back); err != nil {
		t.Fatal(err)
	}
	check(t, "what is decided otherwise is told of", func(t *rapid.T) error {
		return told(before, after, there, questions.Draw(t, "question"))
	})
}

// mirrored returns an error if going back is not the reverse of going there.
func mirrored(there, back foresight.Difference) error {
	if len(there.NotCompared)+len(back.NotCompared) > 0 {
		return fmt.Errorf("not compared: %q, and going back %q", there.NotCompared, back.NotCompared)
	}
	for _, effect := range []report.Effect{report.Gain, report.Loss} {
		other := report.Loss
		if effect == report.Loss {
			other = report.Gain
		}
		if diff := cmp.Diff(phrases(there, effect), phrases(back, other)); diff != "" {
			return fmt.Errorf("who %v something is not who going back %v it (-there +back):\n%s", effect, other, diff)
		}
	}
	return nil
}

// told returns an error if the question is decided otherwise and no change says so.
func told(before, after *access.Policy, there foresight.Difference, q access.Question) error {
	was, is := before.Check(q.Subject, q.Action, q.Resource), after.Check(q.Subject, q.Action, q.Resource)
	if was.Allowed == is.Allowed {
		return nil
	}
	effect := report.Gain
	if was.Allowed {
		effect = report.Loss
	}
	for _, c := range there.Changes {
		if c.Effect == effect && c.Kind == kindOf(q) && slices.Contains(c.Actions, q.Action) {
			return nil
		}
	}
	return fmt.Errorf("decided otherwise, and not told of\n%s\n  now       %v\n%v", answered(q, was), is, there)
}

// phrases returns the changes of an effect as a set, in words without it.
func phrases(d foresight.Difference, e report.Effect) map[string]int {
	all := make(map[string]int)
	for _, c := range d.Changes {
		if c.Effect == e {
			c.Effect = report.Gain
			all[c.String()]++
		}
	}
	return all
}

// A Telling is what [foresight.Diff] tells of two policies, for a test that knows what the
// classes of its changes mean.
type Telling struct {
	Difference    foresight.Difference
	before, after *access.Policy
	covers        func(foresight.Change, access.Question) bool
}

// Tell returns what changes from one policy to another; nil is one that denies everything.
// Covers reads a change as its authority documents it, and reports whether the question is
// one of those that it is about; of the effect it says nothing. It is an error if
// something was not compared.
func Tell(before, after *access.Policy, covers func(foresight.Change, access.Question) bool) (*Telling, error) {
	d, err := foresight.Diff(before, after)
	if err != nil {
		return nil, err
	}
	if len(d.NotCompared) > 0 {
		return nil, fmt.Errorf("not compared: %q", d.NotCompared)
	}
	return &Telling{d, before, after, covers}, nil
}

// Flips reports whether the policies decide the question otherwise. It is an error unless
// exactly then some change of that effect covers it.
func (l *Telling) Flips(q access.Question) (bool, error) {
	was, is := l.before.Check(q.Subject, q.Action, q.Resource), l.after.Check(q.Subject, q.Action, q.Resource)
	var gained, lost bool
	for _, c := range l.Difference.Changes {
		if c.Kind == kindOf(q) && slices.Contains(c.Actions, q.Action) && l.covers(c, q) {
			gained, lost = gained || c.Effect == report.Gain, lost || c.Effect == report.Loss
		}
	}
	if gained != (is.Allowed && !was.Allowed) || lost != (was.Allowed && !is.Allowed) {
		return false, fmt.Errorf("told that it is gained: %v, and lost: %v\n%s\n  now       %v\n%v", gained, lost, answered(q, was), is, l.Difference)
	}
	return was.Allowed != is.Allowed, nil
}
