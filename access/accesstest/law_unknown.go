package accesstest

import (
	"fmt"
	"slices"

	"pgregory.net/rapid"

	"lupa.example/access"
)

func kinds(t *rapid.T, c Checker, questions *rapid.Generator[access.Question]) error {
	named, ok := kindsOf(c)
	if !ok {
		return nil
	}
	if len(named) == 0 {
		return fmt.Errorf("no kind is named; want at least one")
	}
	for i, k := range named {
		if k == "" {
			return fmt.Errorf("kind %d is empty: %q", i, named)
		}
		if slices.Contains(named[:i], k) {
			return fmt.Errorf("kind %q is named twice: %q", k, named)
		}
	}
	q := questions.Draw(t, "question")
	if !slices.Contains(named, kindOf(q)) {
		if err := denied(c, q, fmt.Sprintf("a kind that is not among those named, %q,", named)); err != nil {
			return err
		}
	} else if _, err := ask(c, q); err != nil {
		return err
	}
	if again, _ := kindsOf(c); !slices.Equal(named, again) {
		return fmt.Errorf("the kinds named change from %q to %q", named, again)
	}
	return nil
}

func emptyUser(t *rapid.T, c Checker, questions *rapid.Generator[access.Question]) error {
	q := questions.Draw(t, "question")
	if err := denied(c, nobody(q), "an empty user where rows name none either"); err != nil {
		return err
	}
	q.Subject.User = ""
	return denied(c, q, "an empty user")
}

func noResource(t *rapid.T, c Checker, questions *rapid.Generator[access.Question]) error {
	q := questions.Draw(t, "question")
	rows := []access.Resource{nil, (*foreignResource)(nil)}
	if none, ok := typedNil(q.Resource); ok {
		rows = append(rows, none)
	}
	for _, r := range rows {
		q.Resource = r
		if err := denied(c, q, "a nil resource"); err != nil {
			return err
		}
	}
	return nil
}

// An authority may decide by nothing but a resource's kind, and then its type
// makes no difference. What it must not do is find another decision for a resource
// of which it can read nothing else.
func unknownResource(t *rapid.T, c Checker, questions *rapid.Generator[access.Question]) error {
	q := questions.Draw(t, "question")
	impostor := &foreignResource{kindOf(q)}
	want, err := ask(c, q)
	if err != nil {
		return err
	}
	for _, kind := range []access.Kind{foreignKind, ""} {
		q.Resource = &foreignResource{kind}
		if err := denied(c, q, "a resource of an unknown kind"); err != nil {
			return err
		}
	}
	q.Resource = impostor
	got, err := ask(c, q)
	if err == nil && got.Allowed && got != want {
		err = fmt.Errorf("a resource of an unknown type is taken for another by its kind\n%s", answered(q, got))
	}
	return err
}

func unknownAction(t *rapid.T, c Checker, questions *rapid.Generator[access.Question]) error {
	q := questions.Draw(t, "question")
	for _, a := range []access.Action{"", foreignAction} {
		q.Action = a
		if err := denied(c, q, "an unknown action"); err != nil {
			return err
		}
	}
	return nil
}

func unknownSignIn(t *rapid.T, c Checker, questions *rapid.Generator[access.Question]) error {
	q := questions.Draw(t, "question")
	q.Subject.SignIn = access.SignInUnknown
	odd := q
	odd.Subject.SignIn = foreignSignIn
	if err := same(c, q, odd, "the sign-in is no constant"); err != nil {
		return err
	}
	unknown, err := ask(c, q)
	if err != nil {
		return err
	}
	for _, known := range []access.SignIn{access.SignedIn, access.SignedOut} {
		q.Subject.SignIn = known
		d, err := ask(c, q)
		if err != nil {
			return err
		}
		if unknown.Allowed && !d.Allowed {
			return fmt.Errorf("allowed only while the sign-in is unknown (%v)\n%s", unknown, answered(q, d))
		}
	}
	return nil
}

// kernelReasons are the reasons that every authority may give. All of them deny.
var kernelReasons = []access.Reason{
	access.ReasonNoPolicy, access.ReasonNoUser, access.ReasonNoResource, access.ReasonUnknownKind,
	access.ReasonUnknownAction, access.ReasonIncomplete, access.ReasonNoFact, access.ReasonAmbiguousFact,
}

func reasons(t *rapid.T, c Checker, questions *rapid.Generator[access.Question]) error {
	q := questions.Draw(t, "question")
	bare, nobody, nothing, odd := withFacts(q), q, q, q
	nobody.Subject = access.Subject{}
	nothing.Resource = nil
	odd.Action = foreignAction
	for _, q := range []access.Question{q, bare, nobody, nothing, odd} {
		d, err := ask(c, q)
		switch {
		case err != nil:
			return err
		case d == access.Decision{}:
			return fmt.Errorf("the decision is the zero value\n%s", answered(q, d))
		case d.Reason == "":
			return fmt.Errorf("the decision has no reason\n%s", answered(q, d))
		case d.Allowed && slices.Contains(kernelReasons, d.Reason):
			return fmt.Errorf("allowed with a reason that denies\n%s", answered(q, d))
		case d.Allowed != (d.Err() == nil):
			return fmt.Errorf("the decision's Err is %v\n%s", d.Err(), answered(q, d))
		}
	}
	return nil
}
