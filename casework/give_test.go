package casework_test

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lupa.example/access/report"
	"lupa.example/casework"
)

func TestGivingGivesEveryCombination(t *testing.T) {
	s := selected([]string{"garage", "bakery"}, []string{"mona", "kaj"}, []string{"bills", "books"})
	next, result, err := bulkPractice(t).Give(acting("sara", "O"), s)
	if err != nil {
		t.Fatal(err)
	}
	wantLines(t, result,
		"mona gains access (engagement garage)",
		"mona gains program bills (engagement garage)",
		"mona gains program books (engagement garage)",
		"kaj gains access (engagement garage): unchanged",
		"kaj gains program bills (engagement garage)",
		"kaj gains program books (engagement garage)",
		"mona gains access (engagement bakery)",
		"mona gains program bills (engagement bakery)",
		"mona gains program books (engagement bakery)",
		"kaj gains access (engagement bakery): unchanged",
		"kaj gains program bills (engagement bakery)",
		"kaj gains program books (engagement bakery): unchanged",
	)
	want := bulkList()
	want[0].Consultants = map[string][]string{
		"kaj": {"books", "bills"}, "lena": {"books", "archive"}, "mona": {"bills", "books"},
	}
	want[1].Consultants = map[string][]string{"kaj": {"bills", "books"}, "mona": {"bills", "books"}}
	if diff := cmp.Diff(want, next); diff != "" {
		t.Errorf("list (-want +got):\n%s", diff)
	}
}

// What a program administrator may not assign is left out, client by client, and
// the rest is done.
func TestGivingLeavesOutWhatTheActorMayNotAssign(t *testing.T) {
	s := selected([]string{"bakery", "garage"}, []string{"mona"}, bulkPackage)
	next, result, err := bulkPractice(t).Give(acting("per", "O"), s)
	if err != nil {
		t.Fatal(err)
	}
	wantLines(t, result,
		"mona gains access (engagement bakery)",
		"mona gains program books (engagement bakery)",
		"mona gains program bills (engagement bakery): refused, casework/not-administrator",
		"mona gains access (engagement garage): refused, casework/not-administrator",
		"mona gains program books (engagement garage): refused, casework/not-administrator",
		"mona gains program bills (engagement garage): refused, casework/not-administrator",
	)
	if next[1] != s.List[1] {
		t.Error("a client where everything was refused has changed")
	}
	if diff := cmp.Diff([]string{"books"}, next[0].Consultants["mona"]); diff != "" {
		t.Errorf("programs (-want +got):\n%s", diff)
	}
}

// A program that may not be assigned does not keep the access from being given.
func TestAccessIsGivenWithoutTheProgramsThatAreRefused(t *testing.T) {
	next, result, err := bulkPractice(t).Give(acting("per", "O"), selected([]string{"bakery"}, []string{"mona"}, []string{"bills"}))
	if err != nil {
		t.Fatal(err)
	}
	wantLines(t, result, "mona gains access (engagement bakery)", "mona gains program bills (engagement bakery): refused, casework/not-administrator")
	if programs, has := next[0].Consultants["mona"]; !has || len(programs) > 0 {
		t.Errorf("got %v, %v", programs, has)
	}
}

func TestGivingNoProgramGivesAccessOnlyAndTakesNothing(t *testing.T) {
	next, result, err := bulkPractice(t).Give(acting("sara", "O"), selected([]string{"bakery"}, []string{"mona", "kaj"}, nil))
	if err != nil {
		t.Fatal(err)
	}
	wantLines(t, result, "mona gains access (engagement bakery)", "kaj gains access (engagement bakery): unchanged")
	want := map[string][]string{"kaj": {"books"}, "lena": {"books", "archive"}, "mona": {}}
	if diff := cmp.Diff(want, next[0].Consultants); diff != "" {
		t.Errorf("consultants (-want +got):\n%s", diff)
	}
}

// Whether the actor may comes before whether it is so already.
func TestWhatIsHeldAlreadyIsRefusedToWhomMayNotGiveIt(t *testing.T) {
	s := selected([]string{"bakery", "garage"}, []string{"kaj"}, []string{"books"})
	s.List[1].Consultants["kaj"] = []string{"books"}
	_, result, err := bulkPractice(t).Give(acting("per", "O"), s)
	if err != nil {
		t.Fatal(err)
	}
	wantLines(t, result,
		"kaj gains access (engagement bakery): unchanged",
		"kaj gains program books (engagement bakery): unchanged",
		"kaj gains access (engagement garage): refused, casework/not-administrator",
		"kaj gains program books (engagement garage): refused, casework/not-administrator",
	)
}

