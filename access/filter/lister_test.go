package filter_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"lupa.example/access"
	"lupa.example/access/accesstest"
	"lupa.example/access/filter"
)

func policyOf(t *testing.T, authorities ...access.Authority) *access.Policy {
	t.Helper()
	p, err := access.NewPolicy(authorities...)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

var anna = access.Subject{User: "anna", Facts: []access.Fact{&staff{Org: "A"}}}

func TestRows(t *testing.T) {
	p := policyOf(t, desk{}, bare{})
	got, err := filter.Rows(p, anna, actionRead, kindPaper)
	if err != nil {
		t.Fatal(err)
	}
	const want = `org in ("A") and present (author) and (author in ("anna") or readers has ("anna") or (open is true and reviews has ("anna")))`
	if got.String() != want {
		t.Errorf("got %v, want %s", got, want)
	}
}

func TestRowsOfQuestionsThatFailBeforeAnyRow(t *testing.T) {
	p := policyOf(t, desk{}, bare{})
	row := &paper{Org: "A", Author: "anna"}
	for name, test := range map[string]struct {
		policy  *access.Policy
		subject access.Subject
		action  access.Action
		kind    access.Kind
	}{
		"no policy":       {nil, anna, actionRead, kindPaper},
		"an empty policy": {new(access.Policy), anna, actionRead, kindPaper},
		"no user":         {p, access.Subject{Facts: anna.Facts}, actionRead, kindPaper},
		"no kind":         {p, anna, actionRead, ""},
		"another kind":    {p, anna, actionRead, "desk.pen"},
		"no action":       {p, anna, "", kindPaper},
		"another action":  {p, anna, "burn", kindPaper},
		"no fact":         {p, access.Subject{User: "anna"}, actionRead, kindPaper},
		"two facts":       {p, access.Subject{User: "anna", Facts: []access.Fact{&staff{Org: "A"}, &staff{Org: "B"}}}, actionRead, kindPaper},
	} {
		c, err := filter.Rows(test.policy, test.subject, test.action, test.kind)
		var denied *access.DeniedError
		if !errors.As(err, &denied) || !c.Equal(filter.Nothing()) {
			t.Errorf("%s: got %v and the error %v, want nothing and a denial", name, c, err)
			continue
		}
		var r access.Resource = row
		if test.kind != kindPaper {
			r = &bareThing{test.kind}
		}
		if want := test.policy.Check(test.subject, test.action, r); denied.Decision != want {
			t.Errorf("%s: got %v, want %v as Check says", name, denied.Decision, want)
		}
	}
}

func TestErrorsThatAreNoDenials(t *testing.T) {
	p := policyOf(t, desk{}, bare{})
	for name, test := range map[string]struct {
		ask  func() (filter.Condition, error)
		want error
	}{
		"rows that tell too little":          {func() (filter.Condition, error) { return filter.Rows(p, anna, actionFind, kindSearch) }, filter.ErrNotByRow},
		"rows, in its own words":             {func() (filter.Condition, error) { return filter.Rows(policyOf(t, shut{}), anna, "burn", kindPaper) }, filter.ErrNotByRow},
		"rows of an authority without any":   {func() (filter.Condition, error) { return filter.Rows(p, anna, "x", "bare") }, filter.ErrNoConditions},
		"people of an authority without any": {func() (filter.Condition, error) { return filter.People(p, "x", &bareThing{"bare"}) }, filter.ErrNoConditions},
		"rows that are none": {func() (filter.Condition, error) {
			return filter.Rows(policyOf(t, wrong{}), anna, actionRead, kindPaper)
		},
			&access.InvalidError{Problem: "is asked for what it lacks, which a condition on rows may not"}},
		"people that are none": {func() (filter.Condition, error) {
			return filter.People(policyOf(t, wrong{}), actionRead, new(paper))
		}, &access.InvalidError{Problem: "is asked for as flag, and is of the type text"}},
	} {
		c, err := test.ask()
		var invalid *access.InvalidError
		if want, ok := test.want.(*access.InvalidError); ok {
			if !errors.As(err, &invalid) || invalid.Problem != want.Problem {
				t.Errorf("%s: got the error %v, want %v", name, err, want)
			}
		} else if !errors.Is(err, test.want) {
			t.Errorf("%s: got the error %v, want %v", name, err, test.want)
		}
		if errors.Is(err, access.ErrDenied) || !c.Equal(filter.Nothing()) {
			t.Errorf("%s: got %v and the error %v", name, c, err)
		}
	}
}

// A shut desk has no conditions on rows, and says why, whatever is asked.
type shut struct{ desk }

func (shut) Rows(access.Subject, access.Action, access.Kind) (filter.Condition, error) {
	return filter.Nothing(), fmt.Errorf("the desk is shut: %w", filter.ErrNotByRow)
}

func TestPeople(t *testing.T) {
	p := policyOf(t, desk{}, bare{})
	row := &paper{Org: "A", Author: "anna", Readers: []string{"bo", ""}}
	for _, test := range []struct {
		action access.Action
		want   string
	}{
		{actionRead, `desk.org in ("A") and user in ("anna", "bo")`},
		{actionApprove, `desk.org in ("A") and user differs from "anna"`},
		{actionFile, `present (user) and desk.org in ("A") and (signedIn is false or no desk.posts (duties has ("file")))`},
	} {
		got, err := filter.People(p, test.action, row)
		if err != nil || got.String() != test.want {
			t.Errorf("%s: got %v and the error %v, want %s", test.action, got, err, test.want)
		}
	}
	for name, test := range map[string]struct {
		policy   *access.Policy
		action   access.Action
		resource access.Resource
		want     access.Reason
	}{
		"no policy":      {nil, actionRead, row, access.ReasonNoPolicy},
		"no resource":    {p, actionRead, nil, access.ReasonNoResource},
		"a nil resource": {p, actionRead, (*paper)(nil), access.ReasonNoResource},
		"another kind":   {p, actionRead, &bareThing{"desk.pen"}, access.ReasonUnknownKind},
		"another action": {p, "burn", row, access.ReasonUnknownAction},
		"incomplete":     {p, actionRead, new(paper), access.ReasonIncomplete},
	} {
		c, err := filter.People(test.policy, test.action, test.resource)
		var denied *access.DeniedError
		if !errors.As(err, &denied) || denied.Decision != access.Deny(test.want, "") || !errors.Is(err, access.ErrDenied) || !c.Equal(filter.Nothing()) {
			t.Errorf("%s: got %v and the error %v, want %v", name, c, err, test.want)
		}
	}
}

// Who has misspelt a kind or an action is told which there are, the nearest kinds first.
func TestNamesThatAreNone(t *testing.T) {
	p := policyOf(t, bare{}, desk{})
	const kind = "access: denied: access/unknown-kind: the policy has no kind "
	const action = `access: denied: access/unknown-action: the kind "desk.paper" has no action "burn"; want one of "read", "approve", "file"`
	rows := func(a access.Action, k access.Kind) error { _, err := filter.Rows(p, anna, a, k); return err }
	people := func(a access.Action, r access.Resource) error { _, err := filter.People(p, a, r); return err }
	schema := func(k access.Kind) error { _, err := filter.SchemaOf(p, k); return err }
	for _, test := range []struct {
		err  error
		want string
	}{
		{rows(actionRead, "desk.sear"), kind + `"desk.sear"; want one of "desk.search", "desk.paper", "bare"`},
		{rows("burn", kindPaper), action},
		{people(actionRead, &bareThing{"deks"}), kind + `"deks"; want one of "desk.paper", "desk.search", "bare"`},
		{people("burn", &paper{Org: "A", Author: "anna"}), action},
		{schema("chair"), kind + `"chair"; want one of "bare", "desk.paper", "desk.search"`},
	} {
		if test.err == nil || test.err.Error() != test.want {
			t.Errorf("got the error %v\nwant %s", test.err, test.want)
		}
	}
}

func TestWho(t *testing.T) {
	p := policyOf(t, desk{})
	row := &paper{Org: "A", Author: "anna", Readers: []string{"bo"}}
	candidates := []access.Subject{anna, {User: "bo"}, {User: "cia", Facts: anna.Facts}, {User: "bo", Facts: anna.Facts}}
	var got []string
	for s, d := range filter.Who(p, actionRead, row, seq(candidates...)) {
		if want := p.Check(s, actionRead, row); d != want {
			t.Errorf("%s: got %v, want %v", s.User, d, want)
		}
		got = append(got, s.User+" "+string(d.Reason))
	}
	want := []string{"anna desk/staff", "bo access/no-fact", "cia desk/no-reader", "bo desk/staff"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	for range filter.Who(p, actionRead, row, nil) {
		t.Error("there was a candidate among none")
	}
	for range filter.Who(p, actionRead, row, seq(candidates...)) {
		break
	}
	for s, d := range filter.Who(nil, actionRead, row, seq(anna)) {
		if d != access.Deny(access.ReasonNoPolicy, "") {
			t.Errorf("%s: got %v without a policy", s.User, d)
		}
	}
}

// The conditions hold exactly where Check allows.
func TestConditionsAgreeWithCheck(t *testing.T) {
	p := policyOf(t, desk{})
	allowed, asked := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		q, other := questions().Draw(t, "question"), questions().Draw(t, "other")
		c, err := filter.Rows(p, q.Subject, q.Action, kindPaper)
		for _, r := range []access.Resource{q.Resource, other.Resource} {
			d := p.Check(q.Subject, q.Action, r)
			asked++
			if d.Allowed {
				allowed++
			}
			if got := filter.Match(c, desk{}.Row(r)); got != d.Allowed {
				t.Fatalf("%v (error %v) holds: %v, and the decision is %v", c, err, got, d)
			}
		}
		c, err = filter.People(p, q.Action, q.Resource)
		for _, s := range []access.Subject{q.Subject, other.Subject} {
			d := p.Check(s, q.Action, q.Resource)
			if got := filter.Match(c, desk{}.Person(s)); got != d.Allowed {
				t.Fatalf("%v (error %v) holds: %v, and the decision is %v", c, err, got, d)
			}
		}
	})
	if allowed == 0 || allowed == asked {
		t.Errorf("%d of %d were allowed", allowed, asked)
	}
}

