package casework

import (
	"maps"
	"slices"
)

// A roster answers who administers what at an engagement. One question is answered
// by searching the engagement's lists; for many, the roles of those concerned are
// read from these once, so that the cost is not that of a search for each.
type roster struct {
	*Engagement
	roles *roles // nil: the lists are searched
}

// rosterOf returns the roster for many questions about the user.
func rosterOf(e *Engagement, user string) roster {
	r := roster{e, newRoles(nil, user)}
	r.roles.read(e)
	return r
}

func (r roster) systemAdministrator(user string) bool {
	if r.roles == nil {
		return r.Engagement.systemAdministrator(user)
	}
	return r.roles.of(user).system
}

// onlySystemAdministrator reports whether the user is the only one who is left.
func (r roster) onlySystemAdministrator(user string) bool {
	if r.roles == nil {
		return r.Engagement.onlySystemAdministrator(user)
	}
	return r.roles.of(user).system && r.roles.left == 1
}

func (r roster) administers(user, program string) bool {
	if r.roles == nil {
		return r.Engagement.administers(user, program)
	}
	_, found := slices.BinarySearch(r.roles.of(user).programs, program)
	return found
}

func (r roster) administersOne(user string) bool {
	if r.roles == nil {
		return r.Engagement.administersOne(user)
	}
	return len(r.roles.of(user).programs) > 0
}

// administersAll reports whether the user administers each of the programs.
func (r roster) administersAll(user string, programs []string) bool {
	if len(programs) > manyPrograms {
		programs = distinct(programs) // so that repeating a program costs nothing
	}
	for _, program := range programs {
		if !r.administers(user, program) {
			return false
		}
	}
	return true
}

// manyPrograms is more than a consultant has at a client company.
const manyPrograms = 100

// A role is what one user administers at a client company.
type role struct {
	system   bool
	programs []string // sorted, each once, none empty
}

func (r role) any() bool { return r.system || len(r.programs) > 0 }

// Roles tell which roles some users have at one client company after another, in time
// linear in the client company's administrators.
type roles struct {
	index map[string]int // of the users
	roles []role
	left  int // how many system administrators of the client have not been removed
	work  int // how many names were read and looked up so far; a test bounds it
}

func newRoles(users []string, actor string) *roles {
	r := &roles{index: make(map[string]int, len(users))}
	for i, user := range users {
		r.index[user] = i
	}
	if _, selected := r.index[actor]; !selected {
		r.index[actor] = len(users)
	}
	r.roles = make([]role, len(r.index))
	return r
}

// read goes on to the next client company.
func (r *roles) read(e *Engagement) {
	system := make(map[string]struct{}, len(e.SystemAdministrators))
	for i := range r.roles {
		r.roles[i] = role{programs: r.roles[i].programs[:0]}
	}
	for _, user := range e.SystemAdministrators {
		r.work++
		if user == "" {
			continue
		}
		system[user] = struct{}{}
		if i, known := r.index[user]; known {
			r.roles[i].system = true
		}
	}
	r.left = len(system)
	for _, program := range slices.Sorted(maps.Keys(e.ProgramAdministrators)) {
		if program == "" {
			continue
		}
		for _, user := range e.ProgramAdministrators[program] {
			r.work++
			if i, known := r.index[user]; known {
				r.roles[i].add(program)
			}
		}
	}
}

// add adds the program to those that the user administers. They come sorted, so that
// one for which the user is named twice stands last.
func (r *role) add(program string) {
	if n := len(r.programs); n == 0 || r.programs[n-1] != program {
		r.programs = append(r.programs, program)
	}
}

// of returns the roles that the user had before anybody was removed. They are valid until
// the next client company is read.
func (r *roles) of(user string) role {
	r.work++
	return r.roles[r.index[user]]
}

// remove says that the user is gone.
func (r *roles) remove(user string) {
	if r.of(user).system {
		r.left--
	}
}

// A held tells which of the selected programs one consultant after another holds, in
// time linear in what they hold.
type held struct {
	index  map[string]int // of the selected programs
	reader []int          // by program, the last consultant found to hold it
	now    int            // the consultant
}

func (b *bulk) newHeld() *held {
	h := &held{index: make(map[string]int, len(b.programs)), reader: make([]int, len(b.programs))}
	for i, program := range b.programs {
		h.index[program] = i
	}
	return h
}

// read goes on to the next consultant, who holds the programs.
func (h *held) read(programs []string) {
	h.now++
	for _, program := range programs {
		if i, selected := h.index[program]; selected {
			h.reader[i] = h.now
		}
	}
}

// has reports whether the consultant holds the selected program at the index.
func (h *held) has(i int) bool { return h.reader[i] == h.now }
