package casework_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lupa.example/access"
	"lupa.example/access/invalid/invalidtest"
	"lupa.example/casework"
)

func TestEverythingWrongWithAPracticeIsReportedAtOnce(t *testing.T) {
	practice, err := casework.NewPractice(casework.Config{
		Package: []string{"bookkeeping", "", "invoicing", "bookkeeping", strings.Repeat("x", 257), "bookkeeping", "a\xff", ""},
	})
	if practice != nil {
		t.Errorf("got a practice as well: %v", practice)
	}
	in := func(path, problem string) access.InvalidError {
		return access.InvalidError{Package: "casework", Path: path, Problem: problem}
	}
	want := []access.InvalidError{
		in("package[1]", "is empty; want an identifier"),
		in("package[3]", `"bookkeeping" is package[0] already`),
		in("package[4]", `is 257 bytes long ("`+strings.Repeat("x", 40)+`"…); want at most 256`),
		in("package[5]", `"bookkeeping" is package[0] already`),
		in("package[6]", `"a\xff" is not valid UTF-8`),
		in("package[7]", "is empty; want an identifier"),
	}
	if diff := cmp.Diff(want, invalidtest.Findings(t, err, "casework")); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestOddButMeaningfulPracticesAreValid(t *testing.T) {
	for name, c := range map[string]casework.Config{
		"nothing at all":              {},
		"names that differ in case":   {Package: []string{"a", "A"}},
		"a name of 256 bytes":         {Package: []string{strings.Repeat("x", 256)}},
		"a name that begins as other": {Package: []string{"book", "bookkeeping"}},
	} {
		if _, err := casework.NewPractice(c); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestWhatIsChangedAfterwardsDoesNotChangeAPractice(t *testing.T) {
	c := agency()
	practice := mustPractice(t, c)
	c.Package[0], c.SharedMayShare = "archive", true
	practice.Config().Package[1] = "archive"
	if diff := cmp.Diff(agency(), practice.Config()); diff != "" {
		t.Errorf("-before +after:\n%s", diff)
	}
	e := engagementThat(annaSystemAdministrator)
	for name, want := range map[string]access.Decision{
		"bookkeeping": asSystemAdministrator, "invoicing": asSystemAdministrator, "archive": outsidePackage,
	} {
		if got := practice.Check(anna(), casework.ActionAssign, program(name, e)); got != want {
			t.Errorf("%s: got %v, want %v", name, got, want)
		}
	}
}

func TestConfigIsWhatThePracticeWasMadeFrom(t *testing.T) {
	for _, c := range []casework.Config{{}, agency(), sharing()} {
		if diff := cmp.Diff(c, mustPractice(t, c).Config()); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
	}
	for _, practice := range []*casework.Practice{nil, new(casework.Practice)} {
		if diff := cmp.Diff(casework.Config{}, practice.Config()); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
	}
}
