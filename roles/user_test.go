package roles_test

import (
	"testing"

	"lupa.example/access"
	"lupa.example/roles"
)

func TestAUserAsWhoAsksBringsEveryFactAsACopy(t *testing.T) {
	petra := named("petra")
	s := petra.Subject(access.SignedOut)
	equal(t, "subject", s, access.Subject{User: "petra", SignIn: access.SignedOut, Facts: []access.Fact{
		&roles.Member{Org: "A", Roles: []string{"approver"}},
		&roles.Member{Org: "B", Roles: []string{"contact"}},
	}})
	s.Facts[0].(*roles.Member).Roles[0] = "administrator"
	s.Facts[1].(*roles.Member).Org = "A"
	equal(t, "user", petra, named("petra"))
}

func TestNobodyAsWhoAsksIsNobody(t *testing.T) {
	equal(t, "subject", roles.User{}.Subject(access.SignedIn), access.Subject{SignIn: access.SignedIn})
}

func TestACloneSharesNothing(t *testing.T) {
	u := person("olga", "G agent-officer")
	u.Members[0].Assignments = []string{"g1"}
	c := u.Clone()
	equal(t, "clone", c, u)
	c.Members[0].Roles[0], c.Members[0].Assignments[0], c.Members[0].Org = "x", "x", "x"
	if m := u.Members[0]; m.Roles[0] != "agent-officer" || m.Assignments[0] != "g1" || m.Org != "G" {
		t.Errorf("got %v after the clone was changed", m)
	}
}
