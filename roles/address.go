package roles

import (
	"iter"
	"slices"
	"strings"
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

// sameAddress reports whether two addresses are one. No address is nobody's.
func sameAddress(a, b string) bool {
	folded := foldAddress(a)
	return folded != "" && folded == foldAddress(b)
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
// organisations, and an empty address administers nothing.
//
// The session must have proven that the address is the person's, now: an address that
// was typed in, or that stands in the register, proves nothing, since an administrator
// may have registered anybody with any address.
func (c *Catalog) AdministeredBy(email string, registrants iter.Seq[Registrant]) iter.Seq[string] {
	return func(yield func(string) bool) {
		seen := make(map[string]bool)
		for g := range identified(registrants) {
			if !sameAddress(g.Email, email) {
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
