package profile

import (
	"lupa.example/access/invalid"
)

// A Scope says which cases of a form an activity reaches. Each is a test of its
// own and none includes another, see the package documentation. The zero value
// reaches none.
type Scope uint8

const (
	ScopeNone       Scope = iota // no case
	ScopeRegistered              // the cases that the user registered
	ScopeInvolved                // the cases on which the user is selected
	ScopeWorkspace               // the cases registered in the user's workspace
	ScopeAll                     // every case
)

var scopeNames = [...]string{"none", "registered", "involved", "workspace", "all"}

// String returns the scope's name; a value that is none of the constants reaches
// no case and is "none".
func (s Scope) String() string {
	if int(s) < len(scopeNames) {
		return scopeNames[s]
	}
	return scopeNames[ScopeNone]
}

// MarshalText returns the scope's name; a value that is none of the constants is
// an error.
func (s Scope) MarshalText() ([]byte, error) {
	if s > ScopeAll {
		return nil, invalid.Errorf("profile", "no such scope to write")
	}
	return []byte(s.String()), nil
}

// UnmarshalText reads a scope's name and nothing else.
func (s *Scope) UnmarshalText(text []byte) error {
	for i, name := range scopeNames {
		if string(text) == name {
			*s = Scope(i)
			return nil
		}
	}
	return invalid.Errorf("profile", "%s is no scope; want none, registered, involved, workspace or all", invalid.Quote(string(text)))
}
