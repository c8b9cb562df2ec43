package profile_test

import (
	"errors"
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"lupa.example/access"
	"lupa.example/access/invalid/invalidtest"
	"lupa.example/access/report"
	"lupa.example/profile"
)

// Tests of acts begin with this site: vera may act, as her profile chief is in
// administrator mode, and nobody else may.

func chiefs() profile.Config {
	return profile.Config{
		Forms: []string{"F1", "F2"},
		Profiles: []profile.Profile{
			{Name: "chief", Cases: true, Administrator: true},
			{Name: "officer", Cases: true, Forms: map[string]profile.FormRights{
				"F1": {Read: profile.ScopeWorkspace, Change: profile.ScopeRegistered, SharePublicly: true, ChangeClosed: true},
			}},
			{Name: "former", Administrator: true},
		},
	}
}

func acting(user, profileName string) access.Subject {
	return access.Subject{User: user, Facts: []access.Fact{&profile.User{Profile: profileName, Workspace: "W1"}}}
}

func vera() access.Subject { return acting("vera", "chief") }

// An attempt is an act with its arguments, as tests try it with several actors.
type attempt struct {
	name string
	try  func(*profile.Site, access.Subject) (*profile.Site, report.Report, error)
	over []string // the forms that it takes administering; nil: all of them
}

func setRights(profileName, form string, r profile.FormRights) attempt {
	return attempt{"set-rights", func(s *profile.Site, actor access.Subject) (*profile.Site, report.Report, error) {
		return s.SetRights(actor, profileName, form, r)
	}, []string{form}}
}

func setSwitches(profileName string, w profile.Switches) attempt {
	return attempt{"set-switches", func(s *profile.Site, actor access.Subject) (*profile.Site, report.Report, error) {
		return s.SetSwitches(actor, profileName, w)
	}, nil}
}

func addForm(form string) attempt {
	return attempt{"add-form", func(s *profile.Site, actor access.Subject) (*profile.Site, report.Report, error) {
		return s.AddForm(actor, form)
	}, []string{form}}
}

func removeForm(form string) attempt {
	return attempt{"remove-form", func(s *profile.Site, actor access.Subject) (*profile.Site, report.Report, error) {
		return s.RemoveForm(actor, form)
	}, []string{form}}
}

func addProfile(p profile.Profile) attempt {
	return attempt{"add-profile", func(s *profile.Site, actor access.Subject) (*profile.Site, report.Report, error) {
		return s.AddProfile(actor, p)
	}, nil}
}

func removeProfile(profileName string) attempt {
	return attempt{"remove-profile", func(s *profile.Site, actor access.Subject) (*profile.Site, report.Report, error) {
		return s.RemoveProfile(actor, profileName)
	}, nil}
}

// validAttempts are valid on the site of chiefs, and each changes it.
func validAttempts() []attempt {
	return []attempt{
		setRights("officer", "F1", profile.FormRights{Read: profile.ScopeAll}),
		setSwitches("officer", profile.Switches{Cases: true, Administrator: true}),
		addForm("F3"),
		removeForm("F1"),
		addProfile(profile.Profile{Name: "guest", Cases: true, Forms: map[string]profile.FormRights{"F1": {Read: profile.ScopeAll}}}),
		removeProfile("officer"),
	}
}

// mustAct tries as vera and wants it done.
func mustAct(t testing.TB, s *profile.Site, a attempt) (*profile.Site, report.Report) {
	t.Helper()
	next, r, err := a.try(s, vera())
	if err != nil || next == nil {
		t.Fatalf("%s: %v", a.name, err)
	}
	return next, r
}

// wantInvalid wants the act of vera to be refused for exactly the given things.
func wantInvalid(t *testing.T, s *profile.Site, a attempt, want ...string) {
	t.Helper()
	next, r, err := a.try(s, vera())
	if next != nil || !cmp.Equal(r, report.Report{}) || errors.Is(err, access.ErrDenied) {
		t.Errorf("%s: returned %v, %v, %v", a.name, next, r, err)
	}
	var got []string
	for _, f := range invalidtest.Findings(t, err, "profile") {
		got = append(got, f.Error())
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s reports what is wrong as (-want +got)\n%s", a.name, diff)
	}
}

// wantReport wants the items' and the warnings' texts.
func wantReport(t *testing.T, r report.Report, want ...string) {
	t.Helper()
	var got []string
	for _, i := range r.Items {
		got = append(got, i.String())
	}
	for _, w := range r.Warnings {
		got = append(got, "note: "+w)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s reports (-want +got)\n%s", r.Act, diff)
	}
}

// setConfig is a configuration without what sets nothing, so that two that set
// the same are equal.
func setConfig(s *profile.Site) profile.Config {
	c := s.Config()
	for _, p := range c.Profiles {
		maps.DeleteFunc(p.Forms, func(_ string, r profile.FormRights) bool { return r == profile.FormRights{} })
	}
	return c
}

func sameConfig(a, b profile.Config) string { return cmp.Diff(a, b, cmpopts.EquateEmpty()) }

// everyRelation yields the case of the form in each combination of relations to
// the user vera in workspace W1 with the group night, and of each status.
func everyRelation(form string) func(yield func(*profile.Case) bool) {
	return func(yield func(*profile.Case) bool) {
		for i := range 16 {
			for _, status := range []profile.Status{profile.StatusUnknown, profile.StatusOpen, profile.StatusClosed} {
				c := &profile.Case{ID: "K1", Form: form, RegisteredBy: "bo", Workspace: "W2", Status: status}
				if i&1 != 0 {
					c.RegisteredBy = "vera"
				}
				if i&2 != 0 {
					c.Workspace = "W1"
				}
				if i&4 != 0 {
					c.Users = []string{"vera"}
				}
				if i&8 != 0 {
					c.Groups = []string{"night"}
				}
				if !yield(c) {
					return
				}
			}
		}
	}
}

var caseActions = []access.Action{profile.ActionRead, profile.ActionChange, profile.ActionDelete, profile.ActionSharePublicly}

func veraOf(profileName string) access.Subject {
	return access.Subject{User: "vera", Facts: []access.Fact{
		&profile.User{Profile: profileName, Workspace: "W1", Groups: []string{"night"}},
	}}
}

// decisions are the answers to every question that the site can be asked about
// the names that tests choose from, in a fixed order.
func decisions(s *profile.Site) []access.Decision {
	var all []access.Decision
	for _, name := range someProfiles {
		all = append(all, decisionsOf(s, name)...)
	}
	return all
}

func decisionsOf(s *profile.Site, profileName string) []access.Decision {
	var all []access.Decision
	user := veraOf(profileName)
	for _, form := range someForms {
		for c := range everyRelation(form) {
			for _, a := range caseActions {
				all = append(all, s.Check(user, a, c))
			}
		}
		for _, a := range []access.Action{profile.ActionRegister, profile.ActionChange, profile.ActionAdminister} {
			all = append(all, s.Check(user, a, &profile.Form{ID: form}))
		}
		for _, forms := range [][]string{nil, {form}} {
			for _, a := range []access.Action{profile.ActionFreeText, profile.ActionQuery, profile.ActionSave} {
				all = append(all, s.Check(user, a, &profile.Search{Forms: forms}))
			}
		}
	}
	return all
}

// reachesSome reports whether the profile's users may do the action with some case
// of the form.
func reachesSome(s *profile.Site, profileName string, a access.Action, form string) bool {
	cases := slices.Collect(everyRelation(form))
	return slices.ContainsFunc(cases, func(c *profile.Case) bool { return s.Check(veraOf(profileName), a, c).Allowed })
}
