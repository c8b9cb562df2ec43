package access

import (
	"errors"
	"log/slog"
	"strconv"
)

// A Decision answers one question. It is comparable, and its zero value denies.
type Decision struct {
	Allowed bool
	Reason  Reason // which rule allowed, or which gate denied
	By      string // the part of the policy that decided: a rule's id, a role, a profile, a form; may be empty
}

// Allow returns a decision that allows.
func Allow(reason Reason, by string) Decision {
	return Decision{Allowed: true, Reason: reason, By: by}
}

// Deny returns a decision that denies.
func Deny(reason Reason, by string) Decision {
	return Decision{Reason: reason, By: by}
}

// String returns the decision for people: `denied: profile/closed by "officer"`.
func (d Decision) String() string {
	text := d.outcome()
	if d.Reason != "" {
		text += ": " + string(d.Reason)
	}
	if d.By != "" {
		text += " by " + strconv.Quote(d.By)
	}
	return text
}

func (d Decision) outcome() string {
	if d.Allowed {
		return "allowed"
	}
	return "denied"
}

// printable returns the text, quoted if it holds what does not show.
func printable(s string) string {
	if quoted := strconv.Quote(s); quoted != `"`+s+`"` {
		return quoted
	}
	return s
}

// LogValue returns the decision as a group of its three fields, so that an audit
// log holds each under its own key.
func (d Decision) LogValue() slog.Value {
	return slog.GroupValue(
		slog.Bool("allowed", d.Allowed),
		slog.String("reason", string(d.Reason)),
		slog.String("by", d.By),
	)
}

// Err returns nil if the decision allows and a [*DeniedError] if it does not, for
// callers that pass errors on.
func (d Decision) Err() error {
	if d.Allowed {
		return nil
	}
	return &DeniedError{Decision: d}
}

// ErrDenied is what every [*DeniedError] is, by errors.Is.
var ErrDenied = errors.New("access: denied")

// A DeniedError is a decision that denied, as an error.
type DeniedError struct {
	Decision Decision
}

// Error returns the decision with its reason.
func (e *DeniedError) Error() string { return "access: " + e.Decision.String() }

// Unwrap returns [ErrDenied].
func (e *DeniedError) Unwrap() error { return ErrDenied }
