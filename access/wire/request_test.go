package wire_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lupa.example/access"
	"lupa.example/access/wire"
	"lupa.example/casework"
	"lupa.example/profile"
	"lupa.example/roles"
	"lupa.example/sharing"
)

func TestRequestIsReadWhole(t *testing.T) {
	got := decodeRequest(t, question)
	want := access.Subject{User: "anna", SignIn: access.SignedIn, Facts: []access.Fact{
		&sharing.User{Account: sharing.MustParseAccount("00000-01")},
		&roles.Member{Org: "A", Roles: []string{"orderer"}, Assignments: []string{"g1"}},
		&profile.User{Profile: "officer", Workspace: "W1", Groups: []string{"night shift"}},
		&casework.User{Org: "O1"},
	}}
	if diff := cmp.Diff(want, got.Subject, cmp.Comparer(func(a, b sharing.Account) bool { return a == b })); diff != "" {
		t.Errorf("subject, - want, + got:\n%s", diff)
	}
	if got.Action != "read" {
		t.Errorf("action %q", got.Action)
	}
	resource := &profile.Case{ID: "K1", Form: "F1", RegisteredBy: "anna", Workspace: "W1", Users: []string{"cia"}, Status: profile.StatusOpen}
	if diff := cmp.Diff(access.Resource(resource), got.Resource); diff != "" {
		t.Errorf("resource, - want, + got:\n%s", diff)
	}
	p := decodePolicy(t, document)
	if d := p.Check(got.Subject, got.Action, got.Resource); d != access.Allow(profile.ReasonWorkspace, "officer") {
		t.Errorf("decided %v", d)
	}
}

func TestSignedIn(t *testing.T) {
	ask := place{text: `{"subject":{"type":"user","id":"a","properties":{@}},"action":{"name":"a"},"resource":{"type":"x","id":"1"}}`}
	for properties, want := range map[string]access.SignIn{
		``:                 access.SignInUnknown,
		`"signedIn":true`:  access.SignedIn,
		`"signedIn":false`: access.SignedOut,
		`"signedin":true`:  access.SignInUnknown, // another name, which is ignored
	} {
		if got := decodeRequest(t, ask.with(properties)).Subject.SignIn; got != want {
			t.Errorf("{%s}: %v, want %v", properties, got, want)
		}
	}
	for value, words := range map[string]string{
		`1`: "is a number", `"true"`: "is a text", `null`: "is null", `True`: "the character 'T'", `{}`: "an object", ``: "the character '}'",
	} {
		wantFault(t, requestError(t, ask.with(`"signedIn":`+value)), "subject.properties.signedIn", words)
	}
}

// ignored is what unknown members hold: anything, as long as it is JSON.
const ignored = `"x":null,"x":{"x":null,"x":[-1.5e-3,0,1E+9,true,false,{},[]," \ud83d\ude00"]},"":"","Type":7,"ID":null,"NAME":[],`

