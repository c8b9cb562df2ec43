package oracle_test

import (
	"errors"
	"flag"
	"fmt"
	"runtime"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"lupa.example/access"
	"lupa.example/access/accesstest"
)

var (
	comparisons = flag.Int("comparisons", usual, "about how many decisions to compare")
	seed        = flag.Uint64("seed", 1, "what the worlds are drawn from")
	onlyWorld   = flag.Int("world", -1, "compare in this one of the seed's worlds only, to repeat a failure")
)

// enough is how many comparisons come across every reason and every action.
const enough = 200_000

// Each world is asked so many questions. A quarter of them is asked as requests too, as
// far as a request can say them, and so many once more with something wrong, perhaps.
const (
	questionsPerWorld = 100
	linesPerWorld     = 20
	perWorld          = questionsPerWorld + linesPerWorld
)

// The library decides as the oracles do, whatever is asked: by Policy.Check, by the
// area's own Check, and by way of documents and requests. It refuses the requests that
// the oracles' reader refuses and no others.
func TestCompare(t *testing.T) {
	defer debug.SetGCPercent(debug.SetGCPercent(400)) // it makes much garbage and keeps little
	start := time.Now()
	worlds := max(*comparisons/perWorld, 1)
	first := 0
	if *onlyWorld >= 0 {
		first, worlds = *onlyWorld, *onlyWorld+1
	}
	sum := newTally()
	var next atomic.Int64
	var failed atomic.Bool
	var wait sync.WaitGroup
	var lock sync.Mutex
	for range runtime.GOMAXPROCS(0) {
		wait.Go(func() {
			mine := newTally()
			for !failed.Load() {
				n := first + int(next.Add(1)) - 1
				if n >= worlds {
					break
				}
				if problem := compareWorld(*seed, uint64(n), mine); problem != "" {
					if !failed.Swap(true) {
						t.Errorf("%s\nrepeat: go test ./access/internal/oracle -run 'TestCompare$' -seed=%d -world=%d", problem, *seed, n)
					}
				}
			}
			lock.Lock()
			defer lock.Unlock()
			sum.add(mine)
		})
	}
	wait.Wait()
	took := time.Since(start)
	t.Logf("seed %d: %d comparisons in %d worlds in %v, %.0f a second", *seed, sum.total(), worlds-first,
		took.Round(time.Millisecond), float64(sum.total())/took.Seconds())
	if t.Failed() {
		return
	}
	t.Log(sum)
	if *onlyWorld < 0 && *comparisons >= enough {
		sum.expectEverything(t)
	}
}

// compareWorld compares in one world, and returns the first difference.
func compareWorld(seed, number uint64, sum *tally) string {
	s := newSource(seed, number)
	w := s.world()
	lib, err := w.build()
	if err != nil {
		return fmt.Sprintf("the library refuses the policy: %v\nworld:%s", err, show(w))
	}
	var questions []*question
	for n := range questionsPerWorld {
		q := s.question(&w)
		if problem := compare(&w, lib, q, n%4 == 0, sum); problem != "" {
			small := shrink(scene{w, *q}, (*scene).difference)
			return fmt.Sprintf("%s\n\nshrunk: %s\n%s", problem, small.difference(), show(small))
		}
		questions = append(questions, q)
	}
	asked := 0
	for range 20 * linesPerWorld { // there may be few that a request can say
		request, ok := questions[s.IntN(len(questions))].request()
		if !ok {
			continue
		}
		if asked++; asked > linesPerWorld || lib.document == nil {
			break
		}
		line := s.line(request)
		if problem := compareLine(lib, line, sum); problem != "" {
			return fmt.Sprintf("%s\nline: %q\npolicy: %s", problem, line, lib.document)
		}
	}
	return ""
}

// difference is compare in a world of its own, "" where that is not valid.
func (s *scene) difference() string {
	lib, err := s.World.build()
	if err != nil {
		return ""
	}
	return compare(&s.World, lib, &s.Question, true, newTally())
}

// compare returns how the library and the oracles differ about a question, or "". If
// asRequest, it asks it as a request too, where a request can say it.
func compare(w *world, lib *library, q *question, asRequest bool, sum *tally) string {
	want := w.answer(q)
	subject, action, resource := q.subject(), access.Action(q.Action), q.resource()
	got := lib.policy.Check(subject, action, resource)
	own := lib.areas[q.Area].Check(subject, action, resource)
	switch {
	case got.Allowed != want:
		return fmt.Sprintf("the oracle says %s, Policy.Check says %v", verdict(want), got)
	case own.Allowed != want:
		return fmt.Sprintf("the oracle says %s, the area's Check says %v", verdict(want), own)
	case w.has(q.Area) && own != got:
		return fmt.Sprintf("Policy.Check says %v, the area's Check says %v", got, own)
	}
	// Of areas without conditions it asks nothing.
	whole := access.Question{Subject: subject, Action: action, Resource: resource}
	if err := errors.Join(accesstest.Filtered(lib.policy, whole), accesstest.Gated(lib.policy, whole)); err != nil {
		return err.Error()
	}
	sum.count(q, got, own)

	if !asRequest || lib.document == nil {
		return ""
	}
	request, ok := q.request()
	if !ok {
		return ""
	}
	line := encode(request, nil)
	answer, problem := readBoth(lib, line)
	if problem == "" && answer != refused && answer != verdict(want) {
		problem = fmt.Sprintf("as a request: %s; as values: %s", answer, verdict(want))
	}
	if problem != "" {
		return fmt.Sprintf("%s\nline: %q", problem, line)
	}
	sum.requests[answer]++
	return ""
}

// compareLine returns how the readers differ about a line, or what they read, or "".
func compareLine(lib *library, line string, sum *tally) string {
	answer, problem := readBoth(lib, line)
	sum.lines[answer]++
	return problem
}

const refused = "refused"

func verdict(allowed bool) string {
	if allowed {
		return "allowed"
	}
	return "denied"
}

// readBoth has a request read and decided both ways.
func readBoth(lib *library, line string) (answer, problem string) {
	q, err := readRequest(&lib.reread, []byte(line))
	request, err2 := codec.DecodeRequest(lib.read, []byte(line))
	if (err == nil) != (err2 == nil) {
		return "", fmt.Sprintf("the oracles' reader says %v, the library says %v", err, err2)
	}
	if err != nil {
		return refused, ""
	}
	want := lib.reread.answer(q)
	if got := lib.read.Check(request.Subject, request.Action, request.Resource); got.Allowed != want {
		return "", fmt.Sprintf("read as a request: the oracle says %s, the library says %v", verdict(want), got)
	}
	return verdict(want), ""
}

// has reports whether the world has the area's section.
func (w *world) has(area string) bool {
	switch area {
	case "sharing":
		return w.Sharing != nil
	case "roles":
		return w.Roles != nil
	case "profile":
		return w.Profile != nil
	default:
		return w.Casework != nil
	}
}
