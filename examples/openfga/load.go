package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"strings"
	"time"

	"google.golang.org/protobuf/proto"

	openfgav1 "github.com/openfga/api/proto/openfga/v1"

	"lupa.example/access"
	"lupa.example/examples/console/console"
	"lupa.example/examples/openfga/engine"
	"lupa.example/examples/openfga/export"
)

// A contest is what both are asked about.
type contest struct {
	policy    *access.Policy
	people    []access.Subject
	resources []access.Resource
	rows      *export.Rows
	model     *openfgav1.AuthorizationModel
}

// load reads the documents and exports what they say.
func load(o options) (*contest, error) {
	policy, data := embeddedPolicy, embeddedData
	var err error
	if o.policy != "" {
		if policy, err = os.ReadFile(o.policy); err != nil {
			return nil, fmt.Errorf("cannot read the policy: %w", err)
		}
	}
	if o.data != "" {
		if data, err = os.ReadFile(o.data); err != nil {
			return nil, fmt.Errorf("cannot read the data: %w", err)
		}
	}
	c := new(contest)
	if c.policy, err = codec.DecodePolicy(policy); err != nil {
		return nil, fmt.Errorf("%s is not valid:\n%w", cmp.Or(o.policy, "the embedded policy"), err)
	}
	read, err := console.ReadData(codec, c.policy, data)
	if err != nil {
		return nil, fmt.Errorf("%s is not valid:\n%w", cmp.Or(o.data, "the embedded data"), ours(err))
	}
	c.people = read.People
	for _, row := range read.Rows {
		c.resources = append(c.resources, row.Resource)
	}
	if len(c.people) == 0 || len(c.resources) == 0 {
		return nil, fmt.Errorf("the data has %d people and %d rows, so there is nothing to ask", len(c.people), len(c.resources))
	}
	if c.rows, err = export.NewRows(c.people, c.resources); err != nil {
		return nil, fmt.Errorf("the data cannot be exported:\n%w", err)
	}
	if c.model, err = export.Model(c.policy); err != nil {
		return nil, fmt.Errorf("the policy cannot be exported:\n%w", err)
	}
	return c, nil
}

// ours returns the findings as of this program's data.
func ours(err error) error {
	var all []error
	for _, f := range access.Findings(err) {
		all = append(all, &access.InvalidError{Package: "data", Path: f.Path, Problem: f.Problem})
	}
	return errors.Join(all...)
}

// run fills a store, asks both, and prints what came of it.
func (c *contest) run(ctx context.Context, o options, stdout, stderr io.Writer) (agree bool, err error) {
	e, err := o.engine(ctx)
	if err != nil {
		return false, err
	}
	defer e.Close()
	store, err := c.fill(ctx, e, stdout, progressOn(stderr))
	if err != nil {
		return false, err
	}
	n := newTally()
	r := rand.New(rand.NewPCG(o.seed, 0))
	for q := range draw(r, all(c), o.questions) {
		if err := n.ask(ctx, c.policy, store, q); err != nil {
			return false, err
		}
	}
	return n.print(stdout)
}

// fill makes a store of the policy and the rows.
func (c *contest) fill(ctx context.Context, e *engine.Engine, stdout io.Writer, progress func(done, of int)) (*engine.Store, error) {
	start := time.Now()
	store, err := e.NewStore(ctx, "lupa-export")
	if err != nil {
		return nil, err
	}
	if err := store.SetModel(ctx, c.model); err != nil {
		return nil, err
	}
	written := 0
	err = store.Fill(ctx, export.Tuples(c.policy, c.rows), func(done, of int) {
		written = done
		progress(done, of)
	})
	if err != nil {
		return nil, err
	}
	fmt.Fprintf(stdout, "%d people and %d rows are a model of %d bytes and %d tuples, written in %v\n\n",
		len(c.people), len(c.resources), proto.Size(c.model), written, time.Since(start).Round(time.Millisecond))
	return store, nil
}

// progressOn shows progress on a terminal, and nothing elsewhere.
func progressOn(w io.Writer) func(done, of int) {
	if f, ok := w.(*os.File); !ok || !isTerminal(f) {
		return func(int, int) {}
	}
	return func(done, of int) { fmt.Fprint(w, bar(done, of)) }
}

// bar returns a line in the place of the one before, which stays when all is done.
func bar(done, of int) string {
	const width = 40
	line := fmt.Sprintf("\r[%-*s] %d of %d tuples", width, strings.Repeat("=", width*done/max(of, 1)), done, of)
	if done == of {
		line += "\n"
	}
	return line
}

func isTerminal(f *os.File) bool {
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
