package casework_test

import (
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"
	"testing"

	"lupa.example/access/accesstest"
	"lupa.example/access/report"
	"lupa.example/casework"
)

// An agencyWorld is a client list with two companies. At K1 sam is the one system
// administrator, pia administers some programs, ca has access with bills, and cb with
// archive, which the package has not. At K2 ca has access with bills, and nobody else
// is anything but sam. Those who collude try every act.
type agencyWorld struct {
	practice     *casework.Practice
	administered []string // by pia, at K1
	colluders    []string
}

func (w agencyWorld) start() []*casework.Engagement {
	one := &casework.Engagement{
		ID: "K1", Org: "O", SystemAdministrators: []string{"sam"}, ProgramAdministrators: map[string][]string{},
		Consultants: map[string][]string{"ca": {"bills"}, "cb": {"archive"}},
	}
	for _, program := range w.administered {
		one.ProgramAdministrators[program] = []string{"pia"}
	}
	return []*casework.Engagement{one, {
		ID: "K2", Org: "O", SystemAdministrators: []string{"sam"}, Consultants: map[string][]string{"ca": {"bills"}},
	}}
}

// An agencyState is a client list; the same one where nothing has been done.
type agencyState struct{ list []*casework.Engagement }

func (s *agencyState) key() string {
	var b strings.Builder
	for _, e := range s.list {
		b.WriteString(e.ID + " " + strings.Join(e.SystemAdministrators, " ") + "; ")
		for _, program := range slices.Sorted(maps.Keys(e.ProgramAdministrators)) {
			b.WriteString(program + ": " + strings.Join(e.ProgramAdministrators[program], " ") + "; ")
		}
		for _, user := range slices.Sorted(maps.Keys(e.Consultants)) {
			b.WriteString(user + " has " + strings.Join(slices.Sorted(slices.Values(e.Consultants[user])), " ") + "; ")
		}
	}
	return b.String()
}

// An agencyAct is a bulk act with its selection, and who tries it.
type agencyAct struct {
	actor     string
	act       bulkFunc
	name      string
	selection casework.Selection // but for the list
}

func (a agencyAct) String() string {
	return fmt.Sprint(a.actor, " ", a.name, ": ", a.selection.Consultants, " at ", a.selection.Clients, ", ", a.selection.Programs)
}

// everyAct returns each act by each of the colluders on the clients, on each person and
// on the three who are no system administrators, with no program and with each.
func (w agencyWorld) everyAct(clients ...string) []agencyAct {
	var all []agencyAct
	for _, actor := range w.colluders {
		for _, act := range bulkActs {
			for _, on := range clients {
				for _, who := range []string{"sam", "pia", "ca", "cb", "pia ca cb"} {
					for _, programs := range []string{"", "books", "bills"} {
						if programs == "" && act.name == "casework.remove-programs" || programs != "" && act.name == "casework.remove-access" {
							continue
						}
						s := casework.Selection{Clients: strings.Fields(on), Programs: strings.Fields(programs)}
						for _, user := range strings.Fields(who) {
							s.Consultants = append(s.Consultants, at(user+"@O"))
						}
						all = append(all, agencyAct{actor, act.fast, act.name, s})
					}
				}
			}
		}
	}
	return all
}

// search returns the search for all that the acts lead to.
func (w agencyWorld) search(acts []agencyAct, holds func([]*casework.Engagement) error) accesstest.Search[*agencyState] {
	return accesstest.Search[*agencyState]{
		Key: (*agencyState).key,
		Acts: func(state *agencyState) iter.Seq2[fmt.Stringer, *agencyState] {
			return func(yield func(fmt.Stringer, *agencyState) bool) {
				for i := range acts {
					s := acts[i].selection
					s.List = state.list
					list, r, err := acts[i].act(w.practice, acting(acts[i].actor, "O"), s)
					next := state
					if err == nil && r.Count(report.Change) > 0 {
						next = &agencyState{list}
					}
					if !yield(&acts[i], next) {
						return
					}
				}
			}
		},
		Holds: func(state *agencyState) error { return holds(state.list) },
	}
}

