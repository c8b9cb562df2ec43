package roles

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"lupa.example/access"
)

// A question is ready to be asked, in the caller's own rows.
type benchQuestion struct {
	subject  access.Subject
	action   access.Action
	resource access.Resource
}

// benchCatalog has the portal's ten roles, and defined ones up to n.
func benchCatalog(b *testing.B, n int) *Catalog {
	config := Config{Portal: true}
	for i := range n - len(Portal()) {
		kind := access.Kind(fmt.Sprintf("kind%d", i%20))
		config.Define = append(config.Define, Role{
			Name: fmt.Sprintf("role%d", i), SignIn: true,
			Grants: []Grant{grant(OverOrg, kind, "read"), grant(OverOwn, kind, "read", "write")},
		})
	}
	c, err := NewCatalog(config)
	if err != nil {
		b.Fatal(err)
	}
	return c
}

// benchQuestions are about orders, organisations and, where they are defined,
// records, asked by people with three roles in each of two organisations.
func benchQuestions(c *Catalog) []benchQuestion {
	r := rand.New(rand.NewPCG(1, 2))
	var names []string
	names = append(names, c.roles.names...)
	org := func() string { return fmt.Sprintf("org%d", r.IntN(1000)) }
	user := func() string { return fmt.Sprintf("user%d", r.IntN(10)) }
	member := func(org string) *Member {
		return &Member{Org: org, Roles: []string{names[r.IntN(len(names))], names[r.IntN(len(names))], names[r.IntN(len(names))]}}
	}
	list := make([]benchQuestion, 1<<12)
	for i := range list {
		at, id := org(), user()
		q := benchQuestion{subject: access.Subject{
			User: id, SignIn: access.SignedIn, Facts: []access.Fact{member(org()), member(at)},
		}}
		switch kind := c.kinds[r.IntN(len(c.kinds))].kind; kind {
		case KindOrganisation:
			q.action, q.resource = ActionManageUsers, &Organisation{ID: at}
		case KindApplication, KindAgreement, KindCase, KindOrder:
			q.action, q.resource = ActionApprove, &Order{Org: at, CreatedBy: user()}
		default:
			q.action, q.resource = "write", &Record{Type: kind, Org: at, Owner: id}
		}
		list[i] = q
	}
	return list
}

// A floor gives what Check gives: by role, kind and action, over what the role
// grants it, in a session or not, and the role's place.
type benchFloor struct {
	grants map[floorKey]floorGrant
	orders map[string]bool // roles that create orders
}

type floorKey struct {
	role   string
	kind   access.Kind
	action access.Action
}

type floorGrant struct {
	place     int
	over      Over
	inSession bool
}

func newBenchFloor(c *Catalog) *benchFloor {
	f := &benchFloor{make(map[floorKey]floorGrant), make(map[string]bool)}
	for i, role := range c.roles.names {
		for _, k := range c.kinds {
			for _, a := range k.actions {
				if g := k.right(a).givers.find(role); g != nil {
					f.grants[floorKey{role, k.kind, a}] = floorGrant{i, g.over, g.inSession}
				}
			}
		}
		f.orders[role] = c.creating.gives(role)
	}
	return f
}

// allowed decides, without telling why.
func (f *benchFloor) allowed(s access.Subject, a access.Action, r access.Resource) (string, bool) {
	var kind access.Kind
	var org, owner string
	switch r := r.(type) {
	case *Organisation:
		kind, org = KindOrganisation, r.ID
	case *Order:
		kind, org, owner = KindOrder, r.Org, r.CreatedBy
	case *Record:
		kind, org, owner = r.Type, r.Org, r.Owner
	}
	if s.User == "" || org == "" {
		return "", false
	}
	by, place := "", 1<<30
	orders := kind == KindOrder && a == ActionApprove && owner == s.User // may have, or has
	for _, fact := range s.Facts {
		m, ok := fact.(*Member)
		if !ok || m.Org != org {
			continue
		}
		for _, role := range m.Roles {
			if kind == KindOrder && a == ActionApprove {
				orders = orders || f.orders[role]
			}
			g, ok := f.grants[floorKey{role, kind, a}]
			if ok && g.place < place && (!g.inSession || s.SignIn == access.SignedIn) && (g.over == OverOrg || owner == s.User) {
				by, place = role, g.place
			}
		}
	}
	if orders && s.SignIn != access.SignedOut {
		return "", false
	}
	return by, by != ""
}

var sink access.Decision

func BenchmarkCheck(b *testing.B) {
	for _, n := range []int{10, 200} {
		c := benchCatalog(b, n)
		f := newBenchFloor(c)
		policy, err := access.NewPolicy(c)
		if err != nil {
			b.Fatal(err)
		}
		sorted := map[bool][]benchQuestion{}
		for _, q := range benchQuestions(c) {
			d := c.Check(q.subject, q.action, q.resource)
			if by, ok := f.allowed(q.subject, q.action, q.resource); ok != d.Allowed || ok && by != d.By {
				b.Fatalf("Check and floor differ: %v, %v %q", d, ok, by)
			}
			sorted[d.Allowed] = append(sorted[d.Allowed], q)
		}
		for _, allowed := range []bool{true, false} {
			qs := sorted[allowed]
			name := fmt.Sprintf("roles/%s/n=%d", map[bool]string{true: "allowed", false: "denied"}[allowed], n)
			run := func(name string, check func(*benchQuestion)) {
				b.Run(name, func(b *testing.B) {
					b.ReportAllocs()
					for i := 0; b.Loop(); i++ {
						check(&qs[i%len(qs)])
					}
				})
			}
			run(name, func(q *benchQuestion) { sink = c.Check(q.subject, q.action, q.resource) })
			run(name+"/policy", func(q *benchQuestion) { sink = policy.Check(q.subject, q.action, q.resource) })
			run(name+"/floor", func(q *benchQuestion) {
				by, ok := f.allowed(q.subject, q.action, q.resource)
				sink = access.Decision{Allowed: ok, By: by}
			})
		}
	}
}
