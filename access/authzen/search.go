package authzen

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strconv"

	"lupa.example/access"
	"lupa.example/access/filter"
	"lupa.example/access/wire"
)

// A search is a question with one part left open, while it is answered.
type search struct {
	*question
	wire.Search
	sought wire.Sought
	digest [sha256.Size]byte
	limit  int
	after  string // where the page before ended, "" for the first
}

// readSearch reads a search. It returns a denial beside the search where nothing can be
// found, and no search beside any other error.
func (h *Handler) readSearch(q *question, sought wire.Sought) (*search, error) {
	asked, err := q.reader.ReadSearch(q.body, sought)
	if err != nil && !isDenial(err) {
		return nil, err
	}
	s := &search{question: q, Search: asked, sought: sought, digest: digestOf(q.body, sought)}
	if s.limit = asked.Page.Limit; s.limit == 0 || s.limit > h.config.Limits.Page {
		s.limit = h.config.Limits.Page
	}
	if asked.Page.Token == "" {
		return s, err
	}
	limit, after, bad := h.tokens.open(s.digest, asked.Page.Token)
	if bad != nil || asked.Page.Limit != 0 && s.limit != limit {
		return nil, &failure{http.StatusBadRequest, "page.token is none that this question, with this limit, was given"}
	}
	s.limit, s.after = min(limit, h.config.Limits.Page), after
	return s, err
}

// digestOf stands for what a search asks: what it says of all but the page and what is
// sought, however it is written.
func digestOf(body []byte, sought wire.Sought) [sha256.Size]byte {
	var said map[string]any
	d := json.NewDecoder(bytes.NewReader(body))
	d.UseNumber()
	_ = d.Decode(&said) // it was read before, by stricter rules
	asked := map[string]any{"sought": sought}
	for _, part := range []string{"subject", "action", "resource", "context"} {
		asked[part] = said[part]
	}
	onlyType := func(part string) {
		of, _ := asked[part].(map[string]any)
		asked[part] = of["type"]
	}
	switch sought {
	case wire.SoughtSubjects:
		onlyType("subject")
	case wire.SoughtResources:
		onlyType("resource")
	case wire.SoughtActions:
		delete(asked, "action")
	}
	text, _ := json.Marshal(asked) // with its members sorted
	return sha256.Sum256(text)
}

// found answers a search with what was found, of which one more than the limit says that
// there is another page.
func (h *Handler) found(s *search, found []wire.Entity, place func(i int) string) []byte {
	next := ""
	if len(found) > s.limit {
		found = found[:s.limit]
		next = h.tokens.seal(s.digest, s.limit, place(s.limit-1))
	}
	if h.logged(s.ctx) {
		var kind access.Kind
		if s.Resource != nil {
			kind = s.Resource.Kind()
		}
		h.config.Log.LogAttrs(s.ctx, slog.LevelInfo, "searched",
			slog.String("request", s.id),
			slog.String("user", s.Subject.User),
			slog.String("action", string(s.Action)),
			slog.String("kind", string(kind)),
			slog.Int("found", len(found)),
			slog.String("revision", h.revisionOf(s.policy)),
		)
	}
	return wire.EncodeFound(s.sought, found, next)
}

func (h *Handler) nothing(s *search) []byte { return h.found(s, nil, nil) }

func (h *Handler) searchActions(q *question) ([]byte, error) {
	s, err := h.readSearch(q, wire.SoughtActions)
	if s == nil {
		return nil, err
	} else if err != nil {
		return h.nothing(s), nil
	}
	actions := q.policy.Actions(s.Resource.Kind())
	from := 0
	if s.after != "" {
		from, _ = strconv.Atoi(s.after) // which was sealed here
	}
	var found []wire.Entity
	var places []string
	for i := from; i < len(actions) && len(found) <= s.limit; i++ {
		if q.policy.Check(s.Subject, actions[i], s.Resource).Allowed {
			found = append(found, wire.Entity{ID: string(actions[i])})
			places = append(places, strconv.Itoa(i+1))
		}
	}
	return h.found(s, found, func(i int) string { return places[i] }), nil
}

func (h *Handler) searchResources(q *question) ([]byte, error) {
	s, err := h.readSearch(q, wire.SoughtResources) // which is never denied before it is asked
	if err != nil {
		return nil, err
	}
	kind := s.Resource.Kind()
	where, err := filter.Rows(q.policy, s.Subject, s.Action, kind)
	return h.list(s, string(kind), h.directory.Resources, where, err, func(e wire.Entity) (bool, error) {
		row, err := q.reader.ReadResource(e)
		return err == nil && q.policy.Check(s.Subject, s.Action, row).Allowed, err
	})
}

func (h *Handler) searchSubjects(q *question) ([]byte, error) {
	s, err := h.readSearch(q, wire.SoughtSubjects)
	if s == nil {
		return nil, err
	} else if err != nil {
		return h.nothing(s), nil
	}
	kind := s.Resource.Kind()
	where, err := filter.People(q.policy, s.Action, s.Resource)
	return h.list(s, s.SubjectType, h.directory.Subjects, where, err, func(e wire.Entity) (bool, error) {
		who, err := q.reader.ReadSubject(e, kind)
		who.Facts = append(who.Facts, s.Subject.Facts...) // what the question says of everybody
		return err == nil && q.policy.Check(who, s.Action, s.Resource).Allowed, err
	})
}

// list answers a search from a directory: what fulfils the condition and is allowed.
func (h *Handler) list(s *search, kind string, list func(context.Context, Listing) ([]wire.Entity, error),
	where filter.Condition, err error, allowed func(wire.Entity) (bool, error),
) ([]byte, error) {
	listing := Listing{Type: kind, Where: where, After: s.after, Limit: min(s.limit+1, maxListed)}
	switch {
	case isDenial(err):
		return h.nothing(s), nil
	case errors.Is(err, filter.ErrNotByRow), errors.Is(err, filter.ErrNoConditions):
		listing.Where, listing.Limit = filter.Everything(), maxListed // of which few may be allowed
	case err != nil: // the authority's, whatever it is
		return nil, fmt.Errorf("authzen: there is no condition: %v", err)
	case where.Equal(filter.Nothing()):
		return h.nothing(s), nil
	}
	var found []wire.Entity
	for len(found) <= s.limit {
		listed, err := list(s.ctx, listing)
		if err != nil { // whatever it is, it is nothing that is wrong with the request
			return nil, fmt.Errorf("authzen: the directory cannot list %s: %v", kind, err)
		}
		for _, e := range listed {
			e.Type = kind
			ok, err := allowed(e)
			if err != nil {
				h.logUnreadable(s, e, err)
			}
			if ok {
				found = append(found, wire.Entity{Type: kind, ID: e.ID})
			}
		}
		if len(listed) < listing.Limit {
			break
		}
		last := listed[len(listed)-1].ID
		if last == listing.After {
			return nil, fmt.Errorf("authzen: the directory lists %s %q after itself", kind, last)
		}
		listing.After = last
	}
	return h.found(s, found, func(i int) string { return found[i].ID }), nil
}

// logUnreadable records that the directory listed what cannot be read, and so is allowed
// nothing: one bad row is no reason to find none.
func (h *Handler) logUnreadable(s *search, e wire.Entity, err error) {
	if h.config.Log != nil {
		h.config.Log.WarnContext(s.ctx, "cannot read what the directory lists",
			"request", s.id, "type", e.Type, "id", e.ID, "error", err)
	}
}
