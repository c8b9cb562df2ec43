// Package invalid collects what is wrong with a value from which something is to be
// built, so that every area's constructor reports all of it at once and in the same
// words: each finding with its path, what is wrong there, and what would be right. A
// service's own areas use it in the same way:
//
//	bad := invalid.In("warehouse")
//	for i, name := range config.Rooms {
//		if problem := invalid.Identifier(name); problem != "" {
//			bad.Add(fmt.Sprintf("rooms[%d]", i), "%s", problem)
//		}
//	}
//	return bad.Err()
//
// The error is an [access.InvalidError] for each finding, joined; [access.Findings]
// lists them. What it says is bounded whatever the value is: a name is quoted by
// [Quote], and of more than a thousand findings the rest is counted.
package invalid

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"lupa.example/access"
)

// MaxIdentifier is the longest identifier in bytes that a policy or a question
// may hold on the wire.
const MaxIdentifier = 256

// A List is everything that is wrong so far. It comes from [In], and is used by one
// goroutine.
type List struct {
	pkg  string
	errs []error
	more int // findings beyond maxFindings
}

// maxFindings bounds how many findings are told one by one: a document of a megabyte
// must not come to an error of many.
const maxFindings = 1000

// In returns an empty list of the named package's findings.
func In(pkg string) *List { return &List{pkg: pkg} }

// Add appends a finding: where it stands, and what is wrong there.
func (l *List) Add(path, format string, args ...any) {
	if len(l.errs) == maxFindings {
		l.more++
		return
	}
	l.errs = append(l.errs, &access.InvalidError{
		Package: l.pkg,
		Path:    path,
		Problem: fmt.Sprintf(format, args...),
	})
}

// Len returns how many findings were added.
func (l *List) Len() int { return len(l.errs) + l.more }

// Err returns nil if nothing was added, and otherwise all of it, joined; of more than
// a thousand findings the first thousand, and how many there are besides.
func (l *List) Err() error {
	if l.more == 0 {
		return errors.Join(l.errs...)
	}
	return errors.Join(append(l.errs[:maxFindings:maxFindings], Errorf(l.pkg, "and %d more", l.more))...)
}

// Errorf returns one finding by itself, about the whole of what was read.
func Errorf(pkg, format string, args ...any) error {
	return &access.InvalidError{Package: pkg, Problem: fmt.Sprintf(format, args...)}
}

// Identifier returns what keeps s from being the identifier of something in a
// policy, or "" if nothing does. Any text will do that a document can hold: not
// empty, not too long, valid UTF-8.
func Identifier(s string) string {
	switch {
	case s == "":
		return "is empty; want an identifier"
	case len(s) > MaxIdentifier:
		return fmt.Sprintf("is %d bytes long (%s); want at most %d", len(s), Quote(s), MaxIdentifier)
	case !utf8.ValidString(s):
		return fmt.Sprintf("%s is not valid UTF-8", Quote(s))
	default:
		return ""
	}
}

// most is how much an error shows of a text that is too long for an identifier.
const most = 40

// Quote returns s quoted for an error. What may be an identifier is shown whole, so
// that different ones look different; a longer text is cut, between characters, and
// followed by an ellipsis.
func Quote(s string) string {
	if len(s) <= MaxIdentifier {
		return strconv.Quote(s)
	}
	cut := most
	for back := range utf8.UTFMax {
		if utf8.RuneStart(s[most-back]) {
			cut = most - back
			break
		}
	}
	return strconv.Quote(s[:cut]) + "…"
}

// Of names an error shows no more after so many bytes, and looks at no more than so many:
// there may be as many errors as names.
const (
	enough   = 150
	lookedAt = 100
)

// OneOf returns what would have been right in the place of a name that is none of those
// that there are, for the end of a finding: `want "F1"`, or `want one of "F1", "F2"`. Of
// many it shows the first, and counts the others; what is no identifier, or stands there
// again, it leaves out.
func OneOf[S ~string](names []S) string {
	var shown []string
	length, more := 0, ""
	for i, name := range names {
		if length >= enough || i == lookedAt {
			more = fmt.Sprintf(" or %d more", len(names)-i)
			break
		}
		if Identifier(string(name)) != "" {
			continue
		}
		if quoted := strconv.Quote(string(name)); !slices.Contains(shown, quoted) {
			shown = append(shown, quoted)
			length += len(quoted)
		}
	}
	switch {
	case len(shown) == 0 && more == "":
		return "there is none"
	case len(shown) == 0:
		return "want one of" + strings.TrimPrefix(more, " or")
	case len(shown) == 1 && more == "":
		return "want " + shown[0]
	default:
		return "want one of " + strings.Join(shown, ", ") + more
	}
}

// At returns the path of a member within the value at path. A name that would not
// read well after a dot is quoted in brackets.
func At(path, name string) string {
	if !plain(name) || len(name) > most { // a long one has an end that shows
		return path + "[" + Quote(name) + "]"
	}
	return Below(path, name)
}

// Below returns a path that begins at path and goes on with rest.
func Below(path, rest string) string {
	if path == "" || rest == "" || rest[0] == '[' {
		return path + rest
	}
	return path + "." + rest
}

// plain reports whether a name has only letters, digits, '-' and '_'.
func plain(name string) bool {
	for _, c := range []byte(name) {
		letter := 'a' <= c|0x20 && c|0x20 <= 'z'
		digit := '0' <= c && c <= '9'
		if !letter && !digit && c != '-' && c != '_' {
			return false
		}
	}
	return name != ""
}
