package main

var sharingFaults = []fault{
	{"sharing/check.go", "without a rule anybody sees results", `	if rule == nil {
		return access.Deny(ReasonNotShared, "")
	}
	return access.Allow(ReasonRule, rule.key)`, `	if rule == nil {
		return access.Allow(ReasonRule, "")
	}
	return access.Allow(ReasonRule, rule.key)`},
	{"sharing/check.go", "where there are rules, one's own results are seen by a rule only", `if user.Account == r.Owner {`, `if user.Account == r.Owner && rs.count == 0 {`},
	{"sharing/check.go", "being in one group is enough", `if user.Account == r.Owner {`, `if user.Account.Group() == r.Owner.Group() {`},
	{"sharing/check.go", "rules share nothing", `rule := rs.index.first(user.Account, r.Owner)`, `var rule *storedRule`},
	{"sharing/check.go", "the staff see every result", `	if user.Account == r.Owner {`, `	if user.Staff {
		return access.Allow(ReasonStaff, "staff")
	}
	if user.Account == r.Owner {`},
	{"sharing/check.go", "customers configure rules", `if !user.Staff {`, `if !user.Staff && user.Account.IsZero() {`},
	{"sharing/check.go", "whoever acts for no customer number requests rules", `	if user.Account.IsZero() {
		return access.Deny(ReasonNoAccount, "")
	}
	return access.Allow(ReasonCustomer, "customer")`, `	return access.Allow(ReasonCustomer, "customer")`},
	{"sharing/check.go", "whoever acts for no customer number is in a group", `	if user.Account.IsZero() {
		return access.Deny(ReasonNoAccount, "")
	}
	if user.Account == r.Owner {`, `	if user.Account == r.Owner {`},
	{"sharing/check.go", "a result of nobody is asked about", `if r.Owner.IsZero() {`, `if false {`},
	{"sharing/check.go", "to see results is to change them", `if a != ActionView {`, `if a == "" {`},
	{"sharing/check.go", "sharing goes on from one rule to the next", `	if rule == nil {`, `	for between := range rs.All() {
		if first := between.Sharers[0]; rule == nil && !first.IsGroup() && between.Viewers[0].Covers(user.Account) {
			rule = rs.index.first(Account{first.code}, r.Owner)
		}
	}
	if rule == nil {`},
	{"sharing/check.go", "anybody without a name is somebody", `if s.User == "" {`, `if s.User == "" && r == nil {`},
	{"sharing/check.go", "rules that were never built decide", `if !rs.built() {`, `if rs == nil {`},
	{"sharing/user.go", "of two facts that differ in whether they are staff the first counts", `return *a == *b`, `return a.Account == b.Account`},
	{"sharing/index.go", "sharers see viewers", `return ix.firstOf(viewer.Party().entries(), sharer.Party().entries())`, `return ix.firstOf(sharer.Party().entries(), viewer.Party().entries())`},
	{"sharing/stored.go", "viewers see some sharers of the rule", `slices.Index(viewers, v) == i && slices.Index(sharers, s) == j {`, `slices.Index(viewers, v) == i && slices.Index(sharers, s) == j && (i == j || i == 0 || j == 0) {`},
	{"sharing/stored.go", "every sharing is mutual", `f(pairHash(v.code, s.code))`, `f(pairHash(v.code, s.code))
				f(pairHash(s.code, v.code))`},
	{"sharing/stored.go", "a number that is entered as a viewer stands for its group", `f(pairHash(v.code, s.code))`, `f(pairHash(v.code|wholeGroup, s.code))`},
	{"sharing/stored.go", "a number that is entered as a sharer stands for its group", `f(pairHash(v.code, s.code))`, `f(pairHash(v.code, s.code|wholeGroup))`},
	{"sharing/stored.go", "an entry that is repeated is left over", `slices.Index(viewers, v) == i && slices.Index(sharers, s) == j {`, `slices.Index(viewers, v) == i && j >= 0 {`},
	{"sharing/index.go", "the last rule is named, not the first", `found == nil || r.number < found.number`, `found == nil || r.number > found.number`},
	{"sharing/index.go", "removing a rule takes what another gives", `		if !several {
			next.firsts = next.firsts.remove(hash, only)`, `		if several || true {
			next.firsts = next.firsts.remove(hash, only)`},
	{"sharing/index.go", "a rule that is removed still shares", `			next.firsts = next.firsts.remove(hash, only)
			return`, `			return`},
	{"sharing/index.go", "long rules share nothing", `	if ix.viewers.root == nil {`, `	if ix.viewers.root != nil {`},
	{"sharing/trie.go", "a set that is changed changes the one before", `	branch := *n.branch
	return &node[V]{branch: &branch}`, `	return n`},
	{"sharing/party.go", "a group is its main number only", `return [2]code{p.code, p.code.group()}`, `return [2]code{p.code, p.code}`},
	{"sharing/party.go", "a group covers nobody else", `(p.code == a.number || p.code == a.number.group())`, `p.code == a.number`},
	{"sharing/party.go", "customer numbers are written with any sign between", `if len(s) != 8 || s[5] != '-' {`, `if len(s) != 8 {`},
	{"sharing/party.go", "groups are written with any sign after", `if len(s) == 6 && s[5] == '*' {`, `if len(s) == 6 {`},
	{"sharing/party.go", "the beginning of a main number is a group", `digits(group, 5)`, `digits(group, len(group))`},
	{"sharing/party.go", "groups are printed without a star", `return append(b, '*')`, `return b`},
	{"sharing/party.go", "a group is a customer number", `func ParseAccount(s string) (Account, error) {
	c, ok := parseAccount(s)`, `func ParseAccount(s string) (Account, error) {
	c, ok := parseAccount(s)
	if p, err := ParseParty(s); err == nil {
		c, ok = p.code, true
	}`},
	{"sharing/rule.go", "a rule without viewers is one", `return len(r.Viewers) > 0 && `, `return `},
	{"sharing/rule.go", "a rule without sharers is one", `		len(r.Sharers) > 0 && `, `		`},
	{"sharing/rule.go", "what is valid of a rule is taken", `len(r.Sharers) > 0 && !slices.ContainsFunc(r.Sharers, Party.IsZero)`, `len(r.Sharers) > 0`},
	{"sharing/boxes.go", "a blank line is a fault", `if line == "" {`, `if line == "-" {`},
	{"sharing/boxes.go", "space around an entry is a fault", `line = strings.TrimSpace(line)`, `line = strings.TrimSuffix(line, "\n")`},
	{"sharing/boxes.go", "a line that is no entry is passed over", `		if err != nil {
			bad.Add(`, `		if err != nil && blank {
			bad.Add(`},
	{"sharing/boxes.go", "a fault is told of the line after", `	number := 0`, `	number := 1`},
	{"sharing/boxes.go", "only the first fault of a box is told", `invalid.Quote(line))
			continue`, `invalid.Quote(line))
			break`},
	{"sharing/boxes.go", "a box may be empty", `if blank {`, `if blank && text != "" {`},
	{"sharing/configure.go", "authority over the first of the sharers is enough", `for i, p := range req.Rule.Sharers {`, `for i, p := range req.Rule.Sharers[:min(1, len(req.Rule.Sharers))] {`},
	{"sharing/configure.go", "authority over a member is authority over the group", `authority[p] = true`, `authority[p], authority[Party{p.code.group()}] = true, true`},
	{"sharing/configure.go", "nobody has to be aware of the consequences", `	switch {
	case req.Acknowledged.IsZero():`, `	if req.Acknowledged.IsZero() {
		return c
	}
	switch {
	case req.Acknowledged.IsZero():`},
	{"sharing/configure.go", "an acknowledgement of other consequences counts", `case req.Acknowledged != c.Digest():`, `case false:`},
	{"sharing/configure.go", "of two missing conditions one is named", `	switch {
	case req.Acknowledged.IsZero():`, `	if bad.Err() != nil {
		return c
	}
	switch {
	case req.Acknowledged.IsZero():`},
	{"sharing/configure.go", "whoever acts for no customer number has rules made", `; !d.Allowed {
		bad.Add("requester"`, `; !d.Allowed && d.Reason != ReasonNoAccount {
		bad.Add("requester"`},
	{"sharing/configure.go", "a request that is refused gives a set", `		return nil, report.Report{}, err
	}
	next, err := rs.With(req.Rule)`, `		return rs, report.Report{}, err
	}
	next, err := rs.With(req.Rule)`},
	{"sharing/configure.go", "anybody removes rules", `	rep, d, err := rs.permit("remove", actor, old)
	if err != nil {`, `	rep, d, err := rs.permit("remove", actor, old)
	if err != nil && !old.complete() {`},
	{"sharing/configure.go", "a rule that replaces another goes to the end", `newStoredRule(req.Rule, old.number)`, `newStoredRule(req.Rule, rs.next)`},
	{"sharing/configure.go", "nobody is told who gains sight of whom", `	consequences.into(&rep, d)
	return next, rep, nil
}

// Replace`, `	_, _ = consequences, d
	return next, rep, nil
}

// Replace`},
	{"sharing/consequences.go", "what other rules give is told as a consequence", ` && !rs.gives(v, s) {`, ` {`},
	{"sharing/consequences.go", "sight of one's own results is told as a consequence", `own := v == s && !v.IsGroup()`, `own := false`},
	{"sharing/consequences.go", "future members of a group are no consequence", `		list = append(list, p)
		list = append(list, named[p]...)`, `		if !p.IsGroup() {
			list = append(list, p)
		}
		list = append(list, named[p]...)`},
	{"sharing/query.go", "the list of who sees a result leaves groups out", `return p.Covers(a)`, `return p == a.Party()`},
	{"sharing/query.go", "the list of who sees a result is that of whose results are seen", `return r.sharers(), r.viewers() })`, `return r.viewers(), r.sharers() })`},
}
