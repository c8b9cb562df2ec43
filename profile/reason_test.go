package profile_test

import (
	"slices"
	"testing"

	"lupa.example/access"
	"lupa.example/access/accesstest"
	"lupa.example/access/foresight"
	"lupa.example/profile"
)

func TestGatesStandInTheirOrder(t *testing.T) {
	const (
		known, its    = "what is known of the person", "their profile"
		administrator = "administrator mode"
		form          = "the form"
		scope         = "the profile's scope on the form, and whether the case is in it"
		saver         = "who saved the query"
		search        = "the profile's switch for this search"
		searched      = "the forms to be searched"
		reads         = "whether the profile reads any form"
	)
	for _, test := range []struct {
		kind   access.Kind
		action access.Action
		want   []string
	}{
		{profile.KindCase, profile.ActionRead, []string{known, its, administrator, form, scope}},
		{profile.KindCase, profile.ActionChange, []string{known, its, administrator, form, scope, "whether the case is open, or closed ones may be changed"}},
		{profile.KindCase, profile.ActionSharePublicly, []string{known, its, administrator, form, scope, "the form's switch for sharing publicly"}},
		{profile.KindForm, profile.ActionRegister, []string{known, its, administrator, form, "the form's switch for it"}},
		{profile.KindForm, profile.ActionAdminister, []string{known, its, administrator, form, "that only administrators do this"}},
		{profile.KindSearch, profile.ActionFreeText, []string{known, its, saver, administrator, search, searched, reads}},
		{profile.KindSearch, profile.ActionQuery, []string{known, its, saver, "that it is over one form", administrator, search, searched, reads}},
		{profile.KindSearch, profile.ActionRead, nil},
	} {
		var got []string
		for _, gate := range mustSite(t, chiefs()).Gates(test.kind, test.action) {
			got = append(got, gate.LooksAt)
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%s of %s: got %q, want %q", test.action, test.kind, got, test.want)
		}
	}
}

// A row that lacks something and a fact that does are denied for one reason, at gates of
// their own.
func TestWhatIsIncompleteIsTold(t *testing.T) {
	const row, known = "whether the resource says what every question needs", "what is known of the person"
	empty := access.Subject{User: "anna", Facts: []access.Fact{&profile.User{}}}
	for _, test := range []struct {
		a    access.Action
		r    access.Resource
		want string
	}{
		{profile.ActionRead, strangeCase(), known},
		{profile.ActionRead, &profile.Case{ID: "x"}, row},
		{profile.ActionRegister, &profile.Form{ID: "F1"}, known},
		{profile.ActionRegister, &profile.Form{}, row},
		{profile.ActionFreeText, &profile.Search{Forms: []string{"F1"}}, known},
		{profile.ActionQuery, &profile.Search{}, known},
	} {
		passages := foresight.Gates(mustPolicy(t, chiefs()), empty, test.a, test.r)
		i := slices.IndexFunc(passages, func(p foresight.Passage) bool { return p.Ending == foresight.Denied })
		if p := passages[i]; p.LooksAt != test.want || p.Reason != access.ReasonIncomplete {
			t.Errorf("%s %+v: %v, want it at %q", test.a, test.r, p, test.want)
		}
	}
}

func TestReasonsAreExplainedAsDocumented(t *testing.T) { accesstest.Reasons(t, new(profile.Site)) }
