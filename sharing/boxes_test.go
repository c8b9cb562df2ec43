package sharing

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lupa.example/access"
	"lupa.example/access/invalid/invalidtest"
)

func TestBoxesHoldOneEntryALine(t *testing.T) {
	got, err := ParseBoxes("  20410-01 \r\n\n\t20410\n20410-01", "20410*\n20410-02\n20410")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(rule("", "20410-01 20410* 20410-01", "20410* 20410-02 20410*"), got, asText); diff != "" {
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

// What only looks right on a screen is named.
func TestACharacterThatLooksRightIsNamed(t *testing.T) {
	for line, want := range map[string]string{
		"20410\u201301":        "(U+2013 where a hyphen is wanted)",
		"20410\u221201":        "(U+2212 where a hyphen is wanted)",
		"20410\u00ad01":        "(U+00AD where a hyphen is wanted)",
		"2041\u0660":           "(U+0660 where a digit 0 to 9 is wanted)",
		"20410-\uff10\uff11":   "(U+FF10 where a digit 0 to 9 is wanted)",
		"20410\u2217":          "(U+2217 where an asterisk is wanted)",
		"20410\u200b-01":       "(U+200B where nothing is wanted)",
		"20410\u00a0*":         "(U+00A0 where nothing is wanted)",
		"20410\u008001":        "(U+0080 where an ASCII character is wanted)",
		"20410-O1":             "nnnnn*",
		"\u0421204":            "(U+0421 where an ASCII character is wanted)",
		"20410\x9601":          "(in UTF-8)",
		"20410\u201301\u2217x": "(U+2013 where a hyphen is wanted)",
	} {
		_, err := ParseBoxes("20410-01", "20410-01\n"+line)
		findings := invalidtest.Findings(t, err, "sharing")
		if len(findings) != 1 || findings[0].Path != "sharers line 2" || !strings.HasSuffix(findings[0].Problem, want) {
			t.Errorf("%q: got %v, want %s", line, err, want)
		}
	}
}

func TestABoxInAnotherEncodingIsSaidToBe(t *testing.T) {
	const want = "; want UTF-8 without a byte order mark"
	for box, mark := range map[string]string{
		"\ufeff20410-01":            "a byte order mark",
		"\xff\xfe2\x000\x00":        "a byte order mark of UTF-16",
		"\xfe\xff\x002\x000":        "a byte order mark of UTF-16",
		"2\x000\x004\x001\x000\x00": "a zero byte, as UTF-16 does",
		"\x002\x000\x004\x001\x000": "a zero byte, as UTF-16 does",
	} {
		_, err := ParseBoxes(box, "20410-01")
		invalidtest.Expect(t, err, []access.InvalidError{{Package: "sharing", Path: "viewers", Problem: "begins with " + mark + want}})
	}
	_, err := ParseBoxes("2", "20410-01") // too short for a mark
	if findings := invalidtest.Findings(t, err, "sharing"); len(findings) != 1 || findings[0].Path != "viewers line 1" {
		t.Errorf("one character: %v", err)
	}
}
