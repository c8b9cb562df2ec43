// Counselling lets counsellors work with the clients that they are responsible for
// or that are shared with them.
package main

import (
	"fmt"
	"io"
	"os"

	"lupa.example/access"
	"lupa.example/casework"
)

// A counsellor is what the session knows.
type counsellor struct{ user, org string }

// A client is a row of the database, with its shares.
type client struct {
	id, org, responsible string
	sharedWith           []string
	notes                []string
}

func (c counsellor) subject() access.Subject {
	return access.Subject{User: c.user, Facts: []access.Fact{&casework.Worker{Org: c.org}}}
}

func (c *client) resource() *casework.Client {
	return &casework.Client{Key: c.id, Org: c.org, Responsible: c.responsible, Shared: c.sharedWith}
}

// addNote is a counselling session written down.
func addNote(policy *access.Policy, who counsellor, c *client, note string) error {
	d := policy.Check(who.subject(), casework.ActionAddSession, c.resource())
	if err := d.Err(); err != nil {
		return fmt.Errorf("add a session with %s: %w", c.id, err)
	}
	c.notes = append(c.notes, who.user+": "+note)
	return nil
}

func main() {
	if err := run(os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(out io.Writer) error {
	practice, err := casework.NewPractice(casework.Config{})
	if err != nil {
		return err
	}
	policy, err := access.NewPolicy(practice)
	if err != nil {
		return err
	}
	c := &client{id: "client 3", org: "youth-service", responsible: "liisa", sharedWith: []string{"matti"}}
	for _, who := range []counsellor{
		{"liisa", "youth-service"},
		{"matti", "youth-service"},
		{"aino", "youth-service"},   // a colleague
		{"matti", "evening-school"}, // the same person in another employment
	} {
		if err := addNote(policy, who, c, "met at the office"); err != nil {
			fmt.Fprintf(out, "%s for %s: %v\n", who.user, who.org, err)
		} else {
			fmt.Fprintf(out, "%s for %s: %d notes\n", who.user, who.org, len(c.notes))
		}
	}
	for _, a := range []access.Action{casework.ActionShare, casework.ActionUnshare, casework.ActionTransfer} {
		for _, user := range []string{"liisa", "matti"} {
			d := policy.Check(counsellor{user, "youth-service"}.subject(), a, c.resource())
			fmt.Fprintf(out, "%s %s: %v\n", user, a, d)
		}
	}
	return nil
}
