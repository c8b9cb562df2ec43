package roles

import (
	"slices"
	"testing"

	"lupa.example/access/report"
)

func TestHoldingsAreAllThatAPersonHas(t *testing.T) {
	kim := person("kim", "A orderer default", "G agent-officer bygone", "A orderer contact")
	kim.Members[1].Assignments = []string{"g1", "g2"}
	second := Registrant{ID: "kim", Members: []Member{{Org: "B"}, {Org: "A", Roles: []string{"orderer"}}}}
	rows := Rows{
		Registrants: slices.Values([]Registrant{named("petra"), kim, second}),
		Orders: slices.Values([]PlacedOrder{
			{Order: Order{ID: "o1", Org: "A", CreatedBy: "kim"}},
			{Order: Order{ID: "o2", Org: "A", CreatedBy: "petra"}, ConnectionContact: "kim"},
			{Order: Order{ID: "o3", Org: "A", CreatedBy: "petra"}, Approval: Approval{By: "kim"}},
		}),
		Cases: slices.Values([]*Case{nil, {ID: "c1", Org: "A", CreatedBy: "kim"}, {ID: "c2", Org: "A", CreatedBy: "petra"}, {ID: "c1", Org: "A", CreatedBy: "kim"}}),
		Records: slices.Values([]*Record{
			nil, {Type: kindTodo, ID: "t1", Org: "A", Owner: "kim"}, {Type: kindTodo, ID: "t2", Org: "A"}, {Type: "note", ID: "t1", Org: "A", Owner: "kim"},
		}),
	}
	collect := func(user string, rows Rows, most int) []string {
		var all []string
		for what, where := range Holdings(user, rows) {
			text := what.String()
			if where != (report.Thing{}) {
				text += ", " + where.String()
			}
			if all = append(all, text); len(all) == most {
				break
			}
		}
		return all
	}
	want := []string{
		"email kim@mail.example",
		"membership, organisation A", "role orderer, organisation A", "role default, organisation A",
		"membership, organisation G", "role agent-officer, organisation G", "role bygone, organisation G",
		"permission g1, organisation G", "permission g2, organisation G",
		"role contact, organisation A",
		"membership, organisation B",
		"order o1, organisation A",
		"connection contact, order o2",
		"case c1, organisation A",
		"todo t1, organisation A", "note t1, organisation A",
	}
	wantEqual(t, "holdings", collect("kim", rows, 0), want)
	for most := 1; most <= len(want); most++ {
		wantEqual(t, "the first", collect("kim", rows, most), want[:most])
	}
	for _, user := range []string{"", "nobody"} {
		wantEqual(t, "holdings of nobody", collect(user, rows, 0), []string(nil))
	}
	wantEqual(t, "holdings in no rows", collect("kim", Rows{}, 0), []string(nil))
}
