package casework_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lupa.example/access"
	"lupa.example/access/invalid/invalidtest"
	"lupa.example/access/wire"
	"lupa.example/access/wire/wiretest"
	"lupa.example/casework"
)

var codec = wire.Codec{casework.Area{}}

// decode reads a request of anna's about a resource, given as "kind", properties.
func decode(t *testing.T, kind access.Kind, properties string) (access.Question, error) {
	t.Helper()
	return codec.DecodeRequest(mustPolicy(t, agency()), fmt.Appendf(nil,
		`{"subject":{"type":"user","id":"anna"},"action":{"name":"view"},"resource":{"type":%q,"id":"x","properties":%s}}`, kind, properties))
}

func decodeSubject(t *testing.T, properties string) (access.Subject, error) {
	t.Helper()
	r, err := codec.DecodeRequest(mustPolicy(t, agency()), fmt.Appendf(nil,
		`{"subject":{"type":"user","id":"anna","properties":%s},"action":{"name":"view"},"resource":{"type":"casework.engagement","id":"E","properties":{"org":"O"}}}`, properties))
	return r.Subject, err
}

func TestDocumentsRoundTrip(t *testing.T) {
	for _, doc := range []string{
		`{"version":1,"casework":{"package":[],"sharedMayShare":false}}`,
		`{"version":1,"casework":{"package":["invoicing","bookkeeping"],"sharedMayShare":true}}`,
		`{"version":1,"casework":{"package":[],"sharedMayShare":false,"stewards":true}}`,
	} {
		policy, err := codec.DecodePolicy([]byte(doc))
		if err != nil {
			t.Errorf("%s: %v", doc, err)
			continue
		}
		if got, err := codec.EncodePolicy(policy); err != nil || string(got) != doc {
			t.Errorf("got %s, %v; want %s", got, err, doc)
		}
	}
}

func TestASectionIsReadIntoAPractice(t *testing.T) {
	for section, want := range map[string]casework.Config{
		`{}`:                 {},
		`{"stewards":false}`: {},
		`{"stewards":true}`:  {Stewards: true},
		`{"sharedMayShare": true, "package": ["invoicing", "bookkeeping"]}`: {Package: []string{"invoicing", "bookkeeping"}, SharedMayShare: true},
	} {
		policy, err := codec.DecodePolicy([]byte(`{"casework": ` + section + `, "version": 1}`))
		if err != nil {
			t.Errorf("%s: %v", section, err)
			continue
		}
		authority, _ := policy.Authority(casework.KindClient)
		if diff := cmp.Diff(want, authority.(*casework.Practice).Config()); diff != "" {
			t.Errorf("%s: -want +got:\n%s", section, diff)
		}
	}
}

