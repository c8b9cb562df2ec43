package roles

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"testing"

	"lupa.example/access"
	"lupa.example/access/filter"
	"lupa.example/access/wire"
)

// Lists are the conditions that a table of decisions is compared with, each asked for
// once.
type lists struct {
	catalog *Catalog
	people  map[listed]filter.Condition
	who     access.Subject
	person  filter.Row
	rows    map[kindAction]filter.Condition // of who
}

type listed struct {
	action   access.Action
	resource access.Resource
}

func newLists(c *Catalog) *lists {
	return &lists{catalog: c, people: make(map[listed]filter.Condition), rows: make(map[kindAction]filter.Condition)}
}

// of says whose decisions follow.
func (l *lists) of(s access.Subject) {
	l.who, l.person = s, l.catalog.Person(s)
	clear(l.rows)
}

// agree returns an error unless both conditions hold exactly where the decision allows.
func (l *lists) agree(a access.Action, r access.Resource, d access.Decision) error {
	rows, known := l.rows[kindAction{r.Kind(), a}]
	if !known {
		rows, _ = l.catalog.Rows(l.who, a, r.Kind())
		l.rows[kindAction{r.Kind(), a}] = rows
	}
	if filter.Match(rows, l.catalog.Row(r)) != d.Allowed {
		return fmt.Errorf("the decision is %v, and the rows are %v", d, rows)
	}
	people, known := l.people[listed{a, r}]
	if !known {
		people, _ = l.catalog.People(a, r)
		l.people[listed{a, r}] = people
	}
	if filter.Match(people, l.person) != d.Allowed {
		return fmt.Errorf("the decision is %v, and the people are %v", d, people)
	}
	return nil
}

// annaIn is who the conditions below are about, with what she is in six organisations
// told by more facts than that.
func annaIn(signIn access.SignIn) access.Subject {
	return anna(signIn,
		in("B", "approver editor contact"),
		&Member{"D", []string{"agent-officer"}, []string{"g3"}},
		in("A", "orderer approver"), in("A", "agent-officer"), &Member{"A", nil, []string{"g2"}},
		&Member{"A", nil, []string{"g1", "g2", ""}},
		&Member{"E", []string{"agent-officer", "ghost"}, []string{"g2", "g1"}},
		&Member{"F", []string{"agent-officer"}, nil},
		in("C", "gatekeeper approver"), in("", "administrator"), in("D", ""), foreignFact{}, (*Member)(nil),
	)
}

func TestConditionsOnRows(t *testing.T) {
	gatekeeper := Role{Name: "gatekeeper", Grants: []Grant{grant(OverOwn, KindOrder, ActionApprove), grant(OverOwn, KindAgreement, ActionSign)}}
	catalog := portal(t, editor, gatekeeper)
	fourEyes := mustCatalog(t, Config{Portal: true, FourEyes: true, Define: []Role{gatekeeper}})
	samePerson := mustCatalog(t, Config{Portal: true, SamePersonSignedIn: true, Define: []Role{gatekeeper}})
	for _, test := range []struct {
		catalog *Catalog
		signIn  access.SignIn
		action  access.Action
		kind    access.Kind
		want    string
	}{
		{catalog, unknown, ActionSignIn, KindOrganisation, `org in ("A", "B", "D", "E", "F")`},
		{catalog, inside, ActionViewUsers, KindOrganisation, `org in ("A", "B", "D", "E", "F")`},
		{catalog, inside, ActionViewInvoicing, KindOrganisation, `org in ("B")`},
		{catalog, unknown, ActionViewUsers, KindOrganisation, "nothing"},
		{catalog, inside, ActionManage, KindOrganisation, "nothing"},
		{catalog, inside, ActionCreate, KindOrder, `org in ("A") and createdBy in ("anna")`},
		{catalog, inside, ActionView, KindOrder, `present (createdBy) and (org in ("B") or (org in ("A") and createdBy in ("anna")))`},
		{catalog, outside, ActionView, KindOrder, "nothing"},
		{catalog, inside, ActionApprove, KindOrder, `org in ("B", "C") and createdBy differs from "anna"`},
		{catalog, unknown, ActionApprove, KindOrder, `org in ("B", "C") and createdBy differs from "anna"`},
		{catalog, outside, ActionApprove, KindOrder, `present (createdBy) and org in ("A", "B", "C")`},
		{samePerson, inside, ActionApprove, KindOrder, `present (createdBy) and org in ("A", "B", "C")`},
		{fourEyes, inside, ActionApprove, KindOrder, `org in ("B", "C") and createdBy differs from "anna"`},
		{fourEyes, outside, ActionApprove, KindOrder, `org in ("A", "B", "C") and createdBy differs from "anna"`},
		{catalog, inside, ActionView, KindApplication, `present (assignment) and agent in ("A", "D", "E", "F")`},
		{catalog, inside, ActionHandle, KindApplication, `(agent in ("A", "E") and assignment in ("g1", "g2")) or (agent in ("D") and assignment in ("g3"))`},
		{catalog, outside, ActionHandle, KindApplication, "nothing"},
		{catalog, inside, ActionApprove, KindApplication, `present (assignment) and agent in ("B", "C")`},
		{catalog, outside, ActionApprove, KindApplication, `present (assignment) and agent in ("A", "B", "C")`},
		{fourEyes, outside, ActionApprove, KindApplication, `present (assignment) and agent in ("A", "B", "C")`},
		{catalog, inside, ActionView, KindAgreement, `org in ("B")`},
		{catalog, inside, ActionSign, KindAgreement, "nothing"}, // over one's own, and nobody owns one
		{catalog, inside, ActionFollow, KindCase, "nothing"},
		{catalog, inside, "create", kindTodo, `org in ("B")`},
		{catalog, inside, "update", kindTodo, `org in ("B") and owner in ("anna")`},
	} {
		got, err := test.catalog.Rows(annaIn(test.signIn), test.action, test.kind)
		if err != nil || got.String() != test.want {
			t.Errorf("%v, %s %s: got %v and the error %v, want %s", test.signIn, test.action, test.kind, got, err, test.want)
		}
	}
}

