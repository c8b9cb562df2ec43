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
func TestTableOfClients(t *testing.T) {
	table := accesstest.NewTable(t, "clients")
	for _, sharedMayShare := range bools {
		practice := newPractice(t, casework.Config{SharedMayShare: sharedMayShare})
		for c := range everyClient {
			for _, person := range tablePeople {
				for _, org := range []string{"X", "Y"} {
					asker := acting(person.User, org)
					question := []string{switchInWords(sharedMayShare), clientInWords(c) + ";", person.User, "of", org}
					ask := func(a access.Action, what string, r access.Resource) access.Decision {
						d := practice.Check(asker, a, r)
						if d.Allowed != rulesAllow(sharedMayShare, person.User, org, a, c) {
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
	}
	table.Compare()
}
