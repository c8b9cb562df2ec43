package roles

import (
	"iter"
	"slices"
	"strings"
	"unicode/utf8"

	"lupa.example/access"
	"lupa.example/access/invalid"
	"lupa.example/access/report"
)

// FunctionNames returns names before the @ that stand for a function and not for a
// person, as a new slice: a list to begin with, for a service to extend or replace.
func FunctionNames() []string {
	return []string{
		"abuse", "accounting", "accounts", "admin", "administration", "billing", "contact", "customerservice",
		"finance", "help", "helpdesk", "hostmaster", "hr", "info", "invoice", "invoices", "it", "mail", "marketing",
		"no-reply", "noreply", "office", "orders", "postmaster", "reception", "registry", "root", "sales",
		"security", "service", "support", "team", "webmaster",
	}
}

// foldAddress returns the form in which addresses are compared: trimmed, and in
// lower case as far as ASCII goes. Other letters are left alone, for no two
// mailboxes may become one by a rule of some language.
func foldAddress(address string) string {
	folded := []byte(strings.TrimSpace(address))
	for i, b := range folded {
		if 'A' <= b && b <= 'Z' {
			folded[i] = b + ('a' - 'A')
		}
	}
	return string(folded)
}

// sameAddress reports whether the address is one that was folded before: once for a whole
// register, as anybody may give a long one. No address is nobody's.
func sameAddress(folded, address string) bool {
	return folded != "" && folded == foldAddress(address)
}

// functionName returns the name before the @ if it is one of the list, and "".
func functionName(address string, list []string) string {
	folded := foldAddress(address)
	at := strings.LastIndexByte(folded, '@')
	if at < 1 {
		return ""
	}
	local := folded[:at]
	if slices.ContainsFunc(list, func(name string) bool { return foldAddress(name) == local }) {
		return local
	}
	return ""
}

// AdministeredBy yields the organisations that one e-mail address administers, which
// is what somebody signed in with it manages in one session: every organisation that
// some registrant with the address may manage, signed in. Each comes once, in the order
// of the registrants and of what they are members of. No other right crosses
// organisations, and an empty address administers nothing. Addresses are compared without
// the space around them, and without regard to the case of ASCII letters.
//
// The session must have proven that the address is the person's, now: an address that
// was typed in, or that stands in the register, proves nothing, since an administrator
// may have registered anybody with any address.
func (c *Catalog) AdministeredBy(email string, registrants iter.Seq[Registrant]) iter.Seq[string] {
	return func(yield func(string) bool) {
		seen, folded := make(map[string]bool), foldAddress(email)
		for g := range identified(registrants) {
			if !sameAddress(folded, g.Email) {
				continue
			}
			for _, m := range g.Members {
				if seen[m.Org] || !c.administers(g.ID, m) {
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

// ChangeEmail gives a person another e-mail address, or none. The register tells where
// they belong; the caller writes the address to all rows of theirs.
//
// Whoever can be reached at an address may be taken for its bearer, so that this takes as
// much as removing the person and registering them with all that they have, in every
// organisation to which they belong: there the actor needs [ActionManageUsers] and, where
// the person has more than the default role, [ActionManageRoles] as well; and roles that
// give these and assign all of the person's roles. Otherwise the error is
// [access.ErrDenied]. It is an error if the person belongs to no organisation, is not in
// the register, or is given with another address than any there, or if the new address is
// not valid UTF-8.
//
// The items are the addresses lost, of which there are several where their rows in the
// register have, and the one gained, as far as there are such; one that is the same is
// unchanged. An address that is not personal is a warning, as with
// [Catalog.CreateRegistrant].
func (c *Catalog) ChangeEmail(actor access.Subject, target Registrant, email string, register Register) (Registrant, report.Report, error) {
	f := register.find(NewAccount{ID: target.ID, Email: email})
	members := slices.Concat(target.Members, f.person.Members)
	d := c.overAll(actor, members, target.ID)
	if !d.Allowed { // nothing of the register is told
		r, err := report.New("roles.change-email", actor.User, readdressing(target.ID, email, target.Email)...).Refuse(d)
		return Registrant{}, r, err
	}
	bad := invalid.In("roles")
	if register.Registrants == nil {
		bad.Add("register.registrants", "is nil; want everybody who is registered")
	} else if !f.known {
		bad.Add("target", "%s is not in the register; want somebody who is", invalid.Quote(target.ID))
	} else if !slices.ContainsFunc(f.emails, func(e string) bool { return foldAddress(e) == foldAddress(target.Email) }) {
		// Or a change would be reported as none, or as the loss of what was never there.
		bad.Add("target.email", "is not the address in the register; want the person as they are there")
	}
	if !utf8.ValidString(email) {
		bad.Add("email", "%s is not valid UTF-8", invalid.Quote(email))
	}
	if err := bad.Err(); err != nil {
		return Registrant{}, report.Report{}, err
	}
	r := report.New("roles.change-email", actor.User, readdressing(target.ID, email, f.emails...)...).Decided(d)
	if last := &r.Items[len(r.Items)-1]; last.Effect == report.Gain && slices.Contains(f.emails, email) {
		last.Outcome = report.Unchanged
	}
	next := target.Clone()
	next.Email = email
	r.Warnings = c.warnings(register, Registrant{ID: target.ID, Email: email, Members: members}, f.sharers)
	return next, r, nil
}

// readdressing returns the items of having the address in the place of others.
func readdressing(id, email string, had ...string) []report.Item {
	who := report.Person(id)
	var items []report.Item
	for _, e := range distinct(had) {
		if e != "" && e != email {
			items = append(items, report.Loses(who, emailThing(e), report.Thing{}))
		}
	}
	if email != "" || items == nil {
		items = append(items, report.Gains(who, emailThing(email), report.Thing{}))
	}
	return items
}

// overAll decides about a person with all that they have wherever they belong: as about
// removing them there. Who belongs nowhere is nobody's to act on.
func (c *Catalog) overAll(actor access.Subject, members []Member, id string) access.Decision {
	d := access.Deny(ReasonNotMember, "")
	if refused := access.ActorPreamble(c.built(), actor.User); refused != "" {
		return access.Deny(refused, "")
	}
	byOrg := make(map[string][]Member)
	var orgs []string
	for _, m := range members {
		if byOrg[m.Org] == nil {
			orgs = append(orgs, m.Org)
		}
		byOrg[m.Org] = append(byOrg[m.Org], m)
	}
	known := make(map[string][]access.Fact) // of the actor, so that each is looked at once
	for _, f := range actor.Facts {
		if m, ok := f.(*Member); ok && m != nil {
			known[m.Org] = append(known[m.Org], m)
		}
	}
	for _, org := range orgs {
		at, s := Place{Org: org}, actor
		if known[org] != nil {
			s.Facts = known[org]
		}
		mandates := c.mandates(s, org)
		for _, item := range leaving(Registrant{ID: id, Members: byOrg[org]}, at) {
			if d = mandates.overItem(item); !d.Allowed {
				return d
			}
		}
	}
	return d
}
