package roles_test

import (
	"errors"
	"iter"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lupa.example/access"
	"lupa.example/access/invalid/invalidtest"
	"lupa.example/access/report"
	"lupa.example/roles"
)

// Most tests of acts are about the organisation A, which anna administers, and the
// agent G, which gina does. kim, an orderer, and petra, an approver, belong to A.
var (
	atA = roles.Place{Org: "A"}
	atG = roles.Place{Org: "G", Agent: true}
)

func people() []roles.User {
	return []roles.User{
		person("anna", "A administrator default"),
		person("kim", "A orderer default"),
		person("petra", "A approver", "B contact"),
		person("bea", "B administrator default"),
		person("gina", "G administrator default"),
		person("olga", "G agent-officer default"),
	}
}

// person returns a user with an address of their own, and belongings such as
// "A orderer default": an organisation and roles there.
func person(id string, belongings ...string) roles.User {
	u := roles.User{ID: id, Email: id + "@mail.example"}
	for _, b := range belongings {
		words := strings.Split(b, " ")
		u.Members = append(u.Members, roles.Member{Org: words[0], Roles: words[1:]})
	}
	return u
}

func named(id string) roles.User {
	all := people()
	return all[slices.IndexFunc(all, func(u roles.User) bool { return u.ID == id })]
}

func signedIn(id string) access.Subject  { return named(id).Subject(access.SignedIn) }
func signedOut(id string) access.Subject { return named(id).Subject(access.SignedOut) }

func everybody() iter.Seq[roles.User] { return slices.Values(people()) }

func register() roles.Register { return roles.Register{Users: everybody()} }

func thePortal(t testing.TB, define ...roles.Role) *roles.Catalog {
	t.Helper()
	c, err := roles.NewCatalog(roles.Config{Portal: true, Define: define})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func equal(t *testing.T, what string, got, want any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

// done fails unless an act was valid and nobody's right was lacking.
func done(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatalf("got %v, want the act done", err)
	}
}

// isRefused fails unless an act was refused with the reason, gave nothing, and reports
// so for every item.
func isRefused(t *testing.T, next any, r report.Report, err error, want access.Reason) {
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
	isZero(t, next)
	if len(r.Items) == 0 && want != access.ReasonNoPolicy || len(r.Warnings) != 0 {
		t.Errorf("got %v, want items and no warnings", r)
	}
	for _, item := range r.Items {
		if item.Outcome != report.Refused || item.Reason != want {
			t.Errorf("got the item %v, want it refused, %s", item, want)
		}
	}
}

// isNotValid fails unless an act was not valid for exactly these findings, each
// "path: problem", gave nothing and reports nothing.
func isNotValid(t *testing.T, next any, r report.Report, err error, want ...string) {
	t.Helper()
	var got []string
	for _, f := range invalidtest.Findings(t, err, "roles") {
		got = append(got, f.Path+": "+f.Problem)
	}
	equal(t, "findings", got, want)
	if errors.Is(err, access.ErrDenied) {
		t.Errorf("%v is a denial; want it not valid", err)
	}
	isZero(t, next)
	equal(t, "report", r, report.Report{})
}

func isZero(t *testing.T, next any) {
	t.Helper()
	switch next := next.(type) {
	case roles.User:
		equal(t, "next", next, roles.User{})
	case roles.PlacedOrder:
		equal(t, "next", next, roles.PlacedOrder{})
	case roles.SubmittedApplication:
		equal(t, "next", next, roles.SubmittedApplication{})
	default:
		t.Fatalf("%T is nothing that an act returns", next)
	}
}

// outcomes returns a report's items as text.
func outcomes(r report.Report) []string {
	var all []string
	for _, i := range r.Items {
		all = append(all, i.String())
	}
	return all
}

func ids(users iter.Seq[roles.User]) []string {
	var all []string
	for u := range users {
		all = append(all, u.ID)
	}
	return all
}

// nothing is what an act that is not valid reports.
var nothing report.Report
