package wire_test

import (
	"strings"
	"testing"

	"lupa.example/access"
	"lupa.example/access/invalid/invalidtest"
	"lupa.example/access/wire"
)

// badTexts are what may not stand where a text is wanted.
var badTexts = map[string]struct{ value, words string }{
	"invalid UTF-8":               {"\"a\xff\"", "invalid UTF-8"},
	"invalid after an escape":     {"\"\\n\xff\"", "invalid UTF-8"},
	"half a character":            {"\"\xc3\"", "invalid UTF-8"},
	"continuation alone":          {"\"\x80\"", "invalid UTF-8"},
	"continuation amid letters":   {"\"a\x80b\"", "invalid UTF-8"},
	"overlong UTF-8":              {"\"\xc0\x80\"", "invalid UTF-8"},
	"surrogate in UTF-8":          {"\"\xed\xa0\x80\"", "invalid UTF-8"},
	"beyond Unicode":              {"\"\xf4\x90\x80\x80\"", "invalid UTF-8"},
	"character cut by an escape":  {"\"\xc3\\u00a9\"", "invalid UTF-8"},
	"high surrogate alone":        {`"\ud800"`, "surrogate"},
	"high surrogate, then text":   {`"\ud800abcdef"`, "surrogate"},
	"high surrogate, then no \\":  {`"\ud83dxude00"`, "surrogate"},
	"high surrogate, then no u":   {`"\ud83d\xde00"`, "surrogate"},
	"high surrogate, then escape": {`"\ud800\n0000"`, "surrogate"},
	"high surrogate, then letter": {`"\ud83d\u0061"`, "surrogate"},
	"two high surrogates":         {`"\ud800\ud800"`, "surrogate"},
	"low surrogate alone":         {`"\udc00"`, "surrogate"},
	"surrogates in wrong order":   {`"\ude00\ud83d"`, "surrogate"},
	"high surrogate, bad low":     {`"\ud83d\ude0g"`, "surrogate"},
	"high surrogate, short low":   {`"\ud83d\ude0"`, "surrogate"},
	"escape of three digits":      {`"\u061"`, "escape"},
	"escape of other digits":      {`"\u006g"`, "escape"},
	"escape with sign":            {`"\u+061"`, "escape"},
	"escape in capital":           {`"\U0061"`, "escape"},
	"escape in braces":            {`"\u{61}"`, "escape"},
	"escape in hexadecimal":       {`"\x61"`, "escape"},
	"escape in octal":             {`"\061"`, "escape"},
	"escaped apostrophe":          {`"\'"`, "escape"},
	"escaped letter":              {`"\a"`, "escape"},
	"escaped line's end":          {"\"\\\n\"", "escape"},
	"neighbours of digits":        {`"\u000/"`, "escape"},
	"neighbour of nine":           {`"\u000:"`, "escape"},
	"neighbours of capitals":      {`"\u000@"`, "escape"},
	"neighbour of F":              {`"\u000G"`, "escape"},
	"neighbours of letters":       {"\"\\u000`\"", "escape"},
	"NUL":                         {"\"\x00\"", "control character"},
	"tab":                         {"\"a\tb\"", "control character"},
	"line's end":                  {"\"a\nb\"", "control character"},
	"last control character":      {"\"\x1f\"", "control character"},
	"control after an escape":     {"\"\\n\x1f\"", "control character"},
	"single quotes":               {`'a'`, `the character '\''`},
	"typographic quotes":          {`“a”`, `the character '“'`},
	"no quotes":                   {`user`, `the character 'u'`},
	"word that begins as true":    {`truely`, "want "},
	"JavaScript":                  {`undefined`, `the character 'u'`},
	"not a number":                {`NaN`, `the character 'N'`},
	"line comment":                {"// c\n\"a\"", `the character '/'`},
	"block comment":               {`/* c */"a"`, `the character '/'`},
	"byte order mark":             {"\ufeff\"a\"", `the character '\ufeff'`},
	"no-break space":              {"\u00a0\"a\"", `the character '\u00a0'`},
	"form feed":                   {"\f\"a\"", `the character '\f'`},
	"nothing":                     {``, "is the character"},
	"comma":                       {`,"a"`, "the character ','"},
	"257 bytes":                   {quote(strings.Repeat("a", 257)), "is 257 bytes long"},
	"257 bytes of two-byte text":  {quote(strings.Repeat("é", 128) + "a"), "is 257 bytes long"},
	"257 bytes of escapes":        {quote(strings.Repeat(`\u00e9`, 128) + "a"), "is 257 bytes long"},
	"260 bytes of pairs":          {quote(strings.Repeat(`\ud83d\ude00`, 65)), "is 260 bytes long"},
	"1 MiB":                       {quote(strings.Repeat("a", 1<<20)), "is 1048576 bytes long"},
}

