package export_test

import (
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"lupa.example/access"
	"lupa.example/access/accesstest"
	"lupa.example/examples/openfga/engine"
	"lupa.example/examples/openfga/export"
	"lupa.example/roles"
)

// TestChanges does random acts of all areas and carries each change into a store, which is
// stopped again and again and goes on, from the last batch known to be done or from the
// first. In between nothing is allowed that the house before does not allow, and
// after the change over to the new model nothing that the one after does not, and in the end the store holds exactly what a fresh export holds.
func TestChanges(t *testing.T) {
	houses, rounds := 8, 25
	if testing.Short() {
		houses, rounds = 2, 10
	}
	e := memory(t)
	done := make(map[string]int)
	checked, opened := 0, 0
	for seed := range uint64(houses) {
		r := rand.New(rand.NewPCG(seed, 1))
		h := newHouse(r)
		store := filled(t, e, h.policy(), h.rows(t))
		for range rounds {
			next := h
			for range 1 + r.IntN(4) {
				a := pick(r, acts)
				after := next
				if a.do(&after, r) == nil {
					done[a.name]++
					next = after
				}
			}
			m := mover{t: t, r: r, store: store, before: h, after: next}
			m.move()
			checked, opened = checked+m.checked, opened+m.opened
			h = next
			same(t, store, slices.Collect(export.Tuples(h.policy(), h.rows(t))))
		}
	}
	for _, a := range acts {
		if done[a.name] == 0 && !testing.Short() {
			t.Errorf("%s was never done", a.name)
		}
	}
	if opened == 0 {
		t.Error("nothing was ever allowed in between")
	}
	t.Logf("%d questions in between, %d allowed; acts: %v", checked, opened, done)
}

// A mover carries a store from one house to another, and looks at it in between.
type mover struct {
	t             *testing.T
	r             *rand.Rand
	store         *engine.Store
	before, after house

	old             string // the model before
	checked, opened int
}

var errStopped = errors.New("stopped")

func (m *mover) move() {
	m.t.Helper()
	m.old = m.store.Model
	c := export.Changes(export.Tuples(m.before.policy(), m.before.rows(m.t)), export.Tuples(m.after.policy(), m.after.rows(m.t)))
	stops := 0
	began := func() *engine.Move {
		return &engine.Move{Store: m.store, Change: c, Model: must(export.Model(m.after.policy())), Most: 2, Progress: func(int, int) error {
			m.look()
			if m.r.IntN(4) == 0 {
				return errStopped
			}
			return nil
		}}
	}
	on := began()
	for {
		err := on.Run(m.t.Context())
		m.look()
		if err == nil {
			return
		}
		if !errors.Is(err, errStopped) {
			m.t.Fatal(err)
		}
		if stops++; stops < 3 && m.r.IntN(2) == 0 {
			on = began() // nobody knows what is done
		}
	}
}

// look asks some questions. Whatever is allowed, the house before has to allow, or after the
// change over the one after.
func (m *mover) look() {
	m.t.Helper()
	asking := m.before
	if m.store.Model != m.old {
		asking = m.after
	}
	p := asking.policy()
	var seeds []uint64
	var questions []engine.Question
	for range 8 {
		seed := m.r.Uint64()
		q := asking.ask(seed)
		if tuple, err := export.Check(p, q); err == nil {
			seeds = append(seeds, seed)
			questions = append(questions, engine.Question{Asked: tuple, Contextual: export.Contextual(p, q)})
		}
	}
	answers, err := m.store.CheckAll(m.t.Context(), questions)
	if err != nil {
		m.t.Fatal(err)
	}
	for i, seed := range seeds {
		m.checked++
		if !answers[i] {
			continue
		}
		m.opened++
		q := asking.ask(seed)
		if d := p.Check(q.Subject, q.Action, q.Resource); !d.Allowed {
			m.t.Fatalf("it is allowed in between; changed over: %v, and the library says %v\n%s", m.store.Model != m.old, d, accesstest.Describe(q))
		}
	}
}

