package profile_test

import (
	"slices"
	"testing"

	"lupa.example/access"
	"lupa.example/profile"
)

// Engines that fold case, normalise or trim in one place and not in another let
// whoever chooses their own name be somebody else; those with wildcards take a name
// that looks like one for a pattern, and a name's beginning for the name.
func TestNamesThatLookAlikeAreOthers(t *testing.T) {
	const name = "Kim é"
	others := []string{
		"kim é", "KIM É", "Kim É", "\u212aim é", "Kım é", "Kİm é", "Kim e\u0301", "Kim e", "Kim é ", " Kim é", "Kim  é", "Kim\u00a0é",
		"Kim\u200b é", "Kim é\u200b", "\ufeffKim é", "Kim é\x00", "Kim é\n", "Kiｍ é", "К\u0456m é", "Kim", "Kim*", "*", "Kim é*", "Kim ém", "",
	}
	ask := func(user, profileName, workspace, group, form string, s profile.Scope) access.Decision {
		site := mustSite(t, profile.Config{Forms: []string{name}, Profiles: []profile.Profile{
			{Name: name, Cases: true, Forms: map[string]profile.FormRights{name: {Read: s}}},
		}})
		subject := access.Subject{User: user, Facts: []access.Fact{&profile.User{Profile: profileName, Workspace: workspace, Groups: []string{group}}}}
		return site.Check(subject, profile.ActionRead, &profile.Case{
			Form: form, RegisteredBy: name, Workspace: name, Users: []string{name}, Groups: []string{name}, Status: profile.StatusOpen,
		})
	}
	for _, s := range []profile.Scope{profile.ScopeRegistered, profile.ScopeInvolved, profile.ScopeWorkspace, profile.ScopeAll} {
		if d := ask(name, name, name, name, name, s); !d.Allowed {
			t.Fatalf("as it is written, %v: %v", s, d)
		}
	}
	for _, other := range others {
		for what, d := range map[string]access.Decision{
			"user who registered": ask(other, name, name, name, name, profile.ScopeRegistered),
			"user selected":       ask(other, name, name, "", name, profile.ScopeInvolved),
			"group selected":      ask("anna", name, name, other, name, profile.ScopeInvolved),
			"workspace":           ask("anna", name, other, name, name, profile.ScopeWorkspace),
			"profile":             ask(name, other, name, name, name, profile.ScopeAll),
			"form":                ask(name, name, name, name, other, profile.ScopeAll),
		} {
			if d.Allowed {
				t.Errorf("%s %q: %v", what, other, d)
			}
		}
	}
}

// Engines that read "*" as everything give whoever may name a form, a profile or a
// group all of them.
func TestAStarIsAName(t *testing.T) {
	rights := profile.FormRights{Read: profile.ScopeInvolved, Register: true, ChangeForm: true}
	site := mustSite(t, profile.Config{Forms: []string{"*", "F*", "F1"}, Profiles: []profile.Profile{
		{Name: "*", Cases: true, FreeText: true, QueryBuilder: true, Forms: map[string]profile.FormRights{"*": rights, "F*": rights}},
		{Name: "officer", Cases: true},
	}})
	who := func(profileName string) access.Subject {
		return access.Subject{User: "*", Facts: []access.Fact{&profile.User{Profile: profileName, Workspace: "*", Groups: []string{"*"}}}}
	}
	for _, test := range []struct {
		profile string
		action  access.Action
		r       access.Resource
		allowed bool
	}{
		{"*", profile.ActionRegister, &profile.Form{ID: "F*"}, true},
		{"*", profile.ActionRegister, &profile.Form{ID: "F1"}, false},
		{"*", profile.ActionChange, &profile.Form{ID: "F1"}, false},
		{"*", profile.ActionQuery, &profile.Search{Forms: []string{"F*"}}, true},
		{"*", profile.ActionFreeText, &profile.Search{Forms: []string{"F1"}}, false},
		{"officer", profile.ActionRegister, &profile.Form{ID: "*"}, false},
		{"*", profile.ActionRead, &profile.Case{Form: "*", RegisteredBy: "bo", Workspace: "W", Users: []string{"*"}}, true},
		{"*", profile.ActionRead, &profile.Case{Form: "*", RegisteredBy: "bo", Workspace: "W", Users: []string{"anna"}, Groups: []string{"night"}}, false},
		{"*", profile.ActionRead, &profile.Case{Form: "F1", RegisteredBy: "*", Workspace: "*", Users: []string{"*"}}, false},
	} {
		if d := site.Check(who(test.profile), test.action, test.r); d.Allowed != test.allowed {
			t.Errorf("%s %s %+v: %v", test.profile, test.action, test.r, d)
		}
	}
	for _, form := range []string{"*", "F1", "F2"} {
		if next, _, err := site.SetRights(who("*"), "officer", form, rights); next != nil || err == nil {
			t.Errorf("a user named * sets rights on %s", form)
		}
	}
}

