package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strconv"
	"sync/atomic"

	"lupa.example/access"
	"lupa.example/access/filter"
	"lupa.example/casework"
	"lupa.example/profile"
	"lupa.example/roles"
	"lupa.example/sharing"
)

// A service answers over HTTP. Who asks is told by the gateway in front, which has
// authenticated them, in the header X-User.
type service struct {
	store *store
	held  atomic.Pointer[held]
	log   *slog.Logger
	point http.Handler // the decision point; nil if there is none
}

// newService returns the service with the policy that is in the database.
func newService(ctx context.Context, s *store, log *slog.Logger) (*service, error) {
	service := &service{store: s, log: log}
	return service, service.reload(ctx)
}

// handler returns the service's routes.
func (s *service) handler() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /cases", listed(s, cases, profile.ActionRead, "form"))
	mux.Handle("GET /clients", listed(s, clients, casework.ActionView, ""))
	mux.Handle("GET /results", listed(s, results, sharing.ActionView, "owner"))
	mux.Handle("GET /orders", listed(s, orders, roles.ActionApprove, "org")) // those to approve
	mux.Handle("GET /engagements", listed(s, engagements, casework.ActionView, ""))
	mux.Handle("GET /cases/{id}/readers", whoMay(s, cases, profile.ActionRead))
	mux.Handle("GET /clients/{id}/counsellors", whoMay(s, clients, casework.ActionView))
	mux.Handle("POST /clients/{id}/shares", s.asking(s.share))
	mux.Handle("GET /policy", s.asking(s.showPolicy))
	mux.Handle("PUT /profiles/{name}/switches", s.asking(s.setSwitches))
	if s.point != nil {
		mux.Handle("POST /access/v1/", s.point)
	}
	return mux
}

// asking answers with what the function returns, as JSON, for who is known to ask.
func (s *service) asking(answer func(*http.Request, access.Subject) (any, error)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		status, body := http.StatusOK, any(nil)
		subject, err := s.store.subject(r.Context(), s.store.db, r.Header.Get("X-User"), signedIn(r))
		if err == nil {
			body, err = answer(r, subject)
		}
		if err != nil {
			status, body = s.failure(r, err)
		}
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		if err := json.NewEncoder(w).Encode(body); err != nil {
			s.log.ErrorContext(r.Context(), "cannot answer", "error", err)
		}
	})
}

// signedIn reads what the gateway says of the session. Without it that is unknown.
func signedIn(r *http.Request) access.SignIn {
	switch r.Header.Get("X-Signed-In") {
	case "yes":
		return access.SignedIn
	case "no":
		return access.SignedOut
	default:
		return access.SignInUnknown
	}
}

// A problem is what is wrong with a request, in words for who made it.
type problem string

func (p problem) Error() string { return string(p) }

var errNotFound = problem("there is nothing here that you may see")

// failure returns the answer to a request that fails. What a denied person may know is
// the reason, and of an act the report of what was refused.
func (s *service) failure(r *http.Request, err error) (status int, body any) {
	var denied *access.DeniedError
	var problem problem
	var refused *refusal
	var late *conflict
	switch {
	case errors.As(err, &refused):
		return refused.status, map[string]any{"error": err.Error(), "report": refused.report}
	case errors.As(err, &late):
		return http.StatusConflict, map[string]any{"error": err.Error(), "revision": late.now, "changes": late.changes}
	case errors.As(err, &denied):
		reason := denied.Decision
		return http.StatusForbidden, map[string]any{"error": s.held.Load().policy.Explain(reason), "reason": reason.Reason}
	case errors.Is(err, errNotFound):
		return http.StatusNotFound, map[string]any{"error": err.Error()}
	case errors.As(err, &problem), len(access.Findings(err)) > 0:
		return http.StatusBadRequest, map[string]any{"error": err.Error()}
	default:
		s.log.ErrorContext(r.Context(), "cannot answer", "path", r.URL.Path, "error", err)
		return http.StatusInternalServerError, map[string]any{"error": "the service cannot answer now"}
	}
}

// listed answers with a page of the rows on which the action is allowed. The parameter,
// if it has a name, is a property by which the list can be narrowed.
func listed[T access.Resource](s *service, t *table[T], a access.Action, parameter string) http.Handler {
	return s.asking(func(r *http.Request, subject access.Subject) (any, error) {
		w, err := wanted(r, parameter)
		if err != nil {
			return nil, err
		}
		found, err := t.list(r.Context(), s.store, s.held.Load().policy, subject, a, w)
		if err != nil {
			return nil, err
		}
		answer := map[string]any{"rows": append([]T{}, found.rows...)}
		if found.next > 0 {
			answer["next"] = text(found.next)
		}
		if found.count >= 0 {
			answer["count"] = found.count
		}
		return answer, nil
	})
}

const (
	usualLimit = 50
	mostLimit  = 1000
)

// wanted reads which page is wanted: ?form=F1&before=1234&limit=20&count=yes
func wanted(r *http.Request, parameter string) (w want, err error) {
	query := r.URL.Query()
	w.where, w.limit, w.count = filter.Everything(), usualLimit, query.Get("count") == "yes"
	if values := query[parameter]; parameter != "" && len(values) > 0 {
		w.where = filter.In(parameter, values...)
	}
	if before := query.Get("before"); before != "" {
		if w.before = key(before); w.before == 0 {
			return w, problem("before is no key of a page")
		}
	}
	if limit := query.Get("limit"); limit != "" {
		w.limit, err = strconv.Atoi(limit)
		if err != nil || w.limit < 1 || w.limit > mostLimit {
			return w, problem(fmt.Sprintf("limit is no number from 1 to %d", mostLimit))
		}
	}
	return w, nil
}

// whoMay answers with the people who may take the action on a row, to somebody who may
// themselves.
func whoMay[T access.Resource](s *service, t *table[T], a access.Action) http.Handler {
	return s.asking(func(r *http.Request, subject access.Subject) (any, error) {
		held := s.held.Load()
		policy := held.policy
		row, found, err := t.one(r.Context(), s.store, s.store.db, key(r.PathValue("id")))
		if err != nil {
			return nil, err
		}
		if !found || !s.allowed(r, held, access.Question{Subject: subject, Action: a, Resource: row}) {
			return nil, errNotFound
		}
		who, err := s.store.who(r.Context(), policy, a, row)
		if err != nil {
			return nil, err
		}
		users := []string{}
		for person, d := range who {
			if d.Allowed {
				users = append(users, person.User)
			}
		}
		return map[string]any{"users": users}, nil
	})
}
