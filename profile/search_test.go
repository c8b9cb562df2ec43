package profile_test

import (
	"testing"

	"lupa.example/access"
	"lupa.example/profile"
)

// searching is a site whose officers read F1 and F3 but not F2, and search as
// told.
func searching(freeText, queryBuilder bool) profile.Config {
	c := officers(profile.FormRights{Read: profile.ScopeRegistered})
	c.Forms = append(c.Forms, "F3")
	return with(c, func(p *profile.Profile) {
		p.FreeText, p.QueryBuilder = freeText, queryBuilder
		p.Forms["F3"] = profile.FormRights{Read: profile.ScopeAll}
		p.Forms["F2"] = profile.FormRights{Change: profile.ScopeAll, Delete: profile.ScopeAll, Register: true, ChangeForm: true}
	})
}

func over(forms ...string) *profile.Search { return &profile.Search{ID: "S1", Forms: forms} }

func TestSearchesAreSwitchedOnOneByOne(t *testing.T) {
	granted := access.Allow(profile.ReasonGranted, "officer")
	noFreeText := access.Deny(profile.ReasonNoFreeText, "officer")
	noBuilder := access.Deny(profile.ReasonNoQueryBuilder, "officer")
	tests := []struct {
		name                  string
		freeText, builder     bool
		wantFreeText, wantOne access.Decision
	}{
		{"none by default", false, false, noFreeText, noBuilder},
		{"free text alone neither queries nor saves", true, false, granted, noBuilder},
		{"the query builder alone searches no free text", false, true, noFreeText, granted},
		{"both", true, true, granted, granted},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := searching(tt.freeText, tt.builder)
			wantDecision(t, c, anna(), profile.ActionFreeText, over("F1"), tt.wantFreeText)
			wantDecision(t, c, anna(), profile.ActionQuery, over("F1"), tt.wantOne)
			wantDecision(t, c, anna(), profile.ActionSave, over("F1"), tt.wantOne)
		})
	}
}

func TestFreeTextSearchesTheReadableFormsOrSomeOfThem(t *testing.T) {
	granted := access.Allow(profile.ReasonGranted, "officer")
	tests := []struct {
		name  string
		forms []string
		want  access.Decision
	}{
		{"no filter searches all that are readable", nil, granted},
		{"an empty filter is no filter", []string{}, granted},
		{"one", []string{"F3"}, granted},
		{"several", []string{"F1", "F3"}, granted},
		{"one of them not readable", []string{"F1", "F2"}, access.Deny(profile.ReasonFormNotAccessible, "F2")},
		{"one of them unknown", []string{"F1", "F9"}, access.Deny(profile.ReasonUnknownForm, "F9")},
		{"the first that is refused is named", []string{"F2", "F9"}, access.Deny(profile.ReasonFormNotAccessible, "F2")},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			wantDecision(t, searching(true, true), anna(), profile.ActionFreeText, over(tt.forms...), tt.want)
		})
	}
}

func TestWithoutAReadableFormThereIsNothingToSearch(t *testing.T) {
	c := officers(profile.FormRights{Change: profile.ScopeAll, Delete: profile.ScopeAll, Register: true, ChangeForm: true})
	c = with(c, func(p *profile.Profile) { p.FreeText = true })
	wantDecision(t, c, anna(), profile.ActionFreeText, over(), access.Deny(profile.ReasonNothingToSearch, "officer"))
}

func TestAnyScopeForReadingMakesAFormSearchable(t *testing.T) {
	for s := profile.ScopeNone; s <= profile.ScopeAll; s++ {
		c := with(reading(s), func(p *profile.Profile) { p.FreeText, p.QueryBuilder = true, true })
		all, one := access.Allow(profile.ReasonGranted, "officer"), access.Allow(profile.ReasonGranted, "officer")
		if s == profile.ScopeNone {
			all = access.Deny(profile.ReasonNothingToSearch, "officer")
			one = access.Deny(profile.ReasonFormNotAccessible, "F1")
		}
		wantDecision(t, c, anna(), profile.ActionFreeText, over(), all)
		wantDecision(t, c, anna(), profile.ActionFreeText, over("F1"), one)
		wantDecision(t, c, anna(), profile.ActionQuery, over("F1"), one)
		wantDecision(t, c, anna(), profile.ActionSave, over("F1"), one)
	}
}

func TestTheQueryBuilderTakesExactlyOneAccessibleForm(t *testing.T) {
	for _, a := range []access.Action{profile.ActionQuery, profile.ActionSave} {
		wantDecision(t, searching(false, true), anna(), a, over("F1"), access.Allow(profile.ReasonGranted, "officer"))
		wantDecision(t, searching(false, true), anna(), a, over(), access.Deny(profile.ReasonNotOneForm, "officer"))
		wantDecision(t, searching(false, true), anna(), a, over("F1", "F3"), access.Deny(profile.ReasonNotOneForm, "officer"))
		wantDecision(t, searching(false, true), anna(), a, over("F2"), access.Deny(profile.ReasonFormNotAccessible, "F2"))
		wantDecision(t, searching(false, true), anna(), a, over("F9"), access.Deny(profile.ReasonUnknownForm, "F9"))
	}
}

func TestASavedQueryIsItsSavers(t *testing.T) {
	own := &profile.Search{Forms: []string{"F1"}, SavedBy: "anna"}
	bos := &profile.Search{Forms: []string{"F1"}, SavedBy: "bo"}
	for _, a := range []access.Action{profile.ActionQuery, profile.ActionSave} {
		wantDecision(t, searching(false, true), anna(), a, own, access.Allow(profile.ReasonGranted, "officer"))
		wantDecision(t, searching(false, true), anna(), a, bos, access.Deny(profile.ReasonNotSaver, "bo"))
	}
}

func TestASavedQueryRunsWithTheRightsOfTheMoment(t *testing.T) {
	own := &profile.Search{Forms: []string{"F1"}, SavedBy: "anna"}
	wantDecision(t, searching(false, false), anna(), profile.ActionQuery, own, access.Deny(profile.ReasonNoQueryBuilder, "officer"))
	lost := with(searching(false, true), func(p *profile.Profile) { delete(p.Forms, "F1") })
	wantDecision(t, lost, anna(), profile.ActionQuery, own, access.Deny(profile.ReasonFormNotAccessible, "F1"))
}

// A search may be made over a form of whose cases the user reads only some, so
// that each hit has to be asked about.
func TestSearchingAFormIsNotReadingItsCases(t *testing.T) {
	c := searching(true, true)
	wantDecision(t, c, anna(), profile.ActionFreeText, over("F1"), access.Allow(profile.ReasonGranted, "officer"))
	wantDecision(t, c, anna(), profile.ActionRead, caseThat(registeredByAnna), access.Allow(profile.ReasonRegistered, "officer"))
	wantDecision(t, c, anna(), profile.ActionRead, strangeCase(), access.Deny(profile.ReasonNotRegistrant, "officer"))
}
