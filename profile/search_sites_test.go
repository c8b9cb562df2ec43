package profile_test

import (
	"errors"
	"fmt"
	"iter"
	"testing"

	"lupa.example/access"
	"lupa.example/access/accesstest"
	"lupa.example/access/report"
	"lupa.example/profile"
)

// The search is over a site with up to one form and two profiles, of which chief
// administers the site at first. Every act is tried by users of either profile and of
// one that the site lacks.

var searchedProfiles = []string{"chief", "guest", "nobody's"}

var searchedRights = []profile.FormRights{
	{},
	{Read: profile.ScopeWorkspace, SharePublicly: true},
	{Change: profile.ScopeRegistered, ChangeClosed: true, Register: true},
}

// A searchedAct is an act with its arguments in words.
type searchedAct struct {
	attempt
	by, text string
}

func (a searchedAct) String() string { return a.by + ": " + a.name + " " + a.text }

func searchedActs() []searchedAct {
	var all []searchedAct
	for _, by := range searchedProfiles {
		add := func(a attempt, text string) { all = append(all, searchedAct{a, by, text}) }
		add(addForm("F1"), "F1")
		add(removeForm("F1"), "F1")
		add(addProfile(profile.Profile{Name: "chief", Cases: true, Administrator: true}), "chief, an administrator")
		add(addProfile(profile.Profile{Name: "guest", Cases: true}), "guest")
		for _, name := range searchedProfiles[:2] {
			add(removeProfile(name), name)
			for _, r := range searchedRights {
				add(setRights(name, "F1", r), name+" F1 "+rightsInWords(r))
			}
			for w := range everySwitch(false) {
				add(setSwitches(name, w), name+" "+switchesInWords(w))
			}
		}
	}
	return all
}

func siteInWords(s *profile.Site) string {
	c := setConfig(s)
	text := fmt.Sprint(c.Forms)
	for _, p := range c.Profiles {
		text += fmt.Sprintf("; %s %s %v", p.Name, switchesInWords(p.Switches()), p.Forms)
	}
	return text
}

// administersEffectively answers by reading the rules aloud.
func administersEffectively(s *profile.Site, name string) bool {
	for _, p := range s.Config().Profiles {
		if p.Name == name {
			return p.Cases && p.Administrator
		}
	}
	return false
}

// All sites that acts lead to. On each of them whoever is not in administrator mode,
// with the case module, is refused every act, and is denied what the site does not have
// set for them; so a site that nobody administers stays as it is. Check decides as on a
// site made from the same configuration.
func TestSearchOfSitesThatActsLeadTo(t *testing.T) {
	acts := searchedActs()
	start := mustSite(t, profile.Config{
		Forms:    []string{"F1"},
		Profiles: []profile.Profile{{Name: "chief", Cases: true, Administrator: true}, {Name: "guest", Cases: true}},
	})
	unadministered := make(map[string]bool)
	reached := accesstest.Search[*profile.Site]{
		Key: siteInWords,
		Acts: func(s *profile.Site) iter.Seq2[fmt.Stringer, *profile.Site] {
			return func(yield func(fmt.Stringer, *profile.Site) bool) {
				for i, a := range acts {
					next, _, err := a.try(s, veraOf(a.by))
					if err != nil {
						next = s
					}
					if !yield(&acts[i], next) {
						return
					}
				}
			}
		},
		Holds: func(s *profile.Site) error {
			if !administersEffectively(s, "chief") && !administersEffectively(s, "guest") {
				unadministered[siteInWords(s)] = true
			}
			for _, a := range acts {
				if administersEffectively(s, a.by) {
					continue
				}
				next, r, err := a.try(s, veraOf(a.by))
				if next != nil || !errors.Is(err, access.ErrDenied) || r.Count(report.Refused) != len(r.Items) {
					return fmt.Errorf("%v: %v, %v, %v", a, next, r, err)
				}
			}
			return sameAsMadeAnew(s)
		},
	}.Run(t, start)
	accesstest.Golden(t, "search of sites", fmt.Sprintf("%v; %d of the states without an administrator", reached, len(unadministered)))
}

// sameAsMadeAnew compares every decision with the rules and with those of a site made
// from the same configuration.
func sameAsMadeAnew(s *profile.Site) error {
	anew, err := profile.NewSite(s.Config())
	if err != nil {
		return err
	}
	for _, name := range searchedProfiles {
		p, known := anew.Profile(name)
		for _, c := range casesOf("F1") {
			c.module, c.administrator, c.rights = known && p.Cases, p.Administrator, p.Forms["F1"]
			anna := access.Subject{User: "anna", Facts: []access.Fact{&profile.User{Profile: name, Workspace: "W1", Groups: []string{"night"}}}}
			for _, action := range caseActions {
				c.action = action
				got, want := s.Check(anna, c.action, c.row), anew.Check(anna, c.action, c.row)
				if got != want || got.Allowed != c.may() {
					return fmt.Errorf("%s: %s %s: got %v, and %v if made anew", name, c.text, c.action, got, want)
				}
			}
		}
	}
	return nil
}
