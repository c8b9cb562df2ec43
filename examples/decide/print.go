package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
	"text/tabwriter"

	"lupa.example/access"
	"lupa.example/access/filter"
	"lupa.example/access/wire"
)

// A printer shows what became of each line.
type printer interface {
	answer(access.Question, access.Decision)
	condition(access.Question, filter.Condition)
	fault(line int, err error)
	pause() error // the input may keep us waiting: show what there is
	end() error
}

// answers prints one JSON object a line.
type answers struct{ out *bufio.Writer }

func newAnswers(w io.Writer) *answers { return &answers{bufio.NewWriter(w)} }

func (a *answers) answer(_ access.Question, d access.Decision) {
	a.out.Write(wire.EncodeAnswer(d))
	a.out.WriteByte('\n')
}

func (a *answers) condition(_ access.Question, c filter.Condition) { a.object("condition", c) }

func (a *answers) fault(line int, err error) {
	a.object("error", fmt.Sprintf("line %d: %v", line, err))
}

func (a *answers) object(member string, value any) {
	text, err := json.Marshal(map[string]any{member: value})
	if err != nil { // a name that is no UTF-8, which no request can hold
		text, _ = json.Marshal(map[string]string{"error": err.Error()})
	}
	a.out.Write(text)
	a.out.WriteByte('\n')
}

func (a *answers) pause() error { return a.out.Flush() }
func (a *answers) end() error   { return a.out.Flush() }

// table prints for people. It is aligned in blocks, so that a long run needs no
// more memory than a block.
type table struct {
	policy                               *access.Policy
	out                                  *tabwriter.Writer
	rows                                 int
	allowed, denied, conditions, unknown int
	err                                  error
}

const blockRows = 500

func newTable(w io.Writer, policy *access.Policy) *table {
	return &table{policy: policy, out: tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)}
}

func (t *table) answer(r access.Question, d access.Decision) {
	outcome := "denied"
	if d.Allowed {
		outcome = "allowed"
		t.allowed++
	} else {
		t.denied++
	}
	t.about(r, outcome, string(d.Reason), d.By)
}

func (t *table) condition(q access.Question, c filter.Condition) {
	t.conditions++
	t.about(q, "where", c.String(), "")
}

func (t *table) about(q access.Question, outcome, why, by string) {
	resource := ""
	if q.Resource != nil {
		resource = strings.TrimSpace(string(q.Resource.Kind()) + " " + t.policy.ID(q.Resource))
	}
	t.row(q.Subject.User, string(q.Action), resource, outcome, why, by)
}

func (t *table) fault(line int, err error) {
	t.unknown++
	t.row("-", "-", fmt.Sprintf("line %d", line), "no answer", err.Error(), "")
}

func (t *table) row(cells ...string) {
	if t.rows%blockRows == 0 {
		t.flush()
		t.print("SUBJECT", "ACTION", "RESOURCE", "DECISION", "REASON", "DECIDED BY")
	}
	t.rows++
	t.print(cells...)
}

func (t *table) print(cells ...string) {
	for i, c := range cells {
		end := "\t"
		if i == len(cells)-1 {
			end = "\n"
		}
		t.keep(fmt.Fprint(t.out, printable(c), end))
	}
}

func (t *table) pause() error { return t.err }

func (t *table) end() error {
	t.flush()
	if t.err == nil {
		conditions := ""
		if t.conditions > 0 {
			conditions = fmt.Sprintf("%d conditions, ", t.conditions)
		}
		t.keep(fmt.Fprintf(t.out, "\n%d questions: %s%d allowed, %d denied, %d without an answer\n",
			t.allowed+t.denied+t.conditions+t.unknown, conditions, t.allowed, t.denied, t.unknown))
		t.flush()
	}
	return t.err
}

func (t *table) flush() {
	if err := t.out.Flush(); t.err == nil {
		t.err = err
	}
}

func (t *table) keep(_ int, err error) {
	if t.err == nil {
		t.err = err
	}
}

// printable quotes text that could change how the table looks on a terminal, or
// pass for other text.
func printable(s string) string {
	if quoted := strconv.Quote(s); quoted != `"`+s+`"` {
		return quoted
	}
	return s
}
