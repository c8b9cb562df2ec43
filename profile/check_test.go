package profile_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lupa.example/access"
	"lupa.example/profile"
)

func TestRightsComeFromTheUsersProfile(t *testing.T) {
	c := reading(profile.ScopeAll)
	c.Profiles = append(c.Profiles, profile.Profile{Name: "guest", Cases: true})
	guest := access.Subject{User: "anna", Facts: []access.Fact{&profile.User{Profile: "guest"}}}
	nobodys := access.Subject{User: "anna", Facts: []access.Fact{&profile.User{Profile: "Officer"}}}

	wantCheck(t, c, anna(), profile.ActionRead, strangeCase(), access.Allow(profile.ReasonAll, "officer"))
	wantCheck(t, c, guest, profile.ActionRead, strangeCase(), access.Deny(profile.ReasonNoScope, "guest"))
	wantCheck(t, c, nobodys, profile.ActionRead, strangeCase(), access.Deny(profile.ReasonUnknownProfile, "Officer"))
}

func TestTwoProfilesAreAmbiguousAndDoNotAddUp(t *testing.T) {
	s := anna()
	s.Facts = append(s.Facts, &profile.User{Profile: "guest", Workspace: "W1", Groups: []string{"night", "pilots"}})
	wantCheck(t, reading(profile.ScopeAll), s, profile.ActionRead, strangeCase(), access.Deny(access.ReasonAmbiguousFact, ""))
}

// everything is one question about each thing that can be asked about.
var everything = []struct {
	action   access.Action
	resource access.Resource
}{
	{profile.ActionRead, strangeCase()},
	{profile.ActionChange, strangeCase()},
	{profile.ActionChange, caseThat(closed)},
	{profile.ActionDelete, strangeCase()},
	{profile.ActionSharePublicly, strangeCase()},
	{profile.ActionRegister, &profile.Form{ID: "F1"}},
	{profile.ActionChange, &profile.Form{ID: "F1"}},
	{profile.ActionFreeText, &profile.Search{}},
	{profile.ActionQuery, &profile.Search{Forms: []string{"F1"}}},
	{profile.ActionSave, &profile.Search{Forms: []string{"F1"}}},
}

// generous has every right that can be set without administrator mode.
func generous() profile.Config {
	c := officers(profile.FormRights{
		Read: profile.ScopeAll, Change: profile.ScopeAll, Delete: profile.ScopeAll,
		Register: true, ChangeForm: true, SharePublicly: true, ChangeClosed: true,
	})
	return with(c, func(p *profile.Profile) { p.FreeText, p.QueryBuilder = true, true })
}

func TestWithoutTheCaseModuleEverythingIsDenied(t *testing.T) {
	off := with(generous(), func(p *profile.Profile) { p.Cases = false })
	for _, q := range everything {
		if d := mustSite(t, generous()).Check(anna(), q.action, q.resource); !d.Allowed {
			t.Errorf("with the module: %s %s: %v", q.action, q.resource.Kind(), d)
		}
		wantCheck(t, off, anna(), q.action, q.resource, access.Deny(profile.ReasonModuleOff, "officer"))
	}
}

func TestAdministratorModeAllowsEverything(t *testing.T) {
	allowed := access.Allow(profile.ReasonAdministrator, "officer")
	for _, q := range everything {
		wantCheck(t, administrators(), anna(), q.action, q.resource, allowed)
	}
	wantCheck(t, administrators(), anna(), profile.ActionAdminister, &profile.Form{ID: "F1"}, allowed)
}

func TestAdministratorModeOverridesRestrictions(t *testing.T) {
	c := with(reading(profile.ScopeRegistered), func(p *profile.Profile) { p.Administrator = true })
	allowed := access.Allow(profile.ReasonAdministrator, "officer")
	wantCheck(t, c, anna(), profile.ActionRead, strangeCase(), allowed)
	wantCheck(t, c, anna(), profile.ActionChange, caseThat(closed), allowed)
}

func TestAdministratorModeCoversFormsThatTheSiteDoesNotKnow(t *testing.T) {
	allowed := access.Allow(profile.ReasonAdministrator, "officer")
	newForm := func(c *profile.Case) { c.Form = "F9" }
	wantCheck(t, administrators(), anna(), profile.ActionDelete, caseThat(newForm), allowed)
	wantCheck(t, administrators(), anna(), profile.ActionAdminister, &profile.Form{ID: "F9"}, allowed)
	wantCheck(t, administrators(), anna(), profile.ActionQuery, &profile.Search{Forms: []string{"F9"}}, allowed)
	wantCheck(t, administrators(), anna(), profile.ActionFreeText, &profile.Search{Forms: []string{"F9", "F1"}}, allowed)
}

