package roles_test

import (
	"fmt"
	"iter"
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"lupa.example/access"
	"lupa.example/roles"
)

// A world is a portal with a few organisations and people, some of whom collude: they
// try whatever they like, and the portal keeps what the acts return. Whom they create
// colludes with them.
type world struct {
	catalog  *roles.Catalog
	users    []roles.User
	colludes map[string]bool // IDs
	orders   []roles.PlacedOrder
	signed   map[holding]bool // what people got by signing up
}

// A holding is something that a user has in an organisation; name is "" for
// belonging there.
type holding struct{ user, org, name string }

var (
	worldOrgs  = []string{"A", "B", "G"}
	worldRoles = []string{
		"registrar", "keeper", "administrator", "approver", "orderer", "contact", "agent-officer", "default", "own-cases-officer",
	}
)

func drawWorld(t *rapid.T) *world {
	c, err := roles.NewCatalog(roles.Config{Portal: true, Define: managing()})
	if err != nil {
		t.Fatal(err)
	}
	w := &world{catalog: c, colludes: make(map[string]bool), signed: make(map[holding]bool)}
	for i := range rapid.IntRange(2, 5).Draw(t, "users") {
		u := roles.User{ID: fmt.Sprint("u", i), Email: fmt.Sprintf("u%d@mail.example", i)}
		if rapid.IntRange(0, 4).Draw(t, "unaddressed") == 0 {
			u.Email = ""
		}
		for _, org := range rapid.SliceOfNDistinct(rapid.SampledFrom(worldOrgs), 0, 3, rapid.ID[string]).Draw(t, "orgs") {
			u.Members = append(u.Members, roles.Member{
				Org:   org,
				Roles: rapid.SliceOfN(rapid.SampledFrom(worldRoles), 0, 3).Draw(t, "roles"),
			})
		}
		w.users = append(w.users, u)
		w.colludes[u.ID] = rapid.Bool().Draw(t, "colludes")
	}
	return w
}

func (w *world) all() iter.Seq[roles.User] { return slices.Values(w.users) }

func (w *world) keep(u roles.User) {
	i := slices.IndexFunc(w.users, func(old roles.User) bool { return old.ID == u.ID })
	if i < 0 {
		w.users = append(w.users, u)
		w.colludes[u.ID] = true
		return
	}
	w.users[i] = u
}

func (w *world) holdings() map[holding]bool {
	all := make(map[holding]bool)
	for _, u := range w.users {
		for _, m := range u.Members {
			all[holding{u.ID, m.Org, ""}] = true
			for _, name := range slices.Concat(m.Roles, m.Assignments) {
				all[holding{u.ID, m.Org, name}] = true
			}
		}
	}
	return all
}

// somebody reports whether one of those who collude may take the action in the
// organisation, in some session.
func (w *world) somebody(a access.Action, r access.Resource) bool {
	for _, u := range w.users {
		for _, signIn := range []access.SignIn{access.SignedIn, access.SignedOut} {
			if w.colludes[u.ID] && w.catalog.Check(u.Subject(signIn), a, r).Allowed {
				return true
			}
		}
	}
	return false
}

