package access_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const (
	module = "lupa.example"
	root   = ".." // from this directory
)

// thirdParty is what tests, and the kits with which users test, may import beside
// the standard library. Programs that use the library link none of it.
var thirdParty = []string{"github.com/google/go-cmp", "pgregory.net/rapid"}

// areas are the packages that decide. Each can be used without the others, and
// none can come to depend on another's rules.
var areas = []string{"sharing", "roles", "profile", "casework"}

// parents are the directories whose packages have rules.
var parents = append([]string{"access", "examples"}, areas...)

// within reports whether dir is the given directory or lies below it.
func within(dir, parent string) bool { return dir == parent || strings.HasPrefix(dir, parent+"/") }

func isKit(dir string) bool { return strings.HasSuffix(dir, "test") }

// mayImport reports whether the package in from, outside its tests, may import
// the package in to. Both are directories of the module.
func mayImport(from, to string) bool {
	if isKit(to) && !isKit(from) {
		return false // it would link what only tests need
	}
	if server(to) {
		return within(from, "examples")
	}
	switch {
	case from == "access":
		return false
	case from == "access/invalid":
		return to == "access"
	case from == "access/authzen":
		return to == "access" || to == "access/wire" || to == "access/filter"
	case from == "access/wire", from == "access/filter":
		return to == "access" || to == "access/invalid"
	case within(from, "access/filter"):
		return to == "access" || to == "access/invalid" || to == "access/filter"
	case within(from, "access/internal/oracle"):
		return false // it shares nothing with what it is compared with
	case within(from, "examples"):
		return true
	case within(from, "access"):
		return within(to, "access")
	}
	for _, area := range areas {
		if within(from, area) {
			return within(to, "access") || within(to, area)
		}
	}
	return false
}

// effects are the packages of the standard library, by their first element, that could
// make a decision depend on more than what is asked.
var effects = []string{"net", "os", "time", "sync", "unsafe", "syscall", "plugin", "database"}

// pure reports whether the package in dir takes part in deciding, acting, reading or
// writing, none of which touches the world outside.
func pure(dir string) bool { return !isKit(dir) && !within(dir, "examples") && !server(dir) }

// server reports whether the package in dir answers over the network. Nothing but
// examples may import it, so that no decision comes to depend on it.
func server(dir string) bool { return dir == "access/authzen" }

// allowed reports whether a file in the directory may import the path.
func allowed(dir string, test bool, imported string) bool {
	if to, ours := strings.CutPrefix(imported, module+"/"); ours {
		return test || mayImport(dir, to)
	}
	if first, _, _ := strings.Cut(imported, "/"); !strings.Contains(first, ".") {
		return imported != "C" && (test || !pure(dir) || !slices.Contains(effects, first))
	}
	return (test || isKit(dir)) && slices.ContainsFunc(thirdParty, func(m string) bool { return within(imported, m) })
}

