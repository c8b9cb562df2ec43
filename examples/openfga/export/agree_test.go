package export_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"lupa.example/access"
	"lupa.example/access/accesstest"
	"lupa.example/casework"
	"lupa.example/casework/caseworktest"
	"lupa.example/examples/openfga/engine"
	"lupa.example/examples/openfga/export"
	"lupa.example/profile"
	"lupa.example/profile/profiletest"
	"lupa.example/roles"
	"lupa.example/roles/rolestest"
	"lupa.example/sharing/sharingtest"
)

// A world draws policies and questions about each.
type world struct {
	name   string
	policy func(seed int) access.Authority
	ask    func(access.Authority) *rapid.Generator[access.Question]
}

func worldOf[A access.Authority](name string, policies *rapid.Generator[A], questions func(A) *rapid.Generator[access.Question]) world {
	return world{
		name:   name,
		policy: func(seed int) access.Authority { return policies.Example(seed) },
		ask:    func(a access.Authority) *rapid.Generator[access.Question] { return questions(a.(A)) },
	}
}

var worlds = []world{
	worldOf("sharing", sharingtest.Rules(), sharingtest.Questions),
	worldOf("roles", rolestest.Catalogs(), rolestest.Questions),
	worldOf("profile", profiletest.Sites(), profiletest.Questions),
	worldOf("casework", caseworktest.Practices(), caseworktest.Questions),
}

// TestAgreement asks both the kits' questions. Of people and rows everything rides along.
func TestAgreement(t *testing.T) {
	policies, questions, wanted := 34, 1000, 100_000
	if testing.Short() {
		policies, wanted = 4, 10_000
	}
	e := memory(t)
	n := newTally()
	for _, w := range worlds {
		for seed := range policies {
			a := w.policy(seed)
			p, err := access.NewPolicy(a)
			if err != nil {
				t.Fatal(err)
			}
			store := filled(t, e, p, nil)
			draw := w.ask(a)
			var batch []access.Question
			for i := range questions {
				batch = append(batch, draw.Example(seed*questions+i))
			}
			n.compare(t, store, p, batch, export.ContextualAll)
		}
	}
	n.report(t, wanted)
}

func memory(t testing.TB) *engine.Engine {
	t.Helper()
	e, err := engine.Memory()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(e.Close)
	return e
}

