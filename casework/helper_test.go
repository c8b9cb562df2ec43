package casework_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lupa.example/access"
	"lupa.example/access/accesstest"
	"lupa.example/access/digest"
	"lupa.example/access/invalid/invalidtest"
	"lupa.example/access/report"
	"lupa.example/casework"
)

// Most tests ask about anna, who works for O1.

func anna() access.Subject { return acting("anna", "O1") }

// stewardAnna is anna as a steward.
func stewardAnna() access.Subject { return asker{"anna", "O1", true}.subject() }

func acting(user, org string) access.Subject {
	return access.Subject{User: user, Facts: []access.Fact{&casework.User{Org: org}}}
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
	asResponsible          = access.Allow(casework.ReasonResponsible, "")
	asShared               = access.Allow(casework.ReasonShared, "")
	asSystemAdministrator  = access.Allow(casework.ReasonSystemAdministrator, "")
	asProgramAdministrator = access.Allow(casework.ReasonProgramAdministrator, "")
	asConsultant           = access.Allow(casework.ReasonConsultant, "")

	otherOrganisation = access.Deny(casework.ReasonOtherOrganisation, "")
	noAccess          = access.Deny(casework.ReasonNoAccess, "")
	responsibleOnly   = access.Deny(casework.ReasonResponsibleOnly, "")
	outsidePackage    = access.Deny(casework.ReasonOutsidePackage, "")
	notAssigned       = access.Deny(casework.ReasonNotAssigned, "")
	notAdministrator  = access.Deny(casework.ReasonNotAdministrator, "")
	holdsOthers       = access.Deny(casework.ReasonHoldsOtherPrograms, "")
	systemOnly        = access.Deny(casework.ReasonSystemAdministratorOnly, "")
	lastSystem        = access.Deny(casework.ReasonLastSystemAdministrator, "")

	incomplete = access.Deny(access.ReasonIncomplete, "")
)

// agency is the practice whose package is bookkeeping and invoicing, and where
// only the responsible share a client.
func agency() casework.Config {
	return casework.Config{Package: []string{"bookkeeping", "invoicing"}}
}

func sharing() casework.Config { return casework.Config{SharedMayShare: true} }

func mustPractice(t testing.TB, c casework.Config) *casework.Practice {
	t.Helper()
	practice, err := casework.NewPractice(c)
	if err != nil {
		t.Fatal(err)
	}
	return practice
}

func mustPolicy(t testing.TB, c casework.Config) *access.Policy {
	t.Helper()
	policy, err := access.NewPolicy(mustPractice(t, c))
	if err != nil {
		t.Fatal(err)
	}
	return policy
}

// wantCheck asks a new practice of the configuration.
func wantCheck(t *testing.T, c casework.Config, s access.Subject, a access.Action, r access.Resource, want access.Decision) {
	t.Helper()
	if got := mustPractice(t, c).Check(s, a, r); got != want {
		t.Errorf("got %v, want %v\n%s", got, want, accesstest.Describe(access.Question{Subject: s, Action: a, Resource: r}))
	}
}

// A foreign is a resource of a kind, and a fact, that the area does not know.
type foreign struct{}

func (*foreign) Kind() access.Kind { return "foreign" }
func (*foreign) Fact() string      { return "foreign" }

var bools = []bool{false, true}

// at returns somebody who was found in the directory, "user@org" for short.
func at(short string) casework.Employee {
	user, org, _ := strings.Cut(short, "@")
	return casework.Employee{User: user, Org: org}
}

// as returns the person as who asks.
func as(e casework.Employee) access.Subject { return acting(e.User, e.Org) }

var sureToShare = casework.ShareConfirmation{Sure: true}

// lossOf returns the digest of what a transfer comes to, as it is shown to the actor.
func lossOf(p *casework.Practice, actor access.Subject, c *casework.Client, to casework.Employee) digest.Digest {
	_, preview, _ := p.Transfer(actor, c, to, casework.TransferConfirmation{})
	return preview.Digest()
}

