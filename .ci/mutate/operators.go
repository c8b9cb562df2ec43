package main

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// visit adds the mutants that begin at a node.
func (m *maker) visit(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.BinaryExpr:
		if n.Op == token.LAND || n.Op == token.LOR {
			m.replace(n, m.code(n.X))
			m.replace(n, m.code(n.Y))
		}
		for _, op := range flips[n.Op] {
			m.flip(n, op)
		}
	case *ast.UnaryExpr:
		if n.Op == token.SUB {
			m.flip(n, token.ADD)
		}
	case *ast.IfStmt:
		m.negate(n.Cond)
		if n.Else == nil {
			m.remove(n)
		}
	case *ast.ForStmt:
		m.negate(n.Cond)
	case *ast.ReturnStmt:
		for _, e := range n.Results {
			m.negate(e)
		}
	case *ast.SwitchStmt:
		for _, c := range n.Body.List {
			m.caseClause(c.(*ast.CaseClause), n.Tag == nil)
		}
	case *ast.TypeSwitchStmt:
		for _, c := range n.Body.List {
			m.caseClause(c.(*ast.CaseClause), false)
		}
	case *ast.ExprStmt:
		m.remove(n)
	case *ast.IncDecStmt:
		m.remove(n)
		m.flip(n, flips[n.Tok][0])
	case *ast.BranchStmt:
		m.remove(n)
		if n.Label == nil && flips[n.Tok] != nil {
			m.flip(n, flips[n.Tok][0])
		}
	case *ast.AssignStmt:
		if n.Tok != token.DEFINE {
			m.remove(n)
		}
	case *ast.CallExpr:
		m.swap(n)
		m.opposite(n)
	case *ast.Ident:
		if value, ok := m.info.Uses[n].(*types.Const); ok && value.Pkg() == nil {
			switch n.Name {
			case "true":
				m.replace(n, "false")
			case "false":
				m.replace(n, "true")
			}
		}
	}
	return true
}

// negate adds the condition's opposite, unless flipping its operator is that.
func (m *maker) negate(e ast.Expr) {
	if e == nil {
		return
	}
	t, ok := m.info.TypeOf(e).(*types.Basic)
	if !ok || t.Info()&types.IsBoolean == 0 {
		return
	}
	switch e := e.(type) {
	case *ast.BinaryExpr:
	case *ast.Ident:
		if e.Name != "true" && e.Name != "false" {
			m.replace(e, "!"+m.code(e))
		}
	case *ast.UnaryExpr:
		m.replace(e, m.code(e.X))
	default:
		m.replace(e, "!"+m.code(e))
	}
}

// caseClause adds the switch without the case, and, where cases are conditions,
// with their opposites.
func (m *maker) caseClause(c *ast.CaseClause, conditions bool) {
	if len(c.List) > 0 {
		m.remove(c)
	}
	for _, e := range c.List {
		if len(c.List) > 1 {
			m.add(c, "without "+m.show(e)+" in `"+m.show(c)+"`", m.caseBut(c, e))
		}
		if conditions {
			m.negate(e)
		}
	}
}

// caseBut returns the case without one of its expressions.
func (m *maker) caseBut(c *ast.CaseClause, but ast.Expr) string {
	text := "case "
	first := true
	for _, e := range c.List {
		if e == but {
			continue
		}
		if !first {
			text += ", "
		}
		text += m.code(e)
		first = false
	}
	colon := m.fset.Position(c.Colon).Offset
	return text + string(m.file.text[colon:m.fset.Position(c.End()).Offset])
}

// flip puts another operator or keyword in the place of the node's.
func (m *maker) flip(n ast.Node, op token.Token) {
	switch n := n.(type) {
	case *ast.BinaryExpr:
		m.replace(n, m.code(n.X)+" "+op.String()+" "+m.code(n.Y))
	case *ast.UnaryExpr:
		m.replace(n, op.String()+m.code(n.X))
	case *ast.IncDecStmt:
		m.replace(n, m.code(n.X)+op.String())
	case *ast.BranchStmt:
		m.replace(n, op.String())
	}
}

// flips are the operators and keywords that take another's place. Of comparisons the
// first is the opposite, and the second moves the boundary.
var flips = map[token.Token][]token.Token{
	token.EQL:  {token.NEQ},
	token.NEQ:  {token.EQL},
	token.LSS:  {token.GEQ, token.LEQ},
	token.LEQ:  {token.GTR, token.LSS},
	token.GTR:  {token.LEQ, token.GEQ},
	token.GEQ:  {token.LSS, token.GTR},
	token.LAND: {token.LOR},
	token.LOR:  {token.LAND},

	token.ADD: {token.SUB},
	token.SUB: {token.ADD},
	token.MUL: {token.QUO},
	token.QUO: {token.MUL},
	token.REM: {token.MUL},

	token.INC:      {token.DEC},
	token.DEC:      {token.INC},
	token.BREAK:    {token.CONTINUE},
	token.CONTINUE: {token.BREAK},
}

// unordered are functions to which the order of their arguments says nothing, among
// them that which reads an object's members.
var unordered = []string{"min", "max", "grant", "d.Object", "slices.Equal", "maps.Equal", "unicode.In", "filter.AllOf", "filter.AnyOf"}

// swap exchanges neighbouring arguments of one type.
func (m *maker) swap(c *ast.CallExpr) {
	if slices.Contains(unordered, m.code(c.Fun)) {
		return
	}
	for i := 1; i < len(c.Args); i++ {
		a, b := c.Args[i-1], c.Args[i]
		if m.code(a) == m.code(b) || !types.Identical(m.info.TypeOf(a), m.info.TypeOf(b)) {
			continue
		}
		start := m.fset.Position(c.Pos()).Offset
		at := func(p token.Pos) int { return m.fset.Position(p).Offset - start }
		call := m.code(c)
		m.replace(c, call[:at(a.Pos())]+m.code(b)+call[at(a.End()):at(b.Pos())]+m.code(a)+call[at(b.End()):])
	}
}

// opposite makes a decision the other one.
func (m *maker) opposite(c *ast.CallExpr) {
	name := m.code(c.Fun)
	for _, pair := range [][2]string{{"access.Allow", "access.Deny"}, {"access.Deny", "access.Allow"}, {"Deny", "Allow"}} {
		if name == pair[0] {
			m.replace(c.Fun, pair[1])
		}
	}
}
