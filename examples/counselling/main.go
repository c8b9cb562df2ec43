// Counselling lets counsellors work with the clients that they are responsible for
// or that are shared with them, and share and transfer these: what a change would
// do is shown first, and saved once it is confirmed.
package main

import (
	"fmt"
	"io"
	"os"

	"lupa.example/access"
	"lupa.example/access/report"
	"lupa.example/casework"
)

// A counsellor is what the session knows, or the directory.
type counsellor struct{ user, org string }

func (c counsellor) subject() access.Subject {
	return access.Subject{User: c.user, Facts: []access.Fact{&casework.User{Org: c.org}}}
}

func (c counsellor) employee() casework.Employee { return casework.Employee{User: c.user, Org: c.org} }

// A row is a client in the database, with its shares.
type row struct {
	org, responsible string
	sharedWith       []string
	notes            []string
}

// A service has the rules, and the rows by the client's id.
type service struct {
	practice *casework.Practice
	rows     map[string]*row
	out      io.Writer
}

func (s *service) load(id string) *casework.Client {
	r := s.rows[id]
	return &casework.Client{ID: id, Org: r.org, Responsible: r.responsible, Shared: r.sharedWith}
}

// save is where clients change, and the only place.
func (s *service) save(c *casework.Client) {
	r := s.rows[c.ID]
	if r == nil {
		r = new(row)
		s.rows[c.ID] = r
	}
	r.org, r.responsible, r.sharedWith = c.Org, c.Responsible, c.Shared
}

// An act returns the client as it would be and what that would mean.
type act func() (*casework.Client, report.Report, error)

// change saves what an act returns, or says what the act still takes.
func (s *service) change(act act) {
	next, report, err := act()
	if err != nil {
		fmt.Fprintln(s.out, err)
		return
	}
	s.save(next)
	fmt.Fprintln(s.out, report.Notice())
}

// show prints what an act comes to that is not confirmed, for who is to confirm it.
func (s *service) show(act act) report.Report {
	_, preview, _ := act()
	fmt.Fprintf(s.out, "to confirm: %v\n", preview)
	return preview
}

// addNote is a counselling session written down.
func (s *service) addNote(who counsellor, id, note string) {
	d := s.practice.Check(who.subject(), casework.ActionAddSession, s.load(id))
	if d.Allowed {
		s.rows[id].notes = append(s.rows[id].notes, who.user+": "+note)
	}
	fmt.Fprintf(s.out, "%s for %s adds a session: %v\n", who.user, who.org, d)
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
	s := &service{practice, make(map[string]*row), out}
	const id = "3"
	liisa := counsellor{"liisa", "youth-service"}
	matti := counsellor{"matti", "youth-service"}
	aino := counsellor{"aino", "youth-service"}
	eino := counsellor{"eino", "evening-school"}

	fmt.Fprintln(out, "# liisa holds the first session")
	s.change(func() (*casework.Client, report.Report, error) { return practice.Open(liisa.subject(), id) })
	s.addNote(liisa, id, "first session")
	s.addNote(matti, id, "talked on the phone")

	fmt.Fprintln(out, "# matti asks for the client; she looks at what sharing means, and confirms it")
	share := func(actor, with counsellor, confirm casework.ShareConfirmation) act {
		return func() (*casework.Client, report.Report, error) {
			return practice.Share(actor.subject(), s.load(id), with.employee(), confirm)
		}
	}
	sure := casework.ShareConfirmation{Sure: true}
	s.show(share(liisa, matti, casework.ShareConfirmation{}))
	s.change(share(liisa, matti, sure))
	s.addNote(matti, id, "met at the office")
	s.addNote(counsellor{"matti", "evening-school"}, id, "in another employment")
	s.change(share(matti, aino, sure))
	s.change(share(liisa, eino, sure))

	fmt.Fprintln(out, "# she takes it back, and shares it again")
	s.change(func() (*casework.Client, report.Report, error) {
		return practice.Unshare(liisa.subject(), s.load(id), matti.user)
	})
	s.addNote(matti, id, "talked on the phone")
	s.change(share(liisa, matti, sure))

	fmt.Fprintln(out, "# she looks at what a transfer to another organisation means, and confirms it")
	transfer := func(actor, to counsellor, confirm casework.TransferConfirmation) act {
		return func() (*casework.Client, report.Report, error) {
			return practice.Transfer(actor.subject(), s.load(id), to.employee(), confirm)
		}
	}
	confirmed := func(actor, to counsellor) act {
		preview := s.show(transfer(actor, to, casework.TransferConfirmation{}))
		return transfer(actor, to, casework.TransferConfirmation{Sure: true, Loss: preview.Digest()})
	}
	s.change(transfer(matti, eino, casework.TransferConfirmation{}))
	shown := confirmed(liisa, eino)

	fmt.Fprintln(out, "# meanwhile the client is shared with aino, so that she looks again")
	s.change(share(liisa, aino, sure))
	s.change(shown)
	s.change(confirmed(liisa, eino))
	for _, who := range []counsellor{liisa, matti, eino} {
		s.addNote(who, id, "handed over")
	}

	fmt.Fprintln(out, "# and gets it back, without the shares")
	s.change(confirmed(eino, liisa))
	panel, err := practice.Panel(liisa.subject(), s.load(id))
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "responsible: %s, shared with: %q, sessions: %d\n", panel.Responsible, panel.Shared, len(s.rows[id].notes))
	return nil
}
