package profile_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lupa.example/access"
	"lupa.example/access/wire"
	"lupa.example/profile"
)

// lintOf returns what the lint finds in a site of an administrator, a profile that
// uses every form, and the given one.
func lintOf(t *testing.T, p profile.Profile) []profile.LintRule {
	t.Helper()
	p.Name = "linted"
	site := newSite(t, profile.Config{Forms: []string{"F1", "F2"}, Profiles: []profile.Profile{
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

func TestEachWayOfSearchingIsWarnedOfWithoutTheModule(t *testing.T) {
	for _, p := range []profile.Profile{{Name: "a", FreeText: true}, {Name: "a", QueryBuilder: true}} {
		_, r := mustAct(t, newSite(t, chiefs()), addProfile(p))
		if want := []string{"what is set has no effect without the case module"}; !slices.Equal(r.Warnings, want) {
			t.Errorf("%+v: the warnings are %q", p, r.Warnings)
		}
	}
}

func TestARefusalNamesTheProfileAndThenTheForm(t *testing.T) {
	_, _, err := newSite(t, chiefs()).SetRights(acting("anna", "officer"), "officer", "F1", profile.FormRights{})
	if want := `profile: set rights of profile "officer" on form "F1": access: denied: profile/not-administrator by "officer"`; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestWhatCannotBeWrittenIsToldInWords(t *testing.T) {
	if _, err := (profile.ScopeAll + 1).MarshalText(); err == nil || err.Error() != "profile: no such scope to write" {
		t.Errorf("got %v", err)
	}
	p, err := access.NewPolicy(new(profile.Site))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := (wire.Codec{profile.Area{}}).EncodePolicy(p); err == nil || err.Error() != "wire: the site of the profiles was never built" {
		t.Errorf("got %v", err)
	}
}
