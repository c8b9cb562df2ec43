package sharing

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"

	"lupa.example/access"
)

func staff() access.Subject {
	return access.Subject{User: "kim", Facts: []access.Fact{&User{Staff: true}}}
}

// A pair is one customer number that sees another's results.
type pair struct{ viewer, sharer code }

// numbersOf returns the customer numbers that a party stands for.
func numbersOf(p Party) []code {
	if !p.IsGroup() {
		return []code{p.code}
	}
	var numbers []code
	for i := range code(numbersInGroup) {
		numbers = append(numbers, p.code&^wholeGroup|(i+1))
	}
	return numbers
}

// spelled returns those of all numbers that the members stand for, failing if one is told
// twice.
func spelled(t *testing.T, all []code, list []Members) map[code]bool {
	t.Helper()
	numbers := make(map[code]bool)
	for _, m := range list {
		for _, n := range all {
			if !m.Party.Covers(Account{n}) || slices.Contains(m.But, Party{n}) {
				continue
			}
			if numbers[n] {
				t.Errorf("%v stands twice in %v", Party{n}, list)
			}
			numbers[n] = true
		}
		for i, p := range m.But {
			if !m.Party.Covers(Account{p.code}) || i > 0 && m.But[i-1].code >= p.code {
				t.Errorf("%v excepts what is not of the group, or in no order", m)
			}
		}
	}
	return numbers
}

// pairsOf spells classes out over all numbers, and checks that they are told in one order, each viewer
// once.
func pairsOf(t *testing.T, all []code, classes []Class) map[pair]bool {
	t.Helper()
	pairs := make(map[pair]bool)
	seen := make(map[code]bool)
	for i, c := range classes {
		if i > 0 && classes[i-1].Viewers[0].Party.code >= c.Viewers[0].Party.code {
			t.Errorf("class %d is out of order: %v", i, classes)
		}
		sharers := spelled(t, all, c.Sharers)
		not := make(map[pair]bool)
		for _, e := range c.Except {
			for v := range spelled(t, all, e.Viewers) {
				for s := range spelled(t, all, e.Sharers) {
					not[pair{v, s}] = true
				}
			}
		}
		for v := range spelled(t, all, c.Viewers) {
			if seen[v] {
				t.Errorf("%v is in two classes", Party{v})
			}
			seen[v] = true
			any := false
			for s := range sharers {
				if s != v && !not[pair{v, s}] {
					pairs[pair{v, s}], any = true, true
				}
			}
			if !any {
				t.Errorf("%v is told and gains nothing: %v", Party{v}, c)
			}
		}
	}
	return pairs
}

// sights returns who of all numbers sees whom by the rules, as Check decides it, own
// results left out.
func sights(rs *Rules, all []code) map[pair]bool {
	pairs := make(map[pair]bool)
	for _, v := range all {
		for _, s := range all {
			if v != s && rs.index.first(Account{v}, Account{s}) != nil {
				pairs[pair{v, s}] = true
			}
		}
	}
	return pairs
}

func minus(a, b map[pair]bool) map[pair]bool {
	left := make(map[pair]bool)
	for p := range a {
		if !b[p] {
			left[p] = true
		}
	}
	return left
}

func samePairs(a, b map[pair]bool) bool { return len(minus(a, b)) == 0 && len(minus(b, a)) == 0 }

// wantExact fails unless what the consequences tell is the difference of the two sets.
func wantExact(t *testing.T, c Consequences, before, after *Rules, all []code) {
	t.Helper()
	was, is := sights(before, all), sights(after, all)
	if got, want := pairsOf(t, all, c.Gains), minus(is, was); !samePairs(got, want) {
		t.Errorf("gains %v\nwrongly told %d, left out %d", c.Gains, len(minus(got, want)), len(minus(want, got)))
	}
	if got, want := pairsOf(t, all, c.Loses), minus(was, is); !samePairs(got, want) {
		t.Errorf("loses %v\nwrongly told %d, left out %d", c.Loses, len(minus(got, want)), len(minus(want, got)))
	}
}

