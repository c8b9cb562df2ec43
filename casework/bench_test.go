package casework

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"lupa.example/access"
	"lupa.example/access/filter"
	"lupa.example/access/foresight"
)

// A workload is questions in hand of one kind, with the fewest probes and comparisons
// that answer them from the same rows: its floor gives no reason and answers nothing
// else.
type workload struct {
	name      string
	questions []access.Question
	floor     func(*access.Question) bool
}

func workloads() []workload {
	return []workload{
		{"view or share/shared with 2", clientQuestions(2), clientFloor},
		{"view or share/shared with 500", clientQuestions(500), clientFloor},
		{"use", programQuestions(), programFloor},
	}
}

// clientQuestions are about clients that are shared with n, asked by the responsible, by
// the one with whom the client was shared last, and by strangers.
func clientQuestions(n int) []access.Question {
	r := rand.New(rand.NewPCG(1, 2))
	list := make([]access.Question, 1<<10)
	for i := range list {
		c := &Client{Org: "org", Responsible: fmt.Sprintf("counsellor %d", i)}
		for j := range n {
			c.Shared = append(c.Shared, fmt.Sprintf("counsellor %d", i+j+1))
		}
		user := []string{c.Responsible, c.Shared[n-1], "stranger"}[r.IntN(3)]
		list[i] = access.Question{Subject: actingForOrg(user), Action: []access.Action{ActionView, ActionShare}[r.IntN(2)], Resource: c}
	}
	return list
}

func actingForOrg(user string) access.Subject {
	return access.Subject{User: user, Facts: []access.Fact{&User{Org: "org"}}}
}

func clientFloor(q *access.Question) bool {
	c, u := q.Resource.(*Client), q.Subject.Facts[0].(*User)
	if c.Org != u.Org {
		return false
	}
	return c.Responsible == q.Subject.User || q.Action == ActionView && slices.Contains(c.Shared, q.Subject.User)
}

// programQuestions are about engagements with five consultants, each with three of six
// programs, asked by one of them or by a stranger.
func programQuestions() []access.Question {
	r := rand.New(rand.NewPCG(1, 2))
	names := []string{"bookkeeping", "invoicing", "payroll", "taxes", "reporting", "archive"}
	list := make([]access.Question, 1<<10)
	for i := range list {
		e := &Engagement{Org: "org", Consultants: make(map[string][]string)}
		for j := range 5 {
			e.Consultants[fmt.Sprintf("consultant %d", i+j)] = names[j%4 : j%4+3]
		}
		user := fmt.Sprintf("consultant %d", i+r.IntN(6))
		list[i] = access.Question{Subject: actingForOrg(user), Action: ActionUse, Resource: &Program{ID: names[r.IntN(len(names))], Engagement: e}}
	}
	return list
}

func programFloor(q *access.Question) bool {
	p, u := q.Resource.(*Program), q.Subject.Facts[0].(*User)
	return p.Engagement.Org == u.Org && slices.Contains(p.Engagement.Consultants[q.Subject.User], p.ID)
}

// BenchmarkCheck asks the floor all questions, then Check, and so on, so that whatever
// else the machine does disturbs both: what counts is how many floors Check takes.
func BenchmarkCheck(b *testing.B) {
	practice, err := NewPractice(Config{})
	if err != nil {
		b.Fatal(err)
	}
	policy, err := access.NewPolicy(practice)
	if err != nil {
		b.Fatal(err)
	}
	for _, w := range workloads() {
		sorted := make(map[string][]access.Question)
		for _, q := range w.questions {
			d := practice.Check(q.Subject, q.Action, q.Resource)
			if floor := w.floor(&q); floor != d.Allowed {
				b.Fatalf("Check and floor differ: %v, %v", d, floor)
			}
			outcome, _, _ := strings.Cut(d.String(), ":")
			sorted[outcome] = append(sorted[outcome], q)
		}
		for _, outcome := range slices.Sorted(maps.Keys(sorted)) {
			run := func(way string, check func(*access.Question) bool) {
				b.Run(w.name+"/"+outcome+"/"+way, func(b *testing.B) { besideFloor(b, sorted[outcome], w.floor, check) })
			}
			run("floor", w.floor)
			run("area", func(q *access.Question) bool { return practice.Check(q.Subject, q.Action, q.Resource).Allowed })
			run("policy", func(q *access.Question) bool { return policy.Check(q.Subject, q.Action, q.Resource).Allowed })
		}
	}
}

var sink bool

func besideFloor(b *testing.B, questions []access.Question, floor, check func(*access.Question) bool) {
	ask := func(check func(*access.Question) bool) float64 {
		start := time.Now()
		for i := range questions {
			sink = check(&questions[i])
		}
		return float64(time.Since(start))
	}
	var ns, floors []float64
	for b.Loop() {
		base, took := ask(floor), ask(check)
		ns = append(ns, took/float64(len(questions)))
		floors = append(floors, took/base)
	}
	b.ReportMetric(0, "ns/op") // of two rounds, which says nothing
	b.ReportMetric(median(ns), "ns/question")
	b.ReportMetric(median(floors), "floors")
}

func median(list []float64) float64 {
	slices.Sort(list)
	return list[len(list)/2]
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

// BenchmarkRepairs is of one denial each, of who is nothing to a client that is shared
// with five, and at an engagement of five consultants in an agency of forty programs.
func BenchmarkRepairs(b *testing.B) {
	config := Config{Stewards: true}
	for i := range 40 {
		config.Package = append(config.Package, fmt.Sprintf("program %d", i))
	}
	practice, err := NewPractice(config)
	if err != nil {
		b.Fatal(err)
	}
	policy, err := access.NewPolicy(practice)
	if err != nil {
		b.Fatal(err)
	}
	client := &Client{ID: "C", Org: "org", Responsible: "responsible", Shared: []string{"a", "b", "c", "d", "e"}}
	company := &Engagement{ID: "E", Org: "org", SystemAdministrators: []string{"a", "b"}, ProgramAdministrators: make(map[string][]string), Consultants: make(map[string][]string)}
	for i, name := range client.Shared {
		company.Consultants[name] = config.Package[i : i+8]
		company.ProgramAdministrators[config.Package[i]] = []string{name}
	}
	for _, q := range []access.Question{
		{Action: ActionView, Resource: client},
		{Action: ActionView, Resource: company},
		{Action: ActionUse, Resource: &Program{ID: "program 1", Engagement: company}},
		{Action: ActionRemove, Resource: &Access{Consultant: "e", Engagement: company}},
	} {
		b.Run(fmt.Sprintf("%s %s", q.Action, q.Resource.Kind()), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				repairs, err := foresight.Repairs(policy, actingForOrg("stranger"), q.Action, q.Resource)
				if sink = len(repairs) > 0; !sink || err != nil {
					b.Fatal(repairs, err)
				}
			}
		})
	}
}
