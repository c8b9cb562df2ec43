package casework_test

import (
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"lupa.example/access"
	"lupa.example/casework"
)

// A world is a practice's configuration and a question to it. All its names come
// from few, and from the same few for users, organisations and programs, so that
// they meet.
type world struct {
	config   casework.Config
	subject  access.Subject
	action   access.Action
	resource access.Resource
}

func (w world) decide(t *rapid.T) access.Decision {
	practice, err := casework.NewPractice(w.config)
	if err != nil {
		t.Fatal(err)
	}
	return practice.Check(w.subject, w.action, w.resource)
}

var (
	names = rapid.SampledFrom([]string{"a", "b", "c"})
	maybe = rapid.SampledFrom([]string{"a", "b", "c", ""})
	lists = rapid.SliceOfN(maybe, 0, 4)
	lots  = rapid.MapOfN(maybe, lists, 0, 3)

	// What every question needs is seldom missing and often fits, else little would
	// be decided.
	needed = rapid.SampledFrom([]string{"a", "a", "a", "b", "b", "b", "c", "c", "c", ""})
	orgs   = rapid.SampledFrom([]string{"a", "a", "a", "a", "a", "a", "a", "a", "b", ""})
)

func drawWorld(t *rapid.T) world {
	w := world{
		config: casework.Config{
			Package:        rapid.SliceOfNDistinct(names, 0, 3, rapid.ID[string]).Draw(t, "package"),
			SharedMayShare: rapid.Bool().Draw(t, "sharedMayShare"),
		},
		subject: access.Subject{User: needed.Draw(t, "user")},
	}
	for range rapid.SampledFrom([]int{1, 1, 1, 1, 1, 1, 1, 1, 2, 0}).Draw(t, "facts") {
		w.subject.Facts = append(w.subject.Facts, &casework.Worker{Org: orgs.Draw(t, "worker's")})
	}
	actions := sessionActions
	switch rapid.IntRange(0, 4).Draw(t, "kind") {
	case 0:
		actions = clientActions
		w.resource = drawClient(t)
	case 1:
		w.resource = &casework.Session{Client: drawClient(t), WrittenBy: maybe.Draw(t, "writtenBy")}
	case 2:
		actions = []access.Action{casework.ActionView, "unknown"}
		w.resource = drawEngagement(t)
	case 3:
		actions = []access.Action{casework.ActionGive, casework.ActionRemove}
		w.resource = &casework.Access{Consultant: needed.Draw(t, "consultant"), Engagement: drawEngagement(t)}
	case 4:
		actions = []access.Action{casework.ActionUse, casework.ActionAssign, casework.ActionRemove}
		w.resource = &casework.Program{ID: needed.Draw(t, "program"), Engagement: drawEngagement(t)}
	}
	w.action = rapid.SampledFrom(actions).Draw(t, "action")
	return w
}

func drawClient(t *rapid.T) *casework.Client {
	return &casework.Client{Org: orgs.Draw(t, "org"), Responsible: needed.Draw(t, "responsible"), Shared: lists.Draw(t, "shared")}
}

func drawEngagement(t *rapid.T) *casework.Engagement {
	return &casework.Engagement{
		Org:                   orgs.Draw(t, "agency"),
		SystemAdministrators:  lists.Draw(t, "systemAdministrators"),
		ProgramAdministrators: lots.Draw(t, "programAdministrators"),
		Consultants:           lots.Draw(t, "consultants"),
	}
}

// changed returns the world with its resource rebuilt: names by the function that
// is told their sort, lists of them by the other.
func (w world) changed(one func(sort, name string) string, all func(sort string, list []string) []string) world {
	client := func(c *casework.Client) *casework.Client {
		return &casework.Client{Org: one("org", c.Org), Responsible: one("user", c.Responsible), Shared: all("user", c.Shared)}
	}
	lots := func(key, value string, of map[string][]string) map[string][]string {
		changed := make(map[string][]string)
		for _, name := range slices.Sorted(maps.Keys(of)) {
			changed[one(key, name)] = all(value, of[name])
		}
		return changed
	}
	engagement := func(e *casework.Engagement) *casework.Engagement {
		return &casework.Engagement{
			Org:                   one("org", e.Org),
			SystemAdministrators:  all("user", e.SystemAdministrators),
			ProgramAdministrators: lots("program", "user", e.ProgramAdministrators),
			Consultants:           lots("user", "program", e.Consultants),
		}
	}
	switch r := w.resource.(type) {
	case *casework.Client:
		w.resource = client(r)
	case *casework.Session:
		w.resource = &casework.Session{Client: client(r.Client), WrittenBy: one("user", r.WrittenBy)}
	case *casework.Engagement:
		w.resource = engagement(r)
	case *casework.Access:
		w.resource = &casework.Access{Consultant: one("user", r.Consultant), Engagement: engagement(r.Engagement)}
	case *casework.Program:
		w.resource = &casework.Program{ID: one("program", r.Name), Engagement: engagement(r.Engagement)}
	}
	return w
}

// Two sorts of names never share one after the renaming, even if they did before.
func TestNamesAreOnlyNames(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t)
		want := w.decide(t)

		renamed := make(map[string]string)
		for _, sort := range []string{"user", "org", "program"} {
			others := rapid.Permutation([]string{"x", "yy", "Å"}).Draw(t, sort)
			for i, name := range []string{"a", "b", "c"} {
				renamed[sort+" "+name] = sort + others[i]
			}
		}
		one := func(sort, name string) string { return renamed[sort+" "+name] } // none stays none
		all := func(sort string, list []string) []string {
			var names []string
			for _, name := range list {
				names = append(names, one(sort, name))
			}
			return names
		}
		w = w.changed(one, all)
		w.config.Package = all("program", w.config.Package)
		w.subject.User = one("user", w.subject.User)
		for i, f := range w.subject.Facts {
			w.subject.Facts[i] = &casework.Worker{Org: one("org", f.(*casework.Worker).Org)}
		}
		if got := w.decide(t); got != want {
			t.Fatalf("got %v, want %v", got, want)
		}
	})
}

func TestOrderAndRepetitionMakeNoDifference(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t)
		want := w.decide(t)
		same := func(_, name string) string { return name }
		w = w.changed(same, func(_ string, list []string) []string { return shaken(t, list) })
		w.subject.Facts = shaken(t, w.subject.Facts)
		w.config.Package = rapid.Permutation(w.config.Package).Draw(t, "package's order")
		if got := w.decide(t); got != want {
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

// An impostor is a fact of another area that looks like this one's.
type impostor struct{ casework.Worker }

func TestFactsOfOtherAreasChangeNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t)
		want := w.decide(t)
		others := []access.Fact{new(foreign), &impostor{casework.Worker{Org: "a"}}, nil, (*casework.Worker)(nil)}
		w.subject.Facts = rapid.Permutation(append(others, w.subject.Facts...)).Draw(t, "facts among others")
		if got := w.decide(t); got != want {
			t.Fatalf("got %v, want %v", got, want)
		}
	})
}
