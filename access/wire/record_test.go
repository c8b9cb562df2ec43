package wire_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"lupa.example/access"
	"lupa.example/access/accesstest"
	"lupa.example/access/invalid"
	"lupa.example/access/wire"
	"lupa.example/casework"
	"lupa.example/casework/caseworktest"
	"lupa.example/profile"
	"lupa.example/profile/profiletest"
	"lupa.example/roles"
	"lupa.example/roles/rolestest"
	"lupa.example/sharing"
	"lupa.example/sharing/sharingtest"
)

func TestRequestIsWrittenAsItIsRead(t *testing.T) {
	policy := decodePolicy(t, document)
	for _, text := range []string{
		strings.NewReplacer(`,"groups":[]`, ``, `,"staff":false`, ``).Replace(question),
		`{"subject":{"type":"user","id":"a","properties":{}},"action":{"name":"configure"},"resource":{"type":"sharing.rule","id":"r","properties":{"viewers":["00000-01","00001*"],"sharers":["00002*"]}}}`,
		`{"subject":{"type":"user","id":"a","properties":{"signedIn":false,"sharing":{"staff":true},"roles":[{},{"org":"B"}],"profile":{},"casework":{"steward":true}}},"action":{"name":"give"},"resource":{"type":"casework.access","id":"x","properties":{"consultant":"kaj","engagement":{"org":"O","systemAdministrators":["s"],"programAdministrators":{"":[],"p":["per"]},"consultants":{"kaj":["p"]},"id":"E"}}}}`,
		`{"subject":{"type":"user","id":"a","properties":{}},"action":{"name":"edit"},"resource":{"type":"casework.session","id":"n","properties":{"client":{"org":"O","responsible":"a","shared":["b"],"id":"C"},"writtenBy":"b"}}}`,
		`{"subject":{"type":"user","id":"a","properties":{}},"action":{"name":"use"},"resource":{"type":"casework.program","id":"p","properties":{"engagement":{"org":"O","id":"E"}}}}`,
		`{"subject":{"type":"user","id":"a","properties":{}},"action":{"name":"handle"},"resource":{"type":"roles.application","id":"p","properties":{"agent":"A","assignment":"g","customer":"C"}}}`,
		`{"subject":{"type":"user","id":"a","properties":{}},"action":{"name":"update"},"resource":{"type":"todo","id":"t","properties":{"org":"A","owner":"a"}}}`,
		`{"subject":{"type":"user","id":"a","properties":{}},"action":{"name":"save"},"resource":{"type":"profile.search","id":"s","properties":{"forms":["F1"],"savedBy":"a"}}}`,
		`{"subject":{"type":"user","id":"a","properties":{}},"action":{"name":"change"},"resource":{"type":"profile.case","id":"s","properties":{"form":"F1","closed":true}}}`,
	} {
		q, err := codec.DecodeRequest(policy, []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		if got, err := codec.EncodeRequest(q); err != nil || string(got) != text {
			t.Errorf("error %v, written as\n%s\nwant\n%s", err, got, text)
		}
	}
}

// What can be written is read as a question that is decided alike.
func TestWrittenQuestionsAreDecidedAlike(t *testing.T) {
	written, allowed := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		sharings, catalog := sharingtest.Rules().Draw(t, "rules"), rolestest.Catalogs().Draw(t, "catalogue")
		site, practice := profiletest.Sites().Draw(t, "site"), caseworktest.Practices().Draw(t, "practice")
		policy, err := access.NewPolicy(sharings, catalog, site, practice)
		if err != nil {
			t.Skip("a defined kind is one of the others'")
		}
		q := rapid.OneOf(sharingtest.Questions(sharings), rolestest.Questions(catalog), profiletest.Questions(site), caseworktest.Questions(practice)).Draw(t, "question")
		text, err := codec.EncodeRequest(q)
		if err != nil {
			return
		}
		back, err := codec.DecodeRequestStrict(policy, text)
		if err != nil {
			t.Fatalf("written and not read: %v\n%s\n%s", err, accesstest.Describe(q), text)
		}
		want, got := policy.Check(q.Subject, q.Action, q.Resource), policy.Check(back.Subject, back.Action, back.Resource)
		if got != want {
			t.Fatalf("decided %v, written and read %v\n%s\n%s", want, got, accesstest.Describe(q), text)
		}
		written++
		if want.Allowed {
			allowed++
		}
		again, err := codec.EncodeRequest(back)
		if !bytes.Equal(again, text) || err != nil {
			t.Fatalf("written again: error %v\n%s\n%s", err, text, again)
		}
	})
	if allowed == 0 || allowed == written {
		t.Errorf("%d of %d questions were allowed, which says little", allowed, written)
	}
}

