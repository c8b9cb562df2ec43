package oracle_test

import (
	"strings"
	"testing"
)

// A policy and a request to it.
const document = `{"version": 1,
 "sharing":  {"rules": [{"id": "r1", "viewers": ["00000-01"], "sharers": ["00000*"]}]},
 "roles":    {"catalog": "portal", "approverSignsIn": false, "samePersonSignedIn": false,
              "define": [{"name": "editor", "signIn": true, "grants": [
                 {"kind": "todo", "actions": ["create"], "over": "org"}, {"kind": "todo", "actions": ["update"], "over": "own"}]}]},
 "profile":  {"forms": ["F1", "F2"], "profiles": [{"name": "officer", "cases": true, "administrator": false,
              "freeText": true, "queryBuilder": false, "forms": {"F1": {"read": "workspace", "change": "registered", "delete": "none",
              "register": true, "changeForm": false, "sharePublicly": false, "changeClosed": false}}}]},
 "casework": {"package": ["bookkeeping", "invoicing"], "sharedMayShare": false}}`

const request = `{"subject":{"type":"user","id":"anna","properties":{"signedIn":true,"sharing":{"account":"00000-01","staff":false},"roles":[{"org":"A","roles":["orderer","editor"],"assignments":["g1"]}],"profile":{"profile":"officer","workspace":"W1","groups":["night shift"]},"casework":{"org":"O1"}}},"action":{"name":"read"},"resource":{"type":"profile.case","id":"K1","properties":{"form":"F1","registeredBy":"anna","workspace":"W1","users":["cia"],"groups":[],"closed":false}}}`

