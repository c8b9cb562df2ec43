package roles

import (
	"os"
	"regexp"
	"slices"
	"testing"

	"lupa.example/access"
)

// A question is what Check is asked, for tests that change one thing in it.
type question struct {
	catalog  *Catalog
	subject  access.Subject
	action   access.Action
	resource access.Resource
}

func (q question) check() access.Decision { return q.catalog.Check(q.subject, q.action, q.resource) }

// notDenying are the reasons with which Check denies nothing. The first one allows,
// one is of acts only, and facts that differ are united.
var notDenying = []access.Reason{ReasonGranted, ReasonNotAssignable, access.ReasonAmbiguousFact}

// declaredReasons returns the reasons that the area and package access declare.
func declaredReasons(t *testing.T) (all []access.Reason) {
	t.Helper()
	for _, file := range []string{"reason.go", "../access/reason.go"} {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		found := regexp.MustCompile(`= "([a-z]+/[a-z-]+)"`).FindAllSubmatch(source, -1)
		if len(found) == 0 {
			t.Errorf("%s: found no reason", file)
		}
		for _, reason := range found {
			all = append(all, access.Reason(reason[1]))
		}
	}
	return all
}

// A denial is one change to a question that is allowed, after which a gate denies.
type denial struct {
	question string
	change   func(*question)
	reason   access.Reason
	by       string
}

// denials returns the questions that are allowed, by name, and what denies them.
func denials(t *testing.T) (questions map[string]question, all []denial) {
	t.Helper()
	catalog := portal(t, editor)
	questions = map[string]question{
		"sign in": {catalog, anna(unknown, in("A", "default")), ActionSignIn, organisation},
		"manage":  {catalog, anna(inside, in("A", "administrator")), ActionManage, organisation},
		"order":   {catalog, anna(inside, in("A", "orderer")), ActionCreate, order},
		"approve": {catalog, anna(outside, in("A", "orderer approver")), ActionApprove, order},
		"accept":  {catalog, anna(outside, in("A", "orderer approver")), ActionApprove, application},
		"handle":  {catalog, anna(inside, &Member{"A", []string{"agent-officer"}, []string{"g1"}}), ActionHandle, application},
		"sign":    {catalog, anna(unknown, in("A", "signatory")), ActionSign, agreement},
		"follow":  {catalog, anna(inside, in("A", "own-cases-officer")), ActionFollow, supportCase},
		"update":  {catalog, anna(inside, in("A", "editor")), "update", todo("anna")},
	}
	row := func(r access.Resource) func(*question) { return func(q *question) { q.resource = r } }
	facts := func(facts ...access.Fact) func(*question) { return func(q *question) { q.subject.Facts = facts } }
	signIn := func(s access.SignIn) func(*question) { return func(q *question) { q.subject.SignIn = s } }
	action := func(a access.Action) func(*question) { return func(q *question) { q.action = a } }
	fourEyes := mustCatalog(t, Config{Portal: true, FourEyes: true})
	nobody := func(q *question) { q.subject.User = "" }
	all = []denial{
		{"manage", func(q *question) { q.catalog = nil }, access.ReasonNoPolicy, ""},
		{"update", func(q *question) { q.catalog = new(Catalog) }, access.ReasonNoPolicy, ""},
		{"manage", row(nil), access.ReasonNoResource, ""},
		{"manage", row((*Organisation)(nil)), access.ReasonNoResource, ""},
		{"order", row((*Order)(nil)), access.ReasonNoResource, ""},
		{"handle", row((*Application)(nil)), access.ReasonNoResource, ""},
		{"sign", row((*Agreement)(nil)), access.ReasonNoResource, ""},
		{"follow", row((*Case)(nil)), access.ReasonNoResource, ""},
		{"update", row((*Record)(nil)), access.ReasonNoResource, ""},
		{"sign in", nobody, access.ReasonNoUser, ""},
		{"update", nobody, access.ReasonNoUser, ""},
		{"manage", row(foreign{}), access.ReasonUnknownKind, ""},
		{"update", row(&Record{Type: "note", Org: "A", Owner: "anna"}), access.ReasonUnknownKind, ""},
		{"update", row(&Record{Org: "A", Owner: "anna"}), access.ReasonUnknownKind, ""},
		{"order", row(&Record{Type: KindOrder, Org: "A", Owner: "anna"}), access.ReasonUnknownKind, ""},
		{"manage", action("remove"), access.ReasonUnknownAction, ""},
		{"update", action("archive"), access.ReasonUnknownAction, ""},
		{"manage", row(&Organisation{}), access.ReasonIncomplete, ""},
		{"order", row(&Order{ID: "o", CreatedBy: "anna"}), access.ReasonIncomplete, ""},
		{"order", row(&Order{ID: "o", Org: "A"}), access.ReasonIncomplete, ""},
		{"approve", row(&Order{ID: "o", Org: "A"}), access.ReasonIncomplete, ""},
		{"handle", row(&Application{ID: "p", Assignment: "g1"}), access.ReasonIncomplete, ""},
		{"handle", row(&Application{ID: "p", Agent: "A"}), access.ReasonIncomplete, ""},
		{"sign", row(&Agreement{ID: "g"}), access.ReasonIncomplete, ""},
		{"follow", row(&Case{ID: "c", CreatedBy: "anna"}), access.ReasonIncomplete, ""},
		{"follow", row(&Case{ID: "c", Org: "A"}), access.ReasonIncomplete, ""},
		{"update", row(&Record{Type: kindTodo, ID: "t", Owner: "anna"}), access.ReasonIncomplete, ""},
		{"manage", facts(), access.ReasonNoFact, ""},
		{"update", facts(nil, (*Member)(nil), foreignFact{}), access.ReasonNoFact, ""},
		{"manage", facts(in("B", "administrator")), ReasonNotMember, ""},
		{"manage", row(&Organisation{ID: "B"}), ReasonNotMember, ""},
		{"manage", facts(in("A", "")), ReasonNoRole, ""},
		{"manage", facts(in("A", "chief")), ReasonUnknownRole, ""},
		{"manage", facts(&Member{Org: "A", Roles: []string{""}}), ReasonUnknownRole, ""},
		{"manage", facts(in("A", "contact")), ReasonNotGranted, ""},
		{"update", facts(in("A", "administrator")), ReasonNotGranted, ""},
		{"sign in", facts(in("A", "approver")), ReasonNoSignIn, ""},
		{"manage", signIn(unknown), ReasonNotSignedIn, "administrator"},
		{"manage", signIn(outside), ReasonNotSignedIn, "administrator"},
		{"update", signIn(unknown), ReasonNotSignedIn, "editor"},
		{"order", row(othersOrder), ReasonNotOwn, "orderer"},
		{"follow", row(othersCase), ReasonNotOwn, "own-cases-officer"},
		{"update", row(todo("bert")), ReasonNotOwn, "editor"},
		{"handle", row(&Application{Agent: "A", Assignment: "g2"}), ReasonNotAssigned, "agent-officer"},
		{"handle", facts(in("A", "agent-officer")), ReasonNotAssigned, "agent-officer"},
		{"approve", signIn(unknown), ReasonNotSignedOut, "approver"},
		{"approve", signIn(inside), ReasonNotSignedOut, "approver"},
		{"approve", func(q *question) { q.catalog = fourEyes }, ReasonOwnOrder, "approver"},
		{"accept", signIn(unknown), ReasonNotSignedOut, "approver"},
		{"accept", signIn(inside), ReasonNotSignedOut, "approver"},
	}
	return questions, all
}

