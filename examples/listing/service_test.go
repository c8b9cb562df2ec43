package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"lupa.example/access"
	"lupa.example/access/filter"
	"lupa.example/casework"
	"lupa.example/profile"
)

var small = seed{cases: 3000, others: 800, users: 120}

// call asks the service and returns the answer.
func call(t *testing.T, h http.Handler, user, method, path, body string) (status int, answer map[string]any) {
	t.Helper()
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	r.Header.Set("X-User", user)
	r.Header.Set("X-Signed-In", "no")
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	if err := json.Unmarshal(w.Body.Bytes(), &answer); err != nil {
		t.Fatalf("%s %s: %v\n%s", method, path, err, w.Body)
	}
	return w.Code, answer
}

// keysOf returns the keys of the rows of a list, page by page.
func keysOf(t *testing.T, h http.Handler, user, path string) (keys []string, pages int) {
	t.Helper()
	before := ""
	for {
		status, answer := call(t, h, user, "GET", path+before, "")
		if status != http.StatusOK {
			t.Fatalf("%s: %d %v", path+before, status, answer)
		}
		pages++
		for _, row := range answer["rows"].([]any) {
			keys = append(keys, row.(map[string]any)["ID"].(string))
		}
		next, more := answer["next"]
		if !more {
			return keys, pages
		}
		before = "&before=" + next.(string)
	}
}

// allowed returns the keys of the rows on which Check allows the action, newest first.
func allowed[T access.Resource](t *testing.T, s *service, table *table[T], user string, a access.Action, only func(T) bool) []string {
	t.Helper()
	subject, err := s.store.subject(t.Context(), s.store.db, user, access.SignedOut)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := table.some(t.Context(), s.store, s.store.db, "1 = 1")
	if err != nil {
		t.Fatal(err)
	}
	policy := s.held.Load().policy
	keys := []string{}
	for _, row := range rows {
		if only(row) && policy.Check(subject, a, row).Allowed {
			keys = append(keys, policy.ID(row))
		}
	}
	slices.Reverse(keys)
	return keys
}

func TestListsAreWhatCheckAllows(t *testing.T) {
	engines(t, func(t *testing.T, s *store) {
		service := started(t, s, small)
		h := service.handler()
		seen := make(map[string]int)
		for i := range 12 {
			who := user(i)
			compare := func(path string, want []string) {
				t.Helper()
				got, pages := keysOf(t, h, who, path)
				if !slices.Equal(got, want) {
					t.Errorf("%s: %s lists %d rows, Check allows %d", who, path, len(got), len(want))
				}
				if wanted := max(1, (len(want)+6)/7); pages != wanted {
					t.Errorf("%s: %s has %d pages, want %d", who, path, pages, wanted)
				}
				seen[path] += len(got)
			}
			compare("/cases?limit=7", allowed(t, service, cases, who, profile.ActionRead, anyRow))
			compare("/cases?limit=7&form=F00&form=F02", allowed(t, service, cases, who, profile.ActionRead, func(c *profile.Case) bool { return c.Form == "F00" || c.Form == "F02" }))
			compare("/clients?limit=7", allowed(t, service, clients, who, casework.ActionView, anyRow))
			compare("/results?limit=7", allowed(t, service, results, who, "view", anyRow))
			compare("/orders?limit=7", allowed(t, service, orders, who, "approve", anyRow))
			compare("/engagements?limit=7", allowed(t, service, engagements, who, casework.ActionView, anyRow))
		}
		for path, n := range seen {
			if n == 0 {
				t.Errorf("%s is empty for everybody", path)
			}
		}
		_, answer := call(t, h, user(1), "GET", "/cases?count=yes&limit=1", "")
		if want := float64(len(allowed(t, service, cases, user(1), profile.ActionRead, anyRow))); answer["count"] != want || want < 2 {
			t.Errorf("count %v, want %v", answer["count"], want)
		}
	})
}

func anyRow[T access.Resource](T) bool { return true }

func TestWhoMayDoSomething(t *testing.T) {
	engines(t, func(t *testing.T, s *store) {
		service := started(t, s, small)
		h := service.handler()
		everybody, err := s.subjects(t.Context(), s.db, "1 = 1")
		if err != nil || len(everybody) != small.users {
			t.Fatalf("%d people, error %v", len(everybody), err)
		}
		policy := service.held.Load().policy
		found := 0
		for key := int64(1); key <= 40; key++ {
			row, ok, err := cases.one(t.Context(), s, s.db, key)
			if err != nil || !ok {
				t.Fatalf("case %d: %v", key, err)
			}
			var want []string
			for _, one := range everybody {
				if policy.Check(one, profile.ActionRead, row).Allowed {
					want = append(want, one.User)
				}
			}
			found += len(want)
			for _, who := range []string{user(0), user(1), user(2)} {
				status, answer := call(t, h, who, "GET", fmt.Sprintf("/cases/%d/readers", key), "")
				if slices.Contains(want, who) {
					var got []string
					for _, u := range answer["users"].([]any) {
						got = append(got, u.(string))
					}
					if status != http.StatusOK || !slices.Equal(got, want) {
						t.Errorf("case %d is read by %q, want %q", key, got, want)
					}
				} else if status != http.StatusNotFound {
					t.Errorf("%s, who does not read case %d, gets %d", who, key, status)
				}
			}
			// The condition lets nobody through who is not allowed: no fact here differs.
			condition, err := filter.People(policy, profile.ActionRead, row)
			if err != nil {
				t.Fatal(err)
			}
			where, err := people.Where(condition, s.dialect, 1)
			if err != nil {
				t.Fatal(err)
			}
			candidates, err := s.subjects(t.Context(), s.db, where.SQL, where.Args...)
			if err != nil || len(candidates) != len(want) {
				t.Errorf("case %d: %d candidates for %d readers, error %v", key, len(candidates), len(want), err)
			}
		}
		if found == 0 {
			t.Error("nobody reads anything")
		}
	})
}

