package roles

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"lupa.example/access"
)

// drawCatalog returns the portal's catalogue with two more roles, one of which may
// create orders without a session, and with the switches drawn.
func drawCatalog(t *rapid.T) *Catalog {
	c, err := NewCatalog(Config{
		Portal:             true,
		ApproverSignsIn:    rapid.Bool().Draw(t, "approverSignsIn"),
		SamePersonSignedIn: rapid.Bool().Draw(t, "samePersonSignedIn"),
		Define:             []Role{editor, {Name: "buyer", Grants: []Grant{grant(OverOrg, KindOrder, ActionCreate)}}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// drawMembers returns facts of a few organisations with a few roles each, some of
// which no catalogue has.
func drawMembers(t *rapid.T, label string, orgs ...string) []access.Fact {
	names := append([]string{"editor", "buyer", "ghost", ""}, portalRoles...)
	roles := rapid.SliceOfN(rapid.SampledFrom(names), 0, 4)
	assignments := rapid.SliceOfN(rapid.SampledFrom([]string{"g1", "g2", ""}), 0, 2)
	var facts []access.Fact
	for range rapid.IntRange(0, 4).Draw(t, label) {
		facts = append(facts, &Member{
			Org:         rapid.SampledFrom(orgs).Draw(t, "org"),
			Roles:       roles.Draw(t, "roles"),
			Assignments: assignments.Draw(t, "assignments"),
		})
	}
	return facts
}

// decisions answers every question about rows of the organisation A.
func decisions(c *Catalog, facts []access.Fact) []access.Decision {
	var all []access.Decision
	ask := func(a access.Action, rows ...access.Resource) {
		for _, r := range rows {
			for _, signIn := range sessions {
				all = append(all, c.Check(anna(signIn, facts...), a, r))
			}
		}
	}
	for _, line := range matrix {
		own, others := rows(line.kind)
		ask(line.action, own, others)
	}
	for _, a := range []access.Action{"create", "update", "delete", "archive"} {
		ask(a, todo("anna"), todo("bert"), todo(""))
	}
	return all
}

// split says of each fact the same in as many facts as it says things.
func split(facts []access.Fact) []access.Fact {
	var parts []access.Fact
	for _, f := range facts {
		m := f.(*Member)
		parts = append(parts, &Member{Org: m.Org})
		for _, role := range m.Roles {
			parts = append(parts, &Member{Org: m.Org, Roles: []string{role}})
		}
		for _, assignment := range m.Assignments {
			parts = append(parts, &Member{Org: m.Org, Assignments: []string{assignment}})
		}
	}
	return parts
}

func sameDecisions(t *rapid.T, c *Catalog, facts, changed []access.Fact) {
	t.Helper()
	before, after := decisions(c, facts), decisions(c, changed)
	for i := range before {
		if before[i] != after[i] {
			t.Fatalf("question %d: %v became %v", i, before[i], after[i])
		}
	}
}

func TestSplittingFactsChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		facts := drawMembers(t, "members", "A", "A", "B", "")
		parts := split(facts)
		if len(parts) > 0 {
			parts = rapid.Permutation(parts).Draw(t, "parts")
		}
		sameDecisions(t, drawCatalog(t), facts, parts)
	})
}

func TestPermutingAndRepeatingFactsAndRolesChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		facts := drawMembers(t, "members", "A", "A", "B")
		if len(facts) == 0 {
			t.Skip("no facts")
		}
		var shuffled []access.Fact
		for _, f := range slices.Concat(facts, facts[:1]) {
			m := *f.(*Member)
			if len(m.Roles) > 0 {
				m.Roles = rapid.Permutation(slices.Concat(m.Roles, m.Roles[:1])).Draw(t, "roles")
			}
			if len(m.Assignments) > 0 {
				m.Assignments = rapid.Permutation(slices.Concat(m.Assignments, m.Assignments[:1])).Draw(t, "assignments")
			}
			shuffled = append(shuffled, &m)
		}
		sameDecisions(t, drawCatalog(t), facts, rapid.Permutation(shuffled).Draw(t, "facts"))
	})
}

func TestFactsOfOtherOrganisationsChangeNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		facts := append(drawMembers(t, "members", "A", "B"), &Member{Org: "B"})
		others := drawMembers(t, "others", "B", "a", "AA", "")
		sameDecisions(t, drawCatalog(t), facts, rapid.Permutation(slices.Concat(facts, others)).Draw(t, "facts"))
	})
}

func TestFactsOfOtherAreasChangeNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		facts := drawMembers(t, "members", "A", "B")
		others := []access.Fact{foreignFact{}, nil, &namesake{Org: "A", Roles: []string{"administrator"}}, (*Member)(nil)}
		sameDecisions(t, drawCatalog(t), facts, rapid.Permutation(slices.Concat(facts, others)).Draw(t, "facts"))
	})
}

// A namesake looks like a member and is another area's.
type namesake Member

func (*namesake) Fact() string { return "roles.member" }

func TestMoreRolesTakeNothingAwayWhereOneMayOrderAndApproveSignedIn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, err := NewCatalog(Config{Portal: true, SamePersonSignedIn: true, Define: []Role{editor}})
		if err != nil {
			t.Fatal(err)
		}
		facts := drawMembers(t, "members", "A", "B")
		more := slices.Concat(facts, drawMembers(t, "more", "A"))
		before, after := decisions(c, facts), decisions(c, more)
		for i := range before {
			if before[i].Allowed && !after[i].Allowed {
				t.Fatalf("question %d: %v became %v", i, before[i], after[i])
			}
		}
	})
}
