package console_test

import (
	"net/http"
	"testing"

	"lupa.example/access"
	"lupa.example/access/filter"
	"lupa.example/access/foresight"
	"lupa.example/access/report"
	"lupa.example/casework"
	"lupa.example/examples/console/console"
)

// A mending is a practice that tells of one way to change a row.
type mending struct{ *casework.Practice }

func (mending) Mend(q access.Question, part foresight.Part, atom filter.Condition) []foresight.Step {
	if part != foresight.Row || !atom.Equal(filter.Has("shared", q.Subject.User)) {
		return nil
	}
	return []foresight.Step{{
		Part:  part,
		Item:  report.Gains(report.Thing{Kind: "user", ID: q.Subject.User}, report.Thing{Kind: "casework.client-work"}, report.Thing{Kind: "casework.client", ID: "C<1>"}),
		Act:   "casework.share",
		Needs: []string{"a confirmation"},
	}}
}

func (mending) MendRules(access.Question) [][]foresight.Step { return nil }

func (mending) Hint(access.Reason) string { return "ask who is responsible" }

func TestWhyRepairs(t *testing.T) {
	practice, err := casework.NewPractice(casework.Config{})
	if err != nil {
		t.Fatal(err)
	}
	policy, err := access.NewPolicy(mending{practice})
	if err != nil {
		t.Fatal(err)
	}
	h := console.Handler(console.Config{Codec: codec, Policy: policy, Data: console.Data{
		People: []access.Subject{{User: "anna", Facts: []access.Fact{&casework.User{Org: "O"}}}},
		Rows:   []console.Row{{ID: "C1", Resource: &casework.Client{ID: "C1", Org: "O", Responsible: "bo"}}},
	}})
	body := get(t, h, query("/why", "person", "anna", "action", "view", "kind", "casework.client", "row", "C1"), http.StatusOK)
	contains(t, body, "What would allow it", "<li>In the row: ", "anna gains", "by casework.share", "C&lt;1&gt;", "a confirmation", "ask who is responsible")
}
