package sharing

import (
	"os"
	"regexp"
	"slices"
	"testing"

	"lupa.example/access"
)

// A question is what Check is asked, for tests that change one thing in it.
type question struct {
	rules    *Rules
	user     string
	facts    []access.Fact
	action   access.Action
	resource access.Resource
}

func (q question) check() access.Decision {
	return q.rules.Check(access.Subject{User: q.user, Facts: q.facts}, q.action, q.resource)
}

// notDenying are the reasons with which Check denies nothing. They allow.
var notDenying = []access.Reason{ReasonOwn, ReasonRule, ReasonCustomer, ReasonStaff}

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
	name   string
	action access.Action
	reason access.Reason
	change func(*question)
}

// denials returns the questions that are allowed, by name, and what denies them.
func denials(t *testing.T) (questions map[access.Action]question, all []denial) {
	t.Helper()
	rs := mustRules(t, rule("r", "40100-01", "50200-01"))
	asked := rule("asked", "40100-01", "50200-01")
	questions = map[access.Action]question{
		ActionView:      {rs, "anna", []access.Fact{customer("40100-01")}, ActionView, resultOf("50200-01")},
		ActionRequest:   {rs, "anna", []access.Fact{customer("40100-01")}, ActionRequest, &asked},
		ActionConfigure: {rs, "anna", []access.Fact{&User{Staff: true}}, ActionConfigure, &asked},
	}
	all = []denial{
		{"no rules", ActionView, access.ReasonNoPolicy, func(q *question) { q.rules = nil }},
		{"rules never built", ActionConfigure, access.ReasonNoPolicy, func(q *question) { q.rules = new(Rules) }},
		{"no result", ActionView, access.ReasonNoResource, func(q *question) { q.resource = (*Result)(nil) }},
		{"no rule", ActionRequest, access.ReasonNoResource, func(q *question) { q.resource = (*Rule)(nil) }},
		{"nothing", ActionView, access.ReasonNoResource, func(q *question) { q.resource = nil }},
		{"nobody views", ActionView, access.ReasonNoUser, func(q *question) { q.user = "" }},
		{"nobody configures", ActionConfigure, access.ReasonNoUser, func(q *question) { q.user = "" }},
		{"another's kind", ActionView, access.ReasonUnknownKind, func(q *question) { q.resource = foreign{} }},
		{"no action on a result", ActionView, access.ReasonUnknownAction, func(q *question) { q.action = "delete" }},
		{"no action on a rule", ActionConfigure, access.ReasonUnknownAction, func(q *question) { q.action = "remove" }},
		{"a result of nobody", ActionView, access.ReasonIncomplete, func(q *question) { q.resource = &Result{ID: "result"} }},
		{"a rule without viewers", ActionRequest, access.ReasonIncomplete, func(q *question) { q.resource = &Rule{Sharers: asked.Sharers} }},
		{"a rule without sharers", ActionConfigure, access.ReasonIncomplete, func(q *question) { q.resource = &Rule{Viewers: asked.Viewers} }},
		{"a viewer that is none", ActionRequest, access.ReasonIncomplete, func(q *question) {
			q.resource = &Rule{Viewers: []Party{asked.Viewers[0], {}}, Sharers: asked.Sharers}
		}},
		{"a sharer that is none", ActionRequest, access.ReasonIncomplete, func(q *question) {
			q.resource = &Rule{Viewers: asked.Viewers, Sharers: []Party{asked.Sharers[0], {}}}
		}},
		{"nothing known of who views", ActionView, access.ReasonNoFact, func(q *question) { q.facts = nil }},
		{"nothing known of who configures", ActionConfigure, access.ReasonNoFact, func(q *question) { q.facts = nil }},
		{"two numbers", ActionView, access.ReasonAmbiguousFact, func(q *question) { q.facts = append(q.facts, customer("40100-02")) }},
		{"on the staff and not", ActionConfigure, access.ReasonAmbiguousFact, func(q *question) { q.facts = append(q.facts, &User{}) }},
		{"another's results", ActionView, ReasonNotShared, func(q *question) { q.resource = resultOf("50200-02") }},
		{"for nobody, to view", ActionView, ReasonNoAccount, func(q *question) { q.facts = []access.Fact{&User{}} }},
		{"for nobody, to request", ActionRequest, ReasonNoAccount, func(q *question) { q.facts = []access.Fact{&User{}} }},
		{"not on the staff", ActionConfigure, ReasonNotStaff, func(q *question) { q.facts = []access.Fact{&User{}} }},
	}
	return questions, all
}

func TestEachGateDeniesByItself(t *testing.T) {
	questions, all := denials(t)
	for _, tt := range all {
		t.Run(tt.name, func(t *testing.T) {
			q := questions[tt.action]
			if d := q.check(); !d.Allowed {
				t.Fatalf("before the change: %v", d)
			}
			tt.change(&q)
			wantDecision(t, q.check(), access.Deny(tt.reason, ""))
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
	rs := mustRules(t)
	policy, err := access.NewPolicy(rs)
	if err != nil {
		t.Fatal(err)
	}
	q := question{action: "delete", resource: (*Result)(nil)}
	steps := []struct {
		reason access.Reason
		mend   func()
	}{
		{access.ReasonNoPolicy, func() { q.rules = rs }},
		{access.ReasonNoUser, func() { q.user = "anna" }},
		{access.ReasonNoResource, func() { q.resource = foreign{} }},
		{access.ReasonUnknownKind, func() { q.resource = &Result{} }},
		{access.ReasonUnknownAction, func() { q.action = ActionView }},
		{access.ReasonIncomplete, func() { q.resource = resultOf("50200-01") }},
		{access.ReasonNoFact, func() { q.facts = []access.Fact{&User{}, &User{Staff: true}} }},
		{access.ReasonAmbiguousFact, func() { q.facts = q.facts[:1] }},
		{ReasonNoAccount, func() { q.facts = []access.Fact{customer("40100-01")} }},
		{ReasonNotShared, nil},
	}
	for _, step := range steps {
		wantDecision(t, q.check(), access.Deny(step.reason, ""))
		if q.rules != nil {
			s := access.Subject{User: q.user, Facts: q.facts}
			wantDecision(t, policy.Check(s, q.action, q.resource), access.Deny(step.reason, ""))
		}
		if step.mend != nil {
			step.mend()
		}
	}
}