func TestTextIsReadStrictly(t *testing.T) {
	for where, p := range textPlaces {
		t.Run(where, func(t *testing.T) {
			for name, bad := range badTexts {
				t.Run(name, func(t *testing.T) {
					words := bad.words
					if name == "nothing" && strings.HasSuffix(p.path, "[1]") {
						t.Skip("a comma before the end is another fault")
					}
					err := p.fault(t, p.with(bad.value))
					wantFault(t, err, p.at(err), words)
				})
			}
			for value, words := range otherValues {
				wantFault(t, p.fault(t, p.with(value)), p.path, words)
			}
		})
	}
}

// goodTexts are ways to write a text, and the text.
var goodTexts = map[string]string{
	`"\u0061\u00E9\u00e9"`:                    "aéé",
	`"\u00A9\u00AF\u00Fa"`:                    "©¯ú",
	`"\"\\\/\b\f\n\r\t"`:                      "\"\\/\b\f\n\r\t",
	`"\ud83d\ude00\uD83D\uDE00😀"`:             "😀😀😀",
	`"\ud800\udc00\udbff\udfff"`:              "\U00010000\U0010ffff",
	`"\ud7ff\ue000\ufffd"`:                    "\ud7ff\ue000\ufffd",
	`"\u0000"`:                                "\x00",
	"\"\x7f\u2028\"":                          "\x7f\u2028",
	`"é\n"`:                                   "é\n",
	quote(strings.Repeat("a", 256)):           strings.Repeat("a", 256),
	quote(strings.Repeat("é", 128)):           strings.Repeat("é", 128),
	quote(strings.Repeat(`\u0061`, 256)):      strings.Repeat("a", 256),
	quote(strings.Repeat(`\ud83d\ude00`, 64)): strings.Repeat("😀", 64),
	" \t\r\n\"a\" \t\r\n":                     "a",
}

func TestTextIsReadAsWritten(t *testing.T) {
	p := textPlaces["subject of a request"]
	for value, want := range goodTexts {
		if got := decodeRequest(t, p.with(value)).Subject.User; got != want {
			t.Errorf("%s is read as %q, want %q", value, got, want)
		}
	}
	name := place{text: `{"version":1,"profile":{"forms":[@],"profiles":[{"name":"a","forms":{@:{}}}]}}`}
	for value := range goodTexts {
		decodePolicy(t, textPlaces["document"].with(value))
		decodePolicy(t, name.with(value))
	}
}

// memberPlaces are where a member can stand before others.
var memberPlaces = map[string]place{
	"document":            {`{@"version":1}`, "", policyError, ""},
	"section":             {`{"version":1,"casework":{@"package":[]}}`, "casework", policyError, ""},
	"names that are data": {`{"version":1,"profile":{"profiles":[{"name":"a","forms":{@"F":{}}}]}}`, "profile.profiles[0].forms", policyError, ""},
	"request":             {`{@"subject":{"type":"user","id":"a"},"action":{"name":"a"},"resource":{"type":"x","id":"1"}}`, "", requestError, ""},
	"facts":               {`{"subject":{"type":"user","id":"a","properties":{"casework":{@"org":"a"}}},"action":{"name":"a"},"resource":{"type":"casework.client","id":"1","properties":{"org":"a","responsible":"a"}}}`, "subject.properties.casework", requestError, ""},
	"resource":            {`{"subject":{"type":"user","id":"a"},"action":{"name":"a"},"resource":{@"type":"x","id":"1"}}`, "resource", requestError, ""},
	"known properties":    {`{"subject":{"type":"user","id":"a"},"action":{"name":"a"},"resource":{"type":"roles.agreement","id":"1","properties":{@"org":"a"}}}`, "resource.properties", requestError, ""},
	"unknown properties":  {`{"subject":{"type":"user","id":"a"},"action":{"name":"a"},"resource":{"type":"x","id":"1","properties":{@"org":"a"}}}`, "resource.properties", requestError, ""},
}

