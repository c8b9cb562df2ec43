package authzen_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lupa.example/access"
	"lupa.example/access/authzen"
	"lupa.example/access/filter"
	"lupa.example/access/wire"
)

func TestMethodsAndPaths(t *testing.T) {
	h := newHandler(t, config(t))
	for _, test := range []struct {
		method, path string
		status       int
		allow        string
	}{
		{"GET", evaluation, 405, "POST"},
		{"PUT", evaluations, 405, "POST"},
		{"DELETE", subjects, 405, "POST"},
		{"HEAD", resources, 405, "POST"},
		{"OPTIONS", actions, 405, "POST"},
		{"POST", metadata, 405, "GET, HEAD"},
		{"GET", metadata, 200, ""},
		{"HEAD", metadata, 200, ""},
		{"POST", "/", 404, ""},
		{"POST", evaluation + "/", 404, ""},
		{"POST", "/access/v2/evaluation", 404, ""},
		{"GET", metadata + "/other", 404, ""},
	} {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest(test.method, test.path, nil))
		if w.Code != test.status || w.Header().Get("Allow") != test.allow || w.Header().Get("Content-Type") != "application/json" || !json.Valid(w.Body.Bytes()) {
			t.Errorf("%s %s: %d, %v, %s", test.method, test.path, w.Code, w.Header(), w.Body)
		}
	}
}

func TestContentTypes(t *testing.T) {
	h := newHandler(t, config(t))
	for _, test := range []struct {
		types  []string
		status int
	}{
		{[]string{"application/json"}, 200},
		{[]string{"application/json; charset=utf-8"}, 200},
		{[]string{"Application/JSON;charset=UTF-8"}, 200},
		{nil, 400},
		{[]string{""}, 400},
		{[]string{"text/plain"}, 400},
		{[]string{"application/jsonx"}, 400},
		{[]string{"application/json, text/plain"}, 400},
		{[]string{"application/json", "text/plain"}, 400},
	} {
		r := httptest.NewRequest("POST", evaluation, strings.NewReader(object(anna, view, c1)))
		r.Header["Content-Type"] = test.types
		w := httptest.NewRecorder()
		if h.ServeHTTP(w, r); w.Code != test.status {
			t.Errorf("%q: status %d %s", test.types, w.Code, w.Body)
		}
	}
}

func TestRequestIDs(t *testing.T) {
	h := newHandler(t, config(t))
	for given, want := range map[string]string{"abc-1": "abc-1", "": "", "a\r\nSet-Cookie: x": "aSet-Cookie: x"} {
		for _, body := range []string{object(anna, view, c1), `{`} {
			r := httptest.NewRequest("POST", evaluation, strings.NewReader(body))
			r.Header["Content-Type"] = []string{"application/json"}
			if given != "" {
				r.Header["X-Request-Id"] = []string{given}
			}
			w := httptest.NewRecorder()
			if h.ServeHTTP(w, r); w.Header().Get("X-Request-ID") != want {
				t.Errorf("%q: got %v", given, w.Header())
			}
		}
	}
}

