package casework

import (
	"slices"

	"lupa.example/access"
	"lupa.example/access/digest"
	"lupa.example/access/invalid"
	"lupa.example/access/report"
)

// An Absence is why somebody who is responsible for a client does not transfer it
// themselves. The zero value is no reason.
type Absence uint8

const (
	AbsenceUnknown Absence = iota
	HasLeft                // the organisation
	Unable                 // for the time being or for good
)

// String returns "unknown", "has left" or "unable"; a value that is none of the
// constants is unknown.
func (a Absence) String() string {
	switch a {
	case HasLeft:
		return "has left"
	case Unable:
		return "unable"
	default:
		return "unknown"
	}
}

// MarshalText returns what String returns. A value that is none of the constants is
// an error.
func (a Absence) MarshalText() ([]byte, error) {
	if a > Unable {
		return nil, invalid.Errorf("casework", "no such absence to write")
	}
	return []byte(a.String()), nil
}

// UnmarshalText reads "unknown", "has left" or "unable" and nothing else.
func (a *Absence) UnmarshalText(text []byte) error {
	for _, known := range []Absence{AbsenceUnknown, HasLeft, Unable} {
		if string(text) == known.String() {
			*a = known
			return nil
		}
	}
	return invalid.Errorf("casework", "%s is no absence; want unknown, has left or unable", invalid.Quote(string(text)))
}

// A HandOnConfirmation is what a steward has confirmed before clients are handed on.
// The zero value confirms nothing. The act that is not confirmed returns, beside the
// error, the report of what the steward is to confirm.
type HandOnConfirmation struct {
	Why  Absence       // why whoever is responsible does not transfer the clients
	Sure bool          // sure of it
	Loss digest.Digest // of the report that showed the steward who loses the clients
}

// HandOn returns the client with another counsellor of its organisation responsible,
// by a steward and in the place of whoever is responsible, who has left or is unable to
// transfer it. They lose the client as by [Practice.Transfer], and the others with whom it is
// shared keep it. The steward does not come to see the client.
//
// The actor needs [ActionHandOn] on the client; otherwise the error is
// [access.ErrDenied]. It is an error if the client has no id or the actor is
// responsible for it; if the recipient was not found, works for another organisation,
// is the actor or is responsible already. It is an error too if no absence is given,
// the actor is not sure, or the digest is not that of what the act comes to; if
// nothing else is, the report says what they are to confirm.
//
// The client given is left as it is, and the next shares no memory with it. Its list
// is tidied as by [Practice.Share].
//
// The report says what that of a transfer says, and why in a note, which the digest does
// not cover: the absence counts that is given with it. So the steward
// learns from it who was responsible and whether the client was shared with the
// recipient, and nothing else of those who work with it.
func (p *Practice) HandOn(actor access.Subject, c *Client, to Employee, confirm HandOnConfirmation) (*Client, report.Report, error) {
	d := p.Check(actor, ActionHandOn, c)
	if !d.Allowed {
		gain := report.Gains(report.Person(to.User), responsibilityThing, c.thing())
		r, err := report.New("casework.hand-on", actor.User, gain).Refuse(d)
		return nil, r, err
	}
	bad := invalid.In("casework")
	c.validate(bad)
	c.notTheStewards(bad, "client", actor.User)
	to.validateSuccessor(bad, c.Org, actor.User)
	if to.User == c.Responsible {
		bad.Add("to.user", "%s is responsible for the client already; want somebody else", invalid.Quote(to.User))
	}
	var next *Client
	var r report.Report // stays empty where there is nothing that could be confirmed
	if bad.Len() == 0 {
		var items []report.Item
		next, items = c.handedTo(to)
		r = confirm.noted(report.New("casework.hand-on", actor.User, items...).Decided(d))
	}
	confirm.validate(bad, r)
	if err := bad.Err(); err != nil {
		return nil, r, err
	}
	return next, r, nil
}

