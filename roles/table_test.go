package roles

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"lupa.example/access"
)

// A table finds the same whether its names are few or many, short or long.
func TestTablesFindWhatWasAdded(t *testing.T) {
	nameOf := func(i int) string { return strings.Repeat("n", 1+i*9%200) + strconv.Itoa(i) }
	var all table[int]
	for n := range 3 * few {
		for i := range 3 * few {
			name := nameOf(i)
			if got := all.find(name); (got != nil) != (i < n) || got != nil && *got != i {
				t.Fatalf("%s of %d names: got %v", name, n, got)
			}
		}
		if all.find("") != nil {
			t.Fatalf("%d names: found one that is empty", n)
		}
		all.add(nameOf(n), n)
	}
}

// Of many roles that give a right, and many rights on a kind, each counts.
func TestManyRolesAndRights(t *testing.T) {
	const many = 3 * few
	var roles []Role
	for i := range many {
		roles = append(roles, Role{Name: fmt.Sprintf("role%d", i), Grants: []Grant{
			grant(OverOrg, kindTodo, "read", access.Action(fmt.Sprintf("do%d", i))),
		}})
	}
	catalog := portal(t, roles...)
	for i := range many {
		who := anna(unknown, in("A", fmt.Sprintf("role%d", i)))
		wantDecision(t, catalog.Check(who, "read", todo("bert")), granted(roles[i].Name))
		for j := range many {
			want := notGranted
			if i == j {
				want = granted(roles[i].Name)
			}
			wantDecision(t, catalog.Check(who, access.Action(fmt.Sprintf("do%d", j)), todo("bert")), want)
		}
		wantDecision(t, catalog.Check(who, "do", todo("bert")), unknownAction)
	}
}
