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
			Key:     fmt.Sprintf("r%d", i),
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
			&Result{Key: "w17", Owner: owner},
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
	return Account(p)
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
					f[[2]code{v.code, s.code}] = floorRule{n, r.Key}
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
	v, o := user.Account.code, result.Owner.code
	if v == o {
		return access.Allow(ReasonOwn, "own")
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

func BenchmarkCheck(b *testing.B) {
	for _, n := range []int{1_000, 100_000, 1_000_000} {
		rules := ordinary(n)
		rs, f := mustRules(b, rules...), newFloor(rules)
		for _, c := range []struct {
			name    string
			allowed bool
		}{{"allowed", true}, {"any", false}} {
			qs := queries(rules, c.allowed)
			for _, q := range qs {
				if got, want := rs.Check(q.subject, ActionView, q.resource), f.check(q.subject, ActionView, q.resource); got != want {
					b.Fatalf("Check and floor differ: %v, %v", got, want)
				}
			}
			name := fmt.Sprintf("sharing/%s/n=%d", c.name, n)
			b.Run(name, func(b *testing.B) { benchmark(b, qs, rs.Check) })
			b.Run(name+"/floor", func(b *testing.B) { benchmark(b, qs, f.check) })
		}
	}
}

func benchmark(b *testing.B, qs []query, check func(access.Subject, access.Action, access.Resource) access.Decision) {
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		q := &qs[i&(len(qs)-1)]
		check(q.subject, ActionView, q.resource)
		i++
	}
}

func BenchmarkChange(b *testing.B) {
	rs := mustRules(b, ordinary(1_000_000)...)
	r := rand.New(rand.NewPCG(5, 6))
	var added, removed *Rules
	b.Run("sharing/add/n=1000000", func(b *testing.B) {
		b.ReportAllocs()
		i := 0
		for b.Loop() {
			added, _ = rs.With(Rule{Key: fmt.Sprintf("new%d", i), Viewers: someParties(r, 1_000_000), Sharers: someParties(r, 1_000_000)})
			i++
		}
	})
	b.Run("sharing/remove/n=1000000", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			removed, _ = rs.Without(fmt.Sprintf("r%d", r.IntN(1_000_000)))
		}
	})
	runtime.KeepAlive(rs)
	_, _ = added, removed
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
