package sharing

import (
	"slices"
	"testing"

	"lupa.example/access"
	"lupa.example/access/accesstest"
)

func TestGatesStandInTheirOrder(t *testing.T) {
	const known, number = "what is known of the person", "the customer number for which they act"
	for _, test := range []struct {
		kind   access.Kind
		action access.Action
		want   []string
	}{
		{KindResult, ActionView, []string{known, number, "whether the result is that number's own", "the rules"}},
		{KindRule, ActionRequest, []string{known, number}},
		{KindRule, ActionConfigure, []string{known, "whether they are on the staff"}},
		{KindRule, ActionView, nil},
	} {
		var got []string
		for _, gate := range mustRules(t).Gates(test.kind, test.action) {
			got = append(got, gate.LooksAt)
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%s of %s: got %q, want %q", test.action, test.kind, got, test.want)
		}
	}
}

func TestReasonsAreExplainedAsDocumented(t *testing.T) { accesstest.Reasons(t, new(Rules)) }
