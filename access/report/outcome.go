package report

import "fmt"

// An Outcome is what becomes of an item. It is the same in a preview and in a record,
// and does not claim that anything has happened. The zero value is Refused.
type Outcome uint8

const (
	Refused   Outcome = iota // the actor has no right, or a rule stands against it
	Unchanged                // it is so already
	Change                   // it becomes so with the value that the act returns
)

// String returns "refused", "unchanged" or "change"; a value that is none of the
// constants is "refused".
func (o Outcome) String() string {
	switch o {
	case Change:
		return "change"
	case Unchanged:
		return "unchanged"
	default:
		return "refused"
	}
}

// MarshalText returns what String returns.
func (o Outcome) MarshalText() ([]byte, error) { return []byte(o.String()), nil }

// UnmarshalText reads "refused", "unchanged" or "change" and nothing else.
func (o *Outcome) UnmarshalText(text []byte) error {
	for _, known := range []Outcome{Refused, Unchanged, Change} {
		if string(text) == known.String() {
			*o = known
			return nil
		}
	}
	return fmt.Errorf("report: %q is no outcome; want change, unchanged or refused", text)
}

// An Effect is the direction of an item. The zero value is Gain.
type Effect uint8

const (
	Gain Effect = iota
	Loss
)

// String returns "gains" or "loses"; a value that is none of the constants is
// "gains", the one to look at twice.
func (e Effect) String() string {
	if e == Loss {
		return "loses"
	}
	return "gains"
}

// MarshalText returns what String returns.
func (e Effect) MarshalText() ([]byte, error) { return []byte(e.String()), nil }

// UnmarshalText reads "gains" or "loses" and nothing else.
func (e *Effect) UnmarshalText(text []byte) error {
	for _, known := range []Effect{Gain, Loss} {
		if string(text) == known.String() {
			*e = known
			return nil
		}
	}
	return fmt.Errorf("report: %q is no effect; want gains or loses", text)
}
