package profile_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"lupa.example/access"
	"lupa.example/profile"
)

func TestLint(t *testing.T) {
	var got []string
	c := profile.Config{
		Forms: []string{"F1", "F2"},
		Profiles: []profile.Profile{
			{Name: "former", Administrator: true, FreeText: true},
			{Name: "officer", Cases: true, Forms: map[string]profile.FormRights{
				"F1": {Read: profile.ScopeWorkspace, Change: profile.ScopeRegistered, Delete: profile.ScopeAll},
			}},
			{Name: "publisher", Cases: true, Forms: map[string]profile.FormRights{
				"F1": {Read: profile.ScopeAll, Change: profile.ScopeAll, SharePublicly: true},
			}},
			{Name: "searcher", Cases: true, QueryBuilder: true, Forms: map[string]profile.FormRights{"F1": {}}},
			{Name: "off", Forms: map[string]profile.FormRights{"F2": {Read: profile.ScopeNone, Change: profile.ScopeAll}}},
		},
	}
	s := mustSite(t, c)
	for f := range s.Lint() {
		got = append(got, f.String())
	}
	c.Profiles = append(c.Profiles, profile.Profile{Name: "chief", Cases: true, Administrator: true, Forms: c.Profiles[1].Forms})
	for f := range mustSite(t, c).Lint() {
		if f.Profile == "chief" {
			got = append(got, f.String())
		}
	}
	want := []string{
		`the site: no profile is in administrator mode with the case module, so nobody can set rights (no-administrator)`,
		`"F2": no profile has rights on it outside administrator mode (unused-form)`,
		`"former": it gives its users nothing (gives-nothing)`,
		`"former": administrator mode has no effect without the case module (administrator-without-module)`,
		`"former": its rights have no effect without the case module (rights-without-module)`,
		`"officer" on "F1": change registered reaches cases that read workspace does not (change-wider-than-read)`,
		`"officer" on "F1": delete all reaches cases that read workspace does not (delete-wider-than-read)`,
		`"publisher" on "F1": every case can be shared publicly (shares-all)`,
		`"searcher": it gives its users nothing (gives-nothing)`,
		`"searcher": it may search, and no form is readable (nothing-to-search)`,
		`"off": it gives its users nothing (gives-nothing)`,
		`"off": its rights have no effect without the case module (rights-without-module)`,
		`"chief": its rights have no effect in administrator mode, which allows everything (rights-overridden)`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("found (-want +got)\n%s", diff)
	}
}

func TestLintFindsNothingInASoundSite(t *testing.T) {
	c := profile.Config{Forms: []string{"F1"}, Profiles: []profile.Profile{
		{Name: "chief", Cases: true, Administrator: true},
		{Name: "officer", Cases: true, FreeText: true, Forms: map[string]profile.FormRights{
			"F1": {Read: profile.ScopeWorkspace, Change: profile.ScopeWorkspace, Register: true, SharePublicly: true},
		}},
	}}
	for _, s := range []*profile.Site{mustSite(t, c), nil, new(profile.Site)} {
		for f := range s.Lint() {
			t.Errorf("found %v", f)
		}
	}
}

// lintOf returns what the lint finds in a site of an administrator, a profile that
// uses every form, and the given one.
func lintOf(t *testing.T, p profile.Profile) []profile.LintRule {
	t.Helper()
	p.Name = "linted"
	site := mustSite(t, profile.Config{Forms: []string{"F1", "F2"}, Profiles: []profile.Profile{
		{Name: "chief", Cases: true, Administrator: true},
		{Name: "user", Cases: true, Forms: map[string]profile.FormRights{"F1": {Register: true}, "F2": {Register: true}}},
		p,
	}})
	var rules []profile.LintRule
	for f := range site.Lint() {
		rules = append(rules, f.Rule)
	}
	return rules
}