func TestUnknownMembersAreIgnored(t *testing.T) {
	for where, text := range map[string]string{
		"top":        `{@"subject":{"type":"user","id":"a"},"action":{"name":"view"},"resource":{"type":"roles.agreement","id":"1","properties":{"org":"O"}}}`,
		"subject":    `{"subject":{@"type":"user","id":"a"},"action":{"name":"view"},"resource":{"type":"roles.agreement","id":"1","properties":{"org":"O"}}}`,
		"properties": `{"subject":{"type":"user","id":"a","properties":{@"signedIn":true}},"action":{"name":"view"},"resource":{"type":"roles.agreement","id":"1","properties":{"org":"O"}}}`,
		"facts":      `{"subject":{"type":"user","id":"a","properties":{"roles":[{@"org":"O"}]}},"action":{"name":"view"},"resource":{"type":"roles.agreement","id":"1","properties":{"org":"O"}}}`,
		"action":     `{"subject":{"type":"user","id":"a"},"action":{@"name":"view"},"resource":{"type":"roles.agreement","id":"1","properties":{"org":"O"}}}`,
		"resource":   `{"subject":{"type":"user","id":"a"},"action":{"name":"view"},"resource":{@"type":"roles.agreement","id":"1","properties":{"org":"O"}}}`,
		"row":        `{"subject":{"type":"user","id":"a"},"action":{"name":"view"},"resource":{"type":"roles.agreement","id":"1","properties":{@"org":"O"}}}`,
		"row before": `{"resource":{"properties":{@"org":"O"},"id":"1",@"type":"roles.agreement"},"action":{"name":"view"},"subject":{"id":"a","type":"user"}}`,
	} {
		r := decodeRequest(t, place{text: text}.with(ignored))
		if diff := cmp.Diff(access.Resource(&roles.Agreement{ID: "1", Org: "O"}), r.Resource); diff != "" || r.Subject.User != "a" || r.Action != "view" {
			t.Errorf("%s: read as %+v", where, r)
		}
	}
}

func TestAStrictRequestHasNoMemberThatNobodyKnows(t *testing.T) {
	p := decodePolicy(t, document)
	strict := func(text string) (access.Question, error) { return codec.DecodeRequestStrict(p, []byte(text)) }
	full := place{text: `{@"subject":{"type":"user","id":"a","properties":{"signedIn":true,"roles":[{"org":"O","roles":["orderer"],"assignments":["g"]}]}},` +
		`"action":{"properties":{"x":1,"x":null},"name":"view"},"context":[{"x":{}}],` +
		`"resource":{"type":"casework.session","id":"1","properties":{"client":{"id":"c","org":"O","responsible":"a","shared":[]},"writtenBy":"b"}}}`}
	got, err := strict(full.with(""))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(decodeRequest(t, full.with("")), got); diff != "" {
		t.Errorf("as others read it, and strictly:\n%s", diff)
	}
	for before, path := range map[string]string{
		`"type":"user"`:   "subject.x",
		`"signedIn"`:      "subject.properties.x",
		`"org":"O","role`: "subject.properties.roles[0].x",
		`"name":"view"`:   "action.x",
		`"type":"casew`:   "resource.x",
		`"client":`:       "resource.properties.x",
		`"id":"c"`:        "resource.properties.client.x",
	} {
		_, err := strict(strings.Replace(full.with(""), before, `"x":[1,null],`+before, 1))
		wantFault(t, err, path, "is no member here; want ")
	}
	// The members that there are, in the order in which they are written.
	for before, names := range map[string]string{
		`"subject"`:     `"subject", "action", "resource", "context", "evaluations"`,
		`"type":"user"`: `"type", "id", "properties"`,
		`"name":"view"`: `"name", "properties"`,
		`"type":"casew`: `"type", "id", "properties"`,
		`"signedIn"`:    `"signedIn", "sharing", "roles", "profile", "casework"`,
	} {
		_, err := strict(strings.Replace(full.with(""), before, `"x":1,`+before, 1))
		if f := access.Findings(err); len(f) != 1 || f[0].Problem != "is no member here; want "+names {
			t.Errorf("before %s: %v", before, err)
		}
	}
	if r, err := strict(`{"subject":{"type":"user","id":"a"},"action":{"name":"a"},"resource":{"type":"x","id":"1","properties":{"x":1}}}`); err != nil || r.Resource.Kind() != "x" {
		t.Errorf("an unknown type: %v, %v", r.Resource, err)
	}
	_, err = strict(full.with(`"x":1,`))
	wantFault(t, err, "x", "is no member here; want ")
	_, err = strict(full.with(`"context":1,`))
	wantFault(t, err, "context", "is given twice")
	_, err = strict(full.text[:50])
	if err == nil {
		t.Error("a request that is cut short is accepted")
	}
	if _, err := (wire.Codec{nil}).DecodeRequestStrict(p, []byte(full.with(""))); err == nil {
		t.Error("a codec with a nil area reads")
	}
}

