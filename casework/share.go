package casework

import (
	"slices"

	"lupa.example/access"
	"lupa.example/access/invalid"
	"lupa.example/access/report"
)

// A ShareConfirmation is what the actor has confirmed before a client is shared.
// The zero value confirms nothing. To show the actor what they are to confirm, call
// the act as if they had, and do not keep the client.
type ShareConfirmation struct {
	Sure bool // sure of it
}

// Share returns the client shared with one more colleague, who then views its data
// and sessions, edits both, and adds sessions. Sharing takes nothing from anybody,
// and leaves the responsibility where it is.
//
// The actor has to be allowed to share the client: the responsible is, and where
// the practice says so whoever it is shared with. The error of anybody else is an
// [access.DeniedError], and the report says what was refused. What is not valid is
// an [access.InvalidError] each, joined, without a report: a confirmation that is
// missing; a person who was not found, works for another organisation than the
// client's, is the actor, or is responsible; a client without a key. Either way
// there is no next client.
//
// The client given is left as it is, and the next shares no memory with it. Sharing
// again with the same person is unchanged. In a client that changes, the list is
// without empty names, repetitions and the responsible; its order stays, and the
// new name comes last.
//
// The report says that the person gains the client.
func (p *Practice) Share(actor access.Subject, c *Client, with Person, confirm ShareConfirmation) (*Client, report.Report, error) {
	d := p.Check(actor, ActionShare, c)
	act := act{name: "share", actor: actor.User, client: c.ID()}
	result := act.report(d, gains(with.User, whatClient))
	if err := act.err(d); err != nil {
		return nil, result, err
	}
	bad := invalid.In("casework")
	c.findIn(bad)
	with.findIn(bad, "with")
	if with.Org != "" && with.Org != c.Org {
		bad.Add("with.org", "is %s; want a colleague in the client's organisation, %s", invalid.Quote(with.Org), invalid.Quote(c.Org))
	}
	notToThemselves(bad, "with", with.User, actor.User, c)
	if !confirm.Sure {
		bad.Add("confirmation.sure", "is false; want the actor to be sure of sharing the client")
	}
	if err := bad.Err(); err != nil {
		return nil, report.Report{}, err
	}
	next := c.clone()
	if slices.Contains(c.Shared, with.User) {
		result.Items[0].Outcome = report.Unchanged
		return next, result, nil
	}
	next.Shared = append(c.sharedBut(""), with.User)
	return next, result, nil
}

// Unshare returns the client no longer shared with the user, who loses it at once:
// the sessions that they wrote too.
//
// The actor has to be allowed to unshare the client: only the responsible is,
// whoever shared it. The error of anybody else is an [access.DeniedError], and the
// report says what was refused. An empty user and a client without a key are an
// [access.InvalidError] each, joined, without a report. Either way there is no next
// client.
//
// The client given is left as it is, and the next shares no memory with it.
// Unsharing with somebody it is not shared with, as the responsible, is unchanged.
// A list that changes is tidied as by [Practice.Share].
//
// The report says that the user loses the client.
func (p *Practice) Unshare(actor access.Subject, c *Client, user string) (*Client, report.Report, error) {
	d := p.Check(actor, ActionUnshare, c)
	act := act{name: "unshare", actor: actor.User, client: c.ID()}
	result := act.report(d, loses(user, whatClient))
	if err := act.err(d); err != nil {
		return nil, result, err
	}
	bad := invalid.In("casework")
	c.findIn(bad)
	if user == "" {
		bad.Add("user", "is empty; want somebody with whom the client is shared")
	}
	if err := bad.Err(); err != nil {
		return nil, report.Report{}, err
	}
	next := c.clone()
	if user == c.Responsible || !slices.Contains(c.Shared, user) {
		result.Items[0].Outcome = report.Unchanged
		return next, result, nil
	}
	next.Shared = c.sharedBut(user)
	return next, result, nil
}

// notToThemselves adds a finding if the user, given in the parameter, is the actor
// or has the client as the responsible already.
func notToThemselves(bad *invalid.List, parameter, user, actor string, c *Client) {
	switch {
	case user == "":
	case user == actor:
		bad.Add(parameter+".user", "%s is the actor; want somebody else", invalid.Quote(user))
	case user == c.Responsible:
		bad.Add(parameter+".user", "%s is responsible for the client already; want somebody else", invalid.Quote(user))
	}
}

// clone returns a copy that shares no memory with the client.
func (c *Client) clone() *Client {
	next := *c
	next.Shared = slices.Clone(c.Shared)
	return &next
}

// sharedBut returns those with whom the client is shared, but for the user: each
// once, in the order of the list, without empty names. Whoever is responsible is
// not among them: that relation outranks the list, and must not outlive itself
// there when the client is transferred.
func (c *Client) sharedBut(user string) []string {
	var shared []string
	seen := map[string]bool{"": true, user: true, c.Responsible: true}
	for _, name := range c.Shared {
		if !seen[name] {
			seen[name] = true
			shared = append(shared, name)
		}
	}
	return shared
}
