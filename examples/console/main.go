// Console serves a page on which auditors and administrators look at a policy: who may do
// what, and why.
//
// It prints the address at which it listens, http://127.0.0.1:8182/ unless -addr says
// otherwise, and ends when it is interrupted. Without further flags it shows a policy and
// data of all areas that are embedded in it. With -policy it reads a policy document and
// with -data people and rows, as package console documents them; with -policy alone there
// are none. Neither may be longer than 256 MiB.
//
// A change that is acknowledged is kept for as long as the program runs. With -save it is
// written to the file that -policy or -data names, which is replaced as a whole or not at
// all.
//
// Whoever reaches the address sees everything, and makes changes in anybody's name, so it
// is this machine's own by default, and then answers only who asks for it by such an
// address or as localhost.
//
// Of a policy or data that is not valid it prints what is wrong, and serves a page with
// each finding at its place in the document, until it is interrupted.
//
// The exit status is 2 when the flags, the policy or the data are wrong, 1 when it cannot
// listen, and 0 otherwise.
package main

import (
	"bytes"
	"cmp"
	"context"
	_ "embed"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"lupa.example/access/wire"
	"lupa.example/casework"
	"lupa.example/examples/console/console"
	"lupa.example/profile"
	"lupa.example/roles"
	"lupa.example/sharing"
)

//go:embed policy.json
var embeddedPolicy []byte

//go:embed data.json
var embeddedData []byte

var codec = wire.Codec{sharing.Area{}, roles.Area{}, profile.Area{}, casework.Area{}}

const (
	exitListen = 1
	exitWrong  = 2
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("console", flag.ContinueOnError)
	flags.SetOutput(stderr)
	addr := flags.String("addr", "127.0.0.1:8182", "listen at `host:port`")
	policy := flags.String("policy", "", "read the policy from the `file`")
	data := flags.String("data", "", "read people and rows from the `file`")
	save := flags.Bool("save", false, "write changes to the files of -policy and -data")
	if err := flags.Parse(args); errors.Is(err, flag.ErrHelp) {
		return 0
	} else if err != nil {
		return exitWrong
	}
	if flags.NArg() > 0 {
		fmt.Fprintf(stderr, "console: unexpected argument %q; a file is named by -policy or -data\n", flags.Arg(0))
		return exitWrong
	}
	if *save && *policy == "" {
		fmt.Fprintln(stderr, "console: -save needs -policy: what is embedded cannot be changed")
		return exitWrong
	}
	files := make(saved)
	config, err := load(*policy, *data, files)
	if *save {
		config.Save = func(d console.Documents) error { return files.save(*policy, *data, d) }
	}
	h, status := http.Handler(nil), 0
	var bad *documentError
	switch {
	case err == nil:
		h = console.Handler(config)
	case errors.As(err, &bad): // to be looked at where it is wrong
		fmt.Fprintf(stderr, "console: %v\nconsole: nothing but a page with what is wrong is served\n", err)
		h, status = console.Wrong(config.Title, bad.sentence, bad.text, bad.err), exitWrong
	default:
		fmt.Fprintf(stderr, "console: %v\n", err)
		return exitWrong
	}
	if err := serve(ctx, *addr, h, stdout); err != nil {
		fmt.Fprintf(stderr, "console: %v\n", err)
		return exitListen
	}
	return status
}

// A documentError is what is wrong with a document that could be got.
type documentError struct {
	name     string // of the file
	sentence string // for the page
	text     []byte
	err      error
}

func (e *documentError) Error() string { return fmt.Sprintf("%s is not valid:\n%v", e.name, e.err) }
func (e *documentError) Unwrap() error { return e.err }

// load reads the documents; "" is the one that is embedded.
func load(policy, data string, files saved) (console.Config, error) {
	config := console.Config{Title: "Lupa console", Codec: codec}
	text, err := embeddedPolicy, error(nil)
	if policy != "" {
		if text, err = files.read(policy); err != nil {
			return config, fmt.Errorf("cannot read the policy: %w", err)
		}
	}
	if config.Policy, err = codec.DecodePolicy(text); err != nil {
		return config, &documentError{cmp.Or(policy, "the embedded policy"), "The policy is not valid.", text, err}
	}
	text = embeddedData
	switch {
	case data != "":
		if text, err = files.read(data); err != nil {
			return config, fmt.Errorf("cannot read the data: %w", err)
		}
	case policy != "":
		return config, nil // the embedded data is about another policy
	}
	if config.Data, err = console.ReadData(codec, config.Policy, text); err != nil {
		return config, &documentError{cmp.Or(data, "the embedded data"), "The data is not valid.", text, err}
	}
	return config, nil
}

// A saved is what each file held when it was read or saved last.
type saved map[string][]byte

func (f saved) read(name string) (text []byte, err error) {
	text, err = readFile(name)
	f[name] = text
	return text, err
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

// save writes the changed documents to their files, unless somebody else has changed
// these meanwhile: what they did would be lost.
func (f saved) save(policy, data string, d console.Documents) error {
	for name, text := range map[string][]byte{policy: d.Policy, data: d.Data} {
		if text == nil {
			continue
		}
		now, err := readFile(name)
		if err != nil {
			return err
		}
		if !bytes.Equal(now, f[name]) {
			return fmt.Errorf("%s was changed by somebody else since it was read; start again to see it", name)
		}
		if err := replace(name, text); err != nil {
			return err
		}
		f[name] = text
	}
	return nil
}

// replace puts the text in the place of the file's, all of it or nothing.
func replace(name string, text []byte) (err error) {
	name, err = filepath.EvalSymlinks(name)
	if err != nil {
		return err
	}
	old, err := os.Stat(name)
	if err != nil {
		return err
	}
	// Beside the file, since only within one file system can a file take another's place.
	f, err := os.CreateTemp(filepath.Dir(name), filepath.Base(name)+".*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			os.Remove(f.Name())
		}
	}()
	_, err = f.Write(text)
	err = errors.Join(err, f.Chmod(old.Mode().Perm()), f.Sync(), f.Close())
	if err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}

// serve prints the address and answers until the context ends, and then what it has begun
// to answer.
func serve(ctx context.Context, addr string, h http.Handler, stdout io.Writer) error {
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		return err
	}
	fmt.Fprintf(stdout, "http://%s/\n", listener.Addr())
	if at, ok := listener.Addr().(*net.TCPAddr); ok && at.IP.IsLoopback() {
		h = forThisMachine(h)
	}
	server := &http.Server{
		Handler: h, ReadTimeout: 30 * time.Second, WriteTimeout: time.Minute, MaxHeaderBytes: 64 << 10,
	}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
		last, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
		defer cancel()
		return server.Shutdown(last)
	}
}

// forThisMachine answers nobody who asks for another machine: a site that is open in the
// same browser could have its own name lead here, and read everything.
func forThisMachine(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host := r.Host
		if name, _, err := net.SplitHostPort(host); err == nil {
			host = name
		}
		if ip := net.ParseIP(strings.Trim(host, "[]")); host != "localhost" && !ip.IsLoopback() {
			http.Error(w, "the console is for this machine only", http.StatusMisdirectedRequest)
			return
		}
		h.ServeHTTP(w, r)
	})
}
