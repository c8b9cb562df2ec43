package accesstest

import (
	"slices"
	"testing"

	"lupa.example/access"
)

func TestAnAuthorityWithoutFaultPasses(t *testing.T) {
	Laws(t, papers{}, paperQuestions())
	Allocs(t, papers{}, paperQuestions())
}

func TestAPolicyPasses(t *testing.T) {
	policy, err := access.NewPolicy(papers{}, kindsOnly{"room", "door"})
	if err != nil {
		t.Fatal(err)
	}
	Laws(t, policy, paperQuestions())
	Allocs(t, policy, paperQuestions())
}

// An authority that leaves what it may to its policy passes as part of one.
func TestAnAuthorityMayRelyOnItsPolicy(t *testing.T) {
	relying := faulty(func(s access.Subject, a access.Action, r access.Resource) access.Decision {
		if p, ok := r.(*paper); ok && s.User == p.Author && a == "sign" {
			return access.Allow("test/author", "")
		}
		return access.Deny("test/not-author", "")
	})
	policy, err := access.NewPolicy(relying)
	if err != nil {
		t.Fatal(err)
	}
	Laws(t, policy, paperQuestions())
	if got := broken(t, relying); !slices.Contains(got, "no resource is denied") {
		t.Errorf("by itself it breaks %q, want the law about nil resources among them", got)
	}
}

// An authority may look at nothing but the kind.
func TestAnAuthorityMayDecideByKind(t *testing.T) {
	byKind := faulty(func(s access.Subject, a access.Action, r access.Resource) access.Decision {
		switch {
		case s.User == "" || isNil(r):
			return access.Deny(access.ReasonIncomplete, "")
		case r.Kind() == "paper" && a == "read":
			return access.Allow("test/public", "")
		default:
			return access.Deny("test/private", "")
		}
	})
	if got := broken(t, byKind); len(got) > 0 {
		t.Errorf("breaks %q", got)
	}
}

type kindsOnly []access.Kind

func (k kindsOnly) Kinds() []access.Kind { return k }
func (kindsOnly) Check(access.Subject, access.Action, access.Resource) access.Decision {
	return access.Deny("test/never", "")
}

// broken returns the names of the laws that the checker breaks.
func broken(t *testing.T, c Checker) []string {
	var names []string
	for _, l := range laws {
		if _, err := falsify(t.Name(), l.of(c, paperQuestions())); err != nil {
			names = append(names, l.name)
		}
	}
	return names
}
