package roles_test

import (
	"errors"
	"maps"
	"slices"

	"pgregory.net/rapid"

	"lupa.example/access"
	"lupa.example/access/report"
	"lupa.example/roles"
)

// A modelledPortal is a portal's people on whom everybody acts, what each of them is
// by the rules, and the orders. Organisation G is an agent.
type modelledPortal struct {
	catalog *roles.Catalog
	users   map[string]roles.User
	model   map[string]modelledUser
	orders  map[string]modelledOrder
	kept    []keptUser

	applications map[string]modelledApplication
}

// A keptUser is a user as returned, and as words of that time.
type keptUser struct {
	user roles.User
	then string
}

var (
	portalPeople = []string{"ann", "ben", "cia", "dan"}
	portalPlaces = []roles.Place{atA, atG, {Org: "B"}, {}}
	somePortal   = []string{"administrator", "approver", "orderer", "agent-orderer", "contact", "signatory", "agent-officer", "connection-officer", "own-cases-officer", "default"}
)

// A portalAttempt is who tries something where, and on whom.
type portalAttempt struct {
	by     string
	signIn access.SignIn
	at     roles.Place
	target string
	names  []string
}

func (a portalAttempt) actor(m *modelledPortal) access.Subject {
	if u, known := m.users[a.by]; known {
		return u.Subject(a.signIn)
	}
	return access.Subject{User: a.by, SignIn: a.signIn}
}

// manages says whether the actor administers the place, by the rules.
func (a portalAttempt) manages(m *modelledPortal) bool {
	return a.signIn == access.SignedIn && m.model[a.by].in[a.at.Org].has("administrator")
}

func (m *modelledPortal) draw(t *rapid.T) portalAttempt {
	a := portalAttempt{
		by:     rapid.SampledFrom(append([]string{"", "ann", "ann", "ann"}, portalPeople...)).Draw(t, "by"),
		signIn: rapid.SampledFrom([]access.SignIn{access.SignedIn, access.SignedIn, access.SignedOut, access.SignInUnknown}).Draw(t, "session"),
		at:     rapid.SampledFrom(portalPlaces).Draw(t, "at"),
		target: rapid.SampledFrom(append([]string{""}, portalPeople...)).Draw(t, "target"),
		names:  rapid.SliceOfN(rapid.SampledFrom(append([]string{"ghost"}, somePortal...)), 0, 3).Draw(t, "names"),
	}
	return a
}

// fit says whether the names are roles that somebody can hold in the place.
func (a portalAttempt) fit() bool {
	return !slices.ContainsFunc(a.names, func(name string) bool {
		return name == "ghost" || !a.at.Agent && (name == "agent-orderer" || name == "agent-officer")
	})
}

func (m *modelledPortal) register() roles.Register {
	return roles.Register{Users: maps.Values(m.users)}
}

// admissible says whether somebody with the address can come to belong to the place.
func (m *modelledPortal) admissible(a portalAttempt, email string) bool {
	u, known := m.model[a.target]
	_, belongs := u.in[a.at.Org]
	return a.target != "" && !belongs && (!known || u.email == email)
}

func (m *modelledPortal) create(t *rapid.T) {
	a := m.draw(t)
	email := rapid.SampledFrom([]string{a.target + "@mail.example", "x@mail.example", ""}).Draw(t, "email")
	next, r, err := m.catalog.CreateUser(a.actor(m), roles.Person{ID: a.target, Email: email}, a.at, a.names, m.register())
	after := m.joined(a, email, append(slices.Clone(a.names), "default"))
	m.step(t, a, "create", a.manages(m), m.admissible(a, email) && a.fit(), after, next, r, err)
}

func (m *modelledPortal) signUp(t *rapid.T) {
	a := m.draw(t)
	email := rapid.SampledFrom([]string{a.target + "@mail.example", "x@mail.example"}).Draw(t, "email")
	next, r, err := m.catalog.SignUp(roles.Person{ID: a.target, Email: email}, a.at, nil, m.register())
	after := m.joined(a, email, []string{"own-cases-officer"})
	m.step(t, a, "sign up", true, m.admissible(a, email) && a.at.Org != "", after, next, r, err)
}

// joined returns the target as belonging to the place with the roles.
func (m *modelledPortal) joined(a portalAttempt, email string, names []string) modelledUser {
	after, known := m.model[a.target]
	after = after.clone()
	if !known {
		after.email = email
	}
	after.in[a.at.Org] = belonging{make(map[string]bool), make(map[string]bool)}
	for _, name := range names {
		after.in[a.at.Org].roles[name] = true
	}
	return after
}

