package sharing

import "lupa.example/access"

// Check decides about results and rules. A result is seen by its own customer
// number and by those to whom a rule shares it; being in one group, or on the
// staff, shows nothing. A rule may be requested by whoever acts for a customer
// number and configured by the staff alone.
//
// Check says nothing about the authority over what a rule shares or the
// awareness of its consequences: those are conditions of the act of configuring,
// not of the question who may.
func (rs *Rules) Check(s access.Subject, a access.Action, r access.Resource) access.Decision {
	if !rs.built() {
		return access.Deny(access.ReasonNoPolicy, "")
	}
	if s.User == "" {
		return access.Deny(access.ReasonNoUser, "")
	}
	switch r := r.(type) {
	case nil:
		return access.Deny(access.ReasonNoResource, "")
	case *Result:
		return rs.checkResult(s, a, r)
	case *Rule:
		return checkRule(s, a, r)
	default:
		return access.Deny(access.ReasonUnknownKind, "")
	}
}

func (rs *Rules) checkResult(s access.Subject, a access.Action, r *Result) access.Decision {
	if r == nil {
		return access.Deny(access.ReasonNoResource, "")
	}
	if a != ActionView {
		return access.Deny(access.ReasonUnknownAction, "")
	}
	if r.Owner.IsZero() {
		return access.Deny(access.ReasonIncomplete, "")
	}
	user, missing := access.Single(s, sameUser)
	if missing != "" {
		return access.Deny(missing, "")
	}
	if user.Account.IsZero() {
		return access.Deny(ReasonNoAccount, "")
	}
	if user.Account == r.Owner {
		return access.Allow(ReasonOwn, "own")
	}
	rule := rs.index.first(user.Account, r.Owner)
	if rule == nil {
		return access.Deny(ReasonNotShared, "")
	}
	return access.Allow(ReasonRule, rule.key)
}

func checkRule(s access.Subject, a access.Action, r *Rule) access.Decision {
	if r == nil {
		return access.Deny(access.ReasonNoResource, "")
	}
	if a != ActionRequest && a != ActionConfigure {
		return access.Deny(access.ReasonUnknownAction, "")
	}
	if !r.complete() {
		return access.Deny(access.ReasonIncomplete, "")
	}
	user, missing := access.Single(s, sameUser)
	if missing != "" {
		return access.Deny(missing, "")
	}
	if a == ActionConfigure {
		if !user.Staff {
			return access.Deny(ReasonNotStaff, "")
		}
		return access.Allow(ReasonStaff, "staff")
	}
	if user.Account.IsZero() {
		return access.Deny(ReasonNoAccount, "")
	}
	return access.Allow(ReasonCustomer, "customer")
}
