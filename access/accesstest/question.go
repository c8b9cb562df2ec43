package accesstest

import (
	"fmt"
	"strings"

	"lupa.example/access"
)

// A Question is what a [Checker] is asked: whether the subject may take the action
// on the resource.
type Question struct {
	Subject  access.Subject
	Action   access.Action
	Resource access.Resource
}

// String returns the question for people, one line for each part. Texts are quoted
// in ASCII, so that letters which only look alike are told apart.
func (q Question) String() string { return q.text(printer{}) }

// GoString returns what String does: Go syntax would show addresses.
func (q Question) GoString() string { return q.String() }

func (q Question) text(p printer) string {
	var b strings.Builder
	line := func(label, text string) { fmt.Fprintf(&b, "  %-9s %s\n", label, text) }
	line("user", fmt.Sprintf("%+q, sign-in %s", q.Subject.User, signIn(q.Subject.SignIn)))
	for _, f := range q.Subject.Facts {
		line("fact", p.print(f))
	}
	if len(q.Subject.Facts) == 0 {
		line("facts", "none")
	}
	line("action", fmt.Sprintf("%+q", string(q.Action)))
	line("resource", p.print(q.Resource))
	if !isNil(q.Resource) {
		line("kind, id", fmt.Sprintf("%+q %+q", string(q.Resource.Kind()), q.Resource.ID()))
	}
	return strings.TrimSuffix(b.String(), "\n")
}

func signIn(s access.SignIn) string {
	switch s {
	case access.SignInUnknown, access.SignedIn, access.SignedOut:
		return s.String()
	default:
		return fmt.Sprintf("SignIn(%d)", s)
	}
}

// answered returns the question with its decision.
func (q Question) answered(d access.Decision) string {
	return fmt.Sprintf("%v\n  decision  %v", q, d)
}

// facts returns the question with other facts.
func (q Question) facts(facts ...access.Fact) Question {
	q.Subject.Facts = facts
	return q
}

// again returns an equal question that is made of other rows and facts.
func (q Question) again() Question { return copied(q, unchanged) }

// nobody returns the question as the empty user would ask it. Wherever the user's
// name stands, in rows and facts, there is none any more.
func (q Question) nobody() Question {
	return copied(q, func(s string) string {
		if s == q.Subject.User {
			return ""
		}
		return s
	})
}

// kind returns the resource's kind, "" where there is no resource.
func (q Question) kind() access.Kind {
	if isNil(q.Resource) {
		return ""
	}
	return q.Resource.Kind()
}
