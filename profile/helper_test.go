package profile_test

import (
	"errors"
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"lupa.example/access"
	"lupa.example/access/invalid/invalidtest"
	"lupa.example/access/report"
	"lupa.example/profile"
)

// Most tests ask about anna, who is in workspace W1 and a member of the groups
// night and pilots, and whose profile is officer; and about a case of the form F1
// that she has nothing to do with, until a test changes one thing.

func anna() access.Subject {
	return access.Subject{User: "anna", Facts: []access.Fact{annasFact()}}
}

func annasFact() *profile.User {
	return &profile.User{Profile: "officer", Workspace: "W1", Groups: []string{"night", "pilots"}}
}

func strangeCase() *profile.Case {
	return &profile.Case{
		ID: "K1", Form: "F1", RegisteredBy: "bo", Workspace: "W2",
		Users: []string{"cia"}, Groups: []string{"day"}, Status: profile.StatusOpen,
	}
}

func registeredByAnna(c *profile.Case) { c.RegisteredBy = "anna" }
func inAnnasWorkspace(c *profile.Case) { c.Workspace = "W1" }
func annaSelected(c *profile.Case)     { c.Users = []string{"cia", "anna"} }
func groupSelected(c *profile.Case)    { c.Groups = []string{"day", "pilots"} }
func closed(c *profile.Case)           { c.Status = profile.StatusClosed }
func caseThat(changes ...func(*profile.Case)) *profile.Case {
	c := strangeCase()
	for _, change := range changes {
		change(c)
	}
	return c
}

// officers is a site with the forms F1 and F2, and one profile that has the case
// module and the given rights on F1.
func officers(f1 profile.FormRights) profile.Config {
	return profile.Config{
		Forms: []string{"F1", "F2"},
		Profiles: []profile.Profile{
			{Name: "officer", Cases: true, Forms: map[string]profile.FormRights{"F1": f1}},
		},
	}
}

// reading is the officers' site where the scope for reading F1 is the given one.
func reading(s profile.Scope) profile.Config { return officers(profile.FormRights{Read: s}) }

// with returns the configuration with its first profile changed.
func with(c profile.Config, change func(*profile.Profile)) profile.Config {
	change(&c.Profiles[0])
	return c
}

func administrators() profile.Config {
	return with(officers(profile.FormRights{}), func(p *profile.Profile) { p.Administrator = true })
}

func mustSite(t testing.TB, c profile.Config) *profile.Site {
	t.Helper()
	site, err := profile.NewSite(c)
	if err != nil {
		t.Fatal(err)
	}
	return site
}

func mustPolicy(t testing.TB, c profile.Config) *access.Policy {
	t.Helper()
	policy, err := access.NewPolicy(mustSite(t, c))
	if err != nil {
		t.Fatal(err)
	}
	return policy
}

// wantCheck asks a new site of the configuration.
func wantCheck(t *testing.T, c profile.Config, s access.Subject, a access.Action, r access.Resource, want access.Decision) {
	t.Helper()
	if got := mustSite(t, c).Check(s, a, r); got != want {
		t.Errorf("%s %s: got %v, want %v", a, r.Kind(), got, want)
	}
}

// A foreign is a resource of a kind, and a fact, that the area does not know.
type foreign struct{}

func (*foreign) Kind() access.Kind { return "foreign" }
func (*foreign) Fact() string      { return "foreign" }

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

func theProfile(name string) report.Thing { return report.Thing{Kind: profile.KindProfile, ID: name} }
func theForm(name string) report.Thing    { return report.Thing{Kind: profile.KindForm, ID: name} }

func vera() access.Subject { return acting("vera", "chief") }

// An attempt is an act with its arguments, as tests try it with several actors.
type attempt struct {
	name string
	try  func(*profile.Site, access.Subject) (*profile.Site, report.Report, error)
}

func setRights(profileName, form string, r profile.FormRights) attempt {
	return attempt{"set-rights", func(s *profile.Site, actor access.Subject) (*profile.Site, report.Report, error) {
		return s.SetRights(actor, profileName, form, r)
	}}
}

func setSwitches(profileName string, w profile.Switches) attempt {
	return attempt{"set-switches", func(s *profile.Site, actor access.Subject) (*profile.Site, report.Report, error) {
		return s.SetSwitches(actor, profileName, w)
	}}
}

func addForm(form string) attempt {
	return attempt{"add-form", func(s *profile.Site, actor access.Subject) (*profile.Site, report.Report, error) {
		return s.AddForm(actor, form)
	}}
}

func removeForm(form string) attempt {
	return attempt{"remove-form", func(s *profile.Site, actor access.Subject) (*profile.Site, report.Report, error) {
		return s.RemoveForm(actor, form)
	}}
}

func addProfile(p profile.Profile) attempt {
	return attempt{"add-profile", func(s *profile.Site, actor access.Subject) (*profile.Site, report.Report, error) {
		return s.AddProfile(actor, p)
	}}
}

func removeProfile(profileName string) attempt {
	return attempt{"remove-profile", func(s *profile.Site, actor access.Subject) (*profile.Site, report.Report, error) {
		return s.RemoveProfile(actor, profileName)
	}}
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

// wantLines wants the items' and the warnings' texts.
func wantLines(t *testing.T, r report.Report, want ...string) {
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
