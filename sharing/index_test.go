package sharing

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// A few numbers in a few groups, so that they meet: the first and the last there
// are, and neighbours.
var crowd, entries = neighbours()

// everyone is who can be told apart by rules over these entries: also numbers of the same
// groups that no rule names, two of one group.
var everyone = slices.Concat(crowd, accounts("00000-50 00000-51 00001-50 99999-50"))

var everyonesCodes = func() (codes []code) {
	for _, a := range everyone {
		codes = append(codes, a.number)
	}
	return codes
}()

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
			ID:      fmt.Sprint("r", i),
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

func TestTheIndexFindsWhatReadingAllRulesFinds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rules := drawRules(t)
		expectList(t, mustDraw(t, rules), rules)
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
		wantSights(t, rs,
			sight{"40100-01", other, fmt.Sprint("out", i)},
			sight{other, "40100-01", fmt.Sprint("in", i)},
			sight{other, "50200-01", fmt.Sprint("long in", i)},
			sight{"90000-01", other, fmt.Sprint("long out", i)},
			sight{"50200-01", other, ""},
		)
	}
	wantSights(t, rs, sight{"40100-01", "50200-01", "last"}, sight{"90000-01", "90001-01", "long out0"})
}

func TestRemovalLeavesWhatTheNextRuleGives(t *testing.T) {
	for _, entries := range []string{"40100*", "40100* 40101 40102 40103 40104 40105 40106 40107 40108"} { // short, long
		rs := mustRules(t, rule("a", entries, entries), rule("b", entries, entries), rule("c", entries, entries))
		for _, order := range [][]string{{"a", "b", "c"}, {"b", "a", "c"}, {"c", "b", "a"}} {
			left := []string{"a", "b", "c"}
			rs := rs
			for _, key := range order {
				wantSights(t, rs, sight{"40100-01", "40100-02", left[0]})
				rs, _ = rs.Without(key)
				left = slices.DeleteFunc(left, func(k string) bool { return k == key })
			}
			wantSights(t, rs, sight{"40100-01", "40100-02", ""})
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
					wantDecision(t, got, wantSight(first, viewer, owner))
				}
			}
		}
	}
}
