package sharing

import (
	"fmt"
	"slices"

	"lupa.example/access"
	"lupa.example/access/invalid"
)

// KindRule is the kind of [Rule] as a resource. Whoever acts for a customer number
// may request a rule; only the laboratory's staff configure one, which is to
// create, change or remove it.
const (
	KindRule        access.Kind   = "sharing.rule"
	ActionRequest   access.Action = "request"
	ActionConfigure access.Action = "configure"
)

// A Rule lets every viewer see the results of every sharer. It works one way:
// sharing gives no sight and viewing exposes nothing; whoever stands in both
// lists shares mutually with the others who do. An entry that is a group stands
// for its members of today and of any later day, on the side where it was
// entered. Rules add up, never take away, and are not transitive.
//
// Both lists have one entry or more. Repeated and overlapping entries are
// harmless.
type Rule struct {
	ID      string  // identifies the rule among all rules
	Viewers []Party // who shall be able to see
	Sharers []Party // whose results are seen
}

// Kind returns [KindRule].
func (*Rule) Kind() access.Kind { return KindRule }

// complete reports whether both lists have entries and every entry is one.
func (r *Rule) complete() bool {
	return len(r.Viewers) > 0 && !slices.ContainsFunc(r.Viewers, Party.IsZero) &&
		len(r.Sharers) > 0 && !slices.ContainsFunc(r.Sharers, Party.IsZero)
}

// validate adds to bad what keeps the rule out of any set. The path is the rule's.
func (r *Rule) validate(bad *invalid.List, path func() string) {
	if problem := invalid.Identifier(r.ID); problem != "" {
		bad.Add(path()+".id", "%s", problem)
	}
	if r.complete() {
		return
	}
	for _, list := range []struct {
		name    string
		entries []Party
	}{{"viewers", r.Viewers}, {"sharers", r.Sharers}} {
		if len(list.entries) == 0 {
			bad.Add(path()+"."+list.name, "is empty; want one or more customer numbers or groups")
		}
		for i, p := range list.entries {
			if p.IsZero() {
				bad.Add(fmt.Sprintf("%s.%s[%d]", path(), list.name, i), "is no customer number or group")
			}
		}
	}
}
