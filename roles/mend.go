package roles

import (
	"cmp"
	"slices"

	"lupa.example/access"
	"lupa.example/access/filter"
	"lupa.example/access/foresight"
	"lupa.example/access/report"
)

var _ foresight.Mender = (*Catalog)(nil)

// Mend returns the single changes of the person in the resource's organisation by which
// the condition would hold: a role, those that give least first; the permission within
// the application's agent assignment; a session, or to be known to be in none; to lose
// the roles that give creating orders. Nothing is to be done about a row: its
// organisation, and whose it is, stay. See [foresight.Mender].
func (c *Catalog) Mend(q access.Question, part foresight.Part, atom filter.Condition) []foresight.Step {
	var row row
	asked, refused := c.questioned(q, &row)
	if part != foresight.Person || refused != "" {
		return nil
	}
	bare := q.Subject
	bare.Facts = nil
	m := mending{c: c, s: q.Subject, bare: c.Person(bare), at: Place{Org: row.org}}
	return slices.Concat(
		m.roles(asked, atom),
		m.permission(row.assignment, atom),
		m.session(atom),
		m.withdrawal(atom),
	)
}

// questioned returns the right that a question asks for, or why there is none, and what
// the resource says.
func (c *Catalog) questioned(q access.Question, row *row) (*right, access.Reason) {
	if refused := access.Preamble(c.built(), q.Subject.User, q.Resource); refused != "" {
		return nil, refused
	}
	return c.asked(q.Action, q.Resource, row)
}

// Mending is of one person in one organisation. What would help is tried: each change by
// itself, on a copy of what is known of the person.
type mending struct {
	c    *Catalog
	s    access.Subject
	bare filter.Row // the person without any facts
	at   Place
}

// helps reports whether one more fact makes the atom hold, which does not hold of the
// person. It does by itself then: an atom asks for one fact, or for none of a sort, against
// which no further one helps.
func (m *mending) helps(atom filter.Condition, more *Member) bool {
	if filter.Match(atom, m.bare) {
		return false
	}
	s := m.s
	s.Facts = []access.Fact{more}
	return filter.Match(atom, m.c.Person(s))
}

// roles are to be given. Who belongs to the organisation is assigned them, and who does
// not is registered with them.
func (m *mending) roles(asked *right, atom filter.Condition) []foresight.Step {
	var places []int // in the catalogue
	more := &Member{Org: m.at.Org, Roles: make([]string, 1)}
	for i, name := range asked.givers.names {
		if more.Roles[0] = name; m.helps(atom, more) {
			places = append(places, asked.givers.values[i].place)
		}
	}
	if len(places) == 0 {
		return nil
	}
	slices.SortFunc(places, func(a, b int) int {
		return cmp.Or(cmp.Compare(m.c.roles.values[a].gives, m.c.roles.values[b].gives), cmp.Compare(a, b))
	})
	belongs := slices.ContainsFunc(m.s.Facts, func(f access.Fact) bool { return memberAt(f, m.at.Org) != nil })
	registering, mandate := m.c.may(m.s, ActionManageUsers, m.at.Org), m.c.mandate(m.s, ActionManageRoles, m.at.Org)
	all := make([]foresight.Step, 0, min(len(places), foresight.MaxRepairs))
	for _, place := range places[:cap(all)] {
		name := m.c.roles.names[place]
		step := m.step(report.Gains, roleThing(name), "roles.create-registrant", registering)
		if belongs {
			step.Act, step.Asker = "roles.assign-roles", mandate.over(name)
		}
		if ofAgents(name) {
			step.Needs = []string{"an organisation that is an agent"}
		}
		all = append(all, step)
	}
	return all
}

// permission is to be given within the assignment.
func (m *mending) permission(assignment string, atom filter.Condition) []foresight.Step {
	if !m.helps(atom, &Member{Org: m.at.Org, Assignments: []string{assignment}}) {
		return nil
	}
	mandate := m.c.mandate(m.s, ActionManageRoles, m.at.Org)
	step := m.step(report.Gains, permissionThing(assignment), "roles.give-permission", mandate.overPermission())
	step.Needs = []string{"an organisation that is an agent"}
	return []foresight.Step{step}
}

