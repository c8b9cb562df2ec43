package profile_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lupa.example/access"
	"lupa.example/access/invalid/invalidtest"
	"lupa.example/access/wire"
	"lupa.example/access/wire/wiretest"
	"lupa.example/profile"
)

var codec = wire.Codec{profile.Area{}}

// decode reads a request of anna's about a resource, given as "kind", properties.
func decode(t *testing.T, kind access.Kind, properties string) (access.Question, error) {
	t.Helper()
	return codec.DecodeRequest(mustPolicy(t, generous()), fmt.Appendf(nil,
		`{"subject":{"type":"user","id":"anna"},"action":{"name":"read"},"resource":{"type":%q,"id":"x","properties":%s}}`, kind, properties))
}

func decodeSubject(t *testing.T, properties string) (access.Subject, error) {
	t.Helper()
	r, err := codec.DecodeRequest(mustPolicy(t, generous()), fmt.Appendf(nil,
		`{"subject":{"type":"user","id":"anna","properties":%s},"action":{"name":"read"},"resource":{"type":"profile.form","id":"F1"}}`, properties))
	return r.Subject, err
}

func TestDocumentsRoundTrip(t *testing.T) {
	for name, doc := range map[string]string{
		"nothing":             `{"version":1,"profile":{"forms":[],"profiles":[]}}`,
		"profile without any": `{"version":1,"profile":{"forms":["F1"],"profiles":[{"name":"guest","cases":false,"administrator":false,"freeText":false,"queryBuilder":false,"forms":{}}]}}`,
		"all": `{"version":1,"profile":{"forms":["F2","F1"],"profiles":[` +
			`{"name":"officer","cases":true,"administrator":false,"freeText":true,"queryBuilder":false,"forms":{` +
			`"F1":{"read":"workspace","change":"registered","delete":"none","register":true,"changeForm":false,"sharePublicly":true,"changeClosed":false},` +
			`"F2":{"read":"all","change":"involved","delete":"all","register":false,"changeForm":true,"sharePublicly":false,"changeClosed":true}}},` +
			`{"name":"chief","cases":true,"administrator":true,"freeText":false,"queryBuilder":true,"forms":{}}]}}`,
	} {
		t.Run(name, func(t *testing.T) {
			policy, err := codec.DecodePolicy([]byte(doc))
			if err != nil {
				t.Fatal(err)
			}
			got, err := codec.EncodePolicy(policy)
			if err != nil {
				t.Fatal(err)
			}
			if string(got) != doc {
				t.Errorf("got  %s\nwant %s", got, doc)
			}
		})
	}
}

