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
	{"sharing/check.go", "rules share within a group only", `	if rule == nil {`, `	if rule == nil || user.Account.Group() != r.Owner.Group() {`},
	{"sharing/check.go", "a rule takes the sight that it does not give", `	if rule == nil {`, `	for other := range rs.index.byNumber.all() {
		sees, seen := false, false
		for _, p := range other.viewers() {
			sees = sees || p.Covers(user.Account)
		}
		for _, p := range other.sharers() {
			seen = seen || p.Covers(r.Owner)
		}
		if sees && !seen {
			rule = nil
		}
	}
	if rule == nil {`},
	{"sharing/check.go", "a decision does not name its rule", `return access.Allow(ReasonRule, rule.key)`, `return access.Allow(ReasonRule, "")`},
	{"sharing/check.go", "a denial gives the reason of another", `return access.Deny(ReasonNotShared, "")`, `return access.Deny(ReasonNoAccount, "")`},
	{"sharing/check.go", "whoever has facts of two areas is on the staff", `if !user.Staff {`, `if !user.Staff && len(s.Facts) < 2 {`},
	{"sharing/check.go", "the staff configure rules as customers only", `if !user.Staff {`, `if !user.Staff || user.Account.IsZero() {`},
	{"sharing/check.go", "rules are requested by those whose results are shared only", `	return access.Allow(ReasonCustomer, "customer")`, `	for _, p := range r.Sharers {
		if p.Covers(user.Account) {
			return access.Allow(ReasonCustomer, "customer")
		}
	}
	return access.Deny(ReasonNoAccount, "")`},
	{"sharing/check.go", "whoever is signed out sees nothing", `if s.User == "" {`, `if s.User == "" || s.SignIn == access.SignedOut {`},
	{"sharing/check.go", "a question changes the facts that it comes with", `	if user.Account == r.Owner {`, `	user.Staff = false
	if user.Account == r.Owner {`},
	{"sharing/user.go", "of two facts that differ in whether they are staff the first counts", `return *a == *b`, `return a.Account == b.Account`},
	{"sharing/user.go", "of two customer numbers the first counts", `return *a == *b`, `return a.Staff == b.Staff`},
	{"sharing/index.go", "sharers see viewers", `return ix.firstFor(viewer.number, sharer.number)`, `return ix.firstFor(sharer.number, viewer.number)`},
	{"sharing/stored.go", "viewers see some sharers of the rule", `slices.Index(viewers, v) == i && slices.Index(sharers, s) == j {`, `slices.Index(viewers, v) == i && slices.Index(sharers, s) == j && (i == j || i == 0 || j == 0) {`},
	{"sharing/stored.go", "every sharing is mutual", `f(pairHash(v.code, s.code))`, `f(pairHash(v.code, s.code))
				f(pairHash(s.code, v.code))`},
	{"sharing/stored.go", "a number that is entered as a viewer stands for its group", `f(pairHash(v.code, s.code))`, `f(pairHash(v.code|wholeGroup, s.code))`},
	{"sharing/stored.go", "a number that is entered as a sharer stands for its group", `f(pairHash(v.code, s.code))`, `f(pairHash(v.code, s.code|wholeGroup))`},
	{"sharing/stored.go", "an entry that is repeated is left over", `slices.Index(viewers, v) == i && slices.Index(sharers, s) == j {`, `slices.Index(viewers, v) == i && j >= 0 {`},
	{"sharing/stored.go", "a set changes with the rules it was made from", `entries: slices.Concat(r.Viewers, r.Sharers),`, `entries: append(r.Viewers, r.Sharers...),`},
	{"sharing/stored.go", "a set changes with the rules that it hands out", `Viewers: slices.Clone(r.viewers()),`, `Viewers: r.viewers(),`},
	{"sharing/stored.go", "groups do not see groups", `f(pairHash(v.code, s.code))`, `if !v.IsGroup() || !s.IsGroup() {
					f(pairHash(v.code, s.code))
				}`},
	{"sharing/stored.go", "who stands in both lists sees nothing", `f(pairHash(v.code, s.code))`, `if !slices.Contains(sharers, v) {
					f(pairHash(v.code, s.code))
				}`},
	{"sharing/stored.go", "a group that shares sees as well", `f(pairHash(v.code, s.code))`, `f(pairHash(v.code, s.code))
				if s.IsGroup() && !slices.Contains(viewers, s) {
					f(pairHash(s.code, v.code))
				}`},
	{"sharing/stored.go", "a group that sees shares as well", `f(pairHash(v.code, s.code))`, `f(pairHash(v.code, s.code))
				if v.IsGroup() && !slices.Contains(sharers, v) {
					f(pairHash(s.code, v.code))
				}`},
	{"sharing/stored.go", "a viewer that is repeated is left over", `slices.Index(viewers, v) == i && slices.Index(sharers, s) == j {`, `i >= 0 && slices.Index(sharers, s) == j {`},
	{"sharing/index.go", "the last rule is named, not the first", `other.number < one.number`, `other.number > one.number`},
	{"sharing/index.go", "removing a rule takes what another gives", `		if !several {
			left =`, `		if several || true {
			left =`},
	{"sharing/index.go", "a rule that is removed still shares", `			left = append(left, hash)
			return`, `			return`},
	{"sharing/index.go", "long rules share nothing", `	if ix.long.viewers.empty() {`, `	if !ix.long.viewers.empty() {`},
	{"sharing/index.go", "groups see nothing", `return ix.firstFor(viewer.number, sharer.number)`, `return ix.firstOf([2]code{}, sharer.Party().entries())`},
	{"sharing/index.go", "where many members stand in rules some pairs are overlooked", `|| at == end && end < len(leaf) {`, `{`},
	{"sharing/roster.go", "groups stand for nobody in long rules that come later", `		list[i] = listing(p.code, number)`, `		list[i] = listing(p.code&^1, number)`},
	{"sharing/roster.go", "the first sharer of a long rule that comes later is not seen", `ro.sharers.with(sorted(listings(r.sharers(), r.number))...)`, `ro.sharers.with(sorted(listings(r.sharers()[1:], r.number))...)`},
	{"sharing/trie.go", "a set that is changed changes the one before", `	branch := slices.Clone(n.branch)
	step := bits.TrailingZeros(uint(len(branch)))
	overflow := false`, `	branch := n.branch
	step := bits.TrailingZeros(uint(len(branch)))
	overflow := false`},
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
	{"sharing/party.go", "a group is the numbers that it has today", `return [2]code{p.code, p.code.group()}`, `if p.code&wholeGroup > 50 && !p.IsGroup() {
		return [2]code{p.code, p.code}
	}
	return [2]code{p.code, p.code.group()}`},
	{"sharing/party.go", "four digits of five are a group", `func (c code) group() code { return c | wholeGroup }`, `func (c code) group() code { return c>>withinBits/10*10<<withinBits | wholeGroup }`},
	{"sharing/party.go", "a sign is a digit", `if d > 9 {`, `if d > 10 {`},
	{"sharing/party.go", "groups are written with a star only", `group := s
`, `group := ""
`},
	{"sharing/party.go", "groups are written without a star only", `group = s[:5]`, `group = ""`},
	{"sharing/party.go", "main numbers are of four digits", `	if len(s) == 6 && s[5] == '*' {`, `	if len(s) == 5 && s[4] == '*' {
		group = "0" + s[:4]
	}
	if len(s) == 6 && s[5] == '*' {`},
	{"sharing/party.go", "main numbers are of six digits", `	if len(s) != 8 || s[5] != '-' {`, `	if len(s) == 9 && s[0] == '0' {
		s = s[1:]
	}
	if len(s) != 8 || s[5] != '-' {`},
	{"sharing/party.go", "numbers within a group are of one digit", `	if len(s) != 8 || s[5] != '-' {`, `	if len(s) == 7 && s[5] == '-' {
		s = s[:6] + "0" + s[6:]
	}
	if len(s) != 8 || s[5] != '-' {`},
	{"sharing/party.go", "what is no customer number is nobody's", `	parsed, err := ParseAccount(string(text))
	if err != nil {
		return err`, `	parsed, err := ParseAccount(string(text))
	if err != nil {
		return nil`},
	{"sharing/party.go", "what is no entry is nobody", `	parsed, err := ParseParty(string(text))
	if err != nil {
		return err`, `	parsed, err := ParseParty(string(text))
	if err != nil {
		return nil`},
	{"sharing/rule.go", "a rule without viewers is one", `return len(r.Viewers) > 0 && `, `return `},
	{"sharing/rule.go", "a rule without sharers is one", `		len(r.Sharers) > 0 && `, `		`},
	{"sharing/rule.go", "what is valid of a rule is taken", `len(r.Sharers) > 0 && !slices.ContainsFunc(r.Sharers, Party.IsZero)`, `len(r.Sharers) > 0`},
	{"sharing/rule.go", "a list is of numbers or of groups", `return len(r.Viewers) > 0 && `, `several := slices.ContainsFunc(r.Sharers, Party.IsGroup) && slices.ContainsFunc(r.Sharers, func(p Party) bool { return !p.IsGroup() })
	return !several && len(r.Viewers) > 0 && `},
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
	{"sharing/boxes.go", "of two numbers on a line the first counts", `ParseParty(line)`, `ParseParty(strings.Fields(line)[0])`},
	{"sharing/boxes.go", "a fault is told of the other box", `parseBox(bad, "sharers", sharers)`, `parseBox(bad, "viewers", sharers)`},
	{"sharing/boxes.go", "of two boxes with faults one is told", `	r := Rule{
		Viewers: parseBox(bad, "viewers", viewers),
		Sharers: parseBox(bad, "sharers", sharers),
	}`, `	r := Rule{Viewers: parseBox(bad, "viewers", viewers)}
	if bad.Len() == 0 {
		r.Sharers = parseBox(bad, "sharers", sharers)
	}`},
	{"sharing/boxes.go", "an entry that is repeated is a fault", `		entries = append(entries, p)`, `		for _, earlier := range entries {
			if earlier == p {
				bad.Add(box, "has %v twice", p)
			}
		}
		entries = append(entries, p)`},
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
	consequences.into(&rep, d)
	return rs.with(`, `		return rs, report.Report{}, err
	}
	consequences.into(&rep, d)
	return rs.with(`},
	{"sharing/configure.go", "anybody removes rules", `	rep, d, err := rs.permit("remove", actor, old)
	if err != nil {`, `	rep, d, err := rs.permit("remove", actor, old)
	if err != nil && !old.complete() {`},
	{"sharing/configure.go", "a rule that replaces another goes to the end", `newStoredRule(req.Rule, old.number)`, `newStoredRule(req.Rule, rs.next)`},
	{"sharing/configure.go", "nobody is told who gains sight of whom", `	consequences.into(&rep, d)
	return rs.with(`, `	_, _ = consequences, d
	return rs.with(`},
	{"sharing/configure.go", "anybody is shown the consequences of a rule", `ActionRequest, orAny(r)).Err(); err != nil {`, `ActionRequest, orAny(r)).Err(); err != nil && actor.User == "" {`},
	{"sharing/configure.go", "anybody creates rules", `	rep, d, err := rs.permit("add", actor, req.Rule)
	if err != nil {`, `	rep, d, err := rs.permit("add", actor, req.Rule)
	if err != nil && !req.Rule.complete() {`},
	{"sharing/configure.go", "anybody changes rules", `	rep, d, err := rs.permit("replace", actor, req.Rule)
	if err != nil {`, `	rep, d, err := rs.permit("replace", actor, req.Rule)
	if err != nil && !req.Rule.complete() {`},
	{"sharing/configure.go", "to change a rule takes no authority", `	consequences := rs.conditions(bad, req, func() Consequences { return rs.ConsequencesOfReplacing(`, `	req.Authority = req.Rule.Sharers
	consequences := rs.conditions(bad, req, func() Consequences { return rs.ConsequencesOfReplacing(`},
	{"sharing/configure.go", "nobody has to be aware of what a change takes", `return rs.ConsequencesOfReplacing(key, req.Rule) })`, `return rs.ConsequencesOfAdding(req.Rule) })`},
	{"sharing/configure.go", "a rule that is replaced still shares", `index: rest.index.with(`, `index: rs.index.with(`},
	{"sharing/configure.go", "authority over a group is none over its members", `!authority[p] && !authority[Party{p.code.group()}] {`, `!authority[p] {`},
	{"sharing/configure.go", "authority over each of today's members is authority over the group", `		if !p.IsZero() && !authority[p] &&`, `		members := rs.named(&req.Rule)[p]
		each := len(members) > 0
		for _, m := range members {
			each = each && authority[m]
		}
		if !each && !p.IsZero() && !authority[p] &&`},
	{"sharing/configure.go", "authority over the viewers is needed too", `for i, p := range req.Rule.Sharers {`, `for i, p := range append(append([]Party(nil), req.Rule.Sharers...), req.Rule.Viewers...) {`},
	{"sharing/configure.go", "of the authority that is missing one entry is named", `which is sharers[%d] of the rule", p, i)
`, `which is sharers[%d] of the rule", p, i)
			break
`},
	{"sharing/configure.go", "of a requester who may not ask nothing else is told", `		bad.Add("requester", "may not request rules (%s)", d.Reason)
`, `		bad.Add("requester", "may not request rules (%s)", d.Reason)
		return c
`},
	{"sharing/configure.go", "what the staff ask for takes neither authority nor awareness", `	authority := make(map[Party]bool, len(req.Authority))
`, `	if rs.Check(req.Requester, ActionConfigure, orAny(req.Rule)).Allowed {
		return c
	}
	authority := make(map[Party]bool, len(req.Authority))
`},
	{"sharing/consequences.go", "what other rules give is told as a consequence", ` && !rs.gives(v, s) {`, ` {`},
	{"sharing/consequences.go", "sight of one's own results is told as a consequence", `own := v == s && !v.IsGroup()`, `own := false`},
	{"sharing/consequences.go", "future members of a group are no consequence", `		list = append(list, p)
		list = append(list, named[p]...)`, `		if !p.IsGroup() {
			list = append(list, p)
		}
		list = append(list, named[p]...)`},
	{"sharing/consequences.go", "what is lost is no consequence", `Loses: others.sights(old, new, named),`, `Loses: nil,`},
	{"sharing/consequences.go", "an acknowledgement counts of another change that comes to the same", `c.basis, c.String())`, `c.String())`},
	{"sharing/query.go", "the list of who sees a result leaves groups out", `rs.index.withSharer(owner.Party().entries())`, `rs.index.withSharer([2]code{owner.number, owner.number})`},
	{"sharing/query.go", "the list of who sees a result is that of whose results are seen", `rs.index.withSharer(owner.Party().entries()), (*storedRule).viewers`, `rs.index.withViewer(owner.Party().entries()), (*storedRule).sharers`},
	{"sharing/query.go", "what is no customer number sees itself", `if rs.built() && !viewer.IsZero() {`, `if rs.built() {`},
	{"sharing/rules.go", "nobody decides about rules", `return []access.Kind{KindResult, KindRule} }`, `return []access.Kind{KindResult} }`},
}
