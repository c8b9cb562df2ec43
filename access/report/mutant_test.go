package report_test

import (
	"testing"

	"lupa.example/access/report"
)

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

func TestARefusalWithoutAReasonNamesNone(t *testing.T) {
	i := report.Item{Who: "kaj", What: "payroll"}
	if got, want := i.String(), "kaj gains payroll: refused"; got != want {
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
