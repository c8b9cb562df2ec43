package roles

import "lupa.example/access"

// A Member is what is known about a person in one organisation. A person may have
// several such facts, also for one organisation; what they say of it is united
// before any rule. The zero value belongs nowhere.
type Member struct {
	Org         string   // identifies the organisation
	Roles       []string // names of roles; those that the catalogue lacks give nothing
	Assignments []string // agent assignments within which the person may handle applications
}

// Fact returns "roles.member".
func (*Member) Fact() string { return "roles.member" }

var _ access.Fact = (*Member)(nil)
