package export_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"lupa.example/access"
	"lupa.example/casework"
	"lupa.example/examples/openfga/export"
	"lupa.example/profile"
	"lupa.example/roles"
	"lupa.example/sharing"
)

// A house is a policy of all areas, people and rows, on which acts are done. An act
// returns the next house; a house itself does not change.
type house struct {
	rules    *sharing.Rules
	catalog  *roles.Catalog
	site     *profile.Site
	practice *casework.Practice

	registrants []roles.Registrant
	numbers     map[string]*sharing.User
	users       map[string]*profile.User
	workers     map[string]*casework.User
	orders      []*roles.Order
	clients     []*casework.Client
	engagements []*casework.Engagement
	cases       []*profile.Case
}

var (
	names    = []string{"ann a", "ann", "bo:#@*", "cia", "dag", "eva"}
	orgs     = []string{"O1", "O2"}
	programs = []string{"books", "pay", "out of the package"}
	forms    = []string{"F1", "F2", "F 3"}
	scopes   = []profile.Scope{profile.ScopeNone, profile.ScopeRegistered, profile.ScopeInvolved, profile.ScopeWorkspace, profile.ScopeAll}
)

func pick[E any](r *rand.Rand, some []E) E { return some[r.IntN(len(some))] }

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func newHouse(r *rand.Rand) house {
	h := house{
		rules:    must(sharing.NewRules()),
		practice: must(casework.NewPractice(casework.Config{Package: programs[:2], Stewards: true})),
		site: must(profile.NewSite(profile.Config{Forms: forms[:2], Profiles: []profile.Profile{
			{Name: "boss", Cases: true, Administrator: true},
			{Name: "nurse", Cases: true, Forms: map[string]profile.FormRights{"F1": {Read: profile.ScopeWorkspace, Change: profile.ScopeInvolved}}},
		}})),
		catalog: must(roles.NewCatalog(roles.Config{Portal: true})),
		numbers: make(map[string]*sharing.User), users: make(map[string]*profile.User), workers: make(map[string]*casework.User),
	}
	for i, name := range names {
		g := roles.Registrant{ID: name}
		for _, org := range orgs {
			g.Members = append(g.Members, roles.Member{Org: org})
		}
		if i == 0 {
			g.Members[0].Roles = []string{roles.RoleAdministrator}
			g.Members[1].Roles = []string{roles.RoleAdministrator}
		}
		h.registrants = append(h.registrants, g)
		h.numbers[name] = &sharing.User{Account: account(r), Staff: i == 0}
		h.users[name] = &profile.User{Profile: pick(r, []string{"boss", "nurse", "new"}), Workspace: pick(r, orgs), Groups: []string{pick(r, orgs)}}
		h.workers[name] = &casework.User{Org: "O1", Steward: i == 0}
		h.orders = append(h.orders, &roles.Order{ID: fmt.Sprint("order ", i), Org: pick(r, orgs), CreatedBy: pick(r, names)})
		h.cases = append(h.cases, &profile.Case{ID: fmt.Sprint("case ", i), Form: pick(r, forms), RegisteredBy: pick(r, names),
			Workspace: pick(r, orgs), Users: []string{pick(r, names)}, Groups: []string{pick(r, orgs)}, Status: profile.Status(r.IntN(3))})
		h.clients = append(h.clients, &casework.Client{ID: fmt.Sprint("client ", i), Org: "O1", Responsible: pick(r, names)})
		h.engagements = append(h.engagements, &casework.Engagement{ID: fmt.Sprint("company ", i), Org: "O1",
			SystemAdministrators: []string{pick(r, names)}, ProgramAdministrators: map[string][]string{pick(r, programs): {pick(r, names)}},
			Consultants: map[string][]string{pick(r, names): {pick(r, programs)}}})
	}
	h.users[names[0]] = &profile.User{Profile: "boss", Workspace: "O1"}
	return h
}

func account(r *rand.Rand) sharing.Account {
	return sharing.MustParseAccount(pick(r, []string{"00001-01", "00001-02", "00002-01", "00002-02"}))
}

func parties(r *rand.Rand) []sharing.Party {
	var some []sharing.Party
	for range 1 + r.IntN(3) {
		p := account(r).Party()
		if r.IntN(3) == 0 {
			p = account(r).Group()
		}
		some = append(some, p)
	}
	return some
}

