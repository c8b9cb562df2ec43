package access

import (
	"encoding"
	"fmt"
	"log/slog"
	"reflect"
)

// A Subject is who asks, and what the caller knows about them. The caller fills
// it from its own session and rows for each question; nothing in it is looked
// up. The zero value is nobody, and is denied everywhere.
type Subject struct {
	User   string // identifies the person; "" is nobody
	SignIn SignIn // whether the person is known to be signed in
	Facts  []Fact // in any order; facts of areas that are not asked are ignored
}

// LogValue returns the subject as a group of the user, the sign-in and the facts, each
// kind of fact under its name, so that a log tells who asked and what was known.
func (s Subject) LogValue() slog.Value {
	byName := make(map[string][]any)
	var names []string // in the order of the facts
	for _, f := range s.Facts {
		if isNil(f) {
			continue
		}
		name := f.Fact()
		if byName[name] == nil {
			names = append(names, name)
		}
		byName[name] = append(byName[name], shown(f))
	}
	facts := make([]slog.Attr, len(names))
	for i, name := range names {
		facts[i] = slog.Any(name, byName[name])
	}
	return slog.GroupValue(
		slog.String("user", s.User),
		slog.String("signIn", s.SignIn.String()),
		slog.Attr{Key: "facts", Value: slog.GroupValue(facts...)},
	)
}

// shown returns the fact as a log writes it: what a pointer points to, since a text of
// that would be an address, unless the fact says by itself how it is written.
func shown(f Fact) any {
	switch f := f.(type) {
	case slog.LogValuer:
		return slog.AnyValue(f).Resolve().Any()
	case fmt.Stringer:
		return f
	case encoding.TextMarshaler:
		if text, err := f.MarshalText(); err == nil {
			return string(text)
		}
	case interface{ MarshalJSON() ([]byte, error) }:
		if text, err := f.MarshalJSON(); err == nil {
			return rawJSON(text)
		}
	}
	if v := reflect.ValueOf(f); v.Kind() == reflect.Pointer {
		return v.Elem().Interface()
	}
	return f
}

// rawJSON is JSON that is written as it is, in text too.
type rawJSON string

func (r rawJSON) MarshalJSON() ([]byte, error) { return []byte(r), nil }

// SignIn says what is known about a person's session. A rule that needs a
// session wants [SignedIn] and one that forbids it wants [SignedOut], so that
// the zero value, [SignInUnknown], satisfies neither.
type SignIn uint8

const (
	SignInUnknown SignIn = iota // neither signed in nor signed out, as far as is known
	SignedIn
	SignedOut
)

// String returns "unknown", "signed in" or "signed out"; a value that is none of
// the constants is unknown.
func (s SignIn) String() string {
	switch s {
	case SignedIn:
		return "signed in"
	case SignedOut:
		return "signed out"
	default:
		return "unknown"
	}
}

// MarshalText returns what String returns.
func (s SignIn) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads "unknown", "signed in" or "signed out" and nothing else.
func (s *SignIn) UnmarshalText(text []byte) error {
	for _, known := range []SignIn{SignInUnknown, SignedIn, SignedOut} {
		if string(text) == known.String() {
			*s = known
			return nil
		}
	}
	return fmt.Errorf("access: %q says nothing about a session; want unknown, signed in or signed out", text)
}
