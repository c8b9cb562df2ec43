package main

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
)

// A known is the mutants that no test can notice, as .ci/mutants.txt lists them: on
// a line each "file:function: change: why", where what stands before the reason is
// as this program prints it. Empty lines and those that begin with # do not count.
type known []string

func readKnown(name string) (known, error) {
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	var k known
	for i, line := range strings.Split(string(text), "\n") {
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		if strings.Count(line, ":") < 3 {
			return nil, fmt.Errorf("%s:%d: want file:function: change: why", name, i+1)
		}
		k = append(k, line)
	}
	return k, nil
}

// entry returns the line about the mutant, "" if there is none.
func (k known) entry(m *mutant) string {
	for _, line := range k {
		if why, ok := strings.CutPrefix(line, m.String()+": "); ok && strings.TrimSpace(why) != "" {
			return line
		}
	}
	return ""
}

// A tally is what became of all mutants.
type tally struct {
	files   map[string]map[string]int // by file and status
	open    []*mutant                 // survivors that are not listed
	entries map[string]bool           // lines of the list that are about a survivor
}

const equivalent = "equivalent"

func (t *tally) add(mutants []*mutant, k known) {
	if t.files == nil {
		t.files, t.entries = make(map[string]map[string]int), make(map[string]bool)
	}
	for _, m := range mutants {
		if t.files[m.file] == nil {
			t.files[m.file] = make(map[string]int)
		}
		as := string(m.status)
		if m.status == survived {
			if entry := k.entry(m); entry != "" {
				as = equivalent
				t.entries[entry] = true
			} else {
				t.open = append(t.open, m)
			}
		}
		t.files[m.file][as]++
	}
}

// print prints the counts.
func (t *tally) print() {
	columns := []string{string(killed), string(timedOut), string(survived), equivalent, string(notCompiled)}
	fmt.Printf("%-32s", "file")
	for _, c := range columns {
		fmt.Printf(" %12s", c)
	}
	fmt.Println()
	row := func(name string, counts map[string]int) {
		fmt.Printf("%-32s", name)
		for _, c := range columns {
			fmt.Printf(" %12d", counts[c])
		}
		fmt.Println()
	}
	total := make(map[string]int)
	for _, name := range slices.Sorted(maps.Keys(t.files)) {
		row(name, t.files[name])
		for c, n := range t.files[name] {
			total[c] += n
		}
	}
	row("total", total)
}

// report prints the counts and the survivors that are not listed, which are an error.
// If everything was tested, so is an entry of the list that is about no survivor.
func (t *tally) report(k known, everything bool) error {
	t.print()
	for _, m := range t.open {
		fmt.Printf("survived, line %d\n\t%v\n", m.line, m)
	}
	var errs []error
	if n := len(t.open); n > 0 {
		errs = append(errs, fmt.Errorf("%d mutants survived that .ci/mutants.txt does not list", n))
	}
	if everything {
		for _, line := range k {
			if !t.entries[line] {
				errs = append(errs, fmt.Errorf("listed, and no mutant that survives: %s", line))
			}
		}
	}
	return errors.Join(errs...)
}
