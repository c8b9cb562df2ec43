package casework_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lupa.example/access"
	"lupa.example/access/invalid/invalidtest"
	"lupa.example/access/report"
	"lupa.example/casework"
)

// at returns somebody who was found in the directory, "user@org" for short.
func at(short string) casework.Person {
	user, org, _ := strings.Cut(short, "@")
	return casework.Person{User: user, Org: org}
}

var (
	sureToShare    = casework.ShareConfirmation{Sure: true}
	sureToTransfer = casework.TransferConfirmation{Sure: true, AwareOfLoss: true}
)

// wantInvalid fails unless the act was refused as not valid for exactly these
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
