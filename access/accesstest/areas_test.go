package accesstest_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"lupa.example/access"
	"lupa.example/access/accesstest"
	"lupa.example/casework/caseworktest"
	"lupa.example/profile/profiletest"
	"lupa.example/roles/rolestest"
	"lupa.example/sharing/sharingtest"
)

// A policy of all areas is asked by people of whom every area knows something.
func TestAPolicyOfAllAreasKeepsTheLaws(t *testing.T) {
	for seed := range 2 {
		rules, catalog := sharingtest.Rules().Example(seed), rolestest.Catalogs().Example(seed)
		site, practice := profiletest.Sites().Example(seed), caseworktest.Practices().Example(seed)
		policy, err := access.NewPolicy(rules, site, practice, withoutOthersKinds{catalog})
		if err != nil {
			t.Fatal(err)
		}
		areas := []*rapid.Generator[access.Question]{
			sharingtest.Questions(rules), rolestest.Questions(catalog), profiletest.Questions(site), caseworktest.Questions(practice),
		}
		mixed := rapid.Custom(func(t *rapid.T) access.Question {
			order := rapid.Permutation(areas).Draw(t, "areas")
			q := order[0].Draw(t, "question")
			for _, other := range order[1:] {
				q.Subject.Facts = append(q.Subject.Facts, other.Draw(t, "other").Subject.Facts...)
			}
			return q
		})
		accesstest.Laws(t, policy, mixed)
		accesstest.Allocs(t, policy, mixed)
	}
}

// A right in one area gives nothing in another: what the others know of a person
// makes no difference.
func TestAreasDoNotLeak(t *testing.T) {
	rules, catalog := sharingtest.Rules().Example(1), rolestest.Catalogs().Example(1)
	site, practice := profiletest.Sites().Example(1), caseworktest.Practices().Example(1)
	areas := []struct {
		authority access.Authority
		questions *rapid.Generator[access.Question]
	}{
		{rules, sharingtest.Questions(rules)},
		{catalog, rolestest.Questions(catalog)},
		{site, profiletest.Questions(site)},
		{practice, caseworktest.Questions(practice)},
	}
	rapid.Check(t, func(t *rapid.T) {
		for i, area := range areas {
			q := area.questions.Draw(t, "question")
			want := area.authority.Check(q.Subject, q.Action, q.Resource)
			for j, other := range areas {
				if i != j {
					q.Subject.Facts = append(slices.Clone(q.Subject.Facts), other.questions.Draw(t, "other").Subject.Facts...)
				}
			}
			if got := area.authority.Check(q.Subject, q.Action, q.Resource); got != want {
				t.Fatalf("%v became %v\n%v", want, got, q)
			}
		}
	})
}

// Some catalogues that are drawn define roles on other areas' kinds, about which
// these decide.
type withoutOthersKinds struct{ access.Authority }

func (c withoutOthersKinds) Kinds() []access.Kind {
	return slices.DeleteFunc(c.Authority.Kinds(), func(k access.Kind) bool { return k == "sharing.rule" })
}
