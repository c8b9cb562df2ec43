package casework_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"lupa.example/access"
	"lupa.example/access/accesstest"
	"lupa.example/access/digest"
	"lupa.example/access/report"
	"lupa.example/casework"
)

// A counsellingAct is one act on a client.
type counsellingAct struct {
	action access.Action
	to     casework.Employee
	sure   bool
	loss   loss
}

// A loss is which digest confirms a transfer.
type loss int

const (
	notShown     loss = iota // none
	shown                    // of what this transfer comes to
	shownAnother             // of something else
)

func (a counsellingAct) take(p *casework.Practice, actor access.Subject, c *casework.Client) (*casework.Client, report.Report, error) {
	switch a.action {
	case casework.ActionShare:
		return p.Share(actor, c, a.to, casework.ShareConfirmation{Sure: a.sure})
	case casework.ActionUnshare:
		return p.Unshare(actor, c, a.to.User)
	default:
		confirm := casework.TransferConfirmation{Sure: a.sure}
		switch a.loss {
		case shown:
			confirm.Loss = lossOf(p, actor, c, a.to)
		case shownAnother:
			confirm.Loss = digest.Of("another")
		}
		return p.Transfer(actor, c, a.to, confirm)
	}
}

// everyClientAct returns every act on a client with every argument.
func everyClientAct() []counsellingAct {
	var all []counsellingAct
	for _, to := range append(slices.Clone(tablePeople), casework.Employee{}) {
		all = append(all, counsellingAct{action: casework.ActionUnshare, to: to})
		for _, sure := range bools {
			all = append(all, counsellingAct{action: casework.ActionShare, to: to, sure: sure})
			for _, loss := range []loss{notShown, shown, shownAnother} {
				all = append(all, counsellingAct{casework.ActionTransfer, to, sure, loss})
			}
		}
	}
	return all
}

// confirmed reports whether the act has what it takes to be done.
func (a counsellingAct) confirmed() bool {
	switch a.action {
	case casework.ActionShare:
		return a.sure
	case casework.ActionTransfer:
		return a.sure && a.loss == shown
	default:
		return true
	}
}

func (a counsellingAct) inWords() string {
	to := a.to.User
	if to == "" {
		to = "nobody"
	}
	switch a.action {
	case casework.ActionShare:
		return fmt.Sprintf("shares with %s, sure %v", to, a.sure)
	case casework.ActionUnshare:
		return "unshares with " + to
	default:
		return fmt.Sprintf("transfers to %s, sure %v, %s", to, a.sure, []string{"not shown", "shown", "shown another"}[a.loss])
	}
}

// want returns what comes of the act if the actor may do it and has confirmed it, nil if
// it is invalid, by reading the rules aloud.
func (a counsellingAct) want(actor string, c *casework.Client) *casework.Client {
	next := copyOf(c)
	to := a.to.User
	toAnother := to != "" && a.to.Org != "" && to != actor && to != c.Responsible
	switch a.action {
	case casework.ActionShare:
		if !toAnother || a.to.Org != c.Org {
			return nil
		}
		if !slices.Contains(c.Shared, to) {
			next.Shared = append(others(c, ""), to)
		}
		return next
	case casework.ActionUnshare:
		if to == "" {
			return nil
		}
		if to != c.Responsible && slices.Contains(c.Shared, to) {
			next.Shared = others(c, to)
		}
		return next
	default:
		if !toAnother {
			return nil
		}
		next = &casework.Client{ID: c.ID, Org: a.to.Org, Responsible: to}
		if a.to.Org == c.Org {
			next.Shared = others(c, to)
		}
		return next
	}
}

// others returns those with whom a client is shared, each once, but for the user and
// for whoever is responsible, who is more than shared with.
func others(c *casework.Client, user string) []string {
	var list []string
	for _, name := range c.Shared {
		if name != "" && name != user && name != c.Responsible && !slices.Contains(list, name) {
			list = append(list, name)
		}
	}
	return list
}

// Both practices × every client of the table of clients × who acts, for their own
// organisation × every act with every person, nobody and every confirmation: the next
// client and the report, or what is wrong and what is to be confirmed.
func TestTableOfClientActs(t *testing.T) {
	table := accesstest.NewTable(t, "client acts")
	for _, sharedMayShare := range bools {
		practice := newPractice(t, casework.Config{SharedMayShare: sharedMayShare})
		for c := range everyClient {
			before := copyOf(c)
			for _, person := range tablePeople {
				for _, act := range everyClientAct() {
					next, r, err := act.take(practice, as(person), c)
					may := rulesAllow(sharedMayShare, person.User, person.Org, act.action, c)
					want := act.want(person.User, c)
					question := []string{switchInWords(sharedMayShare), clientInWords(c) + ";", person.User, act.inWords()}
					if (err == nil) != (may && want != nil && act.confirmed()) || errors.Is(err, access.ErrDenied) == may {
						t.Fatalf("%s: %v", question, err)
					}
					if err == nil && clientInWords(next) != clientInWords(want) {
						t.Fatalf("%s: got %+v, want %+v", question, next, want)
					}
					if previewed := err != nil && may && want != nil; previewed != (err != nil && r.Count(report.Refused) < len(r.Items)) {
						t.Fatalf("%s: got %v beside %v", question, r, err)
					}
					table.Outcome(actInWords(next, r, err), question...)
				}
			}
			if clientInWords(before) != clientInWords(c) {
				t.Fatalf("%+v has become %+v", before, c)
			}
		}
	}
	table.Compare()
}

func actInWords(next *casework.Client, r report.Report, err error) string {
	outcome := "; " + strings.Join(lines(r), "; ")
	if err != nil {
		return strings.ReplaceAll(err.Error(), "\n", "; ") + outcome
	}
	return clientInWords(next) + outcome
}
