package main

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
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

// A bundle is a package's test with many mutants in it, and the comparison's.
type bundle struct {
	*workshop
	own, comparing testBinary
	tests          []test // of the package, the quickest first
	compared       test   // the comparison as one
	left           string // out of them, because they fail with no mutant chosen: a list with a bar before each
}

// A testBinary is run in the directory of its package.
type testBinary struct {
	name, dir string
	seconds   float64 // that those of its tests take that are run
	args      []string
}

// bundle builds the package's tests with the mutants, which are chosen by their index
// plus one.
func (w *workshop) bundle(pkg string, s *source, mutants []*mutant) (*bundle, error) {
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
	b := &bundle{workshop: w}
	if b.own, err = w.build("own.test", "./"+pkg, "-overlay", overlay); err != nil {
		return nil, fmt.Errorf("with its mutants: %w", err)
	}
	if b.comparing, err = w.build("comparing.test", w.comparison, "-overlay", overlay); err != nil {
		return nil, fmt.Errorf("with the mutants of %s: %w", pkg, err)
	}
	start := time.Now()
	if out, ok := b.run(b.comparing, 0); !ok {
		return nil, fmt.Errorf("the comparison fails with no mutant of %s chosen:\n%s", pkg, out)
	}
	b.comparing.seconds = time.Since(start).Seconds()
	if err := b.findTests(); err != nil {
		return nil, err
	}
	return b, b.findReached(pkg)
}

// build builds the tests of a package.
func (w *workshop) build(name, pkg string, args ...string) (testBinary, error) {
	binary := testBinary{name: filepath.Join(filepath.Dir(w.dir), name), dir: filepath.Join(w.dir, pkg)}
	cmd := exec.Command("go", append(append([]string{"test", "-c", "-vet=off", "-o", binary.name}, args...), pkg)...)
	cmd.Dir = w.dir
	if out, err := cmd.CombinedOutput(); err != nil {
		return binary, fmt.Errorf("building the tests of %s: %w\n%s", pkg, err, out)
	}
	// What fails need not be made small, which takes up to half a minute, where tests draw
	// what they test.
	quick := []string{"-rapid.shrinktime", "1ms"}
	if exec.Command(binary.name, append(quick, "-test.list", "^$")...).Run() == nil {
		binary.args = quick
	}
	return binary, nil
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

// findTests runs the tests with no mutant chosen. Those that count allocations may fail,
// since the mutants are in the way: they are left out.
func (b *bundle) findTests() error {
	for range 3 {
		out, ok := b.run(b.own, 0, "-test.v", "-test.skip", pattern(b.left))
		if ok {
			for _, match := range passed.FindAllStringSubmatch(out, -1) {
				seconds, err := strconv.ParseFloat(match[2], 64)
				if err != nil {
					return err
				}
				b.tests = append(b.tests, test{name: match[1], seconds: seconds})
			}
			slices.SortStableFunc(b.tests, func(t, u test) int { return cmp.Compare(t.seconds, u.seconds) })
			return nil
		}
		found := failed.FindAllStringSubmatch(out, -1)
		if found == nil {
			return fmt.Errorf("the tests fail with no mutant chosen:\n%s", out)
		}
		for _, match := range found {
			b.left += "|" + match[1]
		}
	}
	return fmt.Errorf("the tests fail with no mutant chosen, besides %s", b.left)
}

// pattern returns a pattern that matches the tests in a list, each after a bar.
func pattern(list string) string {
	if list == "" {
		return "^$"
	}
	return "^(" + list[1:] + ")$"
}

// aWhile is how many seconds a test takes that is slow.
const aWhile = 0.05

// test runs the tests that reach the mutant of the number, the quick ones at once and
// then the slow ones in turn, and the comparison if that does.
func (b *bundle) test(number int, m *mutant, s *source) (out string, passed bool) {
	function := lines{m.file, s.fset.Position(m.body.Lbrace).Line, s.fset.Position(m.body.Rbrace).Line}
	turns := make([]test, 1) // the quick ones are one
	for _, t := range b.tests {
		switch {
		case !t.reaches(function):
		case t.seconds < aWhile:
			turns[0].name += "|" + t.name
			turns[0].seconds += t.seconds
		default:
			turns = append(turns, test{name: "|" + t.name, seconds: t.seconds})
		}
	}
	for _, turn := range turns {
		if turn.name == "" {
			continue
		}
		some := b.own
		some.seconds = turn.seconds
		if out, passed = b.run(some, number, "-test.run", pattern(turn.name)); !passed {
			return out, passed
		}
	}
	if !b.compared.reaches(function) {
		return "", true
	}
	return b.run(b.comparing, number)
}

// run runs the tests, bounded in memory, time, and processor time: a mutant that runs for
// ever takes a few times what the tests take.
func (b *bundle) run(binary testBinary, number int, args ...string) (out string, passed bool) {
	ctx, cancel := context.WithTimeout(context.Background(), b.timeout+time.Minute)
	defer cancel()
	limit := "unlimited"
	if number > 0 {
		limit = strconv.Itoa(5 + int(4*binary.seconds))
		args = append(args, "-test.failfast")
	}
	args = append([]string{"-c", `ulimit -v 8000000; ulimit -S -t "$0"; exec "$@"`, limit, binary.name, "-test.timeout", b.timeout.String()}, append(binary.args, args...)...)
	cmd := exec.CommandContext(ctx, "bash", args...)
	cmd.Dir = binary.dir
	cmd.Env = append(os.Environ(), variable+"="+strconv.Itoa(number))
	text, err := cmd.CombinedOutput()
	return string(text), err == nil
}