// Sets of rules over two groups, some of whose numbers are named, each changed in one
// rule: what is told comes to the difference, number by number. Of the numbers that no
// rule names two of each group stand for all.
func TestConsequencesAreTheDifferenceOfWhatIsSeen(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	groups := parties("10000* 20000*")
	var entries []Party
	var all []code
	for _, g := range groups {
		all = append(append(all, numbersOf(g)[:4]...), numbersOf(g)[99])
		entries = append(entries, g, g)
		for _, n := range numbersOf(g)[:3] {
			entries = append(entries, Party{n})
		}
	}
	side := func(most int) []Party {
		var list []Party
		for range 1 + random.IntN(most) {
			list = append(list, entries[random.IntN(len(entries))])
		}
		return list
	}
	for range 3000 {
		var rules []Rule
		for i := range random.IntN(5) {
			rules = append(rules, Rule{ID: fmt.Sprint(i), Viewers: side(2), Sharers: side(2)})
		}
		next := Rule{ID: "next", Viewers: side(4), Sharers: side(4)}
		before := mustRules(t, rules...)
		after, err := before.With(next)
		if err != nil {
			t.Fatal(err)
		}
		added, err := before.ConsequencesOfAdding(staff(), next)
		if err != nil {
			t.Fatal(err)
		}
		wantExact(t, added, before, after, all)
		wantExact(t, Consequences{Gains: inOne(before, &next)}, before, after, all)
		removed, err := after.ConsequencesOfRemoving(staff(), "next")
		if err != nil {
			t.Fatal(err)
		}
		wantExact(t, removed, after, before, all)
		if fmt.Sprint(removed.Loses) != fmt.Sprint(added.Gains) || removed.Gains != nil || added.Loses != nil {
			t.Errorf("what comes and goes differs:\n%v\n%v", added, removed)
		}
		if len(rules) == 0 {
			continue
		}
		without, _ := after.Without("0")
		replaced, err := without.ConsequencesOfReplacing(staff(), "next", Rule{ID: "other", Viewers: rules[0].Viewers, Sharers: next.Sharers})
		if err != nil {
			t.Fatal(err)
		}
		rest, _ := without.Without("next")
		other, err := rest.With(Rule{ID: "other", Viewers: rules[0].Viewers, Sharers: next.Sharers})
		if err != nil {
			t.Fatal(err)
		}
		wantExact(t, replaced, without, other, all)
		if t.Failed() {
			t.Fatalf("the rules are %v\nand %v", rules, next)
		}
	}
}

// inOne returns what comes of adding the rule as it is told where it is much.
func inOne(rs *Rules, r *Rule) []Class {
	g := rs.beyond(r, nil, rs.named(r))
	if g.classes() == nil {
		return nil
	}
	return []Class{g.whole()}
}

// namedFrom00 returns rules that name the numbers of a group from 00 on, and give nothing.
func namedFrom00(group string, n int) []Rule {
	var rules []Rule
	for i, number := range numbersOf(MustParseParty(group))[:n] {
		p := Party{number}
		rules = append(rules, Rule{ID: "own " + fmt.Sprint(i), Viewers: []Party{p}, Sharers: []Party{p}})
	}
	return rules
}

