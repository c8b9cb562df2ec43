package export

import (
	"lupa.example/access"
	"lupa.example/sharing"
)

// Relations of sharing.
const (
	relCustomer = "customer" // of the laboratory: who acts for a customer number
	relStaff    = "staff"
	relActor    = "actor"     // who acts for the number, or one of the group
	relMember   = "member"    // of a group
	relInGroup  = "in_group"  // the group of a number
	relSharerIn = "sharer_in" // a rule
	relViewer   = "viewer"    // of a rule
	relSees     = "sees"      // the results of the number, or of the group's
	relOwner    = "owner"     // of a result, of a row
)

// sharingTypes is the part of the model that is about results. Who sees a number's results
// acts for it, or for a viewer of a rule in which it, or its group, is a sharer.
func sharingTypes() []*typeDefinition {
	lab := newType(typeLaboratory)
	lab.direct(relCustomer, reference{kind: typeUser})
	lab.direct(relStaff, reference{kind: typeUser})
	lab.may(string(sharing.ActionRequest), has(relCustomer))
	lab.may(string(sharing.ActionConfigure), has(relStaff))

	account := newType(typeAccount)
	account.direct(relActor, reference{kind: typeUser})
	account.direct(relInGroup, reference{kind: typeGroup})
	account.direct(relSharerIn, reference{kind: typeRule})
	account.define(relSees, anyOf(has(relActor), from(relViewer, relSharerIn), from(relSees, relInGroup)))

	group := newType(typeGroup)
	group.direct(relMember, reference{kind: typeAccount})
	group.define(relActor, from(relActor, relMember))
	group.direct(relSharerIn, reference{kind: typeRule})
	group.define(relSees, from(relViewer, relSharerIn))

	rule := newType(typeRule)
	rule.direct(relViewer, reference{kind: typeAccount, relation: relActor}, reference{kind: typeGroup, relation: relActor})

	result := newType(typeResult)
	result.direct(relOwner, reference{kind: typeAccount})
	result.may(string(sharing.ActionView), from(relSees, relOwner))
	return []*typeDefinition{lab, account, group, rule, result}
}

// party returns the number or the group.
func party(p sharing.Party) string {
	if p.IsGroup() {
		return object(typeGroup, p.String())
	}
	return object(typeAccount, p.String())
}

func ruleTuples(rules *sharing.Rules, add adder) {
	for r := range rules.All() {
		rule := object(typeRule, r.ID)
		seen := make(map[sharing.Party]bool)
		for _, viewer := range r.Viewers {
			if !seen[viewer] {
				add(rule, relViewer, every(relActor, party(viewer)))
			}
			seen[viewer] = true
		}
		clear(seen)
		for _, sharer := range r.Sharers {
			if !seen[sharer] {
				add(party(sharer), relSharerIn, rule)
			}
			seen[sharer] = true
		}
	}
}

func sameCustomer(a, b *sharing.User) bool { return *a == *b }

func customerTuples(s access.Subject, add adder) {
	u, refused := access.Single(s, sameCustomer)
	if refused != "" {
		return
	}
	if !u.Account.IsZero() {
		add(laboratory, relCustomer, user(s.User))
		add(party(u.Account.Party()), relActor, user(s.User))
	}
	if u.Staff {
		add(laboratory, relStaff, user(s.User))
	}
}

func resultTuples(r *sharing.Result, add adder) {
	if !r.Owner.IsZero() {
		add(object(typeResult, r.ID), relOwner, party(r.Owner.Party()))
	}
}

// groupTuples ride with a question about a result: in which group the number is for which
// the person acts, and in which the owner's. So a number that comes to a group later needs
// no tuple.
func groupTuples(s access.Subject, r *sharing.Result, add adder) {
	add(party(r.Owner.Party()), relInGroup, party(r.Owner.Group()))
	if u, refused := access.Single(s, sameCustomer); refused == "" && !u.Account.IsZero() {
		add(party(u.Account.Group()), relMember, party(u.Account.Party()))
	}
}

// completeRule reports whether the rule has what every question about one needs.
func completeRule(r *sharing.Rule) bool {
	for _, list := range [][]sharing.Party{r.Viewers, r.Sharers} {
		for _, p := range list {
			if p.IsZero() {
				return false
			}
		}
	}
	return len(r.Viewers) > 0 && len(r.Sharers) > 0
}
