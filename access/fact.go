package access

// A Fact is something that the caller knows about a person, in the terms of one
// area: a customer number, roles in an organisation, a profile, an employer.
// Facts are pointers to plain structs, so that a missing one (nil) is told from
// an empty one.
type Fact interface {
	// Fact names what kind of fact this is, for audit: "sharing.user".
	Fact() string
}

// Single returns the subject's one fact of type P, for authorities whose area
// allows only one. The same fact given again, as same judges, is still one fact.
// Nil facts are no facts. Same must not be nil.
//
// With no such fact the reason is [ReasonNoFact]; with two that differ it is
// [ReasonAmbiguousFact], whatever their order. Otherwise the reason is empty. Single
// allocates nothing.
func Single[T any, P interface {
	*T
	Fact
}](s Subject, same func(a, b P) bool) (P, Reason) {
	var found P
	for _, f := range s.Facts {
		p, ok := f.(P)
		if !ok || p == nil {
			continue
		}
		if found == nil {
			found = p
		} else if !same(found, p) {
			return nil, ReasonAmbiguousFact
		}
	}
	if found == nil {
		return nil, ReasonNoFact
	}
	return found, ""
}