// Where all numbers of a group are named nothing is left of it, and the one that is left
// of a group does not gain sight of itself.
func TestGroupsWhoseNumbersAreNamed(t *testing.T) {
	group := parties("10000*")
	all := numbersOf(group[0])
	for _, n := range []int{98, 99, 100} {
		rules := mustRules(t, namedFrom00("10000", n)...)
		rule := Rule{ID: "r", Viewers: group, Sharers: group}
		after, err := rules.With(rule)
		if err != nil {
			t.Fatal(err)
		}
		c := rules.consequences(nil, &rule)
		wantExact(t, c, rules, after, all)
		if got := c.String(); got != "gained: 10000* see 10000*\n" {
			t.Errorf("%d named: %q", n, got)
		}
		// The others see one another by another rule already; whoever is left of the group
		// would see itself only.
		others := Rule{ID: "others", Viewers: group, Sharers: nil}
		for _, number := range numbersOf(group[0])[:n] {
			others.Sharers = append(others.Sharers, Party{number})
		}
		most, err := rules.With(others)
		if err != nil {
			t.Fatal(err)
		}
		after, err = most.With(rule)
		if err != nil {
			t.Fatal(err)
		}
		c = most.consequences(nil, &rule)
		wantExact(t, c, most, after, all)
		if n == 100 && len(c.Gains) > 0 {
			t.Errorf("all named: %v", c)
		}
	}
	// One number is left and is the only sharer that is not seen yet.
	named := namedFrom00("10000", 99)
	left := Rule{ID: "r", Viewers: group, Sharers: group}
	last := Rule{ID: "last", Viewers: nil, Sharers: group}
	for _, number := range numbersOf(group[0])[:99] {
		last.Viewers = append(last.Viewers, Party{number})
	}
	rules := mustRules(t, append(named, last)...)
	after, _ := rules.With(left)
	c := rules.consequences(nil, &left)
	wantExact(t, c, rules, after, all)
	if got := c.String(); got != "gained: 10000-99 see 10000* (but 10000-99)\n" && !strings.HasPrefix(got, "gained: 10000-99 see ") {
		t.Errorf("got %q", got)
	}
}

func TestWhatIsLeftOfAGroup(t *testing.T) {
	group := MustParseParty("10000*").code
	all := numbersOf(Party{group})
	for _, test := range []struct {
		without int // the number that is not named
		want    string
	}{{0, "10000-00"}, {57, "10000-57"}, {99, "10000-99"}} {
		rest, some := restOf(group, slices.Concat(all[:test.without], all[test.without+1:]))
		if !some || rest.String() != test.want {
			t.Errorf("without %d: %v, %v", test.without, rest, some)
		}
	}
	if rest, some := restOf(group, all[:98]); !some || rest != group {
		t.Errorf("two are left: %v, %v", rest, some)
	}
	if rest, some := restOf(group, all); some {
		t.Errorf("none is left: %v", rest)
	}
}

func TestClassesInWords(t *testing.T) {
	rules := mustRules(t,
		rule("a", "10000-01", "20000*"),
		rule("b", "10000-02", "20000-01"),
		rule("c", "30000-01", "30000-02"),
	)
	for _, test := range []struct{ viewers, sharers, want string }{
		{"10000-01", "20000-05", "nobody gains or loses sight of anything\n"},
		{"10000-01", "10000-01", "nobody gains or loses sight of anything\n"},
		{"10000-03 10000-04", "20000-05 20000-06", "gained: 10000-03, 10000-04 see 20000-05, 20000-06\n"},
		{"10000-01 10000-02", "10000-01 10000-02", "gained: 10000-01, 10000-02 see 10000-01, 10000-02\n"},
		{"10000*", "20000*", "gained: 10000-02 see all but 20000-01\ngained: 10000* (but 10000-01, 10000-02) see 20000*\n"},
		{"10000-01 10000-02", "20000-01 20000-02 20000-03", "gained: 10000-02 see all but 20000-01\n"},
		{"10000-02", "20000-01 20000-02", "gained: 10000-02 see 20000-02\n"},
		{"30000*", "30000*", "gained: 30000-01 see all but 30000-02\ngained: 30000* (but 30000-01) see 30000*\n"},
		{"10000* 10000-07", "40000-01", "gained: 10000* see 40000-01\n"},
	} {
		c, err := rules.ConsequencesOfAdding(staff(), rule("", test.viewers, test.sharers))
		if err != nil {
			t.Fatal(err)
		}
		if got := c.String(); got != test.want {
			t.Errorf("%s sees %s:\n%swant\n%s", test.viewers, test.sharers, got, test.want)
		}
		if test.want == (Consequences{}).String() && !reflect.DeepEqual(c, Consequences{}) {
			t.Errorf("none are %+v", c)
		}
	}
	// One exception may be for all viewers of a class or for some.
	class := Class{Viewers: inFull(parties("10000-01 10000-02")), Sharers: inFull(parties("20000*")), Except: []Exception{{inFull(parties("10000-02")), inFull(parties("20000-01"))}}}
	for viewers, want := range map[string]string{
		"10000-02":          "gained: 10000-01, 10000-02 see 20000*\n  but not: 10000-02 see 20000-01\n",
		"10000-01 10000-02": "gained: 10000-01, 10000-02 see all but 20000-01\n",
	} {
		class.Except[0].Viewers = inFull(parties(viewers))
		if got := (Consequences{Gains: []Class{class}}).String(); got != want {
			t.Errorf("with an exception for %s:\n%swant\n%s", viewers, got, want)
		}
	}
	c, err := rules.ConsequencesOfReplacing(staff(), "b", rule("b", "10000-02", "20000-02"))
	if want := "gained: 10000-02 see 20000-02\nlost: 10000-02 see 20000-01\n"; err != nil || c.String() != want {
		t.Errorf("replacing: %v, %v", c, err)
	}
}

