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
	"lupa.example/access/wire"
)

// answers prints one JSON object a line.
type answers struct{ out *bufio.Writer }

func newAnswers(w io.Writer) *answers { return &answers{bufio.NewWriter(w)} }

func (a *answers) answer(_ access.Question, d access.Decision) {
	a.out.Write(wire.EncodeAnswer(d))
	a.out.WriteByte('\n')
}

func (a *answers) fault(line int, err error) {
	text, _ := json.Marshal(map[string]string{"error": fmt.Sprintf("line %d: %v", line, err)})
	a.out.Write(text)
	a.out.WriteByte('\n')
}

func (a *answers) pause() error { return a.out.Flush() }
func (a *answers) end() error   { return a.out.Flush() }

// table prints for people. It is aligned in blocks, so that a long run needs no
// more memory than a block.
type table struct {
	policy                   *access.Policy
	out                      *tabwriter.Writer
	rows                     int
	allowed, denied, unknown int
	err                      error
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
	resource := strings.TrimSpace(string(r.Resource.Kind()) + " " + t.policy.ID(r.Resource))
	t.row(r.Subject.User, string(r.Action), resource, outcome, string(d.Reason), d.By)
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
		t.keep(fmt.Fprintf(t.out, "\n%d questions: %d allowed, %d denied, %d without an answer\n",
			t.allowed+t.denied+t.unknown, t.allowed, t.denied, t.unknown))
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
