package profile_test

import (
	"testing"

	"lupa.example/access"
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
func unknownStatus(c *profile.Case)    { c.Status = profile.StatusUnknown }

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

func newSite(t testing.TB, c profile.Config) *profile.Site {
	t.Helper()
	site, err := profile.NewSite(c)
	if err != nil {
		t.Fatal(err)
	}
	return site
}

func newPolicy(t testing.TB, c profile.Config) *access.Policy {
	t.Helper()
	policy, err := access.NewPolicy(newSite(t, c))
	if err != nil {
		t.Fatal(err)
	}
	return policy
}

// wantDecision asks a new site of the configuration.
func wantDecision(t *testing.T, c profile.Config, s access.Subject, a access.Action, r access.Resource, want access.Decision) {
	t.Helper()
	if got := newSite(t, c).Check(s, a, r); got != want {
		t.Errorf("%s %s %q: got %v, want %v", a, r.Kind(), r.ID(), got, want)
	}
}

// A foreign is a resource of a kind, and a fact, that the area does not know.
type foreign struct{}

func (*foreign) Kind() access.Kind { return "foreign" }
func (*foreign) Fact() string      { return "foreign" }
