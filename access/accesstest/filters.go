package accesstest

import (
	"encoding/json"
	"errors"
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"lupa.example/access"
	"lupa.example/access/filter"
)

// Filters runs a subtest for each law that holds between the decisions of an authority
// and the conditions that it offers as a [filter.Lister], or those of all authorities of
// a policy:
//
//   - The condition of [filter.Rows] holds for exactly those rows on which Check allows
//     the subject the action. Where there is a denial instead of a condition, Check
//     denies every row, a complete one with the same reason.
//   - The condition of [filter.People] holds for whom Check allows the action on the
//     resource, and for nobody else whose facts do not contradict each other. Where
//     there is a denial instead, Check denies every user for the same reason.
//   - Conditions are on properties that the schema has, are the same whenever they are
//     asked for, and are read again from JSON as they were written. The rows of a
//     resource, of a subject and of what is not the authority's own do not panic.
//
// Kinds that are not told by their rows ([filter.ErrNotByRow]) are under the law about
// people only, and questions about kinds of authorities without conditions under none.
//
// Each condition is matched with several rows and persons, of the question and of
// others. A last subtest fails unless conditions held for some of the rows and persons
// and not for others, since the laws say little otherwise.
func Filters(t *testing.T, c Checker, questions *rapid.Generator[access.Question]) {
	t.Helper()
	policy, err := policyOf(c)
	if err != nil {
		t.Fatal(err)
	}
	for _, law := range filterLaws {
		check(t, law.name, law.of(policy, questions))
	}
	t.Run("conditions hold for some and not for others", func(t *testing.T) {
		t.Helper()
		if err := oneSidedFilters(policy, questions); err != nil {
			t.Error(err)
		}
	})
}

// Filtered returns what keeps one question from the laws of [Filters], nil if nothing
// does, for callers who ask every question of a table.
func Filtered(p *access.Policy, q access.Question) error {
	_, err := filteredRow(p, q, q.Resource)
	if err == nil {
		_, err = filteredPerson(p, q, q.Subject)
	}
	return err
}

var filterLaws = []law{
	{"rows are those that are allowed", filteredRows},
	{"people are those who are allowed", filteredPeople},
	{"conditions are the same, written and read", filtersPure},
	{"what is not its own is no row", filtersForeign},
}

// policyOf returns the policy that the checker is, or that consists of it.
func policyOf(c Checker) (*access.Policy, error) {
	switch c := c.(type) {
	case *access.Policy:
		return c, nil
	case access.Authority:
		return access.NewPolicy(c)
	default:
		return nil, fmt.Errorf("want an authority or a policy; %T is neither", c)
	}
}

