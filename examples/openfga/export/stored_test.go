package export_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"lupa.example/access"
	"lupa.example/access/accesstest"
	"lupa.example/casework"
	"lupa.example/examples/openfga/engine"
	"lupa.example/examples/openfga/export"
	"lupa.example/profile"
	"lupa.example/roles"
	"lupa.example/sharing"
)

// TestAgreementStored keeps the kits' people and rows in the store, all together, so that
// what is said of one could open another.
func TestAgreementStored(t *testing.T) {
	policies, questions := 10, 500
	if testing.Short() {
		policies = 2
	}
	e := memory(t)
	n := newTally()
	forgotten := 0
	for _, w := range worlds {
		for seed := range policies {
			a := w.policy(1000 + seed)
			p, err := access.NewPolicy(a)
			if err != nil {
				t.Fatal(err)
			}
			all := drawn(w, a, seed)
			rows, err := export.NewRows(all.people, all.resources)
			if err != nil {
				t.Fatal(err)
			}
			store := filled(t, e, p, rows)
			asked := all.questions(rand.New(rand.NewPCG(1, uint64(seed))), p, questions)
			n.compare(t, store, p, asked, stored)
			forgotten += n.forget(t, store, p, asked[:len(asked)/5])
		}
	}
	n.report(t, policies*questions)
	if forgotten == 0 {
		t.Error("nothing that rides along ever mattered")
	}
}

func stored(p *access.Policy, q access.Question) ([]export.Tuple, error) {
	return export.Contextual(p, q), nil
}

// A population is people and rows, each person once and each row by an id of its own.
type population struct {
	people    []access.Subject
	resources []access.Resource
	askers    []int // by resource, who the kit has ask about it
}

// drawn returns the people and rows of questions of the kit.
func drawn(w world, a access.Authority, seed int) population {
	var all population
	draw := w.ask(a)
	known := make(map[string]int)
	for i := range 100 {
		q := draw.Example(100_000 + seed*100 + i)
		if q.Subject.User == "" || !name(q.Resource, fmt.Sprintf("row %d", i)) {
			continue
		}
		asker, met := known[q.Subject.User]
		if !met {
			asker = len(all.people)
			known[q.Subject.User] = asker
			all.people = append(all.people, access.Subject{User: q.Subject.User})
		}
		person := &all.people[asker]
		if w.name == "roles" || !met { // in the other areas a second fact would differ
			person.Facts = append(person.Facts, q.Subject.Facts...)
		}
		employ(q.Resource, person.Facts)
		all.resources = append(all.resources, q.Resource)
		all.askers = append(all.askers, asker)
	}
	return all
}

// employ lets the row be of the organisation for which the person acts, if it is of one.
func employ(r access.Resource, facts []access.Fact) {
	if len(facts) == 0 {
		return
	}
	u, ok := facts[0].(*casework.User)
	if !ok || u.Org == "" {
		return
	}
	switch r := r.(type) {
	case *casework.Client:
		r.Org = u.Org
	case *casework.Session:
		r.Client.Org = u.Org
	case *casework.Engagement:
		r.Org = u.Org
	case *casework.Access:
		r.Engagement.Org = u.Org
	case *casework.Program:
		r.Engagement.Org = u.Org
	}
}

// name gives the row an id, and reports whether it has one then.
func name(r access.Resource, id string) bool {
	switch r := r.(type) {
	case *sharing.Result:
		r.ID = id
	case *sharing.Rule:
		r.ID = id
	case *roles.Organisation:
		return r.ID != ""
	case *roles.Order:
		r.ID = id
	case *roles.Application:
		r.ID = id
	case *roles.Agreement:
		r.ID = id
	case *roles.Case:
		r.ID = id
	case *roles.Record:
		r.ID = id
	case *profile.Case:
		r.ID = id
	case *profile.Form:
		return r.ID != ""
	case *profile.Search:
		r.ID = id
	case *casework.Client:
		r.ID = id
	case *casework.Session:
		r.ID = id
		if r.Client == nil {
			return false
		}
		r.Client.ID = "client of " + id
	case *casework.Engagement:
		r.ID = id
	case *casework.Access:
		r.Engagement.ID = id
	case *casework.Program:
		if r.Engagement == nil {
			return false
		}
		r.Engagement.ID = id
	}
	return true
}

// questions draws questions of people about rows, often of those who have to do with them.
func (all population) questions(r *rand.Rand, p *access.Policy, count int) []access.Question {
	var some []access.Question
	for len(some) < count {
		at := r.IntN(len(all.resources))
		asker := all.askers[at]
		if r.IntN(3) == 0 {
			asker = r.IntN(len(all.people))
		}
		q := access.Question{Subject: all.people[asker], Resource: all.resources[at]}
		q.Subject.SignIn = access.SignIn(r.IntN(3))
		if actions := p.Actions(q.Resource.Kind()); len(actions) > 0 {
			q.Action = actions[r.IntN(len(actions))]
			some = append(some, q)
		}
	}
	return some
}

// forget asks without what has to ride along. It may only close. It returns how often it
// did.
func (n *tally) forget(t *testing.T, store *engine.Store, p *access.Policy, all []access.Question) int {
	t.Helper()
	var asked []access.Question
	var questions []engine.Question
	for _, q := range all {
		if tuple, err := export.Check(p, q); err == nil {
			asked = append(asked, q)
			questions = append(questions, engine.Question{Asked: tuple})
		}
	}
	answers, err := store.CheckAll(t.Context(), questions)
	if err != nil {
		t.Fatal(err)
	}
	closed := 0
	for i, q := range asked {
		switch d := p.Check(q.Subject, q.Action, q.Resource); {
		case answers[i] && !d.Allowed:
			t.Fatalf("without what rides along it is allowed, and otherwise not\n%s", accesstest.Describe(q))
		case !answers[i] && d.Allowed:
			closed++
		}
	}
	return closed
}
