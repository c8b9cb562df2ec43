package casework_test

import (
	"fmt"
	"iter"
	"slices"
	"testing"

	"lupa.example/access/accesstest"
	"lupa.example/casework"
)

// allConfirmed is every act on a client with every argument that has what it takes to
// be done.
var allConfirmed = slices.DeleteFunc(everyClientAct(), func(a counsellingAct) bool { return !a.confirmed() })

// A collusion is some of the counsellors, who try whatever they like with one client.
type collusion struct {
	practice  *casework.Practice
	mayShare  bool // the practice lets those shared with share
	colluders []casework.Employee
	start     *casework.Client
}

func (c collusion) has(user string) bool {
	return slices.ContainsFunc(c.colluders, func(p casework.Employee) bool { return p.User == user })
}

// A triedAct is an act and who tries it.
type triedAct struct {
	by  casework.Employee
	act *counsellingAct
}

func (a triedAct) String() string { return a.by.User + " " + a.act.inWords() }

// acts yields what they try.
func (c collusion) acts(client *casework.Client) iter.Seq2[fmt.Stringer, *casework.Client] {
	return func(yield func(fmt.Stringer, *casework.Client) bool) {
		for _, person := range c.colluders {
			actor := as(person)
			for i := range allConfirmed {
				next, _, err := allConfirmed[i].take(c.practice, actor, client)
				if err != nil {
					next = client
				}
				if !yield(triedAct{person, &allConfirmed[i]}, next) {
					return
				}
			}
		}
	}
}

// holds returns what the rules let none of them bring about.
func (c collusion) holds(client *casework.Client) error {
	responsible := tablePeople[slices.IndexFunc(tablePeople, func(p casework.Employee) bool { return p.User == client.Responsible })]
	if responsible.Org != client.Org || client.ID != c.start.ID {
		return fmt.Errorf("%s of %s is responsible", responsible.User, responsible.Org)
	}
	moved := client.Org != c.start.Org
	if moved && len(client.Shared) > 0 {
		return fmt.Errorf("somebody has kept the client beside the recipient")
	}
	if !moved && !c.has(c.start.Responsible) && client.Responsible != c.start.Responsible {
		return fmt.Errorf("somebody else has become responsible")
	}
	mayShare := c.has(c.start.Responsible)
	for _, p := range c.colluders {
		mayShare = mayShare || c.mayShare && p.Org == c.start.Org && slices.Contains(c.start.Shared, p.User)
	}
	for _, p := range tablePeople {
		could := rulesAllow(c.mayShare, p.User, p.Org, casework.ActionView, c.start)
		can := c.practice.Check(as(p), casework.ActionView, client).Allowed
		if !could && can && !mayShare {
			return fmt.Errorf("%s sees the client, and none of them may share or transfer it", p.User)
		}
		if could && !can && !c.has(c.start.Responsible) {
			return fmt.Errorf("%s has lost the client, and the responsible is none of them", p.User)
		}
	}
	return nil
}

// Both practices × every set of colluders among three counsellors of one organisation
// and one of another × every list of those with whom a client is shared: all the
// clients that their acts can make of it.
func TestSearchOfWhatColludingCounsellorsMakeOfAClient(t *testing.T) {
	accesstest.Large(t)
	searches := 0
	var reached accesstest.Reached
	for _, mayShare := range bools {
		practice := newPractice(t, casework.Config{SharedMayShare: mayShare})
		for set := range 1 << len(tablePeople) {
			c := collusion{practice: practice, mayShare: mayShare}
			for i, p := range tablePeople {
				if set&(1<<i) != 0 {
					c.colluders = append(c.colluders, p)
				}
			}
			for c.start = range everyClient {
				if c.start.Responsible != "a" {
					continue // as with a, by another name
				}
				searches++
				reached.Add(accesstest.Search[*casework.Client]{Key: clientInWords, Acts: c.acts, Holds: c.holds}.Run(t, c.start))
			}
		}
	}
	accesstest.Golden(t, "search of colluding counsellors", fmt.Sprintf("%d searches, %v", searches, reached))
}
