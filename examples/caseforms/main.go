// Caseforms shows, for each case on a list, what the user may do with it, so that a
// page offers only buttons that work. Then an administrator gives a profile more:
// what that changes is shown first, kept, and taken back. At last somebody leaves, and
// what they held is listed.
package main

import (
	"fmt"
	"io"
	"os"
	"strings"

	"lupa.example/access"
	"lupa.example/profile"
)

// A user is what the session knows: membership and workspace as of now.
type user struct {
	id, profile, workspace string
	groups                 []string
}

// A row is a case as the database has it.
type row struct {
	id, form, registeredBy, workspace string
	users, groups                     []string
	closed                            bool
}

func subject(u user) access.Subject {
	return access.Subject{User: u.id, Facts: []access.Fact{
		&profile.User{Profile: u.profile, Workspace: u.workspace, Groups: u.groups},
	}}
}

func resource(r row) *profile.Case {
	status := profile.StatusOpen
	if r.closed {
		status = profile.StatusClosed
	}
	return &profile.Case{
		ID:           r.id,
		Form:         r.form,
		RegisteredBy: r.registeredBy,
		Workspace:    r.workspace,
		Users:        r.users,
		Groups:       r.groups,
		Status:       status,
	}
}

// buttons returns the actions to offer.
func buttons(policy *access.Policy, s access.Subject, c *profile.Case) []string {
	var offered []string
	for _, a := range policy.Actions(profile.KindCase) {
		if policy.Check(s, a, c).Allowed {
			offered = append(offered, string(a))
		}
	}
	return offered
}

func main() {
	if err := run(os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(out io.Writer) error {
	site, err := profile.NewSite(profile.Config{
		Forms: []string{"incident", "feedback"},
		Profiles: []profile.Profile{
			{Name: "nurse", Cases: true, Forms: map[string]profile.FormRights{
				"incident": {Read: profile.ScopeWorkspace, Change: profile.ScopeInvolved, Register: true},
				"feedback": {Read: profile.ScopeAll, Change: profile.ScopeRegistered, Delete: profile.ScopeRegistered},
			}},
			{Name: "quality", Cases: true, Forms: map[string]profile.FormRights{
				"incident": {Read: profile.ScopeAll, Change: profile.ScopeAll, ChangeClosed: true, SharePublicly: true},
			}},
			{Name: "office", Cases: true, Administrator: true},
		},
	})
	if err != nil {
		return err
	}
	if err := list(out, site); err != nil {
		return err
	}
	if err := administer(out, site); err != nil {
		return err
	}
	anna := user{id: "anna", profile: "nurse", workspace: "east", groups: []string{"day shift"}}
	leave(out, anna, []row{
		{id: "incident 1", form: "incident", registeredBy: "anna", workspace: "east", groups: []string{"night shift"}},
		{id: "incident 3", form: "incident", workspace: "east", users: []string{"anna"}}, // it came by mail
	})
	return nil
}

// list prints the buttons of several users on one list of cases.
func list(out io.Writer, site *profile.Site) error {
	policy, err := access.NewPolicy(site)
	if err != nil {
		return err
	}
	cases := []row{
		{id: "incident 1", form: "incident", registeredBy: "anna", workspace: "east", groups: []string{"night shift"}},
		{id: "incident 2", form: "incident", registeredBy: "anna", workspace: "east", closed: true},
		{id: "feedback 1", form: "feedback", registeredBy: "anna", workspace: "east"},
	}
	for _, u := range []user{
		{id: "anna", profile: "nurse", workspace: "east"},
		{id: "anna", profile: "nurse", workspace: "west"}, // the same person after moving
		{id: "bo", profile: "nurse", workspace: "west", groups: []string{"night shift"}},
		{id: "cia", profile: "quality", workspace: "head office"},
	} {
		fmt.Fprintf(out, "%s, %s in %s\n", u.id, u.profile, u.workspace)
		for _, r := range cases {
			offered := buttons(policy, subject(u), resource(r))
			fmt.Fprintf(out, "  %s: %s\n", r.id, orNothing(offered))
		}
	}
	return nil
}

func orNothing(list []string) string {
	if len(list) == 0 {
		return "nothing"
	}
	return strings.Join(list, ", ")
}
