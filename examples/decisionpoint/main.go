// Decisionpoint serves a policy to gateways, identity providers and services in other
// languages: the AuthZEN Authorization API over HTTP, with searches.
//
//	go run ./examples/decisionpoint -addr 127.0.0.1:8181
//	curl -d '{"subject": {"type": "user", "id": "anna"}, "action": {"name": "view"},
//	  "resource": {"type": "casework.client", "id": "C1"}}' \
//	  -H 'Content-Type: application/json' http://127.0.0.1:8181/access/v1/evaluation
//
// The policy, and the people and rows that requests only name, are embedded. With
// -scenario they are those of an interoperability scenario: "todo", with which the
// gateway of the same application is served, "search", with which the identity provider
// is, or "certification". With -policy the policy is read from a file, and again when the
// file changes or on SIGHUP; one that cannot be read leaves the old one in place, and is
// told of in the log and in /healthz, and so does one of more than 256 MiB. With -key
// whoever asks has to bring that key as a bearer token.
//
// The metadata names the public address, which is https, as the standard has it: the
// program listens without TLS, and something in front of it adds that. -base says which
// address that is; without it the metadata names the one listened at.
//
// Every decision is logged, with the revision of the policy. SIGTERM stops the program
// when the requests that it has are answered. The exit status is 2 if it cannot start.
package main

import (
	"context"
	"crypto/sha256"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"lupa.example/access/authzen"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout, os.Stderr); err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintf(os.Stderr, "decisionpoint: %v\n", err)
		os.Exit(2)
	}
}

// options are the flags.
type options struct {
	addr, policy, scenario, key, base string
}

func parse(args []string, out io.Writer) (options, error) {
	var opt options
	flags := flag.NewFlagSet("decisionpoint", flag.ContinueOnError)
	flags.SetOutput(out)
	flags.StringVar(&opt.addr, "addr", "127.0.0.1:8181", "the `address` to listen at; port 0 is any that is free")
	flags.StringVar(&opt.policy, "policy", "", "the `file` of the policy; it is read again when it changes")
	flags.StringVar(&opt.scenario, "scenario", "areas", "the `name` of what is served: "+strings.Join(scenarioNames(), ", "))
	flags.StringVar(&opt.key, "key", "", "the `key` that clients bring as a bearer token; none: everybody may ask")
	flags.StringVar(&opt.base, "base", "", "the public https `address`, for the metadata; none: the one listened at")
	err := flags.Parse(args)
	if err != nil {
		return opt, err
	}
	flags.Visit(func(f *flag.Flag) {
		if f.Name == "key" && opt.key == "" {
			err = errors.New("-key is empty, and everybody might ask; give a key, or leave the flag out")
		}
	})
	if err != nil {
		return opt, err
	}
	if flags.NArg() > 0 {
		return opt, fmt.Errorf("unexpected argument %q; want flags only", flags.Arg(0))
	}
	return opt, nil
}

// run serves until the context ends. It prints the address once it is reached there.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	opt, err := parse(args, stderr)
	if err != nil {
		return err
	}
	log := slog.New(slog.NewJSONHandler(stderr, nil))
	scenario, err := openScenario(opt.scenario)
	if err != nil {
		return err
	}
	source := &source{file: opt.policy, embedded: scenario.policy, codec: scenario.codec, log: log}
	if err := source.load(); err != nil {
		return err
	}
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", opt.addr)
	if err != nil {
		return err
	}
	defer listener.Close()
	config := authzen.Config{
		Policy:    source.current,
		Codec:     scenario.codec,
		Directory: scenario.directory(source.current),
		Base:      opt.base,
		Log:       log,
	}
	if config.Base == "" {
		config.Base = "https://" + listener.Addr().String()
	}
	if opt.key != "" {
		config.Authorize = authzen.Bearer(opt.key)
		sum := sha256.Sum256([]byte("tokens of pages: " + opt.key)) // so that replicas have the same
		config.TokenKey = sum[:]
	}
	handler, err := authzen.NewHandler(config)
	if err != nil {
		return err
	}
	fmt.Fprintf(stdout, "listening on http://%s\n", listener.Addr())
	go source.watch(ctx)
	return serve(ctx, listener, withHealth(handler, source), log)
}
