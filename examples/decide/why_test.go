package main

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// With -why an answer is what it is without, and says at which gate it was made.
func TestWhyOfEveryEmbeddedQuestion(t *testing.T) {
	_, plain, _ := call(t, "", "-json")
	status, got, stderr := call(t, "", "-json", "-why")
	if status != exitDecided || stderr != "" {
		t.Fatalf("exit status %d, stderr %q", status, stderr)
	}
	answers, lines := strings.Split(plain, "\n"), strings.Split(got, "\n")
	if len(lines) != len(answers) {
		t.Fatalf("%d lines, want %d", len(lines), len(answers))
	}
	repaired := 0
	for i, line := range lines[:len(lines)-1] {
		if !strings.HasPrefix(line, strings.TrimSuffix(answers[i], "}")+`,"why":{"gates":[`) {
			t.Fatalf("line %d: %s, want the answer %s and why", i+1, line, answers[i])
		}
		var answer struct {
			Decision bool
			Context  struct{ Reason string }
			Why      struct {
				Gates                  []struct{ LooksAt, Ending, Reason string }
				Grounds, Ends, Repairs []any
				Hint                   string
			}
		}
		if err := json.Unmarshal([]byte(line), &answer); err != nil {
			t.Fatal(err)
		}
		ended := map[bool]string{true: "allowed", false: "denied"}[answer.Decision]
		at := 0
		for at < len(answer.Why.Gates) && answer.Why.Gates[at].Ending == "passed" {
			at++
		}
		if at == len(answer.Why.Gates) {
			t.Errorf("line %d ends at no gate: %s", i+1, line)
			continue
		}
		if end := answer.Why.Gates[at]; end.Ending != ended || end.Reason != answer.Context.Reason || end.LooksAt == "the rules" && !strings.HasPrefix(end.Reason, "sharing/") {
			t.Errorf("line %d ends at %v: %s", i+1, end, line)
		}
		if why := answer.Why; answer.Decision != (why.Grounds != nil && why.Ends != nil) || answer.Decision == (why.Hint != "") || answer.Decision && why.Repairs != nil {
			t.Errorf("line %d: %s", i+1, line)
		}
		if len(answer.Why.Repairs) > 0 {
			repaired++
		}
	}
	if repaired < 20 {
		t.Errorf("%d of the denials would be mended, want more", repaired)
	}
}

func TestWhyForPeople(t *testing.T) {
	in := `{"subject":{"type":"user","id":"liisa","properties":{"casework":{"org":"counsel"}}},"action":{"name":"view"},"resource":{"type":"casework.client","id":"c1","properties":{"org":"counsel","responsible":"matti"}}}
{"subject":{"type":"user","id":"matti\u001b[2J","properties":{"casework":{"org":"counsel"}}},"action":{"name":"hand-on"},"resource":{"type":"casework.client","id":"c1","properties":{"org":"counsel","responsible":"matti\u001b[2J"}}}
{}
{"subject":{"type":"user","id":"matti","properties":{"casework":{"org":"counsel"}}},"action":{"name":"edit"},"resource":{"type":"casework.client","id":"c1","properties":{"org":"counsel","responsible":"matti"}}}
`
	status, got, stderr := call(t, in, "-why", "-requests", "-")
	const general = "" +
		"  passed       whether there is a policy\n" +
		"  passed       who asks\n" +
		"  passed       whether there is a resource\n" +
		"  passed       the resource's kind\n" +
		"  passed       the action\n" +
		"  passed       whether the resource says what every question needs\n" +
		"  passed       what is known of the person\n"
	want := "liisa, view of casework.client c1: denied: casework/no-access\n" + general +
		"  passed       whether they act for the client's organisation\n" +
		"  passed       who is responsible for the client\n" +
		"  denied       with whom the client is shared\n" +
		"  repair       liisa gains client work (client c1), by casework.share (takes a confirmation)\n" +
		"  repair       liisa gains responsibility (client c1), by casework.transfer (takes a confirmation, consent to who loses the client)\n" +
		"  hint         denied: the user has no access to the client; ask whoever is responsible for the client, or an administrator there, to give you access\n" +
		"\n" +
		"\"matti\\x1b[2J\", hand-on of casework.client c1: denied: casework/no-stewards\n" + general +
		"  denied       whether they are a steward\n" +
		"  not reached  whether they act for the client's organisation\n" +
		"  hint         denied: the practice appoints no stewards; ask whoever is responsible to transfer the client, or whoever runs the practice to appoint stewards\n" +
		"\n" +
		"line 3: no answer: wire: subject: is missing\n\n" +
		"matti, edit of casework.client c1: allowed: casework/responsible\n" + general +
		"  passed       whether they act for the client's organisation\n" +
		"  allowed      who is responsible for the client\n" +
		"  not reached  with whom the client is shared\n" +
		"  ground       person: casework.org in (\"counsel\") and user in (\"matti\")\n" +
		"  ground       row: org in (\"counsel\") and responsible in (\"matti\")\n" +
		"  not without  person: casework.org in (\"counsel\")\n" +
		"  not without  person: user in (\"matti\")\n" +
		"  not without  row: org in (\"counsel\")\n" +
		"  not without  row: present (responsible)\n" +
		"  not without  row: responsible in (\"matti\")\n" +
		"\n" +
		"4 questions: 1 allowed, 2 denied, 1 without an answer\n"
	if diff := cmp.Diff(want, got); diff != "" || status != exitUndecided || stderr != "" {
		t.Errorf("exit status %d, stderr %q (- want, + got):\n%s", status, stderr, diff)
	}
}

func TestWhyIsOfDecisions(t *testing.T) {
	for _, other := range [][]string{{"-rows"}, {"-people"}, {"-against", "policy.json"}} {
		status, stdout, stderr := call(t, "", append(other, "-why")...)
		if status != exitWrong || stdout != "" || !strings.Contains(stderr, "-why is of decisions") {
			t.Errorf("%q: exit status %d, stdout %q, stderr %q", other, status, stdout, stderr)
		}
	}
}
