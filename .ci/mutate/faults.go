package main

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// A fault breaks one rule. Faults are written in .ci/faults, a file for each area
// and one for what the areas share, as paragraphs between empty lines:
//
//	# a comment
//	casework/check.go: another organisation's clients are one's own
//	- case worker.Org != org:
//	+ case worker.Org != org && org == "":
//
// The first line says in which file of the repository what no longer holds. The lines
// with - are the old text, which must stand in that file exactly once; those with +
// come in its place, and where there are none, nothing does.
//
// The old text may begin and end within a line: a part of a line will do, and of
// several lines the first may be the end of one and the last the beginning of one.
// Spaces and tabs at the beginning and the end of a line do not count, so how deep
// the code is indented does not matter.
type fault struct {
	at   string // where it is written: ".ci/faults/roles.txt:12"
	file string // from the root of the repository
	rule string // what no longer holds
	old  []string
	new  []string
}

const faultsDir = ".ci/faults"

// readFaults returns the faults in the packages or files, all if there are none.
func readFaults(args []string) ([]fault, error) {
	names, err := filepath.Glob(filepath.Join(root, faultsDir, "*.txt"))
	if err != nil {
		return nil, err
	}
	var all []fault
	var errs []error
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		faults, err := parseFaults(path.Join(faultsDir, filepath.Base(name)), string(text))
		all, errs = append(all, faults...), append(errs, err)
	}
	if len(all) == 0 {
		errs = append(errs, errors.New("there are no faults in "+faultsDir))
	}
	for _, arg := range args {
		if !slices.ContainsFunc(all, func(f fault) bool { return f.in(arg) }) {
			errs = append(errs, fmt.Errorf("no faults in %s; want a package or a file from the root of the repository", arg))
		}
	}
	chosen := slices.DeleteFunc(all, func(f fault) bool { return len(args) > 0 && !slices.ContainsFunc(args, f.in) })
	return chosen, errors.Join(errs...)
}

// parseFaults reads a file of faults. What is wrong with it is reported all at once.
func parseFaults(name, text string) ([]fault, error) {
	var faults []fault
	var errs []error
	var f fault // the paragraph that is being read, without a place between two
	for i, line := range strings.Split(text+"\n", "\n") {
		line = strings.TrimSpace(line)
		at := fmt.Sprintf("%s:%d", name, i+1)
		file, rule, heading := strings.Cut(line, ": ")
		switch {
		case line == "" && f.at != "" && f.old == nil:
			errs = append(errs, fmt.Errorf("%v: has no old text; want lines that begin with -", f))
			f = fault{}
		case line == "" && f.at != "":
			faults, f = append(faults, f), fault{}
		case line == "" || line[0] == '#':
		case line[0] == '-' && f.at != "" && f.new == nil:
			f.old = append(f.old, strings.TrimSpace(line[1:]))
		case line[0] == '+' && f.at != "":
			f.new = append(f.new, strings.TrimSpace(line[1:]))
		case heading && f.at == "":
			f = fault{at: at, file: file, rule: rule}
		default:
			errs = append(errs, fmt.Errorf("%s: want an empty line, \"file: what no longer holds\", lines with -, and then lines with +; found %q", at, line))
		}
	}
	return faults, errors.Join(errs...)
}

func (f fault) String() string { return fmt.Sprintf("%s: %s: %s", f.at, f.file, f.rule) }

// in reports whether the place, a package or a file, is where the fault is planted.
func (f fault) in(place string) bool { return place == f.file || place == path.Dir(f.file) }

// suites are the tests that have to notice the fault: those of its area's whole tree,
// or the comparison with the second implementation.
func (f fault) suites(comparison string) []string {
	area, _, _ := strings.Cut(f.file, "/")
	return []string{"./" + area + "/...", comparison}
}