func TestEachGateDeniesByItself(t *testing.T) {
	questions, all := denials(t)
	for _, tt := range all {
		t.Run(tt.question+" "+string(tt.reason), func(t *testing.T) {
			q := questions[tt.question]
			if d := q.check(); !d.Allowed {
				t.Fatalf("before the change: %v", d)
			}
			tt.change(&q)
			wantDecision(t, q.check(), access.Deny(tt.reason, tt.by))
		})
	}
}

func TestEveryReasonThatDeniesHasAGate(t *testing.T) {
	_, all := denials(t)
	for _, reason := range declaredReasons(t) {
		tested := slices.ContainsFunc(all, func(d denial) bool { return d.reason == reason })
		if tested == slices.Contains(notDenying, reason) {
			t.Errorf("%s: want either a question that is denied with it or a place among those that deny nothing", reason)
		}
	}
}

// Of several faults the first in the order of package access is the reason,
// through the policy and through the area itself.
func TestTheFirstOfSeveralFaultsIsTheReason(t *testing.T) {
	catalog := portal(t)
	policy, err := access.NewPolicy(catalog)
	if err != nil {
		t.Fatal(err)
	}
	q := question{action: "remove", resource: (*Order)(nil)}
	facts := func(facts ...access.Fact) func() { return func() { q.subject.Facts = facts } }
	steps := []struct {
		want access.Decision
		mend func()
	}{
		{access.Deny(access.ReasonNoPolicy, ""), func() { q.catalog = catalog }},
		{access.Deny(access.ReasonNoUser, ""), func() { q.subject.User = "anna" }},
		{access.Deny(access.ReasonNoResource, ""), func() { q.resource = foreign{} }},
		{access.Deny(access.ReasonUnknownKind, ""), func() { q.resource = &Order{} }},
		{access.Deny(access.ReasonUnknownAction, ""), func() { q.action = ActionCreate }},
		{access.Deny(access.ReasonIncomplete, ""), func() { q.resource = othersOrder }},
		{access.Deny(access.ReasonNoFact, ""), facts(&Member{})},
		{access.Deny(ReasonNotMember, ""), facts(in("A", ""))},
		{access.Deny(ReasonNoRole, ""), facts(in("A", "chief"))},
		{access.Deny(ReasonUnknownRole, ""), facts(in("A", "default"))},
		{access.Deny(ReasonNotGranted, ""), facts(in("A", "orderer"))},
		{access.Deny(ReasonNotSignedIn, "orderer"), func() { q.subject.SignIn = inside }},
		{access.Deny(ReasonNotOwn, "orderer"), nil},
	}
	for _, step := range steps {
		wantDecision(t, q.check(), step.want)
		if q.catalog != nil {
			wantDecision(t, policy.Check(q.subject, q.action, q.resource), step.want)
		}
		if step.mend != nil {
			step.mend()
		}
	}
}
