package sharing

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lupa.example/access/report"
)

// A small world has two groups, with one number each that rules name and two that stand for
// all others.
var small = struct {
	entries  []Party
	accounts []code
}{
	parties("10000* 10000-01 20000-01 20000*"),
	[]code{parties("10000-01")[0].code, parties("10000-02")[0].code, parties("10000-03")[0].code, parties("20000-01")[0].code, parties("20000-02")[0].code, parties("20000-03")[0].code},
}

// smallRules returns every rule over so many entries of the small world.
func smallRules(entries int) []Rule {
	some := func(bits int) []Party {
		var list []Party
		for i, p := range small.entries[:entries] {
			if bits>>i&1 != 0 {
				list = append(list, p)
			}
		}
		return list
	}
	var rules []Rule
	for v := 1; v < 1<<entries; v++ {
		for s := 1; s < 1<<entries; s++ {
			rules = append(rules, Rule{ID: fmt.Sprint(len(rules)), Viewers: some(v), Sharers: some(s)})
		}
	}
	return rules
}

// A seenMask is who of the small world sees whom, a bit for each pair.
type seenMask uint64

func maskOf(seen func(viewer, owner code) bool) seenMask {
	var mask seenMask
	for i, v := range small.accounts {
		for j, o := range small.accounts {
			if i != j && seen(v, o) {
				mask |= 1 << (i*len(small.accounts) + j)
			}
		}
	}
	return mask
}

func maskOfRules(rs *Rules) seenMask {
	return maskOf(func(v, o code) bool { return rs.index.first(Account{v}, Account{o}) != nil })
}

func maskOfClasses(classes []Class) seenMask {
	stand := func(list []Members, n code) bool {
		return slices.ContainsFunc(list, func(m Members) bool {
			return m.Party.Covers(Account{n}) && !slices.Contains(m.But, Party{n})
		})
	}
	return maskOf(func(v, o code) bool {
		return slices.ContainsFunc(classes, func(c Class) bool {
			return stand(c.Viewers, v) && stand(c.Sharers, o) && !slices.ContainsFunc(c.Except, func(e Exception) bool {
				return stand(e.Viewers, v) && stand(e.Sharers, o)
			})
		})
	})
}

// differenceOf returns all that is gained and lost.
func differenceOf(old, new *Rules) (c Consequences) {
	for effect, classes := range differences(old, new) {
		if effect == report.Gain {
			c.Gains = classes
		} else {
			c.Loses = classes
		}
	}
	return c
}

// wantDifference fails unless what differs is told exactly, and nothing if nothing does.
func wantDifference(t *testing.T, old, new *Rules, was, is seenMask) {
	t.Helper()
	c := differenceOf(old, new)
	if gains, loses := maskOfClasses(c.Gains), maskOfClasses(c.Loses); gains != is&^was || loses != was&^is {
		t.Fatalf("from %v\nto %v\ngot\n%v", slices.Collect(old.All()), slices.Collect(new.All()), c)
	}
	if none := len(c.Gains)+len(c.Loses) == 0; none != (was == is) {
		t.Fatalf("from %v\nto %v\ngot\n%v", slices.Collect(old.All()), slices.Collect(new.All()), c)
	}
}

// Every set of one rule or none of the small world to every other, and many of several.
func TestDifferencesAreThoseOfWhatIsSeen(t *testing.T) {
	sets := []*Rules{mustRules(t)}
	for _, r := range smallRules(3) {
		sets = append(sets, mustRules(t, r))
	}
	masks := make([]seenMask, len(sets))
	for i, rs := range sets {
		masks[i] = maskOfRules(rs)
	}
	for i, old := range sets {
		for j, new := range sets {
			wantDifference(t, old, new, masks[i], masks[j])
		}
	}
	random := rand.New(rand.NewPCG(5, 6))
	rules := smallRules(4)
	for range 3000 {
		var set [2]*Rules
		for i := range set {
			var some []Rule
			for j := range random.IntN(5) {
				r := rules[random.IntN(len(rules))]
				r.ID = fmt.Sprint(j)
				some = append(some, r)
			}
			set[i] = mustRules(t, some...)
		}
		wantDifference(t, set[0], set[1], maskOfRules(set[0]), maskOfRules(set[1]))
	}
}

