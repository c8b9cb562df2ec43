package sharing

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"lupa.example/access"
)

// A floor is the least that gives what Check gives, written by hand for short rules
// that never change: one probe of a map by the pair of groups, and a scan of the few
// pairs of members under it.
type floor map[uint64][]floorPair

// A floorPair is a pair of members; those of one pair of groups are in the order of
// the rules, so that the first that fits decides.
type floorPair struct {
	viewer, sharer uint8 // the last seven bits of the codes
	key            string
}

func floorKey(viewer, sharer code) uint64 {
	return uint64(viewer>>withinBits)<<32 | uint64(sharer>>withinBits)
}

func newFloor(rules []Rule) floor {
	f := make(floor)
	given := make(map[[2]code]bool)
	for _, r := range rules {
		for _, v := range r.Viewers {
			for _, s := range r.Sharers {
				if pair := [2]code{v.code, s.code}; !given[pair] {
					given[pair] = true
					k := floorKey(v.code, s.code)
					f[k] = append(f[k], floorPair{uint8(v.code & wholeGroup), uint8(s.code & wholeGroup), r.ID})
				}
			}
		}
	}
	return f
}

// decide is the whole answer for two customer numbers.
func (f floor) decide(viewer, owner code) access.Decision {
	if viewer == owner {
		return access.Allow(ReasonOwn, "")
	}
	v, o := uint8(viewer&wholeGroup), uint8(owner&wholeGroup)
	pairs := f[floorKey(viewer, owner)]
	for i := range pairs {
		p := &pairs[i]
		if (p.viewer == v || p.viewer == uint8(wholeGroup)) && (p.sharer == o || p.sharer == uint8(wholeGroup)) {
			return access.Allow(ReasonRule, p.key)
		}
	}
	return access.Deny(ReasonNotShared, "")
}

// floorCode reads a customer number, zero if it is none.
func floorCode(s string) code {
	if len(s) != 8 || s[5] != '-' {
		return 0
	}
	a, b, c, d, e, f, g := s[0]-'0', s[1]-'0', s[2]-'0', s[3]-'0', s[4]-'0', s[6]-'0', s[7]-'0'
	if a > 9 || b > 9 || c > 9 || d > 9 || e > 9 || f > 9 || g > 9 {
		return 0
	}
	main := (((code(a)*10+code(b))*10+code(c))*10+code(d))*10 + code(e)
	return main<<withinBits | (code(f)*10 + code(g) + 1)
}

func (f floor) fromText(viewer, owner string) access.Decision {
	v, o := floorCode(viewer), floorCode(owner)
	if v == 0 || o == 0 {
		return access.Decision{}
	}
	return f.decide(v, o)
}

// fromRow takes a question as Check does, and leaves out what no question here needs.
func (f floor) fromRow(s access.Subject, r access.Resource) access.Decision {
	return f.decide(s.Facts[0].(*User).Account.number, r.(*Result).Owner.number)
}

// A million pairs a rule have no floor of pairs that would fit in memory: the floor
// for long rules is a set for each side of each rule, read rule by rule.
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