func TestLintTellsWhatHasNoEffect(t *testing.T) {
	readF1 := map[string]profile.FormRights{"F1": {Read: profile.ScopeAll}}
	for name, test := range map[string]struct {
		profile profile.Profile
		want    []profile.LintRule
	}{
		"nothing at all":                    {profile.Profile{}, []profile.LintRule{profile.LintGivesNothing}},
		"free text without the module":      {profile.Profile{FreeText: true}, []profile.LintRule{profile.LintGivesNothing, profile.LintWithoutModule}},
		"queries without the module":        {profile.Profile{QueryBuilder: true}, []profile.LintRule{profile.LintGivesNothing, profile.LintWithoutModule}},
		"a form without the module":         {profile.Profile{Forms: readF1}, []profile.LintRule{profile.LintGivesNothing, profile.LintWithoutModule}},
		"administrator mode":                {profile.Profile{Cases: true, Administrator: true}, nil},
		"free text in administrator mode":   {profile.Profile{Cases: true, Administrator: true, FreeText: true}, []profile.LintRule{profile.LintOverridden}},
		"queries in administrator mode":     {profile.Profile{Cases: true, Administrator: true, QueryBuilder: true}, []profile.LintRule{profile.LintOverridden}},
		"a form in administrator mode":      {profile.Profile{Cases: true, Administrator: true, Forms: readF1}, []profile.LintRule{profile.LintOverridden}},
		"registering alone":                 {profile.Profile{Cases: true, Forms: map[string]profile.FormRights{"F1": {Register: true}}}, nil},
		"registering and searching":         {profile.Profile{Cases: true, QueryBuilder: true, Forms: map[string]profile.FormRights{"F1": {Register: true}}}, []profile.LintRule{profile.LintNothingToSearch}},
		"reading all":                       {profile.Profile{Cases: true, Forms: readF1}, nil},
		"reading all and sharing it":        {profile.Profile{Cases: true, Forms: map[string]profile.FormRights{"F1": {Read: profile.ScopeAll, SharePublicly: true}}}, []profile.LintRule{profile.LintSharesAll}},
		"reading some and sharing it":       {profile.Profile{Cases: true, Forms: map[string]profile.FormRights{"F1": {Read: profile.ScopeWorkspace, SharePublicly: true}}}, nil},
		"administrator mode without module": {profile.Profile{Administrator: true}, []profile.LintRule{profile.LintGivesNothing, profile.LintAdministratorWithout}},
		"the same, with queries":            {profile.Profile{Administrator: true, QueryBuilder: true}, []profile.LintRule{profile.LintGivesNothing, profile.LintAdministratorWithout, profile.LintWithoutModule}},
		"searching with nothing set at all": {profile.Profile{Cases: true, FreeText: true}, []profile.LintRule{profile.LintGivesNothing, profile.LintNothingToSearch}},
	} {
		if diff := cmp.Diff(test.want, lintOf(t, test.profile)); diff != "" {
			t.Errorf("%s (-want +got)\n%s", name, diff)
		}
	}
}

// Findings on forms come in the order of the forms, which is no order of their names.
func TestLintGoesFormByForm(t *testing.T) {
	forms := []string{"F5", "F2", "F8", "F1", "F7", "F4", "F6", "F3"}
	p := profile.Profile{Name: "officer", Cases: true, Forms: make(map[string]profile.FormRights)}
	for _, form := range forms {
		p.Forms[form] = profile.FormRights{Read: profile.ScopeAll, SharePublicly: true}
	}
	var got []string
	for f := range mustSite(t, profile.Config{Forms: forms, Profiles: []profile.Profile{p}}).Lint() {
		if f.Rule == profile.LintSharesAll {
			got = append(got, f.Form)
		}
	}
	if !slices.Equal(got, forms) {
		t.Errorf("got %q, want %q", got, forms)
	}
}

