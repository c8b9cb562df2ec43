// Mutate tests the tests: it changes the code of the library in one place at a
// time, and each time some test has to fail. It works on a copy of the tree.
//
//	go -C .ci/mutate run .                        # every package
//	go -C .ci/mutate run . roles access/wire      # some packages
//	go -C .ci/mutate run . sharing/trie.go        # some files
//	go -C .ci/mutate run . -faults [package ...]  # the planted faults
//	go -C .ci/mutate run . -list sharing/check.go # what would be changed
//
// There are two kinds of change. Mutants are made from the code's syntax: by
// gremlins, which flips operators, and by this program, which does what gremlins
// does not. A mutant that no test notices has to stand in .ci/mutants.txt with the
// reason why it changes nothing that matters. Faults are planted by hand, each of
// which breaks one rule; every one has to be noticed.
//
// The exit status is 0 if everything was noticed or is listed.
package main

import (
	"cmp"
	"flag"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// packages are those whose code decides, acts or reads and writes.
var packages = []string{
	"access", "access/digest", "access/report", "access/wire", "internal/invalid",
	"sharing", "roles", "profile", "casework",
}

// layout are files that only lay text out for reading.
var layout = []string{"profile/table.go"}

type options struct {
	workers  int
	timeout  time.Duration
	own      bool
	gremlins bool
	list     bool
	verbose  bool
}

func main() {
	var opt options
	faults := flag.Bool("faults", false, "plant the faults instead of making mutants")
	flag.IntVar(&opt.workers, "workers", 2, "how many tests run at a time")
	flag.DurationVar(&opt.timeout, "timeout", time.Minute, "how long the tests of one package may take")
	flag.BoolVar(&opt.own, "own", true, "make this program's mutants")
	flag.BoolVar(&opt.gremlins, "gremlins", true, "have gremlins make mutants")
	flag.BoolVar(&opt.list, "list", false, "print the mutants of this program and run nothing")
	flag.BoolVar(&opt.verbose, "v", false, "print every change as it has been tested")
	flag.Parse()

	run := mutate
	if *faults && opt.list {
		fmt.Fprintln(os.Stderr, "mutate: -list is of mutants; the faults are listed in faults_*.go")
		os.Exit(2)
	}
	if *faults {
		run = plant
	}
	if err := run(opt, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "mutate:", err)
		os.Exit(1)
	}
}

// root is the root of the repository, from this directory.
const root = "../.."

// targets returns the files to change by their packages, for the arguments, which
// are packages and files; all if there are none.
func targets(args []string) (map[string][]string, error) {
	chosen := make(map[string][]string)
	if len(args) == 0 {
		args = packages
	}
	for _, arg := range args {
		arg = path.Clean(filepath.ToSlash(arg))
		if strings.HasSuffix(arg, ".go") {
			if _, err := os.Stat(filepath.Join(root, arg)); err != nil {
				return nil, err
			}
			chosen[path.Dir(arg)] = append(chosen[path.Dir(arg)], arg)
			continue
		}
		names, err := filepath.Glob(filepath.Join(root, arg, "*.go"))
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			file := path.Join(arg, filepath.Base(name))
			if !strings.HasSuffix(file, "_test.go") && !slices.Contains(layout, file) {
				chosen[arg] = append(chosen[arg], file)
			}
		}
		if chosen[arg] == nil {
			return nil, fmt.Errorf("%s is no package with Go files; want a directory or a file from the root of the repository", arg)
		}
	}
	return chosen, nil
}

func mutate(opt options, args []string) error {
	chosen, err := targets(args)
	if err != nil {
		return err
	}
	known, err := readKnown(filepath.Join(root, ".ci/mutants.txt"))
	if err != nil {
		return err
	}
	w, err := newWorkshop(opt)
	if err != nil {
		return err
	}
	defer w.close()

	var all tally
	for _, pkg := range packageOrder(chosen) {
		files := chosen[pkg]
		var mutants []*mutant
		if opt.own {
			if mutants, err = w.mutants(pkg, files); err != nil {
				return err
			}
		}
		if opt.list {
			for _, m := range mutants {
				fmt.Println(m)
			}
			continue
		}
		if err := w.baseline(pkg); err != nil {
			return err
		}
		if opt.own {
			if err := w.run(pkg, mutants); err != nil {
				return err
			}
		}
		if opt.gremlins {
			more, err := w.gremlins(pkg, files)
			if err != nil {
				return err
			}
			mutants = append(mutants, more...)
		}
		slices.SortStableFunc(mutants, func(a, b *mutant) int { return cmp.Compare(a.file, b.file) })
		all.add(mutants, known)
	}
	if opt.list {
		return nil
	}
	return all.report(known, len(args) == 0 && opt.own)
}

func packageOrder(chosen map[string][]string) []string {
	var order []string
	for pkg := range chosen {
		order = append(order, pkg)
	}
	slices.SortFunc(order, func(a, b string) int {
		return cmp.Or(cmp.Compare(slices.Index(packages, a), slices.Index(packages, b)), cmp.Compare(a, b))
	})
	return order
}
