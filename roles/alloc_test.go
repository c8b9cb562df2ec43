package roles

import (
	"testing"

	"lupa.example/access"
)

// wantNoAllocs fails if Check allocates, or decides otherwise than wanted.
func wantNoAllocs(t *testing.T, want access.Decision, check func() access.Decision) {
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
	wantNoAllocs(t, granted("orderer"), ask(ActionSignIn, organisation))
	wantNoAllocs(t, granted("orderer"), ask(ActionCreate, order))
	wantNoAllocs(t, access.Deny(ReasonNotOwn, "orderer"), ask(ActionView, othersOrder))
	wantNoAllocs(t, access.Deny(ReasonNotSignedOut, "approver"), ask(ActionApprove, order))
	wantNoAllocs(t, granted("agent-officer"), ask(ActionHandle, application))
	wantNoAllocs(t, notGranted, ask(ActionSign, agreement))
	wantNoAllocs(t, notGranted, ask(ActionFollow, supportCase))
	wantNoAllocs(t, granted("editor"), ask("update", own))
	wantNoAllocs(t, access.Deny(ReasonNotOwn, "editor"), ask("update", others))
	wantNoAllocs(t, unknownAction, ask("archive", own))
	wantNoAllocs(t, access.Deny(access.ReasonNoResource, ""), ask(ActionView, (*Order)(nil)))
}

func TestCheckAllocatesNothingForRowsBuiltForOneQuestion(t *testing.T) {
	catalog := portal(t, editor)
	roles, assignments := []string{"orderer", "approver", "agent-officer", "editor"}, []string{"g1"}
	subject := func(facts []access.Fact) access.Subject {
		return access.Subject{User: "anna", SignIn: access.SignedIn, Facts: facts}
	}
	wantNoAllocs(t, granted("orderer"), func() access.Decision {
		return catalog.Check(subject([]access.Fact{&Member{"A", roles, assignments}}), ActionCreate, &Order{ID: "o", Org: "A", CreatedBy: "anna"})
	})
	wantNoAllocs(t, access.Deny(ReasonNotOwn, "orderer"), func() access.Decision {
		return catalog.Check(subject([]access.Fact{&Member{"A", roles, assignments}}), ActionCreate, &Order{ID: "o", Org: "A", CreatedBy: "bert"})
	})
	wantNoAllocs(t, granted("agent-officer"), func() access.Decision {
		return catalog.Check(subject([]access.Fact{&Member{"A", roles, assignments}}), ActionHandle, &Application{ID: "p", Agent: "A", Assignment: "g1"})
	})
	wantNoAllocs(t, granted("agent-officer"), func() access.Decision {
		return catalog.Check(subject([]access.Fact{&Member{"A", roles, assignments}}), ActionView, &Organisation{ID: "A"})
	})
	wantNoAllocs(t, notGranted, func() access.Decision {
		return catalog.Check(subject([]access.Fact{&Member{"A", roles, assignments}}), ActionSign, &Agreement{ID: "a", Org: "A"})
	})
	wantNoAllocs(t, access.Deny(ReasonNotMember, ""), func() access.Decision {
		return catalog.Check(subject([]access.Fact{&Member{"B", roles, assignments}}), ActionFollow, &Case{ID: "c", Org: "A", CreatedBy: "anna"})
	})
	wantNoAllocs(t, granted("editor"), func() access.Decision {
		return catalog.Check(subject([]access.Fact{&Member{"A", roles, assignments}}), "update", &Record{Type: kindTodo, ID: "t", Org: "A", Owner: "anna"})
	})
}
