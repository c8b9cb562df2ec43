package foresight_test

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"lupa.example/access"
	"lupa.example/access/filter"
	"lupa.example/access/foresight"
	"lupa.example/access/report"
)

// A desk lets papers be read: open ones by members of their team, and any by those they
// are lent to who are on the premises. A right of its own opens everything.
type desk struct{ open bool }

const kindPaper access.Kind = "desk.paper"

type paper struct {
	Team, Title string
	Open        bool
	Lent        []string
}

func (*paper) Kind() access.Kind { return kindPaper }

type worker struct {
	Teams  []string
	Inside bool
}

func (*worker) Fact() string { return "desk.worker" }

func workerOf(s access.Subject) *worker {
	w, missing := access.Single(s, func(a, b *worker) bool { return a == b })
	if missing != "" {
		return new(worker)
	}
	return w
}

func (*desk) Kinds() []access.Kind { return []access.Kind{kindPaper} }

func (d *desk) Check(s access.Subject, a access.Action, r access.Resource) access.Decision {
	p, ok := r.(*paper)
	w := workerOf(s)
	switch {
	case !ok:
		return access.Deny(access.ReasonUnknownKind, "")
	case a != "read":
		return access.Deny(access.ReasonUnknownAction, "")
	case p.Title == "":
		return access.Deny(access.ReasonIncomplete, "")
	case d.open, p.Open && slices.Contains(w.Teams, p.Team), w.Inside && slices.Contains(p.Lent, s.User):
		return access.Allow("desk/may", "")
	}
	return access.Deny("desk/may-not", "")
}

func (d *desk) Rows(s access.Subject, a access.Action, _ access.Kind) (filter.Condition, error) {
	w := workerOf(s)
	lent := filter.Nothing()
	if w.Inside {
		lent = filter.Has("lent", s.User)
	}
	if d.open {
		return filter.Present("title"), nil
	}
	return filter.AllOf(filter.Present("title"), filter.AnyOf(filter.AllOf(filter.Is("open", true), filter.In("team", w.Teams...)), lent)), nil
}

func (d *desk) People(a access.Action, r access.Resource) (filter.Condition, error) {
	p, ok := r.(*paper)
	if !ok {
		return filter.Nothing(), access.Deny(access.ReasonUnknownKind, "").Err()
	}
	team := filter.Nothing()
	if p.Open {
		team = filter.Has("desk.teams", p.Team)
	}
	if d.open {
		return filter.Everything(), nil
	}
	if p.Title == "" {
		return filter.Nothing(), access.Deny(access.ReasonIncomplete, "").Err()
	}
	return filter.AnyOf(team, filter.AllOf(filter.In("user", p.Lent...), filter.Is("desk.inside", true))), nil
}

var papers = filter.Declare(kindPaper,
	filter.Text("team", func(p *paper) string { return p.Team }),
	filter.Text("title", func(p *paper) string { return p.Title }),
	filter.Flag("open", func(p *paper) (bool, bool) { return p.Open, true }),
	filter.List("lent", func(p *paper) []string { return p.Lent }),
)

var workers = filter.DeclarePerson(
	filter.List("desk.teams", func(s access.Subject) []string { return workerOf(s).Teams }),
	filter.Flag("desk.inside", func(s access.Subject) (bool, bool) { return workerOf(s).Inside, true }),
)

func (*desk) Schema(k access.Kind) filter.Schema {
	if k == "" {
		return workers.Schema()
	}
	return papers.Schema()
}

func (*desk) Row(r access.Resource) filter.Row {
	p, _ := r.(*paper)
	return papers.Row(p)
}

func (*desk) Person(s access.Subject) filter.Row { return workers.Row(s) }

// Mend knows how to do anything but to be somebody else, or to move a paper.
func (*desk) Mend(q access.Question, part foresight.Part, atom filter.Condition) []foresight.Step {
	step := func(what, act string) []foresight.Step {
		return []foresight.Step{{Part: part, Item: report.Gains(report.Person(q.Subject.User), report.Thing{Kind: access.Kind("desk." + what)}, report.Thing{}), Act: act}}
	}
	p := q.Resource.(*paper)
	switch {
	case atom.Equal(filter.Is("open", true)):
		return step("opening", "desk.open")
	case atom.Equal(filter.Has("lent", q.Subject.User)):
		return step("loan", "desk.lend")
	case atom.Equal(filter.Has("desk.teams", p.Team)):
		return append(step("place", "desk.hire"), step("visit", "")...)
	case atom.Equal(filter.Is("desk.inside", true)):
		return step("entry", "")
	}
	return nil
}

