// Package access is the kernel of Lupa: it asks whether a subject may take an
// action on a resource, and answers with a decision and its reason.
//
// # The model
//
// A [Policy] holds rules and is immutable. Facts ride with the question: the
// [Subject] brings what the caller's session knows about the person, the
// [Resource] brings what its own row says. [Policy.Check] is a pure function
// of the three. It does no I/O, reads no clock, and may be called from any
// number of goroutines.
//
// An [Authority] decides about some kinds of resource. The packages sharing,
// roles, profile and casework each have one; a service adds its own for its own
// kinds, as it would add an http.Handler. A kind that no authority names is
// denied.
//
// # Denied unless a rule allows
//
// Every zero value denies: a nil policy, an empty user, a subject without
// facts, a decision that nobody made. Nothing that is unknown opens anything,
// and an empty identifier never equals another empty identifier.
//
// # Reasons
//
// A decision has a stable [Reason] for machines and auditors. Each gate that can
// deny has one of its own. The ones below may come from every authority; an
// area's own begin with the area's name and are listed in its documentation.
//
//	access/no-policy       the policy or the authority is nil or was never built
//	access/no-user         the subject names no user
//	access/no-resource     the resource is nil, or a nil pointer
//	access/unknown-kind    no authority decides about this type of resource
//	access/unknown-action  this kind of resource has no such action
//	access/incomplete      something that the question needs is empty or missing
//	access/no-fact         nothing is known of the user that this area needs
//	access/ambiguous-fact  what is known of the user says two things where it has to say one
//
// Where one question has several faults, the reason is that of the first gate
// in this order; only a fact that is incomplete comes after access/no-fact and
// access/ambiguous-fact. An area's own gates come last.
package access
