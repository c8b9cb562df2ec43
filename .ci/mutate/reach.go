package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// A test that does not reach a function cannot notice its mutants. Which tests reach what
// is found by statement coverage, of each test by itself.

// A test is one of a package's.
type test struct {
	name    string
	seconds float64
	reached []lines
}

// Lines are some of a file, from the first to the last.
type lines struct {
	file        string // from the root of the repository
	first, last int
}

func (t *test) reaches(function lines) bool {
	for _, b := range t.reached {
		if b.file == function.file && b.first >= function.first && b.last <= function.last {
			return true
		}
	}
	return false
}

// findReached runs each test by itself, and the comparison, with no mutants.
func (b *bundle) findReached(pkg string) error {
	own, err := b.build("covering.test", "./"+pkg, "-cover")
	if err != nil {
		return err
	}
	for i := range b.tests {
		if err := b.tests[i].findReached(b, own, pattern("|"+b.tests[i].name)); err != nil {
			return err
		}
	}
	comparing, err := b.build("covering.test", b.comparison, "-cover", "-coverpkg", "./"+pkg)
	if err != nil {
		return err
	}
	b.compared.name = "the comparison"
	return b.compared.findReached(b, comparing, "")
}

func (t *test) findReached(b *bundle, binary testBinary, run string) error {
	profile := filepath.Join(filepath.Dir(b.dir), "coverage")
	if out, ok := b.run(binary, 0, "-test.run", run, "-test.coverprofile", profile); !ok {
		return fmt.Errorf("%s fails by itself:\n%s", t.name, out)
	}
	text, err := os.ReadFile(profile)
	if err != nil {
		return err
	}
	if t.reached, err = readReached(string(text)); err != nil {
		return fmt.Errorf("the coverage of %s: %w", t.name, err)
	}
	return nil
}

// readReached reads a coverage profile, in which lines are
// "file:line.column,line.column statements count", after the first.
func readReached(profile string) (reached []lines, err error) {
	for line := range strings.Lines(profile) {
		name, block, ok := strings.Cut(strings.TrimPrefix(line, module), ":")
		if !ok || name == "mode" {
			continue
		}
		at := lines{file: name}
		var column, statements, count int
		if _, err := fmt.Sscanf(block, "%d.%d,%d.%d %d %d", &at.first, &column, &at.last, &column, &statements, &count); err != nil {
			return nil, fmt.Errorf("%q: %w", line, err)
		}
		if count > 0 {
			reached = append(reached, at)
		}
	}
	return reached, nil
}
