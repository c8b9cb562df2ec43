package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"lupa.example/access"
	"lupa.example/examples/openfga/engine"
	"lupa.example/examples/openfga/export"
)

var signIns = []access.SignIn{access.SignInUnknown, access.SignedIn, access.SignedOut}

// A questionnaire is every question that can be asked of a contest: of each person,
// signed in or not, about each row, for each of its actions.
type questionnaire struct {
	*contest
	actions [][]access.Action // by row
	before  []int             // how many actions the rows before have
	total   int               // how many actions all rows have
}

func all(c *contest) questionnaire {
	q := questionnaire{contest: c}
	for _, r := range c.resources {
		actions := c.policy.Actions(r.Kind())
		q.actions = append(q.actions, actions)
		q.before = append(q.before, q.total)
		q.total += len(actions)
	}
	return q
}

func (q questionnaire) len() int { return len(q.people) * len(signIns) * q.total }

func (q questionnaire) at(i int) access.Question {
	person, i := i/(len(signIns)*q.total), i%(len(signIns)*q.total)
	signIn, i := i/q.total, i%q.total
	row, found := slices.BinarySearch(q.before, i)
	if !found {
		row--
	}
	asked := access.Question{Subject: q.people[person], Resource: q.resources[row], Action: q.actions[row][i-q.before[row]]}
	asked.Subject.SignIn = signIns[signIn]
	return asked
}

// draw yields so many of the questions, or each once if these are not more.
func draw(r *rand.Rand, q questionnaire, count int) iter.Seq[access.Question] {
	return func(yield func(access.Question) bool) {
		for i := range min(count, q.len()) {
			if count < q.len() {
				i = r.IntN(q.len())
			}
			if !yield(q.at(i)) {
				return
			}
		}
	}
}

// A tally is what both answered.
type tally struct {
	kinds     map[access.Kind]*count
	left      map[export.LeftOut]int
	different []string // the first questions on which the two disagree
	disagreed int
}

// A count is about one kind.
type count struct {
	allowed, denied, left int
	library, openfga      time.Duration
}

// shown is how many disagreements are printed.
const shown = 10

func newTally() *tally {
	return &tally{kinds: make(map[access.Kind]*count), left: make(map[export.LeftOut]int)}
}

// ask asks both. An error is of the OpenFGA: a question without an answer is no agreement.
func (n *tally) ask(ctx context.Context, p *access.Policy, store *engine.Store, q access.Question) error {
	k := q.Resource.Kind()
	if n.kinds[k] == nil {
		n.kinds[k] = new(count)
	}
	of := n.kinds[k]
	tuple, err := export.Check(p, q)
	if err != nil {
		var left *export.LeftOutError
		if !errors.As(err, &left) {
			return err
		}
		of.left++
		n.left[left.LeftOut]++
		return nil
	}
	start := time.Now()
	d := p.Check(q.Subject, q.Action, q.Resource)
	decided := time.Now()
	allowed, err := store.Check(ctx, engine.Question{Asked: tuple, Contextual: export.Contextual(p, q)})
	if err != nil {
		return err
	}
	of.library += decided.Sub(start)
	of.openfga += time.Since(decided)
	if d.Allowed {
		of.allowed++
	} else {
		of.denied++
	}
	if d.Allowed != allowed {
		if n.disagreed++; n.disagreed <= shown {
			n.different = append(n.different, different(q, tuple, d, allowed))
		}
	}
	return nil
}

func different(q access.Question, tuple export.Tuple, d access.Decision, allowed bool) string {
	text, err := codec.EncodeRequest(q)
	if err != nil {
		text = []byte(err.Error())
	}
	return fmt.Sprintf("the library: %v; OpenFGA: %v to %v\n  %s", d, allowed, tuple, text)
}

// print prints the counts, and reports whether the two agree.
func (n *tally) print(stdout io.Writer) (agree bool, err error) {
	w := tabwriter.NewWriter(stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "kind\tallowed\tdenied\tleft out\tthe library\tOpenFGA\t")
	asked := 0
	for _, k := range slices.Sorted(maps.Keys(n.kinds)) {
		c := n.kinds[k]
		fmt.Fprintf(w, "%s\t%d\t%d\t%d\t%v\t%v\t\n", k, c.allowed, c.denied, c.left,
			each(c.library, c.allowed+c.denied, time.Nanosecond), each(c.openfga, c.allowed+c.denied, time.Microsecond))
		asked += c.allowed + c.denied
	}
	if err := w.Flush(); err != nil {
		return false, err
	}
	for _, l := range export.TableOfLeftOut() {
		if n.left[l] > 0 {
			fmt.Fprintf(stdout, "\n%d left out, %s\n", n.left[l], strings.TrimPrefix((&export.LeftOutError{LeftOut: l}).Error(), "export: "))
		}
	}
	for _, text := range n.different {
		fmt.Fprintf(stdout, "\n%s\n", text)
	}
	if n.disagreed > 0 {
		_, err = fmt.Fprintf(stdout, "\nThe two disagree on %d of %d questions.\n", n.disagreed, asked)
		return false, err
	}
	_, err = fmt.Fprintf(stdout, "\nThe two agree on all %d questions.\n", asked)
	return true, err
}

func each(d time.Duration, n int, unit time.Duration) time.Duration {
	return (d / time.Duration(max(n, 1))).Round(unit)
}
