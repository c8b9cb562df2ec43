package roles_test

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"lupa.example/access"
	"lupa.example/access/report"
	"lupa.example/roles"
)

// A modelledOrder is an order and who approved it by the rules, "" if nobody has.
type modelledOrder struct {
	placed     roles.PlacedOrder
	org, by    string
	approvedBy string
}

func equalInMachine(t *rapid.T, what string, got, want any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatalf("%s (-want +got):\n%s", what, diff)
	}
}

func (m *modelledPortal) order(t *rapid.T) {
	a := m.draw(t)
	if rapid.Bool().Draw(t, "orderer") {
		a = portalAttempt{by: "ben", target: "ben", signIn: access.SignedIn, at: atA}
	}
	key := fmt.Sprint("o", len(m.orders))
	placed, r, err := m.catalog.CreateOrder(a.actor(m), roles.Order{ID: key, Org: a.at.Org, CreatedBy: a.target}, basket, maps.Values(m.users))
	may := a.by != "" && a.by == a.target && a.signIn == access.SignedIn && m.model[a.by].in[a.at.Org].orders()
	valid := false
	for _, u := range m.model {
		valid = valid || u.in[a.at.Org].has("approver")
	}
	if (err == nil) != (may && valid) || errors.Is(err, access.ErrDenied) == may || (r.Count(report.Done) == 1) != (err == nil) {
		t.Fatalf("order %+v, allowed: %v, valid: %v: %v, %v", a, may, valid, r, err)
	}
	if err == nil {
		m.orders[key] = modelledOrder{placed: placed, org: a.at.Org, by: a.by}
	}
}

func (m *modelledPortal) approve(t *rapid.T) {
	if len(m.orders) == 0 {
		t.Skip("no order yet")
	}
	a := m.draw(t)
	if rapid.Bool().Draw(t, "approver") {
		a.by, a.signIn = rapid.SampledFrom([]string{"ben", "cia"}).Draw(t, "of them"), access.SignedOut
	}
	key := rapid.SampledFrom(slices.Sorted(maps.Keys(m.orders))).Draw(t, "order")
	o := m.orders[key]
	content := rapid.SampledFrom([]string{basket, basket, basket, "another basket"}).Draw(t, "content")
	placed, r, err := m.catalog.ApproveOrder(a.actor(m), o.placed, content)
	may := a.by != "" && mayApprove(m.model[a.by].in[o.org], false, a.signIn == access.SignedOut)
	valid := content == basket && o.approvedBy == ""
	if (err == nil) != (may && valid) || errors.Is(err, access.ErrDenied) == may || (r.Count(report.Done) == 1) != (err == nil) {
		t.Fatalf("approve %s %+v, allowed: %v, valid: %v: %v, %v", key, a, may, valid, r, err)
	}
	if err == nil {
		o.placed, o.approvedBy = placed, a.by
		m.orders[key] = o
	}
}

// A modelledApplication is an application and who approved it by the rules.
type modelledApplication struct {
	submitted  roles.SubmittedApplication
	approvedBy string
}

func (m *modelledPortal) apply(t *rapid.T) {
	a := m.draw(t)
	key := fmt.Sprint("p", len(m.applications))
	submitted, err := roles.SubmitApplication(roles.Application{ID: key, Agent: a.at.Org, Assignment: "g1", Customer: a.target}, "please")
	if valid := a.at.Org != "" && a.target != ""; (err == nil) != valid {
		t.Fatalf("%s applies to %q: %v", a.target, a.at.Org, err)
	}
	if err == nil {
		m.applications[key] = modelledApplication{submitted: submitted}
	}
}

func (m *modelledPortal) admit(t *rapid.T) {
	if len(m.applications) == 0 {
		t.Skip("no application yet")
	}
	a := m.draw(t)
	key := rapid.SampledFrom(slices.Sorted(maps.Keys(m.applications))).Draw(t, "application")
	p := m.applications[key]
	agent := p.submitted.Application.Agent
	submitted, r, err := m.catalog.ApproveApplication(a.actor(m), p.submitted, "please")
	may := a.by != "" && mayApprove(m.model[a.by].in[agent], false, a.signIn == access.SignedOut)
	if (err == nil) != (may && p.approvedBy == "") || errors.Is(err, access.ErrDenied) == may || (r.Count(report.Done) == 1) != (err == nil) {
		t.Fatalf("admit %s %+v, allowed: %v: %v, %v", key, a, may, r, err)
	}
	if err == nil {
		m.applications[key] = modelledApplication{submitted, a.by}
	}
}