func TestWhatNoRequestCanSay(t *testing.T) {
	anna := access.Subject{User: "anna"}
	form := &profile.Form{ID: "F1"}
	with := func(facts ...access.Fact) access.Subject { return access.Subject{User: "anna", Facts: facts} }
	long := strings.Repeat("x", 257)
	for _, test := range []struct {
		q     access.Question
		words string
	}{
		{access.Question{Subject: anna, Action: "change"}, "no resource"},
		{access.Question{Subject: anna, Action: "change", Resource: (*profile.Form)(nil)}, "no resource"},
		{access.Question{Action: "change", Resource: (*casework.Client)(nil)}, "no resource"},
		{access.Question{Action: "change", Resource: form}, `subject.id: is empty and could not be read`},
		{access.Question{Subject: anna, Resource: form}, `action.name: is empty and could not be read`},
		{access.Question{Subject: anna, Action: "change", Resource: &profile.Form{}}, `resource.id: is empty`},
		{access.Question{Subject: anna, Action: "change", Resource: &profile.Case{ID: "K"}}, `resource.properties.form: is empty`},
		{access.Question{Subject: anna, Action: "change", Resource: &profile.Form{ID: "\xff"}}, `resource.id: "\xff" is not valid UTF-8`},
		{access.Question{Subject: anna, Action: "change", Resource: &profile.Form{ID: long}}, "resource.id: is 257 bytes"},
		{access.Question{Subject: anna, Action: access.Action(long), Resource: form}, "action.name: is 257 bytes"},
		{access.Question{Subject: with(&profile.User{Workspace: long}), Action: "change", Resource: form}, "subject.properties.profile.workspace: is 257 bytes"},
		{access.Question{Subject: with(&profile.User{Groups: []string{"a", "b", "\xff"}}), Action: "change", Resource: form}, "subject.properties.profile.groups[2]: \"\\xff\" is not"},
		{access.Question{Subject: with(&roles.Member{Org: "A"}, &roles.Member{Org: "A", Roles: []string{long}}), Action: "change", Resource: form}, "subject.properties.roles[1].roles[0]: is 257 bytes"},
		{access.Question{Subject: with(&profile.User{Profile: "a"}, &profile.User{Profile: "b"}), Action: "change", Resource: form}, "subject.properties.profile: there are facts \"profile.user\" that differ"},
		{access.Question{Subject: anna, Action: "view", Resource: &sharing.Result{ID: "1"}}, "resource.properties.owner: a *sharing.Account has no value that could be written"},
		{access.Question{Subject: anna, Action: "view", Resource: &casework.Engagement{ID: "1", Org: "O", Consultants: map[string][]string{"b": {"x"}, "a": {"y", ""}, "c\xff": nil}}}, `resource.properties.consultants["c\xff"]: "c\xff" is not valid UTF-8`},
		{access.Question{Subject: anna, Action: "view", Resource: &roles.Record{ID: "1", Org: "A"}}, `resource.type: is empty`},
		{access.Question{Subject: anna, Action: "change", Resource: &roles.Record{Type: profile.KindForm, ID: "F1", Org: "A"}}, `which the area "profile" would read otherwise`},
		{access.Question{Subject: anna, Action: "read", Resource: &paper{}}, "no area can write the resource *wire_test.paper"},
	} {
		text, err := append(codec, libraryArea{}).EncodeRequest(test.q)
		if err == nil || text != nil || !strings.Contains(err.Error(), test.words) || strings.Count(err.Error(), "wire:") != 1 {
			t.Errorf("%s\nis written as %s, error %v; want %s", accesstest.Describe(test.q), text, err, test.words)
		}
	}
	// Areas that cannot be told apart write nothing either.
	for _, c := range []wire.Codec{{nil}, {profile.Area{}, profile.Area{}}} {
		if text, err := c.EncodeRequest(access.Question{Subject: anna, Action: "change", Resource: form}); err == nil {
			t.Errorf("a codec of %v writes the request %s", c, text)
		}
		if e, err := c.EncodeResource(form); err == nil {
			t.Errorf("a codec of %v writes the resource %s", c, e.Properties)
		}
	}
	// What is wrong with several areas' facts is told of the first.
	bad := with(&casework.User{Org: long}, &roles.Member{Org: long}, &profile.User{Workspace: long})
	for want, c := range map[string]wire.Codec{"roles[0].org": {roles.Area{}, profile.Area{}, casework.Area{}}, "casework.org": {casework.Area{}, profile.Area{}, roles.Area{}}} {
		if _, err := c.EncodeSubject(bad); err == nil || !strings.HasPrefix(err.Error(), "wire: properties."+want+": ") {
			t.Errorf("facts of several areas: %v, want %s", err, want)
		}
	}
}

