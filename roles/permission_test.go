package roles

import (
	"testing"

	"lupa.example/access"
)

func permitted(u Registrant, assignments ...string) Registrant {
	u.Members[0].Assignments = assignments
	return u
}

func TestAPermissionHoldsWithinOneAssignment(t *testing.T) {
	c := portal(t)
	olga := named("olga")
	next, r, err := c.GivePermission(signedIn("gina"), olga, atG, "g1")
	wantDone(t, err)
	wantEqual(t, "next", next, permitted(named("olga"), "g1"))
	wantEqual(t, "report", r.String(), "roles.give-permission by gina: 1 change, 0 unchanged, 0 refused\n"+
		"  olga gains permission g1 (organisation G)")
	wantEqual(t, "input", olga, named("olga"))
	for assignment, want := range map[string]bool{"g1": true, "g2": false} {
		d := c.Check(next.Subject(access.SignedIn), ActionHandle, &Application{Agent: "G", Assignment: assignment})
		if d.Allowed != want {
			t.Errorf("handles within %s: %v", assignment, d)
		}
	}

	again, r, err := c.GivePermission(signedIn("gina"), next, atG, "g1")
	wantDone(t, err)
	wantEqual(t, "again", again, next)
	wantEqual(t, "items", outcomes(r), []string{"olga gains permission g1 (organisation G): unchanged"})
}

func TestAPermissionIsTakenBack(t *testing.T) {
	c := portal(t)
	olga := permitted(named("olga"), "g1", "g2", "g1")
	next, r, err := c.TakePermission(signedIn("gina"), olga, atG, "g1")
	wantDone(t, err)
	wantEqual(t, "next", next, permitted(named("olga"), "g2"))
	wantEqual(t, "items", outcomes(r), []string{"olga loses permission g1 (organisation G)"})
	wantEqual(t, "input", olga, permitted(named("olga"), "g1", "g2", "g1"))

	again, r, err := c.TakePermission(signedIn("gina"), next, Place{Org: "G"}, "g1") // G is no agent any more
	wantDone(t, err)
	wantEqual(t, "again", again, next)
	wantEqual(t, "items", outcomes(r), []string{"olga loses permission g1 (organisation G): unchanged"})
}

func TestAPermissionIsTakenAtOneAgentOnly(t *testing.T) {
	olga := person("olga", "G agent-officer", "H agent-officer", "G agent-officer")
	for i := range olga.Members {
		olga.Members[i].Assignments = []string{"g1", "g2"}
	}
	next, _, err := portal(t).TakePermission(signedIn("gina"), olga, atG, "g1")
	wantDone(t, err)
	var left [][]string
	for _, m := range next.Members {
		left = append(left, m.Assignments)
	}
	wantEqual(t, "what is left", left, [][]string{{"g2"}, {"g1", "g2"}, {"g2"}})
}

func TestAPermissionHeldAtAnotherAgentIsGivenHere(t *testing.T) {
	olga := person("olga", "G agent-officer", "H agent-officer")
	olga.Members[1].Assignments = []string{"g1"}
	next, r, err := portal(t).GivePermission(signedIn("gina"), olga, atG, "g1")
	wantDone(t, err)
	wantEqual(t, "items", outcomes(r), []string{"olga gains permission g1 (organisation G)"})
	wantEqual(t, "assignments", next.Members[0].Assignments, []string{"g1"})
	taken, r, err := portal(t).TakePermission(signedIn("gina"), olga, atG, "g1")
	wantDone(t, err)
	wantEqual(t, "items", outcomes(r), []string{"olga loses permission g1 (organisation G): unchanged"})
	wantEqual(t, "who loses nothing", taken, olga)
}

func TestAPermissionWithoutTheRoleIsAWarning(t *testing.T) {
	c := portal(t)
	_, r, err := c.GivePermission(signedIn("gina"), named("gina"), atG, "g1")
	wantDone(t, err)
	wantEqual(t, "warnings", r.Warnings, []string{`no role lets "gina" handle applications; the permission gives nothing by itself`})
}

func TestPermissionsThatAreNotValid(t *testing.T) {
	c := portal(t)
	next, r, err := c.GivePermission(signedIn("anna"), named("olga"), atA, "")
	wantInvalid(t, next, r, err,
		`target: "olga" does not belong to "A"; want somebody who is registered there`,
		"assignment: is empty; want an identifier",
		`at: "A" is no agent, and only agents have assignments`,
	)
	next, r, err = c.TakePermission(signedIn("anna"), Registrant{}, atA, "")
	wantInvalid(t, next, r, err, "target: has no ID; want a registrant", "assignment: is empty; want an identifier")
}

func TestPermissionsTakeTheRightToManageRolesThere(t *testing.T) {
	c := portal(t)
	for reason, actor := range map[access.Reason]access.Subject{
		ReasonNotSignedIn: signedOut("gina"),
		ReasonNotGranted:  signedIn("olga"),
		ReasonNotMember:   signedIn("anna"),
	} {
		next, r, err := c.GivePermission(actor, named("olga"), atG, "")
		wantDenied(t, next, r, err, reason)
		next, r, err = c.TakePermission(actor, named("olga"), atG, "")
		wantDenied(t, next, r, err, reason)
	}
}
