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
