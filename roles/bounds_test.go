package roles

import (
	"fmt"
	"iter"
	"runtime"
	"slices"
	"strings"
	"testing"

	"lupa.example/access"
	"lupa.example/access/foresight"
	"lupa.example/access/report"
)

// A crowd is n people of the agent G and elsewhere, each in two rows, all with one
// address. The first ones are named alike in every crowd.
func crowd(n int) []Registrant {
	var all []Registrant
	for i := range n {
		g := person(fmt.Sprint("p", i), "G orderer contact lead sub", fmt.Sprint("X", i)+" administrator")
		g.Email = "all@mail.example"
		g.Members[0].Assignments = []string{fmt.Sprint("g", i)}
		second := person(g.ID, "G approver")
		second.Email = g.Email
		all = append(all, g, second)
	}
	return all
}

// many is a person with n roles, permissions and organisations.
func many(n int) Registrant {
	g := person("many", "G orderer agent-officer")
	for i := range n {
		g.Members[0].Roles = append(g.Members[0].Roles, fmt.Sprint("r", i))
		g.Members[0].Assignments = append(g.Members[0].Assignments, fmt.Sprint("g", i))
		g.Members = append(g.Members, Member{Org: fmt.Sprint("O", i), Roles: []string{"administrator"}})
	}
	return g
}

// What acts and lists cost is in proportion to what they are given: with twice as much
// they allocate about twice as often, and they run through each sequence once.
func TestCostsAreInProportionToWhatIsGiven(t *testing.T) {
	defined := func(n int) []Role {
		all := []Role{managingRole("lead", []string{"orderer"}, ActionManageRoles), managingRole("sub", []string{"contact"}, ActionManageRoles)}
		for i := range n {
			all = append(all, Role{Name: fmt.Sprint("r", i), Grants: []Grant{grant(OverOrg, access.Kind(fmt.Sprint("kind", i)), "read")}})
		}
		return all
	}
	done := func(_ any, _ report.Report, err error) {
		t.Helper()
		wantDone(t, err)
	}
	content := func(c *Catalog, of iter.Seq[Registrant], n int) map[string]func() {
		gina, target := many(n), many(n)
		gina.ID, gina.Members[0].Roles = "gina", []string{RoleAdministrator}
		actor := gina.Subject(access.SignedIn)
		names := target.Members[0].Roles
		register := Register{Registrants: of}
		rows := Rows{Registrants: of}
		return map[string]func(){
			"assign":   func() { done(c.AssignRoles(actor, person("many", "G"), atG, names)) },
			"withdraw": func() { done(c.WithdrawRoles(actor, target, atG, names, of)) },
			"permit":   func() { done(c.GivePermission(actor, target, atG, "new")) },
			"register": func() {
				done(c.CreateRegistrant(actor, NewAccount{"new", "all@mail.example"}, atG, names, register))
			},
			"sign up":   func() { done(c.SignUp(NewAccount{"new", "all@mail.example"}, atG, names, register)) },
			"remove":    func() { done(c.RemoveRegistrant(actor, target, atG, of)) },
			"readdress": func() { done(c.ChangeEmail(actor, target, "all@mail.example", register)) },
			"order": func() {
				done(c.CreateOrder(person("p0", "G orderer").Subject(access.SignedIn), Order{ID: "o", Org: "G", CreatedBy: "p0"}, basket, of))
			},
			"contacts":   func() { _ = slices.Collect(c.AgreementRecipients("G", of)) },
			"administer": func() { _ = slices.Collect(c.AdministeredBy("all@mail.example", of)) },
			"lint":       func() { lines(c.LintRegistrants(of)) },
			"catalogue":  func() { lines(portal(t, defined(n)...).Lint()) },
			"holdings": func() {
				for range Holdings("p0", rows) {
				}
			},
		}
	}
	const n = 100
	allocations := func(n int) map[string]float64 {
		people := append(crowd(n), many(n))
		runs := 0
		of := func(yield func(Registrant) bool) {
			runs++
			slices.Values(people)(yield)
		}
		all := make(map[string]float64)
		for name, try := range content(portal(t, defined(n)...), of, n) {
			runs = 0
			try()
			if runs > 1 {
				t.Errorf("%s runs through the people %d times", name, runs)
			}
			all[name] = testing.AllocsPerRun(1, try)
		}
		return all
	}
	once, twice := allocations(n), allocations(2*n)
	for name, few := range once {
		if more := twice[name]; more > 2.5*few {
			t.Errorf("%s: %v allocations with %d, %v with %d", name, few, n, more, 2*n)
		}
	}
}

