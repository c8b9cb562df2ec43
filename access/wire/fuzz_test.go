package wire_test

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"

	"lupa.example/access"
	"lupa.example/access/digest"
	"lupa.example/access/invalid/invalidtest"
	"lupa.example/access/report"
	"lupa.example/access/wire"
	"lupa.example/profile"
	"lupa.example/roles"
	"lupa.example/sharing"
)

// Whatever is accepted as a policy is written in canonical form.
func FuzzDecodePolicy(f *testing.F) {
	f.Add([]byte(document))
	for _, text := range []string{
		`{"version":1}`,
		`{"version":1,"sharing":{"rules":[{"id":"r","viewers":["00000"],"sharers":["99999-99","00000*"]}]}}`,
		`{"version":1,"roles":{"define":[{"name":"a\ud83d\ude00","grants":[{"kind":"sharing.x","actions":["y"],"over":"own"}]}]}}`,
		`{"version":1,"profile":{"forms":["F\u0031"],"profiles":[{"name":"p","forms":{"F1":{"read":"all"}}}]}}`,
		`{"version":1,"casework":{"package":["a","\u0000\"\\\/"],"sharedMayShare":true}}`,
		`{"version":1.0,"version":null}`,
		`{"version":1,"casework":{"package":[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]}}`,
		"\ufeff{\"version\":1}",
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := codec.DecodePolicy(data)
		if err != nil {
			invalidtest.Findings(t, err, "wire")
			return
		}
		if !utf8.Valid(data) {
			t.Errorf("a document is accepted that is not valid UTF-8: %q", data)
		}
		first, err := codec.EncodePolicy(p)
		if err != nil {
			t.Fatalf("%q is read and cannot be written: %v", data, err)
		}
		p, err = codec.DecodePolicy(first)
		if err != nil {
			t.Fatalf("%q is written as %q, which cannot be read: %v", data, first, err)
		}
		if second, err := codec.EncodePolicy(p); err != nil || !bytes.Equal(first, second) {
			t.Errorf("%q is written as %q and then as %q, %v", data, first, second, err)
		}
	})
}

// Whatever is accepted as a request has a user, an action and a resource, and an
// answer that others read as the decision.
func FuzzDecodeRequest(f *testing.F) {
	p := decodePolicy(f, document)
	f.Add([]byte(question))
	for _, text := range []string{
		`{"resource":{"properties":{"owner":"00000-02"},"id":"1","type":"sharing.result"},"action":{"name":"view"},"subject":{"id":"a","type":"user","properties":{"sharing":{"account":"00000-01"}}}}`,
		`{"subject":{"type":"user","id":"a"},"action":{"name":"request"},"resource":{"type":"sharing.rule","id":"r","properties":{"viewers":["00000"],"sharers":["00000-01"]}}}`,
		`{"subject":{"type":"user","id":"a","properties":{"signedIn":true,"roles":[{"org":"A","roles":["editor"]}]}},"action":{"name":"update"},"resource":{"type":"todo","id":"1","properties":{"org":"A","owner":"a"}}}`,
		`{"subject":{"type":"user","id":"a","properties":{"signedIn":false,"roles":[{"org":"A","roles":["orderer","approver"]}]}},"action":{"name":"approve"},"resource":{"type":"roles.order","id":"1","properties":{"org":"A","createdBy":"a"}}}`,
		`{"subject":{"type":"user","id":"a","properties":{"casework":{"org":"O"}}},"action":{"name":"remove"},"resource":{"type":"casework.access","id":"1","properties":{"consultant":"b","engagement":{"id":"e","org":"O","systemAdministrators":["a"],"programAdministrators":{"p":["b"]},"consultants":{"b":["p"]}}}}}`,
		`{"subject":{"type":"user","id":"a","properties":{"casework":{"org":"O"}}},"action":{"name":"view"},"resource":{"type":"casework.session","id":"1","properties":{"client":{"id":"c","org":"O","responsible":"a","shared":[""]},"writtenBy":""}}}`,
		`{"subject":{"type":"user","id":"a","properties":{"profile":{"profile":"officer"}}},"action":{"name":"query"},"resource":{"type":"profile.search","id":"1","properties":{"forms":["F1"],"savedBy":"a"}}}`,
		`{"x":{"x":null,"x":"\ud83d\ude00"},"subject":{"type":"user","id":"\u0000"},"action":{"name":"a"},"resource":{"type":"coffee-machine","id":"1"}}`,
		`{"subject":{"type":"identity","id":"a","properties":{"signedIn":true,"roles":["editor"]}},"action":{"name":"view"},"resource":{"type":"roles.agreement","id":"1","properties":{"org":"A"}}}`,
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := codec.DecodeRequest(p, data)
		if err != nil {
			invalidtest.Findings(t, err, "wire")
			return
		}
		if r.Action == "" || r.Resource == nil || r.Resource.Kind() == "" {
			t.Errorf("%q is read as %+v", data, r)
		}
		d := p.Check(r.Subject, r.Action, r.Resource)
		if r.Subject.User == "" && (len(r.Subject.Facts) > 0 || d != access.Deny(access.ReasonNoUser, "")) {
			t.Errorf("%q is asked by nobody, as %+v, and decided %v", data, r.Subject, d) // a subject of another type
		}
		if d.Reason == "" {
			t.Errorf("%q is decided without a reason: %v", data, d)
		}
		if got := readAnswer(t, string(wire.EncodeAnswer(d))); got != d {
			t.Errorf("%v is read back as %v", d, got)
		}
		nobody := access.Subject{User: r.Subject.User, SignIn: r.Subject.SignIn}
		if d := p.Check(nobody, r.Action, r.Resource); d.Allowed {
			t.Errorf("%q without facts is %v", data, d)
		}
	})
}

// A text that is read is written in the same way, but for a group's optional star, and
// one that is refused leaves the value as it was.
func FuzzTexts(f *testing.F) {
	for _, text := range []string{
		"00000-01", "00000*", "00000", "own", "org", "none", "registered", "involved", "workspace", "all",
		"refused", "unchanged", "change", "gains", "loses", "Change", "", strings.Repeat("0a", 32), strings.Repeat("0A", 32),
	} {
		f.Add([]byte(text))
	}
	star := []byte("*")
	f.Fuzz(func(t *testing.T, text []byte) {
		account, party := sharing.MustParseAccount("99999-99"), sharing.MustParseParty("99999*")
		over, scope, outcome, effect, sum := roles.OverOrg, profile.ScopeAll, report.Change, report.Loss, digest.Digest{1}
		for _, v := range []wire.Form{&account, &party, &over, &scope, &outcome, &effect, &sum} {
			before, _ := v.MarshalText()
			err := v.UnmarshalText(text)
			after, err2 := v.MarshalText()
			switch {
			case err2 != nil:
				t.Errorf("%T: %q is read and cannot be written: %v", v, text, err2)
			case err == nil && !bytes.Equal(bytes.TrimSuffix(after, star), bytes.TrimSuffix(text, star)):
				t.Errorf("%T: %q is read as %q", v, text, after)
			case err != nil && !bytes.Equal(after, before):
				t.Errorf("%T: %q is refused, and the value is %q after it", v, text, after)
			}
		}
	})
}