func TestOneGivesToOneselfAsToAnybody(t *testing.T) {
	next, _, err := bulkPractice(t).Give(acting("per", "O"), selected([]string{"bakery"}, []string{"per"}, bulkPackage))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"books"}, next[0].Consultants["per"]); diff != "" {
		t.Errorf("programs (-want +got):\n%s", diff)
	}
}

// The lists of a client that changed are each their own: one that grows does not
// grow into another.
func TestListsOfAChangedClientAreTheirOwn(t *testing.T) {
	next, _, err := bulkPractice(t).Give(acting("sara", "O"), selected([]string{"bakery"}, []string{"mona"}, bulkPackage))
	if err != nil {
		t.Fatal(err)
	}
	want := copyOfEngagement(next[0])
	for _, programs := range next[0].Consultants {
		_ = append(programs, "scribble", "scribble")
	}
	if diff := cmp.Diff(want, next[0]); diff != "" {
		t.Errorf("(-before +after):\n%s", diff)
	}
}

func TestNoListStaysNoList(t *testing.T) {
	e := engagementThat(annaSystemAdministrator, holding("bo"))
	e.Consultants["cia"] = []string{}
	next, _, err := mustPractice(t, agency()).Give(anna(), casework.Selection{List: []*casework.Engagement{e}, Clients: []string{"E1"}, Consultants: []casework.Employee{at("kaj@O1")}})
	if err != nil {
		t.Fatal(err)
	}
	if bo, cia := next[0].Consultants["bo"], next[0].Consultants["cia"]; bo != nil || cia == nil {
		t.Errorf("no list is %#v, and an empty one %#v", bo, cia)
	}
}

func TestTheReportOfGivingAsTextAndJSON(t *testing.T) {
	_, result, err := bulkPractice(t).Give(acting("per", "O"), selected([]string{"bakery"}, []string{"mona"}, bulkPackage))
	if err != nil {
		t.Fatal(err)
	}
	const text = `casework.give by per: 2 changes, 0 unchanged, 1 refused
  mona gains access (engagement bakery)
  mona gains program books (engagement bakery)
  mona gains program bills (engagement bakery): refused, casework/not-administrator`
	if got := result.String(); got != text {
		t.Errorf("got %s\nwant %s", got, text)
	}
	const who, where = `"who":{"kind":"person","id":"mona"},"effect":"gains",`, `,"where":{"kind":"casework.engagement","id":"bakery"},`
	const want = `{"act":"casework.give","actor":"per","items":[` +
		`{"outcome":"change",` + who + `"what":{"kind":"casework.access"}` + where + `"reason":"casework/program-administrator"},` +
		`{"outcome":"change",` + who + `"what":{"kind":"casework.program","id":"books"}` + where + `"reason":"casework/program-administrator"},` +
		`{"outcome":"refused",` + who + `"what":{"kind":"casework.program","id":"bills"}` + where + `"reason":"casework/not-administrator"}],"warnings":[]}`
	if got, err := json.Marshal(result); err != nil || string(got) != want {
		t.Errorf("got %s, %v\nwant %s", got, err, want)
	}
}

// A program may bear any name, and is told from the access all the same.
func TestAProgramNamedLikeTheAccessIsNoAccess(t *testing.T) {
	practice := mustPractice(t, casework.Config{Package: []string{"access"}})
	s := selected([]string{"bakery"}, []string{"mona"}, []string{"access"})
	next, given, err := practice.Give(acting("sara", "O"), s)
	if err != nil {
		t.Fatal(err)
	}
	wantLines(t, given, "mona gains access (engagement bakery)", "mona gains program access (engagement bakery)")
	s.List = next
	_, removed, err := practice.RemoveAccess(acting("sara", "O"), s)
	if err != nil {
		t.Fatal(err)
	}
	wantLines(t, removed, "mona loses access (engagement bakery)", "mona loses program access (engagement bakery)")
	for _, r := range []report.Report{given, removed} {
		if r.Items[0].What == r.Items[1].What {
			t.Errorf("got two items that are equal: %v", r)
		}
	}
}
