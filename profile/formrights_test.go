package profile_test

import (
	"testing"

	"lupa.example/access"
	"lupa.example/profile"
)

var scopeNames = map[profile.Scope]string{
	profile.ScopeNone:       "none",
	profile.ScopeRegistered: "registered",
	profile.ScopeInvolved:   "involved",
	profile.ScopeWorkspace:  "workspace",
	profile.ScopeAll:        "all",
}

func TestScopesAreWrittenAndReadByName(t *testing.T) {
	for scope, name := range scopeNames {
		if got := scope.String(); got != name {
			t.Errorf("String of %d: got %q, want %q", scope, got, name)
		}
		text, err := scope.MarshalText()
		if err != nil || string(text) != name {
			t.Errorf("MarshalText of %s: got %q, %v", name, text, err)
		}
		read := profile.Scope(99)
		if err := read.UnmarshalText([]byte(name)); err != nil || read != scope {
			t.Errorf("UnmarshalText of %q: got %v, %v", name, read, err)
		}
	}
}

func TestTheZeroScopeIsNone(t *testing.T) {
	var s profile.Scope
	if s != profile.ScopeNone {
		t.Errorf("got %v", s)
	}
}

func TestScopesThatAreNoneAreWrittenButNotMarshalled(t *testing.T) {
	for i := range 256 {
		s := profile.Scope(i)
		if _, known := scopeNames[s]; known {
			continue
		}
		if got := s.String(); got != "none" {
			t.Errorf("String of %d: got %q", i, got)
		}
		if text, err := s.MarshalText(); err == nil || err.Error() != "profile: no such scope to write" || text != nil {
			t.Errorf("MarshalText of %d: got %q, %v; want an error", i, text, err)
		}
	}
}

func TestTextsThatAreNoScopeAreRefused(t *testing.T) {
	for _, text := range []string{"", "All", "NONE", "none ", " none", "none\n", "al", "alle", "0", "4", "null", "workspaces", "a\xff"} {
		s := profile.ScopeInvolved
		if err := s.UnmarshalText([]byte(text)); err == nil {
			t.Errorf("%q: got %v, want an error", text, s)
		}
		if s != profile.ScopeInvolved {
			t.Errorf("%q: refused, and yet the scope is now %v", text, s)
		}
	}
	var s profile.Scope
	const want = `profile: "All" is no scope; want none, registered, involved, workspace or all`
	if err := s.UnmarshalText([]byte("All")); err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestStatusIsWrittenByName(t *testing.T) {
	for status, want := range map[profile.Status]string{
		profile.StatusUnknown: "unknown",
		profile.StatusOpen:    "open",
		profile.StatusClosed:  "closed",
		3:                     "unknown",
		255:                   "unknown",
	} {
		if got := status.String(); got != want {
			t.Errorf("%d: got %q, want %q", status, got, want)
		}
	}
}

func TestSetRightsReportsWhatIsLostAndGained(t *testing.T) {
	s := mustSite(t, chiefs())
	next, r := mustAct(t, s, setRights("officer", "F1", profile.FormRights{
		Read: profile.ScopeAll, Delete: profile.ScopeInvolved, Register: true, ChangeForm: true, SharePublicly: true,
	}))
	wantLines(t, r,
		"profile officer loses read workspace (form F1)",
		"profile officer gains read all (form F1)",
		"profile officer loses change registered (form F1)",
		"profile officer gains delete involved (form F1)",
		"profile officer gains right register (form F1)",
		"profile officer gains right changeForm (form F1)",
		"profile officer loses right changeClosed (form F1)",
	)
	if d := s.Check(acting("anna", "officer"), profile.ActionRead, strangeCase()); d.Allowed {
		t.Errorf("before: %v", d)
	}
	if d := next.Check(acting("anna", "officer"), profile.ActionRead, strangeCase()); d != access.Allow(profile.ReasonAll, "officer") {
		t.Errorf("after: %v", d)
	}
}

func TestSetRightsUnchanged(t *testing.T) {
	s := mustSite(t, chiefs())
	for _, a := range []struct {
		attempt
		want string
	}{
		{setRights("officer", "F2", profile.FormRights{}), "profile officer loses everything (form F2): unchanged"},
		{setRights("chief", "F1", profile.FormRights{}), "profile chief loses everything (form F1): unchanged"},
	} {
		next, r := mustAct(t, s, a.attempt)
		wantLines(t, r, a.want)
		if next != s {
			t.Error("the site is another one")
		}
	}
}

func TestGivingAndTakingBackLeadsToWhereItBegan(t *testing.T) {
	s := mustSite(t, chiefs())
	next, _ := mustAct(t, s, setRights("officer", "F2", profile.FormRights{Read: profile.ScopeAll}))
	back, r := mustAct(t, next, setRights("officer", "F2", profile.FormRights{}))
	wantLines(t, r, "profile officer loses read all (form F2)")
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
			report: []string{"profile officer loses read all (form F1)", "profile officer loses right sharePublicly (form F1)", "note: sharePublicly goes off with read"}},
		{name: "on before, not asked for, and its base goes: off as asked",
			before: profile.FormRights{Change: all, ChangeClosed: true},
			asked:  profile.FormRights{},
			report: []string{"profile officer loses change all (form F1)", "profile officer loses right changeClosed (form F1)"}},
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
			report: []string{"profile officer gains read all (form F1)", "profile officer gains right sharePublicly (form F1)"}},
		{name: "kept where the base only changes",
			before: profile.FormRights{Read: all, SharePublicly: true},
			asked:  profile.FormRights{Read: profile.ScopeRegistered, SharePublicly: true},
			want:   profile.FormRights{Read: profile.ScopeRegistered, SharePublicly: true},
			report: []string{"profile officer loses read all (form F1)", "profile officer gains read registered (form F1)"}},
		{name: "the other base does not count",
			before: profile.FormRights{Read: all, SharePublicly: true, Change: all, ChangeClosed: true},
			asked:  profile.FormRights{Read: all, SharePublicly: true, ChangeClosed: true},
			want:   profile.FormRights{Read: all, SharePublicly: true},
			report: []string{"profile officer loses change all (form F1)", "profile officer loses right changeClosed (form F1)", "note: changeClosed goes off with change"}},
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
				wantInvalid(t, mustSite(t, c), a, tt.invalid...)
				return
			}
			next, r := mustAct(t, mustSite(t, c), a)
			wantLines(t, r, tt.report...)
			if p, _ := next.Profile("officer"); p.Forms["F1"] != tt.want {
				t.Errorf("set %+v, want %+v", p.Forms["F1"], tt.want)
			}
		})
	}
}