func (f longFloor) fromRow(s access.Subject, r access.Resource) access.Decision {
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

// A contestant answers questions; it returns how many it allowed.
type contestant struct {
	name  string
	floor string // the contestant to divide by
	ask   func([]query) int
}

func count(d access.Decision) int {
	if d.Allowed {
		return 1
	}
	return 0
}

// contestants are asked the same in different ways: from strings as a service has
// them, or with the caller's row in hand. What is made from strings is made in one
// place each time: to allocate rows is the caller's part.
func contestants(rs *Rules, policy *access.Policy, f floor) []contestant {
	user, result := new(User), new(Result)
	subject := access.Subject{User: "anna", Facts: []access.Fact{user}}
	return []contestant{
		{"floor/text", "floor/text", func(qs []query) (n int) {
			for i := range qs {
				n += count(f.fromText(qs[i].viewer, qs[i].owner))
			}
			return n
		}},
		{"policy/text", "floor/text", func(qs []query) (n int) {
			for i := range qs {
				viewer, _ := ParseAccount(qs[i].viewer)
				owner, _ := ParseAccount(qs[i].owner)
				*user, *result = User{Account: viewer}, Result{ID: "w17", Owner: owner}
				n += count(policy.Check(subject, ActionView, result))
			}
			return n
		}},
		{"check/text", "floor/text", func(qs []query) (n int) {
			for i := range qs {
				viewer, _ := ParseAccount(qs[i].viewer)
				owner, _ := ParseAccount(qs[i].owner)
				*user, *result = User{Account: viewer}, Result{ID: "w17", Owner: owner}
				n += count(rs.Check(subject, ActionView, result))
			}
			return n
		}},
		{"floor/row", "floor/row", func(qs []query) (n int) {
			for i := range qs {
				n += count(f.fromRow(qs[i].subject, qs[i].resource))
			}
			return n
		}},
		{"check/row", "floor/row", func(qs []query) (n int) {
			for i := range qs {
				n += count(rs.Check(qs[i].subject, ActionView, qs[i].resource))
			}
			return n
		}},
		{"index/row", "floor/row", func(qs []query) (n int) {
			for i := range qs {
				if rs.index.first(qs[i].subject.Facts[0].(*User).Account, qs[i].resource.Owner) != nil {
					n++
				}
			}
			return n
		}},
	}
}

// race asks the contestants in turn, and reports the median time a question and its
// ratio to the floor's. Each has a few questions first for which nobody's time is
// taken, so that it does not pay for what the one before drove out of the caches; no
// two have the same questions in one turn.
func race(b *testing.B, qs []query, all []contestant) {
	const parts = 64 // short ones, of which few are interrupted on a busy machine
	part := len(qs) / parts
	times := make([][]time.Duration, len(all))
	for turn := 0; b.Loop(); turn++ {
		for i, c := range all {
			before, from := (turn+i+parts-1)%parts*part, (turn+i)%parts*part
			c.ask(qs[before : before+part/4])
			start := time.Now()
			c.ask(qs[from : from+part])
			times[i] = append(times[i], time.Since(start))
		}
	}
	median := make(map[string]float64)
	for i, c := range all {
		slices.Sort(times[i])
		median[c.name] = float64(times[i][len(times[i])/2]) / float64(part)
		b.ReportMetric(median[c.name], c.name+"-ns")
		if c.floor != c.name {
			b.ReportMetric(median[c.name]/median[c.floor], c.name+"-floors")
		}
	}
	b.ReportMetric(0, "ns/op")
}

// BenchmarkFloor races Check against its floor.
func BenchmarkFloor(b *testing.B) {
	for _, sh := range shapes() {
		rs, f := mustRules(b, sh.rules...), newFloor(sh.rules)
		policy, err := access.NewPolicy(rs)
		if err != nil {
			b.Fatal(err)
		}
		all := contestants(rs, policy, f)
		for _, allowed := range []bool{true, false} {
			qs := queries(sh.rules, f, allowed)
			for i := range all {
				if got, want := all[i].ask(qs), all[0].ask(qs); got != want {
					b.Fatalf("%s allows %d of %d, and the floor %d", all[i].name, got, len(qs), want)
				}
			}
			for _, q := range qs {
				if got, want := rs.Check(q.subject, ActionView, q.resource), f.fromText(q.viewer, q.owner); got != want {
					b.Fatalf("Check and floor differ: %v, %v", got, want)
				}
			}
			b.Run(fmt.Sprintf("sharing/%s/allowed=%v", sh.name, allowed), func(b *testing.B) { race(b, qs, all) })
		}
	}
}

// A query is a question that is ready to be asked: as text, and in the caller's own
// rows.
type query struct {
	viewer, owner string
	subject       access.Subject
	resource      *Result
}

func newQuery(viewer, owner Account) query {
	return query{
		viewer.String(), owner.String(),
		access.Subject{User: "anna", Facts: []access.Fact{&User{Account: viewer}}},
		&Result{ID: "w17", Owner: owner},
	}
}

// queries returns questions spread over all the rules, in random order. Those that
// are allowed are asked by a viewer of a rule about one of its sharers. Of those that
// are denied half are near misses, where a rule has the groups but not the members,
// and half are asked by anyone about anyone.
func queries(rules []Rule, f floor, allowed bool) []query {
	r := rand.New(rand.NewPCG(3, 4))
	list := make([]query, 0, 1<<16)
	for n := len(rules); len(list) < cap(list); {
		rule := rules[r.IntN(n)]
		viewer, owner := member(r, rule.Viewers), member(r, rule.Sharers)
		if !allowed {
			if r.IntN(2) == 0 {
				viewer, owner = someAccount(r, n), someAccount(r, n)
			} else {
				viewer, owner = neighbour(r, viewer), neighbour(r, owner)
			}
			if f.decide(viewer.number, owner.number).Allowed {
				continue
			}
		}
		list = append(list, newQuery(viewer, owner))
	}
	return list
}

// neighbour returns another account of the same group.
func neighbour(r *rand.Rand, a Account) Account {
	return Account{a.number&^wholeGroup | code(1+r.IntN(100))}
}

// BenchmarkFloorOfLongRules races Check against a floor of its own kind: no map of
// pairs holds a million pairs a rule.
func BenchmarkFloorOfLongRules(b *testing.B) {
	for _, n := range []int{1, 100} {
		rules := long(n)
		rs, f := mustRules(b, rules...), newLongFloor(rules)
		r := rand.New(rand.NewPCG(3, 4))
		qs := make([]query, 1<<12)
		for i := range qs {
			rule := rules[n+r.IntN(n)]
			qs[i] = newQuery(member(r, rule.Viewers), member(r, rule.Sharers))
			if got, want := rs.Check(qs[i].subject, ActionView, qs[i].resource), f.fromRow(qs[i].subject, qs[i].resource); got != want {
				b.Fatalf("Check and floor differ: %v, %v", got, want)
			}
		}
		b.Run(fmt.Sprintf("sharing/long/n=%d", n), func(b *testing.B) {
			race(b, qs, []contestant{
				{"floor/row", "floor/row", func(qs []query) (n int) {
					for i := range qs {
						n += count(f.fromRow(qs[i].subject, qs[i].resource))
					}
					return n
				}},
				{"check/row", "floor/row", func(qs []query) (n int) {
					for i := range qs {
						n += count(rs.Check(qs[i].subject, ActionView, qs[i].resource))
					}
					return n
				}},
			})
		})
	}
}