func TestRulesThatAreWrittenOtherwiseAreNoDifference(t *testing.T) {
	plain := mustRules(t, rule("a", "10000* 20000-01", "30000* 40000-01"), rule("b", "10000-01", "50000-01"))
	for name, other := range map[string]*Rules{
		"renamed":   mustRules(t, rule("x", "10000* 20000-01", "30000* 40000-01"), rule("y", "10000-01", "50000-01")),
		"reordered": mustRules(t, rule("b", "10000-01", "50000-01"), rule("a", "20000-01 10000*", "40000-01 30000*")),
		"split": mustRules(t, rule("a", "10000*", "30000* 40000-01"), rule("a2", "20000-01", "30000*"), rule("a3", "20000-01", "40000-01"),
			rule("b", "10000-01", "50000-01")),
		"repeated": mustRules(t, rule("a", "10000* 20000-01", "30000* 40000-01 30000-07"), rule("b", "10000-01", "50000-01 10000-01"), rule("c", "10000-01", "50000-01")),
	} {
		if got := differenceOf(plain, other).String() + differenceOf(other, plain).String(); got != (Consequences{}).String()+(Consequences{}).String() {
			t.Errorf("%s: %s", name, got)
		}
	}
	want := "gained: 10000-01 see 50000-02\nlost: 20000-01 see 40000-01\n"
	if got := differenceOf(plain, mustRules(t, rule("a", "10000* 20000-01", "30000*"), rule("c", "10000*", "40000-01"), rule("b", "10000-01", "50000-01 50000-02"))).String(); got != want {
		t.Errorf("got %s", got)
	}
	var never *Rules
	if got := differenceOf(never, mustRules(t, rule("a", "10000*", "20000-01"))).String(); got != "gained: 10000* see 20000-01\n" {
		t.Errorf("from none: %s", got)
	}
	if got := differenceOf(mustRules(t, rule("a", "10000*", "20000-01")), new(Rules)).String(); got != "lost: 10000* see 20000-01\n" {
		t.Errorf("to none: %s", got)
	}
}

// Rules are compared by what they say, and come in the order of that.
func TestRulesThatSayTheSameAreTheSame(t *testing.T) {
	old := mustRules(t, rule("e", "10000-05", "20000*"), rule("b", "10000-01 10000-03", "20000*"), rule("a", "10000-01 10000-02", "20000*"),
		rule("d", "10000-05", "30000-02"), rule("c", "10000-01", "20000-01"))
	new := mustRules(t, rule("z", "10000-05", "30000-01 30000-03"), rule("y", "10000-01 10000-04", "20000*"), rule("x", "10000-02 10000-01", "20000*"),
		rule("d too", "10000-05", "30000-02"), rule("z too", "10000-05", "30000-01 30000-02"), rule("y again", "10000-04 10000-01", "20000*"), rule("e too", "10000-05", "20000*"))
	for _, turn := range []struct {
		old, new *Rules
		want     string
	}{
		{old, new, "gone 10000-01 20000-01; 10000-01, 10000-03 20000*; come 10000-01, 10000-04 20000*; 10000-05 30000-01, 30000-02; 10000-05 30000-01, 30000-03; "},
		{new, old, "gone 10000-01, 10000-04 20000*; 10000-05 30000-01, 30000-02; 10000-05 30000-01, 30000-03; come 10000-01 20000-01; 10000-01, 10000-03 20000*; "},
	} {
		gone, come := differing(turn.old.index, turn.new.index)
		got := "gone "
		for _, r := range gone {
			got += inWords(r.Viewers) + " " + inWords(r.Sharers) + "; "
		}
		got += "come "
		for _, r := range come {
			got += inWords(r.Viewers) + " " + inWords(r.Sharers) + "; "
		}
		if got != turn.want {
			t.Errorf("%s\nwant\n%s", got, turn.want)
		}
	}
}

// Sets of which one has thousands of times the rules of the other are compared as any.
func TestALargeSetAndASmallOne(t *testing.T) {
	small, large := mustRules(t, rule("r", "99999-01", "99998-01")), mustRules(t, ordinary(5_000)...)
	gone, come := differing(large.index, small.index)
	if len(gone) != 5_000 || len(come) != 1 {
		t.Errorf("%d rules gone, %d come", len(gone), len(come))
	}
	gone, come = differing(small.index, large.index)
	if len(gone) != 1 || len(come) != 5_000 {
		t.Errorf("%d rules gone, %d come", len(gone), len(come))
	}
}

