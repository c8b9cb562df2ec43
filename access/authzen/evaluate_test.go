package authzen_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"lupa.example/access/authzen"
)

func TestEvaluation(t *testing.T) {
	h := newHandler(t, config(t))
	const allowed = `{"decision":true,"context":{"reason":"casework/responsible","by":""}}`
	want(t, h, evaluation, object(anna, view, c1), 200, allowed)
	want(t, h, evaluation, object(anna, view, c1, `"future":null,"Subject":[]`), 200, allowed)
	// What the directory knows wins over what is claimed, and what only is claimed stands.
	claim := `"resource":{"type":"casework.client","id":"C3","properties":{"org":"O1","responsible":"anna"}}`
	if w := post(h, evaluation, object(anna, view, claim)); !strings.HasPrefix(w.Body.String(), `{"decision":false,`) {
		t.Errorf("the claim wins: %s", w.Body)
	}
	want(t, h, evaluation, object(anna, view, strings.Replace(claim, "C3", "C9", 1)), 200, allowed)
	want(t, h, evaluation, object(`"subject":{"type":"user","id":"anna","properties":{"casework":{"org":"O9"},"roles":["x"]}}`, view, c1), 200, allowed)
	want(t, h, evaluation, object(`"subject":{"type":"user","id":"eve","properties":{"gate":{"colours":["red"]}}}`, `"action":{"name":"pass"}`, east), 200,
		`{"decision":true,"context":{"reason":"gate/colour","by":"red"}}`)
	// Of what nobody knows and nothing is said everybody is denied.
	want(t, h, evaluation, object(anna, view, strings.Replace(c1, "C1", "C9", 1)), 200, `{"decision":false,"context":{"reason":"access/incomplete","by":""}}`)
	want(t, h, evaluation, object(anna, view, `"resource":{"type":"spaceship","id":"1"}`), 200, `{"decision":false,"context":{"reason":"access/unknown-kind","by":""}}`)
	want(t, h, evaluation, object(`"subject":{"type":"identity","id":"anna"}`, view, c1), 200, `{"decision":false,"context":{"reason":"access/no-user","by":""}}`)
	want(t, h, evaluation, object(`"subject":{"type":"robot","id":"r2"}`, `"action":{"name":"pass"}`, `"resource":{"type":"gate","id":"north"}`), 200,
		`{"decision":true,"context":{"reason":"gate/colour","by":"blue"}}`)
	// An own area reads the action's properties and the context.
	for _, more := range []string{`"action":{"name":"pass","properties":{"shown":["red"]}}`, `"context":{"today":["red"]},"action":{"name":"pass"}`} {
		want(t, h, evaluation, object(`"subject":{"type":"user","id":"cia"}`, more, east), 200, `{"decision":true,"context":{"reason":"gate/colour","by":"red"}}`)
	}
}

