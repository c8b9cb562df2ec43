package console_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
)

const (
	shared   = `{"version": 1, "sharing": {"rules": [{"id": "one", "viewers": ["20410-01"], "sharers": ["20410-02"]}]}}`
	unshared = `{"version": 1, "sharing": {"rules": []}}`
	asked    = `{"subject": {"type": "user", "id": "elin", "properties": {"sharing": {"account": "20410-01"}}}, "action": {"name": "view"}, "resource": {"type": "sharing.result", "id": "s1", "properties": {"owner": "20410-02"}}}`
)

func TestCompare(t *testing.T) {
	s := opened(t, embedded(t), "/compare")
	body := s.post(t, "/compare", http.StatusOK, nil, "old", shared, "new", unshared, "log", asked+"\n\nnot a question\n"+asked)
	contains(t, body, "<h2 id=\"answer\">1 change</h2>", "20410-01", "loses view", "2 of 2 would come out otherwise",
		"Lines that hold no question: 1", "line 3", `class="no"`)
	contains(t, s.post(t, "/compare", http.StatusOK, nil, "old", unshared, "new", shared), `class="yes"`, "gains view")
	// Sent twice it is answered twice; without documents both are the loaded one.
	for range 2 {
		contains(t, s.post(t, "/compare", http.StatusOK, nil), "Nothing changes")
	}
}

func TestCompareWrong(t *testing.T) {
	s := opened(t, embedded(t), "/compare")
	body := s.post(t, "/compare", http.StatusBadRequest, nil, "new", `{"version": 1, "profile": {"forms": ["a", "a", ""], "profiles": []}}`)
	contains(t, body, "The later policy is not valid", "<code>profile.forms[1]</code>", "<code>profile.forms[2]</code>")
	contains(t, s.post(t, "/compare", http.StatusBadRequest, nil, "old", `{"versio`), "The earlier policy is not valid")
	contains(t, s.post(t, "/compare", http.StatusBadRequest, nil, "old", `{"</textarea><script>alert(1)</script>": 1}`), "&lt;/textarea&gt;")
	s.post(t, "/compare", http.StatusRequestEntityTooLarge, nil, "old", strings.Repeat("x", 9<<20))
}

func TestForgedForm(t *testing.T) {
	s := opened(t, embedded(t), "/compare")
	other := opened(t, embedded(t), "/compare")
	for name, change := range map[string]func(*http.Request){
		"from another site":   func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "cross-site") },
		"from another origin": func(r *http.Request) { r.Header.Set("Origin", "https://other.example") },
		"without the cookie":  func(r *http.Request) { r.Header.Del("Cookie") },
		"with another's cookie": func(r *http.Request) {
			r.Header.Del("Cookie")
			r.AddCookie(other.cookie)
		},
	} {
		t.Run(name, func(t *testing.T) {
			contains(t, s.post(t, "/compare", http.StatusForbidden, change), "Nothing was done")
		})
	}
	s.token = other.token
	contains(t, s.post(t, "/compare", http.StatusForbidden, nil), "Nothing was done")
	s.token = ""
	contains(t, s.post(t, "/compare", http.StatusForbidden, nil), "Nothing was done")
}

// Fifty profiles with a thousand forms are compared, and told in little room.
func TestCompareSize(t *testing.T) {
	h := pages(t, site("all"), `{}`)
	if n := len(get(t, h, "/compare", http.StatusOK)); n > 10_000 {
		t.Errorf("the form has %d bytes: it should not hold so long a document", n)
	}
	s := opened(t, h, "/compare")
	body := s.post(t, "/compare", http.StatusOK, nil, "new", site("involved"))
	if strings.Contains(body, "Nothing changes") {
		t.Error("nothing changes")
	}
	answer, _, _ := strings.Cut(body, "<form")
	if len(answer) > 1_000_000 {
		t.Errorf("the answer has %d bytes", len(answer))
	}
}

// site returns a policy of fifty profiles and a thousand forms.
func site(read string) string {
	var forms, profiles, rights []string
	for i := range 1000 {
		forms = append(forms, fmt.Sprintf(`"form %d"`, i))
		rights = append(rights, fmt.Sprintf(`"form %d": {"read": %q}`, i, read))
	}
	for i := range 50 {
		profiles = append(profiles, fmt.Sprintf(`{"name": "profile %d", "cases": true, "forms": {%s}}`, i, strings.Join(rights, ",")))
	}
	return fmt.Sprintf(`{"version": 1, "profile": {"forms": [%s], "profiles": [%s]}}`, strings.Join(forms, ","), strings.Join(profiles, ","))
}
