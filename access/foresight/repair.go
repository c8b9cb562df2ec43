package foresight

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"lupa.example/access"
	"lupa.example/access/filter"
	"lupa.example/access/report"
)

// A Part is where something would have to change for a question to be allowed. The zero
// value is the person.
type Part uint8

const (
	Person Part = iota // what is known of who asks
	Row                // what the resource's row says
	Rules              // the policy
)

// String returns "person", "row" or "rules"; a value that is none of the constants is
// "rules", the one that takes most.
func (p Part) String() string {
	switch p {
	case Person:
		return "person"
	case Row:
		return "row"
	default:
		return "rules"
	}
}

// MarshalText returns what String returns.
func (p Part) MarshalText() ([]byte, error) { return []byte(p.String()), nil }

// UnmarshalText reads "person", "row" or "rules" and nothing else.
func (p *Part) UnmarshalText(text []byte) error {
	for _, known := range []Part{Person, Row, Rules} {
		if string(text) == known.String() {
			*p = known
			return nil
		}
	}
	return fmt.Errorf("foresight: %q is no part of a question; want person, row or rules", text)
}

// A Step is one thing that would have to become so.
type Step struct {
	Part Part        `json:"part"`
	Item report.Item `json:"item"` // who gains or loses what, as a report says it
	Act  string      `json:"act"`  // of the library that does it, "casework.share"; "" where a service does so by itself

	// Asker is whether who asks may take the act themselves. It is the zero value,
	// which denies without a reason, where that cannot be told.
	Asker access.Decision `json:"asker"`

	Needs []string `json:"needs"` // what the act takes besides the right to it, in words: a confirmation
}

// A Repair is a smallest change by which a denied question would be allowed: all of its
// steps together do it, and no part of them does. Where alternatives come to more than
// [MaxRepairs], a repair is smallest among those that were looked at.
type Repair struct {
	Steps []Step `json:"steps"`
}

// String returns the step in words: "liisa gains client work (client C1), by
// casework.share".
func (s Step) String() string {
	item := s.Item
	item.Outcome = report.Change
	text := item.String()
	if s.Act != "" {
		text += ", by " + s.Act
	}
	if s.Asker.Allowed {
		text += ", which the asker may"
	}
	if len(s.Needs) > 0 {
		text += " (takes " + strings.Join(s.Needs, ", ") + ")"
	}
	return text
}

// MarshalJSON returns the step with a list that is empty rather than null, and with the
// decision's fields named as an item names them; without the asker where it cannot be told
// whether they may.
func (s Step) MarshalJSON() ([]byte, error) {
	type decision struct {
		Allowed bool          `json:"allowed"`
		Reason  access.Reason `json:"reason,omitempty"`
		By      string        `json:"by,omitempty"`
	}
	type plain Step
	return json.Marshal(struct {
		plain
		Asker decision `json:"asker,omitzero"`
		Needs []string `json:"needs"`
	}{plain(s), decision(s.Asker), notNil(s.Needs)})
}

// MarshalJSON returns the repair with a list that is empty rather than null.
func (r Repair) MarshalJSON() ([]byte, error) {
	type plain Repair
	r.Steps = notNil(r.Steps)
	return json.Marshal(plain(r))
}

// String returns the steps in words.
func (r Repair) String() string {
	words := make([]string, len(r.Steps))
	for i, s := range r.Steps {
		words[i] = s.String()
	}
	return strings.Join(words, "; and ")
}

// A Mender is a [filter.Lister] that can say how what its conditions ask for comes to be
// so. It is optional. Like Check, its methods are pure and may be called from any number
// of goroutines.
type Mender interface {
	filter.Lister

	// Mend returns the ways in which an atom of a condition, which does not hold of the
	// part of the question, comes to hold. Each is one step by itself. There is none for
	// what nothing can change, as who somebody is or whose a row is.
	Mend(q access.Question, part Part, atom filter.Condition) []Step

	// MendRules returns the smallest changes of the authority itself by which it would
	// allow the question, each as the steps that it takes; none where no rule does.
	MendRules(q access.Question) [][]Step

	// Hint says what somebody who is denied for the reason could do, or whom they could
	// ask, without a word about anybody or any row; "" if nothing helps.
	Hint(access.Reason) string
}

// A RowMender is a [Mender] that can also say what would have to change in the rows of
// those of its kinds that have no condition on rows: see [filter.ErrNotByRow]. It is
// optional.
type RowMender interface {
	Mender

	// MendRow returns the smallest changes of what the resource's row says by which the
	// question would be allowed, each as the steps that it takes; none where no row does.
	MendRow(q access.Question) [][]Step
}

// MaxRepairs is how many repairs are told at most of each part. There may be more where
// there are hundreds of ways to the same, such as profiles to belong to, or where a
// condition has alternatives within alternatives.
const MaxRepairs = 256

