package casework

import (
	"lupa.example/access"
	"lupa.example/access/invalid"
)

// A User is what is known about a person in this area. A person has one such fact;
// two that differ are ambiguous and deny. The zero value acts for nobody.
type User struct {
	Org     string // the organisation or agency for which the person acts
	Steward bool   // appointed there to hand on clients whose responsible counsellor has left or is unable to
}

// Fact returns "casework.user".
func (*User) Fact() string { return "casework.user" }

var _ access.Fact = (*User)(nil)

// userOf returns the one fact of this area among the facts, or why there is none.
func userOf(facts []access.Fact) (*User, access.Reason) {
	return access.Single(access.Subject{Facts: facts}, sameUser)
}

func sameUser(a, b *User) bool { return *a == *b }

// actingUser returns what is known about who has the facts, or why it is not known for whom
// they act. It is userOf written out, since it is inlined as it stands.
func actingUser(facts []access.Fact) (found *User, missing access.Reason) {
	for _, f := range facts {
		u, ok := f.(*User)
		if !ok || u == nil {
			continue
		}
		if found != nil && !sameUser(found, u) {
			return nil, access.ReasonAmbiguousFact
		}
		found = u
	}
	switch {
	case found == nil:
		return nil, access.ReasonNoFact
	case found.Org == "":
		return nil, access.ReasonIncomplete
	}
	return found, ""
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

// An Employee is somebody whom the caller has looked up in its own directory, among
// its counsellors or consultants: a user, and the organisation for which they work.
// Acts give something to an employee, or take it from them. The zero value is
// somebody who was not found, and no act takes it.
type Employee struct {
	User string
	Org  string
}

// validate adds what keeps the employee, given as the parameter, from being one who can
// be given something.
func (e Employee) validate(bad *invalid.List, parameter string) {
	if problem := invalid.Identifier(e.User); problem != "" {
		bad.Add(parameter+".user", "%s", problem)
	}
	if problem := invalid.Identifier(e.Org); problem != "" {
		bad.Add(parameter+".org", "%s", problem)
	}
}
