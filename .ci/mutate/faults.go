package main

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"go/ast"
	"maps"
	"path"
	"slices"
	"strings"
)

// A fault breaks one rule: it puts new text in the place of old, which has to stand
// in the file exactly once.
type fault struct {
	file string // from the root of the repository
	rule string // what no longer holds
	old  string
	new  string
}

func allFaults() []fault {
	return slices.Concat(sharingFaults, rolesFaults, catalogueFaults, profileFaults, profileActFaults,
		agencyFaults, bulkFaults, counsellingFaults, kernelFaults)
}

// suite returns the packages whose tests have to notice the fault.
func (f fault) suite() string {
	top, _, _ := strings.Cut(f.file, "/")
	return "./" + top + "/..."
}

// plant tests the faults in the packages, in all if there are none. A fault that
// cannot be planted or does not compile is an error, and so is one that is not
// noticed.
func plant(opt options, args []string) error {
	w, err := newWorkshop(opt)
	if err != nil {
		return err
	}
	defer w.close()

	var chosen []fault
	for _, f := range allFaults() {
		if len(args) == 0 || slices.Contains(args, path.Dir(f.file)) || slices.Contains(args, f.file) {
			chosen = append(chosen, f)
		}
	}
	if len(chosen) == 0 {
		return errors.New("no faults for these; want packages or files from the root of the repository")
	}
	planted := make(map[string][]*mutant) // by package
	var errs []error
	for _, f := range chosen {
		m, err := w.fault(f)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		pkg := path.Dir(f.file)
		planted[pkg] = append(planted[pkg], m)
	}
	if err := errors.Join(errs...); err != nil {
		return err
	}
	var all []*mutant
	for _, pkg := range slices.Sorted(maps.Keys(planted)) {
		faults := planted[pkg]
		suite := faults[0].suite
		if out, ok := w.test("", suite); !ok {
			return fmt.Errorf("the tests of %s fail as it is:\n%s", suite, out)
		}
		slices.SortFunc(faults, func(a, b *mutant) int {
			return cmp.Or(cmp.Compare(a.file, b.file), cmp.Compare(a.start, b.start))
		})
		if err := w.run(pkg, faults); err != nil {
			return err
		}
		all = append(all, faults...)
	}
	return judge(all)
}

// fault returns the fault as a change of the copy's file.
func (w *workshop) fault(f fault) (*mutant, error) {
	s, err := w.source(path.Dir(f.file))
	if err != nil {
		return nil, err
	}
	in := s.file(f.file)
	if in == nil {
		return nil, fmt.Errorf("%s, where a fault is to be planted, does not exist: %s", f.file, f.rule)
	}
	if n := bytes.Count(in.text, []byte(f.old)); n != 1 {
		return nil, fmt.Errorf("%s has %d times, and should have once, what this fault is to replace: %s\n%s", f.file, n, f.rule, f.old)
	}
	start := bytes.Index(in.text, []byte(f.old))
	m := &mutant{
		file: f.file, change: f.rule, suite: f.suite(), line: 1 + bytes.Count(in.text[:start], []byte("\n")),
		start: start, end: start + len(f.old), text: f.new,
	}
	for _, d := range in.syntax.Decls {
		fn, ok := d.(*ast.FuncDecl)
		if !ok {
			continue
		}
		if s.fset.Position(fn.Body.Lbrace).Offset < m.start && m.end <= s.fset.Position(fn.Body.Rbrace).Offset {
			m.body, m.plain = fn.Body, fn.Type.Results == nil
		}
	}
	if _, err := s.check(in, m.mutated(in.text)); err != nil {
		return nil, fmt.Errorf("%s does not compile with this fault: %s: %w", f.file, f.rule, err)
	}
	return m, nil
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
