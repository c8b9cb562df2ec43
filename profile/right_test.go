package profile_test

import (
	"testing"

	"lupa.example/access"
	"lupa.example/profile"
)

// Each scope against each single relation to a case: a scope is satisfied by its
// own relation and by no other.
func TestScopesDoNotNest(t *testing.T) {
	relations := []struct {
		name string
		of   []func(*profile.Case)
	}{
		{"no relation", nil},
		{"registrant", []func(*profile.Case){registeredByAnna}},
		{"selected", []func(*profile.Case){annaSelected}},
		{"group selected", []func(*profile.Case){groupSelected}},
		{"same workspace", []func(*profile.Case){inAnnasWorkspace}},
	}
	scopes := []struct {
		scope         profile.Scope
		allow, deny   access.Reason
		satisfyingAny []string
	}{
		{profile.ScopeNone, "", profile.ReasonNoScope, nil},
		{profile.ScopeRegistered, profile.ReasonRegistered, profile.ReasonNotRegistrant, []string{"registrant"}},
		{profile.ScopeInvolved, profile.ReasonInvolved, profile.ReasonNotInvolved, []string{"selected", "group selected"}},
		{profile.ScopeWorkspace, profile.ReasonWorkspace, profile.ReasonOtherWorkspace, []string{"same workspace"}},
		{profile.ScopeAll, profile.ReasonAll, "", []string{"no relation", "registrant", "selected", "group selected", "same workspace"}},
	}
	for _, s := range scopes {
		for _, r := range relations {
			t.Run(s.scope.String()+"/"+r.name, func(t *testing.T) {
				want := access.Deny(s.deny, "officer")
				for _, name := range s.satisfyingAny {
					if name == r.name {
						want = access.Allow(s.allow, "officer")
					}
				}
				wantDecision(t, reading(s.scope), anna(), profile.ActionRead, caseThat(r.of...), want)
			})
		}
	}
}

// The tempting shortcuts, one by one.
func TestNoRelationReplacesTheOneThatTheScopeWants(t *testing.T) {
	tests := []struct {
		name  string
		scope profile.Scope
		of    *profile.Case
		want  access.Reason
	}{
		{"a selected user of another workspace is denied under workspace", profile.ScopeWorkspace,
			caseThat(annaSelected, groupSelected, registeredByAnna), profile.ReasonOtherWorkspace},
		{"the registrant who is not selected is denied under involved", profile.ScopeInvolved,
			caseThat(registeredByAnna, inAnnasWorkspace), profile.ReasonNotInvolved},
		{"a selected colleague is denied under registered", profile.ScopeRegistered,
			caseThat(annaSelected, groupSelected, inAnnasWorkspace), profile.ReasonNotRegistrant},
		{"one's own case is denied under none", profile.ScopeNone,
			caseThat(annaSelected, groupSelected, registeredByAnna, inAnnasWorkspace), profile.ReasonNoScope},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			wantDecision(t, reading(tt.scope), anna(), profile.ActionRead, tt.of, access.Deny(tt.want, "officer"))
		})
	}
}

func TestAFormThatIsNotSetGivesNothing(t *testing.T) {
	c := generous()
	f2 := func(c *profile.Case) { c.Form = "F2" }
	for _, a := range []access.Action{profile.ActionRead, profile.ActionChange, profile.ActionDelete, profile.ActionSharePublicly} {
		wantDecision(t, c, anna(), a, caseThat(f2), access.Deny(profile.ReasonNoScope, "officer"))
	}
}

func TestAFormThatTheSiteDoesNotKnowIsDenied(t *testing.T) {
	f9 := func(c *profile.Case) { c.Form = "F9" }
	wantDecision(t, generous(), anna(), profile.ActionRead, caseThat(f9), access.Deny(profile.ReasonUnknownForm, "F9"))
}

