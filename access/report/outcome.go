package report

import "fmt"

// An Outcome is what became of an item. The zero value is Refused.
type Outcome uint8

const (
	Refused   Outcome = iota // the actor had no right, or a rule stands against it
	Unchanged                // it was so already
	Done
)

// String returns "refused", "unchanged" or "done"; a value that is none of the
// constants is "refused".
func (o Outcome) String() string {
	switch o {
	case Done:
		return "done"
	case Unchanged:
		return "unchanged"
	default:
		return "refused"
	}
}

// MarshalText returns what String returns.
func (o Outcome) MarshalText() ([]byte, error) { return []byte(o.String()), nil }

// UnmarshalText reads "refused", "unchanged" or "done" and nothing else.
func (o *Outcome) UnmarshalText(text []byte) error {
	for _, known := range []Outcome{Refused, Unchanged, Done} {
		if string(text) == known.String() {
			*o = known
			return nil
		}
	}
	return fmt.Errorf("report: %q is no outcome; want done, unchanged or refused", text)
}

// An Effect is the direction of an item. The zero value is Gains.
type Effect uint8

const (
	Gains Effect = iota
	Loses
)

// String returns "gains" or "loses"; a value that is none of the constants is
// "gains", the one to look at twice.
func (e Effect) String() string {
	if e == Loses {
		return "loses"
	}
	return "gains"
}

// MarshalText returns what String returns.
func (e Effect) MarshalText() ([]byte, error) { return []byte(e.String()), nil }

// UnmarshalText reads "gains" or "loses" and nothing else.
func (e *Effect) UnmarshalText(text []byte) error {
	for _, known := range []Effect{Gains, Loses} {
		if string(text) == known.String() {
			*e = known
			return nil
		}
	}
	return fmt.Errorf("report: %q is no effect; want gains or loses", text)
}
