package casework

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"lupa.example/access"
	"lupa.example/access/filter"
)

type benchQuestion struct {
	subject access.Subject
	action  access.Action
	c       *Client
}

// benchQuestions are about clients with n shares, asked by the responsible, by the
// one with whom the client was shared last, and by strangers.
func benchQuestions(n int) []benchQuestion {
	r := rand.New(rand.NewPCG(1, 2))
	list := make([]benchQuestion, 1<<10)
	for i := range list {
		c := &Client{Org: "org", Responsible: fmt.Sprintf("counsellor %d", i)}
		for j := range n {
			c.Shared = append(c.Shared, fmt.Sprintf("counsellor %d", i+j+1))
		}
		user := []string{c.Responsible, c.Shared[n-1], "stranger"}[r.IntN(3)]
		list[i] = benchQuestion{
			access.Subject{User: user, Facts: []access.Fact{&User{Org: "org"}}},
			[]access.Action{ActionView, ActionShare}[r.IntN(2)],
			c,
		}
	}
	return list
}

// benchFloor gives what Check gives for these questions, with the comparisons that
// it takes.
func benchFloor(s access.Subject, a access.Action, r access.Resource) access.Decision {
	c, ok := r.(*Client)
	if !ok || s.User == "" || c.Org == "" || len(s.Facts) != 1 {
		return access.Decision{}
	}
	w, ok := s.Facts[0].(*User)
	if !ok || w.Org != c.Org {
		return access.Decision{}
	}
	if s.User == c.Responsible {
		return access.Decision{Allowed: true, Reason: ReasonResponsible}
	}
	if !slices.Contains(c.Shared, s.User) {
		return access.Decision{Reason: ReasonNoAccess}
	}
	if a == ActionView || a == ActionEdit || a == ActionAddSession {
		return access.Decision{Allowed: true, Reason: ReasonShared}
	}
	return access.Decision{Reason: ReasonResponsibleOnly}
}

var sink access.Decision

func BenchmarkCheck(b *testing.B) {
	practice, err := NewPractice(Config{})
	if err != nil {
		b.Fatal(err)
	}
	policy, err := access.NewPolicy(practice)
	if err != nil {
		b.Fatal(err)
	}
	for _, n := range []int{2, 500} {
		sorted := map[bool][]benchQuestion{}
		for _, q := range benchQuestions(n) {
			d := practice.Check(q.subject, q.action, q.c)
			if floor := benchFloor(q.subject, q.action, q.c); floor != d {
				b.Fatalf("Check and floor differ: %v, %v", d, floor)
			}
			sorted[d.Allowed] = append(sorted[d.Allowed], q)
		}
		for _, allowed := range []bool{true, false} {
			qs := sorted[allowed]
			name := fmt.Sprintf("casework/%s/n=%d", map[bool]string{true: "allowed", false: "denied"}[allowed], n)
			run := func(name string, check func(*benchQuestion)) {
				b.Run(name, func(b *testing.B) {
					b.ReportAllocs()
					for i := 0; b.Loop(); i++ {
						check(&qs[i%len(qs)])
					}
				})
			}
			run(name, func(q *benchQuestion) { sink = practice.Check(q.subject, q.action, q.c) })
			run(name+"/policy", func(q *benchQuestion) { sink = policy.Check(q.subject, q.action, q.c) })
			run(name+"/floor", func(q *benchQuestion) { sink = benchFloor(q.subject, q.action, q.c) })
		}
	}
}

var conditions filter.Condition

// Conditions cost the same however many rows there are, and those on people as much as
// their row is long.
func BenchmarkConditions(b *testing.B) {
	practice, err := NewPractice(Config{Package: []string{"program 1"}, SharedMayShare: true, Stewards: true})
	if err != nil {
		b.Fatal(err)
	}
	subject := access.Subject{User: "anna", Facts: []access.Fact{&User{Org: "org", Steward: true}}}
	run := func(name string, build func() (filter.Condition, error)) {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if conditions, err = build(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	for _, k := range practice.Kinds()[:3] {
		run("rows/"+string(k), func() (filter.Condition, error) { return practice.Rows(subject, ActionView, k) })
	}
	for _, n := range []int{10, 1000} {
		e := &Engagement{Org: "org", ProgramAdministrators: map[string][]string{}, Consultants: map[string][]string{}}
		c := &Client{Org: "org", Responsible: "anna"}
		for i := range n {
			user, program := fmt.Sprintf("user %d", i), fmt.Sprintf("program %d", i)
			c.Shared = append(c.Shared, user)
			e.SystemAdministrators = append(e.SystemAdministrators, user)
			e.ProgramAdministrators[program] = []string{user, "anna"}
			e.Consultants[user] = []string{program, "program 1"}
			e.Consultants["bo"] = append(e.Consultants["bo"], program)
		}
		people := func(name string, a access.Action, r access.Resource) {
			run(fmt.Sprintf("people/%s/n=%d", name, n), func() (filter.Condition, error) { return practice.People(a, r) })
		}
		people("view client", ActionView, c)
		people("view engagement", ActionView, e)
		people("give access", ActionGive, &Access{Consultant: "bo", Engagement: e})
		people("remove access", ActionRemove, &Access{Consultant: "bo", Engagement: e})
		people("use program", ActionUse, &Program{ID: "program 1", Engagement: e})
		people("assign program", ActionAssign, &Program{ID: "program 1", Engagement: e})
	}
}
