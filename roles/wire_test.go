package roles

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lupa.example/access"
	"lupa.example/access/wire"
	"lupa.example/access/wire/wiretest"
)

var codec = wire.Codec{Area{}}

const document = `{"version":1,"roles":{"catalog":"portal","approverSignsIn":true,"samePersonSignedIn":true,"fourEyes":true,"define":[` +
	`{"name":"editor","signIn":true,"grants":[` +
	`{"kind":"todo","actions":["create"],"over":"org"},{"kind":"todo","actions":["update"],"over":"own"}]},` +
	`{"name":"guest","signIn":false,"grants":[],"assigns":["guest"]}]}}`

func decodePolicy(t *testing.T, doc string) *access.Policy {
	t.Helper()
	p, err := codec.DecodePolicy([]byte(doc))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestDocumentsRoundTrip(t *testing.T) {
	// The same with spaces, members in another order and what is false or empty left out.
	loose := strings.NewReplacer(":", " : ", `,"signIn":false,"grants":[]`, ``, `"catalog":"portal",`, ``).Replace(document)
	loose = strings.Replace(loose, "}]}}", `}], "catalog" : "portal"}}`, 1)
	for _, doc := range []string{document, loose} {
		p := decodePolicy(t, doc)
		written, err := codec.EncodePolicy(p)
		if err != nil {
			t.Fatal(err)
		}
		if string(written) != document {
			t.Errorf("written as\n%s\nwant\n%s", written, document)
		}
		authority, _ := p.Authority(kindTodo)
		read, ok := authority.(*Catalog)
		if !ok {
			t.Fatalf("todos are decided by %T", authority)
		}
		wantEqual(t, "configuration", read.Config(), ownConfig())
	}
}

func TestAnEmptySectionIsACatalogueWithoutRoles(t *testing.T) {
	p := decodePolicy(t, `{"version":1,"roles":{}}`)
	wantDecision(t, p.Check(anna(inside, in("A", "administrator")), ActionManage, organisation), access.Deny(ReasonUnknownRole, ""))
	written, err := codec.EncodePolicy(p)
	want := `{"version":1,"roles":{"approverSignsIn":false,"samePersonSignedIn":false,"define":[]}}`
	if err != nil || string(written) != want {
		t.Errorf("written as %s, %v; want %s", written, err, want)
	}
	decodePolicy(t, want)
}

func TestFaultsOfADocumentNameTheirPath(t *testing.T) {
	const good = `"catalog":"portal","define":[{"name":"editor","grants":[{"kind":"todo","actions":["create"],"over":"org"}]}]`
	tests := []struct{ old, new, path, problem string }{
		{`"portal"`, `"Portal"`, `catalog`, `is "Portal"; want "portal", or nothing`},
		{`"portal"`, `""`, `catalog`, `is ""; want "portal", or nothing`},
		{`"name":"editor",`, ``, `define[0].name`, `is missing`},
		{`"editor"`, `""`, `define[0].name`, `is empty`},
		{`"editor"`, `"contact"`, `define[0].name`, `"contact" is the name of a role of the portal already`},
		{`"kind":"todo",`, ``, `define[0].grants[0].kind`, `is missing`},
		{`"todo"`, `""`, `define[0].grants[0].kind`, `is empty`},
		{`"todo"`, `"roles.todo"`, `define[0].grants[0].kind`, `"roles.todo" is none of the portal's kinds`},
		{`"actions":["create"],`, ``, `define[0].grants[0].actions`, `is missing`},
		{`["create"]`, `[]`, `define[0].grants[0].actions`, `is empty`},
		{`["create"]`, `["create",""]`, `define[0].grants[0].actions[1]`, `is empty`},
		{`,"over":"org"`, ``, `define[0].grants[0].over`, `is missing`},
		{`"org"`, `"all"`, `define[0].grants[0].over`, `"all" is no reach of a grant; want own or org`},
		{`"grants"`, `"Grants"`, `define[0].Grants`, `is no member here`},
		{`"grants"`, `"assigns":[],"grants"`, `define[0].assigns`, `is empty`},
		{`"grants"`, `"assigns":["editor","ghost"],"grants"`, `define[0].assigns[1]`, `"ghost" is no role of the catalogue`},
		{`"grants"`, `"assigns":"editor","grants"`, `define[0].assigns`, `want an array`},
	}
	decodePolicy(t, `{"version":1,"roles":{`+good+`}}`)
	for _, tt := range tests {
		doc := `{"version":1,"roles":{` + strings.Replace(good, tt.old, tt.new, 1) + `}}`
		_, err := codec.DecodePolicy([]byte(doc))
		if err == nil || !strings.HasPrefix(err.Error(), "wire: roles."+tt.path+": ") || !strings.Contains(err.Error(), tt.problem) {
			t.Errorf("%s:\ngot  %v\nwant %s at %s", doc, err, tt.problem, tt.path)
		}
	}
}

func TestCataloguesThatWereNeverBuiltAreNotWritten(t *testing.T) {
	p, err := access.NewPolicy(new(Catalog))
	wantDone(t, err)
	if written, err := codec.EncodePolicy(p); err == nil || err.Error() != "wire: roles: the catalogue of roles was never built" {
		t.Errorf("written as %s, %v", written, err)
	}
}

func TestTheAreaKeepsTheLaws(t *testing.T) {
	catalog, _ := decodePolicy(t, document).Authority(KindOrder)
	const user = `{"signedIn":true,"roles":[{"org":"A","roles":["orderer","editor"]},{"org":"B","roles":["process"],"assignments":["g"]}]}`
	wiretest.Laws(t, Area{}, catalog,
		string(request(user, "roles.organisation", `{"org":"A"}`)),
		string(request(user, "roles.order", `{"org":"A","createdBy":"anna"}`)),
		string(request(user, "roles.order", `{"org":"C","createdBy":"anna"}`)),
		string(request(user, "roles.case", `{"org":"A","createdBy":"bo"}`)),
		string(request(user, "roles.agreement", `{"org":"A"}`)),
		string(request(user, "roles.application", `{"agent":"B","assignment":"g","customer":"C"}`)),
		string(request(`{"signedIn":false}`, "todo", `{"org":"A","owner":"anna"}`)),
	)
}

func request(user, kind, properties string) []byte {
	return fmt.Appendf(nil, `{"subject":{"type":"user","id":"anna","properties":%s},"action":{"name":"view"},`+
		`"resource":{"type":%q,"id":"x","properties":%s}}`, user, kind, properties)
}

func TestResourcesAreReadIntoTheirFields(t *testing.T) {
	p := decodePolicy(t, document)
	tests := []struct {
		properties string
		want       access.Resource
	}{
		{`{}`, &Organisation{ID: "x"}},
		{`{"org":"A"}`, &Organisation{ID: "A"}},
		{`{"org":"A","createdBy":"anna"}`, &Order{ID: "x", Org: "A", CreatedBy: "anna"}},
		{`{"agent":"A","assignment":"g1","customer":"C"}`, &Application{ID: "x", Agent: "A", Assignment: "g1", Customer: "C"}},
		{`{"agent":"A","assignment":"g1"}`, &Application{ID: "x", Agent: "A", Assignment: "g1"}},
		{`{"org":"A"}`, &Agreement{ID: "x", Org: "A"}},
		{`{"org":"A","createdBy":"anna"}`, &Case{ID: "x", Org: "A", CreatedBy: "anna"}},
		{`{"org":"A","owner":"anna"}`, &Record{Type: "todo", ID: "x", Org: "A", Owner: "anna"}},
		{`{"org":"A"}`, &Record{Type: "todo", ID: "x", Org: "A"}},
	}
	for _, tt := range tests {
		got, err := codec.DecodeRequest(p, request(`{}`, string(tt.want.Kind()), tt.properties))
		if err != nil {
			t.Errorf("%T: %v", tt.want, err)
			continue
		}
		if diff := cmp.Diff(tt.want, got.Resource); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.properties, diff)
		}
	}
}

