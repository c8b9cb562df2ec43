package accesstest

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"lupa.example/access"
)

// library is papers that describe themselves; a fault replaces one description.
type library struct {
	papers
	actions func(access.Kind) []access.Action
	explain func(access.Reason) string
	id      func(access.Resource) string
}

func (l library) Actions(k access.Kind) []access.Action {
	if l.actions != nil {
		return l.actions(k)
	}
	if k != "paper" {
		return nil
	}
	return []access.Action{"read", "sign"}
}

func (l library) Explain(r access.Reason) string {
	if l.explain != nil {
		return l.explain(r)
	}
	switch r {
	case "test/badge":
		return "a badge opens the room"
	case "test/no-badge":
		return "no badge opens the room"
	case "test/author":
		return "the author signs"
	case "test/not-author":
		return "only the author signs"
	}
	return ""
}

func (l library) ID(r access.Resource) string {
	if l.id != nil {
		return l.id(r)
	}
	if p, ok := r.(*paper); ok && p != nil {
		return p.key
	}
	return ""
}

func TestAnAuthorityThatDescribesItselfPasses(t *testing.T) {
	Laws(t, library{}, paperQuestions())
}

func TestEveryWrongDescriptionIsFound(t *testing.T) {
	moreChecks(t)
	calls := 0
	actions := func(as ...access.Action) func(access.Kind) []access.Action {
		return func(k access.Kind) []access.Action {
			if k != "paper" {
				return nil
			}
			return as
		}
	}
	for name, faulty := range map[string]library{
		"an action is left out":          {actions: actions("read")},
		"an action too many":             {actions: actions("read", "sign", "eat")},
		"an action twice":                {actions: actions("read", "sign", "read")},
		"an empty action":                {actions: actions("read", "sign", "")},
		"actions of foreign kinds":       {actions: func(access.Kind) []access.Action { return []access.Action{"read", "sign"} }},
		"a reason that is not explained": {explain: func(access.Reason) string { return "" }},
		"a foreign reason is explained":  {explain: func(access.Reason) string { return "so it is" }},
		"an id for whatever there is":    {id: func(access.Resource) string { return "1" }},
		"actions that are never the same": {actions: func(access.Kind) []access.Action {
			calls++
			return slices.Repeat([]access.Action{"read"}, calls)
		}},
	} {
		t.Run(name, func(t *testing.T) {
			of := lawNamed(t, "what is described is what is decided").of(faulty, paperQuestions())
			if _, err := falsify(t.Name(), of); err == nil {
				t.Error("passes")
			} else {
				t.Log(err)
			}
		})
	}
}

func TestReasonsAreReadFromThePackage(t *testing.T) {
	documented, declared, err := reasonsIn("testdata/shop")
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(declared)
	if want := []access.Reason{"shop/closed", "shop/open", "shop/sold"}; !slices.Equal(declared, want) {
		t.Errorf("declared are %q, want %q", declared, want)
	}
	shop := library{explain: func(r access.Reason) string {
		return map[access.Reason]string{"shop/closed": "the shop is shut", "shop/open": "the shop is open", "shop/sold": "it is sold"}[r]
	}}
	want := []string{
		`shop/closed is documented as "the shop is closed" and explained as "the shop is shut"`,
		`shop/lent is documented and no constant`,
		`shop/sold stands in no line of the package documentation`,
	}
	if got := unexplained(shop, documented, declared); !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if got := unexplained(shop, nil, nil); !slices.Equal(got, []string{"the package declares no reason"}) {
		t.Errorf("of no package: %q", got)
	}
	everything := library{explain: func(access.Reason) string { return "so it is" }}
	if got := unexplained(everything, map[access.Reason]string{"a/b": "so it is"}, []access.Reason{"a/b"}); len(got) != 1 {
		t.Errorf("who explains everything: %q", got)
	}
	broken := t.TempDir()
	if err := os.WriteFile(filepath.Join(broken, "broken.go"), []byte("package"), 0o666); err != nil {
		t.Fatal(err)
	}
	if _, _, err := reasonsIn(broken); err == nil {
		t.Error("a file that is no Go is read")
	}
}
