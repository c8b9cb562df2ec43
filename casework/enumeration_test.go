package casework_test

import (
	"testing"

	"lupa.example/access"
	"lupa.example/casework"
)

// A role is what one person is and has at a client company, over two programs:
// bookkeeping, of the package, and archive, which is not.
type role struct {
	system               bool // administrators
	bookkeeping, archive bool
	access               bool // consultants
	usesBookkeeping      bool
	usesArchive          bool
}

func everyRole() []role {
	var roles []role
	for i := range 64 {
		r := role{i&1 > 0, i&2 > 0, i&4 > 0, i&8 > 0, i&16 > 0, i&32 > 0}
		if r.access || !r.usesBookkeeping && !r.usesArchive {
			roles = append(roles, r)
		}
	}
	return roles
}

func (r role) administrator() bool { return r.system || r.bookkeeping || r.archive }

// at gives the role to a user there.
func (r role) at(e *casework.Engagement, user string) {
	if r.system {
		e.SystemAdministrators = append(e.SystemAdministrators, user)
	}
	if r.bookkeeping {
		e.ProgramAdministrators["bookkeeping"] = append(e.ProgramAdministrators["bookkeeping"], user)
	}
	if r.archive {
		e.ProgramAdministrators["archive"] = append(e.ProgramAdministrators["archive"], user)
	}
	if r.access {
		e.Consultants[user] = []string{}
	}
	if r.usesBookkeeping {
		e.Consultants[user] = append(e.Consultants[user], "bookkeeping")
	}
	if r.usesArchive {
		e.Consultants[user] = append(e.Consultants[user], "archive")
	}
}

// A situation is one actor and one consultant at a client company of the actor's own
// agency.
type situation struct {
	actor, consultant role
	same              bool // the two are one person
	another           bool // there is one more system administrator
}

func (s situation) engagement() *casework.Engagement {
	e := &casework.Engagement{
		Org: "O1", ProgramAdministrators: map[string][]string{}, Consultants: map[string][]string{},
	}
	s.actor.at(e, "anna")
	if !s.same {
		s.consultant.at(e, "cia")
	}
	if s.another {
		e.SystemAdministrators = append(e.SystemAdministrators, "sam")
	}
	return e
}

// The following answer by reading the rules aloud.

func (s situation) mayView() bool { return s.actor.administrator() || s.actor.access }

func (s situation) mayGive() bool { return s.actor.system || s.actor.bookkeeping }

func (s situation) mayRemove() bool {
	if !s.actor.administrator() {
		return false
	}
	if s.actor.system {
		aSystemAdministratorRemains := s.another || !s.same
		return aSystemAdministratorRemains || !s.consultant.system
	}
	if s.consultant.administrator() {
		return false
	}
	if s.consultant.usesBookkeeping && !s.actor.bookkeeping {
		return false
	}
	if s.consultant.usesArchive && !s.actor.archive {
		return false
	}
	return true
}

func (s situation) mayAssign(program string) bool {
	return program == "bookkeeping" && (s.actor.system || s.actor.bookkeeping)
}

func (s situation) mayUse(program string) bool {
	if program == "bookkeeping" {
		return s.actor.access && s.actor.usesBookkeeping
	}
	return s.actor.access && s.actor.usesArchive
}

func TestEveryCombinationOfRolesAtAnEngagement(t *testing.T) {
	practice := newPractice(t, casework.Config{Package: []string{"invoicing", "bookkeeping"}})
	for s := range everySituation {
		e := s.engagement()
		consultant := "cia"
		if s.same {
			consultant = "anna"
		}
		removal := accessOf(consultant, e)
		questions := []struct {
			action   access.Action
			resource access.Resource
			want     bool
		}{
			{casework.ActionView, e, s.mayView()},
			{casework.ActionGive, removal, s.mayGive()},
			{casework.ActionRemove, removal, s.mayRemove()},
			{casework.ActionAssign, program("bookkeeping", e), s.mayAssign("bookkeeping")},
			{casework.ActionRemove, program("bookkeeping", e), s.mayAssign("bookkeeping")},
			{casework.ActionUse, program("bookkeeping", e), s.mayUse("bookkeeping")},
			{casework.ActionAssign, program("archive", e), s.mayAssign("archive")},
			{casework.ActionRemove, program("archive", e), s.mayAssign("archive")},
			{casework.ActionUse, program("archive", e), s.mayUse("archive")},
		}
		for _, q := range questions {
			if got := practice.Check(anna(), q.action, q.resource); got.Allowed != q.want {
				t.Fatalf("%+v: %s %s %q: got %v", s, q.action, q.resource.Kind(), q.resource.ID(), got)
			}
			if got := practice.Check(worker("anna", "O2"), q.action, q.resource); got != otherOrganisation {
				t.Fatalf("%+v, for another agency: %s %s %q: got %v", s, q.action, q.resource.Kind(), q.resource.ID(), got)
			}
		}
	}
}

func everySituation(yield func(situation) bool) {
	for _, actor := range everyRole() {
		for _, another := range bools {
			if !yield(situation{actor, actor, true, another}) {
				return
			}
			for _, consultant := range everyRole() {
				if !yield(situation{actor, consultant, false, another}) {
					return
				}
			}
		}
	}
}
