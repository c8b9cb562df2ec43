package sharing

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"lupa.example/access"
	"lupa.example/access/foresight"
	"lupa.example/access/wire"
)

// ordinary returns n rules of one or two entries a side over n customer numbers in
// n/20 groups, with short keys.
func ordinary(n int) []Rule { return otherOrdinary(n, 1) }

// otherOrdinary returns such rules that have nothing to do with those of another seed.
func otherOrdinary(n int, seed uint64) []Rule {
	r := rand.New(rand.NewPCG(seed, 2))
	rules := make([]Rule, n)
	for i := range rules {
		rules[i] = Rule{
			ID:      fmt.Sprintf("r%d", i),
			Viewers: someParties(r, n),
			Sharers: someParties(r, n),
		}
	}
	return rules
}

func someParties(r *rand.Rand, n int) []Party {
	list := make([]Party, 1+r.IntN(2))
	for i := range list {
		a := someAccount(r, n)
		list[i] = a.Party()
		if r.IntN(8) == 0 {
			list[i] = a.Group()
		}
	}
	return list
}

func someAccount(r *rand.Rand, n int) Account {
	main := r.IntN(min(100_000, max(10, n/20)))
	return Account{code(main)<<withinBits | code(1+r.IntN(20))}
}

// member returns an account that one of the entries covers.
func member(r *rand.Rand, entries []Party) Account {
	p := entries[r.IntN(len(entries))]
	if p.IsGroup() {
		return Account{p.code&^wholeGroup | code(1+r.IntN(20))}
	}
	return Account{p.code}
}

// A shape is a set of rules of some kind, with the questions to ask of it.
type shape struct {
	name  string
	rules []Rule
}

func shapes() []shape {
	return []shape{
		{"ordinary/n=100", ordinary(100)},
		{"ordinary/n=10000", ordinary(10_000)},
		{"ordinary/n=1000000", ordinary(1_000_000)},
		{"hot/n=20000", hot(10_000)},
		{"same/n=10000", same(10_000)},
	}
}

// hot returns n rules with one group as viewer and n with it as sharer, each with
// another number on the other side.
func hot(n int) []Rule {
	group := MustParseParty("00000*")
	var rules []Rule
	for i := range n {
		other := []Party{{code(1+i/20)<<withinBits | code(1+i%20)}}
		rules = append(rules,
			Rule{ID: fmt.Sprintf("v%d", i), Viewers: []Party{group}, Sharers: other},
			Rule{ID: fmt.Sprintf("s%d", i), Viewers: other, Sharers: []Party{group}})
	}
	return rules
}

// same returns n rules that all give the same.
func same(n int) []Rule {
	rules := make([]Rule, n)
	for i := range rules {
		rules[i] = Rule{ID: fmt.Sprintf("r%d", i), Viewers: []Party{MustParseParty("00000*")}, Sharers: []Party{MustParseParty("00001*")}}
	}
	return rules
}

func BenchmarkCheck(b *testing.B) {
	for _, sh := range shapes() {
		rs, f := mustRules(b, sh.rules...), newFloor(sh.rules)
		for name, allowed := range map[string]bool{"allowed": true, "denied": false} {
			qs := queries(sh.rules, f, allowed)
			b.Run("sharing/"+name+"/"+sh.name, func(b *testing.B) { ask(b, qs, rs.Check) })
			b.Run("sharing/"+name+"/"+sh.name+"/parallel", func(b *testing.B) {
				b.RunParallel(func(pb *testing.PB) {
					for i := 0; pb.Next(); i++ {
						q := &qs[i&(len(qs)-1)]
						rs.Check(q.subject, ActionView, q.resource)
					}
				})
			})
		}
	}
}

type check func(access.Subject, access.Action, access.Resource) access.Decision

func ask(b *testing.B, qs []query, f check) {
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		q := &qs[i&(len(qs)-1)]
		f(q.subject, ActionView, q.resource)
	}
}

// long returns n rules of a thousand viewers and a thousand sharers, and as many
// ordinary ones.
func long(n int) []Rule {
	r := rand.New(rand.NewPCG(7, 8))
	rules := ordinary(n)
	for i := range n {
		rule := Rule{ID: fmt.Sprintf("long%d", i)}
		for range 1000 {
			rule.Viewers = append(rule.Viewers, someAccount(r, 1_000_000).Party())
			rule.Sharers = append(rule.Sharers, someAccount(r, 1_000_000).Party())
		}
		rules = append(rules, rule)
	}
	return rules
}

