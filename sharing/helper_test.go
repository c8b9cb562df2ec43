package sharing

import (
	"strings"
	"testing"

	"lupa.example/access"
)

// rule returns a rule whose entries are written with spaces between.
func rule(key, viewers, sharers string) Rule {
	return Rule{ID: key, Viewers: parties(viewers), Sharers: parties(sharers)}
}

func parties(entries string) []Party {
	var list []Party
	for _, text := range strings.Fields(entries) {
		list = append(list, MustParseParty(text))
	}
	return list
}

func mustRules(t testing.TB, rules ...Rule) *Rules {
	t.Helper()
	rs, err := NewRules(rules...)
	if err != nil {
		t.Fatal(err)
	}
	return rs
}

func mustPolicy(t testing.TB, rs *Rules) *access.Policy {
	t.Helper()
	policy, err := access.NewPolicy(rs)
	if err != nil {
		t.Fatal(err)
	}
	return policy
}

func customer(account string) *User { return &User{Account: MustParseAccount(account)} }

func anna(facts ...access.Fact) access.Subject {
	return access.Subject{User: "anna", Facts: facts}
}

func resultOf(owner string) *Result {
	return &Result{ID: "result", Owner: MustParseAccount(owner)}
}

// A sight is what one customer number gets to see of another's results: by is the
// rule that shows them, "own", or "" where they are not seen.
type sight struct{ viewer, owner, by string }

func (s sight) decision() access.Decision {
	switch s.by {
	case "":
		return access.Deny(ReasonNotShared, "")
	case "own":
		return access.Allow(ReasonOwn, "")
	default:
		return access.Allow(ReasonRule, s.by)
	}
}

func wantSights(t *testing.T, rs *Rules, sights ...sight) {
	t.Helper()
	for _, s := range sights {
		got := rs.Check(anna(customer(s.viewer)), ActionView, resultOf(s.owner))
		if want := s.decision(); got != want {
			t.Errorf("%s asks for results of %s: got %v, want %v", s.viewer, s.owner, got, want)
		}
	}
}

func wantDecision(t *testing.T, got, want access.Decision) {
	t.Helper()
	if got != want {
		t.Errorf("got %v, want %v", got, want)
	}
}
