package casework_test

import (
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"lupa.example/access"
	"lupa.example/access/report"
	"lupa.example/casework"
)

// A bulkFunc is one of the three bulk acts.
type bulkFunc func(*casework.Practice, access.Subject, casework.Selection) ([]*casework.Engagement, report.Report, error)

// slowly does an act one combination at a time, each as the act's rules say, on
// one copy of the list: a decision from Check for every item, and no memory of the
// one before. The selection has to be valid.
func slowly(p *casework.Practice, s casework.Selection, each func(before, e *casework.Engagement, user string) []report.Item) ([]*casework.Engagement, []report.Item) {
	list := copyOfList(s.List)
	var items []report.Item
	for i, key := range s.Clients {
		if slices.Contains(s.Clients[:i], key) {
			continue
		}
		at := slices.IndexFunc(list, func(e *casework.Engagement) bool { return e.ID == key })
		for j, person := range s.Consultants {
			if slices.Contains(s.Consultants[:j], person) {
				continue
			}
			items = append(items, each(s.List[at], list[at], person.User)...)
		}
	}
	return list, items
}

func slowItem(e *casework.Engagement, effect report.Effect, user string, what report.Thing, d access.Decision, already bool) report.Item {
	i := report.Item{Who: report.Person(user), Effect: effect, What: what, Where: report.Thing{Kind: casework.KindEngagement, ID: e.ID}}.Decided(d)
	if d.Allowed && already {
		i.Outcome = report.Unchanged
	}
	return i
}

var theAccess = report.Thing{Kind: casework.KindAccess}

func theProgram(name string) report.Thing {
	return report.Thing{Kind: casework.KindProgram, ID: name}
}

func slowGive(p *casework.Practice, actor access.Subject, s casework.Selection) ([]*casework.Engagement, []report.Item) {
	return slowly(p, s, func(_, e *casework.Engagement, user string) []report.Item {
		d := p.Check(actor, casework.ActionGive, &casework.Access{Consultant: user, Engagement: e})
		_, has := e.Consultants[user]
		items := []report.Item{slowItem(e, report.Gain, user, theAccess, d, has)}
		if d.Allowed && !has {
			if e.Consultants == nil {
				e.Consultants = map[string][]string{}
			}
			e.Consultants[user] = []string{}
		}
		for i, program := range s.Programs {
			if slices.Contains(s.Programs[:i], program) {
				continue
			}
			d := p.Check(actor, casework.ActionAssign, &casework.Program{ID: program, Engagement: e})
			held, has := e.Consultants[user]
			item := slowItem(e, report.Gain, user, theProgram(program), d, slices.Contains(held, program))
			if item.Outcome == report.Change && has {
				e.Consultants[user] = append(held, program)
			}
			items = append(items, item)
		}
		return items
	})
}

func slowRemovePrograms(p *casework.Practice, actor access.Subject, s casework.Selection) ([]*casework.Engagement, []report.Item) {
	return slowly(p, s, func(_, e *casework.Engagement, user string) []report.Item {
		var items []report.Item
		for i, program := range s.Programs {
			if slices.Contains(s.Programs[:i], program) {
				continue
			}
			d := p.Check(actor, casework.ActionRemove, &casework.Program{ID: program, Engagement: e})
			item := slowItem(e, report.Loss, user, theProgram(program), d, !slices.Contains(e.Consultants[user], program))
			if item.Outcome == report.Change {
				e.Consultants[user] = without(e.Consultants[user], program)
			}
			items = append(items, item)
		}
		return items
	})
}

