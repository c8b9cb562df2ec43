package profile_test

import (
	"slices"
	"testing"

	"lupa.example/access"
	"lupa.example/profile"
)

func TestASiteDecidesAboutCasesFormsAndSearches(t *testing.T) {
	want := []access.Kind{"profile.case", "profile.form", "profile.search"}
	for _, site := range []*profile.Site{nil, new(profile.Site), mustSite(t, generous())} {
		if got := site.Kinds(); !slices.Equal(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestEachKindHasItsActions(t *testing.T) {
	site := mustSite(t, officers(profile.FormRights{}))
	for kind, want := range map[access.Kind][]access.Action{
		profile.KindCase:   {"read", "change", "delete", "share-publicly"},
		profile.KindForm:   {"register", "change", "administer"},
		profile.KindSearch: {"free-text", "query", "save"},
	} {
		got := site.Actions(kind)
		if !slices.Equal(got, want) {
			t.Errorf("%s: got %v, want %v", kind, got, want)
		}
		got[0] = "spoilt"
		if again := site.Actions(kind); again[0] != want[0] {
			t.Errorf("%s: the actions were changed from outside", kind)
		}
	}
	if got := site.Actions("foreign"); got != nil {
		t.Errorf("another's kind has %v", got)
	}
}

func TestRowsAreNamedByTheirIDs(t *testing.T) {
	site := mustSite(t, officers(profile.FormRights{}))
	for _, want := range []struct {
		kind      access.Kind
		row, none access.Resource
	}{
		{profile.KindCase, &profile.Case{ID: "x"}, (*profile.Case)(nil)},
		{profile.KindForm, &profile.Form{ID: "x"}, (*profile.Form)(nil)},
		{profile.KindSearch, &profile.Search{ID: "x"}, (*profile.Search)(nil)},
	} {
		if want.row.Kind() != want.kind || want.none.Kind() != want.kind {
			t.Errorf("a %T is a %s, and none is a %s; want %s", want.row, want.row.Kind(), want.none.Kind(), want.kind)
		}
		if got := site.ID(want.row); got != "x" {
			t.Errorf("%s: got ID %q", want.kind, got)
		}
		if got := site.ID(want.none); got != "" {
			t.Errorf("no %s: got ID %q", want.kind, got)
		}
	}
	if got := site.ID(new(foreign)); got != "" {
		t.Errorf("another's row has ID %q", got)
	}
}

// Rows of a caller's own that embed those of this package claim to be of its kinds.
type (
	ownCase struct{ profile.Case }
	ownForm struct{ *profile.Form }
)

func TestARowOfAnotherTypeIsOfAnUnknownKind(t *testing.T) {
	site := mustSite(t, administrators())
	for _, r := range []access.Resource{new(foreign), &ownCase{*strangeCase()}, ownForm{&profile.Form{ID: "F1"}}} {
		for _, a := range []access.Action{profile.ActionRead, profile.ActionChange} {
			if got, want := site.Check(anna(), a, r), access.Deny(access.ReasonUnknownKind, ""); got != want {
				t.Errorf("%T, %s: got %v, want %v", r, a, got, want)
			}
		}
	}
}
