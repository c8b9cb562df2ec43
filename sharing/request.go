package sharing

import (
	"cmp"
	"log/slog"
	"slices"

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
	Rule      Rule           // with the id that it shall have
	Requester access.Subject // who asks; has to act for a customer number

	// Authority is what the requester has been found to have authority over; how it
	// is proven is the caller's matter. It has to cover every sharer entry. A group
	// entry takes authority over the group: to have it over each of today's members
	// is not enough, because later members are exposed too.
	Authority []Party

	// Acknowledged is the digest of the report that [Rules.Ask] or
	// [Rules.AskReplacing] showed to the requester, and that they are aware of.
	Acknowledged digest.Digest
}

// LogValue returns the request as a group of its fields, so that a log tells what was
// known of the requester.
func (r Request) LogValue() slog.Value {
	return slog.GroupValue(
		slog.Any("rule", r.Rule),
		slog.Any("requester", r.Requester),
		slog.Any("authority", r.Authority),
		slog.Any("acknowledged", r.Acknowledged),
	)
}

// Ask returns what the rule would come to, for a customer to acknowledge. The digest of
// the report is the acknowledgement in a [Request]: of this requester, of the rule with
// its id and lists, of the authority, and of the consequences. If one of them is another
// when the staff acts, or the rule is to replace one, it does not hold.
//
// The actor needs [ActionRequest]; otherwise the error is [access.ErrDenied]. The
// authority has to cover every sharer entry, because the consequences tell what others
// share: it is an error if it does not, which names what is not covered and tells nothing
// of the rules in force. It is an error if a list is empty or an entry is none. The id may
// be lacking where the report is only to be looked at; one that another rule has is an
// error.
//
// The items are those of [Rules.Add]. Its cost is that of [Consequences], which tell the
// same.
func (rs *Rules) Ask(actor access.Subject, r Rule, authority []Party) (report.Report, error) {
	return rs.ask("sharing.ask", actor, "", r, authority)
}

// AskReplacing is [Rules.Ask] for a rule in the place of the one with the id. The
// authority has to cover the sharers of both, because what is lost is told as well: it is
// one and the same error if no rule has the id and if it does not cover those of the rule
// that has it.
func (rs *Rules) AskReplacing(actor access.Subject, id string, r Rule, authority []Party) (report.Report, error) {
	return rs.ask("sharing.ask-replacing", actor, id, r, authority)
}

// ask asks for the rule in the place of the one with the id; "" is none.
func (rs *Rules) ask(act string, actor access.Subject, id string, r Rule, authority []Party) (report.Report, error) {
	d := rs.may(actor, ActionRequest)
	if !d.Allowed {
		return report.New(act, actor.User, refusedItem(r, report.Gains)).Refuse(d)
	}
	bad := invalid.In("sharing")
	path := func() string { return "rule" }
	if r.ID != "" {
		r.validate(bad, path)
	} else {
		r.validateLists(bad, path)
	}
	uncovered(bad, r.Sharers, authority, "the rule")
	if err := bad.Err(); err != nil {
		return report.Report{}, err
	}
	old, others := rs.asksToReplace(bad, act == "sharing.ask-replacing", id, authority)
	if _, taken := others.Rule(r.ID); taken && bad.Len() == 0 {
		bad.Add("rule.id", "%s is the id of another rule already", invalid.Quote(r.ID))
	}
	if err := bad.Err(); err != nil {
		return report.Report{}, err
	}
	return rs.toAcknowledge(act, actor.User, old, r, authority, d), nil
}

// asksToReplace is replaced for a requester. What is lost with a rule is told to those
// with authority over its sharers too; for others there is no such rule.
func (rs *Rules) asksToReplace(bad *invalid.List, replacing bool, id string, authority []Party) (*Rule, *Rules) {
	old, found := rs.Rule(id)
	lacks := invalid.In("sharing")
	uncovered(lacks, old.Sharers, authority, "")
	if replacing && (!found || lacks.Len() > 0) {
		bad.Add("id", "%s is the id of no rule over whose sharers there is authority", invalid.Quote(id))
		return nil, rs
	}
	return rs.replaced(bad, replacing, id)
}

// toAcknowledge returns the report that a requester acknowledges, as the decision has it.
func (rs *Rules) toAcknowledge(act, requester string, old *Rule, r Rule, authority []Party, d access.Decision) report.Report {
	rep := report.New(act, requester, changeItems(old, &r)...).Decided(d)
	rep.Items = append(rep.Items, authorityItem(requester, r, authority))
	rs.tell(&rep, old, &r, d)
	if old != nil && old.equal(r) {
		return rep.With(report.Unchanged)
	}
	return rep
}

