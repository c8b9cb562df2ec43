package roles

import (
	"testing"

	"lupa.example/access"
	"lupa.example/access/digest"
)

const wish = "to join with 12 subscriptions"

var toJoin = Application{ID: "p1", Agent: "G", Assignment: "g1", Customer: "A"}

func submitted(t *testing.T) SubmittedApplication {
	t.Helper()
	a, err := SubmitApplication(toJoin, wish)
	wantDone(t, err)
	return a
}

func TestAnApplicationIsValidWhenTheAgentsApproverHasApproved(t *testing.T) {
	c := portal(t)
	applied := submitted(t)
	if applied.Valid(wish) {
		t.Error("valid without an approval")
	}
	approver := person("gro", "G approver").Subject(access.SignedOut)
	approved, r, err := c.ApproveApplication(approver, applied, wish)
	wantDone(t, err)
	wantEqual(t, "report", r.String(), "roles.approve-application by gro: 1 change, 0 unchanged, 0 refused\n  organisation A gains approval (application p1)")
	wantEqual(t, "who approved", approved.Approval.By, "gro")
	if !approved.Valid(wish) || applied.Valid(wish) {
		t.Errorf("valid: %v when approved, %v before", approved.Valid(wish), applied.Valid(wish))
	}

	next, r, err := c.ApproveApplication(approver, approved, wish)
	wantInvalid(t, next, r, err, `submitted.approval: stands already, by "gro"; want an application without one`)
	next, r, err = c.ApproveApplication(approver, applied, "something else")
	wantInvalid(t, next, r, err, `content: is not what was submitted as application "p1"; want it submitted anew, or its content as it was`)

	changes := map[string]func(a *SubmittedApplication, content *string){
		"content":    func(_ *SubmittedApplication, c *string) { *c = "to join with 13 subscriptions" },
		"key":        func(a *SubmittedApplication, _ *string) { a.Application.ID = "p2" },
		"agent":      func(a *SubmittedApplication, _ *string) { a.Application.Agent = "B" },
		"assignment": func(a *SubmittedApplication, _ *string) { a.Application.Assignment = "g2" },
		"customer":   func(a *SubmittedApplication, _ *string) { a.Application.Customer = "B" },
		"approver":   func(a *SubmittedApplication, _ *string) { a.Approval.By = "" },
		"approval":   func(a *SubmittedApplication, _ *string) { a.Approval = Approval{} },
	}
	for name, change := range changes {
		a, content := approved, wish
		change(&a, &content)
		if a.Valid(content) {
			t.Errorf("%s changed: still valid", name)
		}
	}
	if (SubmittedApplication{}).Valid("") || (SubmittedApplication{}).Valid(wish) {
		t.Error("the zero value is valid")
	}
}

func TestAnApplicationThatLacksSomethingIsNeverValid(t *testing.T) {
	approved := func(a Application, content string) SubmittedApplication {
		s := SubmittedApplication{Application: a, Content: digest.Of("roles.application", a.ID, a.Agent, a.Assignment, a.Customer, content)}
		s.Approval = Approval{By: "gro", Digest: digest.Of("roles.approval", "gro", string(s.Content[:]))}
		return s
	}
	if !approved(toJoin, wish).Valid(wish) {
		t.Fatal("not valid as it is")
	}
	if approved(toJoin, "").Valid("") {
		t.Error("valid without content")
	}
	for name, lack := range map[string]func(*Application){
		"key":        func(a *Application) { a.ID = "" },
		"agent":      func(a *Application) { a.Agent = "" },
		"assignment": func(a *Application) { a.Assignment = "" },
		"customer":   func(a *Application) { a.Customer = "" },
		"all but the key": func(a *Application) {
			*a = Application{ID: a.ID}
		},
		"all but the agent": func(a *Application) {
			*a = Application{Agent: a.Agent}
		},
		"all but the assignment": func(a *Application) {
			*a = Application{Assignment: a.Assignment}
		},
		"all but the customer": func(a *Application) {
			*a = Application{Customer: a.Customer}
		},
		"everything": func(a *Application) { *a = Application{} },
	} {
		a := toJoin
		lack(&a)
		if approved(a, wish).Valid(wish) {
			t.Errorf("valid without %s", name)
		}
	}
}

func TestWhoDoesNotApproveAnApplication(t *testing.T) {
	c := portal(t)
	for _, test := range []struct {
		actor access.Subject
		want  access.Reason
	}{
		{signedOut("petra"), ReasonNotMember}, // the customer's approver
		{permitted(named("olga"), "g1").Subject(access.SignedIn), ReasonNotGranted},
		{signedIn("gina"), ReasonNotGranted},
		{person("gro", "G approver agent-orderer").Subject(access.SignedIn), ReasonNotSignedOut},
	} {
		next, r, err := c.ApproveApplication(test.actor, submitted(t), "")
		wantDenied(t, next, r, err, test.want)
	}
	next, r, err := c.ApproveApplication(signedOut("petra"), SubmittedApplication{}, wish)
	wantDenied(t, next, r, err, access.ReasonIncomplete)
}

func TestAnApplicationThatLacksSomethingIsNotSubmitted(t *testing.T) {
	next, err := SubmitApplication(Application{}, "")
	wantInvalid(t, next, nothing, err,
		"application.id: is empty; want an identifier",
		"application.agent: is empty; want an identifier",
		"application.assignment: is empty; want an identifier",
		"application.customer: is empty; want an identifier",
		"content: is empty; want what is applied for",
	)
}
