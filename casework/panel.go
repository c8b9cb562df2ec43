package casework

import (
	"fmt"
	"iter"

	"lupa.example/access"
	"lupa.example/access/invalid"
)

// A Panel is who works with a client. The zero value names nobody.
type Panel struct {
	Responsible string
	Shared      []string // each once, in the order of the client's list
}

// Panel returns who works with the client, to those who may view it. The error of
// anybody else is an [access.DeniedError]. The panel shares no memory with the
// client.
func (p *Practice) Panel(actor access.Subject, c *Client) (Panel, error) {
	if d := p.Check(actor, ActionView, c); !d.Allowed {
		return Panel{}, fmt.Errorf("casework: panel of client %s: %w", invalid.Quote(c.ID()), d.Err())
	}
	return Panel{Responsible: c.Responsible, Shared: c.sharedBut("")}, nil
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
