package casework

import (
	"fmt"
	"testing"

	"lupa.example/access"
)

// Long lists of programs are gone through in another way than short ones, with the
// same outcome.
func TestLongListsOfProgramsAreJudgedLikeShortOnes(t *testing.T) {
	p, err := NewPractice(Config{})
	if err != nil {
		t.Fatal(err)
	}
	anna := access.Subject{User: "anna", Facts: []access.Fact{&User{Org: "agency"}}}
	for _, n := range []int{1, 2 * manyPrograms} {
		e := &Engagement{Org: "agency", ProgramAdministrators: map[string][]string{}, Consultants: map[string][]string{}}
		for i := range n {
			program := fmt.Sprint("program ", i)
			e.ProgramAdministrators[program] = []string{"bo", "anna"}
			e.Consultants["cia"] = append(e.Consultants["cia"], program, program)
		}
		remove := &Access{Consultant: "cia", Engagement: e}
		if d := p.Check(anna, ActionRemove, remove); d.Reason != ReasonProgramAdministrator {
			t.Errorf("%d programs, all administered: %v", n, d)
		}
		e.Consultants["cia"] = append(e.Consultants["cia"], "payroll")
		if d := p.Check(anna, ActionRemove, remove); d.Reason != ReasonHoldsOtherPrograms {
			t.Errorf("%d programs and another: %v", n, d)
		}
	}
}

// crowd returns a client company of n administrators, half of them of everything and
// half of one program each, n consultants of whom each has three programs, and n
// programs, all of it selected.
func crowd(t *testing.T, n int) (*Practice, Selection) {
	t.Helper()
	e := &Engagement{ID: "E", Org: "agency", ProgramAdministrators: map[string][]string{}, Consultants: map[string][]string{}}
	s := Selection{List: []*Engagement{e}, Clients: []string{"E"}}
	for i := range n {
		s.Programs = append(s.Programs, fmt.Sprint("program ", i))
	}
	for i := range n {
		user := fmt.Sprint("user ", i)
		if i%2 == 0 {
			e.SystemAdministrators = append(e.SystemAdministrators, user)
		} else {
			e.ProgramAdministrators[s.Programs[i]] = []string{user}
		}
		consultant := fmt.Sprint("consultant ", i)
		for j := range 3 {
			e.Consultants[consultant] = append(e.Consultants[consultant], s.Programs[(i+j)%n])
		}
		s.Consultants = append(s.Consultants, Employee{consultant, "agency"}, Employee{user, "agency"})
	}
	p, err := NewPractice(Config{Package: s.Programs})
	if err != nil {
		t.Fatal(err)
	}
	return p, s
}

// What bulk acts look up grows with the administrators and with the consultants, the
// programs selected and held, and not with their product. Whoever asked Check for each
// would search all administrators for each.
func TestBulkActsLookUpNoMoreThanTheyAreAbout(t *testing.T) {
	for _, n := range []int{10, 100, 1000} {
		p, all := crowd(t, n)
		few := all
		few.Consultants = all.Consultants[:1]
		for _, test := range []struct {
			act bulkAct
			s   Selection
		}{{removeAccess, all}, {give, few}, {removePrograms, few}} {
			for _, user := range []string{"user 0", "user 1", "stranger"} {
				actor := access.Subject{User: user, Facts: []access.Fact{&User{Org: "agency"}}}
				b, goOn, err := p.start(test.act, actor, test.s)
				if err != nil || !goOn {
					t.Fatal(err)
				}
				test.act.do(b)
				// Each administrator is read once, each consultant or program looked up at
				// least once, and a few times at most.
				if work := b.roles.work; work < 2*n || work > 20*n {
					t.Errorf("%s by %s, %d each: %d names looked at", test.act.name, user, n, work)
				}
			}
		}
	}
}

// Whether somebody is an outsider is asked once for each client of the list, however
// much an invalid selection selects.
func TestOutsidersAreFoundWithoutTheirSelection(t *testing.T) {
	p, s := crowd(t, 10)
	s.Clients = append(s.Clients, "none")
	for _, act := range []bulkAct{give, removeAccess, removePrograms} {
		asked, right := 0, act.right
		act.right = func(r agencyRight, user string, e *Engagement) (access.Reason, bool) {
			asked++
			return right(r, user, e)
		}
		stranger := access.Subject{User: "stranger", Facts: []access.Fact{&User{Org: "agency"}}}
		if _, _, err := p.start(act, stranger, s); err != nil || asked != len(s.List) {
			t.Errorf("%s: asked %d times, %v", act.name, asked, err)
		}
	}
}

// To find the programs that would open the giving of access looks up each of them once,
// and not each among all.
func TestRepairsOfThePackageLookUpEachProgramOnce(t *testing.T) {
	for _, n := range []int{10, 1000} {
		e := &Engagement{ID: "E", Org: "agency", ProgramAdministrators: map[string][]string{}}
		for i := range n {
			e.SystemAdministrators = append(e.SystemAdministrators, fmt.Sprint("user ", i))
			e.ProgramAdministrators[fmt.Sprint("program ", i)] = []string{"anna", "bo"}
		}
		anna, right := rosterOf(e, "anna"), agencyRight{"agency", map[string]bool{}}
		for program := range e.ProgramAdministrators {
			right.inPackage[program] = true
			if _, assigns := right.assign("anna", program, anna); !assigns {
				t.Fatalf("anna may not assign %s", program)
			}
		}
		if most := 5 * n; anna.roles == nil || anna.roles.work > most {
			t.Errorf("%d programs: more than %d names were looked up", n, most)
		}
		p, err := NewPractice(Config{})
		if err != nil {
			t.Fatal(err)
		}
		asker := access.Subject{User: "anna", Facts: []access.Fact{&User{Org: "agency"}}}
		changes := p.MendRules(access.Question{Subject: asker, Action: ActionGive, Resource: &Access{Consultant: "cia", Engagement: e}})
		if len(changes) != n {
			t.Errorf("%d programs: %d would do", n, len(changes))
		}
	}
}

// A selection comes to as many items as the bound, and to no more.
func TestTheBoundOfASelection(t *testing.T) {
	some := func(n int) []string { return make([]string, n) }
	for _, test := range []struct {
		clients, consultants, programs int
		want                           bool
	}{
		{1, 1, 0, false},
		{1_000, 1_000, 1, false}, // the bound
		{1_000, 1_000, 2, true},
		{2_000_000, 1, 0, false},
		{2_000_001, 1, 0, true},
		{2_000_000, 1_000_000, 10, true},
	} {
		b := &bulk{clients: some(test.clients), consultants: some(test.consultants), programs: some(test.programs)}
		if got := b.tooMany(); got != test.want {
			t.Errorf("%d clients, %d consultants, %d programs: too many is %v", test.clients, test.consultants, test.programs, got)
		}
	}
}
