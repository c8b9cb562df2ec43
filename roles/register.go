package roles

import (
	"fmt"
	"iter"

	"lupa.example/access"
	"lupa.example/access/invalid"
)

// A Register is what registering a person has to be held against. The zero value
// knows nobody, which is not the same as being empty, and nothing is registered
// against it.
type Register struct {
	// Users yields everybody who is registered, in every organisation, in any
	// order; it is run once. An empty register yields nobody and is not nil.
	Users iter.Seq[User]

	// FunctionNames are the names before the @ of an address that stand for a
	// function and not for a person. Nil is [FunctionNames], empty is none.
	FunctionNames []string
}

// A finding is what a register says about a person who is to be registered.
type finding struct {
	user      User   // the person as they are registered so far; without it the new person
	known     bool   // the person is registered
	readdress bool   // … with another address than the one given
	sharers   []User // everybody else with the address given
}

func (r Register) find(p Person) finding {
	f := finding{user: User{ID: p.ID, Email: p.Email}}
	for u := range eachUser(r.Users) {
		if u.ID == p.ID {
			if !f.known {
				f.user.Email = u.Email
			}
			f.known = true
			// Also an address that is lacking is not replaced: whoever bears an
			// administrator's address manages what the administrator manages.
			f.readdress = f.readdress || foldAddress(u.Email) != foldAddress(p.Email)
			f.user.Members = append(f.user.Members, u.Clone().Members...)
		} else if sameAddress(u.Email, p.Email) {
			f.sharers = unite(f.sharers, u)
		}
	}
	return f
}

// unite adds a row to users, to the person's own if there is one.
func unite(users []User, u User) []User {
	for i := range users {
		if users[i].ID == u.ID {
			users[i].Members = append(users[i].Members, u.Clone().Members...)
			return users
		}
	}
	return append(users, u.Clone())
}

// admissible reports why the person cannot be registered in the organisation.
func (r Register) admissible(bad *invalid.List, p Person, at Place, f finding) {
	if problem := invalid.Identifier(p.ID); problem != "" {
		bad.Add("person.id", "%s", problem)
	}
	if r.Users == nil {
		bad.Add("register.users", "is nil; want everybody who is registered, an empty sequence if nobody is")
	}
	if f.user.belongsTo(at.Org) {
		bad.Add("person.id", "%s belongs to %s already; roles are assigned to them there", invalid.Quote(p.ID), invalid.Quote(at.Org))
	}
	if f.readdress {
		bad.Add("person.email", "is not the address with which %s is registered; want that one", invalid.Quote(p.ID))
	}
}

// warnings says how the address of a person who is now registered is not personal.
func (c *Catalog) warnings(r Register, next User, sharers []User) []string {
	var notes []string
	for _, other := range sharers {
		if !c.oneAdministrator(next, other) {
			// Not whose it is: they may belong to organisations that are none of the
			// actor's concern.
			notes = append(notes, fmt.Sprintf("%s is also the address of somebody else; want a personal one", invalid.Quote(next.Email)))
			break
		}
	}
	names := r.FunctionNames
	if names == nil {
		names = FunctionNames()
	}
	if name := functionName(next.Email, names); name != "" {
		notes = append(notes, fmt.Sprintf("%s is the address of a function, %s; want a personal one", invalid.Quote(next.Email), invalid.Quote(name)))
	}
	return notes
}

// oneAdministrator reports whether two users of one address are taken for one
// person, who administers several organisations with an account in each.
func (c *Catalog) oneAdministrator(a, b User) bool {
	for _, m := range a.Members {
		if b.belongsTo(m.Org) {
			return false
		}
	}
	return c.administersAny(a) && c.administersAny(b)
}

func (c *Catalog) administersAny(u User) bool {
	s := u.Subject(access.SignedIn)
	for _, m := range u.Members {
		if c.administers(s, m.Org) {
			return true
		}
	}
	return false
}

// administers asks whether the person, signed in, may manage the organisation.
func (c *Catalog) administers(s access.Subject, org string) bool {
	return c.Check(s, ActionManage, &Organisation{ID: org}).Allowed
}
