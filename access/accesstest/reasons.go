package accesstest

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"lupa.example/access"
)

// Reasons fails the test unless the package that it runs in documents its reasons as
// the authority explains them. The package comment has a line for each constant of the
// type access.Reason, of the form
//
//	area/reason  denied: what it means
//
// and the words after "allowed:" or "denied:" are those of [access.Describer.Explain].
// So what is documented and what people are told are one thing.
func Reasons(t *testing.T, d access.Describer) {
	t.Helper()
	documented, declared, err := reasonsIn(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, problem := range unexplained(d, documented, declared) {
		t.Error(problem)
	}
}

// unexplained returns what does not fit together.
func unexplained(d access.Describer, documented map[access.Reason]string, declared []access.Reason) []string {
	var problems []string
	if len(declared) == 0 {
		problems = append(problems, "the package declares no reason")
	}
	for _, r := range declared {
		switch words, found := documented[r]; {
		case !found:
			problems = append(problems, fmt.Sprintf("%s stands in no line of the package documentation", r))
		case d.Explain(r) != words:
			problems = append(problems, fmt.Sprintf("%s is documented as %q and explained as %q", r, words, d.Explain(r)))
		}
		delete(documented, r)
	}
	for r := range documented {
		problems = append(problems, fmt.Sprintf("%s is documented and no constant", r))
	}
	if foreign := d.Explain(foreignReason); foreign != "" {
		problems = append(problems, fmt.Sprintf("a reason of others is explained as %q", foreign))
	}
	slices.Sort(problems)
	return problems
}

// reasonLine is a reason in a package comment, with its meaning.
var reasonLine = regexp.MustCompile(`(?m)^\t([a-z-]+/[a-z-]+) +(?:(?:allowed|denied): )?(.+)$`)

// reasonsIn returns the reasons that the package in the directory documents, with their
// meanings, and those that it declares.
func reasonsIn(dir string) (documented map[access.Reason]string, declared []access.Reason, err error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		return nil, nil, err
	}
	documented = make(map[access.Reason]string)
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments)
		if err != nil {
			return nil, nil, err
		}
		for _, line := range reasonLine.FindAllStringSubmatch(file.Doc.Text(), -1) {
			documented[access.Reason(line[1])] = line[2]
		}
		declared = append(declared, reasonConstants(file)...)
	}
	return documented, declared, nil
}

// reasonConstants returns the values of the file's constants of the type access.Reason.
func reasonConstants(file *ast.File) []access.Reason {
	var reasons []access.Reason
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || !isReason(spec.Type) {
			return true
		}
		for _, value := range spec.Values {
			if literal, ok := value.(*ast.BasicLit); ok {
				if text, err := strconv.Unquote(literal.Value); err == nil {
					reasons = append(reasons, access.Reason(text))
				}
			}
		}
		return true
	})
	return reasons
}

// isReason reports whether a type is written access.Reason.
func isReason(t ast.Expr) bool {
	selector, ok := t.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	pkg, ok := selector.X.(*ast.Ident)
	return ok && pkg.Name == "access" && selector.Sel.Name == "Reason"
}
