package console_test

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"lupa.example/access"
	"lupa.example/casework"
	"lupa.example/examples/console/console"
	"lupa.example/profile"
	"lupa.example/sharing"
)

// A door is of a kind of a service's own, of which no codec knows.
type door struct{ name string }

func (*door) Kind() access.Kind { return "door" }

// Doors is an authority that decides and says no more.
type doors struct{}

func (doors) Kinds() []access.Kind { return []access.Kind{"door"} }
func (doors) Check(s access.Subject, _ access.Action, r access.Resource) access.Decision {
	if d, ok := r.(*door); ok && d.name == s.User {
		return access.Allow("door/own", "")
	}
	return access.Deny("door/other", "")
}

// What a service adds of its own is shown as far as it says something.
func TestOwnKind(t *testing.T) {
	site, err := profile.NewSite(profile.Config{Forms: []string{"a"}, Profiles: []profile.Profile{{Name: "admin", Cases: true, Administrator: true}}})
	if err != nil {
		t.Fatal(err)
	}
	policy, err := access.NewPolicy(doors{}, site)
	if err != nil {
		t.Fatal(err)
	}
	h := console.Handler(console.Config{
		Codec: codec, Policy: policy, Save: func(console.Documents) error { return nil },
		Data: console.Data{
			People: []access.Subject{{User: "anna", Facts: []access.Fact{&profile.User{Profile: "admin"}}}, {User: "bo"}},
			Rows:   []console.Row{{ID: "anna", Resource: &door{"anna"}}, {ID: "bo", Resource: &door{"bo"}}},
		},
	})
	body := get(t, h, query("/why", "person", "anna", "action", "open", "kind", "door", "row", "anna"), http.StatusOK)
	contains(t, body, "<strong>Allowed:</strong>", "cannot be taken apart", "whether there is a resource")
	contains(t, get(t, h, query("/why", "person", "anna", "action", "open", "kind", "door", "row", "bo"), http.StatusOK), "is not told for this kind")
	contains(t, get(t, h, query("/who", "kind", "door", "row", "bo", "action", "open"), http.StatusOK), "1 of 2", "<bdi>bo</bdi>")
	contains(t, get(t, h, query("/sees", "person", "bo", "kind", "door", "action", "open"), http.StatusOK), "1 of 2")
	contains(t, get(t, h, "/sees", http.StatusOK), "<form")
	contains(t, get(t, h, "/compare", http.StatusOK), `name="new" rows="14" spellcheck="false"></textarea>`)
	// What no codec can write is not offered, and so not saved.
	contains(t, get(t, h, "/policy.json", http.StatusInternalServerError), "cannot be written")
	contains(t, get(t, h, "/data.json", http.StatusInternalServerError), "cannot be written", "rows[0]")
	s := opened(t, h, "/change?act=profile.add-form")
	form := []string{"act", "profile.add-form", "form", "b", "actor", "anna"}
	preview := s.post(t, "/change", http.StatusOK, nil, form...)
	contains(t, s.post(t, "/keep", http.StatusInternalServerError, nil, append(form, acknowledged(t, preview)...)...), "could not be saved. Nothing was changed")
	contains(t, s.post(t, "/compare", http.StatusOK, nil, "new", `{"version": 1}`), "Not compared, so there may be more")
}

// Of data that cannot be written nothing is offered.
func TestDataNotWritten(t *testing.T) {
	p, err := codec.DecodePolicy([]byte(unshared))
	if err != nil {
		t.Fatal(err)
	}
	h := console.Handler(console.Config{Codec: codec, Policy: p, Data: console.Data{People: []access.Subject{{User: "a", Facts: []access.Fact{&casework.User{Org: "A"}, &casework.User{Org: "B"}}}}}})
	contains(t, get(t, h, "/data.json", http.StatusInternalServerError), "people[0]")
}

func TestWrong(t *testing.T) {
	var errs []error
	for i := range 200 {
		errs = append(errs, &access.InvalidError{Package: "x", Path: fmt.Sprintf("a[%d]", i), Problem: "is wrong"})
	}
	h := console.Wrong("Doors", "The policy is not valid.", []byte(`{"a": [1, 2]}`), errors.Join(errs...))
	body := get(t, h, "/any/page", http.StatusInternalServerError)
	contains(t, body, "The policy is not valid.", "<mark>1, 2]}</mark>", "<code>a[99]</code>", "· Doors</title>")
	if strings.Contains(body, "a[100]") {
		t.Error("it has more findings than are told")
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest("GET", "/style.css", nil))
	if w.Code != http.StatusOK {
		t.Errorf("the style sheet is %d", w.Code)
	}
}

