package main

import (
	"sync"
	"sync/atomic"

	"lupa.example/access"
	"lupa.example/casework"
	"lupa.example/profile"
	"lupa.example/roles"
	"lupa.example/sharing"
)

// A way is how Lupa is asked. From strings the engine makes the facts, the subject and
// the resource of the caller's strings and rows for each question, parsing included, in
// room that it keeps from one question to the next. In hand they were made before: a
// person's facts once, as a session keeps them. Through the policy is how a service asks;
// the area's own Check is for a caller who has one area.
type way int

const (
	policyFromStrings way = iota
	areaFromStrings
	policyInHand
	areaInHand
)

var ways = map[way]string{
	policyFromStrings: "Lupa, Policy, from strings",
	areaFromStrings:   "Lupa, area's Check, from strings",
	policyInHand:      "Lupa, Policy, in hand",
	areaInHand:        "Lupa, area's Check, in hand",
}

// A checker is a policy or an area.
type checker interface {
	Check(access.Subject, access.Action, access.Resource) access.Decision
}

// A question is one in hand.
type question struct {
	subject  access.Subject
	action   access.Action
	resource access.Resource
}

// A ready engine has all questions in hand.
type ready struct {
	checker   checker
	questions []question
}

func (e *ready) Allowed(i int) bool {
	q := &e.questions[i]
	return e.checker.Check(q.subject, q.action, q.resource).Allowed
}

// A room is where what a question Q is made of stands while it is asked, for a goroutine
// that asks many. What goes through a policy would be on the heap otherwise, anew for each
// question.
type room[Q any] interface {
	ask(checker, *Q) bool
}

// An asking engine asks from strings.
type asking[Q any] struct {
	checker   checker
	questions []Q
	room      room[Q]
}

func (e *asking[Q]) Allowed(i int) bool { return e.room.ask(e.checker, &e.questions[i]) }

// A lupa is what its contestants need to answer the questions Q of persons P by the
// area A.
type lupa[A access.Authority, Q any, P comparable] struct {
	questions []Q
	build     func() (A, error)
	room      func() room[Q]
	person    func(*Q) P
	facts     func(P) []access.Fact
	inHand    func(*Q, []access.Fact) question
	changing  func(A) (Changer, error) // nil where the area has nothing that changes
}

// contestants returns one for each way. The area is built once for all of them.
func (l lupa[A, Q, P]) contestants() []Contestant {
	build := sync.OnceValues(l.build)
	var list []Contestant
	for w := range way(len(ways)) {
		list = append(list, Contestant{Name: ways[w], Again: w > 0, Load: func() (Engine, error) {
			a, err := build()
			if err != nil {
				return nil, err
			}
			p, err := access.NewPolicy(a)
			if err != nil {
				return nil, err
			}
			var c checker = p
			if w == areaFromStrings || w == areaInHand {
				c = a
			}
			if w == policyFromStrings || w == areaFromStrings {
				return &asking[Q]{c, l.questions, l.room()}, nil
			}
			return &ready{c, l.inHands()}, nil
		}})
	}
	if l.changing != nil {
		list[0].Changing = func(Engine) (Changer, error) {
			a, err := build()
			if err != nil {
				return nil, err
			}
			return l.changing(a)
		}
	}
	return list
}

// inHands makes the questions.
func (l lupa[A, Q, P]) inHands() []question {
	list := make([]question, len(l.questions))
	facts := make(map[P][]access.Fact)
	for i := range l.questions {
		q := &l.questions[i]
		person := l.person(q)
		if facts[person] == nil {
			facts[person] = l.facts(person)
		}
		list[i] = l.inHand(q, facts[person])
	}
	return list
}

// Sharing.

