package casework_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"lupa.example/access/report"
	"lupa.example/casework"
)

// The acts say and do what their slow twins do; inputs are neither changed nor
// shared, but for clients that stay as they were, which stay the same.
func TestBulkActsDoWhatTheirRulesSayOneByOne(t *testing.T) {
	practice := bulkPractice(t)
	for _, act := range bulkActs {
		t.Run(act.name, rapid.MakeCheck(func(t *rapid.T) {
			list, actor := drawList(t), drawBulkActor(t)
			s := drawSelection(t, list)
			before := copyOfList(list)
			wantList, wantItems := act.slow(practice, actor, s)

			next, result, err := act.fast(practice, actor, s)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(wantItems, result.Items); diff != "" {
				t.Fatalf("items (-slow +fast):\n%s", diff)
			}
			if diff := cmp.Diff(wantList, next, cmpopts.EquateEmpty()); diff != "" {
				t.Fatalf("list (-slow +fast):\n%s", diff)
			}
			if result.Act != act.name || result.Actor != actor.User {
				t.Fatalf("got %s by %s", result.Act, result.Actor)
			}
			if diff := cmp.Diff(before, list); diff != "" {
				t.Fatalf("the input has changed:\n%s", diff)
			}
			for i, e := range next {
				done := slices.ContainsFunc(result.Items, func(item report.Item) bool {
					return item.Where == before[i].ID && item.Outcome == report.Done
				})
				if done == (e == list[i]) {
					t.Fatalf("client %d was changed: %v; is another: %v", i, done, e != list[i])
				}
				if done {
					scribble(e)
				}
			}
			clear(next)
			clear(result.Items)
			if diff := cmp.Diff(before, s.List); diff != "" {
				t.Fatalf("the next shares memory:\n%s", diff)
			}
		}))
	}
}

// What the bulk acts do at once could have been done one combination after
// another, but for removing oneself along with others.
func TestBulkActsEqualOneAfterAnother(t *testing.T) {
	practice := bulkPractice(t)
	for _, act := range bulkActs {
		t.Run(act.name, rapid.MakeCheck(func(t *rapid.T) {
			actor := drawBulkActor(t)
			s := drawSelection(t, drawList(t))
			if act.name == "casework.remove-access" && slices.Contains(s.Consultants, casework.Person{User: actor.User, Org: "O"}) {
				t.Skip("removes themselves")
			}
			at, together, err := act.fast(practice, actor, s)
			if err != nil {
				t.Fatal(err)
			}
			list, single := s.List, make(map[string]report.Item)
			for _, client := range s.Clients {
				for _, consultant := range s.Consultants {
					next, result, err := act.fast(practice, actor, casework.Selection{
						List: list, Clients: []string{client}, Consultants: []casework.Person{consultant}, Programs: s.Programs,
					})
					if err != nil {
						t.Fatal(err)
					}
					list = next
					for _, i := range result.Items {
						key := i.Where + " " + i.Who + " " + i.What
						if _, earlier := single[key]; !earlier {
							single[key] = i
						}
					}
				}
			}
			if diff := cmp.Diff(list, at, cmpopts.EquateEmpty()); diff != "" {
				t.Fatalf("list (-one after another +at once):\n%s", diff)
			}
			for _, i := range together.Items {
				if want := single[i.Where+" "+i.Who+" "+i.What]; i != want {
					t.Fatalf("got %+v, and alone %+v", i, want)
				}
			}
		}))
	}
}

// What was done is unchanged when it is done again, and nothing is done anew.
func TestBulkActsRepeatedChangeNothing(t *testing.T) {
	practice := bulkPractice(t)
	for _, act := range bulkActs {
		t.Run(act.name, rapid.MakeCheck(func(t *rapid.T) {
			actor := drawBulkActor(t)
			s := drawSelection(t, drawList(t))
			next, _, err := act.fast(practice, actor, s)
			if err != nil {
				t.Fatal(err)
			}
			s.List = next
			again, result, err := act.fast(practice, actor, s)
			if err != nil || !slices.Equal(again, next) || result.Count(report.Done) > 0 {
				t.Fatalf("again: %v, %v", result, err)
			}
		}))
	}
}