// branch acts on a user as they were and keeps nothing: what was kept must not change.
func (m *modelledPortal) branch(t *rapid.T) {
	if len(m.kept) == 0 {
		t.Skip("nobody yet")
	}
	a := m.draw(t)
	earlier := rapid.SampledFrom(m.kept).Draw(t, "earlier").user
	_, _, _ = m.catalog.AssignRoles(a.actor(m), earlier, a.at, a.names...)
	_, _, _ = m.catalog.GivePermission(a.actor(m), earlier, a.at, "g3")
	_, _, _ = m.catalog.WithdrawRoles(a.actor(m), slices.Values([]roles.User{earlier}), earlier.ID, a.at, a.names...)
}

// check compares everybody and every order with the model, what everybody may do with
// the rules, and users who were kept with what they were.
func (m *modelledPortal) check(t *rapid.T) {
	if len(m.users) != len(m.model) {
		t.Fatalf("%d users, want %d", len(m.users), len(m.model))
	}
	for id, u := range m.users {
		if got, want := modelled(u).String(), m.model[id].String(); got != want || u.ID != id {
			t.Fatalf("%s: got %s, want %s", id, got, want)
		}
		for _, signIn := range []access.SignIn{access.SignInUnknown, access.SignedIn, access.SignedOut} {
			person := u.Subject(signIn)
			for _, at := range portalPlaces {
				b := m.model[id].in[at.Org]
				for _, p := range portalProbes {
					want := at.Org != "" && p.may(b, signIn == access.SignedIn, signIn == access.SignedOut)
					if got := p.ask(m.catalog, person, at.Org); got != want {
						t.Fatalf("%s, %v, %s in %q with %v: got %v", id, signIn, p.name, at.Org, b, got)
					}
				}
			}
		}
	}
	for key, o := range m.orders {
		if valid := o.placed.Valid(basket); valid != (o.approvedBy != "") || o.placed.Approval.By != o.approvedBy || o.placed.Order.CreatedBy != o.by {
			t.Fatalf("order %s: valid %v, approved by %q; want %+v", key, valid, o.placed.Approval.By, o)
		}
	}
	for key, p := range m.applications {
		if p.submitted.Valid("please") != (p.approvedBy != "") || p.submitted.Approval.By != p.approvedBy {
			t.Fatalf("application %s: approved by %q; want %q", key, p.submitted.Approval.By, p.approvedBy)
		}
	}
	for _, k := range m.kept {
		if now := modelled(k.user).String(); now != k.then {
			t.Fatalf("a user who was kept has changed from %s to %s", k.then, now)
		}
	}
	for _, u := range m.model {
		for org := range m.catalog.AdministeredBy(u.email, maps.Values(m.users)) {
			some := false
			for _, other := range m.model {
				some = some || other.email == u.email && other.in[org].has("administrator")
			}
			if !some {
				t.Fatalf("%s administers %s", u.email, org)
			}
		}
	}
}

// Everybody registers, gives, takes, permits, orders and approves, in three
// organisations and in every session.
func TestAPortalGoesByWhatEverybodyHolds(t *testing.T) {
	catalog := thePortal(t)
	rapid.Check(t, func(t *rapid.T) {
		m := &modelledPortal{
			catalog: catalog, users: make(map[string]roles.User),
			model: make(map[string]modelledUser), orders: make(map[string]modelledOrder),
			applications: make(map[string]modelledApplication),
		}
		for _, u := range []roles.User{
			person("ann", "A administrator default", "G administrator agent-officer", "B contact"),
			person("ben", "A orderer approver default", "G approver"),
			person("cia", "B administrator orderer approver"),
		} {
			m.users[u.ID], m.model[u.ID] = u, modelled(u)
		}
		t.Repeat(map[string]func(*rapid.T){
			"create": m.create, "sign up": m.signUp, "assign": m.assign, "withdraw": m.withdraw, "permit": m.permit,
			"order": m.order, "approve": m.approve, "apply": m.apply, "admit": m.admit, "branch": m.branch, "": m.check,
		})
	})
}
