package oracle_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"lupa.example/access"
)

// A tally counts what was compared.
type tally struct {
	questions map[verdictOn]int // by kind and action, and by what was decided
	reasons   map[reasonFor]int
	requests  map[string]int // questions that were asked as requests too
	lines     map[string]int // requests with something wrong, perhaps
}

type verdictOn struct {
	kind, action string
	allowed      bool
}

type reasonFor struct {
	reason  access.Reason
	allowed bool
}

func newTally() *tally {
	return &tally{map[verdictOn]int{}, map[reasonFor]int{}, map[string]int{}, map[string]int{}}
}

func (t *tally) count(q *question, policy, own access.Decision) {
	t.questions[verdictOn{q.kind(), q.Action, policy.Allowed}]++
	t.reasons[reasonFor{policy.Reason, policy.Allowed}]++
	if own != policy {
		t.reasons[reasonFor{own.Reason, own.Allowed}]++
	}
}

func (t *tally) add(other *tally) {
	addTo(t.questions, other.questions)
	addTo(t.reasons, other.reasons)
	addTo(t.requests, other.requests)
	addTo(t.lines, other.lines)
}

func addTo[K comparable](sum, more map[K]int) {
	for k, n := range more {
		sum[k] += n
	}
}

func sumOf[K comparable](m map[K]int) int {
	sum := 0
	for _, n := range m {
		sum += n
	}
	return sum
}

// total is the number of comparisons; a question that was asked as a request too
// counts once.
func (t *tally) total() int { return sumOf(t.questions) + sumOf(t.lines) }

// String says how much of what there was.
func (t *tally) String() string {
	allowed := 0
	for v, n := range t.questions {
		if v.allowed {
			allowed += n
		}
	}
	var b strings.Builder
	fmt.Fprintf(&b, "questions: %d, of which allowed %d\n", sumOf(t.questions), allowed)
	fmt.Fprintf(&b, "asked as requests too: %v\nhostile and malformed lines: %v\nreasons:", t.requests, t.lines)
	byReason := map[access.Reason]int{}
	for r, n := range t.reasons {
		byReason[r.reason] += n
	}
	for _, r := range sortedKeys(byReason) {
		fmt.Fprintf(&b, "\n%9d %s", byReason[r], r)
	}
	return b.String()
}

// expectEverything fails if there is a reason that no decision gave, or an action that
// was never allowed or never denied: then the worlds are too poor to compare with.
func (t *tally) expectEverything(test *testing.T) {
	test.Helper()
	declared := declaredReasons(test)
	for _, name := range reasonsOfActs {
		if _, found := declared[name]; !found {
			test.Errorf("%s is no reason", name)
		}
		delete(declared, name)
	}
	for name, reason := range declared {
		allow, deny := t.reasons[reasonFor{reason, true}], t.reasons[reasonFor{reason, false}]
		if allow+deny == 0 {
			test.Errorf("%s (%s) never occurred", name, reason)
		}
		if allow > 0 && deny > 0 {
			test.Errorf("%s (%s) allowed %d times and denied %d times", name, reason, allow, deny)
		}
		delete(t.reasons, reasonFor{reason, true})
		delete(t.reasons, reasonFor{reason, false})
	}
	for r, n := range t.reasons {
		test.Errorf("the reason %q, given %d times, is none of the constants", r.reason, n)
	}
	for kind, actions := range actionsOf {
		for _, action := range actions {
			if t.questions[verdictOn{kind, action, true}] == 0 || t.questions[verdictOn{kind, action, false}] == 0 {
				test.Errorf("%s %s: never allowed, or never denied", kind, action)
			}
		}
	}
	for _, answer := range []string{"allowed", "denied", refused} {
		if t.requests[answer] == 0 || t.lines[answer] == 0 {
			test.Errorf("no request was %s", answer)
		}
	}
}

// reasonsOfActs are those that acts give and Check does not.
var reasonsOfActs = []string{"roles.ReasonNotAssignable"}

// declaredReasons returns the constants of the kernel's and the areas' reason.go by
// name, as they stand in the source, so that a new one cannot be forgotten here.
func declaredReasons(t *testing.T) map[string]access.Reason {
	t.Helper()
	reasons := map[string]access.Reason{}
	for _, dir := range append([]string{"access"}, areaNames...) {
		file, err := parser.ParseFile(token.NewFileSet(), filepath.Join("..", "..", "..", dir, "reason.go"), nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		found := 0
		ast.Inspect(file, func(n ast.Node) bool {
			spec, ok := n.(*ast.ValueSpec)
			if !ok {
				decl, ok := n.(*ast.GenDecl)
				return !ok || decl.Tok == token.CONST
			}
			for i, name := range spec.Names {
				value, err := strconv.Unquote(spec.Values[i].(*ast.BasicLit).Value)
				if err != nil {
					t.Fatal(err)
				}
				reasons[dir+"."+name.Name] = access.Reason(value)
				found++
			}
			return false
		})
		if found == 0 {
			t.Errorf("%s/reason.go declares no reason", dir)
		}
	}
	return reasons
}