func filteredRows(t *rapid.T, c Checker, questions *rapid.Generator[access.Question]) error {
	asked := several(t, questions)
	for _, q := range asked {
		for _, other := range asked {
			// The other's row, and a copy of the question's own in which texts that were
			// of the user are empty.
			for _, r := range []access.Resource{other.Resource, nobody(q).Resource} {
				if kindOf(access.Question{Resource: r}) != kindOf(q) {
					continue
				}
				if _, err := filteredRow(c.(*access.Policy), q, r); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// filteredRow asks whether the question's subject may take its action on the row, both
// ways, and returns whether a condition told so, or that the answers differ.
func filteredRow(p *access.Policy, q access.Question, r access.Resource) (holds bool, err error) {
	q.Resource = r
	lister := listerOf(p, kindOf(q))
	if lister == nil {
		return false, nil
	}
	defer caught(&err, q)
	d := p.Check(q.Subject, q.Action, r)
	c, err := filter.Rows(p, q.Subject, q.Action, kindOf(q))
	var denied *access.DeniedError
	switch {
	case errors.Is(err, filter.ErrNotByRow):
		return false, nil
	case errors.As(err, &denied):
		if d.Allowed {
			return false, fmt.Errorf("there is no condition, for the reason %s, and this row is allowed\n%s", denied.Decision.Reason, answered(q, d))
		}
		if d.Reason != denied.Decision.Reason && !atFault(d.Reason) {
			return false, fmt.Errorf("there is no condition, for the reason %s, and Check has another\n%s", denied.Decision.Reason, answered(q, d))
		}
		return false, nil
	case err != nil:
		return false, fmt.Errorf("%w\n%s", err, answered(q, d))
	}
	holds = filter.Match(c, lister.Row(r))
	if holds != d.Allowed {
		return false, fmt.Errorf("the condition on rows %s\n%s\n  condition %v", verdict(holds), answered(q, d), c)
	}
	return holds, nil
}

// atFault reports whether the reason is one that a row gives, before anything that is
// known of the person is looked at.
func atFault(r access.Reason) bool {
	return r == access.ReasonIncomplete || r == access.ReasonNoResource || r == access.ReasonUnknownKind
}

func verdict(holds bool) string {
	if holds {
		return "holds for one that is denied"
	}
	return "does not hold for one that is allowed"
}

func filteredPeople(t *rapid.T, c Checker, questions *rapid.Generator[access.Question]) error {
	asked := several(t, questions)
	for _, q := range asked {
		for _, other := range asked {
			for _, s := range []access.Subject{other.Subject, nobody(q).Subject, withFacts(q).Subject} {
				if _, err := filteredPerson(c.(*access.Policy), q, s); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// filteredPerson asks whether the subject may take the question's action on its
// resource, both ways, and returns whether a condition told so, or that the answers
// differ.
func filteredPerson(p *access.Policy, q access.Question, s access.Subject) (holds bool, err error) {
	q.Subject = s
	lister := listerOf(p, kindOf(q))
	if lister == nil {
		return false, nil
	}
	defer caught(&err, q)
	d := p.Check(s, q.Action, q.Resource)
	c, err := filter.People(p, q.Action, q.Resource)
	var denied *access.DeniedError
	switch {
	case errors.As(err, &denied):
		if d.Reason != denied.Decision.Reason && d.Reason != access.ReasonNoUser {
			return false, fmt.Errorf("there is no condition, for the reason %s, and Check has another\n%s", denied.Decision.Reason, answered(q, d))
		}
		return false, nil
	case err != nil:
		return false, fmt.Errorf("%w\n%s", err, answered(q, d))
	}
	holds = filter.Match(c, lister.Person(s))
	if holds != d.Allowed && !(holds && d.Reason == access.ReasonAmbiguousFact) {
		return false, fmt.Errorf("the condition on people %s\n%s\n  condition %v", verdict(holds), answered(q, d), c)
	}
	return holds, nil
}

func filtersPure(t *rapid.T, c Checker, questions *rapid.Generator[access.Question]) (err error) {
	p := c.(*access.Policy)
	asked := several(t, questions)
	var first []filter.Condition
	for _, q := range append(asked, asked...) {
		if listerOf(p, kindOf(q)) == nil {
			continue
		}
		for _, c := range conditions(p, q) {
			first = append(first, c)
			text, err := json.Marshal(c)
			if err != nil {
				continue // a name that is no UTF-8
			}
			var back filter.Condition
			if err := json.Unmarshal(text, &back); err != nil || !back.Equal(c) {
				return fmt.Errorf("the condition is written as %s and read as %v, error %v\n%s\n  condition %v", text, back, err, Describe(q), c)
			}
		}
	}
	half := len(first) / 2
	for i, c := range first[:half] {
		if again := first[half+i]; !again.Equal(c) {
			return fmt.Errorf("asked for again, the condition is another: it was\n%v\nand is\n%v\nof one of these questions:\n%s", c, again, describeAll(asked))
		}
	}
	return nil
}

// conditions returns the two of a question, nothing for what fails.
func conditions(p *access.Policy, q access.Question) []filter.Condition {
	rows, _ := filter.Rows(p, q.Subject, q.Action, kindOf(q))
	people, _ := filter.People(p, q.Action, q.Resource)
	return []filter.Condition{rows, people}
}

func describeAll(questions []access.Question) (all string) {
	for _, q := range questions {
		all += Describe(q) + "\n"
	}
	return all
}

func filtersForeign(t *rapid.T, c Checker, questions *rapid.Generator[access.Question]) (err error) {
	q := questions.Draw(t, "question")
	lister := listerOf(c.(*access.Policy), kindOf(q))
	if lister == nil {
		return nil
	}
	defer caught(&err, q)
	rows := []access.Resource{nil, (*foreignResource)(nil), &foreignResource{foreignKind}}
	if none, ok := typedNil(q.Resource); ok {
		rows = append(rows, none)
	}
	for _, r := range rows {
		if row := lister.Row(r); filter.Match(filter.Everything(), row) {
			return fmt.Errorf("a resource that is not the authority's own, %s, is a row", printer{}.print(r))
		}
	}
	if s := lister.Schema(foreignKind); len(s.Properties) > 0 {
		return fmt.Errorf("a kind that is not the authority's own has the properties %v", s.Properties)
	}
	for _, facts := range [][]access.Fact{nil, absent(q), strangers(q)} {
		if lister.Person(withFacts(q, facts...).Subject) == nil {
			return fmt.Errorf("a subject is no row\n%s", Describe(q))
		}
	}
	return nil
}

// listerOf returns the kind's authority if it offers conditions.
func listerOf(p *access.Policy, k access.Kind) filter.Lister {
	a, _ := p.Authority(k)
	lister, _ := a.(filter.Lister)
	return lister
}

// caught makes an error of a panic while the question was asked.
func caught(err *error, q access.Question) {
	if p := recover(); p != nil {
		*err = fmt.Errorf("a condition panics%s: %v\n%s", origin(), p, Describe(q))
	}
}

// oneSidedFilters returns an error if conditions held for none of many rows or persons,
// or for all.
func oneSidedFilters(p *access.Policy, questions *rapid.Generator[access.Question]) error {
	rows, people := 0, 0
	byRow, notByRow := false, false
	for seed := range samples {
		q := questions.Example(seed)
		_, err := filter.Rows(p, q.Subject, q.Action, kindOf(q))
		byRow = byRow || err == nil
		notByRow = notByRow || errors.Is(err, filter.ErrNotByRow)
		if holds, _ := filteredRow(p, q, q.Resource); holds {
			rows++
		}
		if holds, _ := filteredPerson(p, q, q.Subject); holds {
			people++
		}
	}
	const little = "of %d questions, conditions on %s held for %d, so the laws say little; let the generator draw some that are allowed and some that are denied"
	if (byRow || !notByRow) && (rows == 0 || rows == samples) {
		return fmt.Errorf(little, samples, "rows", rows)
	}
	if people == 0 || people == samples {
		return fmt.Errorf(little, samples, "people", people)
	}
	return nil
}
