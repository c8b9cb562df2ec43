package roles

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

func TestCheckThroughAPolicyAllocatesNothingForReusedRows(t *testing.T) {
	policy, err := access.NewPolicy(portal(t, editor))
	if err != nil {
		t.Fatal(err)
	}
	officer := &Member{Org: "A", Roles: []string{"agent-officer"}, Assignments: []string{"g0", "g1"}}
	signedIn := anna(inside, in("B", "contact"), in("A", "orderer approver editor ghost"), officer)
	own, others := todo("anna"), todo("bert")
	ask := func(a access.Action, r access.Resource) func() access.Decision {
		return func() access.Decision { return policy.Check(signedIn, a, r) }
	}
	wantDecisionNoAllocs(t, granted("orderer"), ask(ActionSignIn, organisation))
	wantDecisionNoAllocs(t, granted("orderer"), ask(ActionCreate, order))
	wantDecisionNoAllocs(t, access.Deny(ReasonNotOwn, "orderer"), ask(ActionView, othersOrder))
	wantDecisionNoAllocs(t, access.Deny(ReasonNotSignedOut, "approver"), ask(ActionApprove, order))
	wantDecisionNoAllocs(t, granted("agent-officer"), ask(ActionHandle, application))
	wantDecisionNoAllocs(t, notGranted, ask(ActionSign, agreement))
	wantDecisionNoAllocs(t, notGranted, ask(ActionFollow, supportCase))
	wantDecisionNoAllocs(t, granted("editor"), ask("update", own))
	wantDecisionNoAllocs(t, access.Deny(ReasonNotOwn, "editor"), ask("update", others))
	wantDecisionNoAllocs(t, unknownAction, ask("archive", own))
	wantDecisionNoAllocs(t, access.Deny(access.ReasonNoResource, ""), ask(ActionView, (*Order)(nil)))
}

func TestCheckAllocatesNothingForRowsBuiltForOneQuestion(t *testing.T) {
	catalog := portal(t, editor)
	roles, assignments := []string{"orderer", "approver", "agent-officer", "editor"}, []string{"g1"}
	subject := func(facts []access.Fact) access.Subject {
		return access.Subject{User: "anna", SignIn: access.SignedIn, Facts: facts}
	}
	wantDecisionNoAllocs(t, granted("orderer"), func() access.Decision {
		return catalog.Check(subject([]access.Fact{&Member{"A", roles, assignments}}), ActionCreate, &Order{ID: "o", Org: "A", CreatedBy: "anna"})
	})
	wantDecisionNoAllocs(t, access.Deny(ReasonNotOwn, "orderer"), func() access.Decision {
		return catalog.Check(subject([]access.Fact{&Member{"A", roles, assignments}}), ActionCreate, &Order{ID: "o", Org: "A", CreatedBy: "bert"})
	})
	wantDecisionNoAllocs(t, granted("agent-officer"), func() access.Decision {
		return catalog.Check(subject([]access.Fact{&Member{"A", roles, assignments}}), ActionHandle, &Application{ID: "p", Agent: "A", Assignment: "g1"})
	})
	wantDecisionNoAllocs(t, granted("agent-officer"), func() access.Decision {
		return catalog.Check(subject([]access.Fact{&Member{"A", roles, assignments}}), ActionView, &Organisation{ID: "A"})
	})
	wantDecisionNoAllocs(t, notGranted, func() access.Decision {
		return catalog.Check(subject([]access.Fact{&Member{"A", roles, assignments}}), ActionSign, &Agreement{ID: "a", Org: "A"})
	})
	wantDecisionNoAllocs(t, access.Deny(ReasonNotMember, ""), func() access.Decision {
		return catalog.Check(subject([]access.Fact{&Member{"B", roles, assignments}}), ActionFollow, &Case{ID: "c", Org: "A", CreatedBy: "anna"})
	})
	wantDecisionNoAllocs(t, granted("editor"), func() access.Decision {
		return catalog.Check(subject([]access.Fact{&Member{"A", roles, assignments}}), "update", &Record{Type: kindTodo, ID: "t", Org: "A", Owner: "anna"})
	})
}