func TestKindsThatNoRoleDefinesAreADecision(t *testing.T) {
	p := decodePolicy(t, document)
	for _, kind := range []string{"note", "roles.other"} {
		got, err := codec.DecodeRequest(p, request(`{}`, kind, `{"org":7}`))
		if err != nil {
			t.Errorf("%s: %v", kind, err)
			continue
		}
		wantDecision(t, p.Check(got.Subject, got.Action, got.Resource), access.Deny(access.ReasonUnknownKind, ""))
	}
}

func TestFaultsOfAQuestionNameTheirPath(t *testing.T) {
	p := decodePolicy(t, document)
	tests := []struct{ kind, properties, path string }{
		{`roles.order`, `{"createdBy":"anna"}`, `resource.properties.org`},
		{`roles.order`, `{"org":"","createdBy":"anna"}`, `resource.properties.org`},
		{`roles.order`, `{"org":"A"}`, `resource.properties.createdBy`},
		{`roles.order`, `{"org":"A","createdBy":""}`, `resource.properties.createdBy`},
		{`roles.application`, `{"assignment":"g1"}`, `resource.properties.agent`},
		{`roles.application`, `{"agent":"","assignment":"g1"}`, `resource.properties.agent`},
		{`roles.application`, `{"agent":"A"}`, `resource.properties.assignment`},
		{`roles.application`, `{"agent":"A","assignment":""}`, `resource.properties.assignment`},
		{`roles.agreement`, `{}`, `resource.properties.org`},
		{`roles.agreement`, `{"org":""}`, `resource.properties.org`},
		{`roles.case`, `{"createdBy":"anna"}`, `resource.properties.org`},
		{`roles.case`, `{"org":"","createdBy":"anna"}`, `resource.properties.org`},
		{`roles.case`, `{"org":"A"}`, `resource.properties.createdBy`},
		{`roles.case`, `{"org":"A","createdBy":""}`, `resource.properties.createdBy`},
		{`todo`, `{"owner":"anna"}`, `resource.properties.org`},
		{`todo`, `{"org":""}`, `resource.properties.org`},
	}
	for _, tt := range tests {
		_, err := codec.DecodeRequest(p, request(`{}`, tt.kind, tt.properties))
		if err == nil || !strings.HasPrefix(err.Error(), "wire: "+tt.path+": ") {
			t.Errorf("%s %s: got %v, want an error at %s", tt.kind, tt.properties, err, tt.path)
		}
	}
	for user, path := range map[string]string{
		`{"roles":{}}`:                              `subject.properties.roles`,
		`{"roles":[{"org":"A"},7]}`:                 `subject.properties.roles[1]`,
		`{"roles":[{"org":"A","roles":"orderer"}]}`: `subject.properties.roles[0].roles`,
	} {
		_, err := codec.DecodeRequest(p, request(user, "roles.agreement", `{"org":"A"}`))
		if err == nil || !strings.HasPrefix(err.Error(), "wire: "+path+": ") {
			t.Errorf("%s: got %v, want an error at %s", user, err, path)
		}
	}
}

