package casework

import (
	"slices"

	"lupa.example/access"
	"lupa.example/access/digest"
	"lupa.example/access/invalid"
	"lupa.example/access/report"
)

// A ShareConfirmation is what the actor has confirmed before a client is shared. The
// zero value confirms nothing. The act that is not confirmed returns, beside the
// error, the report of what the actor is to confirm.
type ShareConfirmation struct {
	Sure bool // sure of it
}

// A TransferConfirmation is what the actor has confirmed before a client is
// transferred. The zero value confirms nothing. The act that is not confirmed
// returns, beside the error, the report of what the actor is to confirm.
type TransferConfirmation struct {
	Sure bool          // sure of it
	Loss digest.Digest // of the report that showed the actor who loses the client, themselves included
}

// Share returns the client shared with one more colleague, who then views its data
// and sessions, edits both, and adds sessions. Sharing takes nothing from anybody,
// and leaves the responsibility where it is.
//
// The actor needs [ActionShare] on the client; otherwise the error is
// [access.ErrDenied]. It is an error if the client has no id, or the colleague was
// not found, works for another organisation than the client's, is the actor or is
// responsible. It is an error too if the actor is not sure; if nothing else is, the
// report says what they are to confirm.
//
// The client given is left as it is, and the next shares no memory with it. Sharing
// again with the same person is unchanged. In a client that changes, the list is
// without empty names, repetitions and the responsible counsellor; its order stays,
// and the new name comes last.
//
// The report says that the colleague gains the work with the client.
func (p *Practice) Share(actor access.Subject, c *Client, with Employee, confirm ShareConfirmation) (*Client, report.Report, error) {
	d := p.Check(actor, ActionShare, c)
	r := report.New("casework.share", actor.User, report.Gains(report.Person(with.User), clientWorkThing, c.thing()))
	if !d.Allowed {
		r, err := r.Refuse(d)
		return nil, r, err
	}
	r = r.Decided(d)
	bad := invalid.In("casework")
	c.validate(bad)
	with.validate(bad, "with")
	if with.Org != "" && with.Org != c.Org {
		bad.Add("with.org", "is %s; want a colleague in the client's organisation, %s", invalid.Quote(with.Org), invalid.Quote(c.Org))
	}
	with.notAlready(bad, "with", actor.User, c)
	if bad.Len() > 0 {
		r = report.Report{} // there is nothing that could be confirmed
	}
	already := slices.Contains(c.Shared, with.User)
	if already {
		r = r.With(report.Unchanged)
	}
	if !confirm.Sure {
		bad.Add("confirmation.sure", "is false; want the actor to be sure of sharing the client")
	}
	if err := bad.Err(); err != nil {
		return nil, r, err
	}
	next := c.clone()
	if !already {
		next.Shared = append(c.sharedBut(""), with.User)
	}
	return next, r, nil
}

// Unshare returns the client no longer shared with the user, who loses it at once:
// the sessions that they wrote too.
//
// The actor needs [ActionUnshare] on the client, as only the responsible counsellor
// has, whoever shared it; otherwise the error is [access.ErrDenied]. It is an
// error if the client has no id, or the user is empty.
//
// The client given is left as it is, and the next shares no memory with it.
// Unsharing with somebody it is not shared with, such as the responsible counsellor, is
// unchanged. A list that changes is tidied as by [Practice.Share].
//
// The report says that the user loses the work with the client.
func (p *Practice) Unshare(actor access.Subject, c *Client, user string) (*Client, report.Report, error) {
	d := p.Check(actor, ActionUnshare, c)
	r := report.New("casework.unshare", actor.User, report.Loses(report.Person(user), clientWorkThing, c.thing()))
	if !d.Allowed {
		r, err := r.Refuse(d)
		return nil, r, err
	}
	r = r.Decided(d)
	bad := invalid.In("casework")
	c.validate(bad)
	if user == "" {
		bad.Add("user", "is empty; want somebody with whom the client is shared")
	}
	if err := bad.Err(); err != nil {
		return nil, report.Report{}, err
	}
	next := c.clone()
	if user == c.Responsible || !slices.Contains(c.Shared, user) {
		return next, r.With(report.Unchanged), nil
	}
	next.Shared = c.sharedBut(user)
	return next, r, nil
}