func filled(t testing.TB, e *engine.Engine, p *access.Policy, rows *export.Rows) *engine.Store {
	t.Helper()
	store, err := e.NewStore(t.Context(), "test")
	if err != nil {
		t.Fatal(err)
	}
	m, err := export.Model(p)
	if err != nil {
		t.Fatal(err)
	}
	if err := store.SetModel(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	if err := store.Fill(t.Context(), export.Tuples(p, rows), func(int, int) {}); err != nil {
		t.Fatal(err)
	}
	return store
}

// A tally counts questions by kind and outcome, and those left out by their entry in the
// table.
type tally struct {
	asked map[access.Kind]*[2]int // denied, allowed
	left  map[export.LeftOut]int
}

func newTally() *tally {
	return &tally{make(map[access.Kind]*[2]int), make(map[export.LeftOut]int)}
}

func (n *tally) compare(t *testing.T, store *engine.Store, p *access.Policy, all []access.Question, riding func(*access.Policy, access.Question) ([]export.Tuple, error)) {
	t.Helper()
	var asked []access.Question
	var questions []engine.Question
	for _, q := range all {
		tuple, err := export.Check(p, q)
		var rides []export.Tuple
		if err == nil {
			rides, err = riding(p, q)
		}
		if err != nil {
			n.leave(t, p, q, err)
			continue
		}
		asked = append(asked, q)
		questions = append(questions, engine.Question{Asked: tuple, Contextual: rides})
	}
	answers, err := store.CheckAll(context.Background(), questions)
	if err != nil {
		t.Fatal(err)
	}
	for i, q := range asked {
		d := p.Check(q.Subject, q.Action, q.Resource)
		if d.Allowed != answers[i] {
			t.Fatalf("the library says %v, OpenFGA %v to %v with\n%v\n%s", d, answers[i], questions[i].Asked, questions[i].Contextual, accesstest.Describe(q))
		}
		k := kindOf(q.Resource)
		if n.asked[k] == nil {
			n.asked[k] = new([2]int)
		}
		if d.Allowed {
			n.asked[k][1]++
		} else {
			n.asked[k][0]++
		}
	}
}

// kindOf returns the kind by which questions are counted: those that catalogues define are
// one.
func kindOf(r access.Resource) access.Kind {
	k := r.Kind()
	if !strings.Contains(string(k), ".") {
		return "a defined kind"
	}
	return k
}

// leave counts a question that is left out, which the table has to name.
func (n *tally) leave(t *testing.T, p *access.Policy, q access.Question, err error) {
	t.Helper()
	var left *export.LeftOutError
	if !errors.As(err, &left) || !slices.Contains(export.TableOfLeftOut(), left.LeftOut) {
		t.Fatalf("a question is left out of which the table has nothing: %v\n%s", err, accesstest.Describe(q))
	}
	d := p.Check(q.Subject, q.Action, q.Resource)
	if left.Reason != "" && d != access.Deny(left.Reason, d.By) {
		t.Fatalf("it is left out as %q, and the library says %v\n%s", left.Circumstance, d, accesstest.Describe(q))
	}
	n.left[left.LeftOut]++
}

// report logs the counts. There have to be as many as wanted, and each kind has to have both outcomes.
func (n *tally) report(t *testing.T, wanted int) {
	t.Helper()
	total := 0
	var lines []string
	for k, count := range n.asked {
		total += count[0] + count[1]
		lines = append(lines, fmt.Sprintf("%-22s %7d allowed %7d denied", k, count[1], count[0]))
		if count[0] == 0 || count[1] == 0 {
			t.Errorf("%s has one outcome only", k)
		}
	}
	slices.Sort(lines)
	for l, count := range n.left {
		lines = append(lines, fmt.Sprintf("%-22s %7d left out: %s", string(l.Kind)+" "+string(l.Action), count, l.Circumstance))
	}
	if total < wanted {
		t.Errorf("%d questions were asked of both; want %d", total, wanted)
	}
	t.Logf("%d questions asked of both\n%s", total, strings.Join(lines, "\n"))
}

// TestGates asks everything in a small world of orders and applications, with each
// combination of the switches.
func TestGates(t *testing.T) {
	e := memory(t)
	n := newTally()
	for switches := range 8 {
		p := policyOf(t, must(roles.NewCatalog(roles.Config{
			Portal: true, ApproverSignsIn: switches&1 != 0, SamePersonSignedIn: switches&2 != 0, FourEyes: switches&4 != 0,
			Define: []roles.Role{{Name: "own approver", Grants: []roles.Grant{
				{Kind: roles.KindOrder, Actions: []access.Action{roles.ActionApprove}, Over: roles.OverOwn},
				{Kind: roles.KindApplication, Actions: []access.Action{roles.ActionApprove}, Over: roles.OverOwn}}},
				{Name: "twice", Grants: []roles.Grant{
					{Kind: roles.KindOrder, Actions: []access.Action{roles.ActionView}, Over: roles.OverOrg},
					{Kind: roles.KindOrder, Actions: []access.Action{roles.ActionView}, Over: roles.OverOwn}}}},
		})))
		w := accesstest.World{Resources: []access.Resource{
			&roles.Organisation{ID: "A"},
			&roles.Order{ID: "own", Org: "A", CreatedBy: "anna"}, &roles.Order{ID: "another's", Org: "A", CreatedBy: "bo"},
			&roles.Application{ID: "1", Agent: "A", Assignment: "g"}, &roles.Application{ID: "2", Agent: "A", Assignment: "h"}, &roles.Agreement{ID: "1", Org: "A"}, &roles.Case{ID: "1", Org: "A", CreatedBy: "anna"},
		}}
		for _, held := range [][]string{nil, {"ghost"}, {roles.RoleApprover}, {"own approver"}, {"twice"}, {roles.RoleApprover, roles.RoleOrderer},
			{"own approver", roles.RoleConnectionOfficer}, {roles.RoleAgentOfficer, roles.RoleOwnCasesOfficer, roles.RoleSignatory, roles.RoleContact}} {
			for signIn := range access.SignIn(4) {
				w.Subjects = append(w.Subjects,
					access.Subject{User: "anna", SignIn: signIn, Facts: []access.Fact{&roles.Member{Org: "A", Roles: held}, &roles.Member{Org: "A", Assignments: []string{"g"}}}},
					access.Subject{User: "anna", SignIn: signIn, Facts: []access.Fact{&roles.Member{Org: "B", Roles: held, Assignments: []string{"g"}}}})
			}
		}
		n.compare(t, filled(t, e, p, nil), p, slices.Collect(w.Questions(p)), export.ContextualAll)
	}
	n.report(t, 8000)
}

// TestScopes asks everything in a small world of profiles, one for each scope, and cases.
func TestScopes(t *testing.T) {
	all := profile.FormRights{Read: profile.ScopeAll, Change: profile.ScopeAll, Delete: profile.ScopeAll, Register: true, ChangeForm: true, SharePublicly: true, ChangeClosed: true}
	config := profile.Config{Forms: []string{"F1", "F2"}, Profiles: []profile.Profile{
		{Name: "administrator", Cases: true, Administrator: true},
		{Name: "dormant administrator", Administrator: true},
		{Name: "dormant", Forms: map[string]profile.FormRights{"F1": all}},
		{Name: "everything", Cases: true, Forms: map[string]profile.FormRights{"F1": all}},
	}}
	for _, s := range scopes {
		config.Profiles = append(config.Profiles, profile.Profile{Name: s.String(), Cases: true, Forms: map[string]profile.FormRights{
			"F1": {Read: s, Change: s, ChangeClosed: s == profile.ScopeInvolved, SharePublicly: s == profile.ScopeWorkspace}, "F2": {Delete: s, Register: true}}})
	}
	p := policyOf(t, must(profile.NewSite(config)))
	var w accesstest.World
	for _, name := range append([]string{"", "unknown"}, profileNames(config)...) {
		for _, workspace := range []string{"", "W"} {
			for _, groups := range [][]string{nil, {"", "G"}} {
				w.Subjects = append(w.Subjects, access.Subject{User: "anna", Facts: []access.Fact{&profile.User{Profile: name, Workspace: workspace, Groups: groups}}})
			}
		}
	}
	for _, form := range []string{"F1", "F2", "no form"} {
		w.Resources = append(w.Resources, &profile.Form{ID: form})
		for _, status := range []profile.Status{profile.StatusUnknown, profile.StatusOpen} { // unknown is closed
			for _, c := range []profile.Case{{}, {RegisteredBy: "anna"}, {Workspace: "W"}, {Users: []string{"anna", "anna", ""}}, {Groups: []string{"", "G", "H"}}} {
				c.Form, c.Status = form, status
				w.Resources = append(w.Resources, &c)
			}
		}
	}
	n := newTally()
	n.compare(t, filled(t, memory(t), p, nil), p, slices.Collect(w.Questions(p)), export.ContextualAll)
	n.report(t, 5000)
}

func profileNames(c profile.Config) []string {
	var all []string
	for _, p := range c.Profiles {
		all = append(all, p.Name)
	}
	return all
}

// TestEngagements asks everything in a small world of clients and engagements, with each
// combination of the switches.
func TestEngagements(t *testing.T) {
	n := newTally()
	e := memory(t)
	for switches := range 4 {
		p := policyOf(t, must(casework.NewPractice(casework.Config{Package: []string{"books"}, SharedMayShare: switches&1 != 0, Stewards: switches&2 != 0})))
		var w accesstest.World
		for _, org := range []string{"", "O", "P"} {
			for _, steward := range []bool{false, true} {
				w.Subjects = append(w.Subjects, access.Subject{User: "anna", Facts: []access.Fact{&casework.User{Org: org, Steward: steward}}})
			}
		}
		for _, c := range []casework.Client{{Responsible: "anna"}, {Responsible: "bo"}, {Responsible: "bo", Shared: []string{"", "anna", "anna"}}} {
			c.Org = "O"
			w.Resources = append(w.Resources, &c, &casework.Session{Client: &c})
		}
		for _, at := range []casework.Engagement{{}, {SystemAdministrators: []string{"", "anna"}},
			{ProgramAdministrators: map[string][]string{"books": {"anna"}, "": {"anna"}}}, {ProgramAdministrators: map[string][]string{"pay": {"anna", ""}}},
			{ProgramAdministrators: map[string][]string{"": {"anna"}}, Consultants: map[string][]string{"": {"books"}}},
			{Consultants: map[string][]string{"anna": nil}}, {Consultants: map[string][]string{"anna": {"", "books"}, "bo": {"pay"}}}} {
			at.ID, at.Org = "E", "O"
			w.Resources = append(w.Resources, &at, &casework.Access{Consultant: "bo", Engagement: &at},
				&casework.Program{ID: "books", Engagement: &at}, &casework.Program{ID: "pay", Engagement: &at}, &casework.Program{ID: "none", Engagement: &at})
		}
		n.compare(t, filled(t, e, p, nil), p, slices.Collect(w.Questions(p)), export.ContextualAll)
	}
	n.report(t, 2000)
}
