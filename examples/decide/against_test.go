package main

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
)

const sharers = `{"version":1,"sharing":{"rules":[{"id":"r","viewers":["20410-01"],"sharers":["20410-02"]}]}}`

func result(account, owner string) string {
	return `{"subject":{"type":"user","id":"elin","properties":{"sharing":{"account":"` + account + `"}}},"action":{"name":"view"},"resource":{"type":"sharing.result","id":"S","properties":{"owner":"` + owner + `"}}}`
}

func TestReplayOfRequests(t *testing.T) {
	old, new := file(t, sharers), file(t, strings.Replace(sharers, "20410-02", "20410-03", 1))
	in := strings.Join([]string{
		result("20410-01", "20410-01"), result("20410-01", "20410-02"), `{"revision":"x","request":` + result("20410-01", "20410-03") + `}`, "", "{}", result("20410-01", "20410-02"),
	}, "\n")
	want := `{"line":2,"before":{"decision":true,"context":{"reason":"sharing/rule","by":"r"}},"after":{"decision":false,"context":{"reason":"sharing/not-shared","by":""}}}
{"line":3,"before":{"decision":false,"context":{"reason":"sharing/not-shared","by":""}},"after":{"decision":true,"context":{"reason":"sharing/rule","by":"r"}}}
{"line":4,"error":"foresight: the line is blank; want a request"}
{"line":5,"error":"wire: subject: is missing"}
{"line":6,"before":{"decision":true,"context":{"reason":"sharing/rule","by":"r"}},"after":{"decision":false,"context":{"reason":"sharing/not-shared","by":""}}}
`
	if status, got, stderr := call(t, in, "-against", old, "-policy", new, "-requests", "-", "-json"); status != exitUndecided || got != want || stderr != "" {
		t.Errorf("exit status %d, stderr %q\n%s\nwant\n%s", status, stderr, got, want)
	}
	want = "" +
		"LINE SUBJECT ACTION RESOURCE EFFECT BEFORE AFTER\n" +
		"2 elin view sharing.result S loses allowed: sharing/rule by r denied: sharing/not-shared\n" +
		"3 elin view sharing.result S gains denied: sharing/not-shared allowed: sharing/rule by r\n" +
		"4 - - - no answer foresight: the line is blank; want a request \n" +
		"5 - - - no answer wire: subject: is missing \n" +
		"6 elin view sharing.result S loses allowed: sharing/rule by r denied: sharing/not-shared\n" +
		"\n6 questions: 1 gained, 2 lost, 1 decided alike, 2 without an answer\n"
	if status, got, stderr := call(t, in, "-against", old, "-policy", new, "-requests", "-"); status != exitUndecided || squeezed(got) != want || stderr != "" {
		t.Errorf("exit status %d, stderr %q\n%s\nwant\n%s", status, stderr, squeezed(got), want)
	}
	// Flips are no fault of the questions.
	if status, got, _ := call(t, result("20410-01", "20410-02"), "-against", old, "-policy", new, "-requests", "-", "-json"); status != exitDecided || strings.Count(got, "\n") != 1 {
		t.Errorf("exit status %d\n%s", status, got)
	}
	if status, got, _ := call(t, in[:len(result("", ""))+16], "-against", old, "-policy", old, "-requests", "-", "-json"); status != exitDecided || got != "" {
		t.Errorf("against itself: exit status %d\n%s", status, got)
	}
}

func TestWrongAgainst(t *testing.T) {
	old := file(t, sharers)
	for _, args := range [][]string{
		{"-against", "missing.json"}, {"-against", "requests.jsonl"}, {"-against", ""},
		{"-against", old, "-rows"}, {"-against", old, "-people"}, {"-against", old, "-strict"}, {"-rows", "-people"},
		{"-against", old, "-requests", "missing.jsonl"}, {"-against", old, "-policy", "missing.json"},
	} {
		if status, stdout, stderr := call(t, "", args...); status != exitWrong || stdout != "" || !strings.HasPrefix(stderr, "decide: ") {
			t.Errorf("%q: exit status %d, stdout %q, stderr %q", args, status, stdout, stderr)
		}
	}
}

func TestReplayThatBreaks(t *testing.T) {
	old, new := file(t, sharers), file(t, strings.Replace(sharers, "20410-02", "20410-03", 1))
	line := result("20410-01", "20410-02") + "\n"
	args := []string{"-against", old, "-policy", new, "-requests", "-", "-json"}
	var out, stderr bytes.Buffer
	broken := errors.New("the line is broken")
	status := run(args, io.MultiReader(strings.NewReader(line+line[:20]), failing{broken}), &out, &stderr)
	if status != exitUndecided || strings.Count(out.String(), "\n") != 1 || stderr.String() != "decide: line 2: the line is broken\n" {
		t.Errorf("exit status %d, stdout %q, stderr %q", status, out.String(), stderr.String())
	}
	for _, args := range [][]string{args, args[:len(args)-1]} {
		in := &source{line: line, left: 100_000}
		stderr.Reset()
		status := run(args, in, &full{room: 10}, &stderr)
		if status != exitUndecided || stderr.String() != "decide: the disk is full\n" {
			t.Errorf("%q: exit status %d, stderr %q", args, status, stderr.String())
		}
	}
}

func TestDifferenceOfPolicies(t *testing.T) {
	old, new := file(t, sharers), file(t, strings.Replace(sharers, "20410-02", "20410-03", 1))
	want := "customers 20410-01 gains view of result (customers 20410-03)\ncustomers 20410-01 loses view of result (customers 20410-02)\n"
	if status, got, stderr := call(t, "", "-against", old, "-policy", new); status != exitChanged || got != want || stderr != "" {
		t.Errorf("exit status %d, stderr %q\n%s\nwant\n%s", status, stderr, got, want)
	}
	want = `{"changes":[{"effect":"gains","who":{"of":[{"kind":"sharing.customers","id":"20410-01"}],"with":[],"without":[]},"actions":["view"],"kind":"sharing.result","which":{"of":[{"kind":"sharing.customers","id":"20410-03"}],"with":[],"without":[]}},` +
		`{"effect":"loses","who":{"of":[{"kind":"sharing.customers","id":"20410-01"}],"with":[],"without":[]},"actions":["view"],"kind":"sharing.result","which":{"of":[{"kind":"sharing.customers","id":"20410-02"}],"with":[],"without":[]}}],"notCompared":[]}` + "\n"
	if status, got, _ := call(t, "", "-against", old, "-policy", new, "-json"); status != exitChanged || got != want {
		t.Errorf("exit status %d\n%s\nwant\n%s", status, got, want)
	}
	// A renamed rule is no difference, and neither is the embedded policy to itself.
	renamed := file(t, strings.Replace(sharers, `"r"`, `"another"`, 1))
	for _, args := range [][]string{{"-against", old, "-policy", renamed}, {"-against", "policy.json"}, {"-against", "policy.json", "-json"}} {
		status, got, stderr := call(t, "", args...)
		if status != exitDecided || stderr != "" || got != "nothing is decided otherwise\n" && got != `{"changes":[],"notCompared":[]}`+"\n" {
			t.Errorf("%q: exit status %d, stderr %q\n%s", args, status, stderr, got)
		}
	}
	var stderr bytes.Buffer
	if status := run([]string{"-against", old, "-policy", new}, strings.NewReader(""), &full{room: 10}, &stderr); status != exitWrong || stderr.String() != "decide: the disk is full\n" {
		t.Errorf("a full disk: exit status %d, stderr %q", status, stderr.String())
	}
}