func TestOrderOfMembersIsFree(t *testing.T) {
	for _, text := range []string{
		`{"subject":{"type":"user","id":"a"},"action":{"name":"read"},"resource":{"type":"profile.form","id":"F1","properties":{}}}`,
		`{"action":{"name":"read"},"resource":{"id":"F1","properties":{},"type":"profile.form"},"subject":{"id":"a","type":"user"}}`,
		`{"resource":{"properties":{},"id":"F1","type":"profile.form"},"subject":{"properties":{},"id":"a","type":"user"},"action":{"name":"read"}}`,
		`{"resource":{"type":"profile.form","id":"F1"},"subject":{"type":"user","id":"a"},"action":{"name":"read"}}`,
	} {
		r := decodeRequest(t, " \n"+text+"\r\n")
		if diff := cmp.Diff(access.Resource(&profile.Form{ID: "F1"}), r.Resource); diff != "" || r.Subject.User != "a" || r.Action != "read" {
			t.Errorf("%s is read as %+v", text, r)
		}
	}
	// What follows properties that came before their type is still read.
	after := `{"resource":{"properties":{"org":"O"},"type":"roles.agreement","id":"1"},"action":{"name":"view"}}`
	wantFault(t, requestError(t, after), "subject", "is missing")
}

func TestUnknownKindsAndActionsAreDenied(t *testing.T) {
	p := decodePolicy(t, document)
	for _, test := range []struct {
		resource string
		want     access.Decision
	}{
		{`"type":"coffee-machine","id":"1"`, access.Deny(access.ReasonUnknownKind, "")},
		{`"type":"coffee-machine","id":"1","properties":{"org":null,"org":[1]}`, access.Deny(access.ReasonUnknownKind, "")},
		{`"type":"profile.Case","id":"1"`, access.Deny(access.ReasonUnknownKind, "")},
		{`"type":"roles.","id":"1"`, access.Deny(access.ReasonUnknownKind, "")},
		{`"type":"profile.form","id":"F1"`, access.Deny(access.ReasonUnknownAction, "")},
		{`"type":"todo","id":"T1","properties":{"org":"A","owner":"a"}`, access.Deny(access.ReasonUnknownAction, "")},
	} {
		r := decodeRequest(t, `{"subject":{"type":"user","id":"a"},"action":{"name":"dance"},"resource":{`+test.resource+`}}`)
		if got := p.Check(r.Subject, r.Action, r.Resource); got != test.want {
			t.Errorf("{%s}: decided %v, want %v", test.resource, got, test.want)
		}
		if r.Resource.Kind() == "" {
			t.Errorf("{%s}: the resource is of no kind", test.resource)
		}
	}
}

// Which kinds there are beside the areas' own is for the policy to say.
func TestKindOfDefinedRole(t *testing.T) {
	const todo = `{"subject":{"type":"user","id":"a","properties":{"signedIn":true,"roles":[{"org":"A","roles":["editor"]}]}},` +
		`"action":{"name":"update"},"resource":{"type":"todo","id":"T1","properties":{@}}}`
	ask := place{text: todo}
	r := decodeRequest(t, ask.with(`"owner":"a","org":"A"`))
	if diff := cmp.Diff(access.Resource(&roles.Record{Type: "todo", ID: "T1", Org: "A", Owner: "a"}), r.Resource); diff != "" {
		t.Errorf("- want, + got:\n%s", diff)
	}
	p := decodePolicy(t, document)
	if d := p.Check(r.Subject, r.Action, r.Resource); d != access.Allow(roles.ReasonGranted, "editor") {
		t.Errorf("decided %v", d)
	}
	wantFault(t, requestError(t, ask.with(``)), "resource.properties.org", "is missing")

	for _, other := range []*access.Policy{nil, decodePolicy(t, `{"version":1}`)} {
		r, err := codec.DecodeRequest(other, []byte(ask.with(``)))
		if err != nil {
			t.Fatal(err)
		}
		if got := other.Check(r.Subject, r.Action, r.Resource); got.Allowed {
			t.Errorf("a policy without the kind decides %v", got)
		}
	}
}

