package sharing

import (
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"

	"lupa.example/access"
	"lupa.example/access/invalid/invalidtest"
)

// Consequences tell what other customers share.
func TestConsequencesAreForTheStaff(t *testing.T) {
	rules := mustRules(t, rule("a", "10000-01", "20000-01"))
	next := rule("b", "10000-02", "20000-01")
	for name, ask := range map[string]func(access.Subject) (Consequences, error){
		"adding":    func(s access.Subject) (Consequences, error) { return rules.ConsequencesOfAdding(s, next) },
		"replacing": func(s access.Subject) (Consequences, error) { return rules.ConsequencesOfReplacing(s, "a", next) },
		"removing":  func(s access.Subject) (Consequences, error) { return rules.ConsequencesOfRemoving(s, "a") },
	} {
		for _, who := range []access.Subject{{}, anna(), anna(customer("20000-01")), anna(&User{Staff: true}, customer("20000-01"))} {
			if c, err := ask(who); !errors.Is(err, access.ErrDenied) || c.Gains != nil || c.Loses != nil {
				t.Errorf("%s: %v is told %v, %v", name, who, c, err)
			}
		}
		if c, err := ask(staff()); err != nil || len(c.Gains)+len(c.Loses) == 0 {
			t.Errorf("%s: the staff are told %v, %v", name, c, err)
		}
	}
	var never *Rules
	if _, err := never.ConsequencesOfAdding(staff(), next); !errors.Is(err, access.ErrDenied) {
		t.Errorf("of rules that were never built: %v", err)
	}
}

func TestConsequencesOfWhatCannotBe(t *testing.T) {
	rules := mustRules(t, rule("a", "10000-01", "20000-01"))
	_, err := rules.ConsequencesOfAdding(staff(), Rule{Viewers: parties("10000"), Sharers: []Party{{}}})
	invalidtest.ExpectAt(t, err, "sharing", "rule.sharers[0]")
	_, err = rules.ConsequencesOfReplacing(staff(), "x", Rule{})
	invalidtest.ExpectAt(t, err, "sharing", "id", "rule.viewers", "rule.sharers")
	if !strings.Contains(err.Error(), `id: "x" is the id of no rule`) {
		t.Errorf("got %v", err)
	}
	_, err = rules.ConsequencesOfReplacing(staff(), "", rule("", "10000-01", "20000-01"))
	invalidtest.ExpectAt(t, err, "sharing", "id")
	if c, err := rules.ConsequencesOfRemoving(staff(), "x"); err != nil || c.String() != "nobody gains or loses sight of anything\n" {
		t.Errorf("of removing what is not there: %v, %v", c, err)
	}
}

func TestConsequencesAsJSON(t *testing.T) {
	rules := mustRules(t, rule("a", "10000-01", "20000-01"))
	c, err := rules.ConsequencesOfAdding(staff(), rule("b", "10000*", "20000-01 20000-02 20000-03"))
	if err != nil {
		t.Fatal(err)
	}
	for want, c := range map[string]Consequences{
		`{"gains":[],"loses":[]}`: {},
		`{"gains":[{"except":[{"viewers":[{"but":[],"party":"10000-01"}],"sharers":[{"but":[],"party":"20000-01"}]}],"sharers":[{"but":[],"party":"20000-01"},{"but":[],"party":"20000-02"},{"but":[],"party":"20000-03"}],"viewers":[{"but":[],"party":"10000-01"}]},` +
			`{"except":[],"sharers":[{"but":[],"party":"20000-01"},{"but":[],"party":"20000-02"},{"but":[],"party":"20000-03"}],"viewers":[{"but":["10000-01"],"party":"10000*"}]}],"loses":[]}`: c,
	} {
		got, err := json.Marshal(c)
		var a, b any
		if json.Unmarshal(got, &a) != nil || json.Unmarshal([]byte(want), &b) != nil || !reflect.DeepEqual(a, b) || err != nil {
			t.Errorf("got  %s, %v\nwant %s", got, err, want)
		}
	}
}
