package main

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the golden file with what is printed now")

// call runs the program and returns what it printed.
func call(t *testing.T, stdin string, args ...string) (status int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	status = run(args, strings.NewReader(stdin), &out, &errs)
	return status, out.String(), errs.String()
}

// request is a question on one line, by a user about something unknown.
func request(user string) string {
	return `{"subject":{"type":"user","id":"` + user + `"},"action":{"name":"view"},"resource":{"type":"x","id":"1"}}`
}

// unknownKind is the answer to it.
const unknownKind = `{"decision":false,"context":{"reason":"access/unknown-kind","by":""}}` + "\n"

func TestStrictTakesAnUnknownMemberForAFault(t *testing.T) {
	lines := request("a") + "\n" + strings.Replace(request("b"), `"id":"1"`, `"id":"1","propertis":{}`, 1) + "\n"
	if status, stdout, _ := call(t, lines, "-json", "-requests", "-"); status != exitDecided || stdout != unknownKind+unknownKind {
		t.Errorf("exit status %d\n%s", status, stdout)
	}
	status, stdout, _ := call(t, lines, "-json", "-strict", "-requests", "-")
	if status != exitUndecided || !strings.HasPrefix(stdout, unknownKind) || !strings.Contains(stdout, "line 2: ") || !strings.Contains(stdout, "propertis") {
		t.Errorf("strictly: exit status %d\n%s", status, stdout)
	}
	if status, _, stderr := call(t, "", "-strict"); status != exitDecided {
		t.Errorf("the embedded questions: exit status %d\n%s", status, stderr)
	}
}

// A line of a log is decided as its request, however it is asked.
func TestRecordsOfALog(t *testing.T) {
	request := strings.TrimSpace(ask(counsellor, "view", client))
	record := `{"revision":"r1","request":` + request + `,"answer":{"decision":true,"context":{"reason":"x","by":""}}}`
	for _, args := range [][]string{{}, {"-json"}, {"-strict"}, {"-why"}, {"-rows"}, {"-people"}} {
		args = append(args, "-requests", "-")
		_, want, _ := call(t, request, args...)
		if status, got, stderr := call(t, record, args...); status != exitDecided || got != want || stderr != "" {
			t.Errorf("%q: exit status %d, stderr %q\n%s\nwant\n%s", args, status, stderr, got, want)
		}
	}
	broken := `{"revision":"r1","request":` + request
	if status, got, _ := call(t, broken, "-json", "-requests", "-"); status != exitUndecided || !strings.Contains(got, "line 1: wire: want a comma") {
		t.Errorf("a record that is cut: exit status %d, %s", status, got)
	}
}

func TestEmbeddedTable(t *testing.T) {
	golden := filepath.Join("testdata", "table.golden")
	status, got, stderr := call(t, "")
	if status != exitDecided || stderr != "" {
		t.Fatalf("exit status %d, and on stderr %q", status, stderr)
	}
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("the table changed; run with -update if it should (- want, + got):\n%s", diff)
	}
	table, summary, _ := strings.Cut(got, "\n\n")
	if summary != "110 questions: 56 allowed, 54 denied, 0 without an answer\n" {
		t.Errorf("the summary is %q", summary)
	}
	rows := strings.Split(table, "\n")
	if len(rows) != 111 {
		t.Errorf("%d rows, want a heading and 110", len(rows))
	}
	for _, column := range []string{"ACTION", "RESOURCE", "DECISION", "REASON"} {
		at := strings.Index(rows[0], column)
		for i, row := range rows {
			if row[at-2:at] != "  " || row[at] == ' ' {
				t.Errorf("row %d does not keep to the column %s: %q", i, column, row)
			}
		}
	}
}

// The embedded questions are asked of files and of standard input alike.
func TestFilesAndStandardInput(t *testing.T) {
	_, want, _ := call(t, "", "-json")
	if n := strings.Count(want, "\n"); n != 110 {
		t.Fatalf("%d answers, want 110", n)
	}
	for _, args := range [][]string{
		{"-json", "-policy", "policy.json", "-requests", "requests.jsonl"},
		{"-json", "-requests", "-"},
		{"-json", "-policy=policy.json", "-requests=-"},
	} {
		status, got, stderr := call(t, string(embeddedRequests), args...)
		if status != exitDecided || got != want || stderr != "" {
			t.Errorf("%q: exit status %d, stderr %q, and %d bytes, want the same %d", args, status, stderr, len(got), len(want))
		}
	}
	// Standard input is left alone where a file is named.
	if status, got, _ := call(t, "not JSON", "-json", "-requests", "requests.jsonl"); status != exitDecided || got != want {
		t.Errorf("exit status %d and %d bytes", status, len(got))
	}
}