// Transfer returns the client with another counsellor responsible: one of its own
// organisation, or of another, whose client it then is. The one who transfers loses
// the client entirely, until it is shared with them again.
//
// Within the organisation the others with whom it is shared keep it; a recipient
// who was among them no longer is, being responsible. To another organisation
// everyone loses it but the recipient. Transferring back brings no share back.
//
// The actor needs [ActionTransfer] on the client, as only the responsible counsellor
// has; otherwise the error is [access.ErrDenied], and the report does not say
// who else has the client. It is an error if the client has no id, or the recipient was
// not found or is responsible already. It is an error too if the actor is not sure, or
// the digest is not that of what the transfer comes to; if nothing else is, the report
// says what they are to confirm. So a digest is of no use once somebody else would gain
// or lose the client, nor to another actor. The report names the client by its id, and
// the organisations where they change: an id is to be of one client everywhere.
//
// The client given is left as it is, and the next shares no memory with it. Its
// list is tidied as by [Practice.Share].
//
// The report says first that the recipient gains the work with the client, unless it
// was shared with them, and the responsibility; then that the actor loses the
// responsibility and the work; then who else loses the work, in the order of the
// list; and where it becomes another organisation's, that the one loses the ownership
// and the other gains it.
func (p *Practice) Transfer(actor access.Subject, c *Client, to Employee, confirm TransferConfirmation) (*Client, report.Report, error) {
	d := p.Check(actor, ActionTransfer, c)
	if !d.Allowed {
		gain := report.Gains(report.Person(to.User), responsibilityThing, c.thing())
		r, err := report.New("casework.transfer", actor.User, gain).Refuse(d)
		return nil, r, err
	}
	bad := invalid.In("casework")
	c.validate(bad)
	to.validate(bad, "to")
	to.notAlready(bad, "to", actor.User, c)
	var next *Client
	var r report.Report // stays empty where there is nothing that could be confirmed
	if bad.Len() == 0 {
		var items []report.Item
		next, items = c.handedTo(to)
		r = report.New("casework.transfer", actor.User, items...).Decided(d)
	}
	confirm.validate(bad, r)
	if err := bad.Err(); err != nil {
		return nil, r, err
	}
	return next, r, nil
}

// handedTo returns the client with the recipient responsible, and who gains and loses
// what by that.
func (c *Client) handedTo(to Employee) (next *Client, items []report.Item) {
	next = &Client{ID: c.ID, Org: to.Org, Responsible: to.User}
	where, recipient, predecessor := c.thing(), report.Person(to.User), report.Person(c.Responsible)
	others := c.sharedBut(to.User)
	if to.Org != c.Org || !slices.Contains(c.Shared, to.User) {
		items = append(items, report.Gains(recipient, clientWorkThing, where))
	}
	items = append(items, report.Gains(recipient, responsibilityThing, where),
		report.Loses(predecessor, responsibilityThing, where), report.Loses(predecessor, clientWorkThing, where))
	if to.Org == c.Org {
		next.Shared = others
		return next, items
	}
	for _, user := range others {
		items = append(items, report.Loses(report.Person(user), clientWorkThing, where))
	}
	// The organisations too: or a consent to one would hold for any other.
	return next, append(items,
		report.Loses(organisationThing(c.Org), ownershipThing, where), report.Gains(organisationThing(to.Org), ownershipThing, where))
}

// validate adds what is missing of the confirmation of a transfer that comes to the
// preview, which is empty where it comes to nothing.
func (t TransferConfirmation) validate(bad *invalid.List, preview report.Report) {
	if !t.Sure {
		bad.Add("confirmation.sure", "is false; want the actor to be sure of transferring the client")
	}
	switch {
	case t.Loss.IsZero():
		bad.Add("confirmation.loss", "is missing; want the digest of the report that shows the actor who loses the client")
	case len(preview.Items) > 0 && t.Loss != preview.Digest():
		bad.Add("confirmation.loss", "is of another report; want the digest of what the transfer comes to now, shown to this actor")
	}
}

// validate adds what keeps an existing client from being acted on: a record that
// names no client would be worth nothing.
func (c *Client) validate(bad *invalid.List) {
	if c.ID == "" {
		bad.Add("client.id", "is empty; want the client's identifier")
	}
}

// notAlready adds a finding if the employee, given as the parameter, is the actor or
// is responsible for the client already. Neither of these is empty.
func (e Employee) notAlready(bad *invalid.List, parameter, actor string, c *Client) {
	switch {
	case e.User == actor:
		bad.Add(parameter+".user", "%s is the actor; want somebody else", invalid.Quote(e.User))
	case e.User == c.Responsible:
		bad.Add(parameter+".user", "%s is responsible for the client already; want somebody else", invalid.Quote(e.User))
	}
}
