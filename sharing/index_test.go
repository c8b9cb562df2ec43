package sharing

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"lupa.example/access"
)

// scan decides as the index does, by reading all the rules.
func scan(rules []Rule, viewer, owner Account) access.Decision {
	if viewer == owner {
		return access.Allow(ReasonOwn, "own")
	}
	for _, r := range rules {
		if slices.ContainsFunc(r.Viewers, func(p Party) bool { return p.Covers(viewer) }) &&
			slices.ContainsFunc(r.Sharers, func(p Party) bool { return p.Covers(owner) }) {
			return access.Allow(ReasonRule, r.Key)
		}
	}
	return access.Deny(ReasonNotShared, "")
}

// A few numbers in a few groups, so that they meet: the first and the last there
// are, and neighbours.
var crowd, entries = neighbours()

func neighbours() (accounts []Account, parties []Party) {
	for _, main := range []string{"00000", "00001", "99999"} {
		parties = append(parties, MustParseParty(main))
		for _, within := range []string{"00", "01", "99"} {
			a := MustParseAccount(main + "-" + within)
			accounts = append(accounts, a)
			parties = append(parties, a.Party())
		}
	}
	return accounts, parties
}

// drawRules returns rules with some of the entries, some of them short and some
// too long to be expanded.
func drawRules(t *rapid.T) []Rule {
	rules := make([]Rule, rapid.IntRange(0, 8).Draw(t, "rules"))
	for i := range rules {
		side := rapid.SliceOfN(rapid.SampledFrom(entries), 1, 4)
		if rapid.Bool().Draw(t, "long") {
			side = rapid.SliceOfN(rapid.SampledFrom(entries), 9, 12)
		}
		rules[i] = Rule{
			Key:     fmt.Sprint("r", i),
			Viewers: side.Draw(t, "viewers"),
			Sharers: side.Draw(t, "sharers"),
		}
	}
	return rules
}

func mustDraw(t *rapid.T, rules []Rule) *Rules {
	t.Helper()
	rs, err := NewRules(rules...)
	if err != nil {
		t.Fatal(err)
	}
	return rs
}

// eachPair calls f with what either set decides about each viewer and owner.
func eachPair(one, other *Rules, f func(viewer, owner Account, one, other access.Decision)) {
	for _, viewer := range crowd {
		s := anna(&User{Account: viewer})
		for _, owner := range crowd {
			r := &Result{Owner: owner}
			f(viewer, owner, one.Check(s, ActionView, r), other.Check(s, ActionView, r))
		}
	}
}

func TestTheIndexFindsWhatReadingAllRulesFinds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rules := drawRules(t)
		rs := mustDraw(t, rules)
		eachPair(rs, rs, func(viewer, owner Account, got, _ access.Decision) {
			if want := scan(rules, viewer, owner); got != want {
				t.Fatalf("%v asks for %v: got %v, want %v", viewer, owner, got, want)
			}
		})
	})
}

func TestAddingARuleTakesNoSightAway(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rules := drawRules(t)
		if len(rules) == 0 {
			t.Skip("no rule to add")
		}
		added := rapid.IntRange(0, len(rules)-1).Draw(t, "added")
		fewer := mustDraw(t, slices.Delete(slices.Clone(rules), added, added+1))
		eachPair(fewer, mustDraw(t, rules), func(viewer, owner Account, before, after access.Decision) {
			if before.Allowed && !after.Allowed {
				t.Fatalf("%v no longer sees %v", viewer, owner)
			}
		})
	})
}

func TestTheOrderOfRulesDoesNotChangeWhoSees(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rules := drawRules(t)
		permuted := rapid.Permutation(rules).Draw(t, "permuted")
		eachPair(mustDraw(t, rules), mustDraw(t, permuted), func(viewer, owner Account, one, other access.Decision) {
			if one.Allowed != other.Allowed || one.Reason != other.Reason {
				t.Fatalf("%v asks for %v: %v or %v", viewer, owner, one, other)
			}
		})
	})
}

// Repetition may also make a rule long that was short.
func TestRepeatedAndReorderedEntriesChangeNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rules := drawRules(t)
		repeated := slices.Clone(rules)
		for i := range repeated {
			r := &repeated[i]
			r.Viewers = rapid.Permutation(slices.Concat(r.Viewers, r.Viewers, r.Viewers)).Draw(t, "viewers")
			r.Sharers = rapid.Permutation(slices.Concat(r.Sharers, r.Sharers)).Draw(t, "sharers")
		}
		eachPair(mustDraw(t, rules), mustDraw(t, repeated), func(viewer, owner Account, one, other access.Decision) {
			if one != other {
				t.Fatalf("%v asks for %v: %v or %v", viewer, owner, one, other)
			}
		})
	})
}

