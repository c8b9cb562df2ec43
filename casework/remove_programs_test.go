package casework_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"lupa.example/casework"
)

func TestRemovingProgramsLeavesAccessAndEverythingElse(t *testing.T) {
	s := selected([]string{"bakery"}, []string{"kaj", "lena", "mona"}, []string{"bills", "books"})
	next, result, err := bulkPractice(t).RemovePrograms(worker("sara", "O"), s)
	if err != nil {
		t.Fatal(err)
	}
	wantLines(t, result,
		"kaj loses bills (bakery): unchanged",
		"kaj loses books (bakery): done",
		"lena loses bills (bakery): unchanged",
		"lena loses books (bakery): done",
		"mona loses bills (bakery): unchanged",
		"mona loses books (bakery): unchanged",
	)
	want := bulkList()
	want[0].Consultants = map[string][]string{"kaj": {}, "lena": {"archive"}}
	if diff := cmp.Diff(want, next); diff != "" {
		t.Errorf("list (-want +got):\n%s", diff)
	}
	if next[1] != s.List[1] {
		t.Error("a client that was not selected has changed")
	}
}

func TestRemovingProgramsLeavesOutWhatTheActorMayNotRemove(t *testing.T) {
	s := selected([]string{"bakery", "garage"}, []string{"kaj"}, []string{"books", "bills"})
	s.List[0].Consultants["kaj"] = []string{"bills", "books", "", "books"}
	s.List[1].Consultants["kaj"] = []string{"books"}
	next, result, err := bulkPractice(t).RemovePrograms(worker("per", "O"), s)
	if err != nil {
		t.Fatal(err)
	}
	wantLines(t, result,
		"kaj loses books (bakery): done",
		"kaj loses bills (bakery): refused, casework/not-administrator",
		"kaj loses books (garage): refused, casework/not-administrator",
		"kaj loses bills (garage): refused, casework/not-administrator",
	)
	if diff := cmp.Diff([]string{"bills", ""}, next[0].Consultants["kaj"]); diff != "" {
		t.Errorf("programs (-want +got):\n%s", diff)
	}
	if next[1] != s.List[1] {
		t.Error("a client where everything was refused has changed")
	}
}

func TestRemovingProgramsTakesAProgram(t *testing.T) {
	e := engagementThat(annaSystemAdministrator)
	s := casework.Selection{List: []*casework.Engagement{e}, Clients: []string{"E1"}, Consultants: []casework.Person{at("cia@O1")}}
	next, r, err := newPractice(t, agency()).RemovePrograms(anna(), s)
	wantInvalid(t, next, r, err, "programs")
}
