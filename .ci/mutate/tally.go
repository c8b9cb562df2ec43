package main

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
)

// A known is the mutants that no test can notice, with the reason of each, as
// .ci/mutants.txt lists them in paragraphs between empty lines:
//
//	# a comment
//	Why nothing that anybody can see changes with these:
//	roles/table.go:table.add: `len(t.names) > few` → `len(t.names) >= few`
//
// The first line, the reason, ends with a colon; the others are mutants as this program
// prints them.
type known map[string]string

func readKnown(name string) (known, error) {
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	k := make(known)
	why := ""
	for i, line := range strings.Split(string(text), "\n") {
		switch line = strings.TrimSpace(line); {
		case line == "":
			why = ""
		case line[0] == '#':
		case why == "" && strings.HasSuffix(line, ":"):
			why = line
		case why == "":
			return nil, fmt.Errorf("%s:%d: want the reason of the mutants that follow, and a colon", name, i+1)
		case k[line] != "":
			return nil, fmt.Errorf("%s:%d: is listed twice: %s", name, i+1, line)
		default:
			k[line] = why
		}
	}
	return k, nil
}

// A tally is what became of all mutants.
type tally struct {
	files  map[string]map[string]int // by file and status
	open   []*mutant                 // survivors that are not listed
	listed map[string]bool           // survivors that are
}

const equivalent = "equivalent"

func (t *tally) add(mutants []*mutant, k known) {
	if t.files == nil {
		t.files, t.listed = make(map[string]map[string]int), make(map[string]bool)
	}
	for _, m := range mutants {
		if t.files[m.file] == nil {
			t.files[m.file] = make(map[string]int)
		}
		as := string(m.status)
		if m.status == survived {
			if name := m.String(); k[name] != "" {
				as = equivalent
				t.listed[name] = true
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
		for _, name := range slices.Sorted(maps.Keys(k)) {
			if !t.listed[name] {
				errs = append(errs, fmt.Errorf("listed, and no mutant that survives: %s", name))
			}
		}
	}
	return errors.Join(errs...)
}
