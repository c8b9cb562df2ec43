package wire_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"lupa.example/access"
	"lupa.example/access/invalid/invalidtest"
	"lupa.example/access/wire"
	"lupa.example/casework"
	"lupa.example/profile"
	"lupa.example/roles"
	"lupa.example/sharing"
)

var codec = wire.Codec{sharing.Area{}, roles.Area{}, profile.Area{}, casework.Area{}}

// document is a policy with something in each section, in canonical form.
const document = `{"version":1,` +
	`"sharing":{"rules":[{"id":"r1","viewers":["00000-01"],"sharers":["00000*","00001-99"]}]},` +
	`"roles":{"catalog":"portal","approverSignsIn":false,"samePersonSignedIn":true,"define":[` +
	`{"name":"editor","signIn":true,"grants":[{"kind":"todo","actions":["create"],"over":"org"},{"kind":"todo","actions":["update"],"over":"own"}]}]},` +
	`"profile":{"forms":["F1","odd name"],"profiles":[{"name":"officer","cases":true,"administrator":false,"freeText":true,"queryBuilder":false,"forms":{` +
	`"F1":{"read":"workspace","change":"registered","delete":"none","register":true,"changeForm":false,"sharePublicly":false,"changeClosed":false},` +
	`"odd name":{"read":"all","change":"none","delete":"involved","register":false,"changeForm":true,"sharePublicly":true,"changeClosed":false}}}]},` +
	`"casework":{"package":["bookkeeping","invoicing"],"sharedMayShare":false}}`

// question is a request with something of each area.
const question = `{"subject":{"type":"user","id":"anna","properties":{"signedIn":true,` +
	`"sharing":{"account":"00000-01","staff":false},` +
	`"roles":[{"org":"A","roles":["orderer"],"assignments":["g1"]}],` +
	`"profile":{"profile":"officer","workspace":"W1","groups":["night shift"]},"casework":{"org":"O1"}}},` +
	`"action":{"name":"read"},` +
	`"resource":{"type":"profile.case","id":"K1","properties":{"form":"F1","registeredBy":"anna","workspace":"W1","users":["cia"],"groups":[],"closed":false}}}`

func decodePolicy(t testing.TB, text string) *access.Policy {
	t.Helper()
	p, err := codec.DecodePolicy([]byte(text))
	if err != nil {
		t.Fatalf("DecodePolicy(%.200s): %v", text, err)
	}
	return p
}

func decodeRequest(t testing.TB, text string) access.Question {
	t.Helper()
	r, err := codec.DecodeRequest(decodePolicy(t, document), []byte(text))
	if err != nil {
		t.Fatalf("DecodeRequest(%.200s): %v", text, err)
	}
	return r
}

// policyError and requestError decode what should not decode.
func policyError(t testing.TB, text string) error {
	t.Helper()
	p, err := codec.DecodePolicy(slices.Clip([]byte(text))) // nothing to read behind its end
	if (p == nil) == (err == nil) {
		t.Errorf("DecodePolicy returns %v and %v", p, err)
	}
	return err
}

func requestError(t testing.TB, text string) error {
	t.Helper()
	r, err := codec.DecodeRequest(decodePolicy(t, document), []byte(text))
	if err != nil && (r.Resource != nil || r.Action != "" || r.Subject.User != "" || r.Subject.Facts != nil) {
		t.Errorf("a refused request is returned as %v", r)
	}
	return err
}

// wantFault checks that err is one finding at the path which holds the words.
func wantFault(t testing.TB, err error, path, words string) {
	t.Helper()
	if err == nil {
		t.Errorf("no error, want one at %q: … %s …", path, words)
		return
	}
	found := invalidtest.Findings(t, err, "wire")
	if len(found) != 1 || found[0].Path != path || !strings.Contains(found[0].Problem, words) {
		t.Errorf("the error is\n\t%v\nwant it at %q: … %s …", err, path, words)
	}
	if len(err.Error()) > 1000 {
		t.Errorf("the error has %d bytes", len(err.Error()))
	}
}

// A place is where in a text a value can stand, marked by an @.
type place struct {
	text  string
	path  string // of the value
	fault func(testing.TB, string) error
	whole string // where what is no JSON is noticed, if it is passed over before it is read
}

// at is where an error about the value stands.
func (p place) at(err error) string {
	if p.whole != "" && err != nil && strings.Contains(err.Error(), " at byte ") {
		return p.whole
	}
	return p.path
}

func (p place) with(value string) string { return strings.ReplaceAll(p.text, "@", value) }

// textPlaces are where a text is wanted.
var textPlaces = map[string]place{
	"document": {`{"version":1,"casework":{"package":["other",@]}}`, "casework.package[1]", policyError, ""},
	"deep in a document": {
		`{"version":1,"profile":{"forms":["F1"],"profiles":[{"name":"a","forms":{"F1":{"read":@}}}]}}`,
		"profile.profiles[0].forms.F1.read", policyError, "",
	},
	"below an odd name": {
		`{"version":1,"profile":{"forms":["a.\"b\""],"profiles":[{"name":"a","forms":{"a.\"b\"":{"read":@}}}]}}`,
		`profile.profiles[0].forms["a.\"b\""].read`, policyError, "",
	},
	"subject of a request": {
		`{"subject":{"id":@,"type":"user"},"action":{"name":"a"},"resource":{"type":"x","id":"1"}}`,
		"subject.id", requestError, "",
	},
	"facts in a request": {
		`{"subject":{"id":"a","type":"user","properties":{"roles":[{},{"roles":["a",@]}]}},"action":{"name":"a"},"resource":{"type":"roles.organisation","id":"1"}}`,
		"subject.properties.roles[1].roles[1]", requestError, "subject.properties.roles",
	},
}

// otherValues are values that are no text, with what an error calls them.
var otherValues = map[string]string{
	`1`: "is a number", `-0.5e+3`: "is a number", `true`: "is true or false", `false`: "is true or false",
	`null`: "is null", `[]`: "is an array", `{}`: "is an object", `["a"]`: "is an array",
}

// quote writes a text without any escape.
func quote(s string) string { return fmt.Sprintf(`"%s"`, s) }

// orderly runs f and makes a panic in it a failure of this test alone.
func orderly(t testing.TB, f func()) {
	t.Helper()
	defer func() {
		if r := recover(); r != nil {
			t.Errorf("panic: %v", r)
		}
	}()
	f()
}
