package casework

import (
	"lupa.example/access"
	"lupa.example/access/invalid"
	"lupa.example/access/report"
)

// Open returns a new client, opened by holding the first session with them: the
// actor is responsible, nobody shares the client, and it is the client of the
// organisation for which the actor acts. The key identifies it; that no other
// client has it is for the caller to see to.
//
// Whoever would be allowed to add a session to that client may open it, which is
// everybody who acts for an organisation. The error of anybody else is an
// [access.DeniedError], and the report says what was refused. A key that is no
// identifier is an [access.InvalidError], without a report. Either way there is no
// client.
//
// The report says that the actor gains the client, and the responsibility for it.
func (p *Practice) Open(actor access.Subject, key string) (*Client, report.Report, error) {
	opened := &Client{ID: key, Responsible: actor.User}
	worker, unknown := access.Single(actor, sameWorker)
	if unknown == "" {
		opened.Org = worker.Org
	}
	d := p.Check(actor, ActionAddSession, opened)
	if unknown != "" && d.Reason == access.ReasonIncomplete {
		// The client lacks only what is not known of the actor.
		d = access.Deny(unknown, "")
	}
	act := act{name: "open", actor: actor.User, client: key}
	result := act.report(d, gains(actor.User, whatClient), gains(actor.User, whatResponsibility))
	if err := act.err(d); err != nil {
		return nil, result, err
	}
	bad := invalid.In("casework")
	if problem := invalid.Identifier(key); problem != "" {
		bad.Add("key", "%s", problem)
	}
	if err := bad.Err(); err != nil {
		return nil, report.Report{}, err
	}
	return opened, result, nil
}
