package profile_test

import (
	"errors"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"lupa.example/access"
	"lupa.example/access/report"
	"lupa.example/profile"
)

// Whatever is tried by whomever: an act is done exactly if Check allows it and it
// is valid, what it began with stays as it was, and what it returns is the site
// that its configuration makes.
func TestSequencesOfActs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		type snapshot struct {
			site   *profile.Site
			config profile.Config
			all    []access.Decision
		}
		take := func(s *profile.Site) snapshot { return snapshot{s, s.Config(), decisions(s)} }
		kept := []snapshot{take(administeredSite(t))}
		for range rapid.IntRange(1, 12).Draw(t, "acts") {
			before := kept[len(kept)-1]
			a := randomAttempt(t)
			actor := veraOf(rapid.SampledFrom(someProfiles).Draw(t, "actor"))
			next, r, err := a.try(before.site, actor)
			if !mayAct(before.site, actor, a) {
				if next != nil || !errors.Is(err, access.ErrDenied) {
					t.Fatalf("%s: got %v, %v; Check denies it", a.name, next, err)
				}
				continue
			}
			if errors.Is(err, access.ErrDenied) {
				t.Fatalf("%s: %v; Check allows it", a.name, err)
			}
			if err != nil {
				if next != nil || len(r.Items) > 0 {
					t.Fatalf("%s: not valid, and yet %v, %v", a.name, next, r)
				}
				continue
			}
			if done := r.Count(report.Done); done > 0 != (sameConfig(setConfig(before.site), setConfig(next)) != "") || len(r.Items) == 0 {
				t.Fatalf("%s: reported %v for the difference %s", a.name, r, sameConfig(before.site.Config(), next.Config()))
			}
			kept = append(kept, take(next))
		}
		for _, s := range kept {
			if diff := sameConfig(s.config, s.site.Config()); diff != "" {
				t.Fatalf("an act changed the site that it began with (-then +now)\n%s", diff)
			}
			anew, err := profile.NewSite(s.config)
			if err != nil {
				t.Fatalf("an act made a site that is not valid: %v", err)
			}
			if !slices.Equal(s.all, decisions(s.site)) || !slices.Equal(s.all, decisions(anew)) {
				t.Fatal("a site decides otherwise than it did, or than its configuration makes it")
			}
		}
	})
}

// Users without administrator mode change nothing however they combine.
func TestNoAmplification(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := randomSite(t)
		before := decisions(s)
		var colluding []string
		for _, p := range s.Config().Profiles {
			if !p.Administrator || !p.Cases {
				colluding = append(colluding, p.Name)
			}
		}
		colluding = append(colluding, "", "nobody's")
		for range 10 {
			a := randomAttempt(t)
			next, r, err := a.try(s, veraOf(rapid.SampledFrom(colluding).Draw(t, "actor")))
			if next != nil || !errors.Is(err, access.ErrDenied) || r.Count(report.Refused) != len(r.Items) {
				t.Fatalf("%s: got %v, %v, %v", a.name, next, r, err)
			}
		}
		if !slices.Equal(before, decisions(s)) {
			t.Fatal("refused acts changed what is decided")
		}
	})
}