// mutant returns the fault as a change of its file, of which the text is given.
func (f fault) mutant(text []byte) (*mutant, error) {
	lines := make([]string, len(f.old))
	for i, line := range f.old {
		lines[i] = regexp.QuoteMeta(line)
	}
	places := regexp.MustCompile(strings.Join(lines, `[ \t]*\n[ \t]*`)).FindAllIndex(text, -1)
	if len(places) != 1 {
		return nil, fmt.Errorf("%v: the old text stands %d times in the file; want it once\n\t%s", f, len(places), strings.Join(f.old, "\n\t"))
	}
	if slices.Equal(f.old, f.new) {
		return nil, fmt.Errorf("%v: the new text is the old", f)
	}
	m := &mutant{file: f.file, change: f.rule, start: places[0][0], end: places[0][1], text: strings.Join(f.new, "\n")}
	m.line = 1 + bytes.Count(text[:m.start], []byte("\n"))
	return m, nil
}

// faults returns the faults in the packages or files as changes of the copy, each of
// which compiles; those that do not are told all at once.
func (w *workshop) faults(args []string) ([]*mutant, error) {
	faults, err := readFaults(args)
	errs := []error{err}
	var planted []*mutant
	for _, f := range faults {
		if !w.only.MatchString(f.String()) {
			continue
		}
		m, err := w.fault(f)
		planted, errs = append(planted, m), append(errs, err)
	}
	return planted, errors.Join(errs...)
}

// check reports the faults that cannot be planted or do not compile, and the mutants
// that are listed and cannot be made. It runs no tests.
func check(opt options, args []string) error {
	w, err := newWorkshop(opt)
	if err != nil {
		return err
	}
	defer w.close()
	faults, err := w.faults(args)
	known, unknown := w.stale(args)
	if err := errors.Join(err, unknown); err != nil {
		return err
	}
	fmt.Printf("%d faults can be planted, %d mutants are listed\n", len(faults), known)
	return nil
}

// stale returns how many mutants are listed, and an error unless all of them are mutants
// of what there is, if that is what is asked for.
func (w *workshop) stale(args []string) (listed int, err error) {
	known, err := readKnown(filepath.Join(root, mutantsList))
	if err != nil || len(args) > 0 {
		return len(known), err
	}
	chosen, err := targets(nil)
	if err != nil {
		return 0, err
	}
	made := make(map[string]bool)
	for pkg, files := range chosen {
		s, err := w.source(pkg)
		if err != nil {
			return 0, err
		}
		for _, name := range files {
			for _, m := range s.mutants(s.file(name)) {
				made[m.String()] = true
			}
		}
	}
	var errs []error
	for _, name := range slices.Sorted(maps.Keys(known)) {
		if !made[name] {
			errs = append(errs, fmt.Errorf("%s: there is no such mutant: %s", mutantsList, name))
		}
	}
	return len(known), errors.Join(errs...)
}

// plant tests the faults. One that cannot be planted or does not compile is an error,
// and so is one that is not noticed.
func plant(opt options, args []string) error {
	w, err := newWorkshop(opt)
	if err != nil {
		return err
	}
	defer w.close()
	faults, err := w.faults(args)
	if err != nil {
		return err
	}
	slices.SortFunc(faults, func(a, b *mutant) int {
		return cmp.Or(cmp.Compare(path.Dir(a.file), path.Dir(b.file)), cmp.Compare(a.file, b.file), cmp.Compare(a.start, b.start))
	})
	planted := make(map[string][]*mutant) // by package
	for _, m := range faults {
		pkg := path.Dir(m.file)
		planted[pkg] = append(planted[pkg], m)
	}
	for _, pkg := range slices.Sorted(maps.Keys(planted)) {
		if err := w.run(pkg, planted[pkg]); err != nil {
			return err
		}
	}
	return judge(faults)
}

// judge prints what became of the faults, and is an error unless all were noticed.
func judge(faults []*mutant) error {
	var missed []error
	for _, m := range faults {
		if m.status != killed && m.status != timedOut {
			missed = append(missed, fmt.Errorf("%s:%d: %s, and no test fails (%s)", m.file, m.line, m.change, m.status))
		}
	}
	fmt.Printf("%d faults planted, %d noticed\n", len(faults), len(faults)-len(missed))
	return errors.Join(missed...)
}
