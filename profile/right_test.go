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
				wantCheck(t, reading(s.scope), anna(), profile.ActionRead, caseThat(r.of...), want)
			})
		}
	}
}

func TestAFormThatTheSiteDoesNotKnowIsDenied(t *testing.T) {
	f9 := func(c *profile.Case) { c.Form = "F9" }
	wantCheck(t, generous(), anna(), profile.ActionRead, caseThat(f9), access.Deny(profile.ReasonUnknownForm, "F9"))
}

func TestWhoeverChangesWorkspaceLosesTheRelation(t *testing.T) {
	own := caseThat(registeredByAnna, inAnnasWorkspace)
	moved := access.Subject{User: "anna", Facts: []access.Fact{&profile.User{Profile: "officer", Workspace: "W3"}}}
	wantCheck(t, reading(profile.ScopeWorkspace), anna(), profile.ActionRead, own, access.Allow(profile.ReasonWorkspace, "officer"))
	wantCheck(t, reading(profile.ScopeWorkspace), moved, profile.ActionRead, own, access.Deny(profile.ReasonOtherWorkspace, "officer"))
}

func TestACaseStaysWithTheColleaguesOfItsWorkspace(t *testing.T) {
	// bo, who registered it, has moved on; anna is where it was registered.
	bo := access.Subject{User: "bo", Facts: []access.Fact{&profile.User{Profile: "officer", Workspace: "W3"}}}
	c := caseThat(inAnnasWorkspace)
	wantCheck(t, reading(profile.ScopeWorkspace), anna(), profile.ActionRead, c, access.Allow(profile.ReasonWorkspace, "officer"))
	wantCheck(t, reading(profile.ScopeWorkspace), bo, profile.ActionRead, c, access.Deny(profile.ReasonOtherWorkspace, "officer"))
}

func TestGroupsAreDisregardedUnderWorkspace(t *testing.T) {
	wantCheck(t, reading(profile.ScopeWorkspace), anna(), profile.ActionRead, caseThat(groupSelected), access.Deny(profile.ReasonOtherWorkspace, "officer"))
	// A group that bears the workspace's name is a group all the same.
	namesake := func(c *profile.Case) { c.Workspace = "night" }
	wantCheck(t, reading(profile.ScopeWorkspace), anna(), profile.ActionRead, caseThat(namesake), access.Deny(profile.ReasonOtherWorkspace, "officer"))
}

func TestMembersOfASelectedGroupCountFromAnyWorkspace(t *testing.T) {
	for _, workspace := range []string{"W1", "W2", "W3", ""} {
		s := access.Subject{User: "anna", Facts: []access.Fact{&profile.User{Profile: "officer", Workspace: workspace, Groups: []string{"pilots"}}}}
		wantCheck(t, reading(profile.ScopeInvolved), s, profile.ActionRead, caseThat(groupSelected), access.Allow(profile.ReasonInvolved, "officer"))
	}
}

func TestMembershipIsTheCurrentOne(t *testing.T) {
	left := access.Subject{User: "anna", Facts: []access.Fact{&profile.User{Profile: "officer", Workspace: "W1", Groups: []string{"night"}}}}
	wantCheck(t, reading(profile.ScopeInvolved), left, profile.ActionRead, caseThat(groupSelected), access.Deny(profile.ReasonNotInvolved, "officer"))
}

func TestUsersAndGroupsAreDifferentNames(t *testing.T) {
	swapped := func(c *profile.Case) { c.Users, c.Groups = []string{"night", "pilots"}, []string{"anna"} }
	wantCheck(t, reading(profile.ScopeInvolved), anna(), profile.ActionRead, caseThat(swapped), access.Deny(profile.ReasonNotInvolved, "officer"))
}

func TestTheRegistrantKeepsTheCaseFromWhateverWorkspace(t *testing.T) {
	for _, workspace := range []string{"W1", "W2", "W3", ""} {
		s := access.Subject{User: "anna", Facts: []access.Fact{&profile.User{Profile: "officer", Workspace: workspace}}}
		wantCheck(t, reading(profile.ScopeRegistered), s, profile.ActionRead, caseThat(registeredByAnna), access.Allow(profile.ReasonRegistered, "officer"))
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
			wantCheck(t, without, anna(), profile.ActionChange, c, tt.want)
			wantCheck(t, withIt, anna(), profile.ActionChange, c, access.Allow(profile.ReasonAll, "officer"))
		})
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

func TestASavedQueryRunsWithTheRightsOfTheMoment(t *testing.T) {
	own := &profile.Search{Forms: []string{"F1"}, SavedBy: "anna"}
	wantCheck(t, searching(false, false), anna(), profile.ActionQuery, own, access.Deny(profile.ReasonNoQueryBuilder, "officer"))
	lost := with(searching(false, true), func(p *profile.Profile) { delete(p.Forms, "F1") })
	wantCheck(t, lost, anna(), profile.ActionQuery, own, access.Deny(profile.ReasonFormNotAccessible, "F1"))
}

// A search may be made over a form of whose cases the user reads only some, so
// that each hit has to be asked about.
func TestSearchingAFormIsNotReadingItsCases(t *testing.T) {
	c := searching(true, true)
	wantCheck(t, c, anna(), profile.ActionFreeText, over("F1"), access.Allow(profile.ReasonGranted, "officer"))
	wantCheck(t, c, anna(), profile.ActionRead, caseThat(registeredByAnna), access.Allow(profile.ReasonRegistered, "officer"))
	wantCheck(t, c, anna(), profile.ActionRead, strangeCase(), access.Deny(profile.ReasonNotRegistrant, "officer"))
}