func TestFormsAreIndependent(t *testing.T) {
	c := officers(profile.FormRights{Read: profile.ScopeAll, Change: profile.ScopeRegistered})
	c.Profiles[0].Forms["F2"] = profile.FormRights{Read: profile.ScopeRegistered, Change: profile.ScopeAll}
	f2 := func(c *profile.Case) { c.Form = "F2" }
	wantDecision(t, c, anna(), profile.ActionRead, strangeCase(), access.Allow(profile.ReasonAll, "officer"))
	wantDecision(t, c, anna(), profile.ActionChange, strangeCase(), access.Deny(profile.ReasonNotRegistrant, "officer"))
	wantDecision(t, c, anna(), profile.ActionRead, caseThat(f2), access.Deny(profile.ReasonNotRegistrant, "officer"))
	wantDecision(t, c, anna(), profile.ActionChange, caseThat(f2), access.Allow(profile.ReasonAll, "officer"))
}

func TestReadingChangingAndDeletingAreSetSeparately(t *testing.T) {
	actions := []access.Action{profile.ActionRead, profile.ActionChange, profile.ActionDelete}
	for i, rights := range []profile.FormRights{
		{Read: profile.ScopeAll}, {Change: profile.ScopeAll}, {Delete: profile.ScopeAll},
	} {
		for j, a := range actions {
			want := access.Deny(profile.ReasonNoScope, "officer")
			if i == j {
				want = access.Allow(profile.ReasonAll, "officer")
			}
			wantDecision(t, officers(rights), anna(), a, strangeCase(), want)
		}
	}
}

func TestEachActivityHasAScopeOfItsOwn(t *testing.T) {
	c := officers(profile.FormRights{Read: profile.ScopeWorkspace, Change: profile.ScopeInvolved, Delete: profile.ScopeRegistered})
	wantDecision(t, c, anna(), profile.ActionRead, caseThat(inAnnasWorkspace), access.Allow(profile.ReasonWorkspace, "officer"))
	wantDecision(t, c, anna(), profile.ActionChange, caseThat(annaSelected), access.Allow(profile.ReasonInvolved, "officer"))
	wantDecision(t, c, anna(), profile.ActionDelete, caseThat(registeredByAnna), access.Allow(profile.ReasonRegistered, "officer"))
	wantDecision(t, c, anna(), profile.ActionDelete, caseThat(annaSelected, inAnnasWorkspace), access.Deny(profile.ReasonNotRegistrant, "officer"))
}

func TestWhoeverChangesWorkspaceLosesTheRelation(t *testing.T) {
	own := caseThat(registeredByAnna, inAnnasWorkspace)
	moved := access.Subject{User: "anna", Facts: []access.Fact{&profile.User{Profile: "officer", Workspace: "W3"}}}
	wantDecision(t, reading(profile.ScopeWorkspace), anna(), profile.ActionRead, own, access.Allow(profile.ReasonWorkspace, "officer"))
	wantDecision(t, reading(profile.ScopeWorkspace), moved, profile.ActionRead, own, access.Deny(profile.ReasonOtherWorkspace, "officer"))
}

func TestACaseStaysWithTheColleaguesOfItsWorkspace(t *testing.T) {
	// bo, who registered it, has moved on; anna is where it was registered.
	bo := access.Subject{User: "bo", Facts: []access.Fact{&profile.User{Profile: "officer", Workspace: "W3"}}}
	c := caseThat(inAnnasWorkspace)
	wantDecision(t, reading(profile.ScopeWorkspace), anna(), profile.ActionRead, c, access.Allow(profile.ReasonWorkspace, "officer"))
	wantDecision(t, reading(profile.ScopeWorkspace), bo, profile.ActionRead, c, access.Deny(profile.ReasonOtherWorkspace, "officer"))
}

func TestGroupsAreDisregardedUnderWorkspace(t *testing.T) {
	wantDecision(t, reading(profile.ScopeWorkspace), anna(), profile.ActionRead, caseThat(groupSelected), access.Deny(profile.ReasonOtherWorkspace, "officer"))
	// A group that bears the workspace's name is a group all the same.
	namesake := func(c *profile.Case) { c.Workspace = "night" }
	wantDecision(t, reading(profile.ScopeWorkspace), anna(), profile.ActionRead, caseThat(namesake), access.Deny(profile.ReasonOtherWorkspace, "officer"))
}