// wantSmall fails if f takes more memory than a bound, in whatever time.
func wantSmall(t *testing.T, most uint64, f func()) {
	t.Helper()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	if got := after.TotalAlloc - before.TotalAlloc; got > most {
		t.Errorf("took %d MB, want at most %d", got>>20, most>>20)
	}
}

// However much a rule gives, what it comes to takes about as much room as it and the
// rules round it. Pair by pair these would take gigabytes.
func TestConsequencesTakeRoomLikeTheRuleThatTheyAreOf(t *testing.T) {
	numbers := func(first, n int) []Party {
		var list []Party
		for i := range n {
			list = append(list, MustParseParty(fmt.Sprintf("%05d-%02d", first+i/100, i%100)))
		}
		return list
	}
	whole := func(first, n int) []Party {
		var list []Party
		for i := range n {
			list = append(list, MustParseParty(fmt.Sprintf("%05d", first+i)))
		}
		return list
	}
	var many []Rule // that name one group, or a number of it
	for i := range 20_000 {
		many = append(many, Rule{ID: fmt.Sprint(i), Viewers: parties("50000*"), Sharers: numbers(60_000+i/100, 1+i%100)[i%100:]})
	}
	for i := range 100 {
		many = append(many, Rule{ID: fmt.Sprint("n", i), Viewers: numbers(50_000, 100)[i : i+1], Sharers: parties("50000*")})
	}
	for name, test := range map[string]struct {
		rules []Rule
		rule  Rule
	}{
		"2,000 numbers a side":                {nil, Rule{ID: "r", Viewers: numbers(10_000, 2000), Sharers: numbers(10_000, 2000)}},
		"ten groups a side, all named":        {[]Rule{{ID: "all", Viewers: numbers(10_000, 1000), Sharers: parties("99999-99")}}, Rule{ID: "r", Viewers: whole(10_000, 10), Sharers: whole(10_000, 10)}},
		"one group 4,000 times, 20,000 rules": {many, Rule{ID: "r", Viewers: slices.Repeat(parties("50000*"), 4000), Sharers: slices.Repeat(parties("50000*"), 4000)}},
		"one group, 20,000 rules, all shared": {many, Rule{ID: "r", Viewers: parties("50000*"), Sharers: whole(60_000, 200)}},
	} {
		t.Run(name, func(t *testing.T) {
			rules := mustRules(t, test.rules...)
			with, err := rules.With(test.rule)
			if err != nil {
				t.Fatal(err)
			}
			wantSmall(t, 128<<20, func() {
				c := rules.consequences(nil, &test.rule)
				if told := len(c.String()); told > 64<<10 {
					t.Errorf("tells %d bytes", told)
				}
			})
			wantSmall(t, 128<<20, func() {
				if _, _, err := with.Remove(staff(), "r"); err != nil {
					t.Error(err)
				}
			})
		})
	}
}

