package profile_test

import (
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"lupa.example/access"
	"lupa.example/profile"
)

func TestAnOverviewListsAllFormsInTheirOrder(t *testing.T) {
	c := chiefs()
	c.Forms = []string{"F2", "F1", "A"}
	s := newSite(t, c)
	for _, name := range []string{"chief", "officer", "former"} {
		for range 2 { // the sequence can be started again
			var forms []string
			for form := range s.Overview(name) {
				forms = append(forms, form)
			}
			if !slices.Equal(forms, c.Forms) {
				t.Errorf("%s: forms %v, want %v", name, forms, c.Forms)
			}
		}
	}
	for form := range s.Overview("officer") {
		if form != "F2" {
			t.Errorf("the first form is %s", form)
		}
		break
	}
}

func TestAnOverviewShowsWhatIsInEffect(t *testing.T) {
	c := chiefs()
	c.Profiles[2].Forms = map[string]profile.FormRights{"F1": {Read: profile.ScopeAll}}
	s := newSite(t, c)
	all := profile.FormRights{
		Read: profile.ScopeAll, Change: profile.ScopeAll, Delete: profile.ScopeAll,
		Register: true, ChangeForm: true, SharePublicly: true, ChangeClosed: true,
	}
	for name, want := range map[string]map[string]profile.FormRights{
		"chief":    {"F1": all, "F2": all},
		"officer":  {"F1": c.Profiles[1].Forms["F1"], "F2": {}},
		"former":   {"F1": {}, "F2": {}},
		"nobody's": {},
		"":         {},
	} {
		if got := maps.Collect(s.Overview(name)); !maps.Equal(got, want) {
			t.Errorf("%s: got %+v, want %+v", name, got, want)
		}
	}
	for _, s := range []*profile.Site{nil, new(profile.Site)} {
		for form := range s.Overview("chief") {
			t.Errorf("a site that was never built has the form %q", form)
		}
	}
}

// For every profile, form and action: the overview says that the profile has
// something exactly if Check allows its users some case.
func TestAnOverviewAgreesWithCheck(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := randomSite(t)
		for _, p := range s.Config().Profiles {
			for form, r := range s.Overview(p.Name) {
				wantAgreement(t, s, p.Name, form, r)
			}
		}
		for i, row := range s.Matrix() {
			p := s.Config().Profiles[i/len(s.Config().Forms)]
			if d := s.Check(veraOf(p.Name), profile.ActionAdminister, &profile.Form{ID: row.Form}); row.Profile != p.Name || row.Administer != d.Allowed {
				t.Fatalf("row %+v, and Check says %v", row, d)
			}
			wantAgreement(t, s, row.Profile, row.Form, row.Rights)
		}
	})
}

func wantAgreement(t *rapid.T, s *profile.Site, name, form string, r profile.FormRights) {
	for a, has := range map[access.Action]bool{
		profile.ActionRead: r.Read != profile.ScopeNone, profile.ActionChange: r.Change != profile.ScopeNone,
		profile.ActionDelete: r.Delete != profile.ScopeNone, profile.ActionSharePublicly: r.SharePublicly,
	} {
		if reachesSome(s, name, a, form) != has {
			t.Fatalf("%s %s %s: the overview says %+v", name, a, form, r)
		}
	}
	for a, has := range map[access.Action]bool{profile.ActionRegister: r.Register, profile.ActionChange: r.ChangeForm} {
		if d := s.Check(veraOf(name), a, &profile.Form{ID: form}); d.Allowed != has {
			t.Fatalf("%s %s %s: the overview says %+v, Check %v", name, a, form, r, d)
		}
	}
	wantSameCases(t, s, name, form, r)
}

// wantSameCases wants each case to be decided as on a site where the profile has
// just these rights and the module.
func wantSameCases(t *rapid.T, s *profile.Site, name, form string, r profile.FormRights) {
	as, err := profile.NewSite(profile.Config{Forms: []string{form}, Profiles: []profile.Profile{
		{Name: name, Cases: true, Forms: map[string]profile.FormRights{form: r}},
	}})
	if err != nil {
		t.Fatalf("the overview shows rights that cannot be set: %v", err)
	}
	for c := range everyRelation(form) {
		for _, a := range caseActions {
			if got, want := s.Check(veraOf(name), a, c).Allowed, as.Check(veraOf(name), a, c).Allowed; got != want {
				t.Fatalf("%s %s %+v: Check says %v, and the overview %+v", name, a, c, got, r)
			}
		}
	}
}

func TestAProfileIsReturnedAsItIsSet(t *testing.T) {
	s := newSite(t, chiefs())
	p, ok := s.Profile("officer")
	if want := chiefs().Profiles[1]; !ok || p.Name != want.Name || p.Switches() != want.Switches() || !maps.Equal(p.Forms, want.Forms) {
		t.Errorf("got %+v, %v", p, ok)
	}
	for _, s := range []*profile.Site{s, nil, new(profile.Site)} {
		if p, ok := s.Profile("nobody's"); ok || p.Name != "" {
			t.Errorf("got %+v, %v", p, ok)
		}
	}
}
