package casework_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lupa.example/access"
	"lupa.example/access/invalid/invalidtest"
	"lupa.example/access/report"
	"lupa.example/casework"
)

// bulkList is the client list of the agency O: at the bakery sara and tove are
// system administrators and per administers bookkeeping; at the garage sara is the
// only system administrator.
func bulkList() []*casework.Engagement {
	return []*casework.Engagement{
		{
			ID: "bakery", Org: "O",
			SystemAdministrators:  []string{"sara", "tove"},
			ProgramAdministrators: map[string][]string{"books": {"per"}},
			Consultants:           map[string][]string{"kaj": {"books"}, "lena": {"books", "archive"}},
		},
		{
			ID: "garage", Org: "O",
			SystemAdministrators: []string{"sara"},
			Consultants:          map[string][]string{"kaj": {}},
		},
	}
}

// selected returns a selection of bulkList, of clients, consultants and programs.
func selected(clients, users, programs []string) casework.Selection {
	s := casework.Selection{List: bulkList(), Clients: clients, Programs: programs}
	for _, user := range users {
		s.Consultants = append(s.Consultants, casework.Employee{User: user, Org: "O"})
	}
	return s
}

func TestEveryProgramOfThePackageIsPreselected(t *testing.T) {
	practice := bulkPractice(t)
	got := practice.Preselected()
	if !slices.Equal(got, bulkPackage) {
		t.Errorf("got %q, want %q", got, bulkPackage)
	}
	got[0] = "scribble"
	if got := practice.Preselected(); !slices.Equal(got, bulkPackage) {
		t.Errorf("a copy changed the practice: %q", got)
	}
	for _, practice := range []*casework.Practice{nil, {}} {
		if got := practice.Preselected(); len(got) > 0 {
			t.Errorf("got %q", got)
		}
	}
}

func TestAnInvalidSelectionRefusesTheWhole(t *testing.T) {
	ok := selected([]string{"bakery", "garage"}, []string{"kaj"}, []string{"books"})
	with := func(change func(*casework.Selection)) casework.Selection {
		s := ok
		s.List, s.Consultants = bulkList(), slices.Clone(ok.Consultants)
		change(&s)
		return s
	}
	for _, test := range []struct {
		name string
		s    casework.Selection
		want []string // of every act
		give []string // and of giving, besides
		not  string   // an act to which it is valid
	}{
		{name: "nothing", s: casework.Selection{}, want: []string{"clients", "consultants"}},
		{name: "no clients", s: with(func(s *casework.Selection) { s.Clients = nil }), want: []string{"clients"}},
		{name: "no consultants", s: with(func(s *casework.Selection) { s.Consultants = nil }), want: []string{"consultants"}},
		{name: "clients not on the list", s: with(func(s *casework.Selection) { s.Clients = []string{"bank", "bakery", ""} }),
			want: []string{"clients[0]", "clients[2]"}},
		{name: "a consultant without a name", s: with(func(s *casework.Selection) { s.Consultants[0].User = "" }),
			want: []string{"consultants[0].user"}},
		{name: "a consultant without an organisation", s: with(func(s *casework.Selection) { s.Consultants[0].Org = "" }),
			want: []string{"consultants[0].org"}},
		{name: "a consultant of another organisation", s: with(func(s *casework.Selection) { s.Consultants[0].Org = "P" }),
			want: []string{"consultants[0].org"}},
		{name: "a program outside the package", s: with(func(s *casework.Selection) { s.Programs = []string{"books", "archive", ""} }),
			want: []string{"programs[1]", "programs[2]"}, not: "casework.remove-access"},
		{name: "a consultant whose name is none", s: with(func(s *casework.Selection) { s.Consultants[0].User = "\xff" }),
			give: []string{"consultants[0].user"}},
		{name: "a client listed twice", s: with(func(s *casework.Selection) { s.List[1].ID = "bakery"; s.Clients = []string{"bakery"} }),
			want: []string{"list[1].id"}},
		{name: "a client listed as nil", s: with(func(s *casework.Selection) { s.List = append(s.List, nil) }),
			want: []string{"list[2]"}},
		{name: "a client without an id", s: with(func(s *casework.Selection) { s.List = append(s.List, &casework.Engagement{Org: "O"}) }),
			want: []string{"list[2].id"}},
		{name: "the first client of nobody", s: with(func(s *casework.Selection) { s.List[0].Org = "" }), want: []string{"list[0].org"}},
		{name: "a client of nobody", s: with(func(s *casework.Selection) { s.List[1].Org = "" }), want: []string{"list[1].org"}},
		{name: "a client of another agency", s: with(func(s *casework.Selection) { s.List[1].Org = "P" }), want: []string{"list[1].org"}},
		{name: "several", s: with(func(s *casework.Selection) {
			s.Clients, s.Programs = []string{"bank"}, []string{"archive"}
			s.Consultants = []casework.Employee{{}, at("kaj@O"), at("kaj@P")}
		}), want: []string{"clients[0]", "consultants[0].user", "consultants[0].org", "consultants[2].org", "programs[0]"},
			not: "casework.remove-access"},
	} {
		for _, act := range bulkActs {
			want := slices.Clone(test.want)
			switch {
			case act.name == test.not:
				want = slices.DeleteFunc(want, func(path string) bool { return path[0] == 'p' })
			case act.name == "casework.give":
				want = append(want, test.give...)
			case act.name == "casework.remove-programs" && test.s.Programs == nil:
				want = append(want, "programs")
			}
			t.Run(act.name+", "+test.name, func(t *testing.T) {
				before := copyOfList(test.s.List)
				next, result, err := act.fast(bulkPractice(t), acting("sara", "O"), test.s)
				if len(want) == 0 {
					if err != nil {
						t.Errorf("got %v", err)
					}
					return
				}
				wantInvalid(t, next, result, err, want...)
				if diff := cmp.Diff(before, test.s.List); diff != "" {
					t.Errorf("the input has changed:\n%s", diff)
				}
			})
		}
	}
}

