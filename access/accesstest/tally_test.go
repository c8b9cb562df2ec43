package accesstest

import (
	"strings"
	"testing"

	"lupa.example/access"
)

func TestTally(t *testing.T) {
	n := tally{
		{true, "test/b"}:  100,
		{true, "test/a"}:  100,
		{false, "test/b"}: 100,
		{false, "test/c"}: 100,
	}
	want := `of 400 questions, 200 are allowed:
   100  allowed  test/a
   100  allowed  test/b
   100  denied   test/b
   100  denied   test/c`
	if got := n.String(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if err := n.oneSided(); err != nil {
		t.Error(err)
	}
}

func TestCountIsTheSameEveryTime(t *testing.T) {
	if first, second := count(papers{}, paperQuestions()).String(), count(papers{}, paperQuestions()).String(); first != second {
		t.Errorf("got\n%s\nand then\n%s", first, second)
	}
}

func TestOneSidedQuestionsAreFound(t *testing.T) {
	for _, test := range []struct {
		d    access.Decision
		want string
	}{
		{access.Deny("test/never", ""), "none of 400 questions is allowed, so"},
		{access.Allow("test/always", ""), "none of 400 questions is denied, so"},
	} {
		c := faulty(func(access.Subject, access.Action, access.Resource) access.Decision { return test.d })
		if err := count(c, paperQuestions()).oneSided(); err == nil || !strings.HasPrefix(err.Error(), test.want) {
			t.Errorf("got %v, want %s", err, test.want)
		}
	}
	panics := faulty(func(access.Subject, access.Action, access.Resource) access.Decision { panic("no") })
	if got := count(panics, paperQuestions()); got[outcome{false, "(panics)"}] != samples {
		t.Errorf("got %v", got)
	}
}