// What others name is nobody's to learn: the words depend on what comes out otherwise, and
// an acknowledgement holds whatever else is named.
func TestNumbersThatStrangersNameMakeNoDifference(t *testing.T) {
	for seen := 1; seen <= 12; seen++ {
		already := rule("already", "20411-01", "20410-00")
		already.Sharers = nil
		for _, n := range numbersOf(MustParseParty("20410"))[:seen] {
			already.Sharers = append(already.Sharers, Party{n})
		}
		asked := rule("new", "20411-01", "20410*")
		want := ""
		for _, named := range []int{0, 1, 3, 10, 60} {
			rules := []Rule{already}
			for i, n := range numbersOf(MustParseParty("20410"))[30 : 30+named] {
				rules = append(rules, Rule{ID: fmt.Sprint(i), Viewers: []Party{{n}}, Sharers: parties("99999-99")})
			}
			rep, err := mustRules(t, rules...).Ask(anna(customer("20410-01")), asked, parties("20410*"))
			if err != nil {
				t.Fatal(err)
			}
			if got := rep.String(); want == "" {
				want = got
			} else if got != want {
				t.Errorf("%d seen, %d named by strangers:\n%s\nwithout\n%s", seen, named, got, want)
			}
		}
	}
}

// Nor does it whether the numbers of a group are all named, or all but one, on either
// side, however much is told.
func TestGroupsAreToldAlikeHoweverManyNumbersAreNamed(t *testing.T) {
	asked := rule("new", "20411* 20412*", "20410* 20411*")
	alone := rule("alone", "20411-07", "20410-03 20410-04 20411*")
	several := rule("several", "20411-00 20411-01 20412-09", "20410-04 20411-01")
	most := Rule{ID: "most", Viewers: parties("20412-05"), Sharers: nil}
	for _, n := range numbersOf(MustParseParty("20410"))[:70] {
		most.Sharers = append(most.Sharers, Party{n})
	}
	var want [2]string
	for _, named := range []int{0, 1, 40, 98, 99, 100} {
		rules := []Rule{alone, several, most}
		for _, group := range []string{"20410", "20411", "20412"} {
			for i, n := range slices.Backward(numbersOf(MustParseParty(group))) {
				if i < named {
					rules = append(rules, Rule{ID: fmt.Sprint(group, i), Viewers: parties("99999-98"), Sharers: []Party{{n}}})
				}
			}
		}
		rs := mustRules(t, rules...)
		c := rs.consequences(nil, &asked)
		for i, got := range []string{c.String(), Consequences{Gains: inOne(rs, &asked)}.String()} {
			if want[i] == "" {
				want[i] = got
			} else if got != want[i] {
				t.Errorf("%d named by strangers:\n%s\nwithout\n%s", named, got, want[i])
			}
		}
	}
}