func TestSchemaOf(t *testing.T) {
	p := policyOf(t, desk{}, bare{})
	got, err := filter.SchemaOf(p, kindPaper)
	if err != nil || got.Kind != kindPaper || namesOf(got.Properties) != "org author readers open reviews(part user)" {
		t.Errorf("got %s and the error %v", namesOf(got.Properties), err)
	}
	got, err = filter.SchemaOf(p, "")
	if err != nil || got.Kind != "" || namesOf(got.Properties) != "user signedIn desk.org desk.posts(name duties)" {
		t.Errorf("got %s and the error %v", namesOf(got.Properties), err)
	}
	for _, test := range []struct {
		policy *access.Policy
		kind   access.Kind
		want   error
	}{
		{nil, kindPaper, access.ErrDenied},
		{nil, "", access.ErrDenied},
		{p, "desk.pen", access.ErrDenied},
		{p, "bare", filter.ErrNoConditions},
		{policyOf(t, bare{}), "", filter.ErrNoConditions},
		{p, kindSearch, filter.ErrNotByRow},
	} {
		if s, err := filter.SchemaOf(test.policy, test.kind); !errors.Is(err, test.want) || s.Properties != nil {
			t.Errorf("kind %q: got %v and the error %v, want %v", test.kind, s, err, test.want)
		}
	}
}

