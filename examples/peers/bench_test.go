package main

import (
	"fmt"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestMain(m *testing.M) {
	code := m.Run()
	printTables(os.Stdout)
	os.Exit(code)
}

// A run is one contestant being measured over one world.
type run struct {
	name   string
	skip   string
	again  bool
	engine Engine
	next   int // the question to be asked next
	batch  int // how many questions a round asks

	load   time.Duration
	heap   float64   // bytes for each fact
	first  float64   // ns for each question when all are asked for the first time
	allocs float64   // for each question
	rounds []float64 // ns for each question
	ratios []float64 // to the floor's in the same round
}

// RoundTime is about how long a contestant is asked in a round: long beside the
// clock's grain, short beside what disturbs the machine.
const roundTime = 3 * time.Millisecond

// BenchmarkCheck asks all contestants of a world in turn, round by round, so that
// whatever else the machine does disturbs all of them. What counts is the median of
// the ratios to the floor within one round.
func BenchmarkCheck(b *testing.B) {
	for _, workload := range Workloads() {
		for _, size := range workload.Sizes {
			b.Run(fmt.Sprintf("%s/%s=%d", workload.Name, workload.Size, size), func(b *testing.B) {
				w := workload.New(size)
				var runs []*run
				for _, c := range w.Contestants {
					runs = append(runs, newRun(b, w, c))
				}
				runtime.GC()
				for b.Loop() {
					floor := runs[0].round(len(w.Want))
					for _, r := range runs[1:] {
						if r.engine != nil {
							r.ratios = append(r.ratios, r.round(len(w.Want))/floor)
						}
					}
					runs[0].ratios = append(runs[0].ratios, 1)
				}
				b.ReportMetric(0, "ns/op") // of a round, which says nothing
				for _, r := range runs {
					if r.engine != nil {
						b.ReportMetric(median(r.ratios), unit(r.name)+"/floor")
					}
					r.engine = nil
				}
				results.checks = append(results.checks, check{workload, size, w.Fact, w.Facts, runs})
			})
		}
	}
}

// NewRun loads the contestant, and asks it all questions: it has to agree with the
// oracle before it is measured.
func newRun(b *testing.B, w *World, c Contestant) *run {
	r := &run{name: c.Name, again: c.Again, skip: c.Skip}
	if c.Skip != "" {
		return r
	}
	before := liveHeap()
	start := time.Now()
	engine, err := c.Load()
	r.load = time.Since(start)
	if err != nil {
		b.Fatalf("%s: %v", c.Name, err)
	}
	r.heap = max(0, float64(liveHeap())-float64(before)) / float64(w.Facts)
	r.engine = engine
	start = time.Now()
	if n := disagreements(engine, w.Want); n > 0 {
		b.Fatalf("%s answers %d of %d questions otherwise than the oracle", c.Name, n, len(w.Want))
	}
	r.first = perQuestion(start, len(w.Want))
	// What it remembers from the first time is part of how it is from now on.
	r.batch = 1 << 8
	for r.ask(len(w.Want)) < roundTime && r.batch < 1<<20 {
		r.batch *= 2
	}
	r.batch /= 2
	r.allocs = allocations(r, len(w.Want))
	return r
}

// Ask asks a batch of questions and goes on from there the next time.
func (r *run) ask(questions int) time.Duration {
	engine, next := r.engine, r.next
	start := time.Now()
	for range r.batch {
		if next++; next == questions {
			next = 0
		}
		engine.Allowed(next)
	}
	took := time.Since(start)
	r.next = next
	return took
}

func (r *run) round(questions int) float64 {
	ns := float64(r.ask(questions)) / float64(r.batch)
	r.rounds = append(r.rounds, ns)
	return ns
}

func liveHeap() uint64 {
	runtime.GC()
	runtime.GC() // what finalizers and pools held after the first
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

func allocations(r *run, questions int) float64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	r.ask(questions)
	runtime.ReadMemStats(&after)
	return float64(after.Mallocs-before.Mallocs) / float64(r.batch)
}

func perQuestion(start time.Time, n int) float64 {
	return float64(time.Since(start).Nanoseconds()) / float64(n)
}

func median(list []float64) float64 {
	if len(list) == 0 {
		return 0
	}
	list = slices.Clone(list)
	slices.Sort(list)
	return list[len(list)/2]
}

// Unit writes a name as a unit of a benchmark's metric.
func unit(name string) string {
	return strings.NewReplacer(", ", "-", " ", "-").Replace(name)
}

// BenchmarkChanges asks a contestant question by question, while another goroutine
// makes up to a thousand changes a second. Each is loaded by itself.
func BenchmarkChanges(b *testing.B) {
	for _, workload := range Workloads() {
		for _, size := range workload.Sizes {
			var w *World
			var latencies []*latency
			for i := 0; i == 0 || i < len(w.Contestants); i++ {
				if w == nil {
					if w = workload.New(size); w.Contestants[0].Changing == nil {
						break
					}
				}
				c := w.Contestants[i]
				if c.Changing == nil {
					continue
				}
				name := fmt.Sprintf("%s/%s=%d/%s", workload.Name, workload.Size, size, unit(c.Name))
				b.Run(name, func(b *testing.B) { latencies = append(latencies, askChanging(b, w, c)) })
			}
			if latencies != nil {
				results.changes = append(results.changes, changes{workload, size, latencies})
			}
		}
	}
}

// A latency is how long the questions took, one by one, in ns.
type latency struct {
	name            string
	skip            string
	questions       int
	p50, p99, p999  uint32
	changes         int           // in how much time, by the writer
	change          time.Duration // the median change
	asking, between time.Duration // how long was asked; from one change to the next, at least
}

const betweenChanges = time.Millisecond

func askChanging(b *testing.B, w *World, c Contestant) *latency {
	l := &latency{name: c.Name, skip: c.Skip, between: betweenChanges}
	if c.Skip != "" {
		b.Skip(c.Skip)
	}
	engine, err := c.Changing()
	if err != nil {
		b.Fatalf("%s: %v", c.Name, err)
	}
	if n := disagreements(engine, w.Want); n > 0 {
		b.Fatalf("%s answers %d of %d questions otherwise than the oracle", c.Name, n, len(w.Want))
	}
	runtime.GC()
	samples := make([]uint32, 0, 1<<24)
	stop, done := make(chan bool), make(chan error)
	var took []float64
	go func() {
		number := 0
		for {
			select {
			case <-stop:
				done <- nil
				return
			case <-time.After(betweenChanges):
			}
			start := time.Now()
			if err := engine.Change(number); err != nil {
				done <- err
				return
			}
			took = append(took, float64(time.Since(start)))
			number++
		}
	}()
	start := time.Now()
	for b.Loop() {
		until := time.Now().Add(500 * time.Millisecond)
		for last := time.Now(); last.Before(until) && len(samples) < cap(samples); {
			engine.Allowed(len(samples) % len(w.Want))
			now := time.Now()
			samples = append(samples, uint32(min(now.Sub(last), time.Second*4)))
			last = now
		}
	}
	l.asking = time.Since(start)
	close(stop)
	if err := <-done; err != nil {
		b.Fatal(err)
	}
	slices.Sort(samples)
	l.questions, l.changes, l.change = len(samples), len(took), time.Duration(median(took))
	at := func(q float64) uint32 { return samples[int(q*float64(len(samples)-1))] }
	l.p50, l.p99, l.p999 = at(0.5), at(0.99), at(0.999)
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(float64(l.p50), "p50-ns")
	b.ReportMetric(float64(l.p99), "p99-ns")
	b.ReportMetric(float64(l.p999), "p99.9-ns")
	return l
}
