package sharing

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"lupa.example/access"
	"lupa.example/access/invalid/invalidtest"
)

func TestBoxesHoldOneEntryALine(t *testing.T) {
	got, err := ParseBoxes("  20410-01 \r\n\n\t20410\n", "20410*\n20410-02")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(rule("", "20410-01 20410*", "20410* 20410-02"), got, asText); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestEntriesThatRepeatOrOverlapAreNoFaultOfABox(t *testing.T) {
	got, err := ParseBoxes("20410-01\n20410-01\n20410\n20410*", "20410-02\n20410-01\n20410-02")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(rule("", "20410-01 20410-01 20410* 20410*", "20410-02 20410-01 20410-02"), got, asText); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestAllFaultsOfBothBoxesAreReportedAtOnceWithBoxAndLine(t *testing.T) {
	want := "is not one customer number or group; want nnnnn-nn, nnnnn or nnnnn*"
	got, err := ParseBoxes("20410-01 20410-02\n\n000001-01\n20410-03", "00000-1\n0000*\n20410-01,")
	invalidtest.Expect(t, err, []access.InvalidError{
		{Package: "sharing", Path: "viewers line 1", Problem: `"20410-01 20410-02" ` + want},
		{Package: "sharing", Path: "viewers line 3", Problem: `"000001-01" ` + want},
		{Package: "sharing", Path: "sharers line 1", Problem: `"00000-1" ` + want},
		{Package: "sharing", Path: "sharers line 2", Problem: `"0000*" ` + want},
		{Package: "sharing", Path: "sharers line 3", Problem: `"20410-01," ` + want},
	})
	if got.Viewers != nil || got.Sharers != nil {
		t.Errorf("a request with faults came to %v", got)
	}
}

func TestAnEmptyBoxIsAFault(t *testing.T) {
	_, err := ParseBoxes(" \n\n", "")
	invalidtest.Expect(t, err, []access.InvalidError{
		{Package: "sharing", Path: "viewers", Problem: "is empty; want one customer number or group a line"},
		{Package: "sharing", Path: "sharers", Problem: "is empty; want one customer number or group a line"},
	})
}
