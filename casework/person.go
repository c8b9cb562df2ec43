package casework

import "lupa.example/access/invalid"

// A Person is somebody whom the caller has looked up in its own directory, among its
// counsellors or consultants: a user, and the organisation for which they work. The zero value is somebody who was not
// found, and no act takes it.
type Person struct {
	User string
	Org  string
}

// findIn adds what keeps the person, given as the parameter, from being one who can
// be given something.
func (p Person) findIn(bad *invalid.List, parameter string) {
	if problem := invalid.Identifier(p.User); problem != "" {
		bad.Add(parameter+".user", "%s", problem)
	}
	if problem := invalid.Identifier(p.Org); problem != "" {
		bad.Add(parameter+".org", "%s", problem)
	}
}
