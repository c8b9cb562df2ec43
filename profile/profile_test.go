package profile_test

import (
	"slices"
	"strings"
	"testing"

	"lupa.example/access"
	"lupa.example/profile"
)

func TestAddProfileReportsAllThatItGives(t *testing.T) {
	s := mustSite(t, chiefs())
	next, r := mustAct(t, s, addProfile(profile.Profile{Name: "guest", Cases: true, QueryBuilder: true, Forms: map[string]profile.FormRights{
		"F2": {Register: true}, "F1": {Read: profile.ScopeInvolved, Delete: profile.ScopeRegistered},
	}}))
	wantLines(t, r,
		"profile guest gains place on the site",
		"profile guest gains switch cases",
		"profile guest gains switch queryBuilder",
		"profile guest gains read involved (form F1)",
		"profile guest gains delete registered (form F1)",
		"profile guest gains right register (form F2)",
		"note: users who belong to a profile that bore this name before get what this one gives",
	)
	if d := next.Check(acting("anna", "guest"), profile.ActionRegister, &profile.Form{ID: "F2"}); !d.Allowed {
		t.Errorf("registering: %v", d)
	}
	if d := s.Check(acting("anna", "guest"), profile.ActionRegister, &profile.Form{ID: "F2"}); d != access.Deny(profile.ReasonUnknownProfile, "guest") {
		t.Errorf("registering on the old site: %v", d)
	}
}

func TestAddProfileWarnsOfWhatHasNoEffect(t *testing.T) {
	for way, p := range map[string]profile.Profile{"freeText": {Name: "guest", FreeText: true}, "queryBuilder": {Name: "guest", QueryBuilder: true}} {
		_, r := mustAct(t, mustSite(t, chiefs()), addProfile(p))
		wantLines(t, r, "profile guest gains place on the site", "profile guest gains switch "+way,
			"note: users who belong to a profile that bore this name before get what this one gives",
			"note: what is set has no effect without the case module")
	}
}

func TestAddProfileThatIsThere(t *testing.T) {
	s := mustSite(t, chiefs())
	same := chiefs().Profiles[1]
	same.Forms["F2"] = profile.FormRights{} // which is nothing
	next, r := mustAct(t, s, addProfile(same))
	wantLines(t, r, "profile officer gains place on the site: unchanged")
	if next != s {
		t.Error("the site is another one")
	}
	if _, kept := same.Forms["F2"]; !kept {
		t.Error("the act changed its argument")
	}
	same.Forms["F9"] = profile.FormRights{}
	wantInvalid(t, s, addProfile(same), `profile: profile.forms.F9: is no form of the site; want one of "F1", "F2"`)
	delete(same.Forms, "F9")
	for _, other := range []profile.Profile{
		{Name: "officer"}, {Name: "officer", Cases: true}, {Name: "officer", Forms: same.Forms},
	} {
		wantInvalid(t, s, addProfile(other), `profile: profile.name: "officer" is the name of another profile`)
	}
}

func TestAddProfileReportsEverythingThatIsWrong(t *testing.T) {
	s := mustSite(t, chiefs())
	wantInvalid(t, s, addProfile(profile.Profile{Forms: map[string]profile.FormRights{
		"F9": {}, "F1": {Read: 7, ChangeClosed: true}, "": {SharePublicly: true},
	}}),
		`profile: profile.name: is empty; want an identifier`,
		`profile: profile.forms[""]: is no form of the site; want one of "F1", "F2"`,
		`profile: profile.forms[""].sharePublicly: is on where read is none; want read above none, or it off`,
		`profile: profile.forms.F1.read: is no scope; want none, registered, involved, workspace or all`,
		`profile: profile.forms.F1.changeClosed: is on where change is none; want change above none, or it off`,
		`profile: profile.forms.F9: is no form of the site; want one of "F1", "F2"`,
	)
	wantInvalid(t, s, addProfile(profile.Profile{Name: strings.Repeat("x", 257)}),
		`profile: profile.name: is 257 bytes long ("`+strings.Repeat("x", 40)+`"…); want at most 256`)
}