func TestShare(t *testing.T) {
	engines(t, func(t *testing.T, s *store) {
		service := started(t, s, small)
		h := service.handler()
		client, _, err := clients.one(t.Context(), s, s.db, 1)
		if err != nil {
			t.Fatal(err)
		}
		colleague := ""
		for i := range small.users {
			if s, err := s.subject(t.Context(), s.db, user(i), access.SignInUnknown); err != nil {
				t.Fatal(err)
			} else if u, missing := access.Single(s, func(a, b *casework.User) bool { return *a == *b }); missing == "" && u.Org == client.Org && user(i) != client.Responsible && !slices.Contains(client.Shared, user(i)) {
				colleague = user(i)
			}
		}
		path := "/clients/1/shares"
		for _, test := range []struct {
			user, body string
			status     int
			words      string
		}{
			{client.Responsible, `{"with":"` + colleague + `"}`, http.StatusConflict, "sure"},
			{client.Responsible, `{"with":"nobody","sure":true}`, http.StatusConflict, "with.user"},
			{client.Responsible, `{`, http.StatusBadRequest, "the body is no"},
			{colleague, `{"with":"` + colleague + `","sure":true}`, http.StatusNotFound, "nothing here"},
			{"nobody", `{}`, http.StatusNotFound, "nothing here"},
			{client.Responsible, `{"with":"` + colleague + `","sure":true}`, http.StatusOK, ""},
		} {
			status, answer := call(t, h, test.user, "POST", path, test.body)
			if text := fmt.Sprint(answer["error"]); status != test.status || test.words != "" && !strings.Contains(text, test.words) {
				t.Errorf("%s %s: %d %v", test.user, test.body, status, answer)
			}
		}
		client, _, err = clients.one(t.Context(), s, s.db, 1)
		if err != nil || !slices.Contains(client.Shared, colleague) {
			t.Errorf("shared with %q, error %v", client.Shared, err)
		}
		var reports int
		var text string
		if err := s.db.QueryRow("SELECT count(*), min(report) FROM reports").Scan(&reports, &text); err != nil || reports != 1 || !strings.Contains(text, `"act":"casework.share"`) {
			t.Errorf("%d reports, %s, error %v", reports, text, err)
		}
		if keys, _ := keysOf(t, h, colleague, "/clients?limit=1000"); !slices.Contains(keys, "1") {
			t.Error("the colleague does not list the client")
		}
	})
}

func TestRequestsThatFail(t *testing.T) {
	engines(t, func(t *testing.T, s *store) {
		service := started(t, s, seed{cases: 10, others: 10, users: 10})
		h := service.handler()
		for path, want := range map[string]int{
			"/cases?limit=0": 400, "/cases?limit=x": 400, "/cases?limit=1001": 400, "/cases?before=0": 400, "/cases?before=01": 400, "/cases?before='": 400,
			"/cases/7x/readers": 404, "/cases/99/readers": 404, "/cases/%27/readers": 404,
			"/cases?form='%20OR%201=1": 200, "/cases?form=": 200, "/cases?form=%00": 200, "/cases?form=%ff": 200,
		} {
			status, answer := call(t, h, user(1), "GET", path, "")
			if status != want || status == 200 && len(answer["rows"].([]any)) > 0 {
				t.Errorf("%s: %d %v, want %d", path, status, answer, want)
			}
		}
		// Who is nobody is told why the list is empty.
		if status, answer := call(t, h, "nobody", "GET", "/cases", ""); status != http.StatusForbidden || answer["reason"] != "access/no-user" || answer["error"] == "" {
			t.Errorf("%d %v", status, answer)
		}
		// A policy that cannot be read leaves the one that there is in its place.
		before := service.held.Load()
		if _, err := s.db.Exec("INSERT INTO policy VALUES (2, '{\"version\": 1, \"shoring\": {}}')"); err != nil {
			t.Fatal(err)
		}
		if err := service.reload(t.Context()); err == nil || !strings.Contains(err.Error(), "shoring") || service.held.Load() != before {
			t.Errorf("reload: %v", err)
		}
		gone, cancel := context.WithCancel(t.Context())
		cancel()
		if err := service.reload(gone); err == nil || service.held.Load() != before {
			t.Errorf("reload without a database: %v", err)
		}
		s.close()
		if status, answer := call(t, h, user(1), "GET", "/cases", ""); status != http.StatusInternalServerError || fmt.Sprint(answer["error"]) != "the service cannot answer now" {
			t.Errorf("without a database: %d %v", status, answer)
		}
	})
}

func TestTheProgram(t *testing.T) {
	var out, errs bytes.Buffer
	if err := run(t.Context(), []string{"-cases", "2000"}, &out, &errs); err != nil {
		t.Fatal(err)
	}
	if lines := strings.Split(out.String(), "\n"); len(lines) != 8 || !strings.Contains(out.String(), "read profile.case: ") || !strings.Contains(errs.String(), "100 %") {
		t.Errorf("printed\n%s", out.String())
	}
	for _, args := range [][]string{{"-cases", "0"}, {"x"}, {"-database", "mysql://"}, {"-database", "postgres://127.0.0.1:1/x?connect_timeout=1"}, {"-what"}} {
		if err := run(t.Context(), args, io.Discard, io.Discard); err == nil {
			t.Errorf("%q runs", args)
		}
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if err := listen(ended, "127.0.0.1:0", http.NotFoundHandler(), io.Discard); err != nil {
		t.Errorf("a server that is stopped: %v", err)
	}
}
