package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
	"sync"
	"time"
)

// A workshop is a copy of the repository, in which mutants are tested. The copy
// itself does not change: a changed file is laid over it.
type workshop struct {
	options
	dir        string
	importing  *importing
	sources    map[string]*source
	comparison string          // the tests that compare the areas with a second implementation
	passed     map[string]bool // suites, with nothing changed
}

func newWorkshop(opt options) (*workshop, error) {
	dir, err := os.MkdirTemp("", "lupa-mutate-")
	if err != nil {
		return nil, err
	}
	w := &workshop{
		options: opt, dir: filepath.Join(dir, "lupa"),
		sources: make(map[string]*source), passed: make(map[string]bool),
	}
	w.importing = newImporting(w.dir)
	if err = copyTree(w.dir, root); err == nil {
		w.comparison, err = findComparison(w.dir)
	}
	if err != nil {
		w.close()
		return nil, err
	}
	return w, nil
}

// findComparison returns the package of the comparison, wherever below the directory
// it is. What the tests of an area do not notice may be noticed there.
func findComparison(dir string) (string, error) {
	found := ""
	err := filepath.WalkDir(dir, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.IsDir() || entry.Name() != "oracle" {
			return err
		}
		rel, err := filepath.Rel(dir, name)
		found = "./" + filepath.ToSlash(rel)
		return cmp.Or(err, fs.SkipAll)
	})
	if err == nil && found == "" {
		err = errors.New("no directory oracle, in which the areas are compared with a second implementation")
	}
	return found, err
}

func (w *workshop) close() { os.RemoveAll(filepath.Dir(w.dir)) }

// copyTree copies what the tests need: everything but hidden directories.
func copyTree(to, from string) error {
	return filepath.WalkDir(from, func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(from, name)
		if err != nil {
			return err
		}
		if entry.IsDir() {
			if rel != "." && strings.HasPrefix(entry.Name(), ".") {
				return fs.SkipDir
			}
			return os.MkdirAll(filepath.Join(to, rel), 0o755)
		}
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(to, rel), text, 0o644)
	})
}

func (w *workshop) source(pkg string) (*source, error) {
	if s, ok := w.sources[pkg]; ok {
		return s, nil
	}
	s, err := load(w.dir, pkg, w.importing)
	if err != nil {
		return nil, err
	}
	w.sources[pkg] = s
	return s, nil
}

// mutants returns the mutants of the package's files, each either to be tested or not
// compiled.
func (w *workshop) mutants(pkg string, files []string) ([]*mutant, error) {
	s, err := w.source(pkg)
	if err != nil {
		return nil, err
	}
	var list []*mutant
	for _, name := range files {
		f := s.file(name)
		if f == nil {
			return nil, fmt.Errorf("%s is not in the copy; does it belong to its package outside tests?", name)
		}
		for _, m := range s.mutants(f) {
			if m.body == nil || !s.nests(f, m) {
				m.body = nil
				if _, err := s.check(f, m.mutated(f.text)); err != nil {
					m.status = notCompiled
				}
			}
			m.suites = []string{"./" + pkg, w.comparison}
			list = append(list, m)
		}
	}
	return list, nil
}

// fault returns the fault as a change of the copy's file, which has to compile.
func (w *workshop) fault(f fault) (*mutant, error) {
	s, err := w.source(path.Dir(f.file))
	if err != nil {
		return nil, fmt.Errorf("%v: %w", f, err)
	}
	in := s.file(f.file)
	if in == nil {
		return nil, fmt.Errorf("%v: there is no such file in its package outside tests", f)
	}
	m, err := f.mutant(in.text)
	if err != nil {
		return nil, err
	}
	m.suites = f.suites(w.comparison)
	for _, d := range in.syntax.Decls {
		fn, ok := d.(*ast.FuncDecl)
		if ok && s.fset.Position(fn.Body.Lbrace).Offset < m.start && m.end <= s.fset.Position(fn.Body.Rbrace).Offset {
			m.body, m.plain = fn.Body, fn.Type.Results == nil
		}
	}
	if _, err := s.check(in, m.mutated(in.text)); err != nil {
		return nil, fmt.Errorf("%v: the file does not compile with it: %w", f, err)
	}
	return m, nil
}

