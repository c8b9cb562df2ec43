package roles_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"lupa.example/access"
	"lupa.example/access/accesstest"
	"lupa.example/access/foresight"
	"lupa.example/access/report"
	"lupa.example/roles"
	"lupa.example/roles/rolestest"
)

func catalogue(t interface{ Fatal(...any) }, c roles.Config) *roles.Catalog {
	catalog, err := roles.NewCatalog(c)
	if err != nil {
		t.Fatal(err)
	}
	return catalog
}

func changesBetween(t interface{ Fatal(...any) }, old, new *roles.Catalog) foresight.Difference {
	policy := func(c *roles.Catalog) *access.Policy {
		if c == nil {
			return nil
		}
		p, err := access.NewPolicy(c)
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	d, err := foresight.Diff(policy(old), policy(new))
	if err != nil || len(d.NotCompared) > 0 {
		t.Fatal(d, err)
	}
	return d
}

// A question is decided otherwise if and only if some change is about it.
func TestDifferencesAreExact(t *testing.T) {
	flips, alike := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		config := rolestest.Configs().Draw(t, "old")
		old := catalogue(t, config)
		new := old
		switch rapid.IntRange(0, 3).Draw(t, "change") {
		case 0:
			new = rolestest.Catalogs().Draw(t, "new")
		case 1:
			config.FourEyes, config.SamePersonSignedIn = rapid.Bool().Draw(t, "four eyes"), rapid.Bool().Draw(t, "same person")
			config.ApproverSignsIn = !config.ApproverSignsIn
			new = catalogue(t, config)
		case 2:
			config.Define = slices.Clone(config.Define)
			for i := range config.Define {
				config.Define[i].SignIn = !config.Define[i].SignIn
				config.Define[i].Assigns = nil
			}
			new = catalogue(t, config)
		case 3:
			new = &roles.Catalog{}
		}
		d := changesBetween(t, old, new)
		for range 20 {
			q := rolestest.Questions(rapid.SampledFrom([]*roles.Catalog{old, new}).Draw(t, "of")).Draw(t, "question")
			if isTold(t, old, new, d, q) {
				flips++
			} else {
				alike++
			}
		}
	})
	if flips == 0 || alike == 0 {
		t.Errorf("%d questions are decided otherwise, %d alike", flips, alike)
	}
}

// Every pair of ways in which two roles can give creating and approving orders, under
// every pair of switches, against every state of a person and an order.
func TestDifferencesOfThePairRule(t *testing.T) {
	accesstest.Large(t)
	gives := func(name string, signIn bool, create, approve roles.Over) roles.Role {
		r := roles.Role{Name: name, SignIn: signIn}
		for action, over := range map[access.Action]roles.Over{roles.ActionCreate: create, roles.ActionApprove: approve} {
			if over != roles.OverNothing {
				r.Grants = append(r.Grants, roles.Grant{Kind: roles.KindOrder, Actions: []access.Action{action}, Over: over})
			}
		}
		r.Grants = append(r.Grants, roles.Grant{Kind: roles.KindApplication, Actions: []access.Action{roles.ActionApprove}, Over: roles.OverOrg})
		return r
	}
	overs := []roles.Over{roles.OverNothing, roles.OverOwn, roles.OverOrg}
	var catalogues []*roles.Catalog
	for _, create := range overs[:2] {
		for _, approve := range overs {
			for _, other := range overs[:2] {
				for bits := range 8 {
					catalogues = append(catalogues, catalogue(t, roles.Config{
						FourEyes: bits&1 != 0, SamePersonSignedIn: bits&2 != 0,
						Define: []roles.Role{gives("a", bits&4 != 0, create, approve), gives("b", false, other, roles.OverNothing)},
					}))
				}
			}
		}
	}
	catalogues = append(catalogues, catalogue(t, roles.Config{}))
	var world accesstest.World
	for _, held := range [][]string{{"a"}, {"b"}, {"a", "b"}, {"b", "x"}} {
		for _, signIn := range []access.SignIn{access.SignInUnknown, access.SignedIn, access.SignedOut} {
			world.Subjects = append(world.Subjects, access.Subject{User: "u", SignIn: signIn, Facts: []access.Fact{&roles.Member{Org: "A", Roles: held}, &roles.Member{Org: "B", Roles: []string{"a", "b"}}}})
		}
	}
	world.Resources = []access.Resource{&roles.Order{Org: "A", CreatedBy: "u"}, &roles.Order{Org: "A", CreatedBy: "v"}, &roles.Application{Agent: "A", Assignment: "g"}}
	world.Actions = []access.Action{roles.ActionApprove, roles.ActionCreate}
	n := 0
	for _, old := range catalogues {
		for _, new := range catalogues {
			d := changesBetween(t, old, new)
			for q := range world.Questions(nil) {
				isTold(t, old, new, d, q)
				n++
			}
		}
	}
	t.Logf("%d questions", n)
}