// administrators returns the roles as administrator that somebody has there.
func administrators(e *casework.Engagement) map[[2]string]bool {
	roles := make(map[[2]string]bool)
	for _, user := range e.SystemAdministrators {
		roles[[2]string{user, ""}] = true
	}
	for program, users := range e.ProgramAdministrators {
		for _, user := range users {
			if program != "" {
				roles[[2]string{user, program}] = true
			}
		}
	}
	return roles
}

// holds returns what the rules let none of them bring about while sam is not among
// them.
func (w agencyWorld) holds(list []*casework.Engagement) error {
	start := w.start()
	if (&agencyState{start[1:]}).key() != (&agencyState{list[1:]}).key() {
		return fmt.Errorf("K2, where none of them is an administrator, has changed")
	}
	was, is := start[0], list[0]
	if !maps.Equal(administrators(was), administrators(is)) {
		return fmt.Errorf("a role as administrator has begun or ended")
	}
	offered := func(program string) bool { return slices.Contains(bulkPackage, program) }
	administers := func(program string) bool { return slices.Contains(w.administered, program) }
	for _, user := range []string{"sam", "pia", "ca", "cb"} {
		held, had := was.Consultants[user]
		holds, has := is.Consultants[user]
		if has && !had && !slices.ContainsFunc(w.administered, offered) {
			return fmt.Errorf("%s has access, and none of them may give it", user)
		}
		if had && !has && !w.all(held) {
			return fmt.Errorf("%s has lost access with a program that none of them administers", user)
		}
		for _, program := range holds {
			if !slices.Contains(held, program) && !(offered(program) && administers(program)) {
				return fmt.Errorf("%s has %s, and none of them may assign it", user, program)
			}
		}
		for _, program := range held {
			if !slices.Contains(holds, program) && !administers(program) {
				return fmt.Errorf("%s has lost %s, and none of them may remove it", user, program)
			}
		}
	}
	return nil
}

// all reports whether pia administers all the programs, and one at least.
func (w agencyWorld) all(programs []string) bool {
	return len(w.administered) > 0 && !slices.ContainsFunc(programs, func(p string) bool { return !slices.Contains(w.administered, p) })
}

// Whatever two consultants and a program administrator do together, for every set of
// the three programs that the administrator may administer.
func TestSearchOfWhatConsultantsAndAProgramAdministratorReach(t *testing.T) {
	accesstest.Large(t)
	var reached accesstest.Reached
	for set := range 8 {
		w := agencyWorld{practice: bulkPractice(t), colluders: []string{"pia", "ca", "cb"}}
		for i, program := range []string{"books", "bills", "archive"} {
			if set&(1<<i) != 0 {
				w.administered = append(w.administered, program)
			}
		}
		reached.Add(w.search(w.everyAct("K1 K2"), w.holds).Run(t, &agencyState{w.start()}))
	}
	accesstest.Golden(t, "search of two consultants and a program administrator", fmt.Sprintf("8 searches, %v", reached))
}

// Whatever the only system administrator does: there is one at either client, and
// nobody becomes an administrator of anything.
func TestSearchOfWhatTheOnlySystemAdministratorReaches(t *testing.T) {
	accesstest.Large(t)
	w := agencyWorld{practice: bulkPractice(t), colluders: []string{"sam"}, administered: []string{"books"}}
	before := administrators(w.start()[0])
	reached := w.search(w.everyAct("K1"), func(list []*casework.Engagement) error {
		for _, e := range list {
			if !slices.Equal(e.SystemAdministrators, []string{"sam"}) {
				return fmt.Errorf("system administrators at %s: %v", e.ID, e.SystemAdministrators)
			}
		}
		for role := range administrators(list[0]) {
			if !before[role] {
				return fmt.Errorf("%v has begun", role)
			}
		}
		return nil
	}).Run(t, &agencyState{w.start()})
	accesstest.Golden(t, "search of what the only system administrator reaches", reached.String())
}