// A number may stand in very many rules, short and long, and the first of those
// that count is still the one that is named.
func TestNumbersInManyRules(t *testing.T) {
	long := " 90000 90001 90002 90003 90004 90005 90006 90007"
	var rules []Rule
	for i := range 2000 {
		other := fmt.Sprintf("%05d-01", i)
		rules = append(rules,
			rule(fmt.Sprint("out", i), "40100*", other),
			rule(fmt.Sprint("in", i), other, "40100*"),
			rule(fmt.Sprint("long out", i), "40100*"+long, other+long),
			rule(fmt.Sprint("long in", i), other+" 80000 80001 80002 80003 80004 80005 80006 80007", "50200*"+long),
		)
	}
	rules = append(rules, rule("last", "40100*"+long, "50200*"+long))
	rs := mustRules(t, rules...)
	for i := 0; i < 2000; i += 97 {
		other := fmt.Sprintf("%05d-01", i)
		expectSights(t, rs,
			sight{"40100-01", other, fmt.Sprint("out", i)},
			sight{other, "40100-01", fmt.Sprint("in", i)},
			sight{other, "50200-01", fmt.Sprint("long in", i)},
			sight{"90000-01", other, fmt.Sprint("long out", i)},
			sight{"50200-01", other, ""},
		)
	}
	expectSights(t, rs, sight{"40100-01", "50200-01", "last"}, sight{"90000-01", "90001-01", "long out0"})
}

func TestRemovalLeavesWhatTheNextRuleGives(t *testing.T) {
	for _, entries := range []string{"40100*", "40100* 40101 40102 40103 40104 40105 40106 40107 40108"} { // short, long
		rs := mustRules(t, rule("a", entries, entries), rule("b", entries, entries), rule("c", entries, entries))
		for _, order := range [][]string{{"a", "b", "c"}, {"b", "a", "c"}, {"c", "b", "a"}} {
			left := []string{"a", "b", "c"}
			rs := rs
			for _, key := range order {
				expectSights(t, rs, sight{"40100-01", "40100-02", left[0]})
				rs, _ = rs.Without(key)
				left = slices.DeleteFunc(left, func(k string) bool { return k == key })
			}
			expectSights(t, rs, sight{"40100-01", "40100-02", ""})
		}
	}
}

func TestNoListIsLeftOfALongRule(t *testing.T) {
	long := rule("r", "00001 00002 00003 00004 00005 00006 00007 00008 00009", "00001 00002 00003 00004 00005 00006 00007 00008 00009")
	rs := mustRules(t, long)
	if rs.index.long.viewers.empty() || rs.index.long.sharers.empty() {
		t.Fatal("the rule is not long")
	}
	rest, _ := rs.Without("r")
	if !rest.index.long.viewers.empty() || !rest.index.long.sharers.empty() {
		t.Error("lists are left")
	}
}

func TestAReplacedRuleStandsBeforeLaterOnes(t *testing.T) {
	rs := mustRules(t, rule("a", "60300*", "60300*"), rule("b", "40100*", "50200*"))
	expectSights(t, rs, sight{"40100-01", "50200-01", "b"})
	wide := rule("a", "40100*", "50200*")
	staff := anna(&User{Staff: true})
	replaced, _, err := rs.Replace(staff, "a", Request{
		Rule:         wide,
		Requester:    anna(customer("50200-01")),
		Authority:    wide.Sharers,
		Acknowledged: rs.ConsequencesOfReplacing("a", wide).Digest(),
	})
	if err != nil {
		t.Fatal(err)
	}
	expectSights(t, replaced, sight{"40100-01", "50200-01", "a"}, sight{"60300-01", "60300-02", ""})
}

// Two keys may have one hash, though nobody can bring it about.
func TestKeysOfOneHashAreToldApart(t *testing.T) {
	var rules []*storedRule
	var keys []entry[struct{}]
	for i, key := range []string{"a", "b", "c", "b", "a", "a", "c", "d"} {
		rules = append(rules, newStoredRule(rule(key, "00001", "00002"), uint32(i)))
		keys = append(keys, entry[struct{}]{hash: 1<<32 | uint64(i)})
	}
	ix, _ := newIndex(rules)
	got := ix.sameKeys(keys)
	for i, first := range []int{-1, -1, -1, 1, 0, 0, 2, -1} {
		if earlier, repeated := got[rules[i]]; repeated != (first >= 0) || repeated && earlier != rules[first] {
			t.Errorf("rule %d, %q: repeats %v", i, rules[i].key, earlier)
		}
	}
	// A rule of another key stands under the hash of this one.
	ix.keys = ix.keys.with(entry[struct{}]{hash: keyHash("d")})
	if r, found := ix.withKey("d"); !found || r != rules[7] {
		t.Errorf("got %v %v", r, found)
	}
}

// The pairs of two groups lie in several leaves, or are too many to be looked through.
func TestManyMembersOfTwoGroups(t *testing.T) {
	for _, n := range []int{5, 7, 30} {
		var rules []Rule
		for v := range n {
			for s := range n {
				rules = append(rules, rule(fmt.Sprint(v, s), fmt.Sprintf("40100-%02d", v), fmt.Sprintf("50200-%02d", s)))
			}
		}
		rules = append(rules, rule("from", "40100-98", "50200*"), rule("to", "40100*", "50200-98"), rule("all", "40100*", "50200*"))
		for _, rs := range []*Rules{mustRules(t, rules...), mustRules(t, slices.Concat(rules[len(rules)-1:], rules[:len(rules)-1])...)} {
			first := slices.Collect(rs.All())
			for v := 0; v < 100; v += 7 {
				for s := 0; s < 100; s += 7 {
					viewer, owner := MustParseAccount(fmt.Sprintf("40100-%02d", v)), MustParseAccount(fmt.Sprintf("50200-%02d", s))
					got := rs.Check(anna(&User{Account: viewer}), ActionView, &Result{Owner: owner})
					expect(t, got, scan(first, viewer, owner))
				}
			}
		}
	}
}