func TestFactsAreRead(t *testing.T) {
	p := decodePolicy(t, document)
	tests := []struct {
		properties string
		want       []access.Fact
	}{
		{`{}`, nil},
		{`{"roles":[]}`, nil},
		{`{"roles":[{}]}`, []access.Fact{&Member{}}},
		{
			`{"roles":[{"org":"A","roles":["orderer","ghost"],"assignments":["g1"]},{"org":"B","roles":["contact"]}]}`,
			[]access.Fact{&Member{"A", []string{"orderer", "ghost"}, []string{"g1"}}, in("B", "contact")},
		},
	}
	for _, tt := range tests {
		got, err := codec.DecodeRequest(p, request(tt.properties, "roles.agreement", `{"org":"A"}`))
		if err != nil {
			t.Errorf("%s: %v", tt.properties, err)
			continue
		}
		if diff := cmp.Diff(tt.want, got.Subject.Facts); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.properties, diff)
		}
	}
}

// A record of a kind that is the portal's could not be read, and is not written.
func TestRecordsOfThePortalsKindsAreNotWritten(t *testing.T) {
	q := access.Question{Subject: anna(access.SignedIn), Action: ActionView, Resource: &Record{Type: KindOrder, ID: "1", Org: "A"}}
	const want = `wire: resource.properties: a record of the portal's kind "roles.order" is no record, and could not be read`
	if text, err := codec.EncodeRequest(q); err == nil || err.Error() != want {
		t.Errorf("written as %s, error %v; want %s", text, err, want)
	}
	q.Resource = &Record{Type: kindTodo, ID: "1", Org: "A"}
	_, err := codec.EncodeRequest(q)
	wantDone(t, err)
}

// Of who is in no organisation nothing is written.
func TestNoMembershipIsNotWritten(t *testing.T) {
	e, err := codec.EncodeSubject(access.Subject{User: "anna", Facts: []access.Fact{(*Member)(nil)}})
	wantDone(t, err)
	wantEqual(t, "properties", string(e.Properties), "{}")
}
