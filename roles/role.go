package roles

import (
	"lupa.example/access"
	"lupa.example/access/invalid"
)

// A Role is what its holders may do in the organisation where they hold it.
type Role struct {
	Name   string
	SignIn bool // a holder may sign in at the organisation, and what the role grants needs that session
	Grants []Grant

	// Assigns names the roles that its holders give and take where the role lets them
	// manage roles or users; nil is all. An empty list is an error, and so is one that
	// reaches further through the roles in it.
	Assigns []string
}

// A Grant gives actions on the resources of one kind.
type Grant struct {
	Kind    access.Kind
	Actions []access.Action
	Over    Over
}

// Over says over which of an organisation's resources a grant holds. The zero
// value, OverNothing, is no grant and is refused.
type Over uint8

const (
	OverNothing Over = iota
	OverOwn          // those whose owner is the user, "own"; none where a kind has no owner
	OverOrg          // all of them, "org"
)

// String returns "own" or "org", and "nothing" for every other value.
func (o Over) String() string {
	switch o {
	case OverOwn:
		return "own"
	case OverOrg:
		return "org"
	default:
		return "nothing"
	}
}

// MarshalText returns "own" or "org"; any other value is an error.
func (o Over) MarshalText() ([]byte, error) {
	if o != OverOwn && o != OverOrg {
		return nil, invalid.Errorf("roles", "a grant over %v cannot be written", o)
	}
	return []byte(o.String()), nil
}

// UnmarshalText reads "own" or "org" and nothing else.
func (o *Over) UnmarshalText(text []byte) error {
	switch string(text) {
	case "own":
		*o = OverOwn
	case "org":
		*o = OverOrg
	default:
		return invalid.Errorf("roles", "%s is no reach of a grant; want own or org", invalid.Quote(string(text)))
	}
	return nil
}
