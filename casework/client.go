package casework

import (
	"encoding/json"
	"fmt"
	"iter"
	"slices"

	"lupa.example/access"
	"lupa.example/access/invalid"
	"lupa.example/access/report"
)

// A Client is a client of counselling. Org and Responsible are needed in every
// question.
type Client struct {
	ID          string   // identifies the client, for audit
	Org         string   // whose client it is
	Responsible string   // the one counsellor responsible
	Shared      []string // the counsellors it is shared with
}

// Kind returns [KindClient].
func (*Client) Kind() access.Kind { return KindClient }

// A Session is a counselling session with a client. Who wrote it makes no
// difference to who sees and edits it.
type Session struct {
	ID        string  // identifies the session, for audit
	Client    *Client // the client as it is now; nil is incomplete
	WrittenBy string  // for audit
}

// Kind returns [KindSession].
func (*Session) Kind() access.Kind { return KindSession }

// complete reports whether the client has what every question needs. Nil has not.
func (c *Client) complete() bool {
	return c != nil && c.Org != "" && c.Responsible != ""
}

// complete reports whether the session has what every question needs. Nil has not.
func (s *Session) complete() bool { return s != nil && s.Client.complete() }

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
	for _, name := range distinct(c.Shared) {
		if name != "" && name != user && name != c.Responsible {
			shared = append(shared, name)
		}
	}
	return shared
}

// Open returns a new client, opened by holding the first session with them: the
// actor is responsible, nobody shares the client, and it is the client of the
// organisation for which the actor acts. The id identifies it; that no other
// client has it is for the caller to see to.
//
// The actor needs to act for an organisation; otherwise the error is
// [access.ErrDenied]. It is an error if the id, the actor or their organisation is no
// identifier, since the client is to be stored with them.
//
// The report says that the actor gains the work with the client, and the
// responsibility for it, and their organisation the ownership.
func (p *Practice) Open(actor access.Subject, id string) (*Client, report.Report, error) {
	opened := &Client{ID: id, Responsible: actor.User}
	who := report.Person(actor.User)
	r := report.New("casework.open", actor.User,
		report.Gains(who, clientWorkThing, opened.thing()), report.Gains(who, responsibilityThing, opened.thing()))
	if d := p.may(actor, ActionAddSession); !d.Allowed {
		r, err := r.Refuse(d)
		return nil, r, err
	}
	opened.Org = known(actor).Org
	bad := invalid.In("casework")
	if problem := invalid.Identifier(id); problem != "" {
		bad.Add("id", "%s", problem)
	}
	Employee{actor.User, opened.Org}.validate(bad, "actor")
	if err := bad.Err(); err != nil {
		return nil, report.Report{}, err
	}
	r.Items = append(r.Items, report.Gains(organisationThing(opened.Org), ownershipThing, opened.thing()))
	return opened, r.Decided(decide(ReasonResponsible, true)), nil
}

// A Panel is who works with a client. The zero value names nobody. As JSON its list
// is never null.
type Panel struct {
	Responsible string   `json:"responsible"`
	Shared      []string `json:"shared"` // each once, in the order of the client's list
}

// Panel returns who works with the client. The actor needs [ActionView] on it;
// otherwise the error is [access.ErrDenied]. The panel shares no memory with the
// client.
func (p *Practice) Panel(actor access.Subject, c *Client) (Panel, error) {
	if d := p.Check(actor, ActionView, c); !d.Allowed {
		return Panel{}, fmt.Errorf("casework: panel, %v: %w", c.thing(), d.Err())
	}
	return Panel{Responsible: c.Responsible, Shared: c.sharedBut("")}, nil
}

// MarshalJSON returns the panel with a list that is empty rather than null.
func (p Panel) MarshalJSON() ([]byte, error) {
	type plain Panel
	if p.Shared == nil {
		p.Shared = []string{}
	}
	return json.Marshal(plain(p))
}

// Clients yields those of the clients that the user may view: the ones that they
// are responsible for and the ones shared with them, in the organisation for which
// they act. It yields them as given, in the order given, and can be restarted if
// all can.
func (p *Practice) Clients(user access.Subject, all iter.Seq[*Client]) iter.Seq[*Client] {
	return func(yield func(*Client) bool) {
		if all == nil {
			return
		}
		for c := range all {
			if p.Check(user, ActionView, c).Allowed && !yield(c) {
				return
			}
		}
	}
}
