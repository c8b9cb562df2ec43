package strict

import (
	"strings"
	"testing"
)

func TestParse(t *testing.T) {
	for s, ok := range map[string]bool{
		`{}`: true, ` [1, -0.5e+3, "a\u00e9\ud83d\ude00", null, true] ` + "\r\n": true, `"\u0000"`: true,
		``: false, `{} x`: false, `{}{}`: false, `{"a":1,}`: false, `[1,]`: false, `01`: false, `1.`: false, `-`: false, `+1`: false, `.5`: false,
		"\ufeff{}": false, "\"\xff\"": false, "\"a\tb\"": false, `"\x"`: false, `"\ud800"`: false, `"\udc00"`: false, `"\ud800\u0041"`: false,
		`'a'`: false, `{a:1}`: false, `NaN`: false, `nul`: false, `"a`: false, `[`: false, "\u00a0{}": false,
		strings.Repeat("[", 16) + strings.Repeat("]", 16): true, strings.Repeat("[", 17) + strings.Repeat("]", 17): false,
	} {
		if _, err := Parse([]byte(s)); (err == nil) != ok {
			t.Errorf("%q: %v", s, err)
		}
	}
	if v, _ := Parse([]byte(`"\ud83d\ude00\u0000"`)); v.Text != "😀\x00" {
		t.Errorf("%q", v.Text)
	}
}
