package roles

import (
	"slices"

	"lupa.example/access"
)

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

// memberAt returns the fact if it is one about the organisation, nil if not.
func memberAt(f access.Fact, org string) *Member {
	if m, ok := f.(*Member); ok && m != nil && m.Org == org {
		return m
	}
	return nil
}

// members returns the subject's facts about organisations.
func members(s access.Subject) []*Member {
	all := make([]*Member, 0, len(s.Facts))
	for _, f := range s.Facts {
		if m, ok := f.(*Member); ok && m != nil {
			all = append(all, m)
		}
	}
	return all
}

// A membership is all that a person's facts say of one organisation, one fact at least.
type membership []*Member

// cutMembership cuts the first membership off facts that are sorted by organisation.
func cutMembership(facts []*Member) (first membership, rest []*Member) {
	return cut(facts, func(a, b *Member) bool { return a.Org == b.Org })
}

// cut cuts off what is the same as the first in the list, nothing if that is empty.
func cut[T any](list []T, same func(a, b T) bool) (first, rest []T) {
	n := 0
	for n < len(list) && same(list[0], list[n]) {
		n++
	}
	return list[:n], list[n:]
}

func (m membership) org() string { return m[0].Org }

// held is what the facts come to for the right.
func (m membership) held(r *right, signIn access.SignIn) held {
	h := nothingHeld
	for _, fact := range m {
		h = h.and(r, fact, signIn)
	}
	return h
}

// give asks whether some role in the facts gives the right, in a session or not.
func (m membership) give(r *right) bool { return slices.ContainsFunc(m, r.givenBy) }

// assignments returns those of all facts, sorted and each once.
func (m membership) assignments() []string {
	var all []string
	for _, fact := range m {
		all = append(all, fact.Assignments...)
	}
	slices.Sort(all)
	all = slices.Compact(all)
	if len(all) > 0 && all[0] == "" {
		return all[1:] // no application is within it
	}
	return all
}