// isTold reports whether the question is decided otherwise, and fails unless exactly then
// some change says so: of a role that the person holds where no other allowed it anyway.
func isTold(t interface{ Fatalf(string, ...any) }, old, new *roles.Catalog, d foresight.Difference, q access.Question) bool {
	was, is := old.Check(q.Subject, q.Action, q.Resource), new.Check(q.Subject, q.Action, q.Resource)
	for _, c := range d.Changes {
		allows, other, before := new, old, was
		if c.Effect == report.Loss {
			allows, other, before = old, new, is
		}
		about, held := covers(c, q, allows, other)
		if !about {
			continue
		}
		if d := allows.Check(q.Subject, q.Action, q.Resource); !d.Allowed {
			t.Fatalf("%v, and %v\n%s", c, d, accesstest.Describe(q))
		}
		if !before.Allowed {
			return true
		}
		if len(held) == 1 {
			t.Fatalf("%v, and it was %v before\n%s", c, before, accesstest.Describe(q))
		}
	}
	if was.Allowed != is.Allowed {
		t.Fatalf("was %v, is %v\n%s\n%v", was, is, accesstest.Describe(q), d)
	}
	return false
}

// covers reads a change as the package documents it: whether it is about the question,
// and what roles the person holds there.
func covers(c foresight.Change, q access.Question, allows, other *roles.Catalog) (about bool, held []string) {
	if q.Subject.User == "" || q.Resource == nil || q.Resource.Kind() != c.Kind || !slices.Contains(c.Actions, q.Action) {
		return false, nil
	}
	org, owner, assignment := "", "", ""
	switch r := q.Resource.(type) {
	case *roles.Organisation:
		org = r.ID
	case *roles.Order:
		org, owner = r.Org, r.CreatedBy
		if owner == "" {
			return false, nil
		}
	case *roles.Case:
		org, owner = r.Org, r.CreatedBy
		if owner == "" {
			return false, nil
		}
	case *roles.Agreement:
		org = r.Org
	case *roles.Application:
		org, assignment = r.Agent, r.Assignment
		if assignment == "" {
			return false, nil
		}
	case *roles.Record:
		org, owner = r.Org, r.Owner
	}
	if org == "" {
		return false, nil
	}
	assigned := false
	for _, f := range q.Subject.Facts {
		if m, ok := f.(*roles.Member); ok && m != nil && m.Org == org {
			held = append(held, m.Roles...)
			assigned = assigned || slices.Contains(m.Assignments, assignment)
		}
	}
	if q.Action == roles.ActionHandle && c.Kind == roles.KindApplication && !assigned {
		return false, nil
	}
	is := func(t report.Thing) bool {
		switch t.Kind {
		case roles.KindRole:
			return slices.Contains(held, t.ID)
		case roles.KindSignedIn:
			return q.Subject.SignIn == access.SignedIn
		case roles.KindSignedOut:
			return q.Subject.SignIn == access.SignedOut
		case roles.KindOwn:
			return owner == q.Subject.User
		case roles.KindCreating:
			return creates(allows, held)
		case roles.KindCreatingOtherwise:
			return creates(other, held)
		default:
			panic(t.Kind)
		}
	}
	return c.Who.Holds(is) && c.Which.Holds(is), held
}

// creates reports whether some of the roles gives creating orders, which is asked of the
// catalogue as of any policy: about one's own order, in a session.
func creates(c *roles.Catalog, held []string) bool {
	s := access.Subject{User: "u", SignIn: access.SignedIn, Facts: []access.Fact{&roles.Member{Org: "A", Roles: held}}}
	return c.Check(s, roles.ActionCreate, &roles.Order{Org: "A", CreatedBy: "u"}).Allowed
}

