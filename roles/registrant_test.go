package roles

import (
	"testing"

	"lupa.example/access"
)

func TestAUserAsWhoAsksBringsEveryFactAsACopy(t *testing.T) {
	petra := named("petra")
	s := petra.Subject(access.SignedOut)
	wantEqual(t, "subject", s, access.Subject{User: "petra", SignIn: access.SignedOut, Facts: []access.Fact{
		&Member{Org: "A", Roles: []string{"approver"}},
		&Member{Org: "B", Roles: []string{"contact"}},
	}})
	s.Facts[0].(*Member).Roles[0] = "administrator"
	s.Facts[1].(*Member).Org = "A"
	wantEqual(t, "user", petra, named("petra"))
}

func TestNobodyAsWhoAsksIsNobody(t *testing.T) {
	wantEqual(t, "subject", Registrant{}.Subject(access.SignedIn), access.Subject{SignIn: access.SignedIn})
}

func TestACloneSharesNothing(t *testing.T) {
	u := person("olga", "G agent-officer")
	u.Members[0].Assignments = []string{"g1"}
	c := u.Clone()
	wantEqual(t, "clone", c, u)
	c.Members[0].Roles[0], c.Members[0].Assignments[0], c.Members[0].Org = "x", "x", "x"
	if m := u.Members[0]; m.Roles[0] != "agent-officer" || m.Assignments[0] != "g1" || m.Org != "G" {
		t.Errorf("got %v after the clone was changed", m)
	}
}
