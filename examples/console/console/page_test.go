package console_test

import (
	"fmt"
	"html"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"strings"
	"testing"

	"lupa.example/access"
	"lupa.example/examples/console/console"
)

func TestHome(t *testing.T) {
	body := get(t, embedded(t), "/", http.StatusOK)
	contains(t, body, "34 people and 41 rows", "casework.client", "sharing.result")
	contains(t, get(t, console.Handler(console.Config{}), "/", http.StatusOK), "it denies everything")
	contains(t, get(t, embedded(t), "/nowhere", http.StatusNotFound), "no such page")
}

func TestStyle(t *testing.T) {
	w := httptest.NewRecorder()
	embedded(t).ServeHTTP(w, httptest.NewRequest("GET", "/style.css", nil))
	if w.Code != http.StatusOK || !strings.HasPrefix(w.Header().Get("Content-Type"), "text/css") {
		t.Errorf("the style sheet is %d %s", w.Code, w.Header())
	}
	contains(t, w.Body.String(), "prefers-color-scheme: dark", "@media print")
}

func TestMountedBelowAPath(t *testing.T) {
	h := http.StripPrefix("/console", embedded(t))
	body := get(t, h, "/console/why", http.StatusOK)
	if m := regexp.MustCompile(`(href|action)="(/|http)`).FindString(body); m != "" {
		t.Errorf("a link leaves the mount: %s", m)
	}
}

func TestWhyAllowed(t *testing.T) {
	body := get(t, embedded(t), query("/why", "person", "mikko", "action", "view", "kind", "casework.client", "row", "client 1"), http.StatusOK)
	contains(t, body, "May mikko view client 1?", "<strong>Allowed:</strong>", "casework/shared", "All grounds",
		"What ends it", "shared has (&#34;mikko&#34;)", "holds", "fails")
}

func TestWhyDenied(t *testing.T) {
	body := get(t, embedded(t), query("/why", "person", "liisa", "action", "view", "kind", "casework.client", "row", "client 2"), http.StatusOK)
	contains(t, body, "<strong>Denied:</strong>", "casework/no-access", "What would allow it", "responsible in (&#34;liisa&#34;)")
	if strings.Contains(body, "All grounds") {
		t.Error("a denial has grounds")
	}
}

// The link holds the whole question: it is answered alike where no data is loaded.
func TestWhyLink(t *testing.T) {
	body := get(t, embedded(t), query("/why", "person", "liisa", "action", "edit", "kind", "casework.client", "row", "client 1"), http.StatusOK)
	m := regexp.MustCompile(`href="(why\?request=[^"]+)">Link`).FindStringSubmatch(body)
	if m == nil {
		t.Fatalf("no link:\n%s", body)
	}
	policy, err := os.ReadFile("../policy.json")
	if err != nil {
		t.Fatal(err)
	}
	bare := pages(t, string(policy), `{}`)
	contains(t, get(t, bare, "/"+html.UnescapeString(m[1]), http.StatusOK), "May liisa edit client 1?", "casework/responsible")
}

func TestWhyOfEveryKind(t *testing.T) {
	h := embedded(t)
	data := embeddedData(t)
	for _, row := range data.Rows {
		for _, person := range []string{"liisa", "maria", "bo", "sara", "lab staff"} {
			for _, action := range []string{"view", "read", "approve", "use", "no such action"} {
				body := get(t, h, query("/why", "person", person, "action", action, "kind", string(row.Resource.Kind()), "row", row.ID), http.StatusOK)
				contains(t, body, `class="decision `, "What is asked of the row")
			}
		}
	}
}

