package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// To build a test for each mutant takes ten times as long as to run it. So all of a
// package's are built together: each function gets the bodies of its mutants as
// cases before its own, and a variable of the environment chooses. What cannot be
// built so is tested by itself.

const (
	selector = "lupaMutant" // the variable in the package
	variable = "LUPA_MUTANT"
)

// A bundle is a package's test with many mutants in it.
type bundle struct {
	*workshop
	binary string
	dir    string // where it runs
	skip   string // tests that fail with it although no mutant is chosen: those that count allocations
	slow   string // tests that take long, which come last
}

// bundle builds the package's tests with the mutants, which are chosen by their index
// plus one.
func (w *workshop) bundle(pkg string, s *source, mutants []*mutant) (*bundle, error) {
	b := &bundle{workshop: w, binary: filepath.Join(filepath.Dir(w.dir), "bundle.test"), dir: filepath.Join(w.dir, pkg)}
	texts := make(map[string][]byte)
	for _, f := range s.files {
		texts[f.name] = s.together(f, mutants)
	}
	texts[pkg+"/"+strings.ToLower(selector)+".go"] = fmt.Appendf(nil,
		"package %s\n\nimport (\n\t\"os\"\n\t\"strconv\"\n)\n\nvar %s, _ = strconv.Atoi(os.Getenv(%q))\n", s.pkg.Name(), selector, variable)
	overlay, err := w.overlay(texts)
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(filepath.Dir(overlay))
	cmd := exec.Command("go", "test", "-c", "-vet=off", "-overlay", overlay, "-o", b.binary, "./"+pkg)
	cmd.Dir = w.dir
	if out, err := cmd.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("building %s with its mutants: %w\n%s", pkg, err, out)
	}
	return b, b.findSkipped()
}

// nests reports whether the mutant's body compiles in a block of its own. It does not
// where a declaration that set a result of the function now shadows it.
func (s *source) nests(f *file, m *mutant) bool {
	text := bytes.Replace(s.together(f, []*mutant{m}), []byte("switch "+selector), []byte("switch 0"), 1)
	_, err := s.check(f, text)
	return err == nil
}

// together returns the file's text with the bodies of all its mutants.
func (s *source) together(f *file, mutants []*mutant) []byte {
	var out bytes.Buffer
	at := 0
	offset := func(n int) { out.Write(f.text[at:n]); at = n }
	for i := 0; i < len(mutants); {
		m := mutants[i]
		if m.file != f.name || m.body == nil || m.status == notCompiled {
			i++
			continue
		}
		start, end := s.fset.Position(m.body.Lbrace).Offset+1, s.fset.Position(m.body.Rbrace).Offset
		offset(start)
		fmt.Fprintf(&out, "\nswitch %s {\n", selector)
		for body := m.body; i < len(mutants) && (mutants[i].body == body || mutants[i].body == nil); i++ {
			m := mutants[i]
			if m.body == nil || m.status == notCompiled {
				continue
			}
			fmt.Fprintf(&out, "case %d:\n{\n%s%s%s\n}\n", i+1, f.text[start:m.start], m.text, f.text[m.end:end])
			if m.plain {
				fmt.Fprintln(&out, "return")
			}
		}
		fmt.Fprintln(&out, "}")
	}
	offset(len(f.text))
	return out.Bytes()
}

var (
	failed = regexp.MustCompile(`(?m)^--- FAIL: (\w+)`)
	passed = regexp.MustCompile(`(?m)^--- PASS: (\w+) \(([0-9.]+)s\)`)
)

// aWhile is how many seconds a test takes that is slow.
const aWhile = 0.05

// findSkipped runs the tests with no mutant chosen.
func (b *bundle) findSkipped() error {
	for range 3 {
		out, ok := b.run(0, "-test.v", "-test.skip", pattern(b.skip))
		if ok {
			for _, match := range passed.FindAllStringSubmatch(out, -1) {
				if seconds, err := strconv.ParseFloat(match[2], 64); err == nil && seconds >= aWhile {
					b.slow += "|" + match[1]
				}
			}
			return nil
		}
		found := failed.FindAllStringSubmatch(out, -1)
		if found == nil {
			return fmt.Errorf("the tests fail with no mutant chosen:\n%s", out)
		}
		for _, match := range found {
			b.skip += "|" + match[1]
		}
	}
	return fmt.Errorf("the tests fail with no mutant chosen, besides %s", b.skip)
}

// pattern returns a pattern that matches the tests in a list, each after a bar.
func pattern(list string) string {
	if list == "" {
		return "^$"
	}
	return "^(" + list[1:] + ")$"
}

// test runs the tests with the mutant of the number, the slow ones last.
func (b *bundle) test(number int) (out string, passed bool) {
	out, passed = b.run(number, "-test.skip", pattern(b.skip+b.slow))
	if passed && b.slow != "" {
		out, passed = b.run(number, "-test.run", pattern(b.slow), "-test.skip", pattern(b.skip))
	}
	return out, passed
}

func (b *bundle) run(number int, args ...string) (out string, passed bool) {
	ctx, cancel := context.WithTimeout(context.Background(), b.timeout+time.Minute)
	defer cancel()
	args = append([]string{"-c", `ulimit -v 8000000; exec "$@"`, "bundle", b.binary, "-test.timeout", b.timeout.String()}, args...)
	if number > 0 {
		args = append(args, "-test.failfast")
	}
	cmd := exec.CommandContext(ctx, "bash", args...)
	cmd.Dir = b.dir
	cmd.Env = append(os.Environ(), variable+"="+strconv.Itoa(number))
	text, err := cmd.CombinedOutput()
	return string(text), err == nil
}
