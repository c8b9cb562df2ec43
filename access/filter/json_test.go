package filter_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"lupa.example/access"
	"lupa.example/access/filter"
)

func TestJSON(t *testing.T) {
	for _, test := range []struct {
		condition filter.Condition
		want      string
	}{
		{filter.Condition{}, `{"any":[]}`},
		{filter.Everything(), `{"all":[]}`},
		{filter.In("form", "F2", "F1"), `{"in":["form","F1","F2"]}`},
		{filter.Present("form", "client.org"), `{"present":["client.org","form"]}`},
		{filter.Is("closed", false), `{"is":["closed",false]}`},
		{filter.Has("users", "anna"), `{"has":["users","anna"]}`},
		{filter.Some("programAdministrators", filter.In("user", "anna")), `{"some":["programAdministrators",{"in":["user","anna"]}]}`},
		{filter.Some("l", filter.Everything()), `{"some":["l",{"all":[]}]}`},
		{filter.Differs("createdBy", "anna"), `{"differs":["createdBy","anna"]}`},
		{filter.Lacks("roles", filter.Has("roles", "orderer")), `{"lacks":["roles",{"has":["roles","orderer"]}]}`},
		{filter.AllOf(filter.In("a", "x"), filter.AnyOf(filter.Is("b", true), filter.Has("c", "\"\\\n\x00\u2028ä"))),
			`{"all":[{"in":["a","x"]},{"any":[{"is":["b",true]},{"has":["c","\"\\\n\u0000\u2028ä"]}]}]}`},
	} {
		got, err := json.Marshal(test.condition)
		if err != nil || string(got) != test.want {
			t.Errorf("%v: got %s and the error %v, want %s", test.condition, got, err, test.want)
		}
		var back filter.Condition
		if err := json.Unmarshal(got, &back); err != nil || !back.Equal(test.condition) {
			t.Errorf("%s: got %v and the error %v", got, back, err)
		}
	}
}

// What reading makes of conditions that are written otherwise than we do.
func TestJSONOfOthers(t *testing.T) {
	for text, want := range map[string]filter.Condition{
		` { "in" : [ "form" , "b", "", "a", "a" ] } ` + "\n": filter.In("form", "a", "b"),
		`{"in":["form"]}`:           filter.Nothing(),
		`{"present":[]}`:            filter.Everything(),
		`{"differs":["p",""]}`:      filter.Present("p"),
		`{"some":["l",{"any":[]}]}`: filter.Nothing(),
		`{"all":[{"all":[{"is":["f",true]}]},{"any":[{"any":[]}]}]}`: filter.Nothing(),
		`{"in":["p","\ud83d\ude00","\ufffd","\\ud800"]}`:             filter.In("p", "😀", "\ufffd", `\ud800`),
		`{"in":["p","\ud83d\ude00\ufffd\n"]}`:                        filter.In("p", "😀\ufffd\n"),
		`{"in":["p","�"]}`:                                           filter.In("p", "\ufffd"),
	} {
		var got filter.Condition
		if err := json.Unmarshal([]byte(text), &got); err != nil || !got.Equal(want) {
			t.Errorf("%s: got %v and the error %v, want %v", text, got, err, want)
		}
	}
}

func nested(levels int) string {
	return strings.Repeat(`{"some":["l",`, levels-1) + `{"all":[]}` + strings.Repeat(`]}`, levels-1)
}

