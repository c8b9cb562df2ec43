package profile

import (
	"fmt"
	"runtime"
	"testing"

	"lupa.example/access"
)

// Long lists are compared in another way than short ones, with the same outcome.
func TestLongListsOfGroupsAreComparedLikeShortOnes(t *testing.T) {
	numbered := func(what string, n int) []string {
		list := []string{""}
		for i := range n {
			list = append(list, fmt.Sprint(what, i))
		}
		return list
	}
	s, err := NewSite(Config{Forms: []string{"F1"}, Profiles: []Profile{
		{Name: "officer", Cases: true, Forms: map[string]FormRights{"F1": {Read: ScopeInvolved}}},
	}})
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range []int{1, 10, 1000} {
		mine, other := numbered("a", n), numbered("b", n)
		subject := func(groups ...[]string) access.Subject {
			s := access.Subject{User: "anna"}
			for _, g := range groups {
				s.Facts = append(s.Facts, &User{Profile: "officer", Groups: g})
			}
			return s
		}
		c := &Case{Form: "F1", RegisteredBy: "bo", Workspace: "W1", Groups: other}
		if d := s.Check(subject(mine), ActionRead, c); d.Reason != ReasonNotInvolved {
			t.Errorf("%d groups, none in common: %v", n, d)
		}
		c.Groups = append(other, mine[n])
		if d := s.Check(subject(mine), ActionRead, c); d.Reason != ReasonInvolved {
			t.Errorf("%d groups, one in common: %v", n, d)
		}
		if d := s.Check(subject(mine, append(mine[1:], "")), ActionRead, c); d.Reason != ReasonInvolved {
			t.Errorf("%d groups in another order: %v", n, d)
		}
		if d := s.Check(subject(mine, mine[:n]), ActionRead, c); d.Reason != access.ReasonAmbiguousFact {
			t.Errorf("%d groups and one fewer: %v", n, d)
		}
	}
}

// A site takes as much memory as is set on it, and not as profiles times forms.
func TestMemoryIsForWhatIsSet(t *testing.T) {
	const forms, profiles = 10_000, 1_000
	var c Config
	for i := range forms {
		c.Forms = append(c.Forms, fmt.Sprint("F", i))
	}
	for i := range profiles {
		c.Profiles = append(c.Profiles, Profile{Name: fmt.Sprint("P", i), Forms: map[string]FormRights{c.Forms[i]: {Read: ScopeAll}}})
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	if _, err := NewSite(c); err != nil {
		t.Fatal(err)
	}
	runtime.ReadMemStats(&after)
	const enough = 1000*forms + 10_000*profiles
	if took := after.TotalAlloc - before.TotalAlloc; took > enough {
		t.Errorf("the site took %d bytes, want at most %d", took, enough)
	}
}
