package roles

import (
	"fmt"
	"iter"
	"unicode/utf8"

	"lupa.example/access"
	"lupa.example/access/invalid"
)

// A NewAccount is who gets an account: an identifier, and an address to write to. What
// a person may do does not stand here, so that nobody brings rights along.
type NewAccount struct {
	ID    string
	Email string // "" is no address
}

// A Register is what registering a person has to be held against. The zero value
// knows nobody, which is not the same as being empty, and nothing is registered
// against it.
type Register struct {
	// Registrants yields everybody who is registered, in every organisation, in any
	// order; it is run once. An empty register yields nobody and is not nil.
	Registrants iter.Seq[Registrant]

	// FunctionNames are the names before the @ of an address that stand for a
	// function and not for a person. Nil is [FunctionNames], empty is none.
	FunctionNames []string
}

// found is what a register says about an account that somebody is to have.
type found struct {
	person    Registrant   // as they are registered so far; without it the new person
	known     bool         // the person is registered
	emails    []string     // … with these addresses, one a row
	readdress bool         // … with another address than the one given
	sharers   []Registrant // rows of everybody else with the address given
}

func (r Register) find(account NewAccount) found {
	f, folded := found{person: Registrant{ID: account.ID, Email: account.Email}}, foldAddress(account.Email)
	for g := range identified(r.Registrants) {
		if g.ID == account.ID {
			if !f.known {
				f.person.Email = g.Email
			}
			f.known = true
			f.emails = append(f.emails, g.Email)
			// Also an address that is lacking is not replaced: whoever bears an
			// administrator's address manages what the administrator manages.
			f.readdress = f.readdress || foldAddress(g.Email) != folded
			f.person.Members = append(f.person.Members, g.Clone().Members...)
		} else if sameAddress(folded, g.Email) {
			f.sharers = append(f.sharers, g.Clone())
		}
	}
	return f
}

// admissible reports why the account cannot be one in the organisation.
func (r Register) admissible(bad *invalid.List, account NewAccount, at Place, f found) {
	if problem := invalid.Identifier(account.ID); problem != "" {
		bad.Add("account.id", "%s", problem)
	}
	if !utf8.ValidString(account.Email) {
		bad.Add("account.email", "%s is not valid UTF-8", invalid.Quote(account.Email))
	}
	if r.Registrants == nil {
		bad.Add("register.registrants", "is nil; want everybody who is registered, an empty sequence if nobody is")
	}
	if f.person.belongsTo(at.Org) {
		bad.Add("account.id", "%s belongs to %s already; roles are assigned to them there", invalid.Quote(account.ID), invalid.Quote(at.Org))
	}
	if f.readdress {
		bad.Add("account.email", "is not the address with which %s is registered; want that one", invalid.Quote(account.ID))
	}
}

// warnings says how the address of a person who is now registered is not personal.
func (c *Catalog) warnings(r Register, next Registrant, sharers []Registrant) []string {
	var notes []string
	if !c.oneAdministrator(next, sharers) {
		// Not whose it is: they may belong to organisations that are none of the
		// actor's concern.
		notes = append(notes, fmt.Sprintf("%s is also the address of somebody else; want a personal one", invalid.Quote(next.Email)))
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

// oneAdministrator reports whether a person and everybody else with their address, who
// may have several rows each, are taken for one person, who administers several
// organisations with an account in each.
func (c *Catalog) oneAdministrator(next Registrant, sharers []Registrant) bool {
	if len(sharers) == 0 {
		return true
	}
	own := make(map[string]bool)
	for _, m := range next.Members {
		own[m.Org] = true
	}
	administers := make(map[string]bool) // by ID
	for _, g := range sharers {
		administers[g.ID] = administers[g.ID] || c.administersAny(g)
		for _, m := range g.Members {
			if own[m.Org] {
				return false
			}
		}
	}
	for _, one := range administers {
		if !one {
			return false
		}
	}
	return c.administersAny(next)
}

func (c *Catalog) administersAny(g Registrant) bool {
	for _, m := range g.Members {
		if c.administers(g.ID, m) {
			return true
		}
	}
	return false
}

// administers asks whether a person, signed in, may manage the organisation by one of
// their facts. A role does by itself, so that each can be asked by itself.
func (c *Catalog) administers(id string, m Member) bool {
	s := access.Subject{User: id, SignIn: access.SignedIn, Facts: []access.Fact{&m}}
	return c.may(s, ActionManage, m.Org).Allowed
}
