package report_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lupa.example/access"
	"lupa.example/access/digest"
	"lupa.example/access/report"
)

var (
	kaj    = report.Person("kaj")
	bakery = report.Thing{Kind: "casework.engagement", ID: "bakery"}
	entry  = report.Thing{Kind: "casework.access"}
)

func program(name string) report.Thing { return report.Thing{Kind: "casework.program", ID: name} }

func sample() report.Report {
	bookkeeping := report.Loses(kaj, program("bookkeeping"), report.Thing{})
	bookkeeping.Outcome = report.Unchanged
	return report.New("casework.give", "per",
		report.Gains(kaj, entry, bakery).Decided(access.Allow("casework/program-administrator", "")),
		report.Gains(kaj, program("payroll"), bakery).Decided(access.Deny("casework/not-administrator", "")),
		bookkeeping,
	)
}

func ExampleReport() {
	fmt.Println(sample())
	// Output:
	// casework.give by per: 1 change, 1 unchanged, 1 refused
	//   kaj gains access (engagement bakery)
	//   kaj gains program payroll (engagement bakery): refused, casework/not-administrator
	//   kaj loses program bookkeeping: unchanged
}

func TestANoticeCountsEachOutcomeByItself(t *testing.T) {
	r := report.Report{Act: "area.act", Actor: "anna"}
	for outcome, n := range map[report.Outcome]int{report.Change: 3, report.Unchanged: 2, report.Refused: 1} {
		for range n {
			r.Items = append(r.Items, report.Item{Outcome: outcome})
		}
	}
	if got, want := r.Notice(), "area.act by anna: 3 changes, 2 unchanged, 1 refused"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestOnlyTheZeroValueHasNoNotice(t *testing.T) {
	for want, r := range map[string]report.Report{
		"": {},
		"a by \"\": 0 changes, 0 unchanged, 0 refused": {Act: "a"},
		" by \"\": 0 changes, 0 unchanged, 1 refused":  {Items: []report.Item{{}}},
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
	const item = `{"outcome":"refused","who":{"kind":"person","id":"kaj"},"effect":"gains",` +
		`"what":{"kind":"casework.program","id":"payroll"},"where":{"kind":"casework.engagement","id":"bakery"},"reason":"casework/not-administrator"}`
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
	want := "roles.create-user by maria: 0 changes, 0 unchanged, 0 refused, 1 to look at\n  note: info@example.com is not personal"
	if r.String() != want {
		t.Errorf("got\n%v\nwant\n%s", r, want)
	}
}

func TestANameDoesNotBeginALineOfItsOwn(t *testing.T) {
	r := report.Report{Act: "roles.create-user", Actor: "maria", Warnings: []string{"x\n  done: everything is fine"}}
	want := "roles.create-user by maria: 0 changes, 0 unchanged, 0 refused, 1 to look at\n  note: \"x\\n  done: everything is fine\""
	if r.String() != want {
		t.Errorf("got\n%v\nwant\n%s", r, want)
	}
}

func TestACloneSharesNoMemory(t *testing.T) {
	r := sample()
	r.Warnings = []string{"a"}
	c := r.Clone()
	c.Items[0].Who.ID, c.Warnings[0] = "changed", "changed"
	if r.Items[0].Who != kaj || r.Warnings[0] != "a" {
		t.Error("a change of the clone reached the report")
	}
}

func TestDecidedTakesTheDecisionsOutcomeReasonAndCause(t *testing.T) {
	i := report.Item{Outcome: report.Unchanged, Who: kaj}
	if got := i.Decided(access.Allow("a/b", "c")); got != (report.Item{Outcome: report.Change, Who: kaj, Reason: "a/b", By: "c"}) {
		t.Errorf("got %v", got)
	}
	if got := i.Decided(access.Decision{}); got.Outcome != report.Refused {
		t.Errorf("a decision that nobody made: %v", got)
	}
	r := report.New("a.b", "anna", i, i)
	if got := r.Decided(access.Allow("a/b", "")); got.Count(report.Change) != 2 || r.Count(report.Unchanged) != 2 {
		t.Errorf("got %v from %v", got, r)
	}
	if got := r.With(report.Change); got.Count(report.Change) != 2 || r.Count(report.Unchanged) != 2 {
		t.Errorf("got %v from %v", got, r)
	}
}

func TestARefusalWithoutAReasonNamesNone(t *testing.T) {
	if got, want := report.Gains(kaj, program("payroll"), report.Thing{}).String(), "kaj gains program payroll: refused"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestAThingIsNamedWithoutItsArea(t *testing.T) {
	for want, thing := range map[string]report.Thing{
		"kaj":               kaj,
		"access":            entry,
		"program access":    program("access"),
		"agent officer kaj": {Kind: "roles.agent-officer", ID: "kaj"},
		`program "a\nb"`:    program("a\nb"),
		`""`:                report.Person(""),
		"K1":                {ID: "K1"},
	} {
		if got := thing.String(); got != want {
			t.Errorf("%+v is %q, want %q", thing, got, want)
		}
	}
}

func TestARefusedActNamesWhatItIsAboutAndWrapsTheDecision(t *testing.T) {
	denied := access.Deny("casework/no-access", "")
	for want, r := range map[string]report.Report{
		"casework: remove access, engagement bakery: access: denied: casework/no-access": report.New("casework.remove-access", "per", report.Loses(kaj, entry, bakery)),
		"casework: open, program payroll: access: denied: casework/no-access":            report.New("casework.open", "per", report.Loses(kaj, program("payroll"), report.Thing{})),
		"casework: give: access: denied: casework/no-access":                             report.New("casework.give", "per"),
		"casework: admit, kaj: access: denied: casework/no-access":                       report.New("casework.admit", "per", report.Gains(kaj, entry, report.Thing{})),
	} {
		refused, err := r.Refuse(denied)
		if err.Error() != want || !errors.Is(err, access.ErrDenied) {
			t.Errorf("got %q, want %q", err, want)
		}
		for _, i := range refused.Items {
			if i.Outcome != report.Refused || i.Reason != denied.Reason {
				t.Errorf("got %v", i)
			}
		}
	}
}

func TestADigestStandsForAllThatTheItemsSay(t *testing.T) {
	seen := map[digest.Digest]string{}
	tell := func(what string, r report.Report) {
		if other, taken := seen[r.Digest()]; taken {
			t.Errorf("%s has the digest of %s", what, other)
		}
		seen[r.Digest()] = what
	}
	tell("the report", sample())
	for what, change := range map[string]func(*report.Report){
		"another act":      func(r *report.Report) { r.Act = "casework.share" },
		"another actor":    func(r *report.Report) { r.Actor = "kaj" },
		"fewer items":      func(r *report.Report) { r.Items = r.Items[1:] },
		"another order":    func(r *report.Report) { slices.Reverse(r.Items) },
		"another outcome":  func(r *report.Report) { r.Items[0].Outcome = report.Unchanged },
		"another effect":   func(r *report.Report) { r.Items[0].Effect = report.Loss },
		"somebody else":    func(r *report.Report) { r.Items[0].Who.ID = "per" },
		"no person":        func(r *report.Report) { r.Items[0].Who.Kind = "x" },
		"a program access": func(r *report.Report) { r.Items[0].What = program("access") },
		"elsewhere":        func(r *report.Report) { r.Items[0].Where.ID = "garage" },
		"another kind":     func(r *report.Report) { r.Items[0].Where.Kind = "x" },
		"another reason":   func(r *report.Report) { r.Items[0].Reason = "x" },
		"another cause":    func(r *report.Report) { r.Items[0].By = "x" },
	} {
		r := sample()
		change(&r)
		tell(what, r)
	}
	// What was consented to yesterday is the same today, whatever the version.
	if got, want := sample().Digest().String(), "3f2326be5ec239f6c86f2e00a30ea95b5953ad4facfd379fd435cef763f5cf71"; got != want {
		t.Errorf("the digest is %s, want %s", got, want)
	}
	warned := sample()
	warned.Warnings = []string{"look"}
	if warned.Digest() != sample().Digest() {
		t.Error("a warning changes the digest")
	}
}

func TestListsAreNeverNull(t *testing.T) {
	text, err := json.Marshal(report.Report{})
	if want := `{"act":"","actor":"","items":[],"warnings":[]}`; err != nil || string(text) != want {
		t.Errorf("got %s, %v, want %s", text, err, want)
	}
	nothing, _ := json.Marshal(struct {
		R report.Report
		P *report.Report
	}{P: new(report.Report)})
	if strings.Contains(string(nothing), "null") {
		t.Errorf("got %s", nothing)
	}
}

func TestUnknownOutcomesAndEffectsAreTheWorst(t *testing.T) {
	if s := report.Outcome(77).String(); s != "refused" {
		t.Errorf("outcome %q", s)
	}
	if s := report.Effect(77).String(); s != "gains" {
		t.Errorf("effect %q", s)
	}
	for _, text := range []string{"", "Change", "done", "refused ", "gain", "gains"} {
		o := report.Change
		if err := o.UnmarshalText([]byte(text)); err == nil || o != report.Change {
			t.Errorf("%q was read as an outcome", text)
		}
	}
	for _, text := range []string{"", "Gains", "lose", "done"} {
		e := report.Loss
		if err := e.UnmarshalText([]byte(text)); err == nil || e != report.Loss {
			t.Errorf("%q was read as an effect", text)
		}
	}
}
