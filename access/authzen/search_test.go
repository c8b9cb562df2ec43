package authzen_test

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"lupa.example/access"
	"lupa.example/access/authzen"
	"lupa.example/access/wire"
)

const (
	anyUser   = `"subject":{"type":"user","id":null,"properties":7}`
	anyRobot  = `"subject":{"type":"robot"}`
	anyClient = `"resource":{"type":"casework.client","id":7}`
	anyGate   = `"resource":{"type":"gate"}`
	passes    = `"action":{"name":"pass"}`
)

func TestSearches(t *testing.T) {
	h := newHandler(t, config(t))
	for _, test := range []struct {
		path, body string
		want       []string
	}{
		{subjects, object(anyUser, view, c1), []string{"anna"}},
		{subjects, object(anyUser, view, `"resource":{"type":"casework.client","id":"C2"}`), []string{"anna", "bo"}},
		{subjects, object(anyUser, passes, east), []string{"anna", "bo"}},
		{subjects, object(anyRobot, passes, `"resource":{"type":"gate","id":"north"}`), []string{"r2"}},
		{subjects, object(anyRobot, view, c1), []string{}},
		{subjects, object(`"subject":{"type":"spaceship"}`, passes, east), []string{}},
		{subjects, object(anyUser, passes, `"resource":{"type":"gate","id":"nowhere"}`), []string{}},
		{subjects, object(anyUser, passes, `"resource":{"type":"spaceship","id":"1"}`), []string{}},
		{subjects, object(anyUser, `"action":{"name":"fly"}`, c1), []string{}},
		{subjects, object(anyUser, passes, `"resource":{"type":"gate","id":"void"}`), []string{}},
		{subjects, object(anyUser, passes, `"context":{"today":["green"]}`, `"resource":{"type":"gate","id":"west"}`), []string{"anna", "bo", "cia"}},
		{resources, object(anna, view, anyClient), []string{"C1", "C2", "C4", "C5"}},
		{resources, object(`"subject":{"type":"user","id":"cia"}`, view, anyClient), []string{"C3"}},
		{resources, object(`"subject":{"type":"user","id":"eve"}`, view, anyClient), []string{}},
		{resources, object(`"subject":{"type":"user","id":"anna","properties":{"casework":{"org":"O2"}}}`, view, anyClient), []string{"C1", "C2", "C4", "C5"}},
		{resources, object(`"subject":{"type":"robot","id":"anna"}`, view, anyClient), []string{}},
		{resources, object(anna, `"action":{"name":"fly"}`, anyClient), []string{}},
		{resources, object(anna, view, `"resource":{"type":"spaceship"}`), []string{}},
		{resources, object(anna, passes, anyGate), []string{"east", "south"}},
		{resources, object(anna, `"action":{"name":"pass","properties":{"shown":["green"]}}`, anyGate), []string{"east", "south", "west"}},
		{actions, object(anna, east), []string{"approach", "pass", "return"}},
		{actions, object(anna, `"action":null`, east), []string{"approach", "pass", "return"}},
		{actions, object(anna, `"resource":{"type":"gate","id":"nowhere"}`), []string{}},
		{actions, object(anna, `"resource":{"type":"spaceship","id":"1"}`), []string{}},
		{actions, object(`"subject":{"type":"user","id":"eve"}`, east), []string{}},
		{actions, object(`"subject":{"type":"spaceship","id":"anna"}`, east), []string{}},
	} {
		if diff := cmp.Diff(test.want, search(t, h, test.path, test.body).ids()); diff != "" {
			t.Errorf("%s %s: - want, + got:\n%s", test.path, test.body, diff)
		}
	}
	want(t, h, resources, object(`"subject":{"type":"user","id":"cia"}`, view, anyClient), 200,
		`{"page":{"next_token":"","count":1},"results":[{"type":"casework.client","id":"C3"}]}`)
	want(t, h, actions, object(anna, east, `"page":{}`), 200,
		`{"page":{"next_token":"","count":3},"results":[{"name":"approach"},{"name":"pass"},{"name":"return"}]}`)
	for _, test := range []struct{ path, body, says string }{
		{subjects, object(view, c1), "subject is missing"},
		{subjects, object(anyUser, c1), "action is missing"},
		{subjects, object(anyUser, view, anyClient[:len(anyClient)-len(`,"id":7}`)]+`}`), "resource.id is missing"},
		{resources, object(view, anyClient), "subject is missing"},
		{resources, object(anyUser, view, anyClient), "subject.id is null"},
		{actions, object(anna), "resource is missing"},
		{actions, object(anna, east, `"page":null`), "page is null"},
		{actions, object(anna, east, `"page":{"limit":0}`), "page.limit"},
		{actions, object(anna, east, `"page":{"limit":-1}`), "page.limit"},
		{actions, object(anna, east, `"page":{"limit":1.5}`), "page.limit"},
		{actions, object(anna, east, `"page":{"limit":"1"}`), "page.limit"},
		{actions, object(anna, east, `"page":{"limit":01}`), "page.limit"},
		{actions, object(anna, east, `"page":{"limit":0000000000000000000001}`), "page.limit"},
		{actions, object(anna, east, `"page":{"limit":1111111111111111111111.5}`), "page.limit"},
		{actions, object(anna, east, `"page":{"token":7}`), "page.token"},
		{actions, object(anna, east, `"page":{"token":"`+strings.Repeat("a", 1025)+`"}`), "page.token"},
		{actions, object(anna, east, `"page":{"token":"abc"}`), "page.token"},
	} {
		if w := post(h, test.path, test.body); w.Code != http.StatusBadRequest || !strings.Contains(w.Body.String(), test.says) {
			t.Errorf("%s %s: got %d %s, want %s", test.path, test.body, w.Code, w.Body, test.says)
		}
	}
}