func TestLines(t *testing.T) {
	a, b := request("a"), request("b")
	fault := func(line, problem string) string { return `{"error":"line ` + line + `: ` + problem + `"}` + "\n" }
	const blank = "is blank; want one request"
	for _, test := range []struct {
		name, in, want string
		status         int
	}{
		{"one", a + "\n", unknownKind, exitDecided},
		{"two", a + "\n" + b + "\n", unknownKind + unknownKind, exitDecided},
		{"no final line's end", a + "\n" + b, unknownKind + unknownKind, exitDecided},
		{"lines of another system", a + "\r\n" + b + "\r\n", unknownKind + unknownKind, exitDecided},
		{"nothing", "", "", exitDecided},
		{"blank", "\n", fault("1", blank), exitUndecided},
		{"spaces", " \t\r\n", fault("1", blank), exitUndecided},
		{"spaces at the end", a + "\n ", unknownKind + fault("2", blank), exitUndecided},
		{"blank between", a + "\n\n" + b + "\n", unknownKind + fault("2", blank) + unknownKind, exitUndecided},
		{"invalid", "{}\n" + a + "\n", fault("1", "wire: subject: is missing") + unknownKind, exitUndecided},
		{"two on a line", a + b + "\n", fault("1", "wire: unexpected an object after the end at byte 94 (column 95)"), exitUndecided},
		{"one over two lines", strings.Replace(a, `,"action"`, ",\n\"action\"", 1), fault("1", "wire: want a member's name in quotes, not the end of the text, at byte 36 (column 37)") + fault("2", "wire: the request is a text; want an object"), exitUndecided},
		{"cut inside a text", `{"subject":{"type":"us` + "\r\n", fault("1", "wire: subject.type: the text has no end at byte 19 (column 20)"), exitUndecided},
		{"hostile", `{"<b>\u001b[31m": 1, "subject": 1}` + "\n", fault("1", "wire: subject: is a number; want an object"), exitUndecided},
	} {
		t.Run(test.name, func(t *testing.T) {
			status, got, stderr := call(t, test.in, "-json", "-requests", "-")
			if status != test.status || got != test.want || stderr != "" {
				t.Errorf("exit status %d, stderr %q, stdout\n%swant %d and\n%s", status, stderr, got, test.status, test.want)
			}
		})
	}
}

// An id that looks like cells is quoted, so that a denied row does not read as allowed.
func TestTableIsNotForged(t *testing.T) {
	for _, id := range []string{" a", "a ", "1   allowed   sharing/rule"} {
		_, got, _ := call(t, request(id)+"\n", "-requests", "-")
		if !strings.Contains(got, "\n"+`"`+id+`" `) {
			t.Errorf("%q is printed as it is:\n%s", id, got)
		}
	}
}

func TestTableOfFaults(t *testing.T) {
	status, got, stderr := call(t, "\n"+request("a")+"\n[]", "-requests", "-")
	want := "" +
		"SUBJECT  ACTION  RESOURCE  DECISION   REASON                                         DECIDED BY\n" +
		"-        -       line 1    no answer  is blank; want one request                     \n" +
		"a        view    x         denied     access/unknown-kind                            \n" +
		"-        -       line 3    no answer  wire: the request is an array; want an object  \n" +
		"\n3 questions: 0 allowed, 1 denied, 2 without an answer\n"
	if status != exitUndecided || got != want || stderr != "" {
		t.Errorf("exit status %d, stderr %q, stdout\n%s\nwant\n%s", status, stderr, got, want)
	}
	status, got, _ = call(t, "", "-requests", "-")
	if want := "\n0 questions: 0 allowed, 0 denied, 0 without an answer\n"; status != exitDecided || got != want {
		t.Errorf("nothing asked: exit status %d, stdout %q, want %q", status, got, want)
	}
}

