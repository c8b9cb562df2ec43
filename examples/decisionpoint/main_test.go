package main

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"lupa.example/access"
	"lupa.example/access/accesstest"
	"pgregory.net/rapid"
)

const (
	evaluation = "/access/v1/evaluation"
	alice      = `{"type":"user","id":"alice"}`
	bob        = `{"type":"user","id":"bob"}`
	bobAdmin   = `{"type":"user","id":"bob","properties":{"role":"admin"}}`
	record1    = `{"type":"record","id":"record-1"}`
	archived   = `{"type":"record","id":"record-2","properties":{"status":"archived"}}`
)

func question(subject, action, resource string) []byte {
	return []byte(`{"subject":` + subject + `,"action":` + action + `,"resource":` + resource + `}`)
}

// Decisions of the scenario that certifies decision points.
func TestCertification(t *testing.T) {
	p := start(t, "-scenario", "certification")
	const read, write = `{"name":"read"}`, `{"name":"write"}`
	for _, test := range []struct {
		subject, action, resource string
		want                      bool
	}{
		{alice, read, record1, true},
		{alice, write, record1, true},
		{bob, read, record1, true},
		{bob, write, record1, false},
		{alice, write, archived, false},
		{alice, write, strings.Replace(archived, "record-2", "record-1", 1), false},
		{alice, write, strings.Replace(archived, "record-2", "record-9", 1), false},
		{bobAdmin, write, archived, true},
		{strings.Replace(bobAdmin, "bob", "zoe", 1), write, archived, true},
		{alice, `{"name":"delete","properties":{"soft":true}}`, record1, true},
		{alice, `{"name":"delete","properties":{"soft":false}}`, record1, false},
		{alice, `{"name":"delete"}`, record1, false},
		{strings.Replace(alice, "}", `,"properties":{"department":"Sales","role":"manager"}}`, 1), `{"name":"read","properties":{"method":"GET"}}`,
			`{"type":"record","id":"record-1","properties":{"status":"active","owner":"bob"}}`, true},
		{`{"type":"user","id":"nobody"}`, read, record1, false},
		{alice, read, `{"type":"record","id":"record-9"}`, false},
		{`{"type":"user","id":"alice","properties":{"role":7}}`, write, record1, true},
	} {
		text := question(test.subject, test.action, test.resource)
		if status, answer := p.post(t, evaluation, text); status != http.StatusOK || answer["decision"] != test.want {
			t.Errorf("%s: status %d, %v, want %v", text, status, answer, test.want)
		}
	}
	for _, test := range []struct {
		path, text string
		want       []string
	}{
		{"subject", string(question(`{"type":"user"}`, read, record1)), []string{"alice", "bob"}},
		{"subject", string(question(`{"type":"user"}`, write, archived)), []string{"bob"}},
		{"subject", string(question(`{"type":"spaceship"}`, read, record1)), nil},
		{"resource", string(question(alice, read, `{"type":"record"}`)), []string{"record-1", "record-2"}},
		{"resource", string(question(bobAdmin, write, `{"type":"record"}`)), []string{"record-2"}},
		{"resource", string(question(alice, read, `{"type":"spaceship"}`)), nil},
		{"action", `{"subject":` + alice + `,"resource":` + record1 + `}`, []string{"read", "write"}},
		{"action", `{"subject":` + bobAdmin + `,"resource":` + archived + `}`, []string{"read", "write"}},
		{"action", `{"subject":{"type":"user","id":"nobody"},"resource":` + record1 + `}`, nil},
		{"action", `{"subject":` + alice + `,"resource":{"type":"record","id":"record-9"}}`, nil},
		{"action", `{"subject":` + alice + `,"resource":{"type":"spaceship","id":"record-9"}}`, nil},
	} {
		status, answer := p.post(t, "/access/v1/search/"+test.path, []byte(test.text))
		results, ok := answer["results"].([]any)
		var got []string
		for _, one := range results {
			o := one.(map[string]any)
			if id, ok := o["id"].(string); ok {
				got = append(got, id)
			} else {
				got = append(got, o["name"].(string))
			}
		}
		if diff := cmp.Diff(test.want, got); diff != "" || status != http.StatusOK || !ok {
			t.Errorf("%s: status %d, %v, - want, + got:\n%s", test.text, status, answer, diff)
		}
	}
}

