package roles

import (
	"iter"

	"lupa.example/access"
)

// AgreementRecipients yields who is told when an organisation's customer agreement
// changes: those of the users who hold [RoleContact] there, each once, in the order of
// the users, as copies. A catalogue without that role has none.
func (c *Catalog) AgreementRecipients(org string, users iter.Seq[User]) iter.Seq[User] {
	return c.holders(RoleContact, org, "", users)
}

// ConnectionContacts yields who can be named as the contact for the connection that an
// order is about: those of the users who hold [RoleConnectionOfficer] in the
// organisation that orders, each once, in the order of the users, as copies. The
// orderer is not among them, for the role is there to name somebody else; where nobody
// is, the orderer remains the contact. A catalogue without that role has none.
func (c *Catalog) ConnectionContacts(o Order, users iter.Seq[User]) iter.Seq[User] {
	return c.holders(RoleConnectionOfficer, o.Org, o.CreatedBy, users)
}

// holders yields the users who hold a role in an organisation, but for one. These are
// questions about who was named for something, which no right tells: the connection
// officer has those of an orderer.
func (c *Catalog) holders(role, org, but string, users iter.Seq[User]) iter.Seq[User] {
	return func(yield func(User) bool) {
		if org == "" || !c.knows(role) {
			return
		}
		seen := make(map[string]bool)
		for u := range eachUser(users) {
			if u.ID == but || seen[u.ID] || !u.holdsRole(org, role) {
				continue
			}
			seen[u.ID] = true
			if !yield(u.Clone()) {
				return
			}
		}
	}
}

// AdministeredBy yields the organisations that one e-mail address administers, which
// is what somebody signed in with it manages in one session: every organisation that
// some user with the address may manage, signed in. Each comes once, in the order of
// the users and of what they are members of. No other right crosses organisations, and
// an empty address administers nothing.
//
// The session must have proven that the address is the person's, now: an address that
// was typed in, or that stands in the register, proves nothing, since an administrator
// may have registered anybody with any address.
func (c *Catalog) AdministeredBy(email string, users iter.Seq[User]) iter.Seq[string] {
	return func(yield func(string) bool) {
		seen := make(map[string]bool)
		for u := range eachUser(users) {
			if !sameAddress(u.Email, email) {
				continue
			}
			s := u.Subject(access.SignedIn)
			for _, m := range u.Members {
				if seen[m.Org] || !c.administers(s, m.Org) {
					continue
				}
				seen[m.Org] = true
				if !yield(m.Org) {
					return
				}
			}
		}
	}
}
