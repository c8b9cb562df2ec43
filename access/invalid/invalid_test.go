package invalid_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"lupa.example/access/invalid"
	"lupa.example/access/invalid/invalidtest"
)

func TestList(t *testing.T) {
	bad := invalid.In("profile")
	if err := bad.Err(); err != nil {
		t.Fatalf("nothing was added, and the error is %v", err)
	}
	bad.Add("forms[0]", "%q is forms[%d] already", "F1", 3)
	bad.Add("", "is empty")
	err := bad.Err()
	if got, want := err.Error(), "profile: forms[0]: \"F1\" is forms[3] already\nprofile: is empty"; got != want {
		t.Errorf("the error reads\n%s\nwant\n%s", got, want)
	}
	if got := invalidtest.Findings(t, err, "profile"); len(got) != 2 {
		t.Errorf("two were added, and the error finds %v", got)
	}
}

// A single finding is joined too, so that whoever takes errors apart need not tell
// one from several.
func TestASingleFindingIsJoinedToo(t *testing.T) {
	bad := invalid.In("profile")
	bad.Add("forms[0]", "is empty")
	err := bad.Err()
	invalidtest.ExpectAt(t, err, "profile", "forms[0]")
	if joined, ok := err.(interface{ Unwrap() []error }); !ok || len(joined.Unwrap()) != 1 {
		t.Errorf("got %T %v, want one error joined", err, err)
	}
}

func TestIdentifier(t *testing.T) {
	long := strings.Repeat("é", invalid.MaxIdentifier/2)
	for _, good := range []string{"a", " ", "a b", "sjöman", "\x00", "<>&\"", long} {
		if problem := invalid.Identifier(good); problem != "" {
			t.Errorf("%q %s", good, problem)
		}
	}
	for _, test := range []struct{ bad, want string }{
		{"", "is empty; want an identifier"},
		{"a\xff", `"a\xff" is not valid UTF-8`},
		{strings.Repeat("a", 257), `is 257 bytes long ("` + strings.Repeat("a", 40) + `"…); want at most 256`},
	} {
		if problem := invalid.Identifier(test.bad); problem != test.want {
			t.Errorf("%.10q %s; want that it %s", test.bad, problem, test.want)
		}
	}
	if problem := invalid.Identifier(long + "a"); !strings.Contains(problem, "is 257 bytes long") {
		t.Errorf("bytes are counted, not characters: %q", problem)
	}
}

func TestQuote(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"", `""`},
		{"a\n\"b\"", `"a\n\"b\""`},
		{strings.Repeat("a", 40), `"` + strings.Repeat("a", 40) + `"`},
		{strings.Repeat("a", 256), `"` + strings.Repeat("a", 256) + `"`},
		{strings.Repeat("a", 257), `"` + strings.Repeat("a", 40) + `"…`},
	} {
		if got := invalid.Quote(test.text); got != test.want {
			t.Errorf("Quote(%q) = %s, want %s", test.text, got, test.want)
		}
	}
}

func TestOneOf(t *testing.T) {
	long := strings.Repeat("x", 256)
	var many []string
	for i := range 1000 {
		many = append(many, fmt.Sprintf("form number %d", i))
	}
	for want, names := range map[string][]string{
		`there is none`:                        nil,
		`want "F1"`:                            {"F1", "F1"},
		`want one of "F1", "F2"`:               {"F1", "F2", "F1"},
		`want one of "a\"b", "sjö"`:            {"a\"b", "sjö"},
		`want "a"`:                             {"", "a", "b\xff", long + "x"},
		`want one of "` + long + `" or 1 more`: {long, "a"},
		`want one of "form number 0", "form number 1", "form number 2", "form number 3", "form number 4", "form number 5", "form number 6", "form number 7", "form number 8", "form number 9" or 990 more`: many,
		`want one of "form number 0", "form number 1", "form number 2", "form number 3", "form number 4", "form number 5", "form number 6", "form number 7", "form number 8", "form number 9"`:             many[:10],
		// No more are looked at than it takes to be of use.
		`want one of "a" or 1 more`: append(slices.Repeat([]string{"a"}, 100), "b"),
		`want "b"`:                  append(slices.Repeat([]string{""}, 99), "b"),
		`want one of 900 more`:      slices.Repeat([]string{""}, 1000),
	} {
		if got := invalid.OneOf(names); got != want {
			t.Errorf("of %d names: %s\nwant %s", len(names), got, want)
		}
	}
}

