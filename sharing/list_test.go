package sharing

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"lupa.example/access"
	"lupa.example/access/accesstest"
	"lupa.example/access/filter"
	"lupa.example/access/wire"
)

// listedRules share with numbers and groups, shortly and at length.
func listedRules(t *testing.T) *access.Policy {
	t.Helper()
	return mustPolicy(t, mustRules(t,
		rule("r", "20410-01 20411*", "20410-02 20412*"),
		rule("s", "20410*", "20413-01 20410-01"),
		lengthened(rule("long", "20410-01 20414*", "20414* 20415-00")),
	))
}

func TestConditionsOnRows(t *testing.T) {
	policy := listedRules(t)
	resultAbout := func(account, want string) {
		t.Helper()
		c, err := filter.Rows(policy, anna(customer(account)), ActionView, KindResult)
		if err != nil || c.String() != want {
			t.Errorf("%s sees %v, error %v; want %s", account, c, err, want)
		}
	}
	resultAbout("20410-01", `owner in ("20410-01", "20410-02", "20413-01", "20415-00") or ownerGroup in ("20412", "20414")`)
	resultAbout("20411-77", `owner in ("20410-02", "20411-77") or ownerGroup in ("20412")`)
	resultAbout("20499-00", `owner in ("20499-00")`)
}

func TestConditionsOnPeople(t *testing.T) {
	policy := listedRules(t)
	asked := rule("asked", "20410-01", "20410-02")
	for _, test := range []struct {
		action   access.Action
		resource access.Resource
		want     string
	}{
		{ActionView, resultOf("20412-09"), `present (user) and (sharing.account in ("20410-01", "20412-09") or sharing.accountGroup in ("20411"))`},
		{ActionView, resultOf("20499-00"), `present (user) and sharing.account in ("20499-00")`},
		{ActionRequest, &asked, `present (sharing.account, user)`},
		{ActionConfigure, &asked, `present (user) and sharing.staff is true`},
	} {
		if c, err := filter.People(policy, test.action, test.resource); err != nil || c.String() != test.want {
			t.Errorf("%s %v: got %v, error %v; want %s", test.action, test.resource, c, err, test.want)
		}
	}
}

// Where nobody looks at a row, or at a person, the reason is Check's. The area is asked
// itself as well, without what package filter asks before it.
func TestWhyThereIsNoCondition(t *testing.T) {
	rs := mustRules(t)
	for _, test := range []struct {
		rules  *Rules
		s      access.Subject
		action access.Action
		want   access.Reason
	}{
		{nil, anna(customer("20410-01")), ActionView, access.ReasonNoPolicy},
		{new(Rules), anna(customer("20410-01")), ActionView, access.ReasonNoPolicy},
		{rs, access.Subject{Facts: []access.Fact{customer("20410-01")}}, ActionView, access.ReasonNoUser},
		{rs, anna(customer("20410-01")), ActionRequest, access.ReasonUnknownAction},
		{rs, anna(), ActionView, access.ReasonNoFact},
		{rs, anna(customer("20410-01"), &User{}), ActionView, access.ReasonAmbiguousFact},
		{rs, anna(&User{Staff: true}), ActionView, ReasonNoAccount},
	} {
		c, err := test.rules.Rows(test.s, test.action, KindResult)
		wantNoCondition(t, c, err, test.want)
		wantDecision(t, test.rules.Check(test.s, test.action, resultOf("20410-01")), access.Deny(test.want, ""))
	}
	c, err := rs.Rows(anna(customer("20410-01")), ActionView, "sharing.other")
	wantNoCondition(t, c, err, access.ReasonUnknownKind)
	c, err = new(Rules).Rows(anna(customer("20410-01")), ActionView, "sharing.other")
	wantNoCondition(t, c, err, access.ReasonNoPolicy)
	for _, a := range ruleActions {
		if c, err := filter.Rows(mustPolicy(t, rs), anna(customer("20410-01")), a, KindRule); !errors.Is(err, filter.ErrNotByRow) || !c.Equal(filter.Nothing()) {
			t.Errorf("rules to %s: got %v, error %v", a, c, err)
		}
	}
}