func TestKeys(t *testing.T) {
	c := config(t)
	c.Authorize = authzen.Bearer("", "first", "second")
	h := newHandler(t, c)
	for header, status := range map[string]int{
		"Bearer first": 200, "bearer second": 200, "": 401, "Bearer": 401, "Bearer ": 401, "Bearer third": 401, "Basic first": 401, "first": 401,
	} {
		r := httptest.NewRequest("POST", evaluation, strings.NewReader(object(anna, view, c1)))
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("Authorization", header)
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code != status || (w.Header().Get("WWW-Authenticate") != "") != (status == 401) {
			t.Errorf("%q: %d %v", header, w.Code, w.Header())
		}
	}
	w := httptest.NewRecorder()
	if h.ServeHTTP(w, httptest.NewRequest("GET", metadata, nil)); w.Code != 200 {
		t.Errorf("the metadata is for everybody: %d", w.Code)
	}
	c.Authorize = func(*http.Request) error { return access.Deny("x/y", "secret").Err() }
	if w := post(newHandler(t, c), evaluation, `{}`); w.Code != 403 || strings.Contains(w.Body.String(), "secret") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

func TestMetadata(t *testing.T) {
	const base = "https://pdp.example.com"
	all := map[string]string{
		"policy_decision_point":       base,
		"access_evaluation_endpoint":  base + evaluation,
		"access_evaluations_endpoint": base + evaluations,
		"search_subject_endpoint":     base + subjects,
		"search_resource_endpoint":    base + resources,
		"search_action_endpoint":      base + actions,
	}
	get := func(c authzen.Config, path string) (got map[string]string) {
		r := httptest.NewRequest("GET", path, nil)
		r.Host = "evil.example.com"
		w := httptest.NewRecorder()
		newHandler(t, c).ServeHTTP(w, r)
		if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil {
			t.Fatal(err)
		}
		return got
	}
	c := config(t)
	if diff := cmp.Diff(all, get(c, metadata)); diff != "" {
		t.Errorf("- want, + got:\n%s", diff)
	}
	c.Base += "/tenant/"
	if got := get(c, metadata+"/tenant"); got["search_action_endpoint"] != base+"/tenant"+actions {
		t.Errorf("below a path: %v", got)
	}
	c = config(t)
	c.Directory.Subjects = nil
	delete(all, "search_subject_endpoint")
	if diff := cmp.Diff(all, get(c, metadata)); diff != "" {
		t.Errorf("without subjects: - want, + got:\n%s", diff)
	}
	if w := post(newHandler(t, c), subjects, object(view, c1, `"subject":{"type":"user"}`)); w.Code != 404 {
		t.Errorf("what is not offered answers %d", w.Code)
	}
	c.Directory = nil
	delete(all, "search_resource_endpoint")
	if diff := cmp.Diff(all, get(c, metadata)); diff != "" {
		t.Errorf("without a directory: - want, + got:\n%s", diff)
	}
	c.Base = ""
	if w := httptest.NewRecorder(); true {
		if newHandler(t, c).ServeHTTP(w, httptest.NewRequest("GET", metadata, nil)); w.Code != 404 {
			t.Errorf("without a base: %d", w.Code)
		}
	}
}

func TestConfigurationsThatAreWrong(t *testing.T) {
	for name, change := range map[string]func(*authzen.Config){
		"no policy":       func(c *authzen.Config) { c.Policy = nil },
		"a nil area":      func(c *authzen.Config) { c.Codec = wire.Codec{nil} },
		"a negative":      func(c *authzen.Config) { c.Limits.Items = -1 },
		"a short key":     func(c *authzen.Config) { c.TokenKey = []byte("short") },
		"http":            func(c *authzen.Config) { c.Base = "http://pdp.example.com" },
		"no host":         func(c *authzen.Config) { c.Base = "https:///x" },
		"a query":         func(c *authzen.Config) { c.Base += "?x" },
		"a fragment":      func(c *authzen.Config) { c.Base += "#" },
		"a user":          func(c *authzen.Config) { c.Base = "https://me@pdp.example.com" },
		"no address":      func(c *authzen.Config) { c.Base = "https://%" },
		"no scheme":       func(c *authzen.Config) { c.Base = "pdp.example.com" },
		"this machine":    func(c *authzen.Config) { c.Base = "http://127.0.0.1:80" },
		"another scheme":  func(c *authzen.Config) { c.Base = "ftp://127.0.0.1" },
		"a page of -1":    func(c *authzen.Config) { c.Limits.Page = -1 },
		"a body of -1":    func(c *authzen.Config) { c.Limits.Body = -1 },
		"levels below -1": func(c *authzen.Config) { c.Limits.Depth = -1 },
	} {
		c := config(t)
		change(&c)
		if h, err := authzen.NewHandler(c); err == nil || h != nil {
			t.Errorf("%s: %v, error %v", name, h, err)
		}
	}
}

// What is wrong with the service itself is in the log, and not in the response.
func TestFailuresOfTheService(t *testing.T) {
	fails := func(context.Context, wire.Entity) ([]byte, error) { return nil, errors.New("secret") }
	invalid := func(context.Context, wire.Entity) ([]byte, error) {
		return nil, &access.InvalidError{Package: "secret", Problem: "secret"}
	}
	says := func(text string) func(context.Context, wire.Entity) ([]byte, error) {
		return func(context.Context, wire.Entity) ([]byte, error) { return []byte(text), nil }
	}
	for _, test := range []struct {
		name, path string
		change     func(*authzen.Directory)
	}{
		{"subject", evaluation, func(d *authzen.Directory) { d.Subject = fails }},
		{"resource", evaluation, func(d *authzen.Directory) { d.Resource = fails }},
		{"resource, as if the request were at fault", evaluation, func(d *authzen.Directory) { d.Resource = invalid }},
		{"subject, as if that were a decision", evaluation, func(d *authzen.Directory) {
			d.Subject = func(context.Context, wire.Entity) ([]byte, error) { return nil, access.Deny("secret", "").Err() }
		}},
		{"resource in a batch", evaluations, func(d *authzen.Directory) { d.Resource = fails }},
		{"subject that is no object", evaluation, func(d *authzen.Directory) { d.Subject = says(`[]`) }},
		{"resource that does not end", evaluation, func(d *authzen.Directory) { d.Resource = says(`{"org":"secret"`) }},
		{"resource with a member twice", evaluation, func(d *authzen.Directory) { d.Resource = says(`{"org":"a","org":"secret"}`) }},
		{"resource of another type", evaluation, func(d *authzen.Directory) { d.Resource = says(`{"org":7,"secret":1}`) }},
		{"subject of another type", evaluation, func(d *authzen.Directory) { d.Subject = says(`{"casework":7,"secret":1}`) }},
		{"subjects", subjects, func(d *authzen.Directory) {
			d.Subjects = func(context.Context, authzen.Listing) ([]wire.Entity, error) { return nil, errors.New("secret") }
		}},
		{"resources", resources, func(d *authzen.Directory) {
			d.Resources = func(context.Context, authzen.Listing) ([]wire.Entity, error) { return nil, errors.New("secret") }
		}},
		{"resources that never end", resources, func(d *authzen.Directory) {
			d.Resources = func(_ context.Context, which authzen.Listing) ([]wire.Entity, error) {
				return make([]wire.Entity, which.Limit), nil
			}
		}},
	} {
		var log bytes.Buffer
		c := config(t)
		c.Log = slog.New(slog.NewTextHandler(&log, nil))
		test.change(c.Directory)
		body := object(anna, view, c1)
		if test.path == evaluations {
			body = object(anna, view, `"evaluations":[`+object(c1)+`]`)
		}
		w := post(newHandler(t, c), test.path, body)
		if w.Code != 500 || w.Body.String() != `{"error":"the service cannot answer"}` || !strings.Contains(log.String(), "cannot answer") {
			t.Errorf("%s: %d %s, log %s", test.name, w.Code, w.Body, &log)
		}
	}
}

func TestDecisionsAreLogged(t *testing.T) {
	var log bytes.Buffer
	c := config(t)
	c.Log = slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
		if a.Key == slog.TimeKey {
			return slog.Attr{}
		}
		return a
	}}))
	h := newHandler(t, c)
	post(h, evaluation, object(anna, view, c1))
	post(h, evaluations, object(anna, view, `"evaluations":[`+object(c3)+`,{}]`))
	post(h, actions, object(anna, east))
	post(h, actions, object(anna, `"resource":{"type":"casework.client","id":"C9"}`))
	revision, err := codec.Revision(c.Policy())
	if err != nil {
		t.Fatal(err)
	}
	end := " revision=" + revision + "\n"
	want := `level=INFO msg=decided request="" user=anna action=view kind=casework.client id=C1 decision.allowed=true decision.reason=casework/responsible decision.by=""` + end +
		`level=INFO msg=decided request="" user=anna action=view kind=casework.client id=C3 decision.allowed=false decision.reason=casework/other-organisation decision.by=""` + end +
		`level=INFO msg=decided request="" user="" action="" kind="" id="" decision.allowed=false decision.reason=access/incomplete decision.by=""` + end +
		`level=INFO msg=searched request="" user=anna action="" kind=gate found=3` + end +
		`level=INFO msg=searched request="" user="" action="" kind="" found=0` + end
	if diff := cmp.Diff(want, log.String()); diff != "" {
		t.Errorf("- want, + got:\n%s", diff)
	}
	// Where nothing listens, nothing is said.
	log.Reset()
	c.Log = slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelError}))
	if post(newHandler(t, c), evaluation, object(anna, view, c1)); log.Len() > 0 {
		t.Errorf("logged %s", &log)
	}
}

