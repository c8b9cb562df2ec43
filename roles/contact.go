package roles

import (
	"iter"
	"slices"
)

// AgreementRecipients yields who is told when an organisation's customer agreement
// changes: those of the registrants who hold [RoleContact] there, each once, in the
// order of the registrants, as copies. A catalogue without that role has none.
func (c *Catalog) AgreementRecipients(org string, registrants iter.Seq[Registrant]) iter.Seq[Registrant] {
	return c.holders(RoleContact, org, "", registrants)
}

// ConnectionContacts yields who can be named as the contact for the connection that an
// order is about: those of the registrants who hold [RoleConnectionOfficer] in the
// organisation that orders, each once, in the order of the registrants, as copies. The
// orderer is not among them, for the role is there to name somebody else; where nobody
// is, the orderer remains the contact. A catalogue without that role has none.
func (c *Catalog) ConnectionContacts(o Order, registrants iter.Seq[Registrant]) iter.Seq[Registrant] {
	return c.holders(RoleConnectionOfficer, o.Org, o.CreatedBy, registrants)
}

// holders yields the registrants who hold a role in an organisation, but for one. These
// are questions about who was named for something, which no right tells: the connection
// officer has those of an orderer.
func (c *Catalog) holders(role, org, but string, registrants iter.Seq[Registrant]) iter.Seq[Registrant] {
	return func(yield func(Registrant) bool) {
		if org == "" || !c.knows(role) {
			return
		}
		seen := make(map[string]bool)
		for g := range identified(registrants) {
			if g.ID == but || seen[g.ID] || !g.holdsRole(org, role) {
				continue
			}
			seen[g.ID] = true
			if !yield(g.Clone()) {
				return
			}
		}
	}
}

func (g Registrant) holdsRole(org, name string) bool {
	return slices.ContainsFunc(g.Members, func(m Member) bool {
		return m.Org == org && slices.Contains(m.Roles, name)
	})
}
