package profile_test

import (
	"errors"
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"lupa.example/access"
	"lupa.example/access/report"
	"lupa.example/profile"
)

// A modelledSite is a site on which users of every profile act, what it should be set
// to by the rules, and sites as they were earlier. The model keeps no rights that are
// nothing.
type modelledSite struct {
	site     *profile.Site
	forms    []string
	profiles []profile.Profile
	kept     []keptSite
}

// A keptSite is a site, and what it was set to and decided when it was kept.
type keptSite struct {
	site      *profile.Site
	config    profile.Config
	decisions []access.Decision
}

func (m *modelledSite) at(name string) int {
	return slices.IndexFunc(m.profiles, func(p profile.Profile) bool { return p.Name == name })
}

// A modelledAct is an act, whether it is valid, and what it makes of the model.
type modelledAct struct {
	attempt
	valid bool
	after modelledSite
}

func drawName(t *rapid.T, what string, names []string) string {
	return rapid.SampledFrom(append([]string{""}, names...)).Draw(t, what)
}

// copied returns the model, to be changed.
func (m *modelledSite) copied() modelledSite {
	after := modelledSite{forms: slices.Clone(m.forms), profiles: slices.Clone(m.profiles)}
	for i, p := range after.profiles {
		after.profiles[i].Forms = maps.Clone(p.Forms)
	}
	return after
}

func (m *modelledSite) setRights(t *rapid.T) {
	name, form, r := drawName(t, "profile", someProfiles), drawName(t, "form", someForms), randomRights(t)
	if rapid.IntRange(0, 2).Draw(t, "regardless") == 0 {
		r.SharePublicly, r.ChangeClosed = true, true
	}
	act := modelledAct{attempt: setRights(name, form, r), after: m.copied()}
	if i := m.at(name); i >= 0 && slices.Contains(m.forms, form) {
		set, valid := wantSet(m.profiles[i].Forms[form], r)
		act.valid = valid
		act.after.profiles[i].Forms[form] = set
	}
	m.take(t, act)
}

func (m *modelledSite) setSwitches(t *rapid.T) {
	name, w := drawName(t, "profile", someProfiles), randomSwitches(t)
	act := modelledAct{attempt: setSwitches(name, w), after: m.copied()}
	if i := m.at(name); i >= 0 {
		act.valid = true
		switched(&act.after.profiles[i], w)
	}
	m.take(t, act)
}

func (m *modelledSite) addForm(t *rapid.T) {
	form := drawName(t, "form", someForms)
	act := modelledAct{attempt: addForm(form), valid: form != "", after: m.copied()}
	if !slices.Contains(m.forms, form) {
		act.after.forms = append(act.after.forms, form)
	}
	m.take(t, act)
}

func (m *modelledSite) removeForm(t *rapid.T) {
	form := drawName(t, "form", someForms)
	act := modelledAct{attempt: removeForm(form), valid: slices.Contains(m.forms, form), after: m.copied()}
	act.after.forms = slices.DeleteFunc(act.after.forms, func(f string) bool { return f == form })
	for _, p := range act.after.profiles {
		delete(p.Forms, form)
	}
	m.take(t, act)
}

func (m *modelledSite) addProfile(t *rapid.T) {
	p := randomProfile(t, drawName(t, "profile", someProfiles), someForms[:rapid.IntRange(0, 2).Draw(t, "forms")])
	act := modelledAct{attempt: addProfile(p), valid: p.Name != "", after: m.copied()}
	for form := range p.Forms {
		act.valid = act.valid && slices.Contains(m.forms, form)
	}
	if i := m.at(p.Name); i >= 0 {
		act.valid = act.valid && sameConfig(profile.Config{Profiles: tidy(m.profiles[i : i+1])}, profile.Config{Profiles: tidy([]profile.Profile{p})}) == ""
	} else {
		act.after.profiles = append(act.after.profiles, tidy([]profile.Profile{p})...)
	}
	m.take(t, act)
}

func (m *modelledSite) removeProfile(t *rapid.T) {
	name := drawName(t, "profile", someProfiles)
	act := modelledAct{attempt: removeProfile(name), valid: m.at(name) >= 0, after: m.copied()}
	act.after.profiles = slices.DeleteFunc(act.after.profiles, func(p profile.Profile) bool { return p.Name == name })
	m.take(t, act)
}

