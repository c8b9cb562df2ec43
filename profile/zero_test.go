package profile_test

import (
	"testing"

	"lupa.example/access"
	"lupa.example/profile"
)

func TestSitesThatWereNeverBuiltDenyEverything(t *testing.T) {
	for name, site := range map[string]*profile.Site{"nil": nil, "zero": new(profile.Site)} {
		t.Run(name, func(t *testing.T) {
			for _, q := range everything {
				if got, want := site.Check(anna(), q.action, q.resource), access.Deny(access.ReasonNoPolicy, ""); got != want {
					t.Errorf("%s %s: got %v, want %v", q.action, q.resource.Kind(), got, want)
				}
			}
			if got, want := site.Check(access.Subject{}, "", nil), access.Deny(access.ReasonNoPolicy, ""); got != want {
				t.Errorf("the zero question: got %v, want %v", got, want)
			}
		})
	}
}

func TestASiteWithoutProfilesKnowsNone(t *testing.T) {
	wantCheck(t, profile.Config{}, anna(), profile.ActionRead, strangeCase(), access.Deny(profile.ReasonUnknownProfile, "officer"))
}

func TestWhatIsNoResourceIsDenied(t *testing.T) {
	site := mustSite(t, administrators())
	for name, r := range map[string]access.Resource{
		"nil":          nil,
		"nil *Case":    (*profile.Case)(nil),
		"nil *Form":    (*profile.Form)(nil),
		"nil *Search":  (*profile.Search)(nil),
		"foreign kind": new(foreign),
	} {
		want := access.Deny(access.ReasonNoResource, "")
		if name == "foreign kind" {
			want = access.Deny(access.ReasonUnknownKind, "")
		}
		for _, a := range []access.Action{profile.ActionRead, profile.ActionChange, profile.ActionFreeText, ""} {
			if got := site.Check(anna(), a, r); got != want {
				t.Errorf("%s, %q: got %v, want %v", name, a, got, want)
			}
		}
	}
}

func TestFactsAreNamedForAudit(t *testing.T) {
	if got := annasFact().Fact(); got != "profile.user" {
		t.Errorf("fact: got %q", got)
	}
}

func TestZeroRowsAreIncomplete(t *testing.T) {
	for _, q := range []struct {
		action   access.Action
		resource access.Resource
	}{
		{profile.ActionRead, new(profile.Case)},
		{profile.ActionRead, caseThat(func(c *profile.Case) { c.Form = "" })},
		{profile.ActionRegister, new(profile.Form)},
		{profile.ActionFreeText, over("")},
		{profile.ActionQuery, over("")},
	} {
		for _, c := range []profile.Config{generous(), administrators()} {
			wantCheck(t, c, anna(), q.action, q.resource, access.Deny(access.ReasonIncomplete, ""))
		}
	}
}

func TestFactsThatAreNoneOrNotOne(t *testing.T) {
	fact := annasFact()
	again := annasFact()
	reordered := &profile.User{Profile: "officer", Workspace: "W1", Groups: []string{"pilots", "night", "pilots"}}
	otherProfile := &profile.User{Profile: "guest", Workspace: "W1", Groups: fact.Groups}
	otherWorkspace := &profile.User{Profile: "officer", Workspace: "W2", Groups: fact.Groups}
	fewerGroups := &profile.User{Profile: "officer", Workspace: "W1", Groups: []string{"night"}}
	moreGroups := &profile.User{Profile: "officer", Workspace: "W1", Groups: []string{"night", "pilots", "day"}}
	var none *profile.User

	allowed := access.Allow(profile.ReasonAll, "officer")
	noFact := access.Deny(access.ReasonNoFact, "")
	ambiguous := access.Deny(access.ReasonAmbiguousFact, "")
	tests := []struct {
		name  string
		facts []access.Fact
		want  access.Decision
	}{
		{"none", nil, noFact},
		{"nil", []access.Fact{nil}, noFact},
		{"nil pointer", []access.Fact{none}, noFact},
		{"another area's", []access.Fact{new(foreign)}, noFact},
		{"one", []access.Fact{fact}, allowed},
		{"one among what is none", []access.Fact{nil, none, new(foreign), fact, none}, allowed},
		{"the very same twice", []access.Fact{fact, fact}, allowed},
		{"an equal one", []access.Fact{fact, again}, allowed},
		{"groups in another order and repeated", []access.Fact{fact, reordered}, allowed},
		{"another profile", []access.Fact{fact, otherProfile}, ambiguous},
		{"another workspace", []access.Fact{fact, otherWorkspace}, ambiguous},
		{"fewer groups", []access.Fact{fact, fewerGroups}, ambiguous},
		{"more groups", []access.Fact{fact, moreGroups}, ambiguous},
		{"a zero one besides", []access.Fact{new(profile.User), fact}, ambiguous},
		{"a zero one", []access.Fact{new(profile.User)}, access.Deny(access.ReasonIncomplete, "")},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := access.Subject{User: "anna", Facts: tt.facts}
			wantCheck(t, reading(profile.ScopeAll), s, profile.ActionRead, strangeCase(), tt.want)
		})
	}
}

