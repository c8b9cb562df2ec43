package profile_test

import (
	"pgregory.net/rapid"

	"lupa.example/profile"
)

// The names that drawn sites and acts choose from: some of them are on the site.
var (
	someForms    = []string{"F1", "F2", "F3"}
	someProfiles = []string{"chief", "officer", "guest"}
	everyScope   = []profile.Scope{
		profile.ScopeNone, profile.ScopeRegistered, profile.ScopeInvolved, profile.ScopeWorkspace, profile.ScopeAll,
	}
)

func randomRights(t *rapid.T) profile.FormRights {
	scope := rapid.SampledFrom(everyScope)
	r := profile.FormRights{
		Read: scope.Draw(t, "read"), Change: scope.Draw(t, "change"), Delete: scope.Draw(t, "delete"),
		Register: rapid.Bool().Draw(t, "register"), ChangeForm: rapid.Bool().Draw(t, "change form"),
	}
	r.SharePublicly = r.Read != profile.ScopeNone && rapid.Bool().Draw(t, "share publicly")
	r.ChangeClosed = r.Change != profile.ScopeNone && rapid.Bool().Draw(t, "change closed")
	return r
}

func randomSwitches(t *rapid.T) profile.Switches {
	on := rapid.Bool()
	return profile.Switches{
		Cases: on.Draw(t, "cases"), Administrator: on.Draw(t, "administrator"),
		FreeText: on.Draw(t, "free text"), QueryBuilder: on.Draw(t, "query builder"),
	}
}

func randomProfile(t *rapid.T, name string, forms []string) profile.Profile {
	w := randomSwitches(t)
	p := profile.Profile{
		Name: name, Cases: w.Cases, Administrator: w.Administrator, FreeText: w.FreeText, QueryBuilder: w.QueryBuilder,
		Forms: make(map[string]profile.FormRights),
	}
	for _, form := range forms {
		if rapid.Bool().Draw(t, "on "+form) {
			p.Forms[form] = randomRights(t)
		}
	}
	return p
}

// randomSite draws a site on which anybody, or nobody, may act.
func randomSite(t *rapid.T) *profile.Site { return randomSiteOf(t, func(*profile.Profile) {}) }

// administeredSite draws a site on which the users of chief may act.
func administeredSite(t *rapid.T) *profile.Site {
	return randomSiteOf(t, func(p *profile.Profile) {
		if p.Name == "chief" {
			p.Cases, p.Administrator = true, true
		}
	})
}

func randomSiteOf(t *rapid.T, change func(*profile.Profile)) *profile.Site {
	var c profile.Config
	for _, form := range someForms {
		if rapid.Bool().Draw(t, form) {
			c.Forms = append(c.Forms, form)
		}
	}
	for _, name := range someProfiles {
		if name == "chief" || rapid.Bool().Draw(t, name) {
			p := randomProfile(t, name, c.Forms)
			change(&p)
			c.Profiles = append(c.Profiles, p)
		}
	}
	s, err := profile.NewSite(c)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func randomAttempt(t *rapid.T) attempt {
	form := rapid.SampledFrom(append([]string{""}, someForms...)).Draw(t, "form")
	name := rapid.SampledFrom(append([]string{""}, someProfiles...)).Draw(t, "profile")
	switch rapid.IntRange(0, 5).Draw(t, "act") {
	case 0:
		return setSwitches(name, randomSwitches(t))
	case 1:
		return addForm(form)
	case 2:
		return removeForm(form)
	case 3:
		return addProfile(randomProfile(t, name, someForms[:rapid.IntRange(0, 2).Draw(t, "forms")]))
	case 4:
		return removeProfile(name)
	default:
		r := randomRights(t)
		if rapid.Bool().Draw(t, "regardless") {
			r.SharePublicly, r.ChangeClosed = true, true
		}
		return setRights(name, form, r)
	}
}
