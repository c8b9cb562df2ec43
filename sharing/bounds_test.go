package sharing

import (
	"errors"
	"strings"
	"testing"

	"lupa.example/access"
)

// Two text boxes of some kilobytes would come to gigabytes of consequences, which
// nobody could be shown.
func TestARuleWithMoreConsequencesThanCanBeShownIsRefused(t *testing.T) {
	rs := mustRules(t)
	r := long(1)[1]
	if _, err := rs.Ask(anna(customer("20410-01")), r); err != nil {
		t.Errorf("a thousand viewers of a thousand sharers: %v", err)
	}
	r.Viewers = append(r.Viewers, long(1)[1].Sharers...)
	_, ask := rs.Ask(anna(customer("20410-01")), r)
	_, _, add := rs.Add(staff, Request{Rule: r, Requester: anna(customer("20410-01")), Authority: r.Sharers})
	for _, err := range []error{ask, add} {
		var bad *access.InvalidError
		if !errors.As(err, &bad) || bad.Path != "rule" || !strings.Contains(bad.Problem, "or several rules") {
			t.Errorf("got %v", err)
		}
	}
}

// A group is nobody's customer number, in whatever way a value was come by.
func TestAGroupIsNoAccount(t *testing.T) {
	group := MustParseParty("20410*")
	for _, text := range []string{"20410", "20410*", group.String()} {
		if a, err := ParseAccount(text); err == nil {
			t.Errorf("%q is the account %v", text, a)
		}
	}
}
