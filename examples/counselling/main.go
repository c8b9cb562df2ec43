// Counselling lets counsellors work with the clients that they are responsible for
// or that are shared with them, and share and transfer these: what a change would
// do is shown first, and saved once it is confirmed. When somebody leaves, a steward
// hands on what they were responsible for.
package main

import (
	"fmt"
	"io"
	"iter"
	"maps"
	"os"
	"slices"

	"lupa.example/access"
	"lupa.example/access/report"
	"lupa.example/casework"
)

// A counsellor is what the session knows, or the directory.
type counsellor struct {
	user, org string
	steward   bool
}

func (c counsellor) subject() access.Subject {
	return access.Subject{User: c.user, Facts: []access.Fact{&casework.User{Org: c.org, Steward: c.steward}}}
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

// clients yields all clients, as the database would, by id.
func (s *service) clients() iter.Seq[*casework.Client] {
	return func(yield func(*casework.Client) bool) {
		for _, id := range slices.Sorted(maps.Keys(s.rows)) {
			if !yield(s.load(id)) {
				return
			}
		}
	}
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

// holdings prints what somebody holds, and returns the clients for which they are
// responsible.
func (s *service) holdings(who counsellor) []*casework.Client {
	var own []*casework.Client
	nothing := true
	for what, where := range casework.Holdings(who.user, s.clients(), nil) {
		fmt.Fprintf(s.out, "%s holds the %v for %v\n", who.user, what, where)
		nothing = false
		if what.Kind == casework.KindResponsibility {
			own = append(own, s.load(where.ID))
		}
	}
	if nothing {
		fmt.Fprintf(s.out, "%s holds nothing\n", who.user)
	}
	return own
}

func main() {
	if err := run(os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(out io.Writer) error {
	practice, err := casework.NewPractice(casework.Config{Stewards: true})
	if err != nil {
		return err
	}
	s := &service{practice, make(map[string]*row), out}
	const id = "3"
	liisa := counsellor{user: "liisa", org: "youth-service"}
	matti := counsellor{user: "matti", org: "youth-service"}
	aino := counsellor{user: "aino", org: "youth-service"}
	eino := counsellor{user: "eino", org: "evening-school"}
	stina := counsellor{user: "stina", org: "youth-service", steward: true}

	fmt.Fprintln(out, "# liisa holds the first session")
	open := func(who counsellor, id string) act {
		return func() (*casework.Client, report.Report, error) { return practice.Open(who.subject(), id) }
	}
	s.change(open(liisa, id))
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
	s.addNote(counsellor{user: "matti", org: "evening-school"}, id, "in another employment")
	s.change(share(matti, aino, sure))
	s.change(share(liisa, eino, sure))

	fmt.Fprintln(out, "# she takes it back, and shares it again")
	unshare := func(actor counsellor, id string, user string) act {
		return func() (*casework.Client, report.Report, error) {
			return practice.Unshare(actor.subject(), s.load(id), user)
		}
	}
	s.change(unshare(liisa, id, matti.user))
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

	fmt.Fprintln(out, "# liisa leaves; a steward hands on what she was responsible for, and sees none of it")
	s.change(open(liisa, "4"))
	s.rows["5"] = &row{org: matti.org, responsible: matti.user, sharedWith: []string{liisa.user}}
	own := s.holdings(liisa)
	_, preview, _ := practice.HandOnAll(stina.subject(), own, aino.employee(), casework.HandOnConfirmation{Why: casework.HasLeft})
	fmt.Fprintf(out, "to confirm: %v\n", preview)
	next, handedOn, err := practice.HandOnAll(stina.subject(), own, aino.employee(),
		casework.HandOnConfirmation{Why: casework.HasLeft, Sure: true, Loss: preview.Digest()})
	if err != nil {
		return err
	}
	for _, c := range next {
		s.save(c)
	}
	fmt.Fprintln(out, handedOn.Notice())
	s.addNote(stina, id, "looked in")
	s.addNote(aino, id, "took over")
	s.holdings(liisa)
	s.change(unshare(matti, "5", liisa.user))
	s.holdings(liisa)
	return nil
}
