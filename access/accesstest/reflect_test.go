package accesstest

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"lupa.example/access"
)

type graph struct {
	Name  string
	Kind  access.Kind
	List  []string
	Lists map[string][]string
	Next  *graph
	Any   any
	When  time.Time
	Array [1]string
	kept  *string
}

func TestCopied(t *testing.T) {
	secret := "a"
	g := &graph{
		Name: "a", Kind: "a", List: []string{"a", "b"}, Lists: map[string][]string{"a": {"a"}, "b": nil},
		Any: []any{"a", 1, nil}, When: time.Unix(1, 0), Array: [1]string{"a"}, kept: &secret,
	}
	g.Next = g

	equal := copied(access.Fact(&foreignFact{"a"}), strings.ToUpper)
	if got := equal.(*foreignFact).name; got != "a" {
		t.Errorf("an unexported field became %q", got)
	}
	same := copied(g, unchanged)
	if same == g || same.Next != same || same.kept != g.kept {
		t.Error("the copy does not point where the original does, among its own")
	}
	ignore := cmp.Options{cmpopts.IgnoreFields(graph{}, "Next", "kept")}
	if diff := cmp.Diff(g, same, ignore); diff != "" {
		t.Error(diff)
	}
	same.List[0], same.Lists["a"][0], same.Any.([]any)[0] = "x", "x", "x"
	want := &graph{
		Name: "A", Kind: "A", List: []string{"A", "B"}, Lists: map[string][]string{"A": {"A"}, "B": nil},
		Any: []any{"A", 1, nil}, When: time.Unix(1, 0), Array: [1]string{"A"},
	}
	if diff := cmp.Diff(want, copied(g, strings.ToUpper), ignore); diff != "" {
		t.Error(diff)
	}
}

func TestOverwrite(t *testing.T) {
	to := &badge{Rooms: []string{"a"}}
	for _, from := range []any{nil, (*badge)(nil), &foreignFact{"x"}, badge{}} {
		if overwrite(to, from) || to.Rooms[0] != "a" {
			t.Errorf("overwritten with %#v", from)
		}
	}
	if overwrite(nil, to) || overwrite((*badge)(nil), to) {
		t.Error("nil is overwritten")
	}
	if !overwrite(to, &badge{level: 2}) || to.level != 2 || to.Rooms != nil {
		t.Errorf("got %#v", to)
	}
}

func TestNil(t *testing.T) {
	if !isNil(nil) || !isNil((*paper)(nil)) || isNil(&paper{}) || isNil(foreignKind) {
		t.Error("isNil is wrong")
	}
	if _, ok := typedNil[access.Resource](nil); ok {
		t.Error("nil has a type")
	}
	if r, ok := typedNil[access.Resource](&paper{}); !ok || r == nil || !isNil(r) {
		t.Errorf("got %v, %v", r, ok)
	}
}
