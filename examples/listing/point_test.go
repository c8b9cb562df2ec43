package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"lupa.example/access"
	"lupa.example/profile"
)

// askPoint asks the decision point.
func askPoint(t *testing.T, h http.Handler, endpoint, body string) (status int, answer map[string]any) {
	t.Helper()
	r := httptest.NewRequest("POST", "/access/v1/"+endpoint, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Authorization", "Bearer secret")
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	if err := json.Unmarshal(w.Body.Bytes(), &answer); err != nil {
		t.Fatalf("%s: %v\n%s", endpoint, err, w.Body)
	}
	return w.Code, answer
}

// found searches page by page.
func found(t *testing.T, h http.Handler, endpoint, question string) (ids []string) {
	t.Helper()
	token := ""
	for {
		status, answer := askPoint(t, h, endpoint, fmt.Sprintf(`{%s,"page":{"limit":7,"token":%q}}`, question, token))
		if status != http.StatusOK {
			t.Fatalf("%s: %d %v", question, status, answer)
		}
		for _, one := range answer["results"].([]any) {
			ids = append(ids, one.(map[string]any)["id"].(string))
		}
		if token = answer["page"].(map[string]any)["next_token"].(string); token == "" {
			return ids
		}
	}
}

// What other services are told is what Check allows over the database: decisions and
// searches, both ways.
func TestDecisionPoint(t *testing.T) {
	engines(t, func(t *testing.T, s *store) {
		service := started(t, s, seed{cases: 400, others: 60, users: 60})
		var err error
		if service.point, err = service.decisionPoint("secret"); err != nil {
			t.Fatal(err)
		}
		h := service.handler()
		policy := service.held.Load().policy
		everybody, err := s.subjects(t.Context(), s.db, "1 = 1")
		if err != nil {
			t.Fatal(err)
		}
		for _, one := range everybody[:12] {
			one.SignIn = access.SignInUnknown
			rows, err := cases.some(t.Context(), s, s.db, "1 = 1")
			if err != nil {
				t.Fatal(err)
			}
			var want []string
			for _, row := range rows {
				if policy.Check(one, profile.ActionRead, row).Allowed {
					want = append(want, row.ID)
				}
			}
			slices.Reverse(want)
			// What is claimed of the person makes no difference where the database knows it.
			got := found(t, h, "search/resource", fmt.Sprintf(`"subject":{"type":"user","id":%q,"properties":{"profile":{"profile":"administrator"}}},"action":{"name":"read"},"resource":{"type":"profile.case"}`, one.User))
			if !slices.Equal(got, want) {
				t.Errorf("%s finds %d cases, Check allows %d", one.User, len(got), len(want))
			}
			status, answer := askPoint(t, h, "evaluation", fmt.Sprintf(`{"subject":{"type":"user","id":%q},"action":{"name":"read"},"resource":{"type":"profile.case","id":"1"}}`, one.User))
			if status != http.StatusOK || answer["decision"] != slices.Contains(want, "1") {
				t.Errorf("%s reads case 1: %d %v", one.User, status, answer)
			}
		}
		row, _, err := cases.one(t.Context(), s, s.db, 2)
		if err != nil {
			t.Fatal(err)
		}
		var want []string
		for _, one := range everybody {
			if policy.Check(one, profile.ActionRead, row).Allowed {
				want = append(want, one.User)
			}
		}
		if got := found(t, h, "search/subject", `"subject":{"type":"user"},"action":{"name":"read"},"resource":{"type":"profile.case","id":"2"}`); !slices.Equal(got, want) || len(want) < 2 {
			t.Errorf("case 2 is read by %q, want %q", got, want)
		}
		for question, want := range map[string]int{
			`"subject":{"type":"user","id":"nobody"},"action":{"name":"read"},"resource":{"type":"profile.case"}`:             0,
			`"subject":{"type":"user","id":"` + user(1) + `"},"action":{"name":"read"},"resource":{"type":"castle"}`:          0,
			`"subject":{"type":"user","id":"` + user(1) + `"},"action":{"name":"query"},"resource":{"type":"profile.search"}`: 0,
		} {
			if got := found(t, h, "search/resource", question); len(got) != want {
				t.Errorf("%s: %q", question, got)
			}
		}
		if got := found(t, h, "search/subject", `"subject":{"type":"robot"},"action":{"name":"read"},"resource":{"type":"profile.case","id":"2"}`); len(got) > 0 {
			t.Errorf("robots: %q", got)
		}
		// Nobody is called what no column holds.
		for _, id := range []string{"anna\\u0000", "\\u0000"} {
			if status, answer := askPoint(t, h, "evaluation", `{"subject":{"type":"user","id":"`+id+`"},"action":{"name":"read"},"resource":{"type":"profile.case","id":"1"}}`); status != http.StatusOK || answer["decision"] != false {
				t.Errorf("%s: %d %v", id, status, answer)
			}
		}
		// A row that is not there is nobody's.
		if status, answer := askPoint(t, h, "evaluation", `{"subject":{"type":"user","id":"`+user(0)+`"},"action":{"name":"read"},"resource":{"type":"profile.case","id":"999"}}`); status != http.StatusOK || answer["decision"] != false {
			t.Errorf("a case that is not there: %d %v", status, answer)
		}
		r := httptest.NewRequest("POST", "/access/v1/evaluation", strings.NewReader("{}"))
		w := httptest.NewRecorder()
		if h.ServeHTTP(w, r); w.Code != http.StatusUnauthorized {
			t.Errorf("without the key: %d", w.Code)
		}
	})
}

// What cannot be told of one row or person keeps nobody from finding the others.
func TestSearchesPassOverWhatCannotBeTold(t *testing.T) {
	engines(t, func(t *testing.T, s *store) {
		service := started(t, s, seed{cases: 400, others: 60, users: 60})
		var err error
		if service.point, err = service.decisionPoint("secret"); err != nil {
			t.Fatal(err)
		}
		h, long := service.handler(), strings.Repeat("x", 257)
		reads := `"subject":{"type":"user","id":"` + user(0) + `"},"action":{"name":"read"},"resource":{"type":"profile.case"}`
		before := found(t, h, "search/resource", reads)
		readers := func() []string {
			return found(t, h, "search/subject", `"subject":{"type":"user"},"action":{"name":"read"},"resource":{"type":"profile.case","id":"2"}`)
		}
		knew := readers()
		if len(knew) < 2 || knew[len(knew)-1] == user(0) {
			t.Fatalf("case 2 is read by %q", knew)
		}
		tx, err := s.db.BeginTx(t.Context(), nil)
		if err != nil {
			t.Fatal(err)
		}
		must(t, s, tx, "INSERT INTO case_users (case_id, user_name) VALUES (?, ?)", key(before[0]), long)
		must(t, s, tx, "INSERT INTO people_groups (user_name, group_name) VALUES (?, ?)", knew[len(knew)-1], long)
		if err := tx.Commit(); err != nil {
			t.Fatal(err)
		}
		if got := found(t, h, "search/resource", reads); !slices.Equal(got, before[1:]) {
			t.Errorf("%d cases are found, want %d but the first", len(got), len(before))
		}
		if got := readers(); !slices.Equal(got, knew[:len(knew)-1]) {
			t.Errorf("%q read the case, want %q but the last", got, knew)
		}
		question := `{"subject":{"type":"user","id":"` + knew[len(knew)-1] + `"},"action":{"name":"read"},"resource":{"type":"profile.case","id":"2"}}`
		if status, answer := askPoint(t, h, "evaluation", question); status != http.StatusOK || answer["decision"] != false {
			t.Errorf("a person of whom not all can be told: %d %v", status, answer)
		}
	})
}
