package casework_test

import (
	"strings"
	"testing"

	"lupa.example/access"
	"lupa.example/access/accesstest"
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

func (s situation) mayUse(program string) bool {
	if program == "bookkeeping" {
		return s.actor.access && s.actor.usesBookkeeping
	}
	return s.actor.access && s.actor.usesArchive
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

// everyPackage is what the agency's package may have of the two programs.
var everyPackage = [][]string{nil, {"bookkeeping"}, {"archive"}, {"archive", "bookkeeping"}}

func (r role) inWords() string {
	var list []string
	add := func(holds bool, text string) {
		if holds {
			list = append(list, text)
		}
	}
	add(r.system, "system")
	add(r.bookkeeping, "administers-bookkeeping")
	add(r.archive, "administers-archive")
	add(r.access, "access")
	add(r.usesBookkeeping, "bookkeeping")
	add(r.usesArchive, "archive")
	if list == nil {
		return "nothing"
	}
	return strings.Join(list, "+")
}

func (s situation) inWords() string {
	text := "actor " + s.actor.inWords()
	if s.same {
		text += " on themselves"
	} else {
		text += ", consultant " + s.consultant.inWords()
	}
	if s.another {
		text += ", another system administrator"
	}
	return text
}

// mayIn answers by reading the rules aloud, with the programs that the agency's
// package has.
func (s situation) mayIn(offered []string, a access.Action, what string) bool {
	inPackage := make(map[string]bool)
	for _, program := range offered {
		inPackage[program] = true
	}
	administers := map[string]bool{"bookkeeping": s.actor.bookkeeping, "archive": s.actor.archive}
	switch {
	case what == "engagement":
		return s.mayView()
	case what == "access" && a == casework.ActionGive:
		return s.actor.system || inPackage["bookkeeping"] && s.actor.bookkeeping || inPackage["archive"] && s.actor.archive
	case what == "access":
		return s.mayRemove()
	case a == casework.ActionUse:
		return s.mayUse(what)
	default:
		return inPackage[what] && (s.actor.system || administers[what])
	}
}

// Every package of up to two programs × everything that the actor may be and hold at a
// client company, over the two × everything that the consultant may, or that they are
// one person × one more system administrator or none × the actor's own agency or
// another × action on the engagement, the consultant's access and each program.
func TestTableOfEngagements(t *testing.T) {
	accesstest.Large(t)
	table := accesstest.NewTable(t, "engagements")
	subjects := []access.Subject{anna(), acting("anna", "O2")}
	for _, offered := range everyPackage {
		practice := mustPractice(t, casework.Config{Package: offered})
		policy := policyOf(t, practice)
		of := "package " + listInWords(offered) + ";"
		for s := range everySituation {
			e := s.engagement()
			consultant := "cia"
			if s.same {
				consultant = "anna"
			}
			question := s.inWords() + ";"
			ask := func(a access.Action, what string, r access.Resource) {
				for _, subject := range subjects {
					if err := accesstest.Filtered(policy, access.Question{Subject: subject, Action: a, Resource: r}); err != nil {
						t.Fatal(err)
					}
				}
				d := practice.Check(subjects[0], a, r)
				if d.Allowed != s.mayIn(offered, a, what) {
					t.Fatalf("%s %s %s %s: got %v", of, question, a, what, d)
				}
				table.Row(d, of, question, string(a), what)
				elsewhere := practice.Check(subjects[1], a, r)
				if elsewhere.Allowed {
					t.Fatalf("%s %s %s %s, for another agency: got %v", of, question, a, what, elsewhere)
				}
				table.Row(elsewhere, of, question, "for another agency,", string(a), what)
			}
			removal := accessOf(consultant, e)
			ask(casework.ActionView, "engagement", e)
			ask(casework.ActionGive, "access", removal)
			ask(casework.ActionRemove, "access", removal)
			for _, name := range []string{"bookkeeping", "archive"} {
				for _, a := range []access.Action{casework.ActionUse, casework.ActionAssign, casework.ActionRemove} {
					ask(a, name, program(name, e))
				}
			}
		}
	}
	table.Compare()
}
