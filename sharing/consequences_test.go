package sharing

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// strangers are numbers of the crowd's groups that no rule ever names.
var strangers = []Account{MustParseAccount("00000-50"), MustParseAccount("00001-50"), MustParseAccount("99999-50"), MustParseAccount("00000-51")}

// everyone is who can be told apart by rules over the crowd's entries.
var everyone = slices.Concat(crowd, strangers)

// seen returns all pairs of two numbers of which the first sees the second.
func seen(rs *Rules) map[[2]Account]bool {
	pairs := make(map[[2]Account]bool)
	for _, v := range everyone {
		for _, o := range everyone {
			if rs.Check(anna(&User{Account: v}), ActionView, &Result{Owner: o}).Allowed {
				pairs[[2]Account{v, o}] = true
			}
		}
	}
	return pairs
}

// spelledOut returns the pairs for which sights stand, given the numbers that rules
// name.
func spelledOut(sights []Sight, named map[Account]bool) map[[2]Account]bool {
	stands := func(p Party, a Account) bool {
		if p.IsGroup() {
			return p.Covers(a) && !named[a]
		}
		return p == a.Party()
	}
	pairs := make(map[[2]Account]bool)
	for _, s := range sights {
		for _, v := range everyone {
			for _, o := range everyone {
				if v != o && stands(s.Viewer, v) && stands(s.Sharer, o) {
					pairs[[2]Account{v, o}] = true
				}
			}
		}
	}
	return pairs
}

func namedIn(sets ...*Rules) map[Account]bool {
	named := make(map[Account]bool)
	for _, rs := range sets {
		for r := range rs.All() {
			for _, p := range slices.Concat(r.Viewers, r.Sharers) {
				named[Account{p.code}] = true // groups are nobody's account
			}
		}
	}
	return named
}

func without(all, some map[[2]Account]bool) map[[2]Account]bool {
	rest := make(map[[2]Account]bool)
	for p := range all {
		if !some[p] {
			rest[p] = true
		}
	}
	return rest
}

func samePairs(t *rapid.T, what string, got, want map[[2]Account]bool) {
	t.Helper()
	if extra, missing := without(got, want), without(want, got); len(extra)+len(missing) > 0 {
		t.Fatalf("%s: too many %v, missing %v", what, extra, missing)
	}
}

// The consequences are compared with what Check says of everybody before and
// after, strangers included.
func TestConsequencesAreExactlyWhatAChangeDoes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rules := drawRules(t)
		before := mustDraw(t, rules)
		added := drawRules(t)
		var after *Rules
		var got Consequences
		switch {
		case len(added) > 0 && (len(rules) == 0 || rapid.Bool().Draw(t, "add")):
			added[0].ID = "new"
			got = before.ConsequencesOfAdding(added[0])
			after = mustDraw(t, append(slices.Clone(rules), added[0]))
		case len(rules) == 0:
			t.Skip("nothing to change")
		case len(added) > 0:
			i := rapid.IntRange(0, len(rules)-1).Draw(t, "replaced")
			got = before.ConsequencesOfReplacing(rules[i].ID, added[0])
			changed := slices.Clone(rules)
			changed[i] = added[0]
			changed[i].ID = rules[i].ID
			after = mustDraw(t, changed)
		default:
			i := rapid.IntRange(0, len(rules)-1).Draw(t, "removed")
			got = before.ConsequencesOfRemoving(rules[i].ID)
			after = mustDraw(t, slices.Delete(slices.Clone(rules), i, i+1))
		}
		named := namedIn(before, after)
		samePairs(t, "gains", spelledOut(got.Gains, named), without(seen(after), seen(before)))
		samePairs(t, "losses", spelledOut(got.Loses, named), without(seen(before), seen(after)))
	})
}

