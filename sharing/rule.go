package sharing

import (
	"fmt"
	"slices"

	"lupa.example/access"
	"lupa.example/access/invalid"
)

// A Result is an analysis result, seen by the customer number that ordered it and
// by those whom a rule lets see that number's results. It makes no difference
// whether the result is older than the rule. Owner is needed in every question.
type Result struct {
	ID    string  // identifies the result, for audit
	Owner Account `json:",omitzero"` // who ordered the analysis
}

// Kind returns [KindResult].
func (*Result) Kind() access.Kind { return KindResult }

// complete reports whether the result has an owner.
func (r *Result) complete() bool { return !r.Owner.IsZero() }

// A Rule lets every viewer see the results of every sharer. It works one way:
// sharing gives no sight and viewing exposes nothing; whoever stands in both
// lists shares mutually with the others who do. An entry that is a group stands
// for its members of today and of any later day, on the side where it was
// entered. Rules add up, never take away, and are not transitive.
//
// As a resource a rule needs both lists in every question, each with one entry or
// more; its id makes no difference there. Repeated and overlapping entries are
// harmless.
type Rule struct {
	ID      string  // identifies the rule among all rules
	Viewers []Party // who shall be able to see
	Sharers []Party // whose results are seen
}

// Kind returns [KindRule].
func (*Rule) Kind() access.Kind { return KindRule }

// equal reports whether the rules are the same, entry by entry.
func (r *Rule) equal(other Rule) bool {
	return r.ID == other.ID && slices.Equal(r.Viewers, other.Viewers) && slices.Equal(r.Sharers, other.Sharers)
}

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
	r.validateLists(bad, path)
}

// validateLists adds to bad what is wrong with the lists.
func (r *Rule) validateLists(bad *invalid.List, path func() string) {
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