// Where approving reaches one's own only, nothing is left of it but signed out.
func TestConditionsOnOnesOwnOrders(t *testing.T) {
	catalog := mustCatalog(t, Config{Define: []Role{
		{Name: "own", Grants: []Grant{grant(OverOwn, KindOrder, ActionApprove)}},
		{Name: "all", Grants: []Grant{grant(OverOrg, KindOrder, ActionApprove)}},
	}})
	for _, test := range []struct {
		signIn access.SignIn
		want   string
	}{
		{inside, `org in ("B") and createdBy differs from "anna"`},
		{outside, `present (createdBy) and (org in ("B") or (org in ("A") and createdBy in ("anna")))`},
	} {
		got, err := catalog.Rows(anna(test.signIn, in("A", "own"), in("B", "own"), in("B", "all")), ActionApprove, KindOrder)
		if err != nil || got.String() != test.want {
			t.Errorf("%v: got %v and the error %v, want %s", test.signIn, got, err, test.want)
		}
	}
}

func TestConditionsOnPeople(t *testing.T) {
	gatekeeper := Role{Name: "gatekeeper", Grants: []Grant{grant(OverOwn, KindOrder, ActionApprove)}}
	with := func(c Config) *Catalog {
		c.Portal, c.Define = true, []Role{editor, gatekeeper}
		return mustCatalog(t, c)
	}
	const (
		approver    = `some roles (org in ("A") and roles has ("approver"))`
		gatekeepers = `some roles (org in ("A") and roles has ("gatekeeper"))`
		noOrderer   = `no roles (org in ("A") and roles has ("agent-orderer", "connection-officer", "orderer"))`
		officer     = `signedIn is true and some roles (org in ("A") and roles has ("agent-officer"))`
	)
	for _, test := range []struct {
		catalog  *Catalog
		action   access.Action
		resource access.Resource
		want     string
	}{
		{with(Config{ApproverSignsIn: true}), ActionSignIn, organisation, `some roles (org in ("A") and roles has ("administrator", "agent-officer", "agent-orderer", "approver", "connection-officer", "contact", "default", "editor", "orderer", "own-cases-officer"))`},
		{with(Config{}), ActionManage, organisation, `signedIn is true and some roles (org in ("A") and roles has ("administrator"))`},
		{with(Config{}), ActionView, order, `(signedIn is true and some roles (org in ("A") and roles has ("contact"))) or (user in ("anna") and signedIn is true and some roles (org in ("A") and roles has ("agent-orderer", "connection-officer", "orderer")))`},
		{with(Config{}), ActionApprove, order, `(` + approver + ` or (user in ("anna") and ` + gatekeepers + `)) and (signedIn is false or (user differs from "anna" and ` + noOrderer + `))`},
		{with(Config{FourEyes: true}), ActionApprove, order, approver + ` and user differs from "anna" and (signedIn is false or ` + noOrderer + `)`},
		{with(Config{SamePersonSignedIn: true}), ActionApprove, order, approver + ` or (user in ("anna") and ` + gatekeepers + `)`},
		{with(Config{SamePersonSignedIn: true, FourEyes: true}), ActionApprove, order, approver + ` and user differs from "anna"`},
		{with(Config{FourEyes: true}), ActionApprove, application, approver + ` and (signedIn is false or ` + noOrderer + `)`},
		{with(Config{}), ActionView, application, officer},
		{with(Config{}), ActionHandle, application, officer + ` and some roles (org in ("A") and assignments has ("g1"))`},
		{with(Config{}), ActionSign, agreement, `some roles (org in ("A") and roles has ("signatory"))`},
		{with(Config{}), ActionFollow, supportCase, `user in ("anna") and signedIn is true and some roles (org in ("A") and roles has ("own-cases-officer"))`},
		{with(Config{}), "update", todo("bert"), `user in ("bert") and signedIn is true and some roles (org in ("A") and roles has ("editor"))`},
		{with(Config{}), "update", todo(""), "nothing"},
		{mustCatalog(t, Config{}), ActionApprove, order, "nothing"},
		{mustCatalog(t, Config{Define: []Role{gatekeeper}}), ActionApprove, order, `user in ("anna") and ` + gatekeepers + ` and (signedIn is false or user differs from "anna")`},
	} {
		got, err := test.catalog.People(test.action, test.resource)
		if err != nil || got.String() != test.want {
			t.Errorf("%s %s: got %v and the error %v, want %s", test.action, test.resource.Kind(), got, err, test.want)
		}
	}
}