func TestWhyThereIsNoConditionOnPeople(t *testing.T) {
	rs := mustRules(t)
	asked := rule("asked", "20410-01", "20410-02")
	for _, test := range []struct {
		rules    *Rules
		action   access.Action
		resource access.Resource
		want     access.Reason
	}{
		{nil, ActionView, resultOf("20410-01"), access.ReasonNoPolicy},
		{new(Rules), ActionRequest, &asked, access.ReasonNoPolicy},
		{rs, ActionView, (*Result)(nil), access.ReasonNoResource},
		{rs, ActionView, foreign{}, access.ReasonUnknownKind},
		{rs, ActionConfigure, resultOf("20410-01"), access.ReasonUnknownAction},
		{rs, ActionView, &asked, access.ReasonUnknownAction},
		{rs, ActionView, &Result{}, access.ReasonIncomplete},
		{rs, ActionRequest, &Rule{Viewers: asked.Viewers}, access.ReasonIncomplete},
	} {
		c, err := test.rules.People(test.action, test.resource)
		wantNoCondition(t, c, err, test.want)
		wantDecision(t, test.rules.Check(anna(customer("20410-01")), test.action, test.resource), access.Deny(test.want, ""))
	}
}

func wantNoCondition(t *testing.T, c filter.Condition, err error, want access.Reason) {
	t.Helper()
	var denied *access.DeniedError
	if !errors.As(err, &denied) || denied.Decision != access.Deny(want, "") || !c.Equal(filter.Nothing()) {
		t.Errorf("got %v, error %v; want the reason %s", c, err, want)
	}
}

// The sets of the tests at hand, long rules among them, keep the laws of conditions for
// everybody who asks and is asked about.
func TestConditionsAreOfOneOpinionWithCheck(t *testing.T) {
	compared := 0
	rapid.Check(t, func(t *rapid.T) {
		policy, err := access.NewPolicy(mustDraw(t, drawRules(t)))
		if err != nil {
			t.Fatal(err)
		}
		for _, one := range everyone {
			for _, other := range everyone {
				q := access.Question{Subject: anna(&User{Account: one}), Action: ActionView, Resource: &Result{Owner: other}}
				if err := accesstest.Filtered(policy, q); err != nil {
					t.Fatal(err)
				}
				compared++
			}
		}
	})
	t.Logf("%d pairs", compared)
}

var quoted = regexp.MustCompile(`"(\w+)"`)

// namesRead returns the members that a request may have in the place of %s, as its
// refusal of another says.
func namesRead(t *testing.T, policy *access.Policy, request string) (names []string) {
	t.Helper()
	_, err := wire.Codec{Area{}}.DecodeRequestStrict(policy, fmt.Appendf(nil, request, `{"none of them": 1}`))
	var invalid *access.InvalidError
	if !errors.As(err, &invalid) {
		t.Fatalf("a member that there is not is no error: %v", err)
	}
	for _, name := range quoted.FindAllStringSubmatch(invalid.Problem, -1) {
		names = append(names, name[1])
	}
	return names
}