func (h house) policy() *access.Policy {
	return must(access.NewPolicy(h.rules, h.catalog, h.site, h.practice))
}

func (h house) subject(name string, signIn access.SignIn) access.Subject {
	i := slices.IndexFunc(h.registrants, func(g roles.Registrant) bool { return g.ID == name })
	s := h.registrants[i].Subject(signIn)
	s.Facts = append(s.Facts, h.numbers[name], h.users[name], h.workers[name])
	return s
}

func (h house) rows(t testing.TB) *export.Rows {
	t.Helper()
	var people []access.Subject
	for _, name := range names {
		people = append(people, h.subject(name, access.SignInUnknown))
	}
	rows, err := export.NewRows(people, h.resources())
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// resources returns the rows in an order that acts do not change.
func (h house) resources() []access.Resource {
	var all []access.Resource
	for i := range names {
		all = append(all, h.orders[i], h.cases[i], h.clients[i], h.engagements[i],
			&casework.Session{ID: fmt.Sprint("session ", i), Client: h.clients[i]},
			&roles.Application{ID: fmt.Sprint("application ", i), Agent: orgs[i%2], Assignment: "g1"},
			&sharing.Result{ID: fmt.Sprint("result ", i), Owner: h.numbers[names[i]].Account})
	}
	return all
}

// ask draws a question; with the same numbers it is the same one in another house.
func (h house) ask(seed uint64) access.Question {
	r := rand.New(rand.NewPCG(seed, 7))
	p := h.policy()
	q := access.Question{Subject: h.subject(pick(r, names), access.SignIn(r.IntN(3)))}
	switch r.IntN(6) {
	case 0: // what guards are about
		q.Resource, q.Action = pick(r, h.orders), roles.ActionApprove
	case 1:
		q.Resource = &roles.Organisation{ID: pick(r, orgs)}
	case 2:
		q.Resource = &casework.Program{ID: pick(r, programs), Engagement: pick(r, h.engagements)}
	default:
		q.Resource = pick(r, h.resources())
	}
	if q.Action == "" {
		q.Action = pick(r, p.Actions(q.Resource.Kind()))
	}
	return q
}

// An act changes the house, or returns an error and what it returns is not kept.
type act struct {
	name string
	do   func(*house, *rand.Rand) error
}

var acts = []act{
	{"sharing add", (*house).addRule},
	{"sharing add", (*house).addRule},
	{"sharing replace", (*house).replaceRule},
	{"sharing remove", (*house).removeRule},
	{"roles assign", (*house).assign},
	{"roles assign", (*house).assign},
	{"roles withdraw", (*house).withdraw},
	{"roles permission", (*house).permission},
	{"roles configuration", (*house).newCatalog},
	{"profile rights", (*house).setRights},
	{"profile switches", (*house).setSwitches},
	{"profile form", (*house).addForm},
	{"profile form removed", (*house).removeForm},
	{"profile", (*house).addProfile},
	{"profile removed", (*house).removeProfile},
	{"casework share", (*house).share},
	{"casework transfer", (*house).transfer},
	{"casework hand on", (*house).handOn},
	{"casework give", (*house).give},
	{"casework remove access", (*house).removeAccess},
	{"casework remove programs", (*house).removePrograms},
	{"casework configuration", (*house).newPractice},
	{"an order is another's", (*house).reorder},
}

func (h *house) boss() access.Subject { return h.subject(names[0], access.SignedIn) }

func (h *house) request(r *rand.Rand, replacing string) sharing.Request {
	req := sharing.Request{Requester: h.subject(names[1], access.SignedIn), Rule: sharing.Rule{
		ID: pick(r, []string{"r1", "r 2", "r#3"}), Viewers: parties(r), Sharers: parties(r)}}
	for _, text := range []string{"00001*", "00002*"} {
		req.Authority = append(req.Authority, sharing.MustParseParty(text))
	}
	shown, err := h.rules.Ask(req.Requester, req.Rule, req.Authority)
	if replacing != "" {
		shown, err = h.rules.AskReplacing(req.Requester, replacing, req.Rule, req.Authority)
	}
	if err == nil {
		req.Acknowledged = shown.Digest()
	}
	return req
}

func (h *house) addRule(r *rand.Rand) error {
	next, _, err := h.rules.Add(h.boss(), h.request(r, ""))
	return keep(&h.rules, next, err)
}

func (h *house) replaceRule(r *rand.Rand) error {
	id := pick(r, []string{"r1", "r 2", "r#3"})
	next, _, err := h.rules.Replace(h.boss(), id, h.request(r, id))
	return keep(&h.rules, next, err)
}

func (h *house) removeRule(r *rand.Rand) error {
	next, _, err := h.rules.Remove(h.boss(), pick(r, []string{"r1", "r 2", "r#3"}))
	return keep(&h.rules, next, err)
}

func keep[T any](place *T, next T, err error) error {
	if err == nil {
		*place = next
	}
	return err
}

func (h *house) registrant(r *rand.Rand) *roles.Registrant {
	h.registrants = slices.Clone(h.registrants)
	return &h.registrants[r.IntN(len(h.registrants))]
}

func (h *house) roleNames(r *rand.Rand) []string {
	some := []string{roles.RoleOrderer, roles.RoleApprover, roles.RoleConnectionOfficer, roles.RoleContact, roles.RoleAgentOfficer}
	for _, d := range h.catalog.Config().Define {
		some = append(some, d.Name)
	}
	return []string{pick(r, some)}
}

func (h *house) assign(r *rand.Rand) error {
	g := h.registrant(r)
	next, _, err := h.catalog.AssignRoles(h.boss(), *g, roles.Place{Org: pick(r, orgs), Agent: true}, h.roleNames(r))
	return keep(g, next, err)
}

func (h *house) withdraw(r *rand.Rand) error {
	g := h.registrant(r)
	next, _, err := h.catalog.WithdrawRoles(h.boss(), *g, roles.Place{Org: pick(r, orgs), Agent: true}, h.roleNames(r), slices.Values(h.registrants))
	return keep(g, next, err)
}

func (h *house) permission(r *rand.Rand) error {
	g, at := h.registrant(r), roles.Place{Org: pick(r, orgs), Agent: true}
	next, _, err := h.catalog.GivePermission(h.boss(), *g, at, "g1")
	if r.IntN(2) == 0 {
		next, _, err = h.catalog.TakePermission(h.boss(), *g, at, "g1")
	}
	return keep(g, next, err)
}

func (h *house) newCatalog(r *rand.Rand) error {
	c := roles.Config{Portal: true, ApproverSignsIn: r.IntN(2) == 0, SamePersonSignedIn: r.IntN(4) == 0, FourEyes: r.IntN(3) == 0}
	if r.IntN(2) == 0 {
		c.Define = []roles.Role{{Name: "buyer and more: #1", SignIn: r.IntN(2) == 0, Grants: []roles.Grant{
			{Kind: roles.KindOrder, Actions: []access.Action{pick(r, []access.Action{roles.ActionCreate, roles.ActionApprove, roles.ActionView})},
				Over: pick(r, []roles.Over{roles.OverOwn, roles.OverOrg})}}}}
	}
	next, err := roles.NewCatalog(c)
	return keep(&h.catalog, next, err)
}

func (h *house) rights(r *rand.Rand) profile.FormRights {
	return profile.FormRights{Read: pick(r, scopes), Change: pick(r, scopes), Delete: pick(r, scopes), Register: r.IntN(2) == 0}
}

func (h *house) setRights(r *rand.Rand) error {
	next, _, err := h.site.SetRights(h.boss(), pick(r, []string{"nurse", "new"}), pick(r, forms), h.rights(r))
	return keep(&h.site, next, err)
}

func (h *house) setSwitches(r *rand.Rand) error {
	next, _, err := h.site.SetSwitches(h.boss(), pick(r, []string{"nurse", "new"}), profile.Switches{Cases: r.IntN(3) > 0, Administrator: r.IntN(4) == 0})
	return keep(&h.site, next, err)
}

func (h *house) addForm(r *rand.Rand) error {
	next, _, err := h.site.AddForm(h.boss(), pick(r, forms))
	return keep(&h.site, next, err)
}

func (h *house) removeForm(r *rand.Rand) error {
	next, _, err := h.site.RemoveForm(h.boss(), pick(r, forms))
	return keep(&h.site, next, err)
}

func (h *house) addProfile(r *rand.Rand) error {
	p := profile.Profile{Name: pick(r, []string{"nurse", "new"}), Cases: true, Forms: map[string]profile.FormRights{"F1": h.rights(r)}}
	next, _, err := h.site.AddProfile(h.boss(), p)
	return keep(&h.site, next, err)
}

func (h *house) removeProfile(r *rand.Rand) error {
	next, _, err := h.site.RemoveProfile(h.boss(), pick(r, []string{"nurse", "new"}))
	return keep(&h.site, next, err)
}

func (h *house) client(r *rand.Rand) (**casework.Client, access.Subject) {
	h.clients = slices.Clone(h.clients)
	c := &h.clients[r.IntN(len(h.clients))]
	return c, h.subject((*c).Responsible, access.SignedIn)
}

func (h *house) share(r *rand.Rand) error {
	c, actor := h.client(r)
	next, _, err := h.practice.Share(actor, *c, casework.Employee{User: pick(r, names), Org: "O1"}, casework.ShareConfirmation{Sure: true})
	if r.IntN(3) == 0 {
		next, _, err = h.practice.Unshare(actor, *c, pick(r, names))
	}
	return keep(c, next, err)
}

func (h *house) transfer(r *rand.Rand) error {
	c, actor := h.client(r)
	to := casework.Employee{User: pick(r, names), Org: "O1"}
	_, shown, _ := h.practice.Transfer(actor, *c, to, casework.TransferConfirmation{})
	next, _, err := h.practice.Transfer(actor, *c, to, casework.TransferConfirmation{Sure: true, Loss: shown.Digest()})
	return keep(c, next, err)
}

func (h *house) handOn(r *rand.Rand) error {
	c, _ := h.client(r)
	to := casework.Employee{User: pick(r, names), Org: "O1"}
	confirm := casework.HandOnConfirmation{Why: casework.HasLeft}
	_, shown, _ := h.practice.HandOn(h.boss(), *c, to, confirm)
	confirm.Sure, confirm.Loss = true, shown.Digest()
	next, _, err := h.practice.HandOn(h.boss(), *c, to, confirm)
	return keep(c, next, err)
}

func (h *house) selection(r *rand.Rand) (actor access.Subject, s casework.Selection) {
	e := pick(r, h.engagements)
	s = casework.Selection{List: h.engagements, Clients: []string{e.ID}, Programs: programs[:1+r.IntN(2)],
		Consultants: []casework.Employee{{User: pick(r, names), Org: "O1"}, {User: pick(r, names), Org: "O1"}}}
	if len(e.SystemAdministrators) == 0 {
		return h.boss(), s
	}
	return h.subject(e.SystemAdministrators[0], access.SignedIn), s
}

func (h *house) give(r *rand.Rand) error {
	actor, s := h.selection(r)
	next, _, err := h.practice.Give(actor, s)
	return keep(&h.engagements, next, err)
}

func (h *house) removeAccess(r *rand.Rand) error {
	actor, s := h.selection(r)
	s.Programs = nil
	next, _, err := h.practice.RemoveAccess(actor, s)
	return keep(&h.engagements, next, err)
}

func (h *house) removePrograms(r *rand.Rand) error {
	actor, s := h.selection(r)
	next, _, err := h.practice.RemovePrograms(actor, s)
	return keep(&h.engagements, next, err)
}

func (h *house) newPractice(r *rand.Rand) error {
	next, err := casework.NewPractice(casework.Config{Package: programs[r.IntN(2):2], SharedMayShare: r.IntN(2) == 0, Stewards: r.IntN(2) == 0})
	return keep(&h.practice, next, err)
}

// reorder is what no act does, and a row of a service's may do all the same.
func (h *house) reorder(r *rand.Rand) error {
	h.orders = slices.Clone(h.orders)
	at := r.IntN(len(h.orders))
	o := *h.orders[at]
	o.Org, o.CreatedBy = pick(r, orgs), pick(r, names)
	h.orders[at] = &o
	return nil
}
