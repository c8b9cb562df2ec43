// Agency decides what the consultants and administrators of an agency may do at the
// client companies that it serves.
package main

import (
	"fmt"
	"io"
	"os"

	"lupa.example/access"
	"lupa.example/casework"
)

const agency = "ledger-partners"

func subject(user string) access.Subject {
	return access.Subject{User: user, Facts: []access.Fact{&casework.Worker{Org: agency}}}
}

// bakery is one entry of the agency's client list, as its rows say.
func bakery() *casework.Engagement {
	return &casework.Engagement{
		Key:                   "bakery",
		Org:                   agency,
		SystemAdministrators:  []string{"sara"},
		ProgramAdministrators: map[string][]string{"bookkeeping": {"per"}},
		Consultants: map[string][]string{
			"kaj":  {"bookkeeping"},
			"lena": {"bookkeeping", "payroll"},
		},
	}
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
	policy, err := access.NewPolicy(practice)
	if err != nil {
		return err
	}
	client := bakery()
	program := func(name string) access.Resource { return &casework.Program{Name: name, Engagement: client} }
	consultant := func(user string) access.Resource {
		return &casework.Access{Consultant: user, Engagement: client}
	}
	for _, q := range []struct {
		user   string
		action access.Action
		what   access.Resource
		text   string
	}{
		{"kaj", casework.ActionUse, program("bookkeeping"), "use bookkeeping"},
		{"kaj", casework.ActionUse, program("payroll"), "use payroll"},
		{"per", casework.ActionUse, program("bookkeeping"), "use bookkeeping, which he administers"},
		{"per", casework.ActionAssign, program("bookkeeping"), "assign bookkeeping"},
		{"per", casework.ActionAssign, program("payroll"), "assign payroll"},
		{"per", casework.ActionGive, consultant("mona"), "give mona access"},
		{"per", casework.ActionRemove, consultant("kaj"), "remove kaj"},
		{"per", casework.ActionRemove, consultant("lena"), "remove lena"},
		{"sara", casework.ActionRemove, consultant("lena"), "remove lena"},
		{"sara", casework.ActionRemove, consultant("sara"), "remove herself"},
		{"mona", casework.ActionView, client, "see the client"},
	} {
		d := policy.Check(subject(q.user), q.action, q.what)
		fmt.Fprintf(out, "%-5s %-38s %v\n", q.user, q.text, d)
	}
	return nil
}
