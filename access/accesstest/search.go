package accesstest

import (
	"fmt"
	"iter"
	"strings"
	"testing"
)

// A Search visits every state that acts lead to, nearest first, until they lead to no
// further one. States that have one key are one state.
type Search[S comparable] struct {
	Key func(S) string

	// Acts yields what is tried in a state, and the state that it leads to: the same
	// one if it is refused or comes to nothing.
	Acts func(S) iter.Seq2[fmt.Stringer, S]

	// Holds returns what is wrong with a state, nil if nothing is. It is asked of what
	// each act leads to, also where another act has led to the same state.
	Holds func(S) error
}

// Reached is what a search, or several, came to. The zero value is nothing as yet.
type Reached struct {
	States      int // that can be reached, those included from which the search began
	Transitions int // acts in one of them that led to another
	Tried       int // acts in all of them
}

// String returns the counts as in a golden line.
func (r Reached) String() string {
	return fmt.Sprintf("%d states, %d transitions, %d acts tried", r.States, r.Transitions, r.Tried)
}

// Add adds what another search came to.
func (r *Reached) Add(other Reached) {
	r.States += other.States
	r.Transitions += other.Transitions
	r.Tried += other.Tried
}

// A step is how a state was reached first: by an act in the state of a key. The act is
// nil if the search began there.
type step struct {
	from string
	act  fmt.Stringer
}

// Run searches from the state and fails the test at the first one that does not hold,
// with the shortest way to the act that led there.
func (s Search[S]) Run(t testing.TB, start S) Reached {
	t.Helper()
	first := s.Key(start)
	came := map[string]step{first: {}}
	queue := []S{start}
	var reached Reached
	if err := s.Holds(start); err != nil {
		t.Fatalf("at the beginning, %s: %v", first, err)
	}
	for len(queue) > 0 {
		state := queue[0]
		queue = queue[1:]
		key := s.Key(state)
		reached.States++
		for act, next := range s.Acts(state) {
			reached.Tried++
			if next == state {
				continue
			}
			to := s.Key(next)
			if to == key {
				continue
			}
			reached.Transitions++
			if err := s.Holds(next); err != nil {
				t.Fatalf("%s\t%v\nto %s: %v", way(came, key), act, to, err)
			}
			if _, seen := came[to]; !seen {
				came[to] = step{key, act}
				queue = append(queue, next)
			}
		}
	}
	return reached
}

// way tells how a state was reached first, an act a line.
func way(came map[string]step, key string) string {
	var acts []string
	at := key
	for came[at].act != nil {
		acts = append(acts, came[at].act.String())
		at = came[at].from
	}
	var b strings.Builder
	fmt.Fprintf(&b, "from %s\n", at)
	for i := len(acts) - 1; i >= 0; i-- {
		fmt.Fprintf(&b, "\t%s\n", acts[i])
	}
	return b.String()
}