// Whether others show a number its own results sets it apart from nobody.
func TestViewersWhoDifferInTheirOwnNumberOnlyStandTogether(t *testing.T) {
	for _, test := range []struct {
		rules   []Rule
		viewers string
		sharers string
		want    string
	}{
		{[]Rule{rule("a", "10000-01", "10000-02 20000-01"), rule("b", "10000-02", "10000-01 20000-01")},
			"10000-01 10000-02", "10000-01 10000-02 20000-01 20000-02", "gained: 10000-01, 10000-02 see 20000-02\n"},
		{[]Rule{rule("a", "10000-01 10000-02", "20000-01"), rule("b", "10000-02", "10000-02")},
			"10000*", "10000* 20000-01", "gained: 10000-01, 10000-02 see 10000*\ngained: 10000* (but 10000-01, 10000-02) see 10000*, 20000-01\n"},
		{[]Rule{rule("a", "10000-01", "10000-02 10000-03"), rule("b", "10000-02", "10000-01 10000-03"), rule("c", "10000-03", "10000-01 10000-02")},
			"10000*", "10000-01 10000-02 10000-03 20000-01", "gained: 10000-01, 10000-02, 10000-03 see 20000-01\ngained: 10000* (but 10000-01, 10000-02, 10000-03) see 10000-01, 10000-02, 10000-03, 20000-01\n"},
	} {
		asked := rule("new", test.viewers, test.sharers)
		if got := mustRules(t, test.rules...).consequences(nil, &asked).String(); got != test.want {
			t.Errorf("%v:\n%swant\n%s", test.rules, got, test.want)
		}
	}
}

// Where much is told, rules that are written otherwise, and those that add nothing, make
// no difference.
func TestExceptionsAreToldAlikeHoweverRulesAreWritten(t *testing.T) {
	asked := rule("new", "10000* 11000-01", "20000* 21000-01 21000-02")
	want := "gained: 10000*, 11000-01 see 20000*, 21000-01, 21000-02\n" +
		"  but not: 10000-01, 10000-02 see 20000-01, 20000-02\n" +
		"  but not: 10000* see 20000-05, 21000-01\n"
	for name, rules := range map[string][]Rule{
		"plainly": {rule("a", "10000-01 10000-02", "20000-01 20000-02"), rule("b", "10000*", "20000-05 21000-01")},
		"split": {
			rule("a", "10000-01", "20000-01"), rule("b", "10000-01", "20000-02"), rule("c", "10000-02", "20000-01"), rule("d", "10000-02", "20000-02"),
			rule("e", "10000*", "21000-01"), rule("f", "10000*", "20000-05"),
		},
		"split, and again": {
			rule("a", "10000-01", "20000-01 20000-02 20000-02"), rule("b", "10000-02 10000-02", "20000-02 20000-01"),
			rule("c", "10000*", "21000-01 20000-05 30000*"), rule("d", "10000-77", "20000-05"), rule("e", "10000-01", "21000-01"),
			rule("f", "10000-01 30000-01", "20000-01"),
		},
		"split for one": {
			rule("a", "10000-01", "20000-01 20000-02"), rule("b", "10000-02", "20000-01"), rule("c", "10000-02", "20000-02"), rule("d", "10000*", "20000-05 21000-01"),
		},
		"and parts of it before": {
			rule("0", "10000-02", "20000-05"), rule("1", "10000-01", "20000-02"), rule("2", "10000*", "21000-01"),
			rule("a", "10000-01 10000-02", "20000-01 20000-02"), rule("b", "10000*", "20000-05 21000-01"),
		},
	} {
		rs := mustRules(t, rules...)
		if got := (Consequences{Gains: inOne(rs, &asked)}).String(); got != want {
			t.Errorf("%s:\n%swant\n%s", name, got, want)
		}
	}
}