func withPage(body, page string) string { return body[:len(body)-1] + `,"page":` + page + `}` }

// The pages of a search, joined, are the whole, with the limit said again or not.
func TestPages(t *testing.T) {
	h := newHandler(t, config(t))
	again := newHandler(t, config(t)) // a replica
	for _, test := range []struct{ path, body string }{
		{subjects, object(anyUser, passes, east)},
		{resources, object(anna, view, anyClient)},
		{resources, object(anna, passes, anyGate)},
		{actions, object(anna, east)},
	} {
		whole := search(t, h, test.path, test.body)
		if whole.Page.Next != "" || len(whole.Results) < 2 {
			t.Errorf("%s %s: %+v", test.path, test.body, whole)
		}
		for limit := 1; limit <= len(whole.Results)+1; limit++ {
			for _, repeat := range []string{`"limit":` + string('0'+rune(limit)) + `,`, ``} {
				p := search(t, h, test.path, withPage(test.body, `{"limit":`+string('0'+rune(limit))+`}`))
				joined := p.ids()
				for p.Page.Next != "" {
					if len(p.Results) != limit {
						t.Fatalf("%s %s: a page of %d has %d", test.path, test.body, limit, len(p.Results))
					}
					p = search(t, again, test.path, withPage(test.body, `{`+repeat+`"token":"`+p.Page.Next+`"}`))
					if len(p.Results) == 0 {
						t.Errorf("%s %s: an empty page of %d", test.path, test.body, limit)
					}
					joined = append(joined, p.ids()...)
				}
				if diff := cmp.Diff(whole.ids(), joined); diff != "" {
					t.Errorf("%s %s, pages of %d: - whole, + joined:\n%s", test.path, test.body, limit, diff)
				}
			}
		}
	}
}

