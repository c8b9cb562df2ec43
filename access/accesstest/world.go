package accesstest

import (
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lupa.example/access"
	"lupa.example/access/invalid"
)

// A World is a few people and rows, of which every question can be asked: each subject,
// about each resource, for each of the actions.
type World struct {
	Subjects  []access.Subject
	Resources []access.Resource
	Actions   []access.Action // asked of every kind; nil: those that the kind's authority describes
}

// Questions yields every question of the world, by subject, then resource, then action.
// A resource that is nil, or of which no action is known, has no questions.
func (w World) Questions(p *access.Policy) iter.Seq[access.Question] {
	return func(yield func(access.Question) bool) {
		for _, s := range w.Subjects {
			for _, r := range w.Resources {
				for _, a := range w.actions(p, r) {
					if !yield(access.Question{Subject: s, Action: a, Resource: r}) {
						return
					}
				}
			}
		}
	}
}

func (w World) actions(p *access.Policy, r access.Resource) []access.Action {
	switch {
	case isNil(r):
		return nil
	case w.Actions != nil:
		return w.Actions
	default:
		return p.Actions(r.Kind())
	}
}

// mute returns an error if there are resources about which nothing is asked, or actions
// that none of them has: whatever holds of all questions would hold of them.
func (w World) mute(p *access.Policy) error {
	if len(w.Subjects) == 0 || len(w.Resources) == 0 {
		return fmt.Errorf("the world has %d subjects and %d resources, so there is no question; want one or more of both", len(w.Subjects), len(w.Resources))
	}
	var known []access.Action
	described := true
	for i, r := range w.Resources {
		if len(w.actions(p, r)) == 0 {
			return fmt.Errorf("nothing is asked about resource %d, %s: it is nil, or the world has no actions and its kind's authority describes none", i, printer{}.print(r))
		}
		of := p.Actions(r.Kind())
		described = described && len(of) > 0
		known = append(known, of...)
	}
	for i, a := range w.Actions {
		if described && !slices.Contains(known, a) {
			return fmt.Errorf("action %d of the world, %q, is none on any of its resources; %s", i, a, invalid.OneOf(known))
		}
	}
	return nil
}

// Exhaust states one of your own rules and asks every question of a small world: the
// rule has to hold for each question and its decision. It is said in words, which name
// the subtest. With -v it shows how many questions there were and how many were allowed;
// what it shows is true of this world, and of no other.
//
//	accesstest.Exhaust(t, policy, world, "only the author signs",
//		func(q access.Question, d access.Decision) bool { return !d.Allowed || q.Action != "sign" || byAuthor(q) })
//
// The first question that breaks the rule is printed. A world without questions, one in
// which nothing is allowed, and an action that none of its resources has, are errors.
func Exhaust(t *testing.T, c Checker, w World, rule string, holds func(access.Question, access.Decision) bool) {
	t.Helper()
	t.Run(rule, func(t *testing.T) {
		t.Helper()
		count, err := exhaust(c, w, rule, holds)
		if err != nil {
			t.Fatal(err)
		}
		t.Log(count)
	})
}

func exhaust(c Checker, w World, rule string, holds func(access.Question, access.Decision) bool) (count string, err error) {
	if err := stated(rule, holds != nil); err != nil {
		return "", err
	}
	policy, err := policyOf(c)
	if err != nil {
		return "", err
	}
	if err := w.mute(policy); err != nil {
		return "", err
	}
	asked, allowed := 0, 0
	for q := range w.Questions(policy) {
		d, err := ask(policy, q)
		if err != nil {
			return "", err
		}
		if !holds(q, d) {
			return "", fmt.Errorf("broken: %s\n%s", rule, answered(q, d))
		}
		asked++
		if d.Allowed {
			allowed++
		}
	}
	if allowed == 0 {
		return "", errors.New("nothing is allowed in this world, which says little of any rule; give somebody a right")
	}
	return fmt.Sprintf("exhaustive within this world: %d questions, %d allowed", asked, allowed), nil
}

// Matrix keeps who has what in a small world under review, as text in a file such as
// testdata/matrix.txt: for each subject, with its facts, the actions that are allowed on
// each resource. So a change of policy is a change that can be read. It fails the test
// unless the file says what the policy does; where the environment variable LUPA_UPDATE
// is not empty it writes the file instead, as at first. The file is relative to the
// package's directory.
func Matrix(t testing.TB, c Checker, w World, file string) {
	t.Helper()
	if err := keepMatrix(c, w, file); err != nil {
		t.Error(err)
	}
}

func keepMatrix(c Checker, w World, file string) error {
	if file == "" {
		return errors.New("the matrix has no file; want one such as testdata/matrix.txt")
	}
	policy, err := policyOf(c)
	if err != nil {
		return err
	}
	if err := w.mute(policy); err != nil {
		return err
	}
	got := matrix(policy, w)
	if os.Getenv(envUpdate) != "" {
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			return err
		}
		return os.WriteFile(file, []byte(got), 0o666)
	}
	want, err := os.ReadFile(file)
	if os.IsNotExist(err) {
		return fmt.Errorf("there is no %s in the package's directory yet. Write it with %s=1 go test, read it, and keep it under review. It would be\n%s", file, envUpdate, got)
	}
	if err != nil {
		return err
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
		return fmt.Errorf("who has what has changed (-before +now). If that is meant, renew %s with %s=1.\n%s", file, envUpdate, diff)
	}
	return nil
}

func matrix(p *access.Policy, w World) string {
	var b strings.Builder
	b.WriteString("# Who has what. Renew it with: " + envUpdate + "=1 go test\n")
	for _, s := range w.Subjects {
		fmt.Fprintf(&b, "\nuser %+q, sign-in %s\n", s.User, signIn(s.SignIn))
		for _, f := range s.Facts {
			fmt.Fprintf(&b, "  fact %s\n", printer{}.print(f))
		}
		for _, r := range w.Resources {
			var allowed []string
			for _, a := range w.actions(p, r) {
				if p.Check(s, a, r).Allowed {
					allowed = append(allowed, fmt.Sprintf("%q", a))
				}
			}
			if len(allowed) > 0 {
				fmt.Fprintf(&b, "    %s: %s\n", printer{}.print(r), strings.Join(allowed, ", "))
			}
		}
	}
	return b.String()
}
