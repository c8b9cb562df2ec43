package sharing

import (
	"fmt"
	"testing"

	"lupa.example/access"
	"lupa.example/access/accesstest"
)

// Who acts for no customer number or one, on the staff or not × every action, and ones
// that there are not × rules and results, whole and with something missing.
//
//	go test ./sharing -run '^TestTableOfQuestions$' -table /tmp/questions.txt
func TestTableOfQuestions(t *testing.T) {
	table := accesstest.NewTable(t, "questions")
	rs := mustRules(t, rule("r1", "20410-01", "20410-02"))
	policy := mustPolicy(t, rs)
	resources := []struct {
		text  string
		r     access.Resource
		whole bool
	}{
		{"a rule", &Rule{Viewers: parties("20410-01"), Sharers: parties("20411*")}, true},
		{"a rule without viewers", &Rule{Sharers: parties("20411*")}, false},
		{"a rule without sharers", &Rule{Viewers: parties("20410-01")}, false},
		{"a rule with no number among the viewers", &Rule{Viewers: []Party{{}}, Sharers: parties("20411*")}, false},
		{"a rule with no number among the sharers", &Rule{Viewers: parties("20410-01"), Sharers: []Party{{}}}, false},
		{"one's own result", resultOf("20410-01"), true},
		{"a shared result", resultOf("20410-02"), true},
		{"another's result", resultOf("20411-01"), true},
		{"nobody's result", &Result{}, false},
	}
	for _, account := range []Account{{}, MustParseAccount("20410-01")} {
		for _, staff := range []bool{false, true} {
			person := anna(&User{Account: account, Staff: staff})
			for _, a := range []access.Action{ActionView, ActionRequest, ActionConfigure, "change", "delete", "order", "share", ""} {
				for _, r := range resources {
					d := rs.Check(person, a, r.r)
					want := false
					switch r.r.(type) {
					case *Rule:
						want = a == ActionRequest && !account.IsZero() || a == ActionConfigure && staff
					case *Result:
						want = a == ActionView && !account.IsZero() && r.text != "another's result"
					}
					if d.Allowed != (want && r.whole) {
						t.Fatalf("%v, staff %v: %q %s: got %v", account, staff, a, r.text, d)
					}
					if err := accesstest.Filtered(policy, access.Question{Subject: person, Action: a, Resource: r.r}); err != nil {
						t.Fatal(err)
					}
					table.Row(d, fmt.Sprintf("for %v, staff %v: %q %s", account, staff, a, r.text))
				}
			}
		}
	}
	table.Compare()
}
