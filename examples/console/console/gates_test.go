package console_test

import (
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var gateLine = regexp.MustCompile(`<span class="mark">(passed|stopped|not reached)</span> ([^<:]+)`)

// The steps up to the reason are passed, and those behind it are not reached.
func TestGates(t *testing.T) {
	h := embedded(t)
	all := []string{"There is a policy", "The question names a user", "It is about something", "The policy decides about this kind",
		"The kind has the action", "What the question needs is there", "Something is known of the person in this area", "It does not contradict itself", "The area’s own rules"}
	for _, tt := range []struct {
		request string
		stops   string // "" for none
	}{
		{`{"subject": {"type": "user", "id": "a", "properties": {"casework": {"org": "O"}}}, "action": {"name": "view"}, "resource": {"type": "casework.client", "id": "C", "properties": {"org": "O", "responsible": "a"}}}`, ""},
		{`{"subject": {"type": "user", "id": "a", "properties": {"casework": {"org": "O"}}}, "action": {"name": "view"}, "resource": {"type": "casework.client", "id": "C", "properties": {"org": "O", "responsible": "b"}}}`, "The area’s own rules"},
		{`{"subject": {"type": "user", "id": "a"}, "action": {"name": "view"}, "resource": {"type": "casework.client", "id": "C", "properties": {"org": "O", "responsible": "b"}}}`, "Something is known of the person in this area"},
		{`{"subject": {"type": "user", "id": "a"}, "action": {"name": "fly"}, "resource": {"type": "casework.client", "id": "C", "properties": {"org": "O", "responsible": "b"}}}`, "The kind has the action"},
		{`{"subject": {"type": "user", "id": "a"}, "action": {"name": "fly"}, "resource": {"type": "moon", "id": "C"}}`, "The policy decides about this kind"},
		{`{"subject": {"type": "robot", "id": "a"}, "action": {"name": "view"}, "resource": {"type": "casework.client", "id": "C", "properties": {"org": "O", "responsible": "b"}}}`, "The question names a user"},
	} {
		body := get(t, h, query("/why", "request", tt.request), http.StatusOK)
		var steps []string
		reached := true
		for _, m := range gateLine.FindAllStringSubmatch(body, -1) {
			steps = append(steps, m[2])
			want := "passed"
			switch {
			case m[2] == tt.stops:
				want, reached = "stopped", false
			case !reached:
				want = "not reached"
			}
			if m[1] != want {
				t.Errorf("%s: %s is %s, want %s", tt.request, m[2], m[1], want)
			}
		}
		if tt.stops != "The policy decides about this kind" && !slices.Equal(steps, all) || reached != (tt.stops == "") {
			t.Errorf("%s: the steps are %q, and stop at %q", tt.request, steps, tt.stops)
		}
	}
	contains(t, get(t, h, query("/why", "person", "anna", "action", "read", "kind", "profile.case", "row", "feedback 1"), http.StatusOK), "profile/all, by nurse", "in this area: <bdi>profile.user</bdi>")
}

// What is wrong with a document is shown at its place, where it has one.
func TestPlaces(t *testing.T) {
	s := opened(t, embedded(t), "/compare")
	long := strings.Repeat("å", 120)
	for _, tt := range []struct{ document, want string }{
		{"{\n \"version\": 1,\n \"casework\": {\"package\": [\"a\", 5]}\n}", `line 3</span> <code>&#34;casework&#34;: {&#34;package&#34;: [&#34;a&#34;, <mark>5]}</mark></code>`},
		{"{\"version\": 1, \"profile\": {\"forms\": [\"" + long + "\"], \"profiles\": [{\"name\": \"\"}]}}", "<mark>&#34;&#34;}]}}</mark>"},
		{"{\"version\": 1, \"casework\": {\"package\": [\"" + strings.Repeat("å", 101) + "\"], \"x\": true}}", "<mark>true}}</mark>"},
		{"{\"version\": 1, \"casework\": {\"package\": [{\"a\": \"" + long + "\"}]}}", "<mark>{&#34;a&#34;: "},
		{"{\"version\": 1, \"sharing\": {\"rules\": [{\"id\": \"r\", \"viewers\": []}]}}", "<mark>"},
		{"{\"version\": 1, \"casework\": {\"package\": [\"</mark><script>\", 5]}}", "<mark>5"},
	} {
		contains(t, s.post(t, "/compare", http.StatusBadRequest, nil, "new", tt.document), tt.want)
	}
	if body := s.post(t, "/compare", http.StatusBadRequest, nil, "new", "{\n\"version\": 1,"); strings.Contains(body, "<mark>") {
		t.Error("what is no JSON has an excerpt")
	}
}

// A document may be sent as a file, which counts before what is typed.
func TestCompareFiles(t *testing.T) {
	s := opened(t, embedded(t), "/compare")
	upload := func(parts ...string) string {
		var b strings.Builder
		for i := 0; i < len(parts); i += 3 {
			b.WriteString("--border\r\nContent-Disposition: form-data; name=\"" + parts[i] + "\"" + parts[i+1] + "\r\n\r\n" + parts[i+2] + "\r\n")
		}
		return b.String() + "--border--\r\n"
	}
	multipart := func(body string) func(*http.Request) {
		return func(r *http.Request) {
			again, err := http.NewRequest("POST", "/compare", strings.NewReader(body))
			if err != nil {
				t.Fatal(err)
			}
			r.Body, r.ContentLength = again.Body, int64(len(body))
			r.Header.Set("Content-Type", "multipart/form-data; boundary=border")
		}
	}
	file := `; filename="policy.json"`
	token := []string{"token", "", s.token}
	body := s.post(t, "/compare", http.StatusOK, multipart(upload(append(token, "old", "", "{}", "old-file", file, shared, "new-file", file, unshared, "log-file", file, asked)...)))
	contains(t, body, "<h2 id=\"answer\">1 change</h2>", "1 of 1 would come out otherwise")
	// An empty one is none.
	contains(t, s.post(t, "/compare", http.StatusOK, multipart(upload(append(token, "old", "", shared, "old-file", file, "", "new", "", unshared)...))), "1 change")
	contains(t, s.post(t, "/compare", http.StatusBadRequest, multipart(upload(append(token, "new-file", file, "{}")...))), "The later policy is not valid")
	s.post(t, "/compare", http.StatusForbidden, multipart(upload("token", "", "x")))
	s.post(t, "/compare", http.StatusBadRequest, multipart("--border\r\nx"))
	s.post(t, "/compare", http.StatusRequestEntityTooLarge, multipart(upload(append(token, "old-file", file, strings.Repeat("x", 9<<20))...)))
}