// session is to be begun or ended, by the service.
func (m *mending) session(atom filter.Condition) []foresight.Step {
	s := m.s
	if s.SignIn = access.SignedIn; filter.Match(atom, m.c.Person(s)) {
		return []foresight.Step{m.step(report.Gains, report.Thing{Kind: KindSignedIn}, "", m.c.may(m.s, ActionSignIn, m.at.Org))}
	}
	if s.SignIn = access.SignedOut; filter.Match(atom, m.c.Person(s)) {
		return []foresight.Step{m.step(report.Gains, report.Thing{Kind: KindSignedOut}, "", access.Decision{})}
	}
	return nil
}

// withdrawal is of all roles at a time that give creating orders. It helps where an atom
// asks for none of a sort, as it would hold of the person without any facts.
func (m *mending) withdrawal(atom filter.Condition) []foresight.Step {
	names := m.creating()
	if len(names) == 0 || !filter.Match(atom, m.bare) {
		return nil
	}
	what := report.Thing{Kind: KindCreating}
	if len(names) == 1 {
		what = roleThing(names[0])
	}
	step := m.step(report.Loses, what, "roles.withdraw-roles", access.Decision{})
	mandate := m.c.mandate(m.s, ActionManageRoles, m.at.Org)
	for i, name := range names {
		if d := mandate.over(name); i == 0 || !d.Allowed {
			step.Asker = d
		}
		if m.c.kinds[organisations].right(ActionManageRoles).gives(name) {
			step.Needs = []string{"somebody else who manages roles there"}
		}
	}
	return []foresight.Step{step}
}

// creating returns the roles held that give creating orders, each once.
func (m *mending) creating() []string {
	var names []string
	for _, f := range m.s.Facts {
		if member := memberAt(f, m.at.Org); member != nil {
			for _, name := range member.Roles {
				if m.c.creating.gives(name) {
					names = append(names, name)
				}
			}
		}
	}
	return distinct(names)
}

func (m *mending) step(effect func(who, what, where report.Thing) report.Item, what report.Thing, act string, asker access.Decision) foresight.Step {
	return foresight.Step{Part: foresight.Person, Item: effect(report.Person(m.s.User), what, m.at.thing()), Act: act, Asker: asker}
}

// MendRules returns the changes of the catalogue that lift something or give something,
// and take nothing that it says away: a switch, or one action more that a defined role
// grants which the person holds there, over as little as will do. The portal's roles are
// as they are, and so is whether what a role gives takes a session. No change of the
// catalogue is an act of the library.
func (c *Catalog) MendRules(q access.Question) [][]foresight.Step {
	var row row
	asked, refused := c.questioned(q, &row)
	if refused != "" {
		return nil
	}
	own := row.owner == q.Subject.User
	switches, shut := c.switches(&q.Subject, asked, &row, own)
	_, refused = asked.held(&q.Subject, row.org).on(own)
	switch {
	case shut, refused == "" && len(switches) == 0:
		return nil
	case refused == "":
		return [][]foresight.Step{switches}
	}
	var all [][]foresight.Step
	for _, step := range c.grants(q, &row, own) {
		all = append(all, append([]foresight.Step{step}, switches...))
	}
	return all
}

// switches are those that have to be another for the gate before the row to be open. It
// is shut where none opens it.
func (c *Catalog) switches(s *access.Subject, asked *right, row *row, own bool) (steps []foresight.Step, shut bool) {
	switch asked.gate {
	case handlingGate:
		return nil, handling(s.Facts, row.org, row.assignment) != ""
	case approvingGate:
		if own && c.config.FourEyes {
			steps = append(steps, switchStep(report.Loses, "fourEyes"))
		}
		if !c.config.SamePersonSignedIn && s.SignIn != access.SignedOut && (own || c.creates(s.Facts, row.org)) {
			steps = append(steps, switchStep(report.Gains, "samePersonSignedIn"))
		}
	}
	return steps, false
}

