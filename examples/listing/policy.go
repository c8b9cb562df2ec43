package main

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"

	"lupa.example/access"
	"lupa.example/access/foresight"
	"lupa.example/access/report"
)

// A held policy is one that was read from the database, whole, with its revision there.
// Revisions count from 1, and a policy that is saved is never changed.
type held struct {
	revision int64
	policy   *access.Policy
}

// readPolicy reads the newest policy.
func (s *store) readPolicy(ctx context.Context, q querier) (held, error) {
	var revision int64
	var document string
	err := q.QueryRowContext(ctx, "SELECT revision, document FROM policy ORDER BY revision DESC LIMIT 1").Scan(&revision, &document)
	if err != nil {
		return held{}, fmt.Errorf("listing: cannot read the policy: %w", err)
	}
	policy, err := codec.DecodePolicy([]byte(document))
	if err != nil {
		return held{}, fmt.Errorf("listing: revision %d of the policy is not valid:\n%w", revision, err)
	}
	return held{revision, policy}, nil
}

// A conflict is a change that was not made, since the policy is another by now. It says
// what changed meanwhile.
type conflict struct {
	base, now int64
	changes   foresight.Difference
}

func (c *conflict) Error() string {
	return fmt.Sprintf("the policy is at revision %d, and not at %d any more; since then:\n%s", c.now, c.base, c.changes)
}

// A change makes the next policy of one, with a report of what it does.
type change func(*access.Policy) (*access.Policy, report.Report, error)

// changePolicy makes a change of the revision, in one transaction: the next policy is
// there with the report, or nothing is. Two writers who change the same revision make one
// change and one [conflict], whatever they change. Replicas are told when it is done.
func (s *store) changePolicy(ctx context.Context, revision int64, change change) (next held, r report.Report, err error) {
	err = s.transaction(ctx, func(tx *sql.Tx) error {
		now, err := s.readPolicy(ctx, tx)
		if err != nil {
			return err
		}
		if now.revision != revision {
			return s.conflict(ctx, tx, revision, now)
		}
		policy, what, err := change(now.policy)
		r = what
		if err != nil {
			return err
		}
		document, err := codec.EncodePolicy(policy)
		if err != nil {
			return err
		}
		next = held{revision + 1, policy}
		if _, err := tx.ExecContext(ctx, s.text("INSERT INTO policy (revision, document) VALUES (?, ?)"), next.revision, string(document)); err != nil {
			return &lostRace{err} // the key is taken by a writer who was faster, or the database is gone
		}
		if err := s.saveReport(ctx, tx, what); err != nil {
			return err
		}
		return s.notify(ctx, tx, next.revision)
	})
	var lost *lostRace
	if errors.As(err, &lost) {
		now, readErr := s.readPolicy(ctx, s.db)
		if readErr == nil && now.revision != revision {
			err = s.conflict(ctx, s.db, revision, now)
		}
	}
	if err != nil {
		return held{}, r, err
	}
	return next, r, nil
}

// A lostRace is a revision that could not be saved.
type lostRace struct{ error }

func (l *lostRace) Unwrap() error { return l.error }

// conflict returns what is told to who wanted to change an older revision.
func (s *store) conflict(ctx context.Context, q querier, base int64, now held) error {
	c := &conflict{base: base, now: now.revision}
	var document string
	err := q.QueryRowContext(ctx, s.text("SELECT document FROM policy WHERE revision = ?"), base).Scan(&document)
	if errors.Is(err, sql.ErrNoRows) {
		return problem("there is no revision " + strconv.FormatInt(base, 10) + " of the policy")
	}
	if err != nil {
		return err
	}
	old, err := codec.DecodePolicy([]byte(document))
	if err != nil {
		return err
	}
	if c.changes, err = foresight.Diff(old, now.policy); err != nil {
		return err
	}
	return c
}

// saveReport keeps the report of an act.
func (s *store) saveReport(ctx context.Context, tx *sql.Tx, r report.Report) error {
	text, err := json.Marshal(r)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, s.text("INSERT INTO reports (id, report) SELECT coalesce(max(id), 0) + 1, ? FROM reports"), string(text))
	return err
}
