package main

import (
	"flag"
	"fmt"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestMain(m *testing.M) {
	flag.Parse()
	// Each contestant is asked in many short rounds: a third of the usual second is
	// enough, and keeps all of them within the ten minutes that go test allows.
	if f := flag.Lookup("test.benchtime"); f.Value.String() == f.DefValue {
		f.Value.Set("300ms")
	}
	code := m.Run()
	printTables(os.Stdout)
	os.Exit(code)
}

// patience is how long loading may take. Who took a hundredth of that for a hundredth
// of the facts is not expected to keep to it, and does not take part in the larger size.
var patience = flag.Duration("patience", time.Minute, "how long a contestant may be expected to load")

// A run is what was measured of one contestant over one world.
type run struct {
	name  string
	again bool
	skip  string // why nothing was, "" if it was

	load   time.Duration
	heap   float64   // bytes for each fact
	first  float64   // ns for each question when all are asked for the first time
	allocs float64   // for each question
	rounds []float64 // ns for each question
	ratios []float64 // to the floor's in the same round

	changes *changes // nil where the contestant's facts do not change
}

// roundTime is about how long a contestant is asked in a round: long beside the
// clock's grain and the caches that the other left behind, short beside what else
// disturbs the machine.
func roundTime(facts int) time.Duration {
	if facts > 100_000 {
		return 10 * time.Millisecond
	}
	return 3 * time.Millisecond
}

// BenchmarkPeers measures each contestant beside the floor: one round of questions to
// the floor, one to the contestant, and so on, so that whatever else the machine does
// disturbs both. What counts is the median of the ratios within one round. Then it
// asks the contestant question by question while its facts change.
func BenchmarkPeers(b *testing.B) {
	for _, workload := range Workloads() {
		var smaller *world
		for _, size := range workload.Sizes {
			b.Run(fmt.Sprintf("%s/%s=%d", workload.Name, workload.Size, size), func(b *testing.B) {
				w := workload.New(size)
				engine, err := w.Contestants[0].Load()
				if err != nil {
					b.Fatal(err)
				}
				runtime.LockOSThread()
				floor := newAsked(engine, w)
				runtime.UnlockOSThread()
				result := &world{workload, size, w.Fact, w.Facts, nil}
				for i, c := range w.Contestants {
					r := &run{name: c.Name, again: c.Again}
					if smaller != nil {
						r.expect(smaller.runs[i], smaller.facts, w.Facts)
					}
					if c.Again {
						r.skip = result.runs[i-1].skip
					}
					b.Run(unit(c.Name), func(b *testing.B) {
						if r.skip != "" {
							b.Skip(r.skip)
						}
						r.measure(b, w, c, floor)
					})
					result.runs = append(result.runs, r)
				}
				results = append(results, result)
				smaller = result
			})
		}
	}
}

// expect lets the contestant sit out what the smaller size shows to take too long.
func (r *run) expect(smaller *run, facts, now int) {
	times := float64(now) / float64(facts)
	if expected := time.Duration(float64(smaller.load) * times); expected > *patience {
		r.skip = fmt.Sprintf("is expected to load for %s, as it took %s for %s; -patience=1h has it take part",
			duration(expected), duration(smaller.load), count(float64(facts)))
	}
}

// measure loads the contestant, and asks it all questions: it has to agree with the
// oracle before it is measured.
func (r *run) measure(b *testing.B, w *World, c Contestant, floor *asked) {
	runtime.LockOSThread() // cpuTime is a thread's
	defer runtime.UnlockOSThread()
	var before uint64
	if !c.Again {
		before = liveHeap()
	}
	start := time.Now()
	engine, err := c.Load()
	if err != nil {
		b.Fatal(err)
	}
	r.load = time.Since(start)
	if !c.Again {
		r.heap = max(0, float64(liveHeap())-float64(before)) / float64(w.Facts)
	}
	began := cpuTime()
	agree(b, engine, w.Want)
	r.first = float64(cpuTime()-began) / float64(len(w.Want))

	a := newAsked(engine, w)
	r.allocs = a.allocations()
	for b.Loop() {
		base, ns := floor.round(), a.round()
		r.rounds = append(r.rounds, ns)
		r.ratios = append(r.ratios, ns/base)
	}
	b.ReportMetric(0, "ns/op") // of two rounds, which says nothing
	b.ReportMetric(median(r.rounds), "ns/question")
	b.ReportMetric(median(r.ratios), "floors")
	if c.Changing != nil {
		changer, err := c.Changing(engine)
		if err != nil {
			b.Fatal(err)
		}
		r.changes = askWhileChanging(b, changer, w)
	}
}

func agree(b *testing.B, e Engine, want []bool) {
	if n := disagreements(e, want); n > 0 {
		b.Fatalf("answers %d of %d questions otherwise than the oracle", n, len(want))
	}
}

// An asked engine is asked in rounds of as many questions as take about the time of
// one, and goes on each time where it was.
type asked struct {
	engine          Engine
	questions, next int
	batch           int
}

func newAsked(e Engine, w *World) *asked {
	a := &asked{engine: e, questions: len(w.Want), batch: 1 << 6}
	for a.ask() < roundTime(w.Facts)/2 {
		a.batch *= 2
	}
	return a
}

func (a *asked) ask() time.Duration {
	engine, next := a.engine, a.next
	start := cpuTime()
	for range a.batch {
		if next++; next == a.questions {
			next = 0
		}
		engine.Allowed(next)
	}
	took := cpuTime() - start
	a.next = next
	return took
}

// round returns the time of a question in ns.
func (a *asked) round() float64 { return float64(a.ask()) / float64(a.batch) }

// allocations returns how many a question makes.
func (a *asked) allocations() float64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	a.ask()
	runtime.ReadMemStats(&after)
	return float64(after.Mallocs-before.Mallocs) / float64(a.batch)
}