func TestAdministratorModeWithoutTheModuleGivesNothing(t *testing.T) {
	c := with(administrators(), func(p *profile.Profile) { p.Cases = false })
	for _, q := range everything {
		wantCheck(t, c, anna(), q.action, q.resource, access.Deny(profile.ReasonModuleOff, "officer"))
	}
}

func TestAdministratorModeMakesNoMeaninglessQuestionMeaningful(t *testing.T) {
	tests := []struct {
		name     string
		action   access.Action
		resource access.Resource
		want     access.Decision
	}{
		{"unknown action", "reopen", strangeCase(), access.Deny(access.ReasonUnknownAction, "")},
		{"case of an empty form", profile.ActionRead, caseThat(func(c *profile.Case) { c.Form = "" }), access.Deny(access.ReasonIncomplete, "")},
		{"empty form", profile.ActionAdminister, &profile.Form{}, access.Deny(access.ReasonIncomplete, "")},
		{"empty form among others", profile.ActionFreeText, &profile.Search{Forms: []string{"F1", ""}}, access.Deny(access.ReasonIncomplete, "")},
		{"query over two forms", profile.ActionQuery, &profile.Search{Forms: []string{"F1", "F2"}}, access.Deny(profile.ReasonNotOneForm, "officer")},
		{"query over no form", profile.ActionSave, &profile.Search{}, access.Deny(profile.ReasonNotOneForm, "officer")},
		{"another's saved query", profile.ActionQuery, &profile.Search{Forms: []string{"F1"}, SavedBy: "bo"}, access.Deny(profile.ReasonNotSaver, "officer")},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			wantCheck(t, administrators(), anna(), tt.action, tt.resource, tt.want)
		})
	}
}

func TestBeingSignedInOrOutMakesNoDifference(t *testing.T) {
	for _, signIn := range []access.SignIn{access.SignInUnknown, access.SignedIn, access.SignedOut} {
		s := anna()
		s.SignIn = signIn
		wantCheck(t, reading(profile.ScopeAll), s, profile.ActionRead, strangeCase(), access.Allow(profile.ReasonAll, "officer"))
		wantCheck(t, reading(profile.ScopeNone), s, profile.ActionRead, strangeCase(), access.Deny(profile.ReasonNoScope, "officer"))
	}
}

// What one kind of resource can be asked means nothing for another.
func TestActionsBelongToTheirKind(t *testing.T) {
	known := map[access.Kind][]access.Action{
		profile.KindCase:   {profile.ActionRead, profile.ActionChange, profile.ActionDelete, profile.ActionSharePublicly},
		profile.KindForm:   {profile.ActionRegister, profile.ActionChange, profile.ActionAdminister},
		profile.KindSearch: {profile.ActionFreeText, profile.ActionQuery, profile.ActionSave},
	}
	resources := []access.Resource{strangeCase(), &profile.Form{ID: "F1"}, &profile.Search{Forms: []string{"F1"}}}
	site := mustSite(t, administrators())
	for _, r := range resources {
		meant := make(map[access.Action]bool)
		for _, a := range known[r.Kind()] {
			meant[a] = true
		}
		for _, actions := range known {
			for _, a := range append(actions, "", "Read", "view") {
				want := access.Deny(access.ReasonUnknownAction, "")
				if meant[a] {
					want = access.Allow(profile.ReasonAdministrator, "officer")
				}
				if got := site.Check(anna(), a, r); got != want {
					t.Errorf("%q %s: got %v, want %v", a, r.Kind(), got, want)
				}
			}
		}
	}
}

// Questions may share facts and rows, as those of several goroutines do: what is asked
// stays as it is, in whatever order its lists are.
func TestWhatIsAskedIsLeftAsItIs(t *testing.T) {
	facts, row := annasFact(), caseThat(groupSelected)
	slices.Reverse(facts.Groups)
	slices.Reverse(row.Groups)
	site := mustSite(t, officers(profile.FormRights{Read: profile.ScopeInvolved}))
	d := site.Check(access.Subject{User: "anna", Facts: []access.Fact{facts}}, profile.ActionRead, row)
	if d != access.Allow(profile.ReasonInvolved, "officer") {
		t.Errorf("decided %v", d)
	}
	wantFact, wantRow := annasFact(), caseThat(groupSelected)
	slices.Reverse(wantFact.Groups)
	slices.Reverse(wantRow.Groups)
	if diff := cmp.Diff([]any{wantFact, wantRow}, []any{facts, row}); diff != "" {
		t.Errorf("- asked, + left:\n%s", diff)
	}
}