func TestLintCanBeLeftAndStartedAgain(t *testing.T) {
	s := mustSite(t, profile.Config{Forms: []string{"F1", "F2"}, Profiles: []profile.Profile{
		{Name: "a", Administrator: true},
		{Name: "b", Cases: true, Forms: map[string]profile.FormRights{
			"F1": {Change: profile.ScopeAll, Delete: profile.ScopeAll},
		}},
	}})
	all := slices.Collect(s.Lint())
	if len(all) < 6 {
		t.Fatalf("found only %v", all)
	}
	for n := range all {
		var some []profile.Finding
		for f := range s.Lint() {
			some = append(some, f)
			if len(some) == n+1 {
				break
			}
		}
		if diff := cmp.Diff(all[:n+1], some); diff != "" {
			t.Errorf("the first %d (-want +got)\n%s", n+1, diff)
		}
	}
}

func TestFindingsAsJSON(t *testing.T) {
	s := mustSite(t, profile.Config{Forms: []string{"F1"}, Profiles: []profile.Profile{
		{Name: "b", Cases: true, Administrator: true},
	}})
	text, err := json.Marshal(slices.Collect(s.Lint()))
	const want = `[{"rule":"unused-form","form":"F1","message":"no profile has rights on it outside administrator mode"}]`
	if err != nil || string(text) != want {
		t.Errorf("got %s, %v", text, err)
	}
}

// wider asks about every relation between a user and a case whether the user may
// do the one and not read.
func wider(s *profile.Site, name string, a access.Action, form string) bool {
	for c := range everyRelation(form) {
		if s.Check(veraOf(name), a, c).Allowed && !s.Check(veraOf(name), profile.ActionRead, c).Allowed {
			return true
		}
	}
	return false
}

func TestWiderThanReadIsFoundExactlyWhereACaseShowsIt(t *testing.T) {
	found := 0
	for _, read := range everyScope {
		for _, other := range everyScope {
			for _, closed := range []bool{false, true} {
				r := profile.FormRights{Read: read, Change: other, Delete: other, ChangeClosed: closed && other != profile.ScopeNone}
				s := mustSite(t, officers(r))
				for a, rule := range map[access.Action]profile.LintRule{
					profile.ActionChange: profile.LintChangeWider, profile.ActionDelete: profile.LintDeleteWider,
				} {
					want := wider(s, "officer", a, "F1")
					got := slices.ContainsFunc(slices.Collect(s.Lint()), func(f profile.Finding) bool { return f.Rule == rule })
					if got != want {
						t.Errorf("%s %v, read %v: found %v, want %v", a, other, read, got, want)
					}
					if got {
						found++
					}
				}
			}
		}
	}
	// 4 scopes beyond none, and 3 beyond each of registered, involved and workspace.
	if want := 2 * 2 * (4 + 3*3); found != want {
		t.Errorf("found %d, want %d", found, want)
	}
}

// On any site, the findings that Check can confirm are the ones that it does.
func TestFindingsAgreeWithCheck(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := randomSite(t)
		c := s.Config()
		got, want := map[string]bool{}, map[string]bool{}
		checked := []profile.LintRule{
			profile.LintChangeWider, profile.LintDeleteWider, profile.LintGivesNothing, profile.LintNoAdministrator,
		}
		for f := range s.Lint() {
			if slices.Contains(checked, f.Rule) {
				got[fmt.Sprint(f.Rule, f.Profile, f.Form)] = true
			}
		}
		administered := false
		for _, p := range c.Profiles {
			if s.Check(veraOf(p.Name), profile.ActionAdminister, &profile.Form{ID: "a form to come"}).Allowed {
				administered = true
			}
			if !slices.ContainsFunc(decisionsOf(s, p.Name), func(d access.Decision) bool { return d.Allowed }) {
				want[fmt.Sprint(profile.LintGivesNothing, p.Name, "")] = true
			}
			for _, form := range c.Forms {
				if wider(s, p.Name, profile.ActionChange, form) {
					want[fmt.Sprint(profile.LintChangeWider, p.Name, form)] = true
				}
				if wider(s, p.Name, profile.ActionDelete, form) {
					want[fmt.Sprint(profile.LintDeleteWider, p.Name, form)] = true
				}
			}
		}
		if !administered {
			want[fmt.Sprint(profile.LintNoAdministrator, "", "")] = true
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("found (-want +got)\n%s", diff)
		}
	})
}