// taken returns how many bytes something allocates.
func taken(do func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	do()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

// halves is a catalogue of n roles that give reading, and two that give and take half of
// them each.
func halves(t *testing.T, n int) (c *Catalog, names []string) {
	var all []Role
	for i := range n {
		names = append(names, fmt.Sprint("r", i))
		all = append(all, Role{Name: names[i], Grants: []Grant{grant(OverOrg, "note", "read")}})
	}
	all = append(all,
		managingRole("left", append(slices.Clone(names[:n/2]), "left"), ActionManageRoles),
		managingRole("right", append(slices.Clone(names[n/2:]), "right"), ActionManageRoles))
	c, err := NewCatalog(Config{Define: all})
	if err != nil {
		t.Fatal(err)
	}
	return c, names
}

// Whoever has a few roles that might together give every role is asked for it with little
// more than a bit for each: there may be thousands of them.
func TestWhoGivesEveryRoleIsAskedWithLittle(t *testing.T) {
	const n = 500
	c, names := halves(t, n)
	manager := person("manager", "G left right").Subject(access.SignedIn)
	if bytes := taken(func() {
		if !c.everyRole(manager, "G") {
			t.Error("two halves are not every role")
		}
	}); bytes > 4*n {
		t.Errorf("%d bytes to ask of %d roles", bytes, len(names))
	}
}

// Repairs take what the catalogue, what is known of the person and the answer take, and
// not their product.
func TestRepairsTakeWhatIsGiven(t *testing.T) {
	for _, test := range []struct {
		name string
		q    func(g Registrant, names []string) access.Question
	}{
		{"a person with many facts lacks one of many roles", func(g Registrant, names []string) access.Question {
			for _, name := range names {
				g.Members = append(g.Members, Member{Org: "X" + name, Roles: []string{name}})
			}
			return access.Question{Subject: g.Subject(access.SignedIn), Action: "read", Resource: &Record{Type: "note", Org: "G"}}
		}},
		{"each of many roles would have to manage others", func(g Registrant, names []string) access.Question {
			g.Members = []Member{{Org: "G", Roles: names}}
			return access.Question{Subject: g.Subject(access.SignedIn), Action: ActionManageRoles, Resource: &Organisation{ID: "G"}}
		}},
	} {
		bytes := func(n int) uint64 {
			c, names := halves(t, n)
			policy, err := access.NewPolicy(c)
			if err != nil {
				t.Fatal(err)
			}
			q := test.q(person("gina"), names)
			return taken(func() {
				repairs, err := foresight.Repairs(policy, q.Subject, q.Action, q.Resource)
				if err != nil || len(repairs) == 0 {
					t.Errorf("%s: %d repairs, %v", test.name, len(repairs), err)
				}
			})
		}
		const n = 400
		if few, many := bytes(n), bytes(2*n); many > 3*few {
			t.Errorf("%s: %d bytes with %d, %d with %d", test.name, few, n, many, 2*n)
		}
	}
}

// A long address is read once, and not for everybody in the register.
func TestAnAddressIsReadOnce(t *testing.T) {
	c, long := portal(t), strings.Repeat("x", 100_000)+"@mail.example"
	people := slices.Values(crowd(100))
	for name, do := range map[string]func(){
		"sign up": func() {
			_, _, err := c.SignUp(NewAccount{"new", long}, atG, nil, Register{Registrants: people})
			wantDone(t, err)
		},
		"administer": func() { _ = slices.Collect(c.AdministeredBy(long, people)) },
	} {
		if bytes := taken(do); bytes > uint64(20*len(long)) {
			t.Errorf("%s: %d bytes with an address of %d", name, bytes, len(long))
		}
	}
}
