package profile_test

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"lupa.example/access"
	"lupa.example/access/accesstest"
	"lupa.example/access/foresight"
	"lupa.example/access/report"
	"lupa.example/profile"
	"lupa.example/profile/profiletest"
)

// A question is decided otherwise if and only if some change is about it.
func TestDifferencesAreExact(t *testing.T) {
	flips, same := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		old, new := twoSites().Draw(t, "sites").sites()
		told := changesBetween(t, old, new)
		for range 30 {
			q := profiletest.Questions(rapid.SampledFrom([]*profile.Site{old, new}).Draw(t, "of")).Draw(t, "question")
			if flip, err := told.Flips(q); err != nil {
				t.Fatal(err)
			} else if flip {
				flips++
			} else {
				same++
			}
		}
	})
	if flips == 0 || same == 0 {
		t.Errorf("%d questions are decided otherwise, %d alike", flips, same)
	}
}

// Every pair of settings of one form, against every sort of case.
func TestDifferencesOfOneForm(t *testing.T) {
	accesstest.Large(t)
	scopes := []profile.Scope{profile.ScopeNone, profile.ScopeRegistered, profile.ScopeInvolved, profile.ScopeWorkspace, profile.ScopeAll}
	var settings []profile.FormRights
	for _, scope := range scopes {
		for _, extra := range []bool{false, true} {
			settings = append(settings, profile.FormRights{Read: scope, Change: scope, Delete: scope, Register: extra, ChangeForm: extra,
				SharePublicly: extra && scope != profile.ScopeNone, ChangeClosed: extra && scope != profile.ScopeNone})
		}
	}
	var sites []*profile.Site
	for _, set := range settings {
		sites = append(sites, site(t, profile.Profile{Name: "p", Cases: true, FreeText: set.Register, QueryBuilder: true, Forms: map[string]profile.FormRights{"F": set}}))
	}
	sites = append(sites,
		site(t, profile.Profile{Name: "p", Cases: true, FreeText: true, Administrator: true}),
		site(t, profile.Profile{Name: "p", Forms: map[string]profile.FormRights{"F": settings[len(settings)-1]}}),
		site(t), new(profile.Site))
	world := smallWorld()
	n := 0
	for _, old := range sites {
		for _, new := range sites {
			told := changesBetween(t, old, new)
			policy, err := access.NewPolicy(new)
			if err != nil {
				t.Fatal(err)
			}
			for q := range world.Questions(policy) {
				if _, err := told.Flips(q); err != nil {
					t.Fatal(err)
				}
				n++
			}
		}
	}
	t.Logf("%d questions", n)
}

func site(t *testing.T, profiles ...profile.Profile) *profile.Site {
	t.Helper()
	return siteOf(t, []string{"F", "G"}, profiles...)
}