func lupaOfSharing(d *sharingData) []Contestant {
	return lupa[*sharing.Rules, shareQuestion, string]{
		questions: d.questions,
		build:     func() (*sharing.Rules, error) { return lupaRules(d.rules) },
		room:      func() room[shareQuestion] { return new(sharingRoom) },
		person:    func(q *shareQuestion) string { return q.viewer },
		facts: func(viewer string) []access.Fact {
			return []access.Fact{&sharing.User{Account: sharing.MustParseAccount(viewer)}}
		},
		inHand: func(q *shareQuestion, facts []access.Fact) question {
			return question{
				access.Subject{User: "anna", Facts: facts},
				sharing.ActionView,
				&sharing.Result{Owner: sharing.MustParseAccount(q.owner)},
			}
		},
		changing: func(rules *sharing.Rules) (Changer, error) {
			e := &changingSharing{questions: d.questions, rules: rules}
			for _, r := range d.spare {
				rule, err := lupaRule(r)
				if err != nil {
					return nil, err
				}
				e.spare = append(e.spare, rule)
			}
			return e, e.swap(rules)
		},
	}.contestants()
}

func lupaRules(rules []shareRule) (*sharing.Rules, error) {
	list := make([]sharing.Rule, len(rules))
	for i, r := range rules {
		var err error
		if list[i], err = lupaRule(r); err != nil {
			return nil, err
		}
	}
	return sharing.NewRules(list...)
}

func lupaRule(r shareRule) (sharing.Rule, error) {
	rule := sharing.Rule{ID: r.id}
	for _, side := range []struct {
		from []string
		to   *[]sharing.Party
	}{{r.viewers, &rule.Viewers}, {r.sharers, &rule.Sharers}} {
		for _, entry := range side.from {
			p, err := sharing.ParseParty(entry)
			if err != nil {
				return rule, err
			}
			*side.to = append(*side.to, p)
		}
	}
	return rule, nil
}

type sharingRoom struct {
	user  sharing.User
	facts [1]access.Fact
	row   sharing.Result
}

func (r *sharingRoom) ask(c checker, q *shareQuestion) bool {
	var err1, err2 error
	r.user.Account, err1 = sharing.ParseAccount(q.viewer)
	r.row.Owner, err2 = sharing.ParseAccount(q.owner)
	if err1 != nil || err2 != nil {
		return false
	}
	r.facts[0] = &r.user
	return c.Check(access.Subject{User: "anna", Facts: r.facts[:]}, sharing.ActionView, &r.row).Allowed
}

// A changingSharing keeps the current policy as the README says.
type changingSharing struct {
	questions []shareQuestion
	policy    atomic.Pointer[access.Policy]
	room      sharingRoom    // of the one who asks
	rules     *sharing.Rules // the writer's
	spare     []sharing.Rule
}

func (e *changingSharing) Allowed(i int) bool { return e.room.ask(e.policy.Load(), &e.questions[i]) }

func (e *changingSharing) Change(number int) error {
	rule := e.spare[number/2%len(e.spare)]
	if number%2 == 1 {
		next, _ := e.rules.Without(rule.ID)
		return e.swap(next)
	}
	next, err := e.rules.With(rule)
	if err != nil {
		return err
	}
	return e.swap(next)
}

func (e *changingSharing) swap(rules *sharing.Rules) error {
	p, err := access.NewPolicy(rules)
	if err != nil {
		return err
	}
	e.rules = rules
	e.policy.Store(p)
	return nil
}

// Roles.

func lupaOfRoles(d *rolesData) []Contestant {
	return lupa[*roles.Catalog, roleQuestion, *person]{
		questions: d.questions,
		build:     func() (*roles.Catalog, error) { return roles.NewCatalog(roles.Config{Portal: true}) },
		room:      func() room[roleQuestion] { return new(rolesRoom) },
		person:    func(q *roleQuestion) *person { return q.person },
		facts: func(p *person) (facts []access.Fact) {
			for _, m := range p.memberships {
				facts = append(facts, &roles.Member{Org: m.org, Roles: m.roles})
			}
			return facts
		},
		inHand: func(q *roleQuestion, facts []access.Fact) question {
			var resource access.Resource
			switch q.item.kind {
			case kindOrder:
				resource = &roles.Order{Org: q.item.org, CreatedBy: q.item.createdBy}
			case kindAgreement:
				resource = &roles.Agreement{Org: q.item.org}
			default:
				resource = &roles.Organisation{ID: q.item.org}
			}
			subject := access.Subject{User: q.person.id, SignIn: access.SignIn(q.session), Facts: facts}
			return question{subject, access.Action(q.action), resource}
		},
	}.contestants()
}

