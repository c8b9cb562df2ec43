package casework

import (
	"fmt"
	"maps"
	"slices"
)

// A roles tells which roles as administrator the selected consultants have at one
// client after another, in time linear in the client's administrators.
type roles struct {
	consultants []string
	index       map[string]int // of the consultants
	system      []bool         // by consultant
	programs    [][]string     // by consultant, sorted
}

func (b *bulk) newRoles() *roles {
	r := &roles{
		consultants: b.consultants,
		index:       make(map[string]int, len(b.consultants)),
		system:      make([]bool, len(b.consultants)),
		programs:    make([][]string, len(b.consultants)),
	}
	for i, user := range b.consultants {
		r.index[user] = i
	}
	return r
}

// read goes on to the next client.
func (r *roles) read(e *Engagement) {
	clear(r.system)
	for i := range r.programs {
		r.programs[i] = r.programs[i][:0]
	}
	for _, user := range e.SystemAdministrators {
		if i, selected := r.index[user]; selected {
			r.system[i] = true
		}
	}
	for _, program := range slices.Sorted(maps.Keys(e.ProgramAdministrators)) {
		if program == "" {
			continue
		}
		for _, user := range e.ProgramAdministrators[program] {
			if i, selected := r.index[user]; selected {
				r.add(i, program)
			}
		}
	}
}

// add adds the program to those that the consultant administers. They come sorted,
// so that one who is named twice for a program has it last.
func (r *roles) add(i int, program string) {
	if n := len(r.programs[i]); n == 0 || r.programs[i][n-1] != program {
		r.programs[i] = append(r.programs[i], program)
	}
}

// any reports whether the consultant at the index has a role.
func (r *roles) any(i int) bool { return r.system[i] || len(r.programs[i]) > 0 }

// ended returns a sentence for each role of the consultant, which ends.
func (r *roles) ended(i int, client string) []string {
	var list []string
	if r.system[i] {
		list = append(list, fmt.Sprintf("%s is no longer system administrator (%s)", r.consultants[i], client))
	}
	for _, program := range r.programs[i] {
		list = append(list, fmt.Sprintf("%s is no longer administrator of %s (%s)", r.consultants[i], program, client))
	}
	return list
}
