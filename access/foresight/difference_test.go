package foresight_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lupa.example/access"
	"lupa.example/access/foresight"
	"lupa.example/access/report"
)

func policyOf(t testing.TB, authorities ...access.Authority) *access.Policy {
	t.Helper()
	p, err := access.NewPolicy(authorities...)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func lending(kind access.Kind, user string, titles ...string) *shelf {
	return &shelf{kind, map[string][]string{user: titles}}
}

func TestDiff(t *testing.T) {
	one, other := lending("a", "anna", "x", "y"), lending("a", "bo", "x")
	quiet := &mute{[]access.Kind{"m"}}
	for _, test := range []struct {
		name     string
		old, new *access.Policy
		want     string
	}{
		{"nothing", nil, nil, "nothing is decided otherwise\n"},
		{"one policy", policyOf(t, one, quiet), policyOf(t, one, quiet), "nothing is decided otherwise\n"},
		{"no rule", nil, policyOf(t, &shelf{kind: "a"}), "nothing is decided otherwise\n"},
		{"equal rules", policyOf(t, one), policyOf(t, lending("a", "anna", "y", "x")), "nothing is decided otherwise\n"},
		{"a gain", policyOf(t, one), policyOf(t, lending("a", "anna", "x", "y", "z")), "anna gains read of a (title z)\n"},
		{"another reader", policyOf(t, one), policyOf(t, other), "bo gains read of a (title x)\nanna loses read of a (title x or y)\n"},
		{"a section comes", policyOf(t, quiet), policyOf(t, quiet, one), "anna gains read of a (title x or y)\n"},
		{"a section goes", policyOf(t, other, quiet), policyOf(t, quiet), "bo loses read of a (title x)\n"},
		{"a section is moved", policyOf(t, one, quiet), policyOf(t, quiet, one), "nothing is decided otherwise\n"},
		{"in the order of the new policy", policyOf(t, lending("c", "cia", "x")), policyOf(t, lending("b", "bo", "x"), one),
			"bo gains read of b (title x)\nanna gains read of a (title x or y)\ncia loses read of c (title x)\n"},
		{"not compared", policyOf(t, one, quiet), policyOf(t, one, &mute{[]access.Kind{"m", "n\n"}}), "not compared: m\nnot compared: \"n\\n\"\n"},
		{"nothing to compare with", policyOf(t, quiet), nil, "not compared: m\n"},
		{"another type", policyOf(t, one), policyOf(t, &mute{[]access.Kind{"a"}}), "not compared: a\n"},
		{"a type that was another", policyOf(t, &mute{[]access.Kind{"a"}}), policyOf(t, one), "not compared: a\n"},
		{"one in the place of two", policyOf(t, one, lending("b", "bo", "x")), policyOf(t, &mute{[]access.Kind{"a", "b"}}), "not compared: a\nnot compared: b\n"},
		{"one that could compare itself, in the place of two", policyOf(t, one, lending("b", "bo", "x")),
			policyOf(t, &liar{mute{[]access.Kind{"a", "b"}}, foresight.Change{Kind: "a", Actions: []access.Action{"read"}}}), "not compared: a\nnot compared: b\n"},
		{"two that could compare themselves, in the place of one", policyOf(t, &mute{[]access.Kind{"a", "b"}}), policyOf(t,
			&liar{mute{[]access.Kind{"a"}}, foresight.Change{Kind: "a", Actions: []access.Action{"read"}}}, &liar{mute{[]access.Kind{"b"}}, foresight.Change{Kind: "b", Actions: []access.Action{"read"}}}), "not compared: a\nnot compared: b\n"},
		{"one with a kind more, in the place of two", policyOf(t, one, lending("b", "bo", "x")), policyOf(t, &mute{[]access.Kind{"a", "b", "c"}}), "not compared: a\nnot compared: b\nnot compared: c\n"},
		{"two with a kind less, in the place of one", policyOf(t, &mute{[]access.Kind{"a", "b", "c"}}), policyOf(t, one, lending("b", "bo", "x")), "not compared: a\nnot compared: b\nnot compared: c\n"},
		{"one in the place of two with a kind more", policyOf(t, &mute{[]access.Kind{"a", "c"}}, lending("b", "bo", "x")), policyOf(t, &mute{[]access.Kind{"a", "b"}}), "not compared: a\nnot compared: b\nnot compared: c\n"},
		{"several readers go", policyOf(t, &shelf{"a", map[string][]string{"anna": {"x"}, "bo": {"x", "y"}}}), nil, "anna loses read of a (title x)\nbo loses read of a (title x or y)\n"},
		{"a value that cannot be compared with itself", policyOf(t, silent{[]access.Kind{"m"}}), policyOf(t, silent{[]access.Kind{"m"}}), "not compared: m\n"},
		{"nor what is in it", policyOf(t, hushed{[]string{"x"}}), policyOf(t, hushed{[]string{"x"}}), "not compared: m\n"},
		{"two in the place of one", policyOf(t, &mute{[]access.Kind{"a", "b"}}), policyOf(t, one, lending("b", "bo", "x")), "not compared: a\nnot compared: b\n"},
	} {
		d, err := foresight.Diff(test.old, test.new)
		if got := d.String(); got != test.want || err != nil {
			t.Errorf("%s: error %v\n%swant\n%s", test.name, err, got, test.want)
		}
		if d.IsEmpty() != strings.HasPrefix(test.want, "nothing") {
			t.Errorf("%s: empty %v", test.name, d.IsEmpty())
		}
	}
}

// A silent authority is a value of a type whose values cannot be compared; of a hushed
// one that depends on what it keeps.
type (
	silent struct{ kinds []access.Kind }
	hushed struct{ keeps any }
)

func (s silent) Kinds() []access.Kind { return s.kinds }
func (silent) Check(access.Subject, access.Action, access.Resource) access.Decision {
	return access.Deny("mute/denied", "")
}

func (hushed) Kinds() []access.Kind { return []access.Kind{"m"} }
func (hushed) Check(access.Subject, access.Action, access.Resource) access.Decision {
	return access.Deny("mute/denied", "")
}

func TestDiffOfThousands(t *testing.T) {
	many := &shelf{"a", make(map[string][]string)}
	for i := range 10_000 {
		many.lent[fmt.Sprintf("u%05d", i)] = []string{"x"}
	}
	d, err := foresight.Diff(nil, policyOf(t, many))
	if err != nil || len(d.Changes) != len(many.lent) {
		t.Fatalf("%d changes, error %v", len(d.Changes), err)
	}
	for i, c := range d.Changes {
		if want := fmt.Sprintf("u%05d gains read of a (title x)", i); c.String() != want {
			t.Fatalf("change %d: %s, want %s", i, c, want)
		}
	}
}

// What is said of other people's kinds, or of no action, is a fault and no difference.
func TestDiffOfAFaultyAuthority(t *testing.T) {
	for _, change := range []foresight.Change{{Kind: "b", Actions: []access.Action{"read"}}, {Kind: "a"}} {
		faulty := policyOf(t, &liar{mute{[]access.Kind{"a"}}, change})
		for _, old := range []*access.Policy{nil, policyOf(t, lending("a", "anna", "x")), faulty} {
			next := faulty
			if old == faulty {
				next = nil
			}
			d, err := foresight.Diff(old, next)
			if err == nil || !strings.Contains(err.Error(), "*foresight_test.liar") || !d.IsEmpty() {
				t.Errorf("%v: error %v", d, err)
			}
		}
	}
}

func TestChangesInWords(t *testing.T) {
	form := func(id string) report.Thing { return report.Thing{Kind: "p.form", ID: id} }
	own := report.Thing{Kind: "p.own"}
	for _, test := range []struct {
		change foresight.Change
		want   string
	}{
		{foresight.Change{Kind: "p.case", Actions: []access.Action{"read", "change"}}, "everybody gains read, change of case"},
		{foresight.Change{Kind: "p.case", Actions: []access.Action{"read", "a\nb"}}, `everybody gains read, "a\nb" of case`},
		{foresight.Change{
			Effect: report.Loss, Kind: "p.case", Actions: []access.Action{"read"},
			Who: foresight.Class{
				Of:   []report.Thing{{Kind: "r.role", ID: "approver"}, {Kind: "r.role", ID: "a\nb"}, {Kind: "r.signed-out"}},
				With: []report.Thing{{Kind: "r.role", ID: "orderer"}, {Kind: "r.role", ID: "other"}},
			},
			Which: foresight.Class{Of: []report.Thing{form("F1"), form("F2"), own}, Without: []report.Thing{form("F3"), own}},
		}, `role approver or "a\nb"; signed out; with role orderer and other loses read of case (form F1 or F2; own; without form F3, own)`},
		{foresight.Change{Kind: "p.case", Actions: []access.Action{"read"}, Which: foresight.Class{Of: []report.Thing{form("F1"), form("")}}},
			"everybody gains read of case (form F1; form)"},
		{foresight.Change{
			Kind: "p.case", Actions: []access.Action{"read"}, Which: foresight.Class{Of: []report.Thing{form("F1")}},
			Except: []foresight.Except{{Which: foresight.Class{Of: []report.Thing{own}}}, {Who: foresight.Class{With: []report.Thing{own}}, Which: foresight.Class{Of: []report.Thing{form("F1")}}}},
		}, "everybody gains read of case (form F1; but not for any of them: own; but not for with own: form F1)"},
	} {
		if got := test.change.String(); got != test.want {
			t.Errorf("%s\nwant\n%s", got, test.want)
		}
	}
}

func TestDifferencesForPrograms(t *testing.T) {
	quiet := &mute{[]access.Kind{"m"}}
	d, err := foresight.Diff(policyOf(t, lending("a", "anna", "x")), policyOf(t, lending("a", "bo", "x"), quiet)) // a loss beside a gain
	if err != nil {
		t.Fatal(err)
	}
	const want = `{"changes":[` +
		`{"effect":"gains","who":{"of":[{"kind":"person","id":"bo"}],"with":[],"without":[]},"actions":["read"],"kind":"a","which":{"of":[{"kind":"shelf.title","id":"x"}],"with":[],"without":[]}},` +
		`{"effect":"loses","who":{"of":[{"kind":"person","id":"anna"}],"with":[],"without":[]},"actions":["read"],"kind":"a","which":{"of":[{"kind":"shelf.title","id":"x"}],"with":[],"without":[]}}],` +
		`"notCompared":["m"]}`
	text, err := json.Marshal(d)
	if string(text) != want || err != nil {
		t.Errorf("error %v\n%s\nwant\n%s", err, text, want)
	}
	var back foresight.Difference
	if err := json.Unmarshal(text, &back); err != nil {
		t.Fatal(err)
	}
	if again, err := json.Marshal(back); string(again) != want || err != nil {
		t.Errorf("read back: error %v\n%s", err, again)
	}
	if text, err := json.Marshal(foresight.Class{}); string(text) != `{"of":[],"with":[],"without":[]}` || err != nil {
		t.Errorf("error %v, %s", err, text)
	}
	if text, err := json.Marshal(foresight.Difference{}); string(text) != `{"changes":[],"notCompared":[]}` || err != nil {
		t.Errorf("error %v, %s", err, text)
	}

	got := d.Report("staff")
	wanted := report.Report{Act: "foresight.diff", Actor: "staff", Warnings: []string{"not compared: m"}, Items: []report.Item{
		{Outcome: report.Change, Who: report.Thing{Kind: foresight.KindPeople, ID: "bo"}, What: report.Thing{Kind: "a", ID: "read"}, Where: report.Thing{Kind: foresight.KindResources, ID: "title x"}},
		{Outcome: report.Change, Effect: report.Loss, Who: report.Thing{Kind: foresight.KindPeople, ID: "anna"}, What: report.Thing{Kind: "a", ID: "read"}, Where: report.Thing{Kind: foresight.KindResources, ID: "title x"}},
	}}
	if diff := cmp.Diff(wanted, got); diff != "" {
		t.Errorf("report, - want, + got:\n%s", diff)
	}
}
