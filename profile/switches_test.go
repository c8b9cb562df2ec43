package profile_test

import (
	"slices"
	"testing"

	"lupa.example/access"
	"lupa.example/profile"
)

func TestSetSwitchesReportsEachSwitch(t *testing.T) {
	s := newSite(t, chiefs())
	next, r := mustAct(t, s, setSwitches("officer", profile.Switches{Administrator: true, FreeText: true, QueryBuilder: true}))
	wantReport(t, r,
		"officer loses case module: done",
		"officer gains administrator mode: done",
		"officer gains free text: done",
		"officer gains query builder: done",
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
	s := newSite(t, chiefs())
	read := func(s *profile.Site) bool {
		return s.Check(acting("anna", "officer"), profile.ActionRead, caseThat(inAnnasWorkspace)).Allowed
	}
	without, r := mustAct(t, s, setSwitches("officer", profile.Switches{}))
	wantReport(t, r, "officer loses case module: done", "note: what is set has no effect without the case module")
	over, r := mustAct(t, without, setSwitches("officer", profile.Switches{Cases: true, Administrator: true}))
	wantReport(t, r, "officer gains case module: done", "officer gains administrator mode: done",
		"note: what is set has no effect in administrator mode, which allows everything")
	back, r := mustAct(t, over, setSwitches("officer", profile.Switches{Cases: true}))
	wantReport(t, r, "officer loses administrator mode: done", "note: what is set comes into effect on 1 of 2 forms")
	if got, want := []bool{read(s), read(without), read(over), read(back)}, []bool{true, false, true, true}; !slices.Equal(got, want) {
		t.Errorf("reading: %v, want %v", got, want)
	}
}

func TestSwitchesThatChangeNoEffectAreNotWarnedOf(t *testing.T) {
	_, r := mustAct(t, newSite(t, chiefs()), setSwitches("officer", profile.Switches{Cases: true, FreeText: true}))
	wantReport(t, r, "officer gains free text: done")
}

func TestAdministratorModeWithoutTheModuleIsWarnedOf(t *testing.T) {
	c := chiefs()
	c.Profiles[1].Forms = nil
	_, r := mustAct(t, newSite(t, c), setSwitches("officer", profile.Switches{Administrator: true}))
	wantReport(t, r, "officer loses case module: done", "officer gains administrator mode: done",
		"note: what is set has no effect without the case module")
}

func TestSetSwitchesUnchanged(t *testing.T) {
	s := newSite(t, chiefs())
	next, r := mustAct(t, s, setSwitches("officer", profile.Switches{Cases: true}))
	wantReport(t, r, "officer gains case module: unchanged")
	if next != s {
		t.Error("the site is another one")
	}
}

func TestTheLastAdministratorIsWarnedOf(t *testing.T) {
	s := newSite(t, chiefs())
	const warning = "note: no profile administers the site any more; only a new configuration ends that"
	next, r := mustAct(t, s, setSwitches("chief", profile.Switches{Cases: true}))
	wantReport(t, r, "chief loses administrator mode: done", warning)
	if _, _, err := next.SetSwitches(vera(), "chief", profile.Switches{Cases: true, Administrator: true}); err == nil {
		t.Error("what was given away can be taken back")
	}
	two, _ := mustAct(t, s, setSwitches("officer", profile.Switches{Cases: true, Administrator: true}))
	_, r = mustAct(t, two, setSwitches("chief", profile.Switches{Cases: true}))
	wantReport(t, r, "chief loses administrator mode: done")
}

func TestSetSwitchesOfAnUnknownProfile(t *testing.T) {
	wantInvalid(t, newSite(t, chiefs()), setSwitches("Officer", profile.Switches{}), `profile: profile: "Officer" is no profile of the site`)
}

func TestRefusedSwitchesAreTheOnesAskedFor(t *testing.T) {
	s := newSite(t, chiefs())
	_, r, _ := s.SetSwitches(acting("anna", "officer"), "officer", profile.Switches{Cases: true, Administrator: true})
	wantReport(t, r, "officer gains case module: refused, profile/not-administrator", "officer gains administrator mode: refused, profile/not-administrator")
	_, r, _ = s.SetSwitches(access.Subject{User: "anna"}, "chief", profile.Switches{})
	wantReport(t, r, "chief loses everything: refused, access/no-fact")
}
