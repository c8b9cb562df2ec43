package casework_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lupa.example/access"
	"lupa.example/access/wire"
	"lupa.example/casework"
)

// findingsOf returns what the error finds invalid as text.
func findingsOf(t *testing.T, err error) []string {
	t.Helper()
	invalidPaths(t, err)
	return strings.Split(err.Error(), "\n")
}

func wantFindings(t *testing.T, err error, want ...string) {
	t.Helper()
	if diff := cmp.Diff(want, findingsOf(t, err)); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
}

func TestEveryFaultOfASelectionIsToldInWords(t *testing.T) {
	practice := newPractice(t, agency())
	mine := func() *casework.Engagement { return engagementThat(annaSystemAdministrator) }
	_, _, err := practice.Give(anna(), casework.Selection{
		List: []*casework.Engagement{
			nil, mine(), mine(), {Key: "E2", Org: "O2"}, {Org: "O1"}, nil, {Key: "E3"},
		},
		Clients: []string{"E1", "bank"}, Consultants: []casework.Person{at("kaj@O2"), {Org: "O1"}, at("\xff@O1")}, Programs: []string{"payroll"},
	})
	wantFindings(t, err,
		`casework: list[0]: is nil; want an engagement`,
		`casework: list[2].key: "E1" is list[1] already`,
		`casework: list[3].org: is "O2"; want the organisation of those before it, "O1"`,
		`casework: list[4].key: is empty; want the client's identifier`,
		`casework: list[5]: is nil; want an engagement`,
		`casework: list[6].org: is empty; want the organisation whose list it is`,
		`casework: clients[1]: "bank" is not on the client list`,
		`casework: consultants[0].org: is "O2"; want the organisation whose list it is, "O1"`,
		`casework: consultants[1].user: is empty; want an identifier`,
		`casework: consultants[2].user: "\xff" is not valid UTF-8`,
		`casework: programs[0]: "payroll" is not a program of the package`,
	)
}

func TestAListWithoutAnOrganisationIsNobodys(t *testing.T) {
	practice := newPractice(t, agency())
	nobodys, mine := engagementThat(annaSystemAdministrator), engagementThat(annaSystemAdministrator)
	nobodys.Key, nobodys.Org = "E0", ""
	s := casework.Selection{List: []*casework.Engagement{nobodys, mine}, Clients: []string{"E1"}, Consultants: []casework.Person{at("kaj@O1")}}
	next, r, err := practice.Give(anna(), s)
	wantInvalid(t, next, r, err, "list[0].org")
}

func TestAKeyThatIsNoIdentifierIsToldInWords(t *testing.T) {
	_, _, err := newPractice(t, agency()).Open(anna(), "\xff")
	wantFindings(t, err, `casework: key: "\xff" is not valid UTF-8`)
}

func TestOpeningIsRefusedForWhatComesFirst(t *testing.T) {
	next, r, err := newPractice(t, agency()).Open(access.Subject{}, "C1")
	wantDenied(t, next, r, err, access.Deny(access.ReasonNoUser, ""))
	next, r, err = (*casework.Practice)(nil).Open(access.Subject{User: "anna"}, "C1")
	wantDenied(t, next, r, err, access.Deny(access.ReasonNoPolicy, ""))
}

// Whoever has a right at some client of the list is told what is wrong with it,
// wherever in the list that client stands.
func TestAnAdministratorBehindAGapInTheListIsNoOutsider(t *testing.T) {
	s := casework.Selection{List: []*casework.Engagement{nil, engagementThat(annaSystemAdministrator)}, Clients: []string{"E1"}, Consultants: []casework.Person{at("kaj@O1")}}
	next, r, err := newPractice(t, agency()).Give(anna(), s)
	wantInvalid(t, next, r, err, "list[0]")
}

func TestAnOutsiderGetsACopyOfTheList(t *testing.T) {
	e := engagementThat()
	list := append(make([]*casework.Engagement, 0, 4), e)
	next, _, err := newPractice(t, agency()).Give(anna(), casework.Selection{List: list, Clients: []string{"bank"}, Consultants: []casework.Person{at("kaj@O1")}})
	if err != nil || len(next) != 1 || next[0] != e {
		t.Fatalf("got %v, %v", next, err)
	}
	next[0] = nil
	if list[0] != e {
		t.Error("the list returned is the one given")
	}
}

func TestNoListStaysNoList(t *testing.T) {
	e := engagementThat(annaSystemAdministrator, holding("bo"))
	e.Consultants["cia"] = []string{}
	next, _, err := newPractice(t, agency()).Give(anna(), casework.Selection{List: []*casework.Engagement{e}, Clients: []string{"E1"}, Consultants: []casework.Person{at("kaj@O1")}})
	if err != nil {
		t.Fatal(err)
	}
	if bo, cia := next[0].Consultants["bo"], next[0].Consultants["cia"]; bo != nil || cia == nil {
		t.Errorf("no list is %#v, and an empty one %#v", bo, cia)
	}
}

func TestRemovingProgramsTakesAProgram(t *testing.T) {
	e := engagementThat(annaSystemAdministrator)
	s := casework.Selection{List: []*casework.Engagement{e}, Clients: []string{"E1"}, Consultants: []casework.Person{at("cia@O1")}}
	next, r, err := newPractice(t, agency()).RemovePrograms(anna(), s)
	wantInvalid(t, next, r, err, "programs")
}

func TestAPracticeThatWasNeverBuiltIsToldInWords(t *testing.T) {
	p, err := access.NewPolicy(new(casework.Practice))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := (wire.Codec{casework.Area{}}).EncodePolicy(p); err == nil || err.Error() != "wire: the practice was never built" {
		t.Errorf("got %v", err)
	}
}
