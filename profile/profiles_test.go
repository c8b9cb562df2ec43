package profile_test

import (
	"strings"
	"testing"

	"lupa.example/access"
	"lupa.example/profile"
)

func TestAddProfileReportsAllThatItGives(t *testing.T) {
	s := newSite(t, chiefs())
	next, r := mustAct(t, s, addProfile(profile.Profile{Name: "guest", Cases: true, QueryBuilder: true, Forms: map[string]profile.FormRights{
		"F2": {Register: true}, "F1": {Read: profile.ScopeInvolved, Delete: profile.ScopeRegistered},
	}}))
	wantReport(t, r,
		"guest gains a place on the site: done",
		"guest gains case module: done",
		"guest gains query builder: done",
		"guest gains read involved (F1): done",
		"guest gains delete registered (F1): done",
		"guest gains register (F2): done",
	)
	if d := next.Check(acting("anna", "guest"), profile.ActionRegister, &profile.Form{ID: "F2"}); !d.Allowed {
		t.Errorf("registering: %v", d)
	}
	if d := s.Check(acting("anna", "guest"), profile.ActionRegister, &profile.Form{ID: "F2"}); d != access.Deny(profile.ReasonUnknownProfile, "guest") {
		t.Errorf("registering on the old site: %v", d)
	}
}

func TestAddProfileWarnsOfWhatHasNoEffect(t *testing.T) {
	for way, p := range map[string]profile.Profile{"free text": {Name: "guest", FreeText: true}, "query builder": {Name: "guest", QueryBuilder: true}} {
		_, r := mustAct(t, newSite(t, chiefs()), addProfile(p))
		wantReport(t, r, "guest gains a place on the site: done", "guest gains "+way+": done",
			"note: what is set has no effect without the case module")
	}
}

func TestAddProfileThatIsThere(t *testing.T) {
	s := newSite(t, chiefs())
	same := chiefs().Profiles[1]
	same.Forms["F2"] = profile.FormRights{} // which is nothing
	next, r := mustAct(t, s, addProfile(same))
	wantReport(t, r, "officer gains a place on the site: unchanged")
	if next != s {
		t.Error("the site is another one")
	}
	if _, kept := same.Forms["F2"]; !kept {
		t.Error("the act changed its argument")
	}
	same.Forms["F9"] = profile.FormRights{}
	wantInvalid(t, s, addProfile(same), `profile: profile.forms.F9: is no form of the site`)
	delete(same.Forms, "F9")
	for _, other := range []profile.Profile{
		{Name: "officer"}, {Name: "officer", Cases: true}, {Name: "officer", Forms: same.Forms},
	} {
		wantInvalid(t, s, addProfile(other), `profile: profile.name: "officer" is the name of another profile`)
	}
}

func TestAddProfileReportsEverythingThatIsWrong(t *testing.T) {
	s := newSite(t, chiefs())
	wantInvalid(t, s, addProfile(profile.Profile{Forms: map[string]profile.FormRights{
		"F9": {}, "F1": {Read: 7, ChangeClosed: true}, "": {SharePublicly: true},
	}}),
		`profile: profile.name: is empty; want an identifier`,
		`profile: profile.forms[""]: is no form of the site`,
		`profile: profile.forms[""].sharePublicly: is on where read is none; want read above none, or it off`,
		`profile: profile.forms.F1.read: is no scope; want none, registered, involved, workspace or all`,
		`profile: profile.forms.F1.changeClosed: is on where change is none; want change above none, or it off`,
		`profile: profile.forms.F9: is no form of the site`,
	)
	wantInvalid(t, s, addProfile(profile.Profile{Name: strings.Repeat("x", 257)}),
		`profile: profile.name: is 257 bytes long ("`+strings.Repeat("x", 40)+`"…); want at most 256`)
}

func TestRemoveProfileReportsAllThatItTakes(t *testing.T) {
	s := newSite(t, chiefs())
	next, r := mustAct(t, s, removeProfile("officer"))
	wantReport(t, r,
		"officer loses a place on the site: done",
		"officer loses case module: done",
		"officer loses read workspace (F1): done",
		"officer loses change registered (F1): done",
		"officer loses share publicly (F1): done",
		"officer loses change closed (F1): done",
		"note: users who still belong to it are denied everything",
	)
	if d := next.Check(acting("anna", "officer"), profile.ActionRead, strangeCase()); d != access.Deny(profile.ReasonUnknownProfile, "officer") {
		t.Errorf("of its users: %v", d)
	}
	_, r = mustAct(t, s, removeProfile("chief"))
	wantReport(t, r,
		"chief loses a place on the site: done",
		"chief loses case module: done",
		"chief loses administrator mode: done",
		"note: users who still belong to it are denied everything",
		"note: no profile administers the site any more; only a new configuration ends that",
	)
}

func TestRemoveProfileWantsAProfileOfTheSite(t *testing.T) {
	wantInvalid(t, newSite(t, chiefs()), removeProfile("nobody's"), `profile: profile: "nobody's" is no profile of the site`)
}
