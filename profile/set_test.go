package profile_test

import (
	"testing"

	"lupa.example/access"
	"lupa.example/profile"
)

func TestSetRightsReportsWhatIsLostAndGained(t *testing.T) {
	s := newSite(t, chiefs())
	next, r := mustAct(t, s, setRights("officer", "F1", profile.FormRights{
		Read: profile.ScopeAll, Delete: profile.ScopeInvolved, Register: true, ChangeForm: true, SharePublicly: true,
	}))
	wantReport(t, r,
		"officer loses read workspace (F1): done",
		"officer gains read all (F1): done",
		"officer loses change registered (F1): done",
		"officer gains delete involved (F1): done",
		"officer gains register (F1): done",
		"officer gains change form (F1): done",
		"officer loses change closed (F1): done",
	)
	if d := s.Check(acting("anna", "officer"), profile.ActionRead, strangeCase()); d.Allowed {
		t.Errorf("before: %v", d)
	}
	if d := next.Check(acting("anna", "officer"), profile.ActionRead, strangeCase()); d != access.Allow(profile.ReasonAll, "officer") {
		t.Errorf("after: %v", d)
	}
}

func TestSetRightsUnchanged(t *testing.T) {
	s := newSite(t, chiefs())
	for _, a := range []struct {
		attempt
		want string
	}{
		{setRights("officer", "F2", profile.FormRights{}), "officer loses everything (F2): unchanged"},
		{setRights("chief", "F1", profile.FormRights{}), "chief loses everything (F1): unchanged"},
	} {
		next, r := mustAct(t, s, a.attempt)
		wantReport(t, r, a.want)
		if next != s {
			t.Error("the site is another one")
		}
	}
}

func TestGivingAndTakingBackLeadsToWhereItBegan(t *testing.T) {
	s := newSite(t, chiefs())
	next, _ := mustAct(t, s, setRights("officer", "F2", profile.FormRights{Read: profile.ScopeAll}))
	back, r := mustAct(t, next, setRights("officer", "F2", profile.FormRights{}))
	wantReport(t, r, "officer loses read all (F2): done")
	if diff := sameConfig(s.Config(), back.Config()); diff != "" {
		t.Errorf("(-began +ended)\n%s", diff)
	}
}

func TestExtendedRightsAndTheirBase(t *testing.T) {
	const (
		none = profile.ScopeNone
		all  = profile.ScopeAll
	)
	noShare := "profile: rights.sharePublicly: is on where read is none; want read above none, or it off"
	noClosed := "profile: rights.changeClosed: is on where change is none; want change above none, or it off"
	tests := []struct {
		name          string
		before, asked profile.FormRights
		want          profile.FormRights
		report        []string
		invalid       []string
	}{
		{name: "on before and asked for, and its base goes: off",
			before: profile.FormRights{Read: all, SharePublicly: true},
			asked:  profile.FormRights{SharePublicly: true},
			report: []string{"officer loses read all (F1): done", "officer loses share publicly (F1): done", "note: share publicly goes off with read"}},
		{name: "on before, not asked for, and its base goes: off as asked",
			before: profile.FormRights{Change: all, ChangeClosed: true},
			asked:  profile.FormRights{},
			report: []string{"officer loses change all (F1): done", "officer loses change closed (F1): done"}},
		{name: "newly asked for as its base goes: not valid",
			before:  profile.FormRights{Read: all, Change: all},
			asked:   profile.FormRights{SharePublicly: true, ChangeClosed: true},
			invalid: []string{noShare, noClosed}},
		{name: "newly asked for without a base: not valid",
			asked:   profile.FormRights{Read: all, ChangeClosed: true},
			invalid: []string{noClosed}},
		{name: "newly asked for with its base: on",
			asked:  profile.FormRights{Read: all, SharePublicly: true},
			want:   profile.FormRights{Read: all, SharePublicly: true},
			report: []string{"officer gains read all (F1): done", "officer gains share publicly (F1): done"}},
		{name: "kept where the base only changes",
			before: profile.FormRights{Read: all, SharePublicly: true},
			asked:  profile.FormRights{Read: profile.ScopeRegistered, SharePublicly: true},
			want:   profile.FormRights{Read: profile.ScopeRegistered, SharePublicly: true},
			report: []string{"officer loses read all (F1): done", "officer gains read registered (F1): done"}},
		{name: "the other base does not count",
			before: profile.FormRights{Read: all, SharePublicly: true, Change: all, ChangeClosed: true},
			asked:  profile.FormRights{Read: all, SharePublicly: true, ChangeClosed: true},
			want:   profile.FormRights{Read: all, SharePublicly: true},
			report: []string{"officer loses change all (F1): done", "officer loses change closed (F1): done", "note: change closed goes off with change"}},
		{name: "one goes off, and the other is not valid: not valid",
			before:  profile.FormRights{Read: all, SharePublicly: true, Change: none},
			asked:   profile.FormRights{SharePublicly: true, ChangeClosed: true},
			invalid: []string{noClosed}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := chiefs()
			c.Profiles[1].Forms = map[string]profile.FormRights{"F1": tt.before}
			a := setRights("officer", "F1", tt.asked)
			if tt.invalid != nil {
				wantInvalid(t, newSite(t, c), a, tt.invalid...)
				return
			}
			next, r := mustAct(t, newSite(t, c), a)
			wantReport(t, r, tt.report...)
			if p, _ := next.Profile("officer"); p.Forms["F1"] != tt.want {
				t.Errorf("set %+v, want %+v", p.Forms["F1"], tt.want)
			}
		})
	}
}