func TestRequestFaults(t *testing.T) {
	const (
		subject  = `"subject":{"type":"user","id":"a"}`
		action   = `"action":{"name":"view"}`
		resource = `"resource":{"type":"x","id":"1"}`
	)
	about := func(r string) string { return `{` + subject + `,` + action + `,"resource":` + r + `}` }
	by := func(s string) string { return `{"subject":` + s + `,` + action + `,` + resource + `}` }
	for _, test := range []struct{ text, path, words string }{
		{``, "", "want an object, not the end of the text, at byte 0 (column 1)"},
		{`{"subject":`, "subject", "want an object, not the end of the text, at byte 11 (column 12)"},
		{`{"subject":null}`, "subject", "is null, which is never a value here (leave the member out); want an object"},
		{`null`, "", "the request is null; want an object"},
		{`{}`, "subject", "is missing"},
		{`{` + subject + `}`, "action", "is missing"},
		{`{` + subject + `,` + action + `}`, "resource", "is missing"},
		{`{` + subject + `,` + action + `,` + resource + `,` + subject + `}`, "subject", "is given twice"},
		{`{` + subject + `,` + action + `,` + resource + `,"\u0061ction":{"name":"view"}}`, "action", "is given twice"},
		{`{` + subject + `,` + action + `,` + resource + `} {}`, "", "unexpected an object after the end"},
		{`{` + subject + `,` + action + `,` + resource + `,}`, "", "another value after the comma"},
		{`{` + subject + `,"Action":{"name":"view"},` + resource + `}`, "action", "is missing"},
		{`{` + subject + `,"action":{},` + resource + `}`, "action.name", "is missing"},
		{`{` + subject + `,"action":{"name":""},` + resource + `}`, "action.name", "is empty"},
		{`{` + subject + `,"action":"view",` + resource + `}`, "action", "is a text; want an object"},
		{by(`{}`), "subject.type", "is missing"},
		{by(`{"id":"a"}`), "subject.type", "is missing"},
		{by(`{"type":"user"}`), "subject.id", "is missing"},
		{by(`{"type":"user","id":""}`), "subject.id", "is empty"},
		{by(`{"type":"","id":"a"}`), "subject.type", "is empty"},
		{by(`{"type":null,"id":"a"}`), "subject.type", "is null"},
		{by(`{"type":"group"}`), "subject.id", "is missing"},
		{by(`{"type":"group","id":""}`), "subject.id", "is empty"},
		{`{` + subject + `,` + action + `,` + resource + `,"evaluations":[]}`, "evaluations", "makes this several requests"},
		{`{` + subject + `,` + action + `,` + resource + `,"context":{},"context":{}}`, "context", "is given twice"},
		{by(`{"type":"user","id":"a","id":"a"}`), "subject.id", "is given twice"},
		{by(`{"type":"user","id":"a","properties":[]}`), "subject.properties", "is an array; want an object"},
		{by(`{"type":"user","id":"a","properties":{"casework":{},"casework":{}}}`), "subject.properties.casework", "is given twice"},
		{claiming(`"casework":null`, `"casework.program","id":"p","properties":{"engagement":{"id":"e","org":"O"}}`), "subject.properties.casework", "is null"},
		{claiming(`"roles":{}`, `"roles.organisation","id":"A"`), "subject.properties.roles", "is an object; want an array"},
		{claiming(`"roles":["editor"]`, `"todo","id":"1","properties":{"org":"A"}`), "subject.properties.roles[0]", "is a text; want an object"},
		{claiming(`"sharing":{"account":"1"}`, `"sharing.result","id":"1","properties":{"owner":"00000-01"}`), "subject.properties.sharing.account", "not a customer number"},
		{claiming(`"sharing":{"account":""}`, `"sharing.result","id":"1","properties":{"owner":"00000-01"}`), "subject.properties.sharing.account", "not a customer number"},
		{about(`{}`), "resource.type", "is missing"},
		{about(`{"id":"1"}`), "resource.type", "is missing"},
		{about(`{"type":"","id":"1"}`), "resource.type", "is empty"},
		{about(`{"type":"x"}`), "resource.id", "is missing"},
		{about(`{"type":"x","id":""}`), "resource.id", "is empty"},
		{about(`{"type":"x","id":"1","properties":[]}`), "resource.properties", "is an array; want an object"},
		{about(`{"type":"x","id":"1","properties":null}`), "resource.properties", "is null"},
		{about(`{"type":"x","id":"1","properties":{},"properties":{}}`), "resource.properties", "is given twice"},
		{about(`{"type":"sharing.result","id":"1"}`), "resource.properties.owner", "is missing"},
		{about(`{"properties":{"owner":1},"type":"sharing.result","id":"1"}`), "resource.properties.owner", "is a number; want a text"},
		{about(`{"type":"sharing.result","id":"1","properties":{"owner":"00000*"}}`), "resource.properties.owner", "not a customer number"},
		{about(`{"type":"roles.agreement","id":"1","properties":{"org":"A","org":"A"}}`), "resource.properties.org", "is given twice"},
		{about(`{"type":"roles.agreement","id":"1","properties":{"org":""}}`), "resource.properties.org", "is empty"},
		{about(`{"type":"casework.session","id":"1","properties":{"client":{"id":"c","org":"O"}}}`), "resource.properties.client.responsible", "is missing"},
		{about(`{"type":"casework.engagement","id":"1","properties":{"org":"O","consultants":{"a b":[1]}}}`), `resource.properties.consultants["a b"][0]`, "is a number"},
	} {
		wantFault(t, requestError(t, test.text), test.path, test.words)
	}
}