// transfer transfers the client, confirmed.
func transfer(p *casework.Practice, actor access.Subject, c *casework.Client, to casework.Employee) (*casework.Client, report.Report, error) {
	return p.Transfer(actor, c, to, casework.TransferConfirmation{Sure: true, Loss: lossOf(p, actor, c, to)})
}

// wantInvalid fails unless the act was refused as invalid for exactly these
// reasons, with nothing besides.
func wantInvalid[T any](t *testing.T, next T, r report.Report, err error, paths ...string) {
	t.Helper()
	if errors.Is(err, access.ErrDenied) {
		t.Errorf("got %v; it is no denial", err)
	}
	invalidtest.ExpectAt(t, err, "casework", paths...)
	var none T
	if !cmp.Equal(next, none) || !cmp.Equal(r, report.Report{}) {
		t.Errorf("got %v and %v beside the error", next, r)
	}
}

// wantDenied fails unless the act was refused by the decision, and says so.
func wantDenied[T any](t *testing.T, next T, r report.Report, err error, want access.Decision) {
	t.Helper()
	var denied *access.DeniedError
	if !errors.Is(err, access.ErrDenied) || !errors.As(err, &denied) {
		t.Fatalf("got error %v, want a denial", err)
	}
	if denied.Decision != want {
		t.Errorf("got %v, want %v", denied.Decision, want)
	}
	var none T
	if !cmp.Equal(next, none) {
		t.Errorf("got %v beside the denial", next)
	}
	for _, i := range r.Items {
		if i.Outcome != report.Refused || i.Reason != want.Reason || i.By != want.By {
			t.Errorf("got item %v, want it refused by %v", i, want)
		}
	}
}

// lines returns the items as text, without their decisions.
func lines(r report.Report) []string {
	var list []string
	for _, i := range r.Items {
		list = append(list, i.String())
	}
	return list
}

func wantLines(t *testing.T, r report.Report, want ...string) {
	t.Helper()
	if diff := cmp.Diff(want, lines(r)); diff != "" {
		t.Errorf("items (-want +got):\n%s", diff)
	}
}

// copyOf returns a client that shares no memory with c.
func copyOf(c *casework.Client) *casework.Client {
	if c == nil {
		return nil
	}
	next := *c
	next.Shared = slices.Clone(c.Shared)
	return &next
}

// copyOfEngagement returns an engagement that shares no memory with e.
func copyOfEngagement(e *casework.Engagement) *casework.Engagement {
	if e == nil {
		return nil
	}
	next := *e
	next.SystemAdministrators = slices.Clone(e.SystemAdministrators)
	next.ProgramAdministrators = copyOfLists(e.ProgramAdministrators)
	next.Consultants = copyOfLists(e.Consultants)
	return &next
}

func copyOfLists(m map[string][]string) map[string][]string {
	if m == nil {
		return nil
	}
	next := make(map[string][]string)
	for name, list := range m {
		next[name] = slices.Clone(list)
	}
	return next
}

func copyOfList(list []*casework.Engagement) []*casework.Engagement {
	var next []*casework.Engagement
	for _, e := range list {
		next = append(next, copyOfEngagement(e))
	}
	return next
}

// scribble overwrites everything in an engagement, so that whoever shares memory
// with it shows.
func scribble(e *casework.Engagement) {
	over := func(list []string) {
		for i := range list {
			list[i] = "scribble"
		}
		_ = append(list, "scribble") // into what lies behind it
	}
	over(e.SystemAdministrators)
	for _, lists := range []map[string][]string{e.ProgramAdministrators, e.Consultants} {
		for name, list := range lists {
			over(list)
			lists[name] = []string{"scribble"}
		}
		if lists != nil {
			lists["scribble"] = nil
		}
	}
	e.ID, e.Org = "scribble", "scribble"
}
