package casework_test

import (
	"encoding/json"
	"errors"
	"iter"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"lupa.example/access"
	"lupa.example/casework"
)

var (
	clientActions  = (*casework.Practice)(nil).Actions(casework.KindClient)
	sessionActions = (*casework.Practice)(nil).Actions(casework.KindSession)
)

// What the relation to a client gives, at the client and at its sessions, whoever wrote
// them. The table of clients has every combination.
func TestARelationToAClientDecides(t *testing.T) {
	const forShared, forResponsible = 3, 6 // the first of the actions on a client; a steward's comes last
	for _, test := range []struct {
		name              string
		client            *casework.Client
		first, share, all access.Decision // of the first three actions, of sharing where the practice has it so, of the others
	}{
		{"responsible", clientThat(annaResponsible), asResponsible, asResponsible, asResponsible},
		{"responsible and on the list", clientThat(annaResponsible, sharedWithAnna), asResponsible, asResponsible, asResponsible},
		{"shared with", clientThat(sharedWithAnna), asShared, asShared, responsibleOnly},
		{"a colleague", bosClient(), noAccess, noAccess, noAccess},
		{"responsible at another organisation", clientThat(annaResponsible, ofAnotherOrg), otherOrganisation, otherOrganisation, otherOrganisation},
		{"shared with at another organisation", clientThat(sharedWithAnna, ofAnotherOrg), otherOrganisation, otherOrganisation, otherOrganisation},
	} {
		for i, a := range clientActions[:forResponsible] {
			want := test.all
			if i < forShared {
				want = test.first
			}
			wantCheck(t, agency(), anna(), a, test.client, want)
			if a == casework.ActionShare {
				want = test.share
			}
			wantCheck(t, sharing(), anna(), a, test.client, want)
		}
		for _, writer := range []string{"bo", "cia", "anna", ""} {
			s := session(test.client)
			s.WrittenBy = writer
			for _, a := range sessionActions {
				wantCheck(t, agency(), anna(), a, s, test.first)
			}
		}
	}
}

func TestBeingSignedInOrOutMakesNoDifference(t *testing.T) {
	for _, signIn := range []access.SignIn{access.SignInUnknown, access.SignedIn, access.SignedOut} {
		s := anna()
		s.SignIn = signIn
		wantCheck(t, agency(), s, casework.ActionView, clientThat(sharedWithAnna), asShared)
		wantCheck(t, agency(), s, casework.ActionView, bosClient(), noAccess)
		wantCheck(t, agency(), s, casework.ActionView, engagementThat(annaSystemAdministrator), asSystemAdministrator)
	}
}

func TestWhoeverOpensAClientIsResponsibleInTheirOrganisation(t *testing.T) {
	practice := mustPractice(t, casework.Config{})
	opened, result, err := practice.Open(acting("liisa", "youth"), "K1")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(&casework.Client{ID: "K1", Org: "youth", Responsible: "liisa"}, opened); diff != "" {
		t.Errorf("client (-want +got):\n%s", diff)
	}
	wantLines(t, result, "liisa gains client work (client K1)", "liisa gains responsibility (client K1)", "organisation youth gains ownership (client K1)")
	if result.Act != "casework.open" || result.Actor != "liisa" || result.Items[0].Reason != casework.ReasonResponsible {
		t.Errorf("got %+v", result)
	}
}

func TestOpeningIsRefusedToWhomNothingIsKnownOf(t *testing.T) {
	practice := mustPractice(t, casework.Config{})
	for _, test := range []struct {
		name     string
		practice *casework.Practice
		actor    access.Subject
		want     access.Reason
	}{
		{"no practice", nil, acting("liisa", "youth"), access.ReasonNoPolicy},
		{"a practice that was never built", new(casework.Practice), acting("liisa", "youth"), access.ReasonNoPolicy},
		{"no practice and no fact", nil, access.Subject{User: "liisa"}, access.ReasonNoPolicy},
		{"nobody", practice, acting("", "youth"), access.ReasonNoUser},
		{"nobody and no fact", practice, access.Subject{}, access.ReasonNoUser},
		{"no fact", practice, access.Subject{User: "liisa"}, access.ReasonNoFact},
		{"no organisation", practice, acting("liisa", ""), access.ReasonIncomplete},
		{"two organisations", practice, access.Subject{User: "liisa", Facts: []access.Fact{
			&casework.User{Org: "youth"}, &casework.User{Org: "school"},
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
		"":                       "casework: id: is empty; want an identifier",
		"\xff":                   `casework: id: "\xff" is not valid UTF-8`,
		strings.Repeat("k", 257): `casework: id: is 257 bytes long ("` + strings.Repeat("k", 40) + `"…); want at most 256`,
	} {
		opened, result, err := mustPractice(t, casework.Config{}).Open(acting("liisa", "youth"), key)
		wantInvalid(t, opened, result, err, "id")
		if err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}

// The actor is stored in the row, and their organisation.
func TestAClientIsOpenedByWhoCanBeStored(t *testing.T) {
	practice := mustPractice(t, casework.Config{})
	opened, result, err := practice.Open(acting("\xff", "youth"), "K1")
	wantInvalid(t, opened, result, err, "actor.user")
	opened, result, err = practice.Open(acting("liisa", strings.Repeat("o", 257)), "K1")
	wantInvalid(t, opened, result, err, "actor.org")
}

func TestThePanelIsListedToThoseWithAccess(t *testing.T) {
	practice := mustPractice(t, casework.Config{})
	want := casework.Panel{Responsible: "liisa", Shared: []string{"matti", "oona"}}
	for _, c := range []*casework.Client{liisasClient(), untidyClient()} {
		before := copyOf(c)
		for _, user := range []string{"liisa", "matti", "oona"} {
			got, err := practice.Panel(acting(user, "youth"), c)
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

func TestAPanelAsJSONHasAListAndReadsBack(t *testing.T) {
	for want, panel := range map[string]casework.Panel{
		`{"responsible":"liisa","shared":[]}`:        {Responsible: "liisa"},
		`{"responsible":"liisa","shared":["matti"]}`: {Responsible: "liisa", Shared: []string{"matti"}},
	} {
		got, err := json.Marshal(panel)
		if err != nil || string(got) != want {
			t.Errorf("got %s, %v, want %s", got, err, want)
		}
		var back casework.Panel
		if err := json.Unmarshal(got, &back); err != nil || !cmp.Equal(back, panel, cmpopts.EquateEmpty()) {
			t.Errorf("%s reads back as %+v, %v", got, back, err)
		}
	}
}

func TestThePanelIsNotListedToOthers(t *testing.T) {
	practice := mustPractice(t, casework.Config{})
	for _, test := range []struct {
		practice *casework.Practice
		actor    access.Subject
		c        *casework.Client
		want     access.Reason
	}{
		{practice, acting("aino", "youth"), liisasClient(), casework.ReasonNoAccess},
		{practice, acting("liisa", "school"), liisasClient(), casework.ReasonOtherOrganisation},
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

	practice := mustPractice(t, casework.Config{})
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