// maxMemberships is the most that the generator gives a person.
const maxMemberships = 3

type rolesRoom struct {
	members      [maxMemberships]roles.Member
	facts        [maxMemberships]access.Fact
	order        roles.Order
	agreement    roles.Agreement
	organisation roles.Organisation
}

func (r *rolesRoom) ask(c checker, q *roleQuestion) bool {
	subject, action := r.subject(q), access.Action(q.action)
	switch q.item.kind {
	case kindOrder:
		r.order = roles.Order{Org: q.item.org, CreatedBy: q.item.createdBy}
		return c.Check(subject, action, &r.order).Allowed
	case kindAgreement:
		r.agreement = roles.Agreement{Org: q.item.org}
		return c.Check(subject, action, &r.agreement).Allowed
	default:
		r.organisation = roles.Organisation{ID: q.item.org}
		return c.Check(subject, action, &r.organisation).Allowed
	}
}

func (r *rolesRoom) subject(q *roleQuestion) access.Subject {
	n := min(len(q.person.memberships), maxMemberships)
	for i := range n {
		m := &q.person.memberships[i]
		r.members[i].Org, r.members[i].Roles = m.org, m.roles
		r.facts[i] = &r.members[i]
	}
	return access.Subject{User: q.person.id, SignIn: access.SignIn(q.session), Facts: r.facts[:n]}
}

// Profile.

func lupaOfProfile(d *profileData) []Contestant {
	return lupa[*profile.Site, caseQuestion, *caseUser]{
		questions: d.questions,
		build:     func() (*profile.Site, error) { return profile.NewSite(lupaSite(d)) },
		room:      func() room[caseQuestion] { return new(profileRoom) },
		person:    func(q *caseQuestion) *caseUser { return q.user },
		facts: func(u *caseUser) []access.Fact {
			return []access.Fact{&profile.User{Profile: u.profile, Workspace: u.workspace, Groups: u.groups}}
		},
		inHand: func(q *caseQuestion, facts []access.Fact) question {
			row := lupaCase(q.row)
			return question{access.Subject{User: q.user.id, Facts: facts}, access.Action(q.action), &row}
		},
		changing: func(site *profile.Site) (Changer, error) {
			e := &changingProfile{questions: d.questions, data: d, site: site}
			return e, e.swap(site)
		},
	}.contestants()
}

// The one who changes rights belongs to it.
const administrators = "administrators"

func lupaSite(d *profileData) profile.Config {
	config := profile.Config{Forms: d.forms}
	for _, p := range d.profiles {
		forms := make(map[string]profile.FormRights, len(p.forms))
		for form, set := range p.forms {
			forms[form] = lupaRights(set)
		}
		config.Profiles = append(config.Profiles, profile.Profile{Name: p.name, Cases: true, Forms: forms})
	}
	config.Profiles = append(config.Profiles, profile.Profile{Name: administrators, Cases: true, Administrator: true})
	return config
}

func lupaRights(r formRights) profile.FormRights {
	set := profile.FormRights{SharePublicly: r.sharePublicly, ChangeClosed: r.changeClosed}
	set.Read.UnmarshalText([]byte(r.read))
	set.Change.UnmarshalText([]byte(r.change))
	set.Delete.UnmarshalText([]byte(r.delete))
	return set
}

func lupaCase(c *caseRow) profile.Case {
	row := profile.Case{
		Form: c.form, RegisteredBy: c.registeredBy, Workspace: c.workspace,
		Users: c.users, Groups: c.groups, Status: profile.StatusOpen,
	}
	if c.closed {
		row.Status = profile.StatusClosed
	}
	return row
}

type profileRoom struct {
	user  profile.User
	facts [1]access.Fact
	row   profile.Case
}

