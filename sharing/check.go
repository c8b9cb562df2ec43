package sharing

import "lupa.example/access"

// Check decides about results and rules. A result is seen by its own customer
// number and by those to whom a rule shares it; being in one group, or on the
// staff, shows nothing. A rule may be requested by whoever acts for a customer
// number and configured by the staff alone. It allocates nothing.
//
// Check says nothing about the authority over what a rule shares or the
// awareness of its consequences: those are conditions of the act of configuring,
// not of the question who may.
func (rs *Rules) Check(s access.Subject, a access.Action, r access.Resource) access.Decision {
	if refused := access.Preamble(rs.built(), s.User, r); refused != "" {
		return access.Deny(refused, "")
	}
	switch r := r.(type) {
	case *Result:
		return decide(rs.checkResult(s, a, r))
	case *Rule:
		return decide(rs.checkRule(s, a, r))
	default:
		return access.Deny(access.ReasonUnknownKind, "")
	}
}

// decide returns the decision of a gate or a right; by is a rule's id or "".
func decide(reason access.Reason, by string, allowed bool) access.Decision {
	return access.Decision{Allowed: allowed, Reason: reason, By: by}
}

func (rs *Rules) checkResult(s access.Subject, a access.Action, r *Result) (reason access.Reason, by string, allowed bool) {
	if refused := access.Applicable(a, resultActions, r.complete()); refused != "" {
		return refused, "", false
	}
	right, refused := rs.resultRight(s)
	if refused != "" {
		return refused, "", false
	}
	return right.on(r)
}

func (rs *Rules) checkRule(s access.Subject, a access.Action, r *Rule) (reason access.Reason, by string, allowed bool) {
	if refused := access.Applicable(a, ruleActions, r.complete()); refused != "" {
		return refused, "", false
	}
	return ruleRight(s, a)
}

// may decides whether somebody may take an action on rules at all. It is for acts,
// which tell who may not before they tell what is wrong with a rule.
func (rs *Rules) may(s access.Subject, a access.Action) access.Decision {
	if refused := access.ActorPreamble(rs.built(), s.User); refused != "" {
		return access.Deny(refused, "")
	}
	return decide(ruleRight(s, a))
}
