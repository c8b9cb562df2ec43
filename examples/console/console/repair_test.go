package console_test

import (
	"html"
	"net/http"
	"regexp"
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

// What would allow it can be tried, where the pages know the act.
func TestWhyTry(t *testing.T) {
	h := embedded(t)
	for _, tt := range []struct{ question, link, filled string }{
		{query("/why", "person", "liisa", "action", "view", "kind", "casework.client", "row", "client 2"), "change?act=casework.share&amp;client=client&#43;2&amp;user=liisa", `name="client" value="client 2"`},
		{query("/why", "person", "anna", "action", "delete", "kind", "profile.case", "row", "incident 1"), "change?act=profile.set-rights&amp;form=incident&amp;profile=nurse", "<strong><bdi>nurse</bdi></strong>"},
		{query("/why", "person", "customer 20410-03", "action", "view", "kind", "sharing.result", "row", "20410-01 sample 1"), "change?act=sharing.add&amp;sharers=20410-01&amp;viewers=20410-03", `required>20410-03</textarea>`},
	} {
		contains(t, get(t, h, tt.question, http.StatusOK), `<a href="`+tt.link+`">Try it</a>`)
		contains(t, get(t, h, "/"+html.UnescapeString(tt.link), http.StatusOK), tt.filled)
	}
	for question, want := range map[string]string{
		query("/why", "person", "liisa", "action", "view", "kind", "casework.client", "row", "client 2"): "mikko",
		query("/why", "person", "anna", "action", "delete", "kind", "profile.case", "row", "incident 1"): "adam",
	} {
		m := regexp.MustCompile(`<a href="(who\?[^"]+)">Who may do it\?`).FindStringSubmatch(get(t, h, question, http.StatusOK))
		if m == nil {
			t.Fatalf("%s does not say who may", question)
		}
		contains(t, get(t, h, "/"+html.UnescapeString(m[1]), http.StatusOK), "1 of 34", "<bdi>"+want+"</bdi>")
	}
}
