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

// A way is how Lupa is asked. From strings the engine makes the subject, its facts
// and the resource of the caller's strings and rows for each question, parsing
// included; in hand they were made before. Through the policy is how a service asks;
// the area's own Check is for a caller who has one area and wants no allocation.
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

// lupaContestants returns Lupa's contestants, one for each way. The area is built
// with build, once for all of them; policy and area make engines that ask from strings, and inHand makes
// the subject, action and resource of a question.
func lupaContestants[A access.Authority, Q any](
	questions []Q,
	build func() (A, error),
	policy func(*access.Policy) Engine,
	area func(A) Engine,
	inHand func(*Q) question,
	changing func(A) (Changer, error),
) []Contestant {
	build = sync.OnceValues(build)
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
			switch w {
			case policyFromStrings:
				return policy(p), nil
			case areaFromStrings:
				return area(a), nil
			}
			e := &ready{checker: p}
			if w == areaInHand {
				e.checker = a
			}
			for i := range questions {
				e.questions = append(e.questions, inHand(&questions[i]))
			}
			return e, nil
		}})
	}
	if changing != nil {
		list[0].Changing = func(Engine) (Changer, error) {
			a, err := build()
			if err != nil {
				return nil, err
			}
			return changing(a)
		}
	}
	return list
}

// Sharing.

