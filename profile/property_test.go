package profile_test

import (
	"testing"

	"pgregory.net/rapid"

	"lupa.example/access"
	"lupa.example/profile"
)

// A world is a site's configuration and a question to it. All its names come from
// few, and from the same few for users, groups and the rest, so that they meet.
type world struct {
	config   profile.Config
	subject  access.Subject
	action   access.Action
	resource access.Resource
}

func (w world) decide(t *rapid.T) access.Decision {
	site, err := profile.NewSite(w.config)
	if err != nil {
		t.Fatal(err)
	}
	return site.Check(w.subject, w.action, w.resource)
}

var (
	names = rapid.SampledFrom([]string{"a", "b", "c"})
	maybe = rapid.SampledFrom([]string{"", "a", "b", "c"})
	lists = rapid.SliceOfN(maybe, 0, 4)

	// What every question needs is seldom missing, else little would be decided.
	needed = rapid.SampledFrom([]string{"a", "a", "a", "b", "b", "b", "c", "c", "c", ""})
)

func drawWorld(t *rapid.T) world {
	w := world{
		config:  profile.Config{Forms: rapid.SliceOfNDistinct(names, 2, 3, rapid.ID[string]).Draw(t, "forms")},
		subject: access.Subject{User: needed.Draw(t, "user")},
	}
	for _, name := range rapid.Permutation([]string{"a", "b", "c"}).Draw(t, "profiles") {
		w.config.Profiles = append(w.config.Profiles, drawProfile(t, name, w.config.Forms))
	}
	for range rapid.SampledFrom([]int{1, 1, 1, 1, 1, 1, 1, 1, 2, 0}).Draw(t, "facts") {
		w.subject.Facts = append(w.subject.Facts, &profile.User{
			Profile: needed.Draw(t, "profile"), Workspace: maybe.Draw(t, "workspace"), Groups: lists.Draw(t, "groups"),
		})
	}
	var actions []access.Action
	switch rapid.IntRange(0, 3).Draw(t, "kind") {
	case 0:
		actions = []access.Action{profile.ActionRegister, profile.ActionChange, profile.ActionAdminister}
		w.resource = &profile.Form{ID: needed.Draw(t, "form")}
	case 1:
		actions = []access.Action{profile.ActionFreeText, profile.ActionQuery, profile.ActionSave, "unknown"}
		w.resource = &profile.Search{Forms: rapid.SliceOfN(needed, 0, 2).Draw(t, "searched"), SavedBy: maybe.Draw(t, "savedBy")}
	default:
		actions = []access.Action{profile.ActionRead, profile.ActionChange, profile.ActionDelete, profile.ActionSharePublicly}
		w.resource = &profile.Case{
			Form: needed.Draw(t, "form"), RegisteredBy: needed.Draw(t, "registeredBy"), Workspace: needed.Draw(t, "of"),
			Users: lists.Draw(t, "users"), Groups: lists.Draw(t, "selected groups"),
			Status: profile.Status(rapid.IntRange(0, 2).Draw(t, "status")),
		}
	}
	w.action = rapid.SampledFrom(actions).Draw(t, "action")
	return w
}

func drawProfile(t *rapid.T, name string, forms []string) profile.Profile {
	flag := func(label string) bool { return rapid.Bool().Draw(t, label) }
	p := profile.Profile{
		Name: name, Cases: rapid.IntRange(0, 4).Draw(t, "cases") > 0, Administrator: rapid.IntRange(0, 4).Draw(t, "administrator") == 0,
		FreeText: flag("freeText"), QueryBuilder: flag("queryBuilder"), Forms: make(map[string]profile.FormRights),
	}
	scopes := rapid.SampledFrom([]profile.Scope{0, 1, 2, 3, 4})
	for _, form := range forms {
		r := profile.FormRights{
			Read: scopes.Draw(t, "read"), Change: scopes.Draw(t, "change"), Delete: scopes.Draw(t, "delete"),
			Register: flag("register"), ChangeForm: flag("changeForm"),
		}
		r.SharePublicly = r.Read != profile.ScopeNone && flag("sharePublicly")
		r.ChangeClosed = r.Change != profile.ScopeNone && flag("changeClosed")
		p.Forms[form] = r
	}
	return p
}

// A renaming gives everything of one sort another name, one to one; no name stays
// none. Two sorts never share a name afterwards, even if they did before.
type renaming map[string]string

func drawRenaming(t *rapid.T) renaming {
	r := make(renaming)
	for _, sort := range []string{"user", "group", "workspace", "form", "profile"} {
		others := rapid.Permutation([]string{"x", "yy", "Å"}).Draw(t, sort)
		for i, name := range []string{"a", "b", "c"} {
			r[sort+" "+name] = sort + others[i]
		}
	}
	return r
}

