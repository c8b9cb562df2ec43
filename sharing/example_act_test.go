package sharing_test

import (
	"fmt"

	"lupa.example/access"
	"lupa.example/sharing"
)

// A customer is shown what a rule comes to, and acknowledges it; then somebody of the
// laboratory's staff puts it in force.
func ExampleRules_Add() {
	rules, err := sharing.NewRules()
	if err != nil {
		fmt.Println(err)
		return
	}
	rule, err := sharing.ParseBoxes("40100-01", "50200*")
	if err != nil {
		fmt.Println(err)
		return
	}
	rule.ID = "head-office"
	request := sharing.Request{
		Rule: rule,
		Requester: access.Subject{User: "anna", Facts: []access.Fact{
			&sharing.User{Account: sharing.MustParseAccount("50200-01")},
		}},
		Authority: rule.Sharers, // as it was proven to the service
	}
	shown, err := rules.Ask(request.Requester, request.Rule, request.Authority)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(shown)
	request.Acknowledged = shown.Digest()

	stina := access.Subject{User: "stina", Facts: []access.Fact{&sharing.User{Staff: true}}}
	next, done, err := rules.Add(stina, request)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(done.Act, "by", done.Actor)
	fmt.Println(rules.Len(), "rules before,", next.Len(), "after")
	// Output:
	// sharing.ask by anna: 2 changes, 1 unchanged, 0 refused
	//   viewers 40100-01 gains rule head-office (sharers 50200*)
	//   anna gains authority 50200* (rule head-office): unchanged
	//   viewers 40100-01 gains sight (sharers 50200*)
	// sharing.add by stina
	// 0 rules before, 1 after
}
