package roles

import (
	"errors"
	"iter"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lupa.example/access"
	"lupa.example/access/invalid/invalidtest"
	"lupa.example/access/report"
)

func mustCatalog(t testing.TB, c Config) *Catalog {
	t.Helper()
	catalog, err := NewCatalog(c)
	if err != nil {
		t.Fatal(err)
	}
	return catalog
}

// portal returns the portal's catalogue with further roles.
func portal(t testing.TB, define ...Role) *Catalog {
	t.Helper()
	return mustCatalog(t, Config{Portal: true, Define: define})
}

// in returns what is known of a person who holds the roles, written with spaces
// between, in an organisation.
func in(org, roles string) *Member { return &Member{Org: org, Roles: strings.Fields(roles)} }

func anna(signIn access.SignIn, facts ...access.Fact) access.Subject {
	return access.Subject{User: "anna", SignIn: signIn, Facts: facts}
}

// Rows of the organisation A: anna's and, in others', bert's.
var (
	organisation  = &Organisation{ID: "A"}
	order         = &Order{ID: "o1", Org: "A", CreatedBy: "anna"}
	othersOrder   = &Order{ID: "o2", Org: "A", CreatedBy: "bert"}
	application   = &Application{ID: "p1", Agent: "A", Assignment: "g1", Customer: "C"}
	agreement     = &Agreement{ID: "g1", Org: "A"}
	supportCase   = &Case{ID: "c1", Org: "A", CreatedBy: "anna"}
	othersCase    = &Case{ID: "c2", Org: "A", CreatedBy: "bert"}
	sessions      = []access.SignIn{access.SignInUnknown, access.SignedIn, access.SignedOut}
	notGranted    = access.Deny(ReasonNotGranted, "")
	unknownAction = access.Deny(access.ReasonUnknownAction, "")
)

func granted(role string) access.Decision { return access.Allow(ReasonGranted, role) }

func wantDecision(t *testing.T, got, want access.Decision) {
	t.Helper()
	if got != want {
		t.Errorf("got %v, want %v", got, want)
	}
}

// Most tests of acts are about the organisation A, which anna administers, and the
// agent G, which gina does. kim, an orderer, and petra, an approver, belong to A.
var (
	atA = Place{Org: "A"}
	atG = Place{Org: "G", Agent: true}
)

func people() []Registrant {
	return []Registrant{
		person("anna", "A administrator default"),
		person("kim", "A orderer default"),
		person("petra", "A approver", "B contact"),
		person("dora", "A default"),
		person("bea", "B administrator default"),
		person("gina", "G administrator default"),
		person("olga", "G agent-officer default"),
	}
}

// person returns a user with an address of their own, and belongings such as
// "A orderer default": an organisation and roles there.
func person(id string, belongings ...string) Registrant {
	u := Registrant{ID: id, Email: id + "@mail.example"}
	for _, b := range belongings {
		words := strings.Split(b, " ")
		u.Members = append(u.Members, Member{Org: words[0], Roles: words[1:]})
	}
	return u
}

func named(id string) Registrant {
	all := people()
	return all[slices.IndexFunc(all, func(u Registrant) bool { return u.ID == id })]
}

func signedIn(id string) access.Subject  { return named(id).Subject(access.SignedIn) }
func signedOut(id string) access.Subject { return named(id).Subject(access.SignedOut) }

func everybody() iter.Seq[Registrant] { return slices.Values(people()) }

func register() Register { return Register{Registrants: everybody()} }

