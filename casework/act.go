package casework

import (
	"fmt"

	"lupa.example/access"
	"lupa.example/access/invalid"
	"lupa.example/access/report"
)

// What somebody gains or loses, besides programs, in the words of reports.
const (
	whatAccess         = "access"         // to a client company
	whatClient         = "client"         // to see it and work with it
	whatResponsibility = "responsibility" // for a client
)

// An act is one change to one client of counselling, as the report names it.
type act struct {
	name   string // "share"
	actor  string
	client string // its key
}

// report returns the report of the act with the items, each decided.
func (a act) report(d access.Decision, items ...report.Item) report.Report {
	for i := range items {
		items[i].Where = a.client
		items[i] = items[i].Decided(d)
	}
	return report.Report{Act: "casework." + a.name, Actor: a.actor, Items: items}
}

// err returns the error of whoever may not, and nil if the decision allows.
func (a act) err(d access.Decision) error {
	if d.Allowed {
		return nil
	}
	return fmt.Errorf("casework: %s client %s: %w", a.name, invalid.Quote(a.client), d.Err())
}

// findIn adds what keeps an existing client from being acted on: a record that
// names no client would be worth nothing.
func (c *Client) findIn(bad *invalid.List) {
	if c.ID == "" {
		bad.Add("client.key", "is empty; want the client's identifier")
	}
}

func gains(user, what string) report.Item {
	return report.Item{Who: user, Effect: report.Gains, What: what}
}

func loses(user, what string) report.Item {
	return report.Item{Who: user, Effect: report.Loses, What: what}
}
