package sharingtest_test

import (
	"slices"
	"testing"

	"lupa.example/access"
	"lupa.example/access/accesstest"
	"lupa.example/sharing"
	"lupa.example/sharing/sharingtest"
)

func onStaff(s access.Subject) bool {
	return slices.ContainsFunc(s.Facts, func(f access.Fact) bool {
		user, ok := f.(*sharing.User)
		return ok && user.Staff
	})
}

func actsFor(s access.Subject, a sharing.Account) bool {
	return slices.ContainsFunc(s.Facts, func(f access.Fact) bool {
		user, ok := f.(*sharing.User)
		return ok && user.Account == a
	})
}

// What a service states about its rules.
func TestHouseRules(t *testing.T) {
	head, branch := sharing.MustParseAccount("00000-00"), sharing.MustParseAccount("00000-01")
	rules, err := sharing.NewRules(sharing.Rule{
		ID:      "head office",
		Viewers: []sharing.Party{head.Party()},
		Sharers: []sharing.Party{head.Group()},
	})
	if err != nil {
		t.Fatal(err)
	}
	questions := sharingtest.Questions(rules)
	accesstest.Never(t, rules, questions, "who is not on the staff configures no rules", func(q access.Question) bool {
		return q.Action == sharing.ActionConfigure && !onStaff(q.Subject)
	})
	accesstest.Never(t, rules, questions, "only the branch and the head office see the branch's results", func(q access.Question) bool {
		result, ok := q.Resource.(*sharing.Result)
		return ok && result.Owner == branch && !actsFor(q.Subject, branch) && !actsFor(q.Subject, head)
	})
	accesstest.Always(t, rules, questions, "the head office sees its own group's results", func(q access.Question) bool {
		result, ok := q.Resource.(*sharing.Result)
		return ok && q.Action == sharing.ActionView && q.Subject.User != "" && len(q.Subject.Facts) == 1 &&
			actsFor(q.Subject, head) && head.Group().Covers(result.Owner)
	})
}
