package console_test

import (
	"errors"
	"fmt"
	"html"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"regexp"
	"strings"
	"sync"
	"testing"

	"lupa.example/examples/console/console"
)

// A flow is a change as somebody makes it: what they fill in, what they are shown, and
// what the documents say afterwards.
type flow struct {
	name  string
	form  []string // pairs, the act first
	shown []string // on the preview
	sure  []string // what is confirmed besides
	then  []string // in the documents
	gone  []string // from them
}

var flows = []flow{
	{
		name:  "rights",
		form:  []string{"act", "profile.set-rights", "profile", "nurse", "form", "incident", "actor", "adam", "read", "all", "change", "none", "delete", "none", "register", "on"},
		shown: []string{"profile nurse loses read workspace", "profile nurse gains read of case (form incident; without scope workspace)", "<bdi>anna</bdi></th><td>read of 1 profile.case</td>"},
		then:  []string{`"read": "all"`},
	},
	{
		name:  "switches",
		form:  []string{"act", "profile.set-switches", "profile", "dormant administrator", "actor", "adam", "cases", "on", "administrator", "on"},
		shown: []string{"gains switch cases", "profile dormant administrator gains"},
		gone:  []string{`"cases": false`},
	},
	{
		name:  "a new profile",
		form:  []string{"act", "profile.add-profile", "profile", "guest", "actor", "adam", "cases", "on"},
		shown: []string{"profile guest gains place on the site", "Nobody in the data gains or loses"},
		then:  []string{`"name": "guest"`},
	},
	{
		name:  "a profile less",
		form:  []string{"act", "profile.remove-profile", "profile", "nurse", "actor", "adam"},
		shown: []string{"profile nurse loses place on the site", "To look at", "<bdi>bo</bdi>"},
		gone:  []string{`"name": "nurse"`},
	},
	{
		name:  "a new form",
		form:  []string{"act", "profile.add-form", "form", "<b>", "actor", "adam"},
		shown: []string{"form &lt;b&gt; gains place on the site"},
		then:  []string{`"<b>"`},
	},
	{
		name:  "a form less",
		form:  []string{"act", "profile.remove-form", "form", "audit", "actor", "adam"},
		shown: []string{"form audit loses place on the site", "<bdi>cia</bdi>"},
		gone:  []string{`"audit": {`},
	},
	{
		name: "a rule",
		form: []string{"act", "sharing.add", "id", "new", "viewers", "20410*\n", "sharers", "\n 20420-01\n20430", "requester", "customer 20420-01",
			"authority", "20420*\n20430*", "actor", "lab staff"},
		shown: []string{"viewers 20410* gains sight (sharers 20420-01, 20430*)", "customers 20410* gains view of result (customers 20420-01 or 20430*)",
			"<bdi>customer 20410-03</bdi></th><td>view of 4 sharing.result</td>"},
		sure: []string{"aware", "on"},
		then: []string{`"id": "new"`},
	},
	{
		name:  "a rule less",
		form:  []string{"act", "sharing.remove", "id", "one sees the group", "actor", "lab staff"},
		shown: []string{"loses rule one sees the group", "customers 20430-02 loses view of result"},
		gone:  []string{"one sees the group"},
	},
	{
		name:  "a client shared",
		form:  []string{"act", "casework.share", "client", "client 1", "user", "aino", "actor", "liisa"},
		shown: []string{"aino gains client work", "<bdi>aino</bdi></th><td>view, edit of 1 casework.session; view, edit, add-session of 1 casework.client</td>"},
		sure:  []string{"sure", "on"},
		then:  []string{`"shared":["mikko","aino"]`},
	},
	{
		name:  "a client no longer shared",
		form:  []string{"act", "casework.unshare", "client", "client 1", "user", "mikko", "actor", "liisa"},
		shown: []string{"mikko loses client work"},
		gone:  []string{`"id":"client 1","properties":{"org":"counselling","responsible":"liisa","shared"`},
	},
	{
		name:  "a client transferred",
		form:  []string{"act", "casework.transfer", "client", "client 1", "user", "tuuli", "actor", "liisa"},
		shown: []string{"tuuli gains responsibility", "liisa loses client work", "mikko loses client work", "organisation youth-house gains ownership"},
		sure:  []string{"sure", "on", "aware", "on"},
		then:  []string{`{"type":"casework.client","id":"client 1","properties":{"org":"youth-house","responsible":"tuuli"}}`, `"client":{"org":"youth-house","responsible":"tuuli","id":"client 1"}`},
	},
}

