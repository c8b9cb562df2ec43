package sharing

import (
	"lupa.example/access"
	"lupa.example/access/filter"
	"lupa.example/access/foresight"
	"lupa.example/access/report"
)

var _ foresight.Mender = (*Rules)(nil)

// Mend returns what would have to become so of the person: for which customer number they
// act, each way to see the result by itself, or that they are on the laboratory's staff.
// Both are for the service to say, so that there is no act of the library. Nothing is to
// be done about a result, which stays its owner's. See [foresight.Mender].
func (rs *Rules) Mend(q access.Question, part foresight.Part, atom filter.Condition) []foresight.Step {
	if part != foresight.Person {
		return nil
	}
	return filter.Visit(atom, mending{rs, q})
}

// Mending visits what does not hold of a person.
type mending struct {
	rs *Rules
	q  access.Question
}

type steps = []foresight.Step

// In is for results: one of the numbers, or some number of one of the groups. A number
// whose whole group will do is not told besides.
func (m mending) In(property string, values []string) (all steps) {
	for _, text := range values {
		if len(all) == foresight.MaxRepairs {
			break
		}
		if p, err := ParseParty(text); err == nil && (p.IsGroup() || !m.groupSees(p)) {
			all = append(all, m.accountStep(p.String()))
		}
	}
	return all
}

// groupSees reports whether the whole group of the number sees the result.
func (m mending) groupSees(number Party) bool {
	r, ok := m.q.Resource.(*Result)
	return ok && r != nil && m.rs.built() && m.rs.index.firstFor(number.code.group(), r.Owner.number) != nil
}

// Present is for requesting rules, which takes any number.
func (m mending) Present([]string) steps { return steps{m.accountStep("")} }

// Is is for configuring them.
func (m mending) Is(string, bool) steps {
	return steps{{Item: report.Gains(report.Person(m.q.Subject.User), report.Thing{Kind: KindStaff}, report.Thing{})}}
}

// Of the other sorts there is none in a condition on persons.

func (mending) All([]filter.Condition) steps         { return nil }
func (mending) Any([]filter.Condition) steps         { return nil }
func (mending) Has(string, []string) steps           { return nil }
func (mending) Some(string, filter.Condition) steps  { return nil }
func (mending) Differs(string, string) steps         { return nil }
func (mending) Lacks(string, filter.Condition) steps { return nil }

func (m mending) accountStep(number string) foresight.Step {
	return foresight.Step{
		Item:  report.Gains(report.Person(m.q.Subject.User), report.Thing{Kind: KindAccount, ID: number}, report.Thing{}),
		Needs: []string{"the customer's consent"},
	}
}

// MendRules returns the one rule that gives the sight that is asked for and no other: of
// the owner's number for the number for which the person acts. Of two changes of the rules
// the one is smaller that gives less, and where they give the same, the one that touches
// no rule that is there. A group, or an entry more in some rule, gives others' sight too,
// or the same and touches a rule; so there is never another that is as small.
//
// Adding a rule takes a request. Asker is whether the person may act on it.
func (rs *Rules) MendRules(q access.Question) [][]foresight.Step {
	if rs.Check(q.Subject, q.Action, q.Resource).Reason != ReasonNotShared {
		return nil
	}
	rule := Rule{
		Viewers: []Party{known(q.Subject).Account.Party()},
		Sharers: []Party{q.Resource.(*Result).Owner.Party()}, // of nothing else it is said
	}
	return [][]foresight.Step{{{
		Part:  foresight.Rules,
		Item:  ruleItem(rule, report.Gains),
		Act:   "sharing.add",
		Asker: rs.may(q.Subject, ActionConfigure),
		Needs: []string{"authority over the sharers", "the requester's acknowledgement of the consequences"},
	}}}
}

// Hint says what somebody who is denied for the reason could do; "" where nothing helps.
func (*Rules) Hint(r access.Reason) string { return hints[r] }

var hints = map[access.Reason]string{
	ReasonNotShared:            "whoever has authority over the results can ask the laboratory's staff to share them with you",
	ReasonNoAccount:            "ask whoever manages the users of this service to enter your customer number",
	ReasonNotStaff:             "request the rule; the laboratory's staff set it up",
	access.ReasonNoFact:        "ask whoever manages the users of this service to enter your customer number",
	access.ReasonAmbiguousFact: "act for one customer number at a time",
}
