// Decide answers access questions against a policy: the main job of the library,
// end to end.
//
// Without flags it reads the policy and the questions that are embedded in it, and
// prints a table. With -policy it reads a policy document, with -requests one
// AuthZEN access evaluation a line ("-" is standard input), and with -json it
// prints one answer a line, in the order of the questions. With -strict unknown members
// are a fault of the question. A line that is no valid question gets
// {"error": "line 7: …"} in its place, and the run goes on. Answers are printed as
// questions come in, so that any number of them takes the same memory.
//
// With -rows each line asks which rows of the resource's type the subject may take the
// action on, and with -people who may take it on the resource; so of the resource, or
// the subject, only the type is read. The answer is the condition that holds for them,
// as package filter has it: {"condition": …}. A question that fails whatever the row,
// or the person, is answered as any other.
//
// The exit status is 0 when every line was decided, 1 when some line was not, and
// 2 when the policy or the flags are wrong; then nothing is printed.
package main

import (
	"bytes"
	_ "embed"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"lupa.example/access"
	"lupa.example/access/wire"
	"lupa.example/casework"
	"lupa.example/profile"
	"lupa.example/roles"
	"lupa.example/sharing"
)

//go:embed policy.json
var embeddedPolicy []byte

//go:embed requests.jsonl
var embeddedRequests []byte

var codec = wire.Codec{sharing.Area{}, roles.Area{}, profile.Area{}, casework.Area{}}

const (
	exitDecided   = 0
	exitUndecided = 1
	exitWrong     = 2
)

func main() {
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("decide", flag.ContinueOnError)
	flags.SetOutput(stderr)
	policyFile := flags.String("policy", "", "read the policy document from `FILE`; the embedded one if absent")
	requestsFile := flags.String("requests", "", "read requests, one a line, from `FILE`, - for standard input; the embedded ones if absent")
	asJSON := flags.Bool("json", false, "print one JSON answer a line instead of a table")
	strict := flags.Bool("strict", false, "refuse requests with unknown members, which are ignored otherwise")
	rows := flags.Bool("rows", false, "print the condition for the rows of the resource's type on which the action is allowed")
	people := flags.Bool("people", false, "print the condition for the people to whom the action on the resource is allowed")
	flags.Usage = func() {
		fmt.Fprintln(stderr, "Usage of decide:")
		flags.PrintDefaults()
		fmt.Fprintln(stderr, "Exit status: 0 when every line was decided, 1 when some line was not, 2 when the policy or the flags are wrong.")
	}
	if err := flags.Parse(args); errors.Is(err, flag.ErrHelp) {
		return exitDecided
	} else if err != nil {
		return exitWrong
	}
	empty := ""
	flags.Visit(func(f *flag.Flag) {
		if f.Value.String() == "" {
			empty = f.Name
		}
	})
	if empty != "" {
		fmt.Fprintf(stderr, "decide: -%s is empty; want a file, or leave the flag out\n", empty)
		return exitWrong
	}
	if flags.NArg() > 0 {
		fmt.Fprintf(stderr, "decide: unexpected argument %q; a file is named by -policy or -requests\n", flags.Arg(0))
		return exitWrong
	}
	if *rows && *people {
		fmt.Fprintln(stderr, "decide: -rows and -people are two questions; want one of them")
		return exitWrong
	}
	policy, err := readPolicy(*policyFile)
	if err != nil {
		fmt.Fprintf(stderr, "decide: %v\n", err)
		return exitWrong
	}
	if len(policy.Kinds()) == 0 {
		fmt.Fprintln(stderr, "decide: note: the policy has no section and denies everything")
	}
	requests, err := openRequests(*requestsFile, stdin)
	if err != nil {
		fmt.Fprintf(stderr, "decide: %v\n", err)
		return exitWrong
	}
	defer requests.Close()

	var p printer = newTable(stdout, policy)
	if *asJSON {
		p = newAnswers(stdout)
	}
	ask := asker{policy, *strict}
	one := ask.decision
	switch {
	case *rows:
		one = ask.rows
	case *people:
		one = ask.people
	}
	undecided, err := decide(requests, one, p)
	if err != nil {
		fmt.Fprintf(stderr, "decide: %v\n", err)
		return exitUndecided
	}
	if undecided > 0 {
		return exitUndecided
	}
	return exitDecided
}

func readPolicy(name string) (*access.Policy, error) {
	data := embeddedPolicy
	if name != "" {
		var err error
		if data, err = os.ReadFile(name); err != nil {
			return nil, fmt.Errorf("cannot read the policy: %w", err)
		}
	} else {
		name = "the embedded policy"
	}
	policy, err := codec.DecodePolicy(data)
	if err != nil {
		return nil, fmt.Errorf("%s is not valid:\n%w", name, err)
	}
	return policy, nil
}

func openRequests(name string, stdin io.Reader) (io.ReadCloser, error) {
	switch name {
	case "":
		return io.NopCloser(bytes.NewReader(embeddedRequests)), nil
	case "-":
		return io.NopCloser(stdin), nil
	default:
		f, err := os.Open(name)
		if err != nil {
			return nil, fmt.Errorf("cannot read the requests: %w", err)
		}
		if info, err := f.Stat(); err == nil && info.IsDir() {
			f.Close()
			return nil, fmt.Errorf("cannot read the requests: %s is a directory", name)
		}
		return f, nil
	}
}
