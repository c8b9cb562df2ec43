package profile_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lupa.example/access"
	"lupa.example/access/report"
	"lupa.example/profile"
)

// mayAct asks Check what every act takes: administering, whatever the form.
func mayAct(s *profile.Site, actor access.Subject) bool {
	return s.Check(actor, profile.ActionAdminister, &profile.Form{ID: "any"}).Reason == profile.ReasonAdministrator
}

// wantDenied wants what every act returns that the actor may not do.
func wantDenied(t testing.TB, name string, actor access.Subject, next *profile.Site, r report.Report, err error) {
	t.Helper()
	var denied *access.DeniedError
	if next != nil || !errors.Is(err, access.ErrDenied) || !errors.As(err, &denied) {
		t.Errorf("%s by %v: got %v, %v; want a denial", name, actor, next, err)
		return
	}
	if r.Act != "profile."+name || r.Actor != actor.User || len(r.Items) == 0 || len(r.Warnings) > 0 {
		t.Errorf("%s by %v reports %v", name, actor, r)
	}
	for _, i := range r.Items {
		if i.Outcome != report.Refused || i.Reason != denied.Decision.Reason || i.By != denied.Decision.By {
			t.Errorf("%s by %v: item %+v; want it refused as %v", name, actor, i, denied.Decision)
		}
	}
}

func actors() map[string]access.Subject {
	twice := vera()
	twice.Facts = append(twice.Facts, &profile.User{Profile: "officer", Workspace: "W1"})
	return map[string]access.Subject{
		"administrator":                  vera(),
		"administrator, signed out":      {User: "vera", SignIn: access.SignedOut, Facts: vera().Facts},
		"officer":                        acting("anna", "officer"),
		"administrator without module":   acting("bo", "former"),
		"unknown profile":                acting("cia", "Chief"),
		"no profile":                     acting("dag", ""),
		"no fact":                        {User: "vera"},
		"administrator and officer both": twice,
		"nobody":                         {Facts: vera().Facts},
		"zero":                           {},
	}
}

func TestAnActSucceedsForExactlyThoseWhomCheckAllowsToAdminister(t *testing.T) {
	allowed := 0
	for who, actor := range actors() {
		for _, a := range validAttempts() {
			t.Run(a.name+"/"+who, func(t *testing.T) {
				s := mustSite(t, chiefs())
				next, r, err := a.try(s, actor)
				if !mayAct(s, actor) {
					wantDenied(t, a.name, actor, next, r, err)
					return
				}
				allowed++
				if err != nil || next == nil || next == s || r.Count(report.Change) != len(r.Items) {
					t.Errorf("got %v, %v, %v", next, r, err)
				}
				if r.Act != "profile."+a.name || r.Actor != actor.User || r.Items[0].Reason != profile.ReasonAdministrator {
					t.Errorf("reported %+v", r)
				}
			})
		}
	}
	if want := 2 * len(validAttempts()); allowed != want {
		t.Errorf("%d acts were allowed, want %d", allowed, want)
	}
}

// Every right that is not administrator mode together is not enough.
func TestRightsOnFormsDoNotGiveTheRightToSetThem(t *testing.T) {
	c := generous()
	c.Profiles = append(c.Profiles, chiefs().Profiles[0])
	s := mustSite(t, c)
	for _, a := range validAttempts() {
		next, r, err := a.try(s, anna())
		wantDenied(t, a.name, anna(), next, r, err)
	}
}

func TestWhoeverMayNotLearnsNothingElse(t *testing.T) {
	s := mustSite(t, chiefs())
	for _, a := range []attempt{
		setRights("nobody's", "F1", profile.FormRights{Read: 99, SharePublicly: true}),
		setRights("", "F1", profile.FormRights{}),
		setRights("", "", profile.FormRights{}),
		setSwitches("nobody's", profile.Switches{}),
		addForm("F1"),
		addForm(""),
		removeForm("F9"),
		addProfile(profile.Profile{Name: "officer", Forms: map[string]profile.FormRights{"F9": {Read: 99}}}),
		addProfile(profile.Profile{}),
		removeProfile("nobody's"),
	} {
		next, r, err := a.try(s, acting("anna", "officer"))
		wantDenied(t, a.name, acting("anna", "officer"), next, r, err)
	}

	// The refusal is the same whatever is set.
	for _, a := range []attempt{
		setRights("officer", "F1", profile.FormRights{Read: profile.ScopeAll}),
		setSwitches("officer", profile.Switches{Cases: true}),
		removeForm("F1"), removeProfile("officer"), addProfile(profile.Profile{Name: "officer"}),
	} {
		other := chiefs()
		other.Profiles[1].Forms = nil
		_, one, oneErr := a.try(s, acting("bo", "former"))
		_, two, twoErr := a.try(mustSite(t, other), acting("bo", "former"))
		if diff := cmp.Diff(one, two); diff != "" || oneErr.Error() != twoErr.Error() {
			t.Errorf("%s tells a stranger what is set: %v, %v\n%s", a.name, oneErr, twoErr, diff)
		}
	}
}

