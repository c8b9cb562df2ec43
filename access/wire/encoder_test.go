package wire_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"lupa.example/access"
	"lupa.example/access/wire"
)

func TestDocumentsAreCanonical(t *testing.T) {
	for written, want := range map[string]string{
		document: document,
		strings.NewReplacer(",", " ,\n", ":", "\t: ", "F1", `F\u0031`, "officer", `\u006Ffficer`).Replace(document): document,
		// Sections, members and names that are data in other orders.
		`{"casework":{"sharedMayShare":true},"sharing":{},"version":1}`: `{"version":1,"sharing":{"rules":[]},"casework":{"package":[],"sharedMayShare":true}}`,
		`{"version":1,"profile":{"profiles":[{"forms":{"b":{},"a":{"read":"all"}},"name":"x"}],"forms":["b","a"]}}`: `{"version":1,"profile":{"forms":["b","a"],"profiles":[{"name":"x","cases":false,"administrator":false,"freeText":false,"queryBuilder":false,"forms":{` +
			`"a":{"read":"all","change":"none","delete":"none","register":false,"changeForm":false,"sharePublicly":false,"changeClosed":false},` +
			`"b":{"read":"none","change":"none","delete":"none","register":false,"changeForm":false,"sharePublicly":false,"changeClosed":false}}}]}}`,
		// The catalogue is left out where it is none.
		`{"version":1,"roles":{}}`:                        `{"version":1,"roles":{"approverSignsIn":false,"samePersonSignedIn":false,"define":[]}}`,
		`{"version":1,"roles":{"catalog":"portal"}}`:      `{"version":1,"roles":{"catalog":"portal","approverSignsIn":false,"samePersonSignedIn":false,"define":[]}}`,
		`{"version":1,"roles":{"define":[{"name":"a"}]}}`: `{"version":1,"roles":{"approverSignsIn":false,"samePersonSignedIn":false,"define":[{"name":"a","signIn":false,"grants":[]}]}}`,
		`{"version":1}`: `{"version":1}`,
		`{"version":1,"casework":{"package":["\"\\\/\b\f\n\r\t\u0000\u001f\u007F\u2028<>&é\ud83d\ude00"]}}`: `{"version":1,"casework":{"package":["\"\\/\u0008\u000c\n\r\t\u0000\u001f` + "\x7f\u2028<>&é😀" + `"],"sharedMayShare":false}}`,
	} {
		for _, text := range []string{written, want} {
			got, err := codec.EncodePolicy(decodePolicy(t, text))
			if err != nil || string(got) != want {
				t.Errorf("written as\n%s, %v\nwant\n%s", got, err, want)
			}
			if !json.Valid(got) {
				t.Errorf("written as what is no JSON: %s", got)
			}
		}
	}
}

// The name of a section is written as the names of members are.
func TestSectionsAreNamedAsWritten(t *testing.T) {
	l := &library{kinds: []access.Kind{"a"}}
	p, err := access.NewPolicy(l)
	if err != nil {
		t.Fatal(err)
	}
	const want = `{"version":1,"a<b> & \"c\"":{}}`
	if got, err := (wire.Codec{stub{`a<b> & "c"`, l}}).EncodePolicy(p); err != nil || string(got) != want {
		t.Errorf("written as %s, error %v; want %s", got, err, want)
	}
}

func TestEncodeAnswer(t *testing.T) {
	for _, test := range []struct {
		decision access.Decision
		want     string
	}{
		{access.Decision{}, `{"decision":false,"context":{"reason":"","by":""}}`},
		{access.Allow("sharing/rule", "r1"), `{"decision":true,"context":{"reason":"sharing/rule","by":"r1"}}`},
		{access.Deny("profile/closed", "two\nlines, \"quoted\" \\ \x00 é"), `{"decision":false,"context":{"reason":"profile/closed","by":"two\nlines, \"quoted\" \\ \u0000 é"}}`},
		{access.Deny("x/y", "<b>&\u2028\u2029"), `{"decision":false,"context":{"reason":"x/y","by":"\u003cb\u003e\u0026\u2028\u2029"}}`},
		{access.Deny("x/y", "a\xffb\xc3"), `{"decision":false,"context":{"reason":"x/y","by":"a` + "\ufffdb\ufffd" + `"}}`},
		{access.Deny("x/y", strings.Repeat("a", 1000)), `{"decision":false,"context":{"reason":"x/y","by":"` + strings.Repeat("a", 1000) + `"}}`},
	} {
		got := string(wire.EncodeAnswer(test.decision))
		if got != test.want {
			t.Errorf("%v is written as\n%s\nwant\n%s", test.decision, got, test.want)
		}
		if back := readAnswer(t, got); back.Allowed != test.decision.Allowed || back.Reason != test.decision.Reason {
			t.Errorf("%s is read back as %v", got, back)
		}
	}
}

// readAnswer reads an answer as a client with another library would.
func readAnswer(t testing.TB, text string) access.Decision {
	t.Helper()
	var answer struct {
		Decision bool
		Context  struct {
			Reason access.Reason
			By     string
		}
	}
	if err := json.Unmarshal([]byte(text), &answer); err != nil {
		t.Fatalf("the answer %s: %v", text, err)
	}
	if strings.ContainsAny(text, "\n\r") {
		t.Errorf("the answer %q has more than one line", text)
	}
	return access.Decision{Allowed: answer.Decision, Reason: answer.Context.Reason, By: answer.Context.By}
}

// Names that are data come in their order, byte by byte, however many there are.
func TestNamesThatAreDataAreWrittenInOrder(t *testing.T) {
	names := strings.Split("Z a aa b c d e f g h i j k l m n o p q r s t u é", " ")
	want := `{"version":1,"probe":{"f":{"` + strings.Join(names, `":[],"`) + `":[]}}}`
	slices.Reverse(names)
	text := `{"version":1,"probe":{"f":{"` + strings.Join(names, `":[],"`) + `":[]}}}`
	c := probes(one(func(p *probe) wire.Field { return wire.TextsMap("f", &p.lists) }))
	p, err := c.DecodePolicy([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	if got, err := c.EncodePolicy(p); err != nil || string(got) != want {
		t.Errorf("written as %s, %v; want %s", got, err, want)
	}
}