// All numbers of a group are another way to write what it has today, and of the future
// nothing is lost, since there are no more.
func TestAGroupIsAllItsNumbers(t *testing.T) {
	group := mustRules(t, rule("a", "10000*", "20000*"))
	numbers := mustRules(t, Rule{ID: "a", Viewers: numbersFrom(10_000, 1), Sharers: numbersFrom(20_000, 1)})
	if got := differenceOf(group, numbers).String(); got != "nobody gains or loses sight of anything\n" {
		t.Error(got)
	}
	most := mustRules(t, Rule{ID: "a", Viewers: numbersFrom(10_000, 1)[1:], Sharers: numbersFrom(20_000, 1)})
	if got := differenceOf(group, most).String(); got != "lost: 10000-00 see 20000*\n" {
		t.Error(got)
	}
}

// What differs in much is told rule by rule, exactly all the same.
func TestDifferencesOfMuchAreToldByRules(t *testing.T) {
	seen := func(rs *Rules) map[pair]bool {
		pairs := make(map[pair]bool)
		for _, v := range numbersFrom(10_000, 2) {
			for _, s := range numbersFrom(20_000, 2) {
				if rs.index.first(Account{v.code}, Account{s.code}) != nil {
					pairs[pair{v.code, s.code}] = true
				}
			}
		}
		return pairs
	}
	many := manySights(2)
	old, new := many["several halves"], many["half in common and others of one's own"]
	for name, sets := range map[string][2][]Rule{
		"all":  {nil, old},
		"both": {old[:4], append(slices.Clone(old[8:]), new[100:120]...)},
	} {
		was, is := mustRules(t, sets[0]...), mustRules(t, sets[1]...)
		c := differenceOf(was, is)
		before, after := seen(was), seen(is)
		if got, want := unitedPairs(c.Gains), minus(after, before); !samePairs(got, want) {
			t.Errorf("%s: gains: wrongly told %d, left out %d", name, len(minus(got, want)), len(minus(want, got)))
		}
		if got, want := unitedPairs(c.Loses), minus(before, after); !samePairs(got, want) {
			t.Errorf("%s: loses: wrongly told %d, left out %d", name, len(minus(got, want)), len(minus(want, got)))
		}
		byRules := entriesOf(sets[0]...)*len(sets[1]) + entriesOf(sets[1]...)
		if got, outright := toldIn(c.Gains), 2*entriesOf(sets[1]...)+outright; got > outright && (got > byRules || len(c.Gains) > len(sets[1])) {
			t.Errorf("%s: %d parties in %d classes, want at most %d, or %d in %d", name, got, len(c.Gains), outright, byRules, len(sets[1]))
		}
	}
}

// Who gains by several rules is told once, as long as that takes no more than twice the room
// of the rules.
func TestViewersOfManyRulesAreToldOnce(t *testing.T) {
	var rules []Rule
	viewers := numbersFrom(10_000, 25)
	for i, v := range viewers {
		for j := range 2 {
			s := numbersFrom(20_000+i/50, 1)[2*i%100+j]
			rules = append(rules, Rule{ID: fmt.Sprint(i, " ", j), Viewers: []Party{v}, Sharers: []Party{s}})
		}
	}
	if len(rules) <= outright {
		t.Fatalf("%d rules are told outright", len(rules))
	}
	if got := len(differenceOf(nil, mustRules(t, rules...)).Gains); got != len(viewers) {
		t.Errorf("%d classes, want one for each of %d viewers", got, len(viewers))
	}
}

