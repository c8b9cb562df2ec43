package access

// An Authority decides about the kinds of resource that it names. It is how an
// area plugs into a [Policy], and how a service adds kinds of its own.
//
// An implementation must be safe for concurrent use and must not change after it
// was given to [NewPolicy]. Its Check is a pure function: the same inputs give
// the same decision, no input is kept or changed, and whatever it does not know
// is denied. Through a policy it is only asked about non-nil resources of its own
// kinds by a subject whose user is not empty. Package accesstest tests an
// implementation. An authority that also is a [Describer] can be asked what it decides
// about.
type Authority interface {
	Kinds() []Kind
	Check(Subject, Action, Resource) Decision
}