func TestWhatIsWrongWithAnEvaluation(t *testing.T) {
	h := newHandler(t, config(t))
	for _, test := range []struct{ body, says string }{
		{``, "the end of the text"},
		{`{`, "the end of the text"},
		{`[]`, "want an object"},
		{`null`, "want an object"},
		{`7`, "want an object"},
		{object(anna, view, c1) + `x`, "after the end"},
		{object(view, c1), "subject is missing"},
		{object(anna, c1), "action is missing"},
		{object(anna, view), "resource is missing"},
		{object(`"subject":{"id":"anna"}`, view, c1), "subject.type is missing"},
		{object(`"subject":{"type":"user"}`, view, c1), "subject.id is missing"},
		{object(`"subject":{"type":"user","id":""}`, view, c1), "subject.id is empty"},
		{object(`"subject":{"type":"user","id":7}`, view, c1), "subject.id is a number"},
		{object(`"subject":"anna"`, view, c1), "subject is a text"},
		{object(`"subject":null`, view, c1), "subject is null"},
		{object(anna, anna, view, c1), "subject is given twice"},
		{object(anna, `"action":{}`, c1), "action.name is missing"},
		{object(anna, `"action":{"name":123}`, c1), "action.name is a number"},
		{object(anna, view, `"resource":{"id":"C1"}`), "resource.type is missing"},
		{object(anna, view, `"resource":{"type":"casework.client"}`), "resource.id is missing"},
		{object(anna, view, `"resource":{"type":"casework.client","id":"C9","properties":{"org":"O1"}}`), "resource.properties.responsible is missing"},
		{object(anna, view, `"resource":{"type":"casework.client","id":"C9","properties":{"org":null,"responsible":"anna"}}`), "resource.properties.org is null"},
		{object(anna, view, `"resource":{"type":"casework.client","id":"C1","properties":{"org":"O","org":"O"}}`), "resource.properties.org is given twice"},
		{object(anna, view, `"resource":{"type":"casework.client","id":"C9","properties":{"org":"O","org":"O"}}`), "resource.properties.org is given twice"},
		{object(anna, view, c1, `"evaluations":[]`), "evaluations"},
		{object(anna, view, "\"resource\":{\"type\":\"a\xff\",\"id\":\"1\"}"), "invalid UTF-8"},
		{object(anna, view, c1, `"x":`+strings.Repeat("[", 20)+strings.Repeat("]", 20)), "nested deeper"},
	} {
		w := post(h, evaluation, test.body)
		if w.Code != http.StatusBadRequest || !strings.Contains(w.Body.String(), test.says) || !strings.HasPrefix(w.Body.String(), `{"error":"`) {
			t.Errorf("%s: got %d %s, want %s", test.body, w.Code, w.Body, test.says)
		}
	}
}

func TestEvaluations(t *testing.T) {
	h := newHandler(t, config(t))
	const yes, no = `{"decision":true}`, `{"decision":false}`
	list := func(decisions ...string) string { return `{"evaluations":[` + strings.Join(decisions, ",") + `]}` }
	items := func(items ...string) string { return `"evaluations":[` + strings.Join(items, ",") + `]` }
	semantic := func(name string) string { return `"options":{"evaluations_semantic":"` + name + `","future":null}` }
	single := `{"decision":true,"context":{"reason":"casework/responsible","by":""}}`
	for _, test := range []struct {
		body string
		want string
	}{
		{object(anna, view, items(object(c1), object(c3))), list(yes, no)},
		{object(anna, view, c3, items(object(c1), `{}`)), list(yes, no)},
		{object(items(object(anna, view, c1), object(anna, view, c3))), list(yes, no)},
		{object(anna, view, c1), single},
		{object(anna, view, c1, items()), single},
		// What an item gives takes the place of the whole: here the type is lacking.
		{object(anna, view, c1, items(`{"resource":{"id":"C1"}}`, `{}`)), list(no, yes)},
		{object(view, c1, items(`{}`, object(anna))), list(no, yes)},
		{object(anna, c1, items(`{}`, `{"action":{"name":""}}`, object(view))), list(no, no, yes)},
		{object(anna, view, items(`{}`, object(c1), `{"resource":{"type":"casework.client","id":"C9","properties":{}}}`)), list(no, yes, no)},
		{object(anna, view, items(object(c1), object(c3), object(c1)), semantic("execute_all")), list(yes, no, yes)},
		{object(anna, view, items(object(c1), object(c3), object(c1)), semantic("deny_on_first_deny")), list(yes, no)},
		{object(anna, view, items(object(c3), object(c1), object(c3)), semantic("permit_on_first_permit")), list(no, yes)},
		{object(anna, view, items(object(c1), `{}`, object(c1)), semantic("deny_on_first_deny")), list(yes, no)},
		{object(semantic("deny_on_first_deny"), anna, view, items(object(c1), object(c1))), list(yes, yes)},
		// Defaults of the context and of the action's properties; a context that an item
		// gives takes the place of the whole too.
		{object(`"subject":{"type":"user","id":"cia"}`, `"action":{"name":"pass"}`, `"context":{"today":["red"]}`, east, items(`{}`, `{"context":{}}`, `{"action":{"name":"repaint"}}`)), list(yes, no, no)},
		{object(`"subject":{"type":"user","id":"cia"}`, `"action":{"name":"pass","properties":{"shown":["red"]}}`, east, items(`{}`, `{"action":{"name":"pass"}}`, `{}`)), list(yes, no, yes)},
		// The subject is read again for the area of each resource.
		{object(`"subject":{"type":"robot","id":"r2"}`, `"action":{"name":"pass"}`, items(object(c1), `{"resource":{"type":"gate","id":"north"}}`, object(c1))), list(no, yes, no)},
		{object(anna, view, items(object(c1)), `"options":{"context":true}`), list(single)},
		{object(anna, view, items(`{}`), `"options":{"context":true}`), list(`{"decision":false,"context":{"reason":"access/incomplete","by":""}}`)},
	} {
		want(t, h, evaluations, test.body, 200, test.want)
	}
	for _, test := range []struct{ body, says string }{
		{object(anna, view, items(object(c1)), semantic("all")), "options.evaluations_semantic"},
		{object(anna, view, items(object(c1)), `"options":7`), "options is a number"},
		{object(anna, view, items(object(c1), `7`)), "evaluations[1] is a number"},
		{object(anna, view, items(object(c1), object(c1, c1))), "evaluations[1].resource is given twice"},
		{object(anna, view, items(`{"resource":null}`)), "evaluations[0].resource is null"},
		{object(anna, view, items(`{"resource":{"type":7,"id":"C1"}}`)), "evaluations[0].resource.type is a number"},
		{object(`"subject":null`, view, items(object(anna, c1))), "subject is null"},
		{object(anna, view, `"evaluations":null`), "evaluations is null"},
		{object(anna, view, `"evaluations":{}`), "evaluations is an object"},
		{object(anna, view), "resource is missing"},
		{object(anna, view, items()), "resource is missing"},
		{object(anna, view, items(object(`"resource":{"type":"gate","id":"g","properties":{"colour":[]}}`))), "evaluations[0].resource.properties.colour is an array"},
		{`{`, "the end of the text"},
	} {
		w := post(h, evaluations, test.body)
		if w.Code != http.StatusBadRequest || !strings.Contains(w.Body.String(), test.says) {
			t.Errorf("%s: got %d %s, want %s", test.body, w.Code, w.Body, test.says)
		}
	}
}

