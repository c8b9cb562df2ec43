package casework_test

import (
	"strings"
	"testing"

	"lupa.example/access"
	"lupa.example/access/accesstest"
	"lupa.example/casework"
)

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
//
//	go test ./casework -run '^TestTableOfEngagements$' -table /tmp/engagements.txt
func TestTableOfEngagements(t *testing.T) {
	accesstest.Large(t)
	table := accesstest.NewTable(t, "engagements")
	for _, offered := range everyPackage {
		practice := newPractice(t, casework.Config{Package: offered})
		of := "package " + listInWords(offered) + ";"
		for s := range everySituation {
			e := s.engagement()
			consultant := "cia"
			if s.same {
				consultant = "anna"
			}
			question := s.inWords() + ";"
			ask := func(a access.Action, what string, r access.Resource) {
				d := practice.Check(anna(), a, r)
				if d.Allowed != s.mayIn(offered, a, what) {
					t.Fatalf("%s %s %s %s: got %v", of, question, a, what, d)
				}
				table.Row(d, of, question, string(a), what)
				elsewhere := practice.Check(worker("anna", "O2"), a, r)
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

// What Give relies on: it never has to assign a program to somebody who gets no access.
func TestWhoeverMayAssignAProgramMayGiveAccess(t *testing.T) {
	assigned := 0
	for _, offered := range everyPackage {
		practice := newPractice(t, casework.Config{Package: offered})
		for s := range everySituation {
			e := s.engagement()
			gives := practice.Check(anna(), casework.ActionGive, accessOf("cia", e)).Allowed
			for _, name := range []string{"bookkeeping", "archive"} {
				assigns := practice.Check(anna(), casework.ActionAssign, program(name, e)).Allowed
				if assigns && !gives {
					t.Fatalf("package %s; %s: assigns %s without giving access", listInWords(offered), s.inWords(), name)
				}
				if assigns {
					assigned++
				}
			}
		}
	}
	if assigned == 0 {
		t.Error("nobody assigns anything")
	}
}