func TestEveryFaultOfASelectionIsToldInWords(t *testing.T) {
	practice := mustPractice(t, agency())
	mine := func() *casework.Engagement { return engagementThat(annaSystemAdministrator) }
	_, _, err := practice.Give(anna(), casework.Selection{
		List: []*casework.Engagement{
			nil, mine(), mine(), {ID: "E2", Org: "O2"}, {Org: "O1"}, nil, {ID: "E3"},
		},
		Clients: []string{"E1", "bank"}, Consultants: []casework.Employee{at("kaj@O2"), {Org: "O1"}, at("\xff@O1")}, Programs: []string{"payroll"},
	})
	in := func(path, problem string) access.InvalidError {
		return access.InvalidError{Package: "casework", Path: path, Problem: problem}
	}
	want := []access.InvalidError{
		in("list[0]", "is nil; want an engagement"),
		in("list[2].id", `"E1" is list[1] already`),
		in("list[3].org", `is "O2"; want the organisation of those before it, "O1"`),
		in("list[4].id", "is empty; want the client company's identifier"),
		in("list[5]", "is nil; want an engagement"),
		in("list[6].org", "is empty; want the organisation whose list it is"),
		in("clients[1]", `"bank" is not on the client list`),
		in("consultants[0].org", `is "O2"; want the organisation whose list it is, "O1"`),
		in("consultants[1].user", "is empty; want an identifier"),
		in("consultants[2].user", `"\xff" is not valid UTF-8`),
		in("programs[0]", `"payroll" is not a program of the package; want one of "bookkeeping", "invoicing"`),
	}
	if diff := cmp.Diff(want, invalidtest.Findings(t, err, "casework")); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
}

// An agency may have itself on its list, as a client like any other.
func TestARoleInTheAgencysOwnAccountCountsThereOnly(t *testing.T) {
	for _, act := range bulkActs {
		for place := range 3 {
			s := selected([]string{"O", "bakery"}, []string{"kaj"}, []string{"books"})
			s.List = slices.Insert(s.List, place, &casework.Engagement{
				ID: "O", Org: "O",
				SystemAdministrators:  []string{"mona"},
				ProgramAdministrators: map[string][]string{"books": {"mona"}},
				Consultants:           map[string][]string{"kaj": {}},
			})
			_, result, err := act.fast(bulkPractice(t), acting("mona", "O"), s)
			if err != nil {
				t.Fatal(err)
			}
			for _, i := range result.Items {
				if there := i.Where.ID == "O"; there != (i.Outcome != report.Refused) {
					t.Errorf("%s, place %d: %v", act.name, place, i)
				}
			}
		}
	}
}

