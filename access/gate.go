package access

import (
	"reflect"
	"slices"
)

// Preamble returns why a question is denied before anybody looks at rules or facts,
// and "" if it is not: there is no policy (built is whether the authority was), no
// user or no resource. Every authority that may be asked without a [Policy] decides so
// before anything else. It allocates nothing.
func Preamble(built bool, user string, r Resource) Reason {
	if refused := ActorPreamble(built, user); refused != "" {
		return refused
	}
	if isNil(r) {
		return ReasonNoResource
	}
	return ""
}

// ActorPreamble is [Preamble] where there is no resource, or none yet: for an act, which
// asks what its actor may, and for a list.
func ActorPreamble(built bool, user string) Reason {
	if !built {
		return ReasonNoPolicy
	}
	if user == "" {
		return ReasonNoUser
	}
	return ""
}

// Applicable returns why an action does not apply to a resource, and "" if it does: it
// is none of the actions that the kind has, or the resource lacks what every question
// about the kind needs. It stands before the gates that look at facts. It allocates
// nothing.
func Applicable(a Action, actions []Action, complete bool) Reason {
	if !slices.Contains(actions, a) {
		return ReasonUnknownAction
	}
	if !complete {
		return ReasonIncomplete
	}
	return ""
}

// isNil reports whether there is no value: neither an interface without one nor a nil
// pointer in one may reach an authority, which may call methods on it.
func isNil(x any) bool {
	if x == nil {
		return true
	}
	v := reflect.ValueOf(x)
	return v.Kind() == reflect.Pointer && v.IsNil()
}
