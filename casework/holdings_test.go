package casework_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"lupa.example/access/report"
	"lupa.example/casework"
)

// holdingsOf returns what the user holds, as text.
func holdingsOf(user string, clients []*casework.Client, engagements []*casework.Engagement) []string {
	var list []string
	for what, where := range casework.Holdings(user, casework.Rows{Clients: slices.Values(clients), Engagements: slices.Values(engagements)}) {
		list = append(list, what.String()+" ("+where.String()+")")
	}
	return list
}

func TestHoldingsAreEverythingInTheirOrder(t *testing.T) {
	clients := []*casework.Client{nil, bosClient(), clientThat(sharedWithAnna), clientThat(annaResponsible, sharedWithAnna)}
	engagements := []*casework.Engagement{nil, engagementThat(), engagementThat(
		annaSystemAdministrator, annaAdministers("payroll", "archive", ""), holding("anna", "wages", "", "bills", "wages"))}
	engagements[1].ID = "E0"
	want := []string{
		"client work (client C1)", "responsibility (client C1)",
		"access (engagement E1)", "program wages (engagement E1)", "program bills (engagement E1)",
		"system administrator (engagement E1)", "program administrator archive (engagement E1)", "program administrator payroll (engagement E1)",
	}
	if diff := cmp.Diff(want, holdingsOf("anna", clients, engagements)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	all := casework.Holdings("anna", casework.Rows{Clients: slices.Values(clients), Engagements: slices.Values(engagements)})
	for stop := 1; stop <= len(want); stop++ { // it can be stopped anywhere, and restarted
		n := 0
		for range all {
			if n++; n == stop {
				break
			}
		}
		if n != stop {
			t.Errorf("stopped at %d, want %d", n, stop)
		}
	}
	clients = append(clients, new(casework.Client), clientThat(func(c *casework.Client) { c.Shared = []string{""} }))
	engagements = append(engagements, engagementThat(holding("", "wages"), func(e *casework.Engagement) {
		e.SystemAdministrators, e.ProgramAdministrators = []string{""}, map[string][]string{"wages": {""}}
	}))
	for _, user := range []string{"", "nobody"} {
		if got := holdingsOf(user, clients, engagements); got != nil {
			t.Errorf("%q: got %q", user, got)
		}
	}
	for range casework.Holdings("anna", casework.Rows{}) {
		t.Error("somebody holds something in no rows")
	}
}

// Whoever holds something at a client or an engagement views it, and nobody else does.
func TestWhoHoldsNothingSeesNothing(t *testing.T) {
	practice := mustPractice(t, agency())
	rapid.Check(t, func(t *rapid.T) {
		user := bulkUsers.Draw(t, "user")
		for _, e := range drawList(t) {
			holds := len(holdingsOf(user, nil, []*casework.Engagement{e})) > 0
			if d := practice.Check(acting(user, "O"), casework.ActionView, e); d.Allowed != holds {
				t.Fatalf("%s holds something at %+v: %v; %v", user, e, holds, d)
			}
		}
		c := &casework.Client{ID: "K", Org: "O", Responsible: bulkUsers.Draw(t, "responsible"), Shared: rapid.SliceOfN(bulkUsers, 0, 3).Draw(t, "shared")}
		holds := len(holdingsOf(user, []*casework.Client{c}, nil)) > 0
		if d := practice.Check(acting(user, "O"), casework.ActionView, c); d.Allowed != holds {
			t.Fatalf("%s holds something at %+v: %v; %v", user, c, holds, d)
		}
	})
}

// What removing somebody's access takes is what they hold there, and then they hold
// nothing.
func TestRemovingAccessTakesWhatIsHeld(t *testing.T) {
	practice := mustPractice(t, agency())
	rapid.Check(t, func(t *rapid.T) {
		user, list := bulkUsers.Draw(t, "user"), drawList(t)
		for _, e := range list {
			e.SystemAdministrators = append(e.SystemAdministrators, "boss")
		}
		next, r, err := practice.RemoveAccess(acting("boss", "O"), casework.Selection{
			List: list, Clients: []string{list[0].ID}, Consultants: []casework.Employee{{User: user, Org: "O"}},
		})
		if err != nil {
			t.Fatal(err)
		}
		var taken []string
		for _, i := range r.Items {
			if i.Outcome == report.Change {
				taken = append(taken, i.What.String()+" ("+i.Where.String()+")")
			}
		}
		if diff := cmp.Diff(holdingsOf(user, nil, list[:1]), taken); diff != "" {
			t.Fatalf("-held +taken:\n%s", diff)
		}
		if left := holdingsOf(user, nil, next[:1]); left != nil {
			t.Fatalf("still held: %q", left)
		}
	})
}
