package casework_test

import (
	"testing"

	"lupa.example/access"
	"lupa.example/casework"
)

// Most tests ask about anna, who works for O1.

func anna() access.Subject { return worker("anna", "O1") }

func worker(user, org string) access.Subject {
	return access.Subject{User: user, Facts: []access.Fact{&casework.Worker{Org: org}}}
}

// bosClient is a client of O1 for whom bo is responsible, shared with cia.
func bosClient() *casework.Client {
	return &casework.Client{ID: "C1", Org: "O1", Responsible: "bo", Shared: []string{"cia"}}
}

func clientThat(changes ...func(*casework.Client)) *casework.Client {
	c := bosClient()
	for _, change := range changes {
		change(c)
	}
	return c
}

func annaResponsible(c *casework.Client) { c.Responsible = "anna" }
func sharedWithAnna(c *casework.Client)  { c.Shared = []string{"cia", "anna"} }
func ofAnotherOrg(c *casework.Client)    { c.Org = "O2" }

func session(c *casework.Client) *casework.Session {
	return &casework.Session{ID: "S1", Client: c, WrittenBy: "bo"}
}

// engagementThat returns a client company of the agency O1 where sam is system
// administrator, pia administers bookkeeping and cia has access with it, changed.
func engagementThat(changes ...func(*casework.Engagement)) *casework.Engagement {
	e := &casework.Engagement{
		ID: "E1", Org: "O1",
		SystemAdministrators:  []string{"sam"},
		ProgramAdministrators: map[string][]string{"bookkeeping": {"pia"}},
		Consultants:           map[string][]string{"cia": {"bookkeeping"}},
	}
	for _, change := range changes {
		change(e)
	}
	return e
}

func annaSystemAdministrator(e *casework.Engagement) {
	e.SystemAdministrators = append(e.SystemAdministrators, "anna")
}

func annaAdministers(programs ...string) func(*casework.Engagement) {
	return func(e *casework.Engagement) {
		for _, p := range programs {
			e.ProgramAdministrators[p] = append(e.ProgramAdministrators[p], "anna")
		}
	}
}

func holding(user string, programs ...string) func(*casework.Engagement) {
	return func(e *casework.Engagement) { e.Consultants[user] = programs }
}

func accessOf(consultant string, e *casework.Engagement) *casework.Access {
	return &casework.Access{ID: "A1", Consultant: consultant, Engagement: e}
}

func program(name string, e *casework.Engagement) *casework.Program {
	return &casework.Program{ID: name, Engagement: e}
}

// The decisions that the rules give, by the relation that decided.
var (
	asResponsible          = access.Allow(casework.ReasonResponsible, "responsible")
	asShared               = access.Allow(casework.ReasonShared, "shared")
	asSystemAdministrator  = access.Allow(casework.ReasonSystemAdministrator, "system-administrator")
	asProgramAdministrator = access.Allow(casework.ReasonProgramAdministrator, "program-administrator")
	asConsultant           = access.Allow(casework.ReasonConsultant, "consultant")

	otherOrganisation = access.Deny(casework.ReasonOtherOrganisation, "")
	noAccess          = access.Deny(casework.ReasonNoAccess, "")
	responsibleOnly   = access.Deny(casework.ReasonResponsibleOnly, "shared")
	outsidePackage    = access.Deny(casework.ReasonOutsidePackage, "")
	notAssigned       = access.Deny(casework.ReasonNotAssigned, "consultant")
	notAdministrator  = access.Deny(casework.ReasonNotAdministrator, "")
	holdsOthers       = access.Deny(casework.ReasonHoldsOtherPrograms, "program-administrator")
	systemOnly        = access.Deny(casework.ReasonSystemAdministratorOnly, "program-administrator")
	lastSystem        = access.Deny(casework.ReasonLastSystemAdministrator, "system-administrator")

	incomplete = access.Deny(access.ReasonIncomplete, "")
)

// agency is the practice whose package is bookkeeping and invoicing, and where
// only the responsible share a client.
func agency() casework.Config {
	return casework.Config{Package: []string{"bookkeeping", "invoicing"}}
}

func sharing() casework.Config { return casework.Config{SharedMayShare: true} }

func newPractice(t testing.TB, c casework.Config) *casework.Practice {
	t.Helper()
	practice, err := casework.NewPractice(c)
	if err != nil {
		t.Fatal(err)
	}
	return practice
}

func newPolicy(t testing.TB, c casework.Config) *access.Policy {
	t.Helper()
	policy, err := access.NewPolicy(newPractice(t, c))
	if err != nil {
		t.Fatal(err)
	}
	return policy
}

// wantDecision asks a new practice of the configuration.
func wantDecision(t *testing.T, c casework.Config, s access.Subject, a access.Action, r access.Resource, want access.Decision) {
	t.Helper()
	if got := newPractice(t, c).Check(s, a, r); got != want {
		t.Errorf("%s %s %s %q: got %v, want %v", s.User, a, r.Kind(), r.ID(), got, want)
	}
}

// A foreign is a resource of a kind, and a fact, that the area does not know.
type foreign struct{}

func (*foreign) Kind() access.Kind { return "foreign" }
func (*foreign) Fact() string      { return "foreign" }

var bools = []bool{false, true}