// try lets one of those who collude do something.
func (w *world) try(t *rapid.T) {
	var acting []roles.User
	for _, u := range w.users {
		if w.colludes[u.ID] {
			acting = append(acting, u)
		}
	}
	if len(acting) == 0 {
		return
	}
	signIn := rapid.SampledFrom([]access.SignIn{access.SignInUnknown, access.SignedIn, access.SignedOut}).Draw(t, "signIn")
	actor := rapid.SampledFrom(acting).Draw(t, "actor").Subject(signIn)
	target := rapid.SampledFrom(w.users).Draw(t, "target")
	org := rapid.SampledFrom(append(worldOrgs, "")).Draw(t, "org")
	at := roles.Place{Org: org, Agent: org == "G"}
	names := rapid.SliceOfN(rapid.SampledFrom(worldRoles), 0, 3).Draw(t, "names")
	someone := roles.Person{
		ID:    rapid.SampledFrom([]string{"u0", "u1", "u2", "new", "newer", ""}).Draw(t, "id"),
		Email: rapid.SampledFrom([]string{"", "u0@mail.example", "U1@mail.example", "new@mail.example"}).Draw(t, "email"),
	}
	register := roles.Register{Users: w.all()}

	next, err := roles.User{}, error(nil)
	switch rapid.IntRange(0, 7).Draw(t, "act") {
	case 0:
		next, _, err = w.catalog.CreateUser(actor, someone, at, names, register)
	case 1:
		next, _, err = w.catalog.AssignRoles(actor, target, at, names...)
	case 2:
		next, _, err = w.catalog.WithdrawRoles(actor, w.all(), target.ID, at, names...)
	case 3:
		next, _, err = w.catalog.GivePermission(actor, target, at, "g1")
	case 4:
		next, _, err = w.catalog.TakePermission(actor, target, at, "g1")
	case 5:
		next, _, err = w.catalog.SignUp(someone, at, nil, register)
		if err == nil {
			w.signed[holding{someone.ID, org, ""}] = true
			w.signed[holding{someone.ID, org, roles.RoleOwnCasesOfficer}] = true
		}
	case 6:
		placed, _, err := w.catalog.CreateOrder(actor, roles.Order{ID: "o", Org: org, CreatedBy: target.ID}, basket, w.all())
		if err == nil {
			w.orders = append(w.orders, placed)
		}
		return
	default:
		for i := range w.orders {
			if placed, _, err := w.catalog.ApproveOrder(actor, w.orders[i], basket); err == nil {
				w.orders[i] = placed
			}
		}
		return
	}
	if err == nil {
		w.keep(next)
	}
}

// administered returns the organisations of every address that those who collude
// have had from the beginning; others they may write down, and cannot prove.
func (w *world) administered(addresses []string) map[string]bool {
	orgs := make(map[string]bool)
	for _, address := range addresses {
		for org := range w.catalog.AdministeredBy(address, w.all()) {
			orgs[org] = true
		}
	}
	return orgs
}

func TestNobodyGainsByCollusionWhatNobodyAmongThemMayGive(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t)
		var addresses []string
		for _, u := range w.users {
			if w.colludes[u.ID] {
				addresses = append(addresses, u.Email)
			}
		}
		before, administered := w.holdings(), w.administered(addresses)
		users, manage, approve := make(map[string]bool), make(map[string]bool), make(map[string]bool)
		for _, org := range worldOrgs {
			users[org] = w.somebody(roles.ActionManageUsers, &roles.Organisation{ID: org})
			manage[org] = w.somebody(roles.ActionManageRoles, &roles.Organisation{ID: org})
			approve[org] = w.somebody(roles.ActionApprove, &roles.Order{Org: org, CreatedBy: "x"})
		}

		for range rapid.IntRange(1, 25).Draw(t, "steps") {
			w.try(t)
		}

		after := w.holdings()
		for h := range after {
			created := users[h.org] && (h.name == "" || h.name == roles.RoleDefault)
			if !before[h] && !w.signed[h] && !created && !manage[h.org] {
				t.Errorf("%s gains %q in %s", h.user, h.name, h.org)
			}
		}
		for h := range before {
			if !after[h] && !manage[h.org] {
				t.Errorf("%s loses %q in %s", h.user, h.name, h.org)
			}
		}
		for org := range maps.Keys(w.administered(addresses)) {
			if !administered[org] && !manage[org] {
				t.Errorf("they administer %s by their addresses", org)
			}
		}
		for _, o := range w.orders {
			if o.Valid(basket) && !approve[o.Order.Org] && !manage[o.Order.Org] {
				t.Errorf("an order of %s is valid, approved by %s", o.Order.Org, o.Approval.By)
			}
		}
		for _, org := range worldOrgs {
			keeps := func(u roles.User) bool {
				return w.catalog.Check(u.Subject(access.SignedIn), roles.ActionManageRoles, &roles.Organisation{ID: org}).Allowed
			}
			if manage[org] && !slices.ContainsFunc(w.users, keeps) {
				t.Errorf("nobody manages roles in %s any more", org)
			}
		}
	})
}
