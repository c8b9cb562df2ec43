package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"

	"lupa.example/examples/openfga/engine"
)

// options are the flags.
type options struct {
	policy, data    string
	questions       int
	seed            uint64
	sqlite, address string
}

var errHelp = flag.ErrHelp

// maxQuestions is more than anybody waits for.
const maxQuestions = 10_000_000

func parse(args []string, stderr io.Writer) (options, error) {
	var o options
	flags := flag.NewFlagSet("openfga", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() {
		fmt.Fprintln(stderr, "Usage of openfga:")
		flags.PrintDefaults()
	}
	flags.StringVar(&o.policy, "policy", "", "read the policy from the `file`; needs -data")
	flags.StringVar(&o.data, "data", "", "read people and rows from the `file`")
	flags.IntVar(&o.questions, "questions", 5000, "ask `n` questions, or all there are if these are fewer")
	flags.Uint64Var(&o.seed, "seed", 1, "draw the questions by this `number`")
	flags.StringVar(&o.sqlite, "sqlite", "", "keep everything in the SQLite `file`")
	flags.StringVar(&o.address, "address", "", "ask the OpenFGA at `host:port`, by gRPC")
	if err := flags.Parse(args); err != nil {
		if errors.Is(err, errHelp) {
			return o, err
		}
		return o, errors.New("want the flags above")
	}
	return o, o.validate(flags.Args())
}

func (o options) validate(rest []string) error {
	switch {
	case len(rest) > 0:
		return fmt.Errorf("unexpected argument %q", rest[0])
	case o.policy != "" && o.data == "":
		return errors.New("-policy without -data: the embedded people and rows are about another policy")
	case o.questions < 1 || o.questions > maxQuestions:
		return fmt.Errorf("-questions is %d; want 1 to %d", o.questions, maxQuestions)
	case o.sqlite != "" && o.address != "":
		return errors.New("-sqlite and -address: want one of them")
	default:
		return nil
	}
}

// engine returns the OpenFGA that is asked.
func (o options) engine(ctx context.Context) (*engine.Engine, error) {
	switch {
	case o.address != "":
		return engine.Dial(ctx, o.address)
	case o.sqlite != "":
		return engine.SQLite(o.sqlite)
	default:
		return engine.Memory()
	}
}