func (r renaming) one(sort, name string) string { return r[sort+" "+name] }

func (r renaming) all(sort string, list []string) []string {
	var renamed []string
	for _, name := range list {
		renamed = append(renamed, r.one(sort, name))
	}
	return renamed
}

func (r renaming) world(w world) world {
	w.config.Forms = r.all("form", w.config.Forms)
	profiles := w.config.Profiles
	w.config.Profiles = nil
	for _, p := range profiles {
		forms := make(map[string]profile.FormRights)
		for form, rights := range p.Forms {
			forms[r.one("form", form)] = rights
		}
		p.Name, p.Forms = r.one("profile", p.Name), forms
		w.config.Profiles = append(w.config.Profiles, p)
	}
	w.subject.User = r.one("user", w.subject.User)
	facts := w.subject.Facts
	w.subject.Facts = nil
	for _, f := range facts {
		u := f.(*profile.User)
		w.subject.Facts = append(w.subject.Facts, &profile.User{
			Profile: r.one("profile", u.Profile), Workspace: r.one("workspace", u.Workspace), Groups: r.all("group", u.Groups),
		})
	}
	switch of := w.resource.(type) {
	case *profile.Form:
		w.resource = &profile.Form{ID: r.one("form", of.Name)}
	case *profile.Search:
		w.resource = &profile.Search{Forms: r.all("form", of.Forms), SavedBy: r.one("user", of.SavedBy)}
	case *profile.Case:
		w.resource = &profile.Case{
			Form: r.one("form", of.Form), RegisteredBy: r.one("user", of.RegisteredBy), Workspace: r.one("workspace", of.Workspace),
			Users: r.all("user", of.Users), Groups: r.all("group", of.Groups), Status: of.Status,
		}
	}
	return w
}

func (r renaming) decision(d access.Decision) access.Decision {
	switch d.Reason {
	case profile.ReasonUnknownForm, profile.ReasonFormNotAccessible:
		d.By = r.one("form", d.By)
	case profile.ReasonNotSaver:
		d.By = r.one("user", d.By)
	default:
		d.By = r.one("profile", d.By)
	}
	return d
}

func TestNamesAreOnlyNames(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, r := drawWorld(t), drawRenaming(t)
		if got, want := r.world(w).decide(t), r.decision(w.decide(t)); got != want {
			t.Fatalf("got %v, want %v", got, want)
		}
	})
}

// shaken returns the elements in another order, some of them repeated.
func shaken[T any](t *rapid.T, list []T) []T {
	if len(list) == 0 {
		return list
	}
	more := rapid.SliceOfN(rapid.SampledFrom(list), 0, 3).Draw(t, "repeated")
	return rapid.Permutation(append(more, list...)).Draw(t, "order")
}

func TestOrderAndRepetitionMakeNoDifference(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t)
		want := w.decide(t)
		if c, ok := w.resource.(*profile.Case); ok {
			c.Users, c.Groups = shaken(t, c.Users), shaken(t, c.Groups)
		}
		for i, f := range w.subject.Facts {
			u := *f.(*profile.User)
			u.Groups = shaken(t, u.Groups)
			w.subject.Facts[i] = &u
		}
		w.subject.Facts = shaken(t, w.subject.Facts)
		w.config.Profiles = rapid.Permutation(w.config.Profiles).Draw(t, "profiles' order")
		w.config.Forms = rapid.Permutation(w.config.Forms).Draw(t, "forms' order")
		if got := w.decide(t); got != want {
			t.Fatalf("got %v, want %v", got, want)
		}
	})
}

// Which form is named may differ: it is the first that is refused.
func TestOrderAndRepetitionOfFormsChangeNoFreeTextSearch(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t)
		w.action = profile.ActionFreeText
		searched := &profile.Search{Forms: lists.Draw(t, "several"), SavedBy: maybe.Draw(t, "saver")}
		w.resource = searched
		want := w.decide(t)
		searched.Forms = shaken(t, searched.Forms)
		if got := w.decide(t); got.Allowed != want.Allowed {
			t.Fatalf("got %v, want %v", got, want)
		}
	})
}

// An impostor is a fact of another area that looks like this one's.
type impostor struct{ profile.User }

func TestFactsOfOtherAreasChangeNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t)
		want := w.decide(t)
		others := []access.Fact{new(foreign), &impostor{profile.User{Profile: "a", Workspace: "a", Groups: []string{"a"}}}, nil, (*profile.User)(nil)}
		w.subject.Facts = rapid.Permutation(append(others, w.subject.Facts...)).Draw(t, "facts among others")
		if got := w.decide(t); got != want {
			t.Fatalf("got %v, want %v", got, want)
		}
	})
}
