package console

import (
	"errors"
	"fmt"
	"net/http"
	"strings"

	"lupa.example/access"
	"lupa.example/access/foresight"
)

// maxShown is how many changes, and how many flips, a page shows. It counts all of them.
const maxShown = 200

// maxPrefilled is up to how many bytes of the loaded document stand in the form.
const maxPrefilled = 64 << 10

type comparePage struct {
	Token         string
	Old, New, Log string
	Problem       *problem
	Result        *comparison
}

type comparison struct {
	Same        bool
	Changes     []foresight.Change
	Total       int
	NotCompared []access.Kind

	Replayed int // lines that hold a question
	Flips    []flip
	Flipped  int
	Bad      []finding // lines that hold none
	BadTotal int
}

type flip struct {
	Line          int
	Question      string
	Before, After string
	Allowed       bool // by the new policy
}

func (s *server) compareForm(w http.ResponseWriter, r *http.Request) {
	page := comparePage{Token: s.tokens.issue(w, r)}
	if text := s.document(); len(text) <= maxPrefilled {
		page.New = text
	}
	s.show(w, http.StatusOK, "compare", "Compare", page)
}

// document returns the loaded policy as a document, "" if it cannot be written.
func (s *server) document() string {
	text, err := s.encodePolicy()
	if err != nil {
		return ""
	}
	return string(text)
}

func (s *server) compare(w http.ResponseWriter, r *http.Request) {
	v, ok := s.form(w, r)
	if !ok {
		return
	}
	page := comparePage{Token: s.tokens.issue(w, r), Old: sent(r, v, "old"), New: sent(r, v, "new"), Log: sent(r, v, "log")}
	old, problemOld := s.pasted("earlier", page.Old)
	next, problemNew := s.pasted("later", page.New)
	if page.Problem = problemOld; page.Problem == nil {
		page.Problem = problemNew
	}
	status := http.StatusBadRequest
	if page.Problem == nil {
		result, err := s.compared(old, next, page.Log)
		page.Result = result
		if status = http.StatusOK; err != nil {
			status = http.StatusInternalServerError
			page.Problem = &problem{"The two cannot be compared.", findings(err)}
		}
	}
	s.show(w, status, "compare", "Compare", page)
}

// pasted returns the policy of a document in the form, the loaded one if there is none.
func (s *server) pasted(which, text string) (*access.Policy, *problem) {
	if strings.TrimSpace(text) == "" {
		return s.Policy, nil
	}
	p, err := s.Codec.DecodePolicy([]byte(text))
	if err != nil {
		return nil, &problem{"The " + which + " policy is not valid. Nothing was compared.", placed(findings(err), []byte(text))}
	}
	return p, nil
}

func (s *server) compared(old, next *access.Policy, log string) (*comparison, error) {
	d, err := foresight.Diff(old, next)
	if err != nil {
		return nil, err
	}
	c := &comparison{Same: d.IsEmpty(), Total: len(d.Changes), NotCompared: d.NotCompared}
	c.Changes = d.Changes[:min(len(d.Changes), maxShown)]
	for f, err := range foresight.Replay(s.Codec, old, next, strings.NewReader(log)) {
		switch {
		case errors.Is(err, foresight.ErrBlank):
		case err != nil:
			if c.BadTotal++; len(c.Bad) < maxFindings {
				c.Bad = append(c.Bad, finding{At: fmt.Sprintf("line %d", f.Line), Problem: err.Error()})
			}
		default:
			c.count(f, old, next)
		}
	}
	return c, nil
}

func (c *comparison) count(f foresight.Flip, old, next *access.Policy) {
	c.Replayed++
	if !f.Flipped() {
		return
	}
	if c.Flipped++; len(c.Flips) < maxShown {
		q := f.Question
		c.Flips = append(c.Flips, flip{
			Line:     f.Line,
			Question: fmt.Sprintf("%s: %s of %s %s", q.Subject.User, q.Action, q.Resource.Kind(), next.ID(q.Resource)),
			Before:   old.Explain(f.Before),
			After:    next.Explain(f.After),
			Allowed:  f.After.Allowed,
		})
	}
}