func TestChange(t *testing.T) {
	for _, f := range flows {
		t.Run(f.name, func(t *testing.T) {
			var saved []console.Documents
			h := console.Handler(loaded(t, func(d console.Documents) error {
				saved = append(saved, d)
				return nil
			}))
			s := opened(t, h, "/change?act="+f.form[1]+"&profile=nurse&form=incident")
			before := documents(t, h)
			body := s.post(t, "/change", http.StatusOK, nil, f.form...)
			contains(t, body, append(f.shown, "Nothing is changed yet", "Acknowledge and save")...)
			if documents(t, h) != before || saved != nil {
				t.Fatal("a preview changed something")
			}
			back := regexp.MustCompile(`<a href="(change\?[^"]+)">Change the form`).FindStringSubmatch(body)
			contains(t, get(t, h, "/"+html.UnescapeString(back[1]), http.StatusOK), `name="actor" value="`)

			sent := append(append(acknowledged(t, body), f.form...), f.sure...)
			w := s.send(t, "/keep", nil, sent...)
			if w.Code != http.StatusSeeOther || w.Header().Get("Location") != "change?done=1" {
				t.Fatalf("it is %d %v:\n%s", w.Code, w.Header(), w.Body)
			}
			contains(t, get(t, h, "/change?done=1", http.StatusOK), "<h2>Done: ", "It is saved", "Changed since they were loaded")
			after := documents(t, h)
			contains(t, after, f.then...)
			for _, gone := range f.gone {
				if !strings.Contains(before, gone) || strings.Contains(after, gone) {
					t.Errorf("the documents have %q before: %v, after: %v", gone, strings.Contains(before, gone), strings.Contains(after, gone))
				}
			}
			if len(saved) != 1 || !strings.Contains(after, string(saved[0].Policy)+string(saved[0].Data)) {
				t.Errorf("saved is %q", saved)
			}
			// The same form again, as by a second click, changes nothing more.
			if again := s.send(t, "/keep", nil, sent...); again.Code < 400 || again.Code >= 500 || !strings.Contains(again.Body.String(), "Nothing was changed") {
				t.Errorf("sent twice it is %d:\n%s", again.Code, again.Body)
			}
			if documents(t, h) != after || len(saved) != 1 {
				t.Error("the form that was sent twice changed something")
			}
		})
	}
}

// loaded returns what the program serves by itself, and a session with client 1.
func loaded(t *testing.T, save func(console.Documents) error) console.Config {
	t.Helper()
	text, err := os.ReadFile("../policy.json")
	if err != nil {
		t.Fatal(err)
	}
	p, err := codec.DecodePolicy(text)
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile("../data.json")
	if err != nil {
		t.Fatal(err)
	}
	session := `"rows": [{"type": "casework.session", "id": "session 1", "properties": {"client": {"id": "client 1", "org": "counselling", "responsible": "liisa", "shared": ["mikko"]}, "writtenBy": "mikko"}},`
	d, err := console.ReadData(codec, p, []byte(strings.Replace(string(data), `"rows": [`, session, 1)))
	if err != nil {
		t.Fatal(err)
	}
	return console.Config{Codec: codec, Policy: p, Data: d, Save: save}
}

// documents returns both as they are offered.
func documents(t *testing.T, h http.Handler) string {
	t.Helper()
	var all strings.Builder
	for _, target := range []string{"/policy.json", "/data.json"} {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest("GET", target, nil))
		if w.Code != http.StatusOK || !strings.HasPrefix(w.Header().Get("Content-Disposition"), "attachment") {
			t.Fatalf("%s is %d %v", target, w.Code, w.Header())
		}
		all.Write(w.Body.Bytes())
	}
	return all.String()
}