// Who may not act is told so whatever the form: neither that the site lacks it nor
// that it has no name.
func TestARefusalDoesNotDependOnTheForm(t *testing.T) {
	s := mustSite(t, chiefs())
	for _, form := range []string{"F1", "F9", "*", ""} {
		for _, a := range []attempt{setRights("officer", form, profile.FormRights{}), addForm(form), removeForm(form)} {
			_, r, err := a.try(s, acting("anna", "officer"))
			if !errors.Is(err, access.ErrDenied) || r.Items[0].Reason != profile.ReasonNotAdministrator || r.Items[0].By != "officer" {
				t.Errorf("%s %q: %v, %v", a.name, form, r, err)
			}
		}
	}
}

func TestActsOnSitesThatWereNeverBuiltAreDenied(t *testing.T) {
	for name, s := range map[string]*profile.Site{"nil": nil, "zero": new(profile.Site)} {
		for _, a := range validAttempts() {
			next, r, err := a.try(s, vera())
			wantDenied(t, a.name, vera(), next, r, err)
			if r.Items[0].Reason != access.ReasonNoPolicy {
				t.Errorf("%s site: %s reports %v", name, a.name, r)
			}
		}
	}
}

func TestASiteWithoutFormsCanBeFilled(t *testing.T) {
	s := mustSite(t, profile.Config{Profiles: chiefs().Profiles[:1]})
	_, _, err := s.AddProfile(acting("anna", "officer"), profile.Profile{Name: "officer"})
	if !errors.Is(err, access.ErrDenied) {
		t.Errorf("a stranger adds a profile to a site without forms: %v", err)
	}
	s, _ = mustAct(t, s, addProfile(profile.Profile{Name: "officer", Cases: true}))
	s, _ = mustAct(t, s, addForm("F1"))
	s, _ = mustAct(t, s, setRights("officer", "F1", profile.FormRights{Read: profile.ScopeAll}))
	if d := s.Check(acting("anna", "officer"), profile.ActionRead, strangeCase()); !d.Allowed {
		t.Errorf("after all that: %v", d)
	}
}

func TestAnActDoneTwiceIsUnchangedOrNotValid(t *testing.T) {
	gone := map[string]bool{"remove-form": true, "remove-profile": true}
	for _, a := range validAttempts() {
		s, _ := mustAct(t, mustSite(t, chiefs()), a)
		next, r, err := a.try(s, vera())
		if gone[a.name] {
			var invalid *access.InvalidError
			if next != nil || !errors.As(err, &invalid) {
				t.Errorf("%s again: got %v, %v", a.name, next, err)
			}
			continue
		}
		if next != s || err != nil || len(r.Items) == 0 || r.Count(report.Unchanged) != len(r.Items) || len(r.Warnings) > 0 {
			t.Errorf("%s again: got %v, %v, %v", a.name, next, r, err)
		}
	}
}

func TestActsShareNothingThatCanBeChanged(t *testing.T) {
	given := profile.Profile{Name: "guest", Cases: true, Forms: map[string]profile.FormRights{"F1": {Read: profile.ScopeAll}}}
	s, _ := mustAct(t, mustSite(t, chiefs()), addProfile(given))
	want := s.Config()
	given.Forms["F2"] = profile.FormRights{Read: profile.ScopeAll}
	got, _ := s.Profile("guest")
	got.Forms["F2"] = profile.FormRights{Read: profile.ScopeAll}
	c := s.Config()
	c.Forms[0], c.Profiles[0].Name = "F9", "nobody's"
	if diff := sameConfig(want, s.Config()); diff != "" {
		t.Errorf("the site was changed from outside (-before +after)\n%s", diff)
	}
}

// Several administrators begin with one site at a time; the race detector watches.
func TestActsOnOneSiteAtATime(t *testing.T) {
	c := chiefs()
	for i := range 15 { // so many that a copy of them has room for one more
		c.Forms = append(c.Forms, fmt.Sprint("G", i))
	}
	s := mustSite(t, c)
	want := s.Config()
	var all sync.WaitGroup
	for i := range 4 {
		for _, a := range append(validAttempts(), addForm(fmt.Sprint("H", i))) {
			all.Go(func() {
				if next, _, err := a.try(s, vera()); next == nil || err != nil {
					t.Errorf("%s: %v", a.name, err)
				}
			})
		}
	}
	all.Wait()
	if diff := sameConfig(want, s.Config()); diff != "" {
		t.Errorf("the site changed (-before +after)\n%s", diff)
	}
}