// HandOnAll hands on many clients at once, each as by [Practice.HandOn], in the time
// that their lists take. What the actor may not do is refused for that client, and the
// rest is handed on; a client for which the recipient is responsible already is
// unchanged.
//
// The list returned has the same clients in the same order; those that changed are new
// values that share no memory with those given, and the others are the ones given. A
// refusal is no error, not even if everything is refused. It is an error if there are
// no clients, if one is nil, has no id or the id of another, or if the actor is
// responsible for one; the recipient and what has to be confirmed are as for one
// client. To an actor who is no steward everything is refused instead, whatever the
// clients; if there are none, the error is [access.ErrDenied].
//
// The report has the items of one client after another. For a client that is refused
// or unchanged there is one, the recipient's responsibility. Where nothing changes there
// is nothing to confirm.
func (p *Practice) HandOnAll(actor access.Subject, clients []*Client, to Employee, confirm HandOnConfirmation) ([]*Client, report.Report, error) {
	if d := p.may(actor, ActionHandOn); !d.Allowed {
		return refuseAll(actor, clients, to, d)
	}
	bad := invalid.In("casework")
	validateClients(bad, clients, actor.User)
	to.validateSuccessor(bad, known(actor).Org, actor.User)
	var next []*Client
	var r report.Report // stays empty where there is nothing that could be confirmed
	if bad.Len() == 0 {
		var items []report.Item
		next, items = p.handAll(actor, clients, to)
		r = confirm.noted(report.New("casework.hand-on", actor.User, items...))
		if r.Count(report.Change) == 0 {
			return next, r, nil // there is nothing to confirm
		}
	}
	confirm.validate(bad, r)
	if err := bad.Err(); err != nil {
		return nil, r, err
	}
	return next, r, nil
}

// handAll returns the clients as they will be, and the items.
func (p *Practice) handAll(actor access.Subject, clients []*Client, to Employee) (next []*Client, items []report.Item) {
	next = slices.Clone(clients)
	items = make([]report.Item, 0, 4*len(clients))
	for i, c := range clients {
		d := p.Check(actor, ActionHandOn, c)
		if !d.Allowed || c.Responsible == to.User {
			item := report.Gains(report.Person(to.User), responsibilityThing, c.thing()).Decided(d)
			item.Outcome = outcome(d, true)
			items = append(items, item)
			continue
		}
		handed, changes := c.handedTo(to)
		next[i] = handed
		for _, item := range changes {
			items = append(items, item.Decided(d))
		}
	}
	return next, items
}

// refuseAll returns what the act comes to for an actor who may hand on no client.
func refuseAll(actor access.Subject, clients []*Client, to Employee, d access.Decision) ([]*Client, report.Report, error) {
	r := report.New("casework.hand-on", actor.User)
	for _, c := range clients {
		r.Items = append(r.Items, report.Gains(report.Person(to.User), responsibilityThing, c.thing()))
	}
	if len(clients) == 0 {
		r, err := r.Refuse(d)
		return nil, r, err
	}
	return slices.Clone(clients), r.Decided(d), nil
}

// validateClients adds what keeps the clients from being handed on by the actor.
func validateClients(bad *invalid.List, clients []*Client, actor string) {
	if len(clients) == 0 {
		bad.Add("clients", "is empty; want one or more clients")
	}
	first := make(map[string]int, len(clients))
	for i, c := range clients {
		switch {
		case c == nil:
			bad.Add(element("clients", i, ""), "is nil; want a client")
			continue
		case c.ID == "":
			bad.Add(element("clients", i, ".id"), "is empty; want the client's identifier")
		default:
			if earlier, taken := first[c.ID]; taken {
				bad.Add(element("clients", i, ".id"), "%s is clients[%d] already", invalid.Quote(c.ID), earlier)
			} else {
				first[c.ID] = i
			}
		}
		c.notTheStewards(bad, element("clients", i, ""), actor)
	}
}

// notTheStewards adds a finding if the client, at the path, is the actor's own.
func (c *Client) notTheStewards(bad *invalid.List, path, actor string) {
	if c.Responsible == actor {
		bad.Add(path+".responsible", "%s is the actor, who can transfer the client; want a client of somebody else", invalid.Quote(actor))
	}
}

// validateSuccessor adds what keeps the employee from being the recipient of what the
// actor hands on in the organisation.
func (e Employee) validateSuccessor(bad *invalid.List, org, actor string) {
	e.validate(bad, "to")
	if e.Org != "" && e.Org != org {
		bad.Add("to.org", "is %s; want a colleague in the clients' organisation, %s", invalid.Quote(e.Org), invalid.Quote(org))
	}
	if e.User == actor {
		bad.Add("to.user", "%s is the actor; want somebody else", invalid.Quote(e.User))
	}
}

// validate adds what is missing of the confirmation of an act that comes to the preview,
// which is empty where it comes to nothing.
func (h HandOnConfirmation) validate(bad *invalid.List, preview report.Report) {
	if h.Why != HasLeft && h.Why != Unable {
		bad.Add("confirmation.why", "is %v; want why whoever is responsible does not transfer the client: has left or unable", h.Why)
	}
	TransferConfirmation{h.Sure, h.Loss}.validate(bad, preview)
}

// noted returns the report with a note of why.
func (h HandOnConfirmation) noted(r report.Report) report.Report {
	switch h.Why {
	case HasLeft:
		r.Warnings = append(r.Warnings, "why: the responsible has left")
	case Unable:
		r.Warnings = append(r.Warnings, "why: the responsible is unable")
	}
	return r
}
