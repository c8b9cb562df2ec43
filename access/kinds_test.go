package access

import (
	"fmt"
	"testing"
)

// A table of kinds finds what a map finds, also of kinds that begin, end and are in the
// middle the same, of one byte, and of more than one policy has.
func TestTableOfKinds(t *testing.T) {
	var table kindTable
	if _, found := table.get("a"); found {
		t.Error("a table without kinds has one")
	}
	want := make(map[Kind]Authority)
	add := func(k Kind) {
		a := authorityOf{k}
		want[k] = a
		table.add(k, a)
	}
	for _, k := range []Kind{"a", "b", "ab", "ba", "\x00", "\xff", "case", "area.case"} {
		add(k)
	}
	for i := range 100 {
		add(Kind(fmt.Sprintf("%d same in the middle, same at the end", 100+i)))
	}
	for k, a := range want {
		if got, found := table.get(k); got != a || !found {
			t.Errorf("%q: got %v, %v", k, got, found)
		}
	}
	for _, k := range []Kind{"", "c", "bb", "area.cass", "99 same in the middle, same at the end"} {
		if got, found := table.get(k); got != nil || found {
			t.Errorf("%q: got %v, %v, want none", k, got, found)
		}
	}
}

type authorityOf struct{ kind Kind }

func (a authorityOf) Kinds() []Kind                          { return []Kind{a.kind} }
func (authorityOf) Check(Subject, Action, Resource) Decision { return Decision{} }
