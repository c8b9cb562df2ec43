package sharing

import (
	"slices"
	"testing"
)

// Engines that look pairs up under a key made of two numbers run them together: one
// pair's key is another's, or the pair turned round. Each of these numbers differs
// from another in one place, or is at an end of its range.
func TestAPairOfEntriesIsNoOtherPair(t *testing.T) {
	var numbers []Account
	for _, text := range []string{
		"00000-00", "00000-01", "00000-99", "00001-00", "00001-01", "00010-00", "01000-01", "10000-00", "10000-10", "99999-00", "99999-98", "99999-99",
	} {
		numbers = append(numbers, MustParseAccount(text))
	}
	for _, v := range numbers {
		for _, s := range numbers {
			rs := mustRules(t, Rule{ID: "r", Viewers: []Party{v.Party()}, Sharers: []Party{s.Party()}})
			for _, viewer := range numbers {
				for _, owner := range numbers {
					want := viewer == owner || viewer == v && owner == s
					if got := rs.Check(anna(&User{Account: viewer}), ActionView, &Result{Owner: owner}); got.Allowed != want {
						t.Fatalf("%v sees %v: %v asks for %v and gets %v", v, s, viewer, owner, got)
					}
				}
			}
		}
	}
}

// Engines that compare names by some rule of a language, or that trim them, take one
// rule for another: the wrong one is removed, or one cannot be added.
func TestKeysThatLookAlikeAreOfDifferentRules(t *testing.T) {
	keys := []string{
		"é", "e\u0301", "É", "k", "K", "\u212a", "i", "ı", "İ", "a", "a ", " a", "a\u200b", "a\x00", "a|b", "a|", "|b", "a\u00a0b", "a b", "s", "ſ", "ß", "ss",
	}
	var rules []Rule
	for _, key := range keys {
		rules = append(rules, rule(key, "00001", "00002"))
	}
	rs := mustRules(t, rules...)
	for i, key := range keys {
		rest, found := rs.Without(key)
		if !found || rest.Len() != len(keys)-1 {
			t.Fatalf("without %q: %d rules, found is %v", key, rest.Len(), found)
		}
		for j, other := range keys {
			if _, there := rest.Rule(other); there != (i != j) {
				t.Errorf("without %q: %q is there: %v", key, other, there)
			}
		}
	}
}

// Engines leave a remainder of what is removed: in an index, in the list of one side,
// under the key. Whoever then makes a rule under the same key gets the old one back.
func TestNothingIsLeftOfARuleThatIsRemoved(t *testing.T) {
	long := "00003-00 00003-01 00003-02 00003-03 00003-04 00003-05 00003-06 00003-07 00003-08"
	for name, old := range map[string]Rule{
		"short":          rule("r", "00001 00001-01", "00002-01 00002"),
		"long":           rule("r", long+" 00001", long+" 00002 00002"),
		"with all twice": rule("r", "00001 00001", "00002 00002"),
	} {
		kept := mustRules(t, rule("other", "00005", "00006"))
		with, err := kept.With(old)
		if err != nil {
			t.Fatal(err)
		}
		without, _ := with.Without("r")
		wantSights(t, with, sight{"00001-01", "00002-01", "r"})
		if _, there := without.Rule("r"); there || without.Len() != 1 {
			t.Errorf("%s: the rule is still there", name)
		}
		again, err := without.With(rule("r", "00007", "00008"))
		if err != nil {
			t.Fatal(err)
		}
		for _, rs := range []*Rules{without, again} {
			wantSights(t, rs,
				sight{"00001-01", "00002-01", ""}, sight{"00003-01", "00003-02", ""}, sight{"00003-01", "00002-09", ""}, sight{"00005-01", "00006-01", "other"})
			for _, one := range []string{"00001-01", "00002-01", "00003-01"} {
				a := MustParseAccount(one)
				if seen := slices.Collect(rs.SeenBy(a)); !slices.Equal(seen, []Party{a.Party()}) {
					t.Errorf("%s: %s is still seen by %v", name, one, seen)
				}
				if sees := slices.Collect(rs.Sees(a)); !slices.Equal(sees, []Party{a.Party()}) {
					t.Errorf("%s: %s still sees %v", name, one, sees)
				}
			}
		}
		wantSights(t, again, sight{"00007-01", "00008-01", "r"})
	}
}

// Engines whose questions take longer with the length of a list, or with the product
// of two, are brought to a halt by one rule. A rule of many groups on both
// sides has four hundred million pairs; it is made and asked about all the same.
func TestARuleOfManyGroupsIsMadeAndAsked(t *testing.T) {
	groups := make([]Party, 20_000)
	for i := range groups {
		groups[i] = Party{code(5*i)<<withinBits | wholeGroup}
	}
	rs := mustRules(t, Rule{ID: "all", Viewers: groups, Sharers: groups})
	wantSights(t, rs, sight{"00000-00", "99995-99", "all"}, sight{"54320-00", "12345-99", "all"}, sight{"54321-00", "12345-99", ""})
	rest, _ := rs.Without("all")
	wantSights(t, rest, sight{"00000-00", "99995-99", ""})
}
