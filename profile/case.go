package profile

import "lupa.example/access"

// KindCase is the kind of [Case].
const KindCase access.Kind = "profile.case"

// Actions on a case. Reopening a case is changing it.
const (
	ActionRead          access.Action = "read"
	ActionChange        access.Action = "change" // also of a form
	ActionDelete        access.Action = "delete"
	ActionSharePublicly access.Action = "share-publicly"
)

// A Case is a registered case with what its row says. Form, RegisteredBy and
// Workspace are needed in every question.
type Case struct {
	ID           string   // identifies the case, for audit
	Form         string   // the form it was registered with
	RegisteredBy string   // the user who registered it
	Workspace    string   // where it was registered, and stays
	Users        []string // users selected on it
	Groups       []string // groups selected on it
	Status       Status   // unknown counts as closed
}

// Kind returns [KindCase].
func (*Case) Kind() access.Kind { return KindCase }

// Status says whether a case is closed. The zero value is unknown, and what is
// not known to be open is treated as closed.
type Status uint8

const (
	StatusUnknown Status = iota
	StatusOpen
	StatusClosed
)

// String returns "unknown", "open" or "closed"; a value that is none of the
// constants is unknown.
func (s Status) String() string {
	switch s {
	case StatusOpen:
		return "open"
	case StatusClosed:
		return "closed"
	default:
		return "unknown"
	}
}