func TestPropertiesAreThoseOfTheWireFormat(t *testing.T) {
	rs := mustRules(t)
	policy := mustPolicy(t, rs)
	properties := func(k access.Kind, derived ...string) (names []string) {
		for _, p := range rs.Schema(k).Properties {
			if !slices.Contains(derived, p.Name) {
				names = append(names, p.Name)
			}
		}
		return names
	}
	wired := namesRead(t, policy, `{"subject": {"type": "user", "id": "anna"}, "action": {"name": "view"}, "resource": {"type": "sharing.result", "id": "r", "properties": %s}}`)
	if got := properties(KindResult, "ownerGroup"); !slices.Equal(got, wired) {
		t.Errorf("results have the properties %v, and in the wire format %v", got, wired)
	}
	wired = namesRead(t, policy, `{"subject": {"type": "user", "id": "anna", "properties": {"sharing": %s}}, "action": {"name": "view"}, "resource": {"type": "sharing.result", "id": "r", "properties": {"owner": "20410-01"}}}`)
	for i := range wired {
		wired[i] = "sharing." + wired[i]
	}
	if got := properties("", "user", "signedIn", "sharing.accountGroup"); !slices.Equal(got, wired) {
		t.Errorf("persons have the properties %v, and in the wire format %v", got, wired)
	}
	for k, want := range map[access.Kind][]string{KindResult: {"owner", "ownerGroup"}, "": {"user", "signedIn", "sharing.account", "sharing.accountGroup", "sharing.staff"}} {
		if got := properties(k); !slices.Equal(got, want) {
			t.Errorf("kind %q has the properties %v, want %v", k, got, want)
		}
	}
	if s := rs.Schema(KindRule); len(s.Properties) > 0 || rs.Row(&Rule{}) != nil {
		t.Errorf("rules are rows with %v", s.Properties)
	}
}

func TestWhatIsKnownOfRowsAndPersons(t *testing.T) {
	rs := mustRules(t)
	for _, test := range []struct {
		row                   filter.Row
		number, group         string
		wantNumber, wantGroup string
	}{
		{rs.Row(resultOf("00410-09")), "owner", "ownerGroup", "00410-09", "00410"},
		{rs.Row(&Result{}), "owner", "ownerGroup", "", ""},
		{rs.Person(anna(customer("00410-09"))), "sharing.account", "sharing.accountGroup", "00410-09", "00410"},
		{rs.Person(anna(customer("00410-09"), customer("00410-09"))), "sharing.account", "sharing.accountGroup", "00410-09", "00410"},
		{rs.Person(anna(customer("00410-09"), customer("00410-08"))), "sharing.account", "sharing.accountGroup", "", ""},
		{rs.Person(anna(&User{Staff: true})), "sharing.account", "sharing.accountGroup", "", ""},
		{rs.Person(anna()), "sharing.account", "sharing.accountGroup", "", ""},
	} {
		if number, group := test.row.Text(test.number), test.row.Text(test.group); number != test.wantNumber || group != test.wantGroup {
			t.Errorf("got %q of %q, want %q of %q", number, group, test.wantNumber, test.wantGroup)
		}
	}
	for _, test := range []struct {
		s                    access.Subject
		wantStaff, wantKnown bool
	}{
		{anna(&User{Staff: true}), true, true},
		{anna(&User{}), false, true},
		{anna(), false, false},
		{anna(&User{Staff: true}, &User{}), false, false},
	} {
		if staff, known := rs.Person(test.s).Bool("sharing.staff"); staff != test.wantStaff || known != test.wantKnown {
			t.Errorf("of %d facts: on the staff %v, known %v", len(test.s.Facts), staff, known)
		}
	}
}

// All the numbers of a group, and of what is no group none.
func TestAGroupOfOwnersIsItsHundredNumbers(t *testing.T) {
	group, _ := mustRules(t).Schema(KindResult).Property("ownerGroup")
	members := group.Expand("00410")
	if group.From != "owner" || len(slices.Compact(slices.Clone(members))) != 100 {
		t.Fatalf("of %s there are %v", group.From, members)
	}
	for _, member := range members {
		if row := mustRules(t).Row(resultOf(member)); row.Text("ownerGroup") != "00410" {
			t.Errorf("%s is of the group %s", member, row.Text("ownerGroup"))
		}
	}
	for _, none := range []string{"", "0041", "00410*", "00410-01", "0041x"} {
		if members := group.Expand(none); len(members) > 0 {
			t.Errorf("%q has the members %v", none, members)
		}
	}
}
