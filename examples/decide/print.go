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
	heading                              []any
	rows                                 int
	allowed, denied, conditions, unknown int
	err                                  error
}

const blockRows = 500

func newTable(w io.Writer, policy *access.Policy) *table {
	return &table{
		policy: policy, out: tabwriter.NewWriter(w, 0, 0, 2, ' ', 0),
		heading: []any{"SUBJECT", "ACTION", "RESOURCE", "DECISION", "REASON", "DECIDED BY"},
	}
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
	t.about(q, "where", c, "")
}

func (t *table) about(q access.Question, outcome string, why any, by string) {
	t.row(q.Subject.User, string(q.Action), t.resource(q), outcome, why, by)
}

// resource names what a question is about, which may be nothing.
func (t *table) resource(q access.Question) string {
	if q.Resource == nil {
		return ""
	}
	return strings.TrimSpace(string(q.Resource.Kind()) + " " + t.policy.ID(q.Resource))
}

func (t *table) fault(line int, err error) {
	t.unknown++
	t.row("-", "-", fmt.Sprintf("line %d", line), "no answer", err.Error(), "")
}

// row prints texts, and conditions, which are safe to show as they are.
func (t *table) row(cells ...any) {
	if t.rows%blockRows == 0 {
		t.flush()
		t.print(t.heading...)
	}
	t.rows++
	t.print(cells...)
}

func (t *table) print(cells ...any) {
	for i, c := range cells {
		end := "\t"
		if i == len(cells)-1 {
			end = "\n"
		}
		if text, ok := c.(string); ok {
			c = printable(text)
		}
		t.keep(fmt.Fprint(t.out, c, end))
	}
}

func (t *table) pause() error { return t.err }

func (t *table) end() error { return t.finish(t.summary()) }

func (t *table) summary() string {
	conditions := ""
	if t.conditions > 0 {
		conditions = number(t.conditions, "condition") + ", "
	}
	return fmt.Sprintf("%s: %s%d allowed, %d denied, %d without an answer",
		number(t.allowed+t.denied+t.conditions+t.unknown, "question"), conditions, t.allowed, t.denied, t.unknown)
}

// number returns the number with the noun.
func number(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return fmt.Sprint(n, " ", noun)
}

// finish prints what remains, and a summary below it.
func (t *table) finish(summary string) error {
	t.flush()
	if t.err == nil {
		t.keep(fmt.Fprintf(t.out, "\n%s\n", summary))
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
	quoted := strconv.Quote(s)
	if quoted != `"`+s+`"` || strings.TrimSpace(s) != s || strings.Contains(s, "  ") {
		return quoted
	}
	return s
}
