package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"lupa.example/access"
	"lupa.example/access/filter"
	"lupa.example/access/foresight"
	"lupa.example/access/wire"
)

// A why is what -why adds to an answer: the gates in order, and of what is allowed on what
// grounds, and which of them are needed; of what is denied by which changes it would be
// allowed, and what the subject may be told. Repairs are absent where the kind's authority
// tells of none.
type why struct {
	Gates []foresight.Passage `json:"gates"`
	*foresight.Grounds
	Repairs *[]foresight.Repair `json:"repairs,omitempty"`
	Hint    string              `json:"hint,omitempty"`
}

func reasons(p *access.Policy, q access.Question, d access.Decision) why {
	w := why{Gates: foresight.Gates(p, q.Subject, q.Action, q.Resource)}
	if d.Allowed {
		grounds := foresight.GroundsOf(p, q.Subject, q.Action, q.Resource)
		w.Grounds = &grounds
		return w
	}
	if repairs, err := foresight.Repairs(p, q.Subject, q.Action, q.Resource); err == nil {
		repairs = append([]foresight.Repair{}, repairs...)
		w.Repairs = &repairs
	}
	var kind access.Kind
	if q.Resource != nil {
		kind = q.Resource.Kind()
	}
	w.Hint = foresight.Hint(p, kind, d)
	return w
}

// reasoned is [answers] with the reasons of each.
type reasoned struct {
	*answers
	policy *access.Policy
}

func (r *reasoned) answer(q access.Question, d access.Decision) {
	text, err := json.Marshal(reasons(r.policy, q, d))
	if err != nil { // a name that is no UTF-8, which no request can hold
		r.object("error", err.Error())
		return
	}
	answer := wire.EncodeAnswer(d)
	fmt.Fprintf(r.out, "%s,\"why\":%s}\n", answer[:len(answer)-1], text)
}

// story prints for people, with a paragraph for each question.
type story struct {
	*table
	out *bufio.Writer
}

func newStory(w io.Writer, policy *access.Policy) *story {
	return &story{newTable(io.Discard, policy), bufio.NewWriter(w)}
}

func (s *story) answer(q access.Question, d access.Decision) {
	s.table.answer(q, d)
	s.line("%s, %s of %s: %s", q.Subject.User, string(q.Action), s.resource(q), words(d))
	w := reasons(s.policy, q, d)
	for _, g := range w.Gates {
		s.line("  %-12s %s", string(g.Ending), g.LooksAt)
	}
	if w.Grounds != nil {
		for _, g := range w.Grounds.All {
			s.line("  %-12s %s", "ground", g)
		}
		for _, g := range w.Grounds.Ends {
			s.line("  %-12s %s", "not without", g)
		}
	}
	if w.Repairs != nil {
		for _, r := range *w.Repairs {
			s.line("  %-12s %s", "repair", r)
		}
	}
	if w.Hint != "" {
		s.line("  %-12s %s", "hint", w.Hint)
	}
	s.line("")
}

// line prints a line. What is a text is quoted where it could change how the line looks;
// everything else shows as it is, and quotes its own.
func (s *story) line(format string, args ...any) {
	for i, a := range args {
		if text, ok := a.(string); ok {
			args[i] = printable(text)
		}
	}
	s.keep(fmt.Fprintf(s.out, format+"\n", args...))
}

func (s *story) condition(access.Question, filter.Condition) {
	s.keep(0, errors.New("-why is of decisions"))
}

func (s *story) fault(line int, err error) {
	s.table.fault(line, err)
	s.line("line %d: no answer: %s", line, err.Error())
	s.line("")
}

func (s *story) pause() error {
	s.keep(0, s.out.Flush())
	return s.err
}

func (s *story) end() error {
	s.line("%s", s.summary())
	return s.pause()
}
