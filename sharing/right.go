package sharing

import (
	"iter"
	"slices"

	"lupa.example/access"
	"lupa.example/access/filter"
)

// A rule is written three times here, side by side, so that whoever changes one sees
// the others: the test on one row, the condition on all rows, and the condition on all
// persons who may do it to a row. Tests hold them together.

// A resultRight is what somebody may see before any result is looked at: those of the
// customer number for which they act, and those that the rules let it see.
type resultRight struct {
	rules   *index
	account Account
}

func (rs *Rules) resultRight(s access.Subject) (resultRight, access.Reason) {
	user, refused := userOf(s.Facts)
	switch {
	case refused != "":
		return resultRight{}, refused
	case user.Account.IsZero():
		return resultRight{}, ReasonNoAccount
	default:
		return resultRight{rs.index, user.Account}, ""
	}
}

// on decides about one result. Own comes before any rule, since no rule takes it away.
func (r resultRight) on(result *Result) (reason access.Reason, by string, allowed bool) {
	if r.account == result.Owner {
		return ReasonOwn, "", true
	}
	if rule := r.rules.first(r.account, result.Owner); rule != nil {
		return ReasonRule, rule.key, true
	}
	return ReasonNotShared, "", false
}

// over says of all results what on says of one.
func (r resultRight) over() filter.Condition {
	return covered("owner", "ownerGroup", r.rules.sees(r.account))
}

// resultPeople says of all persons whether their right is on the result, which has an
// owner.
func (rs *Rules) resultPeople(result *Result) filter.Condition {
	return covered("sharing.account", "sharing.accountGroup", rs.index.seenBy(result.Owner))
}

// ruleRight decides whether somebody may take the action on rules. It is the same for
// every rule: what a rule says of its lists makes no difference to who may ask for it.
func ruleRight(s access.Subject, a access.Action) (reason access.Reason, by string, allowed bool) {
	user, refused := userOf(s.Facts)
	switch {
	case refused != "":
		return refused, "", false
	case a == ActionConfigure && user.Staff:
		return ReasonStaff, "", true
	case a == ActionConfigure:
		return ReasonNotStaff, "", false
	case user.Account.IsZero():
		return ReasonNoAccount, "", false
	default:
		return ReasonCustomer, "", true
	}
}

// rulePeople says of all persons whether they may take the action on rules.
func rulePeople(a access.Action) filter.Condition {
	if a == ActionConfigure {
		return filter.Is("sharing.staff", true)
	}
	return filter.Present("sharing.account")
}

// covered returns the condition that one of the entries covers a customer number, which
// is one property, and its main number another.
func covered(number, group string, entries iter.Seq[Party]) filter.Condition {
	all := slices.Collect(entries)
	slices.SortFunc(all, func(a, b Party) int { return int(a.code) - int(b.code) }) // as their texts, which need no sorting then
	var numbers, groups []string
	for _, p := range all {
		if p.IsGroup() {
			groups = append(groups, mainNumber(p.code))
		} else {
			numbers = append(numbers, p.String())
		}
	}
	return filter.AnyOf(filter.In(number, numbers...), filter.In(group, groups...))
}
