package casework_test

import (
	"fmt"
	"slices"

	"lupa.example/casework"
)

// everyClientAct returns every act on a client with every argument.
func everyClientAct() []counsellingAct {
	var all []counsellingAct
	for _, to := range append(slices.Clone(tablePeople), casework.Person{}) {
		all = append(all, counsellingAct{action: casework.ActionUnshare, to: to})
		for _, sure := range bools {
			all = append(all, counsellingAct{action: casework.ActionShare, to: to, sure: casework.ShareConfirmation{Sure: sure}})
			for _, aware := range bools {
				for _, org := range []string{"X", "Y", ""} {
					all = append(all, counsellingAct{
						action: casework.ActionTransfer, to: to, org: org,
						confirm: casework.TransferConfirmation{Sure: sure, AwareOfLoss: aware},
					})
				}
			}
		}
	}
	return all
}

func (a counsellingAct) inWords() string {
	to := a.to.User
	if to == "" {
		to = "nobody"
	}
	switch a.action {
	case casework.ActionShare:
		return fmt.Sprintf("shares with %s, sure %v", to, a.sure.Sure)
	case casework.ActionUnshare:
		return "unshares with " + to
	default:
		return fmt.Sprintf("transfers to %s in %q, sure %v, aware %v", to, a.org, a.confirm.Sure, a.confirm.AwareOfLoss)
	}
}

// want returns what comes of the act if the actor may do it, and whether it is valid,
// by reading the rules aloud.
func (a counsellingAct) want(actor string, c *casework.Client) (next *casework.Client, valid bool) {
	next = copyOf(c)
	to := a.to.User
	found := to != "" && a.to.Org != ""
	toAnother := found && to != actor && to != c.Responsible
	switch a.action {
	case casework.ActionShare:
		if !toAnother || !a.sure.Sure || a.to.Org != c.Org {
			return nil, false
		}
		if slices.Contains(c.Shared, to) {
			return next, true
		}
		next.Shared = append(others(c, ""), to)
		return next, true
	case casework.ActionUnshare:
		if to == "" {
			return nil, false
		}
		if to == c.Responsible || !slices.Contains(c.Shared, to) {
			return next, true
		}
		next.Shared = others(c, to)
		return next, true
	default:
		if !toAnother || a.org == "" || a.to.Org != a.org || !a.confirm.Sure || !a.confirm.AwareOfLoss {
			return nil, false
		}
		next = &casework.Client{ID: c.ID, Org: a.org, Responsible: to}
		if a.org == c.Org {
			next.Shared = others(c, to)
		}
		return next, true
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