// Exceptions come in the order of their viewers, and then of the sharers. That numbers see
// their own results is none.
func TestExceptionsInOrder(t *testing.T) {
	allBut := func(missing string) []Party {
		return slices.DeleteFunc(numbersFrom(10_000, 1), func(p Party) bool { return p.String() == missing })
	}
	for _, test := range []struct {
		viewers, sharers string
		rules            []Rule
		want             string
	}{
		{"10000-01 10000-02 10000-03", "20000*", []Rule{rule("a", "10000-02", "20000-01"), rule("b", "10000-01", "20000-05")},
			"gained: 10000-01, 10000-02, 10000-03 see 20000*\n  but not: 10000-01 see 20000-05\n  but not: 10000-02 see 20000-01\n"},
		{"10000*", "20000*", []Rule{rule("a", "10000-01", "20000-01"), rule("b", "10000-01", "20000-02"), rule("c", "10000-02", "20000-01 20000-02"), rule("d", "10000-01 10000-02", "20000-05")},
			"gained: 10000* see 20000*\n  but not: 10000-01, 10000-02 see 20000-01, 20000-02\n  but not: 10000-01, 10000-02 see 20000-05\n"},
		{"10000*", "20000*", []Rule{{ID: "a", Viewers: allBut("10000-01"), Sharers: parties("20000-02")}, {ID: "b", Viewers: allBut("10000-02"), Sharers: parties("20000-01")}},
			"gained: 10000* see 20000*\n  but not: 10000* (but 10000-01) see 20000-02\n  but not: 10000* (but 10000-02) see 20000-01\n"},
		{"10000-01 10000-02", "10000-01 10000-02 20000-01", []Rule{rule("a", "10000-01", "10000-01"), rule("b", "10000-02", "10000-02")},
			"gained: 10000-01, 10000-02 see 10000-01, 10000-02, 20000-01\n"},
	} {
		asked := rule("new", test.viewers, test.sharers)
		if got := (Consequences{Gains: inOne(mustRules(t, test.rules...), &asked)}).String(); got != test.want {
			t.Errorf("%v:\n%swant\n%s", test.rules, got, test.want)
		}
	}
}

// Classes are told one by one if and only if their sharers take no more than the room.
func TestClassesTakeTheirRoom(t *testing.T) {
	for _, asked := range []Rule{rule("r", "10000-01 10000-02 10000-03 10000-04", "20000-01 20000-02 20000-03 20000-04 20000-05"), rule("r", "10000-01 10000-02", "20000*")} {
		g := mustRules(t, rule("a", "10000-01", "20000-01"), rule("b", "10000-02", "20000-02 20000-03 20000-04"), rule("c", "10000-03", "20000*")).beyond(&asked, nil, nil)
		all, _ := g.bySight(outright)
		room := 0
		for _, c := range all {
			for _, list := range [][]Members{c.Sharers, slices.Concat(exceptedBy(c)...)} {
				for _, m := range list {
					room += 1 + len(m.But)
				}
			}
		}
		for n := range 2 * room {
			if classes, few := g.bySight(n); few != (n >= room) || few && len(classes) != len(all) {
				t.Errorf("%d classes in a room of %d are told: %v; there are %d, which take %d", len(classes), n, few, len(all), room)
			}
		}
	}
}

func exceptedBy(c Class) (lists [][]Members) {
	for _, e := range c.Except {
		lists = append(lists, e.Sharers)
	}
	return lists
}

// Viewers are put together by what they gain, also where the hash of something else is the
// same.
func TestLikenessesOfOneHash(t *testing.T) {
	const hash, viewers = 7, 6
	some, others := []span{{0, 2}}, []span{{1, 3}}
	l := likenesses{next: make([]int, viewers), byHash: make(map[uint64]int)}
	for v := range viewers {
		gains := some
		if v == 2 || v == 5 {
			gains = others
		}
		if l.add(v, part{spans: gains}, hash) {
			l.list[len(l.list)-1].gains = gift{sharers: gains}
		}
	}
	var got [][]span
	for i := range l.list {
		got = append(got, l.viewers(&l.list[i], nil))
	}
	if want := [][]span{{{0, 2}, {3, 5}}, {{2, 3}, {5, 6}}}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestClassesInOrder(t *testing.T) {
	class := func(viewers, sharers string) Class {
		return Class{Viewers: inFull(parties(viewers)), Sharers: inFull(parties(sharers))}
	}
	ascending := []Class{class("10000-01", "20000-01"), class("10000-01", "20000-02"), class("10000-01 10000-02", "20000-01"), class("10000-02", "20000-01")}
	for i, a := range ascending {
		for j, b := range ascending {
			if got := a.compare(b); got != cmp.Compare(i, j) {
				t.Errorf("%v to %v: %d", a, b, got)
			}
		}
	}
}
