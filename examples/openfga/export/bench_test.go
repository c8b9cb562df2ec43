//go:build unix

package export_test

import (
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"lupa.example/access"
	"lupa.example/examples/openfga/engine"
	"lupa.example/examples/openfga/export"
	"lupa.example/sharing"
)

// ordinary returns so many rules of a viewer and a sharer each, and a question that the
// last of them allows.
func ordinary(b *testing.B, n int) (*access.Policy, access.Question) {
	number := func(i int) sharing.Account {
		return sharing.MustParseAccount(fmt.Sprintf("%05d-%02d", i/100%100_000, i%100))
	}
	rules := make([]sharing.Rule, n)
	for i := range rules {
		rules[i] = sharing.Rule{ID: fmt.Sprint("r", i), Viewers: []sharing.Party{number(i).Party()}, Sharers: []sharing.Party{number(i + 1_000_003).Party()}}
	}
	return policyOf(b, must(sharing.NewRules(rules...))), access.Question{
		Subject:  access.Subject{User: "anna", Facts: []access.Fact{&sharing.User{Account: number(n - 1)}}},
		Action:   sharing.ActionView,
		Resource: &sharing.Result{ID: "R", Owner: number(n - 1 + 1_000_003)},
	}
}

// spent returns the processor time of this process so far, which other work on the machine
// makes no longer.
func spent(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// BenchmarkExport measures what a change of one rule among many costs to compute: both
// exports are compared whole.
func BenchmarkExport(b *testing.B) {
	for _, n := range []int{1000, 100_000} {
		p, _ := ordinary(b, n)
		rules, _ := access.Of[*sharing.Rules](p)
		fewer, _ := rules.Without("r1")
		q := policyOf(b, fewer)
		b.Run(fmt.Sprintf("changes/rules=%d", n), func(b *testing.B) {
			start := spent(b)
			for b.Loop() {
				if c := export.Changes(export.Tuples(p, nil), export.Tuples(q, nil)); c.Len() != 2 {
					b.Fatalf("%d tuples change", c.Len())
				}
			}
			b.ReportMetric(float64(spent(b)-start)/float64(b.N*2*n), "cpu-ns/tuple")
		})
	}
}

// BenchmarkStore measures an OpenFGA in this process on SQLite: filling it, the room that a
// tuple takes, and a question that the last rule allows, asked there and of the library.
func BenchmarkStore(b *testing.B) {
	for _, n := range []int{1000, 20_000} {
		file := filepath.Join(b.TempDir(), "store.db")
		e, err := engine.SQLite(file)
		if err != nil {
			b.Fatal(err)
		}
		defer e.Close()
		p, q := ordinary(b, n)
		start := spent(b)
		store := filled(b, e, p, nil)
		took := spent(b) - start
		info, err := os.Stat(file)
		if err != nil {
			b.Fatal(err)
		}
		wal, err := os.Stat(file + "-wal")
		if err != nil {
			b.Fatal(err)
		}
		rides, err := export.ContextualAll(p, q)
		if err != nil {
			b.Fatal(err)
		}
		asked := engine.Question{Asked: must(export.Check(p, q)), Contextual: rides}
		b.Run(fmt.Sprintf("openfga/rules=%d", n), func(b *testing.B) {
			start := spent(b)
			for b.Loop() {
				if allowed, err := store.Check(b.Context(), asked); err != nil || !allowed {
					b.Fatal(allowed, err)
				}
			}
			b.ReportMetric(float64(spent(b)-start)/float64(b.N), "cpu-ns/op")
			b.ReportMetric(float64(2*n)/took.Seconds(), "tuples/cpu-s")
			b.ReportMetric(float64(info.Size()+wal.Size())/float64(2*n), "file-B/tuple")
		})
		b.Run(fmt.Sprintf("library/rules=%d", n), func(b *testing.B) {
			for b.Loop() {
				if !p.Check(q.Subject, q.Action, q.Resource).Allowed {
					b.Fatal("denied")
				}
			}
		})
	}
}