// claiming is a request by a subject with the properties about a resource of the type.
func claiming(properties, resource string) string {
	return `{"subject":{"type":"user","id":"a","properties":{` + properties + `}},"action":{"name":"view"},"resource":{"type":` + resource + `}}`
}

// Gateways copy claims that bear an area's name by chance.
func TestAClaimNamedLikeAnotherAreaIsAbsentWhereItCannotBeRead(t *testing.T) {
	p := decodePolicy(t, document)
	agreement := `"roles.agreement","id":"1","properties":{"org":"A"}`
	member := `"roles":[{"org":"A","roles":["signatory"]}]`
	for _, claim := range []string{
		`"profile":"https://example.com/anna"`, `"profile":null`, `"profile":[]`, `"profile":{"profile":7}`, `"profile":{"groups":["a",null]}`,
		`"sharing":{"account":"me"}`, `"casework":true,"sharing":1,"profile":2`,
	} {
		for _, properties := range []string{claim + "," + member, member + "," + claim} {
			text := claiming(properties, agreement)
			r := decodeRequest(t, text)
			if len(r.Subject.Facts) != 1 || r.Subject.Facts[0].Fact() != "roles.member" {
				t.Errorf("%s: the facts are %v", properties, r.Subject.Facts)
			}
			if d := p.Check(r.Subject, r.Action, r.Resource); d.Reason != roles.ReasonNotGranted {
				t.Errorf("%s: decided %v", properties, d)
			}
			if _, err := codec.DecodeRequestStrict(p, []byte(text)); err == nil {
				t.Errorf("%s is read strictly", properties)
			}
		}
	}
	// What is no JSON, or stands there twice, is a fault wherever it is.
	wantFault(t, requestError(t, claiming(`"profile":{]}`, agreement)), "subject.properties.profile", "at byte")
	wantFault(t, requestError(t, claiming(`"profile":1,"profile":2`, agreement)), "subject.properties.profile", "is given twice")
	// What is read after it has its own place.
	wantFault(t, requestError(t, claiming(`"sharing":{},"roles":[7]`, agreement)), "subject.properties.roles[0]", "is a number")
	// Of an unknown kind no area is the owner.
	if r := decodeRequest(t, claiming(`"roles":["editor"],"casework":{"org":"O1"}`, `"x","id":"1"`)); len(r.Subject.Facts) != 1 {
		t.Errorf("the facts are %v", r.Subject.Facts)
	}
}

