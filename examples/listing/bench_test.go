package main

import (
	"context"
	"io"
	"os"
	"testing"

	"lupa.example/profile"
)

// Pages are what an expert writes by hand for the conditions of each scope, for cases of
// three forms.
var byHand = map[profile.Scope]struct {
	where string
	args  []any
}{
	profile.ScopeAll:        {"t.form = ANY($1::text[])", []any{"{F01,F02,F03}"}},
	profile.ScopeRegistered: {"t.registered_by = $1 AND t.form = ANY($2::text[])", []any{user(1), "{F01,F02,F03}"}},
	profile.ScopeWorkspace:  {"t.workspace = $1 AND t.form = ANY($2::text[])", []any{"W01", "{F01,F02,F03}"}},
	profile.ScopeInvolved: {"t.form = ANY($2::text[]) AND t.id IN (SELECT case_id FROM case_users WHERE user_name = $1 UNION SELECT case_id FROM case_groups WHERE group_name = ANY($3::text[]))",
		[]any{user(1), "{F01,F02,F03}", "{G01,G02}"}},
}

// BenchmarkPage measures the newest fifty of 1,000,000 cases on PostgreSQL: by the
// condition, which is made each time, and by hand.
func BenchmarkPage(b *testing.B) {
	address := os.Getenv("LISTING_DATABASE")
	if address == "" {
		b.Skip("no server; run ./postgres.sh go test -run - -bench .")
	}
	ctx := context.Background()
	s, err := openStore(ctx, address)
	if err != nil {
		b.Fatal(err)
	}
	defer s.close()
	if err := s.empty(ctx); err != nil {
		b.Fatal(err)
	}
	if err := (seed{cases: 1_000_000, others: 10, users: 2000}).fill(ctx, s, io.Discard); err != nil {
		b.Fatal(err)
	}
	page := func(b *testing.B, where string, args []any) (rows int) {
		err := s.query(ctx, s.db, func(scan func(...any) error) error {
			var key int64
			rows++
			return scan(&key)
		}, "SELECT t.id FROM cases t WHERE "+where+" ORDER BY t.id DESC LIMIT 50", args...)
		if err != nil {
			b.Fatal(err)
		}
		return rows
	}
	for scope, condition := range scoped(b) {
		hand := byHand[scope]
		rows := 0
		b.Run(scope.String()+"/condition", func(b *testing.B) {
			for b.Loop() {
				where, err := cases.mapping.Where(condition, s.dialect, 1)
				if err != nil {
					b.Fatal(err)
				}
				rows = page(b, where.SQL, where.Args)
			}
		})
		b.Run(scope.String()+"/hand", func(b *testing.B) {
			for b.Loop() {
				if got := page(b, hand.where, hand.args); got != rows && rows > 0 {
					b.Fatalf("%d rows by hand, %d by the condition", got, rows)
				}
			}
		})
	}
}