func TestRemoveProfileReportsAllThatItTakes(t *testing.T) {
	s := mustSite(t, chiefs())
	next, r := mustAct(t, s, removeProfile("officer"))
	wantLines(t, r,
		"profile officer loses place on the site",
		"profile officer loses switch cases",
		"profile officer loses read workspace (form F1)",
		"profile officer loses change registered (form F1)",
		"profile officer loses right sharePublicly (form F1)",
		"profile officer loses right changeClosed (form F1)",
		"note: users who still belong to it are denied everything",
	)
	if d := next.Check(acting("anna", "officer"), profile.ActionRead, strangeCase()); d != access.Deny(profile.ReasonUnknownProfile, "officer") {
		t.Errorf("of its users: %v", d)
	}
	_, r = mustAct(t, s, removeProfile("chief"))
	wantLines(t, r,
		"profile chief loses place on the site",
		"profile chief loses switch cases",
		"profile chief loses switch administrator",
		"note: users who still belong to it are denied everything",
		"note: no profile administers the site any more; only a new configuration ends that",
	)
}

func TestRemoveProfileWantsAProfileOfTheSite(t *testing.T) {
	wantInvalid(t, mustSite(t, chiefs()), removeProfile("nobody's"), `profile: profile: "nobody's" is no profile of the site; want one of "chief", "officer", "former"`)
}

func TestSetSwitchesReportsEachSwitch(t *testing.T) {
	s := mustSite(t, chiefs())
	next, r := mustAct(t, s, setSwitches("officer", profile.Switches{Administrator: true, FreeText: true, QueryBuilder: true}))
	wantLines(t, r,
		"profile officer loses switch cases",
		"profile officer gains switch administrator",
		"profile officer gains switch freeText",
		"profile officer gains switch queryBuilder",
		"note: what is set has no effect without the case module",
	)
	p, _ := next.Profile("officer")
	if want := (profile.Switches{Administrator: true, FreeText: true, QueryBuilder: true}); p.Switches() != want {
		t.Errorf("set %+v, want %+v", p.Switches(), want)
	}
	if was, _ := s.Profile("officer"); len(p.Forms) != len(was.Forms) {
		t.Errorf("the forms became %v", p.Forms)
	}
}

func TestSwitchesComeIntoEffectAndGoOutOfIt(t *testing.T) {
	s := mustSite(t, chiefs())
	read := func(s *profile.Site) bool {
		return s.Check(acting("anna", "officer"), profile.ActionRead, caseThat(inAnnasWorkspace)).Allowed
	}
	without, r := mustAct(t, s, setSwitches("officer", profile.Switches{}))
	wantLines(t, r, "profile officer loses switch cases", "note: what is set has no effect without the case module")
	over, r := mustAct(t, without, setSwitches("officer", profile.Switches{Cases: true, Administrator: true}))
	wantLines(t, r, "profile officer gains switch cases", "profile officer gains switch administrator",
		"note: what is set has no effect in administrator mode, which allows everything")
	back, r := mustAct(t, over, setSwitches("officer", profile.Switches{Cases: true}))
	wantLines(t, r, "profile officer loses switch administrator", "note: what is set comes into effect on 1 of 2 forms")
	if got, want := []bool{read(s), read(without), read(over), read(back)}, []bool{true, false, true, true}; !slices.Equal(got, want) {
		t.Errorf("reading: %v, want %v", got, want)
	}
}

func TestSwitchesThatChangeNoEffectAreNotWarnedOf(t *testing.T) {
	_, r := mustAct(t, mustSite(t, chiefs()), setSwitches("officer", profile.Switches{Cases: true, FreeText: true}))
	wantLines(t, r, "profile officer gains switch freeText")
}

func TestAdministratorModeWithoutTheModuleIsWarnedOf(t *testing.T) {
	c := chiefs()
	c.Profiles[1].Forms = nil
	_, r := mustAct(t, mustSite(t, c), setSwitches("officer", profile.Switches{Administrator: true}))
	wantLines(t, r, "profile officer loses switch cases", "profile officer gains switch administrator",
		"note: what is set has no effect without the case module")
}

func TestSetSwitchesUnchanged(t *testing.T) {
	s := mustSite(t, chiefs())
	next, r := mustAct(t, s, setSwitches("officer", profile.Switches{Cases: true}))
	wantLines(t, r, "profile officer gains switch cases: unchanged")
	if next != s {
		t.Error("the site is another one")
	}
}