func (d *desk) MendRules(access.Question) [][]foresight.Step {
	return [][]foresight.Step{{{Part: foresight.Rules, Item: report.Gains(report.Person("everybody"), report.Thing{Kind: "desk.everything"}, report.Thing{}), Act: "desk.reform", Needs: []string{"a vote"}}}}
}

func (*desk) Hint(r access.Reason) string {
	if r == "desk/may-not" {
		return "ask for a loan"
	}
	return ""
}

func TestRepairs(t *testing.T) {
	policy := policyOf(t, &desk{})
	anna := func(w worker) access.Subject { return access.Subject{User: "anna", Facts: []access.Fact{&w}} }
	const reform = "everybody gains everything, by desk.reform (takes a vote)"
	for _, test := range []struct {
		name string
		s    access.Subject
		row  *paper
		want []string
	}{
		{"allowed", anna(worker{Inside: true}), &paper{Title: "t", Lent: []string{"anna"}}, nil},
		{"nobody", access.Subject{}, &paper{Title: "t"}, nil},
		{"outside", anna(worker{}), &paper{Title: "t", Lent: []string{"anna"}}, []string{"anna gains entry", reform}},
		{"inside", anna(worker{Inside: true}), &paper{Title: "t", Team: "a"}, []string{"anna gains loan, by desk.lend", reform}},
		{"of the team", anna(worker{Teams: []string{"a"}}), &paper{Title: "t", Team: "a"}, []string{"anna gains opening, by desk.open", reform}},
		{"of another team", anna(worker{Teams: []string{"b"}}), &paper{Title: "t", Team: "a", Open: true}, []string{"anna gains place, by desk.hire", "anna gains visit", reform}},
		{"a paper of nobody's", anna(worker{Teams: []string{"b"}}), &paper{Title: "t", Team: "a"}, []string{reform}},
		{"without a title", anna(worker{Teams: []string{"a"}}), &paper{Team: "a"}, []string{reform}},
	} {
		repairs, err := foresight.Repairs(policy, test.s, "read", test.row)
		var got []string
		for _, r := range repairs {
			got = append(got, r.String())
		}
		if !slices.Equal(got, test.want) || err != nil {
			t.Errorf("%s: error %v, got %q, want %q", test.name, err, got, test.want)
		}
	}
	for _, p := range []*access.Policy{nil, policyOf(t)} {
		if repairs, err := foresight.Repairs(p, anna(worker{}), "read", &paper{}); len(repairs) > 0 || err != nil {
			t.Errorf("where nobody decides: %v, error %v", repairs, err)
		}
	}
	if _, err := foresight.Repairs(policyOf(t, &mute{[]access.Kind{kindPaper}}), anna(worker{}), "read", &paper{}); !errors.Is(err, foresight.ErrNoRepairs) {
		t.Errorf("an authority that mends nothing: %v", err)
	}
}

// A borrowedPaper is of another type, about which a desk does not decide.
type borrowedPaper struct{ *paper }

// A safe is a desk that cannot tell of its papers by their rows.
type safe struct{ desk }

func (*safe) Rows(access.Subject, access.Action, access.Kind) (filter.Condition, error) {
	return filter.Nothing(), filter.ErrNotByRow
}

// A wallSafe is one whose papers can be changed all the same.
type wallSafe struct{ safe }

func (*wallSafe) MendRow(q access.Question) [][]foresight.Step {
	step := func(what string, needs ...string) foresight.Step {
		return foresight.Step{Part: foresight.Row, Item: report.Gains(report.Person(q.Subject.User), report.Thing{Kind: access.Kind("desk." + what)}, report.Thing{}), Needs: needs}
	}
	return [][]foresight.Step{{step("lid"), step("lock")}, {step("copy", "a stamp", "a fee")}, {step("key", "a stamp")}}
}

