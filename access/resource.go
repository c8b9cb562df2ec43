package access

// An Action is what the subject wants to do, in the words of the resource's
// area: "view", "approve". Unknown actions are denied.
type Action string

// A Kind is a type of resource: "sharing.result". Each kind is decided by exactly
// one [Authority]; unknown kinds are denied.
type Kind string

// A Resource is what the subject wants to act on, with what its own row says.
// Resources are pointers to plain structs that the caller fills for the question
// or already has. An authority knows its own types: one that embeds such a type is
// another, and denied.
type Resource interface {
	Kind() Kind
}
