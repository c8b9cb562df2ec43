package sharing

import (
	"fmt"

	"lupa.example/access"
	"lupa.example/access/digest"
	"lupa.example/access/invalid"
	"lupa.example/access/report"
)

// A Request asks the laboratory's staff for a rule. Until somebody on the staff acts
// on it, the caller stores the rule, the authority, the acknowledgement and who the
// requester is; what is known of the requester is filled in when the staff acts. The
// zero value asks for nothing and is refused.
type Request struct {
	Rule      Rule           // with the key that it shall have
	Requester access.Subject // who asks; has to act for a customer number

	// Authority is what the requester has been found to have authority over; how it
	// is proven is the caller's matter. It has to cover every sharer entry. A group
	// entry takes authority over the group: to have it over each of today's members
	// is not enough, because later members are exposed too.
	Authority []Party

	// Acknowledged is the digest of the consequences that were shown to the
	// requester and that they are aware of.
	Acknowledged digest.Digest
}

// Ask returns the consequences of the rule for a customer to acknowledge, if the
// actor may request rules. In a request of the rule the digest of these
// consequences is the acknowledgement.
//
// An actor who may not is an error that is access.ErrDenied; a rule that no set
// can have is one of the type access.InvalidError, joined where several.
func (rs *Rules) Ask(actor access.Subject, r Rule) (Consequences, error) {
	if err := rs.Check(actor, ActionRequest, orAny(r)).Err(); err != nil {
		return Consequences{}, fmt.Errorf("sharing: request rule %s: %w", invalid.Quote(r.ID), err)
	}
	bad := invalid.In("sharing")
	rs.validate(bad, r)
	rs.showable(bad, r)
	if err := bad.Err(); err != nil {
		return Consequences{}, err
	}
	return rs.ConsequencesOfAdding(r), nil
}

// Add returns the set with the rule that is asked for, at the end, and a report of
// who gains sight of whom. Nothing has happened until the caller keeps the set.
//
// The actor has to be on the laboratory's staff; otherwise the error is
// access.ErrDenied. The requester has to act for a customer number, have authority
// over all that is shared, and have acknowledged the consequences as they are now;
// the rule has to be one that the set can have. What is missing of these is
// reported together, each as an access.InvalidError.
func (rs *Rules) Add(actor access.Subject, req Request) (*Rules, report.Report, error) {
	rep, d, err := rs.permit("add", actor, req.Rule)
	if err != nil {
		return nil, rep, err
	}
	bad := invalid.In("sharing")
	rs.validate(bad, req.Rule)
	consequences := rs.conditions(bad, req, func() Consequences { return rs.ConsequencesOfAdding(req.Rule) })
	if err := bad.Err(); err != nil {
		return nil, report.Report{}, err
	}
	consequences.into(&rep, d)
	return rs.with(req.Rule), rep, nil
}

// Replace returns the set with the rule that is asked for in the place of the one
// of the key, and a report of who gains and who loses sight of whom. Its conditions
// are those of [Rules.Add], for the whole new rule; the acknowledgement is of
// [Rules.ConsequencesOfReplacing]. A rule that is equal to the present one is
// unchanged. A key that no rule has is an error of the type access.InvalidError.
func (rs *Rules) Replace(actor access.Subject, key string, req Request) (*Rules, report.Report, error) {
	rep, d, err := rs.permit("replace", actor, req.Rule)
	if err != nil {
		return nil, rep, err
	}
	bad := invalid.In("sharing")
	old, found := rs.index.withKey(key)
	rest, _ := rs.Without(key)
	if !found {
		bad.Add("key", "%s is the id of no rule", invalid.Quote(key))
	}
	rest.validate(bad, req.Rule)
	consequences := rs.conditions(bad, req, func() Consequences { return rs.ConsequencesOfReplacing(key, req.Rule) })
	if err := bad.Err(); err != nil {
		return nil, report.Report{}, err
	}
	if old.equal(req.Rule) {
		rep.Items = []report.Item{{Outcome: report.Unchanged, Who: "rule " + key, What: "its place"}}
		return rs, rep, nil
	}
	next := &Rules{
		index: rest.index.with(newStoredRule(req.Rule, old.number)),
		count: rs.count,
		next:  rs.next,
	}
	consequences.into(&rep, d)
	return next, rep, nil
}

