package sharingtest

import (
	"pgregory.net/rapid"

	"lupa.example/access/accesstest"
	"lupa.example/sharing"
)

// groups are the main numbers that are drawn, and within the numbers within them.
// One begins like another, but for a digit or an order of digits.
var (
	groups = []string{"00000", "00001", "10000"}
	within = []string{"00", "01", "10", "99"}
)

// Accounts draws customer numbers, a dozen in three groups.
func Accounts() *rapid.Generator[sharing.Account] {
	return rapid.Custom(func(t *rapid.T) sharing.Account {
		group := rapid.SampledFrom(groups).Draw(t, "group")
		return sharing.MustParseAccount(group + "-" + rapid.SampledFrom(within).Draw(t, "within"))
	})
}

// Parties draws entries of rules: customer numbers as [Accounts] does, and their
// groups.
func Parties() *rapid.Generator[sharing.Party] {
	return rapid.Custom(func(t *rapid.T) sharing.Party {
		account := Accounts().Draw(t, "account")
		if rapid.IntRange(0, 2).Draw(t, "group") == 1 {
			return account.Group()
		}
		return account.Party()
	})
}

// Rule draws a rule that a set can have, with up to three entries on each side.
func Rule() *rapid.Generator[sharing.Rule] {
	entries := rapid.SliceOfN(Parties(), 1, 3)
	return rapid.Custom(func(t *rapid.T) sharing.Rule {
		return sharing.Rule{
			ID:      accesstest.Names().Draw(t, "key"),
			Viewers: entries.Draw(t, "viewers"),
			Sharers: entries.Draw(t, "sharers"),
		}
	})
}

// Rules draws sets of up to six rules.
func Rules() *rapid.Generator[*sharing.Rules] {
	several := rapid.SliceOfNDistinct(Rule(), 0, 6, func(r sharing.Rule) string { return r.ID })
	return rapid.Custom(func(t *rapid.T) *sharing.Rules {
		rules, err := sharing.NewRules(several.Draw(t, "rules")...)
		if err != nil {
			t.Fatal(err)
		}
		return rules
	})
}
