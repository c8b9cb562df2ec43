package casework_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"lupa.example/access"
	"lupa.example/access/report"
	"lupa.example/casework"
)

func TestRemovingAccessTakesProgramsAndRolesToo(t *testing.T) {
	s := selected([]string{"bakery"}, []string{"lena", "per", "tove", "mona"}, nil)
	for _, program := range []string{"bills", "taxes", "archive", "wages", "stock"} {
		s.List[0].ProgramAdministrators[program] = []string{"tove", "", "tove"}
	}
	s.List[0].ProgramAdministrators["bills"] = []string{"tove", "", "sara", "tove"}
	s.List[0].ProgramAdministrators[""] = []string{"mona"} // of nothing
	next, result, err := bulkPractice(t).RemoveAccess(acting("sara", "O"), s)
	if err != nil {
		t.Fatal(err)
	}
	want := bulkList()
	want[0].SystemAdministrators = []string{"sara"}
	want[0].ProgramAdministrators = map[string][]string{
		"archive": {""}, "bills": {"", "sara"}, "stock": {""}, "taxes": {""}, "wages": {""}, "": {"mona"},
	}
	want[0].Consultants = map[string][]string{"kaj": {"books"}}
	if diff := cmp.Diff(want, next); diff != "" {
		t.Errorf("list (-want +got):\n%s", diff)
	}
	wantLines(t, result,
		"lena loses access (engagement bakery)",
		"lena loses program books (engagement bakery)",
		"lena loses program archive (engagement bakery)",
		"per loses access (engagement bakery): unchanged",
		"per loses program administrator books (engagement bakery)",
		"tove loses access (engagement bakery): unchanged",
		"tove loses system administrator (engagement bakery)",
		"tove loses program administrator archive (engagement bakery)",
		"tove loses program administrator bills (engagement bakery)",
		"tove loses program administrator stock (engagement bakery)",
		"tove loses program administrator taxes (engagement bakery)",
		"tove loses program administrator wages (engagement bakery)",
		"mona loses access (engagement bakery): unchanged",
	)
	if result.Warnings != nil {
		t.Errorf("got the warnings %q", result.Warnings)
	}
}

func TestProgramAdministratorsRemoveWhomTheyMayElseNobody(t *testing.T) {
	s := selected([]string{"bakery", "garage"}, []string{"kaj", "lena", "sara", "per", "mona"}, nil)
	_, result, err := bulkPractice(t).RemoveAccess(acting("per", "O"), s)
	if err != nil {
		t.Fatal(err)
	}
	wantLines(t, result,
		"kaj loses access (engagement bakery)",
		"kaj loses program books (engagement bakery)",
		"lena loses access (engagement bakery): refused, casework/holds-other-programs",
		"sara loses access (engagement bakery): refused, casework/system-administrator-only",
		"per loses access (engagement bakery): refused, casework/system-administrator-only",
		"mona loses access (engagement bakery): unchanged",
		"kaj loses access (engagement garage): refused, casework/not-administrator",
		"lena loses access (engagement garage): refused, casework/not-administrator",
		"sara loses access (engagement garage): refused, casework/not-administrator",
		"per loses access (engagement garage): refused, casework/not-administrator",
		"mona loses access (engagement garage): refused, casework/not-administrator",
	)
}

// The last of the system administrators in the order selected stays, whoever acts.
func TestOneSystemAdministratorAlwaysStays(t *testing.T) {
	for _, actor := range []string{"sara", "tove"} {
		for _, order := range [][]string{{"sara", "tove"}, {"tove", "sara"}, {"sara", "tove", "sara"}} {
			s := selected([]string{"bakery"}, order, nil)
			s.List[0].SystemAdministrators = []string{"", "sara", "tove", "sara"}
			next, result, err := bulkPractice(t).RemoveAccess(acting(actor, "O"), s)
			if err != nil {
				t.Fatal(err)
			}
			wantLines(t, result,
				order[0]+" loses access (engagement bakery): unchanged",
				order[0]+" loses system administrator (engagement bakery)",
				order[1]+" loses access (engagement bakery): refused, casework/last-system-administrator")
			if got := without(without(next[0].SystemAdministrators, ""), order[1]); len(got) > 0 {
				t.Errorf("got %q", next[0].SystemAdministrators)
			}
		}
	}
}

func TestTheOnlySystemAdministratorIsNotRemoved(t *testing.T) {
	s := selected([]string{"garage"}, []string{"sara"}, nil)
	next, result, err := bulkPractice(t).RemoveAccess(acting("sara", "O"), s)
	if err != nil || next[0] != s.List[0] || next[1] != s.List[1] {
		t.Errorf("got %v, %v", next, err)
	}
	wantLines(t, result, "sara loses access (engagement garage): refused, casework/last-system-administrator")
}

