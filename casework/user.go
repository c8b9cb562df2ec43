package casework

import (
	"lupa.example/access"
	"lupa.example/access/invalid"
)

// A User is what is known about a person in this area. A person has one such fact;
// two that differ are ambiguous and deny. The zero value acts for nobody.
type User struct {
	Org     string // the organisation or agency for which the person acts
	Steward bool   // appointed there to hand on clients whose responsible has left or cannot
}

// Fact returns "casework.user".
func (*User) Fact() string { return "casework.user" }

func sameUser(a, b *User) bool { return *a == *b }

var _ access.Fact = (*User)(nil)

// userOf returns the one fact about the subject, or why there is none that says for
// whom they act.
func userOf(s access.Subject) (User, access.Reason) {
	u, missing := access.Single(s, sameUser)
	switch {
	case missing != "":
		return User{}, missing
	case u.Org == "":
		return User{}, access.ReasonIncomplete
	default:
		return *u, ""
	}
}

// An Employee is somebody whom the caller has looked up in its own directory, among
// its counsellors or consultants: a user, and the organisation for which they work.
// Acts give something to an employee, or take it from them. The zero value is
// somebody who was not found, and no act takes it.
type Employee struct {
	User string
	Org  string
}

// findIn adds what keeps the employee, given as the parameter, from being one who can
// be given something.
func (e Employee) findIn(bad *invalid.List, parameter string) {
	if problem := invalid.Identifier(e.User); problem != "" {
		bad.Add(parameter+".user", "%s", problem)
	}
	if problem := invalid.Identifier(e.Org); problem != "" {
		bad.Add(parameter+".org", "%s", problem)
	}
}