// same fails unless the store holds exactly the tuples.
func same(t *testing.T, store *engine.Store, want []export.Tuple) {
	t.Helper()
	held, err := store.Tuples(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	got, expected := make(map[export.Tuple]bool), make(map[export.Tuple]bool)
	for _, tuple := range held {
		got[tuple] = true
	}
	for _, tuple := range want {
		expected[tuple] = true
	}
	if len(expected) != len(want) {
		t.Fatalf("the export yields %d tuples of which %d are different", len(want), len(expected))
	}
	if !maps.Equal(got, expected) {
		for tuple := range got {
			if !expected[tuple] {
				t.Errorf("left behind: %v", tuple)
			}
		}
		for tuple := range expected {
			if !got[tuple] {
				t.Errorf("missing: %v", tuple)
			}
		}
		t.FailNow()
	}
}

// TestGuards moves somebody to and from two roles that are worth less together than one by
// one, tuple by tuple.
func TestGuards(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	nothing := newHouse(r)
	both := nothing
	both.registrants = slices.Clone(nothing.registrants)
	both.registrants[1].Members = []roles.Member{{Org: "O1", Roles: []string{roles.RoleApprover, roles.RoleOrderer}}}
	order := &roles.Order{ID: "order", Org: "O1", CreatedBy: names[2]}
	for _, step := range []struct{ from, to house }{{nothing, both}, {both, nothing}} {
		step.from.orders = append(slices.Clone(step.from.orders), order)
		store := filled(t, memory(t), step.from.policy(), step.from.rows(t))
		c := export.Changes(export.Tuples(step.from.policy(), step.from.rows(t)), export.Tuples(step.to.policy(), step.to.rows(t)))
		if c.Len() < 3 {
			t.Fatalf("there are %d tuples to change; want two roles and a guard", c.Len())
		}
		for n, b := range c.Batches(0, 1) {
			if err := store.Do(t.Context(), b); err != nil {
				t.Fatal(err)
			}
			q := access.Question{Subject: both.subject(names[1], access.SignedIn), Action: roles.ActionApprove, Resource: order}
			tuple, err := export.Check(both.policy(), q)
			if err != nil {
				t.Fatal(err)
			}
			rides, err := export.ContextualAll(nothing.policy(), access.Question{Subject: access.Subject{User: names[1]}, Action: q.Action, Resource: order})
			if err != nil {
				t.Fatal(err)
			}
			allowed, err := store.Check(t.Context(), engine.Question{Asked: tuple, Contextual: rides})
			if err != nil {
				t.Fatal(err)
			}
			if allowed {
				t.Errorf("after batch %d, %s %v, somebody approves who may order and is not known to be signed out", n, b.Stage, b.Tuples)
			}
		}
	}
}

// TestBatches looks at the batches of a large change.
func TestBatches(t *testing.T) {
	var before, after []export.Tuple
	for i := range 1234 {
		after = append(after, export.Tuple{Object: fmt.Sprint("a:", i), Relation: "r", User: "user:x"})
		before = append(before, export.Tuple{Object: fmt.Sprint("a:", i+617), Relation: "r", User: "user:x"})
	}
	before, after = append(before, before[len(before)-1]), append(after, after[0])
	c := export.Changes(slices.Values(before), slices.Values(after))
	if c.Len() != 2*617 {
		t.Errorf("%d tuples change; want %d", c.Len(), 2*617)
	}
	for _, most := range []int{-1, 0, 1, 7, 100, 1000} {
		var all []export.Tuple
		last := export.Restrict
		batches := 0
		for n, b := range c.Batches(0, most) {
			if n != batches || len(b.Tuples) == 0 || len(b.Tuples) > export.MaxBatch || most > 0 && len(b.Tuples) > most || b.Stage < last {
				t.Fatalf("at most %d: batch %d of %d tuples in %s is numbered %d", most, batches, len(b.Tuples), b.Stage, n)
			}
			batches++
			last = b.Stage
			all = append(all, b.Tuples...)
		}
		if len(all) != c.Len() {
			t.Errorf("at most %d: the batches have %d tuples of %d", most, len(all), c.Len())
		}
		left := 0
		for n := range c.Batches(batches/2, most) {
			if left == 0 && n != batches/2 {
				t.Errorf("at most %d: from %d on the first is %d", most, batches/2, n)
			}
			left++
			if left == 2 {
				break
			}
		}
	}
	if n := export.Changes(nil, nil).Len(); n != 0 {
		t.Errorf("from nothing to nothing there are %d tuples to change", n)
	}
}
