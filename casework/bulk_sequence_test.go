package casework_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"lupa.example/casework"
)

// sound reports whether somebody is in the list whose name is not empty.
func sound(list []string) bool { return len(without(list, "")) > 0 }

// administrators returns who has which role as administrator: the programs that
// users administer, "" for all.
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

// Whatever those do who are system administrators nowhere, alone or together and to
// whomever: nobody comes to have access where none of them administers a program of
// the package, nor a program that none of them administers there; nobody loses what
// none of them administers; and no role as administrator begins or ends.
func TestColludingConsultantsAndProgramAdministratorsGainNothing(t *testing.T) {
	practice := bulkPractice(t)
	rapid.Check(t, func(t *rapid.T) {
		list := drawList(t)
		before := copyOfList(list)
		var colluders []string
		for _, user := range []string{"a", "b", "c", "d", "e"} {
			if !slices.ContainsFunc(list, func(e *casework.Engagement) bool { return slices.Contains(e.SystemAdministrators, user) }) {
				colluders = append(colluders, user)
			}
		}
		administered := func(e *casework.Engagement, program string) bool { // by one of them, as it was
			return program != "" && slices.ContainsFunc(colluders, func(user string) bool {
				return slices.Contains(e.ProgramAdministrators[program], user)
			})
		}
		for range rapid.IntRange(1, 10).Draw(t, "acts") {
			act := rapid.SampledFrom(bulkActs).Draw(t, "act")
			next, _, err := act.fast(practice, worker(rapid.SampledFrom(colluders).Draw(t, "actor"), "O"), drawSelection(t, list))
			if err != nil {
				t.Fatal(err)
			}
			list = next
		}

		for i, e := range list {
			was := before[i]
			given := slices.ContainsFunc(bulkPackage, func(program string) bool { return administered(was, program) })
			if !cmp.Equal(administrators(was), administrators(e)) {
				t.Fatalf("roles: from %+v to %+v", was, e)
			}
			for _, user := range []string{"a", "b", "c", "d", "e"} {
				held, had := was.Consultants[user]
				holds, has := e.Consultants[user]
				if has && !had && !given {
					t.Fatalf("%s has access: from %+v to %+v", user, was, e)
				}
				for _, program := range holds {
					if !slices.Contains(held, program) && !(administered(was, program) && slices.Contains(bulkPackage, program)) {
						t.Fatalf("%s has %s: from %+v to %+v", user, program, was, e)
					}
				}
				for _, program := range held {
					if !slices.Contains(holds, program) && !administered(was, program) {
						t.Fatalf("%s lost %s: from %+v to %+v", user, program, was, e)
					}
				}
			}
		}
	})
}

// A client that has a system administrator always has one, whoever does what.
func TestAClientKeepsASystemAdministrator(t *testing.T) {
	practice := bulkPractice(t)
	rapid.Check(t, func(t *rapid.T) {
		list := drawList(t)
		before := copyOfList(list)
		for range rapid.IntRange(1, 6).Draw(t, "acts") {
			act := rapid.SampledFrom(bulkActs).Draw(t, "act")
			next, _, err := act.fast(practice, drawBulkActor(t), drawSelection(t, list))
			if err != nil {
				t.Fatal(err)
			}
			list = next
		}
		for i, e := range list {
			if sound(before[i].SystemAdministrators) && !sound(e.SystemAdministrators) {
				t.Fatalf("from %+v to %+v", before[i], e)
			}
		}
	})
}