// What the README's line asks, and that rows are found by conditions.
func TestTheAreas(t *testing.T) {
	p := start(t)
	_, answer := p.post(t, evaluation, question(`{"type":"user","id":"anna"}`, `{"name":"view"}`, `{"type":"casework.client","id":"C1"}`))
	want := map[string]any{"decision": true, "context": map[string]any{"reason": "casework/responsible", "by": ""}}
	if diff := cmp.Diff(want, answer); diff != "" {
		t.Errorf("- want, + got:\n%s", diff)
	}
	// The directory wins over who claims to be responsible.
	claim := `{"type":"casework.client","id":"C3","properties":{"org":"O1","responsible":"anna"}}`
	if _, answer := p.post(t, evaluation, question(`{"type":"user","id":"anna"}`, `{"name":"view"}`, claim)); answer["decision"] != false {
		t.Errorf("a claim wins over the directory: %v", answer)
	}
	for user, want := range map[string][]any{
		"anna":   {map[string]any{"type": "casework.client", "id": "C1"}, map[string]any{"type": "casework.client", "id": "C2"}},
		"bo":     {map[string]any{"type": "casework.client", "id": "C2"}},
		"nobody": {},
	} {
		_, answer := p.post(t, "/access/v1/search/resource", question(`{"type":"user","id":"`+user+`"}`, `{"name":"view"}`, `{"type":"casework.client"}`))
		if diff := cmp.Diff(want, answer["results"]); diff != "" {
			t.Errorf("%s, - want, + got:\n%s", user, diff)
		}
	}
	if !strings.Contains(p.log.String(), `"user":"anna","action":"view","kind":"casework.client","id":"C1","decision":{"allowed":true`) {
		t.Errorf("the decision is not in the log:\n%s", p.log)
	}
}

// A policy that changes is served at once without a lost request, and one that cannot be
// read changes nothing.
func TestThePolicyIsReadAgain(t *testing.T) {
	file := filepath.Join(t.TempDir(), "policy.json")
	write := func(text string) {
		t.Helper()
		if err := os.WriteFile(file+".new", []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Rename(file+".new", file); err != nil {
			t.Fatal(err)
		}
	}
	write(`{"version": 1}`)
	p := start(t, "-scenario", "search", "-policy", file)
	text := question(alice, `{"name":"view"}`, `{"type":"record","id":"101"}`)
	var asked, lost atomic.Int64
	done := make(chan struct{})
	var clients sync.WaitGroup
	for range 4 {
		clients.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
				}
				response, err := http.Post(p.url+evaluation, "application/json", strings.NewReader(string(text)))
				asked.Add(1)
				if err != nil || response.StatusCode != http.StatusOK {
					lost.Add(1)
				}
				if err == nil {
					response.Body.Close()
				}
			}
		})
	}
	decided := func(want bool) bool {
		_, answer := p.post(t, evaluation, text)
		return answer["decision"] == want
	}
	health := func(status string) bool {
		_, answer := p.get(t, "/healthz")
		problem, _ := answer["problem"].(string)
		return answer["status"] == status && (problem != "") == (status == "stale")
	}
	eventually(t, "nothing is allowed at first", func() bool { return decided(false) && health("ok") })
	_, before := p.get(t, "/healthz")
	write(`{"version": 1, "record": {}}`)
	eventually(t, "the new policy allows", func() bool { return decided(true) && health("ok") })
	_, after := p.get(t, "/healthz")
	if before["revision"] == after["revision"] {
		t.Errorf("two policies have the revision %v", after["revision"])
	}
	write(`{"version": 2}`)
	eventually(t, "the policy is stale", func() bool { return decided(true) && health("stale") })
	if _, now := p.get(t, "/healthz"); now["revision"] != after["revision"] {
		t.Errorf("the revision is %v, want still %v", now["revision"], after["revision"])
	}
	if !strings.Contains(p.log.String(), "keeping the old policy") {
		t.Errorf("the log says nothing of it:\n%s", p.log)
	}
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	eventually(t, "without a file too", func() bool { return decided(true) && health("stale") })
	write(`{"version": 1}`)
	eventually(t, "the next is served", func() bool { return decided(false) && health("ok") })
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	eventually(t, "it is gone", func() bool { return health("stale") })
	write(`{"version": 1}`)
	eventually(t, "it is back as it was", func() bool { return decided(false) && health("ok") })
	eventually(t, "that it denies everything is told", func() bool {
		return strings.Count(p.log.String(), `"level":"WARN","msg":"the policy has no section and denies everything"`) == 3
	})
	close(done)
	clients.Wait()
	if lost.Load() > 0 {
		t.Errorf("%d of %d requests were lost", lost.Load(), asked.Load())
	}
}

