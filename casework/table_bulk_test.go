package casework_test

import (
	"slices"
	"strings"
	"testing"

	"lupa.example/access/accesstest"
	"lupa.example/access/report"
	"lupa.example/casework"
)

// selections of the two programs of the table of engagements.
var everyProgramSelection = [][]string{nil, {"bookkeeping"}, {"archive"}, {"bookkeeping", "archive"}}

// Every package × situation of the table of engagements × bulk act on the one
// consultant there × programs of the package selected: the report, and what the
// consultant has and is afterwards.
func TestTableOfBulkActs(t *testing.T) {
	accesstest.Large(t)
	table := accesstest.NewTable(t, "bulk acts")
	for _, offered := range everyPackage {
		practice := mustPractice(t, casework.Config{Package: offered})
		for s := range everySituation {
			e := s.engagement()
			e.ID = "E1"
			selection := casework.Selection{List: []*casework.Engagement{e}, Clients: []string{"E1"}, Consultants: []casework.Employee{at("cia@O1")}}
			was := s.consultant
			if s.same {
				selection.Consultants[0].User = "anna"
			}
			question := "package " + listInWords(offered) + "; " + s.inWords() + ";"
			for _, programs := range everyProgramSelection {
				if slices.ContainsFunc(programs, func(p string) bool { return !slices.Contains(offered, p) }) {
					continue
				}
				for _, act := range bulkActs {
					if selection.Programs = programs; act.name == "casework.remove-access" && programs != nil || act.name == "casework.remove-programs" && programs == nil {
						continue
					}
					list, r, err := act.fast(practice, anna(), selection)
					if err != nil {
						t.Fatalf("%s %s %v: %v", question, act.name, programs, err)
					}
					is := roleAt(list[0], selection.Consultants[0].User)
					if want := s.after(offered, act.name, programs); is != want {
						t.Fatalf("%s %s %v: got %s, want %s", question, act.name, programs, is.inWords(), want.inWords())
					}
					if done := r.Count(report.Change) > 0; done != (is != was) {
						t.Fatalf("%s %s %v: %v, from %s to %s", question, act.name, programs, r, was.inWords(), is.inWords())
					}
					table.Outcome(is.inWords()+"; "+strings.Join(lines(r), "; "), question, act.name, listInWords(programs))
				}
			}
		}
	}
	table.Compare()
}

// after returns what the consultant has and is after the act, by reading the rules
// aloud.
func (s situation) after(offered []string, act string, programs []string) role {
	next := s.consultant
	switch act {
	case "casework.give":
		if s.mayIn(offered, casework.ActionGive, "access") {
			next.access = true
		}
		for _, program := range programs {
			if next.access && s.mayIn(offered, casework.ActionAssign, program) {
				next.usesBookkeeping = next.usesBookkeeping || program == "bookkeeping"
				next.usesArchive = next.usesArchive || program == "archive"
			}
		}
	case "casework.remove-programs":
		for _, program := range programs {
			if s.mayIn(offered, casework.ActionRemove, program) {
				next.usesBookkeeping = next.usesBookkeeping && program != "bookkeeping"
				next.usesArchive = next.usesArchive && program != "archive"
			}
		}
	default:
		if s.mayRemove() {
			next = role{}
		}
	}
	return next
}

// roleAt returns what the user is and has there.
func roleAt(e *casework.Engagement, user string) role {
	programs, hasAccess := e.Consultants[user]
	return role{
		system:          slices.Contains(e.SystemAdministrators, user),
		bookkeeping:     slices.Contains(e.ProgramAdministrators["bookkeeping"], user),
		archive:         slices.Contains(e.ProgramAdministrators["archive"], user),
		access:          hasAccess,
		usesBookkeeping: slices.Contains(programs, "bookkeeping"),
		usesArchive:     slices.Contains(programs, "archive"),
	}
}
