package console

import (
	"errors"
	"net/url"
	"slices"

	"lupa.example/access"
	"lupa.example/access/report"
	"lupa.example/casework"
)

func hasPractice(p *access.Policy) bool {
	_, ok := access.Of[*casework.Practice](p)
	return ok
}

func isCaseworker(f access.Fact) bool {
	_, ok := f.(*casework.User)
	return ok
}

// onClient returns an act's Do from what changes the client that the form names.
func onClient(change func(*casework.Practice, access.Subject, *casework.Client, *server, url.Values) (*casework.Client, report.Report, error)) func(*server, access.Subject, url.Values) (*access.Policy, Data, report.Report, error) {
	return func(s *server, actor access.Subject, v url.Values) (*access.Policy, Data, report.Report, error) {
		practice, _ := access.Of[*casework.Practice](s.Policy)
		row, _ := s.Data.row(casework.KindClient, v.Get("client"))
		client, ok := row.(*casework.Client)
		if !ok {
			return nil, Data{}, report.Report{}, invalid("client", "is %q; want a client of the data", shortened(v.Get("client")))
		}
		next, r, err := change(practice, actor, client, s, v)
		if err != nil {
			return nil, Data{}, r, err
		}
		return s.Policy, s.Data.withClient(next), r, nil
	}
}

// withClient returns the data with the client in the place of the one of its id, also
// where sessions have it.
func (d Data) withClient(next *casework.Client) Data {
	d.Rows = slices.Clone(d.Rows)
	for i, row := range d.Rows {
		switch r := row.Resource.(type) {
		case *casework.Client:
			if r.ID == next.ID {
				d.Rows[i].Resource = next
			}
		case *casework.Session:
			if r.Client != nil && r.Client.ID == next.ID {
				session := *r
				session.Client = next
				d.Rows[i].Resource = &session
			}
		}
	}
	return d
}

// employee looks somebody up in the data, as a service does in its own directory.
func (s *server) employee(user string) (casework.Employee, error) {
	p, _ := s.Data.person(user)
	u, missing := access.Single(p, func(a, b *casework.User) bool { return *a == *b })
	if missing == "" {
		return casework.Employee{User: p.User, Org: u.Org}, nil
	}
	return casework.Employee{}, invalid("user", "is %q; want somebody of the data who works with clients", shortened(user))
}

func clientField(s *server) field {
	var ids []string
	for _, row := range s.Data.Rows {
		if row.Resource.Kind() == casework.KindClient && len(ids) < maxChoices {
			ids = append(ids, row.ID)
		}
	}
	return text("client", "Client", "", ids...)
}

var shareClient = act{
	Name: "casework.share", Title: "Share a client",
	About: "With one more counsellor of the organisation. It takes nothing from anybody.",
	has:   hasPractice,
	fields: func(s *server, _ url.Values) []field {
		return []field{clientField(s), text("user", "Share with", "", who(s, isCaseworker)...)}
	},
	confirm: []field{check("sure", "I am sure of sharing the client", false)},
	do: onClient(func(p *casework.Practice, actor access.Subject, c *casework.Client, s *server, v url.Values) (*casework.Client, report.Report, error) {
		with, err := s.employee(v.Get("user"))
		if err != nil {
			return nil, report.Report{}, err
		}
		// That the actor is sure is asked for when the preview is acknowledged.
		return p.Share(actor, c, with, casework.ShareConfirmation{Sure: true})
	}),
}

var unshareClient = act{
	Name: "casework.unshare", Title: "Stop sharing a client",
	About: "The counsellor loses the client at once.",
	has:   hasPractice,
	fields: func(s *server, _ url.Values) []field {
		return []field{clientField(s), text("user", "Who loses it", "", who(s, isCaseworker)...)}
	},
	do: onClient(func(p *casework.Practice, actor access.Subject, c *casework.Client, _ *server, v url.Values) (*casework.Client, report.Report, error) {
		return p.Unshare(actor, c, v.Get("user"))
	}),
}

var transferClient = act{
	Name: "casework.transfer", Title: "Transfer a client",
	About: "Another counsellor becomes responsible. Who transfers it loses it; to another organisation everybody does.",
	has:   hasPractice,
	fields: func(s *server, _ url.Values) []field {
		return []field{clientField(s), text("user", "Transfer to", "", who(s, isCaseworker)...)}
	},
	confirm: []field{
		check("sure", "I am sure of transferring the client", false),
		check("aware", "I am aware of who loses it", false),
	},
	do: onClient(func(p *casework.Practice, actor access.Subject, c *casework.Client, s *server, v url.Values) (*casework.Client, report.Report, error) {
		to, err := s.employee(v.Get("user"))
		if err != nil {
			return nil, report.Report{}, err
		}
		// Previewing is calling: the digest of what comes back is the consent to it.
		_, shown, err := p.Transfer(actor, c, to, casework.TransferConfirmation{Sure: true})
		if errors.Is(err, access.ErrDenied) {
			return nil, shown, err
		}
		if len(shown.Items) == 0 {
			return nil, shown, withoutLoss(err)
		}
		return p.Transfer(actor, c, to, casework.TransferConfirmation{Sure: true, Loss: shown.Digest()})
	}),
}

// withoutLoss returns what is wrong besides that the digest is lacking, which whoever
// fills in the form cannot have.
func withoutLoss(err error) error {
	var errs []error
	for _, f := range access.Findings(err) {
		if f.Path != "confirmation.loss" {
			errs = append(errs, f)
		}
	}
	return errors.Join(errs...)
}
