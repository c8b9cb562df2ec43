// Mutate tests the tests: it changes the code of the library in one place at a
// time, and each time some test has to fail. It works on a copy of the tree.
//
//	go -C .ci/mutate run .                        # every package
//	go -C .ci/mutate run . roles access/wire      # some packages
//	go -C .ci/mutate run . sharing/trie.go        # some files
//	go -C .ci/mutate run . -list sharing/check.go # what would be changed
//	go -C .ci/mutate run . -run 'held\.(on|and):' roles # those that match, as printed
//	go -C .ci/mutate run . -faults [package ...]  # the planted faults
//	go -C .ci/mutate run . -check                 # whether the faults can be planted and compile, and what is listed is there
//
// There are two kinds of change. Mutants are made from the code's syntax. A mutant
// that no test notices has to stand in .ci/mutants.txt with the reason why it changes
// nothing that matters. Faults are written by hand, in .ci/faults, each of which
// breaks one rule; every one has to be noticed.
//
// The exit status is 0 if everything was noticed or is listed.
package main

import (
	"errors"
	"flag"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"
)

// root is the root of the repository, from this directory.
const root = "../.."

// mutantsList lists the mutants that no test can notice.
const mutantsList = ".ci/mutants.txt"

// areas are the packages that decide. They and all of ours that they import are what
// is changed.
var areas = []string{"./sharing", "./roles", "./profile", "./casework"}

// layout are files that only lay text out for reading.
var layout = []string{"profile/table.go"}

type options struct {
	only    *regexp.Regexp
	workers int
	timeout time.Duration
	list    bool
	verbose bool
}

func main() {
	opt := options{only: regexp.MustCompile("")}
	checking := flag.Bool("check", false, "check that the faults can be planted and compile and that the listed mutants exist, and run no tests")
	planting := flag.Bool("faults", false, "plant the faults instead of making mutants")
	flag.BoolVar(&opt.list, "list", false, "print the mutants and run no tests")
	flag.Func("run", "test only the changes that match the regular `expression`, as they are printed", func(text string) (err error) {
		opt.only, err = regexp.Compile(text)
		return err
	})
	flag.IntVar(&opt.workers, "workers", 2, "how many tests run at a time")
	flag.DurationVar(&opt.timeout, "timeout", time.Minute, "how long the tests of one package may take")
	flag.BoolVar(&opt.verbose, "v", false, "print every change as it has been tested")
	flag.Parse()

	args := flag.Args()
	for i, arg := range args {
		args[i] = path.Clean(filepath.ToSlash(arg))
	}
	var err error
	switch {
	case opt.list && (*checking || *planting):
		err = errors.New("-list is of mutants; the faults are listed in " + faultsDir)
	case *checking:
		err = check(opt, args)
	case *planting:
		err = plant(opt, args)
	default:
		err = mutate(opt, args)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "mutate:", err)
		os.Exit(1)
	}
}

// packages returns the directories of the packages whose code decides, acts or reads
// and writes.
func packages() ([]string, error) {
	cmd := exec.Command("go", append([]string{"list", "-deps"}, areas...)...)
	cmd.Dir, cmd.Stderr = root, os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("listing the packages: %w", err)
	}
	var dirs []string
	for name := range strings.FieldsSeq(string(out)) {
		if dir, ours := strings.CutPrefix(name, module); ours {
			dirs = append(dirs, dir)
		}
	}
	return dirs, nil
}

// targets returns the files to change by their packages, for the arguments, which
// are packages and files; all if there are none.
func targets(args []string) (map[string][]string, error) {
	chosen := make(map[string][]string)
	if len(args) == 0 {
		var err error
		if args, err = packages(); err != nil {
			return nil, err
		}
	}
	for _, arg := range args {
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
	known, err := readKnown(filepath.Join(root, mutantsList))
	if err != nil {
		return err
	}
	w, err := newWorkshop(opt)
	if err != nil {
		return err
	}
	defer w.close()

	var all tally
	for _, pkg := range slices.Sorted(maps.Keys(chosen)) {
		mutants, err := w.mutants(pkg, chosen[pkg])
		if err != nil {
			return err
		}
		mutants = slices.DeleteFunc(mutants, func(m *mutant) bool { return !opt.only.MatchString(m.String()) })
		if opt.list {
			for _, m := range mutants {
				fmt.Println(m)
			}
			continue
		}
		if err := w.run(pkg, mutants); err != nil {
			return err
		}
		all.add(mutants, known)
	}
	if opt.list {
		return nil
	}
	return all.report(known, len(args) == 0 && opt.only.String() == "")
}