// grants are what would give somebody the right by a role that they hold.
func (c *Catalog) grants(q access.Question, row *row, own bool) (steps []foresight.Step) {
	signingIn := q.Action == ActionSignIn // which is not granted
	g := grant(OverOrg, row.kind.kind, q.Action)
	if own {
		g.Over = OverOwn
	}
	limits := c.config.limits()
	for _, place := range c.heldBy(&q.Subject, row.org) {
		if signingIn && c.roles.names[place] == RoleApprover {
			steps = append(steps, switchStep(report.Gains, "approverSignsIn"))
		}
		defined := place - (len(c.roles.names) - len(c.config.Define)) // after the portal's
		if signingIn || defined < 0 {
			continue
		}
		r := c.config.Define[defined]
		inVain := r.SignIn && q.Subject.SignIn != access.SignedIn
		if !inVain && c.grantable(r, g, limits[r.Name]) {
			steps = append(steps, rulesStep(report.Gains(roleThing(r.Name),
				report.Thing{Kind: KindGrant, ID: string(q.Action) + " over " + g.Over.String()}, report.Thing{Kind: g.Kind})))
		}
	}
	return steps
}

// heldBy returns the places in the catalogue of the roles that somebody holds in the
// organisation, ascending, each once.
func (c *Catalog) heldBy(s *access.Subject, org string) []int {
	var places []int
	for _, f := range s.Facts {
		if m := memberAt(f, org); m != nil {
			for _, name := range m.Roles {
				if role, known := c.role(name); known {
					places = append(places, role.place)
				}
			}
		}
	}
	slices.Sort(places)
	return slices.Compact(places)
}

// grantable reports whether the defined role could have the grant: with one that manages
// it may come to give more than those roles may whose holders give it, within the limits
// given.
func (c *Catalog) grantable(r Role, g Grant, within []limit) bool {
	if g.Kind != KindOrganisation { // it makes nobody give roles
		return true
	}
	r.Grants = append(slices.Clip(r.Grants), g)
	conferred := r.confers(c.config.Portal)
	return !slices.ContainsFunc(within, func(l limit) bool { return conferred.beyond(l) != "" })
}

func switchStep(effect func(who, what, where report.Thing) report.Item, name string) foresight.Step {
	return rulesStep(effect(report.Thing{Kind: KindCatalog}, report.Thing{Kind: KindSwitch, ID: name}, report.Thing{}))
}

func rulesStep(item report.Item) foresight.Step {
	return foresight.Step{Part: foresight.Rules, Item: item, Needs: []string{"a change of the policy"}}
}

// Hint says what somebody who is denied for the reason could do; "" where nothing helps.
func (*Catalog) Hint(r access.Reason) string { return hints[r] }

var hints = map[access.Reason]string{
	ReasonNotMember:     "ask an administrator of the organisation to register you there",
	ReasonNoRole:        "ask an administrator of the organisation to give you a role",
	ReasonUnknownRole:   "ask an administrator of the organisation to give you a role that there is",
	ReasonNotGranted:    "ask an administrator of the organisation for a role that includes this",
	ReasonNoSignIn:      "ask an administrator of the organisation for a role with which you can sign in",
	ReasonNotSignedIn:   "sign in at the organisation first",
	ReasonNotOwn:        "leave it to whoever it belongs to, or ask an administrator of the organisation for a role that includes what belongs to others",
	ReasonNotAssigned:   "ask an administrator of the agent to give you the permission for this assignment",
	ReasonNotSignedOut:  "sign out first, or leave it to somebody who creates no orders there",
	ReasonOwnOrder:      "ask another approver; whoever created the order never may",
	ReasonNotAssignable: "ask an administrator who gives and takes every role",
	access.ReasonNoFact: "ask an administrator of the organisation to register you there",
}