// acknowledged returns the digest that the preview asks to be acknowledged.
func acknowledged(t *testing.T, body string) []string {
	t.Helper()
	m := regexp.MustCompile(`name="digest" value="([0-9a-f]{64})"`).FindStringSubmatch(body)
	if m == nil {
		t.Fatalf("there is nothing to acknowledge:\n%s", body)
	}
	return []string{"digest", m[1]}
}

// Whoever acknowledged something else than what it would be now changes nothing.
func TestChangeStale(t *testing.T) {
	h := console.Handler(loaded(t, nil))
	s := opened(t, h, "/change?act=casework.share")
	transfer := []string{"act", "casework.transfer", "client", "client 3", "user", "tuuli", "actor", "aino"}
	sure := []string{"sure", "on", "aware", "on"}
	digest := acknowledged(t, s.post(t, "/change", http.StatusOK, nil, transfer...))

	share := []string{"act", "casework.share", "client", "client 3", "user", "liisa", "actor", "aino"}
	shared := append(acknowledged(t, s.post(t, "/change", http.StatusOK, nil, share...)), append(share, "sure", "on")...)
	if w := s.send(t, "/keep", nil, shared...); w.Code != http.StatusSeeOther {
		t.Fatalf("sharing is %d", w.Code)
	}
	before := documents(t, h)
	body := s.post(t, "/keep", http.StatusConflict, nil, append(append(digest, transfer...), sure...)...)
	contains(t, body, `role="alert"`, "would not be what you acknowledged", "liisa loses client work")
	for name, form := range map[string][]string{
		"no digest":      append(transfer, sure...),
		"another's":      append(append([]string{"digest", strings.Repeat("0", 64)}, transfer...), sure...),
		"another person": append(append(acknowledged(t, body), "act", "casework.transfer", "client", "client 3", "user", "mikko", "actor", "aino"), sure...),
	} {
		contains(t, s.post(t, "/keep", http.StatusConflict, nil, form...), "would not be what you acknowledged")
		if documents(t, h) != before {
			t.Fatalf("%s: something was changed", name)
		}
	}
	// What the page shows now can be acknowledged.
	if w := s.send(t, "/keep", nil, append(append(acknowledged(t, body), transfer...), sure...)...); w.Code != http.StatusSeeOther {
		t.Errorf("it is %d:\n%s", w.Code, w.Body)
	}
}

// Of many who acknowledge the same at once, one does it.
func TestChangeAtOnce(t *testing.T) {
	saved := 0
	h := console.Handler(loaded(t, func(console.Documents) error { saved++; return nil }))
	s := opened(t, h, "/change?act=profile.add-form")
	form := []string{"act", "profile.add-form", "form", "new", "actor", "adam"}
	form = append(form, acknowledged(t, s.post(t, "/change", http.StatusOK, nil, form...))...)
	var all sync.WaitGroup
	codes := make([]int, 8)
	for i := range codes {
		all.Go(func() { codes[i] = s.send(t, "/keep", nil, form...).Code })
	}
	all.Wait()
	if n := strings.Count(fmt.Sprint(codes), "303"); n != 1 || saved != 1 {
		t.Errorf("it was done %d times and saved %d times: %v", n, saved, codes)
	}
}

