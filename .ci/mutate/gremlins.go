package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/token"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
)

// gremlinsTool is the mutation tester that flips operators, with its version.
const gremlinsTool = "github.com/go-gremlins/gremlins/cmd/gremlins@v0.6.0"

// A finding is a mutant as gremlins reports it.
type finding struct {
	Type   string `json:"type"`
	Status string `json:"status"`
	Line   int    `json:"line"`
	Column int    `json:"column"`
}

// gremlins tests the mutants that gremlins makes of the package's files.
func (w *workshop) gremlins(pkg string, files []string) ([]*mutant, error) {
	s, err := w.source(pkg)
	if err != nil {
		return nil, err
	}
	out := filepath.Join(filepath.Dir(w.dir), "gremlins.json")
	defer os.Remove(out)
	args := []string{"-c", `ulimit -v 8000000; exec go run "$@"`, "go", gremlinsTool, "unleash", "./" + pkg, "--output", out,
		"--invert-logical", "--invert-loopctrl", "--workers", strconv.Itoa(w.workers), "--timeout-coefficient", "5",
		"--exclude-files", "/"} // the packages below this one
	for _, f := range s.files {
		if !slices.Contains(files, f.name) {
			args = append(args, "--exclude-files", "^"+regexp.QuoteMeta(path.Base(f.name))+"$")
		}
	}
	cmd := exec.Command("bash", args...)
	cmd.Dir = w.dir
	if text, err := cmd.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("gremlins on %s: %w\n%s", pkg, err, text)
	}
	text, err := os.ReadFile(out)
	if os.IsNotExist(err) {
		return nil, nil // nothing to flip
	}
	if err != nil {
		return nil, err
	}
	var result struct {
		Files []struct {
			Name      string    `json:"file_name"`
			Mutations []finding `json:"mutations"`
		} `json:"files"`
	}
	if err := json.Unmarshal(bytes.TrimSpace(text), &result); err != nil {
		return nil, fmt.Errorf("what gremlins reports on %s: %w", pkg, err)
	}
	var mutants []*mutant
	for _, f := range result.Files {
		name := pkg + "/" + path.Base(f.Name)
		if !slices.Contains(files, name) {
			continue
		}
		more, err := s.found(s.file(name), f.Mutations)
		if err != nil {
			return nil, err
		}
		mutants = append(mutants, more...)
	}
	for _, m := range mutants {
		if m.status == survived {
			// gremlins runs the package's own tests only.
			if err := w.try(m); err != nil {
				return nil, err
			}
		}
		w.tell(m)
	}
	return mutants, nil
}

// found returns gremlins' findings on a file as mutants. Those in the condition of a
// case are left out, for gremlins does not test them and this program does.
func (s *source) found(f *file, findings []finding) ([]*mutant, error) {
	m := &maker{source: s, file: f, counts: make(map[string]int)}
	slices.SortFunc(findings, func(a, b finding) int {
		if a.Line != b.Line {
			return a.Line - b.Line
		}
		return a.Column - b.Column
	})
	for _, found := range findings {
		in, n, inCase := s.at(f, found)
		if n == nil {
			return nil, fmt.Errorf("%s:%d:%d: gremlins found %s, and no such operator is there", f.name, found.Line, found.Column, found.Type)
		}
		if inCase && found.Status == "NOT COVERED" {
			continue
		}
		if m.in != in {
			m.in, m.counts = in, make(map[string]int)
		}
		op, ok := found.flipped(operator(n))
		if !ok {
			return nil, fmt.Errorf("%s:%d:%d: gremlins' %s is unknown", f.name, found.Line, found.Column, found.Type)
		}
		m.flip(n, op)
		last := m.mutants[len(m.mutants)-1]
		switch found.Status {
		case "KILLED":
			last.status = killed
		case "TIMED OUT":
			last.status = timedOut
		case "NOT VIABLE":
			last.status = notCompiled
		default:
			last.status = survived
		}
	}
	return m.mutants, nil
}

// at returns the node whose operator stands where the finding is, its function, and
// whether it is in the condition of a case.
func (s *source) at(f *file, found finding) (in string, at ast.Node, inCase bool) {
	here := func(p token.Pos) bool {
		position := s.fset.Position(p)
		return position.Line == found.Line && position.Column == found.Column
	}
	var cases []ast.Expr
	for _, d := range f.syntax.Decls {
		ast.Inspect(d, func(n ast.Node) bool {
			hit := false
			switch n := n.(type) {
			case *ast.CaseClause:
				cases = append(cases, n.List...)
			case *ast.BinaryExpr:
				hit = here(n.OpPos)
			case *ast.UnaryExpr:
				hit = here(n.OpPos)
			case *ast.IncDecStmt:
				hit = here(n.TokPos)
			case *ast.BranchStmt:
				hit = here(n.TokPos)
			}
			if hit {
				at = n
				if fn, ok := d.(*ast.FuncDecl); ok {
					in = functionName(fn)
				}
			}
			return true
		})
	}
	if at != nil {
		inCase = slices.ContainsFunc(cases, func(e ast.Expr) bool { return e.Pos() <= at.Pos() && at.End() <= e.End() })
	}
	return in, at, inCase
}

// flipped returns what gremlins puts in the place of the operator, so that its mutants
// have the names of this program's.
func (f finding) flipped(op token.Token) (token.Token, bool) {
	which := 0
	switch f.Type {
	case "INVERT_NEGATIVES":
		return token.ADD, true
	case "CONDITIONALS_BOUNDARY":
		which = 1
	}
	if which >= len(flips[op]) {
		return 0, false
	}
	return flips[op][which], true
}

func operator(n ast.Node) token.Token {
	switch n := n.(type) {
	case *ast.BinaryExpr:
		return n.Op
	case *ast.UnaryExpr:
		return n.Op
	case *ast.IncDecStmt:
		return n.Tok
	case *ast.BranchStmt:
		return n.Tok
	}
	return token.ILLEGAL
}
