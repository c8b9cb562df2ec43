package casework_test

import (
	"slices"
	"strings"
	"testing"

	"lupa.example/access"
	"lupa.example/access/accesstest"
	"lupa.example/casework"
)

// The tables of clients are about the counsellors a, b and c of X and d of Y, and a
// client of X.
var tablePeople = []casework.Employee{at("a@X"), at("b@X"), at("c@X"), at("d@Y")}

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

func switchesInWords(c casework.Config) string {
	text := "responsible shares"
	if c.SharedMayShare {
		text = "shared may share"
	}
	if c.Stewards {
		text += ", stewards"
	}
	return text + ";"
}

// An asker is who asks about a client, and what is known of them.
type asker struct {
	user, org string
	steward   bool
}

func (a asker) subject() access.Subject {
	return access.Subject{User: a.user, Facts: []access.Fact{&casework.User{Org: a.org, Steward: a.steward}}}
}

func (a asker) inWords() string {
	if a.steward {
		return a.user + ", steward of " + a.org
	}
	return a.user + " of " + a.org
}

// rulesAllow answers by reading the rules aloud.
func rulesAllow(rules casework.Config, by asker, a access.Action, c *casework.Client) bool {
	if by.org != c.Org {
		return false
	}
	if a == casework.ActionHandOn {
		return rules.Stewards && by.steward
	}
	if by.user == c.Responsible {
		return true
	}
	if !slices.Contains(c.Shared, by.user) {
		return false
	}
	if a == casework.ActionView || a == casework.ActionEdit || a == casework.ActionAddSession {
		return true
	}
	return a == casework.ActionShare && rules.SharedMayShare
}

// everyRules yields every practice without programs.
func everyRules(yield func(casework.Config) bool) {
	for _, sharedMayShare := range bools {
		for _, stewards := range bools {
			if !yield(casework.Config{SharedMayShare: sharedMayShare, Stewards: stewards}) {
				return
			}
		}
	}
}

// Every practice × who is responsible × every list of those shared with × who asks ×
// the organisation for which they act, the client's or another, as its steward or not ×
// action on the client or on a session with it. Who wrote the session is asked and makes
// no row, as it makes no difference.
func TestTableOfClients(t *testing.T) {
	table := accesstest.NewTable(t, "clients")
	for rules := range everyRules {
		practice := mustPractice(t, rules)
		policy := policyOf(t, practice)
		for c := range everyClient {
			for by := range everyAsker {
				question := []string{switchesInWords(rules), clientInWords(c) + ";", by.inWords()}
				ask := func(a access.Action, what string, r access.Resource) access.Decision {
					d := practice.Check(by.subject(), a, r)
					if err := accesstest.Filtered(policy, access.Question{Subject: by.subject(), Action: a, Resource: r}); err != nil {
						t.Fatal(err)
					}
					if d.Allowed != rulesAllow(rules, by, a, c) {
						t.Fatalf("%s %s %s: got %v", question, a, what, d)
					}
					return d
				}
				for _, a := range practice.Actions(casework.KindClient) {
					table.Row(ask(a, "client", c), append(question, string(a), "client")...)
				}
				for _, a := range practice.Actions(casework.KindSession) {
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
	table.Compare()
}

func everyAsker(yield func(asker) bool) {
	for _, person := range tablePeople {
		for _, org := range []string{"X", "Y"} {
			for _, steward := range bools {
				if !yield(asker{person.User, org, steward}) {
					return
				}
			}
		}
	}
}
