package wire_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lupa.example/access"
	"lupa.example/access/invalid/invalidtest"
	"lupa.example/access/wire"
	"lupa.example/casework"
	"lupa.example/profile"
	"lupa.example/roles"
	"lupa.example/sharing"
)

// A stub is an area without facts and resources, whose section is an empty object
// that stands for one authority.
type stub struct {
	name      string
	authority access.Authority
}

func (s stub) Name() string { return s.name }

func (s stub) ReadSection(d *wire.Decoder) (access.Authority, error) {
	d.Object()
	return s.authority, nil
}

func (s stub) WriteSection(e *wire.Encoder, a access.Authority) bool {
	if a != s.authority {
		return false
	}
	e.Object()
	return true
}

func (stub) ReadFacts(d *wire.Decoder) []access.Fact { d.Object(); return nil }

func (stub) ReadResource(*wire.Decoder, access.Authority, access.Kind, string) (access.Resource, bool) {
	return nil, false
}

func TestDocumentFaults(t *testing.T) {
	for _, test := range []struct{ text, path, words string }{
		{``, "", "want an object, not the end of the text, at byte 0 (column 1)"},
		{" \n", "", "want an object, not the end of the text, at byte 2 (line 2, column 1)"},
		{"{\n\"version\":", "version", "want a number, not the end of the text, at byte 12 (line 2, column 11)"},
		{`null`, "", "the document is null; want an object"},
		{`[]`, "", "the document is an array; want an object"},
		{`"a"`, "", "the document is a text; want an object"},
		{"\ufeff" + document, "", "begins with a byte order mark; want UTF-8"},
		{"\xff\xfe{\x00}\x00", "", "begins with a byte order mark of UTF-16"},
		{"\xfe\xff\x00{\x00}", "", "begins with a byte order mark of UTF-16"},
		{"{\x00}\x00", "", "begins with a zero byte, as UTF-16 does"},
		{"\x00{\x00}", "", "begins with a zero byte, as UTF-16 does"},
		{"\x00\x00", "", `the character '\x00'`},
		{"\x00", "", `the character '\x00'`},
		{`{"version":01}`, "version", "begins with a zero"},
		{`{"version":00}`, "version", "begins with a zero"},
		{"\xff", "", "the character"},
		{document + `x`, "", "unexpected the character 'x' after the end"},
		{document + "\x00", "", `unexpected the character '\x00' after the end`},
		{document + document, "", "unexpected an object after the end"},
		{document + ` ,`, "", "after the end"},
		{`{"version":1,}`, "", "another value after the comma"},
		{`{"version":1,,"casework":{}}`, "", "name in quotes"},
		{`{"version":1 "casework":{}}`, "", `want a comma or '}', not a text`},
		{`{"version":1]`, "", `want a comma or '}'`},
		{`{"version":1,"casework":{"package":["a",]}}`, "casework.package", "another value after the comma"},
		{`{"version":1,"casework":{"package":["a" "b"]}}`, "casework.package", `want a comma or ']', not a text`},
		{`{"version":1,"casework":{"package":["a"}}}`, "casework.package", `want a comma or ']'`},
		{`{"version":1,"casework":{"package":["a`, "casework.package[0]", "the text has no end at byte 36 (column 37)"},
		{`{"version":1,"casework":{"package":["a\n`, "casework.package[0]", "the text has no end at byte 36 (column 37)"},
		{`{"version":1,"casework":{"package":["\u0041`, "casework.package[0]", "the text has no end"},

		{`{"version":1,"casework":{"package":["a\`, "casework.package[0]", "an escape that is none"},

		{`{"version":1,"casework":{"package":["\u00`, "casework.package[0]", "an escape that is none"},

		// The offset is that of what is wrong, however it is called.
		{`{"version":1} x`, "", "at byte 14 (column 15)"},
		{`{"version":1} true`, "", "at byte 14 (column 15)"},
		{"{\"version\":1,\n \"casework\": {\"package\":[\"ö\" x", "casework.package", "at byte 44 (line 2, column 30)"},
		{`{"version":1 null}`, "", "at byte 13"},
		{`{"version":1,false:1}`, "", "at byte 13"},

		{`{}`, "version", "is missing"},
		{`{"casework":{}}`, "version", "is missing"},
		{`{"version":2}`, "version", "is 2; want 1"},
		{`{"version":0}`, "version", "is 0; want 1"},
		{`{"version":-1}`, "version", "is -1; want 1"},
		{`{"version":11}`, "version", "is 11; want 1"},
		{`{"version":1.0}`, "version", `is "1.0"; want a whole number`},
		{`{"version":1e0}`, "version", `is "1e0"; want a whole number`},
		{`{"version":99999999999999999999}`, "version", "want a whole number"},
		{`{"version":01}`, "version", ""},
		{`{"version":+1}`, "version", "the character '+'"},
		{`{"version":"1"}`, "version", "is a text; want a number"},
		{`{"version":true}`, "version", "want a number"},
		{`{"version":null}`, "version", "is null"},
		{`{"version":1,"version":1}`, "version", "is given twice"},
		{`{"version":1,"\u0076ersion":1}`, "version", "is given twice"},
		{`{"version":1,"Version":1}`, "Version", `is no member here; want "version", "sharing"`},
		{`{"version":1,"Casework":{}}`, "Casework", "is no member here"},
		{`{"version":1,"casework":{},"casework":{}}`, "casework", "is given twice"},
		{`{"version":1,"casework":{"package":[],"package":[]}}`, "casework.package", "is given twice"},
		{`{"version":1,"casework":{"sharedMayShare":false,"shared\u004dayShare":false}}`, "casework.sharedMayShare", "is given twice"},
		{`{"version":1,"casework":null}`, "casework", "is null"},
		{`{"version":1,"casework":[]}`, "casework", "is an array; want an object"},
		{`{"version":1,"casework":{"Package":[]}}`, "casework.Package", `want "package", "sharedMayShare"`},
		{`{"version":1,"casework":{"":[]}}`, `casework[""]`, "is no member here"},
		{`{"version":1,"a b":{}}`, `["a b"]`, "is no member here"},
		{`{"version":1,"roles":{"catalog":""}}`, "roles.catalog", `is ""; want "portal"`},
		{`{"version":1,"roles":{"define":[{}]}}`, "roles.define[0].name", "is missing"},
		{`{"version":1,"roles":{"define":[{"name":"a"},{"name":""}]}}`, "roles.define[1].name", "is empty"},
		{`{"version":1,"sharing":{"rules":[{"id":"a","viewers":[],"sharers":["00000*"]}]}}`, "sharing.rules[0].viewers", "is empty"},
		{`{"version":1,"sharing":{"rules":[{"id":"a","viewers":["00000-1"],"sharers":["00000*"]}]}}`, "sharing.rules[0].viewers[0]", "neither a customer number nor a group"},
		{`{"version":1,"profile":{"profiles":[{"name":"a","forms":{"F 1":{},"F\u00201":{}}}]}}`, `profile.profiles[0].forms["F 1"]`, "is given twice"},
		{`{"version":1,"profile":{"profiles":[{"name":"a","forms":{` + quote(strings.Repeat("é", 128)+"a") + `:{}}}]}}`,
			`profile.profiles[0].forms["` + strings.Repeat("é", 20) + `"…]`, "has a name of 257 bytes; want at most 256"},
		// One finding of a section that can be read and makes no sense.
		{`{"version":1,"profile":{"forms":["F1"],"profiles":[{"name":"a","forms":{"F1":{"read":"none","sharePublicly":true}}}]}}`,
			"profile.profiles[0].forms.F1.sharePublicly", "is on where read is none"},
		{`{"version":1,"profile":{"profiles":[{"name":"a","forms":{"":{}}}]}}`, `profile.profiles[0].forms[""]`, "is no form"},
		{`{"version":1,"casework":{"package":[""]}}`, "casework.package[0]", "is empty"},
	} {
		wantFault(t, policyError(t, test.text), test.path, test.words)
	}
}

// Everything that is wrong with the form of a document is told at once, and with what
// makes no sense in the sections that have none of that.
func TestEveryFaultOfADocumentIsTold(t *testing.T) {
	const forms = `is no form of the site; want "F1"`
	for text, want := range map[string][]string{
		`{"version":1,"roles":{"bla":{"x":[1]},"catalog":5,"approverSignsIn":"yes","define":[{"name":"","grants":[{"kind":"k"},7,{},{"kind":7}]}]},"profil":[[]],"casework":{"package":["a",2,"b",true,{}]}}`: {
			`roles.bla: is no member here; want "catalog", "approverSignsIn", "samePersonSignedIn", "fourEyes", "define"`,
			"roles.catalog: is a number; want a text",
			"roles.approverSignsIn: is a text; want true or false",
			"roles.define[0].name: is empty",
			"roles.define[0].grants[0].actions: is missing",
			"roles.define[0].grants[0].over: is missing",
			"roles.define[0].grants[1]: is a number; want an object",
			"roles.define[0].grants[2].kind: is missing",
			"roles.define[0].grants[2].actions: is missing",
			"roles.define[0].grants[2].over: is missing",
			"roles.define[0].grants[3].kind: is a number; want a text",
			"roles.define[0].grants[3].actions: is missing",
			"roles.define[0].grants[3].over: is missing",
			`profil: is no member here; want "version", "sharing", "roles", "profile", "casework"`,
			"casework.package[1]: is a number; want a text",
			"casework.package[3]: is true or false; want a text",
			"casework.package[4]: is an object; want a text",
		},
		// What makes no sense is told of sections that could be read, and of no others.
		`{"casework":{"package":["a","a"]},"profile":{"forms":["F1",1,"F1"],"profiles":[{"name":"p","forms":{"F9":{"read":"al"}}}]}}`: {
			"profile.forms[1]: is a number; want a text",
			`profile.profiles[0].forms.F9.read: "al" is no scope; want none, registered, involved, workspace or all`,
			"version: is missing",
			`casework.package[1]: "a" is package[0] already`,
		},
		`{"version":1,"profile":{"forms":["F1"],"profiles":[{"name":"p","forms":{"F9":{}}}]},"x":0}`: {
			`x: is no member here; want "version", "sharing", "roles", "profile", "casework"`,
			"profile.profiles[0].forms.F9: " + forms,
		},
		`{"version":1,"profile":{"profiles":[{"name":"p","forms":{"F1":{"raed":"all","raed":"all"},"F1":{}}}]}}`: {
			`profile.profiles[0].forms.F1.raed: is no member here; want "read", "change", "delete", "register", "changeForm", "sharePublicly", "changeClosed"`,
			`profile.profiles[0].forms.F1.raed: is no member here; want "read", "change", "delete", "register", "changeForm", "sharePublicly", "changeClosed"`,
			"profile.profiles[0].forms.F1: is given twice",
		},
		// Where the text is no JSON, nothing is known of what follows.
		`{"version":1,"casework":{"package":[1,2 3,4]},"x":0}`: {
			"casework.package[0]: is a number; want a text",
			"casework.package[1]: is a number; want a text",
		},
		`{"version":1,"casework":{"package":[1],"sharedMayShare":tru},"x":0}`: {
			"casework.package[0]: is a number; want a text",
			"casework.sharedMayShare: is the character 't'; want true or false",
		},
		// Nor does space before what follows a value keep it from being read.
		"{\"version\":1 ,\"casework\":{\"package\":[1 ,2\n, [ ] \t] , \"x\" : 0 } , \"y\":0 }": {
			"casework.package[0]: is a number; want a text",
			"casework.package[1]: is a number; want a text",
			"casework.package[2]: is an array; want a text",
			`casework.x: is no member here; want "package", "sharedMayShare", "stewards"`,
			`y: is no member here; want "version", "sharing", "roles", "profile", "casework"`,
		},
		`{"version":1,"casework":{"package":[1,2]},"x":0}`: {
			"casework.package[0]: is a number; want a text",
			"casework.package[1]: is a number; want a text",
			`x: is no member here; want "version", "sharing", "roles", "profile", "casework"`,
		},
		`{"version":1,"x":7]`: {
			`x: is no member here; want "version", "sharing", "roles", "profile", "casework"`,
			`want a comma or '}', not the character ']', at byte 18 (column 19)`,
		},
		`{"x":0,"version":1} {}`: {
			`x: is no member here; want "version", "sharing", "roles", "profile", "casework"`,
			"unexpected an object after the end at byte 20 (column 21)",
		},
		// What another version has is not known.
		`{"x":0,"version":2,"casework":{"y":0}}`: {"version: is 2; want 1"},
	} {
		var got []string
		for _, f := range access.Findings(policyError(t, text)) {
			got = append(got, strings.TrimPrefix(f.Error(), "wire: "))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: - want, + got:\n%s", text, diff)
		}
	}
	many := policyError(t, `{"version":1,"casework":{"package":[`+strings.Repeat("1,", 100_000)+`1]}}`)
	if found := access.Findings(many); len(found) != 1001 || found[1000].Problem != "and 99001 more" {
		t.Errorf("%d findings", len(found))
	}
}

// What is no number is not called one.
func TestVersionThatIsNearlyANumber(t *testing.T) {
	for _, text := range []string{"-", "1.", "-x", "1e", "1e+", "-.5"} {
		err := policyError(t, `{"version":`+text+`}`)
		if err == nil || strings.Contains(err.Error(), "is a number; want a number") {
			t.Errorf("%s: the error is %v", text, err)
		}
	}
}

func TestFaultsAreToldInFull(t *testing.T) {
	for text, want := range map[string]string{
		`{"version":1.}`: "wire: version: is a number that has no end; want a number",
		`{"version":1e}`: "wire: version: is a number that has no end; want a number",
		`{"version":9}`:  "wire: version: is 9; want 1",
		`{"version":09}`: "wire: version: begins with a zero, which a number does not; want it without",
		`{"version":1,"sharing":{"rules":[{"id":"r","viewers":["1"],"sharers":["00001"]}]}}`: `wire: sharing.rules[0].viewers[0]: "1" is neither a customer number nor a group; want nnnnn-nn, nnnnn or nnnnn*`,
		`{"version":1,"casework":{"package":9}}`:                                             "wire: casework.package: is a number; want an array",
	} {
		if err := policyError(t, text); err == nil || err.Error() != want {
			t.Errorf("%s:\n\t%v, want\n\t%s", text, err, want)
		}
	}
}

// badly is an area whose section is refused for several reasons, told in words of its own.
type badly struct{ stub }

func (badly) ReadSection(d *wire.Decoder) (access.Authority, error) {
	d.Object()
	a, b := &access.InvalidError{Package: "own", Path: "a", Problem: "is odd"}, &access.InvalidError{Package: "own", Path: "b[0]", Problem: "is even"}
	return nil, fmt.Errorf("the section is broken: %w", errors.Join(a, b))
}

func TestEverythingThatAnAreaFindsIsReportedHoweverItIsWrapped(t *testing.T) {
	_, err := wire.Codec{badly{stub{name: "own"}}}.DecodePolicy([]byte(`{"version":1,"own":{}}`))
	invalidtest.Expect(t, err, []access.InvalidError{
		{Package: "wire", Path: "own.a", Problem: "is odd"},
		{Package: "wire", Path: "own.b[0]", Problem: "is even"},
	})
}

// What is wrong with the values of sections is told all at once.
func TestEverythingWrongWithSectionsIsReported(t *testing.T) {
	err := policyError(t, `{"version":1,"casework":{"package":["a","a",""]},"sharing":{"rules":[`+
		`{"id":"r","viewers":["00000*"],"sharers":["00000*"]},{"id":"r","viewers":["00000*"],"sharers":["00000*"]}]},`+
		`"roles":{"define":[{"name":"editor","grants":[{"kind":"profile.case","actions":["read"],"over":"org"},{"kind":"sharing.x","actions":["y"],"over":"own"}]}]}}`)
	invalidtest.ExpectAt(t, err, "wire", "casework.package[1]", "casework.package[2]", "sharing.rules[1].id", "roles", "roles")
}

func TestKindsOfOtherAreas(t *testing.T) {
	role := place{text: `{"version":1,"roles":{"define":[{"name":"a","grants":[{"kind":"@","actions":["x"],"over":"own"}]}]}}`}
	for _, kind := range []string{"sharing.result", "profile.anything", "casework.", "sharing"} {
		wantFault(t, policyError(t, role.with(kind)), "roles", `decides about the kind "`+kind+`", which is of the area`)
	}
	for _, kind := range []string{"sharings", "sharings.result", "other.sharing", ".sharing", "Sharing.result", "library.document"} {
		decodePolicy(t, role.with(kind))
	}
	wantFault(t, policyError(t, role.with("roles.x")), "roles.define[0].grants[0].kind", "is none of the portal's kinds")
}

// A kind of one's own may have a point in it, as long as no area has the name before
// the point, whatever the number of areas.
func TestAKindOfNoAreaIsOnesOwn(t *testing.T) {
	const text = `{"version":1,"roles":{"define":[{"name":"editor","grants":[{"kind":"own.todo","actions":["read"],"over":"org"}]}]}}`
	p := decodePolicy(t, text)
	member := &roles.Member{Org: "A", Roles: []string{"editor"}}
	if d := p.Check(access.Subject{User: "anna", Facts: []access.Fact{member}}, "read", &roles.Record{Type: "own.todo", ID: "1", Org: "A"}); !d.Allowed {
		t.Errorf("got %v", d)
	}
	if _, err := codec.EncodePolicy(p); err != nil {
		t.Error(err)
	}
	two := wire.Codec{roles.Area{}, sharing.Area{}}
	if _, err := two.DecodePolicy([]byte(text)); err != nil {
		t.Error(err)
	}
}

// Two areas may name one kind without a dot; then too every finding is of the
// documented type.
func TestOneKindOfTwoAreas(t *testing.T) {
	todos := append(wire.Codec{stub{"todos", &library{kinds: []access.Kind{"todo"}}}}, codec...)
	_, err := todos.DecodePolicy([]byte(`{"version":1,"todos":{},"roles":{"define":[{"name":"a","grants":[{"kind":"todo","actions":["x"],"over":"own"}]}]}}`))
	if err == nil {
		t.Fatal("a policy in which two areas decide about one kind is accepted")
	}
	invalidtest.Findings(t, err, "wire")
}

func TestAuthoritiesComeInTheOrderOfTheCodec(t *testing.T) {
	p := decodePolicy(t, `{"casework":{},"profile":{},"version":1,"sharing":{}}`)
	var got []access.Kind
	for a := range p.Authorities() {
		got = append(got, a.Kinds()[0])
	}
	if len(got) != 3 || got[0] != sharing.KindResult || got[1] != profile.KindCase || got[2] != casework.KindClient {
		t.Errorf("the authorities are those of %v", got)
	}
}

func TestCodecWhoseAreasCannotBeToldApart(t *testing.T) {
	for name, test := range map[string]struct {
		codec wire.Codec
		want  string
	}{
		"twice":      {wire.Codec{sharing.Area{}, stub{name: "x"}, sharing.Area{}}, `wire: two areas are named "sharing"`},
		"nil":        {wire.Codec{sharing.Area{}, nil}, "wire: area 1 is nil or has no name of its own"},
		"no name":    {wire.Codec{stub{}}, "wire: area 0 is nil or has no name of its own"},
		"version":    {wire.Codec{stub{name: "version"}}, "wire: area 0 is nil or has no name of its own"},
		"signedIn":   {wire.Codec{stub{name: "signedIn"}}, "wire: area 0 is nil or has no name of its own"},
		"nil at all": {wire.Codec{nil}, "wire: area 0 is nil or has no name of its own"},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := test.codec.DecodePolicy([]byte(`{"version":1}`)); err == nil || err.Error() != test.want {
				t.Errorf("DecodePolicy: %v, want %s", err, test.want)
			}
			if _, err := test.codec.EncodePolicy(new(access.Policy)); err == nil || err.Error() != test.want {
				t.Errorf("EncodePolicy: %v, want %s", err, test.want)
			}
			orderly(t, func() {
				if _, err := test.codec.DecodeRequest(nil, []byte(question)); err == nil || err.Error() != test.want {
					t.Errorf("DecodeRequest: %v, want %s", err, test.want)
				}
			})
		})
	}
	if _, err := (wire.Codec{}).DecodePolicy([]byte(`{"version":1}`)); err != nil {
		t.Errorf("a codec without areas: %v", err)
	}
}

func TestEncodePolicyRefuses(t *testing.T) {
	rules, err := sharing.NewRules()
	if err != nil {
		t.Fatal(err)
	}
	catalog, err := roles.NewCatalog(roles.Config{Define: []roles.Role{
		{Name: "a", Grants: []roles.Grant{{Kind: "sharing.result", Actions: []access.Action{"view"}, Over: roles.OverOrg}}},
	}})
	if err != nil {
		t.Fatal(err)
	}
	first, second := &library{kinds: []access.Kind{"a"}}, &library{kinds: []access.Kind{"b"}}
	for name, test := range map[string]struct {
		codec       wire.Codec
		authorities []access.Authority
		want        string
	}{
		"nobody can write it":   {codec, []access.Authority{rules, first}, "wire: no area can write the authority *wire_test.library"},
		"two of one area":       {ownCodec, []access.Authority{first, second}, `wire: the policy has two authorities of the area "library"; a document has one section`},
		"rules never built":     {codec, []access.Authority{new(sharing.Rules)}, "wire: sharing: the sharing rules were never built"},
		"catalogue never built": {codec, []access.Authority{new(roles.Catalog)}, "wire: roles: the catalogue of roles was never built"},
		"site never built":      {codec, []access.Authority{new(profile.Site)}, "wire: profile: the site of the profiles was never built"},
		"practice never built":  {codec, []access.Authority{new(casework.Practice)}, "wire: casework: the practice was never built"},
		"text that is no UTF-8": {ownCodec, []access.Authority{&library{readers: []string{"a", "\xff"}}}, `wire: library.readers[1]: "\xff" is not valid UTF-8 and cannot be written`},
		"kinds of another's":    {codec, []access.Authority{catalog}, `wire: roles: decides about the kind "sharing.result", which is of the area "sharing"`},
	} {
		t.Run(name, func(t *testing.T) {
			p, err := access.NewPolicy(test.authorities...)
			if err != nil {
				t.Fatal(err)
			}
			text, err := test.codec.EncodePolicy(p)
			if err == nil || text != nil || err.Error() != test.want {
				t.Errorf("EncodePolicy = %s, %v; want the error %s", text, err, test.want)
			}
		})
	}
	if text, err := codec.EncodePolicy(nil); err == nil || text != nil {
		t.Errorf("the nil policy is written as %s, %v", text, err)
	}
}
