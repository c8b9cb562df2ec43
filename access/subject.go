package access

// A Subject is who asks, and what the caller knows about them. The caller fills
// it from its own session and rows for each question; nothing in it is looked
// up. The zero value is nobody, and is denied everywhere.
type Subject struct {
	User   string // identifies the person; "" is nobody
	SignIn SignIn // whether the person is known to be signed in
	Facts  []Fact // in any order; facts of areas that are not asked are ignored
}

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