func slowRemoveAccess(p *casework.Practice, actor access.Subject, s casework.Selection) ([]*casework.Engagement, []report.Item) {
	return slowly(p, s, func(before, e *casework.Engagement, user string) []report.Item {
		d := p.Check(actor, casework.ActionRemove, &casework.Access{Consultant: user, Engagement: before})
		if d.Allowed && slices.Contains(e.SystemAdministrators, user) && len(without(without(e.SystemAdministrators, user), "")) == 0 {
			d = lastSystem
		}
		programs, has := e.Consultants[user]
		items := []report.Item{slowItem(e, report.Loss, user, theAccess, d, !has)}
		if !d.Allowed {
			return items
		}
		lost := func(what report.Thing) { items = append(items, slowItem(e, report.Loss, user, what, d, false)) }
		for i, program := range programs {
			if program != "" && !slices.Contains(programs[:i], program) {
				lost(theProgram(program))
			}
		}
		if slices.Contains(e.SystemAdministrators, user) {
			lost(report.Thing{Kind: casework.KindSystemAdministrator})
		}
		for _, program := range slices.Sorted(maps.Keys(e.ProgramAdministrators)) {
			if program != "" && slices.Contains(e.ProgramAdministrators[program], user) {
				lost(report.Thing{Kind: casework.KindProgramAdministrator, ID: program})
			}
		}
		if !has && len(items) == 1 {
			return items // nothing there
		}
		delete(e.Consultants, user)
		e.SystemAdministrators = without(e.SystemAdministrators, user)
		for program, users := range e.ProgramAdministrators {
			e.ProgramAdministrators[program] = without(users, user)
			if slices.Contains(users, user) && len(e.ProgramAdministrators[program]) == 0 {
				delete(e.ProgramAdministrators, program)
			}
		}
		return items
	})
}

func without(list []string, name string) []string {
	var rest []string
	for _, n := range list {
		if n != name {
			rest = append(rest, n)
		}
	}
	return rest
}

// bulkActs are the three with their slow twins.
var bulkActs = []struct {
	name string
	fast bulkFunc
	slow func(*casework.Practice, access.Subject, casework.Selection) ([]*casework.Engagement, []report.Item)
}{
	{"casework.give", (*casework.Practice).Give, slowGive},
	{"casework.remove-access", (*casework.Practice).RemoveAccess, slowRemoveAccess},
	{"casework.remove-programs", (*casework.Practice).RemovePrograms, slowRemovePrograms},
}

// bulkPackage is the agency's programs; that of the archive has left it.
var bulkPackage = []string{"books", "bills"}

var (
	bulkUsers    = rapid.SampledFrom([]string{"a", "b", "c", "d"})
	bulkPrograms = rapid.SampledFrom([]string{"books", "bills", "archive"})
)

// drawList returns a client list of the agency O as its rows may say: with names
// given twice, and with empty ones.
func drawList(t *rapid.T) []*casework.Engagement {
	few := func(of *rapid.Generator[string]) *rapid.Generator[[]string] {
		return rapid.SliceOfN(rapid.OneOf(of, of, of, rapid.Just("")), 0, 3)
	}
	var list []*casework.Engagement
	for _, key := range []string{"K1", "K2", "K3"}[:rapid.IntRange(1, 3).Draw(t, "clients")] {
		list = append(list, &casework.Engagement{
			ID: key, Org: "O",
			SystemAdministrators:  few(bulkUsers).Draw(t, "system"),
			ProgramAdministrators: rapid.MapOfN(rapid.OneOf(bulkPrograms, rapid.Just("")), few(bulkUsers), 0, 3).Draw(t, "programs"),
			Consultants:           rapid.MapOfN(rapid.OneOf(bulkUsers, rapid.Just("")), few(bulkPrograms), 0, 4).Draw(t, "consultants"),
		})
	}
	if rapid.IntRange(0, 5).Draw(t, "nil") == 0 {
		list[0].SystemAdministrators, list[0].ProgramAdministrators, list[0].Consultants = nil, nil, nil
	}
	return list
}

// drawSelection returns a valid selection of the list.
func drawSelection(t *rapid.T, list []*casework.Engagement) casework.Selection {
	s := casework.Selection{List: list}
	for _, i := range rapid.SliceOfN(rapid.IntRange(0, len(list)-1), 1, 4).Draw(t, "selected clients") {
		s.Clients = append(s.Clients, list[i].ID)
	}
	for _, user := range rapid.SliceOfN(bulkUsers, 1, 5).Draw(t, "selected consultants") {
		s.Consultants = append(s.Consultants, casework.Employee{User: user, Org: "O"})
	}
	s.Programs = rapid.SliceOfN(rapid.SampledFrom(bulkPackage), 1, 3).Draw(t, "selected programs")
	return s
}

func drawBulkActor(t *rapid.T) access.Subject {
	return acting(bulkUsers.Draw(t, "actor"), rapid.SampledFrom([]string{"O", "O", "O", "O", "P"}).Draw(t, "org"))
}

func bulkPractice(t testing.TB) *casework.Practice {
	return mustPractice(t, casework.Config{Package: bulkPackage})
}

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
					return item.Where.ID == before[i].ID && item.Outcome == report.Change
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
