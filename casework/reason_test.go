package casework_test

import (
	"slices"
	"testing"

	"lupa.example/access"
	"lupa.example/casework"
)

func TestGatesStandInTheirOrder(t *testing.T) {
	const (
		known, org   = "what is known of the person", "whether they act for the client's organisation"
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
		{casework.KindEngagement, casework.ActionView, []string{known, org, there}},
		{casework.KindProgram, casework.ActionUse, []string{known, org, "whether they have access there", "whether they have the program there"}},
		{casework.KindProgram, casework.ActionAssign, []string{known, org, "the agency's package", administered}},
		{casework.KindAccess, casework.ActionGive, []string{known, org, administered}},
		{casework.KindAccess, casework.ActionRemove, []string{known, org, administered, "whether the consultant is an administrator there", "which programs the consultant has there", "whether another system administrator is left"}},
		{casework.KindAccess, casework.ActionUse, nil},
	} {
		var got []string
		for _, gate := range newPractice(t, agency()).Gates(test.kind, test.action) {
			got = append(got, gate.LooksAt)
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%s of %s: got %q, want %q", test.action, test.kind, got, test.want)
		}
	}
}
