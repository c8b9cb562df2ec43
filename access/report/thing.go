package report

import (
	"strconv"
	"strings"
	"unicode"

	"lupa.example/access"
)

// A Thing is what an item names, by its kind and what identifies it within the kind:
// a resource, or something that is none and has a kind of its own, such as a person,
// a role or a profile. Each area's documentation lists its kinds. Two things are the
// same only if both parts are, so that a program named "access" is not the access. The
// zero value is nothing.
type Thing struct {
	Kind access.Kind `json:"kind"`
	ID   string      `json:"id,omitempty"` // "" where the kind says it all: the access
}

// KindPerson is the kind of a person, identified as in [access.Subject].
const KindPerson access.Kind = "person"

// Person returns the person whom a user's name identifies.
func Person(user string) Thing { return Thing{KindPerson, user} }

// String returns the thing for people, without the area of its kind: "program
// payroll"; a person is the name alone. Names that hold what does not show, such as a
// newline, are quoted.
func (t Thing) String() string {
	kind := string(t.Kind)
	noun := strings.ReplaceAll(kind[strings.LastIndexByte(kind, '.')+1:], "-", " ")
	switch {
	case t.Kind == KindPerson, noun == "":
		return shown(t.ID)
	case t.ID == "":
		return shown(noun)
	default:
		return shown(noun) + " " + shown(t.ID)
	}
}

// shown returns the text, quoted if it is empty or holds what does not show: a name
// must not begin a line of its own.
func shown(s string) string {
	for _, r := range s {
		if !unicode.IsPrint(r) {
			return strconv.Quote(s)
		}
	}
	if s == "" {
		return `""`
	}
	return s
}
