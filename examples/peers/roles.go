package main

import (
	"math/rand/v2"
	"slices"
)

// A person is the caller's row of a user, with the roles held in each organisation.
type person struct {
	id          string
	memberships []membership
}

type membership struct {
	org   string
	roles []string
}

// An item is the caller's row of an organisation, an order or an agreement.
type item struct {
	id, kind, org string
	createdBy     string // of an order
}

// The kinds of item.
const (
	kindOrganisation = "organisation"
	kindOrder        = "order"
	kindAgreement    = "agreement"
)

// A session is what is known of the person's.
type session uint8

const (
	sessionUnknown session = iota
	signedIn
	signedOut
)

// A roleQuestion asks whether the person may take the action on the item.
type roleQuestion struct {
	person  *person
	session session
	action  string
	item    *item
}

type rolesData struct {
	people      []person
	items       []item // one for each question
	memberships int
	questions   []roleQuestion
}

// A portalRole says what a role of the portal gives. The roles and rights here are
// those on the three kinds above.
type portalRole struct {
	name    string
	session bool     // what it gives needs a session
	org     []string // kind and action, over the whole organisation
	own     []string // over one's own
}

var portalRoles = []portalRole{
	{"administrator", true, []string{
		"organisation view", "organisation view-users", "organisation view-roles", "organisation view-invoicing",
		"organisation manage", "organisation manage-users", "organisation manage-roles", "organisation manage-invoicing",
	}, nil},
	{"approver", false, []string{"order approve"}, nil},
	{"orderer", true, nil, []string{"order create", "order view"}},
	{"agent-orderer", true, nil, []string{"order create", "order view"}},
	{"contact", true, []string{
		"organisation view", "organisation view-users", "organisation view-roles", "organisation view-invoicing",
		"agreement view", "order view",
	}, nil},
	{"signatory", false, []string{"agreement approve", "agreement sign"}, nil},
	{"agent-officer", true, []string{"organisation view", "organisation view-users"}, nil},
	{"connection-officer", true, nil, []string{"order create", "order view"}},
	{"own-cases-officer", true, nil, nil},
	{"default", true, nil, nil},
}

var roleActions = map[string][]string{
	kindOrganisation: {"view", "manage", "view-users", "manage-users", "view-roles", "manage-roles", "view-invoicing", "manage-invoicing"},
	kindOrder:        {"create", "view", "approve"},
	kindAgreement:    {"view", "approve", "sign"},
}

func newRolesData(r *rand.Rand, size int) (*rolesData, []bool) {
	d := &rolesData{}
	orgs := max(5, size/20)
	org := func() string { return id("org", r.IntN(orgs)) }
	for d.memberships < size {
		p := person{id: id("user", len(d.people))}
		for range min(1+r.IntN(3), size-d.memberships) {
			m := membership{org: org()}
			if slices.ContainsFunc(p.memberships, func(o membership) bool { return o.org == m.org }) {
				continue
			}
			for range 1 + r.IntN(3) {
				if name := one(r, portalRoles).name; !slices.Contains(m.roles, name) {
					m.roles = append(m.roles, name)
				}
			}
			p.memberships = append(p.memberships, m)
			d.memberships++
		}
		d.people = append(d.people, p)
	}

	kinds := []string{kindOrganisation, kindOrder, kindOrder, kindAgreement}
	type drawn struct {
		q    roleQuestion
		item item
	}
	draw := func(bool) drawn {
		p := &d.people[r.IntN(len(d.people))]
		it := item{kind: one(r, kinds), org: one(r, p.memberships).org}
		if r.IntN(5) == 0 {
			it.org = org()
		}
		it.id = it.org
		if it.kind == kindOrder {
			if it.createdBy = p.id; r.IntN(3) == 0 {
				it.createdBy = one(r, d.people).id
			}
		}
		return drawn{roleQuestion{
			person:  p,
			session: one(r, []session{signedIn, signedIn, signedIn, signedOut, sessionUnknown}),
			action:  one(r, roleActions[it.kind]),
		}, it}
	}
	oracle := func(c drawn) bool { return rolesOracle(c.q.person, c.q.session, c.q.action, &c.item) }
	candidates, want := halfAllowed(r, questionCount(size), draw, oracle)
	d.items = make([]item, len(candidates))
	d.questions = make([]roleQuestion, len(candidates))
	for i, c := range candidates {
		d.items[i], d.questions[i] = c.item, c.q
		if c.item.kind != kindOrganisation {
			d.items[i].id = id(c.item.kind, i)
		}
		d.questions[i].item = &d.items[i]
	}
	return d, want
}

// rolesOracle reads the rules aloud: the roles held in the item's organisation add
// up, each behind the gates of a session and of one's own; and whoever may both
// create and approve orders, or created this one, approves it signed out only.
func rolesOracle(p *person, s session, action string, it *item) bool {
	right := it.kind + " " + action
	allowed, creates := false, false
	for _, m := range p.memberships {
		if m.org != it.org {
			continue
		}
		for _, held := range m.roles {
			for _, role := range portalRoles {
				if role.name != held {
					continue
				}
				open := !role.session || s == signedIn
				if open && slices.Contains(role.org, right) {
					allowed = true
				}
				if open && it.createdBy == p.id && slices.Contains(role.own, right) {
					allowed = true
				}
				if slices.Contains(role.own, "order create") {
					creates = true
				}
			}
		}
	}
	if right == "order approve" && (creates || it.createdBy == p.id) && s != signedOut {
		return false
	}
	return allowed
}

func newRolesWorld(size int) *World {
	d, want := newRolesData(random("roles", size), size)
	return &World{Facts: d.memberships, Fact: "membership", Want: want, Contestants: slices.Concat(
		[]Contestant{
			{Name: "floor", Load: func() (Engine, error) { return rolesFloor(d.questions), nil }},
			{Name: oneMap, Load: func() (Engine, error) { return newRolesMap(d), nil }},
		},
		lupaOfRoles(d),
		[]Contestant{
			{Name: "cedar-go", Load: func() (Engine, error) { return newCedarRoles(d) }},
		},
		casbinOfRoles(d),
	)}
}