// Repairs are in the order of how much they take: in steps, then person, row and rules,
// then what is needed besides.
func TestRepairsInOrder(t *testing.T) {
	outside := access.Subject{User: "anna", Facts: []access.Fact{new(worker)}}
	inside := access.Subject{User: "anna", Facts: []access.Fact{&worker{Inside: true}}}
	both := filter.AllOf(filter.Is("desk.inside", true), filter.Has("desk.teams", "a"))
	for _, test := range []struct {
		name string
		desk access.Authority
		s    access.Subject
		row  access.Resource
		want []string
	}{
		{"of a safe", &safe{}, outside, &paper{Title: "t", Lent: []string{"anna"}}, []string{"anna gains entry", "everybody gains everything, by desk.reform (takes a vote)"}},
		{"of a wall safe", &wallSafe{}, outside, &paper{Title: "t", Lent: []string{"anna"}}, []string{
			"anna gains entry", "anna gains key (takes a stamp)", "anna gains copy (takes a stamp, a fee)",
			"everybody gains everything, by desk.reform (takes a vote)", "anna gains lid; and anna gains lock"}},
		{"of no row", &desk{}, inside, borrowedPaper{&paper{Title: "t"}}, []string{"everybody gains everything, by desk.reform (takes a vote)"}},
		{"of two steps", &odd{people: both}, outside, &paper{Title: "t", Team: "a"}, []string{
			"everybody gains everything, by desk.reform (takes a vote)",
			"anna gains entry; and anna gains place, by desk.hire", "anna gains entry; and anna gains visit"}},
	} {
		repairs, err := foresight.Repairs(policyOf(t, test.desk), test.s, "read", test.row)
		var got []string
		for _, r := range repairs {
			got = append(got, r.String())
		}
		if !slices.Equal(got, test.want) || err != nil {
			t.Errorf("%s: error %v, got %q, want %q", test.name, err, got, test.want)
		}
	}
}

// A ruled desk has rules that can be changed otherwise, and papers that can as well.
type ruled struct {
	desk
	changes [][]foresight.Step
}

func (r *ruled) MendRules(access.Question) [][]foresight.Step { return r.changes }
func (r *ruled) MendRow(access.Question) [][]foresight.Step   { return r.changes }

// Whatever an authority says of its rules, the smallest changes are told, and no others.
// Rows are asked about where their conditions say nothing, and only there.
func TestRepairsOfRules(t *testing.T) {
	one := []foresight.Step{{Part: foresight.Rules, Act: "one"}}
	two := []foresight.Step{{Part: foresight.Rules, Act: "two"}, {Part: foresight.Rules, Act: "more"}}
	inside := access.Subject{User: "anna", Facts: []access.Fact{&worker{Inside: true}}}
	for name, test := range map[string]struct {
		changes [][]foresight.Step
		want    int // changes of the rules, of which the first is the smallest
	}{
		"none":                    {nil, 0},
		"that change nothing":     {[][]foresight.Step{{}, nil, {}}, 0},
		"one":                     {[][]foresight.Step{{}, one, {}}, 1},
		"the smallest comes last": {append(slices.Repeat([][]foresight.Step{two}, foresight.MaxRepairs), one), foresight.MaxRepairs},
	} {
		repairs, err := foresight.Repairs(policyOf(t, &ruled{changes: test.changes}), inside, "read", &paper{Title: "t"})
		loans := slices.IndexFunc(repairs, func(r foresight.Repair) bool { return r.Steps[0].Part == foresight.Row })
		if loans != 0 || repairs[0].String() != "anna gains loan, by desk.lend" || err != nil {
			t.Errorf("%s: %v, error %v", name, repairs, err)
			continue
		}
		if rest := repairs[1:]; len(rest) != test.want || test.want > 0 && rest[0].Steps[0].Act != "one" {
			t.Errorf("%s: %d changes of the rules, want %d", name, len(rest), test.want)
		}
	}
}

// A maze is a desk with many ways to each of two things that are needed together.
type maze struct{ odd }

func (*maze) Mend(_ access.Question, part foresight.Part, _ filter.Condition) []foresight.Step {
	return slices.Repeat([]foresight.Step{{Part: part}}, foresight.MaxRepairs)
}

func TestRepairsAreBounded(t *testing.T) {
	all := &maze{odd{people: filter.AllOf(filter.Is("desk.inside", true), filter.Has("desk.teams", "a"))}}
	repairs, err := foresight.Repairs(policyOf(t, all), access.Subject{User: "anna", Facts: []access.Fact{new(worker)}}, "read", &paper{Title: "t"})
	ofRules := 0
	for _, r := range repairs {
		if r.Steps[0].Part == foresight.Rules {
			ofRules++
		}
	}
	if len(repairs) != foresight.MaxRepairs+1 || ofRules != 1 || err != nil {
		t.Errorf("%d repairs, of which %d are of the rules, error %v", len(repairs), ofRules, err)
	}
}

// shared is what an authority keeps and hands out each time.
var shared = []foresight.Step{{Part: foresight.Rules, Item: report.Gains(report.Person("everybody"), report.Thing{Kind: "desk.everything"}, report.Thing{})}}

type keeper struct{ desk }

func (*keeper) MendRules(access.Question) [][]foresight.Step { return [][]foresight.Step{shared} }

