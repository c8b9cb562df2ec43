package sharing

import (
	"testing"

	"lupa.example/access"
)

// wantDecisionNoAllocs fails if Check allocates, or decides otherwise than wanted.
func wantDecisionNoAllocs(t *testing.T, want access.Decision, check func() access.Decision) {
	t.Helper()
	var got access.Decision
	if n := testing.AllocsPerRun(100, func() { got = check() }); n != 0 {
		t.Errorf("%v: %v allocations", want, n)
	}
	wantDecision(t, got, want)
}

func allocRules(t *testing.T) *Rules {
	return mustRules(t,
		rule("short", "40100-01", "50200*"),
		rule("long", "40100* 40101* 40102* 40103*", "60300-01 60301* 60302* 60303* 60304*"),
	)
}

func TestCheckThroughAPolicyAllocatesNothingForReusedRows(t *testing.T) {
	policy, err := access.NewPolicy(allocRules(t))
	if err != nil {
		t.Fatal(err)
	}
	customer, staff := anna(customer("40100-01")), anna(&User{Staff: true})
	asked := rule("asked", "40100-01", "50200-01")
	own, short, long, others := resultOf("40100-01"), resultOf("50200-07"), resultOf("60300-01"), resultOf("60300-02")
	view := func(r *Result) func() access.Decision {
		return func() access.Decision { return policy.Check(customer, ActionView, r) }
	}
	wantDecisionNoAllocs(t, access.Allow(ReasonOwn, ""), view(own))
	wantDecisionNoAllocs(t, access.Allow(ReasonRule, "short"), view(short))
	wantDecisionNoAllocs(t, access.Allow(ReasonRule, "long"), view(long))
	wantDecisionNoAllocs(t, access.Deny(ReasonNotShared, ""), view(others))
	wantDecisionNoAllocs(t, access.Deny(access.ReasonNoResource, ""), view(nil))
	wantDecisionNoAllocs(t, access.Allow(ReasonStaff, ""), func() access.Decision { return policy.Check(staff, ActionConfigure, &asked) })
	wantDecisionNoAllocs(t, access.Deny(ReasonNotStaff, ""), func() access.Decision { return policy.Check(customer, ActionConfigure, &asked) })
}

func TestCheckAllocatesNothingForRowsBuiltForOneQuestion(t *testing.T) {
	if testing.CoverMode() != "" {
		t.Skip("functions that count their statements are not inlined, and the rows then escape")
	}
	rs := allocRules(t)
	viewer, shared, others := MustParseAccount("40100-01"), MustParseAccount("50200-07"), MustParseAccount("70400-01")
	entries := parties("40100-01")
	ask := func(owner Account) func() access.Decision {
		return func() access.Decision {
			s := access.Subject{User: "anna", Facts: []access.Fact{&User{Account: viewer}}}
			return rs.Check(s, ActionView, &Result{ID: "result", Owner: owner})
		}
	}
	wantDecisionNoAllocs(t, access.Allow(ReasonRule, "short"), ask(shared))
	wantDecisionNoAllocs(t, access.Deny(ReasonNotShared, ""), ask(others))
	request := func(a access.Action) func() access.Decision {
		return func() access.Decision {
			s := access.Subject{User: "anna", Facts: []access.Fact{&User{Account: viewer}}}
			return rs.Check(s, a, &Rule{Viewers: entries, Sharers: entries})
		}
	}
	wantDecisionNoAllocs(t, access.Allow(ReasonCustomer, ""), request(ActionRequest))
	wantDecisionNoAllocs(t, access.Deny(ReasonNotStaff, ""), request(ActionConfigure))
}
