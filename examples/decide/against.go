package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"text/tabwriter"

	"lupa.example/access"
	"lupa.example/access/foresight"
	"lupa.example/access/report"
	"lupa.example/access/wire"
)

// printDifference prints what changes from the old policy to the new one.
func printDifference(old, new *access.Policy, asJSON bool, stdout io.Writer) (status int, err error) {
	d, err := foresight.Diff(old, new)
	if err != nil {
		return exitWrong, err
	}
	text := d.String()
	if asJSON {
		b, err := json.Marshal(d)
		if err != nil {
			return exitWrong, err
		}
		text = string(b) + "\n"
	}
	if _, err := io.WriteString(stdout, text); err != nil {
		return exitWrong, err
	}
	if !d.IsEmpty() {
		return exitChanged, nil
	}
	return exitDecided, nil
}

// replay prints the questions that the policies decide otherwise.
func replay(old, new *access.Policy, log io.Reader, asJSON bool, stdout io.Writer) (status int, err error) {
	var p flipPrinter = newFlipTable(stdout, new)
	if asJSON {
		p = &flipLines{out: bufio.NewWriter(stdout)}
	}
	status = exitDecided
	for f, err := range foresight.Replay(codec, old, new, shown{log, p}) {
		switch {
		case errors.Is(err, errNotShown):
			return exitUndecided, p.end()
		case err == nil && f.Flipped():
			p.flip(f)
		case err == nil:
			p.same()
		case len(access.Findings(err)) > 0 || errors.Is(err, foresight.ErrBlank):
			status = exitUndecided
			p.fault(f.Line, err)
		default:
			return exitUndecided, errors.Join(fmt.Errorf("line %d: %w", f.Line, err), p.end())
		}
	}
	if err := p.end(); err != nil {
		return exitUndecided, err
	}
	return status, nil
}

// A flipPrinter shows the questions that are decided otherwise.
type flipPrinter interface {
	flip(foresight.Flip)
	same() // one that is not
	fault(line int, err error)
	pause() error
	end() error
}

// flipLines prints one JSON object a line.
type flipLines struct{ out *bufio.Writer }

func (l *flipLines) flip(f foresight.Flip) {
	fmt.Fprintf(l.out, `{"line":%d,"before":%s,"after":%s}`+"\n", f.Line, wire.EncodeAnswer(f.Before), wire.EncodeAnswer(f.After))
}

func (l *flipLines) same() {}

func (l *flipLines) fault(line int, err error) {
	text, _ := json.Marshal(err.Error()) // a text can always be written
	fmt.Fprintf(l.out, `{"line":%d,"error":%s}`+"\n", line, text)
}

func (l *flipLines) pause() error { return l.out.Flush() }
func (l *flipLines) end() error   { return l.out.Flush() }

// A flipTable prints for people.
type flipTable struct {
	table
	gained, lost, alike int
}

func newFlipTable(w io.Writer, policy *access.Policy) *flipTable {
	t := &flipTable{table: table{policy: policy, out: tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)}}
	t.heading = []any{"LINE", "SUBJECT", "ACTION", "RESOURCE", "EFFECT", "BEFORE", "AFTER"}
	return t
}

func (t *flipTable) flip(f foresight.Flip) {
	effect := report.Gain
	if f.Before.Allowed {
		effect = report.Loss
		t.lost++
	} else {
		t.gained++
	}
	t.row(strconv.Itoa(f.Line), f.Question.Subject.User, string(f.Question.Action), t.resource(f.Question), effect.String(), words(f.Before), words(f.After))
}

// words returns a decision without the quotes that would have the cell quoted.
func words(d access.Decision) string {
	text := "denied: "
	if d.Allowed {
		text = "allowed: "
	}
	if text += string(d.Reason); d.By != "" {
		text += " by " + d.By
	}
	return text
}

func (t *flipTable) same() { t.alike++ }

func (t *flipTable) fault(line int, err error) {
	t.unknown++
	t.row(strconv.Itoa(line), "-", "-", "-", "no answer", err.Error(), "")
}

func (t *flipTable) end() error {
	return t.finish(fmt.Sprintf("%s: %d gained, %d lost, %d decided alike, %d without an answer",
		number(t.gained+t.lost+t.alike+t.unknown, "question"), t.gained, t.lost, t.alike, t.unknown))
}
