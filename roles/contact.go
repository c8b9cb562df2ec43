package roles

import (
	"iter"
	"slices"

	"lupa.example/access"
	"lupa.example/access/invalid"
	"lupa.example/access/report"
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

// NameConnectionContact names the contact for the connection that an order is about, by
// user, or with "" nobody but who created the order. The members are the registrants of
// the organisation that orders.
//
// The actor needs [ActionCreate] on the order; otherwise the error is [access.ErrDenied].
// It is an error if the contact is none of the members who can be named, see
// [Catalog.ConnectionContacts]. An approval stands as it did, for this is not part of
// what is approved. The items are who is named no longer, and who is named; one who is
// named already is unchanged, and so is who created the order where nobody was named and
// nobody is.
func (c *Catalog) NameConnectionContact(actor access.Subject, placed PlacedOrder, contact string, members iter.Seq[Registrant]) (PlacedOrder, report.Report, error) {
	o, before := placed.Order, placed.ConnectionContact
	r := report.New("roles.name-connection-contact", actor.User)
	if before != "" && before != contact {
		r.Items = append(r.Items, report.Loses(report.Person(before), connectionContactThing, o.thing()))
	}
	if contact != "" {
		r.Items = append(r.Items, report.Gains(report.Person(contact), connectionContactThing, o.thing()))
	}
	if len(r.Items) == 0 { // who created the order was the contact, and remains it
		r.Items = append(r.Items, report.Gains(report.Person(o.CreatedBy), connectionContactThing, o.thing()))
	}
	d := c.Check(actor, ActionCreate, &o)
	if !d.Allowed {
		r, err := r.Refuse(d)
		return PlacedOrder{}, r, err
	}
	if contact != "" && !isAmong(contact, c.ConnectionContacts(o, members)) {
		bad := invalid.In("roles")
		bad.Add("contact", "%s cannot be named for %s; want a member of it who holds %q, and who did not create the order", invalid.Quote(contact), invalid.Quote(o.Org), RoleConnectionOfficer)
		return PlacedOrder{}, report.Report{}, bad.Err()
	}
	placed.ConnectionContact = contact
	if r = r.Decided(d); before == contact {
		r = r.With(report.Unchanged)
	}
	return placed, r, nil
}

func isAmong(id string, all iter.Seq[Registrant]) bool {
	for g := range all {
		if g.ID == id {
			return true
		}
	}
	return false
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