func TestToSelectSomethingTwiceIsToSelectIt(t *testing.T) {
	twice := selected([]string{"garage", "bakery", "garage"}, []string{"mona", "kaj", "mona"}, []string{"bills", "books", "bills"})
	once := selected([]string{"garage", "bakery"}, []string{"mona", "kaj"}, []string{"bills", "books"})
	for _, act := range bulkActs {
		next, result, err := act.fast(bulkPractice(t), acting("sara", "O"), twice)
		want, wantResult, wantErr := act.fast(bulkPractice(t), acting("sara", "O"), once)
		if err != nil || wantErr != nil || !cmp.Equal(result, wantResult) || !cmp.Equal(next, want) {
			t.Errorf("%s: got %v, %v, want %v", act.name, result, err, wantResult)
		}
	}
}

// Whoever may nothing on the list gets the same answer to every selection: that
// they may not. So they cannot find out what is on the list by selecting it.
func TestOutsidersAreRefusedTheSameWhateverTheySelect(t *testing.T) {
	none := access.Subject{User: "sara"}
	for _, test := range []struct {
		name     string
		practice *casework.Practice
		actor    access.Subject
		want     access.Reason
	}{
		{"a consultant there", bulkPractice(t), acting("kaj", "O"), casework.ReasonNotAdministrator},
		{"a colleague", bulkPractice(t), acting("mona", "O"), casework.ReasonNotAdministrator},
		{"another agency's", bulkPractice(t), acting("sara", "P"), casework.ReasonOtherOrganisation},
		{"nobody", bulkPractice(t), acting("", "O"), access.ReasonNoUser},
		{"no fact", bulkPractice(t), none, access.ReasonNoFact},
		{"no practice", nil, acting("sara", "O"), access.ReasonNoPolicy},
		{"never built", new(casework.Practice), acting("sara", "O"), access.ReasonNoPolicy},
	} {
		for _, act := range bulkActs {
			t.Run(act.name+", "+test.name, func(t *testing.T) {
				for _, client := range []string{"bakery", "bank"} {
					for _, program := range []string{"books", "spying"} {
						s := selected([]string{client}, []string{"mona"}, []string{program})
						next, result, err := act.fast(test.practice, test.actor, s)
						if err != nil || !slices.Equal(next, s.List) {
							t.Fatalf("%s: got %v, %v", client, next, err)
						}
						var want []report.Item
						item := report.Item{Who: report.Person("mona"), Where: report.Thing{Kind: casework.KindEngagement, ID: client}, Reason: test.want}
						if act.name != "casework.give" {
							item.Effect = report.Loss
						}
						if act.name != "casework.remove-programs" {
							item.What = theAccess
							want = append(want, item)
						}
						if act.name != "casework.remove-access" {
							item.What = theProgram(program)
							want = append(want, item)
						}
						if diff := cmp.Diff(want, result.Items); diff != "" {
							t.Errorf("items (-want +got):\n%s", diff)
						}
					}
				}
				s := selected(nil, nil, nil)
				next, result, err := act.fast(test.practice, test.actor, s)
				wantDenied(t, next, result, err, access.Deny(test.want, ""))
			})
		}
	}
}

// A selection of some kilobytes must not come to a report of gigabytes, for whomever.
func TestASelectionIsBounded(t *testing.T) {
	var s casework.Selection
	for i := range 100 {
		s.List = append(s.List, &casework.Engagement{ID: fmt.Sprint("client ", i), Org: "O", SystemAdministrators: []string{"sara"}})
		s.Clients = append(s.Clients, s.List[i].ID)
		s.Consultants = append(s.Consultants, casework.Employee{User: fmt.Sprint("user ", i), Org: "O"})
	}
	for i := range 200 {
		s.Programs = append(s.Programs, fmt.Sprint("program ", i))
	}
	practice := mustPractice(t, casework.Config{Package: s.Programs})
	for _, act := range bulkActs {
		next, result, err := act.fast(practice, acting("sara", "O"), s)
		if act.name == "casework.remove-access" { // no program is selected
			if err != nil || len(result.Items) != 10_000 {
				t.Errorf("%s: %d items, %v", act.name, len(result.Items), err)
			}
			continue
		}
		wantInvalid(t, next, result, err, "")
		next, result, err = act.fast(practice, acting("kaj", "O"), s)
		wantDenied(t, next, result, err, access.Deny(casework.ReasonNotAdministrator, ""))
	}
}