// decidedAnew returns the report that a requester acknowledged as that of the staff's
// act.
func decidedAnew(rep report.Report, act, actor string, d access.Decision) report.Report {
	rep.Act, rep.Actor = act, actor
	for i, item := range rep.Items {
		if item.Outcome == report.Change {
			rep.Items[i] = item.Decided(d)
		}
	}
	return rep
}

// replaced returns the rule that is to be replaced, nil if none is, and the set without
// it. It adds to bad that there is none of the id.
func (rs *Rules) replaced(bad *invalid.List, replacing bool, id string) (*Rule, *Rules) {
	if !replacing {
		return nil, rs
	}
	old, found := rs.Rule(id)
	if !found {
		bad.Add("id", "%s is the id of no rule", invalid.Quote(id))
		return nil, rs
	}
	others, _ := rs.Without(id)
	return &old, others
}

// Add returns the set with the rule that is asked for, at the end, and a report of who
// gains sight of whom. Nothing has happened until the caller keeps the set.
//
// The actor needs [ActionConfigure]; otherwise the error is [access.ErrDenied]. It is an
// error if the set cannot have the rule, if the requester may not request rules, or if
// the authority does not cover every sharer. Where only a valid acknowledgement is
// lacking, the report beside the error is what the requester has to be shown.
//
// The items are the rule, with its id and lists; then the requester's authority; then
// one item per [Class]: its viewers gain sight of its sharers. Each exception follows as
// an unchanged item; one that applies to the whole class is written into the class's item
// as "all but …". Where nobody gains or loses sight of anything, a warning says so.
func (rs *Rules) Add(actor access.Subject, req Request) (*Rules, report.Report, error) {
	return rs.grant("sharing.add", actor, "", req)
}

// Replace returns the set with the rule that is asked for in the place of the one with
// the id, and a report of who gains and who loses sight of whom. Its conditions are those
// of [Rules.Add], for the whole new rule; the authority has to cover the sharers of the
// replaced one too, and the acknowledgement is of [Rules.AskReplacing]. It is an error if
// no rule has the id. A rule that is equal to the present one is unchanged.
//
// The items are the rule that goes, and then those of [Rules.Add], with the classes that
// lose after those that gain.
func (rs *Rules) Replace(actor access.Subject, id string, req Request) (*Rules, report.Report, error) {
	return rs.grant("sharing.replace", actor, id, req)
}

// grant adds the rule of a request, or replaces the one with the id by it.
func (rs *Rules) grant(act string, actor access.Subject, id string, req Request) (*Rules, report.Report, error) {
	replacing := act == "sharing.replace"
	d := rs.may(actor, ActionConfigure)
	if !d.Allowed {
		rep, err := report.New(act, actor.User, refusedItem(req.Rule, report.Gains)).Refuse(d)
		return nil, rep, err
	}
	bad := invalid.In("sharing")
	old, others := rs.replaced(bad, replacing, id)
	others.validate(bad, req.Rule)
	preview := rs.preview(bad, old, req)
	switch {
	case req.Acknowledged.IsZero():
		bad.Add("acknowledged", "is missing; the requester has to be shown the consequences and be aware of them")
	case bad.Len() == 0 && req.Acknowledged != preview.Digest():
		bad.Add("acknowledged", "is of something else than the request comes to now; show that and have it acknowledged")
	}
	if err := bad.Err(); err != nil {
		return nil, preview, err
	}
	rep := decidedAnew(preview, act, actor.User, d)
	if !replacing {
		return rs.with(req.Rule), rep, nil
	}
	if old.equal(req.Rule) {
		return rs, rep, nil
	}
	stored, _ := rs.index.withKey(id)
	return &Rules{
		index: others.index.with(newStoredRule(req.Rule, stored.number)),
		count: rs.count,
		next:  rs.next,
	}, rep, nil
}

// preview returns the report that the requester has to acknowledge. It adds to bad what
// the requester lacks; where anything is bad there is no report.
func (rs *Rules) preview(bad *invalid.List, old *Rule, req Request) report.Report {
	may := rs.may(req.Requester, ActionRequest)
	if !may.Allowed {
		bad.Add("requester", "may not request rules (%s)", may.Reason)
	}
	uncovered(bad, req.Rule.Sharers, req.Authority, "the rule")
	ask := "sharing.ask"
	if old != nil {
		ask = "sharing.ask-replacing"
		uncovered(bad, old.Sharers, req.Authority, "the rule that is replaced")
	}
	if bad.Len() > 0 {
		return report.Report{}
	}
	return rs.toAcknowledge(ask, req.Requester.User, old, req.Rule, req.Authority, may)
}