// In what order a codec has its areas decides nothing about what can be written.
func TestAreasWriteInAnyOrder(t *testing.T) {
	anna := access.Subject{User: "anna", Facts: []access.Fact{&roles.Member{Org: "A"}}}
	todo := access.Question{Subject: anna, Action: "update", Resource: &roles.Record{Type: "todo", ID: "1", Org: "A"}}
	const want = `{"subject":{"type":"user","id":"anna","properties":{"roles":[{"org":"A"}]}},"action":{"name":"update"},"resource":{"type":"todo","id":"1","properties":{"org":"A"}}}`
	form := access.Question{Subject: anna, Action: "change", Resource: &roles.Record{Type: profile.KindForm, ID: "F1", Org: "A"}}
	for _, c := range []wire.Codec{{roles.Area{}, profile.Area{}}, {profile.Area{}, roles.Area{}}, {libraryArea{}, roles.Area{}, profile.Area{}}, {profile.Area{}, libraryArea{}, roles.Area{}}} {
		if text, err := c.EncodeRequest(todo); err != nil || string(text) != want {
			t.Errorf("%v: written as %s, error %v", c, text, err)
		}
		if text, err := c.EncodeRequest(form); err == nil || !strings.Contains(err.Error(), `which the area "profile" would read otherwise`) {
			t.Errorf("%v: another area's kind is written as %s, error %v", c, text, err)
		}
	}
}

// A name that is as long as one may be is written, and read again.
func TestTheLongestNamesAreWritten(t *testing.T) {
	q := access.Question{Subject: access.Subject{User: strings.Repeat("x", invalid.MaxIdentifier)}, Action: "change", Resource: &profile.Form{ID: "F1"}}
	text, err := codec.EncodeRequest(q)
	if err != nil {
		t.Fatal(err)
	}
	if back, err := codec.DecodeRequest(decodePolicy(t, document), text); err != nil || back.Subject.User != q.Subject.User {
		t.Errorf("read %+v, error %v", back, err)
	}
}

func TestFactsThatAreLeftOut(t *testing.T) {
	q := access.Question{Action: "change", Resource: &profile.Form{ID: "F1"}, Subject: access.Subject{User: "anna", SignIn: 77, Facts: []access.Fact{
		nil, (*profile.User)(nil), (*roles.Member)(nil), &card{}, &casework.User{Org: "O"}, &casework.User{Org: "O"},
	}}}
	const want = `{"subject":{"type":"user","id":"anna","properties":{"casework":{"org":"O"}}},"action":{"name":"change"},"resource":{"type":"profile.form","id":"F1","properties":{}}}`
	if got, err := append(codec, libraryArea{}).EncodeRequest(q); err != nil || string(got) != want {
		t.Errorf("error %v\n%s\nwant\n%s", err, got, want)
	}
}

