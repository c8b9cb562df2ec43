package invalid_test

import (
	"strings"
	"testing"

	"lupa.example/access/invalid"
)

func TestALongListOfFindingsIsCutAndCounted(t *testing.T) {
	l := invalid.In("sharing")
	for range 1000 {
		l.Add("rules", "is wrong")
	}
	if got := l.Err().Error(); strings.Contains(got, "more") || l.Len() != 1000 {
		t.Errorf("a thousand findings are %d", l.Len())
	}
	l.Add("rules", "is wrong")
	l.Add("rules", "is wrong")
	got := l.Err().Error()
	if !strings.HasSuffix(got, "\nsharing: and 2 more") || strings.Count(got, "\n") != 1000 || l.Len() != 1002 {
		t.Errorf("got %d lines, the last %q", strings.Count(got, "\n")+1, got[strings.LastIndex(got, "\n"):])
	}
}
