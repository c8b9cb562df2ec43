package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
)

// Options are what the flags say.
type options struct {
	policy, requests, against       string // files; "" where none is named
	json, strict, rows, people, why bool
}

// parse returns the options, or nil and the exit status where there is nothing to do.
func parse(args []string, stderr io.Writer) (*options, int) {
	opt := new(options)
	flags := flag.NewFlagSet("decide", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.StringVar(&opt.policy, "policy", "", "read the policy document from `FILE`; the embedded one if absent")
	flags.StringVar(&opt.requests, "requests", "", "read requests, or records of a log, one a line, from `FILE`, - for standard input; the embedded ones if absent")
	flags.StringVar(&opt.against, "against", "", "print what changes from the older policy document in `FILE`, or which of the -requests are decided otherwise")
	flags.BoolVar(&opt.json, "json", false, "print one JSON answer a line instead of a table")
	flags.BoolVar(&opt.strict, "strict", false, "refuse requests with unknown members, which are ignored otherwise")
	flags.BoolVar(&opt.rows, "rows", false, "print the condition for the rows of the resource's type on which the action is allowed")
	flags.BoolVar(&opt.people, "people", false, "print the condition for the people to whom the action on the resource is allowed")
	flags.BoolVar(&opt.why, "why", false, "add to each answer what was looked at, in order, and its grounds, or what would have to change")
	flags.Usage = func() {
		fmt.Fprintln(stderr, "Usage of decide:")
		flags.PrintDefaults()
		fmt.Fprintln(stderr, "Exit status: 0 when every line was decided, 1 when some line was not or could not be printed, 2 when the policy or the flags are wrong.\n"+
			"Of -against without -requests: 0 when nothing changes, 1 when something does, 2 also when that could not be printed.")
	}
	if err := flags.Parse(args); errors.Is(err, flag.ErrHelp) {
		return nil, exitDecided
	} else if err != nil {
		return nil, exitWrong
	}
	if problem := opt.problem(flags); problem != "" {
		fmt.Fprintf(stderr, "decide: %s\n", problem)
		return nil, exitWrong
	}
	return opt, exitDecided
}

// problem returns what is wrong with flags that were read, "" if nothing.
func (opt *options) problem(flags *flag.FlagSet) string {
	empty := ""
	flags.Visit(func(f *flag.Flag) {
		if f.Value.String() == "" {
			empty = f.Name
		}
	})
	switch {
	case empty != "":
		return fmt.Sprintf("-%s is empty; want a file, or leave the flag out", empty)
	case flags.NArg() > 0:
		return fmt.Sprintf("unexpected argument %q; a file is named by -policy, -requests or -against", flags.Arg(0))
	case opt.rows && opt.people:
		return "-rows and -people are two questions; want one of them"
	case opt.why && (opt.rows || opt.people || opt.against != ""):
		return "-why is of decisions; it does not go with -rows, -people or -against"
	case opt.against != "" && (opt.rows || opt.people || opt.strict):
		return "-against does not go with -rows, -people or -strict"
	default:
		return ""
	}
}
