package sharing

import (
	"slices"
	"testing"

	"lupa.example/access"
)

func TestRulesThatWereNeverBuiltDenyEverything(t *testing.T) {
	for _, rs := range []*Rules{nil, {}} {
		wantDecision(t, rs.Check(anna(customer("40100-01")), ActionView, resultOf("40100-01")), access.Deny(access.ReasonNoPolicy, ""))
		wantDecision(t, rs.Check(access.Subject{}, "", nil), access.Deny(access.ReasonNoPolicy, ""))
		if n := rs.Len(); n != 0 {
			t.Errorf("Len() = %d", n)
		}
		if all := slices.Collect(rs.All()); len(all) != 0 {
			t.Errorf("All() yields %v", all)
		}
	}
}

func TestFactsThatAreNone(t *testing.T) {
	rs := mustRules(t)
	own := resultOf("40100-01")
	wantDecision(t, rs.Check(anna(nil), ActionView, own), access.Deny(access.ReasonNoFact, ""))
	wantDecision(t, rs.Check(anna((*User)(nil)), ActionView, own), access.Deny(access.ReasonNoFact, ""))
	wantDecision(t, rs.Check(anna(nil, (*User)(nil), customer("40100-01"), nil, (*User)(nil)), ActionView, own), access.Allow(ReasonOwn, ""))
}

func TestNoCustomerNumberIsNobodysOwn(t *testing.T) {
	rs := mustRules(t, rule("r", "00000*", "00000*"))
	wantDecision(t, rs.Check(anna(&User{}), ActionView, &Result{}), access.Deny(access.ReasonIncomplete, ""))
	wantDecision(t, rs.Check(anna(&User{}), ActionView, resultOf("00000-00")), access.Deny(ReasonNoAccount, ""))
	wantDecision(t, rs.Check(anna(customer("00000-00")), ActionView, &Result{}), access.Deny(access.ReasonIncomplete, ""))
}

func TestTheSameFactTwiceIsThatFactAndTwoThatDifferAreNone(t *testing.T) {
	rs := mustRules(t, rule("r", "40100*", "50200*"))
	shared := resultOf("50200-01")
	one, other := customer("40100-01"), customer("40100-02")
	staff := &User{Account: one.Account, Staff: true}
	wantDecision(t, rs.Check(anna(one, customer("40100-01"), one), ActionView, shared), access.Allow(ReasonRule, "r"))
	for _, facts := range [][]access.Fact{{one, other}, {other, one}, {one, one, other}, {one, staff}, {one, &User{}}} {
		wantDecision(t, rs.Check(anna(facts...), ActionView, shared), access.Deny(access.ReasonAmbiguousFact, ""))
	}
}

func TestFactsAreNamedForAudit(t *testing.T) {
	if name := new(User).Fact(); name != "sharing.user" {
		t.Errorf("Fact() = %q", name)
	}
}
