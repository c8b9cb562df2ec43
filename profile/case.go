package profile

import (
	"lupa.example/access"
	"lupa.example/access/invalid"
)

// A Case is a registered case with what its row says. Form is needed in every
// question. A case without a known registrant or workspace, as it came by mail or its
// author was erased, is out of reach of the scope that goes by what is missing.
type Case struct {
	ID           string   // identifies the case, for audit
	Form         string   // the form it was registered with
	RegisteredBy string   // the user who registered it; "" is nobody known
	Workspace    string   // where it was registered, and stays; "" is none
	Users        []string // users selected on it
	Groups       []string // groups selected on it, by names that are unique on the site
	Status       Status   // unknown counts as closed
}

// Kind returns [KindCase].
func (*Case) Kind() access.Kind { return KindCase }

// complete reports whether there is what every question about a case needs.
func (c *Case) complete() bool { return c.Form != "" }

// Status says whether a case is closed. The zero value is unknown, and what is
// not known to be open is treated as closed.
type Status uint8

const (
	StatusUnknown Status = iota
	StatusOpen
	StatusClosed
)

var statusNames = [...]string{"unknown", "open", "closed"}

// String returns "unknown", "open" or "closed"; a value that is none of the
// constants is unknown.
func (s Status) String() string {
	if int(s) < len(statusNames) {
		return statusNames[s]
	}
	return statusNames[StatusUnknown]
}

// MarshalText returns what String returns. A value that is none of the constants is
// an error.
func (s Status) MarshalText() ([]byte, error) {
	if s > StatusClosed {
		return nil, invalid.Errorf("profile", "no such status to write")
	}
	return []byte(s.String()), nil
}

// UnmarshalText reads "unknown", "open" or "closed" and nothing else.
func (s *Status) UnmarshalText(text []byte) error {
	for i, name := range statusNames {
		if string(text) == name {
			*s = Status(i)
			return nil
		}
	}
	return invalid.Errorf("profile", "%s is no status; want unknown, open or closed", invalid.Quote(string(text)))
}
