package casework_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"lupa.example/access"
	"lupa.example/access/accesstest"
	"lupa.example/access/report"
	"lupa.example/casework"
)

// The tables of clients are about the counsellors a, b and c of X and d of Y, and a
// client of X.
var tablePeople = []casework.Person{at("a@X"), at("b@X"), at("c@X"), at("d@Y")}

// everyClient yields the client with a or b responsible, shared with any of the four:
// also with the responsible, and with d, who should not stand there.
func everyClient(yield func(*casework.Client) bool) {
	for _, responsible := range []string{"a", "b"} {
		for i := range 16 {
			c := &casework.Client{ID: "K1", Org: "X", Responsible: responsible}
			for j, p := range tablePeople {
				if i&(1<<j) != 0 {
					c.Shared = append(c.Shared, p.User)
				}
			}
			if !yield(c) {
				return
			}
		}
	}
}

func clientInWords(c *casework.Client) string {
	return c.Responsible + " responsible in " + c.Org + ", shared with " + listInWords(c.Shared)
}

func listInWords(list []string) string {
	if len(list) == 0 {
		return "none"
	}
	return strings.Join(list, "+")
}

func switchInWords(on bool) string {
	if on {
		return "shared may share;"
	}
	return "responsible shares;"
}

// rulesAllow answers by reading the rules aloud.
func rulesAllow(sharedMayShare bool, user, org string, a access.Action, c *casework.Client) bool {
	if org != c.Org {
		return false
	}
	if user == c.Responsible {
		return true
	}
	if !slices.Contains(c.Shared, user) {
		return false
	}
	if a == casework.ActionView || a == casework.ActionEdit || a == casework.ActionAddSession {
		return true
	}
	return a == casework.ActionShare && sharedMayShare
}

// Both practices × who is responsible × every list of those shared with × who asks ×
// the organisation for which they act, the client's or another × action on the client
// or on a session with it. Who wrote the session is asked and makes no row, as it makes
// no difference.
//
//	go test ./casework -run '^TestTableOfClients$' -table /tmp/clients.txt
func TestTableOfClients(t *testing.T) {
	table := accesstest.NewTable(t, "clients")
	for _, sharedMayShare := range bools {
		practice := newPractice(t, casework.Config{SharedMayShare: sharedMayShare})
		for c := range everyClient {
			for _, person := range tablePeople {
				for _, org := range []string{"X", "Y"} {
					asker := worker(person.User, org)
					question := []string{switchInWords(sharedMayShare), clientInWords(c) + ";", person.User, "of", org}
					ask := func(a access.Action, what string, r access.Resource) access.Decision {
						d := practice.Check(asker, a, r)
						if d.Allowed != rulesAllow(sharedMayShare, person.User, org, a, c) {
							t.Fatalf("%s %s %s: got %v", question, a, what, d)
						}
						return d
					}
					for _, a := range []access.Action{
						casework.ActionView, casework.ActionEdit, casework.ActionAddSession,
						casework.ActionShare, casework.ActionUnshare, casework.ActionTransfer,
					} {
						table.Row(ask(a, "client", c), append(question, string(a), "client")...)
					}
					for _, a := range []access.Action{casework.ActionView, casework.ActionEdit} {
						d := ask(a, "session", &casework.Session{Client: c})
						for _, writer := range tablePeople {
							if by := ask(a, "session", &casework.Session{Client: c, WrittenBy: writer.User}); by != d {
								t.Fatalf("%s %s session: got %v, and %v where %s wrote it", question, a, d, by, writer.User)
							}
						}
						table.Row(d, append(question, string(a), "session")...)
					}
				}
			}
		}
	}
	table.Compare()
}

// Both practices × every such client × who acts, for their own organisation × every
// act with every person, nobody and every confirmation: the next client and the report,
// or what is wrong.
//
//	go test ./casework -run '^TestTableOfClientActs$' -table /tmp/acts.txt
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
					want, valid := act.want(person.User, c)
					question := []string{switchInWords(sharedMayShare), clientInWords(c) + ";", person.User, act.inWords()}
					if (err == nil) != (may && valid) || errors.Is(err, access.ErrDenied) == may {
						t.Fatalf("%s: %v", question, err)
					}
					if err == nil && clientInWords(next) != clientInWords(want) {
						t.Fatalf("%s: got %+v, want %+v", question, next, want)
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
	if err != nil {
		return strings.ReplaceAll(err.Error(), "\n", "; ")
	}
	return clientInWords(next) + "; " + strings.Join(lines(r), "; ")
}