func TestASectionIsReadIntoASite(t *testing.T) {
	policy, err := codec.DecodePolicy([]byte(`{"profile": {"profiles": [
		{"forms": {"F1": {"read": "registered", "change": "involved", "delete": "workspace", "changeClosed": true}}, "queryBuilder": true, "name": "officer"},
		{"name": "chief", "cases": true, "administrator": true, "freeText": true,
			"forms": {"F1": {"read": "all", "sharePublicly": true, "register": true, "changeForm": true}}}
	], "forms": ["F1", "F2"]}, "version": 1}`))
	if err != nil {
		t.Fatal(err)
	}
	want := profile.Config{
		Forms: []string{"F1", "F2"},
		Profiles: []profile.Profile{
			{Name: "officer", QueryBuilder: true, Forms: map[string]profile.FormRights{
				"F1": {Read: profile.ScopeRegistered, Change: profile.ScopeInvolved, Delete: profile.ScopeWorkspace, ChangeClosed: true},
			}},
			{Name: "chief", Cases: true, Administrator: true, FreeText: true, Forms: map[string]profile.FormRights{
				"F1": {Read: profile.ScopeAll, SharePublicly: true, Register: true, ChangeForm: true},
			}},
		},
	}
	authority, _ := policy.Authority(profile.KindCase)
	if diff := cmp.Diff(want, authority.(*profile.Site).Config()); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestResourcesAreReadIntoTheirFields(t *testing.T) {
	for properties, want := range map[string]access.Resource{
		`{"form":"F1","registeredBy":"bo","workspace":"W1","users":["u1","u2"],"groups":["g"],"closed":true}`: &profile.Case{
			ID: "x", Form: "F1", RegisteredBy: "bo", Workspace: "W1",
			Users: []string{"u1", "u2"}, Groups: []string{"g"}, Status: profile.StatusClosed,
		},
		`{"form":"F1","registeredBy":"bo","workspace":"W1","closed":false}`: &profile.Case{
			ID: "x", Form: "F1", RegisteredBy: "bo", Workspace: "W1", Status: profile.StatusOpen,
		},
		`{"form":"F1","registeredBy":"bo","workspace":"W1"}`: &profile.Case{
			ID: "x", Form: "F1", RegisteredBy: "bo", Workspace: "W1", Status: profile.StatusUnknown,
		},
		`{"form":"F1"}`: &profile.Case{ID: "x", Form: "F1"},
		`{"form":"F1","registeredBy":"","workspace":""}`: &profile.Case{ID: "x", Form: "F1"},
		`{}`:                                   &profile.Form{ID: "x"},
		`{"forms":["F1","F2"],"savedBy":"bo"}`: &profile.Search{ID: "x", Forms: []string{"F1", "F2"}, SavedBy: "bo"},
		`{"forms":[]}`:                         &profile.Search{ID: "x"},
	} {
		got, err := decode(t, want.Kind(), properties)
		if err != nil {
			t.Errorf("%s %s: %v", want.Kind(), properties, err)
		}
		if diff := cmp.Diff(want, got.Resource); diff != "" {
			t.Errorf("%s %s: -want +got:\n%s", want.Kind(), properties, diff)
		}
	}
}

func TestFactsAreRead(t *testing.T) {
	for properties, want := range map[string][]access.Fact{
		`{}`:             nil,
		`{"profile":{}}`: {new(profile.User)},
		`{"profile":{"profile":"officer","workspace":"W1","groups":["a","b"]}}`: {
			&profile.User{Profile: "officer", Workspace: "W1", Groups: []string{"a", "b"}},
		},
	} {
		got, err := decodeSubject(t, properties)
		if err != nil {
			t.Errorf("%s: %v", properties, err)
		}
		if diff := cmp.Diff(want, got.Facts); diff != "" {
			t.Errorf("%s: -want +got:\n%s", properties, diff)
		}
	}
}

func TestFaultsOfAQuestionNameTheirPath(t *testing.T) {
	tests := []struct {
		kind             access.Kind
		properties, path string
	}{
		{profile.KindCase, `{"registeredBy":"bo","workspace":"W1"}`, "form"},
		{profile.KindCase, `{"form":"","registeredBy":"bo","workspace":"W1"}`, "form"},
		{profile.KindCase, `{"form":"F1","registeredBy":null,"workspace":"W1"}`, "registeredBy"},
		{profile.KindCase, `{"form":"F1","registeredBy":"bo","workspace":null}`, "workspace"},
		{profile.KindCase, `{"form":"F1","registeredBy":"bo","workspace":"W1","closed":null}`, "closed"},
		{profile.KindCase, `{"form":"F1","registeredBy":"bo","workspace":"W1","closed":"false"}`, "closed"},
		{profile.KindCase, `{"form":"F1","registeredBy":"bo","workspace":"W1","users":["a",1]}`, "users[1]"},
		{profile.KindCase, `{"form":"F1","registeredBy":"bo","workspace":"W1","groups":"g"}`, "groups"},
		{profile.KindSearch, `{"forms":"F1"}`, "forms"},
		{profile.KindSearch, `{"savedBy":false}`, "savedBy"},
	}
	for _, tt := range tests {
		_, err := decode(t, tt.kind, tt.properties)
		invalidtest.ExpectAt(t, err, "wire", "resource.properties."+tt.path)
	}
	for properties, path := range map[string]string{
		`{"profile":"officer"}`:              "subject.properties.profile",
		`{"profile":{"profile":1}}`:          "subject.properties.profile.profile",
		`{"profile":{"workspace":null}}`:     "subject.properties.profile.workspace",
		`{"profile":{"groups":["a",false]}}`: "subject.properties.profile.groups[1]",
	} {
		_, err := decodeSubject(t, properties)
		invalidtest.ExpectAt(t, err, "wire", path)
	}
}

func TestFaultsOfADocumentNameTheirPath(t *testing.T) {
	for section, path := range map[string]string{
		`{"profiles":[{"cases":true}]}`:                                                    "profile.profiles[0].name",
		`{"profiles":[{"name":""}]}`:                                                       "profile.profiles[0].name",
		`{"profiles":[{"name":"a","Cases":true}]}`:                                         "profile.profiles[0].Cases",
		`{"forms":["F1","F1"]}`:                                                            "profile.forms[1]",
		`{"forms":["F1"],"profiles":[{"name":"a","forms":{"F1":{"read":"All"}}}]}`:         "profile.profiles[0].forms.F1.read",
		`{"forms":["F1"],"profiles":[{"name":"a","forms":{"F1":{"change":4}}}]}`:           "profile.profiles[0].forms.F1.change",
		`{"forms":["F1"],"profiles":[{"name":"a","forms":{"F1":{"delete":""}}}]}`:          "profile.profiles[0].forms.F1.delete",
		`{"forms":["F1"],"profiles":[{"name":"a","forms":{"F1":{"sharePublicly":true}}}]}`: "profile.profiles[0].forms.F1.sharePublicly",
		`{"forms":["F1"],"profiles":[{"name":"a","forms":{"F2":{}}}]}`:                     "profile.profiles[0].forms.F2",
	} {
		_, err := codec.DecodePolicy([]byte(`{"version":1,"profile":` + section + `}`))
		invalidtest.ExpectAt(t, err, "wire", path)
	}
}

func TestASiteThatWasNeverBuiltIsNotWritten(t *testing.T) {
	policy, err := access.NewPolicy(new(profile.Site))
	if err != nil {
		t.Fatal(err)
	}
	if doc, err := codec.EncodePolicy(policy); err == nil || err.Error() != "wire: profile: the site of the profiles was never built" {
		t.Errorf("got %s, %v", doc, err)
	}
}

func TestTheAreaKeepsTheLaws(t *testing.T) {
	const request = `{"subject":{"type":"user","id":"anna","properties":{"profile":{"profile":"officer","workspace":"W1","groups":["g"]}}},` +
		`"action":{"name":%q},"resource":{"type":%q,"id":"F1","properties":%s}}`
	site := mustSite(t, generous())
	wiretest.Laws(t, profile.Area{}, site,
		fmt.Sprintf(request, "read", profile.KindCase, `{"form":"F1","registeredBy":"bo","workspace":"W1","users":["anna"],"groups":["g"],"closed":true}`),
		fmt.Sprintf(request, "read", profile.KindCase, `{"form":"F3","registeredBy":"bo","workspace":"W1"}`),
		fmt.Sprintf(request, "change", profile.KindCase, `{"form":"F1","registeredBy":"anna","closed":false}`),
		fmt.Sprintf(request, "register", profile.KindForm, `{}`),
		fmt.Sprintf(request, "query", profile.KindSearch, `{"forms":["F1"],"savedBy":"anna"}`),
	)
}