// baseline reports an error unless the tests pass as the code is.
func (w *workshop) baseline(suites []string) error {
	for _, suite := range suites {
		if w.passed[suite] {
			continue
		}
		if out, ok := w.test("", suite); !ok {
			return fmt.Errorf("the tests of %s fail as it is:\n%s", suite, out)
		}
		w.passed[suite] = true
	}
	return nil
}

// run tests the package's mutants, and sets their status: those that can be are built
// together. What is left out there is tested with each survivor by itself.
func (w *workshop) run(pkg string, mutants []*mutant) error {
	if len(mutants) == 0 {
		return nil
	}
	if err := w.baseline(mutants[0].suites); err != nil { // which are those of all
		return err
	}
	s, err := w.source(pkg)
	if err != nil {
		return err
	}
	b, err := w.bundle(pkg, s, mutants)
	if err != nil {
		return err
	}
	number := make(map[*mutant]int)
	for i, m := range mutants {
		number[m] = i + 1
	}
	return w.each(mutants, func(m *mutant) error {
		if m.body != nil {
			if m.status = verdict(b.test(number[m], m, s)); m.status != survived || b.left == "" {
				return nil
			}
			return w.try(m, m.suites[:1], "-run", pattern(b.left))
		}
		return w.try(m, m.suites)
	})
}

// each calls f for the mutants without a status, several at a time.
func (w *workshop) each(mutants []*mutant, f func(*mutant) error) error {
	work := make(chan *mutant)
	errs := make(chan error, w.workers)
	var group sync.WaitGroup
	for range w.workers {
		group.Go(func() {
			for m := range work {
				if err := f(m); err != nil {
					errs <- err
					for range work {
					}
					return
				}
				if w.verbose {
					fmt.Printf("%-12s %s:%d %s\n", m.status, m.file, m.line, m.change)
				}
			}
		})
	}
	for _, m := range mutants {
		if m.status == "" {
			work <- m
		}
	}
	close(work)
	group.Wait()
	close(errs)
	return <-errs
}

// try tests a mutant by itself.
func (w *workshop) try(m *mutant, suites []string, args ...string) error {
	s, err := w.source(path.Dir(m.file))
	if err != nil {
		return err
	}
	overlay, err := w.overlay(map[string][]byte{m.file: m.mutated(s.file(m.file).text)})
	if err != nil {
		return err
	}
	defer os.RemoveAll(filepath.Dir(overlay))
	for _, suite := range suites {
		m.status = verdict(w.test(overlay, suite, args...))
		if m.status != survived {
			break
		}
	}
	return nil
}

func verdict(out string, passed bool) status {
	switch {
	case passed:
		return survived
	case strings.Contains(out, "[build failed]") || strings.Contains(out, "[setup failed]"):
		return notCompiled
	case strings.Contains(out, "panic: test timed out") || strings.Contains(out, "SIGXCPU"):
		return timedOut
	default:
		return killed
	}
}

// overlay writes the texts, which are by the names of files of one package, and the
// list by which the Go tool lays them over the copy's. It returns the list's name; all
// of it is in a directory of its own.
func (w *workshop) overlay(texts map[string][]byte) (string, error) {
	dir, err := os.MkdirTemp(filepath.Dir(w.dir), "overlay-")
	if err != nil {
		return "", err
	}
	replace := make(map[string]string)
	for name, text := range texts {
		changed := filepath.Join(dir, path.Base(name))
		replace[filepath.Join(w.dir, name)] = changed
		if err := os.WriteFile(changed, text, 0o644); err != nil {
			return "", err
		}
	}
	list, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		return "", err
	}
	name := filepath.Join(dir, "overlay.json")
	return name, os.WriteFile(name, list, 0o644)
}

// test runs the tests of a suite, bounded in time and memory: a mutant may run
// for ever, or take all there is.
func (w *workshop) test(overlay, suite string, args ...string) (out string, passed bool) {
	ctx, cancel := context.WithTimeout(context.Background(), w.timeout+2*time.Minute)
	defer cancel()
	args = append([]string{"-c", `ulimit -v 8000000; exec go test "$@"`, "go", "-vet=off", "-failfast", "-timeout", w.timeout.String()}, args...)
	if overlay != "" {
		args = append(args, "-overlay", overlay)
	}
	cmd := exec.CommandContext(ctx, "bash", append(args, suite)...)
	cmd.Dir = w.dir
	var b bytes.Buffer
	cmd.Stdout, cmd.Stderr = &b, &b
	err := cmd.Run()
	return b.String(), err == nil
}
