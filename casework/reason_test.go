package casework_test

import (
	"slices"
	"testing"

	"lupa.example/access"
	"lupa.example/access/accesstest"
	"lupa.example/access/foresight"
	"lupa.example/casework"
)

func TestGatesStandInTheirOrder(t *testing.T) {
	const (
		known, org   = "what is known of the person", "whether they act for the client's organisation"
		ofAgency     = "whether they act for the agency"
		steward      = "whether they are a steward"
		responsible  = "who is responsible for the client"
		shared       = "with whom the client is shared"
		there        = "what they are there"
		administered = "what they administer there"
	)
	for _, test := range []struct {
		kind   access.Kind
		action access.Action
		want   []string
	}{
		{casework.KindClient, casework.ActionView, []string{known, org, responsible, shared}},
		{casework.KindClient, casework.ActionHandOn, []string{known, steward, org}},
		{casework.KindSession, casework.ActionEdit, []string{known, org, responsible, shared}},
		{casework.KindEngagement, casework.ActionView, []string{known, ofAgency, there}},
		{casework.KindProgram, casework.ActionUse, []string{known, ofAgency, "whether they have access there", "whether they have the program there"}},
		{casework.KindProgram, casework.ActionAssign, []string{known, ofAgency, "the agency's package", administered}},
		{casework.KindAccess, casework.ActionGive, []string{known, ofAgency, administered}},
		{casework.KindAccess, casework.ActionRemove, []string{known, ofAgency, administered, "whether the consultant is an administrator there", "which programs the consultant has there", "whether another system administrator is left"}},
		{casework.KindAccess, casework.ActionUse, nil},
	} {
		var got []string
		for _, gate := range mustPractice(t, agency()).Gates(test.kind, test.action) {
			got = append(got, gate.LooksAt)
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%s of %s: got %q, want %q", test.action, test.kind, got, test.want)
		}
	}
	for _, practice := range []*casework.Practice{nil, new(casework.Practice)} {
		if got := practice.Gates(casework.KindClient, casework.ActionShare); got != nil {
			t.Errorf("a practice that was never built has the gates %v", got)
		}
	}
}

// A row that lacks something and a fact that does are denied for one reason, at gates of
// their own.
func TestWhatIsIncompleteIsTold(t *testing.T) {
	const row, known = "whether the resource says what every question needs", "what is known of the person"
	empty := access.Subject{User: "anna", Facts: []access.Fact{&casework.User{}}}
	for _, test := range []struct {
		a    access.Action
		r    access.Resource
		want string
	}{
		{casework.ActionView, bosClient(), known},
		{casework.ActionView, &casework.Client{ID: "C1"}, row},
		{casework.ActionGive, accessOf("cia", engagementThat()), known},
		{casework.ActionGive, accessOf("", engagementThat()), row},
		{casework.ActionAssign, program("invoicing", engagementThat()), known},
		{casework.ActionAssign, program("", engagementThat()), row},
	} {
		passages := foresight.Gates(mustPolicy(t, agency()), empty, test.a, test.r)
		i := slices.IndexFunc(passages, func(p foresight.Passage) bool { return p.Ending == foresight.Denied })
		if p := passages[i]; p.LooksAt != test.want || p.Reason != access.ReasonIncomplete {
			t.Errorf("%s %+v: %v, want it at %q", test.a, test.r, p, test.want)
		}
	}
}

func TestReasonsAreExplainedAsDocumented(t *testing.T) {
	accesstest.Reasons(t, mustPractice(t, agency()))
}