func TestMembersOfASelectedGroupCountFromAnyWorkspace(t *testing.T) {
	for _, workspace := range []string{"W1", "W2", "W3", ""} {
		s := access.Subject{User: "anna", Facts: []access.Fact{&profile.User{Profile: "officer", Workspace: workspace, Groups: []string{"pilots"}}}}
		wantDecision(t, reading(profile.ScopeInvolved), s, profile.ActionRead, caseThat(groupSelected), access.Allow(profile.ReasonInvolved, "officer"))
	}
}

func TestMembershipIsTheCurrentOne(t *testing.T) {
	left := access.Subject{User: "anna", Facts: []access.Fact{&profile.User{Profile: "officer", Workspace: "W1", Groups: []string{"night"}}}}
	wantDecision(t, reading(profile.ScopeInvolved), left, profile.ActionRead, caseThat(groupSelected), access.Deny(profile.ReasonNotInvolved, "officer"))
}

func TestUsersAndGroupsAreDifferentNames(t *testing.T) {
	swapped := func(c *profile.Case) { c.Users, c.Groups = []string{"night", "pilots"}, []string{"anna"} }
	wantDecision(t, reading(profile.ScopeInvolved), anna(), profile.ActionRead, caseThat(swapped), access.Deny(profile.ReasonNotInvolved, "officer"))
}

func TestTheRegistrantKeepsTheCaseFromWhateverWorkspace(t *testing.T) {
	for _, workspace := range []string{"W1", "W2", "W3", ""} {
		s := access.Subject{User: "anna", Facts: []access.Fact{&profile.User{Profile: "officer", Workspace: workspace}}}
		wantDecision(t, reading(profile.ScopeRegistered), s, profile.ActionRead, caseThat(registeredByAnna), access.Allow(profile.ReasonRegistered, "officer"))
	}
}

func TestAClosedCaseIsChangedOnlyWithThatRight(t *testing.T) {
	without := officers(profile.FormRights{Change: profile.ScopeAll})
	withIt := officers(profile.FormRights{Change: profile.ScopeAll, ChangeClosed: true})
	tests := []struct {
		name   string
		status profile.Status
		want   access.Decision // without the right
	}{
		{"open", profile.StatusOpen, access.Allow(profile.ReasonAll, "officer")},
		{"closed", profile.StatusClosed, access.Deny(profile.ReasonClosed, "officer")},
		{"unknown counts as closed", profile.StatusUnknown, access.Deny(profile.ReasonClosed, "officer")},
		{"no such status counts as closed", 3, access.Deny(profile.ReasonClosed, "officer")},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := caseThat(func(c *profile.Case) { c.Status = tt.status })
			wantDecision(t, without, anna(), profile.ActionChange, c, tt.want)
			wantDecision(t, withIt, anna(), profile.ActionChange, c, access.Allow(profile.ReasonAll, "officer"))
		})
	}
}

func TestChangingClosedCasesStaysWithinTheScope(t *testing.T) {
	c := officers(profile.FormRights{Change: profile.ScopeRegistered, ChangeClosed: true})
	wantDecision(t, c, anna(), profile.ActionChange, caseThat(closed, registeredByAnna), access.Allow(profile.ReasonRegistered, "officer"))
	wantDecision(t, c, anna(), profile.ActionChange, caseThat(closed), access.Deny(profile.ReasonNotRegistrant, "officer"))
}

func TestAdministratorModeChangesClosedCases(t *testing.T) {
	allowed := access.Allow(profile.ReasonAdministrator, "officer")
	wantDecision(t, administrators(), anna(), profile.ActionChange, caseThat(closed), allowed)
	wantDecision(t, administrators(), anna(), profile.ActionChange, caseThat(unknownStatus), allowed)
}

func TestClosingLeavesReadingDeletingAndSharingAlone(t *testing.T) {
	c := officers(profile.FormRights{Read: profile.ScopeAll, Delete: profile.ScopeAll, SharePublicly: true})
	for _, a := range []access.Action{profile.ActionRead, profile.ActionDelete, profile.ActionSharePublicly} {
		wantDecision(t, c, anna(), a, caseThat(closed), access.Allow(profile.ReasonAll, "officer"))
		wantDecision(t, c, anna(), a, caseThat(unknownStatus), access.Allow(profile.ReasonAll, "officer"))
	}
}

