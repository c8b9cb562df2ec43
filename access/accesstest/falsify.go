package accesstest

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// A property returns what keeps it from holding for what it draws, or nil.
type property func(*rapid.T) error

// falsify looks for draws for which the property does not hold. It returns what the
// property said of the smallest ones found and how to draw them again, or nil and
// rapid's account of the search. The name is that of the test.
func falsify(name string, holds property) (account string, err error) {
	var counterexample error
	r := &recorder{name: name}
	rapid.Check(r, func(t *rapid.T) {
		if err := holds(t); err != nil {
			counterexample = err // the last is the smallest
			t.Fatal(err)
		}
	})
	switch {
	case !r.failed:
		return strings.TrimSpace(r.logged.String()), nil
	case counterexample == nil:
		return "", errors.New(r.logged.String()) // nothing could be drawn, or drawing panicked
	case r.reproduce() != "":
		return "", fmt.Errorf("%w\n%s", counterexample, r.reproduce())
	default:
		return "", counterexample
	}
}

// check runs falsify as a subtest.
func check(t *testing.T, name string, holds property) {
	t.Helper()
	t.Run(name, func(t *testing.T) {
		t.Helper()
		account, err := falsify(t.Name(), holds)
		if err != nil {
			t.Fatalf("broken: %s: %v", name, err)
		}
		t.Log(account)
	})
}

// A recorder is a test whose outcome goes nowhere else.
type recorder struct {
	name   string
	logged strings.Builder
	failed bool
}

func (r *recorder) Helper()      {}
func (r *recorder) Name() string { return r.name }
func (r *recorder) Failed() bool { return r.failed }
func (r *recorder) Fail()        { r.failed = true }
func (r *recorder) FailNow()     { r.failed = true }
func (r *recorder) SkipNow()     {}

func (r *recorder) Log(args ...any)                 { fmt.Fprintln(&r.logged, args...) }
func (r *recorder) Logf(format string, args ...any) { fmt.Fprintf(&r.logged, format+"\n", args...) }

func (r *recorder) Skip(args ...any)                  { r.Log(args...) }
func (r *recorder) Skipf(format string, args ...any)  { r.Logf(format, args...) }
func (r *recorder) Error(args ...any)                 { r.Log(args...); r.Fail() }
func (r *recorder) Errorf(format string, args ...any) { r.Logf(format, args...); r.Fail() }
func (r *recorder) Fatal(args ...any)                 { r.Log(args...); r.FailNow() }
func (r *recorder) Fatalf(format string, args ...any) { r.Logf(format, args...); r.FailNow() }

// reproduce returns rapid's advice on how to draw the same again.
func (r *recorder) reproduce() string {
	for line := range strings.Lines(r.logged.String()) {
		if strings.HasPrefix(line, "To reproduce, ") {
			return strings.TrimSpace(line)
		}
	}
	return ""
}
