package casework

import "slices"

// clone returns a copy that shares no memory with the engagement, and whose map of
// consultants can be added to.
func (e *Engagement) clone() *Engagement { return e.without(nil) }

// without returns a copy of the engagement where those who are gone have neither
// access nor a role as administrator. It shares no memory with the engagement, and
// its map of consultants can be added to. A program whose last administrator is
// gone has no entry.
func (e *Engagement) without(gone map[string]bool) *Engagement {
	next := &Engagement{ID: e.ID, Org: e.Org}
	next.SystemAdministrators = slices.DeleteFunc(slices.Clone(e.SystemAdministrators), func(user string) bool { return gone[user] })

	next.Consultants = make(map[string][]string, len(e.Consultants))
	copies := roomFor(e.Consultants)
	for user, programs := range e.Consultants {
		if !gone[user] {
			next.Consultants[user] = copies.of(programs, nil)
		}
	}
	if e.ProgramAdministrators == nil {
		return next
	}
	next.ProgramAdministrators = make(map[string][]string, len(e.ProgramAdministrators))
	copies = roomFor(e.ProgramAdministrators)
	for program, users := range e.ProgramAdministrators {
		if left := copies.of(users, gone); len(left) > 0 || len(users) == 0 {
			next.ProgramAdministrators[program] = left
		}
	}
	return next
}

// A room is memory for the copies of many short lists, allocated at once.
type room []string

// roomFor returns room for all lists of the map.
func roomFor(lists map[string][]string) room {
	total := 0
	for _, list := range lists {
		total += len(list)
	}
	return make(room, 0, total)
}

// of returns a copy of the list without those who are gone. It does not grow into
// the next one; that of nil is nil.
func (r *room) of(list []string, gone map[string]bool) []string {
	if list == nil {
		return nil
	}
	start := len(*r)
	for _, name := range list {
		if !gone[name] {
			*r = append(*r, name)
		}
	}
	return slices.Clip((*r)[start:])
}