// tidy returns copies of the profiles without rights that are nothing.
func tidy(profiles []profile.Profile) []profile.Profile {
	list := slices.Clone(profiles)
	for i, p := range list {
		list[i].Forms = make(map[string]profile.FormRights)
		for form, r := range p.Forms {
			if r != (profile.FormRights{}) {
				list[i].Forms[form] = r
			}
		}
	}
	return list
}

// take tries the act as a user of some profile, compares what comes of it with the
// model, and goes on from there.
func (m *modelledSite) take(t *rapid.T, act modelledAct) {
	actor := rapid.SampledFrom([]string{"chief", "chief", "chief", "officer", "guest", "nobody's"}).Draw(t, "actor")
	i := m.at(actor)
	may := i >= 0 && m.profiles[i].Cases && m.profiles[i].Administrator
	next, r, err := act.try(m.site, veraOf(actor))
	if (err == nil) != (may && act.valid) || errors.Is(err, access.ErrDenied) == may {
		t.Fatalf("%s by %s, allowed: %v, valid: %v: %v", act.name, actor, may, act.valid, err)
	}
	if err != nil {
		if next != nil || r.Count(report.Change)+r.Count(report.Unchanged) > 0 {
			t.Fatalf("%s: got %v and %v beside %v", act.name, next, r, err)
		}
		return
	}
	wantReported(t, m.site, next, r)
	m.site, m.forms, m.profiles = next, act.after.forms, tidy(act.after.profiles)
	m.kept = append(m.kept, keptSite{next, next.Config(), decisions(next)})
	again, r, err := act.try(next, veraOf(actor))
	if err == nil && (again != next || r.Count(report.Change) > 0) {
		t.Fatalf("%s again: %v", act.name, r)
	}
}

// branch acts on an earlier site and keeps nothing: what was kept must not change.
func (m *modelledSite) branch(t *rapid.T) {
	if len(m.kept) == 0 {
		t.Skip("no site yet")
	}
	_, _, _ = randomAttempt(t).try(rapid.SampledFrom(m.kept).Draw(t, "earlier").site, veraOf("chief"))
}

// check compares the site with the model.
func (m *modelledSite) check(t *rapid.T) {
	if diff := sameConfig(profile.Config{Forms: m.forms, Profiles: m.profiles}, setConfig(m.site)); diff != "" {
		t.Fatalf("set to (-want +got)\n%s", diff)
	}
	for _, p := range m.profiles {
		user := veraOf(p.Name)
		for _, form := range someForms {
			for c := range everyRelation(form) {
				for _, a := range caseActions {
					want := combination{
						module: p.Cases, administrator: p.Administrator, rights: p.Forms[form],
						registrant: c.RegisteredBy == "vera", selected: c.Users != nil, inGroup: c.Groups != nil,
						sameWorkspace: c.Workspace == "W1", status: c.Status, action: a,
					}
					if got := m.site.Check(user, a, c); got.Allowed != want.may() {
						t.Fatalf("%s on %s: %+v: got %v", p.Name, form, want, got)
					}
				}
			}
		}
	}
}

// checkKept compares sites that were kept with what they were.
func (m *modelledSite) checkKept(t *rapid.T) {
	for _, k := range m.kept {
		if diff := sameConfig(k.config, k.site.Config()); diff != "" || !slices.Equal(k.decisions, decisions(k.site)) {
			t.Fatalf("a site that was kept has changed\n%s", diff)
		}
	}
}

// Users of every profile set rights and switches, and add and remove forms and
// profiles.
func TestASiteGoesByWhatIsSet(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := &modelledSite{site: administeredSite(t)}
		m.forms, m.profiles = m.site.Config().Forms, tidy(m.site.Config().Profiles)
		t.Repeat(map[string]func(*rapid.T){
			"set rights": m.setRights, "set rights again": m.setRights, "set switches": m.setSwitches,
			"add form": m.addForm, "remove form": m.removeForm,
			"add profile": m.addProfile, "remove profile": m.removeProfile,
			"branch": m.branch, "": m.check,
		})
		m.checkKept(t)
	})
}
