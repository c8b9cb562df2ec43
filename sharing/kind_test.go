package sharing

import (
	"encoding/json"
	"slices"
	"testing"

	"lupa.example/access"
)

func TestRulesDecideAboutResultsAndRules(t *testing.T) {
	want := []access.Kind{KindResult, KindRule}
	for _, rs := range []*Rules{nil, new(Rules), mustRules(t)} {
		kinds := rs.Kinds()
		if !slices.Equal(kinds, want) {
			t.Errorf("got %q, want %q", kinds, want)
		}
		kinds[0] = "spoilt"
		if got := rs.Kinds()[0]; got != KindResult {
			t.Errorf("got %q", got)
		}
	}
}

func TestEachKindHasItsActions(t *testing.T) {
	rs := mustRules(t)
	for kind, want := range map[access.Kind][]access.Action{
		KindResult: {"view"},
		KindRule:   {"request", "configure"},
		KindSight:  nil,
		"":         nil,
	} {
		got := rs.Actions(kind)
		if !slices.Equal(got, want) {
			t.Errorf("%s: got %q, want %q", kind, got, want)
		}
		clear(got)
		if got := rs.Actions(kind); !slices.Equal(got, want) {
			t.Errorf("%s: a copy changed the rules: %q", kind, got)
		}
	}
}

func TestRowsAreNamedByTheirIDs(t *testing.T) {
	rs := mustRules(t)
	for r, want := range map[access.Resource]string{
		&Result{ID: "k1"}: "k1", &Rule{ID: "k2"}: "k2",
		(*Result)(nil): "", (*Rule)(nil): "", foreign{}: "", nil: "",
	} {
		if got := rs.ID(r); got != want {
			t.Errorf("%T: got %q, want %q", r, got, want)
		}
	}
	if (*Result)(nil).Kind() != KindResult || (*Rule)(nil).Kind() != KindRule {
		t.Error("nil rows do not know their kind")
	}
}

// A foreign is a resource of another area.
type foreign struct{}

func (foreign) Kind() access.Kind { return "elsewhere.result" }

// Rows of a caller's own that embed those of this package claim to be of its kinds.
type (
	ownResult struct{ Result }
	ownRule   struct{ *Rule }
)

func TestARowOfAnotherTypeIsOfAnUnknownKind(t *testing.T) {
	rs := mustRules(t)
	r := rule("r", "40100-01", "50200-01")
	for _, row := range []access.Resource{foreign{}, &ownResult{*resultOf("40100-01")}, ownRule{&r}, (*ownResult)(nil)} {
		want := access.Deny(access.ReasonUnknownKind, "")
		if row == access.Resource((*ownResult)(nil)) {
			want = access.Deny(access.ReasonNoResource, "")
		}
		for _, a := range []access.Action{ActionView, ActionConfigure} {
			wantDecision(t, rs.Check(anna(&User{Account: MustParseAccount("40100-01"), Staff: true}), a, row), want)
		}
	}
}

// Logs hold whatever was asked, also what has no number.
func TestEveryRowIsWrittenAsJSON(t *testing.T) {
	r := rule("r", "40100-01 50200", "50200*")
	for want, v := range map[string]any{
		`{"User":"kim","SignIn":"unknown","Facts":[{"Staff":true}]}`:      staff(),
		`{"Account":"40100-01","Staff":false}`:                            customer("40100-01"),
		`{"ID":"result","Owner":"40100-01"}`:                              resultOf("40100-01"),
		`{"ID":"w17"}`:                                                    &Result{ID: "w17"},
		`{"ID":"r","Viewers":["40100-01","50200*"],"Sharers":["50200*"]}`: &r,
		`{"ID":"","Viewers":[""],"Sharers":null}`:                         &Rule{Viewers: []Party{{}}},
	} {
		if got, err := json.Marshal(v); err != nil || string(got) != want {
			t.Errorf("got %s, %v, want %s", got, err, want)
		}
	}
	var u User
	if err := json.Unmarshal([]byte(`{"Account":""}`), &u); err == nil {
		t.Error("no text is read as a customer number")
	}
}
