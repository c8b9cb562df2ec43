package casework_test

import (
	"fmt"
	"testing"

	"lupa.example/casework"
)

// benchSelection selects everything there is: programs of which every consultant
// holds some at every client, for the system administrator sys or the administrator
// of every program, adm.
func benchSelection(clients, consultants, programs, held int) (*casework.Practice, casework.Selection) {
	var s casework.Selection
	for i := range programs {
		s.Programs = append(s.Programs, fmt.Sprintf("program-%d", i))
	}
	for i := range consultants {
		s.Consultants = append(s.Consultants, casework.Employee{User: fmt.Sprintf("consultant-%d", i), Org: "agency"})
	}
	for i := range clients {
		e := &casework.Engagement{
			ID: fmt.Sprintf("client-%d", i), Org: "agency",
			SystemAdministrators:  []string{"other", "sys"},
			ProgramAdministrators: make(map[string][]string),
			Consultants:           make(map[string][]string),
		}
		for _, program := range s.Programs {
			e.ProgramAdministrators[program] = []string{"other", "adm"}
		}
		for _, person := range s.Consultants {
			if held > 0 {
				e.Consultants[person.User] = append([]string(nil), s.Programs[:held]...)
			}
		}
		s.List = append(s.List, e)
		s.Clients = append(s.Clients, e.ID)
	}
	practice, err := casework.NewPractice(casework.Config{Package: s.Programs})
	if err != nil {
		panic(err)
	}
	return practice, s
}

// BenchmarkBulk reports the time for each client, consultant and program, be they
// items of their own or not.
func BenchmarkBulk(b *testing.B) {
	const consultants, programs = 100, 10
	for _, bench := range []struct {
		name string
		user string
		held int
		act  bulkFunc
	}{
		{"give", "sys", 0, (*casework.Practice).Give},
		{"give-again", "sys", programs, (*casework.Practice).Give},
		{"give-some", "adm", programs / 2, (*casework.Practice).Give},
		{"give-refused", "consultant-0", programs / 2, (*casework.Practice).Give},
		{"remove-access", "sys", programs, (*casework.Practice).RemoveAccess},
		{"remove-access-by-program", "adm", programs, (*casework.Practice).RemoveAccess},
		{"remove-programs", "sys", programs, (*casework.Practice).RemovePrograms},
		{"remove-no-programs", "sys", 0, (*casework.Practice).RemovePrograms},
	} {
		for _, clients := range []int{10, 1000} {
			n := clients * consultants * programs
			b.Run(fmt.Sprintf("casework/%s/n=%d", bench.name, n), func(b *testing.B) {
				practice, s := benchSelection(clients, consultants, programs, bench.held)
				actor := acting(bench.user, "agency")
				b.ReportAllocs()
				for b.Loop() {
					if _, _, err := bench.act(practice, actor, s); err != nil {
						b.Fatal(err)
					}
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/item")
			})
		}
	}
}

// BenchmarkHandOnAll reports the time for each item: four for each client.
func BenchmarkHandOnAll(b *testing.B) {
	practice, err := casework.NewPractice(casework.Config{Stewards: true})
	if err != nil {
		b.Fatal(err)
	}
	steward := asker{"steward", "agency", true}.subject()
	to := casework.Employee{User: "successor", Org: "agency"}
	for _, n := range []int{100, 10000} {
		var clients []*casework.Client
		for i := range n {
			clients = append(clients, &casework.Client{
				ID: fmt.Sprintf("client-%d", i), Org: "agency", Responsible: "leaver", Shared: []string{"a", "b", "c"},
			})
		}
		b.Run(fmt.Sprintf("casework/n=%d", n), func(b *testing.B) {
			_, preview, _ := practice.HandOnAll(steward, clients, to, casework.HandOnConfirmation{})
			confirm := casework.HandOnConfirmation{Why: casework.HasLeft, Sure: true, Loss: preview.Digest()}
			b.ReportAllocs()
			for b.Loop() {
				if _, _, err := practice.HandOnAll(steward, clients, to, confirm); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(4*n), "ns/item")
		})
	}
}
