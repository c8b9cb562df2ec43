package roles

import (
	"testing"

	"lupa.example/access"
)

// noAllocs fails if Check allocates, or decides otherwise than wanted.
func noAllocs(t *testing.T, want access.Decision, check func() access.Decision) {
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
	noAllocs(t, granted("orderer"), ask(ActionSignIn, organisation))
	noAllocs(t, granted("orderer"), ask(ActionCreate, order))
	noAllocs(t, access.Deny(ReasonNotOwn, "orderer"), ask(ActionView, othersOrder))
	noAllocs(t, access.Deny(ReasonNotSignedOut, "approver"), ask(ActionApprove, order))
	noAllocs(t, granted("agent-officer"), ask(ActionHandle, application))
	noAllocs(t, notGranted, ask(ActionSign, agreement))
	noAllocs(t, notGranted, ask(ActionFollow, supportCase))
	noAllocs(t, granted("editor"), ask("update", own))
	noAllocs(t, access.Deny(ReasonNotOwn, "editor"), ask("update", others))
	noAllocs(t, unknownAction, ask("archive", own))
	noAllocs(t, access.Deny(access.ReasonNoResource, ""), ask(ActionView, (*Order)(nil)))
}

func TestCheckAllocatesNothingForRowsBuiltForOneQuestion(t *testing.T) {
	catalog := portal(t, editor)
	roles, assignments := []string{"orderer", "approver", "agent-officer", "editor"}, []string{"g1"}
	subject := func(facts []access.Fact) access.Subject {
		return access.Subject{User: "anna", SignIn: access.SignedIn, Facts: facts}
	}
	noAllocs(t, granted("orderer"), func() access.Decision {
		return catalog.Check(subject([]access.Fact{&Member{"A", roles, assignments}}), ActionCreate, &Order{ID: "o", Org: "A", CreatedBy: "anna"})
	})
	noAllocs(t, access.Deny(ReasonNotOwn, "orderer"), func() access.Decision {
		return catalog.Check(subject([]access.Fact{&Member{"A", roles, assignments}}), ActionCreate, &Order{ID: "o", Org: "A", CreatedBy: "bert"})
	})
	noAllocs(t, granted("agent-officer"), func() access.Decision {
		return catalog.Check(subject([]access.Fact{&Member{"A", roles, assignments}}), ActionHandle, &Application{ID: "p", Agent: "A", Assignment: "g1"})
	})
	noAllocs(t, granted("agent-officer"), func() access.Decision {
		return catalog.Check(subject([]access.Fact{&Member{"A", roles, assignments}}), ActionView, &Organisation{ID: "A"})
	})
	noAllocs(t, notGranted, func() access.Decision {
		return catalog.Check(subject([]access.Fact{&Member{"A", roles, assignments}}), ActionSign, &Agreement{ID: "a", Org: "A"})
	})
	noAllocs(t, access.Deny(ReasonNotMember, ""), func() access.Decision {
		return catalog.Check(subject([]access.Fact{&Member{"B", roles, assignments}}), ActionFollow, &Case{ID: "c", Org: "A", CreatedBy: "anna"})
	})
	noAllocs(t, granted("editor"), func() access.Decision {
		return catalog.Check(subject([]access.Fact{&Member{"A", roles, assignments}}), "update", &Record{Type: kindTodo, ID: "t", Org: "A", Owner: "anna"})
	})
}
