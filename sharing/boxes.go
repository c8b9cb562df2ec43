package sharing

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"lupa.example/access/invalid"
)

// ParseBoxes reads a rule as customers write it in a form with two text boxes: who
// shall be able to see, and whose results are seen, one entry a line. Blank lines
// and space around an entry do not count. The rule has no id yet, which [Rules.Ask]
// needs only for a request.
//
// It is an error if a box is empty, or a line is not one entry; the error names the box,
// the line and, where a character only looks like what is wanted, that character. All are
// reported together, each as an [access.InvalidError], and nothing is taken from boxes
// with a fault.
func ParseBoxes(viewers, sharers string) (Rule, error) {
	bad := invalid.In("sharing")
	r := Rule{
		Viewers: parseBox(bad, "viewers", viewers),
		Sharers: parseBox(bad, "sharers", sharers),
	}
	if err := bad.Err(); err != nil {
		return Rule{}, err
	}
	return r, nil
}

func parseBox(bad *invalid.List, box, text string) []Party {
	if mark := textMark(text); mark != "" {
		bad.Add(box, "begins with %s; want UTF-8 without a byte order mark", mark)
		return nil
	}
	var entries []Party
	blank := true
	number := 0
	for line := range strings.Lines(text) {
		number++
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		blank = false
		p, err := ParseParty(line)
		if err != nil {
			bad.Add(fmt.Sprintf("%s line %d", box, number), "%s is not one customer number or group; want nnnnn-nn, nnnnn or nnnnn*%s", invalid.Quote(line), mistaken(line))
			continue
		}
		entries = append(entries, p)
	}
	if blank {
		bad.Add(box, "is empty; want one customer number or group a line")
	}
	return entries
}

// textMark returns what the first bytes show a text to be in, if it is not UTF-8 without
// a mark.
func textMark(text string) string {
	switch {
	case strings.HasPrefix(text, "\ufeff"):
		return "a byte order mark"
	case strings.HasPrefix(text, "\xff\xfe"), strings.HasPrefix(text, "\xfe\xff"):
		return "a byte order mark of UTF-16"
	case len(text) > 1 && (text[0] == 0) != (text[1] == 0):
		return "a zero byte, as UTF-16 does"
	default:
		return ""
	}
}

// mistaken names the first character of a line that is none of an entry and not ASCII,
// and what is wanted in its place: it may look like that on a screen. It returns "" if
// there is none.
func mistaken(line string) string {
	if !utf8.ValidString(line) {
		return " (in UTF-8)"
	}
	for _, r := range line {
		if r < utf8.RuneSelf {
			continue
		}
		wanted := "an ASCII character"
		switch {
		case unicode.Is(unicode.Pd, r) || r == '\u2212' || r == '\u00ad':
			wanted = "a hyphen"
		case unicode.IsDigit(r):
			wanted = "a digit 0 to 9"
		case unicode.IsSpace(r) || unicode.Is(unicode.Cf, r):
			wanted = "nothing"
		case strings.ContainsRune("\u2217\uff0a\u204e\u22c6\u2731", r):
			wanted = "an asterisk"
		}
		return fmt.Sprintf(" (%U where %s is wanted)", r, wanted)
	}
	return ""
}
