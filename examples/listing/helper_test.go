package main

import (
	"context"
	"database/sql"
	"io"
	"log/slog"
	"os"
	"testing"
)

// engines runs the test on both databases: SQLite in memory, and the PostgreSQL server at
// LISTING_DATABASE, each without tables. Where there is no server the test is skipped, and
// says how to have one.
func engines(t *testing.T, test func(t *testing.T, s *store)) {
	t.Helper()
	for _, engine := range []struct{ name, address string }{{"SQLite", ""}, {"PostgreSQL", os.Getenv("LISTING_DATABASE")}} {
		t.Run(engine.name, func(t *testing.T) {
			if engine.name == "PostgreSQL" && engine.address == "" {
				t.Skip("no server; run ./postgres.sh go test ./...")
			}
			s, err := openStore(t.Context(), engine.address)
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { s.close() })
			if err := s.empty(t.Context()); err != nil {
				t.Fatal(err)
			}
			test(t, s)
		})
	}
}

// started returns a service on the seed.
func started(t *testing.T, s *store, sd seed) *service {
	t.Helper()
	if err := sd.fill(t.Context(), s, io.Discard); err != nil {
		t.Fatal(err)
	}
	service, err := newService(t.Context(), s, slog.New(slog.NewTextHandler(io.Discard, nil)))
	if err != nil {
		t.Fatal(err)
	}
	return service
}

// must runs a statement in a transaction.
func must(t *testing.T, s *store, tx *sql.Tx, query string, args ...any) {
	t.Helper()
	if _, err := tx.ExecContext(context.Background(), s.text(query), args...); err != nil {
		t.Fatalf("%s %q: %v", query, args, err)
	}
}