// Where a question fails before any row is looked at, there is no condition, and the
// reason is that of Check.
func TestWhyThereIsNoCondition(t *testing.T) {
	catalog := portal(t, editor)
	all := in("A", "administrator editor")
	for _, test := range []struct {
		catalog *Catalog
		subject access.Subject
		action  access.Action
		of      access.Resource
		want    access.Reason
	}{
		{nil, anna(inside, all), ActionView, organisation, access.ReasonNoPolicy},
		{new(Catalog), anna(inside, all), ActionView, organisation, access.ReasonNoPolicy},
		{catalog, access.Subject{Facts: []access.Fact{all}}, ActionView, organisation, access.ReasonNoUser},
		{catalog, anna(inside, all), ActionView, foreign{}, access.ReasonUnknownKind},
		{catalog, anna(inside, all), "create", &Record{Type: "note", Org: "A"}, access.ReasonUnknownKind},
		{catalog, anna(inside, all), "remove", organisation, access.ReasonUnknownAction},
		{catalog, anna(inside, all), ActionView, todo("anna"), access.ReasonUnknownAction},
		{catalog, anna(inside), ActionView, organisation, access.ReasonNoFact},
		{catalog, anna(inside, nil, (*Member)(nil), foreignFact{}), "update", todo("anna"), access.ReasonNoFact},
	} {
		c, err := test.catalog.Rows(test.subject, test.action, test.of.Kind())
		wantNoCondition(t, c, err, test.want)
		wantDecision(t, test.catalog.Check(test.subject, test.action, test.of), access.Deny(test.want, ""))
	}
}

