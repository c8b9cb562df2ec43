package casework_test

import (
	"errors"
	"iter"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lupa.example/access"
	"lupa.example/casework"
)

func TestThePanelIsListedToThoseWithAccess(t *testing.T) {
	practice := newPractice(t, casework.Config{})
	want := casework.Panel{Responsible: "liisa", Shared: []string{"matti", "oona"}}
	for _, c := range []*casework.Client{liisasClient(), untidyClient()} {
		before := copyOf(c)
		for _, user := range []string{"liisa", "matti", "oona"} {
			got, err := practice.Panel(worker(user, "youth"), c)
			if diff := cmp.Diff(want, got); err != nil || diff != "" {
				t.Errorf("%s: %v (-want +got):\n%s", user, err, diff)
			}
			got.Shared[0] = "scribble"
		}
		if diff := cmp.Diff(before, c); diff != "" {
			t.Errorf("the client has changed:\n%s", diff)
		}
	}
}

func TestThePanelIsNotListedToOthers(t *testing.T) {
	practice := newPractice(t, casework.Config{})
	for _, test := range []struct {
		practice *casework.Practice
		actor    access.Subject
		c        *casework.Client
		want     access.Reason
	}{
		{practice, worker("aino", "youth"), liisasClient(), casework.ReasonNoAccess},
		{practice, worker("liisa", "school"), liisasClient(), casework.ReasonOtherOrganisation},
		{practice, liisa(), nil, access.ReasonNoResource},
		{nil, liisa(), liisasClient(), access.ReasonNoPolicy},
		{new(casework.Practice), liisa(), nil, access.ReasonNoPolicy},
	} {
		got, err := test.practice.Panel(test.actor, test.c)
		var denied *access.DeniedError
		if !errors.As(err, &denied) || denied.Decision.Reason != test.want {
			t.Errorf("got error %v, want %s", err, test.want)
		}
		if !cmp.Equal(got, casework.Panel{}) {
			t.Errorf("got %v beside %v", got, err)
		}
	}
}

func TestClientsAreExactlyThoseThatTheUserMayView(t *testing.T) {
	responsible, shared, theirs, elsewhere := liisasClient(), liisasClient(), liisasClient(), liisasClient()
	shared.Responsible, shared.Shared = "aino", []string{"liisa"}
	theirs.Responsible = "aino"
	elsewhere.Org = "school"
	all := slices.Values([]*casework.Client{theirs, responsible, nil, elsewhere, shared, responsible})

	practice := newPractice(t, casework.Config{})
	mine := practice.Clients(liisa(), all)
	for range 2 { // it can be restarted
		if got := slices.Collect(mine); !slices.Equal(got, []*casework.Client{responsible, shared, responsible}) {
			t.Errorf("got %v", got)
		}
	}
	for c := range mine { // and stopped
		if c != responsible {
			t.Errorf("got %v first", c)
		}
		break
	}
	for name, none := range map[string]iter.Seq[*casework.Client]{
		"no clients":  practice.Clients(liisa(), nil),
		"no practice": (*casework.Practice)(nil).Clients(liisa(), all),
		"never built": new(casework.Practice).Clients(liisa(), all),
		"nobody":      practice.Clients(access.Subject{}, all),
	} {
		for c := range none {
			t.Errorf("%s: got %v", name, c)
		}
	}
}
