package sharing

import "lupa.example/access"

// A User is what is known about a person in this area: the customer number they
// act for, and whether they are on the laboratory's staff. A person has one such
// fact; two that differ are ambiguous and deny. The zero value acts for nobody.
type User struct {
	Account Account `json:",omitzero"` // the zero account for staff who act for no customer
	Staff   bool    // configures rules; sees no results by that
}

// Fact returns "sharing.user".
func (*User) Fact() string { return "sharing.user" }

func sameUser(a, b *User) bool { return *a == *b }

var _ access.Fact = (*User)(nil)