// Remove returns the set without the rule of the key, and a report of who loses
// sight of whom: what no other rule gives, at once. It takes neither authority nor
// acknowledgement, but an actor on the staff; otherwise the error is
// access.ErrDenied. To remove a rule that is not there is unchanged.
func (rs *Rules) Remove(actor access.Subject, key string) (*Rules, report.Report, error) {
	old, _ := rs.Rule(key)
	old.ID = key
	rep, d, err := rs.permit("remove", actor, old)
	if err != nil {
		return nil, rep, err
	}
	next, found := rs.Without(key)
	if !found {
		rep.Items = []report.Item{{Outcome: report.Unchanged, Who: "rule " + key, Effect: report.Loses, What: "its place"}}
		return next, rep, nil
	}
	rs.ConsequencesOfRemoving(key).into(&rep, d)
	return next, rep, nil
}

// permit begins the report of an act on a rule, and refuses an actor who may not
// configure rules.
func (rs *Rules) permit(act string, actor access.Subject, r Rule) (report.Report, access.Decision, error) {
	rep := report.Report{Act: "sharing." + act, Actor: actor.User}
	d := rs.Check(actor, ActionConfigure, orAny(r))
	if err := d.Err(); err != nil {
		item := report.Item{Who: "rule " + r.ID, What: "its place"}
		if act == "remove" {
			item.Effect = report.Loses
		}
		rep.Items = []report.Item{item.Decided(d)}
		return rep, d, fmt.Errorf("sharing: %s rule %s: %w", act, invalid.Quote(r.ID), err)
	}
	return rep, d, nil
}

// orAny returns the rule, or one that makes sense in its place: who may act on
// rules at all is decided before what is wrong with this one is told.
func orAny(r Rule) *Rule {
	if !r.complete() {
		anyone := []Party{{wholeGroup}}
		r.Viewers, r.Sharers = anyone, anyone
	}
	return &r
}

// conditions adds to bad what the request lacks, besides a rule that can be, and
// returns its consequences.
func (rs *Rules) conditions(bad *invalid.List, req Request, consequences func() Consequences) Consequences {
	before := bad.Len()
	rs.showable(bad, req.Rule)
	var c Consequences
	if bad.Len() == before {
		c = consequences()
	}
	if d := rs.Check(req.Requester, ActionRequest, orAny(req.Rule)); !d.Allowed {
		bad.Add("requester", "may not request rules (%s)", d.Reason)
	}
	authority := make(map[Party]bool, len(req.Authority))
	for _, p := range req.Authority {
		authority[p] = true
	}
	for i, p := range req.Rule.Sharers {
		if !p.IsZero() && !authority[p] && !authority[Party{p.code.group()}] {
			bad.Add("authority", "does not cover %v, which is sharers[%d] of the rule", p, i)
		}
	}
	switch {
	case req.Acknowledged.IsZero():
		bad.Add("acknowledged", "is missing; the requester has to be shown the consequences and be aware of them")
	case req.Acknowledged != c.Digest():
		bad.Add("acknowledged", "is of other consequences than the rule has now; show these and have them acknowledged")
	}
	return c
}

// into reports the consequences as what the decision allowed.
func (c Consequences) into(rep *report.Report, d access.Decision) {
	add := func(sights []Sight, effect report.Effect) {
		for _, s := range sights {
			rep.Items = append(rep.Items, report.Item{
				Who:    numbersOf(s.Viewer),
				Effect: effect,
				What:   "sight of results",
				Where:  numbersOf(s.Sharer),
			}.Decided(d))
		}
	}
	add(c.Gains, report.Gains)
	add(c.Loses, report.Loses)
	if len(rep.Items) == 0 {
		rep.Warnings = append(rep.Warnings, "the other rules give the same: nobody gains or loses sight of anything")
	}
}
