package roles

import (
	"slices"
	"testing"

	"lupa.example/access"
	"lupa.example/access/accesstest"
)

func TestReasonsAreExplainedAsDocumented(t *testing.T) { accesstest.Reasons(t, portal(t)) }

func TestGatesStandInTheirOrder(t *testing.T) {
	const (
		held, grant = "the person's roles in the organisation", "what these roles grant"
		assignment  = "the personal permission within the agent assignment"
		signedOut   = "whether they might have created it themselves, and are signed out"
	)
	for _, test := range []struct {
		kind   access.Kind
		action access.Action
		want   []string
	}{
		{KindOrganisation, ActionSignIn, []string{held, grant}},
		{KindOrder, ActionCreate, []string{held, grant}},
		{KindOrder, ActionApprove, []string{held, grant, signedOut}},
		{KindApplication, ActionHandle, []string{held, grant, assignment}},
		{KindApplication, ActionApprove, []string{held, grant, signedOut}},
		{KindAgreement, ActionApprove, []string{held, grant}},
		{KindOrder, ActionHandle, nil},
		{"foreign", ActionView, nil},
	} {
		var got []string
		gates := portal(t).Gates(test.kind, test.action)
		for _, gate := range gates {
			got = append(got, gate.LooksAt)
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%s of %s: got %q, want %q", test.action, test.kind, got, test.want)
		}
		for i, gate := range gates {
			if last := i == len(gates)-1; last != slices.Equal(gate.Allows, []access.Reason{ReasonGranted}) {
				t.Errorf("%s of %s: %q allows %v", test.action, test.kind, gate.LooksAt, gate.Allows)
			}
		}
	}
}