func lupaOfSharing(d *sharingData) []Contestant {
	return lupaContestants(d.questions,
		func() (*sharing.Rules, error) { return lupaRules(d.rules) },
		func(p *access.Policy) Engine { return &sharingByPolicy{d.questions, p} },
		func(a *sharing.Rules) Engine { return &sharingByArea{d.questions, a} },
		func(q *shareQuestion) question {
			return question{
				access.Subject{User: "anna", Facts: []access.Fact{&sharing.User{Account: sharing.MustParseAccount(q.viewer)}}},
				sharing.ActionView,
				&sharing.Result{Owner: sharing.MustParseAccount(q.owner)},
			}
		},
		func(rules *sharing.Rules) (Changer, error) {
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
	)
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

type sharingByPolicy struct {
	questions []shareQuestion
	policy    *access.Policy
}

func (e *sharingByPolicy) Allowed(i int) bool { return askSharing(e.policy, &e.questions[i]) }

func askSharing(p *access.Policy, q *shareQuestion) bool {
	viewer, err1 := sharing.ParseAccount(q.viewer)
	owner, err2 := sharing.ParseAccount(q.owner)
	if err1 != nil || err2 != nil {
		return false
	}
	subject := access.Subject{User: "anna", Facts: []access.Fact{&sharing.User{Account: viewer}}}
	return p.Check(subject, sharing.ActionView, &sharing.Result{Owner: owner}).Allowed
}

type sharingByArea struct {
	questions []shareQuestion
	rules     *sharing.Rules
}

func (e *sharingByArea) Allowed(i int) bool {
	q := &e.questions[i]
	viewer, err1 := sharing.ParseAccount(q.viewer)
	owner, err2 := sharing.ParseAccount(q.owner)
	if err1 != nil || err2 != nil {
		return false
	}
	subject := access.Subject{User: "anna", Facts: []access.Fact{&sharing.User{Account: viewer}}}
	return e.rules.Check(subject, sharing.ActionView, &sharing.Result{Owner: owner}).Allowed
}

// A changingSharing keeps the current policy as the README says.
type changingSharing struct {
	questions []shareQuestion
	policy    atomic.Pointer[access.Policy]
	rules     *sharing.Rules // the writer's
	spare     []sharing.Rule
}

func (e *changingSharing) Allowed(i int) bool { return askSharing(e.policy.Load(), &e.questions[i]) }

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
	return lupaContestants(d.questions,
		func() (*roles.Catalog, error) { return roles.NewCatalog(roles.Config{Portal: true}) },
		func(p *access.Policy) Engine { return &rolesByPolicy{questions: d.questions, policy: p} },
		func(a *roles.Catalog) Engine { return &rolesByArea{d.questions, a} },
		func(q *roleQuestion) question {
			subject := access.Subject{User: q.person.id, SignIn: access.SignIn(q.session)}
			for _, m := range q.person.memberships {
				subject.Facts = append(subject.Facts, &roles.Member{Org: m.org, Roles: m.roles})
			}
			var resource access.Resource
			switch q.item.kind {
			case kindOrder:
				resource = &roles.Order{Org: q.item.org, CreatedBy: q.item.createdBy}
			case kindAgreement:
				resource = &roles.Agreement{Org: q.item.org}
			default:
				resource = &roles.Organisation{ID: q.item.org}
			}
			return question{subject, access.Action(q.action), resource}
		},
		nil,
	)
}

type rolesByPolicy struct {
	questions []roleQuestion
	policy    *access.Policy
	rows      rolesRows
}

func (e *rolesByPolicy) Allowed(i int) bool {
	q := &e.questions[i]
	rows := &e.rows
	subject := rows.subject(q)
	action := access.Action(q.action)
	switch q.item.kind {
	case kindOrder:
		rows.order = roles.Order{Org: q.item.org, CreatedBy: q.item.createdBy}
		return e.policy.Check(subject, action, &rows.order).Allowed
	case kindAgreement:
		rows.agreement = roles.Agreement{Org: q.item.org}
		return e.policy.Check(subject, action, &rows.agreement).Allowed
	default:
		rows.organisation = roles.Organisation{ID: q.item.org}
		return e.policy.Check(subject, action, &rows.organisation).Allowed
	}
}

// rolesRows is room for what a question is made of. What goes through a policy is on the
// heap, so whoever asks many questions keeps it, one for each goroutine.
type rolesRows struct {
	members      [maxMemberships]roles.Member
	facts        [maxMemberships]access.Fact
	order        roles.Order
	agreement    roles.Agreement
	organisation roles.Organisation
}

func (r *rolesRows) subject(q *roleQuestion) access.Subject {
	n := min(len(q.person.memberships), maxMemberships)
	for i := range n {
		m := &q.person.memberships[i]
		r.members[i].Org, r.members[i].Roles = m.org, m.roles
		r.facts[i] = &r.members[i]
	}
	return access.Subject{User: q.person.id, SignIn: access.SignIn(q.session), Facts: r.facts[:n]}
}

type rolesByArea struct {
	questions []roleQuestion
	catalog   *roles.Catalog
}

// maxMemberships is the most that the generator gives a person.
const maxMemberships = 3

func (e *rolesByArea) Allowed(i int) bool {
	q := &e.questions[i]
	var members [maxMemberships]roles.Member
	var facts [maxMemberships]access.Fact
	n := min(len(q.person.memberships), maxMemberships)
	for i := range n {
		m := &q.person.memberships[i]
		members[i].Org, members[i].Roles = m.org, m.roles
		facts[i] = &members[i]
	}
	subject := access.Subject{User: q.person.id, SignIn: access.SignIn(q.session), Facts: facts[:n]}
	action := access.Action(q.action)
	switch q.item.kind {
	case kindOrder:
		return e.catalog.Check(subject, action, &roles.Order{Org: q.item.org, CreatedBy: q.item.createdBy}).Allowed
	case kindAgreement:
		return e.catalog.Check(subject, action, &roles.Agreement{Org: q.item.org}).Allowed
	default:
		return e.catalog.Check(subject, action, &roles.Organisation{ID: q.item.org}).Allowed
	}
}

// Profile.

func lupaOfProfile(d *profileData) []Contestant {
	return lupaContestants(d.questions,
		func() (*profile.Site, error) { return profile.NewSite(lupaSite(d)) },
		func(p *access.Policy) Engine { return &profileByPolicy{d.questions, p} },
		func(a *profile.Site) Engine { return &profileByArea{d.questions, a} },
		func(q *caseQuestion) question {
			user, row := lupaCase(q)
			return question{access.Subject{User: q.user.id, Facts: []access.Fact{&user}}, access.Action(q.action), &row}
		},
		func(site *profile.Site) (Changer, error) {
			e := &changingProfile{questions: d.questions, data: d, site: site}
			return e, e.swap(site)
		},
	)
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

func lupaCase(q *caseQuestion) (profile.User, profile.Case) {
	row := profile.Case{
		Form: q.row.form, RegisteredBy: q.row.registeredBy, Workspace: q.row.workspace,
		Users: q.row.users, Groups: q.row.groups, Status: profile.StatusOpen,
	}
	if q.row.closed {
		row.Status = profile.StatusClosed
	}
	return profile.User{Profile: q.user.profile, Workspace: q.user.workspace, Groups: q.user.groups}, row
}

type profileByPolicy struct {
	questions []caseQuestion
	policy    *access.Policy
}

func (e *profileByPolicy) Allowed(i int) bool { return askProfile(e.policy, &e.questions[i]) }

func askProfile(p *access.Policy, q *caseQuestion) bool {
	user, row := lupaCase(q)
	return p.Check(access.Subject{User: q.user.id, Facts: []access.Fact{&user}}, access.Action(q.action), &row).Allowed
}

type profileByArea struct {
	questions []caseQuestion
	site      *profile.Site
}

func (e *profileByArea) Allowed(i int) bool {
	q := &e.questions[i]
	user, row := lupaCase(q)
	return e.site.Check(access.Subject{User: q.user.id, Facts: []access.Fact{&user}}, access.Action(q.action), &row).Allowed
}

// A changingProfile keeps the current policy as the README says.
type changingProfile struct {
	questions []caseQuestion
	data      *profileData
	policy    atomic.Pointer[access.Policy]
	site      *profile.Site // the writer's
}

func (e *changingProfile) Allowed(i int) bool { return askProfile(e.policy.Load(), &e.questions[i]) }

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
	return lupaContestants(d.questions, newPractice,
		func(p *access.Policy) Engine { return &clientsByPolicy{questions: d.questions, policy: p} },
		func(a *casework.Practice) Engine { return &clientsByArea{d.questions, a} },
		func(q *clientQuestion) question {
			return question{
				access.Subject{User: q.user.id, Facts: []access.Fact{&casework.User{Org: q.user.org}}},
				access.Action(q.action),
				&casework.Client{Org: q.client.org, Responsible: q.client.responsible, Shared: q.client.shared},
			}
		},
		nil,
	)
}

// A clientsByPolicy keeps the room for what a question is made of, as a rolesByPolicy
// does.
type clientsByPolicy struct {
	questions []clientQuestion
	policy    *access.Policy

	user  casework.User
	facts [1]access.Fact
	row   casework.Client
}

func (e *clientsByPolicy) Allowed(i int) bool {
	q := &e.questions[i]
	e.user = casework.User{Org: q.user.org}
	e.facts[0] = &e.user
	e.row = casework.Client{Org: q.client.org, Responsible: q.client.responsible, Shared: q.client.shared}
	return e.policy.Check(access.Subject{User: q.user.id, Facts: e.facts[:]}, access.Action(q.action), &e.row).Allowed
}

type clientsByArea struct {
	questions []clientQuestion
	practice  *casework.Practice
}

func (e *clientsByArea) Allowed(i int) bool {
	q := &e.questions[i]
	subject := access.Subject{User: q.user.id, Facts: []access.Fact{&casework.User{Org: q.user.org}}}
	row := &casework.Client{Org: q.client.org, Responsible: q.client.responsible, Shared: q.client.shared}
	return e.practice.Check(subject, access.Action(q.action), row).Allowed
}

// Engagements.

func lupaOfEngagements(d *engagementsData) []Contestant {
	return lupaContestants(d.questions, newPractice,
		func(p *access.Policy) Engine { return &engagementsByPolicy{questions: d.questions, policy: p} },
		func(a *casework.Practice) Engine { return &engagementsByArea{d.questions, a} },
		func(q *useQuestion) question {
			e := &casework.Engagement{Org: q.engagement.org, Consultants: q.engagement.consultants}
			return question{
				access.Subject{User: q.user.id, Facts: []access.Fact{&casework.User{Org: q.user.org}}},
				casework.ActionUse,
				&casework.Program{ID: q.program, Engagement: e},
			}
		},
		nil,
	)
}

// An engagementsByPolicy keeps such room too.
type engagementsByPolicy struct {
	questions []useQuestion
	policy    *access.Policy

	user       casework.User
	facts      [1]access.Fact
	engagement casework.Engagement
	program    casework.Program
}

func (e *engagementsByPolicy) Allowed(i int) bool {
	q := &e.questions[i]
	e.user = casework.User{Org: q.user.org}
	e.facts[0] = &e.user
	e.engagement = casework.Engagement{Org: q.engagement.org, Consultants: q.engagement.consultants}
	e.program = casework.Program{ID: q.program, Engagement: &e.engagement}
	return e.policy.Check(access.Subject{User: q.user.id, Facts: e.facts[:]}, casework.ActionUse, &e.program).Allowed
}

type engagementsByArea struct {
	questions []useQuestion
	practice  *casework.Practice
}

func (e *engagementsByArea) Allowed(i int) bool {
	q := &e.questions[i]
	subject := access.Subject{User: q.user.id, Facts: []access.Fact{&casework.User{Org: q.user.org}}}
	row := &casework.Program{ID: q.program, Engagement: &casework.Engagement{Org: q.engagement.org, Consultants: q.engagement.consultants}}
	return e.practice.Check(subject, casework.ActionUse, row).Allowed
}