// Nothing that stands in an id can move a cell, change the terminal, or pass for
// other text.
func TestHostileTextIsQuoted(t *testing.T) {
	for user, want := range map[string]string{
		`a\tallowed`:     `"a\tallowed"`,
		`a\nb`:           `"a\nb"`,
		`\u001b[2J`:      `"\x1b[2J"`,
		`\u202egnp`:      `"\u202egnp"`,
		`a\u200bb`:       `"a\u200bb"`,
		`a\ufeff`:        `"a\ufeff"`,
		`\u0000`:         `"\x00"`,
		`\"quoted\"`:     `"\"quoted\""`,
		`back\\slash`:    `"back\\slash"`,
		`å \u00e9 😀 <b>`: `å é 😀 <b>`,
	} {
		_, got, _ := call(t, request(user)+"\n", "-requests", "-")
		rows := strings.Split(got, "\n")
		if len(rows) != 5 || !strings.HasPrefix(rows[1], want+"  ") || !strings.Contains(rows[1], "  denied  ") {
			t.Errorf("%s is shown as\n%s\nwant %s", user, got, want)
		}
	}
}

func TestWrongPolicyOrFlags(t *testing.T) {
	bad := filepath.Join(t.TempDir(), "bad.json")
	if err := os.WriteFile(bad, []byte(`{"version":1,"casework":{"package":["a","a",""]}}`), 0o666); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		args   []string
		stderr []string
	}{
		{[]string{"-policy", "missing.json"}, []string{"decide: cannot read the policy: ", "missing.json"}},
		{[]string{"-policy", "testdata"}, []string{"decide: cannot read the policy: ", "testdata", "directory"}},
		{[]string{"-policy", bad}, []string{"decide: ", "bad.json is not valid:\n", "casework.package[1]", "casework.package[2]"}},
		{[]string{"-policy", "requests.jsonl"}, []string{"decide: requests.jsonl is not valid:\n", "wire: subject: is no member here"}},
		{[]string{"-requests", "missing.jsonl"}, []string{"decide: cannot read the requests: ", "missing.jsonl"}},
		{[]string{"-requests", "testdata"}, []string{"decide: ", "testdata", "directory"}},
		{[]string{"requests.jsonl"}, []string{`decide: unexpected argument "requests.jsonl"; a file is named by`}},
		{[]string{"-json", "-"}, []string{`unexpected argument "-"`}},
		{[]string{"-xml"}, []string{"-xml", "-policy", "-requests", "-json"}},
		{[]string{"-policy"}, []string{"-policy"}},
		{[]string{"-json=maybe"}, []string{"maybe"}},
	} {
		for _, args := range [][]string{test.args, append([]string{"-json"}, test.args...)} {
			status, stdout, stderr := call(t, request("a"), args...)
			if status != exitWrong || stdout != "" || stderr == "" {
				t.Errorf("%q: exit status %d, stdout %q, stderr %q; want %d and a message", args, status, stdout, stderr, exitWrong)
			}
			for _, words := range test.stderr {
				if !strings.Contains(stderr, words) {
					t.Errorf("%q: stderr lacks %q:\n%s", args, words, stderr)
				}
			}
		}
	}
}

func TestHelp(t *testing.T) {
	for _, flag := range []string{"-h", "-help"} {
		status, stdout, stderr := call(t, "", flag)
		if status != exitDecided || stdout != "" {
			t.Errorf("%s: exit status %d, stdout %q", flag, status, stdout)
		}
		for _, words := range []string{"Usage of decide", "-policy FILE", "-requests FILE", "-json"} {
			if !strings.Contains(stderr, words) {
				t.Errorf("%s: the help lacks %q:\n%s", flag, words, stderr)
			}
		}
	}
}

var errFull = errors.New("the disk is full")

// A full is a writer that takes so many bytes and no more.
type full struct{ room int }

func (f *full) Write(p []byte) (int, error) {
	if len(p) > f.room {
		return f.room, errFull
	}
	f.room -= len(p)
	return len(p), nil
}

func TestFailingWriter(t *testing.T) {
	for _, args := range [][]string{{}, {"-json"}} {
		for _, room := range []int{0, 1, 5000} {
			var stderr bytes.Buffer
			status := run(args, strings.NewReader(""), &full{room}, &stderr)
			if status == exitDecided || stderr.String() != "decide: the disk is full\n" {
				t.Errorf("%q with room for %d bytes: exit status %d, stderr %q", args, room, status, stderr.String())
			}
		}
	}
}

// A script whose variable is unset must not get answers of the embedded policy.
func TestAnEmptyFlagIsWrong(t *testing.T) {
	for _, name := range []string{"-policy", "-requests"} {
		var out, errs bytes.Buffer
		if status := run([]string{name, ""}, strings.NewReader(""), &out, &errs); status != exitWrong || out.Len() > 0 || errs.Len() == 0 {
			t.Errorf("%s: status %d, %q, %q", name, status, out.String(), errs.String())
		}
	}
}
