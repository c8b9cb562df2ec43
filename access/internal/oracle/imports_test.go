package oracle_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// The oracles are worth something only as long as they share nothing with what they
// are compared with, their own tests included. They do not share among each other
// either.
func TestOraclesImportTheStandardLibraryOnly(t *testing.T) {
	files := 0
	err := filepath.WalkDir(".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(name, ".go") || filepath.Dir(name) == "." && strings.HasSuffix(name, "_test.go") {
			return err
		}
		files++
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, spec := range file.Imports {
			path, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			if first, _, _ := strings.Cut(path, "/"); strings.Contains(first, ".") || first == "C" {
				t.Errorf("%s imports %s; an oracle imports the standard library only", name, path)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if want := 11; files != want { // doc.go, and five packages with a test each
		t.Errorf("found %d files, want %d", files, want)
	}
}
