package main

import (
	"context"
	"database/sql"
	_ "embed"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync/atomic"

	_ "github.com/jackc/pgx/v5/stdlib"
	_ "modernc.org/sqlite"

	"lupa.example/access/filter/sqlwhere"
)

// A store is a database, of one of two sorts.
type store struct {
	db      *sql.DB
	dialect sqlwhere.Dialect
	address string
}

//go:embed schema.sql
var schema string

// memories numbers the databases in memory, so that each is another.
var memories atomic.Int64

// openStore opens the database at the address: PostgreSQL, or SQLite in memory if it is
// empty.
func openStore(ctx context.Context, address string) (*store, error) {
	s := &store{dialect: sqlwhere.SQLite}
	driver := "sqlite"
	switch {
	case address == "":
		address = fmt.Sprintf("file:/listing-%d?vfs=memdb&_pragma=busy_timeout(10000)", memories.Add(1))
	case strings.HasPrefix(address, "postgres://"), strings.HasPrefix(address, "postgresql://"):
		s.dialect, driver = sqlwhere.PostgreSQL, "pgx"
	default:
		return nil, errors.New("listing: the database's address begins with neither postgres:// nor postgresql://")
	}
	db, err := sql.Open(driver, address)
	if err != nil {
		return nil, fmt.Errorf("listing: cannot open the database: %w", err)
	}
	if err := db.PingContext(ctx); err != nil {
		db.Close()
		return nil, fmt.Errorf("listing: cannot reach the database: %w", err)
	}
	s.db, s.address = db, address
	return s, nil
}

func (s *store) close() error { return s.db.Close() }

// create makes the tables, which must not be there yet.
func (s *store) create(ctx context.Context) error {
	_, err := s.db.ExecContext(ctx, schema)
	return err
}

// empty drops the tables, and whatever is in them.
func (s *store) empty(ctx context.Context) error {
	for _, line := range strings.Split(schema, "\n") {
		if name, ok := strings.CutPrefix(line, "CREATE TABLE "); ok {
			name, _, _ = strings.Cut(name, " ")
			if _, err := s.db.ExecContext(ctx, "DROP TABLE IF EXISTS "+name); err != nil {
				return err
			}
		}
	}
	return nil
}

// A querier is a database, or a transaction in one.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
}

// text returns a statement with its parameters, each a question mark, as the database
// has them.
func (s *store) text(query string) string {
	if s.dialect == sqlwhere.SQLite {
		return query
	}
	var b strings.Builder
	n := 0
	for {
		before, after, found := strings.Cut(query, "?")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		n++
		b.WriteString("$" + strconv.Itoa(n))
		query = after
	}
}

// query runs the statement and reads each row of its result.
func (s *store) query(ctx context.Context, q querier, each func(scan func(...any) error) error, query string, args ...any) error {
	rows, err := q.QueryContext(ctx, s.text(query), args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := each(rows.Scan); err != nil {
			return err
		}
	}
	return rows.Err()
}

// among writes that a column is one of the numbers, as one parameter.
func (s *store) among(column string, numbers []int64) (query string, arg any) {
	texts := make([]string, len(numbers))
	for i, n := range numbers {
		texts[i] = strconv.FormatInt(n, 10)
	}
	list := strings.Join(texts, ",")
	if s.dialect == sqlwhere.SQLite {
		return column + " IN (SELECT value FROM json_each(?))", "[" + list + "]"
	}
	return column + " = ANY(?::bigint[])", "{" + list + "}"
}

// transaction runs f in a transaction, which stays only if f succeeds.
func (s *store) transaction(ctx context.Context, f func(*sql.Tx) error) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := f(tx); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}
