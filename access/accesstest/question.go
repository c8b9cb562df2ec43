package accesstest

import (
	"fmt"
	"strings"

	"lupa.example/access"
)

// Describe returns the question for people, one line for each part. Texts are quoted in
// ASCII, so that letters which only look alike are told apart.
func Describe(q access.Question) string { return text(q, printer{}) }

func text(q access.Question, p printer) string {
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
		line("kind", fmt.Sprintf("%+q", string(q.Resource.Kind())))
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
func answered(q access.Question, d access.Decision) string {
	return fmt.Sprintf("%s\n  decision  %v", Describe(q), d)
}

// withFacts returns the question with other facts.
func withFacts(q access.Question, facts ...access.Fact) access.Question {
	q.Subject.Facts = facts
	return q
}

// again returns an equal question that is made of other rows and facts.
func again(q access.Question) access.Question { return copied(q, unchanged) }

// nobody returns the question as the empty user would ask it. Wherever the user's
// name stands, in rows and facts, there is none any more.
func nobody(q access.Question) access.Question {
	return copied(q, func(s string) string {
		if s == q.Subject.User {
			return ""
		}
		return s
	})
}

// kindOf returns the resource's kind, "" where there is no resource.
func kindOf(q access.Question) access.Kind {
	if isNil(q.Resource) {
		return ""
	}
	return q.Resource.Kind()
}
