package access

// A Reason says why a decision came out as it did. Reasons are stable: programs
// may compare them and logs may count them. They name the area and the gate, as
// in "profile/closed"; the empty reason belongs to a decision that nobody made.
type Reason string

// Reasons that every authority may give. All of them deny.
const (
	ReasonNoPolicy      Reason = "access/no-policy"      // nil or never built
	ReasonNoUser        Reason = "access/no-user"        // the subject's user is empty
	ReasonNoResource    Reason = "access/no-resource"    // nil, or a nil pointer
	ReasonUnknownKind   Reason = "access/unknown-kind"   // no authority decides about it
	ReasonUnknownAction Reason = "access/unknown-action" // the kind has no such action
	ReasonIncomplete    Reason = "access/incomplete"     // a needed identifier or part is empty
	ReasonNoFact        Reason = "access/no-fact"        // nothing known about the person in this area
	ReasonAmbiguousFact Reason = "access/ambiguous-fact" // two different values where one must be
)
