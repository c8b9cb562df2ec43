package wire_test

import (
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lupa.example/access"
	"lupa.example/access/wire"
	"lupa.example/profile"
	"lupa.example/roles"
)

const (
	fullSubject  = `{"type":"user","id":"anna","properties":{"roles":[{"org":"O"}]}}`
	fullAction   = `{"name":"view"}`
	fullResource = `{"type":"roles.agreement","id":"1","properties":{"org":"O"}}`
)

// search puts the three parts of a question, and further members, together.
func search(subject, action, resource, more string) []byte {
	return []byte(`{"subject":` + subject + `,"action":` + action + `,"resource":` + resource + more + `}`)
}

var readers = map[string]func(*access.Policy, []byte, wire.Sought) (wire.Search, error){
	"lenient": codec.DecodeSearch,
	"strict":  codec.DecodeSearchStrict,
}

func TestWhatIsSoughtIsNotRead(t *testing.T) {
	policy := decodePolicy(t, document)
	who := access.Subject{User: "anna", Facts: []access.Fact{&roles.Member{Org: "O"}}}
	row := &roles.Agreement{ID: "1", Org: "O"}
	const whatever = `"id":null,"id":7,"properties":[{"x":null}],"x":1`
	for reader, read := range readers {
		for _, test := range []struct {
			sought wire.Sought
			text   []byte
			want   wire.Search
		}{
			{wire.SoughtSubjects, search(`{`+whatever+`,"type":"user"}`, fullAction, fullResource, ``), wire.Search{Question: access.Question{Action: "view", Resource: row}, SubjectType: "user"}},
			{wire.SoughtSubjects, search(fullSubject, fullAction, fullResource, ``), wire.Search{Question: access.Question{Action: "view", Resource: row}, SubjectType: "user"}},
			{wire.SoughtActions, search(fullSubject, `[{"name":null}]`, fullResource, ``), wire.Search{Question: access.Question{Subject: who, Resource: row}, SubjectType: "user"}},
			{wire.SoughtActions, []byte(`{"subject":` + fullSubject + `,"resource":` + fullResource + `}`), wire.Search{Question: access.Question{Subject: who, Resource: row}, SubjectType: "user"}},
		} {
			got, err := read(policy, test.text, test.sought)
			if diff := cmp.Diff(test.want, got); diff != "" || err != nil {
				t.Errorf("%s, %s: error %v, - want, + got:\n%s", reader, test.text, err, diff)
			}
		}
		for _, resource := range []string{fullResource, `{"type":"roles.agreement",` + whatever + `}`, `{"type":"roles.agreement"}`} {
			got, err := read(policy, search(fullSubject, fullAction, resource, ``), wire.SoughtResources)
			if err != nil || got.Resource.Kind() != roles.KindAgreement {
				t.Errorf("%s, %s: %+v, error %v", reader, resource, got, err)
				continue
			}
			if _, isRow := got.Resource.(*roles.Agreement); isRow || policy.Check(got.Subject, got.Action, got.Resource).Allowed {
				t.Errorf("%s, %s: the sought resource is a row: %+v", reader, resource, got.Resource)
			}
			if diff := cmp.Diff(who, got.Subject); diff != "" || got.Action != "view" {
				t.Errorf("%s, %s: action %q, subject, - want, + got:\n%s", reader, resource, got.Action, diff)
			}
		}
	}
}

