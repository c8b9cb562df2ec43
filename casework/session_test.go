package casework_test

import (
	"testing"

	"lupa.example/access"
	"lupa.example/casework"
)

var sessionActions = []access.Action{casework.ActionView, casework.ActionEdit}

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