func liveHeap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

func median(list []float64) float64 {
	if len(list) == 0 {
		return 0
	}
	list = slices.Clone(list)
	slices.Sort(list)
	return list[len(list)/2]
}

// unit writes a name as part of a benchmark's.
func unit(name string) string {
	return strings.NewReplacer(", ", "-", " ", "-", "'", "").Replace(name)
}

// changes is how long questions took, one by one and in ns, while another goroutine
// made changes.
type changes struct {
	p50, p99, p999 float64
	each           time.Duration // the median change
	perSecond      float64
}

// betweenChanges is the pause after each: up to a thousand changes a second.
const betweenChanges = time.Millisecond

const askingTime = 500 * time.Millisecond

func askWhileChanging(b *testing.B, e Changer, w *World) *changes {
	stop, done := make(chan bool), make(chan []float64)
	go func() {
		var took []float64
		defer func() { done <- took }()
		for number := 0; ; number++ {
			select {
			case <-stop:
				if number%2 == 0 { // the last is taken back
					return
				}
			case <-time.After(betweenChanges):
			}
			start := time.Now()
			if err := e.Change(number); err != nil {
				b.Errorf("change %d: %v", number, err)
				return
			}
			took = append(took, float64(time.Since(start)))
		}
	}()
	samples := make([]float64, 0, 1<<20)
	start := time.Now()
	for last := start; last.Sub(start) < askingTime; {
		e.Allowed(len(samples) % len(w.Want))
		now := time.Now()
		samples = append(samples, float64(now.Sub(last)))
		last = now
	}
	asking := time.Since(start)
	close(stop)
	took := <-done
	agree(b, e, sampled(w.Want))
	slices.Sort(samples)
	at := func(q float64) float64 { return samples[int(q*float64(len(samples)-1))] }
	c := &changes{at(0.5), at(0.99), at(0.999), time.Duration(median(took)), float64(len(took)) / asking.Seconds()}
	b.ReportMetric(c.p50, "p50-ns")
	b.ReportMetric(c.p99, "p99-ns")
	b.ReportMetric(c.p999, "p99.9-ns")
	return c
}
