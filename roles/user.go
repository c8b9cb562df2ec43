package roles

import (
	"iter"
	"slices"

	"lupa.example/access"
)

// A Person is who gets an account: an identifier, and an address to write to. What
// a person may do does not stand here, so that nobody brings rights along.
type Person struct {
	ID    string
	Email string // "" is no address
}

// A User is a person as the portal's register has them: the facts about them in
// every organisation where they belong. Acts on people take a user and return the
// next one, which the caller writes back; the two share no memory.
//
// The zero value is nobody, and may nothing. A register may have a person in
// several rows, one for each organisation; rows of one ID are one person.
type User struct {
	ID      string
	Email   string   // "" is no address, and is the same as nobody else's
	Members []Member // where the person belongs, and with which roles
}

// Subject returns the user as who asks, with copies of all that is known of them.
func (u User) Subject(signIn access.SignIn) access.Subject {
	u = u.Clone()
	s := access.Subject{User: u.ID, SignIn: signIn}
	for i := range u.Members {
		s.Facts = append(s.Facts, &u.Members[i])
	}
	return s
}

// Clone returns a user that shares no memory with u.
func (u User) Clone() User {
	u.Members = slices.Clone(u.Members)
	for i := range u.Members {
		m := &u.Members[i]
		m.Roles = slices.Clone(m.Roles)
		m.Assignments = slices.Clone(m.Assignments)
	}
	return u
}

// A Place is the organisation where an act is to give or take rights, with what the
// caller's row says of it. The zero value is no organisation.
type Place struct {
	Org   string // identifies the organisation
	Agent bool   // whether it is an agent: only there is anybody given an agent's roles and permissions
}

func (p Place) organisation() *Organisation { return &Organisation{ID: p.Org} }

// belongsTo reports whether the register has the person in the organisation, be it
// without any role.
func (u User) belongsTo(org string) bool {
	return slices.ContainsFunc(u.Members, func(m Member) bool { return m.Org == org })
}

func (u User) holdsRole(org, name string) bool {
	return slices.ContainsFunc(u.Members, func(m Member) bool {
		return m.Org == org && slices.Contains(m.Roles, name)
	})
}

func (u User) holdsAssignment(org, assignment string) bool {
	return slices.ContainsFunc(u.Members, func(m Member) bool {
		return m.Org == org && slices.Contains(m.Assignments, assignment)
	})
}

// memberOf returns the first of the user's facts about the organisation, to be
// changed in a clone. The user must belong there.
func (u User) memberOf(org string) *Member {
	i := slices.IndexFunc(u.Members, func(m Member) bool { return m.Org == org })
	return &u.Members[i]
}

// eachUser yields the users that have an identifier. A nil sequence has none.
func eachUser(users iter.Seq[User]) iter.Seq[User] {
	return func(yield func(User) bool) {
		if users == nil {
			return
		}
		for u := range users {
			if u.ID != "" && !yield(u) {
				return
			}
		}
	}
}