// What is wrong with a name or round it is wrong also where the member would be
// ignored.
func TestNamesAreReadStrictly(t *testing.T) {
	for where, p := range memberPlaces {
		t.Run(where, func(t *testing.T) {
			for member, words := range map[string]string{
				"\"\xff\":1,":      "invalid UTF-8",
				"\"\\n\xff\":1,":   "invalid UTF-8",
				`"\ud800":1,`:      "surrogate",
				"\"\x01\":1,":      "control character",
				`'a':1,`:           "name in quotes",
				`a:1,`:             "name in quotes",
				`1:1,`:             "name in quotes",
				`null:1,`:          "name in quotes",
				`,`:                "name in quotes",
				`/**/`:             "name in quotes",
				"\ufeff":           "name in quotes",
				`"a",`:             `colon after the name "a"`,
				`"a"=1,`:           `colon after the name "a"`,
				`"a"`:              `colon after the name "a"`,
				`"a`:               `colon after the name "a"`, // up to the next quotation mark
				"\"a\"\u00a0:1,":   `colon after the name "a"`,
				`["a"],`:           "name in quotes",
				`"a\` + "\n" + `"`: "escape",
			} {
				wantFault(t, p.fault(t, p.with(member)), p.path, words)
			}
		})
	}
}

func TestTruncatedTextIsAnError(t *testing.T) {
	for i := range len(document) {
		if err := policyError(t, document[:i]); err == nil {
			t.Errorf("a document is accepted without what follows %q", document[:i])
		} else {
			invalidtest.Findings(t, err, "wire")
		}
	}
	p := decodePolicy(t, document)
	for i := range len(question) {
		if _, err := codec.DecodeRequest(p, []byte(question[:i])); err == nil {
			t.Errorf("a request is accepted without what follows %q", question[:i])
		} else {
			invalidtest.Findings(t, err, "wire")
		}
	}
}

// Each byte in turn is made another one. Much of that is still valid: only a panic
// or an error of another type is wrong.
func TestDamagedTextIsRefusedInOrder(t *testing.T) {
	p := decodePolicy(t, document)
	for _, wrong := range []byte("\x00\xff\"\\{}[],:0n ") {
		for i := range len(document) {
			text := []byte(document)
			text[i] = wrong
			if _, err := codec.DecodePolicy(text); err != nil {
				invalidtest.Findings(t, err, "wire")
			}
		}
		for i := range len(question) {
			text := []byte(question)
			text[i] = wrong
			if _, err := codec.DecodeRequest(p, text); err != nil {
				invalidtest.Findings(t, err, "wire")
			}
		}
	}
}

// nested wraps a value in as many arrays.
func nested(n int, value string) string {
	return strings.Repeat("[", n) + value + strings.Repeat("]", n)
}

// A nest is an area whose section is arrays in arrays.
type nest struct{ stub }

func (n nest) ReadSection(d *wire.Decoder) (access.Authority, error) {
	n.read(d)
	return nil, nil
}

func (n nest) read(d *wire.Decoder) { d.Array(func() { n.read(d) }) }

func TestDepth(t *testing.T) {
	const wanted = "nested deeper than 16"
	nests := wire.Codec{nest{stub{name: "nest"}}}
	inDocument := func(n int) error {
		_, err := nests.DecodePolicy([]byte(`{"version":1,"nest":` + nested(n, "") + `}`))
		return err
	}
	request := place{`{"x":@,"subject":{"type":"user","id":"a"},"action":{"name":"a"},"resource":{"type":"x","id":"1","properties":{}}}`, "x", requestError, ""}
	property := place{`{"subject":{"type":"user","id":"a"},"action":{"name":"a"},"resource":{"type":"x","id":"1","properties":{"a":@}}}`, "resource.properties", requestError, ""}

	if err := inDocument(15); err != nil {
		t.Errorf("16 open at once: %v", err)
	}
	wantFault(t, inDocument(16), "nest"+strings.Repeat("[0]", 15), wanted)
	decodeRequest(t, request.with(nested(15, "1")))
	decodeRequest(t, property.with(nested(13, "1")))
	wantFault(t, request.fault(t, request.with(nested(16, "1"))), request.path, wanted)
	wantFault(t, property.fault(t, property.with(nested(14, "1"))), property.path, wanted)
	wantFault(t, request.fault(t, request.with(strings.Repeat(`{"a":`, 16)+"1"+strings.Repeat("}", 16))), request.path, wanted)
	decodeRequest(t, request.with(strings.Repeat(nested(15, "1")+`,"x":`, 20)+"1")) // one after the other is not deep

	arrays, objects := strings.Repeat("[", 1<<20), strings.Repeat(`{"a":`, 1<<20/5)
	wantFault(t, policyError(t, arrays), "", "is an array; want an object")
	wantFault(t, requestError(t, arrays), "", "is an array; want an object")
	wantFault(t, policyError(t, objects), "a", "is no member here")
	wantFault(t, requestError(t, objects), "a", wanted)
	wantFault(t, request.fault(t, request.with(arrays)), request.path, wanted)
	wantFault(t, property.fault(t, property.with(objects)), property.path, wanted)
	_, err := nests.DecodePolicy([]byte(`{"version":1,"nest":` + arrays))
	wantFault(t, err, "nest"+strings.Repeat("[0]", 15), wanted)
}
