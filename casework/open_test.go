package casework_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lupa.example/access"
	"lupa.example/casework"
)

func TestWhoeverOpensAClientIsResponsibleInTheirOrganisation(t *testing.T) {
	practice := newPractice(t, casework.Config{})
	opened, result, err := practice.Open(worker("liisa", "youth"), "K1")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(&casework.Client{ID: "K1", Org: "youth", Responsible: "liisa"}, opened); diff != "" {
		t.Errorf("client (-want +got):\n%s", diff)
	}
	wantLines(t, result, "liisa gains client (K1): done", "liisa gains responsibility (K1): done")
	if result.Act != "casework.open" || result.Actor != "liisa" || result.Items[0].Reason != casework.ReasonResponsible {
		t.Errorf("got %+v", result)
	}
}

func TestOpeningIsRefusedToWhomNothingIsKnownOf(t *testing.T) {
	practice := newPractice(t, casework.Config{})
	for _, test := range []struct {
		name     string
		practice *casework.Practice
		actor    access.Subject
		want     access.Reason
	}{
		{"no practice", nil, worker("liisa", "youth"), access.ReasonNoPolicy},
		{"a practice that was never built", new(casework.Practice), worker("liisa", "youth"), access.ReasonNoPolicy},
		{"no practice and no fact", nil, access.Subject{User: "liisa"}, access.ReasonNoPolicy},
		{"nobody", practice, worker("", "youth"), access.ReasonNoUser},
		{"nobody and no fact", practice, access.Subject{}, access.ReasonNoUser},
		{"no fact", practice, access.Subject{User: "liisa"}, access.ReasonNoFact},
		{"no organisation", practice, worker("liisa", ""), access.ReasonIncomplete},
		{"two organisations", practice, access.Subject{User: "liisa", Facts: []access.Fact{
			&casework.Worker{Org: "youth"}, &casework.Worker{Org: "school"},
		}}, access.ReasonAmbiguousFact},
	} {
		t.Run(test.name, func(t *testing.T) {
			opened, result, err := test.practice.Open(test.actor, "") // nor is the key valid
			wantDenied(t, opened, result, err, access.Deny(test.want, ""))
			if len(result.Items) != 2 {
				t.Errorf("got %v", result)
			}
		})
	}
}

func TestAClientIsOpenedUnderAnIdentifier(t *testing.T) {
	for key, want := range map[string]string{
		"":                       "casework: key: is empty; want an identifier",
		"\xff":                   `casework: key: "\xff" is not valid UTF-8`,
		strings.Repeat("k", 257): `casework: key: is 257 bytes long ("` + strings.Repeat("k", 40) + `"…); want at most 256`,
	} {
		opened, result, err := newPractice(t, casework.Config{}).Open(worker("liisa", "youth"), key)
		wantInvalid(t, opened, result, err, "key")
		if err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}