// To remove oneself among others does not take the right to remove the others,
// whoever comes first; one after another it would.
func TestRemovingOneselfAlongWithOthers(t *testing.T) {
	for _, order := range [][]string{{"tove", "kaj", "per"}, {"kaj", "per", "tove"}} {
		s := selected([]string{"bakery"}, order, nil)
		next, result, err := bulkPractice(t).RemoveAccess(acting("tove", "O"), s)
		if err != nil || result.Count(report.Refused) > 0 {
			t.Errorf("%q: got %v, %v", order, result, err)
		}
		want := bulkList()[0]
		want.SystemAdministrators, want.ProgramAdministrators = []string{"sara"}, nil
		delete(want.Consultants, "kaj")
		if diff := cmp.Diff(want, next[0], cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%q (-want +got):\n%s", order, diff)
		}

		s = selected([]string{"bakery"}, order[:1], nil)
		next, _, err = bulkPractice(t).RemoveAccess(acting("tove", "O"), s)
		if err != nil {
			t.Fatal(err)
		}
		s = selected([]string{"bakery"}, order[1:], nil)
		s.List = next
		_, result, err = bulkPractice(t).RemoveAccess(acting("tove", "O"), s)
		if alone := result.Count(report.Refused) > 0; err != nil || alone != (order[0] == "tove") {
			t.Errorf("%q one after another: %v, %v", order, result, err)
		}
	}
}

// What somebody may remove is judged at each client by what is held there.
func TestRemovalIsJudgedAtEachClient(t *testing.T) {
	at := func(id, held string) *casework.Engagement {
		return engagementThat(annaAdministers("bookkeeping"), holding("kaj", held), func(e *casework.Engagement) { e.ID = id })
	}
	for _, first := range []string{"bookkeeping", "invoicing"} {
		second := map[string]string{"bookkeeping": "invoicing", "invoicing": "bookkeeping"}[first]
		_, result, err := mustPractice(t, agency()).RemoveAccess(anna(), casework.Selection{
			List: []*casework.Engagement{at("E1", first), at("E2", second)}, Clients: []string{"E1", "E2"}, Consultants: []casework.Employee{{User: "kaj", Org: "O1"}},
		})
		if err != nil || result.Count(report.Refused) != 1 {
			t.Fatalf("%s first: %v, error %v", first, result, err)
		}
		for _, i := range result.Items {
			if held := map[string]string{"E1": first, "E2": second}[i.Where.ID]; (i.Outcome == report.Refused) != (held == "invoicing") {
				t.Errorf("%s first: %v", first, i)
			}
		}
	}
}

func TestRemovingAccessIsSeenByCheck(t *testing.T) {
	practice := bulkPractice(t)
	next, _, err := practice.RemoveAccess(acting("sara", "O"), selected([]string{"bakery"}, []string{"lena", "tove"}, nil))
	if err != nil {
		t.Fatal(err)
	}
	for _, user := range []string{"lena", "tove"} {
		if d := practice.Check(acting(user, "O"), casework.ActionView, next[0]); d != noAccess {
			t.Errorf("%s: %v", user, d)
		}
	}
	used := &casework.Program{ID: "archive", Engagement: next[0]}
	if d := practice.Check(acting("lena", "O"), casework.ActionUse, used); d != access.Deny(casework.ReasonNoAccess, "") {
		t.Errorf("lena uses a program outside the package: %v", d)
	}
}

func TestRemovingProgramsLeavesAccessAndEverythingElse(t *testing.T) {
	s := selected([]string{"bakery"}, []string{"kaj", "lena", "mona"}, []string{"bills", "books"})
	next, result, err := bulkPractice(t).RemovePrograms(acting("sara", "O"), s)
	if err != nil {
		t.Fatal(err)
	}
	wantLines(t, result,
		"kaj loses program bills (engagement bakery): unchanged",
		"kaj loses program books (engagement bakery)",
		"lena loses program bills (engagement bakery): unchanged",
		"lena loses program books (engagement bakery)",
		"mona loses program bills (engagement bakery): unchanged",
		"mona loses program books (engagement bakery): unchanged",
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
	next, result, err := bulkPractice(t).RemovePrograms(acting("per", "O"), s)
	if err != nil {
		t.Fatal(err)
	}
	wantLines(t, result,
		"kaj loses program books (engagement bakery)",
		"kaj loses program bills (engagement bakery): refused, casework/not-administrator",
		"kaj loses program books (engagement garage): refused, casework/not-administrator",
		"kaj loses program bills (engagement garage): refused, casework/not-administrator",
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
	s := casework.Selection{List: []*casework.Engagement{e}, Clients: []string{"E1"}, Consultants: []casework.Employee{at("cia@O1")}}
	next, r, err := mustPractice(t, agency()).RemovePrograms(anna(), s)
	wantInvalid(t, next, r, err, "programs")
}
