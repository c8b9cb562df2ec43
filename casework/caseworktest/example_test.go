package caseworktest_test

import (
	"slices"
	"testing"

	"lupa.example/access"
	"lupa.example/access/accesstest"
	"lupa.example/casework"
	"lupa.example/casework/caseworktest"
)

// What a service states about its casework.
func TestHouseRules(t *testing.T) {
	practice, err := casework.NewPractice(casework.Config{Package: []string{"bookkeeping", "invoicing"}})
	if err != nil {
		t.Fatal(err)
	}
	questions := caseworktest.Questions(practice)
	accesstest.Never(t, practice, questions, "only the responsible hands a client over", func(q access.Question) bool {
		client, ok := q.Resource.(*casework.Client)
		return ok && q.Action == casework.ActionTransfer && client.Responsible != q.Subject.User
	})
	accesstest.Never(t, practice, questions, "only what is in the package is assigned", func(q access.Question) bool {
		program, ok := q.Resource.(*casework.Program)
		return ok && q.Action == casework.ActionAssign && program.ID != "bookkeeping" && program.ID != "invoicing"
	})
	accesstest.Never(t, practice, questions, "administrators do not use programs that they were not assigned", func(q access.Question) bool {
		program, ok := q.Resource.(*casework.Program)
		return ok && q.Action == casework.ActionUse && program.Engagement != nil &&
			!slices.Contains(program.Engagement.Consultants[q.Subject.User], program.ID)
	})
}