func TestRecords(t *testing.T) {
	policy := decodePolicy(t, document)
	q := decodeRequest(t, question)
	r := wire.Record{Revision: "r1", Question: q, Decision: policy.Check(q.Subject, q.Action, q.Resource)}
	line, err := codec.EncodeRecord(r)
	if err != nil {
		t.Fatal(err)
	}
	request, _ := codec.EncodeRequest(q)
	want := `{"revision":"r1","request":` + string(request) + `,"answer":{"decision":true,"context":{"reason":"profile/workspace","by":"officer"}}}`
	if string(line) != want {
		t.Errorf("%s\nwant\n%s", line, want)
	}
	for _, line := range []string{
		string(line), string(request), `{"time":null,"time":2,"request":` + string(request) + `,"level":"INFO"}`, ` { "request" : ` + string(request) + ` } `,
	} {
		got, err := codec.DecodeRecord(policy, []byte(line))
		if diff := cmp.Diff(q.Resource, got.Resource); err != nil || diff != "" || got.Subject.User != "anna" || got.Action != "read" {
			t.Errorf("%s\nis read as %s, error %v", line, accesstest.Describe(got), err)
		}
	}
	// "request" is also an action's name.
	asked := `{"subject":{"type":"user","id":"a"},"action":{"name":"request"},"resource":{"type":"sharing.rule","id":"r","properties":{"viewers":["00000-01"],"sharers":["00002*"]}}}`
	if got, err := codec.DecodeRecord(policy, []byte(asked)); err != nil || got.Action != sharing.ActionRequest {
		t.Errorf("%s\nis read as %s, error %v", asked, accesstest.Describe(got), err)
	}
	for _, line := range []string{
		`{"request":{}}`, `{"request":null}`, `{"request":` + string(request) + `}}`, `{"request":` + string(request) + `,"request":{}}`, `{"request":` + string(request), `["request"]`, `{}`,
	} {
		if got, err := codec.DecodeRecord(policy, []byte(line)); len(access.Findings(err)) != 1 {
			t.Errorf("%s\nis read as %s, error %v", line, accesstest.Describe(got), err)
		}
	}
	for line, want := range map[string]string{`{"a":1,"request":{"b":[2]}}`: `{"b":[2]}`, `{"a":{"request":3}}`: `{"a":{"request":3}}`, `[]`: `[]`, `{"request":4,}`: ""} {
		if got, err := wire.RequestIn([]byte(line)); err == nil && string(got) != want || (err == nil) != (want != "") {
			t.Errorf("%s: the request is %s, error %v; want %s", line, got, err, want)
		}
	}
	r.Question.Resource = nil
	if line, err := codec.EncodeRecord(r); err == nil {
		t.Errorf("a record without a resource is written: %s", line)
	}
}

func TestEntitiesAreWritten(t *testing.T) {
	q := decodeRequest(t, question)
	subject, err := codec.EncodeSubject(q.Subject)
	if err != nil {
		t.Fatal(err)
	}
	resource, err := codec.EncodeResource(q.Resource)
	if err != nil {
		t.Fatal(err)
	}
	request, err := codec.EncodeRequest(q)
	want := fmt.Sprintf(`{"subject":{"type":%q,"id":%q,"properties":%s},"action":{"name":"read"},"resource":{"type":%q,"id":%q,"properties":%s}}`,
		subject.Type, subject.ID, subject.Properties, resource.Type, resource.ID, resource.Properties)
	if err != nil || string(request) != want {
		t.Errorf("error %v\n%s\nwant\n%s", err, request, want)
	}
	row, err := wire.Reader{Codec: codec, Policy: decodePolicy(t, document)}.ReadResource(resource)
	if diff := cmp.Diff(q.Resource, row); diff != "" || err != nil {
		t.Errorf("error %v, row, - written, + read:\n%s", err, diff)
	}
	if e, err := codec.EncodeSubject(access.Subject{Facts: []access.Fact{&profile.User{Profile: "a"}, &profile.User{Profile: "b"}}}); err == nil {
		t.Errorf("facts that differ are written: %s", e.Properties)
	}
	if _, err := codec.EncodeSubject(access.Subject{Facts: []access.Fact{&profile.User{Groups: []string{"\xff"}}}}); err == nil || !strings.HasPrefix(err.Error(), "wire: properties.profile.groups[0]: ") {
		t.Errorf("a subject: %v", err)
	}
	if _, err := codec.EncodeResource(&profile.Case{ID: "K"}); err == nil || !strings.HasPrefix(err.Error(), "wire: properties.form: ") {
		t.Errorf("a row: %v", err)
	}
	for _, r := range []access.Resource{nil, (*profile.Case)(nil), &profile.Case{ID: "K"}, &paper{}} {
		if e, err := codec.EncodeResource(r); err == nil {
			t.Errorf("%#v is written: %s", r, e.Properties)
		}
	}
	if _, err := (wire.Codec{nil}).EncodeSubject(q.Subject); err == nil {
		t.Error("a codec with a nil area writes a subject")
	}
	if _, err := (wire.Codec{nil}).EncodeResource(q.Resource); err == nil {
		t.Error("a codec with a nil area writes a resource")
	}
}
