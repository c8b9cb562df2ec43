package sharing

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"testing"

	"lupa.example/access"
	"lupa.example/access/wire"
)

// ordinary returns n rules of one or two entries a side over n customer numbers in
// n/20 groups, with short keys.
func ordinary(n int) []Rule {
	r := rand.New(rand.NewPCG(1, 2))
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

// A query is a question that is ready to be asked, in the caller's own rows.
type query struct {
	subject  access.Subject
	resource *Result
}

// queries returns questions spread over all the rules, in random order: allowed
// ones asked by a viewer of a rule about one of its sharers, denied ones by anyone
// about anyone.
func queries(rules []Rule, allowed bool) []query {
	r := rand.New(rand.NewPCG(3, 4))
	list := make([]query, 1<<16)
	n := len(rules)
	for i := range list {
		viewer, owner := someAccount(r, n), someAccount(r, n)
		if allowed {
			rule := rules[r.IntN(n)]
			viewer, owner = member(r, rule.Viewers), member(r, rule.Sharers)
		}
		list[i] = query{
			access.Subject{User: "anna", Facts: []access.Fact{&User{Account: viewer}}},
			&Result{ID: "w17", Owner: owner},
		}
	}
	return list
}

// member returns an account that one of the entries covers.
func member(r *rand.Rand, entries []Party) Account {
	p := entries[r.IntN(len(entries))]
	if p.IsGroup() {
		return Account{p.code&^wholeGroup | code(1+r.IntN(20))}
	}
	return Account{p.code}
}

// A floor is the smallest set of map probes that gives what Check gives for rules
// that are all short: by pair of codes, the key of the first rule that has it.
type floor map[[2]code]floorRule

type floorRule struct {
	number int
	key    string
}

func newFloor(rules []Rule) floor {
	f := make(floor)
	for n, r := range rules {
		for _, v := range r.Viewers {
			for _, s := range r.Sharers {
				if _, taken := f[[2]code{v.code, s.code}]; !taken {
					f[[2]code{v.code, s.code}] = floorRule{n, r.ID}
				}
			}
		}
	}
	return f
}

func (f floor) check(s access.Subject, a access.Action, r access.Resource) access.Decision {
	result, ok := r.(*Result)
	if !ok || a != ActionView || s.User == "" || len(s.Facts) != 1 {
		return access.Decision{}
	}
	user, ok := s.Facts[0].(*User)
	if !ok {
		return access.Decision{}
	}
	v, o := user.Account.number, result.Owner.number
	if v == o {
		return access.Allow(ReasonOwn, "")
	}
	first, found := f[[2]code{v, o}]
	for _, p := range [3][2]code{{v, o.group()}, {v.group(), o}, {v.group(), o.group()}} {
		if other, ok := f[p]; ok && (!found || other.number < first.number) {
			first, found = other, true
		}
	}
	if !found {
		return access.Deny(ReasonNotShared, "")
	}
	return access.Allow(ReasonRule, first.key)
}

// A shape is a set of rules of some kind, with the questions to ask of it.
type shape struct {
	name  string
	rules []Rule
}

func shapes() []shape {
	return []shape{
		{"ordinary/n=1000", ordinary(1_000)},
		{"ordinary/n=100000", ordinary(100_000)},
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
		policy, err := access.NewPolicy(rs)
		if err != nil {
			b.Fatal(err)
		}
		for _, c := range []struct {
			name    string
			allowed bool
		}{{"allowed", true}, {"any", false}} {
			qs := queries(sh.rules, c.allowed)
			for _, q := range qs {
				if got, want := rs.Check(q.subject, ActionView, q.resource), f.check(q.subject, ActionView, q.resource); got != want {
					b.Fatalf("Check and floor differ: %v, %v", got, want)
				}
			}
			name := "sharing/" + c.name + "/" + sh.name
			b.Run(name, func(b *testing.B) { ask(b, qs, rs.Check) })
			b.Run(name+"/policy", func(b *testing.B) { ask(b, qs, policy.Check) })
			b.Run(name+"/floor", func(b *testing.B) { ask(b, qs, f.check) })
			b.Run(name+"/parallel", func(b *testing.B) {
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

// A million pairs a rule have no floor of map probes that would fit in memory: the
// floor for long rules is a set for each side of each rule, read rule by rule.
type longFloor []struct {
	viewers, sharers map[code]bool
	key              string
}

func newLongFloor(rules []Rule) longFloor {
	f := make(longFloor, len(rules))
	for i, r := range rules {
		f[i].key, f[i].viewers, f[i].sharers = r.ID, make(map[code]bool), make(map[code]bool)
		for _, p := range r.Viewers {
			f[i].viewers[p.code] = true
		}
		for _, p := range r.Sharers {
			f[i].sharers[p.code] = true
		}
	}
	return f
}

func (f longFloor) check(s access.Subject, a access.Action, r access.Resource) access.Decision {
	viewer, owner := s.Facts[0].(*User).Account.number, r.(*Result).Owner.number
	if viewer == owner {
		return access.Allow(ReasonOwn, "")
	}
	for i := range f {
		if r := &f[i]; (r.viewers[viewer] || r.viewers[viewer.group()]) && (r.sharers[owner] || r.sharers[owner.group()]) {
			return access.Allow(ReasonRule, r.key)
		}
	}
	return access.Deny(ReasonNotShared, "")
}

func BenchmarkCheckLong(b *testing.B) {
	for _, n := range []int{1, 100} {
		rules := long(n)
		rs, f := mustRules(b, rules...), newLongFloor(rules)
		qs := queries(rules[n:], true)
		for _, q := range qs[:1000] {
			if got, want := rs.Check(q.subject, ActionView, q.resource), f.check(q.subject, ActionView, q.resource); got != want {
				b.Fatalf("Check and floor differ: %v, %v", got, want)
			}
		}
		name := fmt.Sprintf("sharing/allowed/long/n=%d", n)
		b.Run(name, func(b *testing.B) { ask(b, qs, rs.Check) })
		b.Run(name+"/floor", func(b *testing.B) { ask(b, qs, f.check) })
	}
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