// Remove returns the set without the rule with the id, and a report of who loses sight of
// whom: what no other rule gives, at once. It takes neither authority nor
// acknowledgement. It never fails for an actor who may configure rules, however much the
// rule gives. To remove a rule that is not there is unchanged.
//
// The actor needs [ActionConfigure]; otherwise the error is [access.ErrDenied].
//
// The items are the rule, with its lists, and then the classes of viewers that lose sight,
// as [Rules.Add] has those that gain it.
func (rs *Rules) Remove(actor access.Subject, id string) (*Rules, report.Report, error) {
	old, found := rs.Rule(id)
	old.ID = id
	d := rs.may(actor, ActionConfigure)
	if !d.Allowed {
		rep, err := report.New("sharing.remove", actor.User, refusedItem(Rule{ID: id}, report.Loses)).Refuse(d)
		return nil, rep, err
	}
	rep := report.New("sharing.remove", actor.User, changeItems(&old, nil)...).Decided(d)
	if !found {
		return rs, rep.With(report.Unchanged), nil
	}
	rs.tell(&rep, &old, nil, d)
	next, _ := rs.Without(id)
	return next, rep, nil
}

// uncovered adds to bad the sharers of a rule over which there is no authority.
func uncovered(bad *invalid.List, sharers, authority []Party, rule string) {
	over := make(map[Party]bool, len(authority))
	for _, p := range authority {
		over[p] = true
	}
	for i, p := range sharers {
		if !p.IsZero() && !over[p] && !over[Party{p.code.group()}] {
			bad.Add("authority", "does not cover %v, which is sharers[%d] of %s", p, i, rule)
		}
	}
}

// changeItems returns the items of a rule that goes and one that comes; either may be
// nil.
func changeItems(old, new *Rule) []report.Item {
	var items []report.Item
	if old != nil {
		items = append(items, ruleItem(*old, report.Loses))
	}
	if new != nil {
		items = append(items, ruleItem(*new, report.Gains))
	}
	return items
}

// ruleItem returns the item of a rule itself: its viewers gain it, or lose it, over its
// sharers.
func ruleItem(r Rule, effect func(who, what, where report.Thing) report.Item) report.Item {
	return effect(viewersThing(inWords(r.Viewers)), ruleThing(r.ID), sharersThing(inWords(r.Sharers)))
}

// refusedItem returns the item of a rule about which the actor may not act: it says which
// rule it is, and not whose results are seen.
func refusedItem(r Rule, effect func(who, what, where report.Thing) report.Item) report.Item {
	item := ruleItem(r, effect)
	item.Where = report.Thing{}
	return item
}

// authorityItem returns the item of what the requester has authority over, which the act
// records and does not change.
func authorityItem(requester string, r Rule, authority []Party) report.Item {
	sorted := slices.Clone(authority)
	slices.SortFunc(sorted, func(a, b Party) int { return cmp.Compare(a.code, b.code) })
	item := report.Gains(
		report.Person(requester),
		report.Thing{Kind: KindAuthority, ID: inWords(slices.Compact(sorted))},
		ruleThing(r.ID),
	)
	item.Outcome = report.Unchanged
	return item
}

// tell adds to a report what comes of a rule that goes and one that comes: the classes, as
// the decision has them, and after each what it excepts, which is unchanged.
func (rs *Rules) tell(rep *report.Report, old, new *Rule, d access.Decision) {
	c := rs.consequences(old, new)
	add := func(classes []Class, effect func(who, what, where report.Thing) report.Item) {
		sight := func(viewers []Members, sharers string) report.Item {
			return effect(viewersThing(inWords(viewers)), report.Thing{Kind: KindSight}, sharersThing(sharers))
		}
		for _, class := range classes {
			rep.Items = append(rep.Items, sight(class.Viewers, class.sharers()).Decided(d))
			for _, e := range class.apart() {
				item := sight(e.Viewers, inWords(e.Sharers))
				item.Outcome = report.Unchanged
				rep.Items = append(rep.Items, item)
			}
		}
	}
	add(c.Gains, report.Gains)
	add(c.Loses, report.Loses)
	if len(c.Gains)+len(c.Loses) == 0 {
		rep.Warnings = append(rep.Warnings, "nobody gains or loses sight of anything")
	}
}