// Repairs returns the smallest changes by which a question would be allowed that is
// denied: of what is known of the person, of the row, or of the rules, each by itself.
// Those with fewest steps come first, and among them those of the person before those of
// the row and of the rules, and what needs less before what needs more. There are none
// where the question is allowed, makes no sense, or is denied for what nothing can change;
// [Hint] says why. An authority that is no [Mender] is [ErrNoRepairs].
//
// What is returned names rows and people, so it is for callers who may see these; what
// the asker may be told is [Hint]. The cost is in proportion to the conditions, to the
// rules, and to the facts of the question, as far as the authority's own is: [MaxRepairs]
// bounds what alternatives come to.
func Repairs(p *access.Policy, s access.Subject, a access.Action, r access.Resource) ([]Repair, error) {
	q := access.Question{Subject: s, Action: a, Resource: r}
	if p.Check(s, a, r).Allowed || access.Preamble(p != nil, s.User, r) != "" {
		return nil, nil
	}
	authority, known := p.Authority(r.Kind())
	if !known {
		return nil, nil
	}
	mender, ok := authority.(Mender)
	if !ok {
		return nil, fmt.Errorf("%w (kind %q)", ErrNoRepairs, r.Kind())
	}
	var all []Repair
	for _, repairs := range [][]Repair{ofPerson(mender, p, q), ofRow(mender, p, q), asRepairs(mender.MendRules(q))} {
		slices.SortStableFunc(repairs, Repair.compare) // the smallest are to be told
		all = append(all, repairs[:min(len(repairs), MaxRepairs)]...)
	}
	slices.SortStableFunc(all, Repair.compare)
	for i := range all {
		all[i].Steps = slices.Clone(all[i].Steps)
		for j := range all[i].Steps {
			all[i].Steps[j].Item.Outcome = report.Change // what would be; whether it may be done is said apart
		}
	}
	return all, nil
}

// ofPerson returns the repairs of what is known of who asks.
func ofPerson(m Mender, p *access.Policy, q access.Question) []Repair {
	c, err := filter.People(p, q.Action, q.Resource)
	if err != nil {
		return nil // whoever asked would be denied
	}
	return repaired(m, q, Person, c, m.Person(q.Subject))
}

// ofRow returns the repairs of the resource's row.
func ofRow(m Mender, p *access.Policy, q access.Question) []Repair {
	c, err := filter.Rows(p, q.Subject, q.Action, q.Resource.Kind())
	if rows, ok := m.(RowMender); ok && errors.Is(err, filter.ErrNotByRow) {
		return asRepairs(rows.MendRow(q))
	}
	row := m.Row(q.Resource)
	if err != nil || row == nil { // it is denied whatever the row says, or is no row
		return nil
	}
	return repaired(m, q, Row, c, row)
}

// repaired returns the repairs by which the condition comes to hold of the part.
func repaired(m Mender, q access.Question, part Part, c filter.Condition, row filter.Row) (all []Repair) {
	lacks := lacking(c, row)
	for _, set := range lacks.sets {
		all = append(all, asRepairs(mended(m, q, part, lacks.conditions(set)))...)
	}
	return all
}

// asRepairs returns the changes as repairs. What would change nothing mends nothing.
func asRepairs(changes [][]Step) (all []Repair) {
	for _, steps := range changes {
		if len(steps) > 0 {
			all = append(all, Repair{steps})
		}
	}
	return all
}

// compare orders repairs by how much they take. All steps of one are of the same part.
func (r Repair) compare(other Repair) int {
	return cmp.Or(
		cmp.Compare(len(r.Steps), len(other.Steps)),
		cmp.Compare(r.Steps[0].Part, other.Steps[0].Part),
		cmp.Compare(r.needs(), other.needs()),
	)
}

func (r Repair) needs() (n int) {
	for _, s := range r.Steps {
		n += len(s.Needs)
	}
	return n
}

// ErrNoRepairs says that the kind's authority is no [Mender].
var ErrNoRepairs = errors.New("foresight: the authority of this kind offers no repairs")

// mended returns the changes that make all of the atoms hold, one for each way to do so.
func mended(m Mender, q access.Question, part Part, atoms []filter.Condition) (all [][]Step) {
	for i, atom := range atoms { // without any it is denied for another part
		ways := singly(m.Mend(q, part, atom))
		if i == 0 {
			all = ways
		} else {
			all = combined(all, ways)
		}
		if len(all) == 0 {
			return nil
		}
	}
	return all
}

// singly returns a change for each of the steps. They are not copied, as there may be many.
func singly(steps []Step) [][]Step {
	all := make([][]Step, len(steps))
	for i := range all {
		all[i] = steps[i : i+1 : i+1]
	}
	return all
}

// Hint returns what the person who was denied may be told: why, and what they could do.
// It depends on the policy and the reason alone, and so on no row and nobody else; of the
// part of the policy that decided, which has a name for those who keep it, it says nothing.
func Hint(p *access.Policy, k access.Kind, d access.Decision) string {
	d.By = ""
	text := p.Explain(d)
	authority, _ := p.Authority(k)
	if mender, ok := authority.(Mender); ok && !d.Allowed {
		if hint := mender.Hint(d.Reason); hint != "" {
			return text + "; " + hint
		}
	}
	return text
}