// What a repair says would be so, and what an authority hands out stays as it is.
func TestStepsAreChanges(t *testing.T) {
	before := shared[0].Item
	repairs, err := foresight.Repairs(policyOf(t, &keeper{}), access.Subject{User: "anna"}, "read", &paper{Title: "t"})
	if len(repairs) == 0 || err != nil {
		t.Fatalf("%v, error %v", repairs, err)
	}
	for _, r := range repairs {
		for _, s := range r.Steps {
			if s.Item.Outcome != report.Change {
				t.Errorf("%v: %v", r, s.Item.Outcome)
			}
		}
	}
	if shared[0].Item != before {
		t.Errorf("the authority's step became %v", shared[0].Item)
	}
}

func TestStepsInWords(t *testing.T) {
	r := foresight.Repair{Steps: []foresight.Step{
		{Item: report.Gains(report.Person("anna"), report.Thing{Kind: "x.y", ID: "z"}, report.Thing{}), Act: "x.do", Asker: access.Allow("x/may", ""), Needs: []string{"a", "b"}},
		{Part: foresight.Row, Item: report.Loses(report.Person("bo"), report.Thing{Kind: "x.y"}, report.Thing{Kind: "x.w", ID: "1"})},
	}}
	if got, want := r.String(), "anna gains y z, by x.do, which the asker may (takes a, b); and bo loses y (w 1)"; got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
	for _, part := range []foresight.Part{foresight.Person, foresight.Row, foresight.Rules} {
		text, err := part.MarshalText()
		var back foresight.Part
		if err != nil || back.UnmarshalText(text) != nil || back != part || string(text) != part.String() {
			t.Errorf("%v is written as %s and read as %v", part, text, back)
		}
	}
	if foresight.Part(9).String() != "rules" || new(foresight.Part).UnmarshalText([]byte("Row")) == nil {
		t.Error("an unknown part passes")
	}
}

func TestRepairsAsJSON(t *testing.T) {
	for _, test := range []struct {
		r    foresight.Repair
		want string
	}{
		{foresight.Repair{}, `{"steps":[]}`},
		{foresight.Repair{Steps: []foresight.Step{{Part: foresight.Rules}}}, // whoever may do that
			`{"steps":[{"part":"rules","item":{"outcome":"refused","who":{"kind":""},"effect":"gains","what":{"kind":""}},"act":"","needs":[]}]}`},
		{foresight.Repair{Steps: []foresight.Step{
			{Part: foresight.Row, Item: report.Gains(report.Person("anna"), report.Thing{Kind: "x.y"}, report.Thing{}), Act: "x.do", Asker: access.Deny("x/may-not", "")},
			{Asker: access.Allow("x/may", "b"), Needs: []string{"a"}},
		}}, `{"steps":[{"part":"row","item":{"outcome":"refused","who":{"kind":"person","id":"anna"},"effect":"gains","what":{"kind":"x.y"}},"act":"x.do",` +
			`"asker":{"allowed":false,"reason":"x/may-not"},"needs":[]},` +
			`{"part":"person","item":{"outcome":"refused","who":{"kind":""},"effect":"gains","what":{"kind":""}},"act":"","asker":{"allowed":true,"reason":"x/may","by":"b"},"needs":["a"]}]}`},
	} {
		text, err := json.Marshal(test.r)
		if err != nil || string(text) != test.want {
			t.Errorf("error %v\n%s\nwant\n%s", err, text, test.want)
		}
		var back foresight.Repair
		if err := json.Unmarshal(text, &back); err != nil || back.String() != test.r.String() || len(back.Steps) > 0 && back.Steps[0].Asker != test.r.Steps[0].Asker {
			t.Errorf("%s is read as %v, error %v", text, back, err)
		}
	}
}

func TestHints(t *testing.T) {
	policy := policyOf(t, &desk{})
	for _, test := range []struct {
		d    access.Decision
		want string
	}{
		{access.Deny("desk/may-not", ""), "; ask for a loan"},
		{access.Deny("desk/other", ""), ""},
		{access.Deny("desk/may-not", "the secret desk"), "; ask for a loan"},
		{access.Allow("desk/may-not", ""), ""},
	} {
		if got := foresight.Hint(policy, kindPaper, test.d); got != policy.Explain(access.Decision{Allowed: test.d.Allowed, Reason: test.d.Reason})+test.want {
			t.Errorf("%v: %q", test.d, got)
		}
	}
	if got := foresight.Hint(nil, kindPaper, access.Deny(access.ReasonNoPolicy, "")); got == "" || strings.Contains(got, "loan") {
		t.Errorf("without a policy: %q", got)
	}
}

