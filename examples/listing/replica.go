package main

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"lupa.example/access/filter/sqlwhere"
	"lupa.example/access/foresight"
)

// channel is what replicas listen to on PostgreSQL.
const channel = "lupa_policy"

// notify tells replicas, once the transaction is done, that there is another revision.
func (s *store) notify(ctx context.Context, tx *sql.Tx, revision int64) error {
	if s.dialect != sqlwhere.PostgreSQL {
		return nil // who has a database in memory is the only replica
	}
	_, err := tx.ExecContext(ctx, "SELECT pg_notify($1, $2)", channel, text(revision))
	return err
}

// How often a replica looks for another revision by itself, in case that nobody told it,
// and how long it waits before it listens again where it could not.
const (
	pollEvery   = 500 * time.Millisecond
	listenAgain = 250 * time.Millisecond
)

// watch keeps the service's policy the newest one there is, until the context ends. While
// the database is away, or the newest revision cannot be read, the policy that there is
// stays, whole.
func (s *service) watch(ctx context.Context) {
	told := make(chan struct{}, 1)
	if s.store.dialect == sqlwhere.PostgreSQL {
		go s.listen(ctx, told)
	}
	poll := time.NewTicker(pollEvery)
	defer poll.Stop()
	failing := false
	for {
		select {
		case <-ctx.Done():
			return
		case <-told:
		case <-poll.C:
		}
		switch err := s.reload(ctx); {
		case ctx.Err() != nil:
			return
		case err != nil && !failing: // once, not at every attempt
			s.log.ErrorContext(ctx, "the policy stays", "revision", s.held.Load().revision, "error", err)
			fallthrough
		default:
			failing = err != nil
		}
	}
}

// listen passes on that there may be another revision, through a connection of its own
// that is made anew whenever it breaks.
func (s *service) listen(ctx context.Context, told chan<- struct{}) {
	tell := func() {
		select {
		case told <- struct{}{}:
		default: // it has been told and has not looked yet
		}
	}
	for ctx.Err() == nil {
		if err := s.listenOnce(ctx, tell); err != nil && ctx.Err() == nil {
			select {
			case <-ctx.Done():
			case <-time.After(listenAgain):
			}
		}
	}
}

func (s *service) listenOnce(ctx context.Context, tell func()) error {
	conn, err := pgx.Connect(ctx, s.store.address)
	if err != nil {
		return err
	}
	defer conn.Close(context.WithoutCancel(ctx))
	if _, err := conn.Exec(ctx, "LISTEN "+channel); err != nil {
		return err
	}
	tell() // of what came while nobody listened
	for {
		if _, err := conn.WaitForNotification(ctx); err != nil {
			return err
		}
		tell()
	}
}

// reload takes the newest policy, if it is another than the one held.
func (s *service) reload(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	before := s.held.Load()
	var newest int64
	if err := s.store.db.QueryRowContext(ctx, "SELECT coalesce(max(revision), 0) FROM policy").Scan(&newest); err != nil {
		return fmt.Errorf("listing: cannot read the policy: %w", err)
	}
	if before != nil && before.revision == newest {
		return nil
	}
	next, err := s.store.readPolicy(ctx, s.store.db)
	if err != nil {
		return err
	}
	if before != nil {
		changes, err := foresight.Diff(before.policy, next.policy)
		if err != nil {
			return err
		}
		s.log.InfoContext(ctx, "another policy", "revision", next.revision, "before", before.revision, "changes", changes.String())
	}
	s.held.Store(&next)
	return nil
}
