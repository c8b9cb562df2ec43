package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// file writes text to a file of the test's own and returns its name.
func file(t *testing.T, text string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "file.json")
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	return name
}

const (
	counselling = `{"version":1,"casework":{"package":["bookkeeping"]}}`
	counsellor  = `{"type":"user","id":"liisa","properties":{"casework":{"org":"O1"}}}`
	client      = `{"type":"casework.client","id":"C1","properties":{"org":"O1","responsible":"liisa","shared":["matti"]}}`
)

func ask(subject, action, resource string) string {
	return `{"subject":` + subject + `,"action":{"name":"` + action + `"},"resource":` + resource + "}\n"
}

func TestConditions(t *testing.T) {
	policy := file(t, counselling)
	in := ask(counsellor, "view", `{"type":"casework.client"}`) +
		ask(counsellor, "transfer", `{"type":"casework.client","id":7,"properties":null}`) +
		ask(`{"type":"user","id":"liisa"}`, "view", `{"type":"casework.client"}`) +
		ask(counsellor, "burn", `{"type":"casework.client"}`) +
		ask(counsellor, "view", `{"type":"castle"}`) +
		ask(`{"type":"robot","id":"liisa"}`, "view", `{"type":"casework.client"}`) +
		ask(counsellor, "give", `{"type":"casework.access"}`) +
		ask(counsellor, "view", `{"id":"C1"}`)
	want := `{"condition":{"all":[{"in":["org","O1"]},{"present":["responsible"]},{"any":[{"in":["responsible","liisa"]},{"has":["shared","liisa"]}]}]}}
{"condition":{"all":[{"in":["org","O1"]},{"in":["responsible","liisa"]}]}}
{"decision":false,"context":{"reason":"access/no-fact","by":""}}
{"decision":false,"context":{"reason":"access/unknown-action","by":""}}
{"decision":false,"context":{"reason":"access/unknown-kind","by":""}}
{"decision":false,"context":{"reason":"access/no-user","by":""}}
{"error":"line 7: filter: a row's own properties do not decide about this kind; ask Check about each row (kind \"casework.access\")"}
{"error":"line 8: wire: resource.type: is missing"}
`
	if status, got, stderr := call(t, in, "-policy", policy, "-rows", "-json", "-requests", "-"); status != exitUndecided || got != want || stderr != "" {
		t.Errorf("rows: exit status %d, stderr %q\n%s\nwant\n%s", status, stderr, got, want)
	}

	in = ask(`{"type":"user"}`, "view", client) +
		ask(`{"type":"user","id":null}`, "transfer", client) +
		ask(`{"type":"robot"}`, "view", client) +
		ask(`{"type":"user"}`, "view", `{"type":"casework.client","id":"C1","properties":{"org":"O1"}}`)
	want = `{"condition":{"all":[{"in":["casework.org","O1"]},{"in":["user","liisa","matti"]}]}}
{"condition":{"all":[{"in":["casework.org","O1"]},{"in":["user","liisa"]}]}}
{"decision":false,"context":{"reason":"access/no-user","by":""}}
{"error":"line 4: wire: resource.properties.responsible: is missing"}
`
	if status, got, stderr := call(t, in, "-policy", policy, "-people", "-json", "-requests", "-"); status != exitUndecided || got != want || stderr != "" {
		t.Errorf("people: exit status %d, stderr %q\n%s\nwant\n%s", status, stderr, got, want)
	}
}

func TestTableOfConditions(t *testing.T) {
	in := ask(counsellor, "transfer", `{"type":"casework.client"}`) + ask(counsellor, "burn", `{"type":"casework.client"}`)
	want := "" +
		"SUBJECT  ACTION    RESOURCE         DECISION  REASON                                         DECIDED BY\n" +
		"liisa    transfer  casework.client  where     org in (\"O1\") and responsible in (\"liisa\")      \n" +
		"liisa    burn      casework.client  denied    access/unknown-action                          \n" +
		"\n2 questions: 1 condition, 0 allowed, 1 denied, 0 without an answer\n"
	want = strings.ReplaceAll(want, `REASON                                         D`, `REASON                                        D`)
	status, got, _ := call(t, in, "-policy", file(t, counselling), "-rows", "-requests", "-")
	if squeezed(got) != squeezed(want) || status != exitDecided {
		t.Errorf("exit status %d\n%s\nwant\n%s", status, got, want)
	}
	// What is embedded can be asked either way; nothing of it but the type is needed.
	for _, flag := range []string{"-rows", "-people"} {
		if status, got, stderr := call(t, "", flag); status == exitWrong || !strings.Contains(got, "110 questions: ") || stderr != "" {
			t.Errorf("%s: exit status %d, stderr %q\n%.2000s", flag, status, stderr, got)
		}
	}
}

// squeezed returns text with one space wherever there are several.
func squeezed(text string) string {
	return strings.Join(strings.FieldsFunc(text, func(r rune) bool { return r == ' ' }), " ")
}

func TestConditionsReadStrictly(t *testing.T) {
	odd := ask(counsellor[:len(counsellor)-1]+`,"x":1}`, "view", `{"type":"casework.client","x":1}`)
	policy := file(t, counselling)
	if status, got, _ := call(t, odd, "-policy", policy, "-rows", "-json", "-requests", "-"); status != exitDecided {
		t.Errorf("exit status %d\n%s", status, got)
	}
	if status, got, _ := call(t, odd, "-policy", policy, "-rows", "-strict", "-json", "-requests", "-"); status != exitUndecided || !strings.Contains(got, "subject.x") {
		t.Errorf("exit status %d\n%s", status, got)
	}
}