func TestConsequencesOfAGroupNameItsKnownNumbersAndTheRest(t *testing.T) {
	rs := mustRules(t, rule("old", "20410-01", "20410-07"))
	got := rs.ConsequencesOfAdding(rule("new", "20410-01", "20410*"))
	want := strings.Join([]string{
		"gained: 20410-01 sees every other present or future number of group 20410",
		"",
	}, "\n")
	if got.String() != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	got = rs.ConsequencesOfAdding(rule("new", "20410*", "20999-01"))
	want = strings.Join([]string{
		"gained: 20410-01 sees 20999-01",
		"gained: 20410-07 sees 20999-01",
		"gained: every other present or future number of group 20410 sees 20999-01",
		"",
	}, "\n")
	if got.String() != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func TestARuleThatGivesNothingNewHasNoConsequences(t *testing.T) {
	rs := mustRules(t, rule("old", "20410*", "20410*"))
	for _, c := range []Consequences{
		rs.ConsequencesOfAdding(rule("new", "20410-01 20410-02", "20410-02")),
		rs.ConsequencesOfAdding(Rule{ID: "without entries"}),
		rs.ConsequencesOfRemoving("nobody's"),
		rs.ConsequencesOfReplacing("old", rule("old", "20410*", "20410*")),
		(*Rules)(nil).ConsequencesOfAdding(rule("new", "20410-01", "20410-02")),
		new(Rules).ConsequencesOfRemoving("old"),
	} {
		if len(c.Gains)+len(c.Loses) > 0 || c.String() != "nobody gains or loses sight of anything\n" {
			t.Errorf("got %v", c)
		}
	}
}

func TestARuleThatNoSetCanHaveHasNoConsequences(t *testing.T) {
	rs := mustRules(t)
	for _, r := range []Rule{
		{ID: "r"}, {ID: "r", Viewers: parties("00001")}, {ID: "r", Sharers: parties("00001")},
		{ID: "r", Viewers: []Party{{}}, Sharers: parties("00001")}, {ID: "r", Viewers: parties("00001"), Sharers: []Party{{}, MustParseParty("00002")}},
	} {
		if c := rs.ConsequencesOfAdding(r); len(c.Gains)+len(c.Loses) > 0 {
			t.Errorf("%v: %v", r, c)
		}
	}
}

// A rule with an entry that is none gives nothing, also what its other entries say.
func TestAnIncompleteRuleInThePlaceOfAnotherGivesNothing(t *testing.T) {
	for _, test := range []struct{ old, broken Rule }{
		{rule("r1", "00000", "00001"), Rule{ID: "r2", Viewers: []Party{{}}, Sharers: parties("00001")}},
		{rule("r", "00001-01", "00002-01"), Rule{ID: "r", Viewers: append(parties("00001-01"), Party{}), Sharers: parties("00002-01")}},
	} {
		c := mustRules(t, test.old).ConsequencesOfReplacing(test.old.ID, test.broken)
		want := []Sight{{test.old.Viewers[0], test.old.Sharers[0]}}
		if len(c.Gains) != 0 || !slices.Equal(c.Loses, want) {
			t.Errorf("%v: got %v, want %v lost", test.broken, c, want)
		}
	}
}

// A digest has to follow everything that was shown, and nothing else.
func TestTheDigestIsOfTheChangeAndItsConsequences(t *testing.T) {
	rs := mustRules(t, rule("old", "20410-01", "20410-07"))
	r := rule("new", "20410-01", "20410*")
	digest := rs.ConsequencesOfAdding(r).Digest()

	unrelated, err := rs.With(rule("unrelated", "30000-01", "30000-02"))
	if err != nil {
		t.Fatal(err)
	}
	if unrelated.ConsequencesOfAdding(r).Digest() != digest {
		t.Error("an unrelated rule changes the digest")
	}
	related, err := rs.With(rule("related", "20410*", "20410-08"))
	if err != nil {
		t.Fatal(err)
	}
	if related.ConsequencesOfAdding(r).Digest() == digest {
		t.Error("other consequences have the same digest")
	}
	nothing := mustRules(t, rule("all", "20410*", "20410*"))
	if nothing.ConsequencesOfAdding(r).Digest() == nothing.ConsequencesOfAdding(rule("new", "20410-02", "20410*")).Digest() {
		t.Error("rules that both come to nothing have the same digest")
	}
	if nothing.ConsequencesOfAdding(r).Digest().IsZero() {
		t.Error("no consequences have the digest of nothing")
	}
}

// Acknowledgements are stored by the caller; a later version has to find them good
// still.
func TestConsequencesHaveTheDigestThatTheyHad(t *testing.T) {
	rs := mustRules(t, rule("r1", "00001", "00002-01"))
	const want = "5d37c5eef90fa7ba9748d0a6ed99192e16bb29a9aabd5490350731e0cfd5d39f"
	if got := rs.ConsequencesOfReplacing("r1", rule("r2", "00001-01 00003", "00002")).Digest().String(); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestAnAcknowledgementDoesNotOutliveItsConsequences(t *testing.T) {
	rs := mustRules(t)
	req := requested(rs, rule("new", "20410-01", "20410*"))
	for _, c := range []struct {
		meanwhile Rule
		valid     bool
	}{
		{rule("of strangers", "30000-01", "30000*"), true},
		{rule("gives some of it", "20410*", "20410-05"), false},
		{rule("names a number", "30000-01", "20410-05"), false},
	} {
		changed, err := rs.With(c.meanwhile)
		if err != nil {
			t.Fatal(err)
		}
		if _, _, err := changed.Add(staff, req); (err == nil) != c.valid {
			t.Errorf("after the rule %q: %v", c.meanwhile.ID, err)
		}
	}
}

func ExampleRules_ConsequencesOfAdding() {
	rs, _ := NewRules()
	r, _ := ParseBoxes("31200-01", "31200-08\n31201")
	fmt.Print(rs.ConsequencesOfAdding(r))
	// Output:
	// gained: 31200-01 sees 31200-08
	// gained: 31200-01 sees every other present or future number of group 31201
}
