package sharing_test

import (
	"fmt"

	"lupa.example/access"
	"lupa.example/sharing"
)

// One customer number sees the results of a whole group, and not the other way
// round.
func Example() {
	rules, err := sharing.NewRules(sharing.Rule{
		ID:      "head-office",
		Viewers: []sharing.Party{sharing.MustParseParty("40100-01")},
		Sharers: []sharing.Party{sharing.MustParseParty("50200*")},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	anna := access.Subject{User: "anna", Facts: []access.Fact{
		&sharing.User{Account: sharing.MustParseAccount("40100-01")},
	}}
	for _, owner := range []string{"40100-01", "50200-17", "60300-01"} {
		result := &sharing.Result{ID: "sample-1", Owner: sharing.MustParseAccount(owner)}
		fmt.Println(owner, rules.Check(anna, sharing.ActionView, result))
	}
	// Output:
	// 40100-01 allowed: sharing/own
	// 50200-17 allowed: sharing/rule by "head-office"
	// 60300-01 denied: sharing/not-shared
}

func ExampleParseParty() {
	for _, text := range []string{"40100-01", "40100", "40100*", "40100-1"} {
		party, err := sharing.ParseParty(text)
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(party, party.IsGroup())
	}
	// Output:
	// 40100-01 false
	// 40100* true
	// 40100* true
	// sharing: "40100-1" is neither a customer number nor a group; want nnnnn-nn, nnnnn or nnnnn*
}
