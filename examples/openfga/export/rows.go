package export

import (
	"cmp"
	"fmt"
	"iter"
	"slices"

	"lupa.example/access"
	"lupa.example/access/invalid"
	"lupa.example/casework"
	"lupa.example/profile"
	"lupa.example/roles"
	"lupa.example/sharing"
)

// Rows are the people and the rows that are kept in the store besides the policy. The nil
// pointer and the zero value are none. It is safe for concurrent use.
type Rows struct {
	people    []access.Subject
	resources []access.Resource // each once; what stands within another stands for itself
}

// NewRows returns the people and rows. Of a session, of access and of a program the client
// or engagement is a row as well, given there or by itself.
//
// It is an error if a person has no name or is given twice, if a row has no id, and if two
// of one kind with one id do not say the same: in a store they would be one person or one
// row that has all that is said of either. All are reported together, each as an
// [access.InvalidError]. People and rows must not be changed afterwards.
func NewRows(people []access.Subject, resources []access.Resource) (*Rows, error) {
	bad := invalid.In("export")
	r := new(Rows)
	seen := make(map[string]bool, len(people))
	for i, s := range people {
		switch at := fmt.Sprintf("people[%d]", i); {
		case s.User == "":
			bad.Add(at, "has no name; want one")
		case seen[s.User]:
			bad.Add(at, "is %s again; want each person once, with all facts", invalid.Quote(s.User))
		default:
			seen[s.User] = true
			r.people = append(r.people, s)
		}
	}
	known := make(map[rowKey][]Tuple, len(resources))
	for i, resource := range resources {
		r.add(bad, fmt.Sprintf("rows[%d]", i), resource, known)
	}
	if err := bad.Err(); err != nil {
		return nil, err
	}
	return r, nil
}

type rowKey struct {
	kind access.Kind
	id   string
}

func (r *Rows) add(bad *invalid.List, at string, resource access.Resource, known map[rowKey][]Tuple) {
	switch row := resource.(type) {
	case *casework.Session:
		if row != nil && row.Client != nil {
			r.add(bad, at+".client", row.Client, known)
		}
	case *casework.Access:
		if row != nil && row.Engagement != nil {
			r.add(bad, at+".engagement", row.Engagement, known)
		}
		return // it says nothing else
	case *casework.Program:
		if row != nil && row.Engagement != nil {
			r.add(bad, at+".engagement", row.Engagement, known)
		}
		return
	}
	if isNil(resource) || !ours(resource) {
		bad.Add(at, "is %T, which is no row of the four areas", resource)
		return
	}
	id := idOf(resource)
	if id == "" {
		bad.Add(at, "is %T without an id; want a row with one", resource)
		return
	}
	key := rowKey{resource.Kind(), id}
	tuples := collect(func(add adder) { rowTuples(resource, add) })
	if earlier, again := known[key]; again {
		if !sameTuples(earlier, tuples) {
			bad.Add(at, "is %s %s again, and says something else of it", key.kind, invalid.Quote(id))
		}
		return
	}
	known[key] = tuples
	r.resources = append(r.resources, resource)
}

func collect(from func(adder)) []Tuple {
	var all []Tuple
	from(func(object, relation, user string) { all = append(all, Tuple{object, relation, user}) })
	return all
}

func sameTuples(a, b []Tuple) bool {
	return slices.Equal(slices.SortedFunc(slices.Values(a), Tuple.compare), slices.SortedFunc(slices.Values(b), Tuple.compare))
}

func (t Tuple) compare(u Tuple) int {
	return cmp.Or(cmp.Compare(t.Object, u.Object), cmp.Compare(t.Relation, u.Relation), cmp.Compare(t.User, u.User))
}

// idOf returns what identifies a row of one of the areas; "" for nil and any other.
func idOf(r access.Resource) string {
	return cmp.Or((*sharing.Rules)(nil).ID(r), (*roles.Catalog)(nil).ID(r), (*profile.Site)(nil).ID(r), (*casework.Practice)(nil).ID(r))
}

// Tuples yields what the store holds for the policy and the rows, each tuple once: the
// policy's first, then those of each person, then of each row. What is incomplete or
// ambiguous, of which the library denies everything, has none; and neither have rows of
// kinds about which the policy does not decide. The sequence can be restarted.
func Tuples(p *access.Policy, rows *Rows) iter.Seq[Tuple] {
	return func(yield func(Tuple) bool) {
		stopped := false
		add := func(object, relation, user string) {
			stopped = stopped || !yield(Tuple{object, relation, user})
		}
		policyTuples(p, add)
		if rows == nil || stopped {
			return
		}
		c := catalogueOf(p)
		for _, s := range rows.people {
			if personTuples(c, s, add); stopped {
				return
			}
		}
		for _, r := range rows.resources {
			if _, decided := p.Authority(r.Kind()); decided {
				rowTuples(r, add)
			}
			if stopped {
				return
			}
		}
	}
}

func policyTuples(p *access.Policy, add adder) {
	if rules, ok := access.Of[*sharing.Rules](p); ok {
		ruleTuples(rules, add)
	}
	if s, ok := access.Of[*profile.Site](p); ok {
		siteTuples(s, add)
	}
	if practice, ok := access.Of[*casework.Practice](p); ok {
		packageTuples(practice, add)
	}
}

func personTuples(c catalogue, s access.Subject, add adder) {
	customerTuples(s, add)
	c.memberTuples(s, "", add)
	userTuples(s, add)
	workerTuples(s, add)
}

func rowTuples(r access.Resource, add adder) {
	switch r := r.(type) {
	case *sharing.Result:
		resultTuples(r, add)
	case *profile.Case:
		caseTuples(r, add)
	case *casework.Client:
		clientTuples(r, add)
	case *casework.Session:
		sessionRowTuples(r, add)
	case *casework.Engagement:
		engagementTuples(r, add)
	default:
		portalRowTuples(r, add)
	}
}
