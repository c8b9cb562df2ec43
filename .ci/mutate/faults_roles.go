package main

var rolesFaults = []fault{
	{"roles/check.go", "a role in one organisation counts in every other", `		if m.Org != row.org {
			continue`, `		if m.Org == "" {
			continue`},
	{"roles/check.go", "of several roles the first counts", `for _, name := range m.Roles {
			h.anyRole = true`, `for _, name := range m.Roles[:min(1, len(m.Roles))] {
			h.anyRole = true`},
	{"roles/check.go", "of several facts about one organisation the first counts", `		h.member = true
		for`, `		if h.member {
			continue
		}
		h.member = true
		for`},
	{"roles/check.go", "what no role grants is allowed for agreements", `	case over == OverNothing:`, `	case over == OverNothing && row.kind != KindAgreement:`},
	{"roles/check.go", "a role that nobody knows is the first one", `			i, known := c.byName[name]
			if !known {
				continue
			}`, `			i := c.byName[name]`},
	{"roles/check.go", "an unknown session is one", `role.inSession && s.SignIn != access.SignedIn`, `role.inSession && s.SignIn == access.SignedOut`},
	{"roles/check.go", "whoever might have ordered approves in an unknown session", `&& s.SignIn != access.SignedOut {`, `&& s.SignIn == access.SignedIn {`},
	{"roles/check.go", "every approver has to be signed out", `if approving && h.createsOrders && `, `if approving && `},
	{"roles/check.go", "only who orders by the portal's role has to be signed out", `h.createsOrders = h.createsOrders || role.over(c.createOrder) != OverNothing`, `h.createsOrders = h.createsOrders || role.name == RoleOrderer`},
	{"roles/check.go", "whoever orders approves applications signed in", `approving := a == ActionApprove && (row.kind == KindOrder || row.kind == KindApplication)`, `approving := a == ActionApprove && row.kind == KindOrder`},
	{"roles/check.go", "whoever orders and signs has to be signed out", `approving := a == ActionApprove && (row.kind == KindOrder || row.kind == KindApplication)`, `approving := a == ActionApprove`},
	{"roles/check.go", "nobody approves an order of their own", `	approving := a == ActionApprove`, `	if a == ActionApprove && row.kind == KindOrder && row.owner == s.User {
		return access.Deny(ReasonNotOwn, d.By)
	}
	approving := a == ActionApprove`},
	{"roles/check.go", "the switch for approving signed in is always on", `&& !c.config.SamePersonSignedIn && `, `&& !c.config.Portal && !c.config.SamePersonSignedIn && `},
	{"roles/check.go", "others' are one's own", `case over == OverOwn && row.owner != s.User:`, `case over == OverOwn && row.owner == "":`},
	{"roles/check.go", "handling applications takes no permission", `if row.kind == KindApplication && a == ActionHandle && !permitted(`, `if row.kind == KindOrder && a == ActionHandle && !permitted(`},
	{"roles/check.go", "a permission holds within every assignment", `slices.Contains(m.Assignments, assignment) {`, `!slices.Contains(m.Assignments, "") {`},
	{"roles/check.go", "a permission holds at every agent", `ok && m != nil && m.Org == org && `, `ok && m != nil && `},
	{"roles/check.go", "viewing applications takes the permission", `a == ActionHandle && !permitted(`, `a != ActionApprove && !permitted(`},
	{"roles/check.go", "applications are approved at the customer", `org: r.Agent, assignment`, `org: r.Customer, assignment`},
	{"roles/check.go", "every role gives sign-in", `return "", role.givesSignIn`, `return "", true`},
	{"roles/check.go", "a record passes for one of the portal's resources", `if isPortalKind(r.Type) {`, `if false {`},
	{"roles/check.go", "an order that names nobody is asked about", `incomplete: r.Org == "" || r.CreatedBy == ""}, ""
		}
	case *Application:`, `incomplete: r.Org == ""}, ""
		}
	case *Application:`},
	{"roles/check.go", "who is nobody is asked about", `if s.User == "" {`, `if s.User == "" && r == nil {`},
	{"roles/check.go", "a question changes the facts that it comes with", `		for _, name := range m.Roles {
`, `		slices.Sort(m.Roles)
		for _, name := range m.Roles {
`},
	{"roles/check.go", "an answer depends on the questions before it", `	h := c.hold(s, row, asked)
`, `	c.config.SamePersonSignedIn = c.config.SamePersonSignedIn || s.SignIn == access.SignedOut
	h := c.hold(s, row, asked)
`},
	{"roles/check.go", "an action that nobody knows is signing in", `		return access.Deny(access.ReasonUnknownAction, "")
`, `		asked = c.signIn
`},
	{"roles/check.go", "cases are changed by whoever follows them", `	if !known {
		if !c.known[row.kind] {`, `	if !known && row.kind == KindCase {
		asked, known = c.rights[right{KindCase, ActionFollow}]
	}
	if !known {
		if !c.known[row.kind] {`},
	{"roles/check.go", "a catalogue that was never built decides", `if c == nil || c.byName == nil {`, `if c == nil {`},
	{"roles/check.go", "an organisation without a name is asked about", `return row{kind: KindOrganisation, org: r.Org, incomplete: r.Org == ""}, ""`, `return row{kind: KindOrganisation, org: r.Org}, ""`},
	{"roles/check.go", "an application under no assignment is asked about", `incomplete: r.Agent == "" || r.Assignment == ""}`, `incomplete: r.Agent == ""}`},
	{"roles/check.go", "an agreement of nobody is asked about", `return row{kind: KindAgreement, org: r.Org, incomplete: r.Org == ""}, ""`, `return row{kind: KindAgreement, org: r.Org}, ""`},
	{"roles/check.go", "a case of nobody is asked about", `incomplete: r.Org == "" || r.CreatedBy == ""}, ""
		}
	case *Record:`, `incomplete: r.Org == ""}, ""
		}
	case *Record:`},
	{"roles/check.go", "a record of no organisation is asked about", `owner: r.Owner, incomplete: r.Org == ""}`, `owner: r.Owner}`},
	{"roles/check.go", "records are nobody's own", `owner: r.Owner, incomplete`, `incomplete`},
	{"roles/check.go", "facts of other areas are of this one", `		if !ok || m == nil {
			continue
		}
		h.anyFact = true`, `		if !ok || m == nil {
			h.anyFact = h.anyFact || !ok
			continue
		}
		h.anyFact = true`},
	{"roles/check.go", "whoever orders in another organisation has to be signed out", `		if m.Org != row.org {
`, `		for _, name := range m.Roles {
			if i, known := c.byName[name]; known && c.roles[i].over(c.createOrder) != OverNothing {
				h.createsOrders = true
			}
		}
		if m.Org != row.org {
`},
	{"roles/check.go", "whoever orders by one fact approves by another signed in", `		h.member = true
`, `		h.member, h.createsOrders = true, false
`},
	{"roles/check.go", "of several roles that allow something the last is named", `h.allows = min(h.allows, i)`, `h.allows = i`},
	{"roles/check.go", "a role behind a gate takes what another gives", `case h.allows != none:`, `case h.allows != none && h.refuses == none:`},
	{"roles/check.go", "approving and signing take a session", `case role.inSession && s.SignIn != access.SignedIn:`, `case s.SignIn != access.SignedIn:`},
	{"roles/check.go", "a decision does not name its role", `access.Allow(ReasonGranted, c.roles[h.allows].name)`, `access.Allow(ReasonGranted, "")`},
	{"roles/check.go", "a denial does not say which gate is shut", `access.Deny(h.gate, `, `access.Deny(ReasonNotGranted, `},
	{"roles/check.go", "a permission is enough to handle applications", `	if !d.Allowed {
		return d
	}
`, `	if !d.Allowed && row.kind == KindApplication && a == ActionHandle && permitted(s, row.org, row.assignment) {
		return access.Allow(ReasonGranted, "")
	}
	if !d.Allowed {
		return d
	}
`},
	{"roles/check.go", "a permission counts beside a role in its fact only", `m.Org == org && slices`, `m.Org == org && len(m.Roles) > 0 && slices`},
	{"roles/check.go", "only who approves by the portal's role has to be signed out", `if approving && h.createsOrders && `, `if approving && d.By == RoleApprover && h.createsOrders && `},
	{"roles/check.go", "the switch for approving signed in lets nobody", `&& !c.config.SamePersonSignedIn && `, `&& `},
	{"roles/check.go", "the switch for approvers who sign in is that for approving signed in", `&& !c.config.SamePersonSignedIn && `, `&& !c.config.SamePersonSignedIn && !c.config.ApproverSignsIn && `},
	{"roles/check.go", "signing in takes a session", `		return "", role.givesSignIn`, `		if s.SignIn != access.SignedIn {
			return ReasonNotSignedIn, role.givesSignIn
		}
		return "", role.givesSignIn`},
	{"roles/catalog.go", "what a role grants never takes a session", `inSession:   r.SignIn,`, `inSession:   false,`},
	{"roles/catalog.go", "the approver's role always gives sign-in", `if r.Name == RoleApprover && c.config.ApproverSignsIn {`, `if r.Name == RoleApprover {`},
	{"roles/catalog.go", "with sign-in the approver's rights take a session", `role.givesSignIn = true //`, `role.givesSignIn, role.inSession = true, true //`},
	{"roles/catalog.go", "of two grants of one right the narrower counts", `max(over[n], g.Over)`, `g.Over`},
	{"roles/catalog.go", "the portal's roles are in every catalogue", `if config.Portal {`, `if len(roles) == 0 {`},
	{"roles/catalog.go", "defined roles are in no catalogue", `roles = append(roles, c.config.Define...)`, `roles = append(roles, c.config.Define[:0]...)`},
	{"roles/catalog.go", "a catalogue changes with the configuration it was made from", `config: config.clone(),`, `config: config,`},
	{"roles/catalog.go", "nobody decides about the kinds that roles define", `return slices.Clone(c.kinds)`, `return slices.Clone(c.kinds[:len(portalKinds())])`},
	{"roles/catalog.go", "the switch for approvers who sign in lets nobody", `role.givesSignIn = true //`, `role.givesSignIn = r.SignIn //`},
	{"roles/catalog.go", "the switch for approving signed in is that for approvers who sign in", `&& c.config.ApproverSignsIn {`, `&& (c.config.ApproverSignsIn || c.config.SamePersonSignedIn) {`},
	{"roles/config.go", "a defined role takes the name of one of the portal's", `} else if whose, ok := taken[r.Name]; ok {`, `} else if whose, ok := taken[r.Name]; ok && r.Name != RoleApprover {`},
	{"roles/config.go", "a grant may be of nothing", `if g.Over != OverOwn && g.Over != OverOrg {`, `if g.Over > OverOrg {`},
	{"roles/contact.go", "addresses are compared letter by letter", `if !sameAddress(u.Email, email) {`, `if u.Email != email {`},
	{"roles/contact.go", "an address administers where its bearer is no administrator", `if seen[m.Org] || !c.administers(s, m.Org) {`, `if seen[m.Org] || s.User == "" {`},
	{"roles/contact.go", "an organisation comes twice", `				seen[m.Org] = true
				if`, `				if`},
	{"roles/contact.go", "signatories are told of changes to the agreement", `c.holders(RoleContact, org`, `c.holders(RoleSignatory, org`},
	{"roles/contact.go", "who orders is the contact for the connection", `if u.ID == but || seen`, `if seen`},
	{"roles/contact.go", "contacts are those of any organisation", `!u.holdsRole(org, role) {`, `!u.holdsRole(u.Members[0].Org, role) {`},
	{"roles/contact.go", "an address administers through the first who bears it only", `			s := u.Subject(access.SignedIn)
`, `			if len(seen) > 0 {
				return
			}
			s := u.Subject(access.SignedIn)
`},
	{"roles/contact.go", "orderers are the contacts for the connection", `c.holders(RoleConnectionOfficer, o.Org`, `c.holders(RoleOrderer, o.Org`},
	{"roles/contact.go", "there are contacts of no organisation", `if org == "" || !c.knows(role) {`, `if !c.knows(role) {`},
	{"roles/address.go", "two people without an address have one", `return folded != "" && folded ==`, `return folded ==`},
	{"roles/address.go", "space around an address counts", `[]byte(strings.TrimSpace(address))`, `[]byte(strings.TrimSuffix(address, "\n"))`},
	{"roles/address.go", "capital letters are others", `if 'A' <= b && b <= 'Z' {`, `if 'A' <= b && b <= 'B' {`},
	{"roles/address.go", "letters are made small as in every language", `[]byte(strings.TrimSpace(address))`, `[]byte(strings.ToLower(strings.TrimSpace(address)))`},
	{"roles/order.go", "an order is valid before it is approved", `return o.places(content) && o.Approval.holds(o.Content)`, `return o.places(content)`},
	{"roles/order.go", "an approval holds for another content", `return o.places(content) && o.Approval.holds(o.Content)`, `return o.Approval.holds(o.Content)`},
	{"roles/order.go", "an approval is not bound to whose order it is", `o.Key, o.Org, o.CreatedBy, content)`, `o.Key, o.Org, content)`},
	{"roles/order.go", "orders are placed where nobody may approve", `if !c.approvable(o, members) {`, `if members == nil {`},
	{"roles/order.go", "an order is approved by whoever may order", `d := c.Check(actor, ActionApprove, &o)`, `d := c.Check(actor, ActionCreate, &o)`},
	{"roles/order.go", "what is approved is not what was placed", `if !placed.places(content) {`, `if content == "" {`},
	{"roles/order.go", "an order is approved again", `if !placed.Approval.IsZero() {`, `if placed.Approval.By == actor.User {`},
	{"roles/order.go", "who may not order places one", `	d := c.Check(actor, ActionCreate, &o)
	if !d.Allowed {`, `	d := c.Check(actor, ActionCreate, &o)
	if !d.Allowed && d.Reason != ReasonNotOwn {`},
	{"roles/order.go", "whoever orders and approves is no approver", `u.Subject(access.SignedOut), ActionApprove`, `u.Subject(access.SignedIn), ActionApprove`},
	{"roles/approval.go", "an approval holds without being of anything", `return a.By != "" && a == approvalOf(content, a.By)`, `return a.By != ""`},
	{"roles/approval.go", "an approval is not bound to who approved", `digest.Of("roles.approval", by, string`, `digest.Of("roles.approval", string`},
	{"roles/application.go", "an application is valid before it is approved", `return a.submits(content) && a.Approval.holds(a.Content)`, `return a.submits(content)`},
	{"roles/application.go", "an approval holds for another assignment", `a.Key, a.Agent, a.Assignment, a.Customer, content)`, `a.Key, a.Agent, a.Customer, content)`},
	{"roles/application.go", "an application is approved by who handles it", `d := c.Check(actor, ActionApprove, &a)`, `d := c.Check(actor, ActionHandle, &a)`},
	{"roles/assign.go", "whoever sees roles assigns them", `	d := c.Check(actor, ActionManageRoles, at.organisation())
	if !d.Allowed {
		r, err := refuse(r, d, "assign`, `	d := c.Check(actor, ActionViewRoles, at.organisation())
	if !d.Allowed {
		r, err := refuse(r, d, "assign`},
	{"roles/assign.go", "whoever sees roles withdraws them", `	d := c.Check(actor, ActionManageRoles, at.organisation())
	if !d.Allowed {
		r, err := refuse(r, d, "withdraw`, `	d := c.Check(actor, ActionViewRoles, at.organisation())
	if !d.Allowed {
		r, err := refuse(r, d, "withdraw`},
	{"roles/assign.go", "the last administrator goes", `&& !another {`, `&& !another && at.Org == "" {`},
	{"roles/assign.go", "a role is withdrawn in every organisation", `m := &next.Members[i]; m.Org == at.Org {`, `m := &next.Members[i]; m.Org != "" {`},
	{"roles/assign.go", "a role is withdrawn from the first fact only", `slices.Contains(names, held) })
		}`, `slices.Contains(names, held) })
			break
		}`},
	{"roles/assign.go", "assigning changes the user given", `next, r := target.Clone(), decide(r, d)
	for`, `next, r := target, decide(r, d)
	for`},
	{"roles/assign.go", "nobody assigns roles to themselves", `	belonging(bad, target, at)
`, `	belonging(bad, target, at)
	if target.ID == actor.User {
		bad.Add("target", "is the actor")
	}
`},
	{"roles/assign.go", "an act that is refused gives a user", `		r, err := refuse(r, d, "assign roles to user %s in %s", target.ID, at.Org)
		return User{}, r, err`, `		r, err := refuse(r, d, "assign roles to user %s in %s", target.ID, at.Org)
		return target, r, err`},
	{"roles/act.go", "an agent's roles are held where there is no agent", `&& (name == RoleAgentOrderer || name == RoleAgentOfficer) {`, `&& name == RoleAgentOrderer {`},
	{"roles/act.go", "roles that the catalogue lacks are given", `if !c.knows(name) {
			bad`, `if name == "" {
			bad`},
	{"roles/act.go", "an agent's orderers are held where there is no agent", `&& (name == RoleAgentOrderer || name == RoleAgentOfficer) {`, `&& name == RoleAgentOfficer {`},
	{"roles/act.go", "a refusal does not say what was refused", `return decide(r, d), fmt.Errorf(`, `return report.Report{}, fmt.Errorf(`},
	{"roles/enrol.go", "roles are picked without the right to give them", `if len(picked) > 0 {`, `if len(picked) > 5 {`},
	{"roles/enrol.go", "whoever manages nothing creates users", `	if !users.Allowed {`, `	if !users.Allowed && users.Reason != ReasonNotGranted {`},
	{"roles/enrol.go", "whom an administrator creates lacks the default role", `	if c.knows(RoleDefault) {`, `	if len(picked) == 0 && c.knows(RoleDefault) {`},
	{"roles/enrol.go", "whoever signs up gets the default role", `	names := distinct(roles)
	r := plan("roles.sign-up"`, `	names := distinct(append([]string{RoleDefault}, roles...))
	r := plan("roles.sign-up"`},
	{"roles/enrol.go", "whoever signs up follows no cases", `return []string{RoleOwnCasesOfficer}`, `return []string{RoleDefault}`},
	{"roles/enrol.go", "whoever signs up manages the organisation", `if c.manages(name, at) {`, `if name == "" {`},
	{"roles/enrol.go", "an address that is not personal is a refusal", `	r.Warnings = c.warnings(register, next, found.sharers)
	return next, r, nil
}

// DefaultSignUpRoles`, `	r.Warnings = c.warnings(register, next, found.sharers)
	if len(r.Warnings) > 0 {
		return User{}, r, fmt.Errorf("roles: %s", r.Warnings[0])
	}
	return next, r, nil
}

// DefaultSignUpRoles`},
	{"roles/enrol.go", "whom an administrator creates without picking a role gets none", `	if c.knows(RoleDefault) {`, `	if len(picked) > 0 && c.knows(RoleDefault) {`},
	{"roles/enrol.go", "whom an administrator creates lacks the roles picked", `names = append([]string{RoleDefault}, picked...)`, `names = []string{RoleDefault}`},
	{"roles/enrol.go", "what people get who sign up cannot be replaced", `if roles == nil {`, `if len(roles) >= 0 {`},
	{"roles/enrol.go", "nobody signs up where others are", `		bad.Add("at.org", "%s", problem)
	}
	found := register.find(person)
`, `		bad.Add("at.org", "%s", problem)
	}
	found := register.find(person)
	for u := range eachUser(register.Users) {
		if u.belongsTo(at.Org) {
			bad.Add("at.org", "is there already")
		}
	}
`},
	{"roles/enrol.go", "nobody signs up where nobody is", `		bad.Add("at.org", "%s", problem)
	}
	found := register.find(person)
`, `		bad.Add("at.org", "%s", problem)
	}
	found := register.find(person)
	there := false
	for u := range eachUser(register.Users) {
		there = there || u.belongsTo(at.Org)
	}
	if !there {
		bad.Add("at.org", "is not there yet")
	}
`},
	{"roles/register.go", "one address for two people is not warned of", `if !c.oneAdministrator(next, other) {`, `if !c.oneAdministrator(next, other) && next.Email == "" {`},
	{"roles/register.go", "an address of a function is not warned of", `; name != "" {
		notes`, `; name == "-" {
		notes`},
	{"roles/register.go", "an administrator of several organisations is warned of", `return c.administersAny(a) && c.administersAny(b)`, `return false`},
	{"roles/register.go", "a registered person gets another address", `if f.readdress {`, `if f.readdress && f.user.Email == "" {`},
	{"roles/register.go", "who belongs already is registered again", `if f.user.belongsTo(at.Org) {`, `if f.user.belongsTo(at.Org) && f.user.Email == "" {`},
	{"roles/register.go", "the names of functions cannot be replaced", `if names == nil {`, `if len(names) >= 0 {`},
	{"roles/register.go", "who is registered again shares memory with the register", `f.user.Members = append(f.user.Members, u.Clone().Members...)`, `f.user.Members = append(f.user.Members, u.Members...)`},
	{"roles/register.go", "of two addresses that are not personal one is warned of", `	names := r.FunctionNames
`, `	if notes != nil {
		return notes
	}
	names := r.FunctionNames
`},
	{"roles/permission.go", "permissions are given where there is no agent", `if !at.Agent {`, `if at.Org == "" {`},
	{"roles/permission.go", "whoever sees roles gives permissions", `	d := c.Check(actor, ActionManageRoles, at.organisation())
	if !d.Allowed {
		r, err := refuse(r, d, "give`, `	d := c.Check(actor, ActionViewRoles, at.organisation())
	if !d.Allowed {
		r, err := refuse(r, d, "give`},
	{"roles/permission.go", "a permission is taken at every agent", `m.Org == at.Org {
			m.Assignments = slices.Delete`, `m.Org != "" {
			m.Assignments = slices.Delete`},
	{"roles/permission.go", "giving a permission changes the user given", `	next, r := target.Clone(), decide(r, d)
	if next.holds`, `	next, r := target, decide(r, d)
	if next.holds`},
	{"roles/permission.go", "taking a permission changes the user given", `	next, r := target.Clone(), decide(r, d)
	if !next.holds`, `	next, r := target, decide(r, d)
	if !next.holds`},
	{"roles/user.go", "a copy of a user shares memory", `m.Roles = slices.Clone(m.Roles)`, `m.Roles = m.Roles[:len(m.Roles):len(m.Roles)]`},
	{"roles/user.go", "who is nobody is registered", `if u.ID != "" && !yield(u) {`, `if !yield(u) {`},
	{"roles/role.go", "a reach that nobody knows is one's own", `		return invalid.Errorf("roles", "%s is no reach of a grant`, `		*o = OverOwn
		return nil
	}
	if *o == OverNothing {
		return invalid.Errorf("roles", "%s is no reach of a grant`},
	{"roles/wire.go", "a switch that is left out is on", `	var c Config
`, `	c := Config{SamePersonSignedIn: true}
`},
}
