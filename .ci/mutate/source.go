package main

import (
	"errors"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"strings"
)

// A source is one package of the copy, parsed and checked.
type source struct {
	fset  *token.FileSet
	files []*file
	info  *types.Info
	path  string
	pkg   *types.Package // as it is
	using types.Importer
}

type file struct {
	name   string // from the root of the repository
	text   []byte
	syntax *ast.File
}

// module is the module of the copy.
const module = "lupa.example/"

// importing reads the packages that others import, each once: the copy's from
// there, and those of the standard library, of which there are no others.
type importing struct {
	fset *token.FileSet
	std  types.Importer
	dir  string
	ours map[string]*types.Package
}

func newImporting(dir string) *importing {
	fset := token.NewFileSet()
	return &importing{fset, importer.ForCompiler(fset, "source", nil), dir, make(map[string]*types.Package)}
}

func (i *importing) Import(path string) (*types.Package, error) {
	pkg, ours := strings.CutPrefix(path, module)
	if !ours {
		return i.std.Import(path)
	}
	if i.ours[path] == nil {
		s, err := load(i.dir, pkg, i)
		if err != nil {
			return nil, err
		}
		i.ours[path] = s.pkg
	}
	return i.ours[path], nil
}

// load reads the package in the directory, without its tests.
func load(dir, pkg string, using *importing) (*source, error) {
	s := &source{fset: using.fset, path: module + pkg, using: using}
	names, err := filepath.Glob(filepath.Join(dir, pkg, "*.go"))
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		text, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		syntax, err := parser.ParseFile(s.fset, name, text, parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		s.files = append(s.files, &file{name: pkg + "/" + filepath.Base(name), text: text, syntax: syntax})
	}
	if len(s.files) == 0 {
		return nil, errors.New("no Go files in " + pkg)
	}
	s.info = &types.Info{Types: make(map[ast.Expr]types.TypeAndValue), Uses: make(map[*ast.Ident]types.Object), Defs: make(map[*ast.Ident]types.Object)}
	s.pkg, err = s.check(nil, nil)
	return s, err
}

// check compiles the package as far as types go, with other text for one file.
func (s *source) check(changed *file, text []byte) (*types.Package, error) {
	var syntax []*ast.File
	info := s.info
	for _, f := range s.files {
		if f != changed {
			syntax = append(syntax, f.syntax)
			continue
		}
		parsed, err := parser.ParseFile(s.fset, f.name, text, parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		syntax, info = append(syntax, parsed), nil
	}
	config := types.Config{Importer: s.using}
	return config.Check(s.path, s.fset, syntax, info)
}

func (s *source) file(name string) *file {
	for _, f := range s.files {
		if f.name == name {
			return f
		}
	}
	return nil
}
