package profile_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lupa.example/access"
	"lupa.example/access/invalid/invalidtest"
	"lupa.example/profile"
)

func TestEverythingWrongWithASiteIsReportedAtOnce(t *testing.T) {
	long := strings.Repeat("x", 257)
	site, err := profile.NewSite(profile.Config{
		Forms: []string{"F1", "", "F2", "F1", long, "a\xff"},
		Profiles: []profile.Profile{
			{Name: ""},
			{Name: "officer", Forms: map[string]profile.FormRights{
				"F1":      {Read: 5, Change: 200, Delete: 255},
				"F2":      {SharePublicly: true, ChangeClosed: true},
				"F9":      {},
				"F9 b":    {SharePublicly: true},
				"no-read": {Read: profile.ScopeNone},
			}},
			{Name: "officer"},
			{Name: long},
			{Name: "b\xff"},
		},
	})
	if site != nil {
		t.Errorf("got a site as well: %v", site)
	}
	const noScope = "is no scope; want none, registered, involved, workspace or all"
	const noForm = `is no form of the site; want one of "F1", "F2"`
	tooLong := `is 257 bytes long ("` + strings.Repeat("x", 40) + `"…); want at most 256`
	in := func(path, problem string) access.InvalidError {
		return access.InvalidError{Package: "profile", Path: path, Problem: problem}
	}
	want := []access.InvalidError{
		in("forms[1]", "is empty; want an identifier"),
		in("forms[3]", `"F1" is forms[0] already`),
		in("forms[4]", tooLong),
		in("forms[5]", `"a\xff" is not valid UTF-8`),
		in("profiles[0].name", "is empty; want an identifier"),
		in("profiles[1].forms.F1.read", noScope),
		in("profiles[1].forms.F1.change", noScope),
		in("profiles[1].forms.F1.delete", noScope),
		in("profiles[1].forms.F2.sharePublicly", "is on where read is none; want read above none, or it off"),
		in("profiles[1].forms.F2.changeClosed", "is on where change is none; want change above none, or it off"),
		in("profiles[1].forms.F9", noForm),
		in(`profiles[1].forms["F9 b"]`, noForm),
		in(`profiles[1].forms["F9 b"].sharePublicly`, "is on where read is none; want read above none, or it off"),
		in("profiles[1].forms.no-read", noForm),
		in("profiles[2].name", `"officer" is the name of profiles[1] already`),
		in("profiles[3].name", tooLong),
		in("profiles[4].name", `"b\xff" is not valid UTF-8`),
	}
	if diff := cmp.Diff(want, invalidtest.Findings(t, err, "profile")); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestSharingPubliclyNeedsReadingAndChangingClosedCasesChanging(t *testing.T) {
	for _, base := range []profile.Scope{profile.ScopeNone, profile.ScopeRegistered, profile.ScopeInvolved, profile.ScopeWorkspace, profile.ScopeAll} {
		tests := []struct {
			rights profile.FormRights
			path   string // of what is wrong where the base is none
		}{
			{profile.FormRights{Read: base, Delete: profile.ScopeAll, Change: profile.ScopeAll, SharePublicly: true}, "profiles[0].forms.F1.sharePublicly"},
			{profile.FormRights{Change: base, Delete: profile.ScopeAll, Read: profile.ScopeAll, ChangeClosed: true}, "profiles[0].forms.F1.changeClosed"},
		}
		for _, tt := range tests {
			_, err := profile.NewSite(officers(tt.rights))
			if base > profile.ScopeNone {
				if err != nil {
					t.Errorf("%s: %v", base, err)
				}
				continue
			}
			if got := invalidtest.Findings(t, err, "profile"); len(got) != 1 || got[0].Path != tt.path {
				t.Errorf("%s: got %v, want one finding at %s", base, got, tt.path)
			}
		}
	}
}

func TestOddButMeaningfulSitesAreValid(t *testing.T) {
	for name, c := range map[string]profile.Config{
		"nothing at all":                        {},
		"administrator mode without the module": {Profiles: []profile.Profile{{Name: "officer", Administrator: true}}},
		"a form and a profile of one name":      {Forms: []string{"x"}, Profiles: []profile.Profile{{Name: "x"}}},
		"changing wider than reading":           officers(profile.FormRights{Change: profile.ScopeAll}),
		"a name of 256 bytes":                   {Forms: []string{strings.Repeat("x", 256)}},
	} {
		if _, err := profile.NewSite(c); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestWhatIsChangedAfterwardsDoesNotChangeASite(t *testing.T) {
	c := searching(true, true)
	site := mustSite(t, c)
	spoil := func(c profile.Config) {
		c.Forms[0] = "spoilt"
		c.Profiles[0].Forms["F1"] = profile.FormRights{Read: profile.ScopeAll}
		c.Profiles[0].Forms["spoilt"] = profile.FormRights{}
		c.Profiles[0].Cases = false
	}
	spoil(c)
	spoil(site.Config())
	if diff := cmp.Diff(searching(true, true), site.Config()); diff != "" {
		t.Errorf("-before +after:\n%s", diff)
	}
	if got, want := site.Check(anna(), profile.ActionRead, strangeCase()), access.Deny(profile.ReasonNotRegistrant, "officer"); got != want {
		t.Errorf("got %v, want %v", got, want)
	}
	kinds := site.Kinds()
	kinds[0] = "spoilt"
	if got := site.Kinds()[0]; got != profile.KindCase {
		t.Errorf("kinds: got %q", got)
	}
}

func TestConfigIsWhatTheSiteWasMadeFrom(t *testing.T) {
	if diff := cmp.Diff(searching(true, false), mustSite(t, searching(true, false)).Config()); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	for _, site := range []*profile.Site{nil, new(profile.Site)} {
		if diff := cmp.Diff(profile.Config{}, site.Config()); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
	}
}
