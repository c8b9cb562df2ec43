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
	next, result, err := bulkPractice(t).RemoveAccess(worker("sara", "O"), s)
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
	const text = `casework.remove-access by sara: 3 done, 1 unchanged, 0 refused, 7 to look at
  lena loses access (bakery): done
  per loses access (bakery): done
  tove loses access (bakery): done
  mona loses access (bakery): unchanged
  note: per is no longer administrator of books (bakery)
  note: tove is no longer system administrator (bakery)
  note: tove is no longer administrator of archive (bakery)
  note: tove is no longer administrator of bills (bakery)
  note: tove is no longer administrator of stock (bakery)
  note: tove is no longer administrator of taxes (bakery)
  note: tove is no longer administrator of wages (bakery)`
	if got := result.String(); got != text {
		t.Errorf("got %s\nwant %s", got, text)
	}
}

func TestProgramAdministratorsRemoveWhomTheyMayElseNobody(t *testing.T) {
	s := selected([]string{"bakery", "garage"}, []string{"kaj", "lena", "sara", "per", "mona"}, nil)
	_, result, err := bulkPractice(t).RemoveAccess(worker("per", "O"), s)
	if err != nil {
		t.Fatal(err)
	}
	wantLines(t, result,
		"kaj loses access (bakery): done",
		"lena loses access (bakery): refused, casework/holds-other-programs",
		"sara loses access (bakery): refused, casework/system-administrator-only",
		"per loses access (bakery): refused, casework/system-administrator-only",
		"mona loses access (bakery): unchanged",
		"kaj loses access (garage): refused, casework/not-administrator",
		"lena loses access (garage): refused, casework/not-administrator",
		"sara loses access (garage): refused, casework/not-administrator",
		"per loses access (garage): refused, casework/not-administrator",
		"mona loses access (garage): refused, casework/not-administrator",
	)
}

// The last of the system administrators in the order selected stays, whoever acts.
func TestOneSystemAdministratorAlwaysStays(t *testing.T) {
	for _, actor := range []string{"sara", "tove"} {
		for _, order := range [][]string{{"sara", "tove"}, {"tove", "sara"}, {"sara", "tove", "sara"}} {
			s := selected([]string{"bakery"}, order, nil)
			s.List[0].SystemAdministrators = []string{"", "sara", "tove", "sara"}
			next, result, err := bulkPractice(t).RemoveAccess(worker(actor, "O"), s)
			if err != nil {
				t.Fatal(err)
			}
			wantLines(t, result,
				order[0]+" loses access (bakery): done",
				order[1]+" loses access (bakery): refused, casework/last-system-administrator")
			if i := result.Items[1]; i.By != lastSystem.By {
				t.Errorf("got %+v", i)
			}
			if got := without(without(next[0].SystemAdministrators, ""), order[1]); len(got) > 0 {
				t.Errorf("got %q", next[0].SystemAdministrators)
			}
		}
	}
}

func TestTheOnlySystemAdministratorIsNotRemoved(t *testing.T) {
	s := selected([]string{"garage"}, []string{"sara"}, nil)
	next, result, err := bulkPractice(t).RemoveAccess(worker("sara", "O"), s)
	if err != nil || next[0] != s.List[0] || next[1] != s.List[1] {
		t.Errorf("got %v, %v", next, err)
	}
	wantLines(t, result, "sara loses access (garage): refused, casework/last-system-administrator")
}

// To remove oneself among others does not take the right to remove the others,
// whoever comes first; one after another it would.
func TestRemovingOneselfAlongWithOthers(t *testing.T) {
	for _, order := range [][]string{{"tove", "kaj", "per"}, {"kaj", "per", "tove"}} {
		s := selected([]string{"bakery"}, order, nil)
		next, result, err := bulkPractice(t).RemoveAccess(worker("tove", "O"), s)
		if err != nil || result.Count(report.Done) != 3 {
			t.Errorf("%q: got %v, %v", order, result, err)
		}
		want := bulkList()[0]
		want.SystemAdministrators, want.ProgramAdministrators = []string{"sara"}, nil
		delete(want.Consultants, "kaj")
		if diff := cmp.Diff(want, next[0], cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%q (-want +got):\n%s", order, diff)
		}

		s = selected([]string{"bakery"}, order[:1], nil)
		next, _, err = bulkPractice(t).RemoveAccess(worker("tove", "O"), s)
		if err != nil {
			t.Fatal(err)
		}
		s = selected([]string{"bakery"}, order[1:], nil)
		s.List = next
		_, result, err = bulkPractice(t).RemoveAccess(worker("tove", "O"), s)
		if alone := result.Count(report.Refused) > 0; err != nil || alone != (order[0] == "tove") {
			t.Errorf("%q one after another: %v, %v", order, result, err)
		}
	}
}

func TestRemovingAccessIsSeenByCheck(t *testing.T) {
	practice := bulkPractice(t)
	next, _, err := practice.RemoveAccess(worker("sara", "O"), selected([]string{"bakery"}, []string{"lena", "tove"}, nil))
	if err != nil {
		t.Fatal(err)
	}
	for _, user := range []string{"lena", "tove"} {
		if d := practice.Check(worker(user, "O"), casework.ActionView, next[0]); d != noAccess {
			t.Errorf("%s: %v", user, d)
		}
	}
	used := &casework.Program{ID: "archive", Engagement: next[0]}
	if d := practice.Check(worker("lena", "O"), casework.ActionUse, used); d != access.Deny(casework.ReasonNoAccess, "") {
		t.Errorf("lena uses a program outside the package: %v", d)
	}
}