func (r *profileRoom) ask(c checker, q *caseQuestion) bool {
	r.user = profile.User{Profile: q.user.profile, Workspace: q.user.workspace, Groups: q.user.groups}
	r.facts[0] = &r.user
	r.row = lupaCase(q.row)
	return c.Check(access.Subject{User: q.user.id, Facts: r.facts[:]}, access.Action(q.action), &r.row).Allowed
}

// A changingProfile keeps the current policy as the README says.
type changingProfile struct {
	questions []caseQuestion
	data      *profileData
	policy    atomic.Pointer[access.Policy]
	room      profileRoom   // of the one who asks
	site      *profile.Site // the writer's
}

func (e *changingProfile) Allowed(i int) bool { return e.room.ask(e.policy.Load(), &e.questions[i]) }

func (e *changingProfile) Change(number int) error {
	c, set := numbered(e.data.changes, number)
	actor := access.Subject{User: "root", Facts: []access.Fact{&profile.User{Profile: administrators}}}
	next, _, err := e.site.SetRights(actor, e.data.profiles[c.profile].name, c.form, lupaRights(set))
	if err != nil {
		return err
	}
	return e.swap(next)
}

func (e *changingProfile) swap(site *profile.Site) error {
	p, err := access.NewPolicy(site)
	if err != nil {
		return err
	}
	e.site = site
	e.policy.Store(p)
	return nil
}

// Clients.

func newPractice() (*casework.Practice, error) {
	return casework.NewPractice(casework.Config{Package: programs})
}

func lupaOfClients(d *clientsData) []Contestant {
	return lupa[*casework.Practice, clientQuestion, *worker]{
		questions: d.questions,
		build:     newPractice,
		room:      func() room[clientQuestion] { return new(clientsRoom) },
		person:    func(q *clientQuestion) *worker { return q.user },
		facts:     func(u *worker) []access.Fact { return []access.Fact{&casework.User{Org: u.org}} },
		inHand: func(q *clientQuestion, facts []access.Fact) question {
			return question{
				access.Subject{User: q.user.id, Facts: facts},
				access.Action(q.action),
				&casework.Client{Org: q.client.org, Responsible: q.client.responsible, Shared: q.client.shared},
			}
		},
	}.contestants()
}

type clientsRoom struct {
	user  casework.User
	facts [1]access.Fact
	row   casework.Client
}

func (r *clientsRoom) ask(c checker, q *clientQuestion) bool {
	r.user = casework.User{Org: q.user.org}
	r.facts[0] = &r.user
	r.row = casework.Client{Org: q.client.org, Responsible: q.client.responsible, Shared: q.client.shared}
	return c.Check(access.Subject{User: q.user.id, Facts: r.facts[:]}, access.Action(q.action), &r.row).Allowed
}

// Engagements.

func lupaOfEngagements(d *engagementsData) []Contestant {
	return lupa[*casework.Practice, useQuestion, *worker]{
		questions: d.questions,
		build:     newPractice,
		room:      func() room[useQuestion] { return new(engagementsRoom) },
		person:    func(q *useQuestion) *worker { return q.user },
		facts:     func(u *worker) []access.Fact { return []access.Fact{&casework.User{Org: u.org}} },
		inHand: func(q *useQuestion, facts []access.Fact) question {
			e := &casework.Engagement{Org: q.engagement.org, Consultants: q.engagement.consultants}
			return question{
				access.Subject{User: q.user.id, Facts: facts},
				casework.ActionUse,
				&casework.Program{ID: q.program, Engagement: e},
			}
		},
	}.contestants()
}

type engagementsRoom struct {
	user       casework.User
	facts      [1]access.Fact
	engagement casework.Engagement
	program    casework.Program
}

func (r *engagementsRoom) ask(c checker, q *useQuestion) bool {
	r.user = casework.User{Org: q.user.org}
	r.facts[0] = &r.user
	r.engagement = casework.Engagement{Org: q.engagement.org, Consultants: q.engagement.consultants}
	r.program = casework.Program{ID: q.program, Engagement: &r.engagement}
	return c.Check(access.Subject{User: q.user.id, Facts: r.facts[:]}, casework.ActionUse, &r.program).Allowed
}
