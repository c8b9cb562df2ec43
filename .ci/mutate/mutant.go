package main

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/printer"
	"go/token"
	"strings"
)

// A status is what became of a mutant.
type status string

const (
	killed      status = "killed"
	timedOut    status = "timed out" // which is to be noticed
	survived    status = "survived"
	notCompiled status = "not compiled"
)

// A mutant is one change of one file.
type mutant struct {
	file   string // from the root of the repository
	in     string // the function, "" outside any
	change string // "`a && b` → `a`"; unique within the function
	line   int
	start  int // in bytes; what stands there, up to end, becomes text
	end    int
	text   string
	suites []string // the tests that are to notice, in turn
	body   *ast.BlockStmt
	plain  bool // the body gives no results
	status status
}

// String returns the mutant as .ci/mutants.txt names it.
func (m *mutant) String() string { return fmt.Sprintf("%s:%s: %s", m.file, m.in, m.change) }

// mutated returns the source with the change.
func (m *mutant) mutated(source []byte) []byte {
	return bytes.Join([][]byte{source[:m.start], []byte(m.text), source[m.end:]}, nil)
}

// A maker finds the mutants of one file.
type maker struct {
	*source
	file    *file
	in      string
	fn      *ast.FuncDecl
	counts  map[string]int // of one change in one function
	mutants []*mutant
}

// mutants returns the mutants of the file.
func (s *source) mutants(f *file) []*mutant {
	m := &maker{source: s, file: f}
	for _, d := range f.syntax.Decls {
		m.in, m.fn, m.counts = "", nil, nil
		if fn, ok := d.(*ast.FuncDecl); ok {
			m.in, m.fn = functionName(fn), fn
		}
		ast.Inspect(d, m.visit)
	}
	return m.mutants
}

func functionName(fn *ast.FuncDecl) string {
	if fn.Recv == nil {
		return fn.Name.Name
	}
	t := fn.Recv.List[0].Type
	for {
		switch e := t.(type) {
		case *ast.StarExpr:
			t = e.X
		case *ast.IndexExpr:
			t = e.X
		case *ast.IndexListExpr:
			t = e.X
		default:
			return t.(*ast.Ident).Name + "." + fn.Name.Name
		}
	}
}

// replace adds the mutant in which the node is the text.
func (m *maker) replace(n ast.Node, text string) {
	m.add(n, fmt.Sprintf("`%s` → `%s`", m.show(n), short(text)), text)
}

// remove adds the mutant without the statement or case.
func (m *maker) remove(n ast.Node) { m.add(n, fmt.Sprintf("without `%s`", m.show(n)), "") }

func (m *maker) add(n ast.Node, change, text string) {
	if m.counts == nil {
		m.counts = make(map[string]int)
	}
	m.counts[change]++
	if again := m.counts[change]; again > 1 {
		change = fmt.Sprintf("%s, place %d", change, again)
	}
	start, end := m.fset.Position(n.Pos()), m.fset.Position(n.End())
	next := &mutant{
		file: m.file.name, in: m.in, change: change, line: start.Line,
		start: start.Offset, end: end.Offset, text: text,
	}
	if m.fn != nil {
		next.body, next.plain = m.fn.Body, m.fn.Type.Results == nil
	}
	m.mutants = append(m.mutants, next)
}

// code returns the node as source.
func (m *maker) code(n ast.Node) string {
	start, end := m.fset.Position(n.Pos()).Offset, m.fset.Position(n.End()).Offset
	return string(m.file.text[start:end])
}

func (m *maker) show(n ast.Node) string { return show(m.fset, n) }

// show returns the node on one line; of a block only its beginning.
func show(fset *token.FileSet, n ast.Node) string {
	var b bytes.Buffer
	switch n := n.(type) {
	case *ast.IfStmt:
		fmt.Fprint(&b, "if ")
		if n.Init != nil {
			fmt.Fprint(&b, show(fset, n.Init), "; ")
		}
		fmt.Fprint(&b, show(fset, n.Cond), " {…}")
	case *ast.CaseClause:
		fmt.Fprint(&b, "case ")
		for i, e := range n.List {
			if i > 0 {
				fmt.Fprint(&b, ", ")
			}
			fmt.Fprint(&b, show(fset, e))
		}
		fmt.Fprint(&b, ":")
	default:
		printer.Fprint(&b, fset, n)
	}
	return short(b.String())
}

// short returns the text on one line, cut where it is very long.
func short(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if r := []rune(text); len(r) > 160 {
		text = string(r[:160]) + "…"
	}
	return text
}