func TestReader(t *testing.T) {
	w, err := readPolicy([]byte(document))
	if err != nil {
		t.Fatal(err)
	}
	ask := func(kind, action, id, props string) string {
		i := strings.Index(request, `"action"`)
		return request[:i] + `"action":{"name":"` + action + `"},"resource":{"type":"` + kind + `","id":"` + id + `","properties":` + props + `}}`
	}
	change := func(old, new string) string {
		if !strings.Contains(request, old) {
			t.Fatalf("no %q", old)
		}
		return strings.Replace(request, old, new, 1)
	}
	const allow, deny, bad = "allowed", "denied", refused
	for _, c := range []struct{ line, want string }{
		{request, allow},
		{change(`"read"`, `"change"`), allow},
		{change(`"read"`, `"delete"`), deny},
		{change(`"read"`, `"burn"`), deny},
		{change(`"read"`, `""`), bad},
		{change(`"read"`, `null`), bad},
		{change(`"type":"user"`, `"type":"group"`), deny},
		{change(`"id":"anna"`, `"id":""`), bad},
		{change(`"id":"anna",`, ``), bad},
		{change(`"id":"anna"`, `"id":5`), bad},
		{change(`"id":"anna"`, `"id":"anna","id":"anna"`), bad},
		{change(`"id":"anna"`, `"id":"anna","\u0069d":"anna"`), bad},
		{change(`"id":"anna"`, `"id":"anna","more":null`), allow},
		{change(`"closed":false`, `"closed":null`), bad},
		{strings.Replace(change(`"read"`, `"change"`), `,"closed":false`, ``, 1), deny},
		{change(`"form":"F1",`, ``), bad},
		{change(`"form":"F1"`, `"form":""`), bad},
		{change(`"workspace":"W1","users"`, `"users"`), deny},
		{change(`"00000-01"`, `"00000*"`), allow}, // a fact of another area
		{change(`"groups":["night shift"]}`, `"groups":"night shift"}`), bad},
		{change(`"K1"`, `"`+strings.Repeat("x", 256)+`"`), allow},
		{change(`"K1"`, `"`+strings.Repeat("x", 257)+`"`), bad},
		{change(`"K1"`, `"`+strings.Repeat("é", 129)+`"`), bad},
		{change(`"K1"`, "\"\xff\""), bad},
		{request + "x", bad}, {"\ufeff" + request, bad}, {"", bad}, {"null", bad}, {"[]", bad},
		{request[:1] + `"context":` + strings.Repeat("[", 15) + strings.Repeat("]", 15) + `,` + request[1:], allow},
		{request[:1] + `"context":` + strings.Repeat("[", 16) + strings.Repeat("]", 16) + `,` + request[1:], bad},
		{ask("sharing.result", "view", "1", `{"owner":"00000-44"}`), allow},
		{ask("sharing.result", "view", "1", `{"owner":"00001-44"}`), deny},
		{ask("sharing.result", "view", "1", `{"owner":"00000"}`), bad},
		{ask("sharing.result", "view", "1", `{}`), bad},
		{ask("sharing.rule", "request", "1", `{"viewers":["00000"],"sharers":["00001-01"]}`), allow},
		{ask("sharing.rule", "configure", "1", `{"viewers":["00000"],"sharers":["00001-01"]}`), deny},
		{ask("sharing.rule", "request", "1", `{"viewers":[],"sharers":["00001-01"]}`), bad},
		{ask("sharing.rule", "request", "1", `{"viewers":["0000*"],"sharers":["00001-01"]}`), bad},
		{ask("roles.order", "create", "1", `{"org":"A","createdBy":"anna"}`), allow},
		{ask("roles.order", "create", "1", `{"org":"A"}`), bad},
		{ask("roles.organisation", "sign-in", "A", `{}`), allow},
		{ask("roles.organisation", "sign-in", "x", `{"org":"A"}`), allow},
		{ask("roles.organisation", "sign-in", "A", `{"org":"B"}`), deny},
		{ask("todo", "create", "1", `{"org":"A"}`), allow},
		{ask("todo", "update", "1", `{"org":"A"}`), deny},
		{ask("todo", "update", "1", `{"org":"A","owner":"anna"}`), allow},
		{ask("todo", "update", "1", `{"owner":"anna"}`), bad},
		{ask("memo", "update", "1", `{"owner":5}`), deny},
		{ask("profile.form", "register", "F1", `{}`), allow},
		{ask("profile.search", "free-text", "1", `{}`), allow},
		{ask("casework.session", "edit", "1", `{"client":{"id":"c","org":"O1","responsible":"rita","shared":["anna"]}}`), allow},
		{ask("casework.session", "edit", "1", `{"client":{"org":"O1","responsible":"rita","shared":["anna"]}}`), bad},
		{ask("casework.program", "use", "bookkeeping", `{"engagement":{"id":"e","org":"O1","consultants":{"anna":["bookkeeping"]}}}`), allow},
		{ask("casework.program", "use", "bookkeeping", `{"engagement":{"id":"e","org":"O1","consultants":{"anna":["bookkeeping"],"anna":[]}}}`), bad},
		{ask("casework.program", "use", "bookkeeping", `{}`), bad},
	} {
		got := bad
		q, err := readRequest(&w, []byte(c.line))
		if err == nil {
			got = verdict(w.answer(q))
		}
		if got != c.want {
			t.Errorf("want %s, got %s (%v)\n%.300s", c.want, got, err, c.line)
		}
	}
}

func TestReaderRefusesPolicies(t *testing.T) {
	for _, c := range []struct{ old, new string }{
		{`"version": 1`, `"version": 2`}, {`"version": 1,`, ``}, {`"version"`, `"Version"`}, {`"r1"`, `""`}, {`["00000-01"]`, `[]`}, {`"00000*"`, `"0000*"`},
		{`"portal"`, `"other"`}, {`"editor"`, `"approver"`}, {`"todo"`, `"profile.case"`}, {`"own"`, `"all"`}, {`"workspace"`, `"Workspace"`},
		{`"read": "workspace"`, `"read": "none"`}, {`"F2"`, `"F1"`}, {`"cases": true`, `"cases": null`}, {`"sharedMayShare": false`, `"sharedMayShare": false, "x": 1`},
		{`"changeClosed": false`, `"changeClosed": false, "changeClosed": false`},
	} {
		if !strings.Contains(document, c.old) {
			t.Fatalf("no %q", c.old)
		}
		d := strings.Replace(document, c.old, c.new, 1)
		if c.new == `"read": "none"` {
			d = strings.Replace(d, `"sharePublicly": false`, `"sharePublicly": true`, 1)
		}
		if _, err := readPolicy([]byte(d)); err == nil {
			t.Errorf("%s for %s: no error", c.new, c.old)
		}
	}
	if _, err := readPolicy([]byte(`{"version":1}`)); err != nil {
		t.Error(err)
	}
}
