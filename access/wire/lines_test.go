package wire_test

import (
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"lupa.example/access"
	"lupa.example/access/wire"
)

func TestLines(t *testing.T) {
	const most = 16 << 20
	long := strings.Repeat("x", most)
	for _, test := range []struct {
		text string
		want []string
	}{
		{"", nil},
		{"\n", []string{""}},
		{"a\r\nb", []string{"a", "b"}},
		{"a\n\n b\r\r\n", []string{"a", "", " b\r"}},
		{long + "\n" + long + "x\na\n" + long + "\r\n", []string{long, "error", "a", "error"}},
		{long, []string{long}},
		{long + "x", []string{"error"}},
		{long + strings.Repeat("x", 64<<10), []string{"error"}},
		{"a\n" + long + "xyz\n" + long + "\nb", []string{"a", "error", long, "b"}},
	} {
		for range 2 { // a second time of the same
			var got []string
			for line, err := range wire.Lines(strings.NewReader(test.text)) {
				switch {
				case err == nil:
					got = append(got, string(line))
				case len(access.Findings(err)) == 1 && len(line) == 0:
					got = append(got, "error")
				default:
					t.Errorf("error %v", err)
				}
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("%.20q: %d lines, %.200q", test.text, len(got), got)
			}
		}
	}
	for line := range wire.Lines(strings.NewReader("a\nb\n")) {
		if string(line) != "a" {
			t.Errorf("%s after the loop was left", line)
		}
		break
	}
}

func TestALineThatIsTooLongIsToldInWords(t *testing.T) {
	for _, err := range wire.Lines(strings.NewReader(strings.Repeat("x", 17<<20))) {
		if err == nil || err.Error() != "wire: is longer than 16 MiB" {
			t.Errorf("got %v", err)
		}
	}
}

func TestLinesOfABrokenReader(t *testing.T) {
	broken := errors.New("broken")
	for text, want := range map[string][]string{"a\nb": {"a", "b"}, "a\n": {"a", ""}, "": {""}} {
		var got []string
		var last error
		for line, err := range wire.Lines(io.MultiReader(strings.NewReader(text), iotest.ErrReader(broken))) {
			got, last = append(got, string(line)), err
		}
		if !slices.Equal(got, want) || !errors.Is(last, broken) {
			t.Errorf("%q: %q, and at last %v", text, got, last)
		}
	}
}
