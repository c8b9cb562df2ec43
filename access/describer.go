package access

// A Describer is an [Authority] that can also say what it decides about. It is
// optional; the authorities of all areas are describers. A [Policy] hands these
// questions on to the authority concerned.
type Describer interface {
	// Actions returns the actions of a kind in the order in which they are
	// documented, as a new slice; nil for a kind that is not the authority's own.
	Actions(Kind) []Action

	// Explain says what a reason means, as a clause for people without a full stop;
	// "" for a reason that is not the authority's own.
	Explain(Reason) string

	// ID returns what identifies the resource within its kind, for logs; "" for nil
	// and for a resource that is not the authority's own.
	ID(Resource) string
}

// Actions returns the actions of a kind as its authority describes them; nil if no
// authority decides about the kind, or it is no [Describer].
func (p *Policy) Actions(k Kind) []Action {
	if d, ok := p.describer(k); ok {
		return d.Actions(k)
	}
	return nil
}

// ID returns what identifies the resource within its kind, for logs; "" for nil, and
// where its authority does not say.
func (p *Policy) ID(r Resource) string {
	if isNil(r) {
		return ""
	}
	if d, ok := p.describer(r.Kind()); ok {
		return d.ID(r)
	}
	return ""
}

func (p *Policy) describer(k Kind) (Describer, bool) {
	a, _ := p.Authority(k)
	d, ok := a.(Describer)
	return d, ok
}

// Explain returns the decision in words for people: "denied: the case is closed, or not
// known to be open (officer)". A reason that no authority of the policy explains is
// shown as it is.
func (p *Policy) Explain(d Decision) string {
	meaning := meanings[d.Reason]
	for a := range p.Authorities() {
		if meaning != "" {
			break
		}
		if describer, ok := a.(Describer); ok {
			meaning = describer.Explain(d.Reason)
		}
	}
	if meaning == "" {
		return d.String()
	}
	text := d.outcome() + ": " + meaning
	if d.By != "" {
		text += " (" + printable(d.By) + ")"
	}
	return text
}

// meanings says what the kernel's own reasons mean, in the words of the package
// documentation.
var meanings = map[Reason]string{
	ReasonNoPolicy:      "the policy or the authority is nil or was never built",
	ReasonNoUser:        "the subject names no user",
	ReasonNoResource:    "the resource is nil, or a nil pointer",
	ReasonUnknownKind:   "no authority decides about this type of resource",
	ReasonUnknownAction: "this kind of resource has no such action",
	ReasonIncomplete:    "something that the question needs is empty or missing",
	ReasonNoFact:        "nothing is known of the user that this area needs",
	ReasonAmbiguousFact: "what is known of the user says two things where it has to say one",
}
