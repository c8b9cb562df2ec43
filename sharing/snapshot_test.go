package sharing

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"lupa.example/access"
	"lupa.example/access/invalid/invalidtest"
)

// expectList compares a set with the list of rules that it stands for.
func expectList(t *rapid.T, rs *Rules, rules []Rule) {
	t.Helper()
	for _, viewer := range crowd {
		for _, owner := range crowd {
			got := rs.Check(anna(&User{Account: viewer}), ActionView, &Result{Owner: owner})
			if want := wantSight(rules, viewer, owner); got != want {
				t.Fatalf("%v asks for %v: got %v, want %v", viewer, owner, got, want)
			}
		}
	}
	if all := slices.Collect(rs.All()); rs.Len() != len(rules) || !slices.EqualFunc(all, rules, sameRule) {
		t.Fatalf("%d rules %v, want %v", rs.Len(), all, rules)
	}
	checkShape(t, rs.index.firsts)
	checkShape(t, rs.index.keys)
	checkShape(t, rs.index.byNumber)
}

func sameRule(a, b Rule) bool {
	return a.ID == b.ID && slices.Equal(a.Viewers, b.Viewers) && slices.Equal(a.Sharers, b.Sharers)
}

// Snapshots are kept and read again at the end: a change must not reach them.
func TestChangesComeToTheSetThatIsBuiltAtOnceAndLeaveOldOnesAlone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rules := drawRules(t)
		more := drawRules(t)
		sets, lists := []*Rules{mustDraw(t, rules)}, [][]Rule{rules}
		for len(more) > 0 || rapid.Bool().Draw(t, "go on") {
			rs, rules := sets[len(sets)-1], slices.Clone(lists[len(lists)-1])
			if len(rules) > 0 && (len(more) == 0 || rapid.Bool().Draw(t, "remove")) {
				i := rapid.IntRange(0, len(rules)-1).Draw(t, "which")
				next, found := rs.Without(rules[i].ID)
				if !found {
					t.Fatalf("no rule %q", rules[i].ID)
				}
				rs, rules = next, slices.Delete(rules, i, i+1)
			} else if len(more) > 0 {
				r := more[0]
				r.ID, more = fmt.Sprint("later ", len(lists)), more[1:]
				next, err := rs.With(r)
				if err != nil {
					t.Fatal(err)
				}
				rs, rules = next, append(rules, r)
			}
			sets, lists = append(sets, rs), append(lists, rules)
		}
		for i, rs := range sets {
			expectList(t, rs, lists[i])
		}
		expectList(t, mustDraw(t, lists[len(lists)-1]), lists[len(lists)-1])
	})
}

func TestARuleThatCannotBeInASetIsNotAdded(t *testing.T) {
	rs := mustRules(t, rule("taken", "20410-01", "20410-02"))
	_, err := rs.With(Rule{ID: "taken"})
	invalidtest.Expect(t, err, []access.InvalidError{
		{Package: "sharing", Path: "rule.id", Problem: `"taken" is the id of another rule already`},
		{Package: "sharing", Path: "rule.viewers", Problem: "is empty; want one or more customer numbers or groups"},
		{Package: "sharing", Path: "rule.sharers", Problem: "is empty; want one or more customer numbers or groups"},
	})
	for _, never := range []*Rules{nil, new(Rules)} {
		_, err := never.With(rule("new", "20410-01", "20410-02"))
		invalidtest.Expect(t, err, []access.InvalidError{{Package: "sharing", Problem: "the rules were never built"}})
		if next, found := never.Without("taken"); found || next != never {
			t.Error("a rule was removed from a set that was never built")
		}
		if _, found := never.Rule("taken"); found {
			t.Error("a rule was found in a set that was never built")
		}
	}
}

func TestARuleIsFoundByItsKeyAsACopy(t *testing.T) {
	rs := mustRules(t, rule("one", "20410-01", "20410*"))
	r, found := rs.Rule("one")
	if !found || !sameRule(r, rule("one", "20410-01", "20410*")) {
		t.Fatalf("got %v %v", r, found)
	}
	r.Viewers[0] = MustParseParty("20410-02")
	if again, _ := rs.Rule("one"); again.Viewers[0] != MustParseParty("20410-01") {
		t.Error("the copy is the rule itself")
	}
	if _, found := rs.Rule("on"); found {
		t.Error("a part of a key is no key")
	}
	if same, found := rs.Without("on"); found || same != rs {
		t.Error("a rule that is not there was removed")
	}
}

// The numbers of rules come to an end after four milliards of changes.
func TestRulesAreNumberedAnewWhenTheirNumbersEnd(t *testing.T) {
	rs := mustRules(t, rule("a", "00001", "00002"), rule("b", "00001", "00002"), rule("c", "00001", "00002"))
	rs, _ = rs.Without("a")
	rs.next = math.MaxUint32
	rs, err := rs.With(rule("d", "00001", "00002"))
	if err != nil {
		t.Fatal(err)
	}
	for i, key := range []string{"b", "c", "d"} {
		if r, ok := rs.index.byNumber.get(numberHash(uint32(i))); !ok || r.key != key || r.number != uint32(i) {
			t.Errorf("rule %d is %v", i, r)
		}
	}
	wantSights(t, rs, sight{"00001-01", "00002-01", "b"})
	if rs.next != 3 || rs.count != 3 {
		t.Errorf("the next is %d of %d", rs.next, rs.count)
	}
}

// What the index holds is what it costs: long rules are not expanded, and a repeated entry is listed once.
func TestOnlyShortRulesAreExpanded(t *testing.T) {
	short := Rule{ID: "short"}
	for i := range 8 {
		short.Viewers = append(short.Viewers, MustParseParty(fmt.Sprintf("40100-0%d", i)))
		short.Sharers = append(short.Sharers, MustParseParty(fmt.Sprintf("50200-0%d", i)))
	}
	ix := mustRules(t, short).index
	if size(ix.firsts) != maxPairs || size(ix.short.viewers) != 8 || size(ix.long.viewers) != 0 || size(ix.long.sharers) != 0 {
		t.Errorf("short: %d pairs, %d viewers, %d long viewers, %d long sharers", size(ix.firsts), size(ix.short.viewers), size(ix.long.viewers), size(ix.long.sharers))
	}
	long := short
	long.ID, long.Sharers = "long", append(long.Sharers, short.Sharers[0])
	ix = mustRules(t, long).index
	if size(ix.firsts) != 0 || size(ix.short.viewers) != 0 || size(ix.long.viewers) != 8 || size(ix.long.sharers) != 8 {
		t.Errorf("long: %d pairs, %d short viewers, %d viewers, %d sharers", size(ix.firsts), size(ix.short.viewers), size(ix.long.viewers), size(ix.long.sharers))
	}
}

func size[V any](t trie[V]) (n int) {
	for range t.all() {
		n++
	}
	return n
}
