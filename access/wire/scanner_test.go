package wire_test

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// ignoredIn puts a text where a request has an unknown member.
func ignoredIn(text string) string {
	return `{"ignored":` + text + `,"subject":{"type":"user","id":"a"},"action":{"name":"a"},"resource":{"type":"x","id":"1"}}`
}

// pieces are parts of texts; in the latter ones something is wrong, or may be.
var (
	pieces = []string{
		"a", "0", " ", "/", "é", "€", "😀", "\u2028", "\x7f", `\"`, `\\`, `\/`, `\b`, `\f`, `\n`, `\r`, `\t`,
		`\u0061`, `\u00E9`, `\u20ac`, `\ud83d\ude00`, `\uDBFF\uDFFF`, `\u0000`, `\ud7ff`, `\ue000`,
	}
	oddPieces = append([]string{
		"\xff", "\xc3", "\xa9", "\xe2\x82", "\xed\xa0\x80", "\xc0\x80", "\n", "\x00", "\"", `\`, `\u`, `\u12`, `\x41`, `\u00g0`,
		`\ud800x`, `\udc00`, `\ud800\n`, `\ud83d\u0041`, `\ud800\ud800`,
	}, pieces...)
)

func literal(t *rapid.T, from []string) string {
	return `"` + strings.Join(rapid.SliceOfN(rapid.SampledFrom(from), 0, 12).Draw(t, "text"), "") + `"`
}

// jsonText draws a valid JSON text of at most the given depth.
func jsonText(t *rapid.T, depth int) string {
	space := rapid.SampledFrom([]string{"", "", "", " ", "\t\r\n"})
	kinds := 4
	if depth == 0 {
		kinds = 2
	}
	var text string
	switch rapid.IntRange(0, kinds-1).Draw(t, "kind") {
	case 0:
		text = rapid.SampledFrom([]string{"true", "false", "null", "0", "-0", "10", "-1.5", "0.0e0", "1E+20", "2e-3"}).Draw(t, "plain")
	case 1:
		text = literal(t, pieces)
	case 2:
		elements := make([]string, rapid.IntRange(0, 3).Draw(t, "elements"))
		for i := range elements {
			elements[i] = jsonText(t, depth-1)
		}
		text = "[" + space.Draw(t, "space") + strings.Join(elements, ",") + "]"
	case 3:
		members := make([]string, rapid.IntRange(0, 3).Draw(t, "members"))
		for i := range members {
			members[i] = space.Draw(t, "space") + literal(t, pieces) + space.Draw(t, "space") + ":" + jsonText(t, depth-1)
		}
		text = "{" + strings.Join(members, ",") + space.Draw(t, "space") + "}"
	}
	return space.Draw(t, "space") + text + space.Draw(t, "space")
}

// What is passed over has to be JSON by the standard library's judgement too, or
// two readers of one request could see different members in it.
func TestScannerAgainstStandardLibrary(t *testing.T) {
	p := decodePolicy(t, document)
	rapid.Check(t, func(t *rapid.T) {
		text := jsonText(t, 4)
		if _, err := codec.DecodeRequest(p, []byte(ignoredIn(text))); err != nil {
			t.Fatalf("%q is refused: %v", text, err)
		}
		if !json.Valid([]byte(text)) {
			t.Fatalf("%q is no JSON", text)
		}
		damaged := []byte(text)
		for range rapid.IntRange(1, 3).Draw(t, "faults") {
			at := rapid.IntRange(0, len(damaged)).Draw(t, "at")
			until := min(len(damaged), at+rapid.IntRange(0, 2).Draw(t, "less"))
			more := rapid.SampledFrom([]string{"", "", ",", ":", `"`, `\`, "[", "]", "{", "}", "0", "-", ".", "e", "t", "\x00", "\xff", "\u00a0", "/**/"}).Draw(t, "more")
			damaged = []byte(string(damaged[:at]) + more + string(damaged[until:]))
		}
		request := []byte(ignoredIn(string(damaged)))
		_, err := codec.DecodeRequest(p, request)
		unusual := !utf8.Valid(damaged) || strings.Contains(strings.ToLower(string(damaged)), `\ud`)
		switch valid := json.Valid(request); {
		case !valid && err == nil:
			t.Fatalf("%q is accepted", request)
		case valid && err != nil && !unusual:
			t.Fatalf("%q is refused: %v", request, err)
		case err != nil:
			if !strings.HasPrefix(err.Error(), "wire: ") {
				t.Fatalf("the error is %v", err)
			}
		}
	})
}

// Texts are what the standard library reads, where that does not have to mend
// them.
func TestTextsAgainstStandardLibrary(t *testing.T) {
	p := decodePolicy(t, document)
	place := textPlaces["subject of a request"]
	rapid.Check(t, func(t *rapid.T) {
		text := literal(t, oddPieces)
		var want string
		err := json.Unmarshal([]byte(text), &want)
		mended := !utf8.ValidString(text) || strings.Contains(want, "\ufffd") // there is none in the pieces
		wrong := err != nil || mended || want == ""
		r, err := codec.DecodeRequest(p, []byte(place.with(text)))
		if wrong != (err != nil) || err == nil && r.Subject.User != want {
			t.Fatalf("%q is read as %q, %v; want %q, an error: %v", text, r.Subject.User, err, want, wrong)
		}
	})
}
