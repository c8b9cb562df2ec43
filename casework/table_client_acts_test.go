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
	why    casework.Absence // of handing on
	sure   bool
	loss   loss
}

// A loss is which digest confirms a transfer, or a handing on.
type loss int

const (
	notShown     loss = iota // none
	shown                    // of what this act comes to
	shownAnother             // of something else
)

func (a counsellingAct) take(p *casework.Practice, actor access.Subject, c *casework.Client) (*casework.Client, report.Report, error) {
	switch a.action {
	case casework.ActionShare:
		return p.Share(actor, c, a.to, casework.ShareConfirmation{Sure: a.sure})
	case casework.ActionUnshare:
		return p.Unshare(actor, c, a.to.User)
	case casework.ActionHandOn:
		confirm := casework.HandOnConfirmation{Why: a.why, Sure: a.sure, Loss: a.digest()}
		next, r, err := p.HandOn(actor, c, a.to, confirm)
		if a.loss == shown && err != nil && !errors.Is(err, access.ErrDenied) {
			confirm.Loss = r.Digest()
			return p.HandOn(actor, c, a.to, confirm)
		}
		return next, r, err
	default:
		confirm := casework.TransferConfirmation{Sure: a.sure, Loss: a.digest()}
		next, r, err := p.Transfer(actor, c, a.to, confirm)
		if a.loss == shown && err != nil && !errors.Is(err, access.ErrDenied) {
			confirm.Loss = r.Digest()
			return p.Transfer(actor, c, a.to, confirm)
		}
		return next, r, err
	}
}

// digest returns the digest with which the act is tried first.
func (a counsellingAct) digest() digest.Digest {
	if a.loss == shownAnother {
		return digest.Of("another")
	}
	return digest.Digest{}
}

// everyClientAct returns every act on a client with every argument.
func everyClientAct() []counsellingAct {
	var all []counsellingAct
	for _, to := range append(slices.Clone(tablePeople), casework.Employee{}) {
		all = append(all, counsellingAct{action: casework.ActionUnshare, to: to})
		for _, sure := range bools {
			all = append(all, counsellingAct{action: casework.ActionShare, to: to, sure: sure})
			for _, loss := range []loss{notShown, shown, shownAnother} {
				all = append(all, counsellingAct{action: casework.ActionTransfer, to: to, sure: sure, loss: loss})
				for _, why := range []casework.Absence{casework.AbsenceUnknown, casework.HasLeft} {
					all = append(all, counsellingAct{casework.ActionHandOn, to, why, sure, loss})
				}
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
	case casework.ActionHandOn:
		return a.sure && a.loss == shown && a.why != casework.AbsenceUnknown
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
	}
	text := "transfers to " + to
	if a.action == casework.ActionHandOn {
		text = fmt.Sprintf("hands on to %s, %v", to, a.why)
	}
	return fmt.Sprintf("%s, sure %v, %s", text, a.sure, []string{"not shown", "shown", "shown another"}[a.loss])
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
		if !toAnother || a.action == casework.ActionHandOn && (a.to.Org != c.Org || actor == c.Responsible) {
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

// Every practice × every client of the table of clients × who acts, for their own
// organisation, as its steward or not × every act with every person, nobody and every
// confirmation: the next client and the report, or what is wrong and what is to be
// confirmed. Where the practice has stewards, handing on alone is tried.
func TestTableOfClientActs(t *testing.T) {
	table := accesstest.NewTable(t, "client acts")
	for rules := range everyRules {
		if rules.Stewards && rules.SharedMayShare {
			continue // as with stewards alone
		}
		practice := mustPractice(t, rules)
		for c := range everyClient {
			before := copyOf(c)
			for by := range everyAsker {
				if by.org != orgOf(by.user) || by.steward && !rules.Stewards {
					continue
				}
				for _, act := range everyClientAct() {
					if rules.Stewards != (act.action == casework.ActionHandOn) {
						continue
					}
					next, r, err := act.take(practice, by.subject(), c)
					may := rulesAllow(rules, by, act.action, c)
					want := act.want(by.user, c)
					question := []string{switchesInWords(rules), clientInWords(c) + ";", by.inWords(), act.inWords()}
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

// orgOf returns the organisation of one of the people of the tables.
func orgOf(user string) string {
	return tablePeople[slices.IndexFunc(tablePeople, func(p casework.Employee) bool { return p.User == user })].Org
}

func actInWords(next *casework.Client, r report.Report, err error) string {
	outcome := "; " + strings.Join(lines(r), "; ")
	if err != nil {
		return strings.ReplaceAll(err.Error(), "\n", "; ") + outcome
	}
	return clientInWords(next) + outcome
}