func embeddedData(t *testing.T) console.Data {
	t.Helper()
	policy, err := os.ReadFile("../policy.json")
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile("../data.json")
	if err != nil {
		t.Fatal(err)
	}
	p, err := codec.DecodePolicy(policy)
	if err != nil {
		t.Fatal(err)
	}
	d, err := console.ReadData(codec, p, text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestWhyWrong(t *testing.T) {
	h := embedded(t)
	for _, tt := range []struct{ target, want string }{
		{query("/why", "person", "nobody at all"), "Nobody in the data is called"},
		{query("/why", "kind", "casework.client", "row", "client 1", "action", "view"), "lacks a person"},
		{query("/why", "person", "liisa"), "lacks a kind"},
		{query("/why", "person", "liisa", "kind", "casework.client", "row", "x"), "The data has no"},
		{query("/why", "person", "liisa", "kind", "casework.client", "row", "client 1"), "lacks an action"},
		{query("/why", "request", `{"subject": 5}`), "<code>subject</code>"},
		{query("/why", "request", `{`), "cannot be read"},
	} {
		contains(t, get(t, h, tt.target, http.StatusBadRequest), tt.want, `role="alert"`)
	}
	get(t, h, query("/why", "request", strings.Repeat("x", 20_000)), http.StatusRequestURITooLong)
}

func TestWho(t *testing.T) {
	h := embedded(t)
	body := get(t, h, query("/who", "kind", "casework.client", "row", "client 1", "action", "view"), http.StatusOK)
	contains(t, body, "2 of 34, shown 1 to 2", "<bdi>liisa</bdi>", "<bdi>mikko</bdi>")
	// A kind that is not told by its rows still has conditions on people.
	contains(t, get(t, h, query("/who", "kind", "casework.program", "row", "payroll", "action", "use"), http.StatusOK), "1 of 34", "lena")
	contains(t, get(t, h, query("/who", "kind", "casework.client", "row", "client 1", "action", "fly"), http.StatusOK), "None")
	contains(t, get(t, h, "/who", http.StatusOK), "<form")
	for _, tt := range []struct{ target, want string }{
		{query("/who", "row", "client 1", "action", "view"), "lacks a kind"},
		{query("/who", "kind", "casework.klient", "row", "client 1", "action", "view"), "does not decide about the kind &#34;casework.klient&#34;"},
		{query("/who", "kind", "casework.client", "action", "view"), "lacks a row"},
		{query("/who", "kind", "casework.client", "row", "x", "action", "view"), "The data has no"},
		{query("/who", "kind", "casework.client", "row", "client 1"), "lacks an action"},
		{query("/who", "kind", "casework.client", "row", "client 1", "action", "view", "page", "-1"), "want a number from 1"},
	} {
		contains(t, get(t, h, tt.target, http.StatusBadRequest), tt.want)
	}
}

func TestSees(t *testing.T) {
	h := embedded(t)
	contains(t, get(t, h, query("/sees", "person", "liisa"), http.StatusOK), "What may <bdi>liisa</bdi>?", "view 1", "view 0")
	body := get(t, h, query("/sees", "person", "mikko", "kind", "casework.client", "action", "view"), http.StatusOK)
	contains(t, body, "3 of 4, shown 1 to 3", "client 1", "client 2", "client 3")
	contains(t, get(t, h, query("/sees", "person", "lena", "kind", "casework.program", "action", "use"), http.StatusOK), "1 of 1", "payroll")
	contains(t, get(t, h, query("/sees", "person", "liisa", "kind", "sharing.result", "action", "view"), http.StatusOK), "None:", "nothing is known of the user that this area needs")
	for _, tt := range []struct{ target, want string }{
		{query("/sees", "person", "x"), "Nobody in the data"},
		{query("/sees", "kind", "casework.client", "action", "view"), "lacks a person"},
		{query("/sees", "person", "liisa", "kind", "casework.client"), "lacks an action"},
		{query("/sees", "person", "liisa", "kind", "x", "action", "view"), "does not decide about the kind"},
		{query("/sees", "person", "liisa", "page", "x"), "want a number from 1"},
	} {
		contains(t, get(t, h, tt.target, http.StatusBadRequest), tt.want)
	}
}

// Lists say exactly what Check says, whatever the conditions let through.
func TestListsAgree(t *testing.T) {
	h, data := embedded(t), embeddedData(t)
	policy, _ := os.ReadFile("../policy.json")
	p, err := codec.DecodePolicy(policy)
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range data.Rows {
		k := row.Resource.Kind()
		for _, a := range p.Actions(k) {
			want := 0
			for _, s := range data.People {
				if p.Check(s, a, row.Resource).Allowed {
					want++
				}
			}
			body := get(t, h, query("/who", "kind", string(k), "row", row.ID, "action", string(a)), http.StatusOK)
			if got := strings.Count(body, `>Why?</a></td>`); got != want {
				t.Errorf("%s %s %s: %d people are listed, want %d", a, k, row.ID, got, want)
			}
		}
	}
}

func TestHostileIdentifiers(t *testing.T) {
	for _, name := range hostile {
		data := fmt.Sprintf(`{"people": [{"id": %[1]s, "properties": {"casework": {"org": "O"}}}],
			"rows": [{"type": "casework.client", "id": %[1]s, "properties": {"org": "O", "responsible": %[1]s}}]}`, quoted(name))
		h := pages(t, practice, data)
		for _, target := range []string{
			query("/why", "person", name, "action", "view", "kind", "casework.client", "row", name),
			query("/who", "kind", "casework.client", "row", name, "action", "view"),
			query("/sees", "person", name, "kind", "casework.client", "action", "view"),
			query("/sees", "person", name),
		} {
			body := escaped(t, h, target, name)
			// The way to the whole answer survives the name.
			for _, m := range regexp.MustCompile(`href="(why\?[^"]+)"`).FindAllStringSubmatch(body, -1) {
				next := httptest.NewRecorder()
				h.ServeHTTP(next, httptest.NewRequest("GET", "/"+html.UnescapeString(m[1]), nil))
				if next.Code != http.StatusOK || !strings.Contains(next.Body.String(), "<strong>Allowed:</strong>") {
					t.Errorf("%s leads to %d", m[1], next.Code)
				}
			}
		}
	}
}

// Pages stay small, however much is loaded.
func TestSize(t *testing.T) {
	h := manyNumbers(t)
	for target, most := range map[string]int{
		"/":    10_000,
		"/why": 40_000,
		query("/why", "person", "p7", "action", "view", "kind", "sharing.result", "row", "r9"):   40_000,
		query("/who", "kind", "sharing.result", "row", "r9", "action", "view"):                   70_000,
		query("/who", "kind", "sharing.result", "row", "r9", "action", "view", "page", "2"):      70_000,
		query("/sees", "person", "p7", "kind", "sharing.result", "action", "view"):               70_000,
		query("/sees", "person", "p7", "kind", "sharing.result", "action", "view", "page", "99"): 40_000,
	} {
		if n := len(get(t, h, target, http.StatusOK)); n > most {
			t.Errorf("%s has %d bytes, want at most %d", target, n, most)
		}
	}
	body := get(t, h, query("/who", "kind", "sharing.result", "row", "r9", "action", "view", "page", "2"), http.StatusOK)
	contains(t, body, "99 of 20000, shown 51 to 99", `rel="prev"`)
}

func manyNumbers(t *testing.T) http.Handler {
	t.Helper()
	policy, data := numbers(20_000)
	return pages(t, policy, data)
}

// What is no data at all is told with why, and where that ends.
func TestReadDataUnreadable(t *testing.T) {
	for text, want := range map[string]string{
		"":                               "is empty",
		" \n":                            "is empty",
		"\xef\xbb\xbf{}":                 "begins with a byte order mark",
		"{\n\"people\":":                 "ends too early in line 2",
		"{\n\"people\": [],\n rows: []}": "invalid character 'r' looking for beginning of object key string in line 3",
		"[]":                             "is of the type array in line 1",
		"{\"people\": 5}":                "people: is of the type number in line 1",
		"{\"version\": 1}":               "unknown field \"version\"",
	} {
		want = "console: " + want + `; want {"people": […], "rows": […]}`
		if _, err := console.ReadData(codec, nil, []byte(text)); err == nil || err.Error() != want {
			t.Errorf("%q: %v\nwant %s", text, err, want)
		}
	}
}

func TestReadDataWrong(t *testing.T) {
	p, err := codec.DecodePolicy([]byte(`{"version": 1, "casework": {"package": ["p"], "sharedMayShare": false}}`))
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		text  string
		paths string
	}{
		{`[]`, ""},
		{`{} x`, ""},
		{`{"persons": []}`, ""},
		{`{"people": [{"id": ""}, {"id": "a"}, {"id": "a"}, {"id": "b", "type": "robot"}, 5]}`, "people[0].id people[2].id people[3].type people[4]"},
		{`{"people": [{"id": "a", "properties": {"casework": {"orgg": "O"}}}]}`, "people[0].properties.casework.orgg"},
		{`{"people": [{"id": "a", "properties": {"csework": {"org": "O"}}}]}`, "people[0].properties.csework"},
		{`{"rows": [{"type": "x", "id": "1"}, {"type": "casework.client", "id": "1", "properties": {"ogr": "O"}}]}`, "rows[0].type rows[1].properties.ogr"},
	} {
		d, err := console.ReadData(codec, p, []byte(tt.text))
		var paths []string
		for _, f := range access.Findings(err) {
			paths = append(paths, f.Path)
		}
		if err == nil || strings.Join(paths, " ") != tt.paths || d.People != nil || d.Rows != nil {
			t.Errorf("%s: %v, %v; want findings at %q", tt.text, d, err, tt.paths)
		}
	}
}