// Each change starts from the same large set, which stays alive, and is read back
// through both.
func BenchmarkChange(b *testing.B) {
	const n = 1_000_000
	rs := mustRules(b, ordinary(n)...)
	r := rand.New(rand.NewPCG(5, 6))
	added := func(b *testing.B, viewers, sharers []Party) {
		next, err := rs.With(Rule{ID: "new", Viewers: viewers, Sharers: sharers})
		if err != nil {
			b.Fatal(err)
		}
		if _, ok := next.Rule("new"); !ok || rs.Len() != n || next.Len() != n+1 {
			b.Fatal("the rule is not where it should be")
		}
	}
	b.Run("sharing/add/n=1000000", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			added(b, someParties(r, n), someParties(r, n))
		}
	})
	b.Run("sharing/remove/n=1000000", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			key := fmt.Sprintf("r%d", r.IntN(n))
			next, found := rs.Without(key)
			if _, still := next.Rule(key); still || !found || next.Len() != n-1 {
				b.Fatal("the rule is still there")
			}
		}
	})
	long := long(1)[1]
	b.Run("sharing/add-long/entries=2000", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			added(b, long.Viewers, long.Sharers)
		}
	})
	same := mustRules(b, same(10_000)...)
	b.Run("sharing/add-same/n=10000", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := same.With(Rule{ID: "new", Viewers: []Party{MustParseParty("00000*")}, Sharers: []Party{MustParseParty("00001*")}}); err != nil {
				b.Fatal(err)
			}
		}
	})
	runtime.KeepAlive(rs)
}

// BenchmarkWhileChanging asks of a large set while a thousand rules a second are
// taken out and put back, and reports how long most questions take, the clock's own time included. On a
// busy machine the last of the quantiles tell of the machine.
func BenchmarkWhileChanging(b *testing.B) {
	const n = 1_000_000
	rules := ordinary(n)
	first := mustRules(b, rules...)
	qs := queries(rules, newFloor(rules), true)
	var current atomic.Pointer[Rules]
	current.Store(first)
	stop, stopped := make(chan struct{}), make(chan struct{})
	var changes atomic.Int64
	go func() {
		defer close(stopped)
		tick := time.NewTicker(time.Millisecond)
		defer tick.Stop()
		for rs := first; ; {
			select {
			case <-stop:
				return
			case <-tick.C:
				one := rules[changes.Add(1)%n]
				next, _ := rs.Without(one.ID)
				rs = next.with(one) // at the end
				current.Store(rs)
			}
		}
	}()
	b.Run("sharing/n=1000000", func(b *testing.B) {
		before, start := changes.Load(), time.Now()
		var times []time.Duration
		for i := 0; b.Loop(); i++ {
			q := &qs[i&(len(qs)-1)]
			asked := time.Now()
			current.Load().Check(q.subject, ActionView, q.resource)
			times = append(times, time.Since(asked))
		}
		b.ReportMetric(float64(changes.Load()-before)/time.Since(start).Seconds(), "changes/s")
		slices.Sort(times)
		for name, share := range map[string]float64{"p50-ns": .5, "p99-ns": .99, "p99.9-ns": .999} {
			b.ReportMetric(float64(times[int(share*float64(len(times)-1))]), name)
		}
	})
	close(stop)
	<-stopped
}

func BenchmarkBuild(b *testing.B) {
	for _, n := range []int{1_000, 100_000, 1_000_000} {
		b.Run(fmt.Sprintf("sharing/n=%d", n), func(b *testing.B) {
			rules := ordinary(n)
			var before, after runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			var rs *Rules
			for b.Loop() {
				rs = mustRules(b, rules...)
			}
			runtime.GC()
			runtime.ReadMemStats(&after)
			b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/float64(n), "heap-B/rule")
			runtime.KeepAlive(rs)
			runtime.KeepAlive(rules)
		})
	}
}

func BenchmarkDecode(b *testing.B) {
	for _, n := range []int{1_000, 1_000_000} {
		rs := mustRules(b, ordinary(n)...)
		policy, err := access.NewPolicy(rs)
		if err != nil {
			b.Fatal(err)
		}
		codec := wire.Codec{Area{}}
		doc, err := codec.EncodePolicy(policy)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(fmt.Sprintf("sharing/n=%d", n), func(b *testing.B) {
			b.SetBytes(int64(len(doc)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := codec.DecodePolicy(doc); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkRepairs(b *testing.B) {
	for _, sh := range shapes()[:3] {
		policy, err := access.NewPolicy(mustRules(b, sh.rules...))
		if err != nil {
			b.Fatal(err)
		}
		qs := queries(sh.rules, newFloor(sh.rules), false)
		b.Run("sharing/"+sh.name, func(b *testing.B) {
			for i := 0; b.Loop(); i++ {
				q := &qs[i&(len(qs)-1)]
				if repairs, err := foresight.Repairs(policy, q.subject, ActionView, q.resource); err != nil || len(repairs) == 0 {
					b.Fatal(repairs, err)
				}
			}
		})
	}
}

// BenchmarkDifference compares sets that differ in ten rules, and sets that have nothing
// to do with each other.
func BenchmarkDifference(b *testing.B) {
	policy := func(rs *Rules) *access.Policy {
		p, err := access.NewPolicy(rs)
		if err != nil {
			b.Fatal(err)
		}
		return p
	}
	for _, n := range []int{10_000, 100_000, 1_000_000} {
		rules := ordinary(n)
		old := mustRules(b, rules...)
		few := old
		for i := range 10 {
			few, _ = few.Without(rules[i*n/10].ID)
		}
		for name, next := range map[string]*Rules{"ten": few, "unlike": mustRules(b, otherOrdinary(n, 3)...)} {
			was, is := policy(old), policy(next)
			b.Run(fmt.Sprintf("sharing/%s/n=%d", name, n), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					if d, err := foresight.Diff(was, is); err != nil || d.IsEmpty() {
						b.Fatal(d, err)
					}
				}
			})
		}
	}
}
