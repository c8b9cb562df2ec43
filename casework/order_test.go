package casework_test

import (
	"testing"

	"lupa.example/access"
	"lupa.example/casework"
)

// Of two faults in one question the reason is that of the first, in the order in
// which package access lists them; the area's own come last.
func TestTheFirstFaultGivesTheReason(t *testing.T) {
	faults := []struct {
		reason access.Reason
		cause  func(*question)
	}{
		{access.ReasonNoPolicy, func(q *question) { q.practice = nil }},
		{access.ReasonNoUser, func(q *question) { q.subject.User = "" }},
		{access.ReasonNoResource, func(q *question) { q.resource = (*casework.Session)(nil) }},
		{access.ReasonUnknownKind, func(q *question) { q.resource = new(foreign) }},
		{access.ReasonUnknownAction, func(q *question) { q.action = "delete" }},
		{access.ReasonIncomplete, func(q *question) {
			if s, ok := q.resource.(*casework.Session); ok && s != nil {
				s.Client = nil
			}
		}},
		{access.ReasonNoFact, func(q *question) { q.subject.Facts = nil }},
		{access.ReasonAmbiguousFact, func(q *question) {
			if q.subject.Facts != nil {
				q.subject.Facts = append(q.subject.Facts, &casework.Worker{Org: "O2"})
			}
		}},
		{casework.ReasonOtherOrganisation, func(*question) {}}, // as it is for this question anyway
	}
	for i, first := range faults {
		for _, second := range faults[i:] {
			q := question{newPractice(t, agency()), worker("anna", "O3"), casework.ActionView, session(clientThat(annaResponsible))}
			// The later one first, so that it cannot undo the earlier.
			second.cause(&q)
			first.cause(&q)
			if got := q.decide(); got.Allowed || got.Reason != first.reason {
				t.Errorf("%s and %s: got %v", first.reason, second.reason, got)
			}
			if got := policyOf(t, q.practice).Check(q.subject, q.action, q.resource); got.Allowed || got.Reason != first.reason {
				t.Errorf("%s and %s, through a policy: got %v", first.reason, second.reason, got)
			}
		}
	}
}

// policyOf returns the policy of the practice, and none of none.
func policyOf(t *testing.T, practice *casework.Practice) *access.Policy {
	t.Helper()
	if practice == nil {
		return nil
	}
	policy, err := access.NewPolicy(practice)
	if err != nil {
		t.Fatal(err)
	}
	return policy
}

// An organisation's own are judged before anything else that the area knows, so
// that a denial tells nobody at another one what stands on a row.
func TestAnotherOrganisationIsDeniedBeforeAnythingElse(t *testing.T) {
	stranger := worker("anna", "O2")
	e := engagementThat(annaSystemAdministrator, holding("anna"))
	for _, q := range []struct {
		action   access.Action
		resource access.Resource
	}{
		{casework.ActionTransfer, clientThat(sharedWithAnna)},
		{casework.ActionAssign, program("archive", e)},
		{casework.ActionUse, program("bookkeeping", e)},
		{casework.ActionRemove, accessOf("sam", e)},
	} {
		wantDecision(t, agency(), stranger, q.action, q.resource, otherOrganisation)
	}
}
