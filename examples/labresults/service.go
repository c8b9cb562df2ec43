package main

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"sync/atomic"

	"lupa.example/access"
	"lupa.example/sharing"
)

// A session is what signing in left behind.
type session struct {
	user    string
	account sharing.Account
}

// subject says who asks. A session of nobody is a subject that every policy denies.
func (s session) subject() access.Subject {
	return access.Subject{User: s.user, Facts: []access.Fact{&sharing.User{Account: s.account}}}
}

// A result is a row of the laboratory's database.
type result struct {
	id      string
	orderer sharing.Account
	text    string
}

type service struct {
	policy  atomic.Pointer[access.Policy] // replaced whole when the rules change
	results map[string]result
	log     *slog.Logger
}

// keep puts new rules in force. A service saves them in the same transaction in
// which it loaded the old ones, and lets its other replicas know.
func (s *service) keep(rules *sharing.Rules) error {
	policy, err := access.NewPolicy(rules)
	if err != nil {
		return err
	}
	s.policy.Store(policy)
	return nil
}

// showResult brings what the session and the row say to the policy, and acts on
// its decision.
func (s *service) showResult(w http.ResponseWriter, r *http.Request) {
	who := sessionOf(r)
	row, ok := s.results[r.PathValue("id")]
	if !ok {
		http.NotFound(w, r)
		return
	}
	resource := &sharing.Result{ID: row.id, Owner: row.orderer}
	decision := s.policy.Load().Check(who.subject(), sharing.ActionView, resource)
	s.log.Info("access", "user", who.user, "action", sharing.ActionView, "result", row.id, "decision", decision)
	if !decision.Allowed {
		http.NotFound(w, r) // not even that it exists
		return
	}
	fmt.Fprintln(w, row.text)
}

type sessionKey struct{}

// sessionOf stands for the service's own session middleware.
func sessionOf(r *http.Request) session {
	who, _ := r.Context().Value(sessionKey{}).(session)
	return who
}

// get sends the service a request as a web server would, and returns the status.
func (s *service) get(path string, who session) int {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /results/{id}", s.showResult)
	w := httptest.NewRecorder()
	r := httptest.NewRequest("GET", path, nil)
	mux.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), sessionKey{}, who)))
	return w.Code
}
