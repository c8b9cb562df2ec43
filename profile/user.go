package profile

import (
	"slices"

	"lupa.example/access"
)

// A User is what is known about a person in this area, as of now: membership and
// workspace are current, not those of the day a case was registered. A person has
// one such fact; two that differ are ambiguous and deny. The zero value has no
// profile.
type User struct {
	Profile   string   // the name of the one profile that the user belongs to
	Workspace string   // where the user works now; "" is nowhere
	Groups    []string // groups that the user is a member of, in any order, by names that are unique on the site
}

// Fact returns "profile.user".
func (*User) Fact() string { return "profile.user" }

var _ access.Fact = (*User)(nil)

// userOf returns the one fact of this area among the facts, or why there is none.
func userOf(facts []access.Fact) (*User, access.Reason) {
	if len(facts) == 1 {
		if user, ok := facts[0].(*User); ok && user != nil {
			return user, "" // as Single, in a tenth of the time
		}
	}
	return access.Single(access.Subject{Facts: facts}, sameUser)
}

// sameUser compares groups as sets.
func sameUser(a, b *User) bool {
	return a.Profile == b.Profile && a.Workspace == b.Workspace &&
		subset(a.Groups, b.Groups) && subset(b.Groups, a.Groups)
}

// known returns the subject's one fact, an empty one without it.
func known(s access.Subject) *User {
	if user, missing := userOf(s.Facts); missing == "" {
		return user
	}
	return nobody
}

// nobody is what is known about a person of whom nothing is.
var nobody = new(User)

func subset(some, all []string) bool {
	if manyComparisons(some, all) {
		in := make(map[string]bool, len(all))
		for _, s := range all {
			in[s] = true
		}
		return !slices.ContainsFunc(some, func(s string) bool { return !in[s] })
	}
	for _, s := range some {
		if !slices.Contains(all, s) {
			return false
		}
	}
	return true
}

// overlap reports whether a group that is named stands in both lists.
func overlap(a, b []string) bool {
	if manyComparisons(a, b) {
		return overlapMany(a, b)
	}
	for _, group := range a {
		if group != "" && slices.Contains(b, group) {
			return true
		}
	}
	return false
}

// manyComparisons reports whether a set costs less than comparing each with each: not
// where one list is short. The product may be more than an int of 32 bits holds.
func manyComparisons(a, b []string) bool {
	return min(len(a), len(b)) > 8 && int64(len(a))*int64(len(b)) > 1<<12
}

// overlapMany is overlap for lists that are long, with a set of the shorter: a batch asks
// of one case, which may be in any number of groups, for many persons.
func overlapMany(a, b []string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	in := make(map[string]bool, len(a))
	for _, group := range a {
		in[group] = group != ""
	}
	return slices.ContainsFunc(b, func(group string) bool { return in[group] })
}
