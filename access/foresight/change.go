package foresight

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"

	"lupa.example/access"
	"lupa.example/access/report"
)

// A Change is a class of questions that are decided otherwise: those of some people,
// who gain or lose some actions on some resources of a kind. The things by which people
// and resources are told are those of the area's reports, and its documentation says
// what they mean here.
type Change struct {
	Effect  report.Effect   `json:"effect"`
	Who     Class           `json:"who"`
	Actions []access.Action `json:"actions"`
	Kind    access.Kind     `json:"kind"`
	Which   Class           `json:"which"`            // of the kind's resources
	Except  []Except        `json:"except,omitempty"` // questions that are not meant
}

// An Except is questions of some of a change's people about some of its resources.
type Except struct {
	Who   Class `json:"who"`
	Which Class `json:"which"`
}

// A Class is people, or resources, of one description. The zero value is all of them.
type Class struct {
	Of      []report.Thing // of each kind of thing that stands here, some one
	With    []report.Thing // and all of these
	Without []report.Thing // and none of these
}

// Holds reports whether somebody, or a resource, is of the class, given which of its
// things they are or have.
func (c Class) Holds(is func(report.Thing) bool) bool {
	some := make(map[access.Kind]bool)
	for _, t := range c.Of {
		some[t.Kind] = some[t.Kind] || is(t)
	}
	for _, one := range some {
		if !one {
			return false
		}
	}
	isNot := func(t report.Thing) bool { return !is(t) }
	return !slices.ContainsFunc(c.With, isNot) && !slices.ContainsFunc(c.Without, is)
}

// String returns the change as a phrase: "profile officer gains read, change of case
// (form F1, F2; workspace; without registered)".
func (c Change) String() string {
	actions := make([]string, len(c.Actions))
	for i, a := range c.Actions {
		actions[i] = report.Thing{ID: string(a)}.String() // quoted where it would begin a line of its own
	}
	who := c.Who.String()
	if who == "" {
		who = "everybody"
	}
	text := who + " " + c.Effect.String() + " " + strings.Join(actions, ", ") + " of " + report.Thing{Kind: c.Kind}.String()
	if which := c.which(); which != "" {
		text += " (" + which + ")"
	}
	return text
}

// which returns the resources in words, with what is not meant.
func (c Change) which() string {
	text := c.Which.String()
	for _, e := range c.Except {
		text += "; but not for " + cmp.Or(e.Who.String(), "any of them") + ": " + e.Which.String()
	}
	return text
}

// String returns the class in words, "" if it is everything.
func (c Class) String() string {
	var parts []string
	if len(c.Of) > 0 {
		parts = append(parts, byKind(c.Of, " or ", "; "))
	}
	if len(c.With) > 0 {
		parts = append(parts, "with "+byKind(c.With, " and ", " and "))
	}
	if len(c.Without) > 0 {
		parts = append(parts, "without "+byKind(c.Without, ", ", ", "))
	}
	return strings.Join(parts, "; ")
}

// byKind puts things into words, with the noun of those of one kind once.
func byKind(things []report.Thing, within, between string) string {
	var b strings.Builder
	for i, t := range things {
		switch {
		case i == 0:
			b.WriteString(t.String())
		case t.Kind == things[i-1].Kind && t.ID != "":
			b.WriteString(within + report.Thing{ID: t.ID}.String())
		default:
			b.WriteString(between + t.String())
		}
	}
	return b.String()
}

// MarshalJSON returns the class with lists that are empty rather than null.
func (c Class) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Of      []report.Thing `json:"of"`
		With    []report.Thing `json:"with"`
		Without []report.Thing `json:"without"`
	}{notNil(c.Of), notNil(c.With), notNil(c.Without)})
}

func notNil[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
