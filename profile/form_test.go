package profile_test

import (
	"testing"

	"lupa.example/access"
	"lupa.example/profile"
)

var f1 = &profile.Form{ID: "F1"}

func TestRegisteringIsOffUntilSwitchedOn(t *testing.T) {
	wantDecision(t, officers(profile.FormRights{}), anna(), profile.ActionRegister, f1, access.Deny(profile.ReasonNotSwitchedOn, "officer"))
	wantDecision(t, officers(profile.FormRights{Register: true}), anna(), profile.ActionRegister, f1, access.Allow(profile.ReasonGranted, "officer"))
}

func TestRegisteringIsIndependentOfReading(t *testing.T) {
	register := officers(profile.FormRights{Register: true})
	wantDecision(t, register, anna(), profile.ActionRead, strangeCase(), access.Deny(profile.ReasonNoScope, "officer"))
	wantDecision(t, reading(profile.ScopeAll), anna(), profile.ActionRegister, f1, access.Deny(profile.ReasonNotSwitchedOn, "officer"))
}

func TestChangingAFormIsSwitchedOnForThatForm(t *testing.T) {
	c := officers(profile.FormRights{ChangeForm: true})
	wantDecision(t, c, anna(), profile.ActionChange, f1, access.Allow(profile.ReasonGranted, "officer"))
	wantDecision(t, c, anna(), profile.ActionChange, &profile.Form{ID: "F2"}, access.Deny(profile.ReasonNotSwitchedOn, "officer"))
}

func TestChangingAFormAndChangingItsCasesAreDifferent(t *testing.T) {
	form := officers(profile.FormRights{ChangeForm: true})
	wantDecision(t, form, anna(), profile.ActionChange, strangeCase(), access.Deny(profile.ReasonNoScope, "officer"))
	cases := officers(profile.FormRights{Change: profile.ScopeAll, ChangeClosed: true})
	wantDecision(t, cases, anna(), profile.ActionChange, f1, access.Deny(profile.ReasonNotSwitchedOn, "officer"))
}

func TestChangingAFormAndRegisteringWithItAreDifferent(t *testing.T) {
	wantDecision(t, officers(profile.FormRights{ChangeForm: true}), anna(), profile.ActionRegister, f1, access.Deny(profile.ReasonNotSwitchedOn, "officer"))
	wantDecision(t, officers(profile.FormRights{Register: true}), anna(), profile.ActionChange, f1, access.Deny(profile.ReasonNotSwitchedOn, "officer"))
}

func TestAdministeringAFormTakesAdministratorMode(t *testing.T) {
	wantDecision(t, generous(), anna(), profile.ActionAdminister, f1, access.Deny(profile.ReasonNotAdministrator, "officer"))
	wantDecision(t, administrators(), anna(), profile.ActionAdminister, f1, access.Allow(profile.ReasonAdministrator, "officer"))
}

func TestOfAFormThatTheSiteDoesNotKnowNothingIsAllowed(t *testing.T) {
	for _, a := range []access.Action{profile.ActionRegister, profile.ActionChange, profile.ActionAdminister} {
		wantDecision(t, generous(), anna(), a, &profile.Form{ID: "f1"}, access.Deny(profile.ReasonUnknownForm, "f1"))
	}
}
