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
// The exit status is 0 when every line was decided, 1 when some line was not, and
// 2 when the policy or the flags are wrong; then nothing is printed.
package main

import (
	"bufio"
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
	read := codec.DecodeRequest
	if *strict {
		read = codec.DecodeRequestStrict
	}
	undecided, err := decide(policy, requests, read, p)
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

// A printer shows what became of each line.
type printer interface {
	answer(access.Question, access.Decision)
	fault(line int, err error)
	pause() error // the input may keep us waiting: show what there is
	end() error
}

// A reader reads one request.
type reader func(*access.Policy, []byte) (access.Question, error)

// decide answers line by line, and counts the lines that it could not answer. The
// error is one of reading or of printing.
func decide(policy *access.Policy, requests io.Reader, read reader, p printer) (undecided int, err error) {
	in := bufio.NewReaderSize(requests, 64<<10)
	var buf []byte
	for number := 1; ; number++ {
		line, err := readLine(in, buf)
		if err == io.EOF {
			return undecided, p.end()
		}
		var request access.Question
		switch {
		case errors.Is(err, errTooLong):
		case err != nil:
			return undecided, errors.Join(fmt.Errorf("line %d: %w", number, err), p.end())
		case len(bytes.TrimSpace(line)) == 0:
			err = errors.New("is blank; want one request")
		default:
			request, err = read(policy, line)
		}
		if err != nil {
			undecided++
			p.fault(number, err)
		} else {
			p.answer(request, policy.Check(request.Subject, request.Action, request.Resource))
		}
		if waiting(in) {
			if err := p.pause(); err != nil {
				return undecided, err
			}
		}
		buf = line[:0]
	}
}

// waiting reports whether the next line has not come in yet.
func waiting(in *bufio.Reader) bool {
	next, _ := in.Peek(in.Buffered())
	return bytes.IndexByte(next, '\n') < 0
}

// maxLine bounds the memory that one line can take.
const maxLine = 16 << 20

var errTooLong = fmt.Errorf("is longer than %d bytes", maxLine)

// readLine reads a line without its end, into buf if it fits. The error is
// io.EOF after the last line, errTooLong for a line that was passed over, or one
// of reading.
func readLine(in *bufio.Reader, buf []byte) ([]byte, error) {
	line, tooLong := buf[:0], false
	for {
		part, err := in.ReadSlice('\n')
		if tooLong = tooLong || len(line)+len(bytes.TrimSuffix(part, []byte("\n"))) > maxLine; !tooLong {
			line = append(line, part...)
		}
		switch {
		case err == bufio.ErrBufferFull:
			continue
		case err == io.EOF && len(part) == 0 && len(line) == 0 && !tooLong:
			return line, io.EOF
		case err != nil && err != io.EOF:
			return line, err
		case tooLong:
			return line, errTooLong
		default:
			return bytes.TrimSuffix(bytes.TrimSuffix(line, []byte("\n")), []byte("\r")), nil
		}
	}
}
