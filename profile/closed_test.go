package profile_test

import (
	"testing"

	"lupa.example/access"
	"lupa.example/profile"
)

func TestAClosedCaseIsChangedOnlyWithThatRight(t *testing.T) {
	without := officers(profile.FormRights{Change: profile.ScopeAll})
	withIt := officers(profile.FormRights{Change: profile.ScopeAll, ChangeClosed: true})
	tests := []struct {
		name   string
		status profile.Status
		want   access.Decision // without the right
	}{
		{"open", profile.StatusOpen, access.Allow(profile.ReasonAll, "officer")},
		{"closed", profile.StatusClosed, access.Deny(profile.ReasonClosed, "officer")},
		{"unknown counts as closed", profile.StatusUnknown, access.Deny(profile.ReasonClosed, "officer")},
		{"no such status counts as closed", 3, access.Deny(profile.ReasonClosed, "officer")},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := caseThat(func(c *profile.Case) { c.Status = tt.status })
			wantDecision(t, without, anna(), profile.ActionChange, c, tt.want)
			wantDecision(t, withIt, anna(), profile.ActionChange, c, access.Allow(profile.ReasonAll, "officer"))
		})
	}
}

func TestChangingClosedCasesStaysWithinTheScope(t *testing.T) {
	c := officers(profile.FormRights{Change: profile.ScopeRegistered, ChangeClosed: true})
	wantDecision(t, c, anna(), profile.ActionChange, caseThat(closed, registeredByAnna), access.Allow(profile.ReasonRegistered, "officer"))
	wantDecision(t, c, anna(), profile.ActionChange, caseThat(closed), access.Deny(profile.ReasonNotRegistrant, "officer"))
}

func TestAdministratorModeChangesClosedCases(t *testing.T) {
	allowed := access.Allow(profile.ReasonAdministrator, "officer")
	wantDecision(t, administrators(), anna(), profile.ActionChange, caseThat(closed), allowed)
	wantDecision(t, administrators(), anna(), profile.ActionChange, caseThat(unknownStatus), allowed)
}

func TestClosingLeavesReadingDeletingAndSharingAlone(t *testing.T) {
	c := officers(profile.FormRights{Read: profile.ScopeAll, Delete: profile.ScopeAll, SharePublicly: true})
	for _, a := range []access.Action{profile.ActionRead, profile.ActionDelete, profile.ActionSharePublicly} {
		wantDecision(t, c, anna(), a, caseThat(closed), access.Allow(profile.ReasonAll, "officer"))
		wantDecision(t, c, anna(), a, caseThat(unknownStatus), access.Allow(profile.ReasonAll, "officer"))
	}
}

func TestSharingPubliclyIsOffUntilSwitchedOn(t *testing.T) {
	wantDecision(t, reading(profile.ScopeAll), anna(), profile.ActionSharePublicly, strangeCase(), access.Deny(profile.ReasonNotSwitchedOn, "officer"))
	on := officers(profile.FormRights{Read: profile.ScopeAll, SharePublicly: true})
	wantDecision(t, on, anna(), profile.ActionSharePublicly, strangeCase(), access.Allow(profile.ReasonAll, "officer"))
}

func TestSharingACasePubliclyTakesReadingIt(t *testing.T) {
	c := officers(profile.FormRights{
		Read: profile.ScopeRegistered, Change: profile.ScopeAll, Delete: profile.ScopeAll, SharePublicly: true,
	})
	wantDecision(t, c, anna(), profile.ActionSharePublicly, caseThat(registeredByAnna), access.Allow(profile.ReasonRegistered, "officer"))
	wantDecision(t, c, anna(), profile.ActionSharePublicly, strangeCase(), access.Deny(profile.ReasonNotRegistrant, "officer"))
}
