package main

// counsellingFaults are in the decisions about clients of counselling and in the
// acts that share and transfer them.
var counsellingFaults = []fault{
	{"casework/check.go", "the responsible may not do everything", `if user == c.Responsible {`, `if user == c.Responsible && a != ActionAddSession {`},
	{"casework/check.go", "colleagues view clients", `	if !slices.Contains(c.Shared, user) {`, `	if !slices.Contains(c.Shared, user) && a != ActionView {`},
	{"casework/check.go", "a client that is shared with one is shared with all", `	if !slices.Contains(c.Shared, user) {`, `	if len(c.Shared) == 0 {`},
	{"casework/check.go", "who shares a client does not edit", `	case ActionView, ActionEdit, ActionAddSession:
		return access.Allow(ReasonShared`, `	case ActionView, ActionAddSession:
		return access.Allow(ReasonShared`},
	{"casework/check.go", "who shares a client adds no session", `	case ActionView, ActionEdit, ActionAddSession:
		return access.Allow(ReasonShared`, `	case ActionView, ActionEdit:
		return access.Allow(ReasonShared`},
	{"casework/check.go", "others' sessions are not edited", `	return p.relation(s.User, a, n.Client)`, `	if a == ActionEdit && n.WrittenBy != s.User {
		return access.Deny(ReasonNoAccess, "")
	}
	return p.relation(s.User, a, n.Client)`},
	{"casework/check.go", "who wrote a session keeps it", `	return p.relation(s.User, a, n.Client)`, `	if n.WrittenBy == s.User {
		return access.Allow(ReasonShared, "shared")
	}
	return p.relation(s.User, a, n.Client)`},
	{"casework/check.go", "who shares a client transfers it", `	return access.Deny(ReasonResponsibleOnly, "shared")`, `	if a == ActionTransfer {
		return access.Allow(ReasonShared, "shared")
	}
	return access.Deny(ReasonResponsibleOnly, "shared")`},
	{"casework/check.go", "who shares a client removes shares", `	return access.Deny(ReasonResponsibleOnly, "shared")`, `	if a == ActionUnshare {
		return access.Allow(ReasonShared, "shared")
	}
	return access.Deny(ReasonResponsibleOnly, "shared")`},
	{"casework/check.go", "who shares a client shares it on", `if p.config.SharedMayShare {`, `if p.inPackage != nil {`},
	{"casework/check.go", "the switch lets nobody share on", `if p.config.SharedMayShare {`, `if p.inPackage == nil {`},
	{"casework/check.go", "a client without a responsible is asked about", `c.Responsible != "", c.Org); shut`, `true, c.Org); shut`},
	{"casework/check.go", "a session with a client without a responsible is asked about", `n.Client != nil && n.Client.Responsible != ""`, `n.Client != nil`},
	{"casework/check.go", "a question changes the client that it is about", `	if !slices.Contains(c.Shared, user) {`, `	slices.Sort(c.Shared)
	if !slices.Contains(c.Shared, user) {`},
	{"casework/check.go", "a decision does not say that the user is responsible", `access.Allow(ReasonResponsible, "responsible")`, `access.Allow(ReasonResponsible, "")`},
	{"casework/check.go", "who shares a client does not view it", `	case ActionView, ActionEdit, ActionAddSession:
		return access.Allow(ReasonShared`, `	case ActionEdit, ActionAddSession:
		return access.Allow(ReasonShared`},
	{"casework/check.go", "the switch lets those who share a client remove shares", `	case ActionShare:
		if`, `	case ActionShare, ActionUnshare:
		if`},
	{"casework/open.go", "a new client is shared", `opened := &Client{Key: key, Responsible: actor.User}`, `opened := &Client{Key: key, Responsible: actor.User, Shared: []string{actor.User}}`},
	{"casework/open.go", "a new client is nobody's responsibility", `opened := &Client{Key: key, Responsible: actor.User}`, `opened := &Client{Key: key, Responsible: key}`},
	{"casework/open.go", "a new client is of another organisation", `	return opened, result, nil`, `	opened.Org = key
	return opened, result, nil`},
	{"casework/transfer.go", "who transfers keeps a share", `next.Shared = others`, `next.Shared = append(others, c.Responsible)`},
	{"casework/transfer.go", "who transfers stays responsible", `Responsible: to.User}`, `Responsible: c.Responsible}`},
	{"casework/transfer.go", "the recipient works elsewhere than was chosen", `to.Org != "" && to.Org != org {`, `to.Org != "" && to.Org != org && org == c.Org {`},
	{"casework/transfer.go", "nobody has to be aware of who loses the client", `if !confirm.AwareOfLoss {`, `if !confirm.AwareOfLoss && !confirm.Sure {`},
	{"casework/transfer.go", "nobody has to be sure of a transfer", `if !confirm.Sure {`, `if !confirm.Sure && !confirm.AwareOfLoss {`},
	{"casework/transfer.go", "shares follow a client to another organisation", `	if org == c.Org {
		next.Shared`, `	if org != "" {
		next.Shared`},
	{"casework/transfer.go", "a client stays with its organisation", `Key: c.Key, Org: org,`, `Key: c.Key, Org: c.Org,`},
	{"casework/transfer.go", "shares end with every transfer", `	if org == c.Org {
		next.Shared`, `	if org == "" {
		next.Shared`},
	{"casework/transfer.go", "the recipient stays on the list", `others := c.sharedBut(to.User)`, `others := c.sharedBut("")`},
	{"casework/transfer.go", "the recipient was not looked up", `	to.findIn(bad, "to")
`, ``},
	{"casework/transfer.go", "whoever shares a client transfers it", `d := p.Check(actor, ActionTransfer, c)`, `d := p.Check(actor, ActionEdit, c)`},
	{"casework/transfer.go", "no organisation is chosen", `	if problem := invalid.Identifier(org); problem != "" {`, `	if problem := invalid.Identifier(org); problem != "" && org != "" {`},
	{"casework/transfer.go", "a client is transferred to oneself", `	notToThemselves(bad, "to", to.User, actor.User, c)
`, ``},
	{"casework/transfer.go", "a refusal does not say what was refused", `return nil, act.report(d, gains(to.User, whatResponsibility)), err`, `return nil, report.Report{}, err`},
	{"casework/share.go", "to share is to take from others", `append(c.sharedBut(""), with.User)`, `[]string{with.User}`},
	{"casework/share.go", "nobody has to be sure of sharing", `if !confirm.Sure {`, `if !confirm.Sure && len(c.Shared) == 0 {`},
	{"casework/share.go", "to share is to give the responsibility away", `	next.Shared = append(c`, `	next.Responsible = with.User
	next.Shared = append(c`},
	{"casework/share.go", "a client is shared with another organisation", `if with.Org != "" && with.Org != c.Org {`, `if with.Org != "" && c.Org == "" {`},
	{"casework/share.go", "a client is shared with who was not found", `	with.findIn(bad, "with")
`, ``},
	{"casework/share.go", "a client is shared with oneself", `		bad.Add(parameter+".user", "%s is the actor; want somebody else", invalid.Quote(user))
`, ``},
	{"casework/share.go", "a client is shared with the responsible", `		bad.Add(parameter+".user", "%s is responsible for the client already; want somebody else", invalid.Quote(user))
`, ``},
	{"casework/share.go", "sharing again is done again", `	if slices.Contains(c.Shared, with.User) {`, `	if slices.Contains(c.Shared, with.User) && with.Org == "" {`},
	{"casework/share.go", "a share that is removed stays", `next.Shared = c.sharedBut(user)`, `next.Shared = c.sharedBut("")`},
	{"casework/share.go", "removing a share removes all", `next.Shared = c.sharedBut(user)`, `next.Shared = nil`},
	{"casework/share.go", "whoever may view removes shares", `d := p.Check(actor, ActionUnshare, c)`, `d := p.Check(actor, ActionView, c)`},
	{"casework/share.go", "whoever may edit shares", `d := p.Check(actor, ActionShare, c)`, `d := p.Check(actor, ActionEdit, c)`},
	{"casework/share.go", "sharing changes the client given", `	next := c.clone()
	if slices.Contains(c.Shared, with.User) {`, `	next := c
	if slices.Contains(c.Shared, with.User) {`},
	{"casework/share.go", "to share is to give nothing", `append(c.sharedBut(""), with.User)`, `c.sharedBut("")`},
	{"casework/share.go", "a share that is not there is removed", `if user == c.Responsible || !slices.Contains(c.Shared, user) {`, `if user == c.Responsible {`},
	{"casework/share.go", "removing a share changes the client given", `	next := c.clone()
	if user == c.Responsible`, `	next := c
	if user == c.Responsible`},
	{"casework/share.go", "who was responsible and on the list keeps the client after a transfer", `user: true, c.Responsible: true}`, `user: true}`},
	{"casework/share.go", "an empty name is listed among those who share a client", `map[string]bool{"": true, user: true,`, `map[string]bool{user: true,`},
	{"casework/panel.go", "anybody is told who works with a client", `!d.Allowed {
		return Panel{}`, `!d.Allowed && d.Reason != ReasonNoAccess {
		return Panel{}`},
	{"casework/panel.go", "those who share a client are not listed", `Shared: c.sharedBut("")}`, `}`},
	{"casework/panel.go", "only the responsible has a list of clients", `p.Check(user, ActionView, c).Allowed`, `p.Check(user, ActionTransfer, c).Allowed`},
	{"casework/panel.go", "everybody's clients are listed", `if p.Check(user, ActionView, c).Allowed && !yield(c) {`, `if !yield(c) {`},
	{"casework/panel.go", "only the responsible is told who works with a client", `p.Check(actor, ActionView, c)`, `p.Check(actor, ActionTransfer, c)`},
	{"casework/panel.go", "the responsible is not listed", `Panel{Responsible: c.Responsible, Shared:`, `Panel{Shared:`},
}
