package main

import (
	"fmt"
	"math/rand/v2"
)

// An Engine answers the questions of one world, each by its number. What an engine
// needs for a question beyond the caller's plain strings and rows it makes while it
// is asked, except where its name says that it was given it.
type Engine interface {
	Allowed(question int) bool
}

// A Changer is an engine that may be asked by one goroutine while another changes
// it. Change makes one change: an even one adds or sets a fact, and the odd one
// after it takes the same fact back.
type Changer interface {
	Engine
	Change(number int) error
}

// A Contestant is a way to answer the questions of one world.
type Contestant struct {
	Name string

	// Load makes the engine from the world's facts, as a service does at start.
	Load func() (Engine, error)

	// Changing makes of a loaded engine one that bears changes while it is asked. It is
	// nil where the world has no facts that the contestant holds.
	Changing func(Engine) (Changer, error)

	// Again is set where the engine holds the same facts as the contestant before it,
	// so that its time to load and its memory say nothing new.
	Again bool
}

// A World is facts of one size, with questions about all of them.
type World struct {
	Facts       int
	Fact        string       // what a fact is
	Want        []bool       // what the oracle answers, by question
	After       []bool       // the same after the first change, nil where nothing changes
	Contestants []Contestant // the floor first
}

// A Workload is one kind of question, over facts of several sizes.
type Workload struct {
	Name  string
	Size  string // what the sizes count
	Sizes []int
	New   func(size int) *World
}

// Workloads returns the five, in the order of the table.
func Workloads() []Workload {
	million := []int{100, 10_000, 1_000_000}
	return []Workload{
		{"sharing", "rules", million, newSharingWorld},
		{"roles", "memberships", million, newRolesWorld},
		{"profile", "forms", []int{10, 100, 1_000}, newProfileWorld},
		{"clients", "clients", million, newClientsWorld},
		{"engagements", "accesses", million, newEngagementsWorld},
	}
}

// questionCount returns how many questions are asked about facts of a size.
func questionCount(facts int) int {
	switch {
	case facts <= 1_000:
		return 1 << 12
	case facts <= 100_000:
		return 1 << 15
	default:
		return 1 << 17
	}
}

// disagreements asks the engine all questions and returns how many it answers
// otherwise than the oracle.
func disagreements(e Engine, want []bool) int {
	n := 0
	for i := range want {
		if e.Allowed(i) != want[i] {
			n++
		}
	}
	return n
}

// sample is how many of the shuffled questions a test asks. The benchmarks ask all.
const sample = 4_000

func sampled(want []bool) []bool { return want[:min(sample, len(want))] }

// halfAllowed draws count questions, half of them allowed, and shuffles them. It
// draws with draw, which is told whether an allowed one is wanted and may miss, and
// judges with the oracle.
func halfAllowed[Q any](r *rand.Rand, count int, draw func(allowed bool) Q, oracle func(Q) bool) ([]Q, []bool) {
	questions := make([]Q, 0, count)
	for len(questions) < count {
		allowed := len(questions) < count/2
		for {
			if q := draw(allowed); oracle(q) == allowed {
				questions = append(questions, q)
				break
			}
		}
	}
	want := make([]bool, count)
	for i := range want {
		want[i] = i < count/2
	}
	r.Shuffle(count, func(i, j int) {
		questions[i], questions[j] = questions[j], questions[i]
		want[i], want[j] = want[j], want[i]
	})
	return questions, want
}

// random returns the source of everything that is drawn for a workload: the same in
// every run.
func random(workload string, size int) *rand.Rand {
	var seed uint64
	for _, c := range []byte(workload) {
		seed = seed*31 + uint64(c)
	}
	return rand.New(rand.NewPCG(seed, uint64(size)))
}

// one returns one of the list.
func one[T any](r *rand.Rand, list []T) T { return list[r.IntN(len(list))] }

func id(prefix string, n int) string { return fmt.Sprintf("%s%d", prefix, n) }
