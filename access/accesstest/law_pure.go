package accesstest

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"pgregory.net/rapid"

	"lupa.example/access"
)

// several draws a few questions, so that one may leave a trace for the next.
func several(t *rapid.T, questions *rapid.Generator[access.Question]) []access.Question {
	return rapid.SliceOfN(questions, 1, 6).Draw(t, "questions")
}

func sameDecision(t *rapid.T, c Checker, questions *rapid.Generator[access.Question]) error {
	asked := several(t, questions)
	first := make([]access.Decision, len(asked))
	for i, q := range asked {
		var err error
		if first[i], err = ask(c, q); err != nil {
			return err
		}
		if err := same(c, q, q, "asked again at once"); err != nil {
			return err
		}
		if err := same(c, q, again(q), "made of equal rows and facts"); err != nil {
			return err
		}
	}
	for i, q := range asked {
		d, err := ask(c, q)
		if err != nil {
			return err
		}
		if d != first[i] {
			return fmt.Errorf("asked again after other questions, the decision is another: it was %v\n%s", first[i], answered(q, d))
		}
	}
	return nil
}

// The question is asked with room after its last fact, where nothing may be written
// either.
func inputsUnchanged(t *rapid.T, c Checker, questions *rapid.Generator[access.Question]) error {
	q := again(questions.Draw(t, "question"))
	n := len(q.Subject.Facts)
	beyond := append(slices.Clone(q.Subject.Facts), &foreignFact{foreignName}, &foreignFact{foreignName})
	q.Subject.Facts = beyond[:n]
	everything := func() string {
		return text(withFacts(q, beyond...), printer{raw: true})
	}
	shown, before := Describe(q), everything()
	d, err := ask(c, q)
	if err != nil {
		return err
	}
	if after := everything(); after != before {
		return fmt.Errorf("asking changes what is asked\n%s\n  decision  %v\nof which before and after are\n%s",
			shown, d, difference(before, after))
	}
	return nil
}

// difference returns the lines that are not the same in the two texts, which have
// equally many.
func difference(before, after string) string {
	was, is := strings.Split(before, "\n"), strings.Split(after, "\n")
	var lines []string
	for i := range was {
		if was[i] != is[i] {
			lines = append(lines, "-"+was[i][1:], "+"+is[i][1:])
		}
	}
	return strings.Join(lines, "\n")
}

// The second question is asked twice: made of the very rows and facts of the first,
// overwritten, and made of its own.
func inputsNotKept(t *rapid.T, c Checker, questions *rapid.Generator[access.Question]) error {
	first, second := questions.Draw(t, "first"), questions.Draw(t, "second")
	reused := again(first)
	facts := slices.Grow(reused.Subject.Facts, len(second.Subject.Facts))
	reused.Subject.Facts = facts
	shown := Describe(reused)
	if _, err := ask(c, reused); err != nil {
		return err
	}

	rows := slices.Clone(facts)
	resource := reused.Resource
	reused = second
	if overwrite(resource, second.Resource) {
		reused.Resource = resource
	}
	facts = facts[:0]
	for _, f := range second.Subject.Facts {
		i := slices.IndexFunc(rows, func(old access.Fact) bool { return overwrite(old, f) })
		if i >= 0 {
			f = rows[i]
			rows[i] = nil
		}
		facts = append(facts, f)
	}
	reused.Subject.Facts = facts
	if err := same(c, second, reused, "made of the rows and facts of an earlier question, overwritten"); err != nil {
		return fmt.Errorf("%w\nthe earlier question was\n%s", err, shown)
	}
	return nil
}

// goroutines is how many ask at once.
const goroutines = 4

func concurrentUse(t *rapid.T, c Checker, questions *rapid.Generator[access.Question]) error {
	asked := several(t, questions)
	want := make([]access.Decision, len(asked))
	for i, q := range asked {
		var err error
		if want[i], err = ask(c, q); err != nil {
			return err
		}
	}
	errs := make([]error, goroutines)
	start := make(chan struct{})
	var all sync.WaitGroup
	for g := range goroutines {
		all.Go(func() {
			<-start
			for n := range 4 * len(asked) {
				i := (n + g) % len(asked)
				d, err := ask(c, asked[i])
				if err == nil && d != want[i] {
					err = fmt.Errorf("asked by several goroutines, the decision is another: it was %v\n%s", want[i], answered(asked[i], d))
				}
				if err != nil {
					errs[g] = err
					return
				}
			}
		})
	}
	close(start)
	all.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