func TestTokens(t *testing.T) {
	h := newHandler(t, config(t))
	body := object(anna, view, anyClient)
	token := search(t, h, resources, withPage(body, `{"limit":1}`)).Page.Next
	page := `{"token":"` + token + `"}`
	if got := search(t, h, resources, withPage(body, `{"limit":1}`)).Page.Next; got != token {
		t.Error("the same page has another token")
	}
	if strings.Contains(token, "C1") {
		t.Error("the token can be read")
	}
	// However the question is written, and whatever is not of it.
	for _, same := range []string{
		object(view, `"resource": {"id":null,"type":"casework.client"}`, anna),
		object(anna, view, `"resource":{"type":"casework.client","properties":[1]}`, `"other":1`),
	} {
		if got := search(t, h, resources, withPage(same, page)).ids(); !slices.Equal(got, []string{"C2"}) {
			t.Errorf("%s: found %q", same, got)
		}
	}
	refused := map[string]string{
		"another subject":  withPage(object(`"subject":{"type":"user","id":"bo"}`, view, anyClient), page),
		"another action":   withPage(object(anna, `"action":{"name":"edit"}`, anyClient), page),
		"another type":     withPage(object(anna, view, anyGate), page),
		"another context":  withPage(object(anna, view, anyClient, `"context":{"x":1}`), page),
		"another limit":    withPage(body, `{"limit":2,"token":"`+token+`"}`),
		"a cut token":      withPage(body, `{"token":"`+token[:len(token)-4]+`"}`),
		"a short token":    withPage(body, `{"token":"AAAA"}`),
		"a longer token":   withPage(body, `{"token":"`+token+`AAAA"}`),
		"claimed identity": withPage(object(`"subject":{"type":"user","id":"anna","properties":{"x":1}}`, view, anyClient), page),
	}
	for i := range token {
		other := byte('A')
		if token[i] == other {
			other = 'B'
		}
		refused["forged at "+string(rune('a'+i))] = withPage(body, `{"token":"`+token[:i]+string(other)+token[i+1:]+`"}`)
	}
	for name, text := range refused {
		if w := post(h, resources, text); w.Code != http.StatusBadRequest {
			t.Errorf("%s: %d %s", name, w.Code, w.Body)
		}
	}
	if w := post(h, subjects, withPage(object(anyUser, view, c1), page)); w.Code != http.StatusBadRequest {
		t.Errorf("another search: %d %s", w.Code, w.Body)
	}
	c := config(t)
	c.TokenKey = []byte("another key of sixteen bytes")
	if w := post(newHandler(t, c), resources, withPage(body, page)); w.Code != http.StatusBadRequest {
		t.Errorf("another key: %d %s", w.Code, w.Body)
	}
	c.TokenKey = nil
	own := newHandler(t, c)
	token = search(t, own, resources, withPage(body, `{"limit":1}`)).Page.Next
	if got := search(t, own, resources, withPage(body, `{"token":"`+token+`"}`)).ids(); !slices.Equal(got, []string{"C2"}) {
		t.Errorf("with a key of its own: %q", got)
	}
	if w := post(newHandler(t, c), resources, withPage(body, `{"token":"`+token+`"}`)); w.Code != http.StatusBadRequest {
		t.Errorf("two handlers have the same key of their own: %d", w.Code)
	}
}

