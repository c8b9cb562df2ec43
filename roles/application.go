package roles

import (
	"lupa.example/access"
	"lupa.example/access/digest"
	"lupa.example/access/invalid"
	"lupa.example/access/report"
)

// An Application is a customer's application to join an agent's service. It is
// valid only when an approver at the agent has approved it.
type Application struct {
	ID         string // identifies the application, for audit
	Agent      string // the organisation whose service is applied for
	Assignment string // the agent assignment under which it is handled
	Customer   string // the organisation that applies, for audit
}

// Kind returns [KindApplication].
func (*Application) Kind() access.Kind { return KindApplication }

// A SubmittedApplication is an application that exists: what was applied for, and who
// at the agent approved it. It is plain, comparable data for the caller to store;
// [SubmitApplication] and [Catalog.ApproveApplication] make it. The zero value is no
// application and not valid.
type SubmittedApplication struct {
	Application Application
	Content     digest.Digest // of the application's fields and what was applied for
	Approval    Approval      // zero until an approver at the agent has approved
}

// Valid reports whether an approver at the agent has approved exactly this: the
// application with all its fields and the content, which the caller gives as it stands
// now.
func (a SubmittedApplication) Valid(content string) bool {
	return a.submits(content) && a.Approval.holds(a.Content)
}

// submits reports whether the content is what was applied for.
func (a SubmittedApplication) submits(content string) bool {
	p := a.Application
	complete := p.ID != "" && p.Agent != "" && p.Assignment != "" && p.Customer != "" && content != ""
	return complete && a.Content == p.digest(content)
}

func (a Application) digest(content string) digest.Digest {
	return digest.Of("roles.application", a.ID, a.Agent, a.Assignment, a.Customer, content)
}

// SubmitApplication returns an application of the content, which is in the caller's
// own form: any text that is the same when the application is the same. Nobody's right
// is asked; whoever wants to join an agent's service may apply. It is an error if the
// application lacks a field or has no content. An application that changes is submitted
// anew and needs a new approval.
func SubmitApplication(a Application, content string) (SubmittedApplication, error) {
	bad := invalid.In("roles")
	for _, field := range []struct{ path, value string }{
		{"application.id", a.ID},
		{"application.agent", a.Agent},
		{"application.assignment", a.Assignment},
		{"application.customer", a.Customer},
	} {
		if problem := invalid.Identifier(field.value); problem != "" {
			bad.Add(field.path, "%s", problem)
		}
	}
	if content == "" {
		bad.Add("content", "is empty; want what is applied for")
	}
	if err := bad.Err(); err != nil {
		return SubmittedApplication{}, err
	}
	return SubmittedApplication{Application: a, Content: a.digest(content)}, nil
}

// ApproveApplication makes an application valid: the actor's approval stands on it,
// bound to the application and the content that the actor was shown. The agent's
// approvers approve; neither the customer's do nor, as such, the agent's officer who
// handles it.
//
// The actor needs [ActionApprove] on the application; otherwise the error is
// [access.ErrDenied]. It is an error if the actor is no identifier, if the content is
// another than what was submitted, or if an approval stands on the application already.
// The one item is the approval, which the customer gains.
func (c *Catalog) ApproveApplication(actor access.Subject, submitted SubmittedApplication, content string) (SubmittedApplication, report.Report, error) {
	a := submitted.Application
	r := report.New("roles.approve-application", actor.User,
		report.Gains(organisationThing(a.Customer), approvalThing, a.thing()))
	d := c.Check(actor, ActionApprove, &a)
	if !d.Allowed {
		r, err := r.Refuse(d)
		return SubmittedApplication{}, r, err
	}
	bad := invalid.In("roles")
	if !submitted.submits(content) {
		bad.Add("content", "is not what was submitted as application %s; want it submitted anew, or its content as it was", invalid.Quote(a.ID))
	}
	if problem := invalid.Identifier(actor.User); problem != "" {
		bad.Add("actor.user", "%s", problem)
	}
	if !submitted.Approval.IsZero() {
		bad.Add("submitted.approval", "stands already, by %s; want an application without one", invalid.Quote(submitted.Approval.By))
	}
	if err := bad.Err(); err != nil {
		return SubmittedApplication{}, report.Report{}, err
	}
	submitted.Approval = approvalOf(submitted.Content, actor.User)
	return submitted, r.Decided(d), nil
}