func TestChangeRefused(t *testing.T) {
	h := console.Handler(loaded(t, nil))
	s := opened(t, h, "/change?act=casework.share")
	before := documents(t, h)
	for _, tt := range []struct {
		form  []string
		want  int
		wants []string
	}{
		{[]string{"act", "nothing"}, 404, []string{"There is no change"}},
		{[]string{"act", "sharing.add", "viewers", "2041", "sharers", "", "requester", "x", "authority", "<b>", "actor", "lab staff"}, 400,
			[]string{"viewers line 1", "sharers", "requester", "authority, entry 1", "&lt;b&gt;"}},
		{[]string{"act", "sharing.add", "id", "new", "viewers", "20410-01", "sharers", "20420-01", "requester", "customer 20410-01", "authority", "20410*", "actor", "lab staff"}, 400, []string{"20420-01"}},
		{[]string{"act", "sharing.add", "id", "new", "viewers", "20410-01", "sharers", "20420-01", "requester", "lab staff", "authority", "20420*", "actor", "lab staff"}, 403, []string{"acts for no customer number"}},
		{[]string{"act", "sharing.add", "id", "new", "viewers", "20410-01", "sharers", "20420-01", "requester", "customer 20420-01", "authority", "20420*", "actor", "customer 20410-01"}, 403, []string{"not on the laboratory"}},
		{[]string{"act", "sharing.add", "id", "the group sees one", "viewers", "20410-01", "sharers", "20420-01", "requester", "customer 20420-01", "authority", "20420*", "actor", "lab staff"}, 400, []string{"id of another rule"}},
		{[]string{"act", "sharing.remove", "id", "the group sees one", "actor", "anna"}, 403, []string{"nothing is known of the user that this area needs"}},
		{[]string{"act", "profile.set-rights", "profile", "nurse", "form", "incident", "actor", "anna", "read", "all", "change", "all", "delete", "none"}, 403, []string{"only administrator mode", "profile nurse gains"}},
		{[]string{"act", "profile.set-rights", "profile", "nurse", "form", "incident", "actor", "adam", "read", "everything", "change", "all", "delete", "none"}, 400, []string{"<code>rights.read</code>"}},
		{[]string{"act", "profile.set-rights", "profile", "nurse", "form", "incident", "actor", "adam", "read", "none", "change", "none", "delete", "none", "sharePublicly", "on"}, 400, []string{"<code>rights.sharePublicly</code>"}},
		{[]string{"act", "profile.set-rights", "profile", "<i>", "form", "incident", "actor", "adam", "read", "all", "change", "all", "delete", "none"}, 400, []string{"&lt;i&gt;"}},
		{[]string{"act", "profile.set-switches", "actor", "nobody"}, 400, []string{"<code>actor</code>"}},
		{[]string{"act", "profile.add-form", "form", strings.Repeat("w", 257), "actor", "adam"}, 400, []string{"<code>form</code>"}},
		{[]string{"act", "casework.share", "client", "no", "user", "aino", "actor", "liisa"}, 400, []string{"<code>client</code>"}},
		{[]string{"act", "casework.share", "client", "client 1", "user", "anna", "actor", "liisa"}, 400, []string{"<code>user</code>"}},
		{[]string{"act", "casework.share", "client", "client 1", "user", "tuuli", "actor", "liisa"}, 400, []string{"client&#39;s organisation"}},
		{[]string{"act", "casework.transfer", "client", "client 1", "user", "aino", "actor", "mikko"}, 403, []string{"only the responsible"}},
		{[]string{"act", "casework.transfer", "client", "client 1", "user", "bo", "actor", "liisa"}, 400, []string{"<code>user</code>"}},
		{[]string{"act", "casework.transfer", "client", "client 1", "user", "liisa", "actor", "liisa"}, 400, []string{"is the actor"}},
	} {
		contains(t, s.post(t, "/change", tt.want, nil, tt.form...), tt.wants...)
		contains(t, s.post(t, "/keep", tt.want, nil, tt.form...), tt.wants...)
	}
	// What has to be confirmed is.
	form := []string{"act", "casework.transfer", "client", "client 1", "user", "aino", "actor", "liisa"}
	form = append(form, acknowledged(t, s.post(t, "/change", http.StatusOK, nil, form...))...)
	contains(t, s.post(t, "/keep", http.StatusBadRequest, nil, form...), "It was not confirmed: I am sure")
	contains(t, s.post(t, "/keep", http.StatusBadRequest, nil, append(form, "sure", "on")...), "It was not confirmed: I am aware")
	s.post(t, "/keep", http.StatusRequestEntityTooLarge, nil, append(form, "x", strings.Repeat("x", 9<<20))...)
	s.post(t, "/keep", http.StatusForbidden, func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "cross-site") }, form...)
	s.post(t, "/change", http.StatusForbidden, func(r *http.Request) { r.Header.Del("Cookie") }, form...)
	s.post(t, "/keep", http.StatusForbidden, func(r *http.Request) { r.Header.Del("Cookie") }, form...)
	contains(t, get(t, h, "/change?act=x", http.StatusNotFound), "There is no change")
	if documents(t, h) != before {
		t.Error("something was changed")
	}
	// Nothing can be changed where there is nothing.
	contains(t, get(t, console.Handler(console.Config{Codec: codec}), "/change", http.StatusOK), "nothing that could be changed")
	contains(t, s.post(t, "/change", http.StatusOK, nil, "act", "profile.add-form", "form", "audit", "actor", "adam"), "Nothing would change")
}

