package main

import (
	"fmt"
	"sync"
	"testing"
)

// The benchmarks ask every contestant all questions of the largest size, too, before
// they measure it.
const largest = 10_000

func TestEveryContestantAgreesWithTheOracle(t *testing.T) {
	for _, workload := range Workloads() {
		for _, size := range workload.Sizes {
			if size <= largest {
				t.Run(fmt.Sprintf("%s/%d", workload.Name, size), func(t *testing.T) { agrees(t, workload.New(size)) })
			}
		}
	}
}

func agrees(t *testing.T, w *World) {
	allowed := 0
	for _, want := range w.Want {
		if want {
			allowed++
		}
	}
	if 2*allowed != len(w.Want) {
		t.Errorf("%d of %d questions are allowed, want half", allowed, len(w.Want))
	}
	want := sampled(w.Want)
	for _, c := range w.Contestants {
		e, err := c.Load()
		if err != nil {
			t.Fatalf("%s: %v", c.Name, err)
		}
		for _, round := range []string{"at first", "when asked again"} {
			if n := disagreements(e, want); n > 0 {
				t.Errorf("%s answers %d of %d questions otherwise than the oracle %s", c.Name, n, len(want), round)
			}
		}
	}
}

func TestChangesAreSeen(t *testing.T) {
	for _, workload := range Workloads() {
		w := workload.New(workload.Sizes[0])
		for _, c := range w.Contestants {
			if c.Changing == nil {
				continue
			}
			t.Run(workload.Name+"/"+c.Name, func(t *testing.T) {
				differ := 0
				for i := range w.After {
					if w.After[i] != w.Want[i] {
						differ++
					}
				}
				if differ == 0 {
					t.Error("the first change makes no difference to any question")
				}
				e := changing(t, c)
				for number, want := range [][]bool{w.After, w.Want} {
					if err := e.Change(number); err != nil {
						t.Fatalf("change %d: %v", number, err)
					}
					if n := disagreements(e, want); n > 0 {
						t.Errorf("answers %d questions otherwise than the oracle after change %d", n, number)
					}
				}
			})
		}
	}
}

func changing(t testing.TB, c Contestant) Changer {
	t.Helper()
	e, err := c.Load()
	if err != nil {
		t.Fatal(err)
	}
	changer, err := c.Changing(e)
	if err != nil {
		t.Fatal(err)
	}
	return changer
}

// The race detector finds who is not safe, and the answers at the end who has lost a
// change or half of one.
func TestChangesWhileAsking(t *testing.T) {
	for _, workload := range Workloads() {
		w := workload.New(workload.Sizes[0])
		for _, c := range w.Contestants {
			if c.Changing == nil {
				continue
			}
			t.Run(workload.Name+"/"+c.Name, func(t *testing.T) {
				e := changing(t, c)
				var wg sync.WaitGroup
				wg.Go(func() { disagreements(e, w.Want[:500]) })
				for number := range 100 {
					if err := e.Change(number); err != nil {
						t.Error(err)
					}
				}
				wg.Wait()
				if n := disagreements(e, w.Want); n > 0 {
					t.Errorf("answers %d questions otherwise than the oracle when all changes are taken back", n)
				}
			})
		}
	}
}