func TestASubjectOfAnUnknownTypeIsNobody(t *testing.T) {
	p := decodePolicy(t, document)
	for _, kind := range []string{"User", "group", "identity", "agent", "user "} {
		text := strings.Replace(claiming(`"signedIn":true,"roles":[{"org":"A","roles":["signatory"]}],"casework":null`, `"roles.agreement","id":"1","properties":{"org":"A"}`),
			`"type":"user"`, `"type":"`+kind+`"`, 1)
		for name, decode := range map[string]func(*access.Policy, []byte) (access.Question, error){"lenient": codec.DecodeRequest, "strict": codec.DecodeRequestStrict} {
			r, err := decode(p, []byte(text))
			if err != nil {
				t.Errorf("%s, %q: %v", name, kind, err)
				continue
			}
			if diff := cmp.Diff(access.Subject{}, r.Subject); diff != "" {
				t.Errorf("%s, %q is read as %v", name, kind, r.Subject)
			}
			if d := p.Check(r.Subject, r.Action, r.Resource); d != access.Deny(access.ReasonNoUser, "") {
				t.Errorf("%s, %q: decided %v", name, kind, d)
			}
		}
	}
}

// A called area notes that somebody asked it to read a resource.
type called struct {
	stub
	times *int
}

func (c called) ReadResource(*wire.Decoder, access.Authority, access.Kind, string) (access.Resource, bool) {
	*c.times++
	return nil, false
}

func TestNoAreaIsAskedAboutAResourceThatWasNotReadWhole(t *testing.T) {
	times := 0
	own := wire.Codec{called{stub{name: "own"}, &times}}
	ask := place{text: `{"subject":{"type":"user","id":"a"},"action":{"name":"a"},"resource":@}`}
	for _, resource := range []string{
		`{"type":"own.x"}`, `{"type":"own.x","id":""}`, `{"type":"own.x","id":1}`, `{"id":"1"}`,
		`{"type":"own.x","id":"1","properties":[]}`, `{"type":"own.x","id":"1","properties":{"a":}}`, `1`,
	} {
		if _, err := own.DecodeRequest(nil, []byte(ask.with(resource))); err == nil || times > 0 {
			t.Errorf("%s: asked %d times, error %v", resource, times, err)
		}
	}
	if _, err := own.DecodeRequest(nil, []byte(ask.with(`{"type":"own.x","id":"1"}`))); err != nil || times != 1 {
		t.Errorf("asked %d times, error %v", times, err)
	}
}

// Of what is null a member can be left out, and an element cannot.
func TestNullIsToldApart(t *testing.T) {
	for properties, want := range map[string]string{
		`{"roles":null}`:               `wire: subject.properties.roles: is null, which is never a value here (leave the member out); want an array`,
		`{"roles":[null]}`:             `wire: subject.properties.roles[0]: is null; want an object`,
		`{"roles":[{"roles":[null]}]}`: `wire: subject.properties.roles[0].roles[0]: is null; want a text`,
	} {
		_, err := codec.DecodeRequest(decodePolicy(t, document), search(`{"type":"user","id":"anna","properties":`+properties+`}`, fullAction, fullResource, ``))
		if err == nil || err.Error() != want {
			t.Errorf("got  %v\nwant %s", err, want)
		}
	}
}
