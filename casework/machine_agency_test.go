package casework_test

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"lupa.example/access/report"
	"lupa.example/casework"
)

// A modelledAgency is a client list on which everybody acts while the package changes,
// what each person is and has at each client by the rules, and lists as they were
// earlier. The programs are those of the table of engagements.
type modelledAgency struct {
	offered []string
	list    []*casework.Engagement
	model   map[string]map[string]role // by client and user
	kept    [][2][]*casework.Engagement
}

var agencyUsers = []string{"a", "b", "c", "d"}

func (m *modelledAgency) practice(t *rapid.T) *casework.Practice {
	p, err := casework.NewPractice(casework.Config{Package: m.offered})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// situationOf returns the actor and the consultant at a client, by the model.
func (m *modelledAgency) situationOf(roles map[string]role, actor, consultant string) situation {
	s := situation{actor: roles[actor], consultant: roles[consultant], same: actor == consultant}
	for user, r := range roles {
		s.another = s.another || r.system && user != actor && user != consultant
	}
	return s
}

func (m *modelledAgency) repackage(t *rapid.T) {
	m.offered = rapid.SampledFrom(everyPackage).Draw(t, "package")
}

// act draws a selection, valid save that it may have programs that the package has not.
func (m *modelledAgency) act(t *rapid.T) {
	act := rapid.SampledFrom(bulkActs).Draw(t, "act")
	actor := rapid.SampledFrom(agencyUsers).Draw(t, "actor")
	org := rapid.SampledFrom([]string{"O", "O", "O", "O", "O", "P"}).Draw(t, "for")
	s := casework.Selection{List: m.list}
	s.Clients = rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"K1", "K2"}), 1, 2, rapid.ID[string]).Draw(t, "clients")
	for _, user := range rapid.SliceOfNDistinct(rapid.SampledFrom(agencyUsers), 1, 3, rapid.ID[string]).Draw(t, "consultants") {
		s.Consultants = append(s.Consultants, at(user+"@O"))
	}
	s.Programs = rapid.SampledFrom(everyProgramSelection).Draw(t, "programs")
	practice := m.practice(t)
	next, r, err := act.fast(practice, acting(actor, org), s)

	outside := slices.ContainsFunc(s.Programs, func(p string) bool { return !slices.Contains(m.offered, p) })
	valid := act.name == "casework.remove-access" || !outside && (act.name == "casework.give" || len(s.Programs) > 0)
	if !valid {
		if err == nil && r.Count(report.Change)+r.Count(report.Unchanged) > 0 {
			t.Fatalf("%s: %v, with %v of %v", act.name, r, s.Programs, m.offered)
		}
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	after := m.model
	if org == "O" {
		after = m.after(act.name, actor, s)
	}
	m.reports(t, next, r)
	m.kept = append(m.kept, [2][]*casework.Engagement{m.list, copyOfList(m.list)})
	m.list, m.model = next, after
	again, r, err := act.fast(practice, acting(actor, org), casework.Selection{
		List: next, Clients: s.Clients, Consultants: s.Consultants, Programs: s.Programs,
	})
	if err != nil || r.Count(report.Change) > 0 || !slices.Equal(again, next) {
		t.Fatalf("%s again: %v, %v", act.name, r, err)
	}
}

// branch acts on an earlier list and keeps nothing: what was kept must not change.
func (m *modelledAgency) branch(t *rapid.T) {
	if len(m.kept) == 0 {
		t.Skip("no list yet")
	}
	s := casework.Selection{List: rapid.SampledFrom(m.kept).Draw(t, "earlier")[0], Clients: []string{"K1", "K2"}, Programs: m.offered}
	for _, user := range agencyUsers[1:] {
		s.Consultants = append(s.Consultants, at(user+"@O"))
	}
	_, _, _ = rapid.SampledFrom(bulkActs).Draw(t, "act").fast(m.practice(t), acting("a", "O"), s)
}

// after returns the model after the act, one combination after another.
func (m *modelledAgency) after(act, actor string, s casework.Selection) map[string]map[string]role {
	after := make(map[string]map[string]role)
	for client, before := range m.model {
		after[client] = maps.Clone(before)
		if !slices.Contains(s.Clients, client) {
			continue
		}
		for _, person := range s.Consultants {
			one := m.situationOf(before, actor, person.User) // judged as it was before the act
			next := one.after(m.offered, act, s.Programs)
			last := m.situationOf(after[client], person.User, person.User)
			if next == (role{}) && last.actor.system && !last.another {
				continue // by now the only system administrator
			}
			after[client][person.User] = next
		}
	}
	return after
}

// reports compares the report with what everybody is and has before and after.
func (m *modelledAgency) reports(t *rapid.T, next []*casework.Engagement, r report.Report) {
	told := make(map[string]bool)
	for _, i := range r.Items {
		if i.Outcome == report.Change {
			told[fmt.Sprint(i.Where.ID, " ", i.Who, " ", i.Effect, " ", i.What)] = true
		}
	}
	happened := make(map[string]bool)
	for i, e := range next {
		for _, user := range agencyUsers {
			was, is := roleAt(m.list[i], user), roleAt(e, user)
			changed := func(what string, was, is bool) {
				if was != is {
					happened[fmt.Sprint(e.ID, " ", user, map[bool]string{true: " gains ", false: " loses "}[is], what)] = true
				}
			}
			changed("access", was.access, is.access)
			changed("system administrator", was.system, is.system)
			changed("program administrator bookkeeping", was.bookkeeping, is.bookkeeping)
			changed("program administrator archive", was.archive, is.archive)
			changed("program bookkeeping", was.usesBookkeeping, is.usesBookkeeping)
			changed("program archive", was.usesArchive, is.usesArchive)
		}
	}
	if diff := cmp.Diff(happened, told); diff != "" {
		t.Fatalf("%v\n(-happened +told):\n%s", r, diff)
	}
}

// check compares the list with the model, and lists that were kept with what they were.
func (m *modelledAgency) check(t *rapid.T) {
	for _, e := range m.list {
		for _, user := range agencyUsers {
			if got, want := roleAt(e, user), m.model[e.ID][user]; got != want {
				t.Fatalf("%s at %s: got %s, want %s", user, e.ID, got.inWords(), want.inWords())
			}
		}
	}
	for _, k := range m.kept[max(0, len(m.kept)-5):] {
		if !reflect.DeepEqual(k[0], k[1]) {
			t.Fatalf("a list that was kept has changed: %s", cmp.Diff(k[1], k[0]))
		}
	}
}

// Everybody acts on two clients of an agency whose package changes.
func TestAnAgencyGoesByWhatEverybodyIsAtItsClients(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := &modelledAgency{offered: []string{"bookkeeping"}, model: make(map[string]map[string]role)}
		for _, key := range []string{"K1", "K2"} {
			e := &casework.Engagement{ID: key, Org: "O", ProgramAdministrators: map[string][]string{}, Consultants: map[string][]string{}}
			m.model[key] = make(map[string]role)
			for _, user := range agencyUsers {
				r := rapid.SampledFrom(everyRole()).Draw(t, user+" at "+key)
				r.at(e, user)
				m.model[key][user] = r
			}
			m.list = append(m.list, e)
		}
		t.Repeat(map[string]func(*rapid.T){"repackage": m.repackage, "act": m.act, "act more": m.act, "act most": m.act, "branch": m.branch, "": m.check})
	})
}