// All but what is sought is read as in an evaluation.
func TestFaultsOfSearches(t *testing.T) {
	policy := decodePolicy(t, document)
	for _, test := range []struct {
		sought      wire.Sought
		text        []byte
		path, words string
	}{
		{wire.SoughtSubjects, search(`{"id":"anna"}`, fullAction, fullResource, ``), "subject.type", "is missing"},
		{wire.SoughtSubjects, search(`{"type":""}`, fullAction, fullResource, ``), "subject.type", "is empty"},
		{wire.SoughtSubjects, search(`"anna"`, fullAction, fullResource, ``), "subject", "want an object"},
		{wire.SoughtSubjects, search(`{"type":"user"}`, fullAction, `{"type":"roles.agreement"}`, ``), "resource.id", "is missing"},
		{wire.SoughtSubjects, search(`{"type":"user"}`, fullAction, `{"type":"roles.agreement","id":"1"}`, ``), "resource.properties.org", "is missing"},
		{wire.SoughtSubjects, search(`{"type":"user"}`, `{}`, fullResource, ``), "action.name", "is missing"},
		{wire.SoughtResources, search(`{"type":"user"}`, fullAction, fullResource, ``), "subject.id", "is missing"},
		{wire.SoughtResources, search(fullSubject, fullAction, `{"id":"1"}`, ``), "resource.type", "is missing"},
		{wire.SoughtActions, search(`{"type":"user"}`, fullAction, fullResource, ``), "subject.id", "is missing"},
		{wire.SoughtActions, search(fullSubject, fullAction, `{"type":"roles.agreement","id":"1"}`, ``), "resource.properties.org", "is missing"},
		{wire.SoughtActions, search(fullSubject, `{`, fullResource, ``), "action", "want"},
		{wire.SoughtActions, search(fullSubject, fullAction, fullResource, `,"page":{"limit":0}`), "page.limit", "is 0; want at least 1"},
		{wire.SoughtActions, search(fullSubject, fullAction, fullResource, `,"page":{"limit":-1}`), "page.limit", "want at least 1"},
		{wire.SoughtActions, search(fullSubject, fullAction, fullResource, `,"page":{"limit":1.5}`), "page.limit", "want a whole number"},
		{wire.SoughtActions, search(fullSubject, fullAction, fullResource, `,"page":{"limit":"1"}`), "page.limit", "want a number"},
		{wire.SoughtActions, search(fullSubject, fullAction, fullResource, `,"page":{"token":1}`), "page.token", "want a text"},
		{wire.SoughtActions, search(fullSubject, fullAction, fullResource, `,"page":7`), "page", "want an object"},
	} {
		for reader, read := range readers {
			got, err := read(policy, test.text, test.sought)
			if diff := cmp.Diff(wire.Search{}, got); diff != "" {
				t.Errorf("%s, %s: something beside the error: %s", reader, test.text, diff)
			}
			if f := access.Findings(err); len(f) != 1 || !strings.Contains(f[0].Problem, test.words) || test.path != f[0].Path && test.path != "action" {
				t.Errorf("%s, %s: got %v, want %s %s", reader, test.text, err, test.path, test.words)
			}
		}
	}
	for _, sought := range []wire.Sought{0, wire.SoughtActions + 1} {
		if _, err := codec.DecodeSearch(policy, search(fullSubject, fullAction, fullResource, ``), sought); err == nil {
			t.Errorf("sought: %d", sought)
		}
	}
	if _, err := (wire.Codec{nil}).DecodeSearch(policy, search(fullSubject, fullAction, fullResource, ``), wire.SoughtActions); err == nil {
		t.Error("a codec with a nil area reads a search")
	}
}

// A limit is a whole number from 1; the greatest stands for those that not every int holds.
func TestLimitsOfPages(t *testing.T) {
	for text, want := range map[string]int{
		"1": 1, "9": 9, " 20 ": 20, "2e1": -1, "999999999": 999999999, "1000000000": math.MaxInt, "9223372036854775807": math.MaxInt,
		"999999999999999999999999999999": math.MaxInt, " 1234567890123456789012 ": math.MaxInt,
		"0": -1, "-1": -1, "-99999999999999999999": -1, "00000000000000000000001": -1, "1000000000000000000000.5": -1, "1000000000000000000000e5": -1, "1000000000000000000000E5": -1,
		"1234567890123456789012:": -1, "1234567890123456789012/": -1, "": -1,
	} {
		s, err := wire.Reader{Codec: codec, Policy: decodePolicy(t, document)}.ReadSearch(search(fullSubject, fullAction, fullResource, `,"page":{"limit":`+text+`}`), wire.SoughtActions)
		got := s.Page.Limit
		if err != nil {
			got = -1
		}
		if got != want {
			t.Errorf("%s: %d, error %v", text, got, err)
		}
	}
	// What not every int holds has to be a whole number all the same, and a text that ends there is cut short.
	for text, want := range map[string]string{
		`7`:                          "wire: page: want a comma or '}', not the end of the text, at byte 190 (column 191)",
		`12345678901234567890123`:    "wire: page: want a comma or '}', not the end of the text, at byte 212 (column 213)",
		`12345678901234567890123e2}`: `wire: page.limit: is "12345678901234567890123e2"; want a whole number`,
		`12345678901234567890123.5}`: `wire: page.limit: is "12345678901234567890123.5"; want a whole number`,
	} {
		data := search(fullSubject, fullAction, fullResource, `,"page":{"limit":`+text)
		if _, err := codec.DecodeSearch(decodePolicy(t, document), slices.Clip(data[:len(data)-1]), wire.SoughtActions); err == nil || err.Error() != want {
			t.Errorf("%s: got %v, want %s", text, err, want)
		}
	}
}

