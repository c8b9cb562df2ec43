package profile_test

import (
	"testing"

	"lupa.example/profile"
)

var scopeNames = map[profile.Scope]string{
	profile.ScopeNone:       "none",
	profile.ScopeRegistered: "registered",
	profile.ScopeInvolved:   "involved",
	profile.ScopeWorkspace:  "workspace",
	profile.ScopeAll:        "all",
}

func TestScopesAreWrittenAndReadByName(t *testing.T) {
	for scope, name := range scopeNames {
		if got := scope.String(); got != name {
			t.Errorf("String of %d: got %q, want %q", scope, got, name)
		}
		text, err := scope.MarshalText()
		if err != nil || string(text) != name {
			t.Errorf("MarshalText of %s: got %q, %v", name, text, err)
		}
		read := profile.Scope(99)
		if err := read.UnmarshalText([]byte(name)); err != nil || read != scope {
			t.Errorf("UnmarshalText of %q: got %v, %v", name, read, err)
		}
	}
}

func TestTheZeroScopeIsNone(t *testing.T) {
	var s profile.Scope
	if s != profile.ScopeNone {
		t.Errorf("got %v", s)
	}
}

func TestScopesThatAreNoneAreWrittenButNotMarshalled(t *testing.T) {
	for i := range 256 {
		s := profile.Scope(i)
		if _, known := scopeNames[s]; known {
			continue
		}
		if got := s.String(); got != "none" {
			t.Errorf("String of %d: got %q", i, got)
		}
		if text, err := s.MarshalText(); err == nil || err.Error() != "profile: no such scope to write" || text != nil {
			t.Errorf("MarshalText of %d: got %q, %v; want an error", i, text, err)
		}
	}
}

func TestTextsThatAreNoScopeAreRefused(t *testing.T) {
	for _, text := range []string{"", "All", "NONE", "none ", " none", "none\n", "al", "alle", "0", "4", "null", "workspaces", "a\xff"} {
		s := profile.ScopeInvolved
		if err := s.UnmarshalText([]byte(text)); err == nil {
			t.Errorf("%q: got %v, want an error", text, s)
		}
		if s != profile.ScopeInvolved {
			t.Errorf("%q: refused, and yet the scope is now %v", text, s)
		}
	}
	var s profile.Scope
	const want = `profile: "All" is no scope; want none, registered, involved, workspace or all`
	if err := s.UnmarshalText([]byte("All")); err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestStatusIsWrittenByName(t *testing.T) {
	for status, want := range map[profile.Status]string{
		profile.StatusUnknown: "unknown",
		profile.StatusOpen:    "open",
		profile.StatusClosed:  "closed",
		3:                     "unknown",
		255:                   "unknown",
	} {
		if got := status.String(); got != want {
			t.Errorf("%d: got %q, want %q", status, got, want)
		}
	}
}