// A resource that is at fault itself is denied to everybody, for the reason of Check.
func TestWhyThereIsNoConditionOnPeople(t *testing.T) {
	catalog := portal(t, editor)
	for _, test := range []struct {
		catalog *Catalog
		action  access.Action
		of      access.Resource
		want    access.Reason
	}{
		{nil, ActionView, organisation, access.ReasonNoPolicy},
		{new(Catalog), ActionView, organisation, access.ReasonNoPolicy},
		{catalog, ActionView, nil, access.ReasonNoResource},
		{catalog, ActionView, (*Order)(nil), access.ReasonNoResource},
		{catalog, ActionView, foreign{}, access.ReasonUnknownKind},
		{catalog, ActionView, &Record{Type: KindOrder, Org: "A", Owner: "anna"}, access.ReasonUnknownKind},
		{catalog, "create", &Record{Type: "note", Org: "A"}, access.ReasonUnknownKind},
		{catalog, ActionHandle, order, access.ReasonUnknownAction},
		{catalog, "archive", todo("anna"), access.ReasonUnknownAction},
		{catalog, ActionView, &Organisation{}, access.ReasonIncomplete},
		{catalog, ActionView, &Order{CreatedBy: "anna"}, access.ReasonIncomplete},
		{catalog, ActionApprove, &Order{Org: "A"}, access.ReasonIncomplete},
		{catalog, ActionView, &Application{Agent: "A"}, access.ReasonIncomplete},
		{catalog, ActionHandle, &Application{Assignment: "g1"}, access.ReasonIncomplete},
		{catalog, ActionSign, &Agreement{}, access.ReasonIncomplete},
		{catalog, ActionFollow, &Case{Org: "A"}, access.ReasonIncomplete},
		{catalog, "update", &Record{Type: kindTodo, Owner: "anna"}, access.ReasonIncomplete},
	} {
		c, err := test.catalog.People(test.action, test.of)
		wantNoCondition(t, c, err, test.want)
		wantDecision(t, test.catalog.Check(anna(inside, in("A", "editor")), test.action, test.of), access.Deny(test.want, ""))
	}
}

func wantNoCondition(t *testing.T, c filter.Condition, err error, want access.Reason) {
	t.Helper()
	var denied *access.DeniedError
	if !errors.As(err, &denied) || denied.Decision != access.Deny(want, "") || !c.Equal(filter.Nothing()) {
		t.Errorf("got %v and the error %v, want that it is denied for %s", c, err, want)
	}
}

// A catalogue that was never built has the portal's kinds, and no others.
func TestRowsOfCatalogues(t *testing.T) {
	for _, c := range []*Catalog{nil, {}, portal(t)} {
		for _, r := range []access.Resource{organisation, order, application, agreement, supportCase} {
			if c.Row(r) == nil || len(c.Schema(r.Kind()).Properties) == 0 {
				t.Errorf("%T is no row", r)
			}
		}
		for _, r := range []access.Resource{todo("anna"), &Record{Type: KindOrder, Org: "A"}, (*Record)(nil), (*Order)(nil), foreign{}, impostor{}, nil} {
			if c.Row(r) != nil {
				t.Errorf("%T is a row", r)
			}
		}
		if s := c.Schema(kindTodo); s.Kind != kindTodo || s.Properties != nil {
			t.Errorf("got the schema %v of a kind that no role defines", s)
		}
	}
	if c := portal(t, editor); c.Row(todo("anna")) == nil || c.Schema(kindTodo).Kind != kindTodo || len(c.Schema(kindTodo).Properties) != 2 {
		t.Error("a record of a defined kind is no row")
	}
}

// Conditions speak of what is read from requests, but for what is there for audit.
func TestPropertiesAreThoseOfTheWireFormat(t *testing.T) {
	catalog := portal(t, editor)
	audit := map[access.Kind][]string{KindApplication: {"customer"}}
	for _, k := range catalog.Kinds() {
		want := namesRead(t, catalog, k, `{"?": 1}`, `[]`)
		want = slices.DeleteFunc(want, func(name string) bool { return slices.Contains(audit[k], name) })
		wantEqual(t, string(k), namesOf(catalog.Schema(k).Properties), want)
	}
	wantEqual(t, "persons", namesOf(catalog.Schema("").Properties), []string{"user", "signedIn", "roles"})
	facts, _ := catalog.Schema("").Property("roles")
	wantEqual(t, "facts", namesOf(facts.Properties), namesRead(t, catalog, KindOrder, `{"org": "A", "createdBy": "anna"}`, `[{"?": 1}]`))
}

func namesOf(properties []filter.Property) (all []string) {
	for _, p := range properties {
		all = append(all, p.Name)
	}
	return all
}

