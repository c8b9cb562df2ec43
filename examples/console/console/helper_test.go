package console_test

import (
	"encoding/json"
	"fmt"
	"html"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"regexp"
	"strings"
	"testing"

	"lupa.example/access/wire"
	"lupa.example/casework"
	"lupa.example/examples/console/console"
	"lupa.example/profile"
	"lupa.example/roles"
	"lupa.example/sharing"
)

var codec = wire.Codec{sharing.Area{}, roles.Area{}, profile.Area{}, casework.Area{}}

// embedded returns the pages about what the program serves by itself.
func embedded(t *testing.T) http.Handler {
	t.Helper()
	policy, err := os.ReadFile("../policy.json")
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile("../data.json")
	if err != nil {
		t.Fatal(err)
	}
	return pages(t, string(policy), string(data))
}

func pages(t *testing.T, policy, data string) http.Handler {
	t.Helper()
	p, err := codec.DecodePolicy([]byte(policy))
	if err != nil {
		t.Fatal(err)
	}
	d, err := console.ReadData(codec, p, []byte(data))
	if err != nil {
		t.Fatal(err)
	}
	return console.Handler(console.Config{Codec: codec, Policy: p, Data: d})
}

// get returns the page, having seen that it is one of ours.
func get(t *testing.T, h http.Handler, target string, want int) string {
	t.Helper()
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest("GET", target, nil))
	return checked(t, w, want)
}

func checked(t *testing.T, w *httptest.ResponseRecorder, want int) string {
	t.Helper()
	body := w.Body.String()
	if w.Code != want {
		t.Fatalf("status %d, want %d:\n%s", w.Code, want, body)
	}
	csp := w.Header().Get("Content-Security-Policy")
	if !strings.HasPrefix(csp, "default-src 'none'; ") || strings.Contains(csp, "unsafe") {
		t.Errorf("Content-Security-Policy is %q", csp)
	}
	for _, bad := range []string{"<script", "style=", "javascript:", " onclick", "ZgotmplZ"} {
		if strings.Contains(body, bad) {
			t.Errorf("the page has %q", bad)
		}
	}
	if !strings.HasSuffix(strings.TrimSpace(body), "</html>") {
		t.Errorf("the page is not whole: …%q", body[max(0, len(body)-80):])
	}
	return body
}

func contains(t *testing.T, body string, wants ...string) {
	t.Helper()
	for _, want := range wants {
		if !strings.Contains(body, want) {
			_, main, _ := strings.Cut(body, "<main")
			t.Errorf("the page lacks %q:\n%.2000s", want, main)
		}
	}
}

func query(page string, pairs ...string) string {
	v := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		v.Set(pairs[i], pairs[i+1])
	}
	return page + "?" + v.Encode()
}

// Names that would leave a page that does not escape them.
var hostile = []string{
	`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `' onclick='x`, "\u202egnp.exe", "</textarea><script>",
	strings.Repeat("w", 256), "a&b=c#d?e%2F", "javascript:alert(1)//", "</title></svg><script>",
}

// escaped returns the page, having seen that the name is text on it and nothing else.
func escaped(t *testing.T, h http.Handler, target, name string) string {
	t.Helper()
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest("GET", target, nil))
	body := w.Body.String()
	if w.Code != http.StatusOK {
		t.Fatalf("%s is %d:\n%s", target, w.Code, body)
	}
	for _, bad := range []string{"<script", "<img", `' onclick='x"`, `href="javascript:`} {
		if strings.Contains(body, bad) {
			t.Errorf("%s: the page has %q", target, bad)
		}
	}
	contains(t, body, "</html>", html.EscapeString(strings.Split(name, "&")[0]))
	return body
}

// quoted returns the name as JSON.
func quoted(name string) string {
	text, err := json.Marshal(name)
	if err != nil {
		panic(err)
	}
	return string(text)
}

var tokenField = regexp.MustCompile(`name="token" value="([0-9a-f]+)"`)

// A sender posts forms as a browser would that opened the page first.
type sender struct {
	h      http.Handler
	cookie *http.Cookie
	token  string
}

func opened(t *testing.T, h http.Handler, target string) sender {
	t.Helper()
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest("GET", target, nil))
	m := tokenField.FindStringSubmatch(checked(t, w, http.StatusOK))
	cookies := w.Result().Cookies()
	if m == nil || len(cookies) != 1 {
		t.Fatalf("%s has token %q and cookies %v", target, m, cookies)
	}
	return sender{h, cookies[0], m[1]}
}

func (s sender) post(t *testing.T, target string, want int, change func(*http.Request), pairs ...string) string {
	t.Helper()
	return checked(t, s.send(t, target, change, pairs...), want)
}

// numbers returns a policy and data of n customer numbers, each with a result, where all
// of a group of a hundred see each other.
func numbers(n int) (policy, data string) {
	var rules, people, rows []string
	for i := range n {
		group, number := 10000+i/99, i%99+1
		account := fmt.Sprintf("%d-%02d", group, number)
		if number == 1 {
			rules = append(rules, fmt.Sprintf(`{"id": "group %d", "viewers": ["%d*"], "sharers": ["%d*"]}`, group, group, group))
		}
		people = append(people, fmt.Sprintf(`{"id": "p%d", "properties": {"sharing": {"account": %q}}}`, i, account))
		rows = append(rows, fmt.Sprintf(`{"type": "sharing.result", "id": "r%d", "properties": {"owner": %q}}`, i, account))
	}
	return fmt.Sprintf(`{"version": 1, "sharing": {"rules": [%s]}}`, strings.Join(rules, ",")),
		fmt.Sprintf(`{"people": [%s], "rows": [%s]}`, strings.Join(people, ","), strings.Join(rows, ","))
}
