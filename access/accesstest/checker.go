package accesstest

import (
	"fmt"
	"iter"
	"path/filepath"
	"runtime"
	"strings"

	"lupa.example/access"
)

// A Checker answers questions. Every [access.Authority] is one, and so is an
// [access.Policy].
type Checker interface {
	Check(access.Subject, access.Action, access.Resource) access.Decision
}

// kindsOf returns the kinds that the checker names, and whether it names any: an
// authority does itself, and a policy through its authorities.
func kindsOf(c Checker) (kinds []access.Kind, named bool) {
	switch c := c.(type) {
	case interface{ Kinds() []access.Kind }:
		return c.Kinds(), true
	case interface {
		Authorities() iter.Seq[access.Authority]
	}:
		for a := range c.Authorities() {
			kinds = append(kinds, a.Kinds()...)
		}
		return kinds, true
	default:
		return nil, false
	}
}

// ask returns the decision, or an error if there is none because Check panics.
func ask(c Checker, q access.Question) (d access.Decision, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("asking panics%s: %v\n%v", origin(), p, q)
		}
	}()
	return c.Check(q.Subject, q.Action, q.Resource), nil
}

// origin returns where the present panic came from: the innermost line of code
// that is not the runtime's.
func origin() string {
	pc := make([]uintptr, 64)
	frames := runtime.CallersFrames(pc[:runtime.Callers(3, pc)]) // skips origin and the deferred function
	for {
		frame, more := frames.Next()
		if frame.Line > 0 && !strings.HasPrefix(frame.Function, "runtime.") {
			return fmt.Sprintf(" at %s:%d", filepath.Base(frame.File), frame.Line)
		}
		if !more {
			return ""
		}
	}
}

// same asks two questions that must have one decision; why says what sets the
// second apart.
func same(c Checker, first, second access.Question, why string) error {
	want, err := ask(c, first)
	if err != nil {
		return err
	}
	got, err := ask(c, second)
	if err != nil {
		return err
	}
	if got == want {
		return nil
	}
	return fmt.Errorf("%s, and the decision is another\n%s\n%s:\n%s", why, answered(first, want), why, answered(second, got))
}

// denied asks a question that must be denied; why says on which ground.
func denied(c Checker, q access.Question, why string) error {
	d, err := ask(c, q)
	if err == nil && d.Allowed {
		err = fmt.Errorf("%s is allowed\n%s", why, answered(q, d))
	}
	return err
}
