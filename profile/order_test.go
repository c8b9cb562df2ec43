package profile_test

import (
	"testing"

	"lupa.example/access"
	"lupa.example/profile"
)

// Of two faults in one question the reason is that of the first, in the order in
// which package access lists them; the area's own come last.
func TestTheFirstFaultGivesTheReason(t *testing.T) {
	faults := []struct {
		reason access.Reason
		cause  func(*question)
	}{
		{access.ReasonNoPolicy, func(q *question) { q.site = nil }},
		{access.ReasonNoUser, func(q *question) { q.subject.User = "" }},
		{access.ReasonNoResource, func(q *question) { q.resource = (*profile.Case)(nil) }},
		{access.ReasonUnknownKind, func(q *question) { q.resource = new(foreign) }},
		{access.ReasonUnknownAction, func(q *question) { q.action = "reopen" }},
		{access.ReasonIncomplete, func(q *question) {
			if c, ok := q.resource.(*profile.Case); ok && c != nil {
				c.Workspace = ""
			}
		}},
		{access.ReasonNoFact, func(q *question) { q.subject.Facts = nil }},
		{access.ReasonAmbiguousFact, func(q *question) {
			if q.subject.Facts != nil {
				q.subject.Facts = append(q.subject.Facts, &profile.User{Profile: "guest"})
			}
		}},
		{profile.ReasonModuleOff, func(*question) {}}, // as it is for this question anyway
	}
	off := with(reading(profile.ScopeAll), func(p *profile.Profile) { p.Cases = false })
	for i, first := range faults {
		for _, second := range faults[i:] {
			q := question{newSite(t, off), anna(), profile.ActionRead, strangeCase()}
			// The later one first, so that it cannot undo the earlier.
			second.cause(&q)
			first.cause(&q)
			if got := q.decide(); got.Allowed || got.Reason != first.reason {
				t.Errorf("%s and %s: got %v", first.reason, second.reason, got)
			}
			if got := policyOf(t, q.site).Check(q.subject, q.action, q.resource); got.Allowed || got.Reason != first.reason {
				t.Errorf("%s and %s, through a policy: got %v", first.reason, second.reason, got)
			}
		}
	}
}

// policyOf returns the policy of the site, and none of none.
func policyOf(t *testing.T, site *profile.Site) *access.Policy {
	t.Helper()
	if site == nil {
		return nil
	}
	policy, err := access.NewPolicy(site)
	if err != nil {
		t.Fatal(err)
	}
	return policy
}
