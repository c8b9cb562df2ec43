// Decide answers access questions against a policy: the main job of the library,
// end to end.
//
// Without flags it reads the policy and the questions that are embedded in it, and
// prints a table. With -policy it reads a policy document, with -requests one
// AuthZEN access evaluation a line ("-" is standard input), by itself or as the "request"
// of an object, as a log keeps it. With -json it prints one answer a line, in the order of
// the questions. With -strict unknown members are a fault of the request. A line that is
// no valid question gets {"error": "line 7: …"} in its place, and the run goes on. A policy
// of more than 256 MiB and a line of more than 16 MiB are faults too. Answers are printed as
// questions come in, so that any number of them takes the same memory.
//
// With -rows each line asks which rows of the resource's type the subject may take the
// action on, and with -people who may take it on the resource; so of the resource, or
// the subject, only the type is read. The answer is the condition that holds for them,
// as package filter has it: {"condition": …}. A question that fails whatever the row,
// or the person, is answered as any other.
//
// With -why each answer also says what was looked at, in order, and where that ended; of
// what is allowed its grounds, and of what is denied each smallest change by which it
// would be allowed, and what the subject may be told. With -json it is a member "why" of
// the answer. Repairs name people and rows: they are for who may see these.
//
// With -against it compares with an older policy: it prints what changes, for all
// people and rows whatsoever; or, given -requests, the questions that the two policies
// decide otherwise: {"line": 7, "before": {…}, "after": {…}}, and {"line": 7, "error": "…"}
// for a line that is no valid question.
//
// The exit status is 0 when every line was decided, 1 when some line was not, was not
// read, or could not be printed, and 2 when the policy or the flags are wrong; then nothing
// is printed. Of -against without -requests it is 0 when nothing changes, 1 when something
// does, and 2 also when that could not be printed, as on a full disk.
package main

import (
	"bytes"
	_ "embed"
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
	exitChanged   = 1
	exitWrong     = 2
)

func main() {
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	opt, status := parse(args, stderr)
	if opt == nil {
		return status
	}
	status, err := opt.run(stdin, stdout, stderr)
	if err != nil {
		fmt.Fprintf(stderr, "decide: %v\n", err)
	}
	return status
}

// run does what the options say. The error is one of reading or printing, or says what
// is wrong with a policy; the status goes with it.
func (opt *options) run(stdin io.Reader, stdout, stderr io.Writer) (status int, err error) {
	policy, err := readPolicy(opt.policy)
	if err != nil {
		return exitWrong, err
	}
	if len(policy.Kinds()) == 0 {
		fmt.Fprintln(stderr, "decide: note: the policy has no section and denies everything")
	}
	var old *access.Policy
	if opt.against != "" {
		if old, err = readPolicy(opt.against); err != nil {
			return exitWrong, err
		}
		if opt.requests == "" {
			return printDifference(old, policy, opt.json, stdout)
		}
	}
	requests, err := openRequests(opt.requests, stdin)
	if err != nil {
		return exitWrong, err
	}
	defer requests.Close()

	p := opt.printer(stdout, policy)
	ask := asker{policy, opt.strict}
	answer := ask.decision
	switch {
	case old != nil:
		return replay(old, policy, requests, opt.json, stdout)
	case opt.rows:
		answer = ask.rows
	case opt.people:
		answer = ask.people
	}
	undecided, err := decide(requests, answer, p)
	if err != nil || undecided > 0 {
		return exitUndecided, err
	}
	return exitDecided, nil
}

func (opt *options) printer(w io.Writer, policy *access.Policy) printer {
	switch {
	case opt.json && opt.why:
		return &reasoned{newAnswers(w), policy}
	case opt.json:
		return newAnswers(w)
	case opt.why:
		return newStory(w, policy)
	default:
		return newTable(w, policy)
	}
}

func readPolicy(name string) (*access.Policy, error) {
	data := embeddedPolicy
	if name != "" {
		var err error
		if data, err = readFile(name); err != nil {
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

// readFile reads a file that may be anything, and of any length.
func readFile(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return wire.ReadDocument(f)
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