// What rule by rule is told is what each of them gives, whether or not it has to be looked at
// by itself.
func TestRulesAreToldAsIfEachCameAlone(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 8))
	viewers, sharers := numbersFrom(10_000, 1), numbersFrom(20_000, 20)
	var many []Rule // each viewer sees others
	for i := range 300 {
		one := Rule{ID: fmt.Sprint(i)}
		for range 10 {
			one.Viewers = append(one.Viewers, viewers[random.IntN(len(viewers))])
			one.Sharers = append(one.Sharers, sharers[random.IntN(len(sharers))])
		}
		many = append(many, one)
	}
	old := mustRules(t, slices.Concat(many[:4], []Rule{rule("seen", "60000-07", "70000-01 70000-02"), rule("all", "80000*", "90000*")})...)
	rules := slices.Concat(many[4:], []Rule{
		rule("as it stands", "30000* 30000-01 31000-01", "40000-02 40000* 41000-01"),
		rule("of one group", "50000*", "50000*"),
		rule("of one number", "51000-01 52000-01", "51000-01"),
		rule("seen by a number", "60000* 61000*", "70000*"),
		rule("seen by all", "80000-01", "90000-01 90000-02"),
	})
	var come []*Rule
	for i := range rules {
		rules[i].Viewers, rules[i].Sharers = once(rules[i].Viewers), once(rules[i].Sharers)
		come = append(come, &rules[i])
	}
	var want []Class
	named := old.named(come...)
	for _, r := range come {
		if one := old.beyond(r, nil, named); one.gaining.count() > 0 {
			want = append(want, one.whole())
		}
	}
	slices.SortStableFunc(want, Class.compare)
	got := Consequences{Gains: old.newly(come)}.String()
	if wanted := (Consequences{Gains: want}).String(); got != wanted || len(want) != len(rules)-1 {
		t.Errorf("%d classes of %d rules, - want, + got:\n%s", len(want), len(rules), cmp.Diff(strings.Split(wanted, "\n"), strings.Split(got, "\n")))
	}
	for _, line := range []string{"gained: 30000*, 31000-01 see 40000*, 41000-01\n", "gained: 52000-01 see 51000-01\n"} {
		if !strings.Contains(got, line) {
			t.Errorf("not told: %s", line)
		}
	}
}

// unitedPairs spells out classes that may have a viewer in common.
func unitedPairs(classes []Class) map[pair]bool {
	pairs := make(map[pair]bool)
	stand := func(list []Members) []code {
		var numbers []code
		for _, m := range list {
			for _, n := range numbersOf(m.Party) {
				if !slices.Contains(m.But, Party{n}) {
					numbers = append(numbers, n)
				}
			}
		}
		return numbers
	}
	for _, c := range classes {
		one := make(map[pair]bool)
		for _, v := range stand(c.Viewers) {
			for _, s := range stand(c.Sharers) {
				one[pair{v, s}] = v != s
			}
		}
		for _, e := range c.Except {
			for _, v := range stand(e.Viewers) {
				for _, s := range stand(e.Sharers) {
					delete(one, pair{v, s})
				}
			}
		}
		for p, other := range one {
			if other {
				pairs[p] = true
			}
		}
	}
	return pairs
}

// Sets that were made from each other are compared where they differ: a few leaves of
// many thousand rules.
func TestSetsThatShareMemoryAreComparedWhereTheyDiffer(t *testing.T) {
	old := mustRules(t, ordinary(50_000)...)
	added, err := old.With(rule("new", "99999-01", "99998-01"))
	if err != nil {
		t.Fatal(err)
	}
	removed, _ := added.Without("r777")
	for name, next := range map[string]*Rules{"added": added, "removed": removed} {
		gone, come := differing(old.index, next.index)
		if want := 50_001 - next.Len(); len(come) != 1 || len(gone) != want {
			t.Errorf("%s: %d rules gone, %d come", name, len(gone), len(come))
		}
		looked := 0
		apart(&old.index.byNumber.root, &next.index.byNumber.root, 0, func(a, b *node[*storedRule]) {
			looked += size(trie[*storedRule]{*a}) + size(trie[*storedRule]{*b})
		})
		if looked > 2*2*maxLeaf {
			t.Errorf("%s: %d rules were looked at", name, looked)
		}
	}
}

// A branch doubles when what stands below it has grown, however little was added last.
func TestABranchThatDoublesIsNoDifference(t *testing.T) {
	var all trie[struct{}]
	most := 0
	for i := range uint32(70_000) {
		next := all.with(entry[struct{}]{hash: numberHash(i)})
		for _, turn := range []struct{ a, b trie[struct{}] }{{all, next}, {next, all}} {
			looked, only := 0, 0
			apart(&turn.a.root, &turn.b.root, 0, func(a, b *node[struct{}]) {
				were, are := size(trie[struct{}]{*a}), size(trie[struct{}]{*b})
				looked, only = looked+were+are, only+are-were
			})
			if only*only != 1 {
				t.Fatalf("entry %d is %d more", i, only)
			}
			most = max(most, looked)
		}
		all = next
	}
	// The leaves of one branch are cut when it doubles.
	if most > 2*maxWidth/2*maxLeaf {
		t.Errorf("%d entries were looked at", most)
	}
}
