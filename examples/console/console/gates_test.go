package console_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
)

var gateLine = regexp.MustCompile(`<span class="mark">(passed|allowed|denied|not reached)</span> ([^<:]+)`)

// The steps up to the reason are passed, and those behind it are not reached.
func TestGates(t *testing.T) {
	h := embedded(t)
	const ofClients = `"action": {"name": "view"}, "resource": {"type": "casework.client", "id": "C", "properties": {"org": "O", "responsible": "b"}}}`
	for _, tt := range []struct{ request, ends, at string }{
		{`{"subject": {"type": "user", "id": "b", "properties": {"casework": {"org": "O"}}}, ` + ofClients, "allowed", "who is responsible for the client"},
		{`{"subject": {"type": "user", "id": "a", "properties": {"casework": {"org": "O"}}}, ` + ofClients, "denied", "with whom the client is shared"},
		{`{"subject": {"type": "user", "id": "a", "properties": {"casework": {"org": "P"}}}, ` + ofClients, "denied", "whether they act for the client&#39;s organisation"},
		{`{"subject": {"type": "user", "id": "a"}, ` + ofClients, "denied", "what is known of the person"},
		{`{"subject": {"type": "user", "id": "a"}, ` + strings.Replace(ofClients, "view", "fly", 1), "denied", "the action"},
		{`{"subject": {"type": "user", "id": "a"}, ` + strings.Replace(ofClients, "casework.client", "moon", 1), "denied", "the resource&#39;s kind"},
		{`{"subject": {"type": "robot", "id": "a"}, ` + ofClients, "denied", "who asks"},
	} {
		body := get(t, h, query("/why", "request", tt.request), http.StatusOK)
		state, ended := "passed", false
		for _, m := range gateLine.FindAllStringSubmatch(body, -1) {
			want := state
			if m[2] == tt.at {
				want, state, ended = tt.ends, "not reached", true
			}
			if m[1] != want {
				t.Errorf("%s: %s is %s, want %s", tt.request, m[2], m[1], want)
			}
		}
		if !ended {
			t.Errorf("%s: %s is no step", tt.request, tt.at)
		}
	}
	contains(t, get(t, h, query("/why", "person", "anna", "action", "read", "kind", "profile.case", "row", "feedback 1"), http.StatusOK), "profile/all, by nurse", "what is known of the person: <bdi>profile.user</bdi>")
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
