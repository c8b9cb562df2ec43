package report_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lupa.example/access"
	"lupa.example/access/report"
)

func sample() report.Report {
	payroll := report.Item{Who: "kaj", What: "payroll", Where: "bakery"}
	return report.Report{
		Act:   "casework.give",
		Actor: "per",
		Items: []report.Item{
			{Outcome: report.Done, Who: "kaj", What: "access", Where: "bakery", Reason: "casework/program-administrator", By: "program-administrator"},
			payroll.Decided(access.Deny("casework/not-administrator", "")),
			{Outcome: report.Unchanged, Who: "kaj", Effect: report.Loses, What: "bookkeeping"},
		},
	}
}

func ExampleReport() {
	fmt.Println(sample())
	// Output:
	// casework.give by per: 1 done, 1 unchanged, 1 refused
	//   kaj gains access (bakery): done
	//   kaj gains payroll (bakery): refused, casework/not-administrator
	//   kaj loses bookkeeping: unchanged
}

func TestANoticeCountsEachOutcomeByItself(t *testing.T) {
	r := report.Report{Act: "area.act", Actor: "anna"}
	for outcome, n := range map[report.Outcome]int{report.Done: 3, report.Unchanged: 2, report.Refused: 1} {
		for range n {
			r.Items = append(r.Items, report.Item{Outcome: outcome})
		}
	}
	if got, want := r.Notice(), "area.act by anna: 3 done, 2 unchanged, 1 refused"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestOnlyTheZeroValueHasNoNotice(t *testing.T) {
	for want, r := range map[string]report.Report{
		"":                                      {},
		"a by : 0 done, 0 unchanged, 0 refused": {Act: "a"},
		" by : 0 done, 0 unchanged, 1 refused":  {Items: []report.Item{{}}},
	} {
		if got := r.Notice(); got != want {
			t.Errorf("the notice of %+v is %q, want %q", r, got, want)
		}
	}
}

func TestAReportSurvivesJSON(t *testing.T) {
	want := sample()
	want.Warnings = []string{"info@example.com is not personal"}
	text, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	var got report.Report
	if err := json.Unmarshal(text, &got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	const item = `{"outcome":"refused","who":"kaj","effect":"gains","what":"payroll","where":"bakery","reason":"casework/not-administrator"}`
	if got, _ := json.Marshal(want.Items[1]); string(got) != item {
		t.Errorf("got  %s\nwant %s", got, item)
	}
}

func TestRefusedItemsCanBeReadAgainAndInPart(t *testing.T) {
	r := sample()
	r.Items = append(r.Items, r.Items[1])
	for range 2 {
		if got := slices.Collect(r.Refused()); len(got) != 2 || got[0] != r.Items[1] {
			t.Errorf("got %v", got)
		}
	}
	for range r.Refused() {
		break
	}
}

func TestAWarningIsToldAfterTheItems(t *testing.T) {
	r := report.Report{Act: "roles.create-user", Actor: "maria", Warnings: []string{"info@example.com is not personal"}}
	want := "roles.create-user by maria: 0 done, 0 unchanged, 0 refused, 1 to look at\n  note: info@example.com is not personal"
	if r.String() != want {
		t.Errorf("got\n%v\nwant\n%s", r, want)
	}
}

func TestANameDoesNotBeginALineOfItsOwn(t *testing.T) {
	r := report.Report{Act: "roles.create-user", Actor: "maria", Warnings: []string{"x\n  done: everything is fine"}}
	want := "roles.create-user by maria: 0 done, 0 unchanged, 0 refused, 1 to look at\n  note: \"x\\n  done: everything is fine\""
	if r.String() != want {
		t.Errorf("got\n%v\nwant\n%s", r, want)
	}
}

func TestACloneSharesNoMemory(t *testing.T) {
	r := sample()
	r.Warnings = []string{"a"}
	c := r.Clone()
	c.Items[0].Who, c.Warnings[0] = "changed", "changed"
	if r.Items[0].Who != "kaj" || r.Warnings[0] != "a" {
		t.Error("a change of the clone reached the report")
	}
}

func TestDecidedTakesTheDecisionsOutcomeReasonAndCause(t *testing.T) {
	i := report.Item{Outcome: report.Unchanged, Who: "kaj"}
	if got := i.Decided(access.Allow("a/b", "c")); got != (report.Item{Outcome: report.Done, Who: "kaj", Reason: "a/b", By: "c"}) {
		t.Errorf("got %v", got)
	}
	if got := i.Decided(access.Decision{}); got.Outcome != report.Refused {
		t.Errorf("a decision that nobody made: %v", got)
	}
}

func TestARefusalWithoutAReasonNamesNone(t *testing.T) {
	i := report.Item{Who: "kaj", What: "payroll"}
	if got, want := i.String(), "kaj gains payroll: refused"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestUnknownOutcomesAndEffectsAreTheWorst(t *testing.T) {
	if s := report.Outcome(77).String(); s != "refused" {
		t.Errorf("outcome %q", s)
	}
	if s := report.Effect(77).String(); s != "gains" {
		t.Errorf("effect %q", s)
	}
	for _, text := range []string{"", "Done", "refused ", "gain", "gains"} {
		o := report.Done
		if err := o.UnmarshalText([]byte(text)); err == nil || o != report.Done {
			t.Errorf("%q was read as an outcome", text)
		}
	}
	for _, text := range []string{"", "Gains", "lose", "done"} {
		e := report.Loses
		if err := e.UnmarshalText([]byte(text)); err == nil || e != report.Loses {
			t.Errorf("%q was read as an effect", text)
		}
	}
}