func eventually(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for range 500 {
		if holds() {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatalf("not in five seconds: %s", what)
}

// What is being answered when the program is told to stop is answered.
func TestStopping(t *testing.T) {
	p := start(t)
	conn, err := net.Dial("tcp", strings.TrimPrefix(p.url, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	text := question(alice, `{"name":"view"}`, `{"type":"record","id":"101"}`)
	send := func(text string) {
		t.Helper()
		if _, err := io.WriteString(conn, text); err != nil {
			t.Fatal(err)
		}
	}
	send(fmt.Sprintf("POST %s HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: %d\r\nExpect: 100-continue\r\n\r\n", evaluation, len(text)))
	answer := bufio.NewReader(conn)
	if line, err := answer.ReadString('\n'); err != nil || !strings.Contains(line, "100") {
		t.Fatalf("%q, error %v", line, err)
	}
	if _, err := answer.ReadString('\n'); err != nil {
		t.Fatal(err)
	}
	stopped := make(chan error, 1)
	go func() { stopped <- p.stop() }()
	eventually(t, "nobody else is answered", func() bool {
		_, err := http.Get(p.url + "/healthz")
		return err != nil
	})
	send(string(text))
	response, err := http.ReadResponse(answer, nil)
	if err != nil || response.StatusCode != http.StatusOK {
		t.Errorf("what was being asked: %v, error %v", response, err)
	}
	if err := <-stopped; err != nil {
		t.Errorf("ended with %v", err)
	}
	if _, err := http.Get(p.url + "/healthz"); err == nil {
		t.Error("answers when it has stopped")
	}
}

func TestAKeyAndABase(t *testing.T) {
	p := start(t, "-key", "secret", "-base", "https://pdp.example.com/lupa")
	if status, _ := p.post(t, evaluation, nil); status != http.StatusUnauthorized {
		t.Errorf("without the key: status %d", status)
	}
	_, answer := p.get(t, "/.well-known/authzen-configuration")
	if got := answer["search_resource_endpoint"]; got != "https://pdp.example.com/lupa/access/v1/search/resource" {
		t.Errorf("the metadata says %v", answer)
	}
}

// Without a base the metadata names the address listened at.
func TestTheMetadataWithoutABase(t *testing.T) {
	p := start(t)
	_, answer := p.get(t, "/.well-known/authzen-configuration")
	base := "https" + strings.TrimPrefix(p.url, "http")
	if answer["policy_decision_point"] != base || answer["access_evaluation_endpoint"] != base+evaluation {
		t.Errorf("reached at %s, the metadata says %v", p.url, answer)
	}
}

func TestHelp(t *testing.T) {
	out := new(logs)
	if err := run(t.Context(), []string{"-h"}, io.Discard, out); !errors.Is(err, flag.ErrHelp) || !strings.Contains(out.String(), "-scenario name") {
		t.Errorf("-h ends with %v and prints\n%s", err, out)
	}
}

func TestFlagsThatAreWrong(t *testing.T) {
	bad := filepath.Join(t.TempDir(), "policy.json")
	if err := os.WriteFile(bad, []byte(`{}`), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		args []string
		want string
	}{
		{[]string{"-scenario", "chess"}, `the scenario "chess" is none of`},
		{[]string{"-policy", bad}, bad + " is not valid:\nwire: version: is missing"},
		{[]string{"-policy", bad + "x"}, "cannot read the policy: open " + bad + "x"},
		{[]string{"-policy", filepath.Dir(bad)}, "is a directory"},
		{[]string{"-base", "http://x"}, "want an https address"},
		{[]string{"-key", ""}, "-key is empty"},
		{[]string{"-addr", "nowhere:x"}, "listen tcp"},
		{[]string{"-x"}, "-x"},
		{[]string{"x"}, `unexpected argument "x"`},
	} {
		ctx, cancel := context.WithCancel(context.Background())
		cancel() // or one that is taken would be served
		if err := run(ctx, append([]string{"-addr", "127.0.0.1:0"}, test.args...), new(logs), new(logs)); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%q: %v, want %s", test.args, err, test.want)
		}
	}
}

// The authority of the records and its conditions agree.
func TestRecords(t *testing.T) {
	policy, err := access.NewPolicy(records{})
	if err != nil {
		t.Fatal(err)
	}
	names := rapid.SampledFrom([]string{"", "alice", "bob", "Sales", "Legal"})
	questions := rapid.Custom(func(t *rapid.T) access.Question {
		q := access.Question{
			Subject:  access.Subject{User: names.Draw(t, "user")},
			Action:   rapid.SampledFrom(actionsOnRecords).Draw(t, "action"),
			Resource: &record{ID: "1", Owner: names.Draw(t, "owner"), Department: names.Draw(t, "department")},
		}
		for range rapid.IntRange(0, 2).Draw(t, "facts") {
			q.Subject.Facts = append(q.Subject.Facts, &employee{names.Draw(t, "of"), rapid.Bool().Draw(t, "manager")})
		}
		return q
	})
	accesstest.Filters(t, policy, questions)
}
