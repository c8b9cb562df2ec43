package casework

import (
	"slices"

	"lupa.example/access"
)

// KindEngagement is the kind of [Engagement], with the action [ActionView].
const KindEngagement access.Kind = "casework.engagement"

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

// org returns the agency, "" for nil.
func (e *Engagement) org() string {
	if e == nil {
		return ""
	}
	return e.Org
}

// systemAdministrator reports whether the user, who is not empty, is one there.
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

// administers reports whether the user, who is not empty, is an administrator of
// the program there.
func (e *Engagement) administers(user, program string) bool {
	return program != "" && slices.Contains(e.ProgramAdministrators[program], user)
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

// administersAll reports whether the user is an administrator there of each of the
// programs.
func (e *Engagement) administersAll(user string, programs []string) bool {
	var asked map[string]bool // of a long list, so that repeating a program costs nothing
	if len(programs) > manyPrograms {
		asked = make(map[string]bool)
	}
	for _, program := range programs {
		if asked[program] {
			continue
		}
		if !e.administers(user, program) {
			return false
		}
		if asked != nil {
			asked[program] = true
		}
	}
	return true
}

// manyPrograms is more than a consultant has at a client.
const manyPrograms = 100

// KindAccess is the kind of [Access].
const KindAccess access.Kind = "casework.access"

// Actions on the access that a consultant has, or shall have, to a client.
const (
	ActionGive   access.Action = "give"
	ActionRemove access.Action = "remove" // also a program
)

// An Access is the access of one consultant to one client company. Both are needed
// in every question.
type Access struct {
	ID         string // identifies the access, for audit
	Consultant string // the user who has it or shall have it
	Engagement *Engagement
}

// Kind returns [KindAccess].
func (*Access) Kind() access.Kind { return KindAccess }

// KindProgram is the kind of [Program].
const KindProgram access.Kind = "casework.program"

// Actions on a program at a client company, besides [ActionRemove].
const (
	ActionUse    access.Action = "use"
	ActionAssign access.Action = "assign"
)

// A Program is a program at one client company: something that consultants use
// there, and that is assigned to them or removed from them. Both are needed in
// every question.
type Program struct {
	ID         string // its name
	Engagement *Engagement
}

// Kind returns [KindProgram].
func (*Program) Kind() access.Kind { return KindProgram }