func wantEqual(t *testing.T, what string, got, want any) {
	t.Helper()
	if reflect.DeepEqual(got, want) {
		return // what searches ask often, and cmp answers slowly
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

// wantDone fails unless an act was valid and nobody's right was lacking.
func wantDone(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatalf("got %v, want the act done", err)
	}
}

// wantDenied fails unless an act was refused with the reason, gave nothing, and reports
// so for every item.
func wantDenied(t *testing.T, next any, r report.Report, err error, want access.Reason) {
	t.Helper()
	var denied *access.DeniedError
	if !errors.As(err, &denied) || !errors.Is(err, access.ErrDenied) {
		t.Fatalf("got the error %v, want a denial", err)
	}
	if denied.Decision.Reason != want {
		t.Errorf("got %v, want the reason %s", err, want)
	}
	if !strings.HasPrefix(err.Error(), "roles: ") {
		t.Errorf("got %q, want an error of roles", err)
	}
	wantZero(t, next)
	if len(r.Items) == 0 && want != access.ReasonNoPolicy || len(r.Warnings) != 0 {
		t.Errorf("got %v, want items and no warnings", r)
	}
	if len(r.Items) > 0 {
		wantRefusedItems(t, r, denied.Decision)
	}
}

// wantRefusedItems fails unless every item is refused, and those that it is due to with
// the decision.
func wantRefusedItems(t *testing.T, r report.Report, want access.Decision) {
	t.Helper()
	due := 0
	for _, item := range r.Items {
		switch {
		case item.Outcome != report.Refused:
			t.Errorf("got the item %v, want it refused", item)
		case item.Reason == want.Reason && item.By == want.By:
			due++
		case item.Reason != "" || item.By != "":
			t.Errorf("got the item %v, want %v", item, want)
		}
	}
	if due == 0 {
		t.Errorf("got %v, want an item refused for %v", r, want)
	}
}

// wantInvalid fails unless an act was not valid for exactly these findings, each
// "path: problem", gave nothing and reports nothing.
func wantInvalid(t *testing.T, next any, r report.Report, err error, want ...string) {
	t.Helper()
	var got []string
	for _, f := range invalidtest.Findings(t, err, "roles") {
		got = append(got, f.Path+": "+f.Problem)
	}
	wantEqual(t, "findings", got, want)
	if errors.Is(err, access.ErrDenied) {
		t.Errorf("%v is a denial; want it not valid", err)
	}
	wantZero(t, next)
	wantEqual(t, "report", r, report.Report{})
}

func wantZero(t *testing.T, next any) {
	t.Helper()
	switch next := next.(type) {
	case Registrant:
		wantEqual(t, "next", next, Registrant{})
	case PlacedOrder:
		wantEqual(t, "next", next, PlacedOrder{})
	case SubmittedApplication:
		wantEqual(t, "next", next, SubmittedApplication{})
	default:
		t.Fatalf("%T is nothing that an act returns", next)
	}
}

// wantReported fails unless the changes that a report tells are exactly those from one
// value to the next.
func wantReported(t *testing.T, before, after Registrant, r report.Report) {
	t.Helper()
	var told []string
	for _, i := range r.Items {
		if i.Outcome == report.Change {
			told = append(told, i.String())
		}
	}
	slices.Sort(told)
	wantEqual(t, r.Act+" tells", told, differences(before, after))
}

// differences returns in words what a person has gained and lost, each once.
func differences(before, after Registrant) []string {
	was, is := has(before), has(after)
	var all []string
	for what := range is {
		if !was[what] {
			all = append(all, after.ID+" gains "+what)
		}
	}
	for what := range was {
		if !is[what] {
			all = append(all, after.ID+" loses "+what)
		}
	}
	slices.Sort(all)
	return all
}

func has(g Registrant) map[string]bool {
	all := make(map[string]bool)
	if g.Email != "" {
		all["email "+g.Email] = true
	}
	for _, m := range g.Members {
		where := " (organisation " + m.Org + ")"
		all["membership"+where] = true
		for _, name := range m.Roles {
			all["role "+name+where] = true
		}
		for _, name := range m.Assignments {
			all["permission "+name+where] = true
		}
	}
	return all
}

// outcomes returns a report's items as text.
func outcomes(r report.Report) []string {
	var all []string
	for _, i := range r.Items {
		all = append(all, i.String())
	}
	return all
}

func ids(users iter.Seq[Registrant]) []string {
	var all []string
	for u := range users {
		all = append(all, u.ID)
	}
	return all
}

// nothing is what an act that is not valid reports.
var nothing report.Report