func TestDifferenceInWords(t *testing.T) {
	editor := roles.Role{Name: "editor", Grants: []roles.Grant{{Kind: "news", Actions: []access.Action{"write", "read"}, Over: roles.OverOrg}}}
	writer := roles.Role{Name: "editor", SignIn: true, Grants: []roles.Grant{{Kind: "news", Actions: []access.Action{"read"}, Over: roles.OverOrg}, {Kind: "news", Actions: []access.Action{"write"}, Over: roles.OverOwn}}}
	many := func(name string) roles.Role {
		return roles.Role{Name: name, Grants: []roles.Grant{{Kind: "news", Actions: []access.Action{"read"}, Over: roles.OverOrg}, {Kind: "adverts", Actions: []access.Action{"write"}, Over: roles.OverOrg}}}
	}
	reader := func(name string, over roles.Over) roles.Role {
		return roles.Role{Name: name, Grants: []roles.Grant{{Kind: "news", Actions: []access.Action{"read"}, Over: over}}}
	}
	lone := []roles.Role{{Name: "lone", Grants: []roles.Grant{
		{Kind: roles.KindOrder, Actions: []access.Action{roles.ActionCreate}, Over: roles.OverOwn},
		{Kind: roles.KindOrder, Actions: []access.Action{roles.ActionApprove}, Over: roles.OverOrg},
	}}}
	for _, test := range []struct {
		old, new roles.Config
		want     string
	}{
		{roles.Config{Portal: true}, roles.Config{Portal: true}, "nothing is decided otherwise\n"},
		{roles.Config{Portal: true}, roles.Config{Portal: true, FourEyes: true}, "role approver; with signed out loses approve of order (with own)\n"},
		{roles.Config{Portal: true}, roles.Config{Portal: true, SamePersonSignedIn: true}, `role approver; with creating orders; without signed out gains approve of order (without own)
role approver; without signed out gains approve of order (with own)
role approver; with creating orders; without signed out gains approve of application
`},
		// Whoever holds a role that creates orders creates orders: that is not told.
		{roles.Config{Define: lone}, roles.Config{Define: lone, SamePersonSignedIn: true}, "role lone; without signed out gains approve of order\n"},
		{roles.Config{Define: []roles.Role{editor}}, roles.Config{Define: []roles.Role{writer}}, `role editor gains sign-in of organisation
role editor; without signed in loses read of news
role editor loses write of news (without own)
role editor; without signed in loses write of news (with own)
`},
		{roles.Config{}, roles.Config{Define: []roles.Role{many("b"), many("a")}}, `role a or b gains write of adverts
role a or b gains read of news
`},
		{roles.Config{}, roles.Config{Define: []roles.Role{reader("b", roles.OverOwn), reader("a", roles.OverOrg)}}, `role a gains read of news
role b gains read of news (with own)
`},
	} {
		got := changesBetween(t, catalogue(t, test.old), catalogue(t, test.new)).String()
		if got != test.want {
			t.Errorf("%s\nwant\n%s", got, test.want)
		}
	}
}

// Another is an authority of another type.
type another struct{}

func (another) Kinds() []access.Kind { return nil }
func (another) Check(access.Subject, access.Action, access.Resource) access.Decision {
	return access.Decision{}
}

func TestNothingIsComparedWithAnotherType(t *testing.T) {
	if _, ok := new(roles.Catalog).Since(another{}); ok {
		t.Error("an authority of another type is compared")
	}
}

// Where there was no authority, all that there is comes, and goes again.
func TestAllIsGainedFromNothing(t *testing.T) {
	p, err := access.NewPolicy(catalogue(t, roles.Config{Portal: true}))
	if err != nil {
		t.Fatal(err)
	}
	gained, err1 := foresight.Diff(nil, p)
	lost, err2 := foresight.Diff(p, nil)
	if err1 != nil || err2 != nil || len(gained.NotCompared) > 0 || len(gained.Changes) == 0 || len(gained.Changes) != len(lost.Changes) {
		t.Errorf("%v, error %v\n%v, error %v", gained, err1, lost, err2)
	}
}
