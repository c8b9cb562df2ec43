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

func TestTheResponsibleMayDoEverything(t *testing.T) {
	for _, a := range clientActions {
		wantDecision(t, agency(), anna(), a, clientThat(annaResponsible), asResponsible)
	}
}

func TestNobodyElseHasAccessColleaguesIncluded(t *testing.T) {
	for _, c := range []casework.Config{agency(), sharing()} {
		for _, a := range clientActions {
			wantDecision(t, c, anna(), a, bosClient(), noAccess)
		}
	}
}

func TestSharedCounsellorViewsEditsAndAddsSessions(t *testing.T) {
	for _, a := range []access.Action{casework.ActionView, casework.ActionEdit, casework.ActionAddSession} {
		wantDecision(t, agency(), anna(), a, clientThat(sharedWithAnna), asShared)
	}
}

func TestSharedCounsellorDoesNotUnshare(t *testing.T) {
	for _, c := range []casework.Config{agency(), sharing()} {
		wantDecision(t, c, anna(), casework.ActionUnshare, clientThat(sharedWithAnna), responsibleOnly)
	}
}

func TestSharedCounsellorDoesNotTransfer(t *testing.T) {
	for _, c := range []casework.Config{agency(), sharing()} {
		wantDecision(t, c, anna(), casework.ActionTransfer, clientThat(sharedWithAnna), responsibleOnly)
	}
}

func TestSharedCounsellorSharesOnlyWhereThePracticeSaysSo(t *testing.T) {
	wantDecision(t, agency(), anna(), casework.ActionShare, clientThat(sharedWithAnna), responsibleOnly)
	wantDecision(t, sharing(), anna(), casework.ActionShare, clientThat(sharedWithAnna), asShared)
}

func TestTheSwitchForSharingOpensNothingToOthers(t *testing.T) {
	wantDecision(t, sharing(), anna(), casework.ActionShare, bosClient(), noAccess)
	wantDecision(t, sharing(), anna(), casework.ActionShare, clientThat(sharedWithAnna, ofAnotherOrg), otherOrganisation)
	wantDecision(t, sharing(), anna(), casework.ActionShare, clientThat(annaResponsible), asResponsible)
}

func TestSharingDoesNotChangeWhoIsResponsible(t *testing.T) {
	for _, a := range clientActions {
		wantDecision(t, agency(), acting("bo", "O1"), a, clientThat(sharedWithAnna), asResponsible)
	}
}

func TestWhoIsResponsibleAndSharedWithIsResponsible(t *testing.T) {
	for _, a := range clientActions {
		wantDecision(t, agency(), anna(), a, clientThat(annaResponsible, sharedWithAnna), asResponsible)
	}
}

func TestAClientIsDecidedAsItIsNow(t *testing.T) {
	bo := acting("bo", "O1")
	transferred := clientThat(annaResponsible)
	// The predecessor has nothing, and can be shared with again like anybody.
	for _, a := range clientActions {
		wantDecision(t, agency(), bo, a, transferred, noAccess)
	}
	again := clientThat(annaResponsible, func(c *casework.Client) { c.Shared = []string{"bo"} })
	wantDecision(t, agency(), bo, casework.ActionEdit, again, asShared)
	wantDecision(t, agency(), bo, casework.ActionUnshare, again, responsibleOnly)
	wantDecision(t, agency(), bo, casework.ActionTransfer, again, responsibleOnly)
	// The new responsible removes the predecessor's shares; cia is one of them.
	wantDecision(t, agency(), acting("cia", "O1"), casework.ActionView, transferred, asShared)
	wantDecision(t, agency(), anna(), casework.ActionUnshare, transferred, asResponsible)
}

func TestWhoeverActsForAnotherOrganisationHasNothing(t *testing.T) {
	for _, a := range clientActions {
		for _, c := range []*casework.Client{
			clientThat(ofAnotherOrg),
			clientThat(ofAnotherOrg, sharedWithAnna),
			clientThat(ofAnotherOrg, annaResponsible),
		} {
			wantDecision(t, sharing(), anna(), a, c, otherOrganisation)
		}
	}
}

func TestWhatIsNotDescribedIsDenied(t *testing.T) {
	for _, a := range []access.Action{"delete", "", "View", "give", "remove", "use"} {
		wantDecision(t, sharing(), anna(), a, clientThat(annaResponsible), access.Deny(access.ReasonUnknownAction, ""))
	}
}

func TestBeingSignedInOrOutMakesNoDifference(t *testing.T) {
	for _, signIn := range []access.SignIn{access.SignInUnknown, access.SignedIn, access.SignedOut} {
		s := anna()
		s.SignIn = signIn
		wantDecision(t, agency(), s, casework.ActionView, clientThat(sharedWithAnna), asShared)
		wantDecision(t, agency(), s, casework.ActionView, bosClient(), noAccess)
		wantDecision(t, agency(), s, casework.ActionView, engagementThat(annaSystemAdministrator), asSystemAdministrator)
	}
}

func TestASessionGoesTheWayOfItsClient(t *testing.T) {
	tests := []struct {
		name   string
		client *casework.Client
		want   access.Decision
	}{
		{"responsible", clientThat(annaResponsible), asResponsible},
		{"shared with", clientThat(sharedWithAnna), asShared},
		{"a colleague", bosClient(), noAccess},
		{"responsible at another organisation", clientThat(annaResponsible, ofAnotherOrg), otherOrganisation},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, a := range sessionActions {
				wantDecision(t, agency(), anna(), a, session(tt.client), tt.want)
			}
		})
	}
}

func TestSharedCounsellorViewsAndEditsOthersSessions(t *testing.T) {
	for _, writer := range []string{"bo", "cia", "anna", ""} {
		s := session(clientThat(sharedWithAnna))
		s.WrittenBy = writer
		for _, a := range sessionActions {
			wantDecision(t, agency(), anna(), a, s, asShared)
		}
	}
}

func TestWhoeverWroteASessionLosesItWithTheClient(t *testing.T) {
	s := session(bosClient())
	s.WrittenBy = "anna"
	for _, a := range sessionActions {
		wantDecision(t, agency(), anna(), a, s, noAccess)
	}
}

// Sharing, transferring and adding are asked about the client, not a session.
func TestASessionIsOnlyViewedAndEdited(t *testing.T) {
	for _, a := range []access.Action{
		casework.ActionAddSession, casework.ActionShare, casework.ActionUnshare, casework.ActionTransfer, "delete", "",
	} {
		wantDecision(t, sharing(), anna(), a, session(clientThat(annaResponsible)), access.Deny(access.ReasonUnknownAction, ""))
	}
}

func TestWhoeverOpensAClientIsResponsibleInTheirOrganisation(t *testing.T) {
	practice := newPractice(t, casework.Config{})
	opened, result, err := practice.Open(acting("liisa", "youth"), "K1")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(&casework.Client{ID: "K1", Org: "youth", Responsible: "liisa"}, opened); diff != "" {
		t.Errorf("client (-want +got):\n%s", diff)
	}
	wantLines(t, result, "liisa gains client work (client K1)", "liisa gains responsibility (client K1)")
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
		opened, result, err := newPractice(t, casework.Config{}).Open(acting("liisa", "youth"), key)
		wantInvalid(t, opened, result, err, "id")
		if err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}

func TestThePanelIsListedToThoseWithAccess(t *testing.T) {
	practice := newPractice(t, casework.Config{})
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
	practice := newPractice(t, casework.Config{})
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
