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
	return access.Subject{User: c.user, Facts: []access.Fact{&casework.Worker{Org: c.org}}}
}

func (c counsellor) person() casework.Person { return casework.Person{User: c.user, Org: c.org} }

// A row is a client in the database, with its shares.
type row struct {
	org, responsible string
	sharedWith       []string
	notes            []string
}

// A service has the rules, and the rows by the client's key.
type service struct {
	practice *casework.Practice
	rows     map[string]*row
	out      io.Writer
}

func (s *service) load(key string) *casework.Client {
	r := s.rows[key]
	return &casework.Client{ID: key, Org: r.org, Responsible: r.responsible, Shared: r.sharedWith}
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

// change shows what an act would do, or saves it if that is confirmed. To be shown,
// an act is called as if it were confirmed: nothing has happened until it is saved.
func (s *service) change(act act, confirmed bool) {
	next, report, err := act()
	switch {
	case err != nil:
		fmt.Fprintln(s.out, err)
	case !confirmed:
		fmt.Fprintf(s.out, "to confirm: %v\n", report)
	default:
		s.save(next)
		fmt.Fprintln(s.out, report.Notice())
	}
}

// addNote is a counselling session written down.
func (s *service) addNote(who counsellor, key, note string) {
	d := s.practice.Check(who.subject(), casework.ActionAddSession, s.load(key))
	if d.Allowed {
		s.rows[key].notes = append(s.rows[key].notes, who.user+": "+note)
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
	const key = "client 3"
	liisa := counsellor{"liisa", "youth-service"}
	matti := counsellor{"matti", "youth-service"}
	aino := counsellor{"aino", "youth-service"}
	eino := counsellor{"eino", "evening-school"}

	fmt.Fprintln(out, "# liisa holds the first session")
	s.change(func() (*casework.Client, report.Report, error) { return practice.Open(liisa.subject(), key) }, true)
	s.addNote(liisa, key, "first session")
	s.addNote(matti, key, "talked on the phone")

	fmt.Fprintln(out, "# matti asks for the client; she looks at what sharing means, and confirms it")
	share := func(actor, with counsellor, sure bool) act {
		return func() (*casework.Client, report.Report, error) {
			return practice.Share(actor.subject(), s.load(key), with.person(), casework.ShareConfirmation{Sure: sure})
		}
	}
	s.change(share(liisa, matti, false), true)
	s.change(share(liisa, matti, true), false)
	s.change(share(liisa, matti, true), true)
	s.addNote(matti, key, "met at the office")
	s.addNote(counsellor{"matti", "evening-school"}, key, "in another employment")
	s.change(share(matti, aino, true), true)
	s.change(share(liisa, eino, true), true)

	fmt.Fprintln(out, "# she takes it back, and shares it again")
	s.change(func() (*casework.Client, report.Report, error) {
		return practice.Unshare(liisa.subject(), s.load(key), matti.user)
	}, true)
	s.addNote(matti, key, "talked on the phone")
	s.change(share(liisa, matti, true), true)

	fmt.Fprintln(out, "# she looks at what a transfer to another organisation means, and confirms it")
	transfer := func(actor, to counsellor) act {
		return func() (*casework.Client, report.Report, error) {
			return practice.Transfer(actor.subject(), s.load(key), to.org, to.person(),
				casework.TransferConfirmation{Sure: true, AwareOfLoss: true})
		}
	}
	s.change(transfer(matti, eino), true)
	s.change(transfer(liisa, eino), false)
	s.change(transfer(liisa, eino), true)
	for _, who := range []counsellor{liisa, matti, eino} {
		s.addNote(who, key, "handed over")
	}

	fmt.Fprintln(out, "# and gets it back, without the share")
	s.change(transfer(eino, liisa), true)
	panel, err := practice.Panel(liisa.subject(), s.load(key))
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "responsible: %s, shared with: %q, sessions: %d\n", panel.Responsible, panel.Shared, len(s.rows[key].notes))
	return nil
}