func TestMembersOfSearches(t *testing.T) {
	policy := decodePolicy(t, document)
	text := search(fullSubject, fullAction, fullResource, `,"page":{"token":"t","limit":20}`)
	if got, err := codec.DecodeSearchStrict(policy, text, wire.SoughtActions); err != nil || got.Page != (wire.Page{Limit: 20, Token: "t"}) {
		t.Errorf("page %+v, error %v", got.Page, err)
	}
	// A search is no evaluation: "page" means nothing in the one, "evaluations" in the other.
	if _, err := codec.DecodeRequest(policy, text); err != nil {
		t.Errorf("an evaluation with a page: %v", err)
	}
	text = search(fullSubject, fullAction, fullResource, `,"evaluations":[]`)
	if _, err := codec.DecodeSearch(policy, text, wire.SoughtActions); err != nil {
		t.Errorf("a search with evaluations: %v", err)
	}
	_, err := codec.DecodeSearchStrict(policy, search(fullSubject, fullAction, fullResource, `,"page":{"size":1}`), wire.SoughtActions)
	wantFault(t, err, "page.size", `is no member here; want "limit", "token"`)
	for _, text := range [][]byte{text, search(fullSubject, fullAction, fullResource, `,"page":{"size":1}`), search(fullSubject[:len(fullSubject)-1]+`,"x":1}`, fullAction, fullResource, ``)} {
		if _, err := codec.DecodeSearchStrict(policy, text, wire.SoughtActions); err == nil {
			t.Errorf("read strictly: %s", text)
		}
	}
}

func TestSearchesForUnknownTypes(t *testing.T) {
	policy := decodePolicy(t, document)
	for _, resource := range []string{fullResource, `{"type":"profile.form","id":"F1"}`} {
		_, err := codec.DecodeSearch(policy, search(`{"type":"robot"}`, fullAction, resource, ``), wire.SoughtSubjects)
		var denied *access.DeniedError
		if !errors.As(err, &denied) || denied.Decision.Reason != access.ReasonNoUser {
			t.Errorf("robots sought for %s: error %v", resource, err)
		}
	}
	got, err := codec.DecodeSearch(policy, search(`{"type":"robot","id":"anna"}`, fullAction, fullResource, ``), wire.SoughtResources)
	if err != nil || got.Subject.User != "" {
		t.Errorf("a robot's search is %+v's, error %v", got.Subject, err)
	}
	got, err = codec.DecodeSearch(policy, search(fullSubject, fullAction, `{"type":"thing"}`, ``), wire.SoughtResources)
	if err != nil || got.Resource.Kind() != "thing" || got.Subject.User != "anna" {
		t.Errorf("things are sought by %+v, error %v", got, err)
	}
	// What the policy decides about and nobody can read is an error, as in an evaluation.
	_, err = wire.Codec{profile.Area{}}.DecodeSearch(policy, search(fullSubject, fullAction, fullResource, ``), wire.SoughtResources)
	wantFault(t, err, "resource.properties", "no area of this codec can read")
}

// An area that knows other types, and reads actions, does so in searches too.
func TestSearchesOfAnAreaOfItsOwn(t *testing.T) {
	c := wire.Codec{machineArea{}}
	const reader, action, document = `{"type":"machine","id":"m1"}`, `{"name":"read","properties":{"soft":"yes"}}`, `{"type":"library.document","id":"1"}`
	got, err := c.DecodeSearch(nil, search(reader, action, document, ``), wire.SoughtResources)
	if err != nil || len(got.Subject.Facts) != 2 {
		t.Errorf("facts %v, error %v", got.Subject.Facts, err)
	}
	got, err = c.DecodeSearch(nil, search(`{"type":"machine"}`, action, document, ``), wire.SoughtSubjects)
	want := access.Subject{Facts: []access.Fact{&machine{what: "soft", value: "yes"}}} // of the question, not of who is sought
	if diff := cmp.Diff(want, got.Subject, cmp.AllowUnexported(machine{})); diff != "" || err != nil {
		t.Errorf("error %v, subject, - want, + got:\n%s", err, diff)
	}
}
