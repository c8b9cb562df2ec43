package profile_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"lupa.example/access"
	"lupa.example/profile"
)

func TestANewFormIsThereForAdministratorsAndClosedForEverybodyElse(t *testing.T) {
	s := mustSite(t, chiefs())
	next, r := mustAct(t, s, addForm("F3"))
	wantLines(t, r, "form F3 gains place on the site", "note: cases of a form that bore this name before are cases of this one")
	if got, want := next.Config().Forms, []string{"F1", "F2", "F3"}; !slices.Equal(got, want) {
		t.Errorf("forms %v, want %v", got, want)
	}
	of := func(c *profile.Case) { c.Form, c.RegisteredBy = "F3", "anna" }
	for _, a := range caseActions {
		if d := next.Check(vera(), a, caseThat(of)); !d.Allowed {
			t.Errorf("%s by an administrator: %v", a, d)
		}
		if d := next.Check(acting("anna", "officer"), a, caseThat(of)); d != access.Deny(profile.ReasonNoScope, "officer") {
			t.Errorf("%s by another: %v", a, d)
		}
	}
	if d := s.Check(acting("anna", "officer"), profile.ActionRead, caseThat(of)); d.Reason != profile.ReasonUnknownForm {
		t.Errorf("the old site knows the form: %v", d)
	}
}

// However many forms there are already, two that are added to one site do not get in
// each other's way.
func TestFormsAddedToOneSiteMakeTwoSites(t *testing.T) {
	c := chiefs()
	for i := range 20 {
		s := mustSite(t, c)
		first, _ := mustAct(t, s, addForm("F3"))
		second, _ := mustAct(t, s, addForm("F4"))
		for form, next := range map[string]*profile.Site{"F3": first, "F4": second} {
			if got, want := next.Config().Forms, append(s.Config().Forms, form); !slices.Equal(got, want) {
				t.Errorf("forms %v, want %v", got, want)
			}
		}
		c.Forms = append(c.Forms, fmt.Sprint("G", i))
	}
}

func TestAddFormWantsAnIdentifier(t *testing.T) {
	s := mustSite(t, chiefs())
	wantInvalid(t, s, addForm("F\xff"), `profile: form: "F\xff" is not valid UTF-8`)
	wantInvalid(t, s, addForm(strings.Repeat("F", 257)), `profile: form: is 257 bytes long ("`+strings.Repeat("F", 40)+`"…); want at most 256`)
}

func TestRemoveFormTakesTheRightsOnItFromEveryProfile(t *testing.T) {
	c := chiefs()
	c.Profiles[0].Forms = map[string]profile.FormRights{"F1": {Register: true}}
	s := mustSite(t, c)
	next, r := mustAct(t, s, removeForm("F1"))
	wantLines(t, r,
		"form F1 loses place on the site",
		"profile chief loses right register (form F1)",
		"profile officer loses read workspace (form F1)",
		"profile officer loses change registered (form F1)",
		"profile officer loses right sharePublicly (form F1)",
		"profile officer loses right changeClosed (form F1)",
		"note: its cases are reached in administrator mode only",
	)
	if d := next.Check(acting("anna", "officer"), profile.ActionRead, caseThat(inAnnasWorkspace)); d != access.Deny(profile.ReasonUnknownForm, "F1") {
		t.Errorf("a case of it: %v", d)
	}
	again, _ := mustAct(t, next, addForm("F1"))
	if d := again.Check(acting("anna", "officer"), profile.ActionRead, caseThat(inAnnasWorkspace)); d.Allowed {
		t.Errorf("the rights came back with the form: %v", d)
	}
}

func TestRemoveFormWantsAFormOfTheSite(t *testing.T) {
	wantInvalid(t, mustSite(t, chiefs()), removeForm("F9"), `profile: form: "F9" is no form of the site; want one of "F1", "F2"`)
}