func (m *modelledPortal) assign(t *rapid.T) {
	a := m.draw(t)
	next, r, err := m.catalog.AssignRoles(a.actor(m), m.users[a.target], a.at, a.names...)
	after := m.model[a.target].clone()
	here, belongs := after.in[a.at.Org]
	for _, name := range a.names {
		if belongs {
			here.roles[name] = true
		}
	}
	m.step(t, a, "assign", a.manages(m), belongs && len(a.names) > 0 && a.fit(), after, next, r, err)
}

func (m *modelledPortal) withdraw(t *rapid.T) {
	a := m.draw(t)
	if rapid.Bool().Draw(t, "administrator") {
		a.by, a.signIn, a.at = "ann", access.SignedIn, rapid.SampledFrom([]roles.Place{atA, atG}).Draw(t, "theirs")
		a.target = rapid.SampledFrom([]string{"ann", "ben"}).Draw(t, "from")
		a.names = []string{"administrator"}
	}
	next, r, err := m.catalog.WithdrawRoles(a.actor(m), maps.Values(m.users), a.target, a.at, a.names...)
	after := m.model[a.target].clone()
	here, belongs := after.in[a.at.Org]
	for _, name := range a.names {
		delete(here.roles, name)
	}
	last := m.model[a.target].in[a.at.Org].has("administrator") && !here.has("administrator")
	for id, u := range m.model {
		last = last && (id == a.target || !u.in[a.at.Org].has("administrator"))
	}
	valid := belongs && len(a.names) > 0 && !slices.Contains(a.names, "ghost") && !last
	m.step(t, a, "withdraw", a.manages(m), valid, after, next, r, err)
}

func (m *modelledPortal) permit(t *rapid.T) {
	a := m.draw(t)
	assignment := rapid.SampledFrom([]string{"g1", "g1", "g2", ""}).Draw(t, "assignment")
	take := rapid.IntRange(0, 2).Draw(t, "take") == 0
	after := m.model[a.target].clone()
	here, belongs := after.in[a.at.Org]
	valid := belongs && assignment != ""
	if take {
		next, r, err := m.catalog.TakePermission(a.actor(m), m.users[a.target], a.at, assignment)
		delete(here.assignments, assignment)
		m.step(t, a, "take permission", a.manages(m), valid, after, next, r, err)
		return
	}
	next, r, err := m.catalog.GivePermission(a.actor(m), m.users[a.target], a.at, assignment)
	if belongs {
		here.assignments[assignment] = true
	}
	m.step(t, a, "give permission", a.manages(m), valid && a.at.Agent, after, next, r, err)
}

// step compares what came of an act on a person with the model, and goes on from
// there.
func (m *modelledPortal) step(t *rapid.T, a portalAttempt, act string, may, valid bool, after modelledUser, next roles.User, r report.Report, err error) {
	if (err == nil) != (may && valid) || errors.Is(err, access.ErrDenied) == may {
		t.Fatalf("%s %+v, allowed: %v, valid: %v: %v", act, a, may, valid, err)
	}
	if err != nil {
		if next.ID != "" || r.Count(report.Done) > 0 {
			t.Fatalf("%s: got %v and %v beside %v", act, next, r, err)
		}
		return
	}
	before := m.model[a.target].in[a.at.Org]
	here := after.in[a.at.Org]
	want := make(map[string]bool)
	for name := range here.roles {
		want[name+" gains"] = !before.roles[name]
	}
	for name := range before.roles {
		want[name+" loses"] = !here.roles[name]
	}
	for name := range here.assignments {
		want["handling within "+name+" gains"] = !before.assignments[name]
	}
	for name := range before.assignments {
		want["handling within "+name+" loses"] = !here.assignments[name]
	}
	maps.DeleteFunc(want, func(_ string, changed bool) bool { return !changed })
	got := make(map[string]bool)
	for _, i := range r.Items {
		if i.Who != a.target || i.Where != a.at.Org {
			t.Fatalf("%s %+v: reported %v", act, a, i)
		}
		if i.Outcome == report.Done {
			got[i.What+" "+i.Effect.String()] = true
		}
	}
	equalInMachine(t, act+" reports", got, want)
	m.users[next.ID], m.model[next.ID] = next, after
	m.kept = append(m.kept, keptUser{next, modelled(next).String()})
}
