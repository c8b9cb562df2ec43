package sharing

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lupa.example/access"
	"lupa.example/access/invalid/invalidtest"
)

// Parties are compared as what they are printed as.
var asText = cmp.Transformer("String", Party.String)

func TestEverythingWrongWithRulesIsReportedAtOnce(t *testing.T) {
	some := parties("40100-01")
	long := strings.Repeat("k", 257)
	_, err := NewRules(
		Rule{},
		Rule{ID: "twice", Viewers: some, Sharers: some},
		Rule{ID: "twice", Viewers: []Party{some[0], {}}, Sharers: some},
		Rule{ID: long, Viewers: some, Sharers: []Party{{}, some[0], {}}},
		Rule{ID: "twice\xff", Viewers: some, Sharers: []Party{}},
		Rule{ID: "twice", Viewers: some, Sharers: some},
		Rule{Viewers: some, Sharers: some}, // without an id, as the first: that is not one id
	)
	invalidtest.Expect(t, err, []access.InvalidError{
		{Package: "sharing", Path: "rules[0].id", Problem: "is empty; want an identifier"},
		{Package: "sharing", Path: "rules[6].id", Problem: "is empty; want an identifier"},
		{Package: "sharing", Path: "rules[0].viewers", Problem: "is empty; want one or more customer numbers or groups"},
		{Package: "sharing", Path: "rules[0].sharers", Problem: "is empty; want one or more customer numbers or groups"},
		{Package: "sharing", Path: "rules[2].id", Problem: `"twice" is the id of rules[1] already`},
		{Package: "sharing", Path: "rules[2].viewers[1]", Problem: "is no customer number or group"},
		{Package: "sharing", Path: "rules[3].id", Problem: `is 257 bytes long ("` + long[:40] + `"…); want at most 256`},
		{Package: "sharing", Path: "rules[3].sharers[0]", Problem: "is no customer number or group"},
		{Package: "sharing", Path: "rules[3].sharers[2]", Problem: "is no customer number or group"},
		{Package: "sharing", Path: "rules[4].id", Problem: `"twice\xff" is not valid UTF-8`},
		{Package: "sharing", Path: "rules[4].sharers", Problem: "is empty; want one or more customer numbers or groups"},
		{Package: "sharing", Path: "rules[5].id", Problem: `"twice" is the id of rules[1] already`},
	})
}

func TestRefusedRulesAreNil(t *testing.T) {
	if rs, err := NewRules(Rule{}); rs != nil || err == nil {
		t.Errorf("NewRules(Rule{}) = %v, %v", rs, err)
	}
}

func TestRulesKeepTheirOrder(t *testing.T) {
	want := []Rule{rule("z", "40100-01", "50200*"), rule("a", "50200* 50200*", "40100-01"), rule(strings.Repeat("k", 256), "10000", "99999-99")}
	rs := mustRules(t, want...)
	if rs.Len() != 3 {
		t.Errorf("Len() = %d, want 3", rs.Len())
	}
	for range 2 { // the sequence can be read again
		if diff := cmp.Diff(want, slices.Collect(rs.All()), asText); diff != "" {
			t.Errorf("All() (-want +got):\n%s", diff)
		}
	}
	for first := range rs.All() {
		if first.ID != "z" {
			t.Errorf("the first rule is %q", first.ID)
		}
		break
	}
}

func TestRulesShareNoMemoryWithArgumentsOrResults(t *testing.T) {
	given := []Rule{rule("r", "40100-01", "50200-01")}
	rs := mustRules(t, given...)
	spoil := func(r *Rule) {
		r.ID = "spoilt"
		r.Viewers[0], r.Sharers[0] = MustParseParty("60300*"), MustParseParty("60300*")
	}
	spoil(&given[0])
	for r := range rs.All() {
		spoil(&r)
	}
	want := []Rule{rule("r", "40100-01", "50200-01")}
	if diff := cmp.Diff(want, slices.Collect(rs.All()), asText); diff != "" {
		t.Errorf("All() (-want +got):\n%s", diff)
	}
	wantSights(t, rs, sight{"40100-01", "50200-01", "r"}, sight{"60300-01", "60300-02", ""})
}