// A right that went off does not come back with its base.
func TestAnExtendedRightDoesNotComeBackWithItsBase(t *testing.T) {
	s, _ := mustAct(t, mustSite(t, chiefs()), setRights("officer", "F1", profile.FormRights{SharePublicly: true}))
	s, _ = mustAct(t, s, setRights("officer", "F1", profile.FormRights{Read: profile.ScopeAll}))
	if d := s.Check(acting("anna", "officer"), profile.ActionSharePublicly, strangeCase()); d.Reason != profile.ReasonNotSwitchedOn {
		t.Errorf("sharing: %v", d)
	}
}

func TestSetRightsReportsEverythingThatIsWrong(t *testing.T) {
	s := mustSite(t, chiefs())
	wantInvalid(t, s, setRights("nobody's", "F9", profile.FormRights{Read: 9, Delete: 5, ChangeClosed: true}),
		`profile: profile: "nobody's" is no profile of the site; want one of "chief", "officer", "former"`,
		`profile: form: "F9" is no form of the site; want one of "F1", "F2"`,
		`profile: rights.read: is no scope; want none, registered, involved, workspace or all`,
		`profile: rights.delete: is no scope; want none, registered, involved, workspace or all`,
		`profile: rights.changeClosed: is on where change is none; want change above none, or it off`,
	)
	wantInvalid(t, s, setRights("", "F1", profile.FormRights{}), `profile: profile: "" is no profile of the site; want one of "chief", "officer", "former"`)
}

func TestRightsThatAreSetWithoutEffectAreWarnedOf(t *testing.T) {
	s := mustSite(t, chiefs())
	read := profile.FormRights{Read: profile.ScopeAll}
	next, r := mustAct(t, s, setRights("chief", "F1", read))
	wantLines(t, r, "profile chief gains read all (form F1)",
		"note: what is set has no effect in administrator mode, which allows everything")
	_, r = mustAct(t, next, setRights("chief", "F1", profile.FormRights{}))
	wantLines(t, r, "profile chief loses read all (form F1)")
	_, r = mustAct(t, s, setRights("former", "F1", read))
	wantLines(t, r, "profile former gains read all (form F1)",
		"note: what is set has no effect without the case module")
}

// The form on which rights are set is not the only one that a search is over.
func TestAProfileStaysReadableThroughItsOtherForms(t *testing.T) {
	c := chiefs()
	c.Profiles[1].FreeText = true
	next, _ := mustAct(t, mustSite(t, c), setRights("officer", "F2", profile.FormRights{Register: true}))
	if d := next.Check(acting("anna", "officer"), profile.ActionFreeText, &profile.Search{}); !d.Allowed {
		t.Errorf("searching: %v", d)
	}
}

func TestARefusedRequestForWhatIsNoScopeAsksForNothing(t *testing.T) {
	_, r, _ := mustSite(t, chiefs()).SetRights(acting("anna", "officer"), "officer", "F1", profile.FormRights{Read: 5, Delete: 99})
	wantLines(t, r, "profile officer loses everything (form F1): refused, profile/not-administrator")
}