func TestResourcesAreReadIntoTheirFields(t *testing.T) {
	const engagementProperties = `"org":"O1","systemAdministrators":["s1","s2"],"programAdministrators":{"p1":["a1","a2"],"p2":[]},"consultants":{"c1":["p1"],"c2":[]}`
	engagement := func(key string) *casework.Engagement {
		return &casework.Engagement{
			ID: key, Org: "O1", SystemAdministrators: []string{"s1", "s2"},
			ProgramAdministrators: map[string][]string{"p1": {"a1", "a2"}, "p2": nil},
			Consultants:           map[string][]string{"c1": {"p1"}, "c2": nil},
		}
	}
	for properties, want := range map[string]access.Resource{
		`{"org":"O1","responsible":"bo","shared":["cia","anna"]}`: &casework.Client{
			ID: "x", Org: "O1", Responsible: "bo", Shared: []string{"cia", "anna"},
		},
		`{"org":"O1","responsible":"bo"}`: &casework.Client{ID: "x", Org: "O1", Responsible: "bo"},
		`{"writtenBy":"cia","client":{"id":"C1","org":"O1","responsible":"bo","shared":["cia"]}}`: &casework.Session{
			ID: "x", Client: &casework.Client{ID: "C1", Org: "O1", Responsible: "bo", Shared: []string{"cia"}}, WrittenBy: "cia",
		},
		`{` + engagementProperties + `}`: engagement("x"),
		`{"org":"O1"}`:                   &casework.Engagement{ID: "x", Org: "O1"},
		`{"consultant":"c1","engagement":{"id":"E1",` + engagementProperties + `}}`: &casework.Access{
			ID: "x", Consultant: "c1", Engagement: engagement("E1"),
		},
		`{"engagement":{` + engagementProperties + `,"id":"E1"}}`: &casework.Program{
			ID: "x", Engagement: engagement("E1"),
		},
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

// The property consultants[user] that is an empty list is access all the same.
func TestAConsultantReadWithoutProgramsHasAccess(t *testing.T) {
	r, err := decode(t, casework.KindEngagement, `{"org":"O1","consultants":{"anna":[]}}`)
	if err != nil {
		t.Fatal(err)
	}
	wantCheck(t, agency(), anna(), casework.ActionView, r.Resource, asConsultant)
}

func TestFactsAreRead(t *testing.T) {
	for properties, want := range map[string][]access.Fact{
		`{}`:                        nil,
		`{"casework":{}}`:           {new(casework.User)},
		`{"casework":{"org":"O1"}}`: {&casework.User{Org: "O1"}},

		`{"casework":{"org":"O1","steward":false}}`: {&casework.User{Org: "O1"}},
		`{"casework":{"org":"O1","steward":true}}`:  {&casework.User{Org: "O1", Steward: true}},
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
		{casework.KindClient, `{"responsible":"bo"}`, "org"},
		{casework.KindClient, `{"org":"","responsible":"bo"}`, "org"},
		{casework.KindClient, `{"org":"O1"}`, "responsible"},
		{casework.KindClient, `{"org":"O1","responsible":""}`, "responsible"},
		{casework.KindClient, `{"org":"O1","responsible":"bo","shared":"cia"}`, "shared"},
		{casework.KindClient, `{"org":"O1","responsible":"bo","shared":["cia",null]}`, "shared[1]"},
		{casework.KindSession, `{}`, "client"},
		{casework.KindSession, `{"client":null}`, "client"},
		{casework.KindSession, `{"client":{"org":"O1","responsible":"bo"}}`, "client.id"},
		{casework.KindSession, `{"client":{"id":"","org":"O1","responsible":"bo"}}`, "client.id"},
		{casework.KindSession, `{"client":{"id":"C1","responsible":"bo"}}`, "client.org"},
		{casework.KindSession, `{"client":{"id":"C1","org":"O1","responsible":""}}`, "client.responsible"},
		{casework.KindSession, `{"client":{"id":"C1","org":"O1","responsible":"bo"},"writtenBy":1}`, "writtenBy"},
		{casework.KindEngagement, `{}`, "org"},
		{casework.KindEngagement, `{"org":""}`, "org"},
		{casework.KindEngagement, `{"org":"O1","systemAdministrators":{}}`, "systemAdministrators"},
		{casework.KindEngagement, `{"org":"O1","programAdministrators":{"p1":"a1"}}`, "programAdministrators.p1"},
		{casework.KindEngagement, `{"org":"O1","programAdministrators":{"p1":[],"p1":[]}}`, "programAdministrators.p1"},
		{casework.KindEngagement, `{"org":"O1","consultants":{"c d":[true]}}`, `consultants["c d"][0]`},
		{casework.KindAccess, `{"engagement":{"id":"E1","org":"O1"}}`, "consultant"},
		{casework.KindAccess, `{"consultant":"","engagement":{"id":"E1","org":"O1"}}`, "consultant"},
		{casework.KindAccess, `{"consultant":"c1"}`, "engagement"},
		{casework.KindAccess, `{"consultant":"c1","engagement":{"org":"O1"}}`, "engagement.id"},
		{casework.KindAccess, `{"consultant":"c1","engagement":{"id":"E1"}}`, "engagement.org"},
		{casework.KindProgram, `{}`, "engagement"},
		{casework.KindProgram, `{"engagement":{"id":"","org":"O1"}}`, "engagement.id"},
		{casework.KindProgram, `{"engagement":{"id":"E1","org":""}}`, "engagement.org"},
	}
	for _, tt := range tests {
		_, err := decode(t, tt.kind, tt.properties)
		invalidtest.ExpectAt(t, err, "wire", "resource.properties."+tt.path)
	}
	for properties, path := range map[string]string{
		`{"casework":"O1"}`:          "subject.properties.casework",
		`{"casework":{"org":null}}`:  "subject.properties.casework.org",
		`{"casework":{"steward":1}}`: "subject.properties.casework.steward",
	} {
		_, err := decodeSubject(t, properties)
		invalidtest.ExpectAt(t, err, "wire", path)
	}
}

func TestFaultsOfADocumentNameTheirPath(t *testing.T) {
	for section, path := range map[string]string{
		`[]`:                       "casework",
		`{"package":"a"}`:          "casework.package",
		`{"package":["a",1]}`:      "casework.package[1]",
		`{"package":["a",""]}`:     "casework.package[1]",
		`{"package":["a","a"]}`:    "casework.package[1]",
		`{"sharedMayShare":null}`:  "casework.sharedMayShare",
		`{"stewards":"yes"}`:       "casework.stewards",
		`{"SharedMayShare":false}`: "casework.SharedMayShare",
	} {
		_, err := codec.DecodePolicy([]byte(`{"version":1,"casework":` + section + `}`))
		invalidtest.ExpectAt(t, err, "wire", path)
	}
}

func TestAPracticeThatWasNeverBuiltIsNotWritten(t *testing.T) {
	policy, err := access.NewPolicy(new(casework.Practice))
	if err != nil {
		t.Fatal(err)
	}
	if doc, err := codec.EncodePolicy(policy); err == nil || err.Error() != "wire: casework: the practice was never built" {
		t.Errorf("got %s, %v", doc, err)
	}
}

func TestTheAreaKeepsTheLaws(t *testing.T) {
	const request = `{"subject":{"type":"user","id":"anna","properties":{"casework":{"org":"O1","steward":true}}},` +
		`"action":{"name":%q},"resource":{"type":%q,"id":"bookkeeping","properties":%s}}`
	const client = `"org":"O1","responsible":"anna","shared":["bo"]}`
	const engagement = `"org":"O1","systemAdministrators":["bo"],"programAdministrators":{"bookkeeping":["anna"]},"consultants":{"anna":["invoicing"],"cia":[]}}`
	practice, err := casework.NewPractice(casework.Config{Package: []string{"bookkeeping"}, SharedMayShare: true, Stewards: true})
	if err != nil {
		t.Fatal(err)
	}
	wiretest.Laws(t, casework.Area{}, practice,
		fmt.Sprintf(request, "edit", casework.KindClient, `{`+client),
		fmt.Sprintf(request, "hand-on", casework.KindClient, `{`+client),
		fmt.Sprintf(request, "edit", casework.KindSession, `{"client":{"id":"c",`+client+`,"writtenBy":"bo"}`),
		fmt.Sprintf(request, "view", casework.KindEngagement, `{`+engagement),
		fmt.Sprintf(request, "give", casework.KindAccess, `{"consultant":"dan","engagement":{"id":"e",`+engagement+`}`),
		fmt.Sprintf(request, "assign", casework.KindProgram, `{"engagement":{"id":"e",`+engagement+`}`),
		fmt.Sprintf(request, "use", casework.KindProgram, `{"engagement":{"id":"e",`+engagement+`}`),
	)
}

// What could not be read is not written.
func TestWhatNoRequestCanSay(t *testing.T) {
	for _, test := range []struct {
		row  access.Resource
		want string
	}{
		{&casework.Session{ID: "1"}, "wire: resource.properties.client: is missing and could not be read"},
		{&casework.Access{ID: "1", Consultant: "kaj"}, "wire: resource.properties.engagement: is missing and could not be read"},
		{&casework.Program{ID: "1"}, "wire: resource.properties.engagement: is missing and could not be read"},
		{&casework.Client{ID: "1", Org: "O"}, "wire: resource.properties.responsible: is empty and could not be read"},
	} {
		text, err := codec.EncodeRequest(access.Question{Subject: anna(), Action: casework.ActionView, Resource: test.row})
		if err == nil || err.Error() != test.want {
			t.Errorf("%T is written as %s, error %v; want %s", test.row, text, err, test.want)
		}
	}
}

// Facts that say the same are one, and others contradict each other.
func TestFactsAreWrittenAsOne(t *testing.T) {
	s := access.Subject{User: "anna", Facts: []access.Fact{&casework.User{Org: "O"}, &casework.User{Org: "O"}}}
	if e, err := codec.EncodeSubject(s); err != nil || string(e.Properties) != `{"casework":{"org":"O"}}` {
		t.Errorf("written as %s, error %v", e.Properties, err)
	}
	s.Facts = append(s.Facts, &casework.User{Org: "O", Steward: true})
	if e, err := codec.EncodeSubject(s); err == nil {
		t.Errorf("contradictions are written as %s", e.Properties)
	}
}