// Engines that keep users, groups, profiles and workspaces in one graph take one for
// another of the same name.
func TestOneNameForDifferentThingsOpensNothing(t *testing.T) {
	for _, s := range []profile.Scope{profile.ScopeRegistered, profile.ScopeInvolved, profile.ScopeWorkspace} {
		site := reading(s)
		for what, c := range map[string]*profile.Case{
			"user like the profile":        {Users: []string{"officer"}, Groups: []string{"officer"}, RegisteredBy: "officer", Workspace: "officer"},
			"group like the user":          {Groups: []string{"anna"}, RegisteredBy: "bo", Workspace: "anna"},
			"user like a group":            {Users: []string{"night"}, RegisteredBy: "night", Workspace: "night"},
			"user and group like the rest": {Users: []string{"W1"}, Groups: []string{"W1"}, RegisteredBy: "W1", Workspace: "F1"},
			"everything like the form":     {Users: []string{"F1"}, Groups: []string{"F1"}, RegisteredBy: "F1", Workspace: "F1"},
		} {
			c.Form = "F1"
			if d := mustSite(t, site).Check(anna(), profile.ActionRead, c); d.Allowed {
				t.Errorf("%v, %s: %v", s, what, d)
			}
		}
	}
}

// Engines that keep rights by name give those of what was removed to the next of the
// same name.
func TestWhatComesBackUnderAnOldNameStartsWithNothing(t *testing.T) {
	site := mustSite(t, chiefs())
	officer := acting("anna", "officer")
	own := &profile.Case{Form: "F1", RegisteredBy: "anna", Workspace: "W1", Users: []string{"anna"}, Status: profile.StatusOpen}
	if d := site.Check(officer, profile.ActionRead, own); !d.Allowed {
		t.Fatalf("to begin with: %v", d)
	}

	form, _ := mustAct(t, site, removeForm("F1"))
	form, _ = mustAct(t, form, addForm("F1"))
	name, _ := mustAct(t, site, removeProfile("officer"))
	if d := name.Check(officer, profile.ActionRead, own); d.Allowed {
		t.Errorf("by a profile that was removed: %v", d)
	}
	name, _ = mustAct(t, name, addProfile(profile.Profile{Name: "officer", Cases: true}))
	for what, next := range map[string]*profile.Site{"form": form, "profile": name} {
		for _, a := range []access.Action{profile.ActionRead, profile.ActionChange, profile.ActionDelete, profile.ActionSharePublicly} {
			if d := next.Check(officer, a, own); d.Allowed {
				t.Errorf("%s that came back: %s: %v", what, a, d)
			}
		}
		for form, rights := range next.Overview("officer") {
			if rights != (profile.FormRights{}) {
				t.Errorf("%s that came back: %v on %s", what, rights, form)
			}
		}
		if c := next.Config(); slices.ContainsFunc(c.Profiles, func(p profile.Profile) bool { return p.Forms["F1"] != profile.FormRights{} }) {
			t.Errorf("%s that came back: the configuration is %v", what, c)
		}
	}
	switched, _ := mustAct(t, site, setSwitches("officer", profile.Switches{Cases: true, Administrator: true}))
	back, _ := mustAct(t, switched, setSwitches("officer", profile.Switches{Cases: true}))
	if d := back.Check(officer, profile.ActionAdminister, &profile.Form{ID: "F1"}); d.Allowed {
		t.Errorf("administrator mode that ended: %v", d)
	}
}