// Where there is no list, nothing is kept from anybody who could be answered.
func TestWithoutAListTheSelectionIsInvalid(t *testing.T) {
	for _, list := range [][]*casework.Engagement{nil, {nil}} {
		_, _, err := bulkPractice(t).Give(acting("mona", "O"), casework.Selection{List: list})
		if !slices.ContainsFunc(invalidtest.Findings(t, err, "casework"), func(f access.InvalidError) bool { return f.Path == "clients" }) {
			t.Errorf("got %v", err)
		}
		next, result, err := new(casework.Practice).Give(acting("mona", "O"), casework.Selection{List: list})
		wantDenied(t, next, result, err, access.Deny(access.ReasonNoPolicy, ""))
		next, result, err = bulkPractice(t).Give(access.Subject{}, casework.Selection{List: list})
		wantDenied(t, next, result, err, access.Deny(access.ReasonNoUser, ""))
	}
}

// Without a list nobody knows whose it would be, so that any organisation will do.
func TestWithoutAListConsultantsNeedOnlyAnOrganisation(t *testing.T) {
	s := selected([]string{"bakery"}, []string{"kaj", "lena"}, nil)
	s.List, s.Consultants[1].Org = nil, ""
	next, result, err := bulkPractice(t).RemoveAccess(acting("sara", "O"), s)
	wantInvalid(t, next, result, err, "clients[0]", "consultants[1].org")
}

func TestOutsidersAreToldWhatTheFirstClientOfTheListDecides(t *testing.T) {
	s := selected([]string{"bakery"}, []string{"kaj"}, nil)
	s.List[1].Org = ""
	_, result, err := bulkPractice(t).RemoveAccess(acting("sara", "P"), s)
	if err != nil {
		t.Fatal(err)
	}
	wantLines(t, result, "kaj loses access (engagement bakery): refused, casework/other-organisation")
}

func TestAnOutsiderGetsACopyOfTheList(t *testing.T) {
	e := engagementThat()
	list := append(make([]*casework.Engagement, 0, 4), e)
	next, _, err := mustPractice(t, agency()).Give(anna(), casework.Selection{List: list, Clients: []string{"bank"}, Consultants: []casework.Employee{at("kaj@O1")}})
	if err != nil || len(next) != 1 || next[0] != e {
		t.Fatalf("got %v, %v", next, err)
	}
	next[0] = nil
	if list[0] != e {
		t.Error("the list returned is the one given")
	}
}

// Whoever has a right at some client of the list is told what is wrong with it,
// wherever in the list that client stands.
func TestAnAdministratorBehindAGapInTheListIsNoOutsider(t *testing.T) {
	others, hers := engagementThat(), engagementThat(annaSystemAdministrator)
	others.ID = "E0"
	for gap, list := range map[string][]*casework.Engagement{"list[0]": {nil, hers}, "list[1]": {others, nil, hers}} {
		s := casework.Selection{List: list, Clients: []string{"E1"}, Consultants: []casework.Employee{at("kaj@O1")}}
		next, r, err := mustPractice(t, agency()).Give(anna(), s)
		wantInvalid(t, next, r, err, gap)
	}
}

// An administrator of what is not of the package any more gives nothing, but may
// remove; so they are told what is wrong with what they select.
func TestAdministratorsOutsideThePackageAreNoOutsidersToRemoving(t *testing.T) {
	s := selected([]string{"bank"}, []string{"kaj"}, []string{"books"})
	s.List[1].ProgramAdministrators = map[string][]string{"archive": {"arvo"}}
	next, result, err := bulkPractice(t).RemoveAccess(acting("arvo", "O"), s)
	wantInvalid(t, next, result, err, "clients[0]")
	_, result, err = bulkPractice(t).Give(acting("arvo", "O"), s)
	if err != nil || result.Count(report.Refused) != len(result.Items) {
		t.Errorf("got %v, %v", result, err)
	}
}
