package sharing

import (
	"fmt"
	"runtime"
	"testing"
)

// What grows with the number of rules is counted here and not timed.

// depth returns how many branches lie above the deepest leaf.
func depth[V any](n *node[V]) int {
	if len(n.branch) == 0 {
		return 0
	}
	deepest := 0
	for i := range n.branch {
		deepest = max(deepest, depth(&n.branch[i]))
	}
	return deepest + 1
}

func TestAQuestionTakesAFewStepsMoreInAHundredTimesTheRules(t *testing.T) {
	small := depth(&mustRules(t, ordinary(1_000)...).index.firsts.root)
	large := depth(&mustRules(t, ordinary(100_000)...).index.firsts.root)
	// A step goes by five bits: a hundred times the rules are two steps more.
	if small > 1 || large > small+2 {
		t.Errorf("%d steps for a thousand rules, %d for a hundred thousand", small, large)
	}
}

// places adds each place where nodes or entries of the tree lie to the set.
func places[V any](n *node[V], set map[any]bool) {
	if len(n.leaf) > 0 {
		set[&n.leaf[0]] = true
	}
	if len(n.branch) > 0 {
		set[&n.branch[0]] = true
	}
	for i := range n.branch {
		places(&n.branch[i], set)
	}
}

// fresh counts the places of a trie that another has not.
func fresh[V any](next, before trie[V]) int {
	old, all := make(map[any]bool), make(map[any]bool)
	places(&before.root, old)
	places(&next.root, all)
	n := 0
	for p := range all {
		if !old[p] {
			n++
		}
	}
	return n
}

func TestAChangeSharesAllButAPath(t *testing.T) {
	rs := mustRules(t, ordinary(50_000)...)
	added, err := rs.With(rule("new", "99999-01", "99998-01"))
	if err != nil {
		t.Fatal(err)
	}
	removed, _ := rs.Without("r777")
	for name, next := range map[string]*Rules{"added": added, "removed": removed} {
		// A rule of two entries a side has four pairs, each with a path of its own.
		expectShared(t, name+", by pair", next.index.firsts, rs.index.firsts, 4)
		expectShared(t, name+", by key", next.index.keys, rs.index.keys, 1)
		expectShared(t, name+", by number", next.index.byNumber, rs.index.byNumber, 1)
		expectShared(t, name+", viewers", next.index.short.viewers, rs.index.short.viewers, 2)
		expectShared(t, name+", sharers", next.index.short.sharers, rs.index.short.sharers, 2)
	}
}

// expectShared fails if more than some paths are new. A path is the branches, its
// leaf, and the other half of a leaf that was cut.
func expectShared[V any](t *testing.T, what string, next, before trie[V], paths int) {
	t.Helper()
	if n, path := fresh(next, before), depth(&before.root)+2; n > paths*path {
		t.Errorf("%s: %d nodes are new, want at most %d", what, n, paths*path)
	}
}

func TestAnOrdinaryRuleTakesAtMost200Bytes(t *testing.T) {
	// Also where leaves have just been cut, and are half full.
	for _, n := range []int{5_000, 10_000, 20_000, 40_000} {
		before := liveHeap()
		rs := mustRules(t, ordinary(n)...)
		each := float64(liveHeap()-before) / float64(n)
		t.Logf("%.0f bytes a rule of %d", each, n)
		if each > 200 {
			t.Errorf("%.0f bytes a rule of %d", each, n)
		}
		runtime.KeepAlive(rs)
	}
}

func TestSetsThatShrinkGiveTheirMemoryBack(t *testing.T) {
	rs := mustRules(t, ordinary(10_000)...)
	for i := range 9_900 {
		rs, _ = rs.Without(fmt.Sprintf("r%d", i))
	}
	runtime.GC()
	set := make(map[any]bool)
	places(&rs.index.firsts.root, set)
	if rs.Len() != 100 || len(set) > 100 {
		t.Errorf("%d rules have %d places", rs.Len(), len(set))
	}
}

func liveHeap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// A rule of a thousand viewers and a thousand sharers is two thousand listings.
func TestALongRuleIsNotMultipliedOut(t *testing.T) {
	r := long(1)[1]
	ix := mustRules(t, r).index
	if n := size(ix.firsts) + size(ix.long.viewers) + size(ix.long.sharers); n > len(r.Viewers)+len(r.Sharers) {
		t.Errorf("%d entries for %d and %d", n, len(r.Viewers), len(r.Sharers))
	}
}

// A rule in which several of the viewers stand is looked at once, and one in which none
// does not at all.
func TestAChangeLooksOnceAtARuleInWhichViewersStand(t *testing.T) {
	met := rule("met", "00001*", "00002-01")
	met.Viewers = append(met.Viewers, MustParseParty("00001-01"), MustParseParty("00001-02"))
	rs := mustRules(t, met, rule("unmet", "00003-01", "00002-01"))
	asked := rule("asked", "00001*", "00002*")
	rules := rs.index.touching(newSide(asked.Viewers, rs.named(&asked)), newSide(asked.Sharers, rs.named(&asked)))
	if len(rules) != 1 || rules[0].key != "met" {
		t.Errorf("%d rules are looked at, want the one that is met", len(rules))
	}
}