func TestTheLastAdministratorIsWarnedOf(t *testing.T) {
	s := mustSite(t, chiefs())
	const warning = "note: no profile administers the site any more; only a new configuration ends that"
	next, r := mustAct(t, s, setSwitches("chief", profile.Switches{Cases: true}))
	wantLines(t, r, "profile chief loses switch administrator", warning)
	if _, _, err := next.SetSwitches(vera(), "chief", profile.Switches{Cases: true, Administrator: true}); err == nil {
		t.Error("what was given away can be taken back")
	}
	two, _ := mustAct(t, s, setSwitches("officer", profile.Switches{Cases: true, Administrator: true}))
	_, r = mustAct(t, two, setSwitches("chief", profile.Switches{Cases: true}))
	wantLines(t, r, "profile chief loses switch administrator")
}

func TestSetSwitchesOfAnUnknownProfile(t *testing.T) {
	wantInvalid(t, mustSite(t, chiefs()), setSwitches("Officer", profile.Switches{}), `profile: profile: "Officer" is no profile of the site; "officer" is, and is written otherwise`)
}

func TestARefusedRemovalSaysWhatWasToGo(t *testing.T) {
	_, r, _ := mustSite(t, chiefs()).RemoveProfile(acting("anna", "officer"), "former")
	wantLines(t, r, "profile former loses place on the site: refused, profile/not-administrator")
}

func TestRefusedSwitchesAreTheOnesAskedFor(t *testing.T) {
	s := mustSite(t, chiefs())
	_, r, _ := s.SetSwitches(acting("anna", "officer"), "officer", profile.Switches{Cases: true, Administrator: true})
	wantLines(t, r, "profile officer gains switch cases: refused, profile/not-administrator", "profile officer gains switch administrator: refused, profile/not-administrator")
	_, r, _ = s.SetSwitches(access.Subject{User: "anna"}, "chief", profile.Switches{})
	wantLines(t, r, "profile chief loses everything: refused, access/no-fact")
}

func TestWhatWasSetBeforeComesIntoEffectWithAWarning(t *testing.T) {
	c := chiefs()
	c.Profiles[1].FreeText, c.Profiles[1].QueryBuilder = true, true
	c.Profiles[1].Cases = false
	const (
		module = "profile officer gains switch cases"
		text   = "note: free text comes into effect"
		query  = "note: the query builder comes into effect"
		rights = "note: what is set comes into effect on 1 of 2 forms"
	)
	s := mustSite(t, c)
	_, r := mustAct(t, s, setSwitches("officer", profile.Switches{Cases: true, FreeText: true, QueryBuilder: true}))
	wantLines(t, r, module, text, query, rights)
	_, r = mustAct(t, s, setSwitches("officer", profile.Switches{Cases: true, QueryBuilder: true}))
	wantLines(t, r, module, "profile officer loses switch freeText", query, rights)

	// Administrator mode waits for the module too, and is the most that there is.
	on, r := mustAct(t, s, setSwitches("former", profile.Switches{Cases: true, Administrator: true}))
	wantLines(t, r, "profile former gains switch cases", "note: administrator mode comes into effect")
	_, r = mustAct(t, on, setSwitches("former", profile.Switches{Administrator: true}))
	wantLines(t, r, "profile former loses switch cases", "note: what is set has no effect without the case module")
	_, r = mustAct(t, s, setSwitches("former", profile.Switches{Cases: true}))
	wantLines(t, r, "profile former gains switch cases", "profile former loses switch administrator")
}

// A site does not remember what it had, and cannot know who still bears a name.
func TestANameThatIsUsedAgainIsWarnedOf(t *testing.T) {
	s, _ := mustAct(t, mustSite(t, chiefs()), removeProfile("officer"))
	own := caseThat(registeredByAnna)
	if d := s.Check(acting("anna", "officer"), profile.ActionRead, own); d.Allowed {
		t.Fatalf("by the profile that was removed: %v", d)
	}
	again := profile.Profile{Name: "officer", Cases: true, Forms: map[string]profile.FormRights{"F1": {Read: profile.ScopeAll}}}
	s, r := mustAct(t, s, addProfile(again))
	wantLines(t, r, "profile officer gains place on the site", "profile officer gains switch cases", "profile officer gains read all (form F1)",
		"note: users who belong to a profile that bore this name before get what this one gives")
	if d := s.Check(acting("anna", "officer"), profile.ActionRead, own); !d.Allowed {
		t.Errorf("as warned: %v", d)
	}
}
