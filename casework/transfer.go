package casework

import (
	"slices"

	"lupa.example/access"
	"lupa.example/access/invalid"
	"lupa.example/access/report"
)

// A TransferConfirmation is what the actor has confirmed before a client is
// transferred. The zero value confirms nothing. To show the actor who loses access,
// call the act as if they had confirmed it, and do not keep the client.
type TransferConfirmation struct {
	Sure        bool // sure of it
	AwareOfLoss bool // knows who loses access, themselves included
}

// Transfer returns the client with another counsellor responsible. The organisation
// is chosen first, the client's own or another, and then a counsellor of it. The
// one who transfers loses the client entirely, until it is shared with them again.
//
// Within the organisation the others with whom it is shared keep it; a recipient
// who was among them no longer is, being responsible. To another organisation
// everyone loses it but the recipient, and it is that organisation's client from
// then on. Transferring back brings no share back.
//
// The actor has to be allowed to transfer the client: only the responsible is. The
// error of anybody else is an [access.DeniedError], and the report says what was
// refused but not who else has the client. What is not valid is an
// [access.InvalidError] each, joined, without a report: a confirmation that is
// missing; no organisation; a recipient who was not found, works for another
// organisation than the chosen one, or is responsible already, whatever the
// organisation; a client without a key. Either way there is no next client.
//
// The client given is left as it is, and the next shares no memory with it. Its
// list is tidied as by [Practice.Share].
//
// The report says first that the recipient gains the client, unless it was shared
// with them, and the responsibility; then that the actor loses the responsibility
// and the client; then who else loses the client, in the order of the list.
func (p *Practice) Transfer(actor access.Subject, c *Client, org string, to Person, confirm TransferConfirmation) (*Client, report.Report, error) {
	d := p.Check(actor, ActionTransfer, c)
	act := act{name: "transfer", actor: actor.User, client: c.ID()}
	if err := act.err(d); err != nil {
		return nil, act.report(d, gains(to.User, whatResponsibility)), err
	}
	bad := invalid.In("casework")
	c.findIn(bad)
	if problem := invalid.Identifier(org); problem != "" {
		bad.Add("org", "%s", problem)
	}
	to.findIn(bad, "to")
	if org != "" && to.Org != "" && to.Org != org {
		bad.Add("to.org", "is %s; want a counsellor of the organisation that was chosen, %s", invalid.Quote(to.Org), invalid.Quote(org))
	}
	notToThemselves(bad, "to", to.User, actor.User, c)
	if !confirm.Sure {
		bad.Add("confirmation.sure", "is false; want the actor to be sure of transferring the client")
	}
	if !confirm.AwareOfLoss {
		bad.Add("confirmation.awareOfLoss", "is false; want the actor to be aware of who loses the client")
	}
	if err := bad.Err(); err != nil {
		return nil, report.Report{}, err
	}

	next := &Client{ID: c.ID, Org: org, Responsible: to.User}
	others := c.sharedBut(to.User)
	var items []report.Item
	if org != c.Org || !slices.Contains(c.Shared, to.User) {
		items = append(items, gains(to.User, whatClient))
	}
	items = append(items, gains(to.User, whatResponsibility),
		loses(c.Responsible, whatResponsibility), loses(c.Responsible, whatClient))
	if org == c.Org {
		next.Shared = others
	} else {
		for _, user := range others {
			items = append(items, loses(user, whatClient))
		}
	}
	return next, act.report(d, items...), nil
}
