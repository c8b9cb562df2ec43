package sharing

import (
	"slices"
	"testing"

	"lupa.example/access"
)

// A foreign is a resource of another area.
type foreign struct{}

func (foreign) Kind() access.Kind { return "elsewhere.result" }

// An impostor is one that claims to be a result.
type impostor struct{ foreign }

func (impostor) Kind() access.Kind { return KindResult }

func TestNilAndZeroRulesDenyEvenOwnResults(t *testing.T) {
	for _, rs := range []*Rules{nil, {}} {
		expect(t, rs.Check(anna(customer("40100-01")), ActionView, resultOf("40100-01")), access.Deny(access.ReasonNoPolicy, ""))
		expect(t, rs.Check(access.Subject{}, "", nil), access.Deny(access.ReasonNoPolicy, ""))
		if n := rs.Len(); n != 0 {
			t.Errorf("Len() = %d", n)
		}
		if all := slices.Collect(rs.All()); len(all) != 0 {
			t.Errorf("All() yields %v", all)
		}
		if kinds := rs.Kinds(); len(kinds) != 2 {
			t.Errorf("Kinds() = %v", kinds)
		}
	}
}

func TestNilResourcesAreNoResource(t *testing.T) {
	rs := mustRules(t)
	for _, r := range []access.Resource{nil, (*Result)(nil), (*Rule)(nil)} {
		for _, a := range []access.Action{ActionView, ActionRequest, ActionConfigure, ""} {
			expect(t, rs.Check(anna(customer("40100-01")), a, r), access.Deny(access.ReasonNoResource, ""))
		}
	}
	if id := (*Result)(nil).ID() + (*Rule)(nil).ID(); id != "" {
		t.Errorf("nil resources have the id %q", id)
	}
	if (*Result)(nil).Kind() != KindResult || (*Rule)(nil).Kind() != KindRule {
		t.Error("nil resources do not know their kind")
	}
}

func TestResourcesHaveTheirKeyAsID(t *testing.T) {
	for _, r := range []access.Resource{&Result{ID: "k"}, &Rule{ID: "k"}} {
		if r.ID() != "k" {
			t.Errorf("%s: ID() = %q", r.Kind(), r.ID())
		}
	}
}

func TestResourcesOfOtherTypesAreUnknown(t *testing.T) {
	for _, r := range []access.Resource{foreign{}, impostor{}, (*impostor)(nil)} {
		expect(t, mustRules(t).Check(anna(customer("40100-01")), ActionView, r), access.Deny(access.ReasonUnknownKind, ""))
	}
}

func TestNilFactsAreNoFacts(t *testing.T) {
	rs := mustRules(t)
	own := resultOf("40100-01")
	expect(t, rs.Check(anna(nil), ActionView, own), access.Deny(access.ReasonNoFact, ""))
	expect(t, rs.Check(anna((*User)(nil)), ActionView, own), access.Deny(access.ReasonNoFact, ""))
	expect(t, rs.Check(anna(nil, (*User)(nil), customer("40100-01"), nil, (*User)(nil)), ActionView, own), access.Allow(ReasonOwn, "own"))
}

func TestAnEmptyUserIsNobody(t *testing.T) {
	s := access.Subject{Facts: []access.Fact{&User{Account: MustParseAccount("40100-01"), Staff: true}}}
	r := rule("r", "40100-01", "50200-01")
	expect(t, mustRules(t).Check(s, ActionView, resultOf("40100-01")), access.Deny(access.ReasonNoUser, ""))
	expect(t, mustRules(t).Check(s, ActionRequest, &r), access.Deny(access.ReasonNoUser, ""))
	expect(t, mustRules(t).Check(s, ActionConfigure, &r), access.Deny(access.ReasonNoUser, ""))
}

func TestNoCustomerNumberIsNobodysOwn(t *testing.T) {
	rs := mustRules(t, rule("r", "00000*", "00000*"))
	expect(t, rs.Check(anna(&User{}), ActionView, &Result{}), access.Deny(access.ReasonIncomplete, ""))
	expect(t, rs.Check(anna(&User{}), ActionView, resultOf("00000-00")), access.Deny(ReasonNoAccount, ""))
	expect(t, rs.Check(anna(customer("00000-00")), ActionView, &Result{}), access.Deny(access.ReasonIncomplete, ""))
}

func TestTheSameFactTwiceIsThatFactAndTwoThatDifferAreNone(t *testing.T) {
	rs := mustRules(t, rule("r", "40100*", "50200*"))
	shared := resultOf("50200-01")
	one, other := customer("40100-01"), customer("40100-02")
	staff := &User{Account: one.Account, Staff: true}
	expect(t, rs.Check(anna(one, customer("40100-01"), one), ActionView, shared), access.Allow(ReasonRule, "r"))
	for _, facts := range [][]access.Fact{{one, other}, {other, one}, {one, one, other}, {one, staff}, {one, &User{}}} {
		expect(t, rs.Check(anna(facts...), ActionView, shared), access.Deny(access.ReasonAmbiguousFact, ""))
	}
}

func TestFactsAreNamedForAudit(t *testing.T) {
	if name := new(User).Fact(); name != "sharing.user" {
		t.Errorf("Fact() = %q", name)
	}
}
