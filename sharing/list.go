package sharing

import (
	"fmt"

	"lupa.example/access"
	"lupa.example/access/filter"
)

var _ filter.Lister = (*Rules)(nil)

// What conditions on results and persons speak of. The properties bear the names of the
// wire format.
var (
	results = filter.Declare(KindResult,
		filter.Text("owner", func(r *Result) string { return accountText(r.Owner) }),
		filter.Derived("ownerGroup", "owner", func(r *Result) string { return mainNumber(r.Owner.number) }, membersOf),
	)
	persons = filter.DeclarePerson(
		filter.Text("sharing.account", func(s access.Subject) string { return accountText(known(s).Account) }),
		filter.Text("sharing.accountGroup", func(s access.Subject) string { return mainNumber(known(s).Account.number) }),
		filter.Flag("sharing.staff", func(s access.Subject) (staff, known bool) {
			user, missing := userOf(s.Facts)
			return missing == "" && user.Staff, missing == ""
		}),
	)
)

// accountText returns the customer number, "" for none.
func accountText(a Account) string {
	if a.IsZero() {
		return ""
	}
	return a.String()
}

// mainNumber returns the first five digits of a party, "" of none.
func mainNumber(c code) string {
	if c == 0 {
		return ""
	}
	return c.String()[:5]
}

// membersOf returns all customer numbers with the main number.
func membersOf(main string) []string {
	if _, ok := digits(main, 5); !ok {
		return nil
	}
	members := make([]string, 100)
	for i := range members {
		members[i] = fmt.Sprintf("%s-%02d", main, i)
	}
	return members
}

// Rows returns the condition on the results on which Check allows the subject the action:
// see [filter.Rows]. Its size and what it costs are in proportion to what the rules let
// the subject's customer number see. Rules are [filter.ErrNotByRow]: who may request and
// configure them is the same for all.
func (rs *Rules) Rows(s access.Subject, a access.Action, k access.Kind) (filter.Condition, error) {
	if k == KindRule {
		return filter.Nothing(), filter.ErrNotByRow
	}
	if refused := access.ActorPreamble(rs.built(), s.User); refused != "" {
		return noCondition(refused)
	}
	if k != KindResult {
		return noCondition(access.ReasonUnknownKind)
	}
	if refused := access.Applicable(a, resultActions, true); refused != "" {
		return noCondition(refused)
	}
	right, refused := rs.resultRight(s)
	if refused != "" {
		return noCondition(refused)
	}
	return right.over(), nil
}

// noCondition is nothing, for a question that is denied whatever the row or person is.
func noCondition(refused access.Reason) (filter.Condition, error) {
	return filter.Nothing(), access.Deny(refused, "").Err()
}

// People returns the condition, on "sharing.account", "sharing.accountGroup" and
// "sharing.staff", on those whom Check allows the action on the resource: see
// [filter.People].
func (rs *Rules) People(a access.Action, r access.Resource) (filter.Condition, error) {
	refused := access.Preamble(rs.built(), anybody, r)
	if refused == "" {
		refused = fault(a, r)
	}
	if refused != "" {
		return noCondition(refused)
	}
	switch r := r.(type) {
	case *Result:
		return rs.resultPeople(r), nil
	default:
		return rulePeople(a), nil
	}
}

// anybody is a user for whom nothing is denied that is not denied everyone.
const anybody = "anybody"

// fault returns why everybody is denied the action on the resource, whatever is known
// of them.
func fault(a access.Action, r access.Resource) access.Reason {
	var complete bool
	switch r := r.(type) {
	case *Result:
		complete = r.complete()
	case *Rule:
		complete = r.complete()
	default:
		return access.ReasonUnknownKind
	}
	return access.Applicable(a, actionsOf(r.Kind()), complete)
}

// Schema returns the properties of results, and for the kind "" those of persons.
func (*Rules) Schema(k access.Kind) filter.Schema {
	switch k {
	case KindResult:
		return results.Schema()
	case "":
		return persons.Schema()
	default:
		return filter.Schema{Kind: k}
	}
}

// Row returns the result as a row; nil for nil, and for any other resource.
func (*Rules) Row(r access.Resource) filter.Row {
	if r, ok := r.(*Result); ok {
		return results.Row(r)
	}
	return nil
}

// Person returns the subject as a row. One without a fact, or with facts that differ,
// has no more than the user, and whether they are signed in.
func (*Rules) Person(s access.Subject) filter.Row { return persons.Row(s) }
