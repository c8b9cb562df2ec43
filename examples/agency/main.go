// Agency decides what the consultants and administrators of an agency may do at the
// client companies that it serves, and gives and takes access and programs for many
// of them at once: what a change would do is shown first, and then saved. When somebody
// leaves, nothing of theirs is forgotten.
package main

import (
	"fmt"
	"io"
	"os"
	"slices"

	"lupa.example/access"
	"lupa.example/access/report"
	"lupa.example/casework"
)

const agency = "ledger-partners"

func subject(user string) access.Subject {
	return access.Subject{User: user, Facts: []access.Fact{&casework.User{Org: agency}}}
}

func people(users ...string) []casework.Employee {
	var list []casework.Employee
	for _, user := range users {
		list = append(list, casework.Employee{User: user, Org: agency})
	}
	return list
}

// A service has the rules, and the agency's client list as its rows say.
type service struct {
	practice *casework.Practice
	list     []*casework.Engagement
	out      io.Writer
}

// clientList is what the database holds.
func clientList() []*casework.Engagement {
	return []*casework.Engagement{
		{
			ID: "bakery", Org: agency,
			SystemAdministrators:  []string{"sara"},
			ProgramAdministrators: map[string][]string{"bookkeeping": {"per"}},
			Consultants: map[string][]string{
				"kaj":  {"bookkeeping"},
				"lena": {"bookkeeping", "payroll"},
			},
		},
		{
			ID: "garage", Org: agency,
			SystemAdministrators: []string{"sara", "tove"},
			Consultants:          map[string][]string{"kaj": {"invoicing"}},
		},
	}
}

// save is where the client list changes, and the only place. The clients that an
// act left as they were are the same values, and need no writing.
func (s *service) save(next []*casework.Engagement) {
	for i, e := range next {
		if e != s.list[i] {
			fmt.Fprintf(s.out, "saved: %s\n", e.ID)
		}
	}
	s.list = next
}

// An act is one of the practice's three bulk acts.
type act func(*casework.Practice, access.Subject, casework.Selection) ([]*casework.Engagement, report.Report, error)

// change shows what the act would do with the selection, or saves it if the actor
// does.
func (s *service) change(act act, user string, selection casework.Selection, saves bool) {
	selection.List = s.list
	next, report, err := act(s.practice, subject(user), selection)
	if err != nil {
		fmt.Fprintln(s.out, err)
		return
	}
	if !saves {
		fmt.Fprintf(s.out, "to be saved: %v\n", report)
		return
	}
	fmt.Fprintln(s.out, report.Notice())
	s.save(next)
}

// may asks one question and prints the answer.
func (s *service) may(user string, action access.Action, what access.Resource, text string) {
	fmt.Fprintf(s.out, "%-5s %-38s %v\n", user, text, s.practice.Check(subject(user), action, what))
}

func (s *service) program(name string, client int) access.Resource {
	return &casework.Program{ID: name, Engagement: s.list[client]}
}

func (s *service) consultant(user string, client int) access.Resource {
	return &casework.Access{Consultant: user, Engagement: s.list[client]}
}

// leaves takes what the user holds anywhere, as far as the actor may.
func (s *service) leaves(actor, user string) {
	var clients []string
	for what, where := range casework.Holdings(user, nil, slices.Values(s.list)) {
		fmt.Fprintf(s.out, "%s holds %v at %v\n", user, what, where)
		clients = append(clients, where.ID)
	}
	if clients == nil {
		fmt.Fprintf(s.out, "%s holds nothing\n", user)
		return
	}
	s.change((*casework.Practice).RemoveAccess, actor, casework.Selection{Clients: clients, Consultants: people(user)}, true)
}

func main() {
	if err := run(os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(out io.Writer) error {
	practice, err := casework.NewPractice(casework.Config{
		Package: []string{"bookkeeping", "invoicing", "payroll"},
	})
	if err != nil {
		return err
	}
	s := &service{practice, clientList(), out}
	const bakery, garage = 0, 1

	fmt.Fprintln(out, "# who may do what at the bakery")
	s.may("kaj", casework.ActionUse, s.program("bookkeeping", bakery), "use bookkeeping")
	s.may("kaj", casework.ActionUse, s.program("payroll", bakery), "use payroll")
	s.may("per", casework.ActionUse, s.program("bookkeeping", bakery), "use bookkeeping, which he administers")
	s.may("per", casework.ActionAssign, s.program("bookkeeping", bakery), "assign bookkeeping")
	s.may("per", casework.ActionAssign, s.program("payroll", bakery), "assign payroll")
	s.may("per", casework.ActionGive, s.consultant("mona", bakery), "give mona access")
	s.may("per", casework.ActionRemove, s.consultant("lena", bakery), "remove lena")
	s.may("sara", casework.ActionRemove, s.consultant("lena", bakery), "remove lena")
	s.may("sara", casework.ActionRemove, s.consultant("sara", bakery), "remove herself")
	s.may("mona", casework.ActionView, s.list[bakery], "see the client")

	fmt.Fprintln(out, "# mona asks for everything at both clients; per gives what he may")
	both := casework.Selection{
		Clients:     []string{"bakery", "garage"},
		Consultants: people("mona"),
		Programs:    practice.Preselected(),
	}
	s.change((*casework.Practice).Give, "per", both, false)
	s.change((*casework.Practice).Give, "per", both, true)
	s.may("mona", casework.ActionUse, s.program("bookkeeping", bakery), "use bookkeeping")
	s.may("mona", casework.ActionView, s.list[garage], "see the garage")

	fmt.Fprintln(out, "# sara gives her the rest, and again")
	s.change((*casework.Practice).Give, "sara", both, true)
	s.change((*casework.Practice).Give, "sara", both, true)

	fmt.Fprintln(out, "# and takes a program back; the access stays")
	programs := casework.Selection{
		Clients: []string{"bakery"}, Consultants: people("mona", "kaj"), Programs: []string{"bookkeeping"},
	}
	s.change((*casework.Practice).RemovePrograms, "sara", programs, true)
	s.may("kaj", casework.ActionUse, s.program("bookkeeping", bakery), "use bookkeeping")
	s.may("kaj", casework.ActionView, s.list[bakery], "see the client")

	fmt.Fprintln(out, "# and then the access, but not that of the last system administrator")
	everyone := casework.Selection{Clients: []string{"garage"}, Consultants: people("mona", "sara", "tove")}
	s.change((*casework.Practice).RemoveAccess, "sara", everyone, false)
	s.change((*casework.Practice).RemoveAccess, "sara", everyone, true)
	s.may("sara", casework.ActionView, s.list[garage], "see the garage")

	fmt.Fprintln(out, "# kaj leaves; sara and tove take what he still holds")
	s.leaves("sara", "kaj")
	s.leaves("tove", "kaj")
	s.leaves("tove", "kaj")

	fmt.Fprintln(out, "# what is invalid is refused as a whole")
	s.change((*casework.Practice).Give, "sara", casework.Selection{
		Clients: []string{"bakery", "bank"}, Programs: []string{"payroll", "archive"},
	}, true)
	return nil
}
