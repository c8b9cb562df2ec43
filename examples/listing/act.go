package main

import (
	"context"
	"database/sql"
	"encoding/json"
	"net/http"

	"lupa.example/access"
	"lupa.example/access/report"
	"lupa.example/casework"
)

// A refusal is an act that was not done, with the report that says why.
type refusal struct {
	status int
	report report.Report
	err    error
}

func (r *refusal) Error() string { return r.err.Error() }
func (r *refusal) Unwrap() error { return r.err }

// share shares a client with another counsellor: what is decided on and what is saved is
// one transaction, and the report is kept with it.
func (s *service) share(r *http.Request, actor access.Subject) (any, error) {
	var body struct {
		With string `json:"with"`
		Sure bool   `json:"sure"`
	}
	if err := json.NewDecoder(http.MaxBytesReader(nil, r.Body, 1<<16)).Decode(&body); err != nil {
		return nil, problem("the body is no {\"with\": \"a user\", \"sure\": true}")
	}
	practice, ok := access.Of[*casework.Practice](s.policy.Load())
	if !ok {
		return nil, access.Deny(access.ReasonNoPolicy, "").Err()
	}
	var done report.Report
	err := s.store.transaction(r.Context(), func(tx *sql.Tx) error {
		id := key(r.PathValue("id"))
		if err := s.store.lock(r.Context(), tx, "clients", id); err != nil {
			return err
		}
		client, found, err := clients.one(r.Context(), s.store, tx, id)
		if err != nil {
			return err
		}
		if !found || !practice.Check(actor, casework.ActionView, client).Allowed {
			return errNotFound
		}
		with, err := s.store.employee(r.Context(), tx, body.With)
		if err != nil {
			return err
		}
		next, what, err := practice.Share(actor, client, with, casework.ShareConfirmation{Sure: body.Sure})
		if err != nil {
			return &refusal{http.StatusConflict, what, err}
		}
		done = what
		return s.store.saveShares(r.Context(), tx, id, next, what)
	})
	return done, err
}

// lock keeps other transactions from changing the row until this one has ended.
func (s *store) lock(ctx context.Context, tx *sql.Tx, table string, key int64) error {
	_, err := tx.ExecContext(ctx, s.text("UPDATE "+table+" SET id = id WHERE id = ?"), key)
	return err
}

// employee looks a colleague up; the zero value is nobody, whom no act takes.
func (s *store) employee(ctx context.Context, q querier, user string) (casework.Employee, error) {
	var found casework.Employee
	err := s.query(ctx, q, func(scan func(...any) error) error {
		var org sql.NullString
		err := scan(&found.User, &org)
		found.Org = org.String
		return err
	}, "SELECT user_name, casework_org FROM people WHERE user_name = ?", user)
	return found, err
}

// saveShares writes with whom a client is shared now, and the report of the act.
func (s *store) saveShares(ctx context.Context, tx *sql.Tx, id int64, c *casework.Client, r report.Report) error {
	if _, err := tx.ExecContext(ctx, s.text("DELETE FROM client_shares WHERE client_id = ?"), id); err != nil {
		return err
	}
	for _, user := range c.Shared {
		if _, err := tx.ExecContext(ctx, s.text("INSERT INTO client_shares (client_id, user_name) VALUES (?, ?)"), id, user); err != nil {
			return err
		}
	}
	text, err := json.Marshal(r)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, s.text("INSERT INTO reports (id, report) SELECT coalesce(max(id), 0) + 1, ? FROM reports"), string(text))
	return err
}
