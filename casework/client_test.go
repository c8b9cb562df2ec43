package casework_test

import (
	"testing"

	"lupa.example/access"
	"lupa.example/casework"
)

var clientActions = []access.Action{
	casework.ActionView, casework.ActionEdit, casework.ActionAddSession,
	casework.ActionShare, casework.ActionUnshare, casework.ActionTransfer,
}

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
		wantDecision(t, agency(), worker("bo", "O1"), a, clientThat(sharedWithAnna), asResponsible)
	}
}

func TestWhoIsResponsibleAndSharedWithIsResponsible(t *testing.T) {
	for _, a := range clientActions {
		wantDecision(t, agency(), anna(), a, clientThat(annaResponsible, sharedWithAnna), asResponsible)
	}
}

func TestAClientIsDecidedAsItIsNow(t *testing.T) {
	bo := worker("bo", "O1")
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
	wantDecision(t, agency(), worker("cia", "O1"), casework.ActionView, transferred, asShared)
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

type relation int

const (
	nobody relation = iota
	shared
	responsible
)

// mayWithClient answers by reading the rules aloud.
func mayWithClient(r relation, ownOrg, sharedMayShare bool, a access.Action) bool {
	if !ownOrg {
		return false
	}
	if r == responsible {
		return true
	}
	if r == shared && a == casework.ActionView {
		return true
	}
	if r == shared && a == casework.ActionEdit {
		return true
	}
	if r == shared && a == casework.ActionAddSession {
		return true
	}
	if r == shared && a == casework.ActionShare && sharedMayShare {
		return true
	}
	return false
}

func TestEveryRelationToAClient(t *testing.T) {
	relate := [][]func(*casework.Client){
		nobody: nil, shared: {sharedWithAnna}, responsible: {annaResponsible},
	}
	for r, relation := range []relation{nobody, shared, responsible} {
		for _, ownOrg := range bools {
			for _, sharedMayShare := range bools {
				practice := newPractice(t, casework.Config{SharedMayShare: sharedMayShare})
				c := clientThat(relate[r]...)
				if !ownOrg {
					ofAnotherOrg(c)
				}
				for _, a := range clientActions {
					want := mayWithClient(relation, ownOrg, sharedMayShare, a)
					if got := practice.Check(anna(), a, c); got.Allowed != want {
						t.Errorf("%v, own organisation %v, switch %v, %s: got %v", relation, ownOrg, sharedMayShare, a, got)
					}
					if a != casework.ActionView && a != casework.ActionEdit {
						continue
					}
					if got := practice.Check(anna(), a, session(c)); got.Allowed != want {
						t.Errorf("session: %v, own organisation %v, switch %v, %s: got %v", relation, ownOrg, sharedMayShare, a, got)
					}
				}
			}
		}
	}
}