// Names of what is drawn as one.
func TestPictureNames(t *testing.T) {
	var groups, viewers []string
	var people []string
	for i := range 30 {
		groups = append(groups, fmt.Sprintf(`"%d*"`, 60000+i))
		people = append(people, fmt.Sprintf(`{"id": "p%d", "properties": {"sharing": {"account": "%d-01"}}}`, i, 60000+i))
	}
	for i := range 12 {
		viewers = append(viewers, fmt.Sprintf(`"70000-%02d"`, i))
	}
	for _, account := range []string{"70000-50", "70000-51", "70001-01", "70002-01", "80000-01"} {
		people = append(people, fmt.Sprintf(`{"id": %[1]q, "properties": {"sharing": {"account": %[1]q}}}`, account))
	}
	h := pages(t, fmt.Sprintf(`{"version": 1, "sharing": {"rules": [
		{"id": "many", "viewers": [%s], "sharers": [%s]},
		{"id": "one", "viewers": ["70001*"], "sharers": ["70002-02", "70002-03", "70002-04", "70002-05", "70002-06", "70002-07", "70002-08", "70002-09", "70002-10"]},
		{"id": "mixed", "viewers": ["70003-01"], "sharers": ["70004*", "70005-01", "70005-02", "70005-03", "70005-04", "70005-05", "70005-06", "70005-07", "70005-08", "70005-09", "70005-10"]}]}}`,
		strings.Join(viewers, ","), strings.Join(groups, ",")), fmt.Sprintf(`{"people": [%s]}`, strings.Join(people, ",")))
	body := get(t, h, "/picture", http.StatusOK)
	contains(t, body, ">30 groups<", "30 groups, as 60000*", "30 numbers, and to come", ">12 numbers<", "1 number, and to come", ">9 numbers<", "70004* and others",
		"1 groups of the data have no rule", "60000* and 30 more groups")
	body = get(t, h, query("/picture", "open", "60003"), http.StatusOK)
	contains(t, body, "70000-07 and 4 more</td>")
	contains(t, get(t, h, query("/picture", "open", "70001-01"), http.StatusOK), "70002-09 and 1 more</td>")
}

// Eleven numbers of a group that no rule is about stand below, in rows.
func TestPictureUnaffected(t *testing.T) {
	var people []string
	for i := range 8 {
		people = append(people, fmt.Sprintf(`{"id": "p%d", "properties": {"sharing": {"account": "20410-%02d"}}}`, i, 10+i))
	}
	body := get(t, pages(t, shared, fmt.Sprintf(`{"people": [%s]}`, strings.Join(people, ","))), "/picture", http.StatusOK)
	if n := strings.Count(body, ">not affected<"); n != 8 {
		t.Errorf("%d numbers are not affected", n)
	}
}

// What is asked for may be nothing, or long.
func TestWhyConditions(t *testing.T) {
	h := embedded(t)
	r, err := codec.EncodeRequest(access.Question{
		Subject:  access.Subject{User: "x", Facts: []access.Fact{&sharing.User{Staff: true}}},
		Action:   sharing.ActionView,
		Resource: &sharing.Result{ID: "r", Owner: sharing.MustParseAccount("10000-01")},
	})
	if err != nil {
		t.Fatal(err)
	}
	contains(t, get(t, h, query("/why", "request", string(r)), http.StatusOK), "Not looked at")
	contains(t, get(t, h, query("/why", "person", "adam", "action", "read", "kind", "profile.case", "row", "audit 1"), http.StatusOK), "present (form)")
	contains(t, get(t, h, query("/why", "person", "adam", "action", "delete", "kind", "profile.case", "row", "audit 1"), http.StatusOK), "Allowed:")
	var forms []string
	for i := range 300 {
		forms = append(forms, fmt.Sprintf(`"fört %d"`, i))
	}
	policy := fmt.Sprintf(`{"version": 1, "profile": {"forms": [%s], "profiles": [{"name": "p", "cases": true, "forms": {%s: {"read": "all"}}}]}}`,
		strings.Join(forms, ","), strings.Join(forms, `: {"read": "all"}, `))
	h = pages(t, policy, `{"people": [{"id": "a", "properties": {"profile": {"profile": "p"}}}], "rows": [{"type": "profile.case", "id": "K", "properties": {"form": "fört 1"}}]}`)
	contains(t, get(t, h, query("/why", "person", "a", "action", "read", "kind", "profile.case", "row", "K"), http.StatusOK), "bytes more)")
}

func TestReadDataLimits(t *testing.T) {
	p, err := codec.DecodePolicy([]byte(unshared))
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ text, want string }{
		{`{"people": [` + strings.Repeat("{},", console.MaxRows) + `{}]}`, "people"},
		{`{"rows": [{"type": "sharing.result", "id": "r", "properties": {"owner": "20410-01"}}, {"type": "sharing.result", "id": "r", "properties": {"owner": "20410-01"}}, {"type": "sharing.result", "id": ""}]}`, "rows[1].id"},
	} {
		_, err := console.ReadData(codec, p, []byte(tt.text))
		if f := access.Findings(err); len(f) == 0 || f[0].Path != tt.want {
			t.Errorf("%.60s…: %v, want a finding at %s", tt.text, err, tt.want)
		}
	}
}
