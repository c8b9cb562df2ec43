package casework

import (
	"slices"

	"lupa.example/access"
)

// An Engagement is an agency's work for one client company, as an entry of the
// agency's client list. Org is needed in every question. An empty name in its lists
// and maps is no user and no program: nobody is it, has it or administers it.
type Engagement struct {
	ID                    string              // identifies the client company, for audit
	Org                   string              // the agency whose client list it is on
	SystemAdministrators  []string            // users, for every program there
	ProgramAdministrators map[string][]string // users, by the program that they administer there
	Consultants           map[string][]string // programs, by the user with access who may use them there
}

// Kind returns [KindEngagement].
func (*Engagement) Kind() access.Kind { return KindEngagement }

// An Access is the access of one consultant to one client company. Both are needed
// in every question.
type Access struct {
	ID         string // identifies the access, for audit
	Consultant string // the user who has it or shall have it
	Engagement *Engagement
}

// Kind returns [KindAccess].
func (*Access) Kind() access.Kind { return KindAccess }

// A Program is a program at one client company: something that consultants use
// there, and that is assigned to them or removed from them. Both are needed in
// every question.
type Program struct {
	ID         string // its name
	Engagement *Engagement
}

// Kind returns [KindProgram].
func (*Program) Kind() access.Kind { return KindProgram }

// complete reports whether the engagement has what every question needs. Nil has not.
func (e *Engagement) complete() bool { return e != nil && e.Org != "" }

// complete reports whether the access has what every question needs. Nil has not.
func (a *Access) complete() bool { return a != nil && a.Consultant != "" && a.Engagement.complete() }

// complete reports whether the program has what every question needs. Nil has not.
func (p *Program) complete() bool { return p != nil && p.ID != "" && p.Engagement.complete() }

// In the following the user is not empty: whoever asks has been let through a gate
// that sees to it.

// consultant reports whether the user has access there.
func (e *Engagement) consultant(user string) bool {
	_, hasAccess := e.Consultants[user]
	return hasAccess
}

// systemAdministrator reports whether the user is one there.
func (e *Engagement) systemAdministrator(user string) bool {
	return slices.Contains(e.SystemAdministrators, user)
}

// onlySystemAdministrator reports whether the user is one and nobody else is.
func (e *Engagement) onlySystemAdministrator(user string) bool {
	for _, u := range e.SystemAdministrators {
		if u != "" && u != user {
			return false
		}
	}
	return e.systemAdministrator(user)
}

// administers reports whether the user is an administrator of the program there.
func (e *Engagement) administers(user, program string) bool {
	return slices.Contains(e.administratorsOf(program), user)
}

// administersOne reports whether the user is an administrator of some program
// there.
func (e *Engagement) administersOne(user string) bool {
	for program := range e.ProgramAdministrators {
		if e.administers(user, program) {
			return true
		}
	}
	return false
}

// administratorsOf returns those who administer the program there.
func (e *Engagement) administratorsOf(program string) []string {
	if program == "" {
		return nil
	}
	return e.ProgramAdministrators[program]
}

// administrators returns those who administer a program there that is one of those
// asked for, in any order, and some perhaps several times.
func (e *Engagement) administrators(of func(program string) bool) []string {
	var users []string
	for program := range e.ProgramAdministrators {
		if of(program) {
			users = append(users, e.administratorsOf(program)...)
		}
	}
	return users
}

// consultants returns those with access there whose programs are as asked for, in any
// order.
func (e *Engagement) consultants(with func(programs []string) bool) []string {
	var users []string
	for user, programs := range e.Consultants {
		if with(programs) {
			users = append(users, user)
		}
	}
	return users
}

// always asks for nothing.
func always[T any](T) bool { return true }

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
