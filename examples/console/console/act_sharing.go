package console

import (
	"errors"
	"fmt"
	"net/url"

	"lupa.example/access"
	"lupa.example/access/report"
	"lupa.example/sharing"
)

func hasRules(p *access.Policy) bool {
	_, ok := access.Of[*sharing.Rules](p)
	return ok
}

var addRule = act{
	Name: "sharing.add", Title: "Share results",
	About: "A rule from the two boxes, as a customer asks for it: who shall see whose results.",
	has:   hasRules,
	fields: func(s *server, _ url.Values) []field {
		return []field{
			text("id", "Id of the rule", ""),
			area("viewers", "Who shall be able to see, one number or group a line", ""),
			area("sharers", "Whose results are seen, one number or group a line", ""),
			text("requester", "Who asks for it: acts for a customer number", "", who(s, func(f access.Fact) bool {
				u, ok := f.(*sharing.User)
				return ok && !u.Account.IsZero()
			})...),
			area("authority", "Over which numbers and groups authority was proven, one a line", ""),
		}
	},
	confirm: []field{check("aware", "Who asks is aware of what comes of it", false)},
	do: func(s *server, actor access.Subject, v url.Values) (*access.Policy, Data, report.Report, error) {
		rules, _ := access.Of[*sharing.Rules](s.Policy)
		req, err := requested(s, v)
		if err != nil {
			return nil, Data{}, report.Report{}, err
		}
		asked, err := rules.Ask(req.Requester, req.Rule, req.Authority)
		if err != nil {
			return nil, Data{}, asked, err
		}
		req.Acknowledged = asked.Digest()
		next, r, err := rules.Add(actor, req)
		if err != nil {
			return nil, Data{}, r, err
		}
		p, err := s.Policy.With(next)
		return p, s.Data, r, err
	},
}

// requested reads what is asked for; everything that is wrong with it is told at once.
func requested(s *server, v url.Values) (req sharing.Request, err error) {
	req.Rule, err = sharing.ParseBoxes(v.Get("viewers"), v.Get("sharers"))
	req.Rule.ID = v.Get("id")
	errs := []error{err}
	var known bool
	if req.Requester, known = s.Data.person(v.Get("requester")); !known {
		errs = append(errs, invalid("requester", "is %q; want somebody of the data", shortened(v.Get("requester"))))
	}
	for n, line := range lines(v.Get("authority")) {
		p, err := sharing.ParseParty(line)
		if err != nil {
			errs = append(errs, invalid(fmt.Sprintf("authority, entry %d", n+1), "%v", err))
		}
		req.Authority = append(req.Authority, p)
	}
	return req, errors.Join(errs...)
}

var removeRule = act{
	Name: "sharing.remove", Title: "Stop sharing results",
	About: "A rule is taken back: what no other rule gives is lost at once.",
	has:   hasRules,
	fields: func(s *server, _ url.Values) []field {
		rules, _ := access.Of[*sharing.Rules](s.Policy)
		var ids []string
		for r := range rules.All() {
			if len(ids) == maxChoices {
				break
			}
			ids = append(ids, r.ID)
		}
		return []field{text("id", "Id of the rule", "", ids...)}
	},
	do: func(s *server, actor access.Subject, v url.Values) (*access.Policy, Data, report.Report, error) {
		rules, _ := access.Of[*sharing.Rules](s.Policy)
		next, r, err := rules.Remove(actor, v.Get("id"))
		if err != nil {
			return nil, Data{}, r, err
		}
		p, err := s.Policy.With(next)
		return p, s.Data, r, err
	},
}