func TestJSONThatIsRefused(t *testing.T) {
	for text, want := range map[string]string{
		``:                                    "filter: is the end of the text after byte 0",
		`null`:                                "filter: is null, which is never a value here; want an object",
		`{}`:                                  "filter: has no member; want one of all, any, in, present, is, has, some, differs, lacks",
		`[]`:                                  "filter: is an array; want an object",
		`{"not":[]}`:                          "filter: not: is no condition; want one of all, any, in, present, is, has, some, differs, lacks",
		`{"ALL":[]}`:                          "filter: ALL: is no condition; want one of all, any, in, present, is, has, some, differs, lacks",
		`{"all":{}}`:                          "filter: all: is an object; want an array",
		`{"all":null}`:                        "filter: all: is null, which is never a value here; want an array",
		`{"all":[null]}`:                      "filter: all[0]: is null, which is never a value here; want an object",
		`{"all":["a"]}`:                       `filter: all[0]: is the text "a"; want an object`,
		`{"all":[],"all":[]}`:                 `filter: all: is followed by the text "all"; want no other member`,
		`{"all":[],"any":[]}`:                 `filter: all: is followed by the text "any"; want no other member`,
		`{"any":[{"all":[]},{"in":["p",1]}]}`: "filter: any[1].in[1]: is a number; want a text",
		`{"in":[]}`:                           "filter: in[0]: is the end of an array; want a text",
		`{"in":[""]}`:                         "filter: in[0]: is empty; want the name of a property",
		`{"in":["p","a",null]}`:               "filter: in[2]: is null, which is never a value here; want a text",
		`{"in":["p",["a"]]}`:                  "filter: in[1]: is an array; want a text",
		`{"in":["p","\ud800"]}`:               "filter: in[1]: the text \"�\" holds invalid UTF-8 or half of a surrogate pair",
		`{"in":["p","\udc00"]}`:               "filter: in[1]: the text \"�\" holds invalid UTF-8 or half of a surrogate pair",
		`{"in":["p","\udc00\ud800"]}`:         "filter: in[1]: the text \"��\" holds invalid UTF-8 or half of a surrogate pair",
		`{"in":["p","\ud83d\u0041"]}`:         "filter: in[1]: the text \"�A\" holds invalid UTF-8 or half of a surrogate pair",
		`{"in":["p","\ud83d\ude00\ud83d"]}`:   "filter: in[1]: the text \"😀�\" holds invalid UTF-8 or half of a surrogate pair",
		`{"in":["p","\\\ud83d"]}`:             "filter: in[1]: the text \"\\\\�\" holds invalid UTF-8 or half of a surrogate pair",
		`{"in":["p","\ud83d \ude00"]}`:        "filter: in[1]: the text \"� �\" holds invalid UTF-8 or half of a surrogate pair",
		`{"in":["p","\ud83d\ndc00"]}`:         "filter: in[1]: the text \"�\\ndc00\" holds invalid UTF-8 or half of a surrogate pair",
		`{"in":["p","\ud83d udc00"]}`:         "filter: in[1]: the text \"� udc00\" holds invalid UTF-8 or half of a surrogate pair",
		"{\"in\":[\"p\",\"\xff\"]}":           "filter: in[1]: the text \"�\" holds invalid UTF-8 or half of a surrogate pair",
		"{\"\xff\":[]}":                       "filter: the text \"�\" holds invalid UTF-8 or half of a surrogate pair",
		`{"present":[""]}`:                    "filter: present[0]: is empty; want the name of a property",
		`{"present":["p",true]}`:              "filter: present[1]: is true or false; want a text",
		`{"present":["p",true,"q"]}`:          "filter: present[1]: is true or false; want a text",
		`{"al`:                                "filter: is the end of the text after byte 1",
		strings.Repeat(`{"lacks":["l",`, 17) + `{"all":[]}` + strings.Repeat(`]}`, 17): "filter: " + strings.TrimSuffix(strings.Repeat("lacks[1].", 16), ".") + ": is nested deeper than 16",
		`{"is":["f"]}`:                            "filter: is[1]: is the end of an array; want true or false",
		`{"is":["f","true"]}`:                     `filter: is[1]: is the text "true"; want true or false`,
		`{"is":["f",null]}`:                       "filter: is[1]: is null, which is never a value here; want true or false",
		`{"is":["f",true,true]}`:                  "filter: is: has a value too many",
		`{"differs":["p"]}`:                       "filter: differs[1]: is the end of an array; want a text",
		`{"differs":["p","a","b"]}`:               "filter: differs: has a value too many",
		`{"some":["l"]}`:                          "filter: some[1]: is the end of an array; want an object",
		`{"some":["l",{"in":["p"]},{}]}`:          "filter: some: has a value too many",
		`{"lacks":["l",{"some":["m",{"x":[]}]}]}`: "filter: lacks[1].some[1].x: is no condition; want one of all, any, in, present, is, has, some, differs, lacks",
		`{"all":[]} {}`:                           "filter: is followed by an object; want nothing after its end",
		`{"all":[]}]`:                             "filter: is followed by no JSON (",
		`{"all":[]`:                               "filter: all: is the end of the text after byte 9",
		`{"all":[,]}`:                             "filter: all[0]: is no JSON (",
		`{"all" []}`:                              "filter: all: is no JSON (",
		"\ufeff{\"all\":[]}":                      "filter: is no JSON (",
		nested(17):                                "filter: " + strings.TrimSuffix(strings.Repeat("some[1].", 16), ".") + ": is nested deeper than 16",

		// A number that no float64 holds is told as shortly as any other.
		`{"in":["p",` + strings.Repeat("9", 400) + `]}`: "filter: in[1]: is a number; want a text",
	} {
		c := filter.In("kept", "as it was")
		err := c.UnmarshalJSON([]byte(text))
		var invalid *access.InvalidError
		// What is no JSON is told in the words of encoding/json, which may change.
		same := err != nil && (err.Error() == want || strings.HasSuffix(want, "no JSON (") && strings.HasPrefix(err.Error(), want))
		if !same || !errors.As(err, &invalid) {
			t.Errorf("%s: got the error %v, want %s", text, err, want)
		}
		if !c.Equal(filter.In("kept", "as it was")) {
			t.Errorf("%s: the condition became %v", text, c)
		}
	}
}

