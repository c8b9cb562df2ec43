package profile_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lupa.example/access/report"
	"lupa.example/profile"
)

func held(user string, fact *profile.User, cases ...*profile.Case) []string {
	var all []string
	for what, where := range profile.Holdings(user, fact, slices.Values(cases)) {
		text := what.String()
		if where != (report.Thing{}) {
			text += fmt.Sprintf(" (%v)", where)
		}
		all = append(all, text)
	}
	return all
}

func TestHoldingsAreWhatTheFactAndTheCasesSay(t *testing.T) {
	fact := &profile.User{Profile: "officer", Workspace: "W1", Groups: []string{"pilots", "", "night", "pilots"}}
	got := held("anna", fact,
		&profile.Case{ID: "K1", RegisteredBy: "anna", Users: []string{"bo", "anna", "anna"}},
		nil,
		&profile.Case{ID: "K2", RegisteredBy: "bo", Users: []string{"bo"}, Groups: []string{"pilots", "anna"}, Workspace: "W1"},
		&profile.Case{ID: "K3", RegisteredBy: "anna"},
		&profile.Case{ID: "K4", Users: []string{"anna"}},
	)
	want := []string{
		"profile officer", "workspace W1", "group pilots", "group night",
		"selection (case K1)", "registration (case K1)", "registration (case K3)", "selection (case K4)",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestNobodyHoldsNothing(t *testing.T) {
	unknown := &profile.Case{ID: "K1", Users: []string{""}}
	for name, got := range map[string][]string{
		"no name":         held("", &profile.User{Profile: "officer"}, unknown),
		"no fact":         held("anna", nil, unknown),
		"an empty fact":   held("anna", &profile.User{Groups: []string{""}}, unknown),
		"another's cases": held("anna", nil, strangeCase()),
	} {
		if got != nil {
			t.Errorf("%s: got %v", name, got)
		}
	}
	for what := range profile.Holdings("anna", new(profile.User), nil) {
		t.Errorf("no cases: got %v", what)
	}
}

func TestHoldingsCanBeLeftAndRestarted(t *testing.T) {
	all := profile.Holdings("anna", annasFact(), slices.Values([]*profile.Case{caseThat(registeredByAnna, annaSelected)}))
	for n := range 7 {
		var got []report.Thing
		for what := range all {
			if len(got) == n {
				break
			}
			got = append(got, what)
		}
		if len(got) != min(n, 6) {
			t.Errorf("%d of them: got %v", n, got)
		}
	}
}
