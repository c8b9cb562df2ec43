package sharing

import (
	"errors"
	"strings"
	"testing"

	"lupa.example/access"
	"lupa.example/access/invalid/invalidtest"
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

func TestAThousandMaySeeAThousand(t *testing.T) {
	groups := make([]Party, 1<<10+1)
	for i := range groups {
		groups[i] = Party{code(i)<<withinBits | wholeGroup}
	}
	rs, who := mustRules(t), anna(customer("00001-01"))
	if c, err := rs.Ask(who, Rule{ID: "r", Viewers: groups[:1<<10], Sharers: groups[:1<<10]}); err != nil || len(c.Gains) != maxSights {
		t.Errorf("got %d and %v, want %d consequences", len(c.Gains), err, maxSights)
	}
	_, err := rs.Ask(who, Rule{ID: "r", Viewers: groups, Sharers: groups[:1<<10]})
	invalidtest.Expect(t, err, []access.InvalidError{{Package: "sharing", Path: "rule", Problem: "lets see one another 1049600 times; want at most 1048576, or several rules"}})
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