// Areas share what is known of every person, and nothing else by chance.
func TestSchemaOfPersonsOfSeveralAuthorities(t *testing.T) {
	one := lister{"one", filter.DeclarePerson(filter.Text("one.org", func(access.Subject) string { return "" }))}
	two := lister{"two", filter.DeclarePerson(filter.Text("two.org", func(access.Subject) string { return "" }))}
	got, err := filter.SchemaOf(policyOf(t, bare{}, one, two), "")
	if err != nil || namesOf(got.Properties) != "user signedIn one.org two.org" {
		t.Errorf("got %s and the error %v", namesOf(got.Properties), err)
	}
	two.persons = filter.DeclarePerson(filter.List("one.org", func(access.Subject) []string { return nil }))
	if _, err := filter.SchemaOf(policyOf(t, one, two), ""); err == nil || !strings.Contains(err.Error(), `"one.org"`) {
		t.Errorf("got the error %v", err)
	}
}

type lister struct {
	kind    access.Kind
	persons *filter.Declaration[access.Subject]
}

func (l lister) Kinds() []access.Kind { return []access.Kind{l.kind} }
func (lister) Check(access.Subject, access.Action, access.Resource) access.Decision {
	return access.Deny(reasonNotStaff, "")
}
func (lister) Rows(access.Subject, access.Action, access.Kind) (filter.Condition, error) {
	return filter.Nothing(), nil
}
func (lister) People(access.Action, access.Resource) (filter.Condition, error) {
	return filter.Nothing(), nil
}
func (l lister) Schema(access.Kind) filter.Schema   { return l.persons.Schema() }
func (lister) Row(access.Resource) filter.Row       { return nil }
func (l lister) Person(s access.Subject) filter.Row { return l.persons.Row(s) }

func namesOf(properties []filter.Property) string {
	var names []string
	for _, p := range properties {
		name := p.Name
		if p.Properties != nil {
			name += "(" + namesOf(p.Properties) + ")"
		}
		names = append(names, name)
	}
	return strings.Join(names, " ")
}

func TestTheLawsOfConditions(t *testing.T) {
	accesstest.Laws(t, desk{}, questions())
	accesstest.Filters(t, desk{}, questions())
}

// An authority that was never built has that reason, before an unknown action.
func TestConditionsOfAnAuthorityThatWasNeverBuilt(t *testing.T) {
	p := policyOf(t, unbuilt{})
	for _, a := range []access.Action{actionRead, "burn"} {
		if _, err := filter.Rows(p, anna, a, kindPaper); err == nil || err.Error() != access.Deny(access.ReasonNoPolicy, "").Err().Error() {
			t.Errorf("%s: got the error %v", a, err)
		}
	}
	if _, err := filter.Rows(policyOf(t, desk{}), access.Subject{User: "anna"}, "burn", kindPaper); err == nil || !strings.Contains(err.Error(), string(access.ReasonUnknownAction)) {
		t.Errorf("got the error %v", err)
	}
}

type unbuilt struct{ desk }

func (unbuilt) Rows(access.Subject, access.Action, access.Kind) (filter.Condition, error) {
	return filter.Nothing(), access.Deny(access.ReasonNoPolicy, "").Err()
}
