package main

import (
	"errors"
	"fmt"
	"io"
	"slices"

	"lupa.example/access"
	"lupa.example/access/report"
	"lupa.example/profile"
)

// administer tells how a profile comes to a right and loses it again.
func administer(out io.Writer, site *profile.Site) error {
	olga := subject(user{id: "olga", profile: "office"})
	bo := subject(user{id: "bo", profile: "nurse", workspace: "west", groups: []string{"night shift"}})
	incident := resource(row{id: "incident 1", form: "incident", registeredBy: "anna", workspace: "east"})

	fmt.Fprintln(out, "\nwho may do what")
	if err := site.Matrix().WriteText(out); err != nil {
		return err
	}
	lint(out, site)

	// Begin with what is set, and change one thing.
	nurse, _ := site.Profile("nurse")
	before := nurse.Forms["incident"]
	wanted := before
	wanted.Read = profile.ScopeAll

	fmt.Fprintln(out, "\nbo asks for more")
	_, refusal, err := site.SetRights(bo, "nurse", "incident", wanted)
	if !errors.Is(err, access.ErrDenied) {
		return fmt.Errorf("bo was not refused: %w", err)
	}
	fmt.Fprintln(out, refusal)

	fmt.Fprintln(out, "\nolga looks at what it would change")
	next, preview, err := site.SetRights(olga, "nurse", "incident", wanted)
	if err != nil {
		return err
	}
	fmt.Fprintln(out, preview)
	fmt.Fprintf(out, "not kept: %v\n", site.Check(bo, profile.ActionRead, incident))

	kept := next // and a service stores it, and makes its policy of it
	fmt.Fprintf(out, "kept: %v\n", kept.Check(bo, profile.ActionRead, incident))
	lint(out, kept)

	fmt.Fprintln(out, "\nolga takes it back")
	back, undone, err := kept.SetRights(olga, "nurse", "incident", before)
	if err != nil {
		return err
	}
	fmt.Fprintln(out, undone)
	fmt.Fprintf(out, "kept as well: %v\n", back.Check(bo, profile.ActionRead, incident))
	return nil
}

// leave tells what the service has to take or hand on when somebody leaves: it asks its
// tables for the rows that name the person.
func leave(out io.Writer, u user, rows []row) {
	var cases []*profile.Case
	for _, r := range rows {
		cases = append(cases, resource(r))
	}
	fact := subject(u).Facts[0].(*profile.User)
	fmt.Fprintf(out, "\n%s leaves\n", u.id)
	for what, where := range profile.Holdings(u.id, fact, slices.Values(cases)) {
		if where == (report.Thing{}) {
			fmt.Fprintf(out, "  %s\n", what)
		} else {
			fmt.Fprintf(out, "  %s (%s)\n", what, where)
		}
	}
}

func lint(out io.Writer, site *profile.Site) {
	fmt.Fprintln(out, "\nworth a second look")
	for finding := range site.Lint() {
		fmt.Fprintf(out, "  %s\n", finding)
	}
}