func siteOf(t *testing.T, forms []string, profiles ...profile.Profile) *profile.Site {
	t.Helper()
	s, err := profile.NewSite(profile.Config{Forms: forms, Profiles: profiles})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// SmallWorld has a person in a profile and every sort of case, form and search.
func smallWorld() accesstest.World {
	w := accesstest.World{Subjects: []access.Subject{{User: "u", Facts: []access.Fact{&profile.User{Profile: "p", Workspace: "W", Groups: []string{"g"}}}}}}
	for _, form := range []string{"F", "G", "H"} {
		for bits := range 16 {
			c := &profile.Case{Form: form, Status: profile.StatusOpen}
			if bits&1 != 0 {
				c.RegisteredBy = "u"
			}
			if bits&2 != 0 {
				c.Groups = []string{"g"}
			}
			if bits&4 != 0 {
				c.Workspace = "W"
			}
			if bits&8 != 0 {
				c.Status = profile.StatusUnknown
			}
			w.Resources = append(w.Resources, c)
		}
		w.Resources = append(w.Resources, &profile.Form{ID: form})
	}
	for _, forms := range [][]string{nil, {"F"}, {"G"}, {"H"}, {"F", "F"}, {"F", "G"}, {"F", "H"}} {
		for _, by := range []string{"", "u", "v"} {
			w.Resources = append(w.Resources, &profile.Search{Forms: forms, SavedBy: by})
		}
	}
	return w
}

func changesBetween(t interface{ Fatal(...any) }, old, new *profile.Site) *accesstest.Telling {
	before, err := access.NewPolicy(old)
	if err != nil {
		t.Fatal(err)
	}
	after, err := access.NewPolicy(new)
	if err != nil {
		t.Fatal(err)
	}
	told, err := accesstest.Tell(before, after, toldSites{old, new}.covers)
	if err != nil {
		t.Fatal(err)
	}
	return told
}

// A pair is two sites of which one may be made from the other.
type pair struct{ old, new *profile.Site }

func (p pair) sites() (old, new *profile.Site) { return p.old, p.new }

func twoSites() *rapid.Generator[pair] {
	return rapid.Custom(func(t *rapid.T) pair {
		old := profiletest.Sites().Draw(t, "old")
		if rapid.Bool().Draw(t, "another") {
			return pair{old, profiletest.Sites().Draw(t, "new")}
		}
		config := old.Config()
		for i := range config.Profiles {
			p := &config.Profiles[i]
			switch rapid.IntRange(0, 6).Draw(t, "change") {
			case 0:
				p.Cases = !p.Cases
			case 1:
				p.Administrator = !p.Administrator
			case 2:
				p.FreeText, p.QueryBuilder = !p.FreeText, !p.QueryBuilder
			case 3, 4:
				for _, form := range config.Forms {
					set := p.Forms[form]
					set.Read = profile.Scope(rapid.IntRange(1, 4).Draw(t, "read"))
					set.Change = profile.Scope(rapid.IntRange(1, 4).Draw(t, "change"))
					set.ChangeClosed = rapid.Bool().Draw(t, "closed")
					if p.Forms == nil {
						p.Forms = make(map[string]profile.FormRights)
					}
					p.Forms[form] = set
				}
			}
		}
		slices.Reverse(config.Profiles) // which makes no difference
		slices.Reverse(config.Forms)
		new, err := profile.NewSite(config)
		if err != nil {
			t.Fatal(err)
		}
		return pair{old, new}
	})
}

// ToldSites are two sites, and read their changes as the package documents them.
type toldSites struct{ old, new *profile.Site }

func (r toldSites) covers(c foresight.Change, q access.Question) bool {
	fact, missing := access.Single(q.Subject, func(a, b *profile.User) bool {
		return a.Profile == b.Profile && a.Workspace == b.Workspace && slices.Equal(setOf(a.Groups), setOf(b.Groups))
	})
	if missing != "" || q.Subject.User == "" {
		return false
	}
	if !slices.Contains(c.Who.Of, report.Thing{Kind: profile.KindProfile, ID: fact.Profile}) {
		return false
	}
	var is func(report.Thing) bool
	switch row := q.Resource.(type) {
	case *profile.Case:
		if row == nil || row.Form == "" {
			return false
		}
		is = func(t report.Thing) bool {
			switch t.Kind {
			case profile.KindForm:
				return row.Form == t.ID
			case profile.KindOpenCase:
				return row.Status == profile.StatusOpen
			default:
				return inScope(t.ID, row, q.Subject.User, fact)
			}
		}
	case *profile.Form:
		if row == nil || row.ID == "" {
			return false
		}
		is = func(t report.Thing) bool { return row.ID == t.ID }
	case *profile.Search:
		if row == nil || row.SavedBy != "" && row.SavedBy != q.Subject.User || slices.Contains(row.Forms, "") || q.Action != profile.ActionFreeText && len(row.Forms) != 1 {
			return false
		}
		is = func(t report.Thing) bool {
			if t.Kind == profile.KindForm {
				return slices.Contains(row.Forms, t.ID)
			}
			return r.readable(c, fact.Profile, row.Forms, t)
		}
	default:
		return false
	}
	return c.Which.Holds(is)
}

func setOf(groups []string) []string { return slices.Compact(slices.Sorted(slices.Values(groups))) }

// readable reports whether the profile reads all of the forms, by the policy that gives
// what is gained or lost, or where this is excepted by the other.
func (r toldSites) readable(c foresight.Change, name string, forms []string, t report.Thing) bool {
	site := r.new
	if c.Effect == report.Loss != slices.Contains(c.Which.Without, t) {
		site = r.old
	}
	p, _ := site.Profile(name)
	for _, form := range forms {
		if p.Forms[form].Read == profile.ScopeNone {
			return false
		}
	}
	return true
}

func inScope(scope string, c *profile.Case, user string, fact *profile.User) bool {
	switch scope {
	case "registered":
		return c.RegisteredBy == user
	case "involved":
		return slices.Contains(c.Users, user) || slices.ContainsFunc(c.Groups, func(g string) bool { return g != "" && slices.Contains(fact.Groups, g) })
	case "workspace":
		return c.Workspace != "" && c.Workspace == fact.Workspace
	default:
		panic(scope)
	}
}

func TestDifferenceInWords(t *testing.T) {
	before := profile.Profile{Name: "officer", Cases: true, Forms: map[string]profile.FormRights{
		"F": {Read: profile.ScopeRegistered, Change: profile.ScopeAll}, "G": {Read: profile.ScopeAll}}}
	after := before
	after.FreeText = true
	after.Forms = map[string]profile.FormRights{
		"F": {Read: profile.ScopeWorkspace, Change: profile.ScopeAll, ChangeClosed: true}, "G": {Read: profile.ScopeAll, Register: true}}
	want := `profile officer gains read of case (form F; scope workspace; without scope registered)
profile officer loses read of case (form F; scope registered; without scope workspace)
profile officer gains change of case (form F; without open case)
profile officer gains register of form (form G)
profile officer gains free-text of search (with readable forms)
`
	if got := changesBetween(t, site(t, before), site(t, after)).Difference.String(); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
	with := func(forms map[string]profile.FormRights) profile.Profile {
		return profile.Profile{Name: "officer", Cases: true, FreeText: true, Forms: forms}
	}
	changing := func(s profile.Scope, closed bool) profile.Profile {
		return with(map[string]profile.FormRights{"F": {Change: s, ChangeClosed: closed}})
	}
	all := profile.FormRights{Read: profile.ScopeAll}
	for _, test := range []struct {
		before, after profile.Profile
		want          string
	}{
		{changing(profile.ScopeNone, false), changing(profile.ScopeWorkspace, false), `profile officer gains change of case (form F; open case; scope workspace)
`},
		{changing(profile.ScopeWorkspace, false), changing(profile.ScopeWorkspace, true), `profile officer gains change of case (form F; scope workspace; without open case)
`},
		{changing(profile.ScopeWorkspace, false), changing(profile.ScopeInvolved, true), `profile officer gains change of case (form F; scope involved; without scope workspace)
profile officer gains change of case (form F; scope involved; with scope workspace; without open case)
profile officer loses change of case (form F; open case; scope workspace; without scope involved)
`},
		{changing(profile.ScopeRegistered, false), changing(profile.ScopeWorkspace, false), `profile officer gains change of case (form F; open case; scope workspace; without scope registered)
profile officer loses change of case (form F; open case; scope registered; without scope workspace)
`},
		{with(nil), with(map[string]profile.FormRights{"G": all, "F": all}), `profile officer gains read of case (form F or G)
profile officer gains free-text of search (with readable forms)
`},
		{with(map[string]profile.FormRights{"F": all}), with(map[string]profile.FormRights{"F": all, "G": all, "E": {Register: true}}), `profile officer gains read of case (form G)
profile officer gains register of form (form E)
profile officer gains free-text of search (form G; with readable forms)
`},
	} {
		before, after := siteOf(t, []string{"F", "G", "E"}, test.before), siteOf(t, []string{"F", "G", "E"}, test.after)
		if got := changesBetween(t, before, after).Difference.String(); got != test.want {
			t.Errorf("%s\nwant\n%s", got, test.want)
		}
	}
}

// Another is an authority of another type.
type another struct{}

func (another) Kinds() []access.Kind { return nil }
func (another) Check(access.Subject, access.Action, access.Resource) access.Decision {
	return access.Decision{}
}

func TestNothingIsComparedWithAnotherType(t *testing.T) {
	if _, ok := new(profile.Site).Since(another{}); ok {
		t.Error("an authority of another type is compared")
	}
}

// Where there was no authority, all that there is comes, and goes again.
func TestAllIsGainedFromNothing(t *testing.T) {
	p, err := access.NewPolicy(mustSite(t, profile.Config{Forms: []string{"F1"}, Profiles: []profile.Profile{{Name: "root", Cases: true, Administrator: true}}}))
	if err != nil {
		t.Fatal(err)
	}
	gained, err1 := foresight.Diff(nil, p)
	lost, err2 := foresight.Diff(p, nil)
	if err1 != nil || err2 != nil || len(gained.NotCompared) > 0 || len(gained.Changes) == 0 || len(gained.Changes) != len(lost.Changes) {
		t.Errorf("%v, error %v\n%v, error %v", gained, err1, lost, err2)
	}
}

// What administrators lose is told in few words, however many of them and forms there are.
func TestDifferencesOfManyAdministrators(t *testing.T) {
	const many = 200
	var config, off profile.Config
	for i := range many {
		config.Forms = append(config.Forms, fmt.Sprint("F", i))
		config.Profiles = append(config.Profiles, profile.Profile{Name: fmt.Sprint("p", i), Cases: true, Administrator: true})
		off.Profiles = append(off.Profiles, profile.Profile{Name: fmt.Sprint("p", i), Administrator: true})
	}
	off.Forms = config.Forms
	build := func(c profile.Config) *profile.Site {
		s, err := profile.NewSite(c)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	old, new := build(config), build(off)
	told := 0
	allocated := testing.AllocsPerRun(1, func() {
		d := changesBetween(t, old, new).Difference
		told = 0
		for _, c := range d.Changes {
			told += 1 + len(c.Who.Of) + len(c.Which.Of) + len(c.Which.Without)
		}
	})
	if told > 20*many {
		t.Errorf("%d things are told", told)
	}
	if allocated > 200*many {
		t.Errorf("%v allocations", allocated)
	}
}
