package casework_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"lupa.example/access"
	"lupa.example/access/accesstest"
	"lupa.example/access/foresight"
	"lupa.example/access/report"
	"lupa.example/casework"
	"lupa.example/casework/caseworktest"
)

// A question is decided otherwise if and only if some change is about it.
func TestDifferencesAreExact(t *testing.T) {
	flips, alike := 0, 0
	programs := rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"p", "q", "r"}), 0, 3, rapid.ID[string])
	practices := rapid.OneOf(rapid.Just(new(casework.Practice)), caseworktest.Practices(), rapid.Custom(func(t *rapid.T) *casework.Practice {
		p, err := casework.NewPractice(casework.Config{Package: programs.Draw(t, "package"), SharedMayShare: rapid.Bool().Draw(t, "share"), Stewards: rapid.Bool().Draw(t, "stewards")})
		if err != nil {
			t.Fatal(err)
		}
		return p
	}))
	rapid.Check(t, func(t *rapid.T) {
		old, new := practices.Draw(t, "old"), practices.Draw(t, "new")
		told := changesBetween(t, old, new)
		for range 20 {
			q := caseworktest.Questions(rapid.SampledFrom([]*casework.Practice{old, new}).Draw(t, "of")).Draw(t, "question")
			if flip, err := told.Flips(q); err != nil {
				t.Fatal(err)
			} else if flip {
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

// Every pair of packages of two programs, against everything that somebody can be at a
// client company of two consultants.
func TestDifferencesOfPackages(t *testing.T) {
	accesstest.Large(t)
	var practices []*casework.Practice
	for _, config := range []casework.Config{{}, {Package: []string{"p"}}, {Package: []string{"q"}}, {Package: []string{"q", "p"}, Stewards: true}, {SharedMayShare: true}} {
		p, err := casework.NewPractice(config)
		if err != nil {
			t.Fatal(err)
		}
		practices = append(practices, p)
	}
	practices = append(practices, nil)
	world := accesstest.World{Subjects: []access.Subject{
		{User: "u", Facts: []access.Fact{&casework.User{Org: "O", Steward: true}}}, {User: "u", Facts: []access.Fact{&casework.User{Org: "X", Steward: true}}}, {User: "u"},
	}}
	for bits := range 256 {
		e := &casework.Engagement{Org: "O", ProgramAdministrators: map[string][]string{"": {"u"}}, Consultants: map[string][]string{}}
		add := func(bit int, to *[]string, user string) {
			if bits&(1<<bit) != 0 {
				*to = append(*to, user)
			}
		}
		var p, q, uses, others []string
		add(0, &e.SystemAdministrators, "u")
		add(1, &e.SystemAdministrators, "v")
		add(2, &p, "u")
		add(3, &q, "u")
		add(4, &q, "v")
		add(5, &uses, "p")
		add(6, &others, "p")
		add(7, &others, "q")
		e.ProgramAdministrators["p"], e.ProgramAdministrators["q"] = p, q
		e.Consultants["v"] = others
		if uses != nil {
			e.Consultants["u"] = uses
		}
		world.Resources = append(world.Resources, e, &casework.Program{ID: "p", Engagement: e}, &casework.Program{ID: "q", Engagement: e}, &casework.Program{ID: "r", Engagement: e},
			&casework.Access{Consultant: "v", Engagement: e}, &casework.Access{Consultant: "u", Engagement: e}, &casework.Access{Consultant: "w", Engagement: e})
	}
	for _, c := range []*casework.Client{
		{Org: "O", Responsible: "u"}, {Org: "O", Responsible: "u", Shared: []string{"u"}}, {Org: "O", Responsible: "v", Shared: []string{"u"}}, {Org: "O", Responsible: "v"}, {Org: "O", Shared: []string{"u"}},
	} {
		world.Resources = append(world.Resources, c, &casework.Session{Client: c})
	}
	all, err := access.NewPolicy(practices[0])
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, old := range practices {
		for _, new := range practices {
			told := changesBetween(t, old, new)
			for q := range world.Questions(all) {
				if _, err := told.Flips(q); err != nil {
					t.Fatal(err)
				}
				n++
			}
		}
	}
	t.Logf("%d questions", n)
}

func changesBetween(t interface{ Fatal(...any) }, old, new *casework.Practice) *accesstest.Telling {
	policy := func(p *casework.Practice) *access.Policy {
		if p == nil {
			return nil
		}
		policy, err := access.NewPolicy(p)
		if err != nil {
			t.Fatal(err)
		}
		return policy
	}
	told, err := accesstest.Tell(policy(old), policy(new), covers)
	if err != nil {
		t.Fatal(err)
	}
	return told
}

// covers reads a change as the package documents it.
func covers(c foresight.Change, q access.Question) bool {
	fact, missing := access.Single(q.Subject, func(a, b *casework.User) bool { return *a == *b })
	if missing != "" || fact.Org == "" || q.Subject.User == "" {
		return false
	}
	u := q.Subject.User
	var client *casework.Client
	var e *casework.Engagement
	consultant, program := "", ""
	switch r := q.Resource.(type) {
	case *casework.Client:
		client = r
	case *casework.Session:
		client = r.Client
	case *casework.Engagement:
		e = r
	case *casework.Access:
		e, consultant = r.Engagement, r.Consultant
		if consultant == "" {
			return false
		}
	case *casework.Program:
		e, program = r.Engagement, r.ID
		if program == "" {
			return false
		}
	}
	if client != nil && (client.Org != fact.Org || client.Responsible == "") || e != nil && e.Org != fact.Org || client == nil && e == nil {
		return false
	}
	administers := func(user, program string) bool {
		return program != "" && slices.Contains(e.ProgramAdministrators[program], user)
	}
	some := func(user string) bool {
		for program := range e.ProgramAdministrators {
			if administers(user, program) {
				return true
			}
		}
		return false
	}
	who := func(t report.Thing) bool {
		switch t.Kind {
		case casework.KindResponsibility:
			return client.Responsible == u
		case casework.KindClientWork:
			return client.Responsible != u && slices.Contains(client.Shared, u)
		case casework.KindSteward:
			return fact.Steward
		case casework.KindAccess:
			_, has := e.Consultants[u]
			return has
		case casework.KindProgram:
			return slices.Contains(e.Consultants[u], program)
		case casework.KindSystemAdministrator:
			return slices.Contains(e.SystemAdministrators, u)
		case casework.KindProgramAdministrator:
			switch {
			case t.ID != "":
				return administers(u, t.ID)
			case program != "":
				return administers(u, program)
			default:
				return some(u)
			}
		default:
			panic(t.Kind)
		}
	}
	which := func(t report.Thing) bool {
		switch t.Kind {
		case casework.KindProgram:
			return program == t.ID
		case casework.KindSystemAdministrator:
			return slices.Contains(e.SystemAdministrators, consultant)
		case casework.KindLastSystemAdministrator:
			others := slices.ContainsFunc(e.SystemAdministrators, func(one string) bool { return one != "" && one != consultant })
			return slices.Contains(e.SystemAdministrators, consultant) && !others
		case casework.KindProgramAdministrator:
			return some(consultant)
		case casework.KindAdministered:
			return !slices.ContainsFunc(e.Consultants[consultant], func(program string) bool { return !administers(u, program) })
		default:
			panic(t.Kind)
		}
	}
	return c.Who.Holds(who) && c.Which.Holds(which)
}

func TestDifferenceInWords(t *testing.T) {
	old, _ := casework.NewPractice(casework.Config{Package: []string{"payroll", "invoicing"}, SharedMayShare: true})
	new, _ := casework.NewPractice(casework.Config{Package: []string{"bookkeeping", "payroll", "tax"}, Stewards: true})
	want := `steward gains hand-on of client
system administrator gains assign, remove of program (program bookkeeping or tax)
program administrator gains assign, remove of program (program bookkeeping or tax)
program administrator bookkeeping or tax; without system administrator, program administrator payroll, invoicing gains give of access
client work loses share of client
system administrator loses assign, remove of program (program invoicing)
program administrator loses assign, remove of program (program invoicing)
program administrator invoicing; without system administrator, program administrator bookkeeping, payroll, tax loses give of access
`
	if got := changesBetween(t, old, new).Difference.String(); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
}

// Another is an authority of another type.
type another struct{}

func (another) Kinds() []access.Kind { return nil }
func (another) Check(access.Subject, access.Action, access.Resource) access.Decision {
	return access.Decision{}
}

func TestNothingIsComparedWithAnotherType(t *testing.T) {
	if _, ok := new(casework.Practice).Since(another{}); ok {
		t.Error("an authority of another type is compared")
	}
}

// A practice that was never built allows nothing, and so nothing comes or goes with it.
func TestNothingComesOfAPracticeThatWasNeverBuilt(t *testing.T) {
	for _, old := range []access.Authority{nil, (*casework.Practice)(nil), new(casework.Practice)} {
		changes, ok := new(casework.Practice).Since(old)
		if !ok {
			t.Fatalf("%T is not compared", old)
		}
		for c := range changes {
			t.Errorf("since %T: %v", old, c)
		}
	}
}

// Where there was no authority, all that there is comes, and goes again.
func TestAllIsGainedFromNothing(t *testing.T) {
	practice, err := casework.NewPractice(casework.Config{})
	if err != nil {
		t.Fatal(err)
	}
	p, err := access.NewPolicy(practice)
	if err != nil {
		t.Fatal(err)
	}
	gained, err1 := foresight.Diff(nil, p)
	lost, err2 := foresight.Diff(p, nil)
	const all = `responsibility gains view, edit, add-session, share, unshare, transfer of client
client work gains view, edit, add-session of client
responsibility gains view, edit of session
client work gains view, edit of session
system administrator gains view of engagement
program administrator gains view of engagement
access gains view of engagement
system administrator gains give of access
system administrator gains remove of access (without last system administrator)
program administrator; without system administrator gains remove of access (with administered programs; without system administrator, program administrator)
program gains use of program
`
	if err1 != nil || err2 != nil || len(gained.NotCompared) > 0 || gained.String() != all || lost.String() != strings.ReplaceAll(all, "gains", "loses") {
		t.Errorf("error %v\n%verror %v\n%v", err1, gained, err2, lost)
	}
}

// What comes of a whole package costs no more than the two packages are long.
func TestDifferencesOfLongPackages(t *testing.T) {
	const many = 300
	var before, after casework.Config
	for i := range many {
		before.Package = append(before.Package, fmt.Sprint("a", i))
		after.Package = append(after.Package, fmt.Sprint("b", i))
	}
	old, err := casework.NewPractice(before)
	if err != nil {
		t.Fatal(err)
	}
	new, err := casework.NewPractice(after)
	if err != nil {
		t.Fatal(err)
	}
	allocated := testing.AllocsPerRun(1, func() {
		if d := changesBetween(t, old, new); len(d.Difference.Changes) != 6 {
			t.Errorf("%d changes", len(d.Difference.Changes))
		}
	})
	if allocated > 200*many {
		t.Errorf("%v allocations", allocated)
	}
}
