package accesstest

import (
	"errors"
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"lupa.example/access"
)

// Never states one of your own rules and checks it: no question that it is about
// is allowed. The rule is said in words, which name the subtest and head the
// counterexample. Rules that only some may do something are stated by who may not:
//
//	accesstest.Never(t, policy, questions, "only the author signs",
//		func(q access.Question) bool { return q.Action == "sign" && !byAuthor(q) })
//
// It is an error if no question drawn is one that the rule is about.
func Never(t *testing.T, c Checker, questions *rapid.Generator[access.Question], rule string, about func(access.Question) bool) {
	t.Helper()
	keep(t, c, questions, houseRule{rule, false, about})
}

// Always is the counterpart of [Never]: every question that the rule is about is
// allowed.
func Always(t *testing.T, c Checker, questions *rapid.Generator[access.Question], rule string, about func(access.Question) bool) {
	t.Helper()
	keep(t, c, questions, houseRule{rule, true, about})
}

// Allocs states that asking allocates nothing, whatever is asked. It must not run in
// parallel with other tests.
func Allocs(t *testing.T, c Checker, questions *rapid.Generator[access.Question]) {
	t.Helper()
	check(t, "asking allocates nothing", noAllocs.of(c, questions))
}

var noAllocs = law{"no allocations", func(t *rapid.T, c Checker, questions *rapid.Generator[access.Question]) error {
	q := questions.Draw(t, "question")
	d, err := ask(c, q)
	if err != nil {
		return err
	}
	if n := testing.AllocsPerRun(10, func() { c.Check(q.Subject, q.Action, q.Resource) }); n > 0 {
		return fmt.Errorf("%v allocations\n%s", n, answered(q, d))
	}
	return nil
}}

// A houseRule says how the questions that it is about are decided.
type houseRule struct {
	text    string
	allowed bool
	about   func(access.Question) bool
}

func keep(t *testing.T, c Checker, questions *rapid.Generator[access.Question], rule houseRule) {
	t.Helper()
	t.Run(rule.text, func(t *testing.T) {
		t.Helper()
		if err := rule.check(t.Name(), c, questions); err != nil {
			t.Fatal(err)
		}
	})
}

// stated returns what a rule lacks that is to be checked, nil if nothing.
func stated(rule string, hasFunction bool) error {
	switch {
	case rule == "":
		return errors.New(`the rule is not said in words; want a sentence, such as "only the author signs"`)
	case !hasFunction:
		return fmt.Errorf("not tested: %s\nthe rule's function is nil; want one that tells the questions", rule)
	default:
		return nil
	}
}

// check returns the smallest question found that breaks the rule, or that there is
// none to which the rule applies.
func (r houseRule) check(name string, c Checker, questions *rapid.Generator[access.Question]) error {
	if err := stated(r.text, r.about != nil); err != nil {
		return err
	}
	if questions == nil {
		return fmt.Errorf("not tested: %s\nthe generator of questions is nil", r.text)
	}
	seen := 0
	keeps := func(q access.Question) error {
		if !r.about(q) {
			return nil
		}
		seen++
		d, err := ask(c, q)
		switch {
		case err != nil:
		case d.Reason == access.ReasonNoPolicy:
			err = fmt.Errorf("there is no policy that could break this; was it built?\n%s", answered(q, d))
		case d.Allowed != r.allowed:
			err = errors.New(answered(q, d))
		}
		return err
	}
	_, err := falsify(name, func(t *rapid.T) error {
		for _, q := range rapid.SliceOfN(questions, 1, 10).Draw(t, "questions") {
			if err := keeps(q); err != nil {
				return err
			}
		}
		return nil
	})
	if seen == 0 && err == nil {
		err = sample(questions, keeps)
	}
	if err != nil {
		return fmt.Errorf("broken: %s\n%w", r.text, err)
	}
	if seen == 0 {
		return fmt.Errorf("not tested: %s\nnone of the questions drawn is one that this is about; let the generator draw some", r.text)
	}
	return nil
}

// sample looks through many more questions, for rules that are about few.
func sample(questions *rapid.Generator[access.Question], keeps func(access.Question) error) error {
	for seed := range 10 * samples {
		if err := keeps(questions.Example(seed)); err != nil {
			return err
		}
	}
	return nil
}