func TestChangeNotSaved(t *testing.T) {
	h := console.Handler(loaded(t, func(console.Documents) error { return errors.New("the disk is full") }))
	s := opened(t, h, "/change?act=profile.add-form")
	before := documents(t, h)
	form := []string{"act", "profile.add-form", "form", "new", "actor", "adam"}
	form = append(form, acknowledged(t, s.post(t, "/change", http.StatusOK, nil, form...))...)
	contains(t, s.post(t, "/keep", http.StatusInternalServerError, nil, form...), "could not be saved. Nothing was changed", "the disk is full")
	if documents(t, h) != before {
		t.Error("the pages show what was not saved")
	}
}

// The forms lead on: first what is to be changed, then with what is so now.
func TestChangeForms(t *testing.T) {
	h := embedded(t)
	body := get(t, h, "/change", http.StatusOK)
	for _, m := range regexp.MustCompile(`href="(change\?act=[^"]+)"`).FindAllStringSubmatch(body, -1) {
		contains(t, get(t, h, "/"+m[1], http.StatusOK), "<form")
	}
	contains(t, get(t, h, "/change?act=profile.set-rights&profile=nurse", http.StatusOK), `value="nurse"`, `method="get"`)
	contains(t, get(t, h, query("/change", "act", "profile.set-rights", "profile", "nurse", "form", "incident"), http.StatusOK),
		`<option selected>workspace</option>`, `name="register" value="on" checked`, `name="changeForm" value="on">`, `method="post"`)
	contains(t, get(t, h, query("/change", "act", "profile.set-switches", "profile", "dormant administrator"), http.StatusOK),
		`name="administrator" value="on" checked`, `name="cases" value="on">`)
	for _, name := range hostile {
		escaped(t, h, query("/change", "act", "profile.set-rights", "profile", name, "form", name), name)
		escaped(t, h, query("/change", "act", "sharing.add", "actor", "x", "viewers", name, "id", name), name)
	}
}

// What changes for many is told in little room, and says how many were not looked at.
func TestChangeSize(t *testing.T) {
	policy, data := numbers(20_000)
	data = strings.Replace(data, `"people": [`, `"people": [{"id": "lab staff", "properties": {"sharing": {"staff": true}}},`, 1)
	s := opened(t, pages(t, policy, data), "/change?act=sharing.remove")
	body := s.post(t, "/change", http.StatusOK, nil, "act", "sharing.remove", "id", "group 10001", "actor", "lab staff")
	contains(t, body, "customers 10001* loses view of result", "<bdi>p99</bdi>", "view of 98 sharing.result", "15001 people were not looked at")
	if len(body) > 40_000 {
		t.Errorf("the page has %d bytes", len(body))
	}
	h := pages(t, site("all"), `{"people": [{"id": "x", "properties": {"profile": {"profile": "profile 1"}}}]}`)
	if n := len(get(t, h, "/change?act=profile.set-rights", http.StatusOK)); n > 30_000 {
		t.Errorf("the form has %d bytes", n)
	}
}

// send posts a form and returns whatever comes.
func (s sender) send(t *testing.T, target string, change func(*http.Request), pairs ...string) *httptest.ResponseRecorder {
	t.Helper()
	form := url.Values{"token": {s.token}}
	for i := 0; i < len(pairs); i += 2 {
		form.Set(pairs[i], pairs[i+1])
	}
	r := httptest.NewRequest("POST", target, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.AddCookie(s.cookie)
	if change != nil {
		change(r)
	}
	w := httptest.NewRecorder()
	s.h.ServeHTTP(w, r)
	return w
}