// A right that went off does not come back with its base.
func TestAnExtendedRightDoesNotComeBackWithItsBase(t *testing.T) {
	s, _ := mustAct(t, newSite(t, chiefs()), setRights("officer", "F1", profile.FormRights{SharePublicly: true}))
	s, _ = mustAct(t, s, setRights("officer", "F1", profile.FormRights{Read: profile.ScopeAll}))
	if d := s.Check(acting("anna", "officer"), profile.ActionSharePublicly, strangeCase()); d.Reason != profile.ReasonNotSwitchedOn {
		t.Errorf("sharing: %v", d)
	}
}

func TestSetRightsReportsEverythingThatIsWrong(t *testing.T) {
	s := newSite(t, chiefs())
	wantInvalid(t, s, setRights("nobody's", "F9", profile.FormRights{Read: 9, Delete: 5, ChangeClosed: true}),
		`profile: profile: "nobody's" is no profile of the site`,
		`profile: form: "F9" is no form of the site`,
		`profile: rights.read: is no scope; want none, registered, involved, workspace or all`,
		`profile: rights.delete: is no scope; want none, registered, involved, workspace or all`,
		`profile: rights.changeClosed: is on where change is none; want change above none, or it off`,
	)
	wantInvalid(t, s, setRights("", "F1", profile.FormRights{}), `profile: profile: "" is no profile of the site`)
}

func TestRightsThatAreSetWithoutEffectAreWarnedOf(t *testing.T) {
	s := newSite(t, chiefs())
	read := profile.FormRights{Read: profile.ScopeAll}
	next, r := mustAct(t, s, setRights("chief", "F1", read))
	wantReport(t, r, "chief gains read all (F1): done",
		"note: what is set has no effect in administrator mode, which allows everything")
	_, r = mustAct(t, next, setRights("chief", "F1", profile.FormRights{}))
	wantReport(t, r, "chief loses read all (F1): done")
	_, r = mustAct(t, s, setRights("former", "F1", read))
	wantReport(t, r, "former gains read all (F1): done",
		"note: what is set has no effect without the case module")
}

// The form on which rights are set is not the only one that a search is over.
func TestAProfileStaysReadableThroughItsOtherForms(t *testing.T) {
	c := chiefs()
	c.Profiles[1].FreeText = true
	next, _ := mustAct(t, newSite(t, c), setRights("officer", "F2", profile.FormRights{Register: true}))
	if d := next.Check(acting("anna", "officer"), profile.ActionFreeText, &profile.Search{}); !d.Allowed {
		t.Errorf("searching: %v", d)
	}
}

func TestARefusedRequestForWhatIsNoScopeAsksForNothing(t *testing.T) {
	_, r, _ := newSite(t, chiefs()).SetRights(acting("anna", "officer"), "officer", "F1", profile.FormRights{Read: 5, Delete: 99})
	wantReport(t, r, "officer loses everything (F1): refused, profile/not-administrator")
}

func TestARefusalNamesTheProfileAndThenTheForm(t *testing.T) {
	_, _, err := newSite(t, chiefs()).SetRights(acting("anna", "officer"), "officer", "F1", profile.FormRights{})
	if want := `profile: set rights of profile "officer" on form "F1": access: denied: profile/not-administrator by "officer"`; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}
