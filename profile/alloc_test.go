package profile_test

import (
	"fmt"
	"testing"

	"lupa.example/access"
	"lupa.example/profile"
)

func wantNoAllocs(t *testing.T, what string, ask func()) {
	t.Helper()
	if got := testing.AllocsPerRun(100, ask); got != 0 {
		t.Errorf("%s: %v allocations, want none", what, got)
	}
}

func TestCheckThroughAPolicyAllocatesNothingForReusedRows(t *testing.T) {
	policy := mustPolicy(t, searching(true, true))
	subject := anna()
	tests := []struct {
		name     string
		action   access.Action
		resource access.Resource
		allowed  bool
	}{
		{"case, allowed", profile.ActionRead, caseThat(registeredByAnna), true},
		{"case, denied", profile.ActionRead, strangeCase(), false},
		{"case of an unknown form", profile.ActionRead, caseThat(func(c *profile.Case) { c.Form = "F9" }), false},
		{"incomplete case", profile.ActionRead, new(profile.Case), false},
		{"form, allowed", profile.ActionChange, &profile.Form{ID: "F2"}, true},
		{"form, denied", profile.ActionAdminister, &profile.Form{ID: "F1"}, false},
		{"search, allowed", profile.ActionFreeText, over("F1", "F3"), true},
		{"search, denied", profile.ActionFreeText, over("F1", "F2"), false},
		{"nil pointer", profile.ActionRead, (*profile.Case)(nil), false},
	}
	for _, tt := range tests {
		if got := policy.Check(subject, tt.action, tt.resource); got.Allowed != tt.allowed {
			t.Errorf("%s: got %v", tt.name, got)
		}
		wantNoAllocs(t, tt.name, func() { policy.Check(subject, tt.action, tt.resource) })
	}
}

func TestFactsGivenTwiceAllocateNothing(t *testing.T) {
	policy := mustPolicy(t, searching(true, true))
	row := caseThat(registeredByAnna)
	same := access.Subject{User: "anna", Facts: []access.Fact{annasFact(), new(foreign), annasFact()}}
	differ := access.Subject{User: "anna", Facts: []access.Fact{annasFact(), &profile.User{Profile: "guest"}}}
	wantNoAllocs(t, "the same", func() { policy.Check(same, profile.ActionRead, row) })
	wantNoAllocs(t, "two that differ", func() { policy.Check(differ, profile.ActionRead, row) })
}

// A row that is made for one question stays where it was made, as long as it is
// the site itself that is asked.
func TestCheckAllocatesNothingForRowsBuiltForOneQuestion(t *testing.T) {
	site := mustSite(t, searching(true, true))
	subject := anna()
	users, forms := []string{"cia"}, []string{"F1"}
	for _, registrant := range []string{"anna", "bo"} {
		wantNoAllocs(t, "case registered by "+registrant, func() {
			site.Check(subject, profile.ActionRead, &profile.Case{
				Form: "F1", RegisteredBy: registrant, Workspace: "W2", Users: users, Status: profile.StatusOpen,
			})
		})
	}
	for _, a := range []access.Action{profile.ActionChange, profile.ActionAdminister} {
		wantNoAllocs(t, "form, "+string(a), func() { site.Check(subject, a, &profile.Form{ID: "F2"}) })
	}
	for _, saver := range []string{"anna", "bo"} {
		wantNoAllocs(t, "query saved by "+saver, func() {
			site.Check(subject, profile.ActionQuery, &profile.Search{Forms: forms, SavedBy: saver})
		})
	}
}

// A batch asks about one case, which may be in any number of groups, for many persons.
func TestCasesOfManyGroupsAllocateNothingForPersonsOfFew(t *testing.T) {
	site := mustSite(t, reading(profile.ScopeInvolved))
	row, subject := caseThat(), anna()
	for i := range 10_000 {
		row.Groups = append(row.Groups, fmt.Sprint("g", i))
	}
	wantNoAllocs(t, "few groups", func() {
		if site.Check(subject, profile.ActionRead, row).Allowed {
			t.Error("anna is in none of them")
		}
	})
}

// Whichever list of groups is the longer, one in both is found, and none is made up.
func TestLongListsOfGroupsAreCompared(t *testing.T) {
	site := mustSite(t, reading(profile.ScopeInvolved))
	names := func(of string, n int) []string {
		list := []string{""}
		for i := range n {
			list = append(list, fmt.Sprint(of, i))
		}
		return list
	}
	for _, n := range [][2]int{{1000, 10}, {10, 1000}} {
		fact, row := annasFact(), caseThat()
		fact.Groups, row.Groups = names("a", n[0]), names("b", n[1])
		subject := access.Subject{User: "anna", Facts: []access.Fact{fact}}
		if site.Check(subject, profile.ActionRead, row).Allowed {
			t.Errorf("%d and %d groups: one in both", n[0], n[1])
		}
		fact.Groups, row.Groups = append(fact.Groups, "both"), append(row.Groups, "both")
		if !site.Check(subject, profile.ActionRead, row).Allowed {
			t.Errorf("%d and %d groups: none in both", n[0], n[1])
		}
	}
}