func TestSharingPubliclyIsOffUntilSwitchedOn(t *testing.T) {
	wantDecision(t, reading(profile.ScopeAll), anna(), profile.ActionSharePublicly, strangeCase(), access.Deny(profile.ReasonNotSwitchedOn, "officer"))
	on := officers(profile.FormRights{Read: profile.ScopeAll, SharePublicly: true})
	wantDecision(t, on, anna(), profile.ActionSharePublicly, strangeCase(), access.Allow(profile.ReasonAll, "officer"))
}

func TestSharingACasePubliclyTakesReadingIt(t *testing.T) {
	c := officers(profile.FormRights{
		Read: profile.ScopeRegistered, Change: profile.ScopeAll, Delete: profile.ScopeAll, SharePublicly: true,
	})
	wantDecision(t, c, anna(), profile.ActionSharePublicly, caseThat(registeredByAnna), access.Allow(profile.ReasonRegistered, "officer"))
	wantDecision(t, c, anna(), profile.ActionSharePublicly, strangeCase(), access.Deny(profile.ReasonNotRegistrant, "officer"))
}

var f1 = &profile.Form{ID: "F1"}

func TestRegisteringIsOffUntilSwitchedOn(t *testing.T) {
	wantDecision(t, officers(profile.FormRights{}), anna(), profile.ActionRegister, f1, access.Deny(profile.ReasonNotSwitchedOn, "officer"))
	wantDecision(t, officers(profile.FormRights{Register: true}), anna(), profile.ActionRegister, f1, access.Allow(profile.ReasonGranted, "officer"))
}

func TestRegisteringIsIndependentOfReading(t *testing.T) {
	register := officers(profile.FormRights{Register: true})
	wantDecision(t, register, anna(), profile.ActionRead, strangeCase(), access.Deny(profile.ReasonNoScope, "officer"))
	wantDecision(t, reading(profile.ScopeAll), anna(), profile.ActionRegister, f1, access.Deny(profile.ReasonNotSwitchedOn, "officer"))
}

func TestChangingAFormIsSwitchedOnForThatForm(t *testing.T) {
	c := officers(profile.FormRights{ChangeForm: true})
	wantDecision(t, c, anna(), profile.ActionChange, f1, access.Allow(profile.ReasonGranted, "officer"))
	wantDecision(t, c, anna(), profile.ActionChange, &profile.Form{ID: "F2"}, access.Deny(profile.ReasonNotSwitchedOn, "officer"))
}

func TestChangingAFormAndChangingItsCasesAreDifferent(t *testing.T) {
	form := officers(profile.FormRights{ChangeForm: true})
	wantDecision(t, form, anna(), profile.ActionChange, strangeCase(), access.Deny(profile.ReasonNoScope, "officer"))
	cases := officers(profile.FormRights{Change: profile.ScopeAll, ChangeClosed: true})
	wantDecision(t, cases, anna(), profile.ActionChange, f1, access.Deny(profile.ReasonNotSwitchedOn, "officer"))
}

func TestChangingAFormAndRegisteringWithItAreDifferent(t *testing.T) {
	wantDecision(t, officers(profile.FormRights{ChangeForm: true}), anna(), profile.ActionRegister, f1, access.Deny(profile.ReasonNotSwitchedOn, "officer"))
	wantDecision(t, officers(profile.FormRights{Register: true}), anna(), profile.ActionChange, f1, access.Deny(profile.ReasonNotSwitchedOn, "officer"))
}

func TestAdministeringAFormTakesAdministratorMode(t *testing.T) {
	wantDecision(t, generous(), anna(), profile.ActionAdminister, f1, access.Deny(profile.ReasonNotAdministrator, "officer"))
	wantDecision(t, administrators(), anna(), profile.ActionAdminister, f1, access.Allow(profile.ReasonAdministrator, "officer"))
}

func TestOfAFormThatTheSiteDoesNotKnowNothingIsAllowed(t *testing.T) {
	for _, a := range []access.Action{profile.ActionRegister, profile.ActionChange, profile.ActionAdminister} {
		wantDecision(t, generous(), anna(), a, &profile.Form{ID: "f1"}, access.Deny(profile.ReasonUnknownForm, "f1"))
	}
}

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
		wantDecision(t, searching(false, true), anna(), a, bos, access.Deny(profile.ReasonNotSaver, "officer"))
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
