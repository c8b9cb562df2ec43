package main

import (
	"context"
	"database/sql"
	"encoding/json"
	"net/http"

	"lupa.example/access"
	"lupa.example/access/report"
	"lupa.example/access/wire"
	"lupa.example/casework"
	"lupa.example/profile"
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
	held := s.held.Load()
	practice, ok := access.Of[*casework.Practice](held.policy)
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
		if !found || !s.allowed(r, held, access.Question{Subject: actor, Action: casework.ActionView, Resource: client}) {
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
	return s.saveReport(ctx, tx, r)
}

// allowed decides a question, and keeps it in the log with its facts, the answer and the
// revision of the policy that decided. A line of the log is one that [foresight.Replay]
// decides again.
func (s *service) allowed(r *http.Request, held *held, q access.Question) bool {
	d := held.policy.Check(q.Subject, q.Action, q.Resource)
	request, err := codec.EncodeRequest(q)
	if err != nil {
		s.log.WarnContext(r.Context(), "decision", "revision", held.revision, "decision", d, "error", err)
	} else {
		s.log.InfoContext(r.Context(), "decision", "revision", held.revision,
			"request", json.RawMessage(request), "answer", json.RawMessage(wire.EncodeAnswer(d)))
	}
	return d.Allowed
}

// showPolicy answers with the revision of the policy that decides here.
func (s *service) showPolicy(*http.Request, access.Subject) (any, error) {
	return map[string]any{"revision": s.held.Load().revision}, nil
}

// setSwitches changes the switches of a profile, in the revision of the policy that the
// actor has seen: ?revision=7
func (s *service) setSwitches(r *http.Request, actor access.Subject) (any, error) {
	revision := key(r.URL.Query().Get("revision"))
	if revision == 0 {
		return nil, problem("revision is not that of a policy; GET /policy has it")
	}
	var switches profile.Switches
	if err := json.NewDecoder(http.MaxBytesReader(nil, r.Body, 1<<16)).Decode(&switches); err != nil {
		return nil, problem("the body has no switches of a profile")
	}
	next, what, err := s.store.changePolicy(r.Context(), revision, func(p *access.Policy) (*access.Policy, report.Report, error) {
		site, ok := access.Of[*profile.Site](p)
		if !ok {
			return nil, report.Report{}, access.Deny(access.ReasonNoPolicy, "").Err()
		}
		site, what, err := site.SetSwitches(actor, r.PathValue("name"), switches)
		if err != nil {
			return nil, what, err
		}
		p, err = p.With(site)
		return p, what, err
	})
	if err != nil {
		return nil, err
	}
	return map[string]any{"revision": next.revision, "report": what}, nil
}