func TestNobodyIsDenied(t *testing.T) {
	nobody := access.Subject{Facts: []access.Fact{annasFact()}}
	site := mustSite(t, administrators())
	for _, q := range everything {
		if got, want := site.Check(nobody, q.action, q.resource), access.Deny(access.ReasonNoUser, ""); got != want {
			t.Errorf("%s %s: got %v, want %v", q.action, q.resource.Kind(), got, want)
		}
	}
}

func TestEmptyIdentifiersMatchNothing(t *testing.T) {
	user := func(u profile.User) access.Subject {
		u.Profile = "officer"
		return access.Subject{User: "anna", Facts: []access.Fact{&u}}
	}
	tests := []struct {
		name    string
		scope   profile.Scope
		subject access.Subject
		of      *profile.Case
		want    access.Decision
	}{
		{"workspace", profile.ScopeWorkspace, user(profile.User{}),
			caseThat(func(c *profile.Case) { c.Workspace = "" }), access.Deny(profile.ReasonOtherWorkspace, "officer")},
		{"the case's workspace only", profile.ScopeWorkspace, anna(),
			caseThat(func(c *profile.Case) { c.Workspace = "" }), access.Deny(profile.ReasonOtherWorkspace, "officer")},
		{"the case's registrant", profile.ScopeRegistered, anna(),
			caseThat(func(c *profile.Case) { c.RegisteredBy = "" }), access.Deny(profile.ReasonNotRegistrant, "officer")},
		{"the user's workspace only", profile.ScopeWorkspace, user(profile.User{}),
			strangeCase(), access.Deny(profile.ReasonOtherWorkspace, "officer")},
		{"group", profile.ScopeInvolved, user(profile.User{Groups: []string{""}}),
			caseThat(func(c *profile.Case) { c.Groups = []string{""} }), access.Deny(profile.ReasonNotInvolved, "officer")},
		{"group beside one that differs", profile.ScopeInvolved, user(profile.User{Groups: []string{"", "night"}}),
			caseThat(func(c *profile.Case) { c.Groups = []string{"", "day"} }), access.Deny(profile.ReasonNotInvolved, "officer")},
		{"group before one that matches", profile.ScopeInvolved, user(profile.User{Groups: []string{"", "night"}}),
			caseThat(func(c *profile.Case) { c.Groups = []string{"", "night"} }), access.Allow(profile.ReasonInvolved, "officer")},
		{"user on the case", profile.ScopeInvolved, access.Subject{Facts: []access.Fact{annasFact()}},
			caseThat(func(c *profile.Case) { c.Users = []string{""} }), access.Deny(access.ReasonNoUser, "")},
		{"registrant", profile.ScopeRegistered, access.Subject{Facts: []access.Fact{annasFact()}},
			caseThat(func(c *profile.Case) { c.RegisteredBy = "" }), access.Deny(access.ReasonNoUser, "")},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			wantCheck(t, reading(tt.scope), tt.subject, profile.ActionRead, tt.of, tt.want)
		})
	}
}
