package profile

import (
	"iter"
	"slices"

	"lupa.example/access/report"
)

// Holdings yields everything that a user holds by the fact about them and in the cases
// given, and where: what has to be taken or handed on when they leave. It asks for
// nobody's right and is for the service's own use. What somebody registered stays true
// when they have left, and matters if their name is given to another. To be selected
// through a group ends with the group.
//
// What the fact says comes first, and is held nowhere in particular: the profile, the
// workspace and the groups in their order. Then come the cases in their order; in each
// it is that the user is selected singly, and that they registered it, which the scopes
// involved and registered go by.
//
// Nothing is yielded twice for one case, and nothing for an empty name. A nil fact and
// cases that are nil hold nothing. It can be restarted if the sequence can.
func Holdings(user string, fact *User, cases iter.Seq[*Case]) iter.Seq2[report.Thing, report.Thing] {
	return func(yield func(what, where report.Thing) bool) {
		if user == "" {
			return
		}
		for _, what := range fact.held() {
			if !yield(what, report.Thing{}) {
				return
			}
		}
		if cases == nil {
			return
		}
		for c := range cases {
			for _, what := range c.heldBy(user) {
				if !yield(what, caseThing(c.ID)) {
					return
				}
			}
		}
	}
}

// held returns what the fact says, in the order of [Holdings].
func (u *User) held() []report.Thing {
	if u == nil {
		return nil
	}
	held := []report.Thing{profileThing(u.Profile), {Kind: KindWorkspace, ID: u.Workspace}}
	seen := make(map[string]bool)
	for _, group := range u.Groups {
		if !seen[group] {
			seen[group] = true
			held = append(held, report.Thing{Kind: KindGroup, ID: group})
		}
	}
	return slices.DeleteFunc(held, func(t report.Thing) bool { return t.ID == "" })
}

// heldBy returns what the user holds there, in the order of [Holdings].
func (c *Case) heldBy(user string) []report.Thing {
	var held []report.Thing
	if c == nil {
		return nil
	}
	if slices.Contains(c.Users, user) {
		held = append(held, selectionThing)
	}
	if c.RegisteredBy == user {
		held = append(held, report.Thing{Kind: KindRegistration})
	}
	return held
}