func TestJSONDepth(t *testing.T) {
	var c filter.Condition
	if err := json.Unmarshal([]byte(nested(16)), &c); err != nil {
		t.Fatal(err)
	}
	if text, err := json.Marshal(c); err != nil || string(text) != nested(16) {
		t.Errorf("got %s and the error %v", text, err)
	}
	if _, err := json.Marshal(filter.Some("l", c)); err == nil {
		t.Error("a condition was written that cannot be read")
	}
	if err := c.UnmarshalJSON([]byte(strings.Repeat(`{"all":[`, 1_000_000))); err == nil {
		t.Error("a million conditions within each other were read")
	}
}

// The character that stands for what is no text may itself be written, and escapes be near.
func TestJSONOfTheReplacementCharacter(t *testing.T) {
	for text, want := range map[string]string{
		`�`:               "\ufffd",
		`\ufffd`:          "\ufffd",
		`�\\ud800`:        "\ufffd\\ud800",
		`�\ud83d\ude00`:   "\ufffd😀",
		`\ud83d\ude00�`:   "😀\ufffd",
		`\ud83d\ude00\\�`: "😀\\\ufffd",
		`�\n\u0041\"`:     "\ufffd\nA\"",
	} {
		var c filter.Condition
		if err := c.UnmarshalJSON([]byte(`{"in":["p","` + text + `"]}`)); err != nil || !c.Equal(filter.In("p", want)) {
			t.Errorf("%s: got %v, error %v", text, c, err)
		}
	}
}

func TestJSONOfTextThatIsNone(t *testing.T) {
	for _, c := range []filter.Condition{filter.In("p", "\xff"), filter.Present("\xff"), filter.Some("l", filter.Differs("p", "a\xc0"))} {
		if text, err := c.MarshalJSON(); err == nil {
			t.Errorf("%v was written as %s", c, text)
		}
	}
	const want = `filter: the text "\xff" is not valid UTF-8 and cannot be written`
	if _, err := filter.In("p", "\xff").MarshalJSON(); err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestJSONRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := exprs(3).Draw(t, "condition").built
		text, err := json.Marshal(c)
		if err != nil {
			if utf8.ValidString(c.String()) && !strings.Contains(c.String(), `\x`) {
				t.Fatal(err)
			}
			return
		}
		var back filter.Condition
		if err := json.Unmarshal(text, &back); err != nil || !back.Equal(c) {
			t.Fatalf("%s: got %v and the error %v, want %v", text, back, err, c)
		}
	})
}

func FuzzUnmarshalJSON(f *testing.F) {
	for _, text := range []string{
		`{"all":[{"in":["form","F1","F2"]},{"any":[{"is":["closed",false]},{"has":["users","anna"]}]}]}`,
		`{"some":["roles",{"present":["org"]}]}`, `{"lacks":["roles",{"differs":["org","\ud83d\ude00"]}]}`,
		`{"any":[]}`, `{"all":[]} x`, `null`, nested(17), "{\"in\":[\"p\",\"\xff\"]}",
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var c filter.Condition
		if err := c.UnmarshalJSON(data); err != nil {
			if len(access.Findings(err)) != 1 {
				t.Fatalf("the error %v is no finding", err)
			}
			return
		}
		if !json.Valid(data) || !utf8.Valid(data) {
			t.Fatalf("%q was read", data)
		}
		text, err := json.Marshal(c)
		if err != nil {
			t.Fatal(err)
		}
		var back filter.Condition
		if err := json.Unmarshal(text, &back); err != nil || !back.Equal(c) {
			t.Fatalf("%s: got %v and the error %v, want %v", text, back, err, c)
		}
		filter.Match(c, byHand{new(thing)})
	})
}