func TestANilPolicyDeniesEverything(t *testing.T) {
	c := config(t)
	c.Policy = func() *access.Policy { return nil }
	h := newHandler(t, c)
	want(t, h, evaluation, object(anna, view, c1), 200, `{"decision":false,"context":{"reason":"access/no-policy","by":""}}`)
	for _, path := range []string{subjects, resources, actions} {
		want(t, h, path, object(anna, view, c1), 200, `{"page":{"next_token":"","count":0},"results":[]}`)
	}
}

// faulty is an authority whose conditions fail.
type faulty struct{ gates }

func (faulty) Rows(access.Subject, access.Action, access.Kind) (filter.Condition, error) {
	return filter.Everything(), errors.New("secret")
}
func (faulty) People(access.Action, access.Resource) (filter.Condition, error) {
	return filter.In("no property of a person", "x"), nil
}
func (faulty) Schema(k access.Kind) filter.Schema { return filter.Schema{Kind: k} }
func (faulty) Row(access.Resource) filter.Row     { return nil }
func (faulty) Person(access.Subject) filter.Row   { return nil }

func TestConditionsThatFail(t *testing.T) {
	p, err := access.NewPolicy(faulty{})
	if err != nil {
		t.Fatal(err)
	}
	c := config(t)
	c.Policy = func() *access.Policy { return p }
	h := newHandler(t, c)
	want(t, h, resources, object(anna, passes, anyGate), 500, `{"error":"the service cannot answer"}`)
	want(t, h, subjects, object(anyUser, passes, east), 500, `{"error":"the service cannot answer"}`)
	want(t, h, evaluation, object(anna, passes, east), 200, `{"decision":true,"context":{"reason":"gate/colour","by":"red"}}`)
}

// A row that cannot be read is told of in the log, and hides no other.
func TestRowsThatCannotBeRead(t *testing.T) {
	var log bytes.Buffer
	c := config(t)
	c.Log = slog.New(slog.NewTextHandler(&log, nil))
	if got := search(t, newHandler(t, c), resources, object(anna, passes, anyGate)).ids(); len(got) != 2 {
		t.Errorf("found %q", got)
	}
	for _, id := range []string{"odd", "void"} {
		if !strings.Contains(log.String(), `level=WARN msg="cannot read what the directory lists" request="" type=gate id=`+id) {
			t.Errorf("nothing about %q in the log:\n%s", id, &log)
		}
	}
}