// What is found is what is allowed when each is asked about by itself, all of it and
// nothing else, whatever the directory holds, and whatever pages it is asked in.
func TestWhatIsFoundIsWhatIsAllowed(t *testing.T) {
	orgs, users := rapid.SampledFrom([]string{"O1", "O2"}), rapid.SampledFrom([]string{"anna", "bo", "cia"})
	colours := rapid.SampledFrom([]string{"red", "blue"})
	var found, missed int
	rapid.Check(t, func(t *rapid.T) {
		who, what := town{}, town{}
		for _, name := range []string{"anna", "bo", "cia", "dan"} {
			properties := `{"casework":{"org":"` + orgs.Draw(t, "org") + `"},"gate":{"colours":["` + colours.Draw(t, "colour") + `"]}}`
			who["user"] = append(who["user"], wire.Entity{ID: name, Properties: []byte(properties)})
		}
		for _, id := range []string{"1", "2", "3", "4", "5", "6"}[:rapid.IntRange(0, 6).Draw(t, "rows")] {
			client := `{"org":"` + orgs.Draw(t, "org") + `","responsible":"` + users.Draw(t, "responsible") + `","shared":["` + users.Draw(t, "shared") + `"]}`
			what["casework.client"] = append(what["casework.client"], wire.Entity{ID: id, Properties: []byte(client)})
			what["gate"] = append(what["gate"], wire.Entity{ID: id, Properties: []byte(`{"colour":"` + colours.Draw(t, "colour") + `"}`)})
		}
		policy := newRapidPolicy(t)
		h, err := authzen.NewHandler(authzen.Config{
			Policy: func() *access.Policy { return policy }, Codec: codec,
			Directory: &authzen.Directory{Subject: who.find, Resource: what.find, Subjects: who.list, Resources: what.list},
		})
		if err != nil {
			t.Fatal(err)
		}
		kind := rapid.SampledFrom([]string{"casework.client", "gate"}).Draw(t, "kind")
		action := rapid.SampledFrom(policy.Actions(access.Kind(kind))).Draw(t, "action")
		limit := string('0' + rune(rapid.IntRange(1, 4).Draw(t, "limit")))
		user, row := rapid.SampledFrom([]string{"anna", "bo", "cia", "dan"}).Draw(t, "user"), rapid.SampledFrom([]string{"1", "2", "3"}).Draw(t, "row")
		allowed := func(user, action, id string) bool {
			body := object(`"subject":{"type":"user","id":"`+user+`"}`, `"action":{"name":"`+action+`"}`, `"resource":{"type":"`+kind+`","id":"`+id+`"}`)
			return strings.HasPrefix(post(h, evaluation, body).Body.String(), `{"decision":true,`)
		}
		all := func(path, body string) (ids []string) {
			token := ""
			for {
				var p page
				decode(t, post(h, path, withPage(body, `{"limit":`+limit+token+`}`)), &p)
				if ids = append(ids, p.ids()...); p.Page.Next == "" {
					return ids
				}
				token = `,"token":"` + p.Page.Next + `"`
			}
		}
		compare := func(path, body string, candidates []string, allowed func(string) bool) {
			want := slices.DeleteFunc(candidates, func(c string) bool { return !allowed(c) })
			if got := all(path, body); !slices.Equal(got, want) {
				t.Errorf("%s %s: found %q, want %q", path, body, got, want)
			}
			found, missed = found+len(want), missed+cap(candidates)-len(want)
		}
		ids := func(of []wire.Entity) (ids []string) {
			for _, e := range of {
				ids = append(ids, e.ID)
			}
			return ids
		}
		subject, act, resource := `"subject":{"type":"user","id":"`+user+`"}`, `"action":{"name":"`+string(action)+`"}`, `"resource":{"type":"`+kind+`","id":"`+row+`"}`
		compare(resources, object(subject, act, resource), ids(what[kind]), func(id string) bool { return allowed(user, string(action), id) })
		compare(subjects, object(subject, act, resource), ids(who["user"]), func(id string) bool { return allowed(id, string(action), row) })
		var names []string
		for _, a := range policy.Actions(access.Kind(kind)) {
			names = append(names, string(a))
		}
		compare(actions, object(subject, resource), names, func(name string) bool { return allowed(user, name, row) })
	})
	if found == 0 || missed == 0 {
		t.Errorf("found %d and missed %d", found, missed)
	}
}

// Many rows that are allowed to nobody are gone through in parts.
func TestLongDirectories(t *testing.T) {
	c := config(t)
	asked := 0
	c.Directory.Resources = func(_ context.Context, which authzen.Listing) ([]wire.Entity, error) {
		asked++
		var listed []wire.Entity
		for n := range 2500 {
			id := string([]byte{byte('a' + n/500), byte('a' + n/25%20), byte('a' + n%25)})
			colour := "green"
			if n%1200 == 1199 {
				colour = "red"
			}
			if id > which.After && len(listed) < which.Limit {
				listed = append(listed, wire.Entity{ID: id, Properties: []byte(`{"colour":"` + colour + `"}`)})
			}
		}
		return listed, nil
	}
	if p := search(t, newHandler(t, c), resources, object(anna, passes, anyGate)); len(p.Results) != 2 || asked != 3 {
		t.Errorf("found %q, asking %d times", p.ids(), asked)
	}
}
