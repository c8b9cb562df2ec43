package invalid_test

import (
	"strings"
	"testing"

	"lupa.example/internal/invalid"
)

func TestPathsBelowOthers(t *testing.T) {
	for _, test := range []struct{ path, rest, want string }{
		{"", "", ""}, {"", "forms", "forms"}, {"", "[0]", "[0]"}, {"a", "", "a"}, {"a", "[0]", "a[0]"}, {"a", `["b c"].d`, `a["b c"].d`}, {"a", "b[0]", "a.b[0]"},
	} {
		if got := invalid.Below(test.path, test.rest); got != test.want {
			t.Errorf("Below(%q, %q) = %q, want %q", test.path, test.rest, got, test.want)
		}
	}
}

func TestFortyBytesAreShown(t *testing.T) {
	forty := strings.Repeat("a", 40)
	if got, want := invalid.At("p", forty), "p."+forty; got != want {
		t.Errorf("a name of 40 bytes is shown as %s", got)
	}
	if got, want := invalid.Quote(strings.Repeat("a", 39)+"ö"), `"`+strings.Repeat("a", 39)+`"…`; got != want {
		t.Errorf("a text whose 40th byte is half a letter is shown as %s", got)
	}
	if got, want := invalid.Quote(strings.Repeat("a", 37)+"😀😀"), `"`+strings.Repeat("a", 37)+`"…`; got != want {
		t.Errorf("a text whose 38th byte begins a letter of four is shown as %s", got)
	}
}
