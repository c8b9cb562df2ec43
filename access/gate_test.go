package access_test

import (
	"testing"

	"lupa.example/access"
)

func TestThePreambleHasOneOrder(t *testing.T) {
	for _, test := range []struct {
		built bool
		user  string
		row   access.Resource
		want  access.Reason
	}{
		{false, "", nil, access.ReasonNoPolicy},
		{false, "anna", &row{}, access.ReasonNoPolicy},
		{true, "", nil, access.ReasonNoUser},
		{true, "", &row{}, access.ReasonNoUser},
		{true, "anna", nil, access.ReasonNoResource},
		{true, "anna", (*row)(nil), access.ReasonNoResource},
		{true, "anna", &row{}, ""},
		{true, "anna", value("x"), ""},
	} {
		if got := access.Preamble(test.built, test.user, test.row); got != test.want {
			t.Errorf("built %v, user %q, row %v: %q, want %q", test.built, test.user, test.row, got, test.want)
		}
		want := test.want
		if want == access.ReasonNoResource {
			want = ""
		}
		if got := access.ActorPreamble(test.built, test.user); got != want {
			t.Errorf("an act, built %v, user %q: %q, want %q", test.built, test.user, got, want)
		}
	}
}

func TestAnUnknownActionComesBeforeAnIncompleteResource(t *testing.T) {
	known := []access.Action{"read", "lend"}
	for _, test := range []struct {
		action   access.Action
		complete bool
		want     access.Reason
	}{
		{"lend", true, ""}, {"lend", false, access.ReasonIncomplete},
		{"eat", true, access.ReasonUnknownAction}, {"eat", false, access.ReasonUnknownAction},
		{"", true, access.ReasonUnknownAction},
	} {
		if got := access.Applicable(test.action, known, test.complete); got != test.want {
			t.Errorf("%q, complete %v: %q, want %q", test.action, test.complete, got, test.want)
		}
	}
	if got := access.Applicable("", nil, true); got != access.ReasonUnknownAction {
		t.Errorf("of no actions: %q", got)
	}
}