func TestImports(t *testing.T) {
	files := 0
	err := filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		dir := filepath.ToSlash(strings.TrimPrefix(name, root+string(filepath.Separator)))
		if entry.IsDir() {
			if name != root && skipped(name, entry.Name()) || dir != name && !slices.ContainsFunc(parents, func(p string) bool { return within(dir, p) }) {
				return fs.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(name, ".go") {
			return nil
		}
		files++
		dir = path.Dir(dir)
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, spec := range file.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			if !allowed(dir, strings.HasSuffix(name, "_test.go"), imported) {
				t.Errorf("%s imports %s, which package %s must not depend on", name, imported, dir)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files < 10 {
		t.Errorf("found %d files only; is %s the root of the module?", files, root)
	}
}

// skipped reports whether a directory holds no packages of this module.
func skipped(name, base string) bool {
	if base == "testdata" || base[0] == '.' || base[0] == '_' {
		return true
	}
	_, err := os.Stat(filepath.Join(name, "go.mod"))
	return err == nil
}

func TestImportRules(t *testing.T) {
	for _, test := range []struct {
		dir      string
		test     bool
		imported string
		want     bool
	}{
		{"access", false, "fmt", true},
		{"access", false, "net/http", false},
		{"access", false, "os", false},
		{"access", true, "os", true},
		{"access/accesstest", false, "os", true},
		{"access/wire", false, "time", false},
		{"sharing", false, "sync/atomic", false},
		{"sharing", false, "hash/maphash", true},
		{"examples/decide", false, "net/http", true},
		{"access", false, "lupa.example/access/invalid", false},
		{"access", false, "lupa.example/access/wire", false},
		{"access", true, "lupa.example/sharing", true},
		{"access", true, "pgregory.net/rapid", true},
		{"access", false, "pgregory.net/rapid", false},
		{"access", false, "C", false},
		{"access/wire", false, "lupa.example/access", true},
		{"access/wire", false, "lupa.example/sharing", false},
		{"access", false, "lupa.example/access/filter", false},
		{"access/filter", false, "lupa.example/access/invalid", true},
		{"access/filter", false, "lupa.example/access/wire", false},
		{"access/filter", false, "lupa.example/access/filter/sqlwhere", false},
		{"access/filter/sqlwhere", false, "lupa.example/access/filter", true},
		{"access/filter/sqlwhere", false, "lupa.example/access/wire", false},
		{"access/filter/sqlwhere", false, "database/sql", false},
		{"access/accesstest", false, "pgregory.net/rapid", true},
		{"access/accesstest", false, "github.com/google/go-cmp/cmp", true},
		{"access/accesstest", false, "github.com/google/go-cmpx", false},
		{"access/accesstest", false, "lupa.example/roles", false},
		{"sharing", false, "lupa.example/access/wire", true},
		{"sharing", false, "lupa.example/access/accesstest", false},
		{"sharing", false, "lupa.example/roles", false},
		{"sharing", true, "golang.org/x/tools/go/packages", false},
		{"sharing/sharingtest", false, "lupa.example/sharing", true},
		{"sharing/sharingtest", false, "lupa.example/access/accesstest", true},
		{"access/invalid", false, "lupa.example/access", true},
		{"access/invalid", false, "lupa.example/access/wire", false},
		{"access/internal/oracle/roles", false, "lupa.example/access", false},
		{"access/internal/oracle", true, "lupa.example/roles", true},
		{"access/authzen", false, "net/http", true},
		{"access/authzen", false, "lupa.example/access/wire", true},
		{"access/authzen", false, "lupa.example/sharing", false},
		{"access/authzen", false, "pgregory.net/rapid", false},
		{"access/accesstest", false, "lupa.example/access/authzen", false},
		{"access/wire", false, "lupa.example/access/authzen", false},
		{"roles", false, "lupa.example/access/authzen", false},
		{"examples/decide", false, "lupa.example/access/authzen", true},
		{"examples/decide", false, "lupa.example/roles", true},
		{"examples/decide", false, "pgregory.net/rapid", false},
	} {
		if got := allowed(test.dir, test.test, test.imported); got != test.want {
			t.Errorf("%s (test: %v) may import %s: %v, want %v", test.dir, test.test, test.imported, got, test.want)
		}
	}
}

func TestModuleRequiresTestingLibrariesOnly(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	var required []string
	inBlock := false
	for line := range strings.Lines(string(text)) {
		words := strings.Fields(line)
		switch {
		case len(words) == 0 || strings.HasPrefix(words[0], "//"):
		case inBlock && words[0] == ")":
			inBlock = false
		case inBlock:
			required = append(required, words[0])
		case words[0] == "require" && words[1] == "(":
			inBlock = true
		case words[0] == "require":
			required = append(required, words[1])
		case words[0] == "module" && words[1] == module, words[0] == "go":
		default:
			t.Errorf("go.mod says %q", strings.TrimSpace(line))
		}
	}
	slices.Sort(required)
	if !slices.Equal(required, thirdParty) {
		t.Errorf("go.mod requires %q, want %q", required, thirdParty)
	}
}
