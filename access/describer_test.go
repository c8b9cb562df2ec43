package access_test

import (
	"os"
	"regexp"
	"slices"
	"testing"

	"lupa.example/access"
)

// A describing authority says what it decides about.
type describing struct{ authority }

func (d *describing) Actions(k access.Kind) []access.Action {
	if slices.Contains(d.kinds, k) {
		return []access.Action{"read", "lend"}
	}
	return nil
}

func (d *describing) Explain(r access.Reason) string {
	if r == "library/lent" {
		return "somebody has it"
	}
	return ""
}

func (d *describing) ID(r access.Resource) string {
	if row, ok := r.(*row); ok && row != nil {
		return row.id
	}
	return ""
}

func TestAPolicyHandsDescriptionsOn(t *testing.T) {
	books := &describing{authority{name: "books", kinds: []access.Kind{"book"}}}
	p := newPolicy(t, &authority{name: "rooms", kinds: []access.Kind{"room"}}, books)
	for _, test := range []struct {
		policy *access.Policy
		kind   access.Kind
		want   []access.Action
	}{
		{p, "book", []access.Action{"read", "lend"}},
		{p, "room", nil}, {p, "cellar", nil}, {p, "", nil}, {nil, "book", nil},
	} {
		if got := test.policy.Actions(test.kind); !slices.Equal(got, test.want) {
			t.Errorf("the actions of %q are %q, want %q", test.kind, got, test.want)
		}
	}
	for _, test := range []struct {
		policy *access.Policy
		row    access.Resource
		want   string
	}{
		{p, &row{"book", "b1"}, "b1"},
		{p, &row{"room", "r1"}, ""}, {p, &row{"cellar", "c1"}, ""}, {p, (*row)(nil), ""}, {p, nil, ""}, {nil, &row{"book", "b1"}, ""},
	} {
		if got := test.policy.ID(test.row); got != test.want {
			t.Errorf("the id of %v is %q, want %q", test.row, got, test.want)
		}
	}
	for _, test := range []struct {
		policy *access.Policy
		d      access.Decision
		want   string
	}{
		{p, access.Deny("library/lent", ""), "denied: somebody has it"},
		{p, access.Allow("library/lent", "b 1"), "allowed: somebody has it (b 1)"},
		{p, access.Deny("library/lent", "b\n1"), `denied: somebody has it ("b\n1")`},
		{p, access.Deny("house/locked", "key"), `denied: house/locked by "key"`},
		{p, access.Decision{}, "denied"},
		{p, access.Deny(access.ReasonNoUser, ""), "denied: the subject names no user"},
		{nil, access.Deny(access.ReasonNoPolicy, ""), "denied: the policy or the authority is nil or was never built"},
		{nil, access.Deny("library/lent", ""), "denied: library/lent"},
	} {
		if got := test.policy.Explain(test.d); got != test.want {
			t.Errorf("%v is explained as %q, want %q", test.d, got, test.want)
		}
	}
}

// What the documentation says of the kernel's reasons is what people are told.
func TestReasonsAreExplainedAsDocumented(t *testing.T) {
	doc, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	lines := regexp.MustCompile(`(?m)^//\t(access/\S+) +(.+)$`).FindAllStringSubmatch(string(doc), -1)
	reasons := []access.Reason{
		access.ReasonNoPolicy, access.ReasonNoUser, access.ReasonNoResource, access.ReasonUnknownKind,
		access.ReasonUnknownAction, access.ReasonIncomplete, access.ReasonNoFact, access.ReasonAmbiguousFact,
	}
	if len(lines) != len(reasons) {
		t.Fatalf("%d reasons are documented, want %d", len(lines), len(reasons))
	}
	for i, line := range lines {
		d := access.Deny(access.Reason(line[1]), "")
		if got := (*access.Policy)(nil).Explain(d); d.Reason != reasons[i] || got != "denied: "+line[2] {
			t.Errorf("%s is documented as %q and explained as %q", d.Reason, line[2], got)
		}
	}
}