func TestGrounds(t *testing.T) {
	policy := policyOf(t, &desk{})
	anna := access.Subject{User: "anna", Facts: []access.Fact{&worker{Inside: true, Teams: []string{"a"}}}}
	for _, test := range []struct {
		row  *paper
		want string
	}{
		{&paper{Team: "b", Title: "t"}, `{"grounds":[],"ends":[]}`},
		{&paper{Team: "a", Title: "t", Open: true}, `{"grounds":[{"part":"person","holds":[{"has":["desk.teams","a"]}]},` +
			`{"part":"row","holds":[{"present":["title"]},{"is":["open",true]},{"in":["team","a"]}]}],` +
			`"ends":[{"part":"person","holds":[{"has":["desk.teams","a"]}]},` +
			`{"part":"row","holds":[{"present":["title"]}]},{"part":"row","holds":[{"is":["open",true]}]},{"part":"row","holds":[{"in":["team","a"]}]}]}`},
		{&paper{Team: "a", Title: "t", Open: true, Lent: []string{"anna"}}, `{"grounds":[{"part":"person","holds":[{"has":["desk.teams","a"]}]},` +
			`{"part":"person","holds":[{"in":["user","anna"]},{"is":["desk.inside",true]}]},` +
			`{"part":"row","holds":[{"present":["title"]},{"is":["open",true]},{"in":["team","a"]}]},` +
			`{"part":"row","holds":[{"present":["title"]},{"has":["lent","anna"]}]}],` +
			`"ends":[{"part":"row","holds":[{"present":["title"]}]}]}`},
	} {
		text, err := json.Marshal(foresight.GroundsOf(policy, anna, "read", test.row))
		if err != nil || string(text) != test.want {
			t.Errorf("error %v\n%s\nwant\n%s", err, text, test.want)
		}
	}
	g := foresight.GroundsOf(policy, anna, "read", &paper{Team: "a", Title: "t", Open: true})
	if got, want := g.All[1].String(), `row: present (title) and open is true and team in ("a")`; got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
	// That somebody asks goes without saying; that a row has a user does not.
	open := policyOf(t, &letters{desk{open: true}})
	if g := foresight.GroundsOf(open, anna, "read", &paper{Team: "a", Title: "t"}); len(g.All) != 2 || g.All[0].String() != "person: everything" || g.All[1].String() != "row: present (user)" {
		t.Errorf("%+v", g)
	}
	// Without conditions nothing is known of grounds.
	all := policyOf(t, &shelf{kind: "shelf", lent: map[string][]string{"anna": {"x"}}})
	if g := foresight.GroundsOf(all, anna, "read", &book{kind: "shelf", title: "x"}); len(g.All)+len(g.Ends) > 0 {
		t.Errorf("%+v", g)
	}
}

// Letters are papers of which it has to be known whose they are.
type letters struct{ desk }

var addressed = filter.Declare(kindPaper, filter.Text("user", func(p *paper) string { return p.Team }))

func (*letters) Rows(access.Subject, access.Action, access.Kind) (filter.Condition, error) {
	return filter.Present("user"), nil
}

func (*letters) People(access.Action, access.Resource) (filter.Condition, error) {
	return filter.Present("user"), nil
}

func (l *letters) Schema(k access.Kind) filter.Schema {
	if k == "" {
		return l.desk.Schema(k)
	}
	return addressed.Schema()
}

func (*letters) Row(r access.Resource) filter.Row { return addressed.Row(r.(*paper)) }

// An odd desk has another condition on people than it should.
type odd struct {
	desk
	people filter.Condition
}

func (o *odd) People(access.Action, access.Resource) (filter.Condition, error) { return o.people, nil }

// Where conditions and decisions are of two opinions, as they are about facts that
// contradict each other, nothing is told that would not help.
func TestConditionsOfAnotherOpinion(t *testing.T) {
	anna := access.Subject{User: "anna", Facts: []access.Fact{&worker{Inside: true}}}
	repairs, err := foresight.Repairs(policyOf(t, &odd{people: filter.Everything()}), anna, "read", &paper{Title: "t", Team: "a"})
	if err != nil || len(repairs) != 2 || repairs[0].Steps[0].Part != foresight.Row {
		t.Errorf("%v, error %v", repairs, err)
	}
	g := foresight.GroundsOf(policyOf(t, &odd{}), anna, "read", &paper{Title: "t", Lent: []string{"anna"}})
	if len(g.All) != 1 || g.All[0].Part != foresight.Row {
		t.Errorf("%+v", g)
	}
}
