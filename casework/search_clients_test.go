package casework_test

import (
	"fmt"
	"iter"
	"slices"
	"testing"

	"lupa.example/access/accesstest"
	"lupa.example/casework"
)

// allConfirmed is every act on a client with everybody that has what it takes to be done.
var allConfirmed = slices.DeleteFunc(everyClientAct(), func(a counsellingAct) bool { return !a.confirmed() || a.to.User == "" })

// A collusion is some of the counsellors, who try whatever they like with one client.
type collusion struct {
	practice  *casework.Practice
	rules     casework.Config
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
			actor := c.asker(person).subject()
			for i := range allConfirmed {
				if allConfirmed[i].action == casework.ActionHandOn && !c.rules.Stewards {
					continue
				}
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

// theSteward is one of the counsellors, where the practice has stewards.
const theSteward = "c"

func (c collusion) asker(p casework.Employee) asker {
	return asker{p.User, p.Org, p.User == theSteward}
}

// command reports whether they may do with the client what they like: one of them is
// responsible, or the steward makes another of them so.
func (c collusion) command() bool {
	return c.has(c.start.Responsible) || c.haveSteward() && slices.ContainsFunc(c.colluders, func(p casework.Employee) bool {
		return p.User != theSteward && p.Org == c.start.Org
	})
}

func (c collusion) haveSteward() bool { return c.rules.Stewards && c.has(theSteward) }

// holds returns what the rules let none of them bring about.
func (c collusion) holds(client *casework.Client) error {
	if orgOf(client.Responsible) != client.Org || client.ID != c.start.ID {
		return fmt.Errorf("%s of %s is responsible", client.Responsible, orgOf(client.Responsible))
	}
	moved := client.Org != c.start.Org
	if moved && len(client.Shared) > 0 {
		return fmt.Errorf("somebody has kept the client beside the recipient")
	}
	if moved && !c.command() {
		return fmt.Errorf("the client has gone to another organisation")
	}
	if !c.command() && !c.haveSteward() && client.Responsible != c.start.Responsible {
		return fmt.Errorf("somebody else has become responsible")
	}
	mayShare := c.command()
	for _, p := range c.colluders {
		mayShare = mayShare || c.rules.SharedMayShare && p.Org == c.start.Org && slices.Contains(c.start.Shared, p.User)
	}
	for _, p := range tablePeople {
		could := rulesAllow(c.rules, c.asker(p), casework.ActionView, c.start)
		can := c.practice.Check(c.asker(p).subject(), casework.ActionView, client).Allowed
		// A steward makes others of the organisation responsible, and never comes to see
		// the client by that.
		handed := c.haveSteward() && p.User != theSteward && p.Org == c.start.Org
		if !could && can && !mayShare && !handed {
			return fmt.Errorf("%s sees the client, and none of them may share or transfer it", p.User)
		}
		if could && !can && !c.command() && !handed {
			return fmt.Errorf("%s has lost the client, and the responsible is none of them", p.User)
		}
	}
	return nil
}

// The practices × every set of colluders among three counsellors of one organisation,
// of whom one is its steward if there are stewards, and one of another × every list of
// those with whom a client is shared: all the clients that their acts can make of it.
func TestSearchOfWhatColludingCounsellorsMakeOfAClient(t *testing.T) {
	accesstest.Large(t)
	searches := 0
	var reached accesstest.Reached
	for rules := range everyRules {
		practice := mustPractice(t, rules)
		for set := range 1 << len(tablePeople) {
			c := collusion{practice: practice, rules: rules}
			for i, p := range tablePeople {
				if set&(1<<i) != 0 {
					c.colluders = append(c.colluders, p)
				}
			}
			if rules.Stewards && (rules.SharedMayShare || !c.has(theSteward)) {
				continue // as without the one or the other
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
