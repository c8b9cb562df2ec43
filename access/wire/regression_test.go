package wire_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lupa.example/access"
)

// Readers that match the names of members by folding case take U+017F for s and U+212A
// for k: what one reader passes over, another acts on.
func TestNamesOfMembersAreNotFolded(t *testing.T) {
	for _, fold := range []*strings.Replacer{
		strings.NewReplacer("k", "\u212a"), strings.NewReplacer("s", "\u017f"), strings.NewReplacer("i", "ı"), strings.NewReplacer("e", "e\u0301"),
		strings.NewReplacer("a", "а"), strings.NewReplacer("e", "e\u200b"), strings.NewReplacer("o", "O"), strings.NewReplacer("e", "e "), strings.NewReplacer("e", " e"),
	} {
		for _, test := range []struct {
			text, name string
			fault      func(testing.TB, string) error
		}{
			{`{"version":1,"@":{"package":[],"sharedMayShare":true}}`, "casework", policyError},
			{`{"version":1,"casework":{"@":["a"]}}`, "package", policyError},
			{`{"version":1,"roles":{"@":true}}`, "samePersonSignedIn", policyError},
			{`{"@":{"type":"user","id":"anna"},"action":{"name":"view"},"resource":{"type":"x","id":"1"}}`, "subject", requestError},
			{`{"subject":{"type":"user","id":"anna"},"action":{"name":"view"},"@":{"type":"x","id":"1"}}`, "resource", requestError},
			{`{"subject":{"type":"user","id":"anna"},"action":{"name":"view"},"resource":{"type":"casework.client","id":"1","properties":{"org":"O1","@":"anna"}}}`, "responsible", requestError},
		} {
			folded := fold.Replace(test.name)
			if folded == test.name {
				continue
			}
			if err := test.fault(t, strings.ReplaceAll(test.text, "@", folded)); err == nil {
				t.Errorf("%q is read as %q", folded, test.name)
			}
		}
	}
}

// Readers that fill a value which was used before keep what the text does not name:
// the last question's facts go with the next one.
func TestAQuestionKeepsNothingOfTheOneBefore(t *testing.T) {
	const bare = `{"subject":{"type":"user","id":"anna"},"action":{"name":"read"},"resource":{"type":"profile.case","id":"K1",` +
		`"properties":{"form":"F1","registeredBy":"bo","workspace":"W2"}}}`
	first := decodeRequest(t, bare)
	decodeRequest(t, question)
	requestError(t, strings.TrimSuffix(question, "}"))
	second := decodeRequest(t, bare)
	if diff := cmp.Diff(first, second); diff != "" {
		t.Errorf("the same text is read otherwise (-first +second):\n%s", diff)
	}
	if second.Subject.Facts != nil || second.Subject.SignIn != access.SignInUnknown {
		t.Errorf("of a subject without properties: %+v", second.Subject)
	}
}

// Readers that take one of two members leave it to their order which question is
// asked, and a proxy before them may have checked the other.
func TestAQuestionIsReadInOneWay(t *testing.T) {
	const whole = `{"subject":{"type":"user","id":"anna","properties":{"casework":{"org":"O1"}}},"action":{"name":"view"},` +
		`"resource":{"type":"casework.client","id":"C1","properties":{"org":"O1","responsible":"bo","shared":["cia"]}}}`
	decodeRequest(t, whole)
	for old, twice := range map[string]string{
		`"id":"anna"`:                       `"id":"anna","id":"bo"`,
		`"type":"user"`:                     `"type":"user","\u0074ype":"user"`,
		`"properties":{"casework"`:          `"properties":{},"properties":{"casework"`,
		`"casework":{"org":"O1"}`:           `"casework":{"org":"O2"},"casework":{"org":"O1"}`,
		`{"org":"O1"}`:                      `{"org":"O1","org":"O1"}`,
		`"name":"view"`:                     `"name":"view","name":"transfer"`,
		`"action":{"name":"view"}`:          `"action":{"name":"edit"},"action":{"name":"view"}`,
		`"type":"casework.client"`:          `"type":"casework.client","type":"casework.session"`,
		`"responsible":"bo"`:                `"responsible":"anna","responsible":"bo"`,
		`"shared":["cia"]`:                  `"shared":["anna"],"shared":["cia"]`,
		`"properties":{"org":"O1","respons`: `"properties":null,"properties":{"org":"O1","respons`,
	} {
		if strings.Count(whole, old) != 1 {
			t.Fatalf("%s stands %d times in the question", old, strings.Count(whole, old))
		}
		if err := requestError(t, strings.Replace(whole, old, twice, 1)); err == nil {
			t.Errorf("%s is read", twice)
		}
	}
	for _, after := range []string{whole, "{}", "null", "]", "}", ",", "\x00", "//", "\ufeff", `{"decision":true}`} {
		if err := requestError(t, whole+after); err == nil {
			t.Errorf("a question is read with %.20q after it", after)
		}
	}
	decodeRequest(t, " \n"+whole+"\t\r\n ")
}

// Readers that build what they then ignore, or that go down with every bracket, are
// brought to a halt by one question.
func TestHugeQuestionsAreReadOrRefused(t *testing.T) {
	const text = `{@"subject":{"type":"user","id":"anna"},"action":{"name":"view"},"resource":{"type":"x","id":"1"}}`
	with := func(more string) string { return strings.ReplaceAll(text, "@", more) }
	const n = 100_000
	decodeRequest(t, with(strings.Repeat(`"x":[{"y":"z"},1.5e3,null],`, n)))
	decodeRequest(t, with(`"x":"`+strings.Repeat("long ", n)+`",`))
	decodeRequest(t, with(`"`+strings.Repeat("name", n)+`":1,`))
	for _, nested := range []string{"[", `{"a":`, `[{"a":`} {
		if err := requestError(t, with(`"x":`+strings.Repeat(nested, n)+",")); err == nil || len(err.Error()) > 1000 {
			t.Errorf("%q nested %d times: the error has %d bytes", nested, n, len(err.Error()))
		}
	}
	if err := requestError(t, strings.Replace(text, `@"subject":{"type":"user","id":"anna"}`, `"subject":{"type":"user","id":"`+strings.Repeat("a", n)+`"}`, 1)); err == nil || len(err.Error()) > 1000 {
		t.Error("a name of any length is read")
	}
}