// namesRead returns the members that the reader wants in the place of an unknown one.
func namesRead(t *testing.T, c *Catalog, k access.Kind, properties, facts string) (all []string) {
	t.Helper()
	policy, err := access.NewPolicy(c)
	if err != nil {
		t.Fatal(err)
	}
	_, err = wire.Codec{Area{}}.DecodeRequestStrict(policy, fmt.Appendf(nil,
		`{"subject": {"type": "user", "id": "anna", "properties": {"roles": %s}}, "action": {"name": "view"}, "resource": {"type": %q, "id": "x", "properties": %s}}`, facts, k, properties))
	var invalid *access.InvalidError
	if !errors.As(err, &invalid) {
		t.Fatalf("got the error %v", err)
	}
	for _, found := range regexp.MustCompile(`"([^"]+)"`).FindAllStringSubmatch(invalid.Problem, -1) {
		all = append(all, found[1])
	}
	return all
}

// What a person holds counts in whichever facts it stands.
func TestConditionsUniteFacts(t *testing.T) {
	catalog := portal(t)
	applied := &Application{Agent: "G", Assignment: "g1"}
	for name, test := range map[string]struct {
		subject access.Subject
		action  access.Action
		row     access.Resource
		allowed bool
	}{
		"the role and the permission in two facts": {anna(inside, in("G", "agent-officer"), &Member{"G", nil, []string{"g1"}}), ActionHandle, applied, true},
		"the permission at another agent":          {anna(inside, in("G", "agent-officer"), &Member{"H", nil, []string{"g1"}}), ActionHandle, applied, false},
		"a permission within nothing":              {anna(inside, &Member{"G", []string{"agent-officer"}, []string{""}}), ActionHandle, applied, false},
		"approves, and orders elsewhere":           {anna(inside, in("A", "approver"), in("B", "orderer")), ActionApprove, othersOrder, true},
		"approves by one fact, orders by another":  {anna(inside, in("A", "approver"), in("A", "orderer")), ActionApprove, othersOrder, false},
		"and is signed out":                        {anna(outside, in("A", "approver"), in("A", "orderer")), ActionApprove, othersOrder, true},
		"the same fact twice":                      {anna(inside, in("A", "contact"), in("A", "contact")), ActionView, othersOrder, true},
		"a fact about no organisation":             {anna(inside, in("", "contact")), ActionView, othersOrder, false},
		"a session of no known kind":               {anna(access.SignIn(7), in("A", "approver orderer")), ActionApprove, othersOrder, false},
	} {
		d := catalog.Check(test.subject, test.action, test.row)
		rows, err := catalog.Rows(test.subject, test.action, test.row.Kind())
		people, _ := catalog.People(test.action, test.row)
		byRow, byPerson := filter.Match(rows, catalog.Row(test.row)), filter.Match(people, catalog.Person(test.subject))
		if d.Allowed != test.allowed || byRow != test.allowed || byPerson != test.allowed || err != nil {
			t.Errorf("%s: got %v, %v by the condition on rows (error %v) and %v by that on people, want %v", name, d, byRow, err, byPerson, test.allowed)
		}
	}
}

// Asking changes nothing: the facts keep their order, and what they say its own.
func TestConditionsLeaveTheFactsAlone(t *testing.T) {
	catalog := portal(t, editor)
	s, want := annaIn(inside), annaIn(inside)
	for _, k := range catalog.Kinds() {
		for _, a := range catalog.Actions(k) {
			if _, err := catalog.Rows(s, a, k); err != nil {
				t.Fatal(err)
			}
		}
	}
	wantEqual(t, "facts", s, want)
}

// A person with twenty memberships, as a list begins before the database is asked.
func BenchmarkRows(b *testing.B) {
	policy, err := access.NewPolicy(benchCatalog(b, 10))
	if err != nil {
		b.Fatal(err)
	}
	s := access.Subject{User: "anna", SignIn: access.SignedIn}
	for i := range 20 {
		roles := [][]string{{"orderer", "default"}, {"approver", "contact", "default"}, {"agent-officer"}}[i%3]
		s.Facts = append(s.Facts, &Member{fmt.Sprintf("org%d", i*7919%1000), roles, []string{fmt.Sprintf("g%d", i%4), "g9"}})
	}
	for _, of := range []struct {
		action access.Action
		kind   access.Kind
	}{{ActionView, KindOrder}, {ActionApprove, KindOrder}, {ActionHandle, KindApplication}} {
		b.Run(fmt.Sprintf("%s %s", of.action, of.kind), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if c, err := filter.Rows(policy, s, of.action, of.kind); err != nil || c.Equal(filter.Nothing()) {
					b.Fatal(c, err)
				}
			}
		})
	}
}