func TestAt(t *testing.T) {
	for _, test := range []struct{ path, name, want string }{
		{"", "forms", "forms"},
		{"profiles[0]", "forms", "profiles[0].forms"},
		{"a", "azAZ09-_", "a.azAZ09-_"},
		{"a", "", `a[""]`},
		{"", "two words", `["two words"]`},
		{"forms", "a.b", `forms["a.b"]`},
		{"forms", `a"b`, `forms["a\"b"]`},
		{"forms", "ö", `forms["ö"]`},
		// The neighbours of the letters and digits.
		{"a", "@", `a["@"]`},
		{"a", "[", `a["["]`},
		{"a", "`", "a[\"`\"]"},
		{"a", "{", `a["{"]`},
		{"a", "/", `a["/"]`},
		{"a", ":", `a[":"]`},
	} {
		if got := invalid.At(test.path, test.name); got != test.want {
			t.Errorf("At(%q, %q) = %s, want %s", test.path, test.name, got, test.want)
		}
	}
}

func TestPathsBelowOthers(t *testing.T) {
	for _, test := range []struct{ path, rest, want string }{
		{"", "", ""}, {"", "forms", "forms"}, {"", "[0]", "[0]"}, {"a", "", "a"}, {"a", "[0]", "a[0]"}, {"a", `["b c"].d`, `a["b c"].d`}, {"a", "b[0]", "a.b[0]"},
	} {
		if got := invalid.Below(test.path, test.rest); got != test.want {
			t.Errorf("Below(%q, %q) = %q, want %q", test.path, test.rest, got, test.want)
		}
	}
}

// However long a name is that somebody sends, the error about it is short.
func TestAtIsShort(t *testing.T) {
	for _, name := range []string{strings.Repeat("a", 1<<20), strings.Repeat("ö", 1<<20)} {
		if got := invalid.At("forms", name); len(got) > 200 {
			t.Errorf("the path of a name of %d bytes has %d", len(name), len(got))
		}
	}
}

// Names that may be are told apart by what is shown of them.
func TestNamesThatDifferLookDifferent(t *testing.T) {
	a, b := strings.Repeat("x", 255)+"a", strings.Repeat("x", 255)+"b"
	if invalid.Quote(a) == invalid.Quote(b) || invalid.At("forms", a) == invalid.At("forms", b) {
		t.Errorf("two names of 256 bytes are both shown as %s", invalid.Quote(a))
	}
}

// A cut in the middle of a character would show bytes that nobody wrote.
func TestALongTextIsCutBetweenCharacters(t *testing.T) {
	rest := strings.Repeat("x", invalid.MaxIdentifier)
	if got, want := invalid.At("p", strings.Repeat("a", 40)), "p."+strings.Repeat("a", 40); got != want {
		t.Errorf("a name of 40 bytes is shown as %s", got)
	}
	if got, want := invalid.Quote(strings.Repeat("a", 39)+"é"+rest), `"`+strings.Repeat("a", 39)+`"…`; got != want {
		t.Errorf("a text whose 40th byte is half a letter is shown as %s", got)
	}
	if got, want := invalid.Quote(strings.Repeat("a", 37)+"😀😀"+rest), `"`+strings.Repeat("a", 37)+`"…`; got != want {
		t.Errorf("a text whose 38th byte begins a letter of four is shown as %s", got)
	}
}
