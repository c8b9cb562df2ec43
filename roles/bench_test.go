package roles

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"lupa.example/access"
	"lupa.example/access/foresight"
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

// A floor is what one would write by hand who knows the questions of benchQuestions, and
// the roles by their names. It does not tell why.
type benchFloor struct {
	roles map[string]*floorRole
	kinds map[access.Kind]int // the numbers of the rights to write records
}

// A floorRole gives rights by their numbers.
type floorRole struct {
	place     int
	inSession bool
	orders    bool // creates orders
	over      []Over
}

// The numbers of the rights that are asked for; those to write records follow.
const (
	floorManageUsers = iota
	floorApprove
	floorWrite
)

func newBenchFloor(c *Catalog) *benchFloor {
	f := &benchFloor{make(map[string]*floorRole), make(map[access.Kind]int)}
	for i, name := range c.roles.names {
		role := &floorRole{place: i, orders: c.creating.gives(name), over: make([]Over, floorWrite)}
		add := func(number int, k *kindInfo, a access.Action) {
			if g := k.right(a).givers.find(name); g != nil {
				role.over[number], role.inSession = g.over, g.inSession
			}
		}
		add(floorManageUsers, &c.kinds[organisations], ActionManageUsers)
		add(floorApprove, &c.kinds[orders], ActionApprove)
		for place := range c.kinds[definedKinds:] {
			k := &c.kinds[definedKinds+place]
			f.kinds[k.kind] = floorWrite + place
			role.over = append(role.over, OverNothing)
			add(floorWrite+place, k, "write")
		}
		f.roles[name] = role
	}
	return f
}

// allowed decides, and says by which role.
func (f *benchFloor) allowed(s access.Subject, a access.Action, r access.Resource) (by string, ok bool) {
	var org string
	number, own := -1, false
	switch r := r.(type) {
	case *Organisation:
		org = r.ID
		if a == ActionManageUsers {
			number = floorManageUsers
		}
	case *Order:
		org, own = r.Org, r.CreatedBy == s.User
		if a == ActionApprove {
			number = floorApprove
		}
	case *Record:
		org, own = r.Org, r.Owner == s.User
		if n, known := f.kinds[r.Type]; known && a == "write" {
			number = n
		}
	}
	if s.User == "" || org == "" || number < 0 {
		return "", false
	}
	orders, place := own, none
	for _, fact := range s.Facts {
		m, ok := fact.(*Member)
		if !ok || m.Org != org {
			continue
		}
		for _, name := range m.Roles {
			role := f.roles[name]
			if role == nil {
				continue
			}
			orders = orders || role.orders
			over := role.over[number]
			if (over == OverOrg || over == OverOwn && own) && role.place < place && (!role.inSession || s.SignIn == access.SignedIn) {
				by, place = name, role.place
			}
		}
	}
	if number == floorApprove && orders && s.SignIn != access.SignedOut {
		return "", false
	}
	return by, place != none
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

func BenchmarkRepairs(b *testing.B) {
	for _, n := range []int{10, 30, 1000} {
		c := benchCatalog(b, n)
		policy, err := access.NewPolicy(c)
		if err != nil {
			b.Fatal(err)
		}
		var denied []benchQuestion
		for _, q := range benchQuestions(c) {
			if !policy.Check(q.subject, q.action, q.resource).Allowed {
				denied = append(denied, q)
			}
		}
		b.Run(fmt.Sprintf("roles/n=%d", n), func(b *testing.B) {
			for i := 0; b.Loop(); i++ {
				q := &denied[i%len(denied)]
				if _, err := foresight.Repairs(policy, q.subject, q.action, q.resource); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