func TestLimits(t *testing.T) {
	c := config(t)
	c.Limits = authzen.Limits{Body: 400, Items: 2, Depth: 5, Page: 2}
	h := newHandler(t, c)
	item := object(anna, view, c1)
	want(t, h, evaluations, `{"evaluations":[`+item+`,`+item+`]}`, 200, `{"evaluations":[{"decision":true},{"decision":true}]}`)
	want(t, h, evaluations, `{"evaluations":[{},{},{}]}`, 413, `{"error":"there are more than 2 evaluations"}`)
	want(t, h, evaluation, item+strings.Repeat(" ", 400-len(item)), 200, `{"decision":true,"context":{"reason":"casework/responsible","by":""}}`)
	want(t, h, evaluation, item+strings.Repeat(" ", 401-len(item)), 413, `{"error":"the request has more than 400 bytes"}`)
	r := httptest.NewRequest("POST", evaluation, io.MultiReader(strings.NewReader(item+strings.Repeat(" ", 400)))) // of unknown length
	r.Header.Set("Content-Type", "application/json")
	w := httptest.NewRecorder()
	if h.ServeHTTP(w, r); w.Code != 413 {
		t.Errorf("too long, without saying so: %d %s", w.Code, w.Body)
	}
	for depth, status := range map[int]int{4: 200, 5: 400} {
		body := object(anna, view, c1, `"x":`+strings.Repeat("[", depth)+strings.Repeat("]", depth))
		if w := post(h, evaluation, body); w.Code != status {
			t.Errorf("%d levels below the top: %d %s", depth, w.Code, w.Body)
		}
	}
	if p := search(t, h, resources, object(anna, view, `"resource":{"type":"casework.client"},"page":{"limit":99999999999999999999}`)); len(p.Results) != 2 {
		t.Errorf("a page has %d results", len(p.Results))
	}
}
